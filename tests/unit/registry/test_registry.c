/* Registries: from bytes to rows of items, and everything that is no row. */
#include "unit.h"
#include "world.h"

#include "base/buf.h"
#include "base/limits.h"

#include <iconv.h>

struct run {
	struct buf rows;     /* "1:title 2:header 3:blast_furnace=380 m3 …" */
	struct buf notices;  /* one a line */
	enum registry_status status;
	struct words problem;
	enum encoding encoding;
	bool bom;
	char separator;
	uint64_t header_row;
	char sha256[65];
};

static void show_row(struct run *out, struct world *w, const struct row *row)
{
	const struct field *volume = vocabulary_field(w->vocabulary, STR("effective_volume"));
	buf_printf(&out->rows, "%s%llu:", out->rows.n ? " " : "", (unsigned long long)row->number);
	if (row->reason != REASON_NONE) {
		buf_adds(&out->rows, row_reason_name(row->reason));
		assert_true(row->problem.en.n > 0);
		assert_true(row->text.p != NULL);
		return;
	}
	assert_int_equal(row->n_items, 1);
	const struct item *i = &row->items[0];
	assert_int_equal(i->row, row->number);
	assert_int_equal(i->number, 1);
	buf_add(&out->rows, i->kind ? i->kind->id : STR("?"));
	if (i->key.p)
		buf_printf(&out->rows, "#%.*s", STR_ARG(i->key));
	const struct value *v = item_value(i, volume);
	if (v && v->face == FACE_READ) {
		buf_adds(&out->rows, "=");
		value_write(&out->rows, v);
	} else if (v) {
		buf_printf(&out->rows, "=%s", face_name(v->face));
	}
}

static void run_input(struct run *out, struct world *w, struct input *in, const struct registry_options *o, struct diags *d)
{
	static const struct registry_options none = {.encoding = ENCODING_AUTO};
	struct arena a;
	struct row row;
	size_t n;
	*out = (struct run){.status = REGISTRY_END};
	buf_init(&out->rows);
	buf_init(&out->notices);
	buf_adds(&out->rows, "");
	buf_adds(&out->notices, "");
	arena_init(&a);
	struct registry *g = registry_new(&w->reader, STR("in.csv"), in, o ? o : &none, d);
	assert_non_null(g);
	while ((out->status = registry_next(g, &row, &a)) == REGISTRY_ROW) {
		show_row(out, w, &row);
		arena_clear(&a);
	}
	assert_int_equal(registry_next(g, &row, &a), out->status);
	out->encoding = registry_encoding(g);
	out->bom = registry_has_bom(g);
	out->separator = registry_separator(g);
	out->header_row = registry_header_row(g);
	memcpy(out->sha256, registry_sha256(g), 65);
	struct words p = registry_problem(g);
	if (p.en.p) /* the registry's memory goes with it */
		out->problem = (struct words){arena_str(&w->arena, p.zh), arena_str(&w->arena, p.en)};
	const struct words *notices = registry_notices(g, &n);
	for (size_t i = 0; i < n; i++)
		buf_printf(&out->notices, "%.*s\n", STR_ARG(notices[i].en));
	registry_free(g);
	arena_release(&a);
}

static void run_bytes(struct run *out, struct world *w, struct str bytes, const struct registry_options *o)
{
	struct diags d;
	struct input in = world_file(bytes);
	diags_init(&d, NULL, NULL);
	run_input(out, w, &in, o, &d);
	diags_release(&d);
	input_close(&in);
}

static void run_release(struct run *r)
{
	buf_release(&r->rows);
	buf_release(&r->notices);
}

static void want(struct world *w, const char *bytes, const char *rows)
{
	struct run r;
	run_bytes(&r, w, str_from(bytes), NULL);
	if (r.status != REGISTRY_END)
		fail_msg("%s: %.*s", bytes, STR_ARG(r.problem.en));
	assert_string_equal(r.rows.p, rows);
	run_release(&r);
}

static void want_stopped(struct world *w, struct str bytes, enum registry_status status, const char *words)
{
	struct run r;
	run_bytes(&r, w, bytes, NULL);
	assert_int_equal(r.status, status);
	if (!str_has(r.problem.en, str_from(words)))
		fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(r.problem.en), words);
	assert_true(r.problem.zh.n > 0);
	run_release(&r);
}

