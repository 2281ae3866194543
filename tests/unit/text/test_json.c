#include "unit.h"

#include "text/json.h"

static struct buf out;

static int begin(void **state)
{
	(void)state;
	buf_init(&out);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void test_shapes(void **state)
{
	(void)state;
	struct json j;
	json_init(&j, &out);
	json_object(&j);
	json_field(&j, "a", STR("x"));
	json_key(&j, "b");
	json_array(&j);
	json_int(&j, -3);
	json_int(&j, INT64_MIN);
	json_count(&j, UINT64_MAX);
	json_bool(&j, true);
	json_bool(&j, false);
	json_null(&j);
	json_object(&j);
	json_end(&j, '}');
	json_array(&j);
	json_end(&j, ']');
	json_end(&j, ']');
	json_field_count(&j, "c", 0);
	json_field(&j, "d", STR_NONE);
	json_field(&j, "e", STR(""));
	json_key(&j, "f");
	json_object(&j);
	json_field(&j, "g", STR("y"));
	json_end(&j, '}');
	json_end(&j, '}');
	assert_str(buf_str(&out), "{\"a\":\"x\",\"b\":[-3,-9223372036854775808,\"18446744073709551615\","
				  "true,false,null,{},[]],"
				  "\"c\":\"0\",\"d\":null,\"e\":\"\",\"f\":{\"g\":\"y\"}}");
	assert_false(out.failed);
}

static void test_lines(void **state)
{
	(void)state;
	struct json j;
	json_init(&j, &out);
	for (int i = 0; i < 2; i++) {
		json_array(&j);
		json_str(&j, STR("a"));
		json_str(&j, STR("b"));
		json_end(&j, ']');
		buf_addc(&out, '\n');
	}
	assert_str(buf_str(&out), "[\"a\",\"b\"]\n[\"a\",\"b\"]\n");
}

static void test_strings(void **state)
{
	(void)state;
	static const struct {
		struct str text;
		const char *json;
	} cases[] = {
		{STR_INIT("高炉 450m³ 😀/'"), "\"高炉 450m³ 😀/'\""},
		{STR_INIT("\"\\"), "\"\\\"\\\\\""},
		{STR_INIT("\n\r\t\b\f"), "\"\\n\\r\\t\\b\\f\""},
		{STR_INIT("\0\x01\x1f\x7f"), "\"\\u0000\\u0001\\u001f\\u007f\""},
		{STR_INIT("\xc2\x80\xc2\x9b\xc2\xa0"), "\"\\u0080\\u009b\xc2\xa0\""},
		{STR_INIT("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\""},
		{STR_INIT("a\xff\xe7\xab" "b"), "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "b\""},
		{STR_INIT("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
		{STR_INIT(""), "\"\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json j;
		buf_clear(&out);
		json_init(&j, &out);
		json_str(&j, cases[i].text);
		assert_str(buf_str(&out), cases[i].json);
	}
	struct json j;
	buf_clear(&out);
	json_init(&j, &out);
	json_object(&j);
	json_key(&j, "a\"b");
	json_null(&j);
	json_end(&j, '}');
	assert_str(buf_str(&out), "{\"a\\\"b\":null}");
}

static void nest(unsigned depth)
{
	struct json j;
	buf_clear(&out);
	json_init(&j, &out);
	for (unsigned i = 0; i < depth; i++) {
		json_array(&j);
		if (i + 1 < depth)
			json_int(&j, i);
	}
	for (unsigned i = 0; i < j.depth; i += 0)
		json_end(&j, ']');
}

static void test_depth(void **state)
{
	(void)state;
	nest(3);
	assert_str(buf_str(&out), "[0,[1,[]]]");
	nest(64);
	assert_false(out.failed);
	nest(65);
	assert_true(out.failed);

	struct json j;
	buf_clear(&out);
	json_init(&j, &out);
	json_end(&j, ']');
	assert_true(out.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_shapes, begin, end),
		cmocka_unit_test_setup_teardown(test_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_strings, begin, end),
		cmocka_unit_test_setup_teardown(test_depth, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
