#include "rules/overlay.h"
#include "rules/read.h"
#include "vocabulary/conversion.h"

/* Rules are made here and nowhere else, so that what was handed out as const may still be completed. */
static struct rule *rule_at(const struct ruleset *s, size_t i)
{
	return (struct rule *)s->rules[i];
}

/* --- ids ---------------------------------------------------------------------------------------------------- */

static void say_twice(struct diags *d, const struct rule *rule, struct span at, struct str id,
		      const struct rule *first)
{
	diag_add(d, DIAG_DUPLICATE_ID, rule->file, at, "the id \"%.*s\" stands already at %.*s:%zu", STR_ARG(id),
		 STR_ARG(first->file->name), first->span.line);
}

static void ids_check(const struct ruleset *s, struct arena *a, struct diags *d)
{
	struct map ids;
	map_init(&ids, a);
	for (size_t i = 0; i < s->n_rules; i++) {
		struct rule *rule = rule_at(s, i);
		uint32_t first;
		rule->index = (uint32_t)i;
		if (rule->id.p && map_get(&ids, rule->id, &first)) {
			if (!rules_are_versions(rule, s->rules[first]))
				say_twice(d, rule, rule->span, rule->id, s->rules[first]);
		} else if (rule->id.p)
			map_put(&ids, rule->id, (uint32_t)i);
	}
}

/* What packs declare stands for every registry: a cell is converted once, whichever rule asks. */
static void conversions_check(const struct pack *a, const struct pack *b, struct diags *d)
{
	for (size_t i = 0; i < a->n_conversions; i++)
		for (size_t j = 0; j < b->n_conversions; j++) {
			const struct conversion *x = &a->conversions[i], *y = &b->conversions[j];
			bool differ = x->to != y->to || decimal_cmp(&x->factor, &y->factor) != 0;
			if (conversion_same(x, y) && differ)
				diag_add(d, DIAG_BAD_CONVERSION, a->file, (struct span){0},
					 "packs \"%.*s\" and \"%.*s\" declare different conversions from \"%.*s\"",
					 STR_ARG(b->id), STR_ARG(a->id), STR_ARG(x->from->id));
		}
}

static void packs_check(const struct ruleset *s, struct diags *d)
{
	for (size_t i = 0; i < s->n_packs; i++)
		for (size_t j = 0; j < i; j++) {
			const struct pack *pack = s->packs[i], *before = s->packs[j];
			if (pack->id.p && str_eq(pack->id, before->id))
				diag_add(d, DIAG_DUPLICATE_ID, NULL, (struct span){0},
					 "two packs have the id \"%.*s\"", STR_ARG(pack->id));
			conversions_check(pack, before, d);
		}
}

static void overlays_check(const struct ruleset *s, struct diags *d)
{
	for (size_t i = 0; i < s->n_overlays; i++)
		for (size_t j = 0; j < i; j++) {
			const struct pack *head = &s->overlays[i]->head;
			if (head->id.p && s->overlays[j]->head.id.p && str_eq(head->id, s->overlays[j]->head.id))
				diag_add(d, DIAG_DUPLICATE_ID, head->file, (struct span){0},
					 "two overlays have the id \"%.*s\"", STR_ARG(head->id));
		}
}

static bool same_id(struct str a, struct str b)
{
	return a.p && b.p && str_eq(a, b);
}

static void parts_check(const struct rule *rule, struct diags *d)
{
	for (size_t i = 0; i < rule->n_exceptions; i++)
		for (size_t j = 0; j < i; j++)
			if (same_id(rule->exceptions[i].id, rule->exceptions[j].id))
				diag_add(d, DIAG_DUPLICATE_ID, rule->file, rule->exceptions[i].span,
					 "the rule has another exception \"%.*s\"", STR_ARG(rule->exceptions[i].id));
	for (size_t i = 0; i < rule->n_readings; i++)
		for (size_t j = 0; j < i; j++)
			if (same_id(rule->readings[i].id, rule->readings[j].id))
				diag_add(d, DIAG_DUPLICATE_ID, rule->file, rule->readings[i].span,
					 "the rule has another reading \"%.*s\"", STR_ARG(rule->readings[i].id));
}

/* --- reroutes ----------------------------------------------------------------------------------------------- */

static bool kinds_meet(const struct rule *a, const struct rule *b)
{
	bool meet = !a->n_kinds || !b->n_kinds;
	for (size_t i = 0; i < a->n_kinds; i++)
		for (size_t j = 0; j < b->n_kinds; j++)
			meet |= kind_is(a->kinds[i], b->kinds[j]) || kind_is(b->kinds[j], a->kinds[i]);
	return meet;
}

static bool ends_before(const struct force_end *to, const struct force_end *from)
{
	return to->set && !to->unknown && from->set && !from->unknown && to->date.last < from->date.first;
}

