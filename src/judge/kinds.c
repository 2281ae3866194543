/* Which rules an item of a kind is judged by, and what is presumed of it: semantics.md, "Kinds" and "Presumptions". */
#include "judge/program.h"

bool kind_leaves_open(const struct kind *general, const struct kind *below)
{
	for (const struct kind *k = below; k && k != general; k = k->parent)
		if (k->always_named)
			return false;
	return !general->abstract;
}

/* Is an item of kind k (NULL: of no kind) of one of the rule's kinds? No kinds: the rule speaks of any. */
static enum truth kind_among(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	enum truth found = n ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; i < n; i++) {
		enum truth one = !k ? TRUTH_UNKNOWN
			       : kind_is(k, kinds[i]) ? TRUTH_TRUE
			       : kind_is(kinds[i], k) && kind_leaves_open(k, kinds[i]) ? TRUTH_UNKNOWN : TRUTH_FALSE;
		found = truth_or(found, one);
	}
	return found;
}

struct kind_truth kind_truth_for(const struct ready_kind *kind, const struct kind *const *kinds, size_t n)
{
	return (struct kind_truth){kind_among(kind->filed, kinds, n), kind_among(kind->kind, kinds, n)};
}

bool candidate_for(struct candidate *out, struct arena *a, const struct ready_rule *rule,
		   const struct ready_kind *kind)
{
	const struct rule *r = rule->rule;
	struct kind_truth *readings = ARENA_ARRAY(a, r->n_readings, struct kind_truth);
	if (!readings)
		return false;
	*out = (struct candidate){.rule = rule, .kind = kind_truth_for(kind, r->kinds, r->n_kinds), .reading_kinds = readings};
	for (size_t i = 0; i < r->n_readings; i++) {
		const struct reading_of_rule *reading = &r->readings[i];
		readings[i] = reading->kinds ? kind_truth_for(kind, reading->kinds, reading->n_kinds) : out->kind;
	}
	return true;
}

/* Worth a finding: under the rule, under a reading, or because only a presumption of the kind left it out. */
static bool is_considered(const struct candidate *c)
{
	bool any = c->kind.narrowed != TRUTH_FALSE || c->kind.filed != TRUTH_FALSE;
	for (size_t i = 0; i < c->rule->rule->n_readings; i++)
		any |= c->reading_kinds[i].narrowed != TRUTH_FALSE;
	return any;
}

bool rule_concerns(struct arena *a, const struct program *p, const struct rule *rule, const struct item *item)
{
	struct candidate c;
	return candidate_for(&c, a, &p->rules[rule->index], program_kind(p, item)) && is_considered(&c);
}

static bool add_rules(struct ready_kind *k, struct arena *a, const struct program *p)
{
	size_t cap = 0, caveats_cap = 0;
	for (size_t i = 0; i < p->n_rules; i++) {
		const struct ready_rule *rule = &p->rules[i];
		enum application application = program_application(p, rule->rule);
		struct candidate c;
		if (rule->in_force == IN_FORCE_NO || !rule_stands_in(rule->rule, k->province))
			continue;
		if (!candidate_for(&c, a, rule, k))
			return false;
		if (application == NOT_RESOLVED) {
			if (c.kind.narrowed == TRUTH_FALSE || !rule->rule->n_kinds || !rule->rule->caveat.zh.p)
				continue;
			k->caveats = arena_grow(a, k->caveats, k->n_caveats, &caveats_cap, sizeof *k->caveats);
			if (!k->caveats)
				return false;
			k->caveats[k->n_caveats++] = &rule->rule->caveat;
			continue;
		}
		if (!is_considered(&c))
			continue;
		k->candidates = arena_grow(a, k->candidates, k->n_candidates, &cap, sizeof *k->candidates);
		if (!k->candidates)
			return false;
		k->candidates[k->n_candidates++] = c;
	}
	return true;
}

