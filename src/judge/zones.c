/*
 * Rules that an overlay changes for one province: which of them judge an item, and what follows where the record names no
 * province.
 *
 * Always: an item of a known province is judged by the rules that stand there, and by no other's. Without a province it is
 * judged as it would be in each province that has rules of its own, and elsewhere: what all of them say stands, else the
 * province is what is missing.
 */
#include "judge/trial.h"

#include "rules/overlay.h"

bool zones_prepare(struct program *p, struct arena *a)
{
	const struct ruleset *s = p->ruleset;
	p->zones = ARENA_ARRAY(a, s->n_overlays, struct zone);
	for (size_t i = 0; p->zones && i < s->n_overlays; i++) {
		const struct region *province = s->overlays[i]->only;
		size_t z = 0;
		while (z < p->n_zones && p->zones[z].province != province)
			z++;
		if (!province || z < p->n_zones)
			continue;
		p->zones[p->n_zones++].province = province;
		if (!kinds_prepare_in(&p->zones[z].kinds, a, p, province))
			return false;
	}
	return p->zones;
}

void zone_find(struct facts *f)
{
	const struct program *p = f->program;
	if (!p->n_zones)
		return;
	const struct region *province = region_read(p->vocabulary, f->arena, f->item->region);
	f->zone_open = !province;
	for (size_t z = 0; province && z < p->n_zones; z++)
		if (p->zones[z].province == province)
			f->kind = kinds_for(&p->zones[z].kinds, f->item);
}

/* --- an item of no known province ------------------------------------------------------------------------------- */

/* The item as it is judged in one zone. */
struct world {
	const struct region *province; /* NULL: elsewhere */
	struct judgement judgement;
};

static bool same_candidates(const struct ready_kind *a, const struct ready_kind *b)
{
	size_t i = 0;
	while (i < a->n_candidates && i < b->n_candidates && a->candidates[i].rule == b->candidates[i].rule)
		i++;
	return i == a->n_candidates && i == b->n_candidates;
}

/* No overlay changes a rule for what the item is. */
static bool alike_everywhere(const struct facts *f)
{
	for (size_t z = 0; z < f->program->n_zones; z++)
		if (!same_candidates(f->kind, kinds_for(&f->program->zones[z].kinds, f->item)))
			return false;
	return true;
}

static const struct finding *find_version(const struct finding *all, size_t n, const struct rule *rule)
{
	for (size_t i = 0; i < n; i++)
		if (rules_are_versions(all[i].rule, rule))
			return &all[i];
	return NULL;
}

/* What the world says under the rule, in its version; NULL where it has none or does not speak of the item. */
static const struct finding *finding_in(const struct world *w, const struct rule *rule)
{
	const struct finding *f = find_version(w->judgement.findings, w->judgement.n_findings, rule);
	return f ? f : find_version(w->judgement.not_applicable, w->judgement.n_not_applicable, rule);
}

static enum rule_verdict verdict_in(const struct world *w, const struct rule *rule)
{
	const struct finding *f = finding_in(w, rule);
	return f ? f->verdict : RULE_NOT_APPLICABLE;
}

static bool list_provinces(struct finding *out, struct arena *a, const struct world *worlds, size_t n)
{
	struct in_province *list = ARENA_ARRAY(a, n, struct in_province);
	for (size_t i = 0; list && i < n; i++) {
		const struct finding *f = finding_in(&worlds[i], out->rule);
		list[i] = (struct in_province){worlds[i].province, f ? f->rule : NULL, verdict_in(&worlds[i], out->rule)};
	}
	out->provinces = list;
	out->n_provinces = n;
	return list;
}

/* The verdict hangs on the province: nothing that carried one of them carries it. */
static void leave_open(struct finding *out, const struct program *p, struct need_list *needs)
{
	const struct need province = {.sort = NEED_FIELD, .field = p->vocabulary->role[ROLE_REGION]};
	needs_add(needs, &province);
	out->verdict = needs_ask_judgement(needs) ? RULE_MANUAL : RULE_UNDETERMINED;
	out->conflict = false;
	out->decided_by = NULL;
	out->near = NULL;
	out->n_caveats = 0;
	out->n_readings = 0;
	out->under = NULL;
	out->n_under = 0;
}

/* What the worlds say under one rule: as it is in the one that says the most, if they differ. False: no memory. */
static bool join_rule(struct finding *out, struct arena *a, const struct program *p, const struct world *worlds,
		      size_t n, const struct rule *rule)
{
	struct need_list needs = {.arena = a};
	const struct finding *first = NULL;
	bool verdicts = false, versions = false;
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = finding_in(&worlds[i], rule);
		verdicts |= verdict_in(&worlds[i], rule) != verdict_in(&worlds[0], rule);
		if (!f)
			continue;
		versions |= first && f->rule != first->rule;
		if (!first || f->verdict < first->verdict)
			first = f;
		for (size_t k = 0; k < f->needs.n; k++)
			needs_add(&needs, &f->needs.items[k]);
	}
	*out = *first;
	bool decided = first->verdict >= RULE_EXEMPT;
	if (verdicts && !decided)
		leave_open(out, p, &needs);
	needs_settle(&needs);
	out->needs = (struct needs){needs.items, needs.n};
	return (!verdicts && !versions) || list_provinces(out, a, worlds, n);
}

static bool all_say(const struct world *worlds, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (worlds[i].judgement.verdict != worlds[0].judgement.verdict ||
		    worlds[i].judgement.whatever != worlds[0].judgement.whatever)
			return false;
	return true;
}

/* Each rule once, in pack order, with all its versions. */
static bool join_worlds(struct judgement *out, struct facts *f, const struct world *worlds, size_t n)
{
	const struct program *p = f->program;
	size_t found = 0;
	struct finding *all = ARENA_ARRAY(f->arena, p->n_rules, struct finding);
	if (!all)
		return false;
	for (size_t i = 0; i < p->n_rules; i++) {
		const struct rule *rule = p->rules[i].rule;
		bool any = false;
		for (size_t w = 0; w < n; w++)
			any |= finding_in(&worlds[w], rule) != NULL;
		if (!any || find_version(all, found, rule))
			continue;
		if (!join_rule(&all[found++], f->arena, p, worlds, n, rule))
			return false;
	}
	*out = (struct judgement){.verdict = found ? rollup_verdict(all, found) : worlds[0].judgement.verdict};
	if (all_say(worlds, n)) {
		out->verdict = worlds[0].judgement.verdict;
		out->whatever = worlds[0].judgement.whatever;
	}
	if (!findings_share_out(out, f->arena, all, found))
		return false;
	rollup_finish(out, f);
	return !f->arena->failed;
}

bool zones_judge(struct judgement *out, struct facts *f)
{
	const struct program *p = f->program;
	const struct ready_kind *elsewhere = f->kind;
	if (alike_everywhere(f))
		return zone_judge(out, f);
	struct world *worlds = ARENA_ARRAY(f->arena, p->n_zones + 1, struct world);
	bool good = worlds && zone_judge(&worlds[0].judgement, f);
	for (size_t z = 0; good && z < p->n_zones; z++) {
		f->kind = kinds_for(&p->zones[z].kinds, f->item);
		worlds[z + 1].province = p->zones[z].province;
		good = zone_judge(&worlds[z + 1].judgement, f);
	}
	f->kind = elsewhere;
	return good && join_worlds(out, f, worlds, p->n_zones + 1);
}
