/*
 * Registries to measure on. usage: generate MODE ROWS [SEED]
 *
 * MODE: plain    numbers as numbers; some remarks are quoted
 *       dirty    units in cells, thousands separators in quotes, padding, full-width digits, words for unknown, line ends within quotes
 *       truth    the rows of dirty, written as in plain
 *       wide     plain, with 200 columns more that nobody needs
 *       long     plain, with remarks of some thousand bytes
 *       kinds    plain, of 4,000 kinds more that are no equipment anybody knows
 *       distinct plain, but nearly every text stands once
 *       ndjson   plain, an object a line
 *
 * A row depends on the seed and its number only: the first rows of a long registry are a short one. The columns are those of the pack bench15.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 5, WIDE = 200, COLUMNS = 16, CELL = 64 };

enum mode { PLAIN, DIRTY, TRUTH, WIDE_ROWS, LONG, KINDS, DISTINCT, NDJSON, MODES };
static const char *const modes[MODES] = {"plain", "dirty", "truth", "wide", "long", "kinds", "distinct", "ndjson"};

static const char *const headers[COLUMNS] = {"设备编号", "企业名称", "统一社会信用代码", "省份", "行业", "企业类型", "设备类型", "设备型号", "用途",
	"容积(立方米)", "公称容量(吨)", "产能(万吨/年)", "幅宽(mm)", "车速(m/min)", "投产日期", "备注"};
static const char *const units[NUMBERS] = {"立方米", "吨", "万吨/年", "mm", "m/min"};

/* A kind: its industry, its models and uses ('|' between, '#' a digit, '@' a letter), and of which numbers it has limits. */
struct kind {
	const char *industry, *name, *models, *uses;
	unsigned weight;
	struct {
		unsigned number; /* 1: 容积 … */
		unsigned limit, most;
	} measures[2];
};
static const struct kind kinds[] = {
	{"轻工", "文化用纸生产线", "WP####|PM-##", "胶版纸|书写纸", 40, {{4, 1760, 6000}, {5, 200, 1500}}},
	{"轻工", "包装纸板生产线", "BM####", "箱板纸|白板纸", 50, {{4, 2000, 6000}, {5, 100, 1000}}},
	{"轻工", "生活用纸生产线", "TM##-##", "卫生纸|面巾纸", 50, {{4, 1092, 5000}}},
	{"轻工", "注塑机", "HTF###@|MA####", "包装", 400, {{2, 0, 3000}}},
	{"纺织", "粘胶纺丝机", "R531|R531A|R535B|HR40#", "长丝", 40, {{0, 0, 0}}},
	{"纺织", "粘胶短纤生产线", "ND-##", "粘胶短纤", 40, {{3, 2, 20}}},
	{"纺织", "细纱机", "FA50#|EJM###", "棉纺", 300, {{5, 0, 30}}},
	{"机械", "挖掘机", "WP-3|WP3A|WP-4|XE###", "土方", 80, {{2, 0, 400}}},
	{"机械", "机械压力机", "J31-315|J31-315B|J31-630|JH21-###", "冲压|锻造", 150, {{2, 0, 2000}}},
	{"机械", "三相异步电动机", "JDO3-112S|JDO3-140M-4|JDO3-###|Y2-###M-#|YE3-###S-#", "风机|水泵", 700, {{0, 0, 0}}},
	{"机械", "变压器", "S9-###/10|S11-M-###", "配电", 400, {{0, 0, 0}}},
	{"机械", "给水泵", "2GC-5|DG##-##x#", "供水", 400, {{0, 0, 0}}},
	{"机械", "空气压缩机", "GA##|LU###", "动力|工艺", 300, {{1, 0, 100}}},
	{"化工", "合成氨装置", "HCA-##", "尿素|甲醇", 50, {{3, 8, 60}}},
	{"化工", "反应釜", "K####L|GSH-##", "搪瓷", 500, {{1, 0, 60}}},
	{"化工", "储罐", "LF-###|T-###@", "原料|成品", 500, {{1, 0, 9000}}},
	{"冶金", "高炉", "GL-####|BF-###", "炼铁|炼铁|镍铬生铁|铁合金|铸铁管", 100, {{1, 400, 5800}, {3, 0, 300}}},
	{"冶金", "转炉", "BOF-###", "炼钢|炼钢|铁合金", 80, {{2, 30, 300}}},
	{"冶金", "电炉", "EAF-###", "炼钢|机械铸造", 90, {{2, 30, 180}}},
	{"冶金", "轧机", "Φ###|R###x#", "棒材|线材", 200, {{4, 0, 5000}}},
	{"建材", "立窑", "LY-###", "水泥熟料", 30, {{3, 0, 60}}},
	{"建材", "回转窑", "HZY-####", "石灰", 120, {{3, 0, 400}}},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };
