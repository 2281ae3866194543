/* Patterns that can go round a loop in two ways: by hand, and random ones against the steps that PCRE2 really takes. */
#include "unit.h"

#include "base/buf.h"
#include "rules/pattern_loops.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static void patterns_by_hand(void **state)
{
	static const char *const unsafe[] = {
		"(A+)+", "(A+)+B", "(A*)*", "(.*)*", "(.+)*X", "(A|A)*", "(A|B|A)+", "(A|[AB])*", "(A?B?)*", "(A*B*)+", "(A+B?)*",
		"([0-9]+-?)*", "(\\d+\\s*)*", "(\\w|\\d)+", "(?:A+)+", "(?<N>A+)+", "((A)+)+", "(A{1,3})*", "(A{2,})+", "(A{1,30})+",
		"(AA|A|B)*", "(AB|A|B)+", "(a|A)*", "([a-z]|X)*", "(铁|铁合?|合)*",
		"(\\x41|A)+", "([^0-9]|Z)*", "^(A+)+$", "X(A+)+Y|Z", "Y(-?\\d+)*",
		"(A(B+)?)*(C|(D+)+)", "(A+|B)*", "((AB)*|(A|B))*", "(A.|.A)*", "((A|B)+C?)*",
	};
	static const char *const safe[] = {
		"", "A", "A+", "A*B*", "(A+B)+", "(A+B)*", "(AB)*", "(A|B)*", "(JO|JO2)*", "JO?[0-9]+(-[0-9]+)*", "(A{3})*", "(A{2}|B)*",
		"(A++)+", "(?>A+)*", "(A+)++", ".*-.*", "[0-9]{1,3}([.][0-9]+)?", "(?:BX[12]?-)?500", "(\\d+[A-Z])*", "(A{20})*",
		"(\\b\\w+\\b)*", "((?!A)B+)*", "(A)\\1*", "(铁|合)*", "([^A]|A)*", "(\\d|\\D)+",
		"(?:A+|)B", "A{0,3}A{0,3}", "A+?B", "(A?B)*", "(A|)*",
		"[]A]*", "[^]A]*(]|A)", "A{,", "A{x}", "(\\.|-)*", "((A)|(B(C)))+",
	};
	(void)state;
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		if (!pattern_loops_in_two_ways(str_from(unsafe[i])))
			fail_msg("\"%s\" was taken for safe", unsafe[i]);
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
		if (pattern_loops_in_two_ways(str_from(safe[i])))
			fail_msg("\"%s\" was taken for unsafe", safe[i]);
}

/* What is too large is given up, in bounded time. */
static void large_patterns_are_given_up(void **state)
{
	static const char deep[] = "((((((((((((((((((((((((((((((((((((((((A+)+))))))))))))))))))))))))))))))))))))))))";
	static const char empty[] = "(((((((((((((((((){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8}){8})";
	char longer[200] = "(A+)+";
	(void)state;
	memset(longer + 5, 'B', 100);
	assert_false(pattern_loops_in_two_ways(str_from(deep)));
	assert_false(pattern_loops_in_two_ways(str_from(empty)));
	assert_false(pattern_loops_in_two_ways(str_from(longer)));
	longer[5 + 60] = '\0';
	assert_true(pattern_loops_in_two_ways(str_from(longer)));
}

/* --- against PCRE2 ---------------------------------------------------------------------------------------------- */

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (uint32_t)(d->state >> 20) % sides;
}

/* Small ones, so that two ways round a loop part and meet within a few characters. */
static void random_pattern(struct buf *out, struct dice *d, unsigned depth)
{
	static const char *const atoms[] = {"A", "B", "[AB]"};
	static const char *const counts[] = {"", "*", "+", "?", "+"};
	uint32_t sort = depth ? roll(d, 4) : 0;
	if (sort < 2) {
		buf_adds(out, atoms[roll(d, 3)]);
		if (roll(d, 3) == 0)
			buf_adds(out, counts[roll(d, 5)]);
		return;
	}
	buf_adds(out, "(");
	random_pattern(out, d, depth - 1);
	buf_adds(out, sort == 2 ? "|" : "");
	random_pattern(out, d, depth - 1);
	buf_adds(out, ")");
	buf_adds(out, counts[roll(d, 5)]);
}

enum { MOST_STEPS = 200000, LONGEST_PUMP = 8 };

static int count_step(pcre2_callout_block *block, void *steps)
{
	(void)block;
	return ++*(size_t *)steps > MOST_STEPS ? PCRE2_ERROR_MATCHLIMIT : 0;
}

static size_t steps_on(const pcre2_code *code, const char *start, const char *pump, size_t times)
{
	struct buf subject;
	size_t steps = 0;
	buf_init(&subject);
	buf_adds(&subject, start);
	while (times-- > 0)
		buf_adds(&subject, pump);
	buf_adds(&subject, "!");
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
	assert_non_null(context);
	assert_non_null(data);
	pcre2_set_callout(context, count_step, &steps);
	pcre2_match(code, (PCRE2_SPTR)subject.p, subject.n, 0, 0, data, context);
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	buf_release(&subject);
	return steps;
}

/* Does the work on the pumped text grow faster with its length than a small power of it? */
static bool blows_up_on(const pcre2_code *code, const char *start, const char *pump)
{
	enum { SHORT = 5, LONG = 10, TIMES = 16 };
	size_t few = steps_on(code, start, pump, SHORT);
	size_t many = few > MOST_STEPS ? few : steps_on(code, start, pump, LONG);
	return many > MOST_STEPS || many > TIMES * few;
}

static bool blows_up(const char *pattern, size_t longest)
{
	static const char *const starts[] = {"", "A", "B", "AA", "AB", "BA", "BB"};
	char pump[LONGEST_PUMP + 1] = "";
	int error;
	PCRE2_SIZE at;
	bool blows = false;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
					 PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_AUTO_CALLOUT | PCRE2_NO_AUTO_POSSESS |
						 PCRE2_NO_START_OPTIMIZE | PCRE2_CASELESS,
					 &error, &at, NULL);
	assert_non_null(code);
	for (size_t n = 1; n <= longest && !blows; n++)
		for (size_t bits = 0; bits < (size_t)1 << n && !blows; bits++) {
			for (size_t i = 0; i < n; i++)
				pump[i] = bits >> i & 1 ? 'B' : 'A';
			pump[n] = '\0';
			for (size_t j = 0; j < sizeof starts / sizeof *starts && !blows; j++)
				blows = blows_up_on(code, starts[j], pump);
		}
	pcre2_code_free(code);
	return blows;
}

static void random_patterns_blow_up_where_it_is_said(void **state)
{
	enum { ROUNDS = 200 };
	size_t unsafe = 0;
	(void)state;
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		struct dice d = {seed * 0x9e3779b97f4a7c15ull};
		struct buf b;
		buf_init(&b);
		random_pattern(&b, &d, 2 + roll(&d, 2));
		bool said = pattern_loops_in_two_ways(buf_str(&b));
		bool is = blows_up(b.p, said ? LONGEST_PUMP : LONGEST_PUMP / 2); /* of safe ones all pumps are tried */
		if (said != is)
			fail_msg("seed %ju: \"%s\" was taken for %s", (uintmax_t)seed, b.p, said ? "unsafe" : "safe");
		unsafe += is;
		buf_release(&b);
	}
	assert_true(unsafe > ROUNDS / 10 && unsafe < ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_by_hand),
		cmocka_unit_test(large_patterns_are_given_up),
		cmocka_unit_test(random_patterns_blow_up_where_it_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
