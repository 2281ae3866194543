/*
 * What stands within a cell, a caption, or outside of tables: the elements that shape text or show it not, the fields of
 * forms.
 *
 * Always: what a field shows is text: an input's value, the chosen option, ☑ or ☐ for a box; buttons and hidden fields are
 * none. Elements that a style does not show are left out with what they hold.
 */
#ifndef PHASEOUT_READ_HTML_CONTENT_H
#define PHASEOUT_READ_HTML_CONTENT_H

#include "read/html_walk.h"

/* Where text goes now; NULL: nowhere. */
struct html_text *html_target(struct html_walk *w);
void html_content_start(struct html_walk *w, const struct html_start *start);
void html_content_end(struct html_walk *w, enum html_tag tag);
void html_content_text(struct html_walk *w, struct str text);

/* The stack of open elements. Past LIMIT_HTML_DEPTH, READ_LIMIT, but for elements that change nothing. */
void html_push(struct html_walk *w, struct html_element element);
void html_pop_to(struct html_walk *w, size_t n);
/* Ends an open <select>: tags of tables do. */
void html_end_choice(struct html_walk *w);

#endif
