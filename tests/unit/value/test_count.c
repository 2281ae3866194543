#include "unit.h"

#include "spec.h"
#include "value/count.h"

#include <inttypes.h>

struct work {
	struct arena arena;
	struct buf buf;
};

static const struct str counters[] = {STR_INIT("台"), STR_INIT("座"), STR_INIT("条"), STR_INIT("套"), STR_INIT("台(套)"),
				      STR_INIT("台套")};

static void check_count(struct spec_case *c, struct work *w)
{
	uint64_t n = 0;
	bool open;
	if (!count_read(&n, &open, &w->arena, counters, sizeof counters / sizeof *counters, spec_field(c, 1)))
		buf_adds(&w->buf, open ? "open, but no count" : "none");
	else if (open)
		buf_printf(&w->buf, n ? "open, but set" : "open");
	else
		buf_printf(&w->buf, "%" PRIu64, n);
}

static void one(struct spec_case *c, void *ctx)
{
	struct work *w = ctx;
	struct decimal d;
	struct interval v;
	arena_clear(&w->arena);
	buf_clear(&w->buf);
	if (str_is(spec_field(c, 0), "count")) {
		check_count(c, w);
	} else if (str_is(spec_field(c, 0), "number")) {
		if (number_read(&d, &w->arena, spec_field(c, 1)))
			decimal_write(&w->buf, &d);
	} else if (str_is(spec_field(c, 0), "ratio")) {
		if (ratio_read(&v, &w->arena, spec_field(c, 1)))
			interval_write(&w->buf, &v);
	} else {
		spec_fail(c, "no such check");
	}
	if (w->buf.n == 0)
		buf_adds(&w->buf, "none");
	spec_want_str(c, "result", buf_str(&w->buf), spec_field(c, 2));
}

static void test_table(void **state)
{
	struct work w;
	(void)state;
	arena_init(&w.arena);
	buf_init(&w.buf);
	spec_run("tests/spec/count.txt", one, &w);
	buf_release(&w.buf);
	arena_release(&w.arena);
}

/* Every number below 10^5, written out as a schoolbook does, reads as itself. */
static void append_chinese(char *out, unsigned n)
{
	static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const char *const places[] = {"万", "千", "百", "十", ""};
	unsigned place = 10000;
	bool begun = false, gap = false;
	size_t length = 0;
	for (size_t i = 0; i < 5; i++, place /= 10) {
		unsigned digit = n / place % 10;
		if (!digit) {
			gap = begun;
			continue;
		}
		length += (size_t)snprintf(out + length, 64 - length, "%s%s%s", gap ? "零" : "", digits[digit],
					   places[i]);
		begun = true;
		gap = false;
	}
}

static void test_schoolbook(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a);
	for (unsigned n = 1; n < 100000; n++) {
		char text[64] = "";
		struct decimal d, want = decimal_from_int(n);
		append_chinese(text, n);
		if (n % 1000 == 0)
			arena_clear(&a);
		if (!number_read(&d, &a, str_from(text)) || decimal_cmp(&d, &want) != 0)
			fail_msg("%s is not read as %u", text, n);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_schoolbook)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
