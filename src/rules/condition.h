/*
 * A condition: a tree whose leaves compare one field, ask for a judgement, or hold always.
 *
 * Always: checked at load (operators fit the field's type, quantity kinds are the same, values are of the field's
 * enumeration), immutable, at most LIMIT_CONDITION_DEPTH deep.
 */
#ifndef PHASEOUT_RULES_CONDITION_H
#define PHASEOUT_RULES_CONDITION_H

#include "vocabulary/model.h"
#include "vocabulary/reading.h"
#include "text/message.h"
#include "yaml/node.h"

enum condition_op {
	COND_ALWAYS,
	COND_ALL,
	COND_ANY,
	COND_NOT,
	COND_COMPARE,   /* at_most, less_than, at_least, more_than: `relation` and a limit by the field's type */
	COND_IN,        /* is, in: one of `values`, or `flag` */
	COND_KNOWN,     /* known: was a value read? `flag`: true or false is wanted */
	COND_MATCHES,   /* matches: PCRE2 `pattern`, anchored at both ends, in either case, on fold_key of the text */
	COND_MODEL,     /* is, in, series on a model: one of `models` */
	COND_LISTED,    /* listed_in: the model stands in `catalogue` */
	COND_JUDGEMENT, /* a person's: unknown, unless `field` (a flag) records the decision */
};

struct catalogue;

struct condition {
	enum condition_op op;
	const struct condition *const *children; /* ALL, ANY, NOT (one) */
	size_t n;
	const struct field *field;   /* leaves; NULL with `as_of` and for a judgement without a field */
	bool as_of;                  /* compares the as-of date instead of a field */
	enum relation relation;
	struct quantity quantity;    /* the limit: a point (FIELD_QUANTITY) */
	struct decimal number;       /* the limit of FIELD_RATIO and FIELD_INTEGER */
	day day;                     /* the limit of FIELD_DATE and as_of */
	struct str limit_filed;      /* "400 立方米", as the rule file writes it */
	const struct enum_value *const *values;
	size_t n_values;
	bool flag;
	struct str pattern;
	const struct model_name *models; /* all models, or all series */
	size_t n_models;
	const struct catalogue *catalogue; /* LISTED: rules/catalogue.h; as it stood on `day` where `dated`, else on the as-of date */
	struct str catalogue_id;
	bool dated, duties_ignored;  /* the second: being listed is enough, whatever the entry says of machines in use */
	struct words judgement;
	struct str wording;          /* 及以下; STR_NONE */
	struct span span;
	uint32_t index;              /* in its rule: leaves count from 0 in the order of the file */
};

struct rules_reader; /* load.h */

/* Reads a condition; NULL after diagnostics. `next_index` counts the rule's leaves. */
const struct condition *condition_read(struct rules_reader *r, const struct node *node, uint32_t *next_index);

/* Only leaves, in order; the callback returns false to stop. */
typedef bool condition_leaf_fn(void *ctx, const struct condition *leaf);
bool condition_each_leaf(const struct condition *c, condition_leaf_fn *fn, void *ctx);

/* "<= 400 m3", "in ironmaking, …", "known", "judgement": a leaf's limit as machine formats print it. */
void condition_write_limit(struct buf *out, const struct condition *leaf);
/* "400 立方米" / "400 m³": the limit of a comparison in words. */
void condition_write_limit_words(struct buf *out, const struct condition *leaf, enum lang lang);
/* "不超过", "小于", "不小于", "大于", of a day "不晚于" …: what stands before the limit of a leaf that compares. */
const char *relation_in_words(enum lang lang, const struct condition *leaf, enum relation relation);
/* The whole tree in words: "有效容积 不超过 400 立方米，且 …" / "effective volume at most 400 m³ and …". */
void condition_write_words(struct buf *out, const struct condition *c, enum lang lang);

#endif
