/*
 * Tabs in the indentation. How many blanks one of them was meant for is not written anywhere: they are mended only where
 * every width under which the file is YAML at all gives the same tree.
 */
#include "rules/fixing.h"


static const unsigned widths[] = {2, 4, 8};
enum { WIDTHS = sizeof widths / sizeof *widths };

/* What stands in the file, whatever its places. */
static void tree_write(struct buf *out, const struct node *node)
{
	buf_printf(out, "%d %zu ", (int)node->type, node->type == NODE_SCALAR ? node->text.n : node->n);
	if (node->type == NODE_SCALAR)
		buf_add(out, node->text);
	for (size_t i = 0; i < node->n && node->type == NODE_SEQUENCE; i++)
		tree_write(out, node->items[i]);
	for (size_t i = 0; i < node->n && node->type == NODE_MAPPING; i++) {
		buf_printf(out, "%zu ", node->entries[i].key.n);
		buf_add(out, node->entries[i].key);
		tree_write(out, node->entries[i].value);
	}
}

/* The blanks before a line's first character, and whether a tab is among them. */
static size_t indent_end(bool *tabs, struct str text, size_t at)
{
	*tabs = false;
	for (; at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'); at++)
		*tabs |= text.p[at] == '\t';
	return at;
}

static size_t next_line(struct str text, size_t at)
{
	while (at < text.n && text.p[at] != '\n')
		at++;
	return at < text.n ? at + 1 : at;
}

static struct str widened(struct arena *a, struct str indent, unsigned width)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < indent.n; i++)
		buf_printf(&out, "%*s", indent.p[i] == '\t' ? (int)width : 1, "");
	struct str kept = arena_str(a, buf_str(&out));
	a->failed |= out.failed;
	buf_release(&out);
	return kept;
}

/* The edits of all such lines, in an empty copy of `f`. */
static struct fixing all_tabs(const struct fixing *f, const struct diag *d, unsigned width)
{
	struct fixing out = {.arena = f->arena, .file = f->file};
	struct str text = f->file->text;
	for (size_t at = 0; at < text.n; at = next_line(text, at)) {
		bool tabs;
		size_t end = indent_end(&tabs, text, at);
		if (tabs)
			fix_add(&out, d, at, end, widened(f->arena, str_sub(text, at, end), width));
	}
	return out;
}

/* Its tree under one width, written; empty where it is then no YAML. */
static struct str tree_under(const struct fixing *f, const struct diag *d, unsigned width)
{
	struct fixing edits = all_tabs(f, d, width);
	struct source_file file = {f->file->name, edits_apply(f->arena, f->file->text, edits.edits, edits.n)};
	struct diags aside;
	struct buf out;
	buf_init(&out);
	diags_init(&aside, NULL, NULL);
	const struct node *root = file.text.p ? yaml_read(f->arena, &file, &aside) : NULL;
	if (root)
		tree_write(&out, root);
	struct str tree = arena_str(f->arena, buf_str(&out));
	f->arena->failed |= out.failed || aside.failed;
	diags_release(&aside);
	buf_release(&out);
	return tree;
}

void fix_tabs(struct fixing *f, const struct diag *d)
{
	struct str tree = STR("");
	unsigned width = 0;
	for (size_t i = 0; i < f->n; i++)
		if (f->edits[i].id == d->id)
			return; /* the first of them mends them all */
	for (size_t i = 0; i < WIDTHS; i++) {
		struct str other = tree_under(f, d, widths[i]);
		if (other.n && tree.n && !str_eq(other, tree))
			return;
		if (other.n && !tree.n) {
			tree = other;
			width = widths[i];
		}
	}
	struct fixing edits = all_tabs(f, d, width);
	for (size_t i = 0; width && i < edits.n; i++)
		fix_add(f, d, edits.edits[i].at.offset, edits.edits[i].at.offset + edits.edits[i].at.length,
			edits.edits[i].text);
}
