#include "proof/oracle.h"

/* One record under one rule: what it says, and what that and the presumptions say together. */
struct hearing {
	const struct oracle *o;
	const struct rule *rule;
	const struct saying_record *filed;
	struct saying_record full;
	const struct forced *forced;
};

static const struct saying_cell *cell_of(const struct saying_record *r, const struct field *field)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i].field == field)
			return &r->cells[i];
	return NULL;
}

static bool says_something(const struct saying_cell *c)
{
	return c && c->says != SAYS_NOTHING && c->says != SAYS_UNKNOWN;
}

/* --- numbers ---------------------------------------------------------------------------------------------------- */

struct longhand oracle_limit(struct arena *a, const struct condition *leaf)
{
	return longhand_of(a, leaf->field->type == FIELD_QUANTITY ? &leaf->quantity.v.lo : &leaf->number);
}

/* One fraction against another, each times both denominators. */
static int side_of(struct arena *a, struct longhand n, const struct unit *unit, const struct condition *leaf)
{
	struct longhand limit = oracle_limit(a, leaf);
	const struct unit *of = leaf->quantity.unit;
	if (unit) {
		n = longhand_mul(a, n, longhand_of(a, &unit->numerator));
		n = longhand_mul(a, n, longhand_of(a, &of->denominator));
		limit = longhand_mul(a, limit, longhand_of(a, &of->numerator));
		limit = longhand_mul(a, limit, longhand_of(a, &unit->denominator));
	}
	return longhand_cmp(a, n, limit);
}

static bool keeps(enum relation relation, int side) /* side: of the value against the limit */
{
	switch (relation) {
	case REL_AT_MOST:
		return side <= 0;
	case REL_LESS_THAN:
		return side < 0;
	case REL_AT_LEAST:
		return side >= 0;
	case REL_MORE_THAN:
		return side > 0;
	}
	return false;
}