/* For items of exactly that kind: 高炉 in a list is an ironmaking furnace, 铸铁管高炉 says what it is. */
static void narrow(struct ready_kind *k, const struct vocabulary *v)
{
	for (size_t i = 0; i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		for (size_t j = 0; !p->field && !k->narrowed_by && j < p->n_kinds; j++) {
			if (p->kinds[j] != k->filed)
				continue;
			k->kind = p->kind;
			k->narrowed_by = p;
		}
	}
}

static bool is_for(const struct presumption *p, const struct kind *k)
{
	for (size_t i = 0; i < p->n_kinds; i++)
		if (kind_is(k, p->kinds[i]))
			return true;
	return false;
}

static bool add_presumptions(struct ready_kind *k, struct arena *a, const struct vocabulary *v)
{
	k->presumptions = ARENA_ARRAY(a, v->n_presumptions, struct ready_presumption);
	if (!k->presumptions)
		return false;
	for (size_t i = 0; i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		if (!p->field || !is_for(p, k->kind))
			continue;
		struct ready_presumption *ready = &k->presumptions[k->n_presumptions++];
		ready->presumption = p;
		ready->by_kind = is_for(p, k->filed) ? NULL : k->narrowed_by;
		ready->value.face = FACE_READ;
		ready->value.field = p->field;
		ready->value.choice = p->value;
	}
	return true;
}

static bool kind_prepare(struct ready_kind *k, struct arena *a, const struct program *p, const struct kind *kind,
			 bool narrowing)
{
	k->filed = k->kind = kind;
	if (narrowing)
		narrow(k, p->vocabulary);
	return (p->options.strict || add_presumptions(k, a, p->vocabulary)) && add_rules(k, a, p);
}

static bool find_model(void *ctx, const struct condition *leaf)
{
	bool *found = ctx;
	*found |= leaf->op == COND_MODEL || leaf->op == COND_LISTED;
	return !*found;
}

/* A model alone may say which thing it is: of an item without a kind, the rules that name models are asked. */
static bool prepare_no_kind(struct ready_kind *k, struct arena *a, const struct program *p)
{
	k->candidates = ARENA_ARRAY(a, p->n_rules, struct candidate);
	for (size_t i = 0; k->candidates && i < p->n_rules; i++) {
		bool names_model = false;
		condition_each_leaf(p->rules[i].rule->obsolete_if, find_model, &names_model);
		if (!names_model || program_application(p, p->rules[i].rule) != APPLIES ||
		    !rule_stands_in(p->rules[i].rule, k->province))
			continue;
		if (!candidate_for(&k->candidates[k->n_candidates++], a, &p->rules[i], k))
			return false;
	}
	return k->candidates;
}

bool kinds_prepare_in(struct ready_kinds *out, struct arena *a, const struct program *p, const struct region *province)
{
	const struct vocabulary *v = p->vocabulary;
	out->kinds = ARENA_ARRAY(a, v->n_kinds, struct ready_kind);
	out->filed_kinds = ARENA_ARRAY(a, v->n_kinds, struct ready_kind);
	out->no_kind.province = province;
	if (!out->kinds || !out->filed_kinds || !prepare_no_kind(&out->no_kind, a, p))
		return false;
	for (size_t i = 0; i < v->n_kinds; i++) {
		out->kinds[i].province = out->filed_kinds[i].province = province;
		if (!kind_prepare(&out->kinds[i], a, p, &v->kinds[i], !p->options.strict))
			return false;
		if (out->kinds[i].narrowed_by && !kind_prepare(&out->filed_kinds[i], a, p, &v->kinds[i], false))
			return false;
	}
	return true;
}

const struct ready_kind *kinds_for(const struct ready_kinds *all, const struct item *item)
{
	if (!item->kind)
		return &all->no_kind;
	const struct ready_kind *k = &all->kinds[item->kind->index];
	if (!k->narrowed_by || presumption_fits(k->narrowed_by, item))
		return k;
	return &all->filed_kinds[item->kind->index];
}

const struct ready_kind *program_kind(const struct program *p, const struct item *item)
{
	return kinds_for(&p->kinds, item);
}
