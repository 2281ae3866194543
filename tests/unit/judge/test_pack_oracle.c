/*
 * The shipped pack over random rows, against semantics.md written down a second time: plain recursion over what the
 * rule files say, no program made ready, no traces. Rows are read from cells, so that kinds are narrowed by values;
 * general kinds, --strict, readings, "whatever" and what a finding rests on are compared. Only the comparison of one
 * quantity with its limit is the program's own: tests/spec/quantity.txt holds that.
 */
#include "unit.h"
#include "pack.h"
#include "rules/catalogue.h"

enum { ROUNDS = 12000, CELLS = 64, EXCEPTIONS = 4 };

struct dice {
	uint64_t state;
};

static size_t roll(struct dice *d, size_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (size_t)(d->state >> 20) % sides;
}

/* --- random rows ------------------------------------------------------------------------------------------------- */

/* The conditions of a pack that ask one field, readings' too. */
struct asking {
	const struct field *field;
	const struct condition *found[64];
	size_t n;
};

static bool take_asking(void *ctx, const struct condition *leaf)
{
	struct asking *a = ctx;
	if (leaf->field == a->field && a->n < sizeof a->found / sizeof *a->found)
		a->found[a->n++] = leaf;
	return true;
}

static void find_asking(struct asking *a, const struct ruleset *s)
{
	for (size_t i = 0; i < s->n_rules; i++) {
		const struct rule *r = s->rules[i];
		condition_each_leaf(r->where, take_asking, a);
		condition_each_leaf(r->obsolete_if, take_asking, a);
		for (size_t k = 0; k < r->n_exceptions; k++)
			condition_each_leaf(r->exceptions[k].when, take_asking, a);
		for (size_t k = 0; k < r->n_readings; k++)
			if (r->readings[k].obsolete_if)
				condition_each_leaf(r->readings[k].obsolete_if, take_asking, a);
	}
}

/* Below, at, above and across a limit of the pack. */
static struct str number_text(struct arena *a, struct dice *d, const struct condition *leaf)
{
	static const char *const before[] = {"不足", "", "超过", "约", "", "1", "", ""};
	static const char *const behind[] = {"", "以上", "", "", "及以下", "", "", ""};
	size_t form = roll(d, 8); /* 1400: far above */
	return arena_printf(a, "%s%.*s%s", before[form], STR_ARG(leaf->limit_filed), behind[form]);
}

static struct str entry_text(struct dice *d, const struct catalogue *c)
{
	const struct catalogue_entry *e = &c->entries[roll(d, c->n_entries)];
	return e->n_names ? e->names[roll(d, e->n_names)].filed : STR("LW-3");
}

static struct str model_text(struct arena *a, struct dice *d, const struct condition *leaf)
{
	struct str model = leaf->op == COND_LISTED ? entry_text(d, leaf->catalogue)
						   : leaf->models[roll(d, leaf->n_models)].filed;
	switch (roll(d, 5)) {
	case 0:
		return arena_printf(a, "%.*sA", STR_ARG(model));
	case 1:
		return STR("TZ-1");
	case 2:
		return arena_printf(a, "%.*s型", STR_ARG(model));
	default:
		return model;
	}
}

/* Around the 15th and the 20th anniversary of 2013-06-30, in every precision. */
static struct str date_text(struct dice *d)
{
	static const char *const dates[] = {"1998-06-29", "1998-06-30", "1998-07-01", "1998年6月", "1998",       "1997年",
					    "1999",       "1993-06-29", "1993-06-30", "1993年",    "1982年建", "2013-07-01"};
	return str_from(dates[roll(d, sizeof dates / sizeof *dates)]);
}

static struct str asked_text(struct arena *a, struct dice *d, const struct pack_on_disk *p, const struct field *f)
{
	if (f->type == FIELD_DATE)
		return date_text(d);
	struct asking asking = {.field = f};
	find_asking(&asking, p->rules);
	const struct condition *leaf = asking.n ? asking.found[roll(d, asking.n)] : NULL;
	if (leaf && leaf->op == COND_COMPARE)
		return number_text(a, d, leaf);
	bool names = leaf && (leaf->op == COND_MODEL || leaf->op == COND_LISTED);
	return names ? model_text(a, d, leaf) : STR("");
}

