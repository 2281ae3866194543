#include "registry/format.h"

#define SAVE_AS_CSV "; save it as CSV and try again"

const char *format_name(enum format f)
{
	static const char *const names[] = {
		[FORMAT_TEXT] = "csv", [FORMAT_JSON] = "json", [FORMAT_XLSX] = "xlsx",
		[FORMAT_XLS] = "xls",  [FORMAT_HTML] = "html", [FORMAT_SQLITE] = "sqlite",
	};
	return names[f];
}

/* How files begin that are no text, or text of another kind. Longer starts before those that they begin with. */
static const struct signature {
	struct str start;
	enum format format;
	const char *msgid; /* of FORMAT_COUNT */
} signatures[] = {
	{STR_INIT("\xff\xfe\0\0"), FORMAT_COUNT, "UTF-32 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("\0\0\xfe\xff"), FORMAT_COUNT, "UTF-32 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("\xff\xfe<\0"), FORMAT_HTML, NULL}, /* UTF-16 */
	{STR_INIT("\xfe\xff\0<"), FORMAT_HTML, NULL},
	{STR_INIT("\xff\xfe"), FORMAT_TEXT, NULL},
	{STR_INIT("\xfe\xff"), FORMAT_TEXT, NULL},
	{STR_INIT("PK\x03\x04"), FORMAT_XLSX, NULL},
	{STR_INIT("PK\x05\x06"), FORMAT_XLSX, NULL}, /* a ZIP file without entries */
	{STR_INIT("\xd0\xcf\x11\xe0"), FORMAT_XLS, NULL},
	{STR_INIT("\x09\x08\x10\0\0\x06"), FORMAT_XLS, NULL}, /* a workbook's stream without its OLE file: BIFF8, */
	{STR_INIT("\x09\x08\x08\0\0\x05"), FORMAT_XLS, NULL}, /* BIFF5, */
	{STR_INIT("\x09\x04\x06\0"), FORMAT_XLS, NULL},       /* 4, 3 and 2 */
	{STR_INIT("\x09\x02\x06\0"), FORMAT_XLS, NULL},
	{STR_INIT("\x09\0\x04\0"), FORMAT_XLS, NULL},
	{STR_INIT("SQLite format 3\0"), FORMAT_SQLITE, NULL},
	{STR_INIT("MIME-Version:"), FORMAT_HTML, NULL}, /* a page in one file; its reader says what to do */
	{STR_INIT("%PDF-"), FORMAT_COUNT, "no table: a PDF file" SAVE_AS_CSV},
	{STR_INIT("{\\rtf"), FORMAT_COUNT, "no table: an RTF file" SAVE_AS_CSV},
	{STR_INIT("\x1f\x8b"), FORMAT_COUNT, "no table: a file packed by gzip; unpack it and try again"},
	{STR_INIT("\x89PNG"), FORMAT_COUNT, "no table: a PNG picture"},
	{STR_INIT("\xff\xd8\xff"), FORMAT_COUNT, "no table: a JPEG picture"},
};

static struct str without_space(struct str s)
{
	size_t i = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0;
	while (i < s.n && strchr(" \t\r\n", s.p[i]) && s.p[i])
		i++;
	return str_sub(s, i, s.n);
}

/* <html, <!DOCTYPE html, <table, <?xml: what stands in angle brackets begins no table of text. */
static bool is_markup(struct str s)
{
	return s.n > 1 && s.p[0] == '<' && (s.p[1] == '!' || s.p[1] == '?' || ((s.p[1] | 0x20) >= 'a' && (s.p[1] | 0x20) <= 'z'));
}

/* An object, or a list of them; [名称],… is a header of text. */
static bool is_json(struct str s)
{
	if (!s.n || (s.p[0] != '{' && s.p[0] != '['))
		return false;
	struct str inner = without_space(str_sub(s, 1, s.n));
	return inner.n && strchr(s.p[0] == '{' ? "\"}" : "{[]", inner.p[0]);
}

static size_t control_bytes(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n += (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f;
	}
	return n;
}

enum format format_find(struct words *problem, struct arena *a, struct str first_bytes)
{
	struct str s = str_sub(first_bytes, 0, FORMAT_BYTES);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const struct signature *known = &signatures[i];
		if (!str_starts(s, known->start))
			continue;
		if (known->msgid)
			*problem = (struct words){str_from(message(LANG_ZH, known->msgid)), str_from(message(LANG_EN, known->msgid))};
		return known->format;
	}
	size_t control = control_bytes(s);
	if (control * 10 > s.n) {
		*problem = words_printf(a, "no table: %zu of its first %zu bytes are control bytes", control, s.n);
		return FORMAT_COUNT;
	}
	struct str start = without_space(s);
	return is_markup(start) ? FORMAT_HTML : is_json(start) ? FORMAT_JSON : FORMAT_TEXT;
}
