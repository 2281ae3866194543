/* Records that cannot be read, with the words that say why. */
#include "registry/state.h"

#include "base/limits.h"

/* The header of a field, or its number where there is none. */
static struct str column_name(const struct registry *g, struct arena *a, size_t index)
{
	const struct columns *columns = &g->header.columns;
	if (index < columns->n && columns->items[index].header.n)
		return columns->items[index].header;
	return arena_printf(a, "%zu", index + 1);
}

static bool reject(struct row *out, enum row_reason reason, struct words problem)
{
	out->reason = reason;
	out->problem = problem;
	return true;
}

static bool reject_structure(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	if (r->trouble == CSV_UNCLOSED_QUOTE)
		return reject(out, REASON_UNCLOSED_QUOTE,
			      words_printf(a, "a quote that opens on line %llu is never closed: everything from there to the end of "
					      "the file, line %llu, is this one row",
					   (unsigned long long)r->quote_line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == CSV_STRAY_QUOTE)
		return reject(out, REASON_STRAY_QUOTE,
			      words_printf(a, "a quote that opens a cell on line %llu is closed only by one amid text on line %llu: "
					      "lines %llu to %llu are this one row",
					   (unsigned long long)r->quote_line, (unsigned long long)r->quote_end,
					   (unsigned long long)r->line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == CSV_LONG_RECORD)
		return reject(out, REASON_LONG_RECORD,
			      words_printf(a, "longer than %d bytes, on lines %llu to %llu", (int)LIMIT_RECORD_BYTES,
					   (unsigned long long)r->line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == CSV_MANY_COLUMNS)
		return reject(out, REASON_TOO_MANY_COLUMNS,
			      words_printf(a, "more than %d fields; the header has %zu", (int)LIMIT_COLUMNS, g->header.columns.n));
	if (r->trouble == CSV_LONG_CELL) {
		struct str name = column_name(g, a, r->trouble_field);
		return reject(out, REASON_LONG_CELL,
			      words_printf(a, "the cell of column \"%.*s\" has %zu bytes, %d at most were expected", STR_ARG(name),
					   r->fields[r->trouble_field].n, (int)LIMIT_CELL_BYTES));
	}
	return false;
}

static bool reject_nul(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	if (!r->raw.n || !memchr(r->raw.p, '\0', r->raw.n))
		return false;
	size_t i = 0;
	while (i < r->n_fields && !(r->fields[i].n && memchr(r->fields[i].p, '\0', r->fields[i].n)))
		i++;
	struct str name = column_name(g, a, i);
	return reject(out, REASON_NUL, words_printf(a, "the cell of column \"%.*s\" holds a NUL byte", STR_ARG(name)));
}

/* No separator, quote or line end is part of a character in either encoding: the record is valid where its fields are. */
static bool reject_bytes(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	enum encoding e = g->settled.encoding;
	if (encoding_valid(e, r->raw) == r->raw.n)
		return false;
	size_t i = 0, at = 0;
	while (i < r->n_fields && (at = encoding_valid(e, r->fields[i])) == r->fields[i].n)
		i++;
	g->bad_rows++;
	g->bad_rows_other += encoding_valid(encoding_other(e), r->raw) == r->raw.n;
	if (i == r->n_fields)
		return reject(out, REASON_BAD_BYTES, words_printf(a, "it holds bytes that are no %s", encoding_name(e)));
	struct str name = column_name(g, a, i);
	return reject(out, REASON_BAD_BYTES,
		      words_printf(a, "the cell of column \"%.*s\" holds bytes that are no %s: 0x%02X at byte %zu of it", STR_ARG(name),
				   encoding_name(e), (unsigned)(unsigned char)r->fields[i].p[at], at + 1));
}

bool registry_rejects(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	bool no_fields = r->trouble == CSV_UNCLOSED_QUOTE || r->trouble == CSV_STRAY_QUOTE || r->trouble == CSV_LONG_RECORD;
	if (no_fields)
		return reject_structure(g, r, out, a);
	return reject_nul(g, r, out, a) || reject_bytes(g, r, out, a) || reject_structure(g, r, out, a);
}
