/*
 * jansson reads the same bytes: what it says of them. Its enumerators have the names of ours, so they are renamed; of its functions only those are called whose
 * names text/json.h has not. Include "unit.h" first.
 */
#ifndef PHASEOUT_TESTS_JANSSON_ORACLE_H
#define PHASEOUT_TESTS_JANSSON_ORACLE_H

#define JSON_OBJECT JANSSON_OBJECT
#define JSON_ARRAY JANSSON_ARRAY
#define JSON_STRING JANSSON_STRING
#define JSON_INTEGER JANSSON_INTEGER
#define JSON_REAL JANSSON_REAL
#define JSON_TRUE JANSSON_TRUE
#define JSON_FALSE JANSSON_FALSE
#define JSON_NULL JANSSON_NULL
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_STRING
#undef JSON_INTEGER
#undef JSON_REAL
#undef JSON_TRUE
#undef JSON_FALSE
#undef JSON_NULL

#include "base/buf.h"

#include <inttypes.h>

struct jansson {
	bool accepted;
	bool cannot_say; /* numbers outside its types, NUL in a key; a NUL byte behind a number, which it takes for the end of the input */
	size_t keys;
	struct buf shown;
};

static inline void show_length_and_text(struct buf *out, char what, struct str s)
{
	buf_printf(out, "%c%zu:", what, s.n);
	buf_add(out, s);
}

static inline void jansson_show(struct jansson *j, json_t *v)
{
	const char *key;
	json_t *member;
	switch (json_typeof(v)) {
	case JANSSON_OBJECT:
		buf_addc(&j->shown, '{');
		json_object_foreach(v, key, member)
		{
			j->keys++;
			show_length_and_text(&j->shown, 'k', str_from(key));
			jansson_show(j, member);
		}
		buf_addc(&j->shown, '}');
		break;
	case JANSSON_ARRAY:
		buf_addc(&j->shown, '[');
		for (size_t i = 0; i < json_array_size(v); i++)
			jansson_show(j, json_array_get(v, i));
		buf_addc(&j->shown, ']');
		break;
	case JANSSON_STRING:
		show_length_and_text(&j->shown, 's', (struct str){json_string_value(v), json_string_length(v)});
		break;
	case JANSSON_INTEGER:
		buf_printf(&j->shown, "i%" PRIdMAX ";", (intmax_t)json_integer_value(v));
		break;
	case JANSSON_REAL:
		buf_printf(&j->shown, "r%.17g;", json_real_value(v));
		break;
	case JANSSON_TRUE:
	case JANSSON_FALSE:
	case JANSSON_NULL:
		buf_addc(&j->shown, json_typeof(v) == JANSSON_TRUE ? 'T' : json_typeof(v) == JANSSON_FALSE ? 'F' : 'N');
		break;
	}
}

/* A number as jansson_show shows it, from its digits. */
static inline void show_number(struct buf *out, struct str text)
{
	char digits[4096];
	snprintf(digits, sizeof digits, "%.*s", STR_ARG(text));
	if (strpbrk(digits, ".eE"))
		buf_printf(out, "r%.17g;", strtod(digits, NULL));
	else
		buf_printf(out, "i%" PRIdMAX ";", strtoimax(digits, NULL, 10));
}

static inline void jansson_read(struct jansson *out, struct str bytes)
{
	json_error_t e;
	json_t *v = json_loadb(bytes.p, bytes.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);
	out->accepted = v != NULL;
	out->cannot_say = (!v && (json_error_code(&e) == json_error_numeric_overflow || json_error_code(&e) == json_error_null_byte_in_key)) ||
			  memchr(bytes.p, '\0', bytes.n);
	out->keys = 0;
	buf_clear(&out->shown);
	buf_adds(&out->shown, "");
	if (v)
		jansson_show(out, v);
	json_decref(v);
}

#endif
