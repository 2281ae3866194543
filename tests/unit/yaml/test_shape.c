#include "unit.h"

#include "spec.h"

#include "base/limits.h"
#include "yaml/schema.h"
#include "yaml/shape.h"

static void one(struct spec_case *c, void *ctx)
{
	static const struct {
		const char *name;
		bool (*is)(struct str);
	} shapes[] = {{"id", shape_is_id}, {"number", shape_is_number}, {"date", shape_is_date}};
	(void)ctx;
	if (!spec_want_fields(c, 3))
		return;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (str_is(spec_field(c, 0), shapes[i].name)) {
			spec_want_str(c, shapes[i].name, shapes[i].is(spec_field(c, 1)) ? STR("yes") : STR("no"),
			              spec_field(c, 2));
			return;
		}
	spec_fail(c, "no such shape");
}

static void table(void **state)
{
	(void)state;
	spec_run("tests/spec/yaml_shapes.txt", one, NULL);
}

static void longest_number(void **state)
{
	(void)state;
	char digits[LIMIT_DECIMAL_DIGITS + 3];
	memset(digits, '7', sizeof digits);
	assert_true(shape_is_number((struct str){digits, LIMIT_DECIMAL_DIGITS}));
	assert_false(shape_is_number((struct str){digits, LIMIT_DECIMAL_DIGITS + 1}));
	digits[1] = '.';
	assert_true(shape_is_number((struct str){digits, LIMIT_DECIMAL_DIGITS + 1}));
	assert_false(shape_is_number((struct str){digits, LIMIT_DECIMAL_DIGITS + 2}));
}

static void words(void **state)
{
	(void)state;
	static const char *const list[] = {"red", "green", NULL};
	assert_true(shape_is_word(STR("red"), list));
	assert_true(shape_is_word(STR("green"), list));
	assert_false(shape_is_word(STR("re"), list));
	assert_false(shape_is_word(STR("Red"), list));
	assert_false(shape_is_word(STR(""), list));
}

static void bools(void **state)
{
	(void)state;
	struct node yes = {.type = NODE_SCALAR, .text = STR("true")}, no = {.type = NODE_SCALAR, .text = STR("false")};
	struct node_entry entries[] = {{STR("a"), {0}, &yes}, {STR("b"), {0}, &no}};
	struct node map = {.type = NODE_MAPPING, .entries = entries, .n = 2};
	assert_true(node_bool(&map, "a", false));
	assert_false(node_bool(&map, "b", true));
	assert_true(node_bool(&map, "c", true));
	assert_false(node_bool(&map, "c", false));
	assert_true(node_bool(NULL, "a", true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(longest_number),
		cmocka_unit_test(words),
		cmocka_unit_test(bools),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
