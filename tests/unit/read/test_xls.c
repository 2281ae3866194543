#include "unit.h"

#include "base/limits.h"
#include "biff_made.h"
#include "dump.h"
#include "read/number_text.h"

#include <freexl.h>

#define FIXTURES "tests/unit/read/fixtures/"
#define CORPUS "../shared/corpora/xlsx-xls-calamine/tests"

static void check(struct str bytes, const char *table, const char *want)
{
	struct buf out;
	buf_init(&out);
	dump_bytes(&out, read_xls, bytes, str_from(table));
	assert_str(buf_str(&out), want);
	buf_release(&out);
}

/* Ends the sheet, and holds what is made of it against `want` (without the line of the table). */
static void check_sheet(struct buf *b, const char *want)
{
	struct buf all;
	buf_init(&all);
	buf_printf(&all, "table Sheet1\n%s", want);
	made_end(b);
	check(buf_str(b), NULL, all.p);
	buf_release(&all);
}

/* --- whole files ------------------------------------------------------------------------------------------------- */

static void check_fixture(const char *path, const char *table, const char *want)
{
	struct buf out;
	buf_init(&out);
	dump_file(&out, read_xls, path, str_from(table));
	assert_str(buf_str(&out), want);
	buf_release(&out);
}

static void test_libreoffice(void **state)
{
	(void)state;
	check_fixture(FIXTURES "libreoffice.xls", NULL,
		      "table 设备台账\n"
		      "merge 6-7 0-2\n"
		      "row 1: 0 text 企业名称, 1 text 设备名称, 2 text 有效容积, 3 text 投产日期, 4 text 数量, 5 text "
		      "在用, 6 text 单位造价, 7 text 备注\n"
		      "row 2: 0 text 某某钢铁有限公司, 1 text 高炉, 2 text 450, 3 date 2003-01-15, 4 number 2, 5 "
		      "boolean TRUE, 6 number 0.1, 7 text ①②③\n"
		      "row 3: 0 text 乙公司, 1 text 转炉, 2 number 30.5吨, 3 date 2012-12-31 18:00:00, 4 number 6, 5 "
		      "boolean FALSE, "
		      "6 number 1234567.891, 7 text 乙公司（复核）\n"
		      "row 4: 0 text 丙公司, 1 text 烧结机, 2 number 90, 4 error #N/A, 6 error #DIV/0!\n"
		      "row 5: 4 number 8, 6 number 0\n"
		      "row 6: 0 text 合并\n"
		      "table 隐藏 hidden\n"
		      "row 1: 0 text x\n"
		      "table 空\n"
		      "complete 7\n");
}

/* Its formulas were never calculated. */
static void test_xlwt(void **state)
{
	(void)state;
	check_fixture(FIXTURES "xlwt.xls", NULL,
		      "table 台账\n"
		      "merge 4-6 0-1\n"
		      "row 1: 0 text 企业, 1 text 容积, 2 text 合计, 3 text 在用, 4 text 编号, 5 text 日期, 6 text "
		      "造价, 7 text 备注\n"
		      "row 2: 0 text 甲, 1 number 450m3, 2 formula =?, 3 boolean TRUE, 4 number 913700001234568000, 5 "
		      "date 2003-01-15, "
		      "6 scaled 1234500, 7 text 粗体字\n"
		      "row 3: 0 text 乙, 1 error #N/A, 2 formula =?, 3 boolean FALSE, 4 rounded 0.3, 5 date 2012-12-31 "
		      "18:00:00, 6 number -50%\n"
		      "row 4: 0 text 并\n"
		      "table 隐藏 hidden\n"
		      "row 1: 0 number 1\n"
		      "table 深藏 hidden\n"
		      "row 3: 3 text y\n"
		      "complete 6\n");
}

static void test_one_sheet(void **state)
{
	(void)state;
	check_fixture(FIXTURES "xlwt.xls", "深藏", "table 深藏 hidden\nrow 3: 3 text y\ncomplete 1\n");
	check_fixture(FIXTURES "xlwt.xls", "账",
		      "usage the workbook has no sheet \"账\" with cells; it has \"台账\", \"隐藏\", \"深藏\"\n");
}

static void test_encrypted(void **state)
{
	(void)state;
	check_fixture(
		FIXTURES "encrypted.xls", NULL,
		"unreadable the workbook is encrypted: open it in Excel, remove the password and save it again\n");
}

/* --- the compound file --------------------------------------------------------------------------------------------- */

struct file {
	struct buf bytes;
};

static void load(struct file *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	buf_init(&f->bytes);
	dump_slurp(&f->bytes, fd);
	close(fd);
}

static void put32(struct file *f, size_t at, uint32_t n)
{
	assert_true(at + 4 <= f->bytes.n);
	for (int i = 0; i < 4; i++)
		f->bytes.p[at + (size_t)i] = (char)(unsigned char)(n >> (8 * i));
}

static size_t sector_at(uint32_t sector)
{
	return ((size_t)sector + 1) * 512;
}

static uint32_t get32(const struct file *f, size_t at)
{
	return biff_u32(buf_str(&f->bytes), at);
}