#define HEADER "设备名称,用途,有效容积（m³）\n"

/* --- rows ------------------------------------------------------------------------------------------------------ */

static void judged(void **state)
{
	struct world *w = *state;
	want(w, HEADER "高炉,炼铁,380\n高炉,炼铁,450\n", "1:header 2:blast_furnace=380 m3 3:blast_furnace=450 m3");
	want(w, HEADER "高炉,炼铁,380", "1:header 2:blast_furnace=380 m3");
	want(w, HEADER, "1:header");
	want(w, "有效容积（m³）,设备名称\r\n380,高炉\r\n", "1:header 2:blast_furnace=380 m3");
	want(w, "有效容积（m³）\t设备名称\n380\t高炉\n", "1:header 2:blast_furnace=380 m3");
	want(w, "有效容积（m³）;设备名称\n380;高炉\n", "1:header 2:blast_furnace=380 m3");
	want(w, "有效容积（m³）|设备名称\n380|高炉\n", "1:header 2:blast_furnace=380 m3");
	want(w, "设备\n高炉\n转炉\n", "1:header 2:blast_furnace 3:converter");
	want(w, "设备名称,颜色\n高炉,红\n", "1:header 2:blast_furnace");
	want(w, "equipment,volume (m3)\nblast furnace,380\n", "1:header 2:blast_furnace=380 m3");
	want(w, HEADER "心情,,380\n", "1:header 2:?=380 m3");
	want(w, HEADER "\"高炉\",\"炼铁\",\"1,080\"\n", "1:header 2:blast_furnace=1080 m3");
	want(w, HEADER "高炉,炼铁,3\" 管\n", "1:header 2:blast_furnace=unreadable");
}

/* 用途 of a kiln is its product, 设备编号 goes before 序号, however the form dresses the header. */
static void dressed_headers(void **state)
{
	static const char *const uses[] = {"用途", "用途*", "*用途", "用途：", "用途（必填）", "【必填】用途", "用途（如有）", "用_途"};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		char bytes[256];
		snprintf(bytes, sizeof bytes, "序号*,设备名称,%s,设备编号（必填）\n1,立窑,石灰,L1\n2,高炉,炼铁,\n", uses[i]);
		want(w, bytes, "1:header 2:lime_shaft_kiln#L1 3:blast_furnace#2");
	}
}

static void skipped(void **state)
{
	struct world *w = *state;
	want(w,
	     "某市高炉清单\n单位：立方米\n\n" HEADER
	     "高炉,炼铁,380\n,,\n\n小计,,380\n设备名称,用途,有效容积（m³）\n高炉,炼铁,450\n合 计,,830\n注：数据截至六月,,\n填表人：张三\n",
	     "1:title 2:title 3:blank 4:header 5:blast_furnace=380 m3 6:blank 7:blank 8:subtotal 9:repeated_header "
	     "10:blast_furnace=450 m3 11:subtotal 12:note 13:note");
	/* a filled-in form above the header holds words of a header, too: the next row says more */
	want(w, "企业名称,某公司,设备,一览\n编号,企业名称,设备名称,容积\n1,甲,高炉,380\n",
	     "1:title 2:header 3:blast_furnace#1=380 m3");
	want(w, "填报单位：某局,设备,\n,,\n企业名称,设备名称,容积\n甲,高炉,380\n", "1:title 2:blank 3:header 4:blast_furnace=380 m3");
	/* … but not behind a row of data: that is another table's */
	want(w, "设备名称,容积,\n高炉,380,\n设备名称,容积,编号\n高炉,390,1\n",
	     "1:header 2:blast_furnace=380 m3 3:?=unreadable 4:blast_furnace=390 m3");
	want(w, HEADER "山东省小计,,380\n总计：,,380\n 　,\t,\n", "1:header 2:subtotal 3:subtotal 4:blank");
	/* a kind is recognised: the row is judged whatever else it says */
	want(w, "地区,设备名称,容积\n小计,高炉,380\n合计,3座,900\n,合计,900\n",
	     "1:header 2:blast_furnace=380 m3 3:subtotal 4:subtotal");
	want(w, "设备名称,备注\n高炉,合计\n,合计\n", "1:header 2:blast_furnace 3:subtotal");
	/* these begin like notes and are none */
	want(w, "设备\n注塑机\n说明书印刷机\n备注\n注1：不含停产\n", "1:header 2:? 3:? 4:note 5:note");
	/* what signs a form below its table */
	want(w, HEADER "填表人：张三,审核：李四,填报日期：2013.6.1\n单位（盖章）：,,负责人（签字）：\n制表人：张,联系电话：,电话交换机\n",
	     "1:header 2:note 3:note 4:?=unreadable");
	want(w, HEADER "全县合计,,830\n本页合计,,830\n", "1:header 2:subtotal 3:subtotal");
	/* a note has text in one cell only, or notes in all of them */
	want(w, HEADER "注：一,炼铁,380\n注：一,注：二,\n", "1:header 2:?=380 m3 3:note");
	want(w, HEADER "设备名称, 用途,有效容积(m3)\n", "1:header 2:repeated_header");
}

