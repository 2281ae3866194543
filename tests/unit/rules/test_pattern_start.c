/* What a pattern's texts begin with: written out, and never more than PCRE2 asks for. */
#include "unit.h"

#include "rules/pattern_start.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static const struct {
	const char *pattern, *start;
} lines[] = {
	{"^JDO3-[0-9]+$", "JDO3-"},
	{"JDO3", "JDO3"},
	{"^R531[A-Z]?$", "R531"},
	{"^WP-?3[A-Z]?$", "WP"}, /* the dash may be missing */
	{"^jo2-", "JO2-"},
	{"^A*B", ""},
	{"^AB+C", "A"},
	{"^AB{2}", "A"},
	{"^AB|CD", ""},
	{"^AB(C|D)", "AB"},
	{"^(AB|CD)", ""},
	{"^AB[|]C", "AB"},
	{"^AB[]|]C", "AB"},
	{"^AB[^]|]C|D", ""},
	{"^AB\\|C", "AB"},
	{"^AB\\Q|\\E", ""},
	{"^AB(?i)C|D", ""},
	{"^AB(?:C|D)", "AB"},
	{"^AB(?=C)", "AB"},
	{"^AB(?#|)C", ""},
	{"^AB(*ACCEPT)C", ""},
	{"^S9-M\\.", "S9-M"},
	{".*", ""},
	{"", ""},
	{"^", ""},
	{"^1/2", "1/2"},
};

static void written_out(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_str(pattern_start(&a, str_from(lines[i].pattern)), lines[i].start);
	arena_release(&a);
}

static bool begins(struct str text, struct str start)
{
	for (size_t i = 0; i < start.n; i++)
		if (i >= text.n || (text.p[i] != start.p[i] && text.p[i] != start.p[i] + 'a' - 'A'))
			return false;
	return true;
}

/* Texts over the letters of the patterns: one that is matched begins so. */
static void never_too_much(void **state)
{
	static const char letters[] = "ABCDJO3|-]";
	struct arena a;
	unsigned matched = 0;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		int error;
		PCRE2_SIZE at;
		pcre2_code *code = pcre2_compile((PCRE2_SPTR)lines[i].pattern, PCRE2_ZERO_TERMINATED, PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_CASELESS | PCRE2_UTF, &error, &at, NULL);
		if (!code)
			continue;
		pcre2_match_data *data = pcre2_match_data_create(1, NULL);
		const struct str start = pattern_start(&a, str_from(lines[i].pattern));
		for (unsigned n = 0; n < 11111; n++) {
			char text[8];
			size_t length = 0;
			for (unsigned rest = n; rest && length < 5; rest /= 10)
				text[length++] = letters[rest % 10];
			if (pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL) < 0)
				continue;
			matched++;
			assert_true(begins((struct str){text, length}, start));
		}
		pcre2_match_data_free(data);
		pcre2_code_free(code);
	}
	assert_true(matched > 100);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(written_out), cmocka_unit_test(never_too_much)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
