/*
 * A workbook as registries come: ROWS rows of 12 columns under a header, half of them texts of which most are distinct
 * (more than stays in memory), numbers, dates, a formula. The same bytes of cells for the same seed. usage: xlsx_gen FILE
 * ROWS [SEED]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum { COLUMNS = 12 };

static uint32_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static const char *pick(uint64_t *state, const char *const *words, uint32_t n)
{
	return words[next(state) % n];
}

static void write_row(lxw_worksheet *sheet, lxw_row_t row, uint64_t *state, lxw_format *date, lxw_format *unit)
{
	static const char *const places[] = {"济南市历城区", "淄博市临淄区",   "潍坊市寿光市",
					     "临沂市罗庄区", "聊城市东昌府区", "滨州市邹平县"};
	static const char *const trades[] = {"钢铁", "铸造", "水泥", "焦化", "造纸", "电解铝"};
	static const char *const kinds[] = {"高炉", "转炉", "电弧炉", "立窑", "焦炉", "纸机"};
	static const char *const states[] = {"在用", "停用", "在建", "已拆除"};
	char text[256];
	uint32_t volume = 50 + next(state) % 2000;
	worksheet_write_number(sheet, row, 0, row, NULL);
	snprintf(text, sizeof text, "91370%013u", next(state));
	worksheet_write_string(sheet, row, 1, text, NULL);
	snprintf(text, sizeof text, "%s第%u%s有限责任公司", pick(state, places, 6), next(state) % 100000,
		 pick(state, trades, 6));
	worksheet_write_string(sheet, row, 2, text, NULL);
	worksheet_write_string(sheet, row, 3, pick(state, places, 6), NULL);
	worksheet_write_string(sheet, row, 4, pick(state, kinds, 6), NULL);
	worksheet_write_number(sheet, row, 5, volume, unit);
	worksheet_write_number(sheet, row, 6, (double)(next(state) % 100000) / 100, NULL);
	worksheet_write_number(sheet, row, 7, 1 + next(state) % 4, NULL);
	worksheet_write_number(sheet, row, 8, 30000 + next(state) % 9000, date);
	worksheet_write_string(sheet, row, 9, pick(state, states, 4), NULL);
	worksheet_write_formula_num(sheet, row, 10, "=F2*H2", NULL, volume);
	snprintf(text, sizeof text, "原登记表第%u页，编号%u，设备铭牌为%s，核查人员%u，现场照片%u张",
		 next(state) % 9000, next(state), pick(state, kinds, 6), next(state) % 500, next(state) % 30);
	worksheet_write_string(sheet, row, 11, text, NULL);
}

int main(int argc, char **argv)
{
	static const char *const heads[COLUMNS] = {"序号", "信用代码", "企业",     "地区", "设备", "有效容积",
						   "产能", "数量",     "投产日期", "状态", "合计", "备注"};
	long rows = argc >= 3 ? strtol(argv[2], NULL, 10) : 0;
	uint64_t state = argc == 4 ? (uint64_t)strtoul(argv[3], NULL, 10) : 1;
	if (rows < 1 || rows >= 1048576) {
		fprintf(stderr, "usage: %s FILE ROWS [SEED]\n", argv[0]);
		return 64;
	}
	lxw_workbook *book = workbook_new(argv[1]);
	lxw_worksheet *sheet = book ? workbook_add_worksheet(book, "设备台账") : NULL;
	if (!sheet)
		return 74;
	lxw_format *date = workbook_add_format(book), *unit = workbook_add_format(book);
	format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
	format_set_num_format(unit, "0\"立方米\"");
	for (lxw_col_t c = 0; c < COLUMNS; c++)
		worksheet_write_string(sheet, 0, c, heads[c], NULL);
	for (long r = 1; r <= rows; r++)
		write_row(sheet, (lxw_row_t)r, &state, date, unit);
	return workbook_close(book) == LXW_NO_ERROR ? 0 : 74;
}
