#include "judge/service.h"
#include "judge/trial.h"

static const char *const verdict_names[VERDICT_COUNT] = {
	[VERDICT_OBSOLETE] = "obsolete",
	[VERDICT_UNDETERMINED] = "undetermined",
	[VERDICT_MANUAL] = "manual",
	[VERDICT_EXEMPT] = "exempt",
	[VERDICT_CLEAR] = "clear",
	[VERDICT_OUT_OF_SCOPE] = "out_of_scope",
	[VERDICT_UNRECOGNISED] = "unrecognised",
};

const char *verdict_name(enum verdict v)
{
	return verdict_names[v];
}

bool verdict_parse(enum verdict *out, struct str s)
{
	for (int i = 0; i < VERDICT_COUNT; i++) {
		if (!str_is(s, verdict_names[i]))
			continue;
		*out = (enum verdict)i;
		return true;
	}
	return false;
}

struct facts facts_of(struct arena *a, const struct program *p, const struct item *item)
{
	struct facts f = {.arena = a, .program = p, .item = item, .kind = program_kind(p, item)};
	if (p->vocabulary->years && item->values)
		f.years = service_years(a, item, p->vocabulary->years, p->options.as_of);
	zone_find(&f);
	return f;
}

/* Both lists in pack order. */
bool findings_share_out(struct judgement *out, struct arena *a, const struct finding *all, size_t n)
{
	out->findings = ARENA_ARRAY(a, n, struct finding);
	out->not_applicable = ARENA_ARRAY(a, n, struct finding);
	if (!out->findings || !out->not_applicable)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (all[i].verdict == RULE_NOT_APPLICABLE)
			out->not_applicable[out->n_not_applicable++] = all[i];
		else
			out->findings[out->n_findings++] = all[i];
	}
	return true;
}

/* Does it ask for the kind alone, or name an entry whatever else it asks for? */
static bool names_thing(const struct finding *f)
{
	bool kind = false, named = f->needs.n == 1;
	for (size_t i = 0; i < f->needs.n; i++)
		kind |= f->needs.items[i].sort == NEED_KIND;
	for (size_t i = 0; i < f->n_leaves; i++)
		named |= listing_names_kind(f->leaves[i].listing);
	return kind && named;
}

/* A model that a rule lists, and no word of what it is: never obsolete, never dropped. */
static bool judge_model(struct judgement *out, struct facts *f)
{
	size_t n = 0;
	struct finding *found = ARENA_ARRAY(f->arena, f->kind->n_candidates, struct finding);
	for (size_t i = 0; found && i < f->kind->n_candidates; i++) {
		struct finding *one = &found[n];
		if (!finding_make(one, f, &f->kind->candidates[i]))
			return false;
		n += names_thing(one);
	}
	if (!n || !findings_share_out(out, f->arena, found, n))
		return found && !f->arena->failed;
	out->verdict = VERDICT_UNDETERMINED;
	rollup_finish(out, f);
	return !f->arena->failed;
}

bool zone_judge(struct judgement *out, struct facts *f)
{
	struct arena *a = f->arena;
	size_t n = f->kind->n_candidates;
	*out = (struct judgement){.verdict = VERDICT_UNRECOGNISED};
	if (!f->item->kind)
		return !f->item->kind_silent || judge_model(out, f);
	if (f->kind->kind->abstract)
		return true;
	struct finding *all = ARENA_ARRAY(a, n, struct finding);
	if (!all)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!finding_make(&all[i], f, &f->kind->candidates[i]))
			return false;
	out->verdict = rollup_verdict(all, n);
	if (out->verdict == VERDICT_UNDETERMINED && !whatever_try(out, f, all, n))
		return false;
	if (!findings_share_out(out, a, all, n))
		return false;
	rollup_finish(out, f);
	return !a->failed;
}

bool facts_judge(struct judgement *out, struct facts *f)
{
	return f->zone_open ? zones_judge(out, f) : zone_judge(out, f);
}

bool judge_item_with(struct judgement *out, struct arena *a, const struct program *p, struct model_memo *memo,
		     const struct item *item)
{
	struct facts f = facts_of(a, p, item);
	f.memo = memo;
	return facts_judge(out, &f);
}

bool judge_item(struct judgement *out, struct arena *a, const struct program *p, const struct item *item)
{
	return judge_item_with(out, a, p, NULL, item);
}

bool judge_rule(struct finding *out, struct arena *a, const struct program *p, const struct rule *rule,
		const struct item *item)
{
	struct facts f = facts_of(a, p, item);
	struct candidate c;
	if (!candidate_for(&c, a, &p->rules[rule->index], f.kind) || !finding_make(out, &f, &c))
		return false;
	if (rule->unresolved) {
		out->verdict = RULE_NOT_APPLICABLE; /* recorded and listed, never matched */
		out->needs = (struct needs){0};
	}
	return !a->failed;
}

bool judge_reading(const struct leaf_trace **out, size_t *n, struct arena *a, const struct program *p,
		   const struct rule *rule, size_t reading, const struct item *item)
{
	struct facts f = facts_of(a, p, item);
	struct candidate c;
	struct trial t;
	return candidate_for(&c, a, &p->rules[rule->index], f.kind) && trial_init(&t, &f, &c) &&
	       reading_trace(out, n, &t, reading) && !a->failed;
}