/* `claims`: the row shows all that an exception may ask for. */
static struct str random_text(struct arena *a, struct dice *d, const struct pack_on_disk *p, const struct field *f,
			      bool claims)
{
	static const char *const nothing[] = {"", "不详", "/", "某某"};
	static const char *const flags[] = {"是", "否", "有", "无"};
	if (claims && (f->type == FIELD_FLAG || str_is(f->id, "enterprise_class")))
		return f->type == FIELD_FLAG ? STR("有") : STR("铸造铁企业");
	if (roll(d, 4) == 0)
		return str_from(nothing[roll(d, 4)]);
	if (f->type == FIELD_FLAG)
		return str_from(flags[roll(d, 4)]);
	if (f->type == FIELD_ENUM)
		return f->enumeration->values[roll(d, f->enumeration->n_values)].words.zh;
	return asked_text(a, d, p, f);
}

static bool mentions(const struct condition *c, const struct field *f)
{
	bool found = c->field == f;
	for (size_t i = 0; !found && i < c->n; i++)
		found = mentions(c->children[i], f);
	return found;
}

/* Does a rule that may be meant ask it? */
static bool is_asked(const struct rule *r, const struct kind *k, const struct field *f)
{
	bool near = false, asked = mentions(r->where, f) || mentions(r->obsolete_if, f);
	for (size_t i = 0; i < r->n_kinds; i++)
		near |= kind_is(k, r->kinds[i]) || kind_is(r->kinds[i], k);
	for (size_t i = 0; i < r->n_exceptions; i++) {
		asked |= mentions(r->exceptions[i].when, f);
		for (size_t e = 0; e < r->exceptions[i].n_evidence; e++)
			asked |= r->exceptions[i].evidence[e] == f;
	}
	for (size_t i = 0; i < r->n_readings; i++)
		asked |= r->readings[i].obsolete_if && mentions(r->readings[i].obsolete_if, f);
	return near && asked;
}

static bool may_be_filed(const struct pack_on_disk *p, const struct kind *k, const struct field *f)
{
	bool asked = str_is(f->id, "kiln_product") || str_is(f->id, "mineral");
	/* years in service and a date are two sources of one field: tests/spec/service-years.txt has both in one row */
	const struct field *years = p->vocabulary->years;
	bool dated = k->index % 2 == 0;
	if (f == years && dated)
		return false;
	if (f == years->from_date && dated)
		f = years;
	for (size_t i = 0; i < p->rules->n_rules; i++)
		asked |= is_asked(p->rules->rules[i], k, f);
	return asked;
}

static const struct kind *random_kind(struct dice *d, const struct pack_on_disk *p, bool claims)
{
	const struct rule *r = p->rules->rules[roll(d, p->rules->n_rules)];
	if (!r->n_kinds || (claims && !r->n_exceptions))
		return random_kind(d, p, claims);
	const struct kind *k = r->kinds[roll(d, r->n_kinds)];
	if (roll(d, 4) == 0)
		k = &p->vocabulary->kinds[roll(d, p->vocabulary->n_kinds)];
	else if (roll(d, 3) == 0 && k->parent)
		k = k->parent;
	return k->abstract ? random_kind(d, p, claims) : k;
}

static void random_item(struct item *out, struct arena *a, struct dice *d, const struct pack_on_disk *p, bool strict)
{
	const struct vocabulary *v = p->vocabulary;
	const struct reader reader = {.vocabulary = v, .strict = strict};
	bool claims = roll(d, 2) == 0;
	const struct kind *k = random_kind(d, p, claims);
	struct cell cells[CELLS] = {0};
	size_t n = 0;
	for (size_t i = 0; i < v->n_fields && n < CELLS; i++) {
		const struct field *f = &v->fields[i];
		if (!may_be_filed(p, k, f) || roll(d, claims ? 20 : 5) == 0)
			continue;
		cells[n++] = (struct cell){.field = f, .column = f->id, .rank = RANK_PLAIN, .basis = f->basis,
					   .text = random_text(a, d, p, f, claims)};
	}
	assert_true(item_from_cells(out, a, &reader, cells, n, k));
	out->kind_assumed = false;
}

