#include "vocabulary/item.h"

#include "value/count.h"
#include "vocabulary/gather.h"

bool gather_note(struct gathering *g, struct words note)
{
	struct words *notes = arena_grow(g->a, g->out->notes, g->out->n_notes, &g->cap_notes, sizeof *notes);
	if (!notes)
		return false;
	g->out->notes = notes;
	notes[g->out->n_notes++] = note;
	return true;
}

/* --- how many ---------------------------------------------------------------------------------------------------- */

enum counted { COUNT_NONE, COUNT_READ, COUNT_OPEN, COUNT_BAD };

static enum counted read_count(struct gathering *g, const struct cell *c, uint64_t *n)
{
	const struct vocabulary *v = g->r->vocabulary;
	struct value value;
	bool open = false;
	value_read(&value, g->a, g->r, c->field, NULL, c->unit, c->text);
	if (value.face == FACE_BLANK || value.face == FACE_NOT_APPLICABLE)
		return COUNT_NONE;
	if (value.face == FACE_UNKNOWN_TOKEN)
		return COUNT_OPEN;
	if (!count_read(n, &open, g->a, v->counters, v->n_counters, str_trim(c->text)))
		return COUNT_BAD;
	return open ? COUNT_OPEN : COUNT_READ;
}

/* A number that cannot be had leaves it open: it is not taken for 1. */
static bool take_count(struct gathering *g, const struct cell *c, const struct cell **first)
{
	struct item *out = g->out;
	uint64_t n = 0;
	if (c->unlisted) { /* item_notes.c says it */
		g->out->count_open = true;
		return true;
	}
	enum counted counted = read_count(g, c, &n);
	if (counted == COUNT_NONE)
		return true;
	if (counted == COUNT_READ && !*first) {
		*first = c;
		out->unit_count = n;
		return true;
	}
	if (counted == COUNT_READ && out->unit_count == n)
		return true;
	out->count_open = true;
	if (counted == COUNT_READ)
		return gather_note(g,
				   words_printf(g->a, "\"%.*s\" says \"%.*s\", \"%.*s\" says \"%.*s\"; they must agree",
						STR_ARG((*first)->column), STR_ARG(str_trim((*first)->text)),
						STR_ARG(c->column), STR_ARG(str_trim(c->text))));
	if (counted == COUNT_BAD)
		return gather_note(
			g, words_printf(g->a, "\"%.*s\" is no whole number above zero", STR_ARG(str_trim(c->text))));
	return gather_note(g, words_printf(g->a, "\"%.*s\" leaves the number open", STR_ARG(str_trim(c->text))));
}

/* The column's number beside the text's: they must agree. */
static bool join_counts(struct gathering *g, const struct cell *c, uint64_t said)
{
	if (g->out->unit_count == said || g->out->count_open)
		return true;
	g->out->count_open = true;
	return gather_note(g, words_printf(g->a, "\"%.*s\" says \"%.*s\", \"%.*s\" says \"%.*s\"; they must agree",
					   STR_ARG(c->column), STR_ARG(str_trim(c->text)), STR_ARG(g->out->column),
					   STR_ARG(g->part->text)));
}

/* 3 in a cell that is merged over rows: three in each, or in all? */
static bool open_shared_count(struct gathering *g, const struct cell *c)
{
	if (!c->shared_rows || g->out->unit_count < 2)
		return true;
	g->out->count_open = true;
	return gather_note(g, words_printf(g->a, "the number \"%.*s\" stands in a cell merged over %u rows; whether it is of each or of all cannot be told",
					   STR_ARG(str_trim(c->text)), (unsigned)c->shared_rows));
}

static bool gather_count(struct gathering *g)
{
	const struct cell *first = NULL;
	uint64_t said = g->out->unit_count;
	bool counted = g->part && g->part->counted && !g->part->count_open;
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		if (c->field && c->field->role == ROLE_COUNT && !is_of_no_part(g, c) && (!take_count(g, c, &first) || !open_shared_count(g, c)))
			return false;
	}
	return !first || !counted || join_counts(g, first, said);
}

/* --- who, where, which ------------------------------------------------------------------------------------------- */

static void take_first(struct str *to, struct str text)
{
	if (!to->p && text.n)
		*to = text;
}

