/*
 * The judge against two oracles that share no code with it, over random worlds.
 *
 * The first reads "One item under one rule" of semantics.md once more, as plainly as can be: presumptions are written
 * into the record, trees are walked by recursion. It must say the same of every rule. The second knows no unknowns: it
 * tries every way in which the record might be completed and judges each. What the judge says of the record must be
 * true of all of them; what it asks for must be what they turn on.
 */
#include "unit.h"
#include "world.h"
#include "random_world.h"

enum { ROUNDS = 4000, EXCEPTIONS = 3, MOST_COMPLETIONS = 60000 };

/* A record as an oracle sees it. */
struct record {
	const struct value *values[F_COUNT];
	const struct kind *kind;
	enum truth judged; /* what people would say of judgements that no field records */
};

static struct record record_of(const struct world *w)
{
	struct record r = {.kind = w->item.kind, .judged = TRUTH_UNKNOWN};
	memcpy(r.values, w->values, sizeof r.values);
	return r;
}

/* --- conditions ------------------------------------------------------------------------------------------------- */

static bool read_or_null(const struct value *v)
{
	return v && v->face == FACE_READ;
}

static bool holds_at(enum relation relation, int64_t x, int64_t limit)
{
	switch (relation) {
	case REL_AT_MOST:
		return x <= limit;
	case REL_LESS_THAN:
		return x < limit;
	case REL_AT_LEAST:
		return x >= limit;
	case REL_MORE_THAN:
		return x > limit;
	}
	return false;
}

