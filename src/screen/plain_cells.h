/*
 * Cells that are written as most are, told apart without a walk through the reader: 450.25, 1998-12-31, YE3-160M-4.
 *
 * Always: each of these says of a text only what the reader would find; of all other texts it says that it does not know.
 */
#ifndef PHASEOUT_SCREEN_PLAIN_CELLS_H
#define PHASEOUT_SCREEN_PLAIN_CELLS_H

#include "vocabulary/vocabulary.h"

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

enum { PLAIN_PLACES = 6 };

/* A plain number in millionths: "0", "12", "450.25". False where it is written otherwise, or is longer. */
bool plain_number(int64_t *out, struct str text);

/* How a number is written: what stands before and behind it, and of which digits it is. */
struct number_form {
	struct str prefix, suffix; /* blanks · "立方米", " m/min" */
	bool thousands;            /* 1,234 */
	bool full_width;           /* １２３４ */
};
/* A number and how it is written; false where it is no such thing: at most some bytes of prefix and suffix, and no digit in either. */
bool number_cut(int64_t *out, struct number_form *form, struct str text);
bool number_form_same(const struct number_form *a, const struct number_form *b);
/* A whole number so written, or a tenth; .p NULL where it cannot be, or memory is exhausted. */
struct str number_write(struct arena *a, const struct number_form *form, uint64_t whole);
struct str number_write_tenth(struct arena *a, const struct number_form *form);

enum { CLASS_UNASKED = UINT16_MAX };

/* The place of numbers of one form among limits. */
struct plain_numbers {
	struct number_form form;
	int64_t *limits;           /* ascending, in millionths of what is written; n of them */
	_Atomic uint16_t *classes; /* 2 n + 1: below the first, at it, above, …; CLASS_UNASKED where nobody has asked yet */
	size_t n;
};
/* Where there are limits. */
_Atomic uint16_t *plain_numbers_class(const struct plain_numbers *numbers, int64_t n);

/* --- dates ------------------------------------------------------------------------------------------------------------- */

/* A calendar day as YYYY-MM-DD, as a number that grows with it: 512 × year + 32 × month + day. */
bool plain_day(int32_t *out, struct str text);

/* From which day on which class holds. */
struct plain_days {
	int32_t *from;     /* ascending, as of plain_day; before the first and from the last on nothing is known */
	uint16_t *classes; /* of the days from from[i] to before from[i + 1] */
	size_t n;
};
/* False where it is not known. */
bool plain_days_class(uint16_t *out, const struct plain_days *days, int32_t on);

/* --- models ------------------------------------------------------------------------------------------------------------ */

/* Letters that a unit or a counter may begin with where they stand behind a digit. */
struct bare_letters {
	uint32_t unsafe; /* a bit each: 1 << (letter - 'A') */
	bool utf8; /* texts are UTF-8: Φ is what it seems */
	bool none; /* there are type names that look like models: no model is surely only that */
};
void bare_letters_find(struct bare_letters *out, struct arena *scratch, const struct vocabulary *v);
/* Is it a model and surely nothing else: no size, no list, no type name that stands for a width? YE3-160M-4, S9-315/10. screen/bare_models.h does it at once. */
bool model_is_bare(const struct bare_letters *letters, struct str text);
/* The same, byte after byte. */
bool model_is_bare_slowly(const struct bare_letters *letters, struct str text);

/* What models begin with of which any pattern may be true: a set. */
struct plain_models {
	bool known;          /* else any model may be one */
	uint16_t class;      /* of all models, with a digit and bare, that begin with none of them */
	unsigned lengths;    /* bits 1u << the bytes that some of them have: at most START_BYTES */
	uint64_t *slots;     /* 0: empty; cap is 0 or a power of two */
	size_t n, cap;
};
enum { START_BYTES = 7 };

/* Longer ones are cut. False when memory is exhausted. */
bool plain_models_add(struct plain_models *m, struct arena *a, struct str start);
/* Does a bare model with a digit begin with none? False where it may. */
bool plain_models_none(const struct plain_models *m, struct str text);

/* The key of a start of n bytes, and where it is sought. */
static inline uint64_t plain_start_key(uint64_t first_bytes, size_t n)
{
	return (first_bytes & ((UINT64_C(1) << 8 * n) - 1)) | (uint64_t)n << 56;
}

static inline size_t plain_start_slot(const struct plain_models *m, uint64_t key, size_t probe)
{
	return ((key * UINT64_C(0x9E3779B97F4A7C15) >> 32) + probe) & (m->cap - 1);
}

#endif
