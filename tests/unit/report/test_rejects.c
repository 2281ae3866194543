/* The file of rejected rows: what is in it, and that every cell of it is read back as it was filed. */
#include "unit.h"

#include "registry/world.h"

#include "base/limits.h"
#include "os/spool.h"
#include "registry/csv.h"
#include "registry/rejects_file.h"
#include "report/rejects.h"
#include "report/rejects_writer.h"
#include "report/sink_text.h"
#include "report/xlsx_library.h"
#include "report/xlsx_text.h"
#include "screen/totals.h"

#include <sys/resource.h>
#include <signal.h>

/* --- a registry through the sink ----------------------------------------------------------------------------------- */

struct writing {
	struct sink *sink;
	struct buf out, all; /* all: what was written so far */
	struct totals totals;
};

static void begin_as(struct writing *t, const char *path, enum lang lang, int spill)
{
	static const struct run_info run;
	*t = (struct writing){.sink = NULL};
	buf_init(&t->out);
	buf_init(&t->all);
	t->sink = rejects_sink_new(&t->out, rejects_format_by_path(str_from(path)), lang, spill);
	assert_non_null(t->sink);
	t->sink->ops->begin(t->sink, &run);
}

static void begin(struct writing *t, const char *path, int spill)
{
	begin_as(t, path, LANG_EN, spill);
}

static void take(struct writing *t)
{
	buf_add(&t->all, buf_str(&t->out));
	buf_clear(&t->out);
}

static void end(struct writing *t)
{
	assert_true(t->sink->ops->agrees(t->sink, &t->totals));
	t->sink->ops->end(t->sink, NULL);
	take(t);
	while (t->sink->ops->more(t->sink))
		take(t);
	assert_false(t->sink->failed);
}

static void release(struct writing *t)
{
	t->sink->ops->free(t->sink);
	buf_release(&t->out);
	buf_release(&t->all);
}

/* Every row of a file, as screen.c gives them; the file is called `name`, its table `sheet`. */
static void give(struct writing *t, struct world *w, const char *name, const char *sheet, struct str bytes)
{
	static const struct registry_options none = {.encoding = ENCODING_AUTO};
	struct arena a;
	struct diags d;
	struct row row;
	struct input in = world_file(bytes);
	arena_init(&a);
	diags_init(&d, NULL, NULL);
	struct registry *g = registry_new(&w->reader, str_from(name), &in, &none, &d);
	bool begun = false;
	enum registry_status status;
	while ((status = registry_next(g, &row, &a)) == REGISTRY_ROW) {
		struct input_info info = {.name = str_from(name), .sheet = str_from(sheet), .header_row = registry_header_row(g)};
		info.columns = registry_columns(g, &info.n_columns);
		if (!begun)
			t->sink->ops->table_begin(t->sink, &info, NULL, 0);
		begun = true;
		t->totals.rejected += row_reason_rejects(row.reason);
		if (row.reason == REASON_NONE)
			t->sink->ops->item(t->sink, &row.items[0], NULL);
		else
			t->sink->ops->row(t->sink, str_from(name), &row);
		take(t);
		assert_false(t->sink->failed);
		arena_clear(&a);
	}
	assert_int_equal(status, REGISTRY_END);
	registry_free(g);
	input_close(&in);
	diags_release(&d);
	arena_release(&a);
}

static void want_csv(struct world *w, struct str bytes, const char *want)
{
	struct writing t;
	begin(&t, "r.csv", -1);
	give(&t, w, "in.csv", NULL, bytes);
	end(&t);
	assert_str(buf_str(&t.all), want);
	release(&t);
}

#define BOM "\xef\xbb\xbf"
#define MARKS "拒收原因,原文件,原行号,"

/* --- CSV ----------------------------------------------------------------------------------------------------------- */

static void ragged_rows_move_no_column(void **state)
{
	want_csv(*state, STR("设备名称,容积,备注\n高炉,380\n高炉,390,a,b,c\n高炉,450,\n"),
		 BOM MARKS "设备名称,容积,备注\r\n"
			   "\"another number of fields than the header: 2 fields, the header has 3\",in.csv,2,高炉,380\r\n"
			   "\"another number of fields than the header: 5 fields, the header has 3\",in.csv,3,高炉,390,a,b,c\r\n");
}

