#include "rules/catalogue_csv.h"

#include "base/limits.h"
#include "text/source.h"

struct scan {
	struct table *t;
	struct arena *arena;   /* of texts that are not the file's */
	struct arena *scratch; /* of cells and lines */
	struct diags *diags;
	struct str text;
	size_t at;
	size_t n;       /* of cells */
	size_t line;    /* on which the present record begins */
	size_t wrongs;
};

/* A place to report at; the table is not whole then. Of what nobody is told (diags.h) the place is not worked out. */
static struct span wrong(struct scan *s, size_t offset, size_t length)
{
	s->t->whole = false;
	return s->wrongs++ > LIMIT_YAML_MISTAKES ? (struct span){.line = s->line} : source_span(s->text, offset, length);
}

static bool ends_cell(const struct scan *s, size_t at)
{
	return at == s->text.n || s->text.p[at] == ',' || s->text.p[at] == '\n' ||
	       (s->text.p[at] == '\r' && at + 1 < s->text.n && s->text.p[at + 1] == '\n');
}

static bool is_quote(const struct scan *s, size_t at)
{
	return at < s->text.n && s->text.p[at] == '"';
}

/* The bytes up to the closing quote, which s->at then is; "" is one quote. */
static bool quoted_text(struct scan *s, struct str *out)
{
	size_t from = s->at, n = 0;
	while (s->at < s->text.n && (!is_quote(s, s->at) || is_quote(s, s->at + 1)))
		s->at += is_quote(s, s->at) ? 2 : 1;
	char *text = arena_alloc(s->arena, s->at - from + 1);
	for (size_t i = from; text && i < s->at; i++) {
		text[n++] = s->text.p[i];
		i += is_quote(s, i);
	}
	*out = (struct str){text, n};
	return text;
}

static bool quoted_cell(struct scan *s, struct table_cell *out)
{
	size_t from = s->at++;
	struct str text;
	if (!quoted_text(s, &text))
		return false;
	if (s->at == s->text.n)
		diag_add(s->diags, DIAG_BAD_TABLE, s->t->file, wrong(s, from, 1),
			 "the quote that opens here is not closed");
	else
		s->at++;
	*out = (struct table_cell){text, from, s->at - from};
	if (ends_cell(s, s->at))
		return true;
	diag_add(s->diags, DIAG_BAD_TABLE, s->t->file, wrong(s, s->at, 1),
		 "a comma or the end of the line was expected behind a closing quote");
	while (!ends_cell(s, s->at))
		s->at++;
	return true;
}

static bool plain_cell(struct scan *s, struct table_cell *out)
{
	size_t from = s->at;
	for (; !ends_cell(s, s->at); s->at++) {
		if (s->text.p[s->at] == '"')
			diag_add(s->diags, DIAG_BAD_TABLE, s->t->file, wrong(s, s->at, 1),
				 "a quote within a cell: the whole cell stands in quotes then");
		if (s->text.p[s->at] == '\r')
			diag_add(s->diags, DIAG_BAD_TABLE, s->t->file, wrong(s, s->at, 1),
				 "a carriage return without a line feed");
	}
	*out = (struct table_cell){str_sub(s->text, from, s->at), from, s->at - from};
	return true;
}

/* Room for all cells at once: behind each, but for the last, a comma or a line end stands. */
static bool make_room(struct scan *s)
{
	size_t n = 1, lines = 1;
	for (size_t i = 0; i < s->text.n; i++) {
		n += s->text.p[i] == ',' || s->text.p[i] == '\n';
		lines += s->text.p[i] == '\n';
	}
	if (n > LIMIT_YAML_NODES + 1) /* the one that is too many is read */
		n = LIMIT_YAML_NODES + 1;
	s->t->cells = ARENA_ARRAY(s->scratch, n, struct table_cell);
	s->t->lines = ARENA_ARRAY(s->scratch, lines, size_t);
	return s->t->cells && s->t->lines;
}

static bool add_cell(struct scan *s)
{
	return (is_quote(s, s->at) ? quoted_cell : plain_cell)(s, &s->t->cells[s->n++]);
}

/* The line on which the record begins that was read last; the next begins behind it. */
static void keep_line(struct scan *s, size_t from)
{
	s->t->lines[s->t->n_records] = s->line;
	for (size_t i = from; i < s->at; i++)
		s->line += s->text.p[i] == '\n';
}

static bool too_many(struct scan *s)
{
	if (s->n <= LIMIT_YAML_NODES)
		return false;
	diag_add(s->diags, DIAG_TOO_MANY_NODES, s->t->file, wrong(s, s->at, 0), "more than %d cells", LIMIT_YAML_NODES);
	s->at = s->text.n;
	return true;
}

/* One line of cells; those of a line that has another number of them than the header are dropped. */
static bool record(struct scan *s)
{
	size_t from = s->at, first = s->n;
	do {
		if (s->n > first)
			s->at++;
		if (!add_cell(s))
			return false;
		if (too_many(s))
			return true;
	} while (s->at < s->text.n && s->text.p[s->at] == ',');
	size_t length = s->at - from, n = s->n - first;
	if (s->at < s->text.n && s->text.p[s->at] == '\r')
		s->at++;
	if (s->at < s->text.n)
		s->at++;
	keep_line(s, from);
	if (!s->t->n_records)
		s->t->n_columns = n;
	if (n == s->t->n_columns) {
		s->t->n_records++;
		return true;
	}
	diag_add(s->diags, DIAG_BAD_TABLE, s->t->file, wrong(s, from, length), "%zu cells; the header has %zu", n,
		 s->t->n_columns);
	s->n = first;
	return true;
}

bool table_read(struct table *out, struct arena *a, struct arena *scratch, const struct source_file *file, struct diags *diags)
{
	static const struct str mark = STR_INIT("\xEF\xBB\xBF");
	struct scan s = {.t = out, .arena = a, .scratch = scratch, .diags = diags, .text = file->text, .line = 1};
	*out = (struct table){.file = file, .whole = true};
	if (str_starts(s.text, mark))
		diag_add(s.diags, DIAG_BAD_TABLE, s.t->file, wrong(&s, 0, mark.n),
			 "the table begins with a byte order mark");
	s.at = out->whole ? 0 : mark.n;
	if (!make_room(&s))
		return false;
	while (s.at < s.text.n)
		if (!record(&s))
			return false;
	if (!out->n_records)
		diag_add(s.diags, DIAG_BAD_TABLE, s.t->file, wrong(&s, 0, 0), "the table has no header");
	return true;
}
