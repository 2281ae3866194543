/*
 * Named models and series: is what a cell says the thing that a rule or a catalogue lists? rules-format.md, "Catalogues
 * and models".
 *
 * Always: compared after fold_name, a dash between a letter and a digit present or not. Three answers: listed; absent;
 * suspect, where it is close enough that a person has to look (a further suffix or prefix, a confusable letter, a dash
 * missing between two digits, several models of which not all are listed). Kinds of equipment are the caller's
 * business: JD is a pump and a motor.
 */
#ifndef PHASEOUT_VOCABULARY_MODEL_H
#define PHASEOUT_VOCABULARY_MODEL_H

#include "vocabulary/vocabulary.h"

/* One model, or one series, as it is listed. */
struct model_name {
	struct str filed;    /* "J31-315", "JDO3" */
	struct str key;      /* as models are compared */
	struct str skeleton; /* without dashes, confusable letters as digits; STR_NONE where it would be digits only */
	bool series;         /* every model of it: JDO3-112M, 200JD80 */
	bool dash;           /* a series listed as SJ-: it is named only where a dash follows; the key is without it */
};

/* A cell made ready, once for all names. */
struct model_text;

enum model_found { MODEL_ABSENT, MODEL_SUSPECT, MODEL_LISTED };

/* False where the text can name no model (a digit or two letters are wanted), or memory is exhausted. Borrows `filed`. */
bool model_name_read(struct model_name *out, struct arena *a, struct arena *scratch, struct str filed, bool series);

/* NULL when memory is exhausted. Borrows `filed` (valid UTF-8) and the vocabulary; all else lives in `a`. */
const struct model_text *model_text_read(struct arena *a, const struct vocabulary *v, struct str filed);

/* Models end in a suffix of their own or none; a series goes on. Of several names the best answer counts. */
enum model_found model_find(const struct model_text *text, struct arena *scratch, const struct model_name *names,
			    size_t n);

/*
 * Has a spreadsheet made a date of the model: 9月27日, 2013/9/27 or 27-Sep of 9-27? The model cannot be had back from
 * all of them, and a model is never written so.
 */
bool model_is_damaged(struct arena *scratch, struct str filed);
/* What 9月27日 may have been: 9-27. STR_NONE where the date is written otherwise, or memory is exhausted. */
struct str model_before_damage(struct arena *a, struct str filed);

/* Does the cell name any model, and not only a size (315吨) or words (立式)? */
bool model_is_named(struct arena *scratch, const struct vocabulary *v, struct str filed);

/* Do two cells name the same model, or one of them with words or a suffix more? */
bool model_agrees(struct arena *scratch, struct str a, struct str b);

#endif