/* A comparison changes once along the line, so both ends speak for all between them. */
static enum truth from_ends(enum relation relation, int lo, int hi)
{
	int kept = keeps(relation, lo) + keeps(relation, hi);
	return kept == 2 ? TRUTH_TRUE : kept ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

static enum truth compared(const struct oracle *o, const struct condition *leaf, const struct saying_cell *c)
{
	if (c->says == SAYS_DAYS)
		return from_ends(leaf->relation, (c->first > leaf->day) - (c->first < leaf->day),
				 (c->last > leaf->day) - (c->last < leaf->day));
	return from_ends(leaf->relation, side_of(o->arena, c->lo, c->unit, leaf), side_of(o->arena, c->hi, c->unit, leaf));
}

/* --- years in service ------------------------------------------------------------------------------------------- */

day oracle_anniversary(day from, int years)
{
	int year, month, day_of_month;
	day d = from;
	date_to_ymd(from, &year, &month, &day_of_month);
	if (!date_from_ymd(&d, year + years, month, day_of_month))
		date_from_ymd(&d, year + years, 3, 1);
	return d;
}

bool oracle_years(int *out, struct arena *a, const struct condition *leaf)
{
	const struct unit *unit = leaf->quantity.unit;
	struct str n = longhand_write(a, longhand_of(a, &leaf->quantity.v.lo));
	struct longhand one = {STR("1"), 0};
	*out = 0;
	if (longhand_cmp(a, longhand_of(a, &unit->numerator), one) || longhand_cmp(a, longhand_of(a, &unit->denominator), one))
		return false;
	for (size_t i = 0; i < n.n && *out < 1000; i++) {
		if (n.p[i] < '0' || n.p[i] > '9')
			return false;
		*out = *out * 10 + (n.p[i] - '0');
	}
	return *out < 1000;
}

/* Of one put into service that day: less than the limit's years, exactly those, more. */
static int side_of_day(day from, int years, day as_of)
{
	day anniversary = oracle_anniversary(from, years);
	return (as_of > anniversary) - (as_of < anniversary);
}

/* Reckoned from the date, where the record says no years; what is put into service after the as-of date says none. */
static enum truth served(const struct hearing *h, const struct condition *leaf, const struct saying_record *r)
{
	const struct saying_cell *c = cell_of(r, leaf->field->from_date);
	int years;
	if (!c || c->says != SAYS_DAYS || c->last > r->as_of || !oracle_years(&years, h->o->arena, leaf))
		return TRUTH_UNKNOWN;
	return from_ends(leaf->relation, side_of_day(c->last, years, r->as_of), side_of_day(c->first, years, r->as_of));
}

/* --- trees ------------------------------------------------------------------------------------------------------ */

static enum truth yes(bool b)
{
	return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth among(const struct condition *leaf, const struct saying_cell *c)
{
	if (leaf->field->type == FIELD_FLAG)
		return yes(c->flag == leaf->flag);
	for (const struct enum_value *v = c->choice; v; v = v->parent)
		for (size_t i = 0; i < leaf->n_values; i++)
			if (v == leaf->values[i])
				return TRUTH_TRUE;
	return TRUTH_FALSE;
}

bool oracle_knows(const struct condition *leaf)
{
	return leaf->op != COND_MATCHES && leaf->op != COND_LISTED;
}

/* Whoever wrote the text made it of a model that some list has. */
static enum truth names(const struct condition *leaf, const struct saying_cell *c)
{
	for (size_t i = 0; c->model.p && i < leaf->n_models; i++)
		if (str_eq(leaf->models[i].filed, c->model))
			return c->close ? TRUTH_UNKNOWN : TRUTH_TRUE;
	return TRUTH_FALSE;
}

static enum truth leaf_truth(const struct hearing *h, const struct condition *leaf, const struct saying_record *r)
{
	const struct saying_cell *c = leaf->field ? cell_of(r, leaf->field) : NULL;
	if (h->forced && h->forced->leaf == leaf)
		return h->forced->truth;
	if (leaf->op == COND_ALWAYS)
		return TRUTH_TRUE;
	if (leaf->op == COND_KNOWN) /* what is presumed was not read */
		return yes(says_something(cell_of(h->filed, leaf->field)) == leaf->flag);
	if (leaf->as_of)
		return from_ends(leaf->relation, (r->as_of > leaf->day) - (r->as_of < leaf->day),
				 (r->as_of > leaf->day) - (r->as_of < leaf->day));
	if (leaf->field && leaf->field->from_date && (!c || c->says == SAYS_NOTHING))
		return served(h, leaf, r);
	if (!says_something(c) || !oracle_knows(leaf))
		return TRUTH_UNKNOWN;
	if (leaf->op == COND_MODEL)
		return names(leaf, c);
	if (leaf->op == COND_COMPARE)
		return compared(h->o, leaf, c);
	if (leaf->op == COND_JUDGEMENT)
		return yes(c->flag);
	return among(leaf, c);
}

enum truth oracle_leaf(const struct oracle *o, const struct condition *leaf, const struct saying_record *r)
{
	struct hearing h = {.o = o, .filed = r};
	return leaf_truth(&h, leaf, r);
}

static enum truth truth_of(const struct hearing *h, const struct condition *c, const struct saying_record *r)
{
	size_t n[] = {[TRUTH_FALSE] = 0, [TRUTH_UNKNOWN] = 0, [TRUTH_TRUE] = 0};
	for (size_t i = 0; i < c->n; i++)
		n[truth_of(h, c->children[i], r)]++;
	if (c->op == COND_ALL)
		return n[TRUTH_FALSE] ? TRUTH_FALSE : n[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_TRUE;
	if (c->op == COND_ANY)
		return n[TRUTH_TRUE] ? TRUTH_TRUE : n[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_FALSE;
	if (c->op == COND_NOT)
		return n[TRUTH_TRUE] ? TRUTH_FALSE : n[TRUTH_FALSE] ? TRUTH_TRUE : TRUTH_UNKNOWN;
	return leaf_truth(h, c, r);
}

/* Does a person's judgement stand among what is unknown and could settle it? */
static bool wants_judgement(const struct hearing *h, const struct condition *c)
{
	bool wants = c->op == COND_JUDGEMENT;
	if (truth_of(h, c, &h->full) != TRUTH_UNKNOWN)
		return false;
	for (size_t i = 0; !wants && i < c->n; i++)
		wants = wants_judgement(h, c->children[i]);
	return wants;
}

/* --- kinds ------------------------------------------------------------------------------------------------------ */

static bool is_below(const struct kind *k, const struct kind *top)
{
	while (k && k != top)
		k = k->parent;
	return k != NULL;
}

/* Does a model that the rule names hit? What stands under `not` speaks against it. */
static bool model_hits(const struct hearing *h, const struct condition *c)
{
	bool hits = c->op == COND_MODEL && leaf_truth(h, c, &h->full) == TRUTH_TRUE;
	for (size_t i = 0; c->op != COND_NOT && i < c->n; i++)
		hits |= model_hits(h, c->children[i]);
	return hits;
}

static enum truth is_of(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	enum truth best = n ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; i < n; i++) {
		if (!k || is_below(k, kinds[i])) {
			best = k ? TRUTH_TRUE : TRUTH_UNKNOWN;
			continue;
		}
		bool named = false; /* whoever has the special one says so */
		for (const struct kind *up = kinds[i]; up && up != k; up = up->parent)
			named |= up->always_named;
		if (best == TRUTH_FALSE && is_below(kinds[i], k) && !k->abstract && !named)
			best = TRUTH_UNKNOWN;
	}
	return best;
}

bool oracle_choice_fits(const struct enum_value *v, const struct kind *k)
{
	bool fits = !v->n_kinds || !k;
	for (size_t i = 0; i < v->n_kinds; i++)
		fits |= is_below(k, v->kinds[i]) || is_below(v->kinds[i], k);
	return fits;
}

/* Is it for a kind beside k, under one that is not abstract? Then the record names two kinds: 水泥立窑 that makes 石灰. */
static bool refutes(const struct enum_value *v, const struct kind *k)
{
	bool refutes = false;
	for (const struct kind *up = k->parent; v->n_kinds && up && !up->abstract; up = up->parent)
		refutes |= oracle_choice_fits(v, up);
	return refutes;
}

/* A 立窑 whose product is 石灰 is a 石灰立窑: the value is for one kind below, and not for this one. */
static const struct kind *narrowed(const struct kind *k, const struct enum_value *v)
{
	const struct kind *only = NULL;
	for (size_t i = 0; i < v->n_kinds; i++) {
		if (is_below(k, v->kinds[i]) || (is_below(v->kinds[i], k) && only))
			return k;
		if (is_below(v->kinds[i], k))
			only = v->kinds[i];
	}
	return only ? only : k;
}

/* --- presumptions ----------------------------------------------------------------------------------------------- */

static bool leaves_room(const struct presumption *p, const struct saying_record *filed)
{
	const struct saying_cell *c = p->fits_field ? cell_of(filed, p->fits_field) : NULL;
	if (!c || c->says == SAYS_NOTHING)
		return true;
	for (size_t i = 0; c->says == SAYS_CHOICE && i < p->n_fits; i++)
		for (const struct enum_value *v = c->choice; v; v = v->parent)
			if (v == p->fits[i])
				return true;
	return false;
}

static bool is_for(const struct presumption *p, const struct kind *k, bool exactly)
{
	bool is = false;
	for (size_t i = 0; i < p->n_kinds; i++)
		is |= exactly ? k == p->kinds[i] : is_below(k, p->kinds[i]);
	return is;
}

static const struct kind *presumed_kind(const struct oracle *o, const struct saying_record *filed)
{
	for (size_t i = 0; i < o->vocabulary->n_presumptions; i++) {
		const struct presumption *p = &o->vocabulary->presumptions[i];
		if (!p->field && is_for(p, filed->kind, true))
			return leaves_room(p, filed) ? p->kind : filed->kind;
	}
	return filed->kind;
}

/* The record with its silence filled in. */
static struct saying_record filled(const struct oracle *o, const struct saying_record *filed)
{
	const struct vocabulary *v = o->vocabulary;
	struct saying_cell *cells = ARENA_ARRAY(o->arena, filed->n + v->n_presumptions, struct saying_cell);
	struct saying_record full = {presumed_kind(o, filed), cells, 0, filed->as_of};
	for (size_t i = 0; cells && i < filed->n; i++)
		if (filed->cells[i].says != SAYS_NOTHING)
			cells[full.n++] = filed->cells[i];
	for (size_t i = 0; cells && i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		if (p->field && !cell_of(&full, p->field) && is_for(p, full.kind, false) && leaves_room(p, filed))
			cells[full.n++] = (struct saying_cell){
				.field = p->field, .says = SAYS_CHOICE, .choice = p->value};
	}
	return full;
}

/* --- the six steps ---------------------------------------------------------------------------------------------- */

enum state { DENIED, OPEN, CLAIMED, SHOWN };

static bool is_shown(const struct hearing *h, const struct field *evidence)
{
	const struct saying_cell *c = cell_of(h->filed, evidence);
	if (h->forced && h->forced->evidence == evidence)
		return h->forced->truth == TRUTH_TRUE;
	return c && c->says == SAYS_FLAG && c->flag;
}

static enum state state_of(const struct hearing *h, const struct exception *e)
{
	enum truth when = truth_of(h, e->when, &h->full);
	if (when == TRUTH_FALSE)
		return DENIED;
	/* a presumption may deny an exception, never show one */
	if (when == TRUTH_UNKNOWN || truth_of(h, e->when, h->filed) != TRUTH_TRUE)
		return OPEN;
	bool shown = true;
	for (size_t i = 0; i < e->n_evidence; i++)
		shown &= is_shown(h, e->evidence[i]);
	return shown ? SHOWN : CLAIMED;
}

struct exceptions_heard {
	const struct exception *shown; /* the first */
	bool conflict, claimed;
};

static struct exceptions_heard hear_exceptions(const struct hearing *h)
{
	struct exceptions_heard x = {0};
	for (size_t i = 0; i < h->rule->n_exceptions; i++) {
		const struct exception *e = &h->rule->exceptions[i];
		enum state state = state_of(h, e);
		x.claimed |= state == CLAIMED;
		if (state != SHOWN)
			continue;
		x.conflict |= x.shown && (x.shown->effect != e->effect || x.shown->to != e->to);
		x.shown = x.shown ? x.shown : e;
	}
	return x;
}

static enum rule_verdict verdict_of(const struct hearing *h, const struct reading_of_rule *reading)
{
	const struct rule *rule = h->rule;
	const struct condition *where = reading && reading->where ? reading->where : rule->where;
	const struct condition *condemns = reading && reading->obsolete_if ? reading->obsolete_if : rule->obsolete_if;
	const struct kind *const *kinds = reading && reading->kinds ? reading->kinds : rule->kinds;
	size_t n_kinds = reading && reading->kinds ? reading->n_kinds : rule->n_kinds;
	enum truth kind = is_of(h->full.kind, kinds, n_kinds);
	enum truth speaks = truth_of(h, where, &h->full), hits = truth_of(h, condemns, &h->full);
	struct exceptions_heard x = hear_exceptions(h);
	/* a model of the rule settles what a general name leaves open: 电动机 JO2-41-4 */
	if (is_of(h->filed->kind, kinds, n_kinds) == TRUTH_UNKNOWN && (model_hits(h, where) || model_hits(h, condemns)))
		kind = TRUTH_TRUE;
	if (kind == TRUTH_FALSE || speaks == TRUTH_FALSE)
		return RULE_NOT_APPLICABLE;
	if (hits == TRUTH_FALSE)
		return RULE_CLEAR;
	if (x.conflict)
		return RULE_UNDETERMINED;
	if (x.shown)
		return x.shown->effect == EFFECT_EXEMPT ? RULE_EXEMPT : RULE_NOT_APPLICABLE;
	if (kind == TRUTH_TRUE && speaks == TRUTH_TRUE && hits == TRUTH_TRUE)
		return x.claimed ? RULE_UNDETERMINED : RULE_OBSOLETE;
	return wants_judgement(h, where) || wants_judgement(h, condemns) ? RULE_MANUAL : RULE_UNDETERMINED;
}

/* What can be read of the record: a value that the kind cannot have tells nothing, or that the kind is in doubt. */
static struct saying_record as_read(const struct oracle *o, const struct saying_record *r)
{
	struct saying_cell *cells = ARENA_ARRAY(o->arena, r->n, struct saying_cell);
	struct saying_record read = {r->kind, cells, cells ? r->n : 0, r->as_of};
	bool refuted = false;
	for (size_t i = 0; i < read.n; i++) {
		cells[i] = r->cells[i];
		if (!r->kind || cells[i].says != SAYS_CHOICE)
			continue;
		if (!o->any_value && !oracle_choice_fits(cells[i].choice, r->kind)) {
			cells[i].says = SAYS_UNKNOWN;
			refuted |= refutes(cells[i].choice, r->kind);
		} else if (read.kind == r->kind) {
			read.kind = narrowed(r->kind, cells[i].choice);
		}
	}
	if (refuted)
		read.kind = NULL;
	return read;
}

enum rule_verdict oracle_verdict(const struct oracle *o, const struct rule *rule, const struct reading_of_rule *reading,
				 const struct saying_record *r, const struct forced *forced)
{
	if (rule->unresolved)
		return RULE_NOT_APPLICABLE;
	struct saying_record filed = as_read(o, r);
	struct hearing h = {.o = o, .rule = rule, .filed = &filed, .full = filled(o, &filed), .forced = forced};
	return verdict_of(&h, reading);
}
