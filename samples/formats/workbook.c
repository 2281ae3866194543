/*
 * Makes the workbook that README.md tells row by row, as far as libxlsxwriter can; workbook.py does the rest. usage: workbook FILE.xlsx
 */
#include <string.h>
#include <xlsxwriter.h>

struct formats {
	lxw_format *centre, *wrapped, *date, *month_day, *tons, *heat, *percent, *shifted, *whole;
};

static lxw_format *number_format(lxw_workbook *book, const char *format)
{
	lxw_format *made = workbook_add_format(book);
	format_set_num_format(made, format);
	return made;
}

static struct formats formats_of(lxw_workbook *book)
{
	struct formats f = {
		.centre = workbook_add_format(book),
		.wrapped = workbook_add_format(book),
		.date = number_format(book, "yyyy/m/d"),
		.month_day = number_format(book, "m\"月\"d\"日\""),
		.tons = number_format(book, "0\"万吨\""),
		.heat = number_format(book, "0\"吨\""),
		.percent = number_format(book, "0%"),
		.shifted = number_format(book, "0!.0000"), /* shows 450000 as 45.0000 */
		.whole = number_format(book, "0"),
	};
	format_set_align(f.centre, LXW_ALIGN_CENTER);
	format_set_text_wrap(f.wrapped);
	return f;
}

static void date(lxw_worksheet *s, lxw_row_t row, lxw_col_t column, int year, int month, int day, lxw_format *format)
{
	worksheet_write_datetime(s, row, column, &(lxw_datetime){.year = year, .month = month, .day = day}, format);
}

static void instructions(lxw_workbook *book)
{
	static const char *const lines[] = {
		"填表说明",
		"一、本表由企业如实填写，一台设备一行，多台同型设备可以合并填写并注明数量。",
		"二、高炉填设计有效容积，例如450立方米高炉填450；转炉、电炉填公称容量。",
		"三、没有的内容填“/”，不清楚的填“不详”，不要留空。",
		"四、型号按铭牌填写，例如9-27、JDO3-140S-4/6，注意不要被表格软件改成日期。",
		"五、盖章扫描件与本表一并报送。",
	};
	lxw_worksheet *s = workbook_add_worksheet(book, "填表说明");
	for (lxw_row_t i = 0; i < sizeof lines / sizeof *lines; i++)
		worksheet_write_string(s, i, 0, lines[i], NULL);
	worksheet_set_column(s, 0, 0, 80, NULL);
}

static void metal_header(lxw_worksheet *s, const struct formats *f)
{
	worksheet_merge_range(s, 0, 0, 0, 13, "丁市冶金行业装备清单（示例，企业均为虚构）", f->centre);
	worksheet_write_string(s, 1, 0, "填报日期", NULL);
	date(s, 1, 1, 2013, 6, 30, f->date);
	worksheet_merge_range(s, 2, 0, 3, 0, "序号", f->centre);
	worksheet_merge_range(s, 2, 1, 2, 2, "企业情况", f->centre);
	worksheet_merge_range(s, 2, 3, 2, 7, "设备情况", f->centre);
	worksheet_merge_range(s, 2, 8, 2, 9, "产能情况", f->centre);
	worksheet_merge_range(s, 2, 10, 3, 10, "投产日期", f->centre);
	worksheet_merge_range(s, 2, 11, 2, 12, "证明材料", f->centre);
	worksheet_merge_range(s, 2, 13, 3, 13, "备注", f->centre);
	static const char *const names[] = {NULL, "名称", "统一社会信用代码", "名称", "型号", "数量", "有效容积\n（m³）", "公称容量（吨）", "设计产能（万吨/年）", "负荷率", NULL, "营业执照",
		"项目核准手续", NULL};
	for (lxw_col_t c = 0; c < sizeof names / sizeof *names; c++)
		if (names[c])
			worksheet_write_string(s, 3, c, names[c], strchr(names[c], '\n') ? f->wrapped : NULL);
}

/* What each row has: its number, the kind, how many; a volume or heat size where it is not below 0. */
static void metal_row(lxw_worksheet *s, lxw_row_t row, const char *kind, double volume, double heat)
{
	worksheet_write_number(s, row, 0, row - 3, NULL);
	worksheet_write_string(s, row, 3, kind, NULL);
	worksheet_write_number(s, row, 5, row == 5 ? 2 : 1, NULL);
	if (volume >= 0)
		worksheet_write_number(s, row, 6, volume, NULL);
	if (heat >= 0)
		worksheet_write_number(s, row, 7, heat, NULL);
}

