#include "judge/asks.h"

#include "base/limits.h"
#include "judge/service.h"
#include "judge/trial.h"
#include "text/fold.h"

enum { MOST_START = 63 }; /* bytes by which patterns are sought */

/* Of one field. */
struct leaves {
	const struct ready_node **items;
	size_t n, cap;
	/* patterns that only texts can match which begin so, by that beginning: of thousands a text is asked of few */
	struct map starts;   /* beginning → one more than the number of the last such pattern */
	uint32_t *before;    /* by number: the same of the pattern before it that begins so; 0: none */
	uint64_t lengths;    /* bits 1 << of beginnings */
	uint32_t *others;    /* the numbers of all other leaves */
	size_t n_others;
};

struct asks {
	struct leaves *leaves; /* by field's index */
	const struct program *program;
	const struct kind *kind;
	const struct ready_rule **rules; /* that are considered for it, or for a kind below it; and the conditions of the catalogues they look into */
	size_t n_rules;
	bool *fields; /* by index: may a verdict turn on it? */
	bool *beside; /* by index: also where no rule asks, for what is presumed */
};

/* --- what is asked ----------------------------------------------------------------------------------------------- */

static void ask_field(struct asks *asks, const struct field *f)
{
	if (!f)
		return;
	asks->fields[f->index] = true;
	if (f->from_date)
		asks->fields[f->from_date->index] = true;
}

static void ask_beside(struct asks *asks, const struct field *f)
{
	ask_field(asks, f);
	if (f)
		asks->beside[f->index] = true;
}

static void ask_rule(struct asks *asks, const struct ready_rule *r)
{
	for (uint32_t i = 0; i < r->n_nodes; i++)
		ask_field(asks, r->nodes[i].c->field);
	for (size_t i = 0; i < r->rule->n_exceptions; i++)
		for (size_t k = 0; k < r->rule->exceptions[i].n_evidence; k++)
			ask_field(asks, r->rule->exceptions[i].evidence[k]);
}

/* A catalogue has conditions of its own, beside the model. */
static void add_catalogues(struct asks *asks)
{
	const struct program *p = asks->program;
	const size_t n_rules = asks->n_rules;
	for (size_t c = 0; c < p->n_catalogues; c++) {
		bool looked_into = false;
		for (size_t r = 0; r < n_rules; r++)
			for (uint32_t i = 0; i < asks->rules[r]->n_nodes; i++)
				looked_into |= asks->rules[r]->nodes[i].c->op == COND_LISTED && asks->rules[r]->nodes[i].c->catalogue == p->catalogues[c].catalogue;
		const struct ready_rule *conditions = &p->catalogues[c].conditions;
		if (!looked_into)
			continue;
		asks->rules[asks->n_rules++] = conditions;
		for (uint32_t i = 0; i < conditions->n_nodes; i++)
			ask_field(asks, conditions->nodes[i].c->field);
	}
}

static void add_kind(struct asks *asks, bool *known, const struct ready_kind *k)
{
	for (size_t i = 0; i < k->n_candidates; i++) {
		const struct ready_rule *r = k->candidates[i].rule;
		if (known[r->rule->index])
			continue;
		known[r->rule->index] = true;
		asks->rules[asks->n_rules++] = r;
		ask_rule(asks, r);
	}
	for (size_t i = 0; i < k->n_presumptions; i++) {
		ask_beside(asks, k->presumptions[i].presumption->field);
		ask_beside(asks, k->presumptions[i].presumption->fits_field);
	}
	if (k->narrowed_by)
		ask_beside(asks, k->narrowed_by->fits_field);
}

static void add_kinds(struct asks *asks, bool *known, const struct ready_kinds *of)
{
	const struct vocabulary *v = asks->program->vocabulary;
	for (size_t i = 0; i < v->n_kinds; i++) {
		if (!kind_is(&v->kinds[i], asks->kind))
			continue;
		add_kind(asks, known, &of->kinds[i]);
		if (of->kinds[i].narrowed_by)
			add_kind(asks, known, &of->filed_kinds[i]);
	}
}

