/* Codes of enterprises: the spec table; what is said of them; that an item is told of its own, and nothing else changes. */
#include "unit.h"

#include "fixture.h"
#include "spec.h"
#include "vocabulary/credit_code.h"

static const char *const sorts[] = {
	[CODE_OTHER] = "other", [CODE_CREDIT] = "credit", [CODE_ORGANISATION] = "organisation", [CODE_REGISTRATION] = "registration", [CODE_PERMIT] = "permit"};

static void one(struct spec_case *c, void *ctx)
{
	struct credit_code code;
	struct arena a;
	(void)ctx;
	arena_init(&a);
	credit_code_read(&code, spec_field(c, 0));
	struct str at = code.at ? arena_printf(&a, "%zu", code.at) : STR("-");
	struct str expected = code.expected ? arena_printf(&a, "%c%s", code.expected, code.fits ? "!" : "") : STR("-");
	struct words words = credit_code_words(&a, &code, spec_field(c, 0));
	if (spec_want_fields(c, 6)) {
		spec_want_str(c, "sort", str_from(sorts[code.sort]), spec_field(c, 1));
		spec_want_str(c, "fault", str_from(credit_code_fault_name(code.fault)), spec_field(c, 2));
		spec_want_str(c, "place", at, spec_field(c, 3));
		spec_want_str(c, "expected", expected, spec_field(c, 4));
		spec_want_str(c, "meant", code.meant ? STR("yes") : STR("no"), spec_field(c, 5));
		spec_want_int(c, "words", words.en.n > 0 && words.zh.n > 0, code.fault != CODE_GOOD);
	}
	arena_release(&a);
}

static void codes(void **state)
{
	(void)state;
	spec_run("tests/spec/credit-codes.txt", one, NULL);
}

/* Any one wrong character, and any two neighbours in each other's place, are found out. */
static void one_mistake(void **state)
{
	static const char good[] = "91451200791318129Y", set[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	struct credit_code code;
	(void)state;
	for (size_t i = 0; i < sizeof good - 1; i++) {
		char text[sizeof good];
		for (size_t k = 0; k < sizeof set - 1; k++) {
			memcpy(text, good, sizeof good);
			text[i] = set[k];
			credit_code_read(&code, str_from(text));
			assert_int_equal(code.fault == CODE_GOOD, set[k] == good[i]);
		}
		if (i + 2 == sizeof good)
			continue;
		memcpy(text, good, sizeof good);
		text[i] = good[i + 1];
		text[i + 1] = good[i];
		credit_code_read(&code, str_from(text));
		assert_int_equal(code.fault == CODE_GOOD, strcmp(text, good) == 0);
	}
}

/* The organisation's code within, however the code is written; none of one with a fault. */
static void organisations(void **state)
{
	static const struct {
		const char *text, *organisation;
	} cases[] = {
		{"9137010012345693X8", "12345693X"}, {"９１３７０１００ 12345693ｘ8", "12345693X"}, {"12345693-x", "12345693X"}, {"12345693X", "12345693X"},
		{"91451200791318129y001p", "791318129"}, {"9137010012345693X9", ""}, {"370883228001234", ""}, {"9.1370E+17", ""}, {"", ""},
		{"91451200791318129YO01P", ""},
	};
	struct credit_code code;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		credit_code_read(&code, str_from(cases[i].text));
		assert_str(credit_code_organisation(&code), cases[i].organisation);
	}
}

static void hostile(void **state)
{
	static const char *const parts[] = {"9", "E", "+", ".", "-", "O", "\xff", "\xe5\x8c", "一", "'", " ", "0", "000", "91370100MA3C12346C", "/", "\xef\xbb\xbf"};
	struct credit_code code;
	uint32_t seed = 7;
	(void)state;
	for (int round = 0; round < 200000; round++) {
		char text[64];
		size_t n = 0;
		for (seed = seed * 1664525u + 1013904223u; n < sizeof text - 20 && (seed >> 24) != 7; seed = seed * 1664525u + 1013904223u) {
			const char *p = parts[(seed >> 16) % (sizeof parts / sizeof *parts)];
			memcpy(text + n, p, strlen(p));
			n += strlen(p);
		}
		struct str exact = {memcpy(malloc(n + 1), text, n), n};
		credit_code_read(&code, exact);
		assert_true(code.n <= n);
		assert_true(code.at <= code.n);
		free((void *)(uintptr_t)exact.p);
	}
}

/* --- items ------------------------------------------------------------------------------------------------------- */

