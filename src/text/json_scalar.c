#include "text/json_scalar.h"

#include "text/utf8.h"

/* --- texts ----------------------------------------------------------------------------------------------------- */

/* To the text of the token, as far as it has room. */
static void add_text(struct json_reader *r, struct str s)
{
	size_t room = LIMIT_CELL_BYTES - r->text.n;
	r->cut |= s.n > room;
	buf_add(&r->text, str_sub(s, 0, room));
	r->no_memory |= r->text.failed;
}

static void add_taken(struct json_reader *r, size_t from)
{
	add_text(r, (struct str){r->p + from, r->at - from});
}

/* The text that ends at `at`: what stands in `text` and, from `from` on, in the buffer. */
static enum json_kind give_text(struct json_reader *r, struct json_token *out, enum json_kind kind, size_t from)
{
	out->text = (struct str){r->p + from, r->at - from};
	if (r->text.n || r->cut || out->text.n > LIMIT_CELL_BYTES) {
		add_taken(r, from);
		out->text = buf_str(&r->text);
	}
	out->cut = r->cut;
	out->nul = r->nul;
	if (r->cut) /* not amid a character */
		out->text.n = utf8_valid(out->text);
	out->kind = r->no_memory ? JSON_NO_MEMORY : kind;
	return out->kind;
}

/* --- strings --------------------------------------------------------------------------------------------------- */

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Whether all 8 bytes are ASCII but quote, backslash and control characters. */
static bool is_plain_word(const char *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof w);
	uint64_t quotes = w ^ EACH_BYTE('"'), backslashes = w ^ EACH_BYTE('\\');
	uint64_t low = (w - EACH_BYTE(0x20)) | (quotes - EACH_BYTE(1)) | (backslashes - EACH_BYTE(1));
	return !((low | w) & EACH_BYTE(0x80));
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Most Chinese characters: E1..EC and two more bytes. */
static bool is_common(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return (unsigned)u[0] - 0xe1 <= 0xec - 0xe1 && (u[1] & 0xc0) == 0x80 && (u[2] & 0xc0) == 0x80;
}

/* Takes characters that stand for themselves, as many as the buffer holds. */
static void take_plain(struct json_reader *r)
{
	const char *p = r->p;
	size_t at = r->at, n = r->n, length, more = 0;
	while (at < n) {
		while (n - at >= 8 && is_plain_word(p + at))
			at += 8;
		while (at < n && is_plain((unsigned char)p[at]))
			at++;
		size_t first = at;
		while (n - at >= 3 && is_common(p + at))
			at += 3;
		more += (at - first) / 3 * 2;
		if (at == n || (first == at && !((unsigned char)p[at] & 0x80)))
			break;
		if (!((unsigned char)p[at] & 0x80))
			continue;
		if (utf8_next((struct str){p + at, n - at}, &length) < 0)
			break;
		at += length;
		more += length - 1;
	}
	r->at = at;
	r->line_start += more;
}

/* Of up to 4 hexadecimal digits behind `at` + `skip`: how many there are; *out is their value. */
static size_t hex_digits(const struct json_reader *r, size_t skip, int32_t *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t n = 0;
	*out = 0;
	for (; n < 4 && r->at + skip + n < r->n; n++) {
		char c = r->p[r->at + skip + n];
		const char *digit = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 'a' - 'A' : c) : NULL;
		if (!digit)
			break;
		*out = *out * 16 + (int32_t)(digit - digits);
	}
	return n;
}

static bool is_half(int32_t c, int32_t first)
{
	return c >= first && c < first + 0x400;
}

/* \u and its digits, also of the other half. */
static enum json_kind take_code(struct json_reader *r)
{
	enum { FIRST = 0xd800, OTHER = 0xdc00, LENGTH = 6 };
	int32_t c, other;
	size_t digits = hex_digits(r, 2, &c), taken = LENGTH;
	char bytes[4];
	if (digits < 4) {
		r->at += 2 + digits;
		return json_refuse(r, JSON_NO_HEX_DIGIT, 1);
	}
	if (is_half(c, OTHER))
		return json_refuse(r, JSON_NO_FIRST_HALF, LENGTH);
	if (is_half(c, FIRST)) {
		bool escape = r->n - r->at >= 2 * LENGTH && r->p[r->at + LENGTH] == '\\' && r->p[r->at + LENGTH + 1] == 'u';
		if (!escape || hex_digits(r, LENGTH + 2, &other) < 4 || !is_half(other, OTHER))
			return json_refuse(r, JSON_NO_OTHER_HALF, LENGTH);
		c = 0x10000 + (c - FIRST) * 0x400 + (other - OTHER);
		taken = 2 * LENGTH;
	}
	r->nul |= c == 0;
	add_text(r, (struct str){bytes, utf8_put(bytes, c)});
	r->at += taken;
	return JSON_STRING;
}