static void without_rejects_there_is_a_header(void **state)
{
	want_csv(*state, STR("title\n设备名称,容积\n高炉,380\n"), BOM ",,,title\r\n" MARKS "设备名称,容积\r\n");
	want_csv(*state, STR("设备名称,容积\n"), BOM MARKS "设备名称,容积\r\n");
}

/* What stands above a header stays there, in its rows; a header of two rows is one, in the row of the lower. */
static void the_header_keeps_its_row(void **state)
{
	want_csv(*state, STR("某县清单,,\n单位：立方米\n\n设备名称,容积,备注\n高炉,380\n"),
		 BOM ",,,某县清单,,\r\n,,,单位：立方米\r\n\r\n" MARKS "设备名称,容积,备注\r\n"
		     "\"another number of fields than the header: 2 fields, the header has 3\",in.csv,5,高炉,380\r\n");
	want_csv(*state, STR("企业情况,,1#高炉,\n名称,地址,容积（m³）,产能（万吨）\n甲厂,某地,380\n"),
		 BOM "\r\n" MARKS "企业名称,企业地址,1#高炉容积（m³）,1#高炉产能（万吨）\r\n"
		     "\"another number of fields than the header: 3 fields, the header has 4\",in.csv,3,甲厂,某地,380\r\n");
}

/* A row that is rejected above the header follows it: it would be the title of another table. */
static void rejected_above_the_header(void **state)
{
	want_csv(*state, STR("某县\xff清单\n2013年\n设备名称,容积\n高炉,380\n"),
		 BOM "\r\n,,,2013年\r\n" MARKS "设备名称,容积\r\n"
		     "\"bytes that are not of the encoding: the cell of column \"\"设备名称\"\" holds bytes that are no UTF-8: 0xFF at byte 7 of it\","
		     "in.csv,1,某县\xef\xbf\xbd清单\r\n");
}

static void what_cannot_be_told_apart_is_one_cell(void **state)
{
	want_csv(*state, STR("设备名称,容积,备注\n高炉,\"380,a\n高炉,390,b\n"),
		 BOM MARKS "设备名称,容积,备注\r\n"
			   "\"a quote that is never closed: a quote that opens on line 2 is never closed: everything from there to the end of the file, line 4, is "
			   "this one row; it could not be told apart: its text stands in one cell\",in.csv,2,\"高炉,\"\"380,a\n高炉,390,b\n\"\r\n");
}

static struct str cell_of(struct csv *c, size_t record, size_t field)
{
	struct record r;
	for (size_t i = 0; i < record; i++)
		assert_int_equal(csv_next(c, &r), CSV_RECORD);
	assert_true(field < r.n_fields);
	return r.fields[field];
}

/* Of what is too long for a cell the beginning, and the reason says so. */
static void what_is_cut_says_so(void **state)
{
	static const size_t lengths[] = {LIMIT_REJECT_CHARS - 10, LIMIT_REJECT_CHARS + 10, LIMIT_RECORD_BYTES + 10};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct writing t;
		struct csv c;
		struct buf b;
		buf_init(&b);
		buf_adds(&b, "设备名称,容积\n\"");
		for (size_t k = 0; k < lengths[i]; k++)
			buf_addc(&b, 'x');
		begin(&t, "r.csv", -1);
		give(&t, *state, "in.csv", NULL, buf_str(&b));
		end(&t);
		csv_init_bytes(&c, buf_str(&t.all));
		csv_set_separator(&c, ',');
		struct str why = cell_of(&c, 2, 0);
		bool cut = str_has(why, STR("the beginning of its text stands in one cell, the rest in the original file only"));
		assert_true(str_has(why, STR("it could not be told apart")));
		assert_int_equal(cut, i > 0);
		csv_release(&c);
		release(&t);
		buf_release(&b);
	}
}

/* The same rows again: they keep the place that they have, and no column is added. */
static void rejects_of_rejects(void **state)
{
	want_csv(*state, STR(MARKS "设备名称,容积\nold,甲.csv,17,高炉\nold,甲.csv,18,高炉,380\n,,,高炉\nold\n"),
		 BOM MARKS "设备名称,容积\r\n"
			   "\"another number of fields than the header: 4 fields, the header has 5\",甲.csv,17,高炉\r\n"
			   "\"another number of fields than the header: 4 fields, the header has 5\",in.csv,4,高炉\r\n"
			   "\"another number of fields than the header: 1 fields, the header has 5\",in.csv,5\r\n");
}