/* 山东省 and 聊城市 stand in two columns, in any order: the province goes first. */
static bool take_region(struct gathering *g, struct str text)
{
	const struct vocabulary *v = g->r->vocabulary;
	struct str *to = &g->out->region;
	if (!text.n || (to->p && str_has(*to, text)))
		return true;
	if (!to->p)
		*to = text;
	else if (region_read(v, g->a, text) && !region_read(v, g->a, *to))
		*to = arena_printf(g->a, "%.*s %.*s", STR_ARG(text), STR_ARG(*to));
	else
		*to = arena_printf(g->a, "%.*s %.*s", STR_ARG(*to), STR_ARG(text));
	return to->p;
}

/* The place of a header among the spellings of its field: an equipment's number goes before a row's. */
static size_t header_place(struct arena *a, const struct cell *c)
{
	struct str key = cell_spelling(a, c);
	size_t i = 0;
	while (i < c->field->n_headers && !str_eq(c->field->headers[i].key, key))
		i++;
	return i;
}

/* The one that says more: 停产 and 已拆除 is 已拆除. NULL where they do not fit together. */
static const struct enum_value *further(const struct enum_value *a, const struct enum_value *b)
{
	return enum_value_is(a, b) ? a : enum_value_is(b, a) ? b : NULL;
}

/* The separators of a list of states; their bytes. */
static size_t separator_at(struct str s)
{
	static const struct str separators[] = {STR("、"), STR("，"), STR("；"), STR(","), STR(";")};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (str_starts(s, separators[i]))
			return separators[i].n;
	return 0;
}

/* 停产 · 停产、已拆除: NULL where the vocabulary does not know all of it. */
static const struct enum_value *status_read(struct arena *a, const struct enumeration *e, struct str text)
{
	const struct enum_value *is = NULL;
	uint32_t found;
	for (size_t from = 0, i = 0; i <= text.n; i++) {
		size_t separator = i < text.n ? separator_at(str_sub(text, i, text.n)) : 0;
		if (i < text.n && !separator)
			continue;
		if (!map_get(&e->by_spelling, fold_key(a, str_trim(str_sub(text, from, i))), &found))
			return NULL;
		is = from ? further(is, &e->values[found]) : &e->values[found];
		if (!is)
			return NULL;
		from = i + separator;
		i += separator ? separator - 1 : 0;
	}
	return is;
}

static bool is_not_applicable(struct gathering *g, struct str text)
{
	return tokens_have(&g->r->vocabulary->not_applicable_tokens, fold_key(g->a, text));
}

/* 运行状态 and 拆除情况 may stand side by side: what is filed in both is kept; a / only where there is nothing else. */
static bool take_status(struct gathering *g, struct str text)
{
	struct str *to = &g->out->status;
	if (!text.n || (to->p && is_not_applicable(g, text)))
		return true;
	*to = to->p && !is_not_applicable(g, *to) ? arena_printf(g->a, "%.*s; %.*s", STR_ARG(*to), STR_ARG(text)) : text;
	return to->p;
}

static bool gather_roles(struct gathering *g)
{
	struct item *out = g->out;
	size_t best = SIZE_MAX;
	out->follow_up = ARENA_ARRAY(g->a, g->n_cells, struct filed);
	if (!out->follow_up)
		return false;
	if (g->part && g->part->status.p && !take_status(g, g->part->status))
		return false;
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		struct str text = str_trim(c->text);
		enum field_role role = c->field && !c->unlisted ? c->field->role : ROLE_NONE;
		if (role == ROLE_ENTERPRISE)
			take_first(&out->enterprise, text);
		else if (role == ROLE_FOLLOW_UP && text.n)
			out->follow_up[out->n_follow_up++] = (struct filed){c->field, c->column, text};
		else if ((role == ROLE_STATUS && !take_status(g, text)) || (role == ROLE_REGION && !take_region(g, text)))
			return false;
		if (role != ROLE_KEY || !text.n)
			continue;
		size_t place = header_place(g->a, c);
		if (place < best) {
			best = place;
			out->key = text;
			out->key_counts = place < c->field->n_headers && c->field->headers[place].counts;
		}
	}
	if (out->status.n)
		out->status_is = status_read(g->a, g->r->vocabulary->role[ROLE_STATUS]->enumeration, out->status);
	return true;
}

