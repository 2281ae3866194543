/*
 * tests/spec/service-years.txt: AS-OF | strict or - | ROW | YEARS | more than 15? | WORDS.
 *
 * ROW is HEADER=CELL; …, headers being spellings of the vocabulary's fields; every row is a 变压器 unless it names its
 * equipment. YEARS is the interval and its unit or the face, with + and what was assumed, `also` and the other column
 * that was kept; - where the record says nothing of years. WORDS is a part of the problem or the note, or empty where
 * there is neither.
 */
#include "unit.h"
#include "pack.h"
#include "spec.h"
#include "judge/service.h"
#include "text/fold.h"

enum { CELLS = 6 };

struct bench {
	struct pack_on_disk pack;
	struct arena arena;
};

static const struct header_spelling *header_named(const struct vocabulary *v, struct str key, const struct field **field)
{
	for (size_t i = 0; i < v->n_fields; i++)
		for (size_t j = 0; j < v->fields[i].n_headers; j++)
			if (str_eq(v->fields[i].headers[j].key, key)) {
				*field = &v->fields[i];
				return &v->fields[i].headers[j];
			}
	return NULL;
}

static size_t make_cells(struct spec_case *c, struct bench *b, struct cell *cells)
{
	struct str row = spec_field(c, 2);
	size_t n = 0;
	while (row.n && n < CELLS) {
		size_t end = str_find(row, STR("; "));
		struct str one = str_sub(row, 0, end);
		size_t equals = str_find(one, STR("="));
		struct cell *cell = &cells[n++];
		*cell = (struct cell){.column = str_sub(one, 0, equals), .unit.multiplier = decimal_from_int(1)};
		const struct header_spelling *h =
			header_named(b->pack.vocabulary, fold_key(&b->arena, cell->column), &cell->field);
		if (!h || equals >= one.n)
			return spec_fail(c, "no column \"%.*s\"", STR_ARG(cell->column));
		cell->text = str_sub(one, equals + 1, one.n);
		cell->rank = h->rank;
		cell->assumed_meaning = h->assumed;
		row = end < row.n ? str_sub(row, end + 2, row.n) : STR_NONE;
	}
	return n;
}

static void write_years(struct buf *out, const struct value *v)
{
	if (!v) {
		buf_addc(out, '-');
		return;
	}
	if (v->face == FACE_READ)
		value_write(out, v);
	else
		buf_adds(out, face_name(v->face));
	for (size_t i = 0; i < v->n_assumed; i++)
		buf_printf(out, " +%s", assumption_name(v->assumed[i].id));
	if (v->also_column.p)
		buf_printf(out, " also %.*s %.*s", STR_ARG(v->also_column), STR_ARG(v->also_filed));
}

static const char *more_than_15(const struct field *f, const struct value *v)
{
	struct quantity limit = {interval_point(decimal_from_int(15)), f->default_unit};
	bool read = v && v->face == FACE_READ;
	return truth_name(read ? quantity_compare(&v->quantity, REL_MORE_THAN, &limit) : TRUTH_UNKNOWN);
}

static void want_words(struct spec_case *c, const struct value *v)
{
	struct str want = spec_field(c, 5), problem = v ? v->problem.en : STR_NONE, note = v ? v->note.en : STR_NONE;
	bool found = str_has(problem, want) || str_has(note, want);
	if (want.n ? !found : problem.n + note.n > 0)
		spec_fail(c, "says \"%.*s\" \"%.*s\"", STR_ARG(problem), STR_ARG(note));
}

static void one(struct spec_case *c, void *ctx)
{
	struct bench *b = ctx;
	const struct vocabulary *v = b->pack.vocabulary;
	const struct reader reader = {.vocabulary = v, .strict = str_is(spec_field(c, 1), "strict")};
	struct cell cells[CELLS];
	struct date as_of;
	struct item item;
	struct buf out;
	size_t n = make_cells(c, b, cells);
	if (!n || !date_parse_iso(&as_of, spec_field(c, 0)) ||
	    !item_from_cells(&item, &b->arena, &reader, cells, n, vocabulary_kind(v, STR("transformer")))) {
		spec_fail(c, "no item");
		return;
	}
	const struct value *years = service_years(&b->arena, &item, v->years, as_of.first);
	buf_init(&out);
	write_years(&out, years);
	spec_want_str(c, "years", buf_str(&out), spec_field(c, 3));
	spec_want_str(c, "more than 15", str_from(more_than_15(v->years, years)), spec_field(c, 4));
	want_words(c, years);
	if (!item.kind)
		spec_fail(c, "not recognised: %.*s", STR_ARG(item.problem.en));
	buf_release(&out);
	arena_clear(&b->arena);
}

static void years_are_filed_or_reckoned(void **state)
{
	struct bench b;
	(void)state;
	assert_true(pack_open(&b.pack, "sd-2013"));
	arena_init(&b.arena);
	spec_run("tests/spec/service-years.txt", one, &b);
	arena_release(&b.arena);
	pack_close(&b.pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(years_are_filed_or_reckoned)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
