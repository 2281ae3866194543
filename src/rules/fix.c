#include "rules/fixing.h"

#include "text/source.h"

void fix_add(struct fixing *f, const struct diag *d, size_t from, size_t to, struct str text)
{
	struct edit *edits = arena_grow(f->arena, f->edits, f->n, &f->cap, sizeof *edits);
	if (!edits)
		return;
	f->edits = edits;
	f->edits[f->n++] = (struct edit){d->id, source_span(f->file->text, from, to - from), text};
}

static struct str bytes_of(const struct fixing *f, size_t from, size_t to)
{
	return str_sub(f->file->text, from, to);
}

static size_t line_start(const struct fixing *f, size_t at)
{
	while (at > 0 && f->file->text.p[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line's own end. */
static size_t line_end(const struct fixing *f, size_t at)
{
	struct str text = f->file->text;
	while (at < text.n && text.p[at] != '\n')
		at++;
	return at < text.n ? at + 1 : at;
}

static bool is_blank(struct str s)
{
	size_t i = 0;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n'))
		i++;
	return i == s.n;
}


/* --- where a node stands ------------------------------------------------------------------------------------------ */

struct found {
	const struct node *parent;
	size_t i; /* among its items or entries */
};

/* The item, or the key, that begins at a byte. */
static bool node_at(struct found *out, const struct node *node, size_t offset)
{
	bool found = false;
	for (size_t i = 0; node && i < node->n && node->type != NODE_SCALAR && !found; i++) {
		const struct node *kid = node->type == NODE_MAPPING ? node->entries[i].value : node->items[i];
		size_t at = node->type == NODE_MAPPING ? node->entries[i].key_span.offset : kid->span.offset;
		found = at == offset;
		if (found)
			*out = (struct found){node, i};
		else
			found = node_at(out, kid, offset);
	}
	return found;
}

static bool is_flow(const struct fixing *f, const struct node *node)
{
	char first = node->span.offset < f->file->text.n ? f->file->text.p[node->span.offset] : '\0';
	return first == '{' || first == '[';
}

/* --- the one right text ------------------------------------------------------------------------------------------- */

static void fix_instead(struct fixing *f, const struct diag *d)
{
	if (d->instead.p)
		fix_add(f, d, d->span.offset, d->span.offset + d->span.length, d->instead);
}

/* An ASCII character in its full width: U+FF01 to U+FF5E, and U+3000 for a blank. 0 where it is none. */
static char half_width(struct str s, size_t at)
{
	enum { WIDE = 3 };
	if (at + WIDE > s.n)
		return 0;
	unsigned char a = (unsigned char)s.p[at], b = (unsigned char)s.p[at + 1], c = (unsigned char)s.p[at + 2];
	if (a == 0xe3 && b == 0x80 && c == 0x80)
		return ' ';
	if (a == 0xef && b == 0xbc && c >= 0x81 && c <= 0xbf)
		return (char)(c - 0x81 + '!');
	if (a == 0xef && b == 0xbd && c >= 0x80 && c <= 0x9e)
		return (char)(c - 0x80 + '`');
	return 0;
}

static bool stands_in_ids(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("_.-%\"'", c));
}

/* Ids, operators, closed words, numbers and dates are ASCII: in full width they can mean nothing else. */
static void fix_width(struct fixing *f, const struct diag *d)
{
	struct str filed = bytes_of(f, d->span.offset, d->span.offset + d->span.length);
	char *out = arena_alloc(f->arena, filed.n + 1);
	size_t n = 0, wide = 0;
	for (size_t i = 0; out && i < filed.n; n++) {
		char half = half_width(filed, i);
		out[n] = half ? half : filed.p[i];
		if (!stands_in_ids(out[n]))
			return;
		wide += half != 0;
		i += half ? 3 : 1;
	}
	if (wide)
		fix_add(f, d, d->span.offset, d->span.offset + d->span.length, (struct str){out, n});
}

/* --- lists and mappings ------------------------------------------------------------------------------------------- */

/* An item that stands in its list already; a comment of its own keeps it. */
static void fix_repeat(struct fixing *f, const struct diag *d)
{
	struct found at;
	if (!d->instead.p || !node_at(&at, f->root, d->span.offset) || at.parent->type != NODE_SEQUENCE || !at.i)
		return;
	const struct node *before = at.parent->items[at.i - 1];
	size_t from = before->span.offset + before->span.length, to = d->span.offset + d->span.length;
	if (!is_flow(f, at.parent)) {
		from = line_start(f, d->span.offset);
		struct str lead = bytes_of(f, from, d->span.offset), rest = bytes_of(f, to, line_end(f, to));
		size_t dash = str_find(lead, STR("-"));
		if (dash > lead.n || !is_blank(str_sub(lead, 0, dash)) || !is_blank(str_sub(lead, dash + 1, lead.n)) ||
		    !is_blank(rest))
			return;
		to = line_end(f, to);
	} else if (str_has(bytes_of(f, from, d->span.offset), STR("#"))) {
		return;
	}
	fix_add(f, d, from, to, STR(""));
}

/* A word that begins like an indicator of YAML goes in quotes. */
static struct str quoted_word(struct arena *a, struct str word)
{
	bool plain = word.n && (unsigned char)word.p[0] >= 0x80;
	return plain ? word : arena_printf(a, "\"%.*s\"", STR_ARG(word));
}

/* `wording: WORD` behind the limit that it is said of. */
static void fix_wording(struct fixing *f, const struct diag *d)
{
	struct found at;
	if (!d->instead.p || !node_at(&at, f->root, d->span.offset) || at.parent->type != NODE_MAPPING)
		return;
	const struct node_entry *e = &at.parent->entries[at.i];
	size_t end = e->value->span.offset + e->value->span.length, start = line_start(f, d->span.offset);
	struct str word = quoted_word(f->arena, d->instead);
	if (e->value->type != NODE_SCALAR)
		return;
	if (is_flow(f, at.parent)) {
		fix_add(f, d, end, end, arena_printf(f->arena, ", wording: %.*s", STR_ARG(word)));
		return;
	}
	struct str indent = bytes_of(f, start, d->span.offset);
	size_t next = line_end(f, end);
	if (is_blank(indent) && next > end && f->file->text.p[next - 1] == '\n')
		fix_add(f, d, next, next, arena_printf(f->arena, "%.*swording: %.*s\n", STR_ARG(indent), STR_ARG(word)));
}

/*
 * A comment that stands behind a plain text of a list: quoted, the text is what it was read as. Where no blank stands
 * behind the # it may be a part of the text (9-27 #5A), and only the author knows.
 */
static void fix_cut(struct fixing *f, const struct diag *d)
{
	struct str text = f->file->text;
	size_t end = d->span.offset, from = line_start(f, end);
	bool comment = end + 1 >= text.n || strchr(" \t\r\n", text.p[end + 1]);
	while (end > from && (text.p[end - 1] == ' ' || text.p[end - 1] == '\t'))
		end--;
	size_t start = end;
	while (start > from && !strchr(",[{\"'\\", text.p[start - 1]) &&
	       !(start - from >= 2 && text.p[start - 1] == ' ' && text.p[start - 2] == '-'))
		start--;
	while (start < end && text.p[start] == ' ')
		start++;
	struct str word = str_sub(text, start, end);
	if (comment && word.n && !str_has(word, STR(": ")))
		fix_add(f, d, start, end, arena_printf(f->arena, "\"%.*s\"", STR_ARG(word)));
}

/* ------------------------------------------------------------------------------------------------------------------ */

static const struct {
	enum diag_id id;
	fix_fn *fix;
} fixes[] = {
	{DIAG_TAB_INDENT, fix_tabs},	  {DIAG_CUT_BY_COMMENT, fix_cut}, {DIAG_UNKNOWN_KEY, fix_width},
	{DIAG_BAD_WORD, fix_width},	  {DIAG_BAD_NUMBER, fix_width},	  {DIAG_BAD_DATE, fix_width},
	{DIAG_BAD_ID, fix_width},	  {DIAG_UNKNOWN_KIND, fix_width}, {DIAG_UNKNOWN_FIELD, fix_width},
	{DIAG_UNKNOWN_VALUE, fix_width},  {DIAG_UNKNOWN_RULE, fix_width}, {DIAG_UNKNOWN_SOURCE, fix_width},
	{DIAG_DUPLICATE_ID, fix_repeat},  {DIAG_WORDING, fix_wording},	  {DIAG_SOURCE_HASH, fix_instead},
	{DIAG_UNTIDY, fix_instead},
};

static void fix_one(struct fixing *f, const struct diag *d)
{
	for (size_t i = 0; i < sizeof fixes / sizeof *fixes; i++)
		if (fixes[i].id == d->id)
			fixes[i].fix(f, d);
}

static void edits_sort(struct edit *edits, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct edit one = edits[i];
		size_t j = i;
		for (; j > 0 && edits[j - 1].at.offset > one.at.offset; j--)
			edits[j] = edits[j - 1];
		edits[j] = one;
	}
}

/* One byte has to stand between two: what touches may mean one thing together. */
static size_t leave_apart(struct edit *edits, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!kept || edits[kept - 1].at.offset + edits[kept - 1].at.length < edits[i].at.offset)
			edits[kept++] = edits[i];
	return kept;
}

