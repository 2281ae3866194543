/*
 * The vocabulary by itself: what of it serves nothing. It is shared, and serves recognition too: a kind that no rule speaks
 * of tells what else a text may name, a value that no rule names is what makes another false. So only that is told which
 * serves neither: a field that nothing asks and nothing names, a presumption that no rule could ever rest on, a kind of which
 * no rule speaks, nor of its kin, nor of what has a part of its name. (Enumerations of no field are told with the packs.)
 */
#ifndef PHASEOUT_PROOF_LINT_VOCABULARY_H
#define PHASEOUT_PROOF_LINT_VOCABULARY_H

#include "rules/rule.h"

/* Adds to diags; true where nothing was found. The set should hold all packs there are, and is whole. */
bool vocabulary_lint(const struct vocabulary *v, const struct ruleset *s, struct diags *diags);

#endif
