#include "read/xlsx_rows.h"

#include "base/limits.h"
#include "read/iso_date.h"
#include "read/number_text.h"
#include "read/xlsx_ref.h"
#include "read/xlsx_strings.h"
#include "read/xlsx_text.h"
#include "read/xml.h"

enum { SHEET = 1, DATA, ROW, CELL, VALUE, FORMULA, INLINE, RUN, T };

/* The frequent ones first. */
static const struct xml_element elements[] = {{CELL, "v", VALUE},
					      {ROW, "c", CELL},
					      {DATA, "row", ROW},
					      {CELL, "f", FORMULA},
					      {CELL, "is", INLINE},
					      {INLINE, "t", T},
					      {INLINE, "r", RUN},
					      {RUN, "t", T},
					      {SHEET, "sheetData", DATA},
					      {0, "worksheet", SHEET},
					      {0}};

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_INLINE, TYPE_BOOLEAN, TYPE_ERROR, TYPE_DATE, TYPE_UNKNOWN };

struct reading {
	struct xlsx_rows *rows;
	struct read_job *job;
	struct xml *xml;
	struct str sheet;
	struct frame_row frame;
	bool begun;           /* `frame` is being written */
	struct xlsx_ref at;   /* the cell that is read; row 0 before the first row */
	bool row_named;       /* the row says its number */
	uint32_t next_column; /* of the first cell that may come in this row; 0: none has come */
	enum cell_type type;
	uint64_t style;
	bool has_value, has_formula; /* the elements stand there */
	struct xlsx_text value, formula, inline_text;
	struct buf room; /* for what is shown */
};

/* --- places ---------------------------------------------------------------------------------------------------- */

/* The sheet is refused; `place` is a cell or a row as the part names it. */
static void refuse(struct reading *r, struct str place, const char *msgid)
{
	struct words problem = {0};
	WORDS_SAY(&problem, r->job->arena, "%.*s!%.*s %s; open the file in a spreadsheet program and save it as .xlsx",
		  STR_ARG(r->sheet), STR_ARG(place), message(in, msgid));
	xml_fails(r->xml, read_fails(r->job, READ_UNREADABLE, problem));
}

static void refuse_cell(struct reading *r, const char *msgid)
{
	char name[XLSX_REF_BYTES];
	refuse(r, xlsx_ref_text(name, r->at), msgid);
}

static void start_row(struct reading *r, const char **attributes)
{
	struct str name = xml_attribute(attributes, "r");
	char counted[XLSX_REF_BYTES];
	uint64_t number = (uint64_t)r->at.row + 1;
	r->row_named = name.p != NULL;
	r->next_column = 0;
	if (!name.p)
		name = (struct str){counted, (size_t)snprintf(counted, sizeof counted, "%u", (unsigned)number)};
	else if (!xlsx_integer(&number, name))
		number = UINT64_MAX;
	if (number == 0 || number > XLSX_ROWS)
		refuse(r, name, N_("is no row of a sheet, whose last one is 1048576"));
	else if (number <= r->at.row)
		refuse(r, name, N_("is a row that stands twice or out of order"));
	else
		r->at.row = (uint32_t)number;
}

static void end_row(struct reading *r)
{
	enum read_status status = r->begun ? read_row_end(r->job, &r->frame) : READ_OK;
	r->begun = false;
	if (status != READ_OK)
		xml_fails(r->xml, status);
}

static void place_cell(struct reading *r, struct str name)
{
	char counted[XLSX_REF_BYTES];
	struct xlsx_ref ref = {r->at.row, r->next_column};
	bool fits = name.p ? xlsx_ref_read(&ref, name) : ref.column < XLSX_COLUMNS;
	if (!name.p)
		name = xlsx_ref_text(counted, ref);
	if (!fits) {
		refuse(r, name, N_("is no cell of a sheet, whose last one is XFD1048576"));
		return;
	}
	bool names_row = !r->row_named && r->next_column == 0 && ref.row > r->at.row;
	if (ref.row != r->at.row && !names_row)
		refuse(r, name, N_("is a cell that stands in another row"));
	else if (ref.column < r->next_column)
		refuse(r, name, N_("is a cell that stands twice or out of order"));
	r->at = ref;
	r->next_column = ref.column + 1;
}

