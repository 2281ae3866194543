/*
 * Makes a workbook by libxlsxwriter of the cells on standard input, as make.py dumps them: row, column, sort, text, parted by tabs. usage: cells FILE.xlsx < CELLS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { COLUMNS = 16 };

struct sheet {
	lxw_worksheet *page;
	lxw_format *date, *title, *wrapped;
};

static void line_breaks(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++)
		if (from[0] == '\\' && from[1] == 'n') {
			*to++ = '\n';
			from++;
		} else {
			*to++ = *from;
		}
	*to = '\0';
}

static void write_date(const struct sheet *s, lxw_row_t row, lxw_col_t column, const char *text)
{
	int year = 0, month = 0, day = 0;
	if (sscanf(text, "%d-%d-%d", &year, &month, &day) != 3)
		exit(1);
	lxw_datetime date = {.year = year, .month = month, .day = day};
	worksheet_write_datetime(s->page, row, column, &date, s->date);
}

static void write_text(const struct sheet *s, lxw_row_t row, lxw_col_t column, char *text)
{
	line_breaks(text);
	if (row < 2) /* the titles stand over the whole table */
		worksheet_merge_range(s->page, row, 0, row, COLUMNS - 1, text, s->title);
	else
		worksheet_write_string(s->page, row, column, text, strchr(text, '\n') ? s->wrapped : NULL);
}

static void write_formula(const struct sheet *s, lxw_row_t row, lxw_col_t column, char *text)
{
	char *value = strchr(text, ' ');
	if (!value)
		exit(1);
	*value++ = '\0';
	worksheet_write_formula_num(s->page, row, column, text, NULL, strtod(value, NULL));
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	lxw_workbook *book = workbook_new(argv[1]);
	lxw_doc_properties properties = {.title = "示例", .created = 1372550400}; /* or the bytes would be others each day */
	workbook_set_properties(book, &properties);
	struct sheet s = {workbook_add_worksheet(book, "装备清单"), workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
	format_set_num_format(s.date, "yyyy\"年\"m\"月\"d\"日\"");
	format_set_align(s.title, LXW_ALIGN_CENTER);
	format_set_text_wrap(s.wrapped);
	char line[4096], text[4096], sort;
	unsigned row, column;
	while (fgets(line, sizeof line, stdin)) {
		if (sscanf(line, "%u\t%u\t%c\t%4095[^\n]", &row, &column, &sort, text) != 4)
			return 1;
		lxw_col_t at = (lxw_col_t)column;
		switch (sort) {
		case 'N': worksheet_write_number(s.page, row, at, strtod(text, NULL), NULL); break;
		case 'D': write_date(&s, row, at, text); break;
		case 'F': write_formula(&s, row, at, text); break;
		default: write_text(&s, row, at, text);
		}
	}
	return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
