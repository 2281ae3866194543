#include "text/json.h"

#include "text/utf8.h"

#include <inttypes.h>

enum { DEEPEST = 64 }; /* as many as `comma` has bits */

void json_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

/* A comma before every member but the first; none between a key and its value, none at the outermost level. */
static void begin_value(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (!j->depth)
		return;
	uint64_t bit = UINT64_C(1) << (j->depth - 1);
	if (j->comma & bit)
		buf_addc(j->out, ',');
	j->comma |= bit;
}

static void open_bracket(struct json *j, char bracket)
{
	begin_value(j);
	if (j->depth == DEEPEST) {
		j->out->failed = true;
		return;
	}
	j->depth++;
	j->comma &= ~(UINT64_C(1) << (j->depth - 1));
	buf_addc(j->out, bracket);
}

void json_object(struct json *j)
{
	open_bracket(j, '{');
}

void json_array(struct json *j)
{
	open_bracket(j, '[');
}

void json_end(struct json *j, char bracket)
{
	if (!j->depth) {
		j->out->failed = true;
		return;
	}
	j->depth--;
	buf_addc(j->out, bracket);
}

/* What may not stand as it is: RFC 8259, section 7; U+2028/2029 end a line of JavaScript; C1 moves a terminal. */
static bool needs_escape(int32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static void add_escape(struct buf *out, int32_t c)
{
	static const char shorts[] = "\"\\\n\r\t\b\f", letters[] = "\"\\nrtbf";
	const char *s = c > 0 && c < 0x80 ? strchr(shorts, c) : NULL;
	if (s)
		buf_printf(out, "\\%c", letters[s - shorts]);
	else if (c < 0)
		buf_adds(out, "\xef\xbf\xbd");
	else
		buf_printf(out, "\\u%04x", (unsigned)c);
}

static void add_string(struct buf *out, struct str s)
{
	size_t from = 0, length;
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i += length) {
		int32_t c = utf8_next(str_sub(s, i, s.n), &length);
		if (!needs_escape(c))
			continue;
		buf_add(out, str_sub(s, from, i));
		add_escape(out, c);
		from = i + length;
	}
	buf_add(out, str_sub(s, from, s.n));
	buf_addc(out, '"');
}

void json_key(struct json *j, const char *key)
{
	begin_value(j);
	add_string(j->out, str_from(key));
	buf_addc(j->out, ':');
	j->after_key = true;
}

void json_str(struct json *j, struct str s)
{
	if (!s.p) {
		json_null(j);
		return;
	}
	begin_value(j);
	add_string(j->out, s);
}

void json_null(struct json *j)
{
	begin_value(j);
	buf_adds(j->out, "null");
}

void json_bool(struct json *j, bool b)
{
	begin_value(j);
	buf_adds(j->out, b ? "true" : "false");
}

void json_int(struct json *j, int64_t n)
{
	begin_value(j);
	buf_printf(j->out, "%" PRId64, n);
}

void json_count(struct json *j, uint64_t n)
{
	begin_value(j);
	buf_printf(j->out, "\"%" PRIu64 "\"", n);
}

void json_field(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	json_str(j, s);
}

void json_field_count(struct json *j, const char *key, uint64_t n)
{
	json_key(j, key);
	json_count(j, n);
}