/* All the numbers of these worlds are whole; a comparison is monotone, so the ends of a range are enough. */
static enum truth compared(const struct condition *c, const struct value *v)
{
	int64_t limit = (int64_t)c->number.digits, lo = (int64_t)v->integer, hi = lo;
	if (v->field->type == FIELD_QUANTITY) {
		lo = (int64_t)v->quantity.v.lo.digits;
		hi = (int64_t)v->quantity.v.hi.digits;
	}
	int both = holds_at(c->relation, lo, limit) + holds_at(c->relation, hi, limit);
	return both == 2 ? TRUTH_TRUE : both ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

static enum truth is(bool b)
{
	return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth leaf_is(const struct condition *c, const struct record *r, const struct record *filed)
{
	const struct value *v = c->field ? r->values[c->field->index] : NULL;
	if (c->op == COND_ALWAYS)
		return TRUTH_TRUE;
	if (c->op == COND_KNOWN)
		return is(read_or_null(filed->values[c->field->index]) == c->flag);
	if (c->op == COND_JUDGEMENT && !c->field)
		return r->judged;
	if (!read_or_null(v))
		return TRUTH_UNKNOWN;
	if (c->op == COND_COMPARE)
		return compared(c, v);
	if (c->op == COND_MATCHES)
		return is(str_eq(v->text, c->pattern));
	if (c->op == COND_JUDGEMENT || v->field->type == FIELD_FLAG)
		return is(v->flag == (c->op == COND_JUDGEMENT || c->flag));
	for (const struct enum_value *e = v->choice; e; e = e->parent)
		if (e == c->values[0])
			return TRUTH_TRUE;
	return TRUTH_FALSE;
}

/* `filed`: what the record itself says, for `known`. */
static enum truth truth_of(const struct condition *c, const struct record *r, const struct record *filed)
{
	size_t n[3] = {0};
	for (size_t i = 0; i < c->n; i++)
		n[truth_of(c->children[i], r, filed)]++;
	if (c->op == COND_ALL)
		return n[TRUTH_FALSE] ? TRUTH_FALSE : n[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_TRUE;
	if (c->op == COND_ANY)
		return n[TRUTH_TRUE] ? TRUTH_TRUE : n[TRUTH_UNKNOWN] ? TRUTH_UNKNOWN : TRUTH_FALSE;
	if (c->op == COND_NOT)
		return n[TRUTH_TRUE] ? TRUTH_FALSE : n[TRUTH_FALSE] ? TRUTH_TRUE : TRUTH_UNKNOWN;
	return leaf_is(c, r, filed);
}

/* A model of the rule hits; what stands under `not` speaks against it. */
static bool model_hits(const struct condition *c, const struct record *r)
{
	bool hits = c->op == COND_MATCHES && c->field->index == F_MODEL && leaf_is(c, r, r) == TRUTH_TRUE;
	for (size_t i = 0; c->op != COND_NOT && i < c->n; i++)
		hits |= model_hits(c->children[i], r);
	return hits;
}

/* --- kinds and presumptions ------------------------------------------------------------------------------------- */

static enum truth kind_of(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	enum truth best = n ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; i < n; i++) {
		bool named = false, open = false;
		for (const struct kind *up = k; up; up = up->parent)
			if (up == kinds[i])
				best = TRUTH_TRUE;
		for (const struct kind *up = kinds[i]; up && !open; up = up->parent) {
			open = up == k;
			named |= !open && up->always_named;
		}
		if (open && !named && best == TRUTH_FALSE)
			best = TRUTH_UNKNOWN;
	}
	return best;
}

static bool silent(const struct value *v)
{
	return !v || v->face == FACE_NO_COLUMN || v->face == FACE_BLANK;
}

static bool fits(const struct presumption *p, const struct record *filed)
{
	const struct value *v = p->fits_field ? filed->values[p->fits_field->index] : NULL;
	if (silent(v))
		return true;
	for (size_t i = 0; i < p->n_fits; i++)
		if (v->face == FACE_READ && enum_value_is(v->choice, p->fits[i]))
			return true;
	return false;
}

/* The record with its silence filled in. */
static struct record presumed(const struct world *w, const struct record *filed)
{
	struct record r = *filed;
	for (size_t i = 0; i < w->v.n_presumptions; i++) {
		const struct presumption *p = &w->presumptions[i];
		if (p->kind && p->kinds[0] == filed->kind && fits(p, filed))
			r.kind = p->kind;
	}
	for (size_t i = 0; i < w->v.n_presumptions; i++) {
		const struct presumption *p = &w->presumptions[i];
		if (!p->field || !silent(r.values[p->field->index]) || !kind_is(r.kind, p->kinds[0]) || !fits(p, filed))
			continue;
		struct value *v = must(ARENA_NEW((struct arena *)&w->arena, struct value));
		*v = (struct value){.face = FACE_READ, .field = p->field, .choice = p->value};
		r.values[p->field->index] = v;
	}
	return r;
}

/* --- the six steps ---------------------------------------------------------------------------------------------- */

struct said {
	enum rule_verdict verdict; /* RULE_UNDETERMINED also stands for manual */
	enum exception_state states[EXCEPTIONS];
	bool conflict, step4;
	const struct exception *decided;
	enum truth hits; /* W and H */
};

static bool evidence_is_shown(const struct exception *e, const struct record *filed)
{
	bool shown = true;
	for (size_t i = 0; i < e->n_evidence; i++) {
		const struct value *v = filed->values[e->evidence[i]->index];
		shown &= read_or_null(v) && v->flag;
	}
	return shown;
}

static enum exception_state state_of(const struct exception *e, const struct record *r, const struct record *filed)
{
	enum truth when = truth_of(e->when, r, filed);
	if (when == TRUTH_FALSE)
		return EXCEPTION_DENIED;
	if (when == TRUTH_UNKNOWN || truth_of(e->when, filed, filed) != TRUTH_TRUE)
		return EXCEPTION_OPEN; /* a presumption shows nothing */
	return evidence_is_shown(e, filed) ? EXCEPTION_SHOWN : EXCEPTION_CLAIMED;
}

static struct said steps(const struct rule *rule, const struct reading_of_rule *as, const struct record *r,
			 const struct record *filed)
{
	struct said s = {.verdict = RULE_UNDETERMINED};
	const struct condition *where = as && as->where ? as->where : rule->where;
	const struct condition *condemns = as && as->obsolete_if ? as->obsolete_if : rule->obsolete_if;
	const struct kind *const *kinds = as && as->kinds ? as->kinds : rule->kinds;
	size_t n = as && as->kinds ? as->n_kinds : rule->n_kinds;
	enum truth kind = kind_of(r->kind, kinds, n);
	enum truth named = kind_of(filed->kind, kinds, n);
	if (named == TRUTH_UNKNOWN && (model_hits(where, r) || model_hits(condemns, r)))
		kind = TRUTH_TRUE;
	enum truth w = truth_and(kind, truth_of(where, r, filed)), h = truth_of(condemns, r, filed);
	const struct exception *shown = NULL;
	s.hits = truth_and(w, h);
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		s.states[i] = state_of(e, r, filed);
		s.step4 |= s.states[i] == EXCEPTION_CLAIMED;
		if (s.states[i] != EXCEPTION_SHOWN)
			continue;
		if (shown && (shown->effect != e->effect || shown->to != e->to))
			s.conflict = true;
		shown = shown ? shown : e;
	}
	s.step4 &= s.hits == TRUTH_TRUE && !shown;
	s.conflict &= w != TRUTH_FALSE && h != TRUTH_FALSE;
	if (w == TRUTH_FALSE)
		s.verdict = RULE_NOT_APPLICABLE;
	else if (h == TRUTH_FALSE)
		s.verdict = RULE_CLEAR;
	else if (shown && !s.conflict)
		s.verdict = shown->effect == EFFECT_EXEMPT ? RULE_EXEMPT : RULE_NOT_APPLICABLE;
	else if (!shown && s.hits == TRUTH_TRUE && !s.step4)
		s.verdict = RULE_OBSOLETE;
	if (shown && !s.conflict && w != TRUTH_FALSE && h != TRUTH_FALSE)
		s.decided = shown;
	return s;
}

/* --- the judge says what the six steps say ---------------------------------------------------------------------- */

static enum rule_verdict plain(enum rule_verdict v)
{
	return v == RULE_MANUAL ? RULE_UNDETERMINED : v;
}

static void readings_agree(const struct finding *f, const struct said *s, const struct record *r,
			   const struct record *filed, unsigned round)
{
	for (size_t i = 0; i < f->rule->n_readings; i++) {
		struct said other = steps(f->rule, &f->rule->readings[i], r, filed);
		bool differs = f->n_readings > 0;
		if (differs && plain(f->reading_verdicts[0]) != other.verdict)
			fail_msg("round %u: %.*s: the reading says %s", round, STR_ARG(f->rule->id),
				 rule_verdict_name(f->reading_verdicts[0]));
		/* undetermined or manual: this oracle does not tell them apart */
		if (!differs && other.verdict != s->verdict)
			fail_msg("round %u: %.*s: the reading differs and is not listed", round, STR_ARG(f->rule->id));
	}
}

static void finding_agrees(const struct finding *f, const struct rule *rule, const struct record *r,
			   const struct record *filed, unsigned round)
{
	struct said s = steps(rule, NULL, r, filed);
	enum rule_verdict verdict = f ? plain(f->verdict) : RULE_NOT_APPLICABLE;
	if (verdict != s.verdict)
		fail_msg("round %u: %.*s: %s, the oracle says %s", round, STR_ARG(rule->id), rule_verdict_name(verdict),
			 rule_verdict_name(s.verdict));
	/* "whatever": the states are those under the values that hit */
	for (size_t i = 0; f && !f->n_under && i < rule->n_exceptions; i++)
		if (f->exceptions[i] != s.states[i])
			fail_msg("round %u: %.*s: exception %zu is %d, the oracle says %d", round, STR_ARG(rule->id), i,
				 (int)f->exceptions[i], (int)s.states[i]);
	if (!f)
		return;
	assert_int_equal(f->conflict, s.conflict);
	assert_ptr_equal(f->decided_by, s.decided);
	readings_agree(f, &s, r, filed, round);
}

static enum verdict strongest(const struct judgement *j)
{
	static const enum verdict of[] = {
		[RULE_OBSOLETE] = VERDICT_OBSOLETE, [RULE_UNDETERMINED] = VERDICT_UNDETERMINED,
		[RULE_MANUAL] = VERDICT_MANUAL,     [RULE_EXEMPT] = VERDICT_EXEMPT,
		[RULE_CLEAR] = VERDICT_CLEAR,       [RULE_NOT_APPLICABLE] = VERDICT_OUT_OF_SCOPE};
	enum verdict best = VERDICT_OUT_OF_SCOPE;
	for (size_t i = 0; i < j->n_findings; i++)
		best = of[j->findings[i].verdict] < best ? of[j->findings[i].verdict] : best;
	return best;
}

static void agree(struct world *w, const struct judgement *j, bool strict, unsigned round)
{
	struct record filed = record_of(w), r = strict ? filed : presumed(w, &filed);
	for (size_t i = 0; i < w->set.n_rules; i++)
		finding_agrees(finding_of(j, &w->rules[i]), &w->rules[i], &r, &filed, round);
	if (!j->whatever)
		assert_int_equal(j->verdict, strongest(j));
}

static void the_six_steps(void **state)
{
	unsigned verdicts[6] = {0}, conflicts = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct dice d = {round * 0x9e3779b97f4a7c15u};
		world_open(&w);
		random_presumptions(&w, &d);
		random_rules(&w, &d, false, true);
		random_record(&w, &d);
		struct judgement j = judge_on(&w, true, 0);
		agree(&w, &j, true, round);
		j = judge_on(&w, false, 0);
		agree(&w, &j, false, round);
		for (size_t i = 0; i < j.n_findings; i++) {
			verdicts[j.findings[i].verdict]++;
			conflicts += j.findings[i].conflict;
		}
		verdicts[RULE_NOT_APPLICABLE] += j.n_not_applicable > 0;
		world_close(&w);
	}
	for (int v = RULE_OBSOLETE; v <= RULE_NOT_APPLICABLE; v++)
		assert_true(verdicts[v] > ROUNDS / 100); /* else the worlds are too plain */
	assert_true(conflicts > 0);
}

