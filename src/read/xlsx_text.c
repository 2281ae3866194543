#include "read/xlsx_text.h"

#include "base/limits.h"
#include "text/utf8.h"

enum { ESCAPE = 7 /* bytes of _xHHHH_ */ };

void xlsx_text_init(struct xlsx_text *t)
{
	*t = (struct xlsx_text){0};
}

void xlsx_text_release(struct xlsx_text *t)
{
	buf_release(&t->buf);
}

void xlsx_text_clear(struct xlsx_text *t)
{
	buf_clear(&t->buf);
	t->decoded = 0;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum escape { NO_ESCAPE, HALF_AN_ESCAPE, AN_ESCAPE };

/* Whether s begins with an escape, or is the beginning of one; its UTF-16 unit. */
static enum escape escape_at(int32_t *unit, struct str s)
{
	*unit = 0;
	for (size_t i = 0; i < ESCAPE; i++) {
		if (i == s.n)
			return HALF_AN_ESCAPE;
		bool digit = i >= 2 && i < ESCAPE - 1;
		if (digit && hex(s.p[i]) < 0)
			return NO_ESCAPE;
		if (digit)
			*unit = *unit * 16 + hex(s.p[i]);
		else if (s.p[i] != (i == 1 ? 'x' : '_'))
			return NO_ESCAPE;
	}
	return AN_ESCAPE;
}

/* The same with both halves of a surrogate pair: *length bytes are the character *c. */
static enum escape character_at(int32_t *c, size_t *length, struct str s)
{
	int32_t low;
	enum escape first = escape_at(c, s), second;
	*length = ESCAPE;
	if (first != AN_ESCAPE || *c < 0xd800 || *c > 0xdfff)
		return first;
	if (*c >= 0xdc00)
		return NO_ESCAPE;
	second = escape_at(&low, str_sub(s, ESCAPE, s.n));
	if (second != AN_ESCAPE)
		return second;
	*c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
	*length = 2 * ESCAPE;
	return low >= 0xdc00 && low <= 0xdfff ? AN_ESCAPE : NO_ESCAPE;
}

/* Decodes from t->decoded on, in place, up to what may still become an escape. */
static void decode(struct xlsx_text *t)
{
	struct str rest = str_sub(buf_str(&t->buf), t->decoded, t->buf.n);
	char *to = t->buf.p + t->decoded;
	while (rest.n) {
		const char *next = memchr(rest.p, '_', rest.n);
		size_t plain = next ? (size_t)(next - rest.p) : rest.n, length;
		int32_t c;
		memmove(to, rest.p, plain);
		to += plain;
		rest = str_sub(rest, plain, rest.n);
		if (!rest.n)
			break;
		enum escape found = character_at(&c, &length, rest);
		if (found == HALF_AN_ESCAPE)
			break;
		if (found == AN_ESCAPE) {
			to += utf8_put(to, c); /* never longer than its escape */
		} else {
			*to++ = '_';
			length = 1;
		}
		rest = str_sub(rest, length, rest.n);
	}
	t->decoded = (size_t)(to - t->buf.p);
	memmove(to, rest.p, rest.n);
	t->buf.n = t->decoded + rest.n;
	t->buf.p[t->buf.n] = '\0';
}

static void cut(struct xlsx_text *t)
{
	if (t->decoded <= LIMIT_CELL_BYTES)
		return;
	t->buf.n = t->decoded = LIMIT_CELL_BYTES + 1;
	t->buf.p[t->buf.n] = '\0';
}

void xlsx_text_add(struct xlsx_text *t, struct str piece)
{
	bool clean = t->decoded == t->buf.n && !memchr(piece.p, '_', piece.n);
	if (!piece.n || t->decoded > LIMIT_CELL_BYTES)
		return;
	buf_add(&t->buf, piece);
	if (t->buf.failed)
		return;
	if (clean)
		t->decoded = t->buf.n;
	else
		decode(t);
	cut(t);
}

void xlsx_text_end_run(struct xlsx_text *t)
{
	t->decoded = t->buf.n;
	if (t->buf.p)
		cut(t);
}
