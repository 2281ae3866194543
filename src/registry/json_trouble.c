#include "registry/json_trouble.h"

#include "text/utf8.h"

enum {
	SHOWN = 200,  /* bytes of a key */
	NAMED = 1000, /* bytes of the keys in a list of them */
};
#define PLACE(p) (unsigned long long)(p).line, (unsigned long long)(p).column

/* The first trouble is told, and the rest of the object passed over. */
static bool rejects(struct json_flat *f, enum json_trouble trouble)
{
	if (f->trouble != JSON_GOOD)
		return false;
	f->trouble = trouble;
	f->skip_to = f->base - 1;
	return true;
}

static struct str shown(struct str key)
{
	struct str s = str_sub(key, 0, SHOWN);
	return str_sub(s, 0, utf8_valid(s));
}

void json_name(struct buf *names, struct str key)
{
	if (names->n > NAMED && str_ends(buf_str(names), STR("…")))
		return;
	buf_adds(names, names->n ? "、" : "");
	buf_add(names, names->n > NAMED ? STR("…") : shown(key));
}

void json_say_duplicate(struct json_flat *f, const struct json_key *first, struct json_place place)
{
	if (rejects(f, JSON_DUPLICATE_KEY))
		f->problem = words_printf(f->a, "the key \"%.*s\" stands twice: at line %llu, column %llu and at line %llu, column %llu",
					  STR_ARG(shown(first->key)), PLACE(first->place), PLACE(place));
}

void json_say_within(struct json_flat *f, const struct json_level *list)
{
	if (rejects(f, JSON_TWO_LISTS))
		f->problem = words_printf(f->a,
					  "a list of objects within another: \"%.*s\" at line %llu, column %llu holds \"%.*s\" at line %llu, column %llu",
					  STR_ARG(shown(f->list)), PLACE(f->list_place), STR_ARG(shown(list->key)), PLACE(list->place));
}

void json_say_two_lists(struct json_flat *f, const struct json_level *list)
{
	if (rejects(f, JSON_TWO_LISTS))
		f->problem = words_printf(f->a, "two lists of objects: \"%.*s\" at line %llu, column %llu and \"%.*s\" at line %llu, column %llu",
					  STR_ARG(shown(f->list)), PLACE(f->list_place), STR_ARG(shown(list->key)), PLACE(list->place));
}

void json_say_mixed(struct json_flat *f, const struct json_level *list, struct json_place place)
{
	if (rejects(f, JSON_MIXED_LIST))
		f->problem = words_printf(f->a,
					  "the list \"%.*s\" at line %llu, column %llu holds objects and other values, as at line %llu, column %llu",
					  STR_ARG(shown(list->key)), PLACE(list->place), PLACE(place));
}

void json_say_long_text(struct json_flat *f, struct json_place place)
{
	if (rejects(f, JSON_LONG_TEXT))
		f->problem = words_printf(f->a, "\"%.*s\": the text at line %llu, column %llu is longer than %d bytes", STR_ARG(shown(f->key)),
					  PLACE(place), (int)LIMIT_CELL_BYTES);
}

void json_say_nul(struct json_flat *f, struct json_place place)
{
	if (rejects(f, JSON_NUL_TEXT))
		f->problem = words_printf(f->a, "\"%.*s\": the text at line %llu, column %llu holds a NUL character", STR_ARG(shown(f->key)), PLACE(place));
}

void json_say_long_record(struct json_flat *f)
{
	if (rejects(f, JSON_LONG_RECORD))
		f->problem = words_printf(f->a, "longer than %d bytes, from line %llu, column %llu on", (int)LIMIT_RECORD_BYTES, PLACE(f->start));
}

void json_say_many(struct json_flat *f)
{
	if (rejects(f, JSON_MANY_MEMBERS))
		f->problem = words_printf(f->a, "more than %d members", (int)LIMIT_COLUMNS);
}

void json_say_same_group(struct json_flat *f, struct json_place place)
{
	if (rejects(f, JSON_DUPLICATE_KEY))
		f->problem = words_printf(f->a, "\"%.*s\" is a list of objects at line %llu, column %llu and an object at line %llu, column %llu",
					  STR_ARG(shown(f->list)), PLACE(f->list_place), PLACE(place));
}
