#include "proof/longhand.h"

static struct longhand trimmed(struct str digits, size_t scale)
{
	while (digits.n > 1 && digits.p[0] == '0')
		digits = str_sub(digits, 1, digits.n);
	return (struct longhand){digits, scale};
}

bool longhand_read(struct longhand *out, struct arena *a, struct str s)
{
	char *digits = arena_alloc(a, s.n);
	size_t n = 0, points = 0, behind = 0;
	for (size_t i = 0; digits && i < s.n; i++) {
		if (s.p[i] == '.') {
			points++;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		digits[n++] = s.p[i];
		behind += points;
	}
	if (!digits || points > 1 || n == behind || (points && !behind))
		return false;
	*out = trimmed((struct str){digits, n}, behind);
	return true;
}

struct longhand longhand_of(struct arena *a, const struct decimal *d)
{
	struct longhand out = {STR_NONE, 0};
	struct buf b;
	buf_init(&b);
	decimal_write(&b, d);
	longhand_read(&out, a, buf_str(&b));
	buf_release(&b);
	return out;
}

struct longhand longhand_unit(size_t places)
{
	return (struct longhand){STR("1"), places};
}

struct str longhand_write(struct arena *a, struct longhand n)
{
	struct buf b;
	size_t whole = n.digits.n > n.scale ? n.digits.n - n.scale : 0, end = n.digits.n;
	buf_init(&b);
	while (end > whole && n.digits.p[end - 1] == '0')
		end--;
	if (whole)
		buf_add(&b, str_sub(n.digits, 0, whole));
	else
		buf_addc(&b, '0');
	if (end > whole)
		buf_addc(&b, '.');
	for (size_t zeros = n.digits.n; end > whole && zeros < n.scale; zeros++)
		buf_addc(&b, '0');
	buf_add(&b, str_sub(n.digits, whole, end));
	struct str text = arena_str(a, buf_str(&b));
	a->failed |= b.failed;
	buf_release(&b);
	return text;
}

/* The digits with `zeros` more behind them, and in front as many as make them `width` wide. */
static struct str padded(struct arena *a, struct longhand n, size_t zeros, size_t width)
{
	size_t length = n.digits.n + zeros;
	size_t front = width > length ? width - length : 0;
	char *p = arena_alloc(a, front + length);
	if (!p)
		return STR_NONE;
	memset(p, '0', front + length);
	memcpy(p + front, n.digits.p, n.digits.n);
	return (struct str){p, front + length};
}

/* Two numbers written one under the other, point under point, as wide as the wider and a digit more. */
struct columns {
	struct str x, y;
	size_t scale;
};

static struct columns columns_of(struct arena *a, struct longhand x, struct longhand y)
{
	size_t scale = x.scale > y.scale ? x.scale : y.scale;
	size_t wide_x = x.digits.n + scale - x.scale, wide_y = y.digits.n + scale - y.scale;
	size_t width = (wide_x > wide_y ? wide_x : wide_y) + 1;
	return (struct columns){padded(a, x, scale - x.scale, width), padded(a, y, scale - y.scale, width), scale};
}

int longhand_cmp(struct arena *a, struct longhand x, struct longhand y)
{
	struct columns c = columns_of(a, x, y);
	return str_cmp(c.x, c.y);
}

/* `sign` 1 adds, -1 takes away. */
static struct longhand combine(struct arena *a, struct longhand x, struct longhand y, int sign)
{
	struct columns c = columns_of(a, x, y);
	char *p = arena_alloc(a, c.x.n);
	int carry = 0;
	if (!p || !c.x.p || !c.y.p)
		return (struct longhand){STR_NONE, 0};
	for (size_t i = c.x.n; i-- > 0;) {
		int digit = (c.x.p[i] - '0') + sign * (c.y.p[i] - '0') + carry;
		carry = digit > 9 ? 1 : digit < 0 ? -1 : 0;
		p[i] = (char)('0' + digit - 10 * carry);
	}
	return trimmed((struct str){p, c.x.n}, c.scale);
}

struct longhand longhand_add(struct arena *a, struct longhand x, struct longhand y)
{
	return combine(a, x, y, 1);
}

struct longhand longhand_sub(struct arena *a, struct longhand x, struct longhand y)
{
	return combine(a, x, y, -1);
}

struct longhand longhand_mul(struct arena *a, struct longhand x, struct longhand y)
{
	size_t n = x.digits.n + y.digits.n;
	char *p = arena_alloc(a, n);
	if (!p)
		return (struct longhand){STR_NONE, 0};
	memset(p, '0', n);
	for (size_t i = x.digits.n; i-- > 0;) {
		int carry = 0;
		for (size_t j = y.digits.n; j-- > 0;) {
			int sum = (p[i + j + 1] - '0') + (x.digits.p[i] - '0') * (y.digits.p[j] - '0') + carry;
			p[i + j + 1] = (char)('0' + sum % 10);
			carry = sum / 10;
		}
		p[i] = (char)('0' + carry);
	}
	return trimmed((struct str){p, n}, x.scale + y.scale);
}

/* How often y goes into *rest (at most 9 times); what is left stays there. */
static char goes_into(struct arena *a, struct longhand *rest, struct longhand y)
{
	char times = '0';
	while (longhand_cmp(a, *rest, y) >= 0) {
		*rest = longhand_sub(a, *rest, y);
		times++;
	}
	return times;
}

bool longhand_div(struct longhand *out, struct arena *a, struct longhand x, struct longhand y)
{
	const struct longhand zero = {STR("0"), 0};
	size_t scale = x.scale > y.scale ? x.scale : y.scale, n = x.digits.n + scale - x.scale;
	struct longhand whole = {padded(a, x, scale - x.scale, 0), 0}, by = {padded(a, y, scale - y.scale, 0), 0};
	struct longhand rest = zero;
	char *p = arena_alloc(a, n + LONGHAND_PLACES);
	if (!p || !whole.digits.p || !by.digits.p || longhand_cmp(a, by, zero) == 0)
		return false;
	for (size_t i = 0; i < n + LONGHAND_PLACES; i++) {
		const char next = i < n ? whole.digits.p[i] : '0';
		rest = trimmed(arena_printf(a, "%.*s%c", STR_ARG(rest.digits), next), 0);
		if (!rest.digits.p)
			return false;
		p[i] = goes_into(a, &rest, by);
		if (i + 1 < n || longhand_cmp(a, rest, zero) != 0)
			continue;
		*out = trimmed((struct str){p, i + 1}, i + 1 - n);
		return true;
	}
	return false;
}
