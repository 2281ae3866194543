#include "unit.h"

#include "base/limits.h"
#include "spec.h"
#include "value/decimal.h"

struct work {
	struct arena arena;
	struct buf buf;
};

/* In the table 0{400} stands for 400 zeros. */
static struct str expand(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, 2000);
	size_t n = 0;
	assert_non_null(out);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '{') {
			out[n++] = s.p[i];
			continue;
		}
		size_t times = (size_t)strtoul(s.p + i + 1, NULL, 10);
		assert_true(times >= 1 && n + times < 2000);
		memset(out + n, out[n - 1], times - 1);
		n += times - 1;
		while (s.p[i] != '}')
			i++;
	}
	return (struct str){out, n};
}

static struct str status_text(struct work *w, enum decimal_status status, const struct decimal *d)
{
	static const char *const names[] = {"", "syntax", "too long", "no memory"};
	buf_clear(&w->buf);
	if (status == DECIMAL_OK)
		decimal_write(&w->buf, d);
	else
		buf_adds(&w->buf, names[status]);
	return buf_str(&w->buf);
}

/* What always holds of a number that was made. */
static void check_invariants(struct spec_case *c, struct work *w, const struct decimal *d)
{
	struct decimal again;
	struct buf copy;
	buf_init(&copy);
	decimal_write(&copy, d);
	if (decimal_parse(&again, &w->arena, buf_str(&copy)) != DECIMAL_OK || decimal_cmp(d, &again) != 0 ||
	    again.scale != d->scale || again.digits != d->digits || again.negative != d->negative
		    || !again.big != !d->big)
		spec_fail(c, "what is written is not what was read");
	if (d->scale < 0 || (d->scale && !d->big && d->digits % 10 == 0) || (decimal_is_zero(d) && d->negative))
		spec_fail(c, "not normalised");
	buf_release(&copy);
}

static void check_parse(struct spec_case *c, struct work *w)
{
	struct decimal d;
	enum decimal_status status = decimal_parse(&d, &w->arena, expand(&w->arena, spec_field(c, 1)));
	spec_want_str(c, "value", status_text(w, status, &d), expand(&w->arena, spec_field(c, 2)));
	if (status == DECIMAL_OK)
		check_invariants(c, w, &d);
}

static struct decimal operand(struct spec_case *c, struct work *w, size_t field)
{
	struct decimal d = {0};
	if (decimal_parse(&d, &w->arena, expand(&w->arena, spec_field(c, field))) != DECIMAL_OK)
		spec_fail(c, "operand %zu is no number", field);
	return d;
}

static void check_cmp(struct spec_case *c, struct work *w)
{
	static const char *const names[] = {"<", "=", ">"};
	struct decimal a = operand(c, w, 1), b = operand(c, w, 2), one = decimal_from_int(1);
	int forth = decimal_cmp(&a, &b), back = decimal_cmp(&b, &a);
	spec_want_str(c, "order", str_from(names[(forth > 0) - (forth < 0) + 1]), spec_field(c, 3));
	spec_want_int(c, "the order the other way round", (back > 0) - (back < 0), (forth < 0) - (forth > 0));
	int scaled = decimal_cmp_scaled(&a, &one, &b, &one);
	spec_want_int(c, "the scaled order", (scaled > 0) - (scaled < 0), (forth > 0) - (forth < 0));
}

static void check_scaled(struct spec_case *c, struct work *w)
{
	static const char *const names[] = {"<", "=", ">"};
	struct decimal a = operand(c, w, 1), fa = operand(c, w, 2), b = operand(c, w, 3), fb = operand(c, w, 4);
	int forth = decimal_cmp_scaled(&a, &fa, &b, &fb), back = decimal_cmp_scaled(&fb, &b, &fa, &a);
	spec_want_str(c, "order", str_from(names[(forth > 0) - (forth < 0) + 1]), spec_field(c, 5));
	spec_want_int(c, "the order the other way round", (back > 0) - (back < 0), (forth < 0) - (forth > 0));
}

