/*
 * Workbooks made in memory for tests, part by part, and what read_xlsx makes of them. XML stands in single quotes, for
 * the C around it.
 */
#ifndef PHASEOUT_TESTS_READ_BOOK_H
#define PHASEOUT_TESTS_READ_BOOK_H

#include "base/buf.h"
#include "dump.h"

#include <zip.h>

struct book_part {
	const char *name;
	struct str bytes;
};

enum { BOOK_PARTS = 300 };

struct book {
	struct book_part parts[BOOK_PARTS];
	size_t n;
};

#define BOOK_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOK_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BOOK_PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define BOOK_RELATION(id, type, target) "<Relationship Id='" id "' Type='" BOOK_R "/" type "' Target='" target "'/>"
#define BOOK_RELATIONS(all) "<Relationships xmlns='" BOOK_PACKAGE "'>" all "</Relationships>"
#define BOOK_WORKBOOK(before, sheets)                                                                                  \
	"<workbook xmlns='" BOOK_MAIN "' xmlns:r='" BOOK_R "'>" before "<sheets>" sheets "</sheets></workbook>"
#define BOOK_SHEET(body) "<worksheet xmlns='" BOOK_MAIN "'>" body "</worksheet>"
#define BOOK_DATA(rows) BOOK_SHEET("<sheetData>" rows "</sheetData>")
#define BOOK_STRINGS(all) "<sst xmlns='" BOOK_MAIN "'>" all "</sst>"
#define BOOK_STYLES(formats, cells)                                                                                    \
	"<styleSheet xmlns='" BOOK_MAIN "'><numFmts>" formats "</numFmts><cellXfs>" cells "</cellXfs></styleSheet>"

/* In place of the part of that name, or as a new one; the bytes are not copied. */
static inline void book_set(struct book *b, const char *name, struct str bytes)
{
	size_t i = 0;
	while (i < b->n && strcmp(b->parts[i].name, name) != 0)
		i++;
	assert_true(i < BOOK_PARTS);
	b->parts[i] = (struct book_part){name, bytes};
	b->n += i == b->n;
}

static inline void book_put(struct book *b, const char *name, const char *text)
{
	book_set(b, name, str_from(text));
}

static inline void book_drop(struct book *b, const char *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->parts[i].name, name) == 0)
			b->parts[i] = b->parts[--b->n];
}

#define BOOK_STYLE_SHEET "xl/styles.xml"
#define BOOK_SHEET_1 "xl/worksheets/sheet1.xml"
#define BOOK_SHARED "xl/sharedStrings.xml"

/* One sheet, 表, with that part; no shared string, no format. */
static inline struct book book_of(const char *sheet)
{
	struct book b = {.n = 0};
	book_put(&b, "[Content_Types].xml",
		 "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>");
	book_put(&b, "_rels/.rels", BOOK_RELATIONS(BOOK_RELATION("r1", "officeDocument", "xl/workbook.xml")));
	book_put(&b, "xl/workbook.xml", BOOK_WORKBOOK("", "<sheet name='表' sheetId='1' r:id='r1'/>"));
	book_put(&b, "xl/_rels/workbook.xml.rels",
		 BOOK_RELATIONS(BOOK_RELATION("r1", "worksheet", "worksheets/sheet1.xml") BOOK_RELATION(
			 "r2", "sharedStrings", "sharedStrings.xml") BOOK_RELATION("r3", "styles", "styles.xml")));
	book_put(&b, BOOK_SHARED, BOOK_STRINGS(""));
	book_put(&b, BOOK_STYLE_SHEET, BOOK_STYLES("", ""));
	book_put(&b, BOOK_SHEET_1, sheet);
	return b;
}

/* The archive; free it with buf_release. `password` NULL: not encrypted. */
static inline struct buf book_zip(const struct book *b, const char *password)
{
	zip_error_t error;
	zip_stat_t st;
	struct buf out;
	buf_init(&out);
	zip_error_init(&error);
	zip_source_t *sink = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = sink ? zip_open_from_source(sink, ZIP_TRUNCATE, &error) : NULL;
	assert_non_null(zip);
	zip_source_keep(sink);
	for (size_t i = 0; i < b->n; i++) {
		zip_source_t *s = zip_source_buffer(zip, b->parts[i].bytes.p, b->parts[i].bytes.n, 0);
		zip_int64_t at = s ? zip_file_add(zip, b->parts[i].name, s, ZIP_FL_ENC_UTF_8) : -1;
		assert_true(at >= 0);
		zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 0);
		if (password)
			assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_128, password), 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(sink), 0);
	assert_int_equal(zip_source_stat(sink, &st), 0);
	assert_true(buf_reserve(&out, st.size));
	assert_int_equal(zip_source_read(sink, out.p, st.size), (zip_int64_t)st.size);
	out.n = st.size;
	zip_source_close(sink);
	zip_source_free(sink);
	zip_error_fini(&error);
	return out;
}

/* What read_xlsx sends of it. */
static inline struct buf book_dump(const struct book *b, const char *table)
{
	struct buf bytes = book_zip(b, NULL), out;
	buf_init(&out);
	buf_adds(&out, "");
	dump_bytes(&out, read_xlsx, buf_str(&bytes), str_from(table));
	buf_release(&bytes);
	return out;
}

static inline void book_check(const struct book *b, const char *table, const char *want)
{
	struct buf got = book_dump(b, table);
	if (strcmp(got.p, want) != 0)
		fail_msg("got\n%swanted\n%s", got.p, want);
	buf_release(&got);
}

/* The same where only the beginning of the last line is known. */
static inline void book_check_end(const struct book *b, const char *want)
{
	struct buf got = book_dump(b, NULL);
	size_t at = got.n - 1;
	while (at && got.p[at - 1] != '\n')
		at--;
	if (strncmp(got.p + at, want, strlen(want)) != 0)
		fail_msg("got\n%swanted\n%s", got.p, want);
	buf_release(&got);
}

/* The first `from` in the bytes becomes `to`, of the same length. */
static inline void book_patch(struct buf *bytes, struct str from, struct str to)
{
	size_t at = str_find(buf_str(bytes), from);
	assert_true(at < bytes->n && from.n == to.n);
	memcpy(bytes->p + at, to.p, to.n);
}

#endif
