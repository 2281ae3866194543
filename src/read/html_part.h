/*
 * A table that is part of the cell it stands in: its rows are lines of the cell's text, its cells words.
 *
 * Always: each function but html_part_begins is for while such a table is open (parts of the innermost table is not 0). Its
 * tags end what they end in any table, so that the rest of the page is read the same whether it is a part or not.
 */
#ifndef PHASEOUT_READ_HTML_PART_H
#define PHASEOUT_READ_HTML_PART_H

#include "read/html_walk.h"

void html_part_begins(struct html_walk *w, const struct html_start *start);
/* Before another table begins: one that stands between its cells ends it. */
void html_part_ends(struct html_walk *w);
/* A tag of tables, but the start of a table. */
void html_part_start(struct html_walk *w, const struct html_start *start);
void html_part_end(struct html_walk *w, enum html_tag tag);

#endif
