/* Tables of containers: sheets with headers of their own, merged cells, cells that are more than their text. What phaseout-read would send is written by hand. */
#include "unit.h"
#include "world.h"

#include "base/limits.h"

#include <sys/stat.h>

/* --- a helper that sends what was written ------------------------------------------------------------------------ */

struct sent {
	struct buf frames;
	uint64_t rows;
	char folder[64], frames_path[96], helper_path[96];
};

static void sent_init(struct sent *s)
{
	*s = (struct sent){.rows = 0};
	buf_init(&s->frames);
	frame_sandbox(&s->frames, SANDBOX_LIMITS);
}

static void table(struct sent *s, const char *name)
{
	frame_table(&s->frames, str_from(name), SHEET_VISIBLE);
}

/* Cells with | between; "~" begins with its sort as a letter: ~d2003-01-15 a date, ~e an error, ~f a formula, ~s a scaled number, ~n a number, ~r a rounded one. */
static void row(struct sent *s, uint64_t number, const char *cells)
{
	static const char letters[CELL_SORTS] = {[CELL_NUMBER] = 'n', [CELL_ROUNDED] = 'r', [CELL_DATE] = 'd', [CELL_BOOLEAN] = 'b',
						 [CELL_ERROR] = 'e', [CELL_FORMULA] = 'f', [CELL_SCALED] = 's'};
	struct frame_row r;
	struct str rest = str_from(cells);
	frame_row_begin(&r, &s->frames, number);
	for (uint32_t column = 0; rest.n; column++) {
		size_t bar = str_find(rest, STR("|"));
		struct str cell = str_sub(rest, 0, bar);
		enum cell_sort sort = CELL_TEXT;
		rest = str_sub(rest, bar < rest.n ? bar + 1 : rest.n, rest.n);
		if (cell.n > 1 && *cell.p == '~') {
			sort = (enum cell_sort)((const char *)memchr(letters, cell.p[1], CELL_SORTS) - letters);
			cell = str_sub(cell, 2, cell.n);
		}
		if (cell.n)
			frame_row_cell(&r, &s->frames, column, sort, cell);
	}
	s->rows += frame_row_end(&r, &s->frames);
}

static void merge(struct sent *s, uint32_t first_row, uint32_t last_row, uint32_t column)
{
	frame_merge(&s->frames, first_row, last_row, column, column);
}

static void write_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	assert_int_equal(fclose(f), 0);
}

