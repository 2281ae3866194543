/* read_xlsx and what stands below it: damaged, hostile and other archives; every limit on both sides. */
#include "unit.h"

#include "base/limits.h"
#include "book.h"
#include "read/archive.h"
#include "read/xml.h"

#define SAVE_IT "; open the file in a spreadsheet program and save it as .xlsx\n"
#define OPEN_IT "; open it in a spreadsheet program and save it as .xlsx\n"
#define GET_IT "; get the file once more, or open it in a spreadsheet program and save it as .xlsx\n"

static void check_bytes(struct str bytes, const char *want)
{
	struct buf out;
	buf_init(&out);
	dump_bytes(&out, read_xlsx, bytes, STR_NONE);
	if (!str_is(buf_str(&out), want))
		fail_msg("got\n%.*swanted\n%s", STR_ARG(buf_str(&out)), want);
	buf_release(&out);
}

static void repeat(struct buf *out, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		buf_adds(out, text);
}

/* --- archives that are no workbook ----------------------------------------------------------------------------- */

static void test_other_archives(void **state)
{
	static const struct {
		const char *name, *text, *more, *want;
	} cases[] = {
		{"xl/workbook.bin", "", NULL, "unreadable no workbook: this is a binary workbook (.xlsb)" OPEN_IT},
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", NULL,
		 "unreadable no workbook: this is an OpenDocument spreadsheet (.ods)" OPEN_IT},
		{"mimetype", "application/vnd.oasis.opendocument.text", NULL,
		 "unreadable no workbook: this is an OpenDocument text, presentation or drawing; save the table in it "
		 "as .xlsx\n"},
		{"mimetype", "application/epub+zip", NULL,
		 "unreadable no workbook: this is a document of another program; save the table in it as .xlsx\n"},
		{"META-INF/MANIFEST.MF", "", "x.class", "unreadable no workbook: this is a Java program (.jar)\n"},
		{"AndroidManifest.xml", "", NULL, "unreadable no workbook: this is an Android program (.apk)\n"},
		{"Index/Document.iwa", "", NULL,
		 "unreadable no workbook: this is a document of Apple's programs; export it as .xlsx\n"},
		{"2023/台账.XLSX", "", "readme.txt",
		 "unreadable no workbook: this is a ZIP archive that holds \"2023/台账.XLSX\"; unpack it first\n"},
		{"readme.txt", "", "a.csv",
		 "unreadable no workbook: this is a ZIP archive that holds \"a.csv\"; unpack it first\n"},
		{"readme.txt", "", NULL, "unreadable no workbook: this is a ZIP archive of something else\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book b = {.n = 0};
		book_put(&b, cases[i].name, cases[i].text);
		if (cases[i].more)
			book_put(&b, cases[i].more, "");
		book_check(&b, NULL, cases[i].want);
	}
}

