/* XLSX (ECMA-376, transitional and strict): sheets in the workbook's order, everything as a stream. */
#include "read/xlsx_merges.h"
#include "read/xlsx_rows.h"
#include "read/xlsx_strings.h"

struct book {
	struct read_job *job;
	struct archive archive;
	struct xlsx_workbook workbook;
	struct text_store strings;
	struct xlsx_styles styles;
	struct xlsx_merges merges;
	struct xlsx_rows rows;
	struct buf notices; /* frames that are due at the end */
};

static void notice(struct buf *out, struct words words)
{
	if (words.zh.p)
		frame_notice(out, words.zh, words.en);
	else
		out->failed = true;
}

/* --- which sheets ---------------------------------------------------------------------------------------------- */

static bool wanted(const struct book *b, const struct xlsx_sheet *sheet)
{
	return sheet->sort == SHEET_OF_CELLS && (!b->job->table.p || str_eq(b->job->table, sheet->name));
}

/* The names of the sheets of cells, as one text. */
static struct str names(const struct book *b)
{
	enum { MANY = 30 /* nobody reads more of them in one line */ };
	struct buf all;
	size_t n = 0;
	buf_init(&all);
	for (size_t i = 0; i < b->workbook.n_sheets; i++) {
		if (b->workbook.sheets[i].sort != SHEET_OF_CELLS)
			continue;
		if (n++ < MANY)
			buf_printf(&all, "%s\"%.*s\"", n > 1 ? ", " : "",
				   STR_ARG(str_sub(b->workbook.sheets[i].name, 0, 200)));
	}
	if (n > MANY)
		buf_adds(&all, ", …");
	struct str s = all.failed ? STR_NONE : arena_str(b->job->arena, buf_str(&all));
	buf_release(&all);
	return s;
}

/* --sheet names one that is there. */
static enum read_status check_table(struct book *b)
{
	struct read_job *job = b->job;
	if (!job->table.p)
		return READ_OK;
	for (size_t i = 0; i < b->workbook.n_sheets; i++)
		if (wanted(b, &b->workbook.sheets[i]))
			return READ_OK;
	struct str all = names(b);
	if (!all.p)
		return READ_NO_MEMORY;
	return read_fails(job, READ_USAGE,
			  words_printf(job->arena, "the workbook has no sheet \"%.*s\" with cells; it has %.*s",
				       STR_ARG(job->table), STR_ARG(all)));
}

static void tell_skipped(struct book *b)
{
	static const char *const what[] = {
		[SHEET_OF_CHART] = N_("a chart"), [SHEET_OF_DIALOG] = N_("a dialog"), [SHEET_OF_MACROS] = N_("macros")};
	for (size_t i = 0; !b->job->table.p && i < b->workbook.n_sheets; i++) {
		const struct xlsx_sheet *sheet = &b->workbook.sheets[i];
		struct words words = {0};
		if (sheet->sort == SHEET_OF_CELLS)
			continue;
		WORDS_SAY(&words, b->job->arena, "sheet \"%.*s\" is skipped: it holds no cells but %s",
			  STR_ARG(sheet->name), message(in, what[sheet->sort]));
		notice(&b->job->out, words);
	}
}

/* --- reading them ---------------------------------------------------------------------------------------------- */

static enum read_status read_sheet(struct book *b, const struct xlsx_sheet *sheet)
{
	struct read_job *job = b->job;
	if (!sheet->part.n)
		return read_fails(job, READ_UNREADABLE,
				  words_printf(job->arena,
					       "where sheet \"%.*s\" stands is not said; open the file in a "
					       "spreadsheet program and save it as .xlsx",
					       STR_ARG(sheet->name)));
	frame_table(&job->out, sheet->name, sheet->state);
	enum read_status status = xlsx_merges_send(&b->merges, &b->archive, sheet->part);
	if (status != READ_OK)
		return status;
	if (b->merges.merges.ignored)
		notice(&b->notices,
		       words_printf(job->arena,
				    "sheet \"%.*s\": %zu merged ranges overlap others or are none; they are ignored",
				    STR_ARG(sheet->name), b->merges.merges.ignored));
	return xlsx_rows_send(&b->rows, sheet);
}

static enum read_status read_sheets(struct book *b)
{
	enum read_status status = READ_OK;
	tell_skipped(b);
	for (size_t i = 0; status == READ_OK && i < b->workbook.n_sheets; i++)
		if (wanted(b, &b->workbook.sheets[i]))
			status = read_sheet(b, &b->workbook.sheets[i]);
	if (status != READ_OK)
		return status;
	if (b->rows.formulas && b->workbook.to_calculate)
		notice(&b->notices, words_printf(b->job->arena, "the program that wrote the workbook did not calculate "
								"its formulas, whose values may be wrong; open it in a "
								"spreadsheet program and save it"));
	buf_add(&b->job->out, buf_str(&b->notices));
	return b->notices.failed || b->job->out.failed ? READ_NO_MEMORY : READ_OK;
}

static enum read_status read_book(struct book *b)
{
	enum read_status status = archive_open(&b->archive, b->job);
	if (status == READ_OK)
		status = xlsx_workbook_read(&b->workbook, &b->archive);
	if (status == READ_OK)
		status = check_table(b);
	if (status == READ_OK)
		status = xlsx_styles_read(&b->styles, &b->archive, b->workbook.styles);
	if (status == READ_OK && b->workbook.strings.n)
		status = xlsx_strings_read(&b->strings, &b->archive, b->workbook.strings);
	b->rows.since_1904 = b->workbook.since_1904;
	return status == READ_OK ? read_sheets(b) : status;
}

enum read_status read_xlsx(struct read_job *job)
{
	struct book b = {.job = job};
	b.rows = (struct xlsx_rows){.archive = &b.archive, .strings = &b.strings, .styles = &b.styles};
	text_store_init(&b.strings, job->spill);
	xlsx_merges_init(&b.merges);
	buf_init(&b.notices);
	enum read_status status = read_book(&b);
	buf_release(&b.notices);
	xlsx_merges_release(&b.merges);
	text_store_release(&b.strings);
	archive_close(&b.archive);
	return status;
}