/* Where the table says what follows a sector. */
static size_t follows_at(const struct file *f, uint32_t sector)
{
	return sector_at(get32(f, 76)) + 4 * (size_t)sector;
}

static size_t directory_at(const struct file *f)
{
	return sector_at(get32(f, 48));
}

/* The first stream, the workbook, is called something else. */
static void rename_stream(struct file *f, const char *name)
{
	size_t at = directory_at(f) + 128, n = strlen(name);
	assert_true(n < 32);
	memset(f->bytes.p + at, 0, 64);
	for (size_t i = 0; i < n; i++)
		f->bytes.p[at + 2 * i] = name[i];
	f->bytes.p[at + 64] = (char)(2 * n + 2);
}

static void check_renamed(const char *name, const char *want)
{
	struct file f;
	load(&f, FIXTURES "xlwt.xls");
	rename_stream(&f, name);
	if (str_starts(str_from(want), STR("table"))) {
		struct buf out;
		buf_init(&out);
		dump_bytes(&out, read_xls, buf_str(&f.bytes), STR("隐藏"));
		assert_true(str_starts(buf_str(&out), str_from(want)));
		buf_release(&out);
	} else {
		check(buf_str(&f.bytes), NULL, want);
	}
	buf_release(&f.bytes);
}

static void test_other_documents(void **state)
{
	(void)state;
	check_renamed("WORKBOOK", "table");
	check_renamed("Book", "table");
	check_renamed(
		"EncryptedPackage",
		"unreadable the workbook is encrypted: open it in Excel, remove the password and save it again\n");
	check_renamed("WordDocument", "unreadable this is a Word document, no workbook\n");
	check_renamed("PowerPoint Document", "unreadable this is a PowerPoint presentation, no workbook\n");
	check_renamed("__properties_version1.0", "unreadable this is an Outlook message, no workbook\n");
	check_renamed("Workbook1", "unreadable this is an Office file that holds no workbook\n");
}

#define DAMAGED(how) "unreadable the file is damaged: " how "; open it in a spreadsheet program and save it as .xlsx\n"

static void test_sectors(void **state)
{
	struct file f;
	uint32_t first;
	(void)state;
	load(&f, FIXTURES "xlwt.xls");
	first = get32(&f, directory_at(&f) + 128 + 116);
	assert_int_equal(get32(&f, follows_at(&f, first)), first + 1);

	put32(&f, follows_at(&f, first), first);
	check(buf_str(&f.bytes), NULL, DAMAGED("a chain of its sectors runs in a circle"));
	put32(&f, follows_at(&f, first + 2), first);
	put32(&f, follows_at(&f, first), first + 1);
	check(buf_str(&f.bytes), NULL, DAMAGED("a chain of its sectors runs in a circle"));
	put32(&f, follows_at(&f, first + 2), 0xfffffffe);
	check(buf_str(&f.bytes), NULL, DAMAGED("a chain of its sectors ends too early"));
	put32(&f, follows_at(&f, first + 2), 0xfffffff0);
	check(buf_str(&f.bytes), NULL, DAMAGED("a chain of its sectors leads out of the file"));
	put32(&f, follows_at(&f, first + 2), first + 3);
	check(buf_str(&f.bytes), "隐藏", "table 隐藏 hidden\nrow 1: 0 number 1\ncomplete 1\n");

	put32(&f, directory_at(&f) + 76, 0); /* below the root stands the root */
	check(buf_str(&f.bytes), NULL, DAMAGED("its directory is no tree"));
	put32(&f, directory_at(&f) + 76, 0xffffffff); /* nothing does */
	check(buf_str(&f.bytes), "隐藏", "table 隐藏 hidden\nrow 1: 0 number 1\ncomplete 1\n");
	put32(&f, 76, 0xfffffff0); /* where the table stands */
	check(buf_str(&f.bytes), NULL, DAMAGED("a chain of its sectors leads out of the file"));
	check(str_sub(buf_str(&f.bytes), 0, 511), NULL, DAMAGED("its header is none of a compound file"));
	buf_release(&f.bytes);
}

/* Some programs do not fill up the last sector. */
static void test_short_last_sector(void **state)
{
	struct file f;
	(void)state;
	load(&f, FIXTURES "libreoffice.xls");
	size_t entry = directory_at(&f) + 128;
	uint32_t first = get32(&f, entry + 116), size = get32(&f, entry + 120), before = first, last;
	while ((last = get32(&f, follows_at(&f, before))) < 0xfffffffa && get32(&f, follows_at(&f, last)) < 0xfffffffa)
		before = last;
	/* the stream's last sector anew, at the end of the file, and no longer than the stream needs; an EOF record is its end */
	uint32_t at_end = (uint32_t)(f.bytes.n / 512) - 1, used = (size - 1) % 512 + 1;
	assert_true(used > 4 && used < 512);
	buf_reserve(&f.bytes, 512);
	buf_add(&f.bytes, str_sub(buf_str(&f.bytes), sector_at(last), sector_at(last) + used));
	put32(&f, follows_at(&f, before), at_end);
	put32(&f, follows_at(&f, at_end), 0xfffffffe);
	check(buf_str(&f.bytes), "隐藏", "table 隐藏 hidden\nrow 1: 0 text x\ncomplete 1\n");
	check(str_sub(buf_str(&f.bytes), 0, f.bytes.n - 1), "隐藏",
	      DAMAGED("a chain of its sectors leads out of the file"));
	buf_release(&f.bytes);
}

