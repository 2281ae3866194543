/* Numbers by long hand: tables of sums that were done on paper, and laws over long random ones. */
#include "unit.h"

#include "proof/longhand.h"

static struct longhand read(struct arena *a, const char *text)
{
	struct longhand n;
	if (!longhand_read(&n, a, str_from(text)))
		fail_msg("\"%s\" is not read", text);
	return n;
}

static void writes(struct arena *a, struct longhand n, const char *want)
{
	struct str got = longhand_write(a, n);
	if (!str_is(got, want))
		fail_msg("%.*s; %s was expected", STR_ARG(got), want);
}

static void what_is_a_number(void **state)
{
	static const char *const none[] = {"", ".", ".5", "5.", "1.2.3", "-1", "+1", "1e3", "1 000", "１", "0x1"};
	static const char *const same[][2] = {{"0", "0"}, {"007", "7"}, {"1.50", "1.5"}, {"0.00", "0"}, {"400.001", "400.001"}, {"0.05", "0.05"}};
	struct arena a;
	struct longhand n;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (longhand_read(&n, &a, str_from(none[i])))
			fail_msg("\"%s\" is read", none[i]);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		writes(&a, read(&a, same[i][0]), same[i][1]);
	writes(&a, longhand_unit(0), "1");
	writes(&a, longhand_unit(3), "0.001");
	arena_release(&a);
}

static void sums_done_on_paper(void **state)
{
	static const struct {
		const char *x, *y, *sum, *difference, *product;
	} rows[] = {
		{"400", "0.000000000000000000000000000001", "400.000000000000000000000000000001",
		 "399.999999999999999999999999999999", "0.0000000000000000000000000004"},
		{"1000", "1", "1001", "999", "1000"},
		{"99.5", "0.5", "100", "99", "49.75"},
		{"0.1", "0.09", "0.19", "0.01", "0.009"},
		{"7", "7", "14", "0", "49"},
		{"18446744073709551616", "2", "18446744073709551618", "18446744073709551614", "36893488147419103232"},
	};
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct longhand x = read(&a, rows[i].x), y = read(&a, rows[i].y);
		writes(&a, longhand_add(&a, x, y), rows[i].sum);
		writes(&a, longhand_sub(&a, x, y), rows[i].difference);
		writes(&a, longhand_mul(&a, x, y), rows[i].product);
	}
	arena_release(&a);
}

static void quotients(void **state)
{
	static const struct {
		const char *x, *y, *want; /* NULL: none that ends */
	} rows[] = {
		{"1", "8", "0.125"}, {"12", "4", "3"},	   {"0.5", "2", "0.25"},      {"1.2", "0.001", "1200"},
		{"1", "3", NULL},    {"1", "0", NULL},	   {"0", "7", "0"},	      {"100", "0.3048", NULL},
		{"15", "12", "1.25"}, {"1", "1024", "0.0009765625"}, {"40000", "0.01", "4000000"},
	};
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct longhand n;
		bool ends = longhand_div(&n, &a, read(&a, rows[i].x), read(&a, rows[i].y));
		if (ends != (rows[i].want != NULL))
			fail_msg("%s / %s", rows[i].x, rows[i].y);
		if (ends)
			writes(&a, n, rows[i].want);
	}
	arena_release(&a);
}

static void order(void **state)
{
	/* each less than the next */
	static const char *const rising[] = {"0", "0.0001", "0.00011", "0.1", "0.99", "1", "1.01", "9", "10", "10.5", "400", "1000000"};
	const size_t n = sizeof rising / sizeof *rising;
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int c = longhand_cmp(&a, read(&a, rising[i]), read(&a, rising[k]));
			assert_int_equal((c > 0) - (c < 0), (i > k) - (i < k));
		}
	assert_int_equal(longhand_cmp(&a, read(&a, "1.50"), read(&a, "1.5")), 0);
	arena_release(&a);
}

/* (x + y) - y = x; (x * y) / y = x. */
static void what_is_done_is_undone(void **state)
{
	struct arena a;
	uint64_t dice = 1;
	(void)state;
	arena_init(&a);
	for (int round = 0; round < 2000; round++) {
		struct longhand n[2], back;
		for (int i = 0; i < 2; i++) {
			char text[64];
			dice = dice * 6364136223846793005u + 1442695040888963407u;
			snprintf(text, sizeof text, "%llu.%03u", (unsigned long long)(dice >> 20), (unsigned)(dice >> 54) % 1000u);
			n[i] = read(&a, text);
		}
		assert_int_equal(longhand_cmp(&a, longhand_sub(&a, longhand_add(&a, n[0], n[1]), n[1]), n[0]), 0);
		assert_true(longhand_div(&back, &a, longhand_mul(&a, n[0], n[1]), n[1]));
		assert_int_equal(longhand_cmp(&a, back, n[0]), 0);
		arena_clear(&a);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_a_number), cmocka_unit_test(sums_done_on_paper), cmocka_unit_test(quotients),
		cmocka_unit_test(order),	    cmocka_unit_test(what_is_done_is_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
