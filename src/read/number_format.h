/*
 * The number format of a cell, and what a number is under it: a date, a percentage, a number with words around it. Pure:
 * no container is known here.
 *
 * Always: the digits of what is shown are those that are stored. Decimal places, thousands separators, colours,
 * currencies and padding never change a text; a percent sign moves the point exactly; a code that is shown with zeros
 * before it (000000) has them; words of the format stand around the number as a spreadsheet shows them (0"万吨"). Where the
 * format shows another number than is stored (a trailing comma divides, 0!.0 sets a point, a digit in the words, words in
 * place of the number), the cell is CELL_SCALED with the number that is stored.
 */
#ifndef PHASEOUT_READ_NUMBER_FORMAT_H
#define PHASEOUT_READ_NUMBER_FORMAT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/frames.h"

enum { FORMAT_SECTIONS = 4, FORMAT_DIGITS = 32 /* no code or year has more */ };

enum format_sort {
	FORMAT_NUMBER,
	FORMAT_DATE,
	FORMAT_PLAIN, /* as it is stored: elapsed time, nothing to show */
	FORMAT_OTHER, /* shows another number */
};

enum format_when { WHEN_SIGN /* by its place */, WHEN_LESS, WHEN_MOST, WHEN_MORE, WHEN_LEAST, WHEN_EQUAL, WHEN_NOT };

struct format_section {
	enum format_sort sort;
	enum format_when when;
	struct str limit;         /* of `when` */
	struct str before, after; /* words around the number */
	unsigned percents;
	unsigned digits; /* that are shown before the point at least: 000 */
};

struct number_format {
	struct format_section sections[FORMAT_SECTIONS];
	unsigned n;                         /* sections for numbers */
	struct str text_before, text_after; /* words around a text */
	bool plain;                         /* every number is shown as it is stored */
};

/* Texts come from the arena. False only where memory is exhausted: what is no format shows numbers as they are stored. */
bool number_format_parse(struct number_format *out, struct arena *a, struct str code);
/* The code of a format that is known by its number alone. */
struct str number_format_built_in(uint64_t id);
/*
 * What a cell of this format is: its sort, and in *text (which lives as long as `room` and `number`) how it is shown.
 * `number` is in the form of number_text, `rounded` as it says.
 */
enum cell_sort number_format_show(struct str *text, const struct number_format *f, struct buf *room, struct str number,
				  bool rounded, bool since_1904);

#endif