static void test_size(void **state)
{
	struct buf out;
	int fd = memfd_create("input", 0);
	(void)state;
	buf_init(&out);
	assert_true(fd >= 0 && ftruncate(fd, LIMIT_XLS_BYTES) == 0);
	dump_fd(&out, read_xls, fd, STR_NONE);
	assert_str(buf_str(&out), "unreadable this is no workbook of a version that is known\n");
	buf_clear(&out);
	assert_true(ftruncate(fd, (off_t)LIMIT_XLS_BYTES + 1) == 0);
	dump_fd(&out, read_xls, fd, STR_NONE);
	assert_str(buf_str(&out), "limit the workbook is larger than 64 MiB, which is too much in this format; open it "
				  "in a spreadsheet program and "
				  "save it as .xlsx\n");
	close(fd);
	buf_release(&out);
}

/* --- cells ----------------------------------------------------------------------------------------------------------- */

static void test_numbers(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 450.0);
	made(&b, BIFF_NUMBER, "0000 0001 0000 f", 0.1 + 0.2);
	made(&b, BIFF_RK, "0000 0002 0000 0000070a"); /* 450 */
	made(&b, BIFF_RK, "0000 0003 0000 0000c0e7"); /* 123.45 */
	made(&b, BIFF_RK, "0000 0004 0000 407c2000"); /* 450, the upper half of it */
	made(&b, BIFF_MULRK, "0000 0005 0000 0000070a 0000 0000c0e7 0000 407c2000 0007");
	made(&b, BIFF_NUMBER, "0001 00ff 0000 f", -1e300);
	made(&b, BIFF_NUMBER, "ffff 0000 0000 f", 0.0);
	check_sheet(&b, "row 1: 0 number 450, 1 rounded 0.3, 2 number 450, 3 number 123.45, 4 number 450, 5 number "
			"450, 6 number 123.45, 7 number 450\n"
			"row 2: 255 rounded -1E+300\n"
			"row 65536: 0 number 0\n"
			"complete 3\n");
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 0000000000000000"); /* infinity and NaN are no numbers */
	made(&b, BIFF_NUMBER, "0000 0001 0000 7ff0000000000000");
	made(&b, BIFF_NUMBER, "0000 0002 0000 fff8000000000000");
	check_sheet(&b, "row 1: 0 number 0, 1 error #NUM!, 2 error #NUM!\ncomplete 1\n");
	buf_release(&b);
}

static void test_booleans_and_errors(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_BOOLERR, "0000 0000 0000 01 00");
	made(&b, BIFF_BOOLERR, "0000 0001 0000 00 00");
	made(&b, BIFF_BOOLERR, "0001 0000 0000 00 01");
	made(&b, BIFF_BOOLERR, "0001 0001 0000 07 01");
	made(&b, BIFF_BOOLERR, "0001 0002 0000 0f 01");
	made(&b, BIFF_BOOLERR, "0001 0003 0000 17 01");
	made(&b, BIFF_BOOLERR, "0001 0004 0000 1d 01");
	made(&b, BIFF_BOOLERR, "0001 0005 0000 24 01");
	made(&b, BIFF_BOOLERR, "0001 0006 0000 2a 01");
	made(&b, BIFF_BOOLERR, "0001 0007 0000 2b 01");
	check_sheet(&b, "row 1: 0 boolean TRUE, 1 boolean FALSE\n"
			"row 2: 0 error #NULL!, 1 error #DIV/0!, 2 error #VALUE!, 3 error #REF!, 4 error #NAME?, 5 "
			"error #NUM!, 6 error #N/A, 7 error #ERROR\n"
			"complete 2\n");
	buf_release(&b);
}

/* Cell formats 0 to 5 of these ids, with codes for some. */
static void add_formats(struct buf *b)
{
	made(b, BIFF_FORMAT, "00a4 0010 00 s", "[Red]0.00 \"m3\"_ ");
	made(b, BIFF_FORMAT, "00a5 0004 00 s", "0!.0,");
	made(b, BIFF_FORMAT, "00a6 0005 00 s", "\"No\"@");
	made(b, BIFF_XF, "0000 0000");
	made(b, BIFF_XF, "0000 000e"); /* 14, a date */
	made(b, BIFF_XF, "0000 0039"); /* 57, yyyy年m月 */
	made(b, BIFF_XF, "0000 00a4");
	made(b, BIFF_XF, "0000 00a5");
	made(b, BIFF_XF, "0000 00a6");
}

