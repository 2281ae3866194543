#include "registry/probe.h"

#define SAVE_AS_CSV "; save it as CSV and try again"

/* What is not read, by how it begins. Longer starts before those that they begin with. */
static const struct signature {
	struct str start;
	const char *msgid;
} signatures[] = {
	{STR_INIT("\xff\xfe\0\0"), "UTF-32 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("\0\0\xfe\xff"), "UTF-32 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("\xff\xfe"), "UTF-16 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("\xfe\xff"), "UTF-16 text is not read; save it as CSV UTF-8 and try again"},
	{STR_INIT("PK\x03\x04"), "no table: a ZIP file, perhaps an Excel workbook (.xlsx)" SAVE_AS_CSV},
	{STR_INIT("\xd0\xcf\x11\xe0"), "no table: perhaps an old Excel or Word file (.xls, .doc)" SAVE_AS_CSV},
	{STR_INIT("%PDF-"), "no table: a PDF file" SAVE_AS_CSV},
	{STR_INIT("{\\rtf"), "no table: an RTF file" SAVE_AS_CSV},
	{STR_INIT("\x1f\x8b"), "no table: a file packed by gzip; unpack it and try again"},
	{STR_INIT("\x89PNG"), "no table: a PNG picture"},
	{STR_INIT("\xff\xd8\xff"), "no table: a JPEG picture"},
	{STR_INIT("SQLite format 3"), "no table: an SQLite database; export the table as CSV and try again"},
};

static size_t control_bytes(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n += (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f;
	}
	return n;
}

struct words probe(struct arena *a, struct str first_bytes)
{
	struct str s = str_sub(first_bytes, 0, PROBE_BYTES);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (str_starts(s, signatures[i].start))
			return (struct words){str_from(message(LANG_ZH, signatures[i].msgid)),
					      str_from(message(LANG_EN, signatures[i].msgid))};
	size_t control = control_bytes(s);
	if (control * 10 <= s.n)
		return (struct words){STR_NONE, STR_NONE};
	return words_printf(a, "no table: %zu of its first %zu bytes are control bytes", control, s.n);
}
