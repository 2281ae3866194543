#include "read/xlsx_styles.h"

#include "base/limits.h"
#include "read/xlsx_ref.h"
#include "read/xml.h"

#include <stdlib.h>

enum { STYLES = 1, FORMATS, FORMAT, CELLS, CELL };

static const struct xml_element elements[] = {{0, "styleSheet", STYLES},   {STYLES, "numFmts", FORMATS},
					      {FORMATS, "numFmt", FORMAT}, {STYLES, "cellXfs", CELLS},
					      {CELLS, "xf", CELL},         {0}};

struct coded { /* a format that the workbook writes out */
	uint64_t id;
	size_t order;
	struct str code;
};

struct styles {
	struct read_job *job;
	struct coded *coded;
	size_t n_coded, coded_cap;
	uint64_t *cells; /* the format's id, by cell index */
	size_t n_cells, cells_cap;
};

static enum read_status too_many(struct styles *s)
{
	return read_fails(s->job, READ_LIMIT,
			  words_printf(s->job->arena, "the styles of the workbook hold more than %d formats",
				       (int)LIMIT_CELL_FORMATS));
}

static enum read_status take_format(struct styles *s, const char **attributes)
{
	struct coded c = {.order = s->n_coded};
	struct str code = xml_attribute(attributes, "formatCode");
	if (!xlsx_integer(&c.id, xml_attribute(attributes, "numFmtId")))
		return READ_OK;
	if (s->n_coded == LIMIT_CELL_FORMATS)
		return too_many(s);
	if (code.n > LIMIT_FORMAT_BYTES)
		return read_fails(s->job, READ_LIMIT,
				  words_printf(s->job->arena,
					       "number format %llu of the workbook is longer than %d bytes",
					       (unsigned long long)c.id, (int)LIMIT_FORMAT_BYTES));
	struct coded *coded = arena_grow(s->job->arena, s->coded, s->n_coded, &s->coded_cap, sizeof *coded);
	c.code = arena_str(s->job->arena, code);
	if (!coded || !c.code.p)
		return READ_NO_MEMORY;
	s->coded = coded;
	s->coded[s->n_coded++] = c;
	return READ_OK;
}

static enum read_status take_cell(struct styles *s, const char **attributes)
{
	if (s->n_cells == LIMIT_CELL_FORMATS)
		return too_many(s);
	uint64_t *cells = arena_grow(s->job->arena, s->cells, s->n_cells, &s->cells_cap, sizeof *cells);
	if (!cells)
		return READ_NO_MEMORY;
	s->cells = cells;
	if (!xlsx_integer(&s->cells[s->n_cells], xml_attribute(attributes, "numFmtId")))
		s->cells[s->n_cells] = 0;
	s->n_cells++;
	return READ_OK;
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	enum read_status status = is == FORMAT ? take_format(ctx, attributes)
				  : is == CELL ? take_cell(ctx, attributes)
					       : READ_OK;
	if (status != READ_OK)
		xml_fails(x, status);
}

/* --- from ids to formats --------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	const struct coded *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Where the first one of that id stands, or n_coded. */
static size_t find(const struct styles *s, uint64_t id)
{
	size_t low = 0, high = s->n_coded;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->coded[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n_coded && s->coded[low].id == id ? low : s->n_coded;
}

/* The codes of number_format_built_in come first, General before the others. */
static const struct str built_in[] = {STR_INIT("General"), STR_INIT("0%"), STR_INIT("yyyy-mm-dd")};
enum { GENERAL, BUILT_IN = sizeof built_in / sizeof *built_in };

static uint32_t format_of(const struct styles *s, uint64_t id)
{
	size_t coded = find(s, id), i = 0;
	if (coded < s->n_coded)
		return (uint32_t)(BUILT_IN + coded);
	while (i < BUILT_IN && !str_eq(built_in[i], number_format_built_in(id)))
		i++;
	return i < BUILT_IN ? (uint32_t)i : GENERAL;
}

static enum read_status settle(struct xlsx_styles *out, struct styles *s)
{
	struct arena *arena = s->job->arena;
	out->formats = ARENA_ARRAY(arena, BUILT_IN + s->n_coded, struct number_format);
	out->of_cell = ARENA_ARRAY(arena, s->n_cells, uint32_t);
	out->n_cells = s->n_cells;
	if (!out->formats || !out->of_cell)
		return READ_NO_MEMORY;
	if (s->n_coded)
		qsort(s->coded, s->n_coded, sizeof *s->coded, by_id);
	bool parsed = true;
	for (size_t i = 0; parsed && i < BUILT_IN + s->n_coded; i++) {
		struct number_format *f = &out->formats[i];
		parsed = number_format_parse(f, arena, i < BUILT_IN ? built_in[i] : s->coded[i - BUILT_IN].code);
		out->around_text |= f->text_before.n || f->text_after.n;
	}
	for (size_t i = 0; i < s->n_cells; i++)
		out->of_cell[i] = format_of(s, s->cells[i]);
	return parsed ? READ_OK : READ_NO_MEMORY;
}

enum read_status xlsx_styles_read(struct xlsx_styles *out, struct archive *a, struct str part)
{
	static const struct xml_handler handler = {elements, start, NULL, NULL};
	struct styles s = {.job = a->job};
	*out = (struct xlsx_styles){0};
	enum read_status status = part.n ? xml_read(a, part, false, &handler, &s) : READ_OK;
	return status == READ_OK ? settle(out, &s) : status;
}

const struct number_format *xlsx_styles_format(const struct xlsx_styles *s, uint64_t cell)
{
	return &s->formats[cell < s->n_cells ? s->of_cell[cell] : GENERAL];
}