static void test_formats(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	add_formats(&b);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 37636.0);
	made(&b, BIFF_NUMBER, "0000 0001 0001 f", 37636.0);
	made(&b, BIFF_NUMBER, "0000 0002 0002 f", 37636.5);
	made(&b, BIFF_NUMBER, "0000 0003 0003 f", 450.125);
	made(&b, BIFF_NUMBER, "0000 0004 0004 f", 12345.0);
	made(&b, BIFF_NUMBER, "0000 0006 0006 f", 5.0); /* a cell format that is not there */
	made(&b, BIFF_MULRK, "0000 0007 0001 0000070a 0000 0000070a 0008");
	made(&b, BIFF_LABEL, "0000 0009 0005 0001 00 s", "7");
	check_sheet(&b, "row 1: 0 number 37636, 1 date 2003-01-15, 2 date 2003-01-15 12:00:00, 3 number 450.125 m3, 4 "
			"scaled 12345, 6 number 5, "
			"7 date 1901-03-25, 8 number 450, 9 text No7\n"
			"complete 1\n");
	made_begin(&b, 8);
	add_formats(&b);
	made(&b, BIFF_DATEMODE, "0001");
	made(&b, BIFF_NUMBER, "0000 0001 0001 f", 36174.0);
	check_sheet(&b, "row 1: 1 date 2003-01-15\ncomplete 1\n");
	buf_release(&b);
}

static void test_labels(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_LABEL, "0000 0000 0000 0003 00 s", "abc");
	made(&b, BIFF_LABEL, "0000 0001 0000 0002 01 u", "高炉");
	made(&b, BIFF_LABEL, "0000 0002 0000 0000 00");
	made(&b, BIFF_LABEL, "0000 0003 0000 0001 01 3000");
	made(&b, BIFF_RSTRING, "0000 0004 0000 0001 00 s 0000", "x");
	check_sheet(&b, "row 1: 0 text abc, 1 text 高炉, 4 text x\ncomplete 1\n");
	made_begin(&b, 8);
	made(&b, BIFF_LABEL, "0001 0001 0000 0004 00 s", "abc");
	made_end(&b);
	check(buf_str(&b), NULL,
	      "table Sheet1\nunreadable Sheet1!B2 holds a text that ends before its length; open the file in a "
	      "spreadsheet program and save it as .xlsx\n");
	buf_release(&b);
}

static void test_shared_strings(void **state)
{
	enum { LONG = 20000, WIDE = 4000 };
	static char text[LONG + 1];
	struct buf b, want;
	(void)state;
	buf_init(&b);
	buf_init(&want);
	memset(text, 'x', LONG);
	made_begin(&b, 8);
	/* it says that there is one; a text may be empty; a long one goes on in four records, wide and narrow */
	assert_int_equal(0x6d62, 2 * WIDE + LONG + 2);
	made(&b, BIFF_SST, "00000001 00000001 0002 01 u 0000 00 0001 00 s 6d62 01", "高炉", "x");
	text[WIDE] = 0;
	made(&b, BIFF_CONTINUE, "01 u", text);
	made(&b, BIFF_CONTINUE, "01 u", text);
	text[WIDE] = 'x';
	made(&b, BIFF_CONTINUE, "00 s", text);
	made(&b, BIFF_CONTINUE, "00 s 0001 00 s", "zz", "w");
	made(&b, BIFF_CONTINUE, "0001 00 s", "v");
	made(&b, BIFF_LABELSST, "0000 0000 0000 00000000");
	made(&b, BIFF_LABELSST, "0000 0001 0000 00000001");
	made(&b, BIFF_LABELSST, "0000 0002 0000 00000002");
	made(&b, BIFF_LABELSST, "0000 0003 0000 00000003");
	made(&b, BIFF_LABELSST, "0000 0004 0000 00000004");
	made(&b, BIFF_LABELSST, "0000 0005 0000 00000005");
	buf_printf(&want, "row 1: 0 text 高炉, 2 text x, 3 text %.*s%.*s%szz, 4 text w, 5 text v\ncomplete 1\n", WIDE,
		   text, WIDE, text, text);
	check_sheet(&b, want.p);
	buf_release(&want);
	buf_release(&b);
}

static void test_formulas(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_FORMULA, "0000 0000 0000 f 0000 00000000 0000", 900.0);
	made(&b, BIFF_FORMULA, "0000 0001 0000 f 0000 00000000 0000", 0.0); /* one that is calculated: so all are */
	made(&b, BIFF_FORMULA, "0000 0002 0000 ffff000000010001 0000 00000000 0000");
	made(&b, BIFF_FORMULA, "0000 0003 0000 ffff0000002a0002 0000 00000000 0000");
	made(&b, BIFF_FORMULA, "0000 0004 0000 ffff000000000003 0000 00000000 0000");
	made(&b, BIFF_FORMULA, "0000 0005 0000 ffff000000000000 0000 00000000 0000");
	made(&b, BIFF_STRING, "0002 01 u", "高炉");
	made(&b, BIFF_FORMULA, "0000 0006 0000 ffff000000000000 0000 00000000 0000");
	made(&b, BIFF_SHRFMLA, "00");
	made(&b, BIFF_STRING, "0004 00 s", "ab");
	made(&b, BIFF_CONTINUE, "00 s", "cd");
	made(&b, BIFF_FORMULA, "0000 0007 0000 ffff000000000000 0000 00000000 0000"); /* its text is not there */
	made(&b, BIFF_FORMULA, "0000 0008 0000 f 0002 00000000 0000", 0.0);           /* it asks to be calculated */
	made(&b, BIFF_FORMULA, "0000 0009 0000 ffff000000000009 0000 00000000 0000"); /* nobody knows what */
	check_sheet(&b, "row 1: 0 number 900, 1 number 0, 2 boolean TRUE, 3 error #N/A, 5 text 高炉, 6 text abcd, 7 "
			"formula =?, 8 formula =?, 9 formula =?\n"
			"complete 1\n");
	buf_release(&b);
}

