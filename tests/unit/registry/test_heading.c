/* What headers mean: tests/spec/headers.txt. */
#include "unit.h"
#include "spec.h"
#include "world.h"

#include "registry/heading.h"

static const char *const ranks[] = {[RANK_ACTUAL] = "actual", [RANK_APPROVED] = "approved", [RANK_DESIGN] = "design",
				    [RANK_PLAIN] = "plain"};
static const char *const bases[] = {[BASIS_UNIT] = "unit", [BASIS_ITEM] = "item", [BASIS_ROW] = "row"};

static struct str multiplier_of(struct buf *b, const struct heading *h)
{
	if (h->unit.unit)
		decimal_write(b, &h->unit.multiplier);
	else
		buf_adds(b, "-");
	return buf_str(b);
}

/* header | field | unit | multiplier | rank | basis; or header | - where it means nothing; or header | ! | part of the words that say why */
static void one(struct spec_case *c, void *ctx)
{
	const struct world *world = ctx;
	struct arena a;
	struct heading h;
	struct buf b;
	arena_init(&a);
	buf_init(&b);
	assert_true(heading_read(&h, &a, &world->headings, spec_field(c, 0)));
	struct str want = spec_field(c, 1);
	if (str_is(want, "-")) {
		spec_want_str(c, "field", h.field ? h.field->id : STR("-"), want);
		spec_want_int(c, "misfit", h.misfit, false);
	} else if (str_is(want, "!")) {
		spec_want_str(c, "field", h.field ? h.field->id : STR("-"), STR("-"));
		if (spec_want_int(c, "misfit", h.misfit, true) && !str_has(h.why.en, spec_field(c, 2)))
			spec_fail(c, "\"%.*s\" does not say \"%.*s\"", STR_ARG(h.why.en), STR_ARG(spec_field(c, 2)));
	} else if (spec_want_fields(c, 6) && spec_want_str(c, "field", h.field ? h.field->id : STR("-"), want)) {
		spec_want_str(c, "unit", h.unit.unit ? h.unit.unit->id : STR("-"), spec_field(c, 2));
		spec_want_str(c, "multiplier", multiplier_of(&b, &h), spec_field(c, 3));
		spec_want_str(c, "rank", str_from(ranks[h.rank]), spec_field(c, 4));
		spec_want_str(c, "basis", str_from(bases[h.basis]), spec_field(c, 5));
	}
	buf_release(&b);
	arena_release(&a);
}

static void headers(void **state)
{
	spec_run("tests/spec/headers.txt", one, *state);
}

/* Every spelling of the vocabulary is found again, whatever is put around it. */
static void every_spelling(void **state)
{
	const struct world *world = *state;
	static const char *const around[] = {"%.*s", " %.*s ", "*%.*s", "%.*s：", "【必填】%.*s", "%.*s（必填）"};
	size_t n = 0;
	for (size_t i = 0; i < world->headings.n_uses; i++)
		for (size_t k = 0; k < sizeof around / sizeof *around; k++) {
			const struct header_spelling *s = world->headings.uses[i].spelling;
			struct arena a;
			struct heading h;
			char text[512];
			arena_init(&a);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(text, sizeof text, around[k], STR_ARG(s->text));
#pragma GCC diagnostic pop
			assert_true(heading_read(&h, &a, &world->headings, str_from(text)));
			if (!h.field)
				fail_msg("\"%s\" is not found", text);
			const struct field *want = world->headings.uses[i].field;
			bool shared = (h.field->quantity && want->quantity) || (h.field->enumeration && want->enumeration);
			if (h.field != want && !shared)
				fail_msg("\"%s\" is found as %.*s", text, STR_ARG(h.field->id));
			n++;
			arena_release(&a);
		}
	assert_true(n > 1000);
}

/* A mapping has said what it is: the header's unit is found, one that contradicts is told. */
static void as_mapped(void **state)
{
	const struct world *world = *state;
	struct arena a;
	struct heading h;
	const struct field *volume = vocabulary_field(world->vocabulary, STR("effective_volume"));
	arena_init(&a);
	assert_true(heading_read_as(&h, &a, &world->headings, volume, STR("大小（千立方米，实际）")));
	assert_ptr_equal(h.field, volume);
	assert_str(h.unit.unit->id, "m3");
	assert_int_equal(h.rank, RANK_ACTUAL);
	assert_false(h.misfit);
	assert_true(heading_read_as(&h, &a, &world->headings, volume, STR("大小（不知何物）")));
	assert_false(h.misfit);
	assert_null(h.unit.unit);
	assert_true(heading_read_as(&h, &a, &world->headings, volume, STR("大小（kVA）")));
	assert_true(h.misfit);
	assert_true(heading_read_as(&h, &a, &world->headings, volume, STR("核准容积_m3")));
	assert_int_equal(h.rank, RANK_APPROVED);
	assert_str(h.unit.unit->id, "m3");
	arena_release(&a);
}

static void long_texts(void **state)
{
	const struct world *world = *state;
	struct arena a;
	struct heading h;
	struct buf b;
	arena_init(&a);
	buf_init(&b);
	for (int i = 0; i < 20000; i++)
		buf_adds(&b, i % 2 ? "（" : "产能");
	assert_true(heading_read(&h, &a, &world->headings, buf_str(&b)));
	assert_null(h.field);
	assert_true(heading_read(&h, &a, &world->headings, str_sub(buf_str(&b), 0, 237)));
	assert_null(h.field);
	assert_true(heading_read(&h, &a, &world->headings, STR("")));
	assert_null(h.field);
	assert_true(heading_read(&h, &a, &world->headings, STR("（）")));
	assert_null(h.field);
	assert_true(heading_read(&h, &a, &world->headings, STR("产能（）")));
	assert_non_null(h.field);
	buf_release(&b);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers),
		cmocka_unit_test(every_spelling),
		cmocka_unit_test(as_mapped),
		cmocka_unit_test(long_texts),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
