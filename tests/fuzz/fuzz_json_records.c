/*
 * Bytes as records of JSON: the same records and words however the bytes come; every one numbered; no row has a name twice; every text is one that a cell can have.
 * Where they end with three blank lines (it takes long), also with the middle third repeated beyond the window.
 */
#include "base/map.h"
#include "registry/json_records.h"
#include "text/utf8.h"
#include "drip.h"
#include "must.h"

#include <string.h>

struct sum {
	uint64_t records, hash;
};

static void add(struct sum *s, uint64_t n)
{
	s->hash = (s->hash ^ n) * 0x100000001b3u;
}

static void check_text(struct str s)
{
	MUST(s.n <= LIMIT_CELL_BYTES && utf8_valid(s) == s.n && (!s.n || !memchr(s.p, '\0', s.n)));
}

static void add_members(struct sum *s, const struct json_member *m, size_t n, struct map *names, struct arena *a, uint32_t row)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t other;
		check_text(m[i].key);
		check_text(m[i].text);
		MUST(utf8_valid(m[i].group) == m[i].group.n);
		MUST((m[i].kind != JSON_MEMBER_NULL && m[i].kind != JSON_MEMBER_EMPTY_LIST) || !m[i].text.n);
		struct str name = arena_printf(a, "%zu:%.*s%.*s", m[i].group.n, STR_ARG(m[i].group), STR_ARG(m[i].key));
		MUST(!map_get(names, name, &other) || (other != 0 && other != row));
		map_put(names, name, row);
		add(s, str_hash(name));
		add(s, str_hash(m[i].text));
		add(s, (uint64_t)m[i].kind);
		add(s, m[i].place.offset + m[i].place.line * 7 + m[i].place.column * 31);
	}
}

static void add_record(struct sum *s, const struct json_record *r, struct arena *a)
{
	struct map names;
	map_init(&names, a);
	add(s, r->line);
	add(s, r->lines);
	add(s, (uint64_t)r->trouble);
	add(s, str_hash(r->problem.en));
	add(s, str_hash(r->list));
	add_members(s, r->members, r->n_members, &names, a, 0);
	for (size_t i = 0; i < r->n_subs; i++) {
		MUST(r->n_inherited + r->n_members + r->subs[i].n_members <= LIMIT_COLUMNS);
		add_members(s, r->subs[i].members, r->subs[i].n_members, &names, a, (uint32_t)i + 1);
	}
	map_init(&names, a);
	add_members(s, r->inherited, r->n_inherited, &names, a, 0);
}

static struct sum read_all(struct str bytes, size_t chunk)
{
	struct drip d = {bytes, chunk};
	struct json_records j;
	struct json_record r;
	struct sum sum = {0};
	struct arena a;
	struct words notice;
	enum json_status status;
	uint64_t line = 0;
	arena_init(&a);
	json_records_init(&j, drip_read, &d);
	while ((status = json_records_next(&j, &r, &a)) == JSON_RECORD) {
		MUST(r.number == ++sum.records && r.line >= line && r.lines >= 1 && r.line + r.lines <= bytes.n + 2);
		MUST((r.trouble != JSON_GOOD) == (r.problem.en.p != NULL));
		MUST(r.trouble == JSON_GOOD || (!r.n_members && !r.n_subs && !r.n_inherited));
		MUST(r.list.p || !r.n_subs);
		MUST(json_records_raw(&j).n <= JSON_RAW_BYTES);
		add(&sum, str_hash(json_records_raw(&j)));
		add_record(&sum, &r, &a);
		line = r.line;
		arena_clear(&a);
	}
	MUST(status == JSON_RECORDS_END || (status == JSON_RECORDS_BROKEN && r.problem.en.p));
	add(&sum, (uint64_t)status);
	add(&sum, str_hash(r.problem.en));
	while (json_records_notice(&j, &notice, &a))
		add(&sum, str_hash(notice.en));
	json_records_release(&j);
	arena_release(&a);
	return sum;
}

static void check(struct str bytes, size_t small)
{
	struct sum whole = read_all(bytes, bytes.n + 1), other = read_all(bytes, small);
	MUST(whole.records == other.records && whole.hash == other.hash);
	other = read_all(bytes, small * 7 + 4);
	MUST(whole.records == other.records && whole.hash == other.hash);
}

/* What stands between the two halves is repeated until it is longer than the window. */
static void check_repeated(struct str bytes)
{
	size_t third = bytes.n / 3;
	struct str begin = str_sub(bytes, 0, third), piece = str_sub(bytes, third, 2 * third), end = str_sub(bytes, 2 * third, bytes.n);
	struct buf all;
	buf_init(&all);
	buf_add(&all, begin);
	while (all.n < JSON_WINDOW + 100)
		buf_add(&all, piece);
	buf_add(&all, end);
	check(buf_str(&all), 4001);
	buf_release(&all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	check(bytes, 1);
	if (size > 60 && str_ends(bytes, STR("\n\n\n")))
		check_repeated(bytes);
	return 0;
}