static void test_formulas_that_nobody_calculated(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_FORMULA, "0000 0000 0000 f 0000 00000000 0000", 0.0);
	made(&b, BIFF_FORMULA, "0000 0001 0000 ffff000000000003 0000 00000000 0000");
	check_sheet(&b, "row 1: 0 formula =?, 1 formula =?\ncomplete 1\n");
	/* a program that says with which engine it calculates */
	made_begin(&b, 8);
	made(&b, BIFF_RECALCID, "01c1 0000 00018d54");
	made(&b, BIFF_FORMULA, "0000 0000 0000 f 0000 00000000 0000", 0.0);
	made(&b, BIFF_FORMULA, "0000 0001 0000 ffff000000000003 0000 00000000 0000");
	check_sheet(&b, "row 1: 0 number 0\ncomplete 1\n");
	/* saved before the last change was calculated */
	made_begin(&b, 8);
	made(&b, BIFF_UNCALCED, "0000");
	made(&b, BIFF_FORMULA, "0000 0000 0000 f 0000 00000000 0000", 5.0);
	check_sheet(&b, "row 1: 0 number 5\n"
			"notice the program that wrote the workbook did not calculate its formulas, whose values may "
			"be wrong; open it in a spreadsheet "
			"program and save it\n"
			"complete 1\n");
	made_begin(&b, 8);
	made(&b, BIFF_UNCALCED, "0000");
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 5.0);
	check_sheet(&b, "row 1: 0 number 5\ncomplete 1\n");
	buf_release(&b);
}

/* --- the sheet --------------------------------------------------------------------------------------------------------- */

static void test_order(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0002 0001 0000 f", 1.0);
	made(&b, BIFF_NUMBER, "0000 0002 0000 f", 2.0);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 3.0);
	made(&b, BIFF_NUMBER, "0001 0001 0000 f", 4.0);
	made(&b, BIFF_NUMBER, "0001 0001 0000 f", 4.0); /* twice the same */
	check_sheet(&b, "row 1: 0 number 3, 2 number 2\nrow 2: 1 number 4\nrow 3: 1 number 1\ncomplete 3\n");
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 3.0);
	made(&b, BIFF_NUMBER, "0001 001a 0000 f", 4.0);
	made(&b, BIFF_NUMBER, "0001 001a 0000 f", 5.0);
	made_end(&b);
	check(buf_str(&b), NULL,
	      "table Sheet1\nrow 1: 0 number 3\n"
	      "unreadable Sheet1!AA2 is a cell that stands twice; open the file in a spreadsheet program and save it "
	      "as .xlsx\n");
	buf_release(&b);
}

static void test_merges(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 1.0);
	made(&b, BIFF_MERGEDCELLS,
	     "0003 0004 0005 0000 0001 0001 0001 0002 0003 0000 0000 0000 0000"); /* the last one is a single cell */
	made(&b, BIFF_MERGEDCELLS, "0001 0000 0000 0000 00ff");
	check_sheet(&b, "merge 1-1 0-255\nmerge 2-2 2-3\nmerge 5-6 0-1\nrow 1: 0 number 1\ncomplete 1\n");
	made_begin(&b, 8);
	made(&b, BIFF_MERGEDCELLS,
	     "0004 0000 0002 0000 0001 0002 0003 0001 0001 0005 0004 0000 0000 0000 0001 0000 0100");
	check_sheet(&b, "merge 1-3 0-1\n"
			"notice sheet \"Sheet1\": 3 merged ranges overlap others or are none; they are ignored\n"
			"complete 0\n");
	buf_release(&b);
}

static void test_charts_in_a_sheet(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 1.0);
	made(&b, BIFF_BOF, "0600 0020 0dbb 07cc");
	made(&b, BIFF_NUMBER, "0000 0001 0000 f", 2.0); /* of the chart */
	made(&b, BIFF_BOF, "0600 0020 0dbb 07cc");
	made_end(&b);
	made_end(&b);
	made(&b, BIFF_NUMBER, "0001 0000 0000 f", 3.0);
	check_sheet(&b, "row 1: 0 number 1\nrow 2: 0 number 3\ncomplete 2\n");
	buf_release(&b);
}

