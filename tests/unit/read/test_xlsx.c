/* read_xlsx: what it makes of workbooks. Hostile and damaged ones: test_xlsx_hostile.c. */
#include "unit.h"

#include "base/limits.h"
#include "book.h"

#include <dirent.h>

struct rows_case {
	const char *rows, *want;
};

static void check_rows(struct book *b, const struct rows_case *c, const char *before, const char *after)
{
	struct buf sheet, want;
	buf_init(&sheet);
	buf_init(&want);
	buf_printf(&sheet, "%s%s%s", before, c->rows, after);
	buf_printf(&want, "table 表\n%s", c->want);
	book_set(b, BOOK_SHEET_1, buf_str(&sheet));
	book_check(b, NULL, want.p);
	buf_release(&sheet);
	buf_release(&want);
}

static void check_all_rows(struct book *b, const struct rows_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_rows(b, &cases[i], "<worksheet xmlns='" BOOK_MAIN "'><sheetData>", "</sheetData></worksheet>");
}

#define CHECK_ALL_ROWS(book, cases) check_all_rows((book), (cases), sizeof(cases) / sizeof *(cases))

/* --- cells ----------------------------------------------------------------------------------------------------- */

static void test_types(void **state)
{
	static const struct rows_case cases[] = {
		{"", "complete 0\n"},
		{"<row r='1'/>", "complete 0\n"},
		{"<row r='1'><c r='A1'/></row>", "complete 0\n"},
		{"<row r='1'><c r='A1'><v></v></c></row>", "complete 0\n"},
		{"<row r='1'><c r='A1'><v>450</v></c></row>", "row 1: 0 number 450\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='n'><v> 450 </v></c></row>", "row 1: 0 number 450\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>0.30000000000000004</v></c></row>", "row 1: 0 rounded 0.3\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>0.10000000000000001</v></c></row>", "row 1: 0 number 0.1\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>3.71602123456789E+17</v></c></row>",
		 "row 1: 0 number 371602123456789000\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>约400</v></c></row>", "row 1: 0 text 约400\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>1,5</v></c></row>", "row 1: 0 text 1,5\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><v>1e100000</v></c></row>", "row 1: 0 text 1e100000\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v> 2 </v></c><c "
		 "r='D1' t='s'><v></v></c></row>",
		 "row 1: 0 text 甲, 2 text 丙\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='str'><v>高炉</v></c><c r='B1' t='str'><v></v></c><c r='C1' "
		 "t='str'><v>012</v></c></row>",
		 "row 1: 0 text 高炉, 2 text 012\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='inlineStr'><is><t>高炉</t></is></c></row>",
		 "row 1: 0 text 高炉\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='inlineStr'><is><r><rPr><b/></rPr><t>高</t></r><r><t>炉</t></r><rPh sb='0' "
		 "eb='1'><t>gāo</t></rPh></is></c></row>",
		 "row 1: 0 text 高炉\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='inlineStr'><v>1.0</v><is><t>1.</t></is></c></row>",
		 "row 1: 0 text 1.\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='inlineStr'><v>高炉</v></c></row>", "row 1: 0 text 高炉\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><is><t>450</t></is></c></row>", "row 1: 0 text 450\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c><c r='C1' t='b'><v>true</v></c><c "
		 "r='D1' t='b'><v>2</v></c></row>",
		 "row 1: 0 boolean TRUE, 1 boolean FALSE, 2 boolean TRUE, 3 text 2\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='e'><v>#N/A</v></c></row>", "row 1: 0 error #N/A\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='d'><v>2003-01-15</v></c><c r='B1' "
		 "t='d'><v>2003-01-15T08:30:00.000Z</v></c><c r='C1' t='d'><v>2003-01-15T00:00:00</v></c>"
		 "<c r='D1' t='d'><v>2003-01-15T08:30</v></c><c r='E1' t='d'><v>08:30:00</v></c><c r='F1' "
		 "t='d'><v>2003-01-15T08:30:00+08:00</v></c></row>",
		 "row 1: 0 date 2003-01-15, 1 date 2003-01-15 08:30:00, 2 date 2003-01-15, 3 date 2003-01-15 08:30:00, "
		 "4 text 08:30:00, "
		 "5 text 2003-01-15T08:30:00+08:00\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='new'/></row>", "complete 0\n"},
		{"<row r='1'><c r='A1' t='str'><v>  </v></c><c r='B1' t='str'><v>\xe3\x80\x80</v></c><c r='C1' "
		 "t='str'><v> x </v></c></row>",
		 "row 1: 2 text  x \ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='str'><v>a<![CDATA[<b>]]>&amp;&#x9ad8;</v></c></row>",
		 "row 1: 0 text a<b>&高\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='str'><v>甲_x000D_\n乙_x005F_x000D_</v></c></row>",
		 "row 1: 0 text 甲\r\n乙_x000D_\ncomplete 1\n"},
		/* a comment cuts a text into pieces, not the cell */
		{"<row r='1'><c r='A1'><v>4<!-- c -->50</v></c></row>", "row 1: 0 number 450\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	book_put(&b, BOOK_SHARED, BOOK_STRINGS("<si><t>甲</t></si><si/><si><t>丙</t></si>"));
	CHECK_ALL_ROWS(&b, cases);
}

static void test_formulas(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='1'><c r='A1'><f>B1*2</f><v>900</v></c></row>", "row 1: 0 number 900\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='str'><f>B1&amp;\"吨\"</f><v>450吨</v></c></row>",
		 "row 1: 0 text 450吨\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='b'><f>B1=1</f><v>1</v></c></row>", "row 1: 0 boolean TRUE\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>",
		 "row 1: 0 error #DIV/0!\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><f>B1*2</f></c></row>", "row 1: 0 formula =B1*2\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><f>B1*2</f><v/></c></row>", "row 1: 0 formula =B1*2\ncomplete 1\n"},
		{"<row r='1'><c r='A1' t='str'><f>B1&amp;C1</f></c></row>", "row 1: 0 formula =B1&C1\ncomplete 1\n"},
		/* an empty text is a value */
		{"<row r='1'><c r='A1' t='str'><f>IF(B1,C1,\"\")</f><v></v></c></row>", "complete 0\n"},
		{"<row r='1'><c r='A1'><f t='shared' si='0'/></c></row>", "row 1: 0 formula =\ncomplete 1\n"},
		{"<row r='1'><c r='A1'><f t='shared' ref='A1:A2' si='0'>B1*2</f><v>4</v></c></row>"
		 "<row r='2'><c r='A2'><f t='shared' si='0'/><v>6</v></c></row>",
		 "row 1: 0 number 4\nrow 2: 0 number 6\ncomplete 2\n"},
		/* the value before its formula */
		{"<row r='1'><c r='A1'><v>4</v><f>B1</f></c></row>", "row 1: 0 number 4\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	CHECK_ALL_ROWS(&b, cases);
}

/* A program that stores 0 for what it did not calculate says that the workbook is to be calculated. */
static void test_formulas_not_calculated(void **state)
{
	static const char *const before = "<workbook xmlns='" BOOK_MAIN "' xmlns:r='" BOOK_R
					  "'><sheets><sheet name='表' sheetId='1' r:id='r1'/></sheets>";
	static const struct {
		const char *calculation, *cell;
		bool told;
	} cases[] = {
		{"<calcPr fullCalcOnLoad='1'/>", "<f>B1</f><v>0</v>", true},
		{"<calcPr fullCalcOnLoad='true'/>", "<f>B1</f><v>0</v>", true},
		{"<calcPr fullCalcOnLoad='0'/>", "<f>B1</f><v>0</v>", false},
		{"<calcPr calcId='1'/>", "<f>B1</f><v>0</v>", false},
		{"<calcPr fullCalcOnLoad='1'/>", "<v>0</v>", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book b = book_of("");
		struct buf workbook, sheet;
		buf_init(&workbook);
		buf_init(&sheet);
		buf_printf(&workbook, "%s%s</workbook>", before, cases[i].calculation);
		buf_printf(&sheet, "<worksheet><sheetData><row r='1'><c r='A1'>%s</c></row></sheetData></worksheet>",
			   cases[i].cell);
		book_set(&b, "xl/workbook.xml", buf_str(&workbook));
		book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
		book_check(&b, NULL,
			   cases[i].told ? "table 表\nrow 1: 0 number 0\nnotice the program that wrote the workbook "
					   "did not calculate its formulas, "
					   "whose values may be wrong; open it in a spreadsheet program and save "
					   "it\ncomplete 1\n"
					 : "table 表\nrow 1: 0 number 0\ncomplete 1\n");
		buf_release(&workbook);
		buf_release(&sheet);
	}
}

/* --- places ---------------------------------------------------------------------------------------------------- */

#define SAVE_IT "; open the file in a spreadsheet program and save it as .xlsx\n"

static void test_places(void **state)
{
	static const struct rows_case cases[] = {
		{"<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>",
		 "row 1: 0 number 1, 1 number 2\nrow 2: 1 number 3\ncomplete 2\n"},
		{"<row r='3'><c><v>1</v></c></row><row><c><v>2</v></c></row>",
		 "row 3: 0 number 1\nrow 4: 0 number 2\ncomplete 2\n"},
		{"<row r='1'><c r='C1'><v>1</v></c><c><v>2</v></c></row>",
		 "row 1: 2 number 1, 3 number 2\ncomplete 1\n"},
		/* a row that does not say its number is where its first cell says */
		{"<row><c r='B5'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
		 "row 5: 1 number 1, 2 number 2\nrow 6: 0 number 3\ncomplete 2\n"},
		{"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "row 1048576: 16383 number 1\ncomplete 1\n"},
		{"<row r='1'><c r='a1'><v>1</v></c></row>", "row 1: 0 number 1\ncomplete 1\n"},
		/* refused */
		{"<row r='17'><c r='B17' t='new'><v>0</v></c></row>",
		 "unreadable 表!B17 is a cell of an unknown type" SAVE_IT},
		{"<row r='17'><c r='B17'><v>4000</v><v>380</v></c></row>",
		 "unreadable 表!B17 is a cell with two values" SAVE_IT},
		{"<row r='2'/><row r='2'/>", "unreadable 表!2 is a row that stands twice or out of order" SAVE_IT},
		{"<row r='2'><c r='A2'><v>1</v></c></row><row r='1'/>",
		 "row 2: 0 number 1\nunreadable 表!1 is a row that stands twice or out of order" SAVE_IT},
		{"<row r='0'/>", "unreadable 表!0 is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r='1048577'/>", "unreadable 表!1048577 is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r='1048576'/><row/>",
		 "unreadable 表!1048577 is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r='x'/>", "unreadable 表!x is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r=''/>", "unreadable 表! is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r='18446744073709551617'/>",
		 "unreadable 表!18446744073709551617 is no row of a sheet, whose last one is 1048576" SAVE_IT},
		{"<row r='17'><c r='B17'><v>1</v></c><c r='B17'/></row>",
		 "unreadable 表!B17 is a cell that stands twice or out of order" SAVE_IT},
		{"<row r='17'><c r='C17'/><c r='B17'/></row>",
		 "unreadable 表!B17 is a cell that stands twice or out of order" SAVE_IT},
		{"<row r='17'><c/><c r='A17'/></row>",
		 "unreadable 表!A17 is a cell that stands twice or out of order" SAVE_IT},
		{"<row r='17'><c r='B18'/></row>", "unreadable 表!B18 is a cell that stands in another row" SAVE_IT},
		{"<row r='17'><c r='B16'/></row>", "unreadable 表!B16 is a cell that stands in another row" SAVE_IT},
		{"<row r='2'/><row><c r='B1'/></row>", "unreadable 表!B1 is a cell that stands in another row" SAVE_IT},
		{"<row><c r='B2'/><c r='C3'/></row>", "unreadable 表!C3 is a cell that stands in another row" SAVE_IT},
		{"<row r='1'><c r='XFE1'/></row>",
		 "unreadable 表!XFE1 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='XFD1'/><c/></row>",
		 "unreadable 表!XFE1 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row><c r='A1048577'/></row>",
		 "unreadable 表!A1048577 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='AAAA1'/></row>",
		 "unreadable 表!AAAA1 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='1A'/></row>",
		 "unreadable 表!1A is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='A'/></row>",
		 "unreadable 表!A is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='A0'/></row>",
		 "unreadable 表!A0 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
		{"<row r='1'><c r='A00000001'/></row>",
		 "unreadable 表!A00000001 is no cell of a sheet, whose last one is XFD1048576" SAVE_IT},
	};
	struct book b = book_of("");
	(void)state;
	CHECK_ALL_ROWS(&b, cases);
}

/* What is filled past LIMIT_COLUMNS is sent: whoever reads rejects the row. */
static void test_wide_rows(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='1'><c r='FAN1'><v>1</v></c></row>", "row 1: 4095 number 1\ncomplete 1\n"},
		{"<row r='1'><c r='FAO1'><v>1</v></c></row>", "row 1: 4096 number 1\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	assert_int_equal(LIMIT_COLUMNS, 4096);
	CHECK_ALL_ROWS(&b, cases);
}

/* --- formats --------------------------------------------------------------------------------------------------- */

static void test_formats(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='1'><c r='A1'><v>37636</v></c></row>",
		 "row 1: 0 date 2003-01-15\ncomplete 1\n"}, /* no format named: the first one */
		{"<row r='1'><c r='A1' s='0'><v>37636.3541666667</v></c></row>",
		 "row 1: 0 date 2003-01-15 08:30:00\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='1'><v>37636</v></c></row>", "row 1: 0 number 37636\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='2'><v>0.1</v></c></row>", "row 1: 0 number 10%\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='3'><v>5</v></c></row>", "row 1: 0 number 5万吨\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='3'><v>5.0000000000000009</v></c></row>",
		 "row 1: 0 rounded 5万吨\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='4'><v>50000</v></c></row>", "row 1: 0 scaled 50000\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='5'><v>37636</v></c></row>",
		 "row 1: 0 date 2003-01-15\ncomplete 1\n"}, /* a built-in Chinese date */
		{"<row r='1'><c r='A1' s='6' t='str'><v>450</v></c></row>", "row 1: 0 text 450立方米\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='6' t='s'><v>0</v></c></row>", "row 1: 0 text 甲立方米\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='6' t='str'><v> </v></c></row>", "complete 0\n"},
		{"<row r='1'><c r='A1' s='6'><v>450</v></c></row>", "row 1: 0 number 450\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='7'><v>37636</v></c></row>",
		 "row 1: 0 number 37636\ncomplete 1\n"}, /* the format is not there */
		{"<row r='1'><c r='A1' s='8'><v>37636</v></c></row>",
		 "row 1: 0 number 37636\ncomplete 1\n"}, /* nor is the cell's */
		{"<row r='1'><c r='A1' s='-1'><v>37636</v></c></row>",
		 "row 1: 0 date 2003-01-15\ncomplete 1\n"}, /* no index at all */
		{"<row r='1'><c r='A1' s='0' t='str'><v>37636</v></c></row>", "row 1: 0 text 37636\ncomplete 1\n"},
		{"<row r='1'><c r='A1' s='0' t='b'><v>1</v></c></row>", "row 1: 0 boolean TRUE\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	book_put(&b, BOOK_SHARED, BOOK_STRINGS("<si><t>甲</t></si>"));
	book_put(&b, BOOK_STYLE_SHEET,
		 "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='0&quot;万吨&quot;'/><numFmt numFmtId='177' "
		 "formatCode='0!.0,&quot;万&quot;'/>"
		 "<numFmt numFmtId='178' formatCode='@&quot;立方米&quot;'/><numFmt formatCode='x'/></numFmts>"
		 "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
		 "<cellXfs><xf numFmtId='14'/><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='176' "
		 "applyNumberFormat='0'/><xf numFmtId='177'/><xf numFmtId='31'/>"
		 "<xf numFmtId='178'/><xf numFmtId='199'/></cellXfs><dxfs><dxf><numFmt numFmtId='199' "
		 "formatCode='yyyy'/></dxf></dxfs></styleSheet>");
	CHECK_ALL_ROWS(&b, cases);
}

static void test_a_written_format_beats_the_built_in(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='1'><c r='A1'><v>0.1</v></c><c r='B1' s='1'><v>0.1</v></c></row>",
		 "row 1: 0 number 0.1吨, 1 number 10%\ncomplete 1\n"}};
	struct book b = book_of("");
	(void)state;
	book_put(&b, BOOK_STYLE_SHEET,
		 BOOK_STYLES("<numFmt numFmtId='9' formatCode='0&quot;吨&quot;'/>",
			     "<xf numFmtId='9'/><xf numFmtId='10'/>"));
	CHECK_ALL_ROWS(&b, cases);
}

static void test_dates_since_1904(void **state)
{
	static const struct rows_case cases[] = {{"<row r='1'><c r='A1'><v>36174</v></c><c r='B1'><v>0</v></c></row>",
						  "row 1: 0 date 2003-01-15, 1 date 1904-01-01\ncomplete 1\n"}};
	static const char *const says[] = {"1", "true", "on"};
	(void)state;
	for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
		struct book b = book_of("");
		struct buf workbook;
		buf_init(&workbook);
		buf_printf(&workbook,
			   "<workbook xmlns:r='" BOOK_R
			   "'><workbookPr date1904='%s'/><sheets><sheet name='表' r:id='r1'/></sheets></workbook>",
			   says[i]);
		book_set(&b, "xl/workbook.xml", buf_str(&workbook));
		book_put(&b, BOOK_STYLE_SHEET, BOOK_STYLES("", "<xf numFmtId='14'/>"));
		CHECK_ALL_ROWS(&b, cases);
		buf_release(&workbook);
	}
}

/* --- shared strings -------------------------------------------------------------------------------------------- */

static void test_shared_strings(void **state)
{
	static const struct {
		const char *strings, *want;
	} cases[] = {
		{"<si><t>高炉</t></si>", "row 1: 0 text 高炉\ncomplete 1\n"},
		{"<si><t xml:space='preserve'> 高炉 </t></si>", "row 1: 0 text  高炉 \ncomplete 1\n"},
		{"<si><t> 高炉 </t></si>", "row 1: 0 text  高炉 \ncomplete 1\n"},
		{"<si><r><rPr><sz val='9'/></rPr><t>450</t></r><r><t>m</t></r><r><rPr><vertAlign "
		 "val='superscript'/></rPr><t>3</t></r></si>",
		 "row 1: 0 text 450m3\ncomplete 1\n"},
		{"<si><t>課</t><rPh sb='0' eb='1'><t>か</t></rPh><phoneticPr fontId='1'/></si>",
		 "row 1: 0 text 課\ncomplete 1\n"},
		{"<si><t>甲</t><r><t>乙</t></r></si>", "row 1: 0 text 甲乙\ncomplete 1\n"},
		{"<si/>", "complete 0\n"},
		{"<si><t/></si>", "complete 0\n"},
		{"<si><t>a_x000D_</t></si>", "row 1: 0 text a\r\ncomplete 1\n"},
		/* an escape does not reach over runs */
		{"<si><r><t>a_x00</t></r><r><t>0D_b</t></r></si>", "row 1: 0 text a_x000D_b\ncomplete 1\n"},
		{"", "unreadable 表!A1 holds shared string 0, and the workbook has 0 of them, counted from 0" SAVE_IT},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book b = book_of("");
		struct buf strings;
		struct rows_case rows = {"<row r='1'><c r='A1' t='s'><v>0</v></c></row>", cases[i].want};
		buf_init(&strings);
		/* what it says of their number is not believed */
		buf_printf(&strings, "<sst xmlns='" BOOK_MAIN "' count='99999999999' uniqueCount='0'>%s</sst>",
			   cases[i].strings);
		book_set(&b, BOOK_SHARED, buf_str(&strings));
		check_all_rows(&b, &rows, 1);
		buf_release(&strings);
	}
}

static void test_shared_strings_that_are_not_there(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='17'><c r='B17' t='s'><v>1</v></c></row>", "row 17: 1 text 乙\ncomplete 1\n"},
		{"<row r='17'><c r='A17'><v>1</v></c><c r='B17' t='s'><v>2</v></c></row>",
		 "unreadable 表!B17 holds shared string 2, and the workbook has 2 of them, counted from 0" SAVE_IT},
		{"<row r='17'><c r='B17' t='s'><v>-1</v></c></row>",
		 "unreadable 表!B17 holds shared string -1, and the workbook has 2 of them, counted from 0" SAVE_IT},
		{"<row r='17'><c r='B17' t='s'><v>18446744073709551616</v></c></row>",
		 "unreadable 表!B17 holds shared string 18446744073709551616, and the workbook has 2 of them, counted "
		 "from 0" SAVE_IT},
		{"<row r='17'><c r='B17' t='s'><v>高炉</v></c></row>",
		 "unreadable 表!B17 holds shared string 高炉, and the workbook has 2 of them, counted from 0" SAVE_IT},
	};
	struct book b = book_of("");
	(void)state;
	book_put(&b, BOOK_SHARED, BOOK_STRINGS("<si><t>甲</t></si><si><t>乙</t></si>"));
	CHECK_ALL_ROWS(&b, cases);
}

/* More texts than memory should hold: each comes back, whatever the order in which they are asked for. */
static void test_many_shared_strings(void **state)
{
	enum { N = 300000, ASKED = 5000 };
	struct book b = book_of("");
	struct buf strings, sheet, want;
	(void)state;
	buf_init(&strings);
	buf_init(&sheet);
	buf_init(&want);
	buf_adds(&strings, "<sst>");
	for (int i = 0; i < N; i++)
		buf_printf(&strings, "<si><t>第%d号高炉，有效容积450立方米</t></si>", i);
	buf_adds(&strings, "</sst>");
	buf_adds(&sheet, "<worksheet><sheetData>");
	buf_adds(&want, "table 表\n");
	for (unsigned i = 0; i < ASKED; i++) {
		unsigned n = i % 2 ? i * 7919 % N : N - 1 - i;
		buf_printf(&sheet, "<row><c t='s'><v>%u</v></c></row>", n);
		buf_printf(&want, "row %u: 0 text 第%u号高炉，有效容积450立方米\n", i + 1, n);
	}
	buf_adds(&sheet, "</sheetData></worksheet>");
	buf_printf(&want, "complete %d\n", ASKED);
	assert_true(strings.n > LIMIT_SHARED_STRING_BYTES);
	book_set(&b, BOOK_SHARED, buf_str(&strings));
	book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
	book_check(&b, NULL, want.p);
	buf_release(&strings);
	buf_release(&sheet);
	buf_release(&want);
}

/* --- sheets ---------------------------------------------------------------------------------------------------- */

static void sheets_of_all_sorts(struct book *b)
{
	*b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	book_put(b, "xl/workbook.xml",
		 BOOK_WORKBOOK("", "<sheet name='三' sheetId='9' r:id='r3'/><sheet name='图' sheetId='2' "
				   "r:id='r7'/><sheet name='一' sheetId='1' state='hidden' r:id='r1'/>"
				   "<sheet name='二' sheetId='4' state='veryHidden' r:id='r2'/><sheet name='窗' "
				   "sheetId='5' r:id='r8'/><sheet name='码' sheetId='6' r:id='r9'/>"
				   "<sheet name='国际码' sheetId='7' r:id='r10'/><sheet name='空' state='visible' "
				   "sheetId='8' r:id='r4'/>"));
	book_put(b, "xl/_rels/workbook.xml.rels",
		 BOOK_RELATIONS(
			 BOOK_RELATION("r1", "worksheet", "worksheets/sheet1.xml") BOOK_RELATION(
				 "r2", "worksheet", "/xl/worksheets/sheet2.xml")
				 BOOK_RELATION("r3", "worksheet", "./worksheets/x/../sheet3.xml") BOOK_RELATION(
					 "r4", "worksheet", "worksheets\\SHEET4.xml")
					 BOOK_RELATION("r7", "chartsheet", "chartsheets/sheet1.xml") BOOK_RELATION(
						 "r8", "dialogsheet",
						 "dialogsheets/sheet1.xml") "<Relationship Id='r9' "
									    "Type='http://schemas.microsoft.com/office/"
									    "2006/relationships/xlMacrosheet' "
									    "Target='macrosheets/sheet1.xml'/>"
									    "<Relationship Id='r10' "
									    "Type='http://schemas.microsoft.com/office/"
									    "2006/relationships/xlIntlMacrosheet' "
									    "Target='macrosheets/sheet2.xml'/>"
									    "<Relationship Id='r11' Type='" BOOK_R
									    "/worksheet' Target='http://example.org/' "
									    "TargetMode='External'/>"));
	book_put(b, "xl/worksheets/sheet2.xml", BOOK_DATA("<row><c><v>2</v></c></row>"));
	book_put(b, "xl/worksheets/sheet3.xml", BOOK_DATA("<row><c><v>3</v></c></row>"));
	book_put(b, "xl/worksheets/sheet4.xml", BOOK_DATA(""));
}

static void test_sheets(void **state)
{
	struct book b;
	(void)state;
	sheets_of_all_sorts(&b);
	book_check(&b, NULL,
		   "notice sheet \"图\" is skipped: it holds no cells but a chart\n"
		   "notice sheet \"窗\" is skipped: it holds no cells but a dialog\n"
		   "notice sheet \"码\" is skipped: it holds no cells but macros\n"
		   "notice sheet \"国际码\" is skipped: it holds no cells but macros\n"
		   "table 三\nrow 1: 0 number 3\ntable 一 hidden\nrow 1: 0 number 1\ntable 二 hidden\nrow 1: 0 number "
		   "2\ntable 空\ncomplete 3\n");
}

static void test_one_sheet(void **state)
{
	struct book b;
	(void)state;
	sheets_of_all_sorts(&b);
	book_check(&b, "二", "table 二 hidden\nrow 1: 0 number 2\ncomplete 1\n");
	book_check(&b, "空", "table 空\ncomplete 0\n");
	book_check(&b, "四",
		   "usage the workbook has no sheet \"四\" with cells; it has \"三\", \"一\", \"二\", \"空\"\n");
	book_check(&b, "图",
		   "usage the workbook has no sheet \"图\" with cells; it has \"三\", \"一\", \"二\", \"空\"\n");
	/* a sheet that is not asked for may be damaged */
	book_put(&b, "xl/worksheets/sheet3.xml", "<worksheet>");
	book_check(&b, "一", "table 一 hidden\nrow 1: 0 number 1\ncomplete 1\n");
}

static void test_number_of_sheets(void **state)
{
	static char names[LIMIT_SHEETS + 1][64];
	(void)state;
	for (int n = LIMIT_SHEETS; n <= LIMIT_SHEETS + 1; n++) {
		struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
		struct buf workbook, relations;
		buf_init(&workbook);
		buf_init(&relations);
		buf_adds(&workbook, "<workbook><sheets>");
		buf_adds(&relations, "<Relationships>");
		for (int i = 0; i < n; i++) {
			snprintf(names[i], sizeof names[i], "xl/worksheets/sheet%d.xml", i + 1);
			buf_printf(&workbook, "<sheet name='表%d' r:id='r%d'/>", i + 1, i + 1);
			buf_printf(&relations, "<Relationship Id='r%d' Type='x/worksheet' Target='/%s'/>", i + 1,
				   names[i]);
			book_put(&b, names[i], BOOK_DATA("<row><c><v>1</v></c></row>"));
		}
		buf_adds(&workbook, "</sheets></workbook>");
		buf_adds(&relations, "</Relationships>");
		book_set(&b, "xl/workbook.xml", buf_str(&workbook));
		book_set(&b, "xl/_rels/workbook.xml.rels", buf_str(&relations));
		book_check_end(&b,
			       n == LIMIT_SHEETS ? "complete 255\n" : "limit the workbook has more than 255 sheets\n");
		buf_release(&workbook);
		buf_release(&relations);
	}
}

static void test_sheets_that_are_nowhere(void **state)
{
	struct book b = book_of(BOOK_DATA(""));
	(void)state;
	book_put(&b, "xl/workbook.xml", BOOK_WORKBOOK("", "<sheet name='表' sheetId='1' r:id='r99'/>"));
	book_check(&b, NULL, "unreadable where sheet \"表\" stands is not said" SAVE_IT);
	book_put(&b, "xl/workbook.xml", BOOK_WORKBOOK("", "<sheet name='表' sheetId='1'/>"));
	book_check(&b, NULL, "unreadable where sheet \"表\" stands is not said" SAVE_IT);
	b = book_of(BOOK_DATA(""));
	book_put(&b, "xl/_rels/workbook.xml.rels",
		 BOOK_RELATIONS("<Relationship Id='r1' Type='" BOOK_R
				"/worksheet' Target='worksheets/sheet1.xml' TargetMode='External'/>"));
	book_check(&b, NULL, "unreadable where sheet \"表\" stands is not said" SAVE_IT);
	book_put(&b, "xl/workbook.xml", BOOK_WORKBOOK("", ""));
	book_check(&b, NULL, "unreadable the workbook has no sheet\n");
	b = book_of(BOOK_DATA(""));
	book_drop(&b, BOOK_SHEET_1);
	book_check(&b, NULL, "table 表\nunreadable part \"xl/worksheets/sheet1.xml\" is missing" SAVE_IT);
	b = book_of(BOOK_DATA(""));
	book_drop(&b, BOOK_STYLE_SHEET); /* without it dates would be numbers */
	book_check(&b, NULL, "unreadable part \"xl/styles.xml\" is missing" SAVE_IT);
}

/* --- how it may be written ------------------------------------------------------------------------------------- */

static void test_strict_form_and_prefixes(void **state)
{
	struct book b = book_of("");
	(void)state;
	book_put(&b, "_rels/.rels",
		 "<p:Relationships xmlns:p='" BOOK_PACKAGE "'><p:Relationship Id='a' "
		 "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' "
		 "Target='/book/main.xml'/></p:Relationships>");
	book_drop(&b, "xl/workbook.xml");
	book_put(&b, "book/main.xml",
		 "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
		 "xmlns:rel='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
		 "<x:sheets><x:sheet name='表' sheetId='1' rel:id='id-1'/></x:sheets></x:workbook>");
	book_put(&b, "book/_rels/main.xml.rels",
		 "<Relationships><Relationship Target='../sheets/one.xml' "
		 "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' Id='id-1'/>"
		 "<Relationship Target='strings.xml' "
		 "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings' "
		 "Id='id-2'/></Relationships>");
	book_put(&b, "book/strings.xml",
		 "<x:sst xmlns:x='u'><x:si><x:r><x:t>高</x:t></x:r><x:r><x:t>炉</x:t></x:r></x:si></x:sst>");
	book_put(&b, "sheets/one.xml",
		 "<?xml version='1.0' encoding='UTF-8'?>\n<x:worksheet xmlns:x='u'><x:sheetData><x:row r='1'><x:c "
		 "r='A1' t='s'><x:v>0</x:v></x:c><x:c r='B1'><x:v>450</x:v></x:c>"
		 "</x:row></x:sheetData><x:mergeCells><x:mergeCell ref='A1:B2'/></x:mergeCells></x:worksheet>");
	book_check(&b, NULL, "table 表\nmerge 1-2 0-1\nrow 1: 0 text 高炉, 1 number 450\ncomplete 1\n");
}

static void test_names_in_any_case(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	(void)state;
	for (size_t i = 0; i < b.n; i++)
		if (strcmp(b.parts[i].name, BOOK_SHEET_1) == 0)
			b.parts[i].name = "XL\\Worksheets\\SHEET1.XML";
		else if (strcmp(b.parts[i].name, "_rels/.rels") == 0)
			b.parts[i].name = "_RELS/.rels";
	book_check(&b, NULL, "table 表\nrow 1: 0 number 1\ncomplete 1\n");
}

static void test_without_package_relations(void **state)
{
	struct book b = book_of(BOOK_DATA("<row><c><v>1</v></c></row>"));
	(void)state;
	book_drop(&b, "_rels/.rels");
	book_drop(&b, "[Content_Types].xml");
	book_check(&b, NULL, "table 表\nrow 1: 0 number 1\ncomplete 1\n");
}

/* What another namespace holds is passed over, but for what stands in place of what is not understood. */
static void test_extensions(void **state)
{
	static const struct rows_case cases[] = {
		{"<row r='1'><c r='A1'><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row>",
		 "row 1: 0 number 1\ncomplete 1\n"},
		{"<mc:AlternateContent><mc:Choice Requires='x'><row r='1'><c r='A1'><v>9</v></c></row></mc:Choice>"
		 "<mc:Fallback><row r='1'><c r='A1'><v>1</v></c></row></mc:Fallback></mc:AlternateContent><row "
		 "r='2'><c r='A2'><v>2</v></c></row>",
		 "row 1: 0 number 1\nrow 2: 0 number 2\ncomplete 2\n"},
		{"<other><row r='1'><c r='A1'><v>9</v></c></row></other><row r='1'><c r='A1'><v>1</v></c></row>",
		 "row 1: 0 number 1\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	CHECK_ALL_ROWS(&b, cases);
}

static struct buf utf16_of(const char *ascii, bool mark)
{
	struct buf out;
	buf_init(&out);
	if (mark)
		buf_add(&out, (struct str){"\xff\xfe", 2});
	for (; *ascii; ascii++)
		buf_add(&out, (struct str){(const char[]){*ascii, 0}, 2});
	return out;
}

static void test_other_encodings(void **state)
{
	static const char text[] = "<?xml version='1.0' encoding='%s'?><worksheet><sheetData><row><c "
				   "t='inlineStr'><is><t>%s</t></is></c></row></sheetData>"
				   "<mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>";
	struct book b = book_of("");
	char sheet[sizeof text + 32];
	struct buf wide;
	(void)state;
	snprintf(sheet, sizeof sheet, text, "UTF-16", "x");
	wide = utf16_of(sheet, true);
	book_set(&b, BOOK_SHEET_1, buf_str(&wide));
	book_check(&b, NULL, "table 表\nmerge 1-1 0-1\nrow 1: 0 text x\ncomplete 1\n");
	buf_release(&wide);
	snprintf(sheet, sizeof sheet, text, "ISO-8859-1", "\xb2");
	book_put(&b, BOOK_SHEET_1, sheet);
	book_check(&b, NULL, "table 表\nmerge 1-1 0-1\nrow 1: 0 text ²\ncomplete 1\n");
	snprintf(sheet, sizeof sheet, text, "GB18030", "\xb8\xdf");
	book_put(&b, BOOK_SHEET_1, sheet);
	book_check(&b, NULL,
		   "table 表\nunreadable part \"xl/worksheets/sheet1.xml\", line 1, column 31: not well-formed XML: "
		   "unknown encoding\n");
}

/* --- merges ---------------------------------------------------------------------------------------------------- */

static void test_merges(void **state)
{
	static const struct rows_case cases[] = {
		{"", "row 1: 0 number 1\ncomplete 1\n"},
		{"<mergeCells/>", "row 1: 0 number 1\ncomplete 1\n"},
		{"<mergeCells count='9'><mergeCell ref='A1:L1'/></mergeCells>",
		 "merge 1-1 0-11\nrow 1: 0 number 1\ncomplete 1\n"},
		/* in order of their rows */
		{"<mergeCells><mergeCell ref='C9:C10'/><mergeCell ref='B3:D4'/><mergeCell ref='A3:A7'/><mergeCell "
		 "ref='XFC1048575:XFD1048576'/></mergeCells>",
		 "merge 3-7 0-0\nmerge 3-4 1-3\nmerge 9-10 2-2\nmerge 1048575-1048576 16382-16383\nrow 1: 0 number "
		 "1\ncomplete 1\n"},
		/* one cell is no range, and no mistake */
		{"<mergeCells><mergeCell ref='A1'/><mergeCell ref='B1:B1'/></mergeCells>",
		 "row 1: 0 number 1\ncomplete 1\n"},
		/* cells that belong to two */
		{"<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/><mergeCell ref='C2:D2'/></mergeCells>",
		 "merge 1-2 0-1\nmerge 2-2 2-3\nrow 1: 0 number 1\nnotice sheet \"表\": 1 merged ranges overlap others "
		 "or are none; they are ignored\ncomplete 1\n"},
		{"<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A1:B2'/></mergeCells>",
		 "merge 1-2 0-1\nrow 1: 0 number 1\nnotice sheet \"表\": 1 merged ranges overlap others or are none; "
		 "they are ignored\ncomplete 1\n"},
		/* no ranges */
		{"<mergeCells><mergeCell ref='B2:A1'/><mergeCell ref='A2:B1'/><mergeCell "
		 "ref=''/><mergeCell/><mergeCell ref='A1:XFE1'/><mergeCell ref='A1:B2:C3'/>"
		 "<mergeCell ref='A:B'/></mergeCells>",
		 "row 1: 0 number 1\nnotice sheet \"表\": 7 merged ranges overlap others or are none; they are "
		 "ignored\ncomplete 1\n"},
		/* where they do not stand */
		{"<!-- <mergeCells><mergeCell ref='A1:B2'/></mergeCells> -->", "row 1: 0 number 1\ncomplete 1\n"},
		{"<extLst><mergeCells><mergeCell ref='A1:B2'/></mergeCells></extLst>",
		 "row 1: 0 number 1\ncomplete 1\n"},
		{"<mergeCell ref='A1:B2'/>", "row 1: 0 number 1\ncomplete 1\n"},
	};
	struct book b = book_of("");
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_rows(&b, &cases[i], "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>",
			   "</worksheet>");
}

/* Wherever the name stands in the stream, also across the pieces in which it comes. */
static void test_merges_at_every_place(void **state)
{
	enum { PIECE = 64 * 1024 };
	struct buf sheet;
	(void)state;
	buf_init(&sheet);
	for (size_t before = PIECE - 24; before <= PIECE + 4; before++) {
		struct book b = book_of("");
		buf_clear(&sheet);
		buf_adds(&sheet, "<worksheet><sheetData/>");
		while (sheet.n < before)
			buf_addc(&sheet, ' ');
		buf_adds(&sheet, "<mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>");
		book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
		book_check(&b, NULL, "table 表\nmerge 1-2 0-1\ncomplete 0\n");
	}
	buf_release(&sheet);
}

static void test_number_of_merges(void **state)
{
	(void)state;
	for (int n = LIMIT_MERGES; n <= LIMIT_MERGES + 1; n++) {
		struct book b = book_of("");
		struct buf sheet;
		buf_init(&sheet);
		buf_adds(&sheet, "<worksheet><sheetData/><mergeCells>");
		for (int i = 1; i <= n; i++)
			buf_printf(&sheet, "<mergeCell ref='A%d:XFD%d'/>", i, i);
		buf_adds(&sheet, "</mergeCells></worksheet>");
		book_set(&b, BOOK_SHEET_1, buf_str(&sheet));
		book_check_end(&b, n == LIMIT_MERGES ? "complete 0\n"
						     : "limit a sheet has more than 100000 merged ranges\n");
		buf_release(&sheet);
	}
}

/* --- what others wrote ----------------------------------------------------------------------------------------- */

static void test_corpus(void **state)
{
	static const char folder[] = "/work/shared/corpora/xlsx-xls-calamine/tests";
	static const struct {
		const char *name, *end;
	} troubled[] = {{"issue252.xlsx",
			 "unreadable part \"xl/_rels/workbook.xml.rels\", line 2, column 28: not well-formed XML"},
			{"pass_protected.xlsx", "unreadable this is no ZIP archive"}};
	size_t files = 0;
	DIR *d = opendir(folder);
	(void)state;
	if (!d) {
		print_message("skipped: there is no %s\n", folder);
		return;
	}
	for (struct dirent *e; (e = readdir(d));) {
		char path[512];
		struct buf out;
		const char *want = "complete ";
		struct str name = str_from(e->d_name);
		if (!str_ends(name, STR(".xlsx")) && !str_ends(name, STR(".xlsm")))
			continue;
		for (size_t i = 0; i < sizeof troubled / sizeof *troubled; i++)
			if (str_is(name, troubled[i].name))
				want = troubled[i].end;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		buf_init(&out);
		dump_file(&out, read_xlsx, path, STR_NONE);
		char *line = out.p + out.n - 1;
		while (line > out.p && line[-1] != '\n')
			line--;
		if (strncmp(line, want, strlen(want)) != 0)
			fail_msg("%s ends with %s", e->d_name, line);
		buf_release(&out);
		files++;
	}
	closedir(d);
	assert_true(files > 50);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_formulas_not_calculated),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_wide_rows),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_a_written_format_beats_the_built_in),
		cmocka_unit_test(test_dates_since_1904),
		cmocka_unit_test(test_shared_strings),
		cmocka_unit_test(test_shared_strings_that_are_not_there),
		cmocka_unit_test(test_many_shared_strings),
		cmocka_unit_test(test_sheets),
		cmocka_unit_test(test_one_sheet),
		cmocka_unit_test(test_number_of_sheets),
		cmocka_unit_test(test_sheets_that_are_nowhere),
		cmocka_unit_test(test_strict_form_and_prefixes),
		cmocka_unit_test(test_names_in_any_case),
		cmocka_unit_test(test_without_package_relations),
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_merges),
		cmocka_unit_test(test_merges_at_every_place),
		cmocka_unit_test(test_number_of_merges),
		cmocka_unit_test(test_corpus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