static void rejected(void **state)
{
	struct world *w = *state;
	want(w, HEADER "高炉,炼铁\n高炉,炼铁,380,多出\n高炉,炼铁,380,\n高炉,炼铁,450\n",
	     "1:header 2:field_count 3:field_count 4:field_count 5:blast_furnace=450 m3");
	want(w, HEADER "高炉,\"炼铁,390\n高炉,炼铁,450\n", "1:header 2:unclosed_quote");
	want(w, "设备名称,容积,备注\n高炉,380,\"旧\n高炉,390,\n高炉,395,\"老\n高炉,450,\n", "1:header 2:stray_quote 3:blast_furnace=450 m3");
	want(w, HEADER "高炉,炼铁,380\n高炉,炼\377铁,390\n高炉,炼铁,450\n",
	     "1:header 2:blast_furnace=380 m3 3:bad_bytes 4:blast_furnace=450 m3");
	/* a bad byte in a column that means nothing rejects its row, too */
	want(w, "设备名称,容积,颜色\n高炉,380,\377\n高炉,380,红\n", "1:header 2:bad_bytes 3:blast_furnace=380 m3");
	struct run r;
	run_bytes(&r, w, STR("设备名称,容积,备\0注,颜色\n高炉,380,,\n"), NULL);
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3");
	assert_string_equal(r.notices.p, "columns that map to nothing: 备\xef\xbf\xbd注, 颜色\n");
	run_release(&r);
	run_bytes(&r, w, STR(HEADER "高炉,炼铁,3\0" "80\n高炉,炼铁,450\n"), NULL);
	assert_string_equal(r.rows.p, "1:header 2:nul 3:blast_furnace=450 m3");
	run_release(&r);
}

static void words_of_rejected(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *bytes, *words;
		uint64_t line;
	} cases[] = {
		{HEADER "\"高\n炉\",a\n", "2 fields on lines 2 to 3, the header has 3", 2},
		{HEADER "高炉\n", "1 fields, the header has 3", 2},
		{HEADER "高炉,\"a\nb\nc", "a quote that opens on line 2 is never closed: everything from there to the end of the file, line 4", 2},
		{HEADER "高炉,炼铁,\"380\n高炉,炼铁,\"390\n", "a quote that opens a cell on line 2 is closed only by one amid text on line 3: lines 2 to 3 are", 2},
		{HEADER "高炉,a\xff,380\n", "the cell of column \"用途\" holds bytes that are no UTF-8: 0xFF at byte 2 of it", 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct input in = world_file(str_from(cases[i].bytes));
		struct registry_options o = {.encoding = ENCODING_UTF8};
		struct arena a;
		struct diags d;
		struct row row;
		arena_init(&a);
		diags_init(&d, NULL, NULL);
		struct registry *g = registry_new(&w->reader, STR("in.csv"), &in, &o, &d);
		assert_int_equal(registry_next(g, &row, &a), REGISTRY_ROW);
		assert_int_equal(registry_next(g, &row, &a), REGISTRY_ROW);
		assert_int_equal(row.line, cases[i].line);
		if (!str_has(row.problem.en, str_from(cases[i].words)))
			fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(row.problem.en), cases[i].words);
		registry_free(g);
		input_close(&in);
		diags_release(&d);
		arena_release(&a);
	}
}

