/*
 * A registry's bytes, read in blocks: the records that csv_next gives, with the same numbers and lines, whatever a block holds and however many look; and the
 * cells that are looked at are the fields of those records.
 */
#include "base/map.h"
#include "registry/blocks.h"
#include "counted.h"
#include "drip.h"
#include "must.h"

#include <stdlib.h>

enum { COLUMNS = 3, MOST = 4096 };

static uint64_t of_fields(const struct str *fields, size_t n)
{
	uint64_t sum = n;
	for (size_t i = 0; i < n; i++)
		sum = sum * 31 + str_hash(fields[i]);
	return sum;
}

/* All of a record but what only a reader of blocks does not say. */
static uint64_t of_record(const struct record *r)
{
	return str_hash(r->raw) + r->number * 7 + r->line * 11 + r->lines * 13 + (uint64_t)r->trouble * 17 + of_fields(r->fields, r->n_fields);
}

struct known {
	uint64_t records[MOST], fields[MOST];
	size_t n_fields[MOST];
	size_t n;
	size_t looked; /* records whose cells were seen so far, in some order */
	size_t counted, seen; /* seen: given one by one */
	bool counts;   /* look says of some that they are dealt with, of some what is to be told */
};

static void scan(struct known *out, struct str bytes)
{
	struct drip d = {bytes, 1};
	struct csv c;
	struct record r;
	csv_init(&c, drip_read, &d);
	c.way = MARKS_PLAIN;
	csv_set_separator(&c, ',');
	while (out->n < MOST && csv_next(&c, &r) == CSV_RECORD) {
		out->records[out->n] = of_record(&r);
		out->n_fields[out->n] = r.n_fields;
		out->fields[out->n++] = of_fields(r.fields, r.n_fields);
	}
	csv_release(&c);
}

static bool is_clean(const void *ctx, struct str text)
{
	(void)ctx;
	return !text.n || !memchr(text.p, '!', text.n);
}

static uint32_t look_at_one(struct known *known, const struct raw_rows *rows, size_t row)
{
	struct str fields[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++)
		fields[i] = raw_cell(rows, row, i);
	const uint64_t sum = of_fields(fields, COLUMNS);
	bool found = false;
	for (size_t i = 0; i < known->n && !found; i++)
		found = known->n_fields[i] == COLUMNS && known->fields[i] == sum;
	MUST(found);
	known->looked++;
	return !known->counts ? ROW_UNKNOWN : sum % 3 == 0 ? ROW_COUNTED : sum % 3 == 1 ? (uint32_t)(sum % 1000) : ROW_UNKNOWN;
}

static void count(void *ctx, const struct row_count *counts, size_t n)
{
	((struct known *)ctx)->counted += rows_of_counts(counts, n);
}

static size_t look(void *ctx, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	(void)worker;
	MUST(rows->n <= RAW_ROWS);
	for (size_t i = 0; i < rows->n; i++)
		what[i] = look_at_one(ctx, rows, i);
	*cell = 1;
	return count_counted(what, rows->n, counts);
}

/* What is given must be what was scanned, in order; what was counted is passed over. */
static void check(struct known *known, struct str bytes, size_t chunk, size_t block_bytes)
{
	struct drip d = {bytes, chunk};
	const struct row_hooks hooks = {.ctx = known, .look = look, .count = count, .jobs = 1};
	const struct blocks_options options = {.hooks = &hooks, .n_columns = COLUMNS, .is_clean = is_clean, .block_bytes = block_bytes};
	struct csv c;
	struct record r;
	struct block_event e;
	enum blocks_status status;
	uint64_t last = 0;
	csv_init(&c, drip_read, &d);
	csv_set_separator(&c, ',');
	const bool first = csv_next(&c, &r) == CSV_RECORD; /* as the reader does, which has seen a row before */
	MUST(!first || of_record(&r) == known->records[0]);
	last = first;
	known->counted = 0;
	known->seen = first;
	struct blocks *b = blocks_new(&c, &options);
	MUST(b);
	while ((status = blocks_next(b, &e)) == BLOCKS_EVENT || status == BLOCKS_PASSED) {
		if (status == BLOCKS_PASSED) {
			last = blocks_number(b);
			continue;
		}
		MUST(e.number > last && e.number <= known->n && (known->counts || e.number == last + 1));
		last = e.number;
		known->seen++;
		if (e.answer == BLOCK_UNKNOWN)
			MUST(of_record(&e.record) == known->records[e.number - 1]);
		else
			MUST(e.what == known->fields[e.number - 1] % 1000);
	}
	MUST(status == BLOCKS_END && blocks_free(b) && c.number == last);
	while (csv_next(&c, &r) == CSV_RECORD) {
		MUST(r.number == ++last && last <= known->n && of_record(&r) == known->records[last - 1]);
		known->seen++;
	}
	MUST(last == known->n && known->seen + known->counted == known->n);
	csv_release(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct known known;
	const struct str bytes = {(const char *)data, size < MOST - 2 ? size : MOST - 2};
	known.n = 0;
	scan(&known, bytes);
	for (int counts = 0; counts <= 1; counts++) {
		known.counts = counts;
		for (size_t block = 8; block <= 128; block *= 2)
			check(&known, bytes, 5, block);
		check(&known, bytes, size + 1, 0);
	}
	return 0;
}