static void metal(lxw_workbook *book, const struct formats *f)
{
	lxw_worksheet *s = workbook_add_worksheet(book, "冶金");
	metal_header(s, f);
	for (lxw_row_t row = 4; row <= 7; row++)
		metal_row(s, row, "高炉", row == 4 ? 400 : row == 5 ? 450 : -1, -1);
	worksheet_merge_range(s, 4, 1, 7, 1, "丁市东山炼铁厂", f->centre);
	worksheet_merge_range(s, 4, 2, 7, 2, "913799040000080887", f->centre);
	worksheet_write_number(s, 4, 8, 45, f->tons);
	worksheet_write_number(s, 4, 9, 0.85, f->percent);
	date(s, 4, 10, 2003, 6, 30, f->date);
	worksheet_write_boolean(s, 4, 11, 1, NULL);
	worksheet_write_boolean(s, 4, 12, 0, NULL);
	worksheet_write_formula_num(s, 6, 6, "=400+0.001", NULL, 400.001);
	worksheet_write_formula(s, 7, 6, "=G5-20", NULL); /* workbook.py takes the value away */

	for (lxw_row_t row = 8; row <= 10; row++)
		metal_row(s, row, "转炉", -1, -1);
	metal_row(s, 11, "电弧炉", -1, 50);
	worksheet_merge_range(s, 8, 1, 11, 1, "丁市西河钢铁有限公司", f->centre);
	worksheet_merge_range(s, 8, 2, 11, 2, "91379904MA000Q0919", f->centre);
	worksheet_write_number(s, 8, 7, 30, f->heat);
	worksheet_write_formula(s, 9, 7, "=NA()", NULL);  /* workbook.py makes it an error */
	worksheet_write_number(s, 10, 7, 30, f->whole);   /* workbook.py makes it 30.000000000000004 */
	worksheet_write_number(s, 11, 8, 450000, f->shifted);

	for (lxw_row_t row = 12; row <= 14; row++) {
		metal_row(s, row, "高炉", -1, -1);
		worksheet_write_string(s, row, 1, "丁市南岭铸造有限公司", NULL);
	}
	worksheet_write_number(s, 12, 2, 9.137990400001e17, f->whole); /* of 913799040000100307 */
	worksheet_write_number(s, 12, 6, 3.8, f->percent);
	worksheet_write_boolean(s, 13, 6, 1, NULL);
	worksheet_write_string(s, 14, 6, "380", NULL); /* a number stored as text */
	worksheet_write_string(s, 15, 1, "小计", NULL);
	worksheet_write_formula_num(s, 15, 5, "=SUM(F5:F15)", NULL, 12);
	for (lxw_col_t c = 0; c < 14; c++)
		worksheet_write_blank(s, 16, c, f->whole);
	worksheet_merge_range(s, 17, 0, 17, 13, "注：产能为设计产能。", f->wrapped);
}

static void machines(lxw_workbook *book, const struct formats *f)
{
	static const char *const header[] = {"企业名称", "设备名称", "规格型号", "数量（台）", "出厂日期"};
	static const char *const names[] = {"高压离心通风机", "高压离心通风机", "变极多速电动机", "挖掘机", "高压离心通风机"};
	lxw_worksheet *s = workbook_add_worksheet(book, "机械");
	for (lxw_col_t c = 0; c < sizeof header / sizeof *header; c++)
		worksheet_write_string(s, 0, c, header[c], NULL);
	for (lxw_row_t row = 1; row <= sizeof names / sizeof *names; row++) {
		worksheet_write_string(s, row, 0, "丁市机械动力有限公司", NULL);
		worksheet_write_string(s, row, 1, names[row - 1], NULL);
		worksheet_write_number(s, row, 3, row, NULL);
	}
	date(s, 1, 2, 2013, 9, 27, f->month_day);
	worksheet_write_string(s, 2, 2, "9-27", NULL);
	worksheet_write_string(s, 3, 2, "JDO3-140S-4/6", NULL);
	lxw_format *bold = workbook_add_format(book);
	format_set_bold(bold);
	lxw_rich_string_tuple wp = {bold, "WP"}, three = {NULL, "-3"}, *parts[] = {&wp, &three, NULL};
	worksheet_write_rich_string(s, 4, 2, parts, NULL);
	worksheet_write_string(s, 5, 2, "9-27-101", NULL);
	date(s, 1, 4, 1988, 5, 1, f->date);
	lxw_row_col_options hidden = {.hidden = 1};
	worksheet_set_row_opt(s, 5, LXW_DEF_ROW_HEIGHT, NULL, &hidden); /* as a filter leaves it */
}

static void chart(lxw_workbook *book)
{
	lxw_chart *made = workbook_add_chart(book, LXW_CHART_COLUMN);
	chart_add_series(made, NULL, "=冶金!$G$5:$G$8");
	chartsheet_set_chart(workbook_add_chartsheet(book, "容积图"), made);
}

static void hidden_sheets(lxw_workbook *book)
{
	static const char *const old[][3] = {{"企业名称", "设备名称", "有效容积（m³）"}, {"丁市已关停炼铁厂", "高炉", "120"}};
	lxw_worksheet *s = workbook_add_worksheet(book, "2012年旧表");
	for (lxw_row_t row = 0; row < 2; row++)
		for (lxw_col_t c = 0; c < 3; c++)
			worksheet_write_string(s, row, c, old[row][c], NULL);
	worksheet_hide(s);
	s = workbook_add_worksheet(book, "字典"); /* workbook.py hides it so that no menu shows it */
	worksheet_write_string(s, 0, 0, "在用", NULL);
	worksheet_write_string(s, 1, 0, "停产", NULL);
	worksheet_hide(s);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	lxw_workbook *book = workbook_new(argv[1]);
	workbook_set_properties(book, &(lxw_doc_properties){.title = "示例", .created = 1372550400});
	struct formats f = formats_of(book);
	instructions(book);
	metal(book, &f);
	machines(book, &f);
	chart(book);
	hidden_sheets(book);
	return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