static void long_rows(void **state)
{
	struct world *w = *state;
	struct buf b;
	struct run r;
	buf_init(&b);
	buf_adds(&b, HEADER "高炉,");
	for (size_t i = 0; i < LIMIT_CELL_BYTES + 1; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, ",380\n高炉,");
	for (size_t i = 0; i < LIMIT_RECORD_BYTES; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, "\n高炉,炼铁,380\n");
	for (size_t i = 0; i < LIMIT_COLUMNS; i++)
		buf_addc(&b, ',');
	buf_adds(&b, "\n高炉,炼铁,390\n");
	run_bytes(&r, w, buf_str(&b), NULL);
	assert_int_equal(r.status, REGISTRY_END);
	assert_string_equal(r.rows.p, "1:header 2:long_cell 3:long_record 4:blast_furnace=380 m3 5:too_many_columns "
				      "6:blast_furnace=390 m3");
	run_release(&r);
	buf_release(&b);
}

/* --- what stops ------------------------------------------------------------------------------------------------ */

static void stopped(void **state)
{
	struct world *w = *state;
	want_stopped(w, STR(""), REGISTRY_UNREADABLE, "0 bytes");
	want_stopped(w, STR("\xef\xbb\xbf"), REGISTRY_UNREADABLE, "byte order mark");
	want_stopped(w, STR("\x89PNG\r\n\x1a\n"), REGISTRY_UNREADABLE, "PNG");
	want_stopped(w, STR("PK\x03\x04 and so on"), REGISTRY_UNREADABLE, "xlsx files are read by the program phaseout-read, which is not installed");
	want_stopped(w, STR("\xff\xfe\0\0x\0\0\0"), REGISTRY_UNREADABLE, "UTF-32");
	want_stopped(w, STR("\xff\xfe"), REGISTRY_UNREADABLE, "byte order mark");
	want_stopped(w, STR("a\0b\0,\0c\0"), REGISTRY_UNREADABLE, "control bytes");
	want_stopped(w, STR("just a letter\nwith some lines\n"), REGISTRY_UNREADABLE, "row 1 holds \"just a letter\"");
	want_stopped(w, STR("\n\n\n"), REGISTRY_UNREADABLE, "no header row");
	/* rows of data, words of headers among them, make no header */
	want_stopped(w, STR("furnace,no,380\nfurnace,no,390\n"), REGISTRY_UNREADABLE, "no header row");
	want_stopped(w, STR("高炉,380\n高炉,390\n"), REGISTRY_UNREADABLE, "no header row");
	/* a quote hides the header */
	want_stopped(w, STR("标题\n设备名称,容积,\"备注\n高炉,380,\n"), REGISTRY_UNREADABLE, "a quote that opens on line 2");
	want_stopped(w, STR("\"标题\n设备名称,容积\n高炉,380\n"), REGISTRY_UNREADABLE, "a quote that opens on line 1");
	want_stopped(w, STR("\"甲\n设备名称,容积\n高炉,\"380\n"), REGISTRY_UNREADABLE, "a quote that opens on line 1");
	struct registry_options second = {.header_row = 2};
	struct run r;
	run_bytes(&r, w, STR("标题\n设备名称,容积,\"备注\n高炉,380,\n"), &second);
	assert_true(str_has(r.problem.en, STR("a quote that opens on line 2")));
	run_release(&r);
	/* a tenth of control bytes, and just over it */
	want(w, "设备\n高炉\n\x01\x02xyz\n", "1:header 2:blast_furnace 3:?");
	want_stopped(w, STR("设备\n高炉\n\x01\x02xy\n"), REGISTRY_UNREADABLE, "2 of its first 19 bytes");
}