/* --- what a finding names as its ground ------------------------------------------------------------------------- */

static bool names_presumption(const struct finding *f, const struct presumption *p)
{
	bool found = false;
	for (size_t i = 0; i < f->n_presumed; i++)
		found |= f->presumed[i] == p;
	return found;
}

static bool names_assumed(const struct finding *f, int field)
{
	bool found = false;
	for (size_t i = 0; i < f->n_assumed; i++)
		found |= f->assumed[i].field->index == (uint32_t)field;
	return found;
}

/* Of several, the one that decided is named with what it rests on. */
static size_t n_shown(const struct finding *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		n += f->exceptions[i] == EXCEPTION_SHOWN;
	return n;
}

/* The verdict where nothing is presumed or assumed, but what the finding names if `named`. */
static enum rule_verdict verdict_with(struct world *w, const struct finding *f, bool named)
{
	struct world was = *w;
	bool keep[PRESUMPTIONS];
	for (size_t i = 0; i < was.v.n_presumptions; i++)
		keep[i] = named && names_presumption(f, &w->presumptions[i]);
	w->v.n_presumptions = 0;
	for (size_t i = 0; i < was.v.n_presumptions; i++)
		if (keep[i])
			w->presumptions[w->v.n_presumptions++] = was.presumptions[i];
	for (int i = 0; i < F_COUNT; i++)
		if (read_or_null(w->values[i]) && w->values[i]->n_assumed && !(named && names_assumed(f, i)))
			put(w, i, FACE_UNREADABLE);
	struct judgement j = judge_on(w, false, 0);
	const struct finding *g = finding_of(&j, f->rule);
	enum rule_verdict verdict = g ? g->verdict : RULE_NOT_APPLICABLE;
	if (g && verdict == f->verdict && g->decided_by != f->decided_by)
		verdict = RULE_UNDETERMINED; /* the same for another reason */
	if (g && verdict == RULE_OBSOLETE)
		for (size_t i = 0; i < f->rule->n_exceptions; i++)
			if (f->exceptions[i] == EXCEPTION_DENIED && g->exceptions[i] == EXCEPTION_OPEN)
				verdict = RULE_UNDETERMINED; /* it is denied no longer */
	memcpy(w->presumptions, was.presumptions, sizeof was.presumptions);
	memcpy(w->values, was.values, sizeof was.values);
	w->v.n_presumptions = was.v.n_presumptions;
	return verdict;
}

