/*
 * Why, in words: what a judgement says of an item, as labelled lines in one language. Draws what stands in the
 * finding; never judges.
 */
#ifndef PHASEOUT_REPORT_REASON_H
#define PHASEOUT_REPORT_REASON_H

#include "screen/sink.h"
#include "text/message.h"

/* Gets one line; the label is a word of the language. The text lives until the function returns. */
typedef void reason_line_fn(void *ctx, struct str label, struct str text);

struct reason {
	enum lang lang;
	const struct input_info *input; /* for the registry's own words; NULL */
	reason_line_fn *line;
	void *ctx;
	struct buf text;                /* the line being written */
	bool failed;
};

void reason_init(struct reason *r, enum lang lang, reason_line_fn *line, void *ctx);
void reason_release(struct reason *r);

/* The columns that the widest label takes. */
size_t reason_label_width(enum lang lang);

/*
 * The earliest finding that amounts to the item's verdict. NULL: the verdict holds whatever a field says, or no rule speaks of the
 * item.
 */
const struct finding *reason_deciding(const struct judgement *j);
/*
 * What a person needs to see of the leaves: those that make the verdict; of an exception only what was claimed. A
 * leaf that lacks its value is a need and stands there, unless there is a filed text to show.
 */
bool reason_leaf_is_shown(const struct finding *f, const struct leaf_trace *t);

/* Parts of a finding, for reports that order them otherwise; each writes nothing where there is nothing to say. */
void reason_clause(struct reason *r, const struct finding *f);    /* the quote, and how it is read */
void reason_under(struct reason *r, const struct finding *f);     /* "whatever": the values under which it hits */
void reason_presumed(struct reason *r, const struct finding *f);  /* and what was assumed */
void reason_needs(struct reason *r, const struct item *item, const struct finding *f);
void reason_deadline(struct reason *r, const struct finding *f);  /* also where it does not matter to the verdict */
void reason_readings(struct reason *r, const struct finding *f);
void reason_near(struct reason *r, const struct finding *f);

/* One rule's finding over the item. */
void reason_finding(struct reason *r, const struct item *item, const struct finding *f);
/*
 * What is said once of an item: why it was not recognised, a use that does not matter, status, capacity, caveats,
 * notes.
 */
void reason_item(struct reason *r, const struct item *item, const struct judgement *j);

#endif
