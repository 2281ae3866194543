/*
 * A registry's bytes. The scanner: the same records however the bytes come, every record numbered, nothing outside its record. The reader: it ends, its rows
 * count from 1, whatever it is given. Run from the repository's root.
 */
#include "base/limits.h"
#include "base/map.h"
#include "os/input.h"
#include "registry/csv.h"
#include "registry/registry.h"
#include "drip.h"
#include "must.h"
#include "ours.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void check_record(const struct record *r, uint64_t number)
{
	size_t bytes = 0;
	MUST(r->number == number);
	MUST(r->lines >= 1 && r->line >= 1);
	MUST(r->n_fields <= LIMIT_COLUMNS);
	for (size_t i = 0; i < r->n_fields; i++)
		bytes += r->fields[i].n + (i > 0);
	MUST(bytes <= r->raw.n);
}

/* A sum over everything that the scanner says. */
static uint64_t scan(struct str bytes, size_t chunk, enum marks_way way)
{
	struct drip d = {bytes, chunk};
	struct csv c;
	struct record r;
	uint64_t sum = 0, number = 0;
	enum csv_status status;
	csv_init(&c, drip_read, &d);
	c.way = way;
	csv_set_separator(&c, ',');
	while ((status = csv_next(&c, &r)) == CSV_RECORD) {
		check_record(&r, ++number);
		sum = sum * 31 + str_hash(r.raw) + r.line * 7 + r.lines + (uint64_t)r.trouble;
		for (size_t i = 0; i < r.n_fields; i++)
			sum = sum * 31 + str_hash(r.fields[i]);
	}
	MUST(status == CSV_END);
	csv_release(&c);
	return sum;
}

/* --- the reader ------------------------------------------------------------------------------------------------ */

static void read_registry(struct str bytes)
{
	const struct reader reader = {.vocabulary = our_vocabulary()};
	const struct registry_options options = {.encoding = ENCODING_AUTO};
	struct input in = {.fd = memfd_create("registry", 0)};
	struct arena a;
	struct diags diags;
	struct row row;
	uint64_t number = 0;
	MUST(in.fd >= 0 && write(in.fd, bytes.p, bytes.n) == (ssize_t)bytes.n && input_rewind(&in));
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	struct registry *g = registry_new(&reader, STR("x"), &in, &options, &diags);
	MUST(g);
	while (registry_next(g, &row, &a) == REGISTRY_ROW) {
		MUST(row.number == ++number);
		MUST(row.reason == REASON_NONE ? row.n_items == 1 : row.problem.en.p && row.text.p);
		arena_clear(&a);
	}
	MUST(diags.n == 0);
	registry_free(g);
	diags_release(&diags);
	arena_release(&a);
	input_close(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	/* byte by byte no record is whole when it is looked at: without the marks */
	const uint64_t whole = scan(bytes, 1, MARKS_PLAIN);
	MUST(scan(bytes, 7, marks_best()) == whole);
	for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++)
		MUST(!marks_can(way) || scan(bytes, size + 1, way) == whole);
	if (size)
		read_registry(bytes);
	return 0;
}
