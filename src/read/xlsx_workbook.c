#include "read/xlsx_workbook.h"

#include "base/limits.h"
#include "read/xlsx_relations.h"
#include "read/xml.h"

enum { WORKBOOK = 1, SHEETS, SHEET, PROPERTIES, CALCULATION, DOCUMENT, PRESENTATION, DRAWING };

static const struct xml_element elements[] = {{0, "workbook", WORKBOOK},
					      {WORKBOOK, "sheets", SHEETS},
					      {SHEETS, "sheet", SHEET},
					      {WORKBOOK, "workbookPr", PROPERTIES},
					      {WORKBOOK, "calcPr", CALCULATION},
					      {0, "document", DOCUMENT},
					      {0, "presentation", PRESENTATION},
					      {0, "VisioDocument", DRAWING},
					      {0}};

struct reading {
	struct read_job *job;
	struct archive *archive;
	struct xlsx_workbook *out;
	struct xlsx_relations relations;
	size_t cap;
};

/* --- what is no workbook --------------------------------------------------------------------------------------- */

static enum read_status no_workbook(struct archive *a, const char *what)
{
	struct words problem = {0};
	WORDS_SAY(&problem, a->job->arena, "no workbook: %s", message(in, what));
	return read_fails(a->job, READ_UNREADABLE, problem);
}

/* OpenDocument and EPUB say what they are in a part of that name. */
static enum read_status by_mimetype(struct archive *a)
{
	char text[128];
	size_t n = 0;
	struct part p;
	enum read_status status = part_open(&p, a, STR("mimetype"), false);
	if (status == READ_OK)
		status = part_read(&n, &p, text, sizeof text);
	part_close(&p);
	if (status != READ_OK)
		return status;
	if (str_has((struct str){text, n}, STR("opendocument.spreadsheet")))
		return no_workbook(a, N_("this is an OpenDocument spreadsheet (.ods); open it in a spreadsheet program "
					 "and save it as .xlsx"));
	if (str_has((struct str){text, n}, STR("opendocument")))
		return no_workbook(
			a, N_("this is an OpenDocument text, presentation or drawing; save the table in it as .xlsx"));
	return no_workbook(a, N_("this is a document of another program; save the table in it as .xlsx"));
}

static enum read_status say_what_it_is(struct archive *a)
{
	static const struct {
		const char *part, *words;
	} others[] = {
		{"xl/workbook.bin",
		 N_("this is a binary workbook (.xlsb); open it in a spreadsheet program and save it as .xlsx")},
		{"META-INF/MANIFEST.MF", N_("this is a Java program (.jar)")},
		{"AndroidManifest.xml", N_("this is an Android program (.apk)")},
		{"Index/Document.iwa", N_("this is a document of Apple's programs; export it as .xlsx")},
	};
	static const char *const tables[] = {".xlsx", ".xlsm", ".xls", ".csv", ".et"};
	if (archive_has(a, STR("mimetype")))
		return by_mimetype(a);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (archive_has(a, str_from(others[i].part)))
			return no_workbook(a, others[i].words);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct str inner = archive_ending(a, str_from(tables[i]));
		if (inner.p)
			return read_fails(
				a->job, READ_UNREADABLE,
				words_printf(a->job->arena,
					     "no workbook: this is a ZIP archive that holds \"%.*s\"; unpack it first",
					     STR_ARG(inner)));
	}
	return no_workbook(a, N_("this is a ZIP archive of something else"));
}

/* --- workbook.xml ---------------------------------------------------------------------------------------------- */

static enum xlsx_sheet_sort sort_of(struct str type)
{
	if (str_is(type, "chartsheet"))
		return SHEET_OF_CHART;
	if (str_is(type, "dialogsheet"))
		return SHEET_OF_DIALOG;
	return str_is(type, "xlMacrosheet") || str_is(type, "xlIntlMacrosheet") ? SHEET_OF_MACROS : SHEET_OF_CELLS;
}

