/* Which kind of equipment a row speaks of. */
#include "vocabulary/gather.h"
#include "vocabulary/known_texts.h"
#include "vocabulary/read_cell.h"

#include "text/fold.h"

static bool is_unlisted(const struct cell *c)
{
	return c->field && c->field->role == ROLE_KIND && c->unlisted;
}

static bool names_kind(const struct gathering *g, const struct cell *c)
{
	if (!c->field || c->field->role != ROLE_KIND)
		return false;
	struct value v;
	value_read(&v, g->a, g->r, c->field, NULL, c->unit, c->text);
	return v.face == FACE_READ;
}

/* A second column that names the kind: it must say the same, less or more. */
static void join(struct gathering *g, const struct cell *first, const struct cell *second, const struct naming *n)
{
	struct naming *said = &g->said;
	const struct kind *a = said->kind, *b = n->kind;
	if (!kind_is(a, b) && !kind_is(b, a)) {
		g->out->problem = words_printf(
			g->a, "two kinds of equipment: column \"%.*s\" says \"%.*s\", column \"%.*s\" says \"%.*s\"",
			STR_ARG(first->column), STR_ARG(str_trim(first->text)), STR_ARG(second->column),
			STR_ARG(str_trim(second->text)));
		said->kind = NULL;
		return;
	}
	if (said->nominal && n->nominal && !quantity_equal(&said->nominal->quantity, &n->nominal->quantity)) {
		g->out->problem = words_printf(g->a, "\"%.*s\" says \"%.*s\", \"%.*s\" says \"%.*s\"; they must agree",
					       STR_ARG(first->column), STR_ARG(str_trim(first->text)),
					       STR_ARG(second->column), STR_ARG(str_trim(second->text)));
		said->kind = NULL;
		return;
	}
	said->kind = kind_is(b, a) ? b : a;
	if (!said->model.p)
		said->model = n->model;
	if (!said->nominal) {
		said->nominal = n->nominal;
		said->type_name = n->type_name;
	}
	for (size_t i = 0; i < n->n_values && said->n_values < NAMING_VALUES; i++)
		said->values[said->n_values++] = n->values[i];
}

/* A column that only says 生产线, 设备 or 1#炉 takes nothing from another that names the kind. */
static void read_names(struct gathering *g, const struct cell **first)
{
	struct words general = {STR_NONE, STR_NONE};
	const struct cell *general_cell = NULL, *sentence_cell = NULL;
	for (size_t i = 0; i < g->n_cells && !g->out->problem.en.p; i++) {
		const struct cell *c = &g->cells[i];
		struct naming n;
		if (is_unlisted(c)) {
			general = cell_unlisted(g->a, c);
			general_cell = general_cell ? general_cell : c;
			continue;
		}
		if (!names_kind(g, c))
			continue;
		struct str text = c->text;
		if (!gather_years(g, c, &text))
			return;
		if (!known_naming(&n, g->a, g->r, text)) {
			g->a->failed = true;
			return;
		}
		if (n.general) {
			general = n.problem;
			general_cell = general_cell ? general_cell : c;
		} else if (!n.kind && !g->sentence && gather_sentence(g, c->text)) {
			sentence_cell = c;
		} else if (!n.kind) {
			g->out->problem = n.problem;
			g->said.kind = NULL;
			*first = c;
		} else if (!*first) {
			*first = c;
			g->said = n;
		} else {
			join(g, *first, c, &n);
		}
	}
	if (sentence_cell) {
		*first = sentence_cell;
		return;
	}
	if (*first || !general_cell)
		return;
	*first = general_cell;
	g->out->problem = general;
}

static bool has_kind_column(const struct gathering *g)
{
	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].field && g->cells[i].field->role == ROLE_KIND)
			return true;
	return false;
}

bool gather_kind(struct gathering *g)
{
	struct item *out = g->out;
	const struct cell *first = NULL;
	read_names(g, &first);
	if (first) {
		out->column = first->column;
		out->text = str_trim(first->text);
		out->kind = g->said.kind;
		out->kind_assumed = out->kind_of_title = first->of_title;
	} else if (g->default_kind) {
		out->kind = g->default_kind;
		out->kind_assumed = true;
	} else if (has_kind_column(g)) {
		out->kind_silent = true;
		out->problem = words_printf(g->a, "the column that names the kind of equipment is blank");
	} else {
		out->kind_silent = true;
		out->problem = words_printf(g->a, "no column names the kind of equipment");
	}
	return !g->a->failed;
}
