#include "registry/columns.h"

#include "registry/given_cells.h"
#include "registry/long_rows.h"
#include "text/fold.h"

const struct mapped_column *mapping_find(const struct mapping *m, struct arena *a, struct str header)
{
	uint32_t i;
	return m && map_get(&m->column_names, fold_key(a, header), &i) ? &m->columns[i] : NULL;
}

/* --- one column ------------------------------------------------------------------------------------------------ */

static bool recognise(struct column *c, struct arena *a, const struct headings *h)
{
	struct heading heading;
	if (!heading_read(&heading, a, h, c->header))
		return false;
	c->field = heading.field;
	c->rank = heading.rank;
	c->basis = heading.basis;
	c->unit = heading.unit;
	c->assumed_meaning = heading.assumed;
	c->place = heading.place;
	c->why = heading.why;
	if (c->field && heading.place < c->field->n_headers)
		WORDS_SAY(&c->why, a, "\"%.*s\" is a name of \"%.*s\"", STR_ARG(c->field->headers[heading.place].text),
			  STR_ARG(words_in(c->field->words, in)));
	return true;
}

/* A unit of another kind in the header is the column's where the mapping declares what it makes. */
static bool converts(struct heading *heading, struct arena *a, const struct headings *h, const struct mapping *m,
		     const struct field *field)
{
	return conversion_find(&heading->unit, m->conversions, m->n_conversions, &h->vocabulary->units, a,
			       field->quantity, heading->other_unit);
}

static bool follow_mapping(struct column *c, struct arena *a, const struct headings *h, const struct mapping *m,
			   struct diags *diags)
{
	const struct mapped_column *mapped = c->mapped;
	struct heading heading;
	if (mapped->ignore) {
		c->why = words_printf(a, "the mapping passes it over");
		return true;
	}
	if (!heading_read_as(&heading, a, h, mapped->field, c->header))
		return false;
	if (heading.misfit && !converts(&heading, a, h, m, mapped->field))
		diag_add(diags, DIAG_UNIT_KIND, m->file, mapped->span, "the header \"%.*s\" names a unit that is none of \"%.*s\"",
			 STR_ARG(c->header), STR_ARG(mapped->field->id));
	c->field = mapped->field;
	c->rank = mapped->rank == RANK_PLAIN ? heading.rank : mapped->rank;
	c->basis = heading.basis;
	c->unit = heading.unit.unit ? heading.unit : mapped->unit;
	c->unit_from_mapping = !heading.unit.unit && mapped->unit.unit;
	c->assumed_meaning = false; /* somebody has said it */
	c->place = heading.place;
	c->why = words_printf(a, "the mapping says so");
	return true;
}

/* --- the mapping against the header ---------------------------------------------------------------------------- */

enum { HINTED = 40 }; /* columns that a hint lists */

static void hint_columns(const struct columns *columns, struct arena *a, struct diags *diags)
{
	struct str list = STR_NONE;
	size_t n = columns->n < HINTED ? columns->n : HINTED;
	for (size_t i = 0; i < n; i++)
		if (columns->items[i].header.n)
			list = list.p ? arena_printf(a, "%.*s, %.*s", STR_ARG(list), STR_ARG(columns->items[i].header))
				      : columns->items[i].header;
	if (list.p)
		diag_hint(diags, "the registry has: %.*s%s", STR_ARG(list), n < columns->n ? ", …" : "");
}

void columns_refuse_absent(const struct columns *columns, struct arena *a, const struct mapping *m, struct str name, struct span at, struct diags *diags)
{
	diag_add(diags, DIAG_MAPPED_COLUMN_ABSENT, m->file, at, "the registry has no column \"%.*s\"", STR_ARG(name));
	if (!diags->dropped)
		hint_columns(columns, a, diags);
}

static void refuse_absent(const struct columns *columns, struct arena *a, const struct mapping *m, struct diags *diags)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		const struct mapped_column *mapped = &m->columns[i];
		bool found = mapped->ignore;
		for (size_t k = 0; k < columns->n && !found; k++)
			found = columns->items[k].mapped == mapped;
		if (!found)
			columns_refuse_absent(columns, a, m, mapped->column, mapped->span, diags);
	}
}