static const char *const provinces[] = {"山东省", "山东省", "山东省", "河北省", "江苏省", "内蒙古自治区"};
static const char *const classes[] = {"民营企业", "民营企业", "国有企业", "合资企业", "铸造铁企业"};
static const char *const words[] = {"鑫源", "恒达", "永通", "华隆", "泰丰", "盛阳", "金力", "宏诚"};
static const char *const unknown[] = {"", "-", "不详", "/", "N/A"};
static const char *const border_dates[] = {"", "1998-12-30", "1998-12-31", "1999-01-01"}; /* of 15 years in service at the end of 2013 */
static const char *const remarks[] = {"", "", "", "正常运行", "停产", "\"大修, 更换衬里\"", "备用"};
static const char *const dirty_remarks[] = {"\"铭牌写\"\"400立方\"\"\"", "\"第一行\n第二行\"", "\"见附件:\r\n第3页\"", "\"a, b\""};

/* --- what comes next is told by the row alone ---------------------------------------------------------------------- */

static uint64_t state;

static uint64_t next(void)
{
	uint64_t x = state += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

static unsigned below(unsigned n)
{
	return (unsigned)(next() >> 32) % n;
}

#define ONE_OF(list) ((list)[below(sizeof(list) / sizeof *(list))])

static const struct kind *pick_kind(void)
{
	unsigned all = 0;
	for (size_t i = 0; i < N_KINDS; i++)
		all += kinds[i].weight;
	unsigned at = below(all);
	size_t i = 0;
	while (at >= kinds[i].weight)
		at -= kinds[i++].weight;
	return &kinds[i];
}

/* One of a list, with its '#' and '@' filled in. */
static void pick(char *out, const char *list)
{
	unsigned n = 1;
	for (const char *p = list; *p; p++)
		n += *p == '|';
	for (n = below(n); n; list++)
		n -= *list == '|';
	for (; *list && *list != '|'; list++)
		*out++ = *list == '#' ? (char)('0' + below(10)) : *list == '@' ? (char)('A' + below(6)) : *list;
	*out = '\0';
}

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

static void full_width(char *out, unsigned n)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%u", n);
	for (const char *d = digits; *d; d++) {
		*out++ = '\xEF';
		*out++ = '\xBC';
		*out++ = (char)(0x90 + (*d - '0'));
	}
	*out = '\0';
}

/* In hundredths; the same draws whether it is written dirty or true. */
static void number(char *out, enum mode mode, unsigned which, unsigned hundredths)
{
	const unsigned how = mode == DIRTY || mode == TRUTH ? below(100) : 0, word = below(5);
	const unsigned whole = hundredths / 100;
	char plain[CELL / 2];
	if (hundredths % 100 == 0 || (how >= 82 && how < 96))
		snprintf(plain, sizeof plain, "%u", whole);
	else
		snprintf(plain, sizeof plain, hundredths % 10 ? "%u.%02u" : "%u.%u", whole, hundredths % 10 ? hundredths % 100 : hundredths % 100 / 10);
	if (how >= 96)
		snprintf(out, CELL, "%s", mode == DIRTY ? unknown[word] : "");
	else if (mode != DIRTY || how < 68)
		snprintf(out, CELL, "%s", plain);
	else if (how < 82)
		snprintf(out, CELL, "%s%s", plain, units[which]);
	else if (how < 90 && whole >= 1000)
		snprintf(out, CELL, "\"%u,%03u\"", whole / 1000, whole % 1000);
	else if (how < 90)
		snprintf(out, CELL, "%s", plain);
	else if (how < 94)
		snprintf(out, CELL, " %s ", plain);
	else
		full_width(out, whole);
}

