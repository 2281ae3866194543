/* Catalogues made ready: see program.h. */
#include "judge/program.h"

static uint32_t count_nodes(const struct catalogue *c)
{
	uint32_t n = 0;
	for (size_t i = 0; i < c->n_conditions; i++)
		n += tree_size(c->conditions[i].condition);
	for (size_t i = 0; i < c->n_duties; i++)
		for (size_t k = 0; k < c->duties[i].n_cases; k++)
			n += tree_size(c->duties[i].cases[k].when);
	return n;
}

static bool lay_conditions(struct ready_catalogue *out, struct arena *a, struct diags *diags)
{
	const struct catalogue *c = out->catalogue;
	bool bad = false;
	out->conditions.nodes = ARENA_ARRAY(a, count_nodes(c), struct ready_node);
	out->restricts = ARENA_ARRAY(a, c->n_conditions, struct tree);
	out->cases = ARENA_ARRAY(a, c->n_duties, struct tree *);
	if (!out->conditions.nodes || !out->restricts || !out->cases)
		return false;
	for (size_t i = 0; i < c->n_conditions; i++)
		out->restricts[i] = tree_lay(&out->conditions, a, c->conditions[i].condition, &c->file, diags, &bad);
	for (size_t i = 0; i < c->n_duties; i++) {
		out->cases[i] = ARENA_ARRAY(a, c->duties[i].n_cases, struct tree);
		if (!out->cases[i])
			return false;
		for (size_t k = 0; k < c->duties[i].n_cases; k++)
			out->cases[i][k] = tree_lay(&out->conditions, a, c->duties[i].cases[k].when, &c->file, diags, &bad);
	}
	return !bad;
}

static bool index_names(struct ready_catalogue *out, struct arena *a)
{
	const struct catalogue *c = out->catalogue;
	struct model_group *groups = ARENA_ARRAY(a, c->n_entries, struct model_group);
	out->described = ARENA_ARRAY(a, c->n_entries, const struct catalogue_entry *);
	if (!groups || !out->described)
		return false;
	for (size_t i = 0; i < c->n_entries; i++) {
		groups[i] = (struct model_group){c->entries[i].names, c->entries[i].n_names};
		if (c->entries[i].match == MATCH_DESCRIPTION)
			out->described[out->n_described++] = &c->entries[i];
	}
	out->index = model_index_new(a, groups, c->n_entries);
	return out->index;
}

bool catalogues_prepare(struct program *p, struct arena *a, struct diags *diags)
{
	const struct ruleset *rules = p->ruleset;
	bool good = true;
	p->catalogues = ARENA_ARRAY(a, rules->n_catalogues, struct ready_catalogue);
	for (size_t i = 0; p->catalogues && i < rules->n_catalogues; i++) {
		p->catalogues[i].catalogue = rules->catalogues[i];
		p->n_catalogues++;
		good &= lay_conditions(&p->catalogues[i], a, diags) && index_names(&p->catalogues[i], a);
	}
	return good && p->catalogues;
}