/* --- semantics.md once more --------------------------------------------------------------------------------------- */

struct view {
	const struct vocabulary *v;
	const struct item *item;
	bool presume;
	const struct field *field; /* supposed to be `choice` … */
	const struct enum_value *choice;
};

static bool is_silent(const struct value *v)
{
	return !v || v->face == FACE_BLANK || v->face == FACE_NO_COLUMN;
}

static bool leaves_room(const struct view *w, const struct presumption *p)
{
	const struct value *v = p->fits_field ? w->item->values[p->fits_field->index] : NULL;
	bool fits = is_silent(v);
	for (size_t i = 0; v && v->face == FACE_READ && i < p->n_fits; i++)
		fits |= enum_value_is(v->choice, p->fits[i]);
	return fits;
}

static const struct kind *kind_taken(const struct view *w)
{
	for (size_t i = 0; w->presume && i < w->v->n_presumptions; i++) {
		const struct presumption *p = &w->v->presumptions[i];
		for (size_t k = 0; p->kind && k < p->n_kinds; k++)
			if (p->kinds[k] == w->item->kind && leaves_room(w, p))
				return p->kind;
	}
	return w->item->kind;
}

/* What a field is taken to say; NULL: unknown. */
static const struct enum_value *choice_taken(const struct view *w, const struct field *f)
{
	const struct value *v = w->item->values[f->index];
	if (w->field == f)
		return w->choice;
	for (size_t i = 0; w->presume && is_silent(v) && i < w->v->n_presumptions; i++) {
		const struct presumption *p = &w->v->presumptions[i];
		for (size_t k = 0; p->field == f && k < p->n_kinds; k++)
			if (kind_is(kind_taken(w), p->kinds[k]) && leaves_room(w, p))
				return p->value;
	}
	return v && v->face == FACE_READ ? v->choice : NULL;
}

static enum truth one_of(const struct enum_value *choice, const struct condition *c)
{
	bool found = false;
	for (size_t i = 0; choice && i < c->n_values; i++)
		found |= enum_value_is(choice, c->values[i]);
	return !choice ? TRUTH_UNKNOWN : found ? TRUTH_TRUE : TRUTH_FALSE;
}