/* A workbook with these sheets, all of them the same part. */
static void make_book(struct buf *b, unsigned n, unsigned sort_of_first)
{
	buf_clear(b);
	made(b, BIFF_BOF, "0600 0005 0dbb 07cc");
	for (unsigned i = 0; i < n; i++) {
		made(b, BIFF_BOUNDSHEET, "00000000 00 00 04 00 s", "0000");
		char name[16];
		snprintf(name, sizeof name, "s%03u", i);
		memcpy(b->p + b->n - 4, name, 4);
		b->p[b->n - 7] = (char)(i ? 0 : sort_of_first);
		/* where the sheet will stand */
		size_t at = (size_t)n * 16 + 12 + 4;
		memcpy(b->p + b->n - 12, &(char[]){(char)(at & 0xff), (char)(at >> 8), 0, 0}, 4);
	}
	made_end(b);
	made(b, BIFF_BOF, "0600 0010 0dbb 07cc");
	made_end(b);
}

static void test_sheets(void **state)
{
	struct buf b, out;
	(void)state;
	buf_init(&b);
	buf_init(&out);
	make_book(&b, 3, 2);
	check(buf_str(&b), NULL,
	      "notice sheet \"s000\" is skipped: it holds no cells but a chart\ntable s001\ntable s002\ncomplete 0\n");
	check(buf_str(&b), "s002", "table s002\ncomplete 0\n");
	check(buf_str(&b), "s000", "usage the workbook has no sheet \"s000\" with cells; it has \"s001\", \"s002\"\n");
	make_book(&b, 1, 1);
	check(buf_str(&b), NULL, "unreadable the workbook has no sheet with cells\n");
	make_book(&b, LIMIT_SHEETS, 0);
	dump_bytes(&out, read_xls, buf_str(&b), STR_NONE);
	assert_true(str_ends(buf_str(&out), STR("table s254\ncomplete 0\n")));
	make_book(&b, LIMIT_SHEETS + 1, 0);
	check(buf_str(&b), NULL, "limit the workbook has more than 255 sheets\n");
	buf_release(&out);
	buf_release(&b);
}

static void check_damaged(struct buf *b, const char *how, unsigned at)
{
	char want[300];
	snprintf(want, sizeof want,
		 "unreadable the workbook is damaged: %s (byte %u of its records); open it in a spreadsheet program "
		 "and save it as .xlsx\n",
		 how, at);
	check(buf_str(b), NULL, want);
}

static void test_damaged_records(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 8);
	unsigned start = (unsigned)b.n;
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 1.0);
	check_damaged(&b, "its records end too early", (unsigned)b.n);
	b.n--;
	check_damaged(&b, "its records end too early", start);

	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0000 0000 00000000 000000");
	made_end(&b);
	check_damaged(&b, "a cell's record is too short", start);

	made_begin(&b, 8);
	made(&b, BIFF_NUMBER, "0000 0100 0000 f", 1.0);
	made_end(&b);
	check_damaged(&b, "a cell stands beyond the last column", start);

	made_begin(&b, 8);
	made(&b, BIFF_MULRK, "0000 0005 0000 0000070a 0000 0000c0e7 0007");
	made_end(&b);
	check_damaged(&b, "a record of several cells is not as long as it says", start);

	made_begin(&b, 8);
	made(&b, BIFF_MERGEDCELLS, "0002 0000 0000 0000 0001");
	made_end(&b);
	check_damaged(&b, "a list of merged cells is too short", start);

	made_begin(&b, 8);
	made(&b, BIFF_LABELSST, "0004 0001 0000 00000000");
	made_end(&b);
	check(buf_str(&b), NULL,
	      "table Sheet1\nunreadable Sheet1!B5 holds a shared string that is not there; open the file in a "
	      "spreadsheet program and save it as .xlsx\n");

	make_book(&b, 1, 0);
	b.p[12 + 4] = 0; /* the sheet begins where the workbook does */
	check(buf_str(&b), NULL,
	      "unreadable the workbook is damaged: no sheet begins where one should (byte 0 of its records); open it "
	      "in a spreadsheet "
	      "program and save it as .xlsx\n");
	buf_clear(&b);
	made(&b, BIFF_BOF, "0700 0010");
	check(buf_str(&b), NULL, "unreadable this is no workbook of a version that is known\n");
	check(STR(""), NULL, "unreadable this is no workbook of a version that is known\n");
	buf_release(&b);
}

/* --- earlier versions ---------------------------------------------------------------------------------------------------- */

