/*
 * A registry's bytes as NDJSON, read in blocks of lines: the records that the reader of JSON gives, with the same numbers, lines and words, whatever a block holds; the cells that are
 * looked at are the texts of those records; and no line that is given out of a block brings a key that is new.
 */
#include "base/map.h"
#include "registry/json_line.h"
#include "registry/json_records.h"
#include "registry/line_blocks.h"
#include "counted.h"
#include "drip.h"
#include "must.h"

#include <stdlib.h>

enum { COLUMNS = 48, MOST = 4096 };

static uint64_t of_member(struct str key, struct str text)
{
	return text.n ? (str_hash(key) * 31 + str_hash(text)) * 2 + 1 : 0;
}

static bool is_flat(const struct json_record *r)
{
	bool flat = r->trouble == JSON_GOOD && !r->n_inherited && !r->list.p;
	for (size_t i = 0; flat && i < r->n_members; i++)
		flat = !r->members[i].group.n && r->members[i].kind != JSON_MEMBER_LIST && r->members[i].kind != JSON_MEMBER_EMPTY_LIST;
	return flat;
}

/* Of the texts, wherever they stand. */
static uint64_t of_texts(const struct json_record *r)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < r->n_members; i++)
		sum += of_member(r->members[i].key, r->members[i].text);
	return sum;
}

static uint64_t of_record(const struct json_record *r)
{
	uint64_t sum = r->number * 7 + r->line * 11 + r->lines * 13 + (uint64_t)r->trouble * 17 + r->n_members * 19 + r->n_subs * 23;
	return (sum ^ str_hash(r->problem.en)) * 31 + of_texts(r);
}

struct known {
	uint64_t records[MOST], texts[MOST];
	bool flat[MOST];
	size_t n;
	struct str keys[COLUMNS];
	size_t n_keys;
	struct arena *a;
	size_t counted, seen; /* seen: given one by one */
	bool counts; /* look says of some that they are dealt with, of some what is to be told */
};

static void read_all(struct known *out, struct str bytes)
{
	struct drip d = {bytes, 1000};
	struct json_records j;
	struct json_record r;
	struct arena a;
	arena_init(&a);
	json_records_init(&j, drip_read, &d);
	while (out->n < MOST && json_records_next(&j, &r, &a) == JSON_RECORD) {
		out->records[out->n] = of_record(&r);
		out->flat[out->n] = is_flat(&r);
		out->texts[out->n++] = of_texts(&r);
		arena_clear(&a);
	}
	json_records_release(&j);
	arena_release(&a);
}

static bool has_key(const struct known *k, struct str key)
{
	for (size_t i = 0; i < k->n_keys; i++)
		if (str_eq(k->keys[i], key))
			return true;
	return false;
}

static bool is_known(const void *ctx, struct buf *room, struct str key)
{
	(void)room;
	return has_key(ctx, key);
}

static uint32_t look_at_one(const struct known *k, const struct raw_rows *rows, size_t row)
{
	uint64_t sum = 0;
	bool found = false;
	for (size_t i = 0; i < k->n_keys; i++)
		sum += of_member(k->keys[i], raw_cell(rows, row, i));
	for (size_t i = 0; i < k->n && !found; i++)
		found = k->flat[i] && k->texts[i] == sum;
	MUST(found);
	return !k->counts ? ROW_UNKNOWN : sum % 3 == 0 ? ROW_COUNTED : sum % 3 == 1 ? (uint32_t)(sum % 1000) : ROW_UNKNOWN;
}

static void count(void *ctx, const struct row_count *counts, size_t n)
{
	((struct known *)ctx)->counted += rows_of_counts(counts, n);
}

static size_t look(void *ctx, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	const struct known *k = ctx;
	(void)worker;
	MUST(rows->n <= RAW_ROWS);
	for (size_t i = 0; i < rows->n; i++)
		what[i] = look_at_one(k, rows, i);
	*cell = k->n_keys ? k->n_keys - 1 : 0;
	return count_counted(what, rows->n, counts);
}

/* The keys of a record that was read outside of blocks. */
static void learn(struct known *k, const struct json_record *r)
{
	for (size_t i = 0; is_flat(r) && i < r->n_members && k->n_keys < COLUMNS; i++)
		if (!has_key(k, r->members[i].key))
			k->keys[k->n_keys++] = arena_str(k->a, r->members[i].key);
}

static void must_be(struct known *k, const struct json_record *r, uint64_t number)
{
	MUST(r->number == number && number <= k->n && of_record(r) == k->records[number - 1]);
	k->seen++;
}