static void one_header_only(void **state)
{
	static const struct str first = STR_INIT("设备名称,容积\n高炉\n"), other = STR_INIT("设备名称,有效容积\n高炉\n");
	struct writing t;
	begin(&t, "r.csv", -1);
	give(&t, *state, "a.xlsx", "一月", first);
	give(&t, *state, "a.xlsx", "二月", first);
	give(&t, *state, "a.xlsx", "三月", STR("设备名称,有效容积\n高炉,380\n")); /* nothing of it was rejected */
	assert_int_equal(t.sink->trouble, SINK_FINE);
	assert_true(str_ends(buf_str(&t.all), STR("a.xlsx · 二月,2,高炉\r\n")));
	give(&t, *state, "a.xlsx", "四月", other);
	assert_int_equal(t.sink->trouble, SINK_USAGE);
	assert_true(str_has(t.sink->why.en, STR("\"a.xlsx · 一月\" and \"a.xlsx · 四月\"")));
	release(&t);
	/* the first table in which something was rejected gives the header */
	begin(&t, "r.csv", -1);
	give(&t, *state, "a.xlsx", "一月", STR("设备名称,有效容积\n高炉,380\n"));
	give(&t, *state, "a.xlsx", "二月", STR("设备名称\n高炉\n"));
	give(&t, *state, "a.xlsx", "三月", first);
	end(&t);
	assert_int_equal(t.sink->trouble, SINK_FINE);
	assert_true(str_starts(buf_str(&t.all), STR(BOM MARKS "设备名称,容积\r\n")));
	release(&t);
	begin(&t, "r.csv", -1);
	give(&t, *state, "a.xlsx", "一月", STR("设备名称,有效容积\n高炉,380\n"));
	give(&t, *state, "a.xlsx", "二月", STR("设备名称\n高炉\n"));
	give(&t, *state, "a.xlsx", "三月", STR("设备名称,容积\n高炉,1\n"));
	end(&t);
	assert_str(buf_str(&t.all), BOM MARKS "设备名称,有效容积\r\n");
	release(&t);
}

/* What was rejected and is not there is a defect. */
static void the_books_are_held(void **state)
{
	struct writing t;
	begin(&t, "r.csv", -1);
	give(&t, *state, "in.csv", NULL, STR("设备名称,容积\n高炉\n高炉\n"));
	assert_int_equal(t.totals.rejected, 2);
	assert_true(t.sink->ops->agrees(t.sink, &t.totals));
	t.totals.rejected = 3;
	assert_false(t.sink->ops->agrees(t.sink, &t.totals));
	t.totals.rejected = 1;
	assert_false(t.sink->ops->agrees(t.sink, &t.totals));
	release(&t);
}

/* --- read back ----------------------------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void random_text(struct buf *out, uint64_t *seed)
{
	static const char *const pieces[] = {"=", "+", "-", "@", "'", "\"", ",", "\r", "\n", "\t", " ", "5", "%", "炉", "－", "＝", "\x01", "　", "a", "\xef\xbf\xbd"};
	for (uint64_t n = next_random(seed) % 6; n; n--)
		buf_adds(out, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
}

static void every_cell_is_read_back(void **state)
{
	uint64_t seed = 7;
	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		struct buf cell, line;
		struct csv c;
		buf_init(&cell);
		buf_init(&line);
		random_text(&cell, &seed);
		buf_adds(&line, "x,");
		sink_csv_filed(&line, buf_str(&cell));
		buf_adds(&line, ",x\r\n");
		csv_init_bytes(&c, buf_str(&line));
		csv_set_separator(&c, ',');
		struct str read = cell_of(&c, 1, 1);
		assert_int_equal(rejects_need_guard(buf_str(&cell)), str_starts(read, STR("'")) && read.n == cell.n + 1);
		if (!str_eq(rejects_unguard(read), buf_str(&cell)))
			fail_msg("%.*s", STR_ARG(buf_str(&line)));
		csv_release(&c);
		buf_release(&cell);
		buf_release(&line);
	}
}

/* --- XLSX ---------------------------------------------------------------------------------------------------------- */

