/* Patterns, changed as they are written: what comes of it must still compile. */
#include "judge/match.h"
#include "proof/mutate_parts.h"
#include "proof/pattern_tree.h"
#include "text/utf8.h"

struct editing {
	const struct root *root;
	const struct condition *leaf;
};

static bool compiles(const struct editing *e, const struct condition *leaf)
{
	struct diags unsaid;
	diags_init(&unsaid, NULL, NULL);
	struct pattern *p = pattern_new(e->root->m->arena, leaf, e->root->m->rule->file, &unsaid);
	pattern_release(p);
	diags_release(&unsaid);
	return p != NULL;
}

/* The pattern with `instead` in the place of its bytes [at, end). */
static void edit(const struct editing *e, size_t at, size_t end, struct str instead)
{
	const struct str s = e->leaf->pattern;
	struct condition *copy = ARENA_NEW(e->root->m->arena, struct condition);
	if (!copy)
		return;
	*copy = *e->leaf;
	copy->pattern = arena_printf(e->root->m->arena, "%.*s%.*s%.*s", STR_ARG(str_sub(s, 0, at)), STR_ARG(instead),
				     STR_ARG(str_sub(s, end, s.n)));
	if (copy->pattern.n && !str_eq(copy->pattern, s) && compiles(e, copy))
		mutant_instead(e->root, e->leaf, copy);
}

/* --- alternatives ------------------------------------------------------------------------------------------------ */

static void edit_alternatives(const struct editing *e, const struct pattern_node *n, bool whole)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct pattern_node *one = n->children[i];
		if (n->n > 1) /* with the | before it, or of the first the one behind */
			edit(e, one->at - (i > 0), one->end + (i == 0), STR(""));
		if (!whole)
			continue;
		edit(e, one->at, one->at, STR(".*"));
		edit(e, one->end, one->end, STR(".*"));
	}
}

/* --- repeats ----------------------------------------------------------------------------------------------------- */

static void put_repeat(const struct editing *e, const struct pattern_node *n, int least, int most)
{
	struct arena *a = e->root->m->arena;
	bool once = least == 1 && most == 1; /* what is repeated, alone */
	if (once || least < 0 || most == 0 || (most != PATTERN_ENDLESS && most < least))
		return;
	struct str text = least == 0 && most == PATTERN_ENDLESS ? STR("*")
			: least == 1 && most == PATTERN_ENDLESS ? STR("+")
			: least == 0 && most == 1		? STR("?")
			: most == PATTERN_ENDLESS		? arena_printf(a, "{%d,}", least)
								: arena_printf(a, "{%d,%d}", least, most);
	edit(e, n->repeat_at, n->end, text);
}

static void edit_repeat(const struct editing *e, const struct pattern_node *n)
{
	edit(e, n->at, n->end, STR(""));
	edit(e, n->repeat_at, n->end, STR(""));
	put_repeat(e, n, n->least + 1, n->most);
	put_repeat(e, n, n->least - 1, n->most);
	if (n->most == PATTERN_ENDLESS) {
		put_repeat(e, n, n->least, n->least + 1);
		return;
	}
	put_repeat(e, n, n->least, n->most + 1);
	put_repeat(e, n, n->least, n->most - 1);
}

/* --- letters ----------------------------------------------------------------------------------------------------- */

static bool is_written(const struct editing *e, size_t at, char c)
{
	return at < e->leaf->pattern.n && e->leaf->pattern.p[at] == c;
}

static void edit_range(const struct editing *e, const struct pattern_range *r)
{
	struct str text = str_sub(e->leaf->pattern, r->at, r->end);
	for (int step = -1; step <= 1; step += 2) {
		char bytes[4];
		if (text.p[0] == '\\' || r->from == r->to || r->to + step < r->from)
			continue;
		struct str from = str_sub(text, 0, str_find(text, STR("-")) + 1);
		struct str to = {bytes, utf8_put(bytes, r->to + step)};
		edit(e, r->at, r->end, arena_printf(e->root->m->arena, "%.*s%.*s", STR_ARG(from), STR_ARG(to)));
	}
}

/* \d ↔ \D */
static void reverse_escape(const struct editing *e, size_t at)
{
	char c = e->leaf->pattern.p[at + 1];
	c = (char)(c >= 'a' ? c - 'a' + 'A' : c - 'A' + 'a');
	edit(e, at + 1, at + 2, (struct str){&c, 1});
}

static void edit_class(const struct editing *e, const struct pattern_node *n)
{
	if (is_written(e, n->at, '\\')) {
		reverse_escape(e, n->at);
		return;
	}
	edit(e, n->at + 1, n->at + 1 + n->negated, n->negated ? STR("") : STR("^"));
	for (size_t i = 0; i < n->n_ranges; i++) {
		bool again = i > 0 && n->ranges[i].at == n->ranges[i - 1].at; /* \w is several */
		if (n->n_ranges > 1 && !again)
			edit(e, n->ranges[i].at, n->ranges[i].end, STR(""));
		edit_range(e, &n->ranges[i]);
	}
}

static void edit_letter(const struct editing *e, const struct pattern_node *n)
{
	edit(e, n->at, n->end, STR(""));
	if (is_written(e, n->at, '\\')) /* the backslash that was forgotten */
		edit(e, n->at, n->at + 1, STR(""));
}

static void edit_node(const struct editing *e, const struct pattern_node *n, bool whole)
{
	switch (n->op) {
	case PATTERN_ALTERNATIVES:
		edit_alternatives(e, n, whole);
		break;
	case PATTERN_REPEAT:
		edit_repeat(e, n);
		break;
	case PATTERN_CLASS:
		edit_class(e, n);
		break;
	case PATTERN_LETTER:
		edit_letter(e, n);
		break;
	case PATTERN_DOT:
		edit(e, n->at, n->end, STR("\\."));
		break;
	case PATTERN_SEQUENCE:
		break;
	}
	for (size_t i = 0; i < n->n; i++)
		edit_node(e, n->children[i], false);
}

void mutate_pattern(const struct root *root, const struct condition *leaf)
{
	struct editing e = {root, leaf};
	const struct pattern_node *n = pattern_tree_read(root->m->arena, leaf->pattern);
	if (n)
		edit_node(&e, n, true);
	else
		root->m->untold++;
}
