/* tests/spec/conditions.txt: a condition as a rule file writes it, in the words of both languages. */
#include "unit.h"

#include "fixture.h"
#include "rules/rule.h"
#include "spec.h"

static const struct condition *read(struct fixture *f, struct rules_reader *r, struct source_file *file,
				    struct str text, uint32_t *leaves)
{
	*file = (struct source_file){STR("c.yaml"), arena_printf(&f->arena, "%.*s\n", STR_ARG(text))};
	*r = (struct rules_reader){.arena = &f->arena, .vocabulary = f->vocabulary, .diags = &f->diags, .file = file,
				   .read = fixture_read, .read_ctx = f, .catalogues = ARENA_NEW(&f->arena, struct catalogue_list)};
	*leaves = 0;
	const struct node *root = yaml_read(&f->arena, file, &f->diags);
	return root ? condition_read(r, root, leaves) : NULL;
}

static bool add_limit(void *ctx, const struct condition *leaf)
{
	struct buf *b = ctx;
	buf_adds(b, b->n ? "; " : "");
	condition_write_limit(b, leaf);
	return true;
}

static void one(struct spec_case *c, void *ctx)
{
	struct fixture *f = ctx;
	struct rules_reader r;
	struct source_file file;
	uint32_t leaves;
	size_t errors = f->diags.n;
	const struct condition *condition = read(f, &r, &file, spec_field(c, 0), &leaves);
	if (!spec_want_fields(c, 3))
		return;
	if (!condition) {
		const char *code = f->diags.n > errors ? diag_code(f->diags.items[errors].id) : "nothing";
		spec_want_str(c, "the diagnostic", str_from(code), spec_field(c, 1));
		return;
	}
	struct buf limits, words;
	buf_init(&limits);
	buf_init(&words);
	condition_each_leaf(condition, add_limit, &limits);
	condition_write_words(&words, condition, LANG_EN);
	spec_want_str(c, "the limits", limits.n ? buf_str(&limits) : STR(""), spec_field(c, 1));
	spec_want_str(c, "the words", buf_str(&words), spec_field(c, 2));
	buf_release(&limits);
	buf_release(&words);
}

static void conditions_are_read_and_said(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	spec_run("tests/spec/conditions.txt", one, &f);
	fixture_release(&f);
}

/* The words of each language come from the vocabulary, those between from the message table. */
static void chinese_says_the_limit_as_written(void **state)
{
	struct fixture f;
	struct rules_reader r;
	struct source_file file;
	struct buf got, want;
	uint32_t leaves;
	(void)state;
	fixture_init(&f, NULL);
	const struct condition *c =
		read(&f, &r, &file, STR("{effective_volume: {at_most: 400 立方米}, furnace_use: {is: ironmaking}}"),
		     &leaves);
	assert_non_null(c);
	buf_init(&got);
	buf_init(&want);
	condition_write_words(&got, c, LANG_ZH);
	buf_printf(&want, "有效容积 %s 400 立方米%s用途 %s 炼铁", message(LANG_ZH, "at most"),
		   message(LANG_ZH, " and "), message(LANG_ZH, "is"));
	assert_string_equal(got.p, want.p);
	buf_release(&got);
	buf_release(&want);
	fixture_release(&f);
}

static void leaves_are_numbered_in_file_order(void **state)
{
	struct fixture f;
	struct rules_reader r;
	struct source_file file;
	uint32_t leaves;
	(void)state;
	fixture_init(&f, NULL);
	const struct condition *c = read(
		&f, &r, &file,
		STR("{any: [{nominal_capacity: {more_than: 1 t, at_most: 30 t}}, "
		    "{not: {furnace_use: {known: \"true\"}}}]}"),
		&leaves);
	assert_non_null(c);
	assert_int_equal(leaves, 3);
	assert_int_equal(c->op, COND_ANY);
	assert_int_equal(c->children[0]->op, COND_ALL);
	assert_int_equal(c->children[0]->children[1]->index, 1);
	assert_int_equal(c->children[1]->op, COND_NOT);
	assert_int_equal(c->children[1]->children[0]->index, 2);
	fixture_release(&f);
}

static struct str nested(struct fixture *f, size_t levels)
{
	struct str text = STR("{furnace_use: {is: ironmaking}}");
	for (size_t i = 0; i < levels; i++)
		text = arena_printf(&f->arena, "{not: %.*s}", STR_ARG(text));
	return text;
}

static void depth_is_limited(void **state)
{
	struct fixture f;
	struct rules_reader r;
	struct source_file file;
	uint32_t leaves;
	(void)state;
	fixture_init(&f, NULL);
	assert_non_null(read(&f, &r, &file, nested(&f, 31), &leaves));
	assert_int_equal(f.diags.n, 0);
	assert_null(read(&f, &r, &file, nested(&f, 32), &leaves));
	assert_int_equal(f.diags.n, 1);
	assert_int_equal(f.diags.items[0].id, DIAG_TOO_DEEP);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_are_read_and_said),
		cmocka_unit_test(chinese_says_the_limit_as_written),
		cmocka_unit_test(leaves_are_numbered_in_file_order),
		cmocka_unit_test(depth_is_limited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
