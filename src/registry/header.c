#include "registry/header.h"

#include "base/limits.h"
#include "registry/header_join.h"
#include "text/fold.h"

enum { SEEN_CELLS = 5, SEEN_CHARS = 20 }; /* of the first row, in the words for people */

/* What a row looks like to somebody who seeks a header. */
struct look {
	size_t filled, numbers, fields, named; /* named: by the mapping */
	bool substance, kind; /* substance: also by a word that is no name of equipment itself (生产线, furnace) */
};

/* A NUL would end the words in which a header is told: what cannot be shown is U+FFFD here, too. */
static struct str without_nul(struct arena *a, struct str text)
{
	static const struct str replacement = STR_INIT("\xef\xbf\xbd");
	if (!text.n || !memchr(text.p, '\0', text.n))
		return text;
	char *out = arena_alloc(a, text.n * replacement.n + 1);
	size_t n = 0;
	for (size_t i = 0; out && i < text.n; i++)
		if (text.p[i]) {
			out[n++] = text.p[i];
		} else {
			memcpy(out + n, replacement.p, replacement.n);
			n += replacement.n;
		}
	if (out)
		out[n] = '\0';
	return (struct str){out, n};
}

static bool decode_cells(struct str **out, struct arena *a, const struct decoder *d, const struct record *r)
{
	struct str *cells = ARENA_ARRAY(a, r->n_fields, struct str);
	for (size_t i = 0; cells && i < r->n_fields; i++) {
		cells[i] = without_nul(a, decode(d, a, r->fields[i]));
		if (!cells[i].p)
			return false;
	}
	*out = cells;
	return cells;
}

static bool seen_before(const struct columns *columns, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (columns->items[i].field == columns->items[index].field)
			return true;
	return false;
}

static bool is_kind_name(struct arena *a, const struct vocabulary *v, const struct column *c)
{
	return c->field->role == ROLE_KIND && map_get(&v->kind_names, fold_key(a, c->header), NULL);
}

/* A column that a table of the mapping reads says what the table makes of it. */
static void look_at_tables(struct look *look, const struct columns *columns)
{
	const struct mapping *m = columns->mapping;
	for (size_t i = 0; m && i < m->n_derivations; i++) {
		if (columns->derived[i] == SIZE_MAX)
			continue;
		look->substance |= field_is_substance(m->derivations[i].field);
		look->kind |= m->derivations[i].field->role == ROLE_KIND;
	}
}

static struct look look_at(struct arena *a, const struct vocabulary *v, const struct columns *columns)
{
	struct look look = {.filled = 0};
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		look.filled += c->header.n > 0;
		look.numbers += !c->mapped && !c->named && !c->field && !c->wide && is_plain_number(a, c->header);
		look.named += c->mapped || c->named;
		look.fields += c->named && !c->field;
		if (!c->field && c->wide) {
			look.fields++;
			look.substance |= wide_measures(c->wide);
		}
		if (!c->field || seen_before(columns, i))
			continue;
		look.fields++;
		look.substance |= column_is_substance(c) && !is_kind_name(a, v, c);
		look.kind |= c->field->role == ROLE_KIND;
	}
	look_at_tables(&look, columns);
	return look;
}

/* `first`: no row before it has several cells. */
static bool is_header(const struct look *look, size_t n_fields, bool first)
{
	if (look->numbers > look->fields + look->named)
		return false;
	if (look->named >= 2 || (look->named && look->named == look->filled))
		return true;
	if (look->fields >= 2 && look->substance)
		return true;
	if (look->numbers > 0 || !look->kind)
		return false;
	return look->fields >= 2 || n_fields == 1 || (first && look->filled > 1);
}

/* --- without a header ------------------------------------------------------------------------------------------ */

static void say_seen(struct words *seen, struct arena *a, uint64_t row, const struct str *cells, size_t n)
{
	static const struct decoder utf8 = {ENCODING_UTF8, NULL};
	struct str list = STR_NONE;
	size_t shown = 0;
	for (size_t i = 0; i < n && shown < SEEN_CELLS; i++) {
		struct str cell = decode_start(&utf8, a, str_trim(cells[i]), SEEN_CHARS);
		if (!cell.n)
			continue;
		list = list.p ? arena_printf(a, "%.*s, \"%.*s\"", STR_ARG(list), STR_ARG(cell))
			      : arena_printf(a, "\"%.*s\"", STR_ARG(cell));
		shown++;
	}
	if (list.p)
		*seen = words_printf(a, "row %llu holds %.*s", (unsigned long long)row, STR_ARG(list));
}

/* --- the search ------------------------------------------------------------------------------------------------ */

struct candidate {
	uint64_t row; /* 0: none yet */
	struct str *cells;
	size_t n;
	size_t names; /* that were recognised, or that the mapping names */
	const struct str *above, *below; /* of two rows, as they stand; NULL */
};

static const struct str *keys_of(struct arena *a, const struct str *cells, size_t n)
{
	struct str *keys = ARENA_ARRAY(a, n, struct str);
	for (size_t i = 0; keys && i < n; i++)
		keys[i] = fold_key(a, str_trim(cells[i]));
	return keys;
}

