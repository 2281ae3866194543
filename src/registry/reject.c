/* Records that cannot be read, with the words that say why. */
#include "registry/state.h"

#include "base/limits.h"
#include "text/utf8_check.h"

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

/* Of troubles that come with their words. */
static const enum row_reason reasons[] = {
	[RECORD_LONG_CELL] = REASON_LONG_CELL,	 [RECORD_LONG_RECORD] = REASON_LONG_RECORD,   [RECORD_MANY_COLUMNS] = REASON_TOO_MANY_COLUMNS,
	[RECORD_NUL] = REASON_NUL,		 [RECORD_BAD_JSON] = REASON_BAD_JSON,	      [RECORD_BAD_OBJECT] = REASON_BAD_OBJECT,
	[RECORD_DUPLICATE_KEY] = REASON_DUPLICATE_KEY,
};

static bool reject_structure(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	if (r->problem.en.p)
		return reject(out, reasons[r->trouble], r->problem);
	if (r->trouble == RECORD_UNCLOSED_QUOTE)
		return reject(out, REASON_UNCLOSED_QUOTE,
			      words_printf(a, "a quote that opens on line %llu is never closed: everything from there to the end of "
					      "the file, line %llu, is this one row",
					   (unsigned long long)r->quote_line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == RECORD_STRAY_QUOTE)
		return reject(out, REASON_STRAY_QUOTE,
			      words_printf(a, "a quote that opens a cell on line %llu is closed only by one amid text on line %llu: "
					      "lines %llu to %llu are this one row",
					   (unsigned long long)r->quote_line, (unsigned long long)r->quote_end,
					   (unsigned long long)r->line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == RECORD_LONG_RECORD)
		return reject(out, REASON_LONG_RECORD,
			      words_printf(a, "longer than %d bytes, on lines %llu to %llu", (int)LIMIT_RECORD_BYTES,
					   (unsigned long long)r->line, (unsigned long long)(r->line + r->lines - 1)));
	if (r->trouble == RECORD_MANY_COLUMNS)
		return reject(out, REASON_TOO_MANY_COLUMNS,
			      words_printf(a, "more than %d fields; the header has %zu", (int)LIMIT_COLUMNS, g->header.columns.n));
	if (r->trouble == RECORD_LONG_CELL) {
		struct str name = column_name(g, a, r->trouble_field);
		return reject(out, REASON_LONG_CELL,
			      words_printf(a, "the cell of column \"%.*s\" has %zu bytes, %d at most were expected", STR_ARG(name),
					   r->fields[r->trouble_field].n, (int)LIMIT_CELL_BYTES));
	}
	return false;
}

/* The first field of which `holds` is true; n_fields where there is none. */
static size_t first_field(const struct record *r, bool (*holds)(const void *ctx, struct str field), const void *ctx)
{
	size_t i = 0;
	while (i < r->n_fields && !holds(ctx, r->fields[i]))
		i++;
	return i;
}

static bool has_nul(const void *ctx, struct str s)
{
	(void)ctx;
	return s.n && memchr(s.p, '\0', s.n);
}

static bool reject_nul(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	if (r->raw.p && !has_nul(NULL, r->raw))
		return false;
	size_t i = first_field(r, has_nul, NULL);
	if (!r->raw.p && i == r->n_fields)
		return false;
	struct str name = column_name(g, a, i);
	return reject(out, REASON_NUL, words_printf(a, "the cell of column \"%.*s\" holds a NUL byte", STR_ARG(name)));
}

static bool is_invalid(const void *ctx, struct str s)
{
	const enum encoding *e = ctx;
	return encoding_valid(*e, s) < s.n;
}

/* Of text that was UTF-16 the unit that is alone, of other text the byte. */
static struct words say_bytes(struct registry *g, struct arena *a, struct str name, struct str field, size_t at)
{
	const char *encoding = encoding_name(g->settled.encoding);
	unsigned unit;
	if (g->transcoding.on && utf16_lone(field, at, &unit))
		return words_printf(a, "the cell of column \"%.*s\" holds bytes that are no %s: a surrogate alone, 0x%04X", STR_ARG(name), encoding, unit);
	return words_printf(a, "the cell of column \"%.*s\" holds bytes that are no %s: 0x%02X at byte %zu of it", STR_ARG(name), encoding,
			    (unsigned)(unsigned char)field.p[at], at + 1);
}

/* No separator, quote or line end is part of a character in either encoding: the record is valid where its fields are. */
static bool reject_bytes(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	enum encoding e = g->settled.encoding, other = encoding_other(e);
	if (r->raw.p && !is_invalid(&e, r->raw))
		return false;
	size_t i = first_field(r, is_invalid, &e);
	if (!r->raw.p && i == r->n_fields)
		return false;
	g->bad_rows++;
	g->bad_rows_other += r->raw.p && !is_invalid(&other, r->raw);
	if (i == r->n_fields)
		return reject(out, REASON_BAD_BYTES, words_printf(a, "it holds bytes that are no %s", encoding_name(e)));
	return reject(out, REASON_BAD_BYTES, say_bytes(g, a, column_name(g, a, i), r->fields[i], encoding_valid(e, r->fields[i])));
}

bool registry_text_is_clean(enum encoding e, struct str text)
{
	if (e == ENCODING_GB18030)
		return !has_nul(NULL, text) && !is_invalid(&e, text);
	return utf8_is_clean(text);
}

bool registry_is_clean(const struct registry *g, const struct record *r)
{
	return r->raw.p && !r->raw_cut && registry_text_is_clean(g->settled.encoding, r->raw);
}

bool registry_rejects(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	bool no_fields = r->trouble == RECORD_UNCLOSED_QUOTE || r->trouble == RECORD_STRAY_QUOTE || r->trouble == RECORD_LONG_RECORD ||
			 r->problem.en.p;
	if (no_fields)
		return reject_structure(g, r, out, a);
	/* what the reader of JSON gives is UTF-8, and holds no NUL */
	bool checked = g->format == FORMAT_JSON || registry_is_clean(g, r);
	return (!checked && (reject_nul(g, r, out, a) || reject_bytes(g, r, out, a))) || reject_structure(g, r, out, a);
}