static void title_rows_have_a_limit(void **state)
{
	struct world *w = *state;
	for (int titles = LIMIT_TITLE_ROWS - 1; titles <= LIMIT_TITLE_ROWS; titles++) {
		struct buf b;
		struct run r;
		buf_init(&b);
		for (int i = 0; i < titles; i++)
			buf_adds(&b, "标题\n");
		buf_adds(&b, HEADER "高炉,炼铁,380\n");
		run_bytes(&r, w, buf_str(&b), NULL);
		assert_int_equal(r.status, titles < LIMIT_TITLE_ROWS ? REGISTRY_END : REGISTRY_UNREADABLE);
		run_release(&r);
		struct registry_options o = {.header_row = (uint64_t)titles + 1};
		run_bytes(&r, w, buf_str(&b), &o);
		assert_int_equal(r.status, REGISTRY_END);
		assert_int_equal(r.header_row, titles + 1);
		run_release(&r);
		buf_release(&b);
	}
	struct run r;
	struct registry_options o = {.header_row = 9};
	run_bytes(&r, w, STR(HEADER "高炉,炼铁,380\n"), &o);
	assert_int_equal(r.status, REGISTRY_UNREADABLE);
	assert_true(str_has(r.problem.en, STR("there is no row 9")));
	run_release(&r);
}

static void read_failure(void **state)
{
	struct world *w = *state;
	struct run r;
	struct diags d;
	struct input in = {.fd = -1};
	diags_init(&d, NULL, NULL);
	run_input(&r, w, &in, NULL, &d);
	assert_int_equal(r.status, REGISTRY_UNREADABLE);
	assert_true(str_has(r.problem.en, STR("could not be read to its end")));
	run_release(&r);
	diags_release(&d);
}

/* Twenty rows with undecodable bytes that are also over one in a hundred. */
static void wrong_encoding(void **state)
{
	struct world *w = *state;
	static const struct {
		int good, bad;
		enum registry_status status;
	} cases[] = {{0, 19, REGISTRY_END}, {0, 20, REGISTRY_UNREADABLE}, {1979, 20, REGISTRY_END}, {1978, 20, REGISTRY_UNREADABLE}};
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct buf b;
		struct run r;
		struct registry_options o = {.encoding = ENCODING_UTF8};
		buf_init(&b);
		buf_adds(&b, HEADER);
		for (int i = 0; i < cases[k].good; i++)
			buf_adds(&b, "高炉,炼铁,380\n");
		for (int i = 0; i < cases[k].bad; i++)
			buf_adds(&b, "\xb8\xdf\xc2\xaf,,380\n");
		run_bytes(&r, w, buf_str(&b), &o);
		/* the header counts as a row: 1 + 1979 + 20 rows, 20 bad ones are exactly one in a hundred */
		assert_int_equal(r.status, cases[k].status);
		if (r.status == REGISTRY_UNREADABLE)
			assert_true(str_has(r.problem.en, STR("20 of these are valid GB18030: try --encoding GB18030")));
		run_release(&r);
		buf_release(&b);
	}
}

/* --- encodings ------------------------------------------------------------------------------------------------- */

static struct str to_gb18030(struct arena *a, struct str utf8)
{
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	char *out = arena_alloc(a, utf8.n * 2 + 1), *from = (char *)(uintptr_t)utf8.p, *to = out;
	size_t left = utf8.n, room = utf8.n * 2;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	iconv_close(cd);
	return (struct str){out, (size_t)(to - out)};
}

static void the_same_in_every_encoding(void **state)
{
	struct world *w = *state;
	static const char text[] = "某市清单\n编号,设备名称,用途,有效容积（立方米）,备注\nG1,高炉,炼铁,380,\"说\n明\"\nG2,1#高炉,铁合金,450,〇\n合计,,,830,\n";
	struct buf bom;
	struct run utf8, gb, marked, crlf;
	run_bytes(&utf8, w, str_from(text), NULL);
	assert_string_equal(utf8.rows.p, "1:title 2:header 3:blast_furnace#G1=380 m3 4:blast_furnace#G2=450 m3 5:subtotal");
	assert_int_equal(utf8.encoding, ENCODING_UTF8);
	assert_string_equal(utf8.notices.p, "");
	run_bytes(&gb, w, to_gb18030(&w->arena, str_from(text)), NULL);
	assert_string_equal(gb.rows.p, utf8.rows.p);
	assert_int_equal(gb.encoding, ENCODING_GB18030);
	assert_true(str_has(buf_str(&gb.notices), STR("read as GB18030")));
	buf_init(&bom);
	buf_printf(&bom, "\xef\xbb\xbf%s", text);
	run_bytes(&marked, w, buf_str(&bom), NULL);
	assert_string_equal(marked.rows.p, utf8.rows.p);
	assert_true(marked.bom);
	buf_clear(&bom);
	for (const char *p = text; *p; p++)
		buf_adds(&bom, *p == '\n' ? "\r\n" : (char[]){*p, '\0'});
	run_bytes(&crlf, w, buf_str(&bom), NULL);
	assert_string_equal(crlf.rows.p, utf8.rows.p);
	buf_release(&bom);
	run_release(&utf8);
	run_release(&gb);
	run_release(&marked);
	run_release(&crlf);
}

