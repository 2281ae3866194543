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

static bool gather_count(struct gathering *g)
{
	const struct cell *first = NULL;
	g->out->unit_count = 1;
	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].field && g->cells[i].field->role == ROLE_COUNT && !take_count(g, &g->cells[i], &first))
			return false;
	return true;
}

/* --- who, where, which ------------------------------------------------------------------------------------------- */

static void take_first(struct str *to, struct str text)
{
	if (!to->p && text.n)
		*to = text;
}

/* 山东省 and 聊城市 stand in two columns. */
static bool take_region(struct gathering *g, struct str text)
{
	struct str *to = &g->out->region;
	if (!text.n || (to->p && str_has(*to, text)))
		return true;
	*to = to->p ? arena_printf(g->a, "%.*s %.*s", STR_ARG(*to), STR_ARG(text)) : text;
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
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		struct str text = str_trim(c->text);
		enum field_role role = c->field ? c->field->role : ROLE_NONE;
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
		}
	}
	if (out->status.n)
		out->status_is = status_read(g->a, g->r->vocabulary->role[ROLE_STATUS]->enumeration, out->status);
	return true;
}

/* ------------------------------------------------------------------------------------------------------------------ */

bool item_from_cells(struct item *out, struct arena *a, const struct reader *r, const struct cell *cells,
		     size_t n_cells, const struct kind *default_kind)
{
	size_t n_fields = r->vocabulary->n_fields;
	struct gathering g = {
		.out = out,
		.a = a,
		.r = r,
		.cells = cells,
		.n_cells = n_cells,
		.default_kind = default_kind,
		.held = ARENA_ARRAY(a, n_fields, struct held),
		.values = ARENA_ARRAY(a, n_fields, struct value *),
	};
	*out = (struct item){.number = 1, .unit_count = 1};
	out->values = ARENA_ARRAY(a, n_fields, const struct value *);
	if (!g.held || !g.values || !out->values || !gather_kind(&g) || !gather_count(&g) || !gather_cells(&g) ||
	    !gather_settled(&g) || !gather_spread(&g) || !gather_roles(&g))
		return false;
	for (size_t i = 0; i < n_fields; i++)
		out->values[i] = g.values[i];
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