static void add_leaf(struct asks *asks, struct arena *a, const struct field *f, const struct ready_node *node)
{
	struct leaves *l = &asks->leaves[f->index];
	l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
	if (l->items)
		l->items[l->n++] = node;
}

/* By field, so that asking for one does not walk all rules. False when memory is exhausted. */
static bool gather_leaves(struct asks *asks, struct arena *a)
{
	for (size_t r = 0; r < asks->n_rules && !a->failed; r++)
		for (uint32_t i = 0; i < asks->rules[r]->n_nodes && !a->failed; i++) {
			const struct ready_node *node = &asks->rules[r]->nodes[i];
			const struct field *of = node->c->field;
			if (!tree_is_leaf(node) || !of)
				continue;
			add_leaf(asks, a, of, node);
			if (of->from_date)
				add_leaf(asks, a, of->from_date, node);
		}
	return !a->failed;
}

static struct str start_of(const struct ready_node *leaf)
{
	const struct str start = leaf->c->op == COND_MATCHES ? pattern_beginning(leaf->pattern) : STR_NONE;
	return start.n <= MOST_START ? start : STR_NONE;
}

/* False when memory is exhausted. */
static bool sort_leaves(struct leaves *l, struct arena *a)
{
	map_init(&l->starts, a);
	l->before = ARENA_ARRAY(a, l->n, uint32_t);
	l->others = ARENA_ARRAY(a, l->n, uint32_t);
	for (uint32_t i = 0; l->before && l->others && i < l->n; i++) {
		const struct str start = start_of(l->items[i]);
		if (!start.n) {
			l->others[l->n_others++] = i;
			continue;
		}
		map_get(&l->starts, start, &l->before[i]);
		l->lengths |= UINT64_C(1) << start.n;
		if (!map_put(&l->starts, start, i + 1))
			return false;
	}
	return l->before && l->others;
}

static bool sort_all_leaves(struct asks *asks, struct arena *a)
{
	bool sorted = true;
	for (size_t i = 0; sorted && i < asks->program->vocabulary->n_fields; i++)
		sorted = !asks->leaves[i].n || sort_leaves(&asks->leaves[i], a);
	return sorted;
}

const struct asks *asks_new(struct arena *a, const struct program *p, const struct kind *kind)
{
	const struct vocabulary *v = p->vocabulary;
	struct asks *asks = ARENA_NEW(a, struct asks);
	bool *known = ARENA_ARRAY(a, p->n_rules, bool);
	if (!asks || !known)
		return NULL;
	*asks = (struct asks){.program = p, .kind = kind};
	asks->rules = ARENA_ARRAY(a, p->n_rules + p->n_catalogues, const struct ready_rule *);
	asks->fields = ARENA_ARRAY(a, v->n_fields, bool);
	asks->beside = ARENA_ARRAY(a, v->n_fields, bool);
	asks->leaves = ARENA_ARRAY(a, v->n_fields, struct leaves);
	if (!asks->rules || !asks->fields || !asks->beside || !asks->leaves)
		return NULL;
	add_kinds(asks, known, &p->kinds);
	for (size_t i = 0; i < p->n_zones; i++)
		add_kinds(asks, known, &p->zones[i].kinds);
	add_catalogues(asks);
	return gather_leaves(asks, a) && sort_all_leaves(asks, a) ? asks : NULL;
}

bool program_asks_region(const struct program *p)
{
	return p->n_zones > 0;
}

bool asks_anything(const struct asks *asks)
{
	return asks->n_rules > 0;
}

bool asks_of(const struct asks *asks, const struct field *f)
{
	return asks->fields[f->index];
}

/* The n-th leaf over the field, or over the years since it; NULL behind the last. */
static const struct ready_node *leaf_of(const struct asks *asks, const struct field *f, size_t n)
{
	const struct leaves *l = &asks->leaves[f->index];
	return n < l->n ? l->items[n] : NULL;
}