static void send(struct sent *s)
{
	char script[256];
	snprintf(s->folder, sizeof s->folder, "/tmp/phaseout-tables-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	snprintf(s->frames_path, sizeof s->frames_path, "%s/frames", s->folder);
	snprintf(s->helper_path, sizeof s->helper_path, "%s/helper", s->folder);
	assert_false(s->frames.failed);
	write_file(s->frames_path, buf_str(&s->frames));
	snprintf(script, sizeof script, "#!/bin/sh\nexec /bin/cat %s\n", s->frames_path);
	write_file(s->helper_path, str_from(script));
	assert_int_equal(chmod(s->helper_path, 0700), 0);
}

static void sent_release(struct sent *s)
{
	unlink(s->frames_path);
	unlink(s->helper_path);
	rmdir(s->folder);
	buf_release(&s->frames);
}

/* --- what the registry makes of it ------------------------------------------------------------------------------- */

static const char *const shown_fields[] = {"effective_volume", "annual_capacity", "model", "commissioning_date"};

static void show_item(struct buf *out, const struct world *w, const struct item *i)
{
	buf_printf(out, "%.*s%s", STR_ARG(i->kind ? i->kind->id : STR("?")), i->count_open ? "*?" : "");
	if (i->enterprise.n)
		buf_printf(out, "@%.*s", STR_ARG(i->enterprise));
	for (size_t f = 0; f < sizeof shown_fields / sizeof *shown_fields; f++) {
		const struct field *field = vocabulary_field(w->vocabulary, str_from(shown_fields[f]));
		const struct value *v = field ? item_value(i, field) : NULL;
		if (!v || v->face == FACE_BLANK)
			continue;
		buf_adds(out, "=");
		if (v->face == FACE_READ)
			value_write(out, v);
		else
			buf_adds(out, face_name(v->face));
	}
}

/* "Sheet!2:blast_furnace=380 m3 …" behind the words that stopped it, and its notices, each in a line of its own. */
static void run(struct buf *out, struct world *w, struct sent *s, const struct registry_options *given)
{
	struct registry_options o = given ? *given : (struct registry_options){.encoding = ENCODING_AUTO};
	struct input in = world_file(STR("PK\x03\x04 whatever"));
	struct diags d;
	struct arena a;
	struct row r;
	enum registry_status status;
	uint64_t rows = 0;
	size_t n;
	frame_complete(&s->frames, s->rows);
	send(s);
	o.helper = s->helper_path;
	buf_init(out);
	arena_init(&a);
	diags_init(&d, NULL, NULL);
	struct registry *g = registry_new(&w->reader, STR("in.xlsx"), &in, &o, &d);
	assert_non_null(g);
	while ((status = registry_next(g, &r, &a)) == REGISTRY_ROW) {
		rows += r.n_rows;
		buf_printf(out, "%s%.*s!%llu:", out->n ? " " : "", STR_ARG(r.sheet), (unsigned long long)r.number);
		if (r.reason != REASON_NONE)
			buf_adds(out, row_reason_name(r.reason));
		for (size_t i = 0; i < r.n_items; i++)
			show_item(out, w, &r.items[i]);
		arena_clear(&a);
	}
	assert_true(rows == registry_rows(g));
	if (status != REGISTRY_END)
		buf_printf(out, " stopped %d: %.*s", (int)status, STR_ARG(registry_problem(g).en));
	const struct words *notices = registry_notices(g, &n);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "\n%.*s", STR_ARG(notices[i].en));
	assert_int_equal(registry_sandbox(g), SANDBOX_LIMITS);
	registry_free(g);
	diags_release(&d);
	arena_release(&a);
	input_close(&in);
	sent_release(s);
}

static void want_with(struct world *w, struct sent *s, const struct registry_options *o, const char *expected)
{
	struct buf out;
	run(&out, w, s, o);
	assert_string_equal(out.p, expected);
	buf_release(&out);
}

static void want(struct world *w, struct sent *s, const char *expected)
{
	want_with(w, s, NULL, expected);
}

/* --- sheets ------------------------------------------------------------------------------------------------------ */

static void each_sheet_has_its_header(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "某县设备清单");
	row(&s, 3, "设备名称|用途|有效容积（m³）");
	row(&s, 4, "高炉|炼铁|380");
	row(&s, 9, "高炉|炼铁|450");
	frame_table(&s.frames, STR("二"), SHEET_HIDDEN);
	row(&s, 1, "有效容积（m³）||设备名称");
	row(&s, 2, "128||高炉");
	want(*state, &s,
	     "一!1:title 一!3:header 一!4:blast_furnace=380 m3 一!9:blast_furnace=450 m3 二!1:header 二!2:blast_furnace=128 m3\n"
	     "二: a hidden sheet; it is read like the others");
}

static void a_sheet_without_a_header(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "填表说明");
	row(&s, 1, "请按实际情况填写。");
	row(&s, 2, "|一行一台设备。");
	table(&s, "清单");
	row(&s, 1, "设备名称|有效容积（m³）");
	row(&s, 2, "高炉|380");
	table(&s, "空");
	table(&s, "无表头");
	row(&s, 1, "高炉|380");
	row(&s, 2, "高炉|450");
	struct buf out;
	run(&out, *state, &s, NULL);
	assert_true(str_starts(buf_str(&out), STR("填表说明!1:no_table 填表说明!2:no_table 清单!1:header 清单!2:blast_furnace=380 m3 无表头!1:no_header "
						  "无表头!2:no_header\n填表说明: this sheet holds no table; its rows are skipped\n无表头: no header row was found")));
	buf_release(&out);
}

