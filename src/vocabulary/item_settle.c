/* What a row says of each field, once all its columns and its texts are read. */
#include "vocabulary/gather.h"
#include "vocabulary/model.h"
#include "vocabulary/read_cell.h"

#include "text/fold.h"

/* --- ranks ------------------------------------------------------------------------------------------------------- */

static void keep_lower(struct value *v, const struct held *h, int below)
{
	for (int rank = below - 1; rank >= 0 && !v->also_column.p; rank--) {
		const struct value *lower = h->by_rank[rank];
		if (!lower || lower->face == FACE_BLANK)
			continue;
		v->also_column = lower->column;
		v->also_filed = lower->as_filed;
	}
}

static struct value *settle_ranks(const struct gathering *g, const struct held *h)
{
	int top = RANKS - 1;
	while (top >= 0 && !h->by_rank[top])
		top--;
	if (top < 0)
		return NULL;
	int used = top;
	while (!g->r->strict && used >= 0 && (!h->by_rank[used] || h->by_rank[used]->face == FACE_BLANK))
		used--;
	if (used < 0)
		used = top;
	struct value *v = h->by_rank[used];
	if (used < top && v->n_assumed < sizeof v->assumed / sizeof *v->assumed)
		v->assumed[v->n_assumed++] = (struct assumption){.id = ASSUMED_LOWER_RANK, .field = v->field, .detail = v->column};
	keep_lower(v, h, used);
	return v;
}

/* --- a value of another kind ------------------------------------------------------------------------------------- */

/*
 * Whether the value is for a kind beside `k`, under one that is not abstract: 石灰 makes a 立窑 another than a
 * 水泥立窑.
 */
static bool is_for_sibling(const struct enum_value *choice, const struct kind *k)
{
	for (const struct kind *above = k->parent; above && !above->abstract; above = above->parent)
		if (choice->n_kinds && enum_value_is_for(choice, above))
			return true;
	return false;
}

/* The kind's text and the value name two kinds: the row is not recognised. */
static void refute_kind(struct gathering *g, const struct value *v)
{
	const struct kind *k = g->out->kind;
	if (!k || !v || v->face != FACE_UNLISTED || v->field->type != FIELD_ENUM || !v->choice ||
	    !is_for_sibling(v->choice, k))
		return;
	g->out->kind = NULL;
	WORDS_SAY(&g->out->problem, g->a,
		  "\"%.*s\" in column \"%.*s\" is not said of \"%.*s\", as which \"%.*s\" names it",
		  STR_ARG(str_trim(v->as_filed)), STR_ARG(v->column), STR_ARG(words_in(k->words, in)),
		  STR_ARG(g->out->text.n ? g->out->text : STR("--kind")));
}

/* --- further sources of an enumeration: the product, the kind's words -------------------------------------------- */

static bool add_source(struct gathering *g, const struct field *f, struct value *v)
{
	struct value **place = &g->values[f->index];
	*place = *place ? value_joined(g->a, *place, v) : v;
	return *place != NULL;
}

static struct value *read_product(struct gathering *g, const struct field *f, const struct value *product)
{
	struct value *v = ARENA_NEW(g->a, struct value);
	if (!v)
		return NULL;
	/* what a mapping's table makes of the cell, where one reads it */
	struct str text = product->face == FACE_READ ? product->text : product->as_filed;
	value_read(v, g->a, g->r, f, g->out->kind, (struct unit_use){.unit = NULL}, text);
	if (product->face == FACE_UNLISTED)
		*v = (struct value){.face = FACE_UNLISTED, .problem = product->problem};
	v->field = f;
	v->as_filed = product->as_filed;
	v->column = product->column;
	v->note = product->note;
	v->basis = f->basis;
	return v;
}

/*
 * A product that the vocabulary does not know speaks only where nothing else does: the record is then not silent, and
 * nothing may be presumed.
 */
static bool add_product(struct gathering *g, const struct field *f, struct value **unlisted)
{
	const struct field *role = g->r->vocabulary->role[ROLE_PRODUCT];
	const struct value *product = role ? g->values[role->index] : NULL;
	*unlisted = NULL;
	if (!f->from_product || !product || face_is_silent(product->face) || !field_concerns(f, g->out->kind))
		return true;
	struct value *v = read_product(g, f, product);
	if (v && v->face == FACE_READ)
		return add_source(g, f, v);
	*unlisted = v;
	refute_kind(g, v);
	return v != NULL;
}

static bool add_words(struct gathering *g, const struct field *f)
{
	for (size_t i = 0; i < g->said.n_values; i++) {
		if (g->said.values[i].field != f)
			continue;
		struct value *v = ARENA_NEW(g->a, struct value);
		if (!v)
			return false;
		*v = (struct value){
			.face = FACE_READ,
			.field = f,
			.choice = g->said.values[i].choice,
			.as_filed = g->said.values[i].filed,
			.column = g->out->column,
			.basis = f->basis,
		};
		if (!add_source(g, f, v))
			return false;
	}
	return true;
}

