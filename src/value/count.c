#include "value/count.h"

#include "base/limits.h"
#include "text/fold.h"
#include "value/numeral.h"

/* The folded text without spaces at its ends; .p is NULL when memory is exhausted. */
static struct str fold(struct arena *a, struct str s)
{
	struct folded f;
	return fold_quantity(&f, a, s) ? str_trim(f.text) : STR_NONE;
}

/* A number and the multiplier behind it, at *at, which moves behind them. */
static bool take_number(struct decimal *out, struct arena *a, struct str s, size_t *at)
{
	struct numeral n;
	struct decimal multiplier;
	if (numeral_scan(&n, a, s, *at) != DECIMAL_OK)
		return false;
	size_t behind = numeral_skip_spaces(s, n.end), length = unit_multiplier(&multiplier, str_sub(s, behind, s.n));
	if (length == 0) {
		*out = n.value;
		*at = n.end;
		return true;
	}
	*at = behind + length;
	return !n.compound && decimal_mul(out, a, &n.value, &multiplier) == DECIMAL_OK;
}

bool number_read(struct decimal *out, struct arena *a, struct str s)
{
	struct str text = fold(a, s);
	struct decimal d;
	size_t at = 0;
	if (!take_number(&d, a, text, &at) || at != text.n)
		return false;
	*out = d;
	return true;
}

/* --- counts ------------------------------------------------------------------------------------------------------- */

static bool cut_end(struct str *s, struct str word)
{
	if (word.n == 0 || !str_ends(*s, word))
		return false;
	*s = str_trim(str_sub(*s, 0, s->n - word.n));
	return true;
}

static bool cut_start(struct str *s, struct str word)
{
	if (!str_starts(*s, word))
		return false;
	*s = str_trim(str_sub(*s, word.n, s->n));
	return true;
}

static bool cut_counter(struct str *s, struct arena *a, const struct str *counters, size_t n)
{
	struct str longest = STR_NONE;
	for (size_t i = 0; i < n; i++) {
		struct str counter = fold(a, counters[i]);
		if (counter.n > longest.n && str_ends(*s, counter))
			longest = counter;
	}
	return cut_end(s, longest);
}

/* 座; 台/套 */
static bool cut_one_or_two(struct str *s, struct arena *a, const struct str *counters, size_t n)
{
	if (!cut_counter(s, a, counters, n))
		return false;
	struct str before = *s;
	if (!cut_end(s, STR("/")) || !cut_counter(s, a, counters, n))
		*s = before;
	return true;
}

/* Those, and 台(套), (座), (台/套) */
static void cut_counters(struct str *s, struct arena *a, const struct str *counters, size_t n)
{
	struct str before = *s;
	if (cut_one_or_two(s, a, counters, n))
		return;
	if (cut_end(s, STR(")")) && cut_one_or_two(s, a, counters, n) && cut_end(s, STR("(")))
		cut_counter(s, a, counters, n);
	else
		*s = before;
}

/* Words that make a number an estimate. */
static bool cut_estimate(struct str *s)
{
	static const struct str ends[] = {STR_INIT("左右"), STR_INIT("以上"), STR_INIT("以下"), STR_INIT("以内"),
					  STR_INIT("等")};
	static const struct str starts[] = {STR_INIT("大约"), STR_INIT("约"), STR_INIT("近"), STR_INIT("至少"),
					    STR_INIT("超过"), STR_INIT("不足"), STR_INIT("上")};
	bool cut = false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !cut; i++)
		cut = cut_end(s, ends[i]);
	for (size_t i = 0; i < sizeof starts / sizeof *starts && !cut; i++)
		cut = cut_start(s, starts[i]);
	return cut;
}

/* 若干, 数十, 几百, 十几, 20余, 三十多, 上百, 两三 */
static bool is_open(struct str s)
{
	static const struct str whole[] = {STR_INIT("等"),   STR_INIT("若干"), STR_INIT("多"),   STR_INIT("几"),
					   STR_INIT("数"),   STR_INIT("一批"), STR_INIT("许多"), STR_INIT("大量")};
	static const struct str some[] = {STR_INIT("数"), STR_INIT("几"), STR_INIT("好几")};
	static const struct str more[] = {STR_INIT("余"), STR_INIT("多"), STR_INIT("几"), STR_INIT("来")};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_eq(s, whole[i]))
			return true;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		if (cut_start(&s, some[i]))
			return numeral_only(s);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (cut_end(&s, more[i]) && s.n > 0) {
			while (s.n > 0 && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')
				s.n--;
			return s.n == 0 || numeral_only(s);
		}
	return false;
}

static bool to_count(uint64_t *out, const struct decimal *d)
{
	if (d->big || d->negative || d->scale || d->digits == 0 || d->digits > LIMIT_UNIT_COUNT)
		return false;
	*out = d->digits;
	return true;
}

bool count_read(uint64_t *out, bool *open, struct arena *scratch, const struct str *counters, size_t n_counters,
		struct str s)
{
	struct decimal d;
	struct str text = fold(scratch, s);
	*open = false;
	bool estimate = text.n > STR("等").n && cut_estimate(&text);
	cut_counters(&text, scratch, counters, n_counters);
	size_t at = 0;
	if (take_number(&d, scratch, text, &at) && at == text.n) {
		uint64_t count;
		*open = estimate && to_count(&count, &d);
		return estimate ? *open : to_count(out, &d);
	}
	*open = is_open(text) || numeral_only(text);
	return *open;
}

/* --- ratios ------------------------------------------------------------------------------------------------------- */

static bool at_least_one(const struct decimal *d)
{
	struct decimal one = decimal_from_int(1);
	return decimal_cmp(d, &one) >= 0;
}

static bool take_ratio_sign(struct str s, size_t *at)
{
	static const struct str signs[] = {STR_INIT(":"), STR_INIT("比")};
	size_t sign = numeral_skip_spaces(s, *at);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_starts(str_sub(s, sign, s.n), signs[i])) {
			*at = numeral_skip_spaces(s, sign + signs[i].n);
			return true;
		}
	return false;
}

/* 1:8, 8:1 or a bare 8 at *at, which moves behind it. */
static bool take_ratio(struct decimal *out, struct arena *a, struct str s, size_t *at)
{
	struct decimal left, right, one = decimal_from_int(1);
	if (!take_number(&left, a, s, at))
		return false;
	if (take_ratio_sign(s, at)) {
		if (!take_number(&right, a, s, at))
			return false;
		bool from_one = decimal_cmp(&left, &one) == 0;
		if (!from_one && decimal_cmp(&right, &one) != 0)
			return false;
		*out = from_one ? right : left;
	} else {
		*out = left;
	}
	return at_least_one(out);
}

bool ratio_read(struct interval *out, struct arena *a, struct str s)
{
	static const struct str ranges[] = {STR_INIT("-"), STR_INIT("~"), STR_INIT("至"), STR_INIT("到")};
	struct str text = fold(a, s);
	struct decimal lo, hi;
	size_t at = 0;
	if (!take_ratio(&lo, a, text, &at))
		return false;
	hi = lo;
	at = numeral_skip_spaces(text, at);
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges && at < text.n; i++)
		if (str_starts(str_sub(text, at, text.n), ranges[i])) {
			at = numeral_skip_spaces(text, at + ranges[i].n);
			if (!take_ratio(&hi, a, text, &at))
				return false;
			break;
		}
	if (at != text.n || decimal_cmp(&lo, &hi) > 0)
		return false;
	*out = (struct interval){.lo = lo, .hi = hi};
	return true;
}