static enum cell_type type_of(struct str s)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {{"s", TYPE_SHARED},  {"n", TYPE_NUMBER}, {"str", TYPE_TEXT}, {"inlineStr", TYPE_INLINE},
		     {"b", TYPE_BOOLEAN}, {"e", TYPE_ERROR},  {"d", TYPE_DATE}};
	if (!s.p)
		return TYPE_NUMBER;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_is(s, types[i].name))
			return types[i].type;
	return TYPE_UNKNOWN;
}

static void start_cell(struct reading *r, const char **attributes)
{
	struct str name = STR_NONE, type = STR_NONE, style = STR_NONE;
	for (const char **a = attributes; *a; a += 2)
		if (a[0][0] && a[0][1] == '\0') {
			if (a[0][0] == 'r')
				name = str_from(a[1]);
			else if (a[0][0] == 's')
				style = str_from(a[1]);
			else if (a[0][0] == 't')
				type = str_from(a[1]);
		}
	r->type = type_of(type);
	if (!style.p || !xlsx_integer(&r->style, style))
		r->style = 0;
	r->has_value = r->has_formula = false;
	xlsx_text_clear(&r->value);
	xlsx_text_clear(&r->formula);
	xlsx_text_clear(&r->inline_text);
	place_cell(r, name);
}

/* --- values ---------------------------------------------------------------------------------------------------- */

static void send(struct reading *r, enum cell_sort sort, struct str text)
{
	if (!r->begun)
		read_row_begin(r->job, &r->frame, r->at.row);
	r->begun = true;
	read_row_cell(r->job, &r->frame, r->at.column, sort, text);
}

/* With the words that the cell's format puts around a text. */
static void send_text(struct reading *r, struct str text)
{
	const struct number_format *f =
		r->rows->styles->around_text ? xlsx_styles_format(r->rows->styles, r->style) : NULL;
	if (f && str_trim(text).n && text.n <= LIMIT_CELL_BYTES) {
		buf_clear(&r->room);
		buf_add(&r->room, f->text_before);
		buf_add(&r->room, text);
		buf_add(&r->room, f->text_after);
		text = buf_str(&r->room);
	}
	send(r, CELL_TEXT, text);
}

static void send_shared(struct reading *r, struct str value)
{
	struct read_job *job = r->job;
	struct text_store *strings = r->rows->strings;
	char name[XLSX_REF_BYTES];
	struct str text;
	uint64_t i;
	if (!xlsx_integer(&i, value) || i >= strings->n) {
		struct str ref = xlsx_ref_text(name, r->at);
		xml_fails(r->xml, read_fails(job, READ_UNREADABLE,
					     words_printf(job->arena,
							  "%.*s!%.*s holds shared string %.*s, and the workbook has "
							  "%llu of them, counted from 0; open the "
							  "file in a spreadsheet program and save it as .xlsx",
							  STR_ARG(r->sheet), STR_ARG(ref),
							  STR_ARG(str_sub(str_trim(value), 0, 32)),
							  (unsigned long long)strings->n)));
		return;
	}
	enum text_store_status status = text_store_get(&text, strings, i);
	if (status == TEXT_STORE_OK)
		send_text(r, text);
	else
		xml_fails(r->xml, xlsx_strings_fail(job, status));
}

static void send_number(struct reading *r, struct str value)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded;
	struct str text, number = number_text(out, value, &rounded);
	if (!number.n || value.n > LIMIT_CELL_BYTES) { /* no number, or one of which digits are missing here */
		send(r, CELL_TEXT, value);
		return;
	}
	enum cell_sort sort = number_format_show(&text, xlsx_styles_format(r->rows->styles, r->style), &r->room, number,
						 rounded, r->rows->since_1904);
	send(r, sort, text);
}

static void send_boolean(struct reading *r, struct str value)
{
	value = str_trim(value);
	if (str_is(value, "1") || str_is(value, "true"))
		send(r, CELL_BOOLEAN, STR("TRUE"));
	else if (str_is(value, "0") || str_is(value, "false"))
		send(r, CELL_BOOLEAN, STR("FALSE"));
	else
		send(r, CELL_TEXT, value);
}

