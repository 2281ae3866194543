/*
 * How data of an item may be filed otherwise: what change.c tries, what change_data.c and change_scale.c find, and what
 * change_whole.c says of the item. For these files only.
 *
 * Always: what one filing holds is all alike to the rule: every leaf, and whether the item is of the rule's kinds, has
 * one truth for all of it.
 */
#ifndef PHASEOUT_JUDGE_CHANGE_SEARCH_H
#define PHASEOUT_JUDGE_CHANGE_SEARCH_H

#include "judge/change.h"
#include "judge/trial.h"

/* One value, kind or truth instead of what was filed. */
struct supposition {
	const struct value *const *values; /* each of its own field */
	size_t n_values;
	const struct kind *kind; /* NULL: as it is */
	const struct supposed_leaf *leaves;
	size_t n_leaves;
};

struct filing {
	struct change_part part;
	const struct supposition *members;
	size_t n;
};

struct datum {
	struct filing *filings;
	size_t n, cap;
};

/* A filing of each of some data. */
struct choice {
	const struct filing *filings[CHANGE_PARTS];
	size_t n;
};

/* What entries of a catalogue that name the item ask beside the model, as it is now. */
struct listed_leaf {
	const struct condition *leaf;
	uint32_t catalogue, node; /* where it stands among the catalogue's conditions */
	enum truth truth;
	bool presumed;
};

struct search {
	struct arena *arena;           /* of the result */
	struct arena scratch;          /* of one trial */
	const struct program *program;
	const struct item *item;
	const struct ready_rule *ready;
	struct datum *data;
	size_t n_data, cap_data;
	const struct finding *finding; /* what is to be changed */
	struct listed_leaf *listed;    /* change_listed.c */
	size_t n_listed, cap_listed;
	struct model_memo *memo;       /* of one search: the model is the same in most trials */
	size_t trials;
	struct choice *kept;           /* that gave a verdict wanted */
	size_t n_kept, cap_kept;
	struct changes *out;
	struct change *found;          /* out->items while they grow */
	size_t cap_found;
};

/* The facts of the item with all that is supposed, in `scratch`; false when memory is exhausted. */
bool search_suppose(struct facts *out, struct search *s, const struct supposition *const *all, size_t n);
/* The kind before what the values say narrows it. */
const struct kind *search_named(const struct search *s);
/* The leaves of a rule that ask for one field. */
struct asked {
	const struct field *field;
	const struct condition **leaves;
	size_t n;
};

/* A value that was read, else empty; NULL when memory is exhausted. */
struct value *filing_value(struct search *s, const struct field *f);
/* v, which may be NULL, as a supposition; false where it is, or memory is exhausted. */
bool filing_suppose(struct supposition *out, struct search *s, const struct value *v);
/* A filing of one member. */
bool filing_add(struct search *s, struct datum *d, struct change_part part, const struct supposition *member);
/* What a supposition is to the rule: a byte for each truth. NULL when memory is exhausted. */
unsigned char *filing_signature(struct search *s, const struct supposition *member);
bool filing_alike(const struct search *s, const unsigned char *a, const unsigned char *b);
/* change_scale.c: the filings of a field that is measured. */
bool filing_measured(struct search *s, struct datum *d, const struct asked *asked);

/* change_whole.c: the item's verdict, and the first rule that makes it so; `known` only where it is one and the same. */
struct whole {
	bool known;
	enum verdict verdict;
	const struct rule *rule;
};

/* False when memory is exhausted. */
bool whole_judge(struct whole *out, struct search *s, const struct supposition *const *all, size_t n);
bool whole_same(const struct whole *a, const struct whole *b);

/* change_listed.c: fills s->listed. False when memory is exhausted. */
bool listed_find(struct search *s);
/* The truth of each of s->listed, as bytes. False when memory is exhausted. */
bool listed_truths(unsigned char *out, const struct search *s, struct facts *f);
/*
 * Of a leaf that another text leaves unmet: false, but for a catalogue that describes machines of this kind by words
 * alone. Their model changes nothing; where such an entry has restrictions, they decide.
 */
enum truth listed_unmet(const struct search *s, const struct condition *leaf);
/* Does an entry name the model already? What else it asks is what may be filed otherwise. */
bool listed_names(const struct search *s, const struct condition *leaf);
/* Every datum that the rule asks for. False when memory is exhausted. */
bool data_find(struct search *s);

#endif