static bool add_sources(struct gathering *g, const struct field *f)
{
	struct value *unlisted;
	if (!f->enumeration || !g->out->kind)
		return true;
	if (!add_product(g, f, &unlisted) || !add_words(g, f))
		return false;
	const struct value *v = g->values[f->index];
	if (unlisted && (!v || v->face == FACE_BLANK))
		g->values[f->index] = unlisted;
	return true;
}

/* --- the model, from the kind's words ----------------------------------------------------------------------------- */

static struct value *model_value(struct gathering *g, const struct field *f)
{
	struct value *v = ARENA_NEW(g->a, struct value);
	if (v)
		*v = (struct value){.face = FACE_READ, .field = f, .text = g->said.model, .as_filed = g->said.model,
				    .column = g->out->column, .basis = f->basis};
	return v;
}

/* A column's 规格 of 315吨 names no model, and takes nothing from the one in J31-315机械压力机. */
static bool add_model(struct gathering *g, const struct field *f)
{
	struct value **place = &g->values[f->index], *old = *place;
	if (f->type != FIELD_MODEL || !g->said.model.p)
		return true;
	struct value *v = model_value(g, f);
	if (!v)
		return false;
	bool silent = !old || says_nothing(old->face);
	if (silent || (old->face == FACE_READ && !model_is_named(g->a, g->r->vocabulary, old->text))) {
		v->also_column = silent ? STR_NONE : old->column;
		v->also_filed = silent ? STR_NONE : old->as_filed;
		*place = v;
	} else if (old->face != FACE_READ || !model_agrees(g->a, old->text, v->text)) {
		*place = value_contradicted(g->a, old, v);
	} else if (v->text.n > old->text.n) {
		*place = v;
	}
	return *place != NULL;
}

/* --- the kind, narrowed by what the values say ------------------------------------------------------------------- */

static bool narrow(struct gathering *g, const struct value *v)
{
	const struct kind *k = g->out->kind, *below;
	if (!k || !v || v->face != FACE_READ || v->field->type != FIELD_ENUM)
		return true;
	below = kind_narrowed(k, v->choice);
	if (below == k)
		return true;
	g->out->kind = below;
	struct words note = {STR_NONE, STR_NONE};
	WORDS_SAY(&note, g->a, "\"%.*s\" in column \"%.*s\" makes it \"%.*s\"", STR_ARG(str_trim(v->as_filed)),
		  STR_ARG(v->column), STR_ARG(words_in(below->words, in)));
	return gather_note(g, note);
}

bool gather_settled(struct gathering *g)
{
	const struct vocabulary *v = g->r->vocabulary;
	for (size_t i = 0; i < v->n_fields; i++)
		g->values[i] = settle_ranks(g, &g->held[i]);
	if (!settle_years(g) || !settle_nominal(g))
		return false;
	for (size_t i = 0; i < v->n_fields; i++)
		if (!add_sources(g, &v->fields[i]) || !add_model(g, &v->fields[i]))
			return false;
	if (!settle_part(g))
		return false;
	for (size_t i = 0; i < v->n_fields; i++)
		refute_kind(g, g->values[i]);
	g->out->named = g->out->kind;
	for (size_t i = 0; i < v->n_fields; i++)
		if (!narrow(g, g->values[i]))
			return false;
	return !g->a->failed;
}

/* --- totals ------------------------------------------------------------------------------------------------------ */

/* A capacity in a cell that is merged over several rows is what their machines have together. */
static bool is_of_rows(const struct value *v)
{
	return v->shared_rows && v->field->quantity->per_year;
}

static bool note_spread(struct gathering *g, const struct value *v)
{
	struct words note = {STR_NONE, STR_NONE};
	if (is_of_rows(v))
		WORDS_SAY(&note, g->a, "\"%.*s\" stands in a cell merged over %u rows: a total of theirs; each has up to that much (%.*s)",
			  STR_ARG(str_trim(v->as_filed)), (unsigned)v->shared_rows, STR_ARG(words_in(v->field->words, in)));
	else
		WORDS_SAY(&note, g->a, "\"%.*s\" is a total over several units; each has up to that much (%.*s)",
			  STR_ARG(str_trim(v->as_filed)), STR_ARG(words_in(v->field->words, in)));
	return gather_note(g, note);
}

bool gather_spread(struct gathering *g)
{
	bool several = g->out->unit_count != 1 || g->out->count_open;
	for (size_t i = 0; i < g->r->vocabulary->n_fields; i++) {
		struct value *v = g->values[i];
		if (!v || v->face != FACE_READ || v->field->type != FIELD_QUANTITY || v->basis == BASIS_UNIT || !(several || is_of_rows(v)))
			continue;
		v->total = v->quantity.v;
		v->quantity.v.lo = decimal_from_int(0);
		v->quantity.v.lo_open = true;
		v->quantity.v.lo_infinite = false;
		v->spread = true;
		if (!note_spread(g, v))
			return false;
	}
	return !g->a->failed;
}
