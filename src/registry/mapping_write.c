#include "registry/mapping_write.h"

#include "registry/columns.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "yaml/bytes.h"

struct writing {
	struct buf *out;
	const struct survey *s;
	struct arena arena;
	enum lang lang;
};

/* --- text ------------------------------------------------------------------------------------------------------ */

static bool is_space(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

/* For a comment: on one line, what may not stand in the file spelled out. */
static void add_safe(struct writing *w, struct str text)
{
	size_t length;
	for (size_t i = 0; i < text.n; i += length) {
		int32_t c = utf8_next(str_sub(text, i, text.n), &length);
		if (is_space(c))
			buf_addc(w->out, ' ');
		else if (c >= 0 && char_class(c) == CHAR_PLAIN)
			buf_add(w->out, str_sub(text, i, i + length));
		else
			buf_printf(w->out, "\\u{%04X}", (unsigned)c);
	}
}

/*
 * A header as a mapping can name it: names are compared folded, without white space and characters that nobody sees.
 * STR_NONE where it holds others that may not stand in a mapping.
 */
static struct str writable(struct arena *a, const struct column *c)
{
	char *out = arena_alloc(a, c->header.n + 1);
	size_t n = 0, length;
	for (size_t i = 0; out && i < c->header.n; i += length) {
		int32_t code = utf8_next(str_sub(c->header, i, c->header.n), &length);
		if (is_space(code)) {
			out[n++] = ' ';
		} else if (code >= 0 && char_class(code) == CHAR_PLAIN) {
			memcpy(out + n, c->header.p + i, length);
			n += length;
		}
	}
	struct str name = {out, n};
	return out && n && str_eq(fold_key(a, name), c->key) ? name : STR_NONE;
}

static void add_quoted(struct writing *w, struct str text)
{
	buf_addc(w->out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_addc(w->out, '\\');
		buf_addc(w->out, text.p[i]);
	}
	buf_addc(w->out, '"');
}

static void add(struct writing *w, const char *msgid)
{
	buf_adds(w->out, message(w->lang, msgid));
}

static void comment(struct writing *w, const char *indent, const char *msgid)
{
	buf_printf(w->out, "%s# ", indent);
	add(w, msgid);
	buf_addc(w->out, '\n');
}

/* --- the head -------------------------------------------------------------------------------------------------- */

static void write_encoding(struct writing *w)
{
	const struct survey *s = w->s;
	bool given = s->given.encoding != ENCODING_AUTO;
	if (!given && s->settled.open)
		return;
	static const char *const names[] = {[ENCODING_UTF8] = "utf-8", [ENCODING_GB18030] = "gb18030", [ENCODING_UTF16LE] = "utf-16le",
					    [ENCODING_UTF16BE] = "utf-16be"};
	buf_printf(w->out, "%sencoding: %s\n", given ? "" : "# ", names[s->settled.encoding]);
}

static void write_separator(struct writing *w)
{
	const struct survey *s = w->s;
	buf_printf(w->out, "%sseparator: ", s->given.separator ? "" : "# ");
	if (s->separator == '\t')
		buf_adds(w->out, "tab\n");
	else
		buf_printf(w->out, "\"%c\"\n", s->separator);
}

/* A sheet that nobody named may be called otherwise in the next file. */
static void write_sheet(struct writing *w)
{
	const struct survey *s = w->s;
	if (!s->sheet.p)
		return;
	buf_printf(w->out, "%s%s: ", s->given.sheet.p ? "" : "# ", s->format == FORMAT_SQLITE ? "table" : "sheet");
	if (s->given.sheet.p)
		add_quoted(w, s->sheet);
	else
		add_safe(w, s->sheet);
	buf_addc(w->out, '\n');
}

static bool names_kind(const struct survey *s)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (s->columns[i].column->field && s->columns[i].column->field->role == ROLE_KIND)
			return true;
	return false;
}

static bool names_machines(const struct survey *s)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (s->columns[i].wide)
			return true;
	return false;
}

static void write_kind(struct writing *w)
{
	const struct kind *kind = w->s->given.default_kind;
	if (!kind && (names_kind(w->s) || names_machines(w->s)))
		return;
	if (!kind) {
		comment(w, "", "no column names the equipment; if all rows are of one kind, say which:");
		const struct kind *title = w->s->title_kind;
		buf_printf(w->out, "# kind: %.*s\n", STR_ARG(title ? title->id : STR("…")));
		return;
	}
	comment(w, "", "of every row that names none");
	buf_printf(w->out, "kind: %.*s\n", STR_ARG(kind->id));
}

static void write_head(struct writing *w, struct str name)
{
	buf_adds(w->out, "# ");
	add(w, "which column is which field, as \"phaseout map\" recognised it; to be read over and edited. Registry: ");
	add_safe(w, name);
	buf_addc(w->out, '\n');
	buf_adds(w->out, "schema: phaseout/mapping-1\n");
	bool text = w->s->format == FORMAT_TEXT;
	if (text && (w->s->given.encoding == ENCODING_AUTO || !w->s->given.separator))
		comment(w, "", "what stands behind # is found out for each file; without the # it holds for all");
	if (text) {
		write_encoding(w);
		write_separator(w);
	}
	write_sheet(w);
	/* a mapping's own columns are sought in the rows above, too */
	if (w->s->header_row > 1 || w->s->given.header_row)
		buf_printf(w->out, "header_row: \"%ju\"\n", (uintmax_t)w->s->header_row);
	write_kind(w);
}

