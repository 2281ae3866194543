#include "unit.h"

#include "sample.h"
#include "report/layout.h"
#include "report/table.h"
#include "text/width.h"

static const struct report_options wide = {.lang = LANG_ZH, .show = (1u << VERDICT_COUNT) - 1, .columns = 80};

static struct str nth_line(const struct buf *b, const char *with)
{
	struct str rest = buf_str(b);
	while (rest.n) {
		size_t end = str_find(rest, STR("\n"));
		struct str line = str_sub(rest, 0, end);
		if (str_has(line, str_from(with)))
			return line;
		rest = str_sub(rest, end + 1, rest.n);
	}
	fail_msg("no line holds \"%s\" in:\n%.*s", with, STR_ARG(buf_str(b)));
	return STR_NONE;
}

/* The display column at which a word begins. */
static size_t column_of(struct str line, const char *word)
{
	size_t at = str_find(line, str_from(word));
	assert_true(at <= line.n);
	return text_width(str_sub(line, 0, at));
}

static void assert_fits(const struct buf *b, size_t columns)
{
	struct str rest = buf_str(b);
	while (rest.n) {
		size_t end = str_find(rest, STR("\n"));
		struct str line = str_sub(rest, 0, end);
		if (text_width(line) > columns)
			fail_msg("over %zu columns: %.*s", columns, STR_ARG(line));
		assert_false(line.n && line.p[line.n - 1] == ' ');
		rest = str_sub(rest, end + 1, rest.n);
	}
}

static void columns_align_under_wide_characters(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	sample_draw(&out, &s, "table", wide);
	struct str head = nth_line(&out, "SD-5.01"), rejected = nth_line(&out, message(LANG_ZH, "rejected"));
	/* 行 右对齐于 5 列，其后两列空白 */
	assert_int_equal(column_of(head, "甲钢铁"), 7);
	assert_int_equal(column_of(head, message(LANG_ZH, "obsolete")),
			 column_of(rejected, message(LANG_ZH, "rejected")));
	assert_int_equal(column_of(nth_line(&out, "SD-5.01"), "SD-5.01"),
			 column_of(nth_line(&out, message(LANG_ZH, "enterprise")), message(LANG_ZH, "rule")));
	assert_fits(&out, 80);
	buf_release(&out);
}

static void reason_says_value_limit_clause_and_exception(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	sample_draw(&out, &s, "table", (struct report_options){.lang = LANG_ZH, .show = wide.show});
	struct str all = buf_str(&out);
	assert_true(str_has(all, STR("有效容积 185 立方米 ≤ 400 立方米")));
	assert_true(str_has(all, STR("174")));
	assert_true(str_has(all, STR("淘汰400立方米及以下炼铁高炉")));
	assert_true(str_has(all, STR("铸造铁企业除外")));
	assert_true(str_has(all, STR("工商注册证明")));
	assert_true(str_has(all, STR("名单写高炉即指炼铁高炉")));
	assert_true(str_has(all, STR("× 2")));
	buf_release(&out);
}

/* What has not been verified is never quoted, neither the clause nor its exception. */
static void only_verified_texts_stand_in_quotation_marks(void **state)
{
	static const struct {
		enum trust trust;
		const char *zh, *en;
	} cases[] = {
		{TRUST_INDIRECT, "未核实，仅见转述：淘汰400立方米及以下炼铁高炉〔V~〕", "not verified, only retold: "},
		{TRUST_MEMORY, "未核实，凭记忆：淘汰400立方米及以下炼铁高炉〔M〕", "not verified, from memory: "},
		{TRUST_INFERENCE, "未核实，系推断：淘汰400立方米及以下炼铁高炉〔I〕", "not verified, inferred: "},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sample s;
		struct buf zh, en;
		sample_init(&s);
		s.source.trust = cases[i].trust;
		sample_draw(&zh, &s, "table", (struct report_options){.lang = LANG_ZH, .show = wide.show});
		sample_draw(&en, &s, "table", (struct report_options){.lang = LANG_EN, .show = wide.show});
		assert_true(str_has(buf_str(&zh), str_from(cases[i].zh)));
		assert_true(str_has(buf_str(&en), str_from(cases[i].en)));
		assert_false(str_has(buf_str(&zh), STR("“淘汰")));
		assert_false(str_has(buf_str(&zh), STR("“铸造铁企业除外")));
		assert_false(str_has(buf_str(&en), STR("“")));
		buf_release(&zh);
		buf_release(&en);
	}
}

static void a_false_comparison_shows_the_other_sign(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	s.volume_value.quantity.v = interval_point(number(450));
	s.leaves[0].truth = TRUTH_FALSE;
	s.finding.verdict = RULE_CLEAR;
	s.judgement.verdict = VERDICT_CLEAR;
	s.finding.n_presumed = 0;
	sample_draw(&out, &s, "table", (struct report_options){.lang = LANG_EN, .show = wide.show});
	assert_true(str_has(buf_str(&out),
			    STR("effective volume 450 m³ (filed under \"容积(立方米)\": \"185\") > 400 m³")));
	assert_false(str_has(buf_str(&out), STR("unless")));
	buf_release(&out);
}

static void a_need_is_named_in_the_registry_s_words(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	s.volume_value.face = FACE_UNREADABLE;
	s.volume_value.as_filed = STR("约?");
	s.volume_value.problem = (struct words){STR("不是数"), STR("no number")};
	s.leaves[0].truth = TRUTH_UNKNOWN;
	s.need = (struct need){.sort = NEED_FIELD, .field = &s.volume};
	s.finding.verdict = RULE_UNDETERMINED;
	s.finding.needs = (struct needs){&s.need, 1};
	s.judgement.verdict = VERDICT_UNDETERMINED;
	sample_draw(&out, &s, "table", (struct report_options){.lang = LANG_EN, .show = wide.show});
	assert_true(str_has(buf_str(&out), STR("missing    column \"炉容\" (cannot be read")));
	assert_true(str_has(buf_str(&out), STR("no number")));
	assert_false(str_has(buf_str(&out), STR("already ordered out")));
	buf_release(&out);
}