/* An interval against a number: every point, none, or some. */
static enum truth number_holds(const struct interval *v, enum relation rel, const struct decimal *limit)
{
	int lo = v->lo_infinite ? -1 : decimal_cmp(&v->lo, limit), hi = v->hi_infinite ? 1 : decimal_cmp(&v->hi, limit);
	bool none_above = hi < 0 || hi == 0, none_at_or_above = hi < 0 || (hi == 0 && v->hi_open);
	bool none_below = lo > 0 || lo == 0, none_at_or_below = lo > 0 || (lo == 0 && v->lo_open);
	bool all = rel == REL_AT_MOST	  ? none_above
		   : rel == REL_LESS_THAN ? none_at_or_above
		   : rel == REL_AT_LEAST  ? none_below
					  : none_at_or_below;
	bool none = rel == REL_AT_MOST	   ? none_at_or_below
		    : rel == REL_LESS_THAN ? none_below
		    : rel == REL_AT_LEAST  ? none_at_or_above
					   : none_above;
	return all ? TRUTH_TRUE : none ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum truth limit_holds(const struct value *v, const struct condition *c)
{
	if (v->field->type == FIELD_RATIO)
		return number_holds(&v->ratio, c->relation, &c->number);
	return quantity_compare(&v->quantity, c->relation, &c->quantity);
}

/* tests/spec/model.txt holds what is listed and what a suspect is. */
static enum truth model_holds(const struct view *w, const struct value *v, const struct condition *c)
{
	struct arena a;
	arena_init(&a);
	const struct model_text *text = model_text_read(&a, w->v, v->text);
	enum model_found found = model_find(text, &a, c->models, c->n_models);
	arena_release(&a);
	return found == MODEL_LISTED ? TRUTH_TRUE : found == MODEL_ABSENT ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* More than n years on 2013-06-30, by the anniversary of the first and of the last day that is meant. */
static enum truth years_hold(const struct view *w, const struct condition *c)
{
	const struct value *v = w->item->values[c->field->index], *date = w->item->values[c->field->from_date->index];
	int years = (int)c->quantity.v.lo.digits;
	day as_of;
	assert_true(c->relation == REL_MORE_THAN && c->quantity.v.lo.scale == 0 && date_from_ymd(&as_of, 2013, 6, 30));
	if (v && v->face == FACE_READ)
		return limit_holds(v, c);
	if (!date || date->face != FACE_READ || date->date.first > as_of)
		return TRUTH_UNKNOWN;
	if (as_of <= date_anniversary(date->date.first, years))
		return TRUTH_FALSE;
	return as_of > date_anniversary(date->date.last, years) ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

/* Would whoever has it, or a thing between, have named it? */
static bool is_named_always(const struct kind *general, const struct kind *below)
{
	bool named = false;
	for (const struct kind *k = below; k && k != general; k = k->parent)
		named |= k->always_named;
	return named;
}

/* Yes, no, or perhaps: the kind is known by a more general name only. */
static enum truth speaks_of(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	enum truth found = TRUTH_FALSE;
	for (size_t i = 0; i < n && found != TRUTH_TRUE; i++) {
		if (kind_is(k, kinds[i]))
			found = TRUTH_TRUE;
		else if (kind_is(kinds[i], k) && !k->abstract && !is_named_always(k, kinds[i]))
			found = TRUTH_UNKNOWN;
	}
	return found;
}

static enum truth holds(const struct view *w, const struct condition *c);

static enum truth duty_holds(const struct view *w, const struct catalogue_duty *duty)
{
	enum truth found = duty ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; duty && i < duty->n_cases; i++)
		found = truth_or(found, duty->cases[i].when ? holds(w, duty->cases[i].when) : TRUTH_TRUE);
	return found;
}

static enum truth entry_found(const struct view *w, const struct value *model, const struct catalogue_entry *e)
{
	if (e->match == MATCH_DESCRIPTION)
		return TRUTH_TRUE;
	if (!model || model->face != FACE_READ)
		return TRUTH_UNKNOWN;
	struct arena a;
	arena_init(&a);
	enum model_found found = model_find(model_text_read(&a, w->v, model->text), &a, e->names, e->n_names);
	arena_release(&a);
	return found == MODEL_LISTED ? TRUTH_TRUE : found == MODEL_ABSENT ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* The kind, the model, what the entry restricts and its duty. *names: the model alone says what it is. */
static enum truth entry_holds(const struct view *w, const struct condition *c, const struct catalogue_entry *e,
			      bool *names)
{
	enum truth kind = speaks_of(kind_taken(w), e->kinds, e->n_kinds);
	enum truth found = kind == TRUTH_FALSE ? TRUTH_FALSE : entry_found(w, w->item->values[c->field->index], e);
	if (found == TRUTH_FALSE)
		return TRUTH_FALSE;
	*names = found == TRUTH_TRUE && e->match != MATCH_DESCRIPTION && !e->doubt.n;
	if (*names)
		kind = TRUTH_TRUE;
	if (found == TRUTH_TRUE && e->doubt.n)
		found = TRUTH_UNKNOWN;
	enum truth all = truth_and(kind, found);
	for (size_t i = 0; i < e->n_restricts; i++)
		all = truth_and(all, holds(w, e->restricts[i]->condition));
	return c->duties_ignored ? all : truth_and(all, duty_holds(w, e->duty));
}

/* By every entry of the batches that were announced, one after the other. *hit: one that the model names holds. */
static enum truth listed_holds(const struct view *w, const struct condition *c, bool *hit)
{
	enum truth found = TRUTH_FALSE;
	day as_of;
	assert_true(date_from_ymd(&as_of, 2013, 6, 30));
	for (size_t i = 0; i < c->catalogue->n_entries; i++) {
		const struct catalogue_entry *e = &c->catalogue->entries[i];
		bool names = false;
		if (e->batch->announced > (c->dated ? c->day : as_of))
			continue;
		enum truth one = entry_holds(w, c, e, &names);
		*hit |= names && one == TRUTH_TRUE;
		found = truth_or(found, one);
	}
	return found;
}

static enum truth holds(const struct view *w, const struct condition *c)
{
	size_t truths[3] = {0};
	const struct value *v = c->field ? w->item->values[c->field->index] : NULL;
	bool read = v && v->face == FACE_READ;
	for (size_t i = 0; i < c->n; i++)
		truths[holds(w, c->children[i])]++;
	switch (c->op) {
	case COND_ALWAYS:
		return TRUTH_TRUE;
	case COND_ALL:
		return truths[TRUTH_FALSE] ? TRUTH_FALSE : truths[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_TRUE;
	case COND_ANY:
		return truths[TRUTH_TRUE] ? TRUTH_TRUE : truths[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_FALSE;
	case COND_KNOWN:
		return read == c->flag ? TRUTH_TRUE : TRUTH_FALSE;
	case COND_JUDGEMENT:
		return !read ? TRUTH_UNKNOWN : v->flag ? TRUTH_TRUE : TRUTH_FALSE;
	case COND_IN:
		if (c->field->type == FIELD_FLAG)
			return !read ? TRUTH_UNKNOWN : v->flag == c->flag ? TRUTH_TRUE : TRUTH_FALSE;
		return one_of(choice_taken(w, c->field), c);
	case COND_COMPARE:
		if (c->field->from_date)
			return years_hold(w, c);
		return read ? limit_holds(v, c) : TRUTH_UNKNOWN;
	case COND_MODEL:
		return read ? model_holds(w, v, c) : TRUTH_UNKNOWN;
	case COND_LISTED:
		return listed_holds(w, c, &read);
	case COND_NOT:
		return truths[TRUTH_TRUE] ? TRUTH_FALSE : truths[TRUTH_FALSE] ? TRUTH_TRUE : TRUTH_UNKNOWN;
	case COND_MATCHES:
		break;
	}
	fail_msg("the pack has a condition that this test does not know");
	return TRUTH_UNKNOWN;
}

/* A model of the rule says what kind of thing it is. */
static bool model_hits(const struct view *w, const struct condition *c)
{
	bool hits = c->op == COND_MODEL && holds(w, c) == TRUTH_TRUE;
	if (c->op == COND_LISTED)
		listed_holds(w, c, &hits);
	for (size_t i = 0; !hits && i < c->n; i++)
		hits = model_hits(w, c->children[i]);
	return hits;
}

struct answer {
	enum rule_verdict verdict; /* manual is not told from undetermined */
	enum exception_state states[EXCEPTIONS];
};

static enum exception_state state_of(const struct view *w, const struct exception *e)
{
	struct view plain = *w;
	enum truth when = holds(w, e->when);
	plain.presume = false;
	if (when == TRUTH_TRUE)
		when = holds(&plain, e->when);
	if (when != TRUTH_TRUE)
		return when == TRUTH_FALSE ? EXCEPTION_DENIED : EXCEPTION_OPEN;
	for (size_t i = 0; i < e->n_evidence; i++) {
		const struct value *v = w->item->values[e->evidence[i]->index];
		if (!v || v->face != FACE_READ || !v->flag)
			return EXCEPTION_CLAIMED;
	}
	return EXCEPTION_SHOWN;
}

/* The six steps. `reading`: NULL, as adopted. */
static struct answer answer_of(const struct view *w, const struct rule *r, const struct reading_of_rule *reading)
{
	bool other_kinds = reading && reading->kinds;
	const struct kind *const *kinds = other_kinds ? reading->kinds : r->kinds;
	size_t n_kinds = other_kinds ? reading->n_kinds : r->n_kinds;
	const struct condition *w_tree = reading && reading->where ? reading->where : r->where;
	const struct condition *h_tree = reading && reading->obsolete_if ? reading->obsolete_if : r->obsolete_if;
	if (r->unresolved)
		return (struct answer){.verdict = RULE_NOT_APPLICABLE};
	enum truth kind = speaks_of(kind_taken(w), kinds, n_kinds);
	enum truth where = holds(w, w_tree), hit = holds(w, h_tree);
	if (speaks_of(w->item->kind, kinds, n_kinds) == TRUTH_UNKNOWN && (model_hits(w, w_tree) || model_hits(w, h_tree)))
		kind = TRUTH_TRUE;
	struct answer out = {.verdict = RULE_UNDETERMINED};
	bool shown = false, claimed = false, exempt = false;
	assert_true(r->n_exceptions <= EXCEPTIONS);
	for (size_t i = 0; i < r->n_exceptions; i++) {
		out.states[i] = state_of(w, &r->exceptions[i]);
		shown |= out.states[i] == EXCEPTION_SHOWN;
		claimed |= out.states[i] == EXCEPTION_CLAIMED;
		exempt |= out.states[i] == EXCEPTION_SHOWN && r->exceptions[i].effect == EFFECT_EXEMPT;
	}
	if (kind == TRUTH_FALSE || where == TRUTH_FALSE)
		out.verdict = RULE_NOT_APPLICABLE;
	else if (hit == TRUTH_FALSE)
		out.verdict = RULE_CLEAR;
	else if (shown)
		out.verdict = exempt ? RULE_EXEMPT : RULE_NOT_APPLICABLE;
	else if (kind == TRUTH_TRUE && where == TRUTH_TRUE && hit == TRUTH_TRUE && !claimed)
		out.verdict = RULE_OBSOLETE;
	return out;
}

static enum rule_verdict strongest(const struct view *w, const struct ruleset *s)
{
	enum rule_verdict found = RULE_NOT_APPLICABLE;
	for (size_t i = 0; i < s->n_rules; i++) {
		enum rule_verdict one = answer_of(w, s->rules[i], NULL).verdict;
		found = one < found ? one : found;
	}
	return found;
}

/* The closed enumeration under whose every value the item has one verdict; that verdict in *out. */
static const struct field *whatever_of(const struct view *w, const struct ruleset *s, enum rule_verdict *out)
{
	for (size_t i = 0; i < w->v->n_fields; i++) {
		const struct field *f = &w->v->fields[i];
		bool any[RULE_NOT_APPLICABLE + 1] = {false};
		size_t different = 0;
		if (!f->enumeration || !f->enumeration->closed || choice_taken(w, f))
			continue;
		for (size_t k = 0; k < f->enumeration->n_values; k++) {
			struct view under = *w;
			under.field = f;
			under.choice = &f->enumeration->values[k];
			if (enum_value_is_for(under.choice, kind_taken(w)))
				any[strongest(&under, s)] = true;
		}
		for (size_t k = 0; k <= RULE_NOT_APPLICABLE; k++)
			different += any[k];
		*out = any[RULE_OBSOLETE] ? RULE_OBSOLETE : RULE_CLEAR;
		if (different == 1 && any[*out])
			return f;
	}
	return NULL;
}

/* --- both side by side -------------------------------------------------------------------------------------------- */

struct round {
	unsigned number;
	struct view view;
	const struct pack_on_disk *pack;
	const struct program *program;
	struct arena *arena;
};

static enum rule_verdict plainly(enum rule_verdict v)
{
	return v == RULE_MANUAL ? RULE_UNDETERMINED : v;
}

#define expect(round, rule, what, is, want)                                                               \
	do {                                                                                              \
		if ((is) != (want))                                                                       \
			fail_msg("round %u, %.*s, %.*s: %s is %d, %d was expected", (round)->number,      \
				 STR_ARG((round)->view.item->kind->id), STR_ARG(rule), (what), (int)(is), \
				 (int)(want));                                                            \
	} while (0)

static void readings_agree(const struct round *o, const struct finding *f)
{
	const struct rule *r = f->rule;
	size_t listed = 0;
	for (size_t i = 0; i < r->n_readings; i++) {
		enum rule_verdict want = answer_of(&o->view, r, &r->readings[i]).verdict;
		enum rule_verdict is = f->verdict;
		for (size_t k = 0; k < f->n_readings; k++) {
			if (f->readings[k] != &r->readings[i])
				continue;
			is = f->reading_verdicts[k];
			listed++;
		}
		expect(o, r->id, "a reading", plainly(is), want);
	}
	expect(o, r->id, "the number of readings", f->n_readings, listed);
}

/* Named exactly where the answer would be another without presumptions. */
static void presumptions_agree(const struct round *o, const struct finding *f, const struct answer *with)
{
	struct view plain = o->view;
	plain.presume = false;
	struct answer without = answer_of(&plain, f->rule, NULL);
	bool same = without.verdict == with->verdict;
	for (size_t i = 0; with->verdict == RULE_OBSOLETE && i < f->rule->n_exceptions; i++)
		same &= without.states[i] == with->states[i];
	if (with->verdict != RULE_UNDETERMINED)
		expect(o, f->rule->id, "that it rests on a presumption", f->n_presumed > 0, !same);
}

static void rule_agrees(const struct round *o, const struct rule *r)
{
	struct answer want = answer_of(&o->view, r, NULL);
	struct finding f;
	if (r->unresolved)
		return;
	assert_true(judge_rule(&f, o->arena, o->program, r, o->view.item));
	expect(o, r->id, "the verdict", plainly(f.verdict), want.verdict);
	for (size_t i = 0; i < r->n_exceptions; i++)
		expect(o, r->id, "an exception", f.exceptions[i], want.states[i]);
	expect(o, r->id, "that it needs something", f.needs.n > 0, want.verdict == RULE_UNDETERMINED);
	readings_agree(o, &f);
	presumptions_agree(o, &f, &want);
}

static enum verdict item_agrees(const struct round *o)
{
	static const enum verdict of[] = {
		[RULE_OBSOLETE] = VERDICT_OBSOLETE,   [RULE_UNDETERMINED] = VERDICT_UNDETERMINED,
		[RULE_MANUAL] = VERDICT_UNDETERMINED, [RULE_EXEMPT] = VERDICT_EXEMPT,
		[RULE_CLEAR] = VERDICT_CLEAR,         [RULE_NOT_APPLICABLE] = VERDICT_OUT_OF_SCOPE,
	};
	const struct item *item = o->view.item;
	struct judgement j;
	assert_true(judge_item(&j, o->arena, o->program, item));
	if (!item->kind || item->kind->abstract) {
		assert_int_equal(j.verdict, VERDICT_UNRECOGNISED);
		return j.verdict;
	}
	for (size_t i = 0; i < o->pack->rules->n_rules; i++)
		rule_agrees(o, o->pack->rules->rules[i]);
	enum rule_verdict want = strongest(&o->view, o->pack->rules), under = want;
	const struct field *whatever = want == RULE_UNDETERMINED ? whatever_of(&o->view, o->pack->rules, &under) : NULL;
	enum verdict is = j.verdict == VERDICT_MANUAL ? VERDICT_UNDETERMINED : j.verdict;
	expect(o, item->kind->id, "the item", is, of[whatever ? under : want]);
	assert_ptr_equal(j.whatever, whatever);
	return j.verdict;
}

static void twice_the_same(void **state)
{
	struct pack_on_disk pack;
	size_t seen[2][VERDICT_COUNT] = {{0}};
	day as_of = 0;
	(void)state;
	assert_true(pack_open(&pack, "sd-2013"));
	assert_true(date_from_ymd(&as_of, 2013, 6, 30));
	for (int strict = 0; strict < 2; strict++) {
		const struct judge_options options = {as_of, strict};
		struct program *program =
			program_new(&pack.arena, pack.vocabulary, pack.rules, &options, &pack.diags);
		assert_non_null(program);
		for (unsigned round = 1; round <= ROUNDS; round++) {
			struct dice d = {round * 0x9e3779b97f4a7c15u};
			struct arena arena;
			struct item item;
			arena_init(&arena);
			random_item(&item, &arena, &d, &pack, strict);
			struct round o = {round, {pack.vocabulary, &item, !strict, NULL, NULL}, &pack, program, &arena};
			seen[strict][item_agrees(&o)]++;
			arena_release(&arena);
		}
		program_release(program);
		for (int v = 0; v < VERDICT_COUNT; v++)
			if (seen[strict][v] <= ROUNDS / 1000) /* else the rows say nothing */
				fail_msg("only %zu rows of %d are %s", seen[strict][v], ROUNDS, verdict_name((enum verdict)v));
	}
	pack_close(&pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twice_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
