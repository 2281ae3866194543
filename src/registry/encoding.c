#include "registry/encoding.h"

#include "text/utf8.h"

#include <stdint.h>

const char *encoding_name(enum encoding e)
{
	static const char *const names[] = {[ENCODING_AUTO] = "", [ENCODING_UTF8] = "UTF-8", [ENCODING_GB18030] = "GB18030",
					    [ENCODING_UTF16LE] = "UTF-16LE", [ENCODING_UTF16BE] = "UTF-16BE"};
	return names[e];
}

enum encoding encoding_other(enum encoding e)
{
	if (encoding_is_utf16(e))
		return e;
	return e == ENCODING_GB18030 ? ENCODING_UTF8 : ENCODING_GB18030;
}

static bool same_letters(struct str s, struct str upper)
{
	for (size_t i = 0; i < s.n && s.n == upper.n; i++) {
		char c = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
		if (c != upper.p[i])
			return false;
	}
	return s.n == upper.n;
}

bool encoding_parse(enum encoding *out, struct str s)
{
	/* GB2312 and GBK are parts of GB18030. */
	static const struct {
		struct str name;
		enum encoding encoding;
	} names[] = {
		{STR_INIT("UTF-8"), ENCODING_UTF8},      {STR_INIT("UTF8"), ENCODING_UTF8},
		{STR_INIT("GB18030"), ENCODING_GB18030}, {STR_INIT("GB-18030"), ENCODING_GB18030},
		{STR_INIT("GBK"), ENCODING_GB18030},     {STR_INIT("GB2312"), ENCODING_GB18030},
		{STR_INIT("CP936"), ENCODING_GB18030},   {STR_INIT("UTF-16LE"), ENCODING_UTF16LE},
		{STR_INIT("UTF-16BE"), ENCODING_UTF16BE},{STR_INIT("UTF-16"), ENCODING_UTF16LE},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (same_letters(s, names[i].name)) {
			*out = names[i].encoding;
			return true;
		}
	return false;
}

/* --- characters ------------------------------------------------------------------------------------------------ */

size_t ascii_length(struct str s)
{
	const uint64_t high = 0x8080808080808080u;
	size_t i = 0;
	for (uint64_t eight; i + sizeof eight <= s.n; i += sizeof eight) {
		memcpy(&eight, s.p + i, sizeof eight);
		if (eight & high)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/*
 * GB 18030-2005, 5.2: of the four-byte codes, those that stand for the rest of the BMP (to 0x8431A439) and for the
 * planes above it (0x90308130 to 0xE3329A35).
 */
static bool four_bytes_assigned(const unsigned char *b)
{
	enum { BMP_LAST = 39419, PLANES_FIRST = 189000, PLANES_LAST = 189000 + 0xfffff };
	unsigned index = (((b[0] - 0x81u) * 10 + (b[1] - 0x30u)) * 126 + (b[2] - 0x81u)) * 10 + (b[3] - 0x30u);
	return index <= BMP_LAST || (index >= PLANES_FIRST && index <= PLANES_LAST);
}

static bool is_lead(unsigned char b)
{
	return b >= 0x81 && b <= 0xfe;
}

static bool is_digit(unsigned char b)
{
	return b >= '0' && b <= '9';
}

static size_t gb18030_char(struct str s)
{
	const unsigned char *b = (const unsigned char *)s.p;
	if (b[0] < 0x80)
		return 1;
	if (!is_lead(b[0]) || s.n < 2)
		return 0;
	if (b[1] >= 0x40 && b[1] != 0x7f && b[1] != 0xff)
		return 2;
	bool four = s.n >= 4 && is_digit(b[1]) && is_lead(b[2]) && is_digit(b[3]);
	return four && four_bytes_assigned(b) ? 4 : 0;
}

size_t encoding_char(enum encoding e, struct str s)
{
	size_t length;
	if (e == ENCODING_GB18030)
		return gb18030_char(s);
	return utf8_next(s, &length) < 0 ? 0 : length;
}

size_t encoding_valid(enum encoding e, struct str s)
{
	size_t i = ascii_length(s), length;
	if (e != ENCODING_GB18030)
		return i + utf8_valid(str_sub(s, i, s.n));
	for (; i < s.n; i += length) {
		length = gb18030_char(str_sub(s, i, s.n));
		if (!length)
			break;
	}
	return i;
}

/* --- settling -------------------------------------------------------------------------------------------------- */

struct tally {
	size_t good, bad; /* characters beyond ASCII, bytes of none */
};

enum { LONGEST_CHARACTER = 4 };

static struct tally count(enum encoding e, struct str window, bool whole)
{
	struct tally t = {0, 0};
	for (size_t i = 0, length; i < window.n; i += length) {
		struct str rest = str_sub(window, i, window.n);
		length = ascii_length(rest);
		if (length)
			continue;
		length = encoding_char(e, rest);
		/* a character may be cut by the window's end */
		if (!length && !whole && rest.n < LONGEST_CHARACTER)
			break;
		t.good += length > 0;
		t.bad += !length;
		length += !length;
	}
	return t;
}

bool has_utf8_bom(struct str s)
{
	return str_starts(s, STR("\xef\xbb\xbf"));
}

void encoding_settle(struct settled *out, struct str window, bool whole)
{
	/*
	 * Of GB18030 text, one character in seven happens to be valid UTF-8 and the others are two bad bytes each; damaged UTF-8 has
	 * many good characters for each bad byte.
	 */
	enum { DAMAGED_UTF8 = 4 };
	*out = (struct settled){.encoding = ENCODING_UTF8, .bom = has_utf8_bom(window)};
	struct tally utf8 = count(ENCODING_UTF8, window, whole);
	out->chars = utf8.good;
	out->open = !utf8.good && !utf8.bad;
	if (out->bom || !utf8.bad || utf8.good > DAMAGED_UTF8 * utf8.bad) {
		out->damaged = utf8.bad > 0;
		return;
	}
	struct tally gb = count(ENCODING_GB18030, window, whole);
	if (gb.bad < utf8.bad) {
		out->encoding = ENCODING_GB18030;
		out->chars = gb.good;
		utf8 = gb;
	}
	out->damaged = utf8.bad > 0;
}