/* What is named carries the verdict alone; where anything is named, something has to be. */
static void what_carries_a_verdict(void **state)
{
	unsigned carried = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct dice d = {round * 0xa0761d6478bd642fu};
		world_open(&w);
		random_presumptions(&w, &d);
		random_rules(&w, &d, false, false);
		random_record(&w, &d);
		struct judgement j = judge_on(&w, false, 0);
		for (size_t i = 0; i < w.set.n_rules; i++) {
			const struct finding *f = finding_of(&j, &w.rules[i]);
			if (!f || f->verdict == RULE_UNDETERMINED || f->verdict == RULE_MANUAL)
				continue;
			enum rule_verdict with = verdict_with(&w, f, true);
			if (with != f->verdict)
				fail_msg("round %u: %.*s: %s rests on more than it names (%s)", round,
					 STR_ARG(f->rule->id), rule_verdict_name(f->verdict), rule_verdict_name(with));
			if (!f->n_presumed && !f->n_assumed)
				continue;
			carried++;
			if (n_shown(f) < 2 && verdict_with(&w, f, false) == f->verdict)
				fail_msg("round %u: %.*s: %s needs nothing of what it names", round,
					 STR_ARG(f->rule->id), rule_verdict_name(f->verdict));
		}
		world_close(&w);
	}
	assert_true(carried > ROUNDS / 20);
}

