/* What people read where machine formats print an id: a row a value, in the language asked for. */
#ifndef PHASEOUT_REPORT_LABELS_H
#define PHASEOUT_REPORT_LABELS_H

#include "judge/judge.h"
#include "registry/registry.h"
#include "text/message.h"

struct str verdict_label(enum lang lang, enum verdict v);
struct str rule_verdict_label(enum lang lang, enum rule_verdict v);
struct str row_reason_label(enum lang lang, enum row_reason r);
struct str face_label(enum lang lang, enum face f);
struct str assumption_label(enum lang lang, enum assumption_id id);
/* What was assumed, in words: the unit, the tolerance, the factor; empty where there is nothing to say. */
struct str assumption_detail(enum lang lang, const struct assumption *a);
struct str effect_label(enum lang lang, enum effect e);
struct str executability_label(enum lang lang, enum executability e);
struct str action_label(enum lang lang, enum action a);

/* In words where the vocabulary's enumeration of industries has them, else as the pack writes it. */
struct str industry_label(enum lang lang, const struct vocabulary *v, struct arena *a, const struct rule *rule);
/* "verified" */
struct str trust_label(enum lang lang, enum trust t);

/* "furnace volume" of a quantity, else "enumeration", "date" … */
void field_type_words(struct buf *out, enum lang lang, const struct field *f);

/* "idle"; NULL: a status that the vocabulary does not know. */
struct str status_label(enum lang lang, const struct enum_value *status);

/* "2013 to unknown" */
void force_words(struct buf *out, enum lang lang, const struct rule *rule);

/* The verdict of an item that a rule's verdict amounts to. */
enum verdict verdict_of_rule(enum rule_verdict v);

#endif