/* A part of the workbook that was written, unpacked; the caller releases it. */
static struct buf part_of(const struct writing *t, const char *name)
{
	struct xlsx_library lib;
	const char *why;
	char path[] = "/tmp/phaseout-rejects-XXXXXX", piece[4096];
	int fd = mkstemp(path), n;
	struct buf out;
	buf_init(&out);
	assert_true(fd >= 0 && write(fd, t->all.p, t->all.n) == (ssize_t)t->all.n);
	assert_true(xlsx_library_open(&lib, &why));
	void *zip = lib.unz_open(path);
	unlink(path);
	close(fd);
	assert_non_null(zip);
	if (lib.unz_locate(zip, name, 0) == 0 && lib.unz_open_file(zip) == 0) {
		while ((n = lib.unz_read(zip, piece, sizeof piece)) > 0)
			buf_add(&out, (struct str){piece, (size_t)n});
		assert_int_equal(lib.unz_close_file(zip), 0);
	}
	lib.unz_close(zip);
	return out;
}

static void has(const struct writing *t, const char *name, const char *want)
{
	struct buf part = part_of(t, name);
	if (!str_has(buf_str(&part), str_from(want)))
		fail_msg("%s has no %s:\n%.*s", name, want, STR_ARG(buf_str(&part)));
	buf_release(&part);
}

static bool has_part(const struct writing *t, const char *name)
{
	struct buf part = part_of(t, name);
	bool is = part.n > 0;
	buf_release(&part);
	return is;
}

static void workbook(void **state)
{
	struct writing t;
	int spill = spill_open();
	begin(&t, "r.XLSX", spill);
	give(&t, *state, "dir/a.b.csv", NULL, STR("某县清单\n\n设备名称,容积,备注\n高炉,007\n高炉,390,=1+1,b\n高炉,3\0000,_x0041_\n"));
	end(&t);
	assert_int_equal(t.sink->trouble, SINK_FINE);
	has(&t, "xl/workbook.xml", "name=\"a.b\"");
	assert_true(has_part(&t, "xl/worksheets/sheet1.xml"));
	assert_false(has_part(&t, "xl/worksheets/sheet2.xml"));
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"D1\" s=\"1\" t=\"inlineStr\"><is><t>某县清单</t></is></c>");
	has(&t, "xl/worksheets/sheet1.xml", "<row r=\"3\"");
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"A3\" s=\"1\" t=\"inlineStr\"><is><t>拒收原因</t></is></c>");
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"E3\" s=\"1\" t=\"inlineStr\"><is><t>容积</t></is></c>");
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"E4\" s=\"1\" t=\"inlineStr\"><is><t>007</t></is></c>");
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"F5\" s=\"1\" t=\"inlineStr\"><is><t>=1+1</t></is></c><c r=\"G5\"");
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"E6\" s=\"1\" t=\"inlineStr\"><is><t>3\xef\xbf\xbd" "0</t></is></c>");
	has(&t, "xl/worksheets/sheet1.xml", "<t>_x005F_x0041_</t>");
	has(&t, "xl/styles.xml", "numFmtId=\"49\"");
	release(&t);
	close(spill);
}

/* The same rows give the same bytes, whenever. */
static void workbooks_are_the_same(void **state)
{
	struct writing t[2];
	for (size_t i = 0; i < 2; i++) {
		int spill = spill_open();
		begin(&t[i], "r.xlsx", spill);
		give(&t[i], *state, "in.csv", NULL, STR("设备名称,容积\n高炉\n"));
		end(&t[i]);
		close(spill);
	}
	assert_true(t[0].all.n > 1000 && str_eq(buf_str(&t[0].all), buf_str(&t[1].all)));
	has(&t[0], "docProps/core.xml", "1980-01-01T00:00:00Z");
	release(&t[0]);
	release(&t[1]);
}