static void foreign_text_cannot_steer_the_terminal(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	s.item.text = STR("高炉\033[2J\r\n一座\xe2\x80\xae");
	s.rejected.text = STR("a\033]0;x\007b");
	sample_draw(&out, &s, "table", wide);
	for (size_t i = 0; i < out.n; i++)
		assert_true((unsigned char)out.p[i] >= 0x20 || out.p[i] == '\n');
	assert_false(str_has(buf_str(&out), STR("\xe2\x80\xae")));
	buf_release(&out);
}

static void items_not_shown_are_not_listed(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	sample_draw(&out, &s, "table", (struct report_options){.lang = LANG_EN, .show = 1u << VERDICT_CLEAR});
	assert_false(str_has(buf_str(&out), STR("甲钢铁")));
	assert_true(str_has(buf_str(&out), STR("乙厂"))); /* a rejected row always is */
	buf_release(&out);
}

static void every_width_holds(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	s.item.enterprise =
		STR("山东省某某某某某某特种冶金铸造股份有限公司第一炼铁分厂, a very long name in Latin letters");
	for (unsigned columns = 60; columns < 200; columns++) {
		for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
			struct report_options options = {
				.lang = (enum lang)lang, .show = wide.show, .columns = columns};
			sample_draw(&out, &s, "table", options);
			assert_fits(&out, columns);
			buf_release(&out);
		}
	}
}

static void colours_only_where_asked(void **state)
{
	(void)state;
	struct sample s;
	struct buf plain, colored;
	struct report_options options = wide;
	sample_init(&s);
	sample_draw(&plain, &s, "table", options);
	options.color = true;
	sample_draw(&colored, &s, "table", options);
	assert_false(str_has(buf_str(&plain), STR("\033")));
	assert_true(str_has(buf_str(&colored), STR("\033[1;31m")));
	buf_release(&plain);
	buf_release(&colored);
}

static void the_accounts_close_the_table(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	struct totals totals = {.read = 4, .judged = 2, .rejected = 1, .skipped = 1, .items = 2};
	sample_init(&s);
	s.rules.n_rules = 0;
	totals.by[VERDICT_OBSOLETE] = totals.by[VERDICT_CLEAR] = 1;
	totals.units_obsolete = 2;
	totals.skipped_by[REASON_FIELD_COUNT] = totals.skipped_by[REASON_HEADER] = 1;
	s.input.sha256 = "0000";
	s.input.separator = '\t';
	struct summary summary = {.totals = &totals, .inputs = &s.input, .n_inputs = 1, .status = 3};
	struct report_options options = {.lang = LANG_EN, .show = 1u << VERDICT_OBSOLETE};
	buf_init(&out);
	struct sink *sink = table_sink_new(&out, &options);
	assert_non_null(sink);
	sink->run = &s.run;
	sink->ops->begin(sink, &s.run);
	s.judgement.verdict = VERDICT_CLEAR;
	sink->ops->item(sink, &s.item, &s.judgement); /* not listed, but counted as such */
	sink->ops->end(sink, &summary);
	struct str all = buf_str(&out);
	assert_true(str_has(all, STR("read 4 = judged 2 + rejected 1 (another number of fields than the header 1) + "
				     "skipped 1 (header 1)\n")));
	assert_true(str_has(all, STR("2 = obsolete 1 + undetermined 0 + manual 0 + exempt 0 + clear 1 + ")));
	assert_true(str_has(all, STR("1 of them are not listed above")));
	assert_true(str_has(all, STR("2 machines in the obsolete items")));
	assert_true(str_has(all, STR("registry.csv, encoding UTF-8, separator \"tab\", header in row 1, sha256 ")));
	assert_true(str_has(all, STR("(exit status 3)\n")));
	sink->ops->free(sink);
	buf_release(&out);
}

static void lines_break_where_they_may(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns;
		const char *first, *second;
	} cases[] = {
		{"one two", 5, "one", "two"},    {"one two", 7, "one two", ""},
		{"有效容积", 5, "有效", "容积"}, {"高炉，转炉", 4, "高", "炉，"}, /* no comma at a line's start */
		{"炉（小）", 4, "炉", "（"}, /* nothing opens at a line's end, unless nothing else fits */
		{"abcdefgh", 3, "abc", "def"},   {"高", 1, "高", ""}, /* one character at least */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str rest = str_from(cases[i].text);
		assert_str(layout_break(&rest, cases[i].columns), cases[i].first);
		struct str second = layout_break(&rest, cases[i].columns);
		if (!str_starts(second, str_from(cases[i].second)))
			fail_msg("%s: \"%.*s\"", cases[i].text, STR_ARG(second));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_align_under_wide_characters),
		cmocka_unit_test(reason_says_value_limit_clause_and_exception),
		cmocka_unit_test(only_verified_texts_stand_in_quotation_marks),
		cmocka_unit_test(a_false_comparison_shows_the_other_sign),
		cmocka_unit_test(a_need_is_named_in_the_registry_s_words),
		cmocka_unit_test(foreign_text_cannot_steer_the_terminal),
		cmocka_unit_test(items_not_shown_are_not_listed),
		cmocka_unit_test(every_width_holds),
		cmocka_unit_test(colours_only_where_asked),
		cmocka_unit_test(the_accounts_close_the_table),
		cmocka_unit_test(lines_break_where_they_may),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