/* --- every way in which the record might be completed ----------------------------------------------------------- */

enum { AXIS_KIND = F_COUNT, AXIS_JUDGED, AXES, CHOICES = 10 };

/* What an axis may come to be; an axis that is settled has one choice, which is what the record says. */
struct axis {
	size_t n;
	struct value values[CHOICES];
	const struct kind *kinds[K_COUNT];
};

struct completions {
	struct world *w;
	struct record filed;
	struct axis axes[AXES];
	size_t n;
	struct enum_value elsewhere; /* a class that no rule names */
	struct kind other;           /* a furnace of another sort */
};

static struct value *choice_of(struct completions *c, int field)
{
	struct axis *a = &c->axes[field];
	assert_true(a->n < CHOICES);
	struct value *v = &a->values[a->n++];
	*v = (struct value){.face = FACE_READ, .field = &c->w->fields[field]};
	return v;
}

static void sizes(struct completions *c)
{
	const struct value *v = c->filed.values[F_SIZE];
	for (int64_t x = 5; x <= 50; x += 5) { /* every limit, and between them */
		if (read_or_null(v) && (x < (int64_t)v->quantity.v.lo.digits || x > (int64_t)v->quantity.v.hi.digits))
			continue;
		choice_of(c, F_SIZE)->quantity = (struct quantity){interval_point(decimal_from_int(x)), &c->w->m3};
	}
}

static void choices(struct completions *c, int field)
{
	switch (field) {
	case F_USE:
		for (size_t i = 0; i < U_COUNT; i++)
			choice_of(c, field)->choice = &c->w->uses[i];
		break;
	case F_CLASS:
		for (size_t i = 0; i < C_COUNT; i++)
			choice_of(c, field)->choice = &c->w->classes[i];
		choice_of(c, field)->choice = &c->elsewhere;
		break;
	case F_NUMBER:
		for (uint64_t i = 1; i <= 4; i++)
			choice_of(c, field)->integer = i;
		break;
	case F_MODEL:
		choice_of(c, field)->text = STR("JO");
		choice_of(c, field)->text = STR("GC");
		choice_of(c, field)->text = STR("Y");
		break;
	case F_OLD:
	case F_PAPER1:
	case F_PAPER2:
		choice_of(c, field)->flag = true;
		choice_of(c, field)->flag = false;
		break;
	default:
		break;
	}
}

static bool mentions_leaf(const struct condition *c, int field)
{
	bool found = field == AXIS_JUDGED ? c->op == COND_JUDGEMENT && !c->field
					  : c->field && c->field->index == (uint32_t)field;
	for (size_t i = 0; i < c->n; i++)
		found |= mentions_leaf(c->children[i], field);
	return found;
}

/* Only what a rule asks for: the others would only multiply the ways. */
static bool is_asked(const struct world *w, int field)
{
	bool asked = false;
	for (size_t i = 0; i < w->set.n_rules; i++) {
		const struct rule *r = &w->rules[i];
		asked |= mentions_leaf(r->where, field) || mentions_leaf(r->obsolete_if, field);
		for (size_t x = 0; x < r->n_exceptions; x++) {
			asked |= mentions_leaf(r->exceptions[x].when, field);
			for (size_t k = 0; k < r->exceptions[x].n_evidence; k++)
				asked |= r->exceptions[x].evidence[k]->index == (uint32_t)field;
		}
	}
	return asked;
}

