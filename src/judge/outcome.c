/* One item under one rule: the six steps of semantics.md, in their order. */
#include "judge/trial.h"

static bool names_model(const struct condition *c)
{
	return c->op == COND_MODEL || c->op == COND_LISTED || (c->op == COND_MATCHES && c->field->type == FIELD_MODEL);
}

/*
 * A model of the rule settles which kind the thing is: 电动机 JO2-41-4. Is there one of this truth? Only where it
 * speaks for the rule, not under `not`.
 */
static bool model_in(const struct trial *t, struct tree tree, enum truth truth)
{
	const struct ready_node *nodes = t->ready->nodes;
	for (uint32_t i = tree.first; i < tree.end; i++) {
		const struct condition *c = nodes[i].c;
		if (c->op == COND_NOT)
			i = nodes[i].end - 1;
		else if (names_model(c) && t->truth[i] == truth)
			return true;
	}
	return false;
}

static bool model_is(const struct trial *t, struct tree where, struct tree obsolete_if, enum truth truth)
{
	return model_in(t, where, truth) || model_in(t, obsolete_if, truth);
}

/* An entry that names the model exactly does, also where something else of it is still unknown. */
static bool entry_in(const struct trial *t, struct tree tree)
{
	const struct ready_node *nodes = t->ready->nodes;
	for (uint32_t i = tree.first; i < tree.end; i++) {
		const struct condition *c = nodes[i].c;
		if (c->op == COND_NOT)
			i = nodes[i].end - 1;
		else if (c->op == COND_LISTED && listing_names_kind(listing_of(t->facts, c, true)))
			return true;
	}
	return false;
}

static bool kind_is_settled(const struct trial *t, struct tree where, struct tree obsolete_if)
{
	return model_is(t, where, obsolete_if, TRUTH_TRUE) || entry_in(t, where) || entry_in(t, obsolete_if);
}

static bool same_effect(const struct exception *a, const struct exception *b)
{
	return a->effect == b->effect && (a->effect != EFFECT_REROUTE || a->to == b->to);
}

/* Step 3; false where no exception is shown. */
static bool shown(struct outcome *out, const struct trial *t)
{
	static const enum rule_verdict of[] = {
		[EFFECT_EXEMPT] = RULE_EXEMPT,
		[EFFECT_OUT_OF_SCOPE] = RULE_NOT_APPLICABLE,
		[EFFECT_REROUTE] = RULE_NOT_APPLICABLE,
	};
	const struct rule *rule = t->ready->rule;
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		if (t->states[i] != EXCEPTION_SHOWN)
			continue;
		out->conflict |= out->decided_by && !same_effect(out->decided_by, e);
		if (!out->decided_by)
			out->decided_by = e;
	}
	if (!out->decided_by)
		return false;
	out->verdict = out->conflict ? RULE_UNDETERMINED : of[out->decided_by->effect];
	if (out->conflict)
		out->decided_by = NULL;
	return true;
}

/* Step 4: the evidence that is missing; of several claims one will do. */
static bool claimed(struct outcome *out, const struct trial *t)
{
	const struct rule *rule = t->ready->rule;
	struct need_list *sets = ARENA_ARRAY(out->needs.arena, rule->n_exceptions, struct need_list);
	size_t n = 0;
	for (size_t i = 0; sets && i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		if (t->states[i] != EXCEPTION_CLAIMED)
			continue;
		sets[n].arena = out->needs.arena;
		for (size_t k = 0; k < e->n_evidence; k++)
			if (!evidence_shown(t->facts, e->evidence[k]))
				needs_add(&sets[n], &(struct need){.sort = NEED_FIELD, .field = e->evidence[k]});
		n++;
	}
	needs_add_any(&out->needs, sets, n);
	return n > 0;
}

static bool asks_model(const struct need_list *needs)
{
	for (size_t i = 0; i < needs->n; i++)
		if (needs->items[i].sort == NEED_FIELD && needs->items[i].field->type == FIELD_MODEL)
			return true;
	return false;
}

/* Step 6. */
static void missing(struct outcome *out, const struct trial *t, enum truth kind, struct tree where,
		    struct tree obsolete_if)
{
	struct need_list needs = {.arena = out->needs.arena};
	needs_of_tree(&needs, t, where);
	needs_of_tree(&needs, t, obsolete_if);
	/* a model that is asked for and may hit would name the kind too */
	bool names_kind = asks_model(&needs) && model_is(t, where, obsolete_if, TRUTH_UNKNOWN);
	if (kind == TRUTH_UNKNOWN && !names_kind)
		needs_add(&out->needs, &(struct need){.sort = NEED_KIND});
	for (size_t i = 0; i < needs.n; i++)
		needs_add(&out->needs, &needs.items[i]);
	needs_settle(&out->needs);
}

void outcome_of(struct outcome *out, const struct trial *t, struct kind_truth of, struct tree where,
		struct tree obsolete_if)
{
	/* a general name with such a model is not silent about the kind: nothing need be presumed of it */
	bool general = of.filed == TRUTH_UNKNOWN && t->facts->item->kind;
	bool settled = general && kind_is_settled(t, where, obsolete_if);
	enum truth kind = settled ? TRUTH_TRUE : of.narrowed;
	*out = (struct outcome){.needs = {.arena = t->facts->arena}};
	out->kind = kind;
	out->kind_presumed = !settled && of.filed != of.narrowed;
	enum truth w = truth_and(kind, tree_truth(t, where)), h = tree_truth(t, obsolete_if);
	bool hits = w == TRUTH_TRUE && h == TRUTH_TRUE;

	if (w == TRUTH_FALSE) {
		out->verdict = RULE_NOT_APPLICABLE;
	} else if (h == TRUTH_FALSE) {
		out->verdict = RULE_CLEAR;
	} else if (shown(out, t)) {
		return;
	} else if (hits) {
		out->claimed = claimed(out, t);
		out->verdict = out->claimed ? RULE_UNDETERMINED : RULE_OBSOLETE;
	} else {
		missing(out, t, kind, where, obsolete_if);
		out->verdict = needs_ask_judgement(&out->needs) ? RULE_MANUAL : RULE_UNDETERMINED;
	}
}