bool asks_limit(struct quantity *out, const struct asks *asks, const struct field *f, size_t i)
{
	const struct ready_node *leaf;
	for (size_t n = 0; (leaf = leaf_of(asks, f, n)); n++) {
		bool compares = leaf->c->op == COND_COMPARE && leaf->c->field == f && f->type == FIELD_QUANTITY;
		if (!compares || i-- > 0)
			continue;
		*out = leaf->c->quantity;
		return true;
	}
	return false;
}

bool asks_day(day *out, const struct asks *asks, const struct field *f, size_t i)
{
	const struct ready_node *leaf;
	for (size_t n = 0; (leaf = leaf_of(asks, f, n)); n++) {
		bool compares = leaf->c->op == COND_COMPARE && leaf->c->field == f && f->type == FIELD_DATE;
		if (!compares || i-- > 0)
			continue;
		*out = leaf->c->day;
		return true;
	}
	return false;
}

enum asks_start asks_start(struct str *out, const struct asks *asks, const struct field *f, size_t i)
{
	const struct ready_node *leaf = leaf_of(asks, f, i);
	if (!leaf)
		return ASKS_NO_MORE;
	*out = leaf->c->op == COND_MATCHES ? pattern_beginning(leaf->pattern) : STR("");
	return out->n ? ASKS_START : ASKS_ANY;
}

/* --- rules that are out ---------------------------------------------------------------------------------------------- */

enum { RULES_IN_SET = 63 }; /* the last bit stands for what is asked beside rules */

static bool rule_asks(const struct ready_rule *r, const struct field *f)
{
	bool asks = false;
	for (uint32_t i = 0; i < r->n_nodes && !asks; i++)
		asks = r->nodes[i].c->field && (r->nodes[i].c->field == f || r->nodes[i].c->field->from_date == f);
	for (size_t i = 0; i < r->rule->n_exceptions && !asks; i++)
		for (size_t k = 0; k < r->rule->exceptions[i].n_evidence; k++)
			asks |= r->rule->exceptions[i].evidence[k] == f || r->rule->exceptions[i].evidence[k]->from_date == f;
	return asks;
}

uint64_t asks_rules_of(const struct asks *asks, const struct field *f)
{
	uint64_t set = 0;
	if (asks->n_rules > RULES_IN_SET || asks->beside[f->index])
		return ASKS_EVERY;
	for (size_t i = 0; i < asks->n_rules; i++)
		if (!asks->rules[i]->rule || rule_asks(asks->rules[i], f)) /* a catalogue's conditions are asked by whoever looks into it */
			set |= UINT64_C(1) << i;
	return set;
}

uint64_t asks_excluded(const struct asks *asks, struct arena *scratch, const struct value *v)
{
	const struct program *p = asks->program;
	struct item item = {.kind = asks->kind, .values = ARENA_ARRAY(scratch, p->vocabulary->n_fields, const struct value *)};
	uint64_t set = 0;
	if (!item.values || asks->n_rules > RULES_IN_SET)
		return 0;
	item.values[v->field->index] = v;
	struct facts f = facts_of(scratch, p, &item);
	for (size_t i = 0; i < asks->n_rules; i++) {
		const struct ready_rule *r = asks->rules[i];
		struct trial t = {.facts = &f, .ready = r, .truth = arena_alloc(scratch, r->n_nodes + 1u)};
		if (!r->rule || !t.truth)
			continue;
		tree_evaluate(&t, r->where, false);
		if (tree_truth(&t, r->where) == TRUTH_FALSE)
			set |= UINT64_C(1) << i;
	}
	return scratch->failed ? 0 : set;
}

/* --- classes ----------------------------------------------------------------------------------------------------- */

static void add_number(struct buf *out, uint64_t n)
{
	buf_add(out, (struct str){(const char *)&n, sizeof n});
}

/* Below the limit, at it or above, whatever is asked: of a total over several machines each has up to that much. */
static char position(const struct quantity *q, const struct condition *leaf)
{
	struct quantity limit;
	leaf_limit(&limit, leaf);
	return quantity_compare(q, REL_LESS_THAN, &limit) == TRUTH_TRUE ? '<' : quantity_compare(q, REL_AT_MOST, &limit) == TRUTH_TRUE ? '=' : '>';
}

