/*
 * Patterns on models and texts: PCRE2, compiled once, bounded by limits.h; matched by one thread, which has machine code made of those that it matches often.
 *
 * Always: a result is true or false only where PCRE2 said match or no match, or would say no match at the first byte (pattern_start: of thousands of patterns
 * few are asked); everything else (a subject over LIMIT_PATTERN_SUBJECT, a match limit, bad UTF-8, memory) is unknown. All memory but the machine code is an arena's.
 */
#ifndef PHASEOUT_JUDGE_MATCH_H
#define PHASEOUT_JUDGE_MATCH_H

#include "base/diags.h"
#include "rules/rule.h"
#include "value/truth.h"

struct matcher; /* the limits that all patterns share */
struct pattern;

/* NULL when memory is exhausted. */
struct matcher *matcher_new(struct arena *a);
/* The pattern of a COND_MATCHES leaf of that file; NULL after a diagnostic or when memory is exhausted. */
struct pattern *pattern_new(struct arena *a, const struct condition *leaf, const struct source_file *file,
			    struct diags *diags);
void pattern_release(struct pattern *p); /* p may be NULL */
/* What every text that it matches begins with: pattern_start, asked once. */
struct str pattern_beginning(const struct pattern *p);

/* What one item's matches work with; made when first used, in the item's arena. */
struct match_space;

/* `subject` is folded (fold_key). *space starts as NULL and is kept for the next pattern. */
enum truth pattern_match(struct pattern *p, const struct matcher *m, struct match_space **space, struct arena *a,
			 struct str subject);

#endif