static enum read_status take_sheet(struct reading *r, const char **attributes)
{
	struct arena *arena = r->job->arena;
	struct xlsx_workbook *w = r->out;
	struct str state = xml_attribute(attributes, "state");
	const struct xlsx_relation *relation =
		xlsx_relation_of_id(&r->relations, xml_attribute_prefixed(attributes, "id"));
	if (w->n_sheets == LIMIT_SHEETS)
		return read_fails(r->job, READ_LIMIT,
				  words_printf(arena, "the workbook has more than %d sheets", (int)LIMIT_SHEETS));
	if (xml_attribute(attributes, "name").n > LIMIT_CELL_BYTES)
		return read_fails(r->job, READ_LIMIT,
				  words_printf(arena, "the name of sheet %zu is longer than %d bytes", w->n_sheets + 1,
					       (int)LIMIT_CELL_BYTES));
	struct xlsx_sheet *sheets = arena_grow(arena, w->sheets, w->n_sheets, &r->cap, sizeof *sheets);
	if (!sheets)
		return READ_NO_MEMORY;
	w->sheets = sheets;
	sheets[w->n_sheets] = (struct xlsx_sheet){
		.name = arena_str(arena, xml_attribute(attributes, "name")),
		.part = relation ? relation->target : STR_NONE,
		.state = str_is(state, "hidden") || str_is(state, "veryHidden") ? SHEET_HIDDEN : SHEET_VISIBLE,
		.sort = relation ? sort_of(relation->type) : SHEET_OF_CELLS,
	};
	return sheets[w->n_sheets++].name.p ? READ_OK : READ_NO_MEMORY;
}

static enum read_status take_root(struct archive *a, unsigned is)
{
	if (is == DOCUMENT)
		return no_workbook(a, N_("this is a Word document; save the table in it as .xlsx"));
	if (is == PRESENTATION)
		return no_workbook(a, N_("this is a PowerPoint presentation; save the table in it as .xlsx"));
	return no_workbook(a, N_("this is a Visio drawing; save the table in it as .xlsx"));
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	struct reading *r = ctx;
	enum read_status status = READ_OK;
	switch (is) {
	case SHEET:
		status = take_sheet(r, attributes);
		break;
	case PROPERTIES:
		r->out->since_1904 = xml_true(xml_attribute(attributes, "date1904"), false);
		break;
	case CALCULATION:
		r->out->to_calculate = xml_true(xml_attribute(attributes, "fullCalcOnLoad"), false);
		break;
	case DOCUMENT:
	case PRESENTATION:
	case DRAWING:
		status = take_root(r->archive, is);
		break;
	default:
		break;
	}
	if (status != READ_OK)
		xml_fails(x, status);
}

/* The part that the package begins with. */
static enum read_status find_workbook(struct str *out, struct archive *a)
{
	struct xlsx_relations package;
	enum read_status status = xlsx_relations_read(&package, a, STR(""));
	if (status != READ_OK)
		return status;
	const struct xlsx_relation *relation = xlsx_relation_of_type(&package, "officeDocument");
	*out = relation ? relation->target : STR("xl/workbook.xml");
	if (str_ends(*out, STR(".bin")) || (!relation && !archive_has(a, *out)))
		return say_what_it_is(a);
	return READ_OK;
}

enum read_status xlsx_workbook_read(struct xlsx_workbook *out, struct archive *a)
{
	static const struct xml_handler handler = {elements, start, NULL, NULL};
	struct reading r = {.job = a->job, .archive = a, .out = out};
	struct str part;
	*out = (struct xlsx_workbook){0};
	enum read_status status = find_workbook(&part, a);
	if (status == READ_OK)
		status = xlsx_relations_read(&r.relations, a, part);
	if (status == READ_OK)
		status = xml_read(a, part, false, &handler, &r);
	if (status != READ_OK)
		return status;
	const struct xlsx_relation *strings = xlsx_relation_of_type(&r.relations, "sharedStrings"),
				   *styles = xlsx_relation_of_type(&r.relations, "styles");
	out->strings = strings ? strings->target : STR_NONE;
	out->styles = styles ? styles->target : STR_NONE;
	if (!out->n_sheets)
		return read_fails(a->job, READ_UNREADABLE, words_printf(a->job->arena, "the workbook has no sheet"));
	return READ_OK;
}
