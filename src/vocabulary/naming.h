/*
 * A text that should name one kind of equipment: 高炉, 炼铁高炉, 1#转炉, 机立窑, electric arc furnace.
 *
 * Always: a name counts only as the head of its phrase. What stands before it must be words that the vocabulary knows
 * (values of enumerations: 炼铁, 铁合金; labels: 1#, 2号; a model: J31-315; a type name: 1092型); behind it only a label, a model or brackets with
 * such words. Else the
 * text is not understood, and why is said. Sizes and counters in the text (185立方米高炉1座) are not read here: the
 * text is then not understood.
 */
#ifndef PHASEOUT_VOCABULARY_NAMING_H
#define PHASEOUT_VOCABULARY_NAMING_H

#include "vocabulary/reading.h"

enum { NAMING_VALUES = 4 };

struct naming {
	const struct kind *kind; /* NULL: not understood */
	struct words problem;	 /* why not: what the text holds and what was expected */
	bool general;		 /* not understood: it only says 生产线, or 1#炉 */
	struct str label;	 /* "1#", as filed; STR_NONE */
	struct str model;	 /* "J31-315", as filed; STR_NONE */
	const struct nominal *nominal; /* what a type name implies: 1092型; NULL */
	struct str type_name;	 /* "1092型", as filed */
	struct {		 /* what the words before the name say: 炼铁 → furnace_use = ironmaking */
		const struct field *field;
		const struct enum_value *choice;
		struct str filed;
	} values[NAMING_VALUES];
	size_t n_values;
};

/* An abstract kind (生产线, 设备, 炉) is not understood. Two kinds in one text are not, naming both. */
void naming_read(struct naming *out, struct arena *a, const struct reader *r, struct str text);

#endif