/* A file whose first MiB is ASCII: the encoding is settled where other bytes begin, and said then. */
static void settled_late(void **state)
{
	struct world *w = *state;
	static const char *const tails[] = {"blast furnace,410,高炉\n", "blast furnace,410,\xb8\xdf\xc2\xaf\n"};
	for (int gb = 0; gb < 2; gb++) {
		struct buf b;
		struct run r;
		buf_init(&b);
		buf_adds(&b, "equipment,volume (m3),remark\n");
		while (b.n < ENCODING_WINDOW + 4096)
			buf_adds(&b, "blast furnace,380,none of these words matters, nor do they in any encoding\n");
		buf_adds(&b, tails[gb]);
		run_bytes(&r, w, buf_str(&b), NULL);
		assert_int_equal(r.status, REGISTRY_END);
		assert_int_equal(r.encoding, gb ? ENCODING_GB18030 : ENCODING_UTF8);
		assert_true(str_ends(buf_str(&r.rows), STR(":blast_furnace=410 m3")));
		assert_int_equal(str_has(buf_str(&r.notices), STR("read as GB18030")), gb);
		run_release(&r);
		buf_release(&b);
	}
}

static void separators(void **state)
{
	struct world *w = *state;
	struct run r;
	struct registry_options o = {.separator = '|'};
	struct str gb = to_gb18030(&w->arena, STR("设备名称|容积\n高炉|380\n"));
	run_bytes(&r, w, gb, &o);
	assert_int_equal(r.status, REGISTRY_UNREADABLE);
	assert_true(str_has(r.problem.en, STR("which can be part of a GB18030 character")));
	run_release(&r);
	run_bytes(&r, w, STR("a title, with, commas\n设备名称;容积;备注\n高炉;380;a, b\n高炉;390;c\n"), NULL);
	assert_int_equal(r.separator, ';');
	assert_string_equal(r.rows.p, "1:title 2:header 3:blast_furnace=380 m3 4:blast_furnace=390 m3");
	run_release(&r);
	o.separator = ',';
	run_bytes(&r, w, STR("设备名称,容积;x\n高炉,380\n"), &o);
	assert_int_equal(r.separator, ',');
	run_release(&r);
}

/* --- columns --------------------------------------------------------------------------------------------------- */

static void notices(void **state)
{
	struct world *w = *state;
	struct run r;
	run_bytes(&r, w, STR("设备名称,有效容积（kVA）,颜色,容积（m³）,心情,\n高炉,1,红,380,好,\n"), NULL);
	assert_true(str_has(buf_str(&r.notices), STR("columns that map to nothing: 颜色, 心情\n")));
	assert_true(str_has(buf_str(&r.notices), STR("column \"有效容积（kVA）\" maps to nothing: \"kVA\" is a unit of apparent power")));
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3");
	run_release(&r);
	run_bytes(&r, w, STR("企业名称,容积（m³）\n甲,380\n"), NULL);
	assert_true(str_has(buf_str(&r.notices), STR("no column names the equipment")));
	assert_string_equal(r.rows.p, "1:header 2:?=380 m3");
	run_release(&r);
	struct registry_options o = {.default_kind = vocabulary_kind(w->vocabulary, STR("blast_furnace"))};
	run_bytes(&r, w, STR("企业名称,容积（m³）\n甲,380\n小计,380\n"), &o);
	assert_string_equal(r.notices.p, "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3 3:subtotal");
	run_release(&r);
}

static void ranks(void **state)
{
	struct world *w = *state;
	want(w, "设备名称,实际容积,设计容积\n高炉,380,450\n高炉,380,\n", "1:header 2:blast_furnace=450 m3 3:blast_furnace=380 m3");
	want(w, "设备名称,容积（m³）,炉容（升）\n高炉,380,380000\n高炉,380,450000\n",
	     "1:header 2:blast_furnace=380 m3 3:blast_furnace=unreadable");
}