static void no_sheet_has_a_header(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "高炉|380");
	struct buf out;
	run(&out, *state, &s, NULL);
	assert_true(str_has(buf_str(&out), STR("stopped")) && str_has(buf_str(&out), STR("no header row was found in its first 1 rows")));
	buf_release(&out);
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "高炉|380");
	table(&s, "二");
	row(&s, 1, "说明");
	run(&out, *state, &s, NULL);
	assert_true(str_has(buf_str(&out), STR("no header row was found in any of its 2 sheets")));
	buf_release(&out);
	sent_init(&s);
	run(&out, *state, &s, NULL);
	assert_true(str_has(buf_str(&out), STR("it holds no table")));
	buf_release(&out);
}

static void a_header_row_that_was_said(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	for (uint64_t i = 1; i < 40; i++)
		row(&s, i, "卷首");
	row(&s, 40, "设备名称|有效容积（m³）");
	row(&s, 41, "高炉|380");
	struct buf out;
	run(&out, *state, &s, &(struct registry_options){.header_row = 40});
	assert_true(str_has(buf_str(&out), STR("一!39:title 一!40:header 一!41:blast_furnace=380 m3")));
	buf_release(&out);
}

static void cells_beside_the_table(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "设备名称|有效容积（m³）");
	for (uint64_t i = 2; i < 30; i++)
		row(&s, i, "高炉|380");
	row(&s, 30, "高炉|380||旁注");
	row(&s, 31, "高炉|380||又一旁注");
	struct buf out;
	run(&out, *state, &s, NULL);
	assert_true(str_ends(buf_str(&out), STR("一!30:blast_furnace=380 m3 一!31:blast_furnace=380 m3\n"
						"一: cells stand beside the table, under no header, first in row 30; they are not read")));
	buf_release(&out);
}

/* --- merged cells ------------------------------------------------------------------------------------------------ */

static void a_merged_cell_fills_its_rows(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	merge(&s, 2, 3, 0);
	merge(&s, 5, 6, 0);
	row(&s, 1, "企业名称|设备名称|有效容积（m³）");
	row(&s, 2, "甲厂|高炉|380");
	row(&s, 3, "|高炉|390");
	row(&s, 4, "|高炉|400");
	row(&s, 5, "乙厂|高炉|410");
	row(&s, 6, "|高炉|420");
	want(*state, &s,
	     "一!1:header 一!2:blast_furnace@甲厂=380 m3 一!3:blast_furnace@甲厂=390 m3 一!4:blast_furnace=400 m3 一!5:blast_furnace@乙厂=410 m3 "
	     "一!6:blast_furnace@乙厂=420 m3\n"
	     "一: cells merged over several rows, first in row 2, are read in each of their rows");
}

/* A row that is rejected is the first of its range all the same. */
static void a_merged_cell_of_a_rejected_row(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	merge(&s, 2, 3, 0);
	row(&s, 1, "企业名称|设备名称|有效容积（m³）");
	row(&s, 2, "甲厂|高炉|38\xff");
	row(&s, 3, "|高炉|390");
	want(*state, &s,
	     "一!1:header 一!2:bad_bytes 一!3:blast_furnace@甲厂=390 m3\n"
	     "一: cells merged over several rows, first in row 3, are read in each of their rows");
}

/* A capacity of three machines is nobody's alone; a volume is said of each. */
static void a_merged_total_is_nobody_s(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	merge(&s, 2, 3, 1);
	merge(&s, 2, 3, 2);
	merge(&s, 2, 3, 3);
	row(&s, 1, "设备名称|有效容积（m³）|产能（万吨/年）|数量");
	row(&s, 2, "高炉|380|60|2");
	row(&s, 3, "高炉||");
	want(*state, &s, "一!1:header 一!2:blast_furnace*?=380 m3=(0,600000] t/a 一!3:blast_furnace*?=380 m3=(0,600000] t/a\n"
	     "一: cells merged over several rows, first in row 2, are read in each of their rows");
}

