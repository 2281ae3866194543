#include "report/describing.h"
#include "text/fold.h"
#include "text/width.h"

enum { INDENT = 2, NARROWEST = 10, NARROWEST_LAST = 24 };

static const struct {
	describe_all_fn *all;
	describe_one_fn *one;
} topics[] = {
	[DESCRIBE_RULES] = {describe_rules, describe_rule},    [DESCRIBE_KINDS] = {describe_kinds, describe_kind},
	[DESCRIBE_FIELDS] = {describe_fields, describe_field}, [DESCRIBE_UNITS] = {describe_units, describe_unit},
	[DESCRIBE_PACKS] = {describe_packs, describe_pack},
};

/* --- lines ----------------------------------------------------------------------------------------------------- */

void describing_add(struct describing *d, const char *msgid)
{
	buf_adds(&d->text, message(d->o->lang, msgid));
}

void describing_add_words(struct describing *d, struct words w)
{
	buf_add(&d->text, words_in(w, d->o->lang));
}

void describing_add_listed(struct describing *d, size_t *n, struct str s)
{
	if ((*n)++)
		describing_add(d, ", ");
	buf_add(&d->text, s);
}

/* Labels of all topics have one width, so that what is drawn together stands together. */
static size_t label_width(enum lang lang)
{
	return lang == LANG_ZH ? 12 : 16;
}

void describing_line(struct describing *d, const char *label)
{
	d->failed |= d->text.failed;
	if (d->text.n && !d->failed)
		layout_paragraph(&d->layout, INDENT, str_from(*label ? message(d->o->lang, label) : ""),
				 label_width(d->o->lang), buf_str(&d->text));
	buf_clear(&d->text);
}

void describing_line_of(struct describing *d, const char *label, struct str s)
{
	buf_add(&d->text, s);
	describing_line(d, label);
}

void describing_title(struct describing *d)
{
	d->failed |= d->text.failed;
	if (!d->failed)
		layout_line(&d->layout, INK_BOLD, buf_str(&d->text));
	buf_clear(&d->text);
}

/* --- grids ----------------------------------------------------------------------------------------------------- */

void describing_cell(struct describing *d)
{
	struct str *cells = arena_grow(&d->arena, d->cells, d->n_cells, &d->cap_cells, sizeof *cells);
	struct str cell = arena_str(&d->arena, buf_str(&d->text));

	d->failed |= d->text.failed || !cells || !cell.p;
	buf_clear(&d->text);
	if (!cells)
		return;
	d->cells = cells;
	d->cells[d->n_cells++] = cell;
}

void describing_cell_of(struct describing *d, struct str s)
{
	buf_add(&d->text, s);
	describing_cell(d);
}

static void measure(const struct describing *d, const char *const *heads, size_t columns, size_t *widths)
{
	for (size_t c = 0; c < columns; c++)
		widths[c] = heads ? text_width(str_from(message(d->o->lang, heads[c]))) : 1;
	for (size_t i = 0; i < d->n_cells; i++) {
		size_t w = text_width(d->cells[i]);
		widths[i % columns] = w > widths[i % columns] ? w : widths[i % columns];
	}
}

/* The last column has what is left of the terminal; where that is too little, the widest of the others give way. */
static void fit(const struct describing *d, size_t columns, size_t *widths)
{
	size_t room = d->o->columns, taken = INDENT + LAYOUT_GAP * (columns - 1);

	for (size_t c = 0; c + 1 < columns; c++)
		taken += widths[c];
	for (size_t widest = 0; room && taken + NARROWEST_LAST > room; taken--) {
		for (size_t c = 0; c + 1 < columns; c++)
			widest = widths[c] > widths[widest] ? c : widest;
		if (widths[widest] <= NARROWEST)
			break;
		widths[widest]--;
	}
	widths[columns - 1] = !room ? 0 : room > taken + NARROWEST_LAST ? room - taken : NARROWEST_LAST;
}

static void draw_row(struct describing *d, const struct str *cells, size_t columns, const size_t *widths, enum ink ink)
{
	struct layout_cell row[LAYOUT_CELLS] = {{STR_NONE, INDENT - LAYOUT_GAP, false, INK_PLAIN}};

	for (size_t c = 0; c < columns; c++)
		row[c + 1] = (struct layout_cell){cells[c], widths[c], false, ink};
	layout_row(&d->layout, row, columns + 1);
}

void describing_grid(struct describing *d, const char *const *heads, size_t columns)
{
	size_t widths[LAYOUT_CELLS];
	struct str names[LAYOUT_CELLS];

	measure(d, heads, columns, widths);
	fit(d, columns, widths);
	for (size_t c = 0; heads && c < columns; c++)
		names[c] = str_from(message(d->o->lang, heads[c]));
	if (heads)
		draw_row(d, names, columns, widths, INK_DIM);
	for (size_t i = 0; i + columns <= d->n_cells && !d->failed; i += columns)
		draw_row(d, &d->cells[i], columns, widths, INK_PLAIN);
	d->n_cells = 0;
}

bool describing_is(struct describing *d, struct str name, struct str spelling)
{
	return spelling.n && str_eq(fold_key(&d->arena, name), fold_key(&d->arena, spelling));
}

/* --- the door -------------------------------------------------------------------------------------------------- */

void describing_init(struct describing *d, struct buf *out, const struct describe_options *o)
{
	*d = (struct describing){.o = o, .layout = {out, o->columns, o->color}};
	arena_init(&d->arena);
	buf_init(&d->text);
}

bool describing_end(struct describing *d)
{
	bool good = !d->failed && !d->text.failed && !d->arena.failed && !d->layout.out->failed;

	buf_release(&d->text);
	arena_release(&d->arena);
	return good;
}

bool describe_all(struct buf *out, const struct describe_options *o, enum describe_topic topic)
{
	struct describing d;

	describing_init(&d, out, o);
	topics[topic].all(&d);
	return describing_end(&d);
}

enum described describe_one(struct buf *out, const struct describe_options *o, enum describe_topic topic, struct str name)
{
	struct describing d;

	describing_init(&d, out, o);
	bool found = topics[topic].one(&d, name);
	if (!describing_end(&d))
		return DESCRIBED_NO_MEMORY;
	return found ? DESCRIBED : DESCRIBED_NOTHING;
}
