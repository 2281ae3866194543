/*
 * Workbooks in the old binary format (.xls: BIFF 5 and 8 in a compound file; BIFF 2 to 8 without one, as Excel 2 to 4
 * and exporting programs write them).
 *
 * FreeXL, which reads such files too, is the oracle of the tests and not used here: from its release 1.0.6 every formula
 * cell comes back blank, #N/A and TRUE as the number 1, 450 under the format [Red]0"m3" as the date 1901-03-25, and a
 * text that goes on in a third record cut short; it ends in silence at a record that is too long, and refuses workbooks
 * of Excel 95 and those with an empty shared string.
 */
#include "read/xls_sheet.h"

/* --- which sheets ------------------------------------------------------------------------------------------------------ */

static bool wanted(const struct read_job *job, const struct xls_sheet *sheet)
{
	return sheet->sort == XLS_CELLS && (!job->table.p || str_eq(sheet->name, job->table));
}

static enum read_status no_such_sheet(struct xls_book *b)
{
	struct read_job *job = b->job;
	struct buf names;
	buf_init(&names);
	for (size_t i = 0; i < b->n_sheets; i++)
		if (b->sheets[i].sort == XLS_CELLS)
			buf_printf(&names, "%s\"%.*s\"", names.n ? ", " : "", STR_ARG(b->sheets[i].name));
	struct words words = words_printf(job->arena, "the workbook has no sheet \"%.*s\" with cells; it has %.*s",
					  STR_ARG(job->table), STR_ARG(buf_str(&names)));
	enum read_status status = names.failed ? READ_NO_MEMORY : read_fails(job, READ_USAGE, words);
	buf_release(&names);
	return status;
}

static enum read_status check_sheets(struct xls_book *b)
{
	bool cells = false;
	for (size_t i = 0; i < b->n_sheets; i++) {
		if (wanted(b->job, &b->sheets[i]))
			return READ_OK;
		cells |= b->sheets[i].sort == XLS_CELLS;
	}
	if (cells)
		return no_such_sheet(b);
	return read_fails(b->job, READ_UNREADABLE, words_printf(b->job->arena, "the workbook has no sheet with cells"));
}

/* --- what is said of them ---------------------------------------------------------------------------------------------- */

static void notice(struct buf *out, struct words words)
{
	frame_notice(out, words.zh, words.en);
}

static void tell_skipped(struct xls_book *b)
{
	static const char *const what[] = {[XLS_CHART] = N_("a chart"), [XLS_MACROS] = N_("macros")};
	for (size_t i = 0; !b->job->table.p && i < b->n_sheets; i++) {
		const struct xls_sheet *sheet = &b->sheets[i];
		struct words words = {0};
		if (sheet->sort == XLS_CELLS)
			continue;
		WORDS_SAY(&words, b->job->arena, "sheet \"%.*s\" is skipped: it holds no cells but %s",
			  STR_ARG(sheet->name), message(in, what[sheet->sort]));
		notice(&b->job->out, words);
	}
}

/* Into `out`: notices stand behind the tables, where they are known by then. */
static void tell_of_sheet(struct buf *out, const struct xls_sheets *s, const struct xls_sheet *sheet)
{
	struct arena *a = s->book->job->arena;
	if (s->merges.ignored)
		notice(out,
		       words_printf(a, "sheet \"%.*s\": %zu merged ranges overlap others or are none; they are ignored",
				    STR_ARG(sheet->name), s->merges.ignored));
}

static void tell_of_book(struct buf *out, const struct xls_sheets *s)
{
	struct arena *a = s->book->job->arena;
	if (s->uncalculated)
		notice(out, words_printf(a, "the program that wrote the workbook did not calculate its formulas, whose "
					    "values may be wrong; open it in a "
					    "spreadsheet program and save it"));
	if (s->book->page_assumed)
		notice(out,
		       words_printf(
			       a, "the workbook does not say in which code page its texts are; they are read as GBK"));
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static enum read_status read_sheets(struct xls_book *b)
{
	struct xls_sheets sheets;
	struct buf notices;
	enum read_status status = READ_OK;
	xls_sheets_init(&sheets, b);
	buf_init(&notices);
	tell_skipped(b);
	for (size_t i = 0; status == READ_OK && i < b->n_sheets; i++)
		if (wanted(b->job, &b->sheets[i])) {
			status = xls_sheet_send(&sheets, &b->sheets[i]);
			tell_of_sheet(&notices, &sheets, &b->sheets[i]);
		}
	tell_of_book(&notices, &sheets);
	if (status == READ_OK)
		buf_add(&b->job->out, buf_str(&notices));
	if (notices.failed)
		status = READ_NO_MEMORY;
	buf_release(&notices);
	xls_sheets_release(&sheets);
	return status;
}

enum read_status read_xls(struct read_job *job)
{
	struct xls_book book;
	enum read_status status = xls_book_open(&book, job);
	if (status == READ_OK)
		status = check_sheets(&book);
	if (status == READ_OK)
		status = read_sheets(&book);
	xls_book_release(&book);
	return status;
}
