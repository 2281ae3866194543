/*
 * The codes by which Chinese enterprises are known, and what happens to them on the way into a registry.
 *
 * Sorts, told apart by their length:
 *   18  统一社会信用代码 (GB 32100-2015): of 31 characters (0-9 and the letters but I O S V Z); the last one checks the others, by the weights
 *       3^i mod 31. Its characters 9 to 17 are the organisation's code.
 *    9  组织机构代码 (GB 11714-1997), the older code: 8 digits or letters and a check (0-9 or X), mod 11; also written 12345678-9.
 *   15  注册号, digits, of before 2015: recognised, not verified.
 *   22  排污许可证编号: a credit code, 3 digits, a letter: 91451200791318129Y001P.
 *
 * Rules: forms of characters do not matter (full-width, lower case, white space within, a spreadsheet's apostrophe before it). A code that a spreadsheet took
 * for a number has lost its last digits: 9.13716E+17, 913716001234567000. Nothing is mended: a fault is told with what it may have been.
 */
#ifndef PHASEOUT_VOCABULARY_CREDIT_CODE_H
#define PHASEOUT_VOCABULARY_CREDIT_CODE_H

#include "text/words.h"

enum credit_code_sort {
	CODE_OTHER, /* as long as none of them, or damaged */
	CODE_CREDIT,
	CODE_ORGANISATION,
	CODE_REGISTRATION,
	CODE_PERMIT,
};

enum credit_code_fault {
	CODE_GOOD,
	CODE_WRONG_LENGTH,
	CODE_WRONG_CHARACTER, /* one that cannot stand where it does: `at`, `character` */
	CODE_WRONG_CHECK,     /* the last character (of the credit code) should be `expected` */
	CODE_WRONG_INNER,     /* the same of the organisation's code within, whose check is character 17 */
	CODE_DAMAGED,         /* made a number, and rounded, by a spreadsheet */
};
const char *credit_code_fault_name(enum credit_code_fault f); /* "good", "length", "character", "check", "inner", "damaged" */

enum { CREDIT_CODE_CHARACTERS = 22 }; /* of the longest */

struct credit_code {
	enum credit_code_sort sort;
	enum credit_code_fault fault;
	size_t n;             /* characters, without white space */
	size_t at;            /* from 1, without white space; of a fault in one character */
	struct str character; /* as filed */
	char expected;        /* what should stand there; of CODE_WRONG_CHARACTER the one it is often taken for, 0: none */
	bool fits;            /* with `expected` there, and so for every such character, the code is good */
	char plain[CREDIT_CODE_CHARACTERS + 1]; /* as long as one: in plain capitals, without blanks and hyphen; else empty */
	bool meant;           /* surely a credit code or a permit's number, or what became of one: where a column may hold other numbers, too */
};

/* `text` holds one code, in UTF-8; it must outlive `out`. */
void credit_code_read(struct credit_code *out, struct str text);

/* The code of the organisation, 9 characters of `plain`; .p NULL where the code has a fault, or none in it. */
struct str credit_code_organisation(const struct credit_code *c);

/* What is wrong, of the text as filed; a code that is good has no words. */
struct words credit_code_words(struct arena *a, const struct credit_code *c, struct str text);

#endif