void item_write_key(struct buf *out, const struct item *i)
{
	buf_add(out, i->file);
	buf_adds(out, ":");
	if (i->sheet.p)
		buf_printf(out, "%.*s!", STR_ARG(i->sheet));
	buf_printf(out, "%ju:%u", (uintmax_t)i->row, i->number);
}

/* ------------------------------------------------------------------------------------------------------------------ */

/* What the record itself says is read once, then each of its parts. */
static bool gather_item(struct gathering *g, struct item *out)
{
	size_t n_fields = g->r->vocabulary->n_fields;
	g->out = out;
	g->cap_notes = 0;
	g->held = ARENA_ARRAY(g->a, n_fields, struct held);
	g->values = ARENA_ARRAY(g->a, n_fields, struct value *);
	out->values = ARENA_ARRAY(g->a, n_fields, const struct value *);
	if (!g->held || !g->values || !out->values || (g->part && !gather_part(g)) || !gather_count(g) ||
	    !gather_cells(g) || !gather_settled(g) || !gather_spread(g) || !gather_roles(g) || !gather_notes(g))
		return false;
	for (size_t i = 0; i < n_fields; i++)
		out->values[i] = g->values[i];
	return !g->a->failed;
}

/* A capacity of the row is no part's; it is not divided, and not summed. */
static bool note_totals(struct gathering *g)
{
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		bool yearly = c->field && c->field->quantity && c->field->quantity->per_year;
		if (yearly && is_of_no_part(g, c) && str_trim(c->text).n &&
		    !gather_note(g, words_printf(g->a, "\"%.*s\" of column \"%.*s\" is of the whole row; it is attributed to none of its machines",
						 STR_ARG(str_trim(c->text)), STR_ARG(c->column))))
			return false;
	}
	return true;
}

static bool gather_parts(struct gathering *g, struct item *items, const struct item *head)
{
	const struct recognised *said = g->sentence;
	g->several = said->n > 1;
	if (g->several)
		g->years = NULL; /* of the part that says them, which has them */
	for (size_t i = 0; i < said->n; i++) {
		items[i] = *head;
		items[i].number = (uint32_t)i + 1;
		g->part = &said->parts[i];
		if (!g->sized)
			g->said.model = said->parts[i].model;
		if (!gather_item(g, &items[i]))
			return false;
	}
	if (!g->sized) { /* the column of models keeps its whole text anyway */
		items[0].residue = said->residue;
		items[0].n_residue = said->n_residue;
	}
	g->out = &items[0];
	if (!note_totals(g))
		return false;
	for (size_t i = 0; i < said->n_notes; i++)
		if (!gather_note(g, said->notes[i]))
			return false;
	return true;
}

bool items_from_cells(struct item **out, size_t *n, struct arena *a, const struct reader *r, const struct cell *cells,
		      size_t n_cells, const struct kind *default_kind)
{
	struct item head = {.number = 1, .unit_count = 1};
	struct gathering g = {.out = &head, .a = a, .r = r, .cells = cells, .n_cells = n_cells, .default_kind = default_kind};
	if (!gather_kind(&g) || !gather_sizes(&g))
		return false;
	*n = g.sentence ? g.sentence->n : 1;
	*out = ARENA_ARRAY(a, *n, struct item);
	if (!*out)
		return false;
	if (g.sentence)
		return gather_parts(&g, *out, &head);
	**out = head;
	return gather_item(&g, *out) && note_totals(&g);
}

bool item_from_cells(struct item *out, struct arena *a, const struct reader *r, const struct cell *cells,
		     size_t n_cells, const struct kind *default_kind)
{
	struct item *items;
	size_t n;
	if (!items_from_cells(&items, &n, a, r, cells, n_cells, default_kind))
		return false;
	*out = items[0];
	if (n == 1)
		return true;
	out->kind = NULL;
	out->problem = words_printf(a, "\"%.*s\" names several machines; one was expected", STR_ARG(out->text));
	return !a->failed;
}

bool presumption_fits(const struct presumption *p, const struct item *item)
{
	const struct value *v = p->fits_field ? item_value(item, p->fits_field) : NULL;
	if (!v || face_is_silent(v->face))
		return true;
	for (size_t i = 0; v->face == FACE_READ && i < p->n_fits; i++)
		if (enum_value_is(v->choice, p->fits[i]))
			return true;
	return false;
}