/* A general kind is one below, or one that no rule knows; what is always named is not meant by a general name. */
static void kinds_below(struct completions *c)
{
	struct axis *a = &c->axes[AXIS_KIND];
	const struct kind *k = c->filed.kind;
	c->other = (struct kind){.id = STR("other"), .parent = k};
	for (int i = 0; i < K_LINE; i++)
		if (c->w->kinds[i].parent == k && !c->w->kinds[i].always_named)
			a->kinds[a->n++] = &c->w->kinds[i];
	a->kinds[a->n] = a->n ? &c->other : k;
	a->n++;
}

static void completions_of(struct completions *c, struct world *w)
{
	*c = (struct completions){.w = w, .filed = record_of(w), .n = 1};
	c->elsewhere = (struct enum_value){.id = STR("elsewhere")};
	for (int i = 0; i < F_COUNT; i++) {
		if (is_asked(w, i) && i == F_SIZE)
			sizes(c);
		else if (is_asked(w, i) && !read_or_null(w->values[i]))
			choices(c, i);
	}
	kinds_below(c);
	c->axes[AXIS_JUDGED].n = 1 + is_asked(w, AXIS_JUDGED);
	for (int i = 0; i < AXES; i++)
		c->n *= c->axes[i].n ? c->axes[i].n : 1;
}

/* The places on the axes of completion `at`. */
static void places_of(size_t places[AXES], const struct completions *c, size_t at)
{
	for (int i = 0; i < AXES; i++) {
		size_t n = c->axes[i].n ? c->axes[i].n : 1;
		places[i] = at % n;
		at /= n;
	}
}

/* False where nothing is so: a use of another kind. */
static bool completed(struct record *out, const struct completions *c, size_t at)
{
	size_t places[AXES];
	places_of(places, c, at);
	*out = c->filed;
	for (int i = 0; i < F_COUNT; i++)
		if (c->axes[i].n)
			out->values[i] = &c->axes[i].values[places[i]];
	out->kind = c->axes[AXIS_KIND].kinds[places[AXIS_KIND]];
	out->judged = places[AXIS_JUDGED] ? TRUTH_FALSE : TRUTH_TRUE;
	const struct value *use = out->values[F_USE];
	return !read_or_null(use) || enum_value_is_for(use->choice, out->kind);
}

/* A model that hits would settle a general kind, and some completions would contradict it. */
static void keep_kind_open(struct world *w)
{
	if (w->item.kind == &w->kinds[K_FURNACE] || w->item.kind == &w->kinds[K_BATH])
		put_model(w, "Y");
}

/* --- what the judge says is true of every one of them ----------------------------------------------------------- */

/* May a rule be so, once all is known, of which the judge says `f` now? */
static bool may_become(const struct finding *f, const struct said *s)
{
	bool open = false;
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		open |= f->exceptions[i] == EXCEPTION_OPEN && s->states[i] != EXCEPTION_DENIED;
	switch (f->verdict) {
	case RULE_OBSOLETE:
		return s->verdict == RULE_OBSOLETE || (s->hits == TRUTH_TRUE && open);
	case RULE_CLEAR:
		return s->verdict == RULE_CLEAR || s->verdict == RULE_NOT_APPLICABLE;
	case RULE_EXEMPT:
		return s->verdict == RULE_EXEMPT || s->hits == TRUTH_FALSE || s->conflict;
	case RULE_NOT_APPLICABLE:
		return f->decided_by ? s->decided || s->hits == TRUTH_FALSE || s->conflict
				     : s->verdict == RULE_NOT_APPLICABLE && !s->decided;
	case RULE_UNDETERMINED:
	case RULE_MANUAL:
		break;
	}
	return true;
}

static bool states_hold(const struct finding *f, const struct said *s)
{
	bool hold = true;
	for (size_t i = 0; !f->n_under && i < f->rule->n_exceptions; i++) {
		hold &= f->exceptions[i] != EXCEPTION_DENIED || s->states[i] == EXCEPTION_DENIED;
		hold &= f->exceptions[i] != EXCEPTION_SHOWN || s->states[i] == EXCEPTION_SHOWN;
		hold &= f->exceptions[i] != EXCEPTION_CLAIMED || s->states[i] >= EXCEPTION_CLAIMED;
	}
	return hold;
}