static enum json_kind take_escape(struct json_reader *r)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	if (!json_need(r, 12))
		return json_failure(r);
	char c = r->n - r->at > 1 ? r->p[r->at + 1] : '\0';
	if (c == 'u')
		return take_code(r);
	const char *letter = c ? strchr(letters, c) : NULL;
	if (!letter) {
		r->at++;
		return json_refuse(r, JSON_NO_ESCAPE, 1);
	}
	add_text(r, (struct str){meant + (letter - letters), 1});
	r->at += 2;
	return JSON_STRING;
}

/* Amid a string: what stands at `at` is no plain character of it, or the buffer's end. JSON_STRING where it goes on. */
static enum json_kind take_other(struct json_reader *r)
{
	if (!json_need(r, 4))
		return json_failure(r);
	int c = json_look(r);
	if (c == '\\')
		return take_escape(r);
	if (c < 0x20)
		return json_unexpected(r, c, JSON_NO_QUOTE);
	size_t length;
	if (c >= 0x80 && utf8_next((struct str){r->p + r->at, r->n - r->at}, &length) < 0)
		return json_refuse(r, JSON_NO_UTF_8, 1);
	return JSON_STRING;
}

enum json_kind json_take_string(struct json_reader *r, struct json_token *out, enum json_kind kind)
{
	size_t from = ++r->at;
	for (;;) {
		take_plain(r);
		if (r->at < r->n && r->p[r->at] == '"') {
			give_text(r, out, kind, from);
			r->at++;
			return out->kind;
		}
		add_taken(r, from);
		enum json_kind got = take_other(r);
		if (got != JSON_STRING)
			return got;
		from = r->at;
	}
}

/* --- numbers and names ----------------------------------------------------------------------------------------- */

/* What ends a number or a name. */
static bool is_separator(int c)
{
	return c == JSON_AT_END || (c > 0 && strchr(" \t\r\n,]}:", c));
}

/* RFC 8259, section 6, as states; a number may end in those from ZERO on. */
enum number_state { SIGN, POINT, E, E_SIGN, ZERO, WHOLE, FRACTION, EXPONENT, OVER };

static enum number_state number_step(enum number_state s, int c)
{
	bool digit = c >= '0' && c <= '9';
	bool e = c == 'e' || c == 'E';
	switch (s) {
	case SIGN:
		return !digit ? OVER : c == '0' ? ZERO : WHOLE;
	case ZERO:
		return c == '.' ? POINT : e ? E : OVER;
	case WHOLE:
		return digit ? WHOLE : c == '.' ? POINT : e ? E : OVER;
	case POINT:
		return digit ? FRACTION : OVER;
	case FRACTION:
		return digit ? FRACTION : e ? E : OVER;
	case E:
		return digit ? EXPONENT : c == '+' || c == '-' ? E_SIGN : OVER;
	case E_SIGN:
	case EXPONENT:
		return digit ? EXPONENT : OVER;
	case OVER:
		break;
	}
	return OVER;
}

static enum json_kind take_number(struct json_reader *r, struct json_token *out)
{
	enum number_state s = SIGN, next;
	size_t from = r->at;
	r->at += r->p[r->at] == '-';
	for (;;) {
		while (r->at < r->n && (next = number_step(s, (unsigned char)r->p[r->at])) != OVER) {
			s = next;
			r->at++;
		}
		if (r->at < r->n || r->ended)
			break;
		add_taken(r, from);
		if (!json_refill(r))
			return json_failure(r);
		from = r->at;
	}
	int c = json_look(r);
	if (s < ZERO)
		return json_unexpected(r, c, JSON_NO_DIGIT);
	if (!is_separator(c))
		return json_unexpected(r, c, JSON_NO_SEPARATOR);
	return give_text(r, out, JSON_NUMBER, from);
}

static enum json_kind take_name(struct json_reader *r, struct json_token *out, enum json_kind kind)
{
	static const struct {
		struct str name;
		enum json_mistake mistake;
	} names[] = {
		[JSON_TRUE] = {STR_INIT("true"), JSON_NO_TRUE},
		[JSON_FALSE] = {STR_INIT("false"), JSON_NO_FALSE},
		[JSON_NULL] = {STR_INIT("null"), JSON_NO_NULL},
	};
	struct str name = names[kind].name;
	for (size_t i = 0; i < name.n; i++, r->at++) {
		int c = json_look(r);
		if (c != name.p[i])
			return json_unexpected(r, c, names[kind].mistake);
	}
	int c = json_look(r);
	if (!is_separator(c))
		return json_unexpected(r, c, JSON_NO_SEPARATOR);
	out->text = name;
	return kind;
}

enum json_kind json_take_scalar(struct json_reader *r, struct json_token *out, int c)
{
	switch (c) {
	case '"':
		return json_take_string(r, out, JSON_STRING);
	case 't':
		return take_name(r, out, JSON_TRUE);
	case 'f':
		return take_name(r, out, JSON_FALSE);
	case 'n':
		return take_name(r, out, JSON_NULL);
	default:
		return take_number(r, out);
	}
}
