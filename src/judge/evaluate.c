/* From values to the truth of conditions: semantics.md, "Truth". */
#include "judge/trial.h"
#include "text/fold.h"

struct fact fact_of(const struct facts *f, const struct field *field, bool presume)
{
	if (!field)
		return (struct fact){0};
	if (f->substitute && f->substitute->field == field)
		return (struct fact){.value = f->substitute};
	struct fact fact = {.value = field->from_date ? f->years : item_value(f->item, field)};
	if (!presume || (fact.value && !face_is_silent(fact.value->face)))
		return fact;
	for (size_t i = 0; i < f->kind->n_presumptions; i++) {
		const struct ready_presumption *p = &f->kind->presumptions[i];
		if (p->value.field == field && presumption_fits(p->presumption, f->item))
			return (struct fact){&p->value, p};
	}
	return fact;
}

static bool is_read(const struct value *v)
{
	return v && v->face == FACE_READ;
}

/* --- measures --------------------------------------------------------------------------------------------------- */

/* Ratios and integers compare as quantities of this unit do. */
static const struct quantity_kind plain_kind = {.id = STR_INIT("number")};
static const struct unit plain_unit = {
	.kind = &plain_kind,
	.id = STR_INIT("1"),
	.numerator = {.digits = 1},
	.denominator = {.digits = 1},
};

bool value_measure(struct quantity *out, const struct value *v)
{
	switch (v->field->type) {
	case FIELD_QUANTITY:
		*out = v->quantity;
		return true;
	case FIELD_RATIO:
		*out = (struct quantity){v->ratio, &plain_unit};
		return true;
	case FIELD_INTEGER:
		*out = (struct quantity){interval_point((struct decimal){.digits = v->integer}), &plain_unit};
		return true;
	case FIELD_ENUM:
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_DATE:
	case FIELD_FLAG:
	case FIELD_IDENTIFIER:
		break;
	}
	return false;
}

void leaf_limit(struct quantity *out, const struct condition *leaf)
{
	if (leaf->field && leaf->field->type == FIELD_QUANTITY)
		*out = leaf->quantity;
	else
		*out = (struct quantity){interval_point(leaf->number), &plain_unit};
}

/* --- leaves ----------------------------------------------------------------------------------------------------- */

/* A leaf whose value was read. */
typedef enum truth leaf_fn(struct facts *f, const struct ready_node *node, const struct value *v);

static enum truth compare(struct facts *f, const struct ready_node *node, const struct value *v)
{
	struct quantity q, limit;
	(void)f;
	if (v->field->type == FIELD_DATE)
		return date_compare(&v->date, node->c->relation, node->c->day);
	leaf_limit(&limit, node->c);
	return value_measure(&q, v) ? quantity_compare(&q, node->c->relation, &limit) : TRUTH_UNKNOWN;
}

static enum truth truth_from(bool b)
{
	return b ? TRUTH_TRUE : TRUTH_FALSE;
}

/* A value below the one tested satisfies the test; the general value does not claim the special one. */
static enum truth among(struct facts *f, const struct ready_node *node, const struct value *v)
{
	const struct condition *c = node->c;
	(void)f;
	if (v->field->type == FIELD_FLAG)
		return truth_from(v->flag == c->flag);
	for (size_t i = 0; i < c->n_values; i++)
		if (enum_value_is(v->choice, c->values[i]))
			return TRUTH_TRUE;
	return TRUTH_FALSE;
}

static enum truth matches(struct facts *f, const struct ready_node *node, const struct value *v)
{
	if (f->folded_of != v) {
		f->folded = fold_key(f->arena, v->text);
		f->folded_of = v;
	}
	return pattern_match(node->pattern, f->program->matcher, &f->space, f->arena, f->folded);
}

const struct model_text *facts_model(struct facts *f, const struct value *v)
{
	if (f->model_of != v) {
		f->model = model_text_read(f->arena, f->program->vocabulary, v->text);
		f->model_of = v;
	}
	return f->model;
}