/* The line's records. */
static void read_line(struct known *k, struct json_records *j, struct line_blocks *b, const struct line_event *e, uint64_t *last)
{
	struct json_record r;
	struct arena a;
	struct str text = e->text;
	arena_init(&a);
	MUST(e->number >= *last && (k->counts || e->number == *last));
	*last = e->number;
	json_records_over(j, &text, e->number, e->line);
	for (size_t n = 0; !n || !json_records_is_over(j, &text); n++) {
		MUST(json_records_next(j, &r, &a) == JSON_RECORD);
		must_be(k, &r, ++*last);
		MUST(r.lines == 1 || r.trouble != JSON_GOOD);
		for (size_t i = 0; r.trouble == JSON_GOOD && i < r.n_members; i++)
			MUST(has_key(k, r.members[i].key));
		if (n)
			line_blocks_more(b);
	}
	arena_release(&a);
}

/* From where the records have come to, where that can be; *last is the number of the last one. */
static void read_blocks(struct known *k, struct json_records *j, struct str sample, size_t block_bytes, enum marks_way way, uint64_t *last)
{
	static struct line_keys keys;
	const struct row_hooks hooks = {.ctx = k, .look = look, .count = count, .jobs = 1};
	struct line_blocks_options options = {.hooks = &hooks, .keys = &keys, .n_columns = k->n_keys, .is_known = is_known, .ctx = k, .block_bytes = block_bytes, .way = way};
	struct line_event e;
	enum blocks_status status;
	if (!line_keys_begin(&keys, sample))
		return;
	for (size_t i = 0; i < k->n_keys; i++)
		line_keys_add(&keys, k->keys[i], (uint32_t)i);
	if (!line_keys_end(&keys) || !json_records_lend(j, &options.left, &options.read, &options.source))
		return;
	options.number = *last;
	options.line = j->reader.line;
	struct line_blocks *b = line_blocks_new(&options);
	MUST(b);
	while ((status = line_blocks_next(b, &e)) == BLOCKS_EVENT || status == BLOCKS_PASSED) {
		if (status == BLOCKS_PASSED) {
			MUST(line_blocks_number(b) >= *last && (k->counts || line_blocks_number(b) == *last));
			*last = line_blocks_number(b);
		} else if (e.answer == BLOCK_UNKNOWN) {
			read_line(k, j, b, &e, last);
		} else {
			MUST(e.number > *last && e.number <= k->n && e.what == k->texts[e.number - 1] % 1000);
			*last = e.number;
			k->seen++;
		}
	}
	MUST(status == BLOCKS_END && line_blocks_number(b) == *last);
	MUST(json_records_take_back(j, line_blocks_left(b), *last, line_blocks_line(b)));
	line_blocks_free(b);
}

/* A line that was cut, as the feed keeps one. */
static void keep_sample(struct buf *out, struct known *k, struct str line, const struct json_record *r)
{
	static struct json_layout layout;
	struct str fields[COLUMNS];
	size_t at = 0;
	bool all = is_flat(r) && r->n_members && r->n_members <= COLUMNS && !out->n && line.n;
	(void)k;
	buf_init(&layout.keys);
	json_layout_begin(&layout);
	for (size_t i = 0; all && i < r->n_members; i++)
		all = json_layout_add(&layout, &at, r->members[i].key, (uint32_t)i);
	if (all && json_line_cut(fields, &layout, line))
		buf_add(out, line);
	buf_release(&layout.keys);
}

static void check(struct known *k, struct str bytes, size_t chunk, size_t block_bytes, enum marks_way way)
{
	struct drip d = {bytes, chunk};
	struct json_records j;
	struct json_record r;
	struct arena a, keys;
	struct buf sample, line;
	struct str next;
	uint64_t last = 0;
	arena_init(&a);
	arena_init(&keys);
	buf_init(&sample);
	buf_init(&line);
	k->a = &keys;
	k->n_keys = k->seen = k->counted = 0;
	json_records_init(&j, drip_read, &d);
	for (;;) {
		struct json_record ahead;
		if (sample.n && k->n_keys)
			read_blocks(k, &j, buf_str(&sample), block_bytes, way, &last);
		buf_clear(&line);
		if (json_records_line(&j, &next, &ahead))
			buf_add(&line, next);
		if (last == MOST || json_records_next(&j, &r, &a) != JSON_RECORD)
			break;
		must_be(k, &r, ++last);
		learn(k, &r);
		keep_sample(&sample, k, buf_str(&line), &r);
		arena_clear(&a);
	}
	MUST(last == k->n && k->seen + k->counted == k->n);
	json_records_release(&j);
	buf_release(&sample);
	buf_release(&line);
	arena_release(&a);
	arena_release(&keys);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct known known;
	const struct str bytes = {(const char *)data, size < MOST - 2 ? size : MOST - 2};
	known.n = 0;
	read_all(&known, bytes);
	for (int counts = 0; counts <= 1; counts++) {
		known.counts = counts;
		for (size_t block = 32; block <= 512; block *= 2)
			check(&known, bytes, 7, block, MARKS_PLAIN);
		check(&known, bytes, size + 1, 512, marks_best());
		check(&known, bytes, size + 1, 0, marks_best());
	}
	return 0;
}
