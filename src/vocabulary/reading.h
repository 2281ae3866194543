/*
 * One cell as a value of a field.
 *
 * Always: a value that could not be had says why (its face), keeps the text as filed and never guesses. What had to be
 * assumed to read it is listed with it.
 */
#ifndef PHASEOUT_VOCABULARY_READING_H
#define PHASEOUT_VOCABULARY_READING_H

#include "value/date.h"
#include "vocabulary/vocabulary.h"

/* Only FACE_READ is known; all others are unknown in a condition, and are kept apart in every report. */
enum face {
	FACE_READ,
	FACE_NO_COLUMN,
	FACE_BLANK,
	FACE_UNKNOWN_TOKEN,
	FACE_NOT_APPLICABLE,
	FACE_UNREADABLE,
	FACE_UNLISTED,	  /* a text that the enumeration does not know */
	FACE_IMPLAUSIBLE, /* outside the field's range */
};
const char *face_name(enum face f); /* "read", "no_column", "blank", "unknown_token", … */

/* May a presumption fill it? Only where the record is silent. */
static inline bool face_is_silent(enum face f)
{
	return f == FACE_NO_COLUMN || f == FACE_BLANK;
}

enum assumption_id {
	ASSUMED_DEFAULT_UNIT,  /* no unit in cell or header */
	ASSUMED_YEAR,	       /* 吨 read as 吨/年 */
	ASSUMED_TOLERANCE,     /* 约 */
	ASSUMED_LOWER_RANK,    /* the design column was blank, the actual one was used */
	ASSUMED_SERVICE_YEARS, /* a bare column 使用年限 */
	ASSUMED_CONVERSION,    /* a declared factor */
	ASSUMED_KIND,	       /* from --kind */
	ASSUMED_NOMINAL,       /* a type name: 1092型 is 1092 mm wide */
	ASSUMED_UNIT_OF_MAPPING,
	ASSUMED_KIND_OF_TITLE,
};
const char *assumption_name(enum assumption_id id); /* "default_unit", "implied_year", … */

struct assumption {
	enum assumption_id id;
	const struct field *field; /* NULL: the kind */
	struct str detail;	   /* "t/a"; "± 0.1"; "1 t/d = 310 t/a; the reason" */
	struct words said;	   /* the same for people, where the detail is an id; .en.p NULL: it is none */
};

struct value {
	enum face face;
	const struct field *field;
	union {
		struct quantity quantity;
		const struct enum_value
			*choice; /* of FACE_UNLISTED: the value, where it is one of other kinds; else NULL */
		struct str text; /* text, model, identifier: trimmed */
		struct date date;
		struct interval ratio; /* the multiple */
		uint64_t integer;
		bool flag;
	};
	struct str as_filed;  /* the cell; STR_NONE where there is no column */
	struct str column;    /* the header as filed, or the field's id in a test */
	struct words problem; /* why it could not be read (words_printf); empty */
	struct words note;    /* what should be said though it was read: "the cell's unit m stands against the header's
				 mm"; empty */
	struct assumption assumed[5];
	size_t n_assumed;
	enum basis basis; /* of a quantity: what the column speaks of */
	bool binary;	  /* its file stores it as a binary number; what is read is its decimal of 15 digits */
	uint32_t shared_rows; /* its cell is merged over so many rows; 0: it is not */
	bool header_unit; /* a quantity whose unit stood in the header (or the mapping), not in the cell */
	bool spread;	  /* a total over several units: each has (0,T]; `total` is T as filed */
	struct interval total;
	const struct value *of_row; /* unreadable because the row names several machines: what they have together, as read; NULL */
	struct str also_column, also_filed; /* a lower rank's column, kept; STR_NONE */
};

struct known_texts;

/* What every reading needs to know. Immutable but for what `known` keeps. */
struct reader {
	const struct vocabulary *vocabulary;
	const struct conversion *conversions;
	size_t n_conversions;
	const struct tokens *more_unknown, *more_not_applicable; /* the mapping's; may be NULL */
	bool strict;
	struct known_texts *known; /* texts of equipment read before (known_texts.h), of one thread; NULL: none are kept */
};

/*
 * One cell, read by its field's type. What the types take beside the missing tokens:
 *
 *     enumeration  the whole cell is a spelling; 无炼铁, 非炼铁 (a denied one), a value of another kind: unlisted
 *     flag         the field's own yes and no words, then the vocabulary's (有 是 √ / 无 否 ×); 无 is no here and 1 and
 * 0 are neither (they may count papers) integer      a count (两座, 3台); one that the text leaves open (数十台) is
 * unreadable text, model, identifier  as filed, trimmed
 *
 * An enumeration's and a flag's own words come before the missing tokens, the mapping's missing tokens before all.
 */

/*
 * Reads `cell` (filed text, valid UTF-8) as a value of `field`. `header` is the column's unit (unit NULL where it names
 * none). `kind` may be NULL; it limits enumeration values (one of another kind is unlisted). Results live in `a`, in
 * `cell` and in the vocabulary.
 */
void value_read(struct value *out, struct arena *a, const struct reader *r, const struct field *field,
		const struct kind *kind, struct unit_use header, struct str cell);

/* "185 m3", "ironmaking", "2003-01-15", "true": as machine formats print it; nothing where it is not FACE_READ. */
void value_write(struct buf *out, const struct value *v);

/*
 * Whether two readings of one field, both FACE_READ, say the same, after units (a column's and the text's; two columns
 * of one rank). A value and one below it (铁合金, 镍铬生铁), a year and a day of it, agree.
 */
bool value_agrees(const struct value *a, const struct value *b);

#endif
