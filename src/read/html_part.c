#include "read/html_part.h"

#include "read/html_content.h"

/* Where the innermost of them stands in the stack. */
static size_t part_level(const struct html_walk *w)
{
	size_t i = w->n;
	while (i > 0 && !(w->stack[i - 1].part && w->stack[i - 1].tag == TAG_table))
		i--;
	return i - 1;
}

/* What stands in: td, th, caption, or table between them. */
static enum html_tag innermost_wall(const struct html_walk *w)
{
	size_t i = w->n;
	while (i > 0 && !w->stack[i - 1].wall)
		i--;
	return i > 0 ? w->stack[i - 1].tag : TAG_NONE;
}

static void break_line(struct html_walk *w)
{
	struct html_text *target = html_target(w);
	if (target)
		html_text_line(target);
}

void html_part_begins(struct html_walk *w, const struct html_start *start)
{
	w->top->parts++;
	break_line(w);
	html_push(w, (struct html_element){.tag = TAG_table, .wall = true, .part = true, .unshown = html_hides(start)});
}

void html_part_ends(struct html_walk *w)
{
	if (innermost_wall(w) == TAG_table)
		html_pop_to(w, part_level(w));
}

void html_part_start(struct html_walk *w, const struct html_start *start)
{
	bool is_cell = start->tag == TAG_td || start->tag == TAG_th;
	html_pop_to(w, part_level(w) + 1);
	if (!is_cell)
		break_line(w);
	else if (html_target(w))
		html_text_space(html_target(w));
	if (is_cell || start->tag == TAG_caption)
		html_push(w, (struct html_element){.tag = start->tag, .wall = true, .part = true, .unshown = html_hides(start)});
}

void html_part_end(struct html_walk *w, enum html_tag tag)
{
	size_t level = part_level(w);
	enum html_tag wall = innermost_wall(w);
	if (tag == TAG_table)
		html_pop_to(w, level);
	else if (tag == wall)
		html_pop_to(w, level + 1);
	else if (tag != TAG_td && tag != TAG_th && tag != TAG_caption && wall != TAG_caption)
		html_pop_to(w, level + 1);
}