/* The item as a whole: what hits keeps hitting, unless an exception that is listed as open comes between. */
static bool item_may_become(const struct judgement *j, const struct said *all)
{
	bool obsolete = false, open = false;
	for (size_t i = 0; i < j->n_findings + j->n_not_applicable; i++) {
		const struct finding *f = i < j->n_findings ? &j->findings[i] : &j->not_applicable[i - j->n_findings];
		const struct said *s = &all[f->rule->index];
		obsolete |= s->verdict == RULE_OBSOLETE;
		for (size_t x = 0; x < f->rule->n_exceptions; x++)
			open |= finding_is_open(f, x) && s->hits == TRUTH_TRUE && s->states[x] != EXCEPTION_DENIED;
	}
	if (j->verdict == VERDICT_OBSOLETE)
		return obsolete || open;
	return !obsolete || j->verdict == VERDICT_UNDETERMINED || j->verdict == VERDICT_MANUAL;
}

static void holds_of(const struct completions *c, const struct judgement *j, size_t at, unsigned round)
{
	struct said all[RULES];
	struct record r;
	if (!completed(&r, c, at))
		return;
	for (size_t i = 0; i < c->w->set.n_rules; i++) {
		const struct rule *rule = &c->w->rules[i];
		const struct finding *f = finding_of(j, rule);
		all[i] = steps(rule, NULL, &r, &r);
		if (f ? !may_become(f, &all[i]) || !states_hold(f, &all[i]) : all[i].verdict != RULE_NOT_APPLICABLE)
			fail_msg("round %u: %.*s: %s, but completion %zu is %s", round, STR_ARG(rule->id),
				 verdict_under(j, rule), at, rule_verdict_name(all[i].verdict));
	}
	if (!item_may_become(j, all))
		fail_msg("round %u: %s, but not in completion %zu", round, verdict_name(j->verdict), at);
}

static void all_completions(void **state)
{
	unsigned whatever = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct completions c;
		struct dice d = {round * 0xe7037ed1a0b428dbu};
		world_open(&w);
		random_presumptions(&w, &d);
		random_rules(&w, &d, false, false);
		random_record(&w, &d);
		keep_kind_open(&w);
		struct judgement j = judge_on(&w, true, 0);
		completions_of(&c, &w);
		for (size_t at = 0; c.n <= MOST_COMPLETIONS && at < c.n; at++)
			holds_of(&c, &j, at, round);
		whatever += j.whatever != NULL;
		world_close(&w);
	}
	assert_true(whatever > 0);
}

/* --- what it asks for is what they turn on ---------------------------------------------------------------------- */

static int axis_of(const struct need *n)
{
	if (n->sort == NEED_KIND)
		return AXIS_KIND;
	return n->field ? (int)n->field->index : AXIS_JUDGED;
}

static void mention(bool asked[AXES], const struct need *n)
{
	if (n->sort != NEED_ANY_OF)
		asked[axis_of(n)] = true;
	for (size_t i = 0; i < n->n_options; i++)
		mention(asked, &n->options[i]);
	for (size_t i = 0; i < n->n_with; i++)
		mention(asked, &n->with[i]);
}

/* Of each group one alternative, as the dice fall. */
static void pick(bool picked[AXES], const struct need *n, struct dice *d)
{
	if (n->sort == NEED_ANY_OF)
		pick(picked, &n->options[roll(d, (uint32_t)n->n_options)], d);
	else
		picked[axis_of(n)] = true;
	for (size_t i = 0; i < n->n_with; i++)
		pick(picked, &n->with[i], d);
}

static bool is_hit(const struct completions *c, const struct rule *rule, size_t at)
{
	struct record r;
	assert_true(completed(&r, c, at));
	return steps(rule, NULL, &r, &r).hits == TRUTH_TRUE;
}

/* The completions that differ from `at` along one axis only. */
static bool turns_on(const struct completions *c, const bool *hits, size_t at, int axis)
{
	size_t places[AXES], stride = 1;
	places_of(places, c, at);
	for (int i = 0; i < axis; i++)
		stride *= c->axes[i].n ? c->axes[i].n : 1;
	size_t first = at - places[axis] * stride;
	for (size_t i = 0; i < c->axes[axis].n; i++)
		if (hits[first + i * stride] != hits[at])
			return true;
	return false;
}

