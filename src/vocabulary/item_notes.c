/* What is said of a record's cells beside its values. */
#include "vocabulary/gather.h"

/*
 * A value says itself what a mapping's table made of its text. What names, places or counts the equipment is no value in a finding: a note says it.
 */
static bool note_table(struct gathering *g, const struct cell *c)
{
	enum field_role role = c->field->role;
	if (role == ROLE_NONE || role == ROLE_PRODUCT || role == ROLE_REMARK)
		return true;
	if (c->unlisted && (role != ROLE_KIND || g->out->column.p != c->column.p)) /* else it is why the item is not recognised */
		return gather_note(g, cell_unlisted(g->a, c));
	if (!c->filed.p)
		return true;
	return gather_note(g, words_printf(g->a, "the mapping's table makes \"%.*s\" of \"%.*s\" in column \"%.*s\"", STR_ARG(c->text),
					   STR_ARG(str_trim(c->filed)), STR_ARG(c->column)));
}

bool gather_notes(struct gathering *g)
{
	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].field && !note_table(g, &g->cells[i]))
			return false;
	return !g->a->failed;
}