const struct edit *fixes_find(size_t *n, struct arena *a, const struct source_file *file, const struct diags *diags)
{
	struct fixing f = {.arena = a, .file = file};
	struct diags aside;
	diags_init(&aside, NULL, NULL);
	f.root = yaml_read(a, file, &aside);
	a->failed |= aside.failed;
	diags_release(&aside);
	for (size_t i = 0; i < diags->n; i++)
		if (str_eq(diags->items[i].file, file->name))
			fix_one(&f, &diags->items[i]);
	edits_sort(f.edits, f.n);
	*n = leave_apart(f.edits, f.n);
	return *n && !a->failed ? f.edits : NULL;
}

struct str edits_apply(struct arena *a, struct str text, const struct edit *edits, size_t n)
{
	size_t length = text.n, from = 0, at = 0;
	for (size_t i = 0; i < n; i++)
		length += edits[i].text.n;
	char *out = arena_alloc(a, length + 1);
	if (!out)
		return STR_NONE;
	for (size_t i = 0; i <= n; i++) {
		size_t to = i < n ? edits[i].at.offset : text.n;
		if (to > from)
			memcpy(out + at, text.p + from, to - from);
		at += to - from;
		if (i == n)
			break;
		if (edits[i].text.n)
			memcpy(out + at, edits[i].text.p, edits[i].text.n);
		at += edits[i].text.n;
		from = to + edits[i].at.length;
	}
	return (struct str){out, at};
}

static void piece_write(struct buf *out, struct str s)
{
	static const struct {
		char c;
		const char *written;
	} escapes[] = {{'\n', "\\n"}, {'\t', "\\t"}, {'\r', "\\r"}, {'"', "\\\""}};
	enum { ESCAPES = sizeof escapes / sizeof *escapes };
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		size_t row = 0;
		while (row < ESCAPES && escapes[row].c != s.p[i])
			row++;
		if (row < ESCAPES)
			buf_adds(out, escapes[row].written);
		else
			buf_addc(out, s.p[i]);
	}
	buf_addc(out, '"');
}

void edit_write(struct buf *out, const struct source_file *file, const struct edit *edit)
{
	buf_printf(out, "%.*s:%zu:%zu: ", STR_ARG(file->name), edit->at.line, edit->at.col);
	piece_write(out, str_sub(file->text, edit->at.offset, edit->at.offset + edit->at.length));
	buf_adds(out, " → ");
	piece_write(out, edit->text);
	buf_printf(out, " [%s %s]\n", diag_code(edit->id), diag_name(edit->id));
}