/* What the target does not judge falls between two rules: it is not applicable here, and nothing there. */
static void reroute_check(const struct rule *rule, const struct exception *e, struct diags *d)
{
	if (!kinds_meet(rule, e->to))
		diag_add(d, DIAG_REROUTE_TARGET, rule->file, e->to_span, "\"%.*s\" speaks of other kinds of equipment",
			 STR_ARG(e->to_id));
	if (ends_before(&rule->to, &e->to->from) || ends_before(&e->to->to, &rule->from))
		diag_add(d, DIAG_REROUTE_TARGET, rule->file, e->to_span, "\"%.*s\" is in force at other times",
			 STR_ARG(e->to_id));
	if (e->to->unresolved)
		diag_add(d, DIAG_REROUTE_TARGET, rule->file, e->to_span, "\"%.*s\" is unresolved and never matches",
			 STR_ARG(e->to_id));
}

/* The overlay that disabled the rule of this id; NULL. */
static const struct overlay *disabled_by(const struct ruleset *s, struct str id)
{
	for (size_t i = 0; i < s->n_overlays; i++)
		for (size_t j = 0; j < s->overlays[i]->n_amendments; j++) {
			const struct amendment *m = s->overlays[i]->amendments[j];
			if (m->sort == AMEND_DISABLE && m->before->id.p && str_eq(m->before->id, id))
				return m->overlay;
		}
	return NULL;
}

static void hint_disabled(const struct ruleset *s, struct str id, struct diags *d)
{
	const struct overlay *o = disabled_by(s, id);
	if (o)
		diag_hint(d, "the overlay \"%.*s\" disables it", STR_ARG(o->head.id));
}

static bool any_stands(const struct ruleset *s, const struct rule *target, const struct region *province)
{
	for (size_t i = 0; i < s->n_rules; i++)
		if (rules_are_versions(s->rules[i], target) && rule_stands_in(s->rules[i], province))
			return true;
	return false;
}

/* In a province that an overlay sets apart, the rule may be there and its target not. */
static void provinces_check(const struct ruleset *s, const struct rule *rule, const struct exception *e, struct diags *d)
{
	for (size_t i = 0; i < s->n_overlays; i++) {
		const struct region *only = s->overlays[i]->only;
		if (!only || !rule_stands_in(rule, only) || any_stands(s, e->to, only))
			continue;
		diag_add(d, DIAG_REROUTE_TARGET, rule->file, e->to_span, "\"%.*s\" judges nothing in the province \"%.*s\"",
			 STR_ARG(e->to_id), STR_ARG(only->code));
		hint_disabled(s, e->to_id, d);
		return;
	}
	if (!rule->only && !any_stands(s, e->to, NULL))
		diag_add(d, DIAG_REROUTE_TARGET, rule->file, e->to_span, "\"%.*s\" judges items of one province alone",
			 STR_ARG(e->to_id));
}

static void reroutes_resolve(const struct ruleset *s, struct rule *rule, struct diags *d, bool doubtful)
{
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		struct exception *e = &rule->exceptions[i];
		if (e->effect != EFFECT_REROUTE || !e->to_id.p)
			continue;
		e->to = ruleset_rule(s, e->to_id);
		if (e->to) {
			reroute_check(rule, e, d);
			provinces_check(s, rule, e, d);
		} else if (!doubtful) {
			diag_add(d, DIAG_UNKNOWN_RULE, rule->file, e->to_span, "no rule \"%.*s\" is loaded",
				 STR_ARG(e->to_id));
			hint_disabled(s, e->to_id, d);
		}
	}
}

/* A rule is settled once every rule that it reroutes to is; what never settles lies on a cycle or leads into one. */
static bool settles(const struct rule *rule, const bool *settled)
{
	for (size_t i = 0; i < rule->n_exceptions; i++)
		if (rule->exceptions[i].to && !settled[rule->exceptions[i].to->index])
			return false;
	return true;
}

static void cycles_check(const struct ruleset *s, struct arena *a, struct diags *d)
{
	bool *settled = ARENA_ARRAY(a, s->n_rules, bool), more = settled;
	while (more) {
		more = false;
		for (size_t i = 0; i < s->n_rules; i++)
			if (!settled[i] && settles(s->rules[i], settled))
				settled[i] = more = true;
	}
	for (size_t i = 0; settled && i < s->n_rules; i++)
		if (!settled[i])
			diag_add(d, DIAG_CYCLE, s->rules[i]->file, s->rules[i]->span,
				 "the reroutes of \"%.*s\" lead round in a circle", STR_ARG(s->rules[i]->id));
}

void rules_link(struct ruleset *s, struct arena *a, struct diags *diags, bool doubtful)
{
	packs_check(s, diags);
	overlays_check(s, diags);
	ids_check(s, a, diags);
	for (size_t i = 0; i < s->n_rules; i++) {
		parts_check(s->rules[i], diags);
		reroutes_resolve(s, rule_at(s, i), diags, doubtful);
	}
	cycles_check(s, a, diags);
}
