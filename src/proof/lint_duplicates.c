/* Two rules of one pack that ask the same of the same. */
#include "proof/lint_checks.h"
#include "proof/pairs.h"
#include "rules/condition_equal.h"

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
