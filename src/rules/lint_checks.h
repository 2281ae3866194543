/* The checks of lint.c's table, each in a file of its own. */
#ifndef PHASEOUT_RULES_LINT_CHECKS_H
#define PHASEOUT_RULES_LINT_CHECKS_H

#include "rules/rule.h"

struct source_lines;

struct lint {
	const struct ruleset *rules;
	const struct vocabulary *vocabulary;
	struct arena *scratch;
	struct diags *diags;
	struct source_lines **sources; /* those folded so far */
};

typedef void lint_rule_fn(const struct lint *l, const struct rule *rule);

/*
 * What a clause cites: its lines as quotes are compared (fold_quote), and where in them its fragments stand, in order.
 * `whole`: every one of them does.
 */
struct cited {
	struct str lines;
	struct passage {
		size_t from, to;
	} *at;
	size_t n;
	bool whole;
};

/* Each source is folded once. With a `file`, what is false is told as standing in it. */
struct cited clause_find(const struct lint *l, const struct clause *c, const struct source_file *file);
/* The bytes of the digit or Chinese numeral at a place, full width or not; 0 where there is none. */
size_t numeral_ahead(struct str s, size_t at);
/* Would a cut at this place leave half a number on either side? */
bool cuts_number(struct str s, size_t at);

lint_rule_fn lint_quotes;
lint_rule_fn lint_wording;
lint_rule_fn lint_patterns;
lint_rule_fn lint_tests;
lint_rule_fn lint_tidy;
lint_rule_fn lint_citation;

/* What is said of the packs' files as such. */
void lint_files(const struct lint *l);
/* What packs say beside their rules. */
void lint_packs(const struct lint *l);

#endif