typedef enum decimal_status operation(struct decimal *, struct arena *, const struct decimal *, const struct decimal *);

static void check_operation(struct spec_case *c, struct work *w, operation *op)
{
	struct decimal a = operand(c, w, 1), b = operand(c, w, 2), r = a;
	/* into its own operand */
	enum decimal_status status = op(&r, &w->arena, &r, &b);
	spec_want_str(c, "result", status_text(w, status, &r), expand(&w->arena, spec_field(c, 3)));
	if (status == DECIMAL_OK)
		check_invariants(c, w, &r);
	else
		spec_want_int(c, "what was left of the operand", decimal_cmp(&r, &a), 0);
}

static void one(struct spec_case *c, void *ctx)
{
	static const struct {
		const char *name;
		operation *op;
	} operations[] = {{"add", decimal_add}, {"sub", decimal_sub}, {"mul", decimal_mul}, {"div", decimal_div}};
	struct work *w = ctx;
	arena_clear(&w->arena);
	if (str_is(spec_field(c, 0), "parse")) {
		check_parse(c, w);
	} else if (str_is(spec_field(c, 0), "cmp")) {
		check_cmp(c, w);
	} else if (str_is(spec_field(c, 0), "scaled")) {
		check_scaled(c, w);
	} else {
		for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
			if (str_is(spec_field(c, 0), operations[i].name)) {
				check_operation(c, w, operations[i].op);
				return;
			}
		spec_fail(c, "no such operation");
	}
}

static void test_table(void **state)
{
	struct work w;
	(void)state;
	arena_init(&w.arena);
	buf_init(&w.buf);
	spec_run("tests/spec/decimal.txt", one, &w);
	buf_release(&w.buf);
	arena_release(&w.arena);
}

static void test_from_int(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} cases[] = {{0, "0"}, {-1, "-1"}, {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
	struct arena a;
	struct buf b;
	(void)state;
	arena_init(&a);
	buf_init(&b);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decimal d = decimal_from_int(cases[i].n), parsed;
		buf_clear(&b);
		decimal_write(&b, &d);
		assert_str(buf_str(&b), cases[i].text);
		assert_int_equal(decimal_parse(&parsed, &a, buf_str(&b)), DECIMAL_OK);
		assert_int_equal(decimal_cmp(&d, &parsed), 0);
		assert_true(parsed.digits == d.digits);
	}
	buf_release(&b);
	arena_release(&a);
}

/* Three factors of the greatest length are compared without an overflow. */
static void test_longest_products(void **state)
{
	struct arena a;
	char text[LIMIT_DECIMAL_DIGITS + 1];
	struct decimal most, less, tiny;
	(void)state;
	arena_init(&a);
	memset(text, '9', LIMIT_DECIMAL_DIGITS);
	assert_int_equal(decimal_parse(&most, &a, (struct str){text, LIMIT_DECIMAL_DIGITS}), DECIMAL_OK);
	text[LIMIT_DECIMAL_DIGITS - 1] = '8';
	assert_int_equal(decimal_parse(&less, &a, (struct str){text, LIMIT_DECIMAL_DIGITS}), DECIMAL_OK);
	assert_int_equal(decimal_parse(&tiny, &a, STR("1e-511")), DECIMAL_OK);
	const struct decimal *const x[3] = {&most, &most, &most}, *const y[3] = {&most, &less, &most};
	const struct decimal *const z[3] = {&tiny, &tiny, &tiny};
	assert_true(decimal_cmp_products(x, y) > 0);
	assert_true(decimal_cmp_products(y, x) < 0);
	assert_int_equal(decimal_cmp_products(x, x), 0);
	assert_true(decimal_cmp_products(z, x) < 0);
	assert_true(decimal_cmp_products(x, z) > 0);
	assert_int_equal(decimal_cmp_products(z, z), 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_from_int),
		cmocka_unit_test(test_longest_products),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
