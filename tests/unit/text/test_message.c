#include "unit.h"

#include "text/message.h"
#include "text/message_table.h"
#include "text/utf8.h"
#include "text/words.h"

static void test_languages(void **state)
{
	(void)state;
	assert_string_equal(message(LANG_ZH, "error"), "错误");
	assert_string_equal(message(LANG_ZH, "warning"), "警告");
	assert_string_equal(message(LANG_ZH, "hint"), "提示");
	assert_string_equal(message(LANG_EN, "error"), "error");
#ifndef PHASEOUT_EVERY_MESSAGE
	assert_string_equal(message(LANG_ZH, "no such words anywhere"), "no such words anywhere");
#endif
	assert_string_equal(message(LANG_ZH, ""), "");

	enum lang zh = LANG_ZH, en = LANG_EN;
	assert_string_equal(message_for_diags(&zh, "hint"), "提示");
	assert_string_equal(message_for_diags(&en, "hint"), "hint");
}

/* bsearch needs the order; a reader needs the words. */
static void test_table(void **state)
{
	(void)state;
	assert_true(messages_zh_count >= 3);
	for (size_t i = 0; i < messages_zh_count; i++) {
		const struct message_entry *e = &messages_zh[i];
		if (i && strcmp(messages_zh[i - 1].msgid, e->msgid) >= 0)
			fail_msg("\"%s\" stands behind \"%s\"", e->msgid, messages_zh[i - 1].msgid);
		assert_true(*e->msgid && *e->msgstr);
		assert_int_equal(utf8_valid(str_from(e->msgstr)), strlen(e->msgstr));
		assert_ptr_equal(message(LANG_ZH, e->msgid), e->msgstr);
	}
}

static void test_words(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a);
	struct words w = words_printf(&a, "error");
	assert_str(words_in(w, LANG_EN), "error");
	assert_str(words_in(w, LANG_ZH), "错误");
	w = words_printf(&a, "\"%.*s\" has no value", 1, "x");
	assert_str(words_in(w, LANG_EN), "\"x\" has no value");
	assert_str(words_in(w, LANG_ZH), "“x”没有值");
	assert_str(words_in((struct words){STR_NONE, STR("en")}, LANG_ZH), "en");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