static void a_sheet_a_table(void **state)
{
	struct writing t;
	int spill = spill_open();
	begin(&t, "r.xlsx", spill);
	give(&t, *state, "a.xlsx", "一月", STR("设备名称\n高炉\n"));
	give(&t, *state, "a.xlsx", "二月", STR("设备名称,容积\n高炉\n"));
	give(&t, *state, "b.xlsx", "二月", STR("设备名称,有效容积\n高炉\n"));
	end(&t);
	has(&t, "xl/workbook.xml", "<sheet name=\"二月\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"二月 (2)\" sheetId=\"2\"");
	has(&t, "xl/worksheets/sheet1.xml", "<t>a.xlsx · 二月</t>");
	has(&t, "xl/worksheets/sheet2.xml", "<t>有效容积</t>");
	release(&t);
	close(spill);
}

static void a_full_sheet_is_followed_by_another(void **state)
{
	enum { ROWS = 1048576 };
	static const struct str header[] = {STR_INIT("拒收原因")}, cells[] = {STR_INIT("why"), STR_INIT("file")};
	const struct rejects_table table = {.file = STR("in.csv"), .header = {ROWS - 2, header, 1}};
	struct writing t = {.totals = {0}};
	int spill = spill_open();
	(void)state;
	buf_init(&t.all);
	struct rejects_writer *w = rejects_xlsx_new(&t.all, spill);
	w->ops->begin_table(w, &table);
	for (size_t i = 0; i < 3; i++)
		w->ops->line(w, cells, 2);
	w->ops->end(w);
	while (w->ops->more(w))
		;
	assert_int_equal(w->trouble, SINK_FINE);
	has(&t, "xl/worksheets/sheet1.xml", "<c r=\"B1048576\"");
	has(&t, "xl/workbook.xml", "<sheet name=\"in (2)\"");
	has(&t, "xl/worksheets/sheet2.xml", "<c r=\"B1048575\"");
	struct buf second = part_of(&t, "xl/worksheets/sheet2.xml");
	assert_false(str_has(buf_str(&second), STR("B1048576\"><") ));
	assert_false(str_has(buf_str(&second), STR("<c r=\"B1048576\"")));
	buf_release(&second);
	w->ops->free(w);
	buf_release(&t.all);
	close(spill);
}

/* A temporary file that does not take all is noticed, though the library does not look. */
static void a_full_disk_is_noticed(void **state)
{
	struct rlimit before, small = {.rlim_cur = 64 * 1024};
	struct buf b;
	struct writing t;
	int spill = spill_open();
	buf_init(&b);
	buf_adds(&b, "设备名称,容积\n");
	for (size_t i = 0; i < 2000; i++)
		buf_adds(&b, "高炉\n");
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small.rlim_max = before.rlim_max;
	begin(&t, "r.xlsx", spill);
	give(&t, *state, "in.csv", NULL, buf_str(&b));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	end(&t);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, handler);
	assert_int_equal(t.sink->trouble, SINK_UNWRITTEN);
	assert_true(str_starts(t.sink->why.en, STR("could not be written: ")));
	assert_int_equal(t.all.n, 0);
	release(&t);
	buf_release(&b);
	close(spill);
}

/* --- texts of a workbook ------------------------------------------------------------------------------------------- */