bool columns_contend(const struct column *a, const struct column *b)
{
	return a->field && a->field == b->field && !field_may_repeat(a->field) && rank_effective(a->rank) == rank_effective(b->rank);
}

static void refuse_twice(const struct columns *columns, const struct mapping *m, struct diags *diags)
{
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		for (size_t k = 0; c->mapped && k < i; k++) {
			const struct column *first = &columns->items[k];
			if (!first->mapped || !columns_contend(first, c))
				continue;
			diag_add(diags, DIAG_FIELD_TWICE, m->file, c->mapped->span,
				 "two columns, \"%.*s\" and \"%.*s\", are mapped to field \"%.*s\"", STR_ARG(first->header),
				 STR_ARG(c->header), STR_ARG(c->field->id));
			break;
		}
	}
}

/* --- keys ------------------------------------------------------------------------------------------------------ */

static bool find_identity(struct columns *out, struct arena *a, const struct mapping *m, struct diags *diags)
{
	size_t *identity = ARENA_ARRAY(a, m->n_identity, size_t);
	if (!identity)
		return false;
	for (size_t i = 0; i < m->n_identity; i++) {
		struct str key = fold_key(a, m->identity[i]);
		size_t k = 0;
		while (k < out->n && !str_eq(out->items[k].key, key))
			k++;
		if (k < out->n) {
			identity[out->n_identity++] = k;
			continue;
		}
		columns_refuse_absent(out, a, m, m->identity[i], m->identity_spans[i], diags);
	}
	out->identity = identity;
	return true;
}

/* 排污许可证编号, 信用代码: identifiers that are no equipment's own number, in the vocabulary's order. */
static size_t find_fallback_key(const struct columns *columns)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		if (!c->field || c->field->type != FIELD_IDENTIFIER || c->field->role == ROLE_KEY)
			continue;
		const struct column *b = best == SIZE_MAX ? NULL : &columns->items[best];
		if (!b || c->field->index < b->field->index || (c->field == b->field && c->place < b->place))
			best = i;
	}
	return best;
}

/* --- machines that headers name -------------------------------------------------------------------------------- */

static size_t machine_find(const struct columns *out, const struct wide *w)
{
	size_t i = 0;
	while (i < out->n_machines && !str_eq(out->machines[i].key, w->key))
		i++;
	return i;
}

/* Only what a column measures is a machine: 高炉编号 alone shows none. */
static bool find_machines(struct columns *out, struct arena *a, struct wide **wide)
{
	struct machine *machines = ARENA_ARRAY(a, out->n, struct machine);
	out->machines = machines;
	for (size_t i = 0; machines && i < out->n; i++) {
		if (!wide[i] || !wide_measures(wide[i]))
			continue;
		size_t k = machine_find(out, wide[i]);
		if (k == out->n_machines)
			machines[out->n_machines++] = (struct machine){.text = wide[i]->text, .key = wide[i]->key, .kind = wide[i]->kind};
		machines[k].measures++;
	}
	for (size_t i = 0; machines && i < out->n; i++) {
		if (!wide[i])
			continue;
		wide[i]->machine = machine_find(out, wide[i]);
		if (wide[i]->machine < out->n_machines)
			out->items[i].wide = wide[i];
	}
	return machines;
}

/* Those before `from` were read before; what they name stands with them, and is counted anew. */
static bool read_wide(struct columns *out, struct arena *a, const struct headings *h, size_t from)
{
	struct wide **wide = ARENA_ARRAY(a, out->n, struct wide *);
	for (size_t i = 0; wide && i < out->n; i++) {
		struct column *c = &out->items[i];
		if (i < from && c->wide) {
			wide[i] = ARENA_NEW(a, struct wide);
			if (!wide[i])
				return false;
			*wide[i] = *c->wide;
			c->wide = NULL;
		} else if (i >= from && !c->mapped && !c->named && !wide_read(&wide[i], a, h, c->header)) {
			return false;
		}
	}
	return wide && find_machines(out, a, wide);
}

bool column_read(struct column *out, struct arena *a, const struct headings *h, const struct mapping *m, const struct mapped_column *mapped,
		 struct str header, struct diags *diags)
{
	*out = (struct column){.header = str_trim(header), .mapped = mapped};
	out->key = fold_key(a, out->header);
	return mapped ? follow_mapping(out, a, h, m, diags) : recognise(out, a, h);
}

