#include "registry/json_line.h"

#include "base/limits.h"
#include "text/utf8_check.h"

void json_layout_begin(struct json_layout *l)
{
	buf_clear(&l->keys);
	l->n = 0;
}

/* Would it stand so in the file, or with an escape? */
static bool stands_as_it_is(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] == '"' || key.p[i] == '\\' || (unsigned char)key.p[i] < ' ')
			return false;
	return true;
}

static struct str key_of(const struct json_layout *l, size_t i)
{
	return (struct str){l->keys.p + l->items[i].from, l->items[i].n};
}

static bool insert(struct json_layout *l, size_t at, struct str key, uint32_t column)
{
	const struct json_place_of_key new = {(uint32_t)l->keys.n, (uint32_t)key.n + 2, column};
	buf_addc(&l->keys, '"');
	buf_add(&l->keys, key);
	buf_addc(&l->keys, '"');
	for (size_t i = l->n++; i > at; i--)
		l->items[i] = l->items[i - 1];
	l->items[at] = new;
	return !l->keys.failed;
}

static bool is_key(const struct json_layout *l, size_t i, struct str key)
{
	const struct str quoted = key_of(l, i);
	return quoted.n == key.n + 2 && (!key.n || memcmp(quoted.p + 1, key.p, key.n) == 0);
}

bool json_layout_add(struct json_layout *l, size_t *at, struct str key, uint32_t column)
{
	size_t place = 0;
	while (place < l->n && !is_key(l, place, key))
		place++;
	const bool known = place < l->n;
	bool can = !known || place >= *at;
	if (!known) {
		place = *at;
		can = l->n < JSON_LINE_MEMBERS && stands_as_it_is(key) && l->keys.n + key.n < UINT32_MAX / 2 && insert(l, place, key, column);
	}
	*at = place + 1;
	if (!can)
		json_layout_begin(l);
	return can;
}

/* --- what no such line holds: escapes, control characters, what is no UTF-8 ------------------------------------------ */

#define EACH_BYTE UINT64_C(0x0101010101010101)

static bool holds_special(uint64_t word)
{
	const uint64_t high = EACH_BYTE * 0x80, backslashes = word ^ EACH_BYTE * '\\';
	const uint64_t below = (word - EACH_BYTE * ' ') & ~word & high; /* a byte under a blank; may also tell of one above such a byte */
	return below || ((backslashes - EACH_BYTE) & ~backslashes & high);
}

bool json_line_is_plain(struct str line)
{
	size_t i = 0;
	for (; line.n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, line.p + i, sizeof word);
		if (holds_special(word))
			return false;
	}
	for (; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ' || line.p[i] == '\\')
			return false;
	return utf8_is_clean(line);
}

/* --- values ------------------------------------------------------------------------------------------------------------- */

struct cursor {
	const char *p, *end;
};

static void pass_blanks(struct cursor *c)
{
	while (c->p < c->end && *c->p == ' ')
		c->p++;
}

static bool pass(struct cursor *c, char wanted)
{
	pass_blanks(c);
	const bool is = c->p < c->end && *c->p == wanted;
	c->p += is;
	return is;
}

static bool is_digit(const struct cursor *c)
{
	return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

static bool pass_digits(struct cursor *c)
{
	if (!is_digit(c))
		return false;
	while (is_digit(c))
		c->p++;
	return true;
}

static bool pass_fraction(struct cursor *c)
{
	if (c->p == c->end || *c->p != '.')
		return true;
	c->p++;
	return pass_digits(c);
}

static bool pass_exponent(struct cursor *c)
{
	if (c->p == c->end || (*c->p != 'e' && *c->p != 'E'))
		return true;
	c->p++;
	if (c->p < c->end && (*c->p == '+' || *c->p == '-'))
		c->p++;
	return pass_digits(c);
}

static bool take_string(struct cursor *c, struct str *out)
{
	const char *from = ++c->p, *quote = memchr(from, '"', (size_t)(c->end - from));
	if (!quote)
		return false;
	*out = (struct str){from, (size_t)(quote - from)};
	c->p = quote + 1;
	return true;
}

static bool take_null(struct cursor *c, struct str *out)
{
	const bool is = c->end - c->p >= 4 && memcmp(c->p, "null", 4) == 0;
	*out = STR("");
	c->p += is ? 4 : 0;
	return is;
}

/* 0, or digits that do not begin with it. */
static bool pass_whole(struct cursor *c)
{
	const char *from = c->p;
	return pass_digits(c) && (*from != '0' || c->p - from == 1);
}

/* RFC 8259: -? (0 | [1-9] digits) (. digits)? ([eE] [+-]? digits)? */
static bool take_number(struct cursor *c, struct str *out)
{
	const char *from = c->p;
	c->p += *from == '-';
	if (!pass_whole(c) || !pass_fraction(c) || !pass_exponent(c))
		return false;
	*out = (struct str){from, (size_t)(c->p - from)};
	return true;
}

bool json_is_number(struct str text)
{
	struct cursor c = {text.p, text.p + text.n};
	struct str number;
	return text.n && take_number(&c, &number) && c.p == c.end;
}

static bool take_value(struct cursor *c, struct str *out)
{
	pass_blanks(c);
	if (c->p == c->end)
		return false;
	return *c->p == '"' ? take_string(c, out) : *c->p == 'n' ? take_null(c, out) : take_number(c, out);
}

/* The next key that stands there, from *i on, which is moved behind it. */
static bool take_key(struct cursor *c, const struct json_layout *l, size_t *i)
{
	pass_blanks(c);
	for (; *i < l->n; ++*i) {
		const struct str key = key_of(l, *i);
		if ((size_t)(c->end - c->p) < key.n || memcmp(c->p, key.p, key.n) != 0)
			continue;
		c->p += key.n;
		return pass(c, ':');
	}
	return false;
}

bool json_line_cut(struct str *fields, const struct json_layout *l, struct str line)
{
	struct cursor c = {line.p, line.p + line.n};
	size_t i = 0;
	if (!l->n || line.n > LIMIT_CELL_BYTES || !pass(&c, '{') || !json_line_is_plain(line))
		return false;
	do {
		if (!take_key(&c, l, &i) || !take_value(&c, &fields[l->items[i].column]))
			return false;
		i++;
	} while (pass(&c, ','));
	if (!pass(&c, '}'))
		return false;
	pass_blanks(&c);
	return c.p == c.end;
}
