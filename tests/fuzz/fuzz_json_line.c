/*
 * Bytes as NDJSON, read by tokens and, beside it, with lines cut where they are like those before: the same records, with the same number, line and texts, and whatever is cut the
 * reader of tokens accepts.
 */
#include "registry/json_line.h"
#include "registry/json_records.h"
#include "drip.h"
#include "must.h"

#include <string.h>

enum { COLUMNS = 64 };

struct keys {
	struct str items[COLUMNS];
	size_t n;
};

/* Its place; COLUMNS where there is no more room. */
static size_t column_of(struct keys *k, struct arena *a, struct str key)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->items[i], key))
			return i;
	if (k->n == COLUMNS)
		return COLUMNS;
	k->items[k->n] = arena_str(a, key);
	return k->n++;
}

static bool is_flat(const struct json_record *r)
{
	bool flat = r->trouble == JSON_GOOD && !r->n_inherited && !r->list.p;
	for (size_t i = 0; flat && i < r->n_members; i++)
		flat = !r->members[i].group.n && r->members[i].kind != JSON_MEMBER_LIST && r->members[i].kind != JSON_MEMBER_EMPTY_LIST;
	return flat;
}

static void learn(struct json_layout *l, struct keys *k, struct arena *a, const struct json_record *r)
{
	size_t at = 0;
	for (size_t i = 0; is_flat(r) && i < r->n_members; i++) {
		const size_t column = column_of(k, a, r->members[i].key);
		if (column == COLUMNS || !json_layout_add(l, &at, r->members[i].key, (uint32_t)column))
			return;
	}
}

static void compare(const struct str *fields, const struct keys *k, const struct json_record *r)
{
	size_t filled = 0, said = 0;
	MUST(is_flat(r) && r->n_members);
	for (size_t i = 0; i < k->n; i++)
		filled += fields[i].n > 0;
	for (size_t i = 0; i < r->n_members; i++) {
		size_t column = 0;
		while (column < k->n && !str_eq(k->items[column], r->members[i].key))
			column++;
		MUST(column < k->n && str_eq(fields[column], r->members[i].text));
		said += r->members[i].text.n > 0;
	}
	MUST(filled == said);
}

static size_t read_beside(struct str bytes, size_t chunk)
{
	static struct json_layout layout;
	struct drip d = {bytes, 1000}, e = {bytes, chunk};
	struct json_records by_token, by_line;
	struct json_record r, s;
	struct arena a, rows;
	struct keys keys = {.n = 0};
	enum json_status status;
	size_t cut = 0;
	arena_init(&a);
	arena_init(&rows);
	json_records_init(&by_token, drip_read, &d);
	json_records_init(&by_line, drip_read, &e);
	buf_init(&layout.keys);
	json_layout_begin(&layout);
	do {
		struct str fields[COLUMNS], line;
		arena_clear(&rows);
		status = json_records_next(&by_token, &r, &rows);
		for (size_t i = 0; i < COLUMNS; i++)
			fields[i] = STR("");
		if (layout.n && json_records_line(&by_line, &line, &s) && json_line_cut(fields, &layout, line)) {
			MUST(status == JSON_RECORD && r.number == s.number && r.line == s.line && r.lines == 1);
			compare(fields, &keys, &r);
			json_records_take_line(&by_line, line);
			cut++;
			continue;
		}
		MUST(json_records_next(&by_line, &s, &rows) == status);
		MUST(status != JSON_RECORD || (r.number == s.number && r.line == s.line && r.lines == s.lines && r.trouble == s.trouble && r.n_members == s.n_members));
		MUST(str_eq(r.problem.en, s.problem.en));
		if (status == JSON_RECORD)
			learn(&layout, &keys, &a, &s);
	} while (status == JSON_RECORD);
	json_records_release(&by_token);
	json_records_release(&by_line);
	buf_release(&layout.keys);
	arena_release(&rows);
	arena_release(&a);
	return cut;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str bytes = {(const char *)data, size};
	read_beside(bytes, size + 1);
	read_beside(bytes, 7);
	return 0;
}