/* A suspect is neither listed nor not: a person has to look. */
static enum truth names(struct facts *f, const struct ready_node *node, const struct value *v)
{
	static const enum truth of[] = {
		[MODEL_ABSENT] = TRUTH_FALSE,
		[MODEL_SUSPECT] = TRUTH_UNKNOWN,
		[MODEL_LISTED] = TRUTH_TRUE,
	};
	const struct model_text *model = facts_model(f, v);
	return model ? of[model_find(model, f->arena, node->c->models, node->c->n_models)] : TRUTH_UNKNOWN;
}

static enum truth judged(struct facts *f, const struct ready_node *node, const struct value *v)
{
	(void)f;
	(void)node;
	return truth_from(v->flag);
}

static leaf_fn *const leaves[] = {
	[COND_COMPARE] = compare,
	[COND_IN] = among,
	[COND_MATCHES] = matches,
	[COND_MODEL] = names,
	[COND_JUDGEMENT] = judged,
};

/* `known` reads silence on purpose: what is presumed or supposed was not read. */
static enum truth known(const struct facts *f, const struct condition *c)
{
	return truth_from(is_read(item_value(f->item, c->field)) == c->flag);
}

const struct supposed_leaf *facts_suppose(const struct facts *f, const struct condition *c)
{
	for (size_t i = 0; i < f->n_supposed; i++)
		if (f->supposed[i].leaf == c)
			return &f->supposed[i];
	return NULL;
}

/* Also of an item without a model: an entry may be described by its kind alone, and none of a kind may be in question. */
static enum truth listed(struct facts *f, const struct condition *c, bool presume)
{
	const struct listing *l = listing_of(f, c, presume);
	return l ? l->truth : TRUTH_UNKNOWN;
}

static enum truth leaf_truth(struct facts *f, const struct ready_node *node, bool presume)
{
	const struct condition *c = node->c;
	day today = f->program->options.as_of;
	const struct supposed_leaf *given = facts_suppose(f, c);
	if (given)
		return given->truth;
	if (c->op == COND_ALWAYS)
		return TRUTH_TRUE;
	if (c->op == COND_KNOWN)
		return known(f, c);
	if (c->as_of)
		return date_compare(&(struct date){today, today, DATE_DAY}, c->relation, c->day);
	if (c->op == COND_LISTED)
		return listed(f, c, presume);
	const struct value *v = fact_of(f, c->field, presume).value;
	return is_read(v) ? leaves[c->op](f, node, v) : TRUTH_UNKNOWN;
}

enum truth leaf_evaluate(struct facts *f, const struct ready_node *leaf)
{
	return leaf_truth(f, leaf, false);
}

/* --- trees ------------------------------------------------------------------------------------------------------ */

static enum truth inner_truth(const struct trial *t, uint32_t at)
{
	const struct ready_node *nodes = t->ready->nodes;
	enum condition_op op = nodes[at].c->op;
	enum truth all = op == COND_ANY ? TRUTH_FALSE : TRUTH_TRUE;
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
		enum truth one = (enum truth)t->truth[i];
		all = op == COND_ANY ? truth_or(all, one) : truth_and(all, one);
	}
	return op == COND_NOT ? truth_not(all) : all;
}

void tree_evaluate(struct trial *t, struct tree tree, bool presume)
{
	/* pre-order: from the end on, what is below a node stands before the node is reached */
	for (uint32_t i = tree.end; i-- > tree.first;) {
		const struct ready_node *node = &t->ready->nodes[i];
		enum truth truth = tree_is_leaf(node) ? leaf_truth(t->facts, node, presume) : inner_truth(t, i);
		t->truth[i] = (unsigned char)truth;
	}
}

bool trial_init(struct trial *t, struct facts *f, const struct candidate *c)
{
	const struct ready_rule *r = c->rule;
	*t = (struct trial){.facts = f, .candidate = c, .ready = r};
	t->truth = arena_alloc(f->arena, r->n_nodes);
	t->states = ARENA_ARRAY(f->arena, r->rule->n_exceptions, enum exception_state);
	t->unpresumed = ARENA_ARRAY(f->arena, r->rule->n_exceptions, bool);
	if (!t->truth || !t->states || !t->unpresumed)
		return false;
	tree_evaluate(t, r->where, true);
	tree_evaluate(t, r->obsolete_if, true);
	tree_evaluate(t, (struct tree){r->n_traced, r->n_nodes}, true);
	exceptions_judge(t);
	return true;
}
