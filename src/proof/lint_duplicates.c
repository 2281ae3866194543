/* Two rules of one pack that ask the same of the same. */
#include "proof/lint_checks.h"

#include "rules/condition_equal.h"

static bool has_kind(const struct rule *rule, const struct kind *kind)
{
	size_t i = 0;
	while (i < rule->n_kinds && rule->kinds[i] != kind)
		i++;
	return i < rule->n_kinds;
}

/* Lists of kinds name none twice. */
static bool same_kinds(const struct rule *a, const struct rule *b)
{
	size_t i = 0;
	while (i < a->n_kinds && has_kind(b, a->kinds[i]))
		i++;
	return i == a->n_kinds && a->n_kinds == b->n_kinds;
}

static bool ends_before(const struct force_end *to, const struct force_end *from)
{
	return to->set && !to->unknown && from->set && !from->unknown && to->date.last < from->date.first;
}

static bool same_time(const struct rule *a, const struct rule *b)
{
	return !ends_before(&a->to, &b->from) && !ends_before(&b->to, &a->from);
}

void lint_duplicates(const struct rules_lint *l, const struct rule *rule)
{
	for (size_t i = 0; i < rule->index; i++) {
		const struct rule *before = l->rules->rules[i];
		if (before->pack != rule->pack || before->unresolved || !same_kinds(rule, before) ||
		    !same_time(rule, before) || !condition_equal(rule->where, before->where) ||
		    !condition_equal(rule->obsolete_if, before->obsolete_if))
			continue;
		diag_add(l->diags, DIAG_DUPLICATE_RULE, rule->file, rule->span,
			 "\"%.*s\" asks of the same kinds what \"%.*s\" asks", STR_ARG(rule->id), STR_ARG(before->id));
		break;
	}
}
