/* Lines of NDJSON like those before: which are cut, and into what. */
#include "unit.h"

#include "registry/json_line.h"

enum { COLUMNS = 4 };

/* Of lines with "a", "b", "设备" and "n", in that order, some of them. */
static void make(struct json_layout *l)
{
	static const char *const keys[COLUMNS] = {"a", "b", "设备", "n"};
	size_t at = 0;
	buf_init(&l->keys);
	json_layout_begin(l);
	for (uint32_t i = 0; i < COLUMNS; i++)
		assert_true(json_layout_add(l, &at, str_from(keys[i]), i));
}

static const struct {
	const char *line;
	const char *fields[COLUMNS];
} good[] = {
	{"{\"a\":\"x\",\"b\":\"y\",\"设备\":\"高炉\",\"n\":450.25}", {"x", "y", "高炉", "450.25"}},
	{"{\"b\":\"y\",\"n\":-0}", {"", "y", "", "-0"}},
	{"{ \"a\" : 1e5 , \"n\" : null } ", {"1e5", "", "", ""}},
	{"{\"n\":0.10E-2}", {"", "", "", "0.10E-2"}},
	{"{\"a\":\"\",\"b\":\"{},:[]\"}", {"", "{},:[]", "", ""}},
};

static const char *const others[] = {
	"", "{}", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} x", "[1]", "{\"c\":1}", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{\"a\":1,}", "{\"a\" 1}", "{,\"a\":1}",
	"{\"a\":01}", "{\"a\":-}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":+1}", "{\"a\":true}", "{\"a\":nul}", "{\"a\":nulls}", "{\"a\":[1]}", "{\"a\":{}}", "{\"a\":\"x}",
	"{\"a\":\"\\n\"}", "{\"a\":\"\t\"}", "{\"a\":\"\xff\"}", "{\"A\":1}", "{\"a\":1 \"b\":2}", "{\"a\":\"x\"\"b\":1}", " \t{\"a\":1}", "{\"a\":--1}", "{\"a\":0x1}", "{\"a\":1\t}",
};

static void lines(void **state)
{
	static struct json_layout l;
	(void)state;
	make(&l);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str fields[COLUMNS] = {STR_INIT(""), STR_INIT(""), STR_INIT(""), STR_INIT("")};
		assert_true(json_line_cut(fields, &l, str_from(good[i].line)));
		for (size_t k = 0; k < COLUMNS; k++)
			assert_str(fields[k], good[i].fields[k]);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct str fields[COLUMNS];
		if (json_line_cut(fields, &l, str_from(others[i])))
			fail_msg("it was cut: %s", others[i]);
	}
	buf_release(&l.keys);
}

/* Each byte of a good line by itself, wherever it stands among eight: what no line holds is found. */
static void every_byte(void **state)
{
	static struct json_layout l;
	(void)state;
	make(&l);
	for (unsigned before = 0; before < 24; before++)
		for (unsigned c = 1; c < 128; c++) {
			char line[64];
			struct str fields[COLUMNS];
			const int n = snprintf(line, sizeof line, "{\"a\":\"%.*s%cyy\"}", (int)before, "xxxxxxxxxxxxxxxxxxxxxxxx", (char)c);
			const bool cut = json_line_cut(fields, &l, (struct str){line, (size_t)n});
			assert_int_equal(cut, c >= ' ' && c != '"' && c != '\\');
		}
	buf_release(&l.keys);
}

static void layouts_grow(void **state)
{
	static struct json_layout l;
	struct str fields[COLUMNS];
	size_t at = 0;
	(void)state;
	buf_init(&l.keys);
	json_layout_begin(&l);
	assert_false(json_line_cut(fields, &l, STR("{\"a\":1}")));
	assert_true(json_layout_add(&l, &at, STR("a"), 0) && json_layout_add(&l, &at, STR("c"), 1));
	at = 0;
	/* what the first line lacked has its place between */
	assert_true(json_layout_add(&l, &at, STR("a"), 0) && json_layout_add(&l, &at, STR("b"), 2) && json_layout_add(&l, &at, STR("c"), 1));
	assert_int_equal(l.n, 3);
	assert_true(json_line_cut(fields, &l, STR("{\"a\":1,\"b\":2,\"c\":3}")));
	assert_str(fields[2], "2");
	assert_true(json_line_cut(fields, &l, STR("{\"b\":5,\"c\":6}")));
	/* another order: of no layout with those before */
	at = 0;
	assert_true(json_layout_add(&l, &at, STR("c"), 1));
	assert_false(json_layout_add(&l, &at, STR("a"), 0));
	assert_int_equal(l.n, 0);
	at = 0;
	assert_false(json_layout_add(&l, &at, STR("a\"b"), 0));
	buf_release(&l.keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(every_byte), cmocka_unit_test(layouts_grow)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