static void want_note(const struct fixture *x, const char *field, const char *text, enum cell_sort sort, size_t n, const char *note)
{
	struct arena a;
	struct item *items;
	size_t n_items;
	const struct field *f = vocabulary_field(x->v, str_from(field)), *kind = vocabulary_field(x->v, STR("kind"));
	assert_non_null(f);
	arena_init(&a);
	const struct cell cells[] = {
		{.field = kind, .column = STR("设备"), .rank = RANK_PLAIN, .text = STR("高炉")},
		{.field = f, .column = STR("代码栏"), .rank = RANK_PLAIN, .sort = sort, .text = str_from(text)},
	};
	assert_true(items_from_cells(&items, &n_items, &a, &x->reader, cells, 2, NULL));
	assert_int_equal(n_items, 1);
	assert_str(items[0].kind->id, "blast_furnace");
	if (items[0].n_notes != n)
		fail_msg("\"%s\" as %s: %zu notes, %zu were expected; the first: %.*s", text, field, items[0].n_notes, n,
			 STR_ARG(n ? STR("") : items[0].notes[0].en));
	if (n && !str_has(items[0].notes[0].en, str_from(note)))
		fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(items[0].notes[0].en), note);
	arena_release(&a);
}

static void items_are_told(void **state)
{
	const struct fixture *x = *state;
	static const struct {
		const char *field, *text;
		size_t n;
		const char *note;
	} cases[] = {
		{"enterprise_code", "91451200791318129Y", 0, ""},
		{"enterprise_code", "91451200791318129X", 1, "column \"代码栏\": character 18 of \"91451200791318129X\", which checks the others, is X and should be Y"},
		{"enterprise_code", "91451200791318I29Y", 1, "character 15 of \"91451200791318I29Y\", \"I\", cannot stand in such a code; with 1 for it the code is right"},
		{"enterprise_code", "9.14512E+17", 1, "\"9.14512E+17\" is damaged"},
		{"enterprise_code", "0001", 1, "\"0001\" has 4 characters"},
		{"enterprise_code", "", 0, ""},
		{"enterprise_code", "不详", 0, ""},
		{"enterprise_code", "/", 0, ""},
		{"enterprise_code", "370883228001234", 0, ""},
		{"enterprise_code", "370883228001234/91451200791318129Y", 0, ""},
		{"enterprise_code", "91451200791318129Y、91451200791318129X；91451200791318129W", 2, "129X"},
		{"enterprise_code", "91451200791318129Y\n91370100MA3C12346C", 0, ""},
		{"enterprise_code", "91451200791318129Y 91370100MA3C12346D", 1, "\"91370100MA3C12346D\""},
		{"enterprise_code", "91451200\n791318129Y", 0, ""},
		{"enterprise_code", "1,2,3,4,5", 4, "\"1\" has 1 characters"},
		{"enterprise_code", "1,2,3", 3, "\"1\" has 1 characters"},
		{"enterprise_code", ",,,", 0, ""},
		/* these columns may hold other numbers */
		{"permit_number", "91451200791318129Y001P", 0, ""},
		{"permit_number", "91451200791318129X001P", 1, "should be Y"},
		{"permit_number", "91451200791318129Y01P", 1, "21 characters"},
		{"permit_number", "鲁环许字2013-001", 0, ""},
		{"permit_number", "9.14512E+17", 1, "damaged"},
		{"enterprise_number", "0001", 0, ""},
		{"enterprise_number", "1E5", 0, ""},
		{"enterprise_number", "91451200791318129X", 1, "should be Y"},
		/* an equipment's own number is no code */
		{"id", "91451200791318129X", 0, ""},
		{"id", "9.1E+17", 0, ""},
		{"remark", "91451200791318129X", 0, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		want_note(x, cases[i].field, cases[i].text, CELL_TEXT, cases[i].n, cases[i].note);
}

/* A workbook's number: one of 15 digits is what was typed, of one that has more the last digits are lost, though its check fits by chance. */
static void numbers_are_told(void **state)
{
	want_note(*state, "enterprise_code", "913716000000000000", CELL_TEXT, 0, "");
	want_note(*state, "enterprise_code", "913716000000000000", CELL_NUMBER, 0, "");
	want_note(*state, "enterprise_code", "913716000000000000", CELL_ROUNDED, 1, "is damaged");
	want_note(*state, "enterprise_number", "913716000000000000", CELL_ROUNDED, 1, "is damaged");
	want_note(*state, "enterprise_code", "370883228001234", CELL_NUMBER, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes),
		cmocka_unit_test(one_mistake),
		cmocka_unit_test(organisations),
		cmocka_unit_test(hostile),
		cmocka_unit_test(items_are_told),
		cmocka_unit_test(numbers_are_told),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
