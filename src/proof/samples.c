#include "proof/samples_parts.h"

#include "text/fold.h"

void sample_add(struct samples *s, struct saying_cell cell, bool probe)
{
	struct sample *items = arena_grow(s->arena, s->items, s->n, &s->cap, sizeof *items);
	if (!items)
		return;
	s->items = items;
	s->items[s->n++] = (struct sample){.cell = cell, .probe = probe};
}

void sample_add_unknown(struct samples *s, const struct field *field, struct str text, bool probe)
{
	sample_add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_UNKNOWN}, probe);
}

/* Any text is read as one. */
static bool is_spelled(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_MODEL || f->type == FIELD_IDENTIFIER;
}

void sample_add_missing(struct samples *s, const struct field *field)
{
	const struct vocabulary *v = s->vocabulary;
	sample_add(s, (struct saying_cell){.field = field, .says = SAYS_NOTHING}, true);
	sample_add(s, (struct saying_cell){.field = field, .text = STR(""), .says = SAYS_NOTHING}, false);
	if (v->unknown_tokens.n)
		sample_add_unknown(s, field, v->unknown_tokens.items[0], true);
	if (v->not_applicable_tokens.n)
		sample_add_unknown(s, field, v->not_applicable_tokens.items[0], false);
	if (field->type == FIELD_MODEL)
		sample_add_unknown(s, field, STR("9月27日"), false); /* a spreadsheet's 9-27 */
	if (is_spelled(field))
		sample_add(s, (struct saying_cell){.field = field, .text = STR("甲乙丙丁"), .says = SAYS_TEXT}, true);
	else
		sample_add_unknown(s, field, STR("甲乙丙丁"), false);
}

/* --- enumerations ----------------------------------------------------------------------------------------------- */

static void add_choice(struct samples *s, const struct field *field, const struct enum_value *v, struct str text,
		       bool probe)
{
	sample_add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_CHOICE, .choice = v}, probe);
}

static bool is_listed(const struct condition *leaf, const struct enum_value *v)
{
	for (size_t i = 0; i < leaf->n_values; i++)
		if (leaf->values[i] == v)
			return true;
	return false;
}

static bool is_below_listed(const struct condition *leaf, const struct enum_value *v)
{
	while (v && !is_listed(leaf, v))
		v = v->parent;
	return v != NULL;
}

/* 非炼铁 denies, and does not say what it is instead; unless that is a word of its own (无元素氯漂白). */
static void add_denied(struct samples *s, const struct field *field, const struct enum_value *v)
{
	if (!s->vocabulary->negations.n)
		return;
	struct str text = arena_printf(s->arena, "%.*s%.*s", STR_ARG(s->vocabulary->negations.items[0]),
				       STR_ARG(v->words.zh));
	if (!map_get(&field->enumeration->by_spelling, fold_key(s->arena, text), NULL))
		sample_add_unknown(s, field, text, false);
}

/* All values that the kind may have: those listed in every spelling, what is below, beside and above them by its name. */
static void add_choices(struct samples *s, const struct condition *leaf)
{
	const struct enumeration *e = leaf->field->enumeration;
	size_t others[2] = {0}; /* those that fit, those that do not */
	for (size_t i = 0; i < e->n_values; i++) {
		const struct enum_value *v = &e->values[i];
		bool listed = is_listed(leaf, v), hits = is_below_listed(leaf, v);
		bool unfit = !oracle_choice_fits(v, s->kind);
		add_choice(s, leaf->field, v, v->words.zh, listed || (!hits && others[unfit]++ == 0));
		if (unfit && s->n)
			s->items[s->n - 1].unfit = true;
		if (unfit)
			continue;
		for (size_t k = 0; listed && k < v->n_spellings; k++)
			add_choice(s, leaf->field, v, v->spellings[k], false);
		if (listed)
			add_denied(s, leaf->field, v);
	}
}

/* --- flags ------------------------------------------------------------------------------------------------------ */

static void add_flags(struct samples *s, const struct field *flag, const struct tokens *t, bool says, bool probe)
{
	for (size_t i = 0; i < t->n; i++)
		sample_add(s, (struct saying_cell){.field = flag, .text = t->items[i], .says = SAYS_FLAG, .flag = says},
		    probe && i == 0);
}

void samples_of_flag(struct samples *s, const struct field *flag)
{
	add_flags(s, flag, &s->vocabulary->yes_tokens, true, true);
	add_flags(s, flag, &s->vocabulary->no_tokens, false, true);
	add_flags(s, flag, &flag->yes, true, false);
	add_flags(s, flag, &flag->no, false, false);
	sample_add_missing(s, flag);
}

/* ---------------------------------------------------------------------------------------------------------------- */

void samples_of_leaf(struct samples *s, const struct condition *leaf)
{
	typedef void add_fn(struct samples *, const struct condition *);
	static add_fn *const adders[] = {
		[FIELD_QUANTITY] = samples_of_quantity, [FIELD_RATIO] = samples_of_ratio, [FIELD_INTEGER] = samples_of_integer,
		[FIELD_DATE] = samples_of_date,	   [FIELD_ENUM] = add_choices, [FIELD_MODEL] = samples_of_models,
		[FIELD_TEXT] = NULL,		   [FIELD_IDENTIFIER] = NULL,
	};
	if (leaf->field->type == FIELD_FLAG) {
		samples_of_flag(s, leaf->field);
		return;
	}
	add_fn *const fn = adders[leaf->field->type];
	if (fn && (leaf->op == COND_COMPARE || leaf->op == COND_MODEL || leaf->field->type == FIELD_ENUM))
		fn(s, leaf);
	sample_add_missing(s, leaf->field);
}
