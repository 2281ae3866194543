#include "read/html_charset.h"

#include "text/utf8.h"

const char *charset_name(enum charset c)
{
	static const char *const names[] = {
		[CHARSET_NONE] = "",            [CHARSET_UTF8] = "UTF-8",       [CHARSET_GB18030] = "GB18030",
		[CHARSET_UTF16LE] = "UTF-16LE", [CHARSET_UTF16BE] = "UTF-16BE", [CHARSET_WINDOWS_1252] = "windows-1252",
		[CHARSET_OTHER] = "",
	};
	return names[c];
}

enum charset charset_marked(struct str s, size_t *bom)
{
	static const struct {
		struct str mark;
		enum charset charset;
	} marks[] = {
		{STR_INIT("\xef\xbb\xbf"), CHARSET_UTF8},
		{STR_INIT("\xff\xfe"), CHARSET_UTF16LE},
		{STR_INIT("\xfe\xff"), CHARSET_UTF16BE},
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, marks[i].mark)) {
			*bom = marks[i].mark.n;
			return marks[i].charset;
		}
	*bom = 0;
	return CHARSET_NONE;
}

/* --- what the page declares --------------------------------------------------------------------------------------------- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Where `word` (in lower case) first stands in s, in any case, from `at` on; s.n where it does not. */
static size_t find(struct str s, size_t at, struct str word)
{
	while (at < s.n && !str_starts_any_case(str_sub(s, at, s.n), word))
		at++;
	return at;
}

static bool is_label(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.' || c == '+';
}

/* Behind `word` in the tag: = and a label, quoted or not. */
static struct str label_behind(struct str tag, struct str word)
{
	for (size_t at = 0; (at = find(tag, at, word)) < tag.n;) {
		at += word.n;
		while (at < tag.n && is_blank(tag.p[at]))
			at++;
		if (at == tag.n || tag.p[at] != '=')
			continue;
		at++;
		while (at < tag.n && (is_blank(tag.p[at]) || tag.p[at] == '"' || tag.p[at] == '\''))
			at++;
		size_t end = at;
		while (end < tag.n && is_label(tag.p[end]))
			end++;
		if (end > at)
			return str_sub(tag, at, end);
	}
	return STR_NONE;
}

static struct str label_of(struct str head)
{
	static const struct {
		struct str tag, word;
	} places[] = {{STR_INIT("<meta"), STR_INIT("charset")}, {STR_INIT("<?xml"), STR_INIT("encoding")}};
	for (size_t at = 0; at < head.n; at++) {
		struct str rest = str_sub(head, at, head.n);
		if (rest.p[0] != '<')
			continue;
		if (str_starts(rest, STR("<!--"))) { /* what is commented out declares nothing */
			at += find(rest, 4, STR("-->"));
			continue;
		}
		for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
			struct str label = STR_NONE;
			if (str_starts_any_case(rest, places[i].tag))
				label = label_behind(str_sub(rest, 0, find(rest, 0, STR(">"))), places[i].word);
			if (label.n)
				return label;
		}
	}
	return STR_NONE;
}

enum charset charset_declared(struct str *label, struct str head)
{
	static const struct {
		struct str name;
		enum charset charset;
	} labels[] = {
		{STR_INIT("utf-8"), CHARSET_UTF8},
		{STR_INIT("utf8"), CHARSET_UTF8},
		{STR_INIT("utf-16"), CHARSET_UTF8},
		{STR_INIT("utf-16le"), CHARSET_UTF8},
		{STR_INIT("utf-16be"), CHARSET_UTF8},
		{STR_INIT("unicode"), CHARSET_UTF8},
		{STR_INIT("gb2312"), CHARSET_GB18030},
		{STR_INIT("gb_2312-80"), CHARSET_GB18030},
		{STR_INIT("gbk"), CHARSET_GB18030},
		{STR_INIT("x-gbk"), CHARSET_GB18030},
		{STR_INIT("gb18030"), CHARSET_GB18030},
		{STR_INIT("cp936"), CHARSET_GB18030},
		{STR_INIT("ms936"), CHARSET_GB18030},
		{STR_INIT("windows-936"), CHARSET_GB18030},
		{STR_INIT("windows-1252"), CHARSET_WINDOWS_1252},
		{STR_INIT("cp1252"), CHARSET_WINDOWS_1252},
		{STR_INIT("iso-8859-1"), CHARSET_WINDOWS_1252},
		{STR_INIT("latin1"), CHARSET_WINDOWS_1252},
		{STR_INIT("us-ascii"), CHARSET_WINDOWS_1252},
		{STR_INIT("ascii"), CHARSET_WINDOWS_1252},
	};
	*label = label_of(head);
	if (!label->n)
		return CHARSET_NONE;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (label->n == labels[i].name.n && str_starts_any_case(*label, labels[i].name))
			return labels[i].charset;
	return CHARSET_OTHER;
}

/* --- what its bytes are ------------------------------------------------------------------------------------------------- */

struct charset_tally charset_tally_utf8(struct str s, bool whole)
{
	enum { LONGEST_CHARACTER = 4 };
	struct charset_tally t = {0, 0};
	for (size_t i = 0, length; i < s.n; i += length) {
		struct str rest = str_sub(s, i, s.n);
		int32_t c = utf8_next(rest, &length);
		if (c < 0 && !whole && rest.n < LONGEST_CHARACTER)
			break;
		t.bad += c < 0;
		t.good += c >= 0x80;
	}
	return t;
}

/*
 * Of GB18030 text, one character in seven happens to be valid UTF-8 and the others are two bad bytes each; damaged UTF-8 has
 * many good characters for each bad byte (registry/encoding.c settles CSV by the same).
 */
static bool is_utf8(struct charset_tally utf8)
{
	enum { DAMAGED = 4 };
	return !utf8.bad || utf8.good > DAMAGED * utf8.bad;
}

enum charset charset_settle(enum charset declared, struct charset_tally utf8, struct charset_tally gb18030)
{
	enum { SURE = 8 }; /* so many characters of UTF-8 are no chance: text in GB18030 has them once in 7^8 */
	bool any = utf8.good + utf8.bad > 0;
	switch (declared) {
	case CHARSET_GB18030:
		if (any && !utf8.bad && (gb18030.bad || utf8.good >= SURE))
			return CHARSET_UTF8;
		return any && is_utf8(utf8) && gb18030.bad > utf8.bad ? CHARSET_UTF8 : CHARSET_GB18030;
	case CHARSET_WINDOWS_1252:
	case CHARSET_OTHER:
		return !utf8.bad && (declared == CHARSET_OTHER || utf8.good) ? CHARSET_UTF8 : declared;
	case CHARSET_NONE:
	case CHARSET_UTF8:
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		break;
	}
	return is_utf8(utf8) || gb18030.bad >= utf8.bad ? CHARSET_UTF8 : CHARSET_GB18030;
}