static void keys(void **state)
{
	struct world *w = *state;
	want(w, "序号,设备编号,编号,设备\n1,G1,a,高炉\n2,,b,高炉\n3,,,高炉\n",
	     "1:header 2:blast_furnace#G1 3:blast_furnace#b 4:blast_furnace#3");
	want(w, "信用代码,设备\n913,高炉\n,高炉\n", "1:header 2:blast_furnace#913 3:blast_furnace");
	want(w, "设备,容积\n高炉,380\n", "1:header 2:blast_furnace=380 m3");
}

/* --- mappings -------------------------------------------------------------------------------------------------- */

static void run_mapped(struct run *out, struct world *w, struct str bytes, const char *yaml, const char *codes)
{
	struct source_file file = {STR("m.yaml"), str_from(yaml)};
	struct diags d;
	struct buf got;
	struct input in = world_file(bytes);
	diags_init(&d, NULL, NULL);
	buf_init(&got);
	buf_adds(&got, "");
	const struct mapping *m = mapping_read(&w->arena, w->vocabulary, &file, &d);
	assert_non_null(m);
	struct registry_options o = {.mapping = m};
	run_input(out, w, &in, &o, &d);
	for (size_t i = 0; i < d.n; i++)
		buf_printf(&got, "%s%s", i ? " " : "", diag_code(d.items[i].id));
	assert_string_equal(got.p, codes);
	buf_release(&got);
	diags_release(&d);
	input_close(&in);
}

#define M "schema: phaseout/mapping-1\ncolumns:\n  - {column: 名目, field: kind}\n"

static void mapped(void **state)
{
	struct world *w = *state;
	struct run r;
	run_mapped(&r, w, STR("名目,大小,干啥\n高炉,0.38,炼铁\n"),
		   M "  - {column: 大小, field: effective_volume, unit: 千立方米}\n  - {column: 干啥, field: furnace_use}\n", "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3");
	run_release(&r);
	/* the unit in the header beats the mapping's; a column that the mapping does not name is recognised */
	run_mapped(&r, w, STR("名目,大小（升）\n高炉,380000\n"), M "  - {column: 大小（升）, field: effective_volume, unit: 立方米}\n", "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380000 L");
	run_release(&r);
	run_mapped(&r, w, STR("名目,容积\n高炉,380\n"), M, "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3");
	run_release(&r);
	run_mapped(&r, w, STR("名目,容积\n高炉,380\n"), M "  - {column: 容积, ignore: \"true\"}\n", "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace");
	assert_string_equal(r.notices.p, "");
	run_release(&r);
	/* header row, kind, identity and words for what is missing */
	run_mapped(&r, w, STR("a,b\nc,d\n名目,容积,厂,号\n,380,甲,1\n,没数,乙,2\n,,,\n"),
		   M "header_row: \"3\"\nkind: 高炉\nidentity: [厂, 号]\nmissing: {unknown: [没数]}\n", "");
	assert_string_equal(r.rows.p, "1:title 2:title 3:header 4:blast_furnace#甲/1=380 m3 5:blast_furnace#乙/2=unknown_token 6:blank");
	assert_string_equal(r.notices.p, ""); /* 号 means no field, but it is used */
	run_release(&r);
	run_mapped(&r, w, STR("名目,核准容积,设计容积\n高炉,380,450\n"),
		   M "  - {column: 核准容积, field: effective_volume, rank: design}\n  - {column: 设计容积, field: effective_volume, rank: actual}\n", "");
	assert_string_equal(r.rows.p, "1:header 2:blast_furnace=380 m3");
	run_release(&r);
}