static void texts(void **state)
{
	static const char *const cases[][2] = {
		{"", ""},
		{"高炉\n\t", "高炉\n\t"},
		{"a\rb\x01", "a_x000D_b_x0001_"},
		{"_x0041_", "_x005F_x0041_"},
		{"_X00ff_", "_x005F_X00ff_"},
		{"_x041_ _x00G1_ _x0041", "_x041_ _x00G1_ _x0041"},
		{"__x0041_x0042_", "__x005F_x0041_x005F_x0042_"},
		{"\xef\xbf\xbe", "_xFFFE_"},
		{"bad \xff", "bad \xef\xbf\xbd"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out;
		buf_init(&out);
		buf_adds(&out, "");
		assert_true(xlsx_text(&out, str_from(cases[i][0])));
		assert_str(buf_str(&out), cases[i][1]);
		buf_release(&out);
	}
}

static void long_texts_are_cut(void **state)
{
	static const struct {
		const char *piece, *last;
		size_t n;
		size_t kept; /* bytes */
		bool fits;
	} cases[] = {
		{"a", "", XLSX_CELL, XLSX_CELL, true},
		{"a", "", XLSX_CELL + 1, XLSX_CELL, false},
		{"炉", "", XLSX_CELL, 3 * XLSX_CELL, true},
		{"a", "\xf0\xa0\x80\x80", XLSX_CELL - 2, XLSX_CELL + 2, true}, /* two units */
		{"a", "\xf0\xa0\x80\x80", XLSX_CELL - 1, XLSX_CELL - 1, false},
		{"a", "\x01", XLSX_CELL - 7, XLSX_CELL, true},
		{"a", "\x01", XLSX_CELL - 6, XLSX_CELL - 6, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf in, out;
		buf_init(&in);
		buf_init(&out);
		for (size_t k = 0; k < cases[i].n; k++)
			buf_adds(&in, cases[i].piece);
		buf_adds(&in, cases[i].last);
		assert_int_equal(xlsx_text(&out, buf_str(&in)), cases[i].fits);
		assert_int_equal(out.n, cases[i].kept);
		buf_release(&in);
		buf_release(&out);
	}
}

static void the_reason_says_that_a_cell_is_cut(void **state)
{
	for (size_t i = 0; i < 2; i++) {
		struct writing t;
		struct buf b;
		int spill = spill_open();
		buf_init(&b);
		buf_adds(&b, "设备名称,备注,容积\n高炉,");
		for (size_t k = 0; k < XLSX_CELL + i; k++)
			buf_addc(&b, 'x');
		buf_adds(&b, "\n");
		begin(&t, "r.xlsx", spill);
		give(&t, *state, "in.csv", NULL, buf_str(&b));
		end(&t);
		struct buf sheet = part_of(&t, "xl/worksheets/sheet1.xml");
		assert_int_equal(str_has(buf_str(&sheet), STR("; a cell is longer than a spreadsheet can hold: only its beginning stands here</t>")), i);
		buf_release(&sheet);
		release(&t);
		buf_release(&b);
		close(spill);
	}
}

static void names_of_sheets(void **state)
{
	static const struct {
		const char *wanted, *name;
	} cases[] = {
		{"Sheet1", "Sheet1"},
		{"sheet1", "sheet1 (2)"},
		{"SHEET1", "SHEET1 (3)"},
		{"", "Sheet"},
		{" 一月 ", "一月"},
		{"a/b\\c?d*e:f[g]", "a_b_c_d_e_f_g_"},
		{"'x'", "_x_"},
		{"history", "history (2)"},
		{"abcdefghijklmnopqrstuvwxyz01234", "abcdefghijklmnopqrstuvwxyz01234"},
		{"abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnopqrstuvwxyz0 (2)"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"},
		{"bad \xff", "bad _"},
		{"a\nb", "a_b"},
	};
	struct str taken[sizeof cases / sizeof *cases];
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		taken[i] = xlsx_sheet_name(&a, str_from(cases[i].wanted), taken, i);
		assert_str(taken[i], cases[i].name);
	}
	arena_release(&a);
}

static void formats(void **state)
{
	(void)state;
	assert_non_null(rejects_format_by_path(STR("a.CSV")));
	assert_true(rejects_is_single(rejects_format_by_path(STR("a.csv"))));
	assert_false(rejects_is_single(rejects_format_by_path(STR("dir.csv/a.xlsx"))));
	static const char *const none[] = {"", "-", "a", "a.xls", "a.txt", "a.csv/b", ".csv", "a.ndjson"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_null(rejects_format_by_path(str_from(none[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ragged_rows_move_no_column),
		cmocka_unit_test(without_rejects_there_is_a_header),
		cmocka_unit_test(the_header_keeps_its_row),
		cmocka_unit_test(rejected_above_the_header),
		cmocka_unit_test(what_cannot_be_told_apart_is_one_cell),
		cmocka_unit_test(what_is_cut_says_so),
		cmocka_unit_test(rejects_of_rejects),
		cmocka_unit_test(one_header_only),
		cmocka_unit_test(the_books_are_held),
		cmocka_unit_test(every_cell_is_read_back),
		cmocka_unit_test(workbook),
		cmocka_unit_test(workbooks_are_the_same),
		cmocka_unit_test(a_sheet_a_table),
		cmocka_unit_test(a_full_sheet_is_followed_by_another),
		cmocka_unit_test(a_full_disk_is_noticed),
		cmocka_unit_test(texts),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(the_reason_says_that_a_cell_is_cut),
		cmocka_unit_test(names_of_sheets),
		cmocka_unit_test(formats),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