/* Is there a way of answering what is picked that makes it a hit, whatever the rest? */
static bool answers(const struct completions *c, const bool *hits, const bool picked[AXES])
{
	size_t *fixed = must(calloc(c->n, sizeof *fixed)), keys = 1;
	bool *missed = must(calloc(c->n, sizeof *missed)), any = false;
	for (size_t at = 0; at < c->n; at++) {
		size_t places[AXES];
		places_of(places, c, at);
		keys = 1;
		for (int i = 0; i < AXES; i++)
			if (picked[i] && c->axes[i].n) {
				fixed[at] += places[i] * keys;
				keys *= c->axes[i].n;
			}
		missed[fixed[at]] |= !hits[at];
	}
	for (size_t i = 0; i < keys; i++)
		any |= !missed[i];
	free(fixed);
	free(missed);
	return any;
}

static bool asks_alone(const struct finding *f, int field)
{
	bool found = false;
	for (size_t i = 0; i < f->needs.n; i++)
		found |= f->needs.items[i].sort == NEED_FIELD && f->needs.items[i].field->index == (uint32_t)field;
	return found;
}

static void needs_hold(const struct completions *c, const struct finding *f, struct dice *d, unsigned round)
{
	bool asked[AXES] = {false}, picked[AXES] = {false};
	bool *hits = must(calloc(c->n, sizeof *hits));
	for (size_t i = 0; i < f->needs.n; i++) {
		mention(asked, &f->needs.items[i]);
		pick(picked, &f->needs.items[i], d);
	}
	for (size_t at = 0; at < c->n; at++)
		hits[at] = is_hit(c, f->rule, at);
	for (int axis = 0; axis < AXES; axis++) {
		bool turns = false;
		for (size_t at = 0; at < c->n && !turns; at++)
			turns = turns_on(c, hits, at, axis);
		/* a model that is asked for, and not only as one of several, tells the kind too */
		if (turns != asked[axis] && !(axis == AXIS_KIND && asks_alone(f, F_MODEL)))
			fail_msg("round %u: %.*s: axis %d is %s, and it %s on it", round, STR_ARG(f->rule->id), axis,
				 asked[axis] ? "asked for" : "not asked for", turns ? "turns" : "does not turn");
	}
	if (asks_alone(f, F_MODEL))
		picked[AXIS_KIND] = true;
	if (!answers(c, hits, picked))
		fail_msg("round %u: %.*s: what it asks for is not enough", round, STR_ARG(f->rule->id));
	free(hits);
}

/* Each field stands once in a rule here, so that nothing but what turns it is unknown. */
static void needs_are_what_it_turns_on(void **state)
{
	unsigned asked = 0, groups = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct completions c;
		struct dice d = {round * 0x8ebc6af09c88c6e3u};
		world_open(&w);
		random_rules(&w, &d, true, false);
		w.set.n_rules = 1;
		random_record(&w, &d);
		if (read_or_null(w.values[F_MODEL]))
			keep_kind_open(&w);
		struct judgement j = judge_on(&w, true, 0);
		completions_of(&c, &w);
		const struct finding *f = finding_of(&j, &w.rules[0]);
		bool open = f && (f->verdict == RULE_UNDETERMINED || f->verdict == RULE_MANUAL) && !f->conflict;
		for (size_t i = 0; open && i < f->rule->n_exceptions; i++)
			open = f->exceptions[i] != EXCEPTION_CLAIMED;
		if (open && c.n <= MOST_COMPLETIONS) {
			needs_hold(&c, f, &d, round);
			asked++;
			for (size_t i = 0; i < f->needs.n; i++)
				groups += f->needs.items[i].sort == NEED_ANY_OF;
		}
		world_close(&w);
	}
	assert_true(asked > ROUNDS / 20 && groups > ROUNDS / 100);
}

/* ---------------------------------------------------------------------------------------------------------------- */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_six_steps),
		cmocka_unit_test(what_carries_a_verdict),
		cmocka_unit_test(all_completions),
		cmocka_unit_test(needs_are_what_it_turns_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