static void send_date(struct reading *r, struct str value)
{
	char out[ISO_DATE_BYTES];
	struct str date = iso_date(out, value);
	send(r, date.n ? CELL_DATE : CELL_TEXT, date.n ? date : value);
}

static void send_value(struct reading *r, struct str value)
{
	switch (r->type) {
	case TYPE_NUMBER:
		send_number(r, value);
		break;
	case TYPE_SHARED:
		send_shared(r, value);
		break;
	case TYPE_TEXT:
	case TYPE_INLINE:
		send_text(r, value);
		break;
	case TYPE_BOOLEAN:
		send_boolean(r, value);
		break;
	case TYPE_ERROR:
		send(r, CELL_ERROR, value);
		break;
	case TYPE_DATE:
		send_date(r, value);
		break;
	case TYPE_UNKNOWN: /* an index of something, for all we know */
		refuse_cell(r, N_("is a cell of an unknown type"));
		break;
	}
}

static void end_cell(struct reading *r)
{
	struct str value = buf_str(&r->value.buf), inline_text = buf_str(&r->inline_text.buf);
	if (inline_text.n && (r->type == TYPE_INLINE || !value.n)) {
		r->type = TYPE_INLINE;
		value = inline_text;
	}
	/* a formula may give an empty text; no other value is empty */
	bool stored = value.n || (r->has_value && r->type == TYPE_TEXT);
	if (stored && value.n)
		send_value(r, value);
	if (r->has_formula && stored)
		r->rows->formulas = true;
	if (r->has_formula && !stored) {
		buf_clear(&r->room);
		buf_addc(&r->room, '=');
		buf_add(&r->room, buf_str(&r->formula.buf));
		send(r, CELL_FORMULA, buf_str(&r->room));
	}
	if (r->value.buf.failed || r->formula.buf.failed || r->inline_text.buf.failed || r->room.failed)
		xml_fails(r->xml, READ_NO_MEMORY);
}

/* --- the part -------------------------------------------------------------------------------------------------- */

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	struct reading *r = ctx;
	r->xml = x;
	if (is == CELL)
		start_cell(r, attributes);
	else if (is == ROW)
		start_row(r, attributes);
	else if (is == VALUE && r->has_value)
		refuse_cell(r, N_("is a cell with two values"));
	else if (is == VALUE)
		r->has_value = true;
	else if (is == FORMULA)
		r->has_formula = true;
}

static void end(struct xml *x, unsigned is, void *ctx)
{
	struct reading *r = ctx;
	(void)x;
	if (is == CELL)
		end_cell(r);
	else if (is == ROW)
		end_row(r);
	else if (is == VALUE)
		xlsx_text_end_run(&r->value);
	else if (is == FORMULA)
		xlsx_text_end_run(&r->formula);
	else if (is == T)
		xlsx_text_end_run(&r->inline_text);
}

static void text(struct xml *x, unsigned in, struct str piece, void *ctx)
{
	struct reading *r = ctx;
	(void)x;
	if (in == VALUE)
		xlsx_text_add(&r->value, piece);
	else if (in == FORMULA)
		xlsx_text_add(&r->formula, piece);
	else if (in == T)
		xlsx_text_add(&r->inline_text, piece);
}

enum read_status xlsx_rows_send(struct xlsx_rows *rows, const struct xlsx_sheet *sheet)
{
	static const struct xml_handler handler = {elements, start, end, text};
	struct reading r = {.rows = rows, .job = rows->archive->job, .sheet = sheet->name};
	xlsx_text_init(&r.value);
	xlsx_text_init(&r.formula);
	xlsx_text_init(&r.inline_text);
	buf_init(&r.room);
	enum read_status status = xml_read(rows->archive, sheet->part, true, &handler, &r);
	if (r.begun)
		read_row_drop(r.job, &r.frame);
	xlsx_text_release(&r.value);
	xlsx_text_release(&r.formula);
	xlsx_text_release(&r.inline_text);
	buf_release(&r.room);
	return status;
}