static void merged_headers(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	merge(&s, 1, 2, 0);
	row(&s, 1, "企业名称|设备情况||");
	row(&s, 2, "|名称|容积（m³）|型号");
	row(&s, 3, "甲厂|高炉|380|");
	row(&s, 4, "|高炉|450|");
	want(*state, &s, "一!1:header 一!2:header 一!3:blast_furnace@甲厂=380 m3 一!4:blast_furnace=450 m3");
}

/* --- cells that are more than their text --------------------------------------------------------------------------- */

static void what_is_no_value(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "设备名称|有效容积（m³）");
	row(&s, 2, "高炉|~n380");
	row(&s, 3, "高炉|~r380.1");
	row(&s, 4, "高炉|~e#N/A");
	row(&s, 5, "高炉|~f=B2+1");
	row(&s, 6, "高炉|~s3800000");
	row(&s, 7, "高炉|~e#REF!");
	want(*state, &s,
	     "一!1:header 一!2:blast_furnace=380 m3 一!3:blast_furnace=380.1 m3 一!4:blast_furnace=unknown_token 一!5:blast_furnace=unreadable "
	     "一!6:blast_furnace=unreadable 一!7:blast_furnace=unreadable");
}

static void dates(void **state)
{
	struct sent s;
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "设备名称|型号|投产日期");
	row(&s, 2, "离心通风机|~d2024-09-27|~d2003-01-15 08:30:00");
	row(&s, 3, "离心通风机|9-27|~d2003-01-15");
	struct buf out;
	run(&out, *state, &s, NULL);
	assert_true(str_has(buf_str(&out), STR("=unreadable=2003-01-15")) && str_has(buf_str(&out), STR("=9-27=2003-01-15")));
	buf_release(&out);
}

/* --- rows that cannot be read -------------------------------------------------------------------------------------- */

static void rejected_rows(void **state)
{
	struct sent s;
	char *longest = malloc(LIMIT_CELL_BYTES + 16);
	assert_non_null(longest);
	memcpy(longest, "高炉|", strlen("高炉|"));
	memset(longest + strlen("高炉|"), 'x', LIMIT_CELL_BYTES + 1);
	longest[strlen("高炉|") + LIMIT_CELL_BYTES + 1] = '\0';
	sent_init(&s);
	table(&s, "一");
	row(&s, 1, "设备名称|备注");
	row(&s, 2, "高炉|\xff");
	row(&s, 3, longest);
	struct frame_row r;
	frame_row_begin(&r, &s.frames, 4);
	frame_row_cell(&r, &s.frames, 0, CELL_TEXT, STR("高\0炉"));
	s.rows += frame_row_end(&r, &s.frames);
	frame_row_begin(&r, &s.frames, 5);
	frame_row_cell(&r, &s.frames, LIMIT_COLUMNS, CELL_TEXT, STR("x"));
	s.rows += frame_row_end(&r, &s.frames);
	row(&s, 6, "高炉|好");
	want(*state, &s, "一!1:header 一!2:bad_bytes 一!3:long_cell 一!4:nul 一!5:too_many_columns 一!6:blast_furnace");
	free(longest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sheet_has_its_header),
		cmocka_unit_test(a_sheet_without_a_header),
		cmocka_unit_test(no_sheet_has_a_header),
		cmocka_unit_test(a_header_row_that_was_said),
		cmocka_unit_test(cells_beside_the_table),
		cmocka_unit_test(a_merged_cell_fills_its_rows),
		cmocka_unit_test(a_merged_cell_of_a_rejected_row),
		cmocka_unit_test(a_merged_total_is_nobody_s),
		cmocka_unit_test(merged_headers),
		cmocka_unit_test(what_is_no_value),
		cmocka_unit_test(dates),
		cmocka_unit_test(rejected_rows),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
