/* From findings to the item: semantics.md, the end of "One item under one rule". */
#include "judge/trial.h"

static const enum verdict of[] = {
	[RULE_OBSOLETE] = VERDICT_OBSOLETE,
	[RULE_UNDETERMINED] = VERDICT_UNDETERMINED,
	[RULE_MANUAL] = VERDICT_MANUAL,
	[RULE_EXEMPT] = VERDICT_EXEMPT,
	[RULE_CLEAR] = VERDICT_CLEAR,
	[RULE_NOT_APPLICABLE] = VERDICT_OUT_OF_SCOPE,
};

enum verdict rollup_verdict(const struct finding *findings, size_t n)
{
	enum verdict strongest = VERDICT_OUT_OF_SCOPE;
	for (size_t i = 0; i < n; i++)
		if (of[findings[i].verdict] < strongest)
			strongest = of[findings[i].verdict];
	return strongest;
}

void rollup_needs(struct need_list *out, const struct finding *findings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < findings[i].needs.n; k++)
			needs_add(out, &findings[i].needs.items[k]);
	needs_settle(out);
}

static void find_needs(struct judgement *out, struct arena *a)
{
	struct need_list needs = {.arena = a};
	if (out->verdict != VERDICT_UNDETERMINED && out->verdict != VERDICT_MANUAL)
		return;
	rollup_needs(&needs, out->findings, out->n_findings);
	out->needs = (struct needs){needs.items, needs.n};
}

/* The readings of a rule that is not applicable as adopted: no finding lists them. */
static void say_readings(struct judgement *out, struct words *caveats, struct arena *a, const struct finding *f)
{
	for (size_t i = 0; i < f->n_readings; i++) {
		const struct reading_of_rule *reading = f->readings[i];
		const char *verdict = rule_verdict_name(f->reading_verdicts[i]);
		struct words *caveat = &caveats[out->n_caveats++];
		WORDS_SAY(caveat, a, "under the reading \"%.*s\" of %.*s: %s (%.*s)",
			  STR_ARG(reading->id), STR_ARG(f->rule->id), message(in, verdict),
			  STR_ARG(words_in(reading->note, in)));
	}
}

/* Two rules of one open list say the same. */
static bool is_said(const struct words *caveats, size_t n, const struct words *caveat)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(caveats[i].zh, caveat->zh) && str_eq(caveats[i].en, caveat->en))
			return true;
	return false;
}

static void find_caveats(struct judgement *out, const struct facts *f)
{
	const struct ready_kind *k = f->kind;
	bool unresolved = out->verdict == VERDICT_OUT_OF_SCOPE;
	size_t n = k->n_caveats;
	for (size_t i = 0; i < out->n_findings; i++)
		n += out->findings[i].n_caveats;
	for (size_t i = 0; i < out->n_not_applicable; i++)
		n += out->not_applicable[i].n_readings;
	struct words *caveats = ARENA_ARRAY(f->arena, n, struct words);
	if (out->verdict == VERDICT_OBSOLETE || !caveats)
		return;
	for (size_t i = 0; i < out->n_findings; i++)
		for (size_t c = 0; c < out->findings[i].n_caveats; c++)
			if (!is_said(caveats, out->n_caveats, &out->findings[i].caveats[c]))
				caveats[out->n_caveats++] = out->findings[i].caveats[c];
	for (size_t i = 0; i < out->n_not_applicable; i++)
		say_readings(out, caveats, f->arena, &out->not_applicable[i]);
	for (size_t i = 0; unresolved && i < k->n_caveats; i++)
		caveats[out->n_caveats++] = *k->caveats[i];
	out->caveats = caveats;
}

/* Already ordered out is the earliest. */
static bool is_earlier(const struct finding *a, const struct finding *b)
{
	if (a->deadline == DEADLINE_STATE_NONE || b->deadline == DEADLINE_STATE_NONE)
		return a->deadline == DEADLINE_STATE_NONE && b->deadline != DEADLINE_STATE_NONE;
	return a->deadline_day < b->deadline_day;
}

/* Behind all that are as early: the findings come in pack order. */
static void insert_deciding(const struct finding **deciding, size_t n, const struct finding *f)
{
	for (; n && is_earlier(f, deciding[n - 1]); n--)
		deciding[n] = deciding[n - 1];
	deciding[n] = f;
}

static void find_deciding(struct judgement *out, const struct facts *f)
{
	const struct finding **deciding = ARENA_ARRAY(f->arena, out->n_findings, const struct finding *);
	for (size_t i = 0; deciding && i < out->n_findings; i++)
		if (of[out->findings[i].verdict] == out->verdict || out->findings[i].n_under)
			insert_deciding(deciding, out->n_deciding++, &out->findings[i]);
	out->deciding = deciding;
	out->several_packs = f->program->ruleset->n_packs > 1;
	if (out->verdict == VERDICT_OBSOLETE && out->n_deciding)
		out->counted = deciding[0];
}

const struct value *capacity_together(struct arena *a, const struct value *v)
{
	if (!v || !v->spread || v->shared_rows)
		return v;
	struct value *all = ARENA_NEW(a, struct value);
	if (all) {
		*all = *v;
		all->quantity.v = v->total;
		all->spread = false;
	}
	return all;
}

static void find_capacity(struct judgement *out, const struct facts *f)
{
	const struct field *field = out->counted ? out->counted->rule->capacity : NULL;
	for (size_t i = 0; !field && i < out->n_findings; i++)
		field = out->findings[i].rule->capacity;
	out->capacity = field ? capacity_together(f->arena, item_value(f->item, field)) : NULL;
}

void rollup_finish(struct judgement *out, struct facts *f)
{
	find_needs(out, f->arena);
	find_caveats(out, f);
	find_deciding(out, f);
	find_capacity(out, f);
}