static void measures(char cells[COLUMNS][CELL], enum mode mode, const struct kind *k)
{
	for (size_t i = 0; i < 2; i++) {
		const unsigned limit = k->measures[i].limit * 100, most = k->measures[i].most * 100;
		if (!k->measures[i].number)
			continue;
		const unsigned how = below(100), any = below(most + 1), near = below(3);
		const unsigned value = !limit || how >= 12 ? any : how < 4 ? limit - 1 + near : below(limit + 1);
		number(cells[8 + k->measures[i].number], mode, k->measures[i].number - 1, value);
	}
}

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static void make_row(char cells[COLUMNS][CELL], enum mode mode, uint64_t row)
{
	const struct kind *k = pick_kind();
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i][0] = '\0';
	snprintf(cells[0], CELL, "E%09" PRIu64, row);
	snprintf(cells[1], CELL, "%s%s有限公司", ONE_OF(words), k->industry);
	snprintf(cells[2], CELL, "91%016" PRIX64, next());
	snprintf(cells[3], CELL, "%s", ONE_OF(provinces));
	snprintf(cells[4], CELL, "%s", k->industry);
	snprintf(cells[5], CELL, "%s", ONE_OF(classes));
	snprintf(cells[6], CELL, "%s", k->name);
	if (below(100))
		pick(cells[7], k->models);
	pick(cells[8], k->uses);
	measures(cells, mode, k);
	snprintf(cells[14], CELL, "%04u-%02u-%02u", 1985 + below(30), 1 + below(12), 1 + below(28));
	if (below(25) == 0)
		snprintf(cells[14], CELL, "%s", ONE_OF(border_dates));
	const char *remark = ONE_OF(remarks), *dirty = ONE_OF(dirty_remarks);
	snprintf(cells[15], CELL, "%s", mode == DIRTY && below(20) == 0 ? dirty : remark);
	if (mode == KINDS && below(2))
		snprintf(cells[6], CELL, "专用设备%u号", below(4000));
	if (mode == DISTINCT)
		for (size_t i = 3; i < 9; i++)
			if (i != 4 && below(2))
				snprintf(cells[i] + strlen(cells[i]), CELL / 2, "%" PRIX64, next());
}

static void write_csv(char cells[COLUMNS][CELL], enum mode mode)
{
	for (size_t i = 0; i + 1 < COLUMNS; i++)
		printf("%s,", cells[i]);
	fputs(cells[COLUMNS - 1], stdout);
	if (mode == LONG && cells[15][0] != '"')
		for (unsigned n = below(400); n; n--)
			fputs("长长的备注", stdout);
	for (size_t i = 0; mode == WIDE_ROWS && i < WIDE; i++)
		printf(",%u", below(1000));
	putchar('\n');
}

static void write_json(char cells[COLUMNS][CELL])
{
	for (size_t i = 0; i < COLUMNS; i++) {
		const bool measured = i >= 9 && i < 14, quoted = cells[i][0] == '"';
		const int n = (int)strlen(cells[i]) - 2 * quoted;
		printf("%s\"%s\":", i ? "," : "{", headers[i]);
		if (measured)
			fputs(cells[i][0] ? cells[i] : "null", stdout);
		else
			printf("\"%.*s\"", n, cells[i] + quoted);
	}
	puts("}");
}

static void write_headers(enum mode mode)
{
	for (size_t i = 0; i < COLUMNS; i++)
		printf("%s%s", i ? "," : "", headers[i]);
	for (size_t i = 0; mode == WIDE_ROWS && i < WIDE; i++)
		printf(",附加%zu", i + 1);
	putchar('\n');
}

int main(int argc, char **argv)
{
	static char cells[COLUMNS][CELL];
	const uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1, rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	enum mode mode = PLAIN;
	while (argc > 1 && mode < MODES && strcmp(argv[1], modes[mode]) != 0)
		mode++;
	if (argc < 3 || mode == MODES) {
		fputs("usage: generate plain|dirty|truth|wide|long|kinds|distinct|ndjson ROWS [SEED]\n", stderr);
		return 2;
	}
	if (mode != NDJSON)
		write_headers(mode);
	for (uint64_t row = 0; row < rows; row++) {
		state = seed * UINT64_C(0xD1342543DE82EF95) ^ row * UINT64_C(0x2545F4914F6CDD1D);
		make_row(cells, mode, row);
		if (mode == NDJSON)
			write_json(cells);
		else
			write_csv(cells, mode);
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