static void test_other_office_documents(void **state)
{
	static const struct {
		const char *target, *text, *want;
	} cases[] = {
		{"word/document.xml", "<w:document/>",
		 "unreadable no workbook: this is a Word document; save the table in it as .xlsx\n"},
		{"ppt/presentation.xml", "<p:presentation/>",
		 "unreadable no workbook: this is a PowerPoint presentation; save the table in it as .xlsx\n"},
		{"visio/document.xml", "<VisioDocument/>",
		 "unreadable no workbook: this is a Visio drawing; save the table in it as .xlsx\n"},
		{"xl/workbook.bin", "\x83", "unreadable no workbook: this is a binary workbook (.xlsb)" OPEN_IT},
		{"x.xml", "<FixedDocument/>",
		 "unreadable part \"x.xml\", line 1, column 1: another part was expected here than this, whose first "
		 "element is FixedDocument\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book b = {.n = 0};
		char relations[512];
		snprintf(relations, sizeof relations,
			 BOOK_RELATIONS("<Relationship Id='a' Type='" BOOK_R "/officeDocument' Target='%s'/>"),
			 cases[i].target);
		book_put(&b, "_rels/.rels", relations);
		book_put(&b, cases[i].target, cases[i].text);
		book_check(&b, NULL, cases[i].want);
	}
}

/* --- damage ---------------------------------------------------------------------------------------------------- */

static void test_no_archive(void **state)
{
	static const char *const bytes[] = {"", "P", "PK", "PK\3\4", "a,b\n1,2\n", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"};
	(void)state;
	for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
		check_bytes(str_from(bytes[i]), "unreadable this is no ZIP archive, as .xlsx files are, or its end is "
						"missing; get the file once more\n");
}

/* Cut anywhere, an archive is unreadable; nothing of it is taken for the whole. */
static void test_cut_off(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	struct buf bytes = book_zip(&b, NULL), out;
	(void)state;
	buf_init(&out);
	for (size_t n = 0; n < bytes.n; n++) {
		buf_clear(&out);
		dump_bytes(&out, read_xlsx, str_sub(buf_str(&bytes), 0, n), STR_NONE);
		assert_true(str_starts(buf_str(&out), STR("unreadable ")));
	}
	buf_release(&out);
	buf_release(&bytes);
}

/* Any byte changed: the same rows, or trouble; never other rows. */
static void test_every_byte_changed(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	struct buf bytes = book_zip(&b, NULL), out;
	size_t same = 0;
	(void)state;
	buf_init(&out);
	for (size_t i = 0; i < bytes.n; i++) {
		bytes.p[i] ^= 0x55;
		buf_clear(&out);
		dump_bytes(&out, read_xlsx, buf_str(&bytes), STR_NONE);
		bytes.p[i] ^= 0x55;
		if (str_is(buf_str(&out), "table 表\nrow 1: 0 number 1\ncomplete 1\n"))
			same++;
		else if (!str_has(buf_str(&out), STR("unreadable ")) && !str_has(buf_str(&out), STR("limit ")))
			fail_msg("byte %zu: %s", i, out.p);
	}
	assert_true(same < bytes.n);
	buf_release(&out);
	buf_release(&bytes);
}

/* The central directory's entry of a part; its fields stand at fixed offsets before the name. */
static char *entry_of(struct buf *bytes, const char *name)
{
	struct str rest = buf_str(bytes);
	for (size_t at = 0; at < bytes->n; at++) {
		struct str here = str_sub(rest, at, rest.n);
		if (str_starts(here, (struct str){"PK\1\2", 4}) &&
		    str_starts(str_sub(here, 46, here.n), str_from(name)))
			return bytes->p + at;
	}
	fail_msg("there is no entry %s", name);
	return NULL;
}

enum { METHOD_AT = 10, CRC_AT = 16, SIZE_AT = 24 };

static void test_damaged_parts(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	(void)state;
	struct buf bytes = book_zip(&b, NULL);
	entry_of(&bytes, BOOK_SHEET_1)[CRC_AT] ^= 1;
	check_bytes(buf_str(&bytes),
		    "table 表\nunreadable part \"xl/worksheets/sheet1.xml\": its checksum is wrong" GET_IT);
	buf_release(&bytes);

	bytes = book_zip(&b, NULL);
	entry_of(&bytes, BOOK_SHEET_1)[SIZE_AT]++;
	check_bytes(buf_str(&bytes), "table 表\nunreadable part \"xl/worksheets/sheet1.xml\": it is longer or shorter "
				     "than the archive says" GET_IT);
	buf_release(&bytes);

	bytes = book_zip(&b, NULL);
	entry_of(&bytes, BOOK_SHEET_1)[METHOD_AT] = 97;
	check_bytes(buf_str(&bytes),
		    "table 表\nunreadable part \"xl/worksheets/sheet1.xml\": it is packed by an unknown method" GET_IT);
	buf_release(&bytes);
}

/* What libzip says it will inflate is not what is counted. */
static void test_sizes_that_lie(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	struct buf bytes = book_zip(&b, NULL);
	(void)state;
	memset(entry_of(&bytes, "xl/workbook.xml") + SIZE_AT, 0, 4);
	check_bytes(buf_str(&bytes),
		    "unreadable part \"xl/workbook.xml\": it is longer or shorter than the archive says" GET_IT);
	memset(entry_of(&bytes, "xl/workbook.xml") + SIZE_AT, 0xfe, 4);
	check_bytes(buf_str(&bytes),
		    "unreadable part \"xl/workbook.xml\": it is longer or shorter than the archive says" GET_IT);
	buf_release(&bytes);
}

static void test_encrypted(void **state)
{
	struct book b = book_of(BOOK_DATA(""));
	struct buf bytes = book_zip(&b, "secret");
	(void)state;
	check_bytes(buf_str(&bytes), "unreadable part \"_rels/.rels\" is encrypted; unpack the archive with its "
				     "password, or save the workbook without one\n");
	buf_release(&bytes);
}

static void test_names_that_stand_twice(void **state)
{
	struct book b = book_of(BOOK_DATA(""));
	(void)state;
	book_put(&b, "xl/Worksheets/Sheet1.XML", BOOK_DATA("<row><c><v>1</v></c></row>"));
	book_check(&b, NULL,
		   "table 表\nunreadable part \"xl/worksheets/sheet1.xml\" stands in the archive twice; which one "
		   "counts cannot be told" SAVE_IT);
	/* of a part that is not read it does not matter */
	b = book_of(BOOK_DATA(""));
	book_put(&b, "docProps/app.xml", "");
	book_put(&b, "docprops/App.xml", "");
	book_check(&b, NULL, "table 表\ncomplete 0\n");
	/* the very same name */
	b = book_of(BOOK_DATA(""));
	book_put(&b, "xl/worksheets/sheet2.xml", BOOK_DATA("<row><c><v>1</v></c></row>"));
	struct buf bytes = book_zip(&b, NULL);
	memcpy(entry_of(&bytes, "xl/worksheets/sheet2.xml") + 46, BOOK_SHEET_1, strlen(BOOK_SHEET_1));
	check_bytes(buf_str(&bytes), "table 表\nunreadable part \"xl/worksheets/sheet1.xml\" stands in the archive "
				     "twice; which one counts cannot be told" SAVE_IT);
	buf_release(&bytes);
}

/* --- XML ------------------------------------------------------------------------------------------------------- */

static void test_document_types(void **state)
{
	static const char *const parts[] = {"_rels/.rels",     "xl/_rels/workbook.xml.rels",
					    "xl/workbook.xml", BOOK_SHARED,
					    BOOK_STYLE_SHEET,  BOOK_SHEET_1};
	static const char *const types[] = {
		"<!DOCTYPE x>",
		"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
		"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
		"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
		"'&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
		"<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://example.org/'> %p;]>",
	};
	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
			struct book b = book_of(BOOK_DATA(""));
			char text[1024], want[256];
			for (size_t p = 0; p < b.n; p++)
				if (strcmp(b.parts[p].name, parts[i]) == 0)
					snprintf(text, sizeof text, "<?xml version='1.0'?>\n\n%s%s", types[t],
						 b.parts[p].bytes.p);
			book_put(&b, parts[i], text);
			snprintf(want, sizeof want, "unreadable part \"%s\", line 3, column ", parts[i]);
			book_check_end(&b, want);
			struct buf got = book_dump(&b, NULL);
			assert_true(
				str_ends(buf_str(&got), STR(": a document type stands here, which no workbook has\n")));
			buf_release(&got);
		}
}

static void test_malformed(void **state)
{
	static const struct {
		const char *sheet, *want;
	} cases[] = {
		{"", "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 1: not well-formed XML: no element "
		     "found\n"},
		{"<worksheet>\n <sheetData></worksheet>", "unreadable part \"xl/worksheets/sheet1.xml\", line 2, "
							  "column 15: not well-formed XML: mismatched tag\n"},
		{"<worksheet><sheetData><row><c><v>1</v></c></row>",
		 "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 49: not well-formed XML: no element "
		 "found\n"},
		{"<worksheet>\xff</worksheet>", "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 12: not "
						"well-formed XML: not well-formed (invalid token)\n"},
		{"<worksheet>&x;</worksheet>", "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 12: not "
					       "well-formed XML: undefined entity\n"},
		{"<worksheet/><worksheet/>", "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 13: not "
					     "well-formed XML: junk after document element\n"},
		{"<chartsheet/>", "unreadable part \"xl/worksheets/sheet1.xml\", line 1, column 1: another part was "
				  "expected here than this, whose first element is chartsheet\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book b = book_of(cases[i].sheet);
		book_check_end(&b, cases[i].want);
	}
}

/* Depth counts wherever the elements stand. */
static void test_depth(void **state)
{
	(void)state;
	for (int depth = LIMIT_XML_DEPTH; depth <= LIMIT_XML_DEPTH + 1; depth++)
		for (int kind = 0; kind < 2; kind++) {
			const char *open = kind ? "<mc:AlternateContent>" : "<x>",
				   *close = kind ? "</mc:AlternateContent>" : "</x>";
			struct book b = book_of("");
			struct buf sheet;
			buf_init(&sheet);
			buf_adds(&sheet, "<worksheet>");
			repeat(&sheet, open, (size_t)depth - 1);
			repeat(&sheet, close, (size_t)depth - 1);
			buf_adds(&sheet, "</worksheet>");
			book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
			if (depth == LIMIT_XML_DEPTH)
				book_check(&b, NULL, "table 表\ncomplete 0\n");
			else
				book_check_end(&b, "limit part \"xl/worksheets/sheet1.xml\", line 1, column ");
			buf_release(&sheet);
		}
}

static void test_long_tags(void **state)
{
	static const struct {
		const char *before, *after;
	} kinds[] = {{"<row x='", "'/>"}, {"<!-- ", " -->"}, {"<?x ", "?>"}, {"<", "/>"}};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (int times = 1; times <= 2; times++) {
			struct book b = book_of("");
			struct buf sheet;
			buf_init(&sheet);
			buf_adds(&sheet, "<worksheet><sheetData>");
			buf_adds(&sheet, kinds[i].before);
			/* not a sharp border: a tag is measured whenever a piece of the part has come */
			repeat(&sheet, "x",
			       times == 1 ? LIMIT_XML_TAG_BYTES - 100 : LIMIT_XML_TAG_BYTES + 2 * 64 * 1024);
			buf_printf(&sheet, "%s<row><c><v>1</v></c></row></sheetData></worksheet>", kinds[i].after);
			book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
			if (times == 1)
				book_check_end(&b, "complete 1\n");
			else
				book_check_end(&b, "limit part \"xl/worksheets/sheet1.xml\", line 1, column 23: a tag "
						   "or a comment stands here that does not end\n");
			buf_release(&sheet);
		}
}

/* A text is cut right behind LIMIT_CELL_BYTES and one more; its row goes on. */
static void test_long_texts(void **state)
{
	static const struct {
		const char *before, *after;
		bool shared;
	} kinds[] = {
		{"<row><c t='str'><v>", "</v></c><c><v>1</v></c></row>", false},
		{"<row><c t='inlineStr'><is><t>", "</t></is></c><c><v>1</v></c></row>", false},
		{"<row><c t='inlineStr'><is><r><t>x</t></r><r><t>", "</t></r></is></c><c><v>1</v></c></row>", false},
		{"<row><c><v>", "</v></c><c><v>1</v></c></row>", false},
		{"<row><c><f>", "</f></c><c><v>1</v></c></row>", false},
		{"<sst><si><t>", "</t></si></sst>", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (size_t n = LIMIT_CELL_BYTES - 1; n <= LIMIT_CELL_BYTES + 100000;
		     n += n <= LIMIT_CELL_BYTES ? 1 : 33000) {
			struct book b = book_of("<worksheet><sheetData><row><c "
						"t='s'><v>0</v></c><c><v>1</v></c></row></sheetData></worksheet>");
			struct buf part, got;
			buf_init(&part);
			buf_printf(&part, "%s%s", kinds[i].shared ? "" : "<worksheet><sheetData>", kinds[i].before);
			repeat(&part, "x", n);
			buf_printf(&part, "%s%s", kinds[i].after, kinds[i].shared ? "" : "</sheetData></worksheet>");
			book_set(&b, kinds[i].shared ? BOOK_SHARED : BOOK_SHEET_1, buf_str(&part));
			got = book_dump(&b, NULL);
			size_t most =
				n + (strstr(kinds[i].before, "<t>x</t>") || strstr(kinds[i].before, "<f>") ? 1 : 0);
			most = most < LIMIT_CELL_BYTES + 1 ? most : LIMIT_CELL_BYTES + 1;
			size_t at = str_find(buf_str(&got), STR("row 1: ")),
			       end = str_find(buf_str(&got), STR(", 1 number 1\ncomplete 1\n"));
			assert_true(at < got.n && end < got.n);
			struct str cell = str_sub(buf_str(&got), at + strlen("row 1: 0 text "), end);
			if (strstr(kinds[i].before, "<f>"))
				cell = str_sub(cell, strlen("formula") - strlen("text"), cell.n);
			assert_int_equal(cell.n, most);
			buf_release(&got);
			buf_release(&part);
		}
}

/* A number of which digits were cut is no number: another one would be made of it. */
static void test_long_numbers(void **state)
{
	(void)state;
	for (size_t n = LIMIT_CELL_BYTES; n <= LIMIT_CELL_BYTES + 1; n++) {
		struct book b = book_of("");
		struct buf sheet, got;
		buf_init(&sheet);
		buf_adds(&sheet, "<worksheet><sheetData><row><c><v>");
		repeat(&sheet, "1", n);
		buf_adds(&sheet, "</v></c></row></sheetData></worksheet>");
		book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
		got = book_dump(&b, NULL);
		assert_true(str_starts(buf_str(&got),
				       str_from(n == LIMIT_CELL_BYTES
							? "table 表\nrow 1: 0 rounded 1.11111111111111E+65535\n"
							: "table 表\nrow 1: 0 text 11111")));
		buf_release(&got);
		buf_release(&sheet);
	}
}

/* Rows are bounded too. */
static void test_long_rows(void **state)
{
	enum { TEXT = LIMIT_CELL_BYTES - 100, HEAD = FRAME_HEAD + 8 + 4, CELL_HEAD = 9 };
	(void)state;
	for (int over = 0; over < 2; over++) {
		struct book b = book_of("");
		struct buf sheet;
		size_t left = LIMIT_RECORD_BYTES - HEAD + (size_t)over;
		buf_init(&sheet);
		buf_adds(&sheet, "<worksheet><sheetData><row r='7'>");
		while (left) {
			size_t n = left > 2 * TEXT ? TEXT : left > TEXT ? left / 2 : left;
			buf_adds(&sheet, "<c t='str'><v>");
			repeat(&sheet, "x", n - CELL_HEAD);
			buf_adds(&sheet, "</v></c>");
			left -= n;
		}
		buf_adds(&sheet, "</row></sheetData></worksheet>");
		book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
		if (over)
			book_check(&b, NULL, "table 表\nlimit row 7 is longer than 4194304 bytes\n");
		else
			book_check_end(&b, "complete 1\n");
		buf_release(&sheet);
	}
}

/* --- bombs ----------------------------------------------------------------------------------------------------- */

static void test_bombs(void **state)
{
	static const char *const parts[] = {"_rels/.rels", BOOK_SHARED, BOOK_STYLE_SHEET, BOOK_SHEET_1};
	struct buf bomb;
	(void)state;
	buf_init(&bomb);
	buf_adds(&bomb, "<worksheet>");
	repeat(&bomb, "                                                                ", 20 * 1024 * 1024 / 64);
	buf_adds(&bomb, "</worksheet>");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct book b = book_of(BOOK_DATA(""));
		char want[200];
		/* blanks before the root would do, but for the root's own name */
		static const char *const names[] = {"Relationships", "sst", "styleSheet", "worksheet"};
		struct buf part;
		buf_init(&part);
		buf_printf(&part, "<%s>", names[i]);
		buf_add(&part, str_sub(buf_str(&bomb), strlen("<worksheet>"), bomb.n - strlen("</worksheet>")));
		buf_printf(&part, "</%s>", names[i]);
		book_set(&b, parts[i], buf_str(&part));
		snprintf(want, sizeof want,
			 "limit part \"%s\" unpacks to more than 250 times its size: no table does\n", parts[i]);
		book_check_end(&b, want);
		buf_release(&part);
	}
	buf_release(&bomb);
	/* up to 16 MiB nobody minds */
	struct book b = book_of("");
	buf_init(&bomb);
	buf_adds(&bomb, "<worksheet>");
	repeat(&bomb, "                ", 1024 * 1024 - 2);
	buf_adds(&bomb, "</worksheet>");
	assert_true(bomb.n <= 16 * 1024 * 1024);
	book_set(&b, BOOK_SHEET_1, buf_str(&bomb));
	book_check(&b, NULL, "table 表\ncomplete 0\n");
	buf_release(&bomb);
}

/* An archive opened by hand, so that the counter can stand right before its limit. */
static void test_inflated_bytes(void **state)
{
	static const char text[] = "123456789";
	const uint64_t most = (uint64_t)LIMIT_INFLATED_MIB * 1024 * 1024;
	struct book b = {.n = 0};
	struct buf bytes;
	(void)state;
	book_put(&b, "x", text);
	bytes = book_zip(&b, NULL);
	int fd = memfd_create("zip", 0);
	assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	for (int over = 0; over < 2; over++) {
		struct arena arena;
		struct archive a;
		struct part p;
		char room[64];
		size_t n;
		arena_init(&arena);
		struct read_job job = {.fd = fd, .size = bytes.n, .arena = &arena};
		assert_int_equal(archive_open(&a, &job), READ_OK);
		a.inflated = most - strlen(text) + (uint64_t)over;
		assert_int_equal(part_open(&p, &a, STR("x"), false), READ_OK);
		assert_int_equal(part_read(&n, &p, room, sizeof room), over ? READ_LIMIT : READ_OK);
		if (over)
			assert_str(job.problem.en, "part \"x\": the workbook is more than 4096 MiB once unpacked");
		part_close(&p);
		/* what is read once more is not counted once more */
		a.inflated = most;
		assert_int_equal(part_open(&p, &a, STR("x"), true), READ_OK);
		assert_int_equal(part_read(&n, &p, room, sizeof room), READ_OK);
		assert_int_equal(n, strlen(text));
		assert_int_equal(part_read(&n, &p, room, sizeof room), READ_OK);
		assert_int_equal(n, 0);
		part_close(&p);
		archive_close(&a);
		arena_release(&arena);
	}
	close(fd);
	buf_release(&bytes);
}

static void test_number_of_entries(void **state)
{
	enum { LOCAL = 30 + 6, CENTRAL = 46 + 6, END = 22 };
	(void)state;
	/* written by hand: libzip is slow at so many */
	for (unsigned n = LIMIT_ZIP_ENTRIES; n <= LIMIT_ZIP_ENTRIES + 1; n++) {
		struct buf zip;
		buf_init(&zip);
		for (int central = 0; central < 2; central++)
			for (unsigned i = 0; i < n; i++) {
				char entry[CENTRAL] = "PK\3\4";
				char *name = entry + (central ? CENTRAL : LOCAL) - 6;
				char digits[8];
				if (central)
					memcpy(entry, "PK\1\2", 4);
				entry[central ? 28 : 26] = 6;
				if (central)
					for (int byte = 0; byte < 4; byte++)
						entry[42 + byte] = (char)(unsigned char)((i * LOCAL) >> (8 * byte));
				snprintf(digits, sizeof digits, "%06u", i);
				memcpy(name, digits, 6);
				buf_add(&zip, (struct str){entry, central ? CENTRAL : LOCAL});
			}
		unsigned char end[END] = "PK\5\6";
		end[8] = end[10] = (unsigned char)n;
		end[9] = end[11] = (unsigned char)(n >> 8);
		for (int byte = 0; byte < 4; byte++) {
			end[12 + byte] = (unsigned char)((n * CENTRAL) >> (8 * byte));
			end[16 + byte] = (unsigned char)((n * LOCAL) >> (8 * byte));
		}
		buf_add(&zip, (struct str){(const char *)end, END});
		check_bytes(buf_str(&zip),
			    n == LIMIT_ZIP_ENTRIES
				    ? "unreadable no workbook: this is a ZIP archive of something else\n"
				    : "limit the archive has 10001 entries; a workbook has at most 10000\n");
		buf_release(&zip);
	}
}

/* Where there is no temporary file, texts that memory should not hold stop the reading. */
static void test_no_temporary_file(void **state)
{
	(void)state;
	for (int over = 0; over < 2; over++) {
		struct book b = book_of(BOOK_DATA(""));
		struct arena arena;
		struct buf strings, bytes;
		buf_init(&strings);
		buf_adds(&strings, "<sst>");
		for (size_t n = 0; n < LIMIT_SHARED_STRING_BYTES; n += 1024) {
			buf_adds(&strings, "<si><t>");
			repeat(&strings, "xxxxxxxxxxxxxxxx", 1024 / 16);
			buf_adds(&strings, "</t></si>");
		}
		buf_adds(&strings, over ? "<si><t>x</t></si></sst>" : "</sst>");
		book_set(&b, BOOK_SHARED, buf_str(&strings));
		bytes = book_zip(&b, NULL);
		int fd = memfd_create("zip", 0);
		assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
		arena_init(&arena);
		struct read_job job = {.fd = fd, .size = bytes.n, .spill = -1, .arena = &arena, .out_fd = -1};
		buf_init(&job.out);
		assert_int_equal(read_xlsx(&job), over ? READ_LIMIT : READ_OK);
		if (over)
			assert_str(job.problem.en, "the texts of the workbook are more than 8388608 bytes, and there "
						   "is no temporary file for them");
		buf_release(&job.out);
		arena_release(&arena);
		close(fd);
		buf_release(&bytes);
		buf_release(&strings);
	}
}

/* --- lists ----------------------------------------------------------------------------------------------------- */

static void test_number_of_formats(void **state)
{
	static const struct {
		const char *before, *each, *after;
	} kinds[] = {{"<styleSheet><cellXfs>", "<xf/>", "</cellXfs></styleSheet>"},
		     {"<styleSheet><numFmts>", "<numFmt numFmtId='200' formatCode='0'/>", "</numFmts></styleSheet>"}};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (size_t n = LIMIT_CELL_FORMATS; n <= LIMIT_CELL_FORMATS + 1; n++) {
			struct book b = book_of(BOOK_DATA(""));
			struct buf styles;
			buf_init(&styles);
			buf_adds(&styles, kinds[i].before);
			repeat(&styles, kinds[i].each, n);
			buf_adds(&styles, kinds[i].after);
			book_set(&b, BOOK_STYLE_SHEET, buf_str(&styles));
			book_check(&b, NULL,
				   n == LIMIT_CELL_FORMATS
					   ? "table 表\ncomplete 0\n"
					   : "limit the styles of the workbook hold more than 65536 formats\n");
			buf_release(&styles);
		}
}

static void test_length_of_formats(void **state)
{
	(void)state;
	for (size_t n = LIMIT_FORMAT_BYTES; n <= LIMIT_FORMAT_BYTES + 1; n++) {
		struct book b = book_of(BOOK_DATA(""));
		struct buf styles;
		buf_init(&styles);
		buf_adds(&styles, "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='");
		repeat(&styles, "0", n);
		buf_adds(&styles, "'/></numFmts></styleSheet>");
		book_set(&b, BOOK_STYLE_SHEET, buf_str(&styles));
		book_check(&b, NULL,
			   n == LIMIT_FORMAT_BYTES
				   ? "table 表\ncomplete 0\n"
				   : "limit number format 200 of the workbook is longer than 1024 bytes\n");
		buf_release(&styles);
	}
}

static void test_number_of_relations(void **state)
{
	(void)state;
	for (size_t n = LIMIT_ZIP_ENTRIES; n <= LIMIT_ZIP_ENTRIES + 1; n++) {
		struct book b = book_of(BOOK_DATA(""));
		struct buf relations;
		buf_init(&relations);
		buf_adds(&relations, "<Relationships>");
		repeat(&relations, "<Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>", n);
		buf_adds(&relations, "</Relationships>");
		book_set(&b, "xl/_rels/workbook.xml.rels", buf_str(&relations));
		book_check(&b, NULL,
			   n == LIMIT_ZIP_ENTRIES ? "table 表\ncomplete 0\n"
						  : "limit the workbook points at more than 10000 parts\n");
		buf_release(&relations);
	}
}

static void test_length_of_names(void **state)
{
	(void)state;
	for (size_t n = LIMIT_CELL_BYTES; n <= LIMIT_CELL_BYTES + 1; n++) {
		struct book b = book_of(BOOK_DATA(""));
		struct buf workbook;
		buf_init(&workbook);
		buf_adds(&workbook, "<workbook><sheets><sheet r:id='r1' name='");
		repeat(&workbook, "x", n);
		buf_adds(&workbook, "'/></sheets></workbook>");
		book_set(&b, "xl/workbook.xml", buf_str(&workbook));
		book_check_end(&b, n == LIMIT_CELL_BYTES ? "complete 0\n"
							 : "limit the name of sheet 1 is longer than 65536 bytes\n");
		buf_release(&workbook);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_other_archives),
		cmocka_unit_test(test_other_office_documents),
		cmocka_unit_test(test_no_archive),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_every_byte_changed),
		cmocka_unit_test(test_damaged_parts),
		cmocka_unit_test(test_sizes_that_lie),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_names_that_stand_twice),
		cmocka_unit_test(test_document_types),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_long_tags),
		cmocka_unit_test(test_long_texts),
		cmocka_unit_test(test_long_numbers),
		cmocka_unit_test(test_long_rows),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_inflated_bytes),
		cmocka_unit_test(test_no_temporary_file),
		cmocka_unit_test(test_number_of_entries),
		cmocka_unit_test(test_number_of_formats),
		cmocka_unit_test(test_length_of_formats),
		cmocka_unit_test(test_number_of_relations),
		cmocka_unit_test(test_length_of_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