static bool take(struct header *out, struct arena *a, const struct header_search *s, const struct candidate *c)
{
	out->row = c->row;
	out->first_row = c->above ? c->row - 1 : c->row;
	if (!columns_read(&out->columns, a, s->headings, s->mapping, c->cells, c->n, s->diags))
		return false;
	if (!c->above)
		return true;
	out->columns.rows[0] = keys_of(a, c->above, c->n);
	out->columns.rows[1] = keys_of(a, c->below, c->n);
	return out->columns.rows[0] && out->columns.rows[1];
}

/* A row's columns are recognised in a memory of their own, for most rows are no header. */
static bool look_closely(struct look *out, const struct header_search *s, const struct str *cells, size_t n)
{
	struct arena scratch;
	struct diags unheard;
	struct columns columns;
	arena_init(&scratch);
	diags_init(&unheard, NULL, NULL);
	bool ok = columns_read(&columns, &scratch, s->headings, s->mapping, cells, n, &unheard);
	if (ok)
		*out = look_at(&scratch, s->headings->vocabulary, &columns);
	diags_release(&unheard);
	arena_release(&scratch);
	return ok;
}

/* The row before the present one. */
struct before {
	uint64_t row; /* 0: none, or one in trouble */
	struct str *cells;
	size_t n, names;
};

static size_t names_of(const struct look *look)
{
	return look->fields + look->named;
}

/* The row with the one above it, where they are a header together; `row` stays as it is where they are none. */
static bool join_rows(struct candidate *row, struct look *look, struct arena *a, const struct header_search *s, const struct before *before)
{
	struct look joined;
	if (!before->row || before->row + 1 != row->row || before->n != row->n || !headers_may_join(a, before->cells, row->cells, row->n))
		return true;
	struct str *cells = headers_join(a, s->headings, before->cells, row->cells, row->n);
	if (!cells || !look_closely(&joined, s, cells, row->n))
		return false;
	if (!is_header(&joined, row->n, true) || names_of(&joined) <= row->names || names_of(&joined) <= before->names)
		return true;
	*row = (struct candidate){row->row, cells, row->n, names_of(&joined), before->cells, row->cells};
	*look = joined;
	return true;
}

/* One row of the search. `ended` where the best stands: behind it came a filled row that is no better. */
static bool try_row(struct candidate *best, struct header *out, struct arena *a, const struct header_search *s,
		    const struct record *r, struct before *before, bool *first, bool *ended)
{
	struct look look;
	struct candidate row = {.row = r->number, .n = r->n_fields};
	if (!decode_cells(&row.cells, a, s->decoder, r) || !look_closely(&look, s, row.cells, row.n))
		return false;
	row.names = names_of(&look);
	struct before present = {row.row, row.cells, row.n, row.names};
	if (!join_rows(&row, &look, a, s, before))
		return false;
	*before = present;
	bool header = is_header(&look, r->n_fields, *first || row.above);
	*first &= look.filled < 2;
	if (header && row.names > best->names)
		*best = row;
	else
		*ended = best->row && look.filled;
	if (!header && !out->seen.en.p)
		say_seen(&out->seen, a, r->number, row.cells, r->n_fields);
	return true;
}

static void note_trouble(struct header *out, const struct record *r)
{
	if (out->trouble != RECORD_GOOD)
		return;
	out->trouble = r->trouble;
	out->quote_line = r->quote_line;
}

static bool find_wanted(struct header *out, struct arena *a, const struct header_search *s, struct opening *opening)
{
	struct record r;
	struct before before = {.row = 0};
	enum csv_status status;
	while ((status = opening_next(opening, &r)) == CSV_RECORD) {
		out->n_rows = (size_t)r.number;
		if (r.number >= s->wanted || r.trouble == RECORD_UNCLOSED_QUOTE)
			note_trouble(out, &r);
		if (r.number + 1 < s->wanted)
			continue;
		struct candidate row = {.row = r.number, .n = r.n_fields};
		struct look look;
		if (!decode_cells(&row.cells, a, s->decoder, &r) || !look_closely(&look, s, row.cells, row.n))
			return false;
		row.names = names_of(&look);
		if (r.number == s->wanted)
			return join_rows(&row, &look, a, s, &before) && take(out, a, s, &row);
		before = (struct before){r.trouble == RECORD_GOOD ? row.row : 0, row.cells, row.n, row.names};
	}
	return status == CSV_END;
}

bool header_find(struct header *out, struct arena *a, const struct header_search *s, struct opening *opening)
{
	struct record r;
	enum csv_status status = CSV_END;
	struct candidate best = {.row = 0};
	struct before before = {.row = 0};
	bool first = true, ended = false;
	*out = (struct header){.row = 0};
	if (s->wanted)
		return find_wanted(out, a, s, opening);
	while (!ended && out->n_rows < LIMIT_TITLE_ROWS && (status = opening_next(opening, &r)) == CSV_RECORD) {
		out->n_rows++;
		if (r.trouble == RECORD_GOOD && !try_row(&best, out, a, s, &r, &before, &first, &ended))
			return false;
		ended |= r.trouble != RECORD_GOOD && best.row;
		note_trouble(out, &r);
	}
	if (!best.row)
		return status != CSV_NO_MEMORY;
	out->trouble = RECORD_GOOD;
	return status != CSV_NO_MEMORY && take(out, a, s, &best);
}