static void test_version_5(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 5);
	made(&b, BIFF_CODEPAGE, "03a8"); /* 936 */
	made(&b, BIFF_FORMAT, "00a4 06 s", "yyyy\xc4\xea");
	made(&b, BIFF_XF, "0000 0000");
	made(&b, BIFF_XF, "0000 00a4");
	made(&b, BIFF_LABEL, "0000 0000 0000 0004 s", "\xb8\xdf\xc2\xaf");
	made(&b, BIFF_RSTRING, "0000 0001 0000 0002 s 01 00 00", "\xb8\xdf");
	made(&b, BIFF_NUMBER, "0000 0002 0001 f", 37636.0);
	made(&b, BIFF_FORMULA, "0000 0003 0000 ffff000000000000 0000 00000000 0000");
	made(&b, BIFF_STRING, "0002 s", "\xc2\xaf");
	made(&b, BIFF_LABEL, "0000 0004 0000 0004 s", "a\xffz\xb8"); /* bytes of no character stay */
	check_sheet(&b, "row 1: 0 text 高炉, 1 text 高, 2 date 2003-01-15, 3 text 炉, 4 text a\xffz\xb8\ncomplete 1\n");

	made_begin(&b, 5);
	made(&b, BIFF_CODEPAGE, "04e4"); /* 1252 */
	made(&b, BIFF_LABEL, "0000 0000 0000 0002 s", "\xe9\x80");
	check_sheet(&b, "row 1: 0 text é€\ncomplete 1\n");

	made_begin(&b, 5);
	made(&b, BIFF_LABEL, "0000 0000 0000 0004 s", "\xb8\xdf\xc2\xaf");
	check_sheet(&b, "row 1: 0 text 高炉\nnotice the workbook does not say in which code page its texts are; they "
			"are read as GBK\ncomplete 1\n");

	made_begin(&b, 5);
	made(&b, BIFF_CODEPAGE, "270f");
	made(&b, BIFF_LABEL, "0000 0000 0000 0003 s", "abc"); /* ASCII is the same everywhere */
	check_sheet(&b, "row 1: 0 text abc\ncomplete 1\n");
	made_begin(&b, 5);
	made(&b, BIFF_CODEPAGE, "270f");
	made(&b, BIFF_LABEL, "0000 0000 0000 0001 s", "\xe9");
	check_sheet(&b, "unreadable the workbook's texts are in code page 9999, which is not read; open it in a "
			"spreadsheet program and save it as .xlsx\n");
	buf_release(&b);
}

/* As Excel 2 to 4 wrote them, and programs that export still do. */
static void test_versions_2_to_4(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made_begin(&b, 2);
	made(&b, BIFF_CODEPAGE, "03a8");
	made(&b, BIFF_INTEGER2, "0000 0000 000000 01c2");
	made(&b, BIFF_NUMBER2, "0000 0001 000000 f", 30.5);
	made(&b, BIFF_LABEL2, "0000 0002 000000 04 s", "\xb8\xdf\xc2\xaf");
	made(&b, BIFF_BOOLERR2, "0000 0003 000000 01 00");
	made(&b, BIFF_BOOLERR2, "0000 0004 000000 2a 01");
	made(&b, BIFF_FORMULA, "0000 0005 000000 f 00 00", 7.0);
	made(&b, BIFF_FORMULA, "0000 0006 000000 ffff000000000000 00 00");
	made(&b, BIFF_STRING2, "02 s", "\xc2\xaf");
	made(&b, BIFF_NUMBER2, "0000 0007 000c00 f", 37636.0); /* number format 12, a date */
	check_sheet(&b, "row 1: 0 number 450, 1 number 30.5, 2 text 高炉, 3 boolean TRUE, 4 error #N/A, 5 number 7, 6 "
			"text 炉, 7 date 2003-01-15\ncomplete 1\n");

	made_begin(&b, 3);
	made(&b, BIFF_FORMAT2, "01 s", "0");
	made(&b, BIFF_FORMAT2, "08 s", "yyyy-m-d");
	made(&b, BIFF_XF3, "00 00 0000");
	made(&b, BIFF_XF3, "00 01 0000");
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 450.0);
	made(&b, BIFF_RK, "0000 0001 0000 0000070a");
	made(&b, BIFF_NUMBER, "0000 0002 0001 f", 37636.0);
	made(&b, BIFF_LABEL, "0000 0003 0000 0002 s", "ab");
	made(&b, BIFF_FORMULA3, "0000 0004 0000 f 0000 00", 7.0);
	made(&b, BIFF_FORMULA3, "0000 0005 0000 ffff000000000000 0000 00");
	made(&b, BIFF_STRING, "0002 s", "cd");
	check_sheet(
		&b,
		"row 1: 0 number 450, 1 number 450, 2 date 2003-01-15, 3 text ab, 4 number 7, 5 text cd\ncomplete 1\n");

	made_begin(&b, 4);
	made(&b, BIFF_FORMAT, "0000 01 s", "0");
	made(&b, BIFF_FORMAT, "0000 08 s", "yyyy-m-d");
	made(&b, BIFF_XF4, "00 00 0000");
	made(&b, BIFF_XF4, "00 01 0000");
	made(&b, BIFF_NUMBER, "0000 0000 0000 f", 450.0);
	made(&b, BIFF_NUMBER, "0000 0002 0001 f", 37636.0);
	made(&b, BIFF_FORMULA4, "0000 0004 0000 f 0000 00", 7.0);
	check_sheet(&b, "row 1: 0 number 450, 2 date 2003-01-15, 4 number 7\ncomplete 1\n");
	buf_release(&b);
}

/* --- FreeXL ---------------------------------------------------------------------------------------------------------------- */

/*
 * Where FreeXL has a text or a number, we have it too, in the same place. What it has not is why it is not used (read/xls.c): cells that only we have are
 * counted, as are booleans and errors, which it takes for 1 and 0, and
 * percentages.
 */
struct oracle {
	struct str rest; /* of our dump, in whose order its cells come */
	unsigned same, others;
};

