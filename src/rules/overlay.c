#include "rules/overlay.h"

const char *amendment_sort_name(enum amendment_sort s)
{
	static const char *const names[] = {
		[AMEND_ADD] = "add", [AMEND_TIGHTEN] = "tighten", [AMEND_LOOSEN] = "loosen", [AMEND_DISABLE] = "disable"};
	return names[s];
}

static const struct rule *root_of(const struct rule *rule)
{
	while (rule->amendment && rule->amendment->before)
		rule = rule->amendment->before;
	return rule;
}

bool rules_are_versions(const struct rule *a, const struct rule *b)
{
	return root_of(a) == root_of(b);
}

const struct clause *rule_clause_at(const struct rule *rule, struct span at)
{
	const struct rule *r = rule;
	while (r->amendment && r->amendment->before && r->amendment->overlay->head.file != at.file)
		r = r->amendment->before;
	return at.file && r->amendment ? &r->amendment->clause : &rule->clause;
}

const struct pack *rule_plan(const struct rule *rule)
{
	const struct amendment *m = rule->amendment;
	return m && m->overlay->own_horizon ? &m->overlay->head : rule->pack;
}

void rule_write_layer(struct buf *out, const struct rule *rule)
{
	const struct pack *head = rule && rule->amendment ? &rule->amendment->overlay->head : NULL;
	if (head)
		buf_printf(out, "%.*s@%.*s", STR_ARG(head->id), STR_ARG(head->version));
}