static void mappings_that_do_not_fit(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *bytes, *yaml, *codes;
	} cases[] = {
		{"名目,用途\n高炉,炼铁\n", M "  - {column: 炉容积, field: effective_volume}\n", "PO401"},
		{"名目,大小,容积\n高炉,380,390\n",
		 M "  - {column: 大小, field: effective_volume}\n  - {column: 容积, field: effective_volume}\n", "PO403"},
		{"名目,大小,大小\n高炉,380,390\n", M "  - {column: 大小, field: effective_volume}\n", "PO403"},
		{"名目,大小（kVA）\n高炉,380\n", M "  - {column: 大小（kVA）, field: effective_volume}\n", "PO306"},
		{"名目,容积\n高炉,380\n", M "identity: [名目, 炉号]\n", "PO401"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct run r;
		run_mapped(&r, w, str_from(cases[i].bytes), cases[i].yaml, cases[i].codes);
		assert_int_equal(r.status, REGISTRY_REFUSED);
		run_release(&r);
	}
}

/* --- bytes however they come ----------------------------------------------------------------------------------- */

/* The same bytes through a pipe, in dribs. */
static void through_a_pipe(void **state)
{
	struct world *w = *state;
	static const char text[] = "标题\n" HEADER "\"高\r\n炉\",炼铁,380\r\n高炉,\"炼\"\"铁\",390\r高炉,炼铁,400\n\"";
	struct run whole, piped;
	run_bytes(&whole, w, str_from(text), NULL);
	for (size_t chunk = 1; chunk < 5; chunk++) {
		int ends[2];
		struct diags d;
		assert_int_equal(pipe(ends), 0);
		for (size_t i = 0; i < sizeof text - 1; i += chunk) {
			size_t n = sizeof text - 1 - i < chunk ? sizeof text - 1 - i : chunk;
			assert_int_equal(write(ends[1], text + i, n), n);
		}
		close(ends[1]);
		struct input in = {.fd = ends[0]};
		diags_init(&d, NULL, NULL);
		run_input(&piped, w, &in, NULL, &d);
		assert_string_equal(piped.rows.p, whole.rows.p);
		assert_string_equal(piped.sha256, whole.sha256);
		run_release(&piped);
		diags_release(&d);
		input_close(&in);
	}
	char sum[65];
	sha256_of(str_from(text), sum);
	assert_string_equal(whole.sha256, sum);
	run_release(&whole);
}

/* --- JSON ------------------------------------------------------------------------------------------------------ */

static size_t count(struct str text, const char *word)
{
	size_t n = 0;
	for (size_t at = 0; at < text.n; at++)
		n += str_starts(str_sub(text, at, text.n), str_from(word));
	return n;
}

/* Behind the first MiB objects may bring new keys so often and no more: whoever does then is rejected, again where the same keys come again. */
static void keys_that_come_late(void **state)
{
	struct buf b;
	struct run r;
	size_t late = LIMIT_JSON_GROWTHS + 40;
	buf_init(&b);
	while (b.n <= ENCODING_WINDOW)
		buf_adds(&b, "{\"a\":\"\",\"备注\":\"\",\"说明\":\"\",\"补充\":\"\",\"附记\":\"\"}\n");
	for (size_t times = 0; times < 2; times++)
		for (size_t i = 0; i < late; i++)
			buf_printf(&b, "{\"设备名称\":\"高炉\",\"k%zu\":\"%zu\"}\n", i, i);
	assert_false(b.failed);
	run_bytes(&r, *state, buf_str(&b), NULL);
	assert_int_equal(r.status, REGISTRY_END);
	assert_int_equal(count(buf_str(&r.rows), ":blast_furnace"), 2 * LIMIT_JSON_GROWTHS);
	assert_int_equal(count(buf_str(&r.rows), ":bad_object"), 2 * (late - LIMIT_JSON_GROWTHS));
	run_release(&r);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_that_come_late),
		cmocka_unit_test(judged),         cmocka_unit_test(dressed_headers), cmocka_unit_test(skipped),
		cmocka_unit_test(rejected),       cmocka_unit_test(words_of_rejected),
		cmocka_unit_test(long_rows),      cmocka_unit_test(stopped),
		cmocka_unit_test(title_rows_have_a_limit), cmocka_unit_test(read_failure),
		cmocka_unit_test(wrong_encoding), cmocka_unit_test(the_same_in_every_encoding),
		cmocka_unit_test(settled_late),   cmocka_unit_test(separators),
		cmocka_unit_test(notices),        cmocka_unit_test(ranks),
		cmocka_unit_test(keys),           cmocka_unit_test(mapped),
		cmocka_unit_test(mappings_that_do_not_fit), cmocka_unit_test(through_a_pipe),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
