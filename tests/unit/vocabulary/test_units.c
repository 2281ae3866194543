#include "unit.h"

#include "fixture.h"
#include "spec.h"

struct table {
	struct fixture x;
	bool *covered; /* by unit */
};

static bool read_cell(struct quantity_read *out, struct arena *a, struct table *t, const struct quantity_kind *kind,
		      struct str cell)
{
	const struct quantity_ask ask = {.units = &t->x.v->units, .kind = kind};
	quantity_read(out, a, &ask, cell);
	return out->status == QUANTITY_OK;
}

static void one(struct spec_case *c, void *ctx)
{
	struct table *t = ctx;
	struct arena a;
	struct quantity_read written, base;
	const struct quantity_kind *kind = units_kind(&t->x.v->units, spec_field(c, 0));
	if (!kind) {
		spec_fail(c, "no such kind");
		return;
	}
	arena_init(&a);
	if (!read_cell(&written, &a, t, kind, spec_field(c, 1)) || !read_cell(&base, &a, t, kind, spec_field(c, 2))) {
		spec_fail(c, "cannot be read");
	} else {
		const struct unit *unit = base.q.unit;
		struct decimal one = decimal_from_int(1);
		t->covered[written.q.unit->index] = t->covered[unit->index] = true;
		if (decimal_cmp(&unit->numerator, &one) || decimal_cmp(&unit->denominator, &one))
			spec_fail(c, "%.*s is no base unit", STR_ARG(unit->id));
		if (!quantity_equal(&written.q, &base.q))
			spec_fail(c, "they differ");
		spec_want_int(c, "notes", written.notes,
			      str_is(spec_field(c, 3), "year") ? QUANTITY_IMPLIED_YEAR : 0);
	}
	arena_release(&a);
}

/* Every unit of the file has a line, so that no factor stands unchecked. */
static void units_are_what_they_are(void **state)
{
	struct table *t = *state;
	const struct units *u = &t->x.v->units;
	spec_run("tests/spec/units.txt", one, t);
	for (size_t i = 0; i < u->n; i++)
		if (!t->covered[i])
			fail_msg("no line for %.*s of %.*s", STR_ARG(u->items[i]->id), STR_ARG(u->items[i]->kind->id));
}

/* The spelling in full-width letters, digits and signs. */
static struct str widened(struct arena *a, struct str s)
{
	struct str out = STR("");
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];
		const unsigned wide = 0xFF01u + c - '!';
		if (c > ' ' && c < 0x7F)
			out = arena_printf(a, "%.*s%c%c%c", STR_ARG(out), (char)0xEF, (char)(0x80 | (wide >> 6 & 0x3F)), (char)(0x80 | (wide & 0x3F)));
		else
			out = arena_printf(a, "%.*s%c", STR_ARG(out), (char)c);
	}
	return out;
}

/* Whatever its first character is written like, a unit is known. */
static void every_spelling_is_known(void **state)
{
	const struct units *u = &((struct table *)*state)->x.v->units;
	struct str text;
	const struct unit *unit;
	struct arena a;
	size_t n = 0;
	arena_init(&a);
	for (; units_spelling(u, n, &text, &unit); n++) {
		const struct str ways[] = {text, arena_printf(&a, " %.*s", STR_ARG(text)), arena_printf(&a, "\xE3\x80\x80%.*s ", STR_ARG(text)), widened(&a, text)};
		for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
			if (!units_know(u, &a, ways[i]))
				fail_msg("\"%.*s\" is not known", STR_ARG(ways[i]));
		assert_false(units_know(u, &a, arena_printf(&a, "%.*s高炉", STR_ARG(text))));
	}
	assert_true(n > 100);
	assert_false(units_know(u, &a, STR("")));
	assert_false(units_know(u, &a, STR("高炉")));
	assert_true(units_know(u, &a, STR("㎡")) && units_know(u, &a, STR("㎜")));
	arena_release(&a);
}

static int setup(void **state)
{
	static struct table t;
	fixture_init(&t.x);
	t.covered = ARENA_ARRAY(&t.x.arena, t.x.v->units.n, bool);
	*state = &t;
	return t.covered ? 0 : -1;
}

static int teardown(void **state)
{
	struct table *t = *state;
	fixture_release(&t->x);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_are_what_they_are), cmocka_unit_test(every_spelling_is_known),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
