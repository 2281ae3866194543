#include "unit.h"

#include "sample.h"

static void shows(const char *want, struct sample *s, struct report_options options)
{
	struct buf out;

	sample_draw(&out, s, "line", options);
	if (!strstr(out.p, want))
		fail_msg("missing: %s\nin:\n%s", want, out.p);
	buf_release(&out);
}

static size_t lines_of_places(struct buf *out, struct sample *s, struct report_options options)
{
	size_t n = 0;

	sample_draw(out, s, "line", options);
	for (const char *at = out->p; (at = strstr(at, "registry.csv:")); at++)
		n += at == out->p || at[-1] == '\n';
	return n;
}

static const struct report_options english = {.lang = LANG_EN, .show = 1u << VERDICT_OBSOLETE};

static void test_item(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	shows("\nregistry.csv:2: obsolete SD-5.01: 185立方米高炉 (blast furnace) × 2: effective volume 185 m³ ≤ 400 m³"
	      " [unless furnace use is foundry] [presumed furnace use = ironmaking]\n",
	      &s, english);
	shows("\nregistry.csv:2: 淘汰 SD-5.01: 185立方米高炉（高炉） × 2: 有效容积 185 立方米 ≤ 400 立方米"
	      " [除非 炉子用途 为 铸造铁企业] [推定 炉子用途 = 炼铁]\n",
	      &s, (struct report_options){.lang = LANG_ZH, .show = 1u << VERDICT_OBSOLETE});
	shows("\nregistry.csv:3: rejected: 乙厂,=1+1: another number of fields than the header: 2 fields\n", &s, english);
}

static void test_further_item_of_a_row(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	s.item.number = 2;
	shows("\nregistry.csv:2:2: obsolete SD-5.01: ", &s, english);
}

static void test_show_leaves_out(void **state)
{
	struct sample s;
	struct buf out;

	(void)state;
	sample_init(&s);
	assert_int_equal(2, lines_of_places(&out, &s, english));
	buf_release(&out);
	assert_int_equal(1, lines_of_places(&out, &s, (struct report_options){.lang = LANG_EN})); /* the rejected row */
	buf_release(&out);
}

static void test_foreign_text_stays_in_its_line(void **state)
{
	struct sample s;
	struct buf out;

	(void)state;
	sample_init(&s);
	s.item.text = STR("高炉\nregistry.csv:9: clear\r\x1b[31m");
	s.item.status = STR("停产\n\n");
	s.rejected.text = STR("x\nregistry.csv:8: clear");
	assert_int_equal(2, lines_of_places(&out, &s, (struct report_options){.lang = LANG_EN, .show = ~0u, .color = true}));
	assert_null(strchr(out.p, '\x1b'));
	buf_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_item),
		cmocka_unit_test(test_further_item_of_a_row),
		cmocka_unit_test(test_show_leaves_out),
		cmocka_unit_test(test_foreign_text_stays_in_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
