#include "unit.h"

#include "fixture.h"
#include "spec.h"
#include "vocabulary/model.h"

static const char *const answers[] = {"absent", "suspect", "listed"};

enum { NAMES = 8 };

/* "L-10/8;1-10/8", "series JDO3" */
static size_t read_names(struct model_name names[NAMES], struct arena *a, struct str listed)
{
	size_t n = 0;
	bool series = str_starts(listed, STR("series "));
	for (size_t at = series ? 7 : 0; at < listed.n && n < NAMES;) {
		size_t to = at;
		while (to < listed.n && listed.p[to] != ';')
			to++;
		assert_true(model_name_read(&names[n++], a, a, str_sub(listed, at, to), series));
		at = to + 1;
	}
	return n;
}

static enum model_found find(const struct fixture *x, struct arena *a, struct str listed, struct str cell)
{
	struct model_name names[NAMES];
	size_t n = read_names(names, a, listed);
	const struct model_text *text = model_text_read(a, x->v, cell);
	assert_non_null(text);
	return model_find(text, a, names, n);
}

static void one(struct spec_case *c, void *ctx)
{
	struct arena a;
	arena_init(&a);
	if (spec_want_fields(c, 3))
		spec_want_str(c, "model", str_from(answers[find(ctx, &a, spec_field(c, 0), spec_field(c, 1))]),
			      spec_field(c, 2));
	arena_release(&a);
}

static void models_are_found(void **state)
{
	spec_run("tests/spec/model.txt", one, *state);
}

/* The same cell in other clothes: full-width, with blanks at its ends, in lower case, in words. */
static void clothes(struct spec_case *c, void *ctx)
{
	struct arena a;
	struct buf wide;
	arena_init(&a);
	buf_init(&wide);
	struct str cell = spec_field(c, 1);
	for (size_t i = 0; i < cell.n; i++) {
		unsigned char b = (unsigned char)cell.p[i];
		if (b > ' ' && b < 0x7f && b != '~')
			buf_printf(&wide, "\xef%c%c", b < 0x60 ? 0xbc : 0xbd, 0x80 + ((b - 0x20) & 0x3f));
		else
			buf_addc(&wide, (char)b);
	}
	struct str dressed[] = {buf_str(&wide), arena_printf(&a, "  %.*s\r\n", STR_ARG(cell)),
				arena_printf(&a, "设备 %.*s", STR_ARG(cell))};
	for (size_t i = 0; i < sizeof dressed / sizeof *dressed; i++)
		spec_want_str(c, "dressed model", str_from(answers[find(ctx, &a, spec_field(c, 0), dressed[i])]),
			      spec_field(c, 2));
	buf_release(&wide);
	arena_release(&a);
}

static void clothes_do_not_matter(void **state)
{
	spec_run("tests/spec/model.txt", clothes, *state);
}

static void what_names_no_model_is_refused(void **state)
{
	struct model_name name;
	struct arena a;
	(void)state;
	arena_init(&a);
	static const char *const texts[] = {"", "   ", "高炉", "-", "/", "-2", "立窑"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(model_name_read(&name, &a, &a, str_from(texts[i]), false));
	arena_release(&a);
}

static void dates_are_damaged_models(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a);
	static const char *const damaged[] = {"9月27日", "９月２７日", "2013/9/27", "2013-09-27", "2013年9月27日",
					      "27-Sep", "Sep-27", "27-Sep-13", " 9月27日 "};
	static const char *const whole[] = {"9-27", "1-10/8", "20130927", "2013-9", "BX2-MAR", "MAR", "J31-315",
					    "200JD80", "9月", "27日", "", "9-27No5A", "DEC200"};
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		if (!model_is_damaged(&a, str_from(damaged[i])))
			fail_msg("%s is not seen as damaged", damaged[i]);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (model_is_damaged(&a, str_from(whole[i])))
			fail_msg("%s is taken for damaged", whole[i]);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(models_are_found),
		cmocka_unit_test(clothes_do_not_matter),
		cmocka_unit_test(what_names_no_model_is_refused),
		cmocka_unit_test(dates_are_damaged_models),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
