/*
 * A clause as people read it.
 *
 * Always: only a text that has been verified (trust V) stands in quotation marks; of any other it is said that it has not been,
 * and why.
 */
#ifndef PHASEOUT_REPORT_CITING_H
#define PHASEOUT_REPORT_CITING_H

#include "rules/rule.h"
#include "text/message.h"

/* For those who set quotation marks in their own way: may they? And the fragments, joined by … */
bool cite_is_verified(const struct clause *c);
void cite_fragments(struct buf *out, const struct clause *c);
/* “300 m³ and below”, its fragments joined by …; or: not verified, only retold: 300 m³ and below */
void cite_text(struct buf *out, enum lang lang, const struct clause *c);
/* A word of the clause (“below”), likewise. */
void cite_word(struct buf *out, const struct clause *c, struct str word);
/* Where it stands, its text, its trust: plan, line 174: “…” [V] */
void cite(struct buf *out, enum lang lang, const struct clause *c);

#endif
