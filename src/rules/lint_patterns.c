/* Patterns that may take for ever on a text that does not match. */
#include "rules/lint_checks.h"
#include "rules/pattern_loops.h"

struct at {
	const struct lint *l;
	const struct rule *rule;
};

static bool pattern_check_loops(void *ctx, const struct condition *leaf)
{
	const struct at *at = ctx;
	if (leaf->op == COND_MATCHES && pattern_loops_in_two_ways(leaf->pattern))
		diag_add(at->l->diags, DIAG_UNSAFE_PATTERN, at->rule->file, leaf->span,
			 "the pattern \"%.*s\" can go round a loop in two ways over one text: it may never come to an end",
			 STR_ARG(leaf->pattern));
	return true;
}

/* c may be NULL. */
static void patterns_check(struct at *at, const struct condition *c)
{
	if (c)
		condition_each_leaf(c, pattern_check_loops, at);
}

void lint_patterns(const struct lint *l, const struct rule *rule)
{
	struct at at = {l, rule};
	patterns_check(&at, rule->where);
	patterns_check(&at, rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		patterns_check(&at, rule->exceptions[i].when);
	for (size_t i = 0; i < rule->n_readings; i++) {
		patterns_check(&at, rule->readings[i].where);
		patterns_check(&at, rule->readings[i].obsolete_if);
	}
}