/* --- columns --------------------------------------------------------------------------------------------------- */

/* Why a column that was recognised cannot be said, or should not be. */
static const char *objection(const struct writing *w, size_t index)
{
	const struct column *c = w->s->columns[index].column;
	bool again = false;
	if (w->s->columns[index].wide)
		return "names equipment itself; recognised by its header, which a mapping cannot say";
	for (size_t i = 0; i < w->s->n_columns; i++) {
		const struct column *other = w->s->columns[i].column;
		if (i == index)
			continue;
		if (str_eq(other->key, c->key) && other->field != c->field)
			return "another column has the same header";
		again |= i < index && !other->assumed_meaning && columns_contend(other, c);
		if (str_eq(other->key, c->key) && columns_contend(other, c))
			return "another column has the same header";
	}
	if (c->assumed_meaning)
		return "only assumed of its header; take the # away to say that it is so";
	return again ? "recognised too, but a mapping may name one column a field; the other stands above" : NULL;
}

/* A header that stands twice is named once. */
static bool is_named_above(const struct writing *w, size_t index)
{
	const struct column *c = w->s->columns[index].column;
	for (size_t i = 0; i < index; i++)
		if (c->field && w->s->columns[i].column->field == c->field && str_eq(w->s->columns[i].column->key, c->key) &&
		    !columns_contend(w->s->columns[i].column, c))
			return true;
	return false;
}

static void write_samples(struct writing *w, const struct column_survey *c)
{
	for (size_t i = 0; i < c->n_samples; i++) {
		buf_adds(w->out, i ? " | " : "");
		add_safe(w, c->samples[i]);
	}
}

/* Why it is no field's, and what it holds. */
static void comment_column(struct writing *w, const struct column_survey *c)
{
	if (!c->column->field && c->column->why.en.p) {
		buf_adds(w->out, "  # ");
		add_safe(w, words_in(c->column->why, w->lang));
		buf_addc(w->out, '\n');
	}
	if (!c->n_samples)
		return;
	buf_adds(w->out, "  # ");
	add(w, "for example: ");
	write_samples(w, c);
	buf_addc(w->out, '\n');
}

/* 有效容积（m³）: its unit is said there and not again; without one, a mapping may say it. */
static void comment_unit(struct writing *w, const struct column *c)
{
	const struct field *f = c->field;
	if (!f->quantity || c->unit.unit)
		return;
	buf_adds(w->out, "  # ");
	if (f->default_unit)
		buf_printf(w->out,
			   message(w->lang, "its header names no unit; a cell without one is read in %.*s, by assumption; "
					    "say unit: if it is another"),
			   STR_ARG(w->lang == LANG_ZH ? f->default_unit->zh : f->default_unit->en));
	else
		add(w, "its header names no unit; say unit: if its cells have none");
	buf_addc(w->out, '\n');
}

static void write_entry(struct writing *w, const struct column *c, struct str name, bool commented)
{
	static const char *const ranks[] = {
		[RANK_ACTUAL] = "actual", [RANK_APPROVED] = "approved", [RANK_DESIGN] = "design", [RANK_PLAIN] = NULL};
	buf_adds(w->out, commented ? "  # - {column: " : "  - {column: ");
	add_quoted(w, name);
	buf_printf(w->out, ", field: %.*s", STR_ARG(c->field ? c->field->id : STR("…")));
	if (c->field && ranks[c->rank])
		buf_printf(w->out, ", rank: %s", ranks[c->rank]);
	buf_adds(w->out, "}\n");
}

static void write_column(struct writing *w, size_t index)
{
	const struct column_survey *c = &w->s->columns[index];
	struct str name = writable(&w->arena, c->column);
	if (is_named_above(w, index) || (!c->column->header.n && !c->n_samples))
		return;
	if (!name.n) {
		buf_adds(w->out, "  # ");
		buf_printf(w->out,
			   message(w->lang, "column %zu cannot be named here: its header is empty, or holds characters "
					    "that may not stand"),
			   index + 1);
		buf_addc(w->out, '\n');
		return;
	}
	const char *why = c->column->field ? objection(w, index) : "not recognised; put its field for … and take the # away";
	if (why) {
		comment(w, "  ", why);
		comment_column(w, c);
	}
	if (c->column->field)
		comment_unit(w, c->column);
	write_entry(w, c->column, name, why);
}

void mapping_write(struct buf *out, const struct survey *s, struct str name, enum lang lang)
{
	struct writing w = {.out = out, .s = s, .lang = lang};
	arena_init(&w.arena);
	write_head(&w, name);
	buf_adds(out, "columns:\n");
	for (size_t i = 0; i < s->n_columns; i++)
		write_column(&w, i);
	out->failed |= w.arena.failed;
	arena_release(&w.arena);
}
