/*
 * The text of a cell as a browser shows it: white space runs become one space, lines end where a block or <br> ends them,
 * &nbsp; is a space that stays.
 *
 * Always: no blank line, no white space but such spaces at either end. What exceeds LIMIT_CELL_BYTES by more than one byte
 * is left out: that it is over is seen.
 */
#ifndef PHASEOUT_READ_HTML_TEXT_H
#define PHASEOUT_READ_HTML_TEXT_H

#include "base/buf.h"

enum html_style {
	STYLE_PRE = 1,    /* line ends and spaces as they stand */
	STYLE_RAISED = 2, /* digits and signs are exponents: 10<sup>4</sup> is 10⁴, not 104 */
};

struct html_text {
	struct buf buf;
	bool space, line; /* to be written before what comes */
	bool lead;        /* a byte C2 was the last one, which may begin &nbsp; */
};

void html_text_init(struct html_text *t);
void html_text_release(struct html_text *t);
void html_text_clear(struct html_text *t);
/* Text in any pieces; `styles` are of enum html_style. */
void html_text_add(struct html_text *t, struct str s, unsigned styles);
void html_text_space(struct html_text *t);
void html_text_line(struct html_text *t);
/* The whole, until something is added. */
struct str html_text_str(struct html_text *t);

#endif