static void want_cell(struct oracle *o, const char *path, unsigned row, unsigned column, struct str text)
{
	char start[40];
	snprintf(start, sizeof start, "row %u:", row + 1);
	size_t at = str_find(o->rest, str_from(start));
	struct str line = str_sub(o->rest, at, o->rest.n);
	line = str_sub(line, 0, str_find(line, STR("\n")));
	snprintf(start, sizeof start, " %u ", column);
	struct str cell = str_sub(line, str_find(line, str_from(start)), line.n);
	cell = str_sub(cell, strlen(start), cell.n);
	struct str sort = str_sub(cell, 0, str_find(cell, STR(" ")));
	cell = str_sub(cell, sort.n + 1, cell.n);
	cell = str_sub(cell, 0, str_find(cell, STR(", ")));
	if (str_is(sort, "boolean") || str_is(sort, "error") || str_is(sort, "date") || str_ends(cell, STR("%")))
		o->others++;
	else if (str_starts(cell, str_sub(text, 0, str_find(text, STR(", ")))))
		o->same++;
	else
		fail_msg("%s: row %u, column %u: FreeXL has \"%.*s\", we have %.*s", path, row + 1, column,
			 STR_ARG(text), STR_ARG(line));
}

static void compare_cell(struct oracle *o, const char *path, unsigned row, unsigned column, const FreeXL_CellValue *v)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded;
	switch (v->type) {
	case FREEXL_CELL_INT:
		want_cell(o, path, row, column, number_text_binary(out, v->value.int_value, &rounded));
		break;
	case FREEXL_CELL_DOUBLE:
		want_cell(o, path, row, column, number_text_binary(out, v->value.double_value, &rounded));
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
		if (str_trim(str_from(v->value.text_value)).n)
			want_cell(o, path, row, column, str_from(v->value.text_value));
		break;
	default:
		break;
	}
}

static void compare_sheet(struct oracle *o, const char *path, const void *freexl, unsigned short sheet)
{
	const char *name = NULL;
	unsigned rows;
	unsigned short columns;
	struct buf ours;
	assert_int_equal(freexl_get_worksheet_name(freexl, sheet, &name), FREEXL_OK);
	assert_int_equal(freexl_select_active_worksheet(freexl, sheet), FREEXL_OK);
	assert_int_equal(freexl_worksheet_dimensions(freexl, &rows, &columns), FREEXL_OK);
	buf_init(&ours);
	dump_file(&ours, read_xls, path, str_from(name));
	o->rest = buf_str(&ours);
	/* FreeXL has charts for sheets */
	for (unsigned row = 0; row < rows && str_starts(o->rest, STR("table")); row++)
		for (unsigned short column = 0; column < columns; column++) {
			FreeXL_CellValue v;
			if (freexl_get_cell_value(freexl, row, column, &v) == FREEXL_OK)
				compare_cell(o, path, row, column, &v);
		}
	buf_release(&ours);
}

static void compare_file(struct oracle *o, const char *path)
{
	const void *freexl = NULL;
	unsigned sheets = 0;
	/* OK may come with no workbook at all */
	if (freexl_open(path, &freexl) != FREEXL_OK || !freexl)
		return;
	freexl_get_info(freexl, FREEXL_BIFF_SHEET_COUNT, &sheets);
	for (unsigned short i = 0; i < sheets; i++)
		compare_sheet(o, path, freexl, i);
	freexl_close(freexl);
}

static void test_oracle(void **state)
{
	static const char *const files[] = {"any_sheets",         "date",
					    "date_1904",          "issue219",
					    "issue444",           "issue_271",
					    "malformed_format",   "merge_cells",
					    "merged_range",       "ptgexp-truncated-operand",
					    "sheet_name_parsing", "sst_continue",
					    "xls_formula",        "xls_ref_String",
					    "xls_wrong_decimals"};
	struct oracle o = {.same = 0};
	(void)state;
	compare_file(&o, FIXTURES "xlwt.xls");
	compare_file(&o, FIXTURES "libreoffice.xls");
	assert_int_equal(o.same, 40);
	assert_int_equal(o.others, 4);
	if (access(CORPUS, R_OK) != 0) {
		print_message("skipped: %s is not here\n", CORPUS);
		return;
	}
	o.same = 0;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[200];
		snprintf(path, sizeof path, CORPUS "/%s.xls", files[i]);
		compare_file(&o, path);
	}
	assert_true(o.same > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_libreoffice),
		cmocka_unit_test(test_xlwt),
		cmocka_unit_test(test_one_sheet),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_other_documents),
		cmocka_unit_test(test_sectors),
		cmocka_unit_test(test_short_last_sector),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_booleans_and_errors),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_shared_strings),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_formulas_that_nobody_calculated),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_merges),
		cmocka_unit_test(test_charts_in_a_sheet),
		cmocka_unit_test(test_sheets),
		cmocka_unit_test(test_damaged_records),
		cmocka_unit_test(test_version_5),
		cmocka_unit_test(test_versions_2_to_4),
		cmocka_unit_test(test_oracle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