static void add_measure(struct buf *out, const struct asks *asks, const struct value *v)
{
	struct quantity q;
	const struct ready_node *leaf;
	if (!value_measure(&q, v) || !interval_is_point(&q.v)) { /* ranges are told apart as they are filed */
		buf_add(out, v->as_filed);
		return;
	}
	for (size_t n = 0; (leaf = leaf_of(asks, v->field, n)); n++)
		if (leaf->c->op == COND_COMPARE && leaf->c->field == v->field)
			buf_addc(out, position(&q, leaf->c));
}

/* What the conditions on a value find of it, were it all that the record says: those that are not false. */
struct truths {
	struct buf *out;
	const struct leaves *leaves;
	struct facts facts;
	const struct value *v;
};

static bool add_truth(struct truths *t, uint32_t number)
{
	const struct ready_node *leaf = t->leaves->items[number];
	const enum truth truth = leaf_evaluate(&t->facts, leaf);
	bool named = false;
	if (leaf->c->op == COND_LISTED && !catalogue_names(&named, &t->facts, leaf->c, t->v))
		return false;
	if (truth == TRUTH_FALSE && !named)
		return true;
	add_number(t->out, number);
	buf_addc(t->out, "fut"[truth]);
	if (named) /* its entries ask for more than the model */
		buf_add(t->out, t->v->text);
	return true;
}

static bool add_others(struct truths *t)
{
	for (size_t i = 0; i < t->leaves->n_others; i++)
		if (!add_truth(t, t->leaves->others[i]))
			return false;
	return true;
}

/* Those that begin so. */
static bool add_patterns_of(struct truths *t, struct str start)
{
	uint32_t found = 0;
	map_get(&t->leaves->starts, start, &found);
	for (; found; found = t->leaves->before[found - 1])
		if (!add_truth(t, found - 1))
			return false;
	return true;
}

/* Those of patterns that may match; the others are false, but of a text so long that no pattern is asked: each is open then (pattern_match). */
static bool add_patterns(struct truths *t, struct arena *a)
{
	const struct leaves *l = t->leaves;
	const struct str text = l->lengths ? fold_key(a, t->v->text) : STR("");
	if (!text.p)
		return false;
	if (text.n > LIMIT_PATTERN_SUBJECT) {
		buf_addc(t->out, 'l');
		return true;
	}
	for (size_t n = 1; n <= MOST_START && n <= text.n; n++)
		if ((l->lengths >> n & 1) && !add_patterns_of(t, str_sub(text, 0, n)))
			return false;
	return true;
}

static bool add_truths(struct buf *out, const struct asks *asks, struct arena *a, const struct value *v)
{
	const struct program *p = asks->program;
	struct item item = {.kind = asks->kind, .values = ARENA_ARRAY(a, p->vocabulary->n_fields, const struct value *)};
	if (!item.values)
		return false;
	item.values[v->field->index] = v;
	struct truths t = {out, &asks->leaves[v->field->index], facts_of(a, p, &item), v};
	return add_others(&t) && add_patterns(&t, a) && !a->failed;
}

bool asks_class(struct buf *out, const struct asks *asks, struct arena *scratch, const struct value *v)
{
	buf_addc(out, (char)('0' + (v ? (int)v->face + 1 : 0)));
	if (!v || (v->face != FACE_READ && v->face != FACE_UNLISTED))
		return !out->failed;
	if (v->face == FACE_UNLISTED) {
		bool other = v->field->type == FIELD_ENUM && v->choice;
		add_number(out, other ? v->choice->index + 1u : 0);
		return !out->failed;
	}
	switch (v->field->type) {
	case FIELD_ENUM:
		add_number(out, v->choice->index);
		break;
	case FIELD_FLAG:
		add_number(out, v->flag);
		break;
	case FIELD_QUANTITY:
	case FIELD_RATIO:
	case FIELD_INTEGER:
		add_measure(out, asks, v);
		break;
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_IDENTIFIER:
	case FIELD_DATE:
		return add_truths(out, asks, scratch, v) && !out->failed;
	}
	return !out->failed;
}