bool columns_read(struct columns *out, struct arena *a, const struct headings *h, const struct mapping *m,
		  const struct str *cells, size_t n, struct diags *diags)
{
	return columns_read_more(out, a, h, m, NULL, cells, n, diags);
}

bool columns_read_more(struct columns *out, struct arena *a, const struct headings *h, const struct mapping *m, const struct columns *before,
		       const struct str *cells, size_t n, struct diags *diags)
{
	size_t from = before ? before->n : 0;
	*out = (struct columns){.items = ARENA_ARRAY(a, n, struct column), .n = n, .fallback_key = SIZE_MAX};
	if (out->items && from)
		memcpy(out->items, before->items, from * sizeof *out->items);
	for (size_t i = from; out->items && i < n; i++) {
		const struct mapped_column *mapped = mapping_find(m, a, str_trim(cells[i]));
		if (!column_read(&out->items[i], a, h, m, mapped, cells[i], diags))
			return false;
	}
	if (!out->items || (m && (!given_cells_find(out, a, m, diags) || !long_columns_find(out, a, m, diags))) || !read_wide(out, a, h, from))
		return false;
	out->fallback_key = find_fallback_key(out);
	if (!m)
		return !a->failed;
	refuse_absent(out, a, m, diags);
	refuse_twice(out, m, diags);
	return find_identity(out, a, m, diags) && !a->failed;
}

/* --- units of the titles --------------------------------------------------------------------------------------- */

/* The header as it would be with the unit in it: 产能（万条） */
static bool read_with(struct heading *out, struct arena *a, const struct headings *h, const struct column *c, struct str header,
		      struct str unit)
{
	struct str text = arena_printf(a, "%.*s（%.*s）", STR_ARG(header), STR_ARG(unit));
	if (!text.p)
		return false;
	return c->mapped ? heading_read_as(out, a, h, c->field, text) : heading_read(out, a, h, text);
}

/* Is it what such equipment, or the nearest kind above it that has measures, is measured by? */
static bool measures(const struct kind *k, const struct field *f)
{
	while (k && !k->n_measures)
		k = k->parent;
	for (size_t i = 0; k && i < k->n_measures; i++)
		if (k->measures[i].quantity == f->quantity)
			return true;
	return false;
}

/* Of several units that fit, the one by which the kind that the header names (NULL: none) is measured; else none is taken. */
static bool take_unit(struct column *c, struct arena *a, const struct headings *h, const struct titles *titles, struct str header,
		      const struct kind *k)
{
	struct heading found = {.field = NULL};
	const struct title_unit *from = NULL;
	bool several = false, measured = false;
	if (!c->field || !c->field->quantity || c->unit.unit)
		return true;
	for (size_t i = 0; i < titles->n_units; i++) {
		struct heading heading;
		if (!read_with(&heading, a, h, c, header, titles->units[i].text))
			return false;
		if (heading.misfit || !heading.field || !heading.field->quantity || !heading.unit.unit)
			continue;
		bool better = measures(k, heading.field);
		if (measured && !better)
			continue;
		if (better && !measured)
			found.field = NULL;
		several = (several && measured == better) ||
			  (found.field && (found.field != heading.field || !unit_use_same(&found.unit, &heading.unit)));
		measured = better;
		found = heading;
		from = &titles->units[i];
	}
	if (!found.field || several)
		return true;
	c->field = found.field;
	c->place = found.place;
	c->unit = found.unit;
	c->unit_from_title = true;
	c->unit_title = from;
	return true;
}

bool columns_take_units(struct columns *columns, struct arena *a, const struct headings *h, const struct titles *titles)
{
	for (size_t i = 0; titles->n_units && i < columns->n; i++) {
		struct column *c = &columns->items[i];
		struct wide *wide = ARENA_NEW(a, struct wide);
		if (!wide || !take_unit(c, a, h, titles, c->header, NULL))
			return false;
		if (!c->wide)
			continue;
		*wide = *c->wide;
		if (!take_unit(&wide->column, a, h, titles, wide->rest, wide->kind))
			return false;
		c->wide = wide;
	}
	return !a->failed;
}
