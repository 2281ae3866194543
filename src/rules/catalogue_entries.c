/* The lines of a catalogue's table. */
#include "base/limits.h"
#include "rules/catalogue_csv.h"
#include "rules/catalogue_read.h"
#include "rules/leaf.h"
#include "text/source.h"

enum column {
	COL_BATCH,
	COL_ITEM,
	COL_PRODUCT,
	COL_KINDS,
	COL_MATCH,
	COL_MODELS,
	COL_RESTRICTS,
	COL_DESCRIBES,
	COL_IN_USE_RULE,
	COL_ALIASES,
	COL_DOUBT,
	COLUMNS,
};

static const char *const columns[COLUMNS] = {"batch",     "item",      "product",     "kinds",   "match", "models",
					     "restricts", "describes", "in_use_rule", "aliases", "doubt"};

struct lines {
	struct catalogue_reader *c;
	struct rules_reader *r;
	struct table table;
	size_t at[COLUMNS]; /* where each column stands */
	size_t record;      /* the line that is read */
	size_t wrongs;
	size_t n_names;      /* of all entries */
	struct map seen;    /* batch, item, restrictions and model: index of the entry that lists it */
	struct buf key;     /* the last that was looked for there */
	struct arena reading; /* the table, `seen` and its keys */
	struct arena scratch; /* one name */
};

/* --- cells ---------------------------------------------------------------------------------------------------------- */

static const struct table_cell *cell(const struct lines *l, enum column c)
{
	return table_cell(&l->table, l->record, l->at[c]);
}

/* A place to report at. Of what nobody is told (diags.h) it is not worked out. */
static struct span place(struct lines *l, size_t offset, size_t length)
{
	bool told = l->wrongs++ <= LIMIT_YAML_MISTAKES;
	return told ? source_span(l->table.file->text, offset, length) : (struct span){.line = l->table.lines[l->record]};
}

static struct span cell_span(struct lines *l, const struct table_cell *c)
{
	return place(l, c->offset, c->length);
}

/* A part of a cell that stands in no quotes has a place of its own. */
static struct span part_span(struct lines *l, const struct table_cell *c, struct str part)
{
	struct str text = l->table.file->text;
	bool quoted = text.p[c->offset] == '"';
	return quoted ? cell_span(l, c) : place(l, (size_t)(part.p - text.p), part.n);
}

/* The next part of a list that `;` separates, trimmed; false behind the last. An empty cell has none. */
static bool next_part(struct str *rest, struct str *part)
{
	if (!rest->p)
		return false;
	size_t end = str_find(*rest, STR(";"));
	*part = str_trim(str_sub(*rest, 0, end));
	*rest = end > rest->n ? STR_NONE : str_sub(*rest, end + 1, rest->n);
	return true;
}

static struct str parts_of(const struct table_cell *c)
{
	return str_trim(c->text).n ? c->text : STR_NONE;
}

static size_t count_parts(const struct table_cell *c)
{
	struct str rest = parts_of(c), part;
	size_t n = 0;
	while (next_part(&rest, &part))
		n++;
	return n;
}

static bool is_blank(const struct lines *l, enum column c)
{
	return !str_trim(cell(l, c)->text).n;
}

/* --- the header ------------------------------------------------------------------------------------------------------ */

static enum column column_named(struct str name)
{
	unsigned c = 0;
	while (c < COLUMNS && !str_is(name, columns[c]))
		c++;
	return (enum column)c;
}

static bool header_read(struct lines *l)
{
	bool good = l->table.n_records > 0, has[COLUMNS + 1] = {false};
	for (size_t i = 0; l->table.n_records && i < l->table.n_columns; i++) {
		const struct table_cell *name = table_cell(&l->table, 0, i);
		enum column c = column_named(name->text);
		if (c == COLUMNS)
			diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, name),
				 "unknown column \"%.*s\"", STR_ARG(name->text));
		else if (has[c])
			diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, name),
				 "the column \"%.*s\" stands twice", STR_ARG(name->text));
		else
			l->at[c] = i;
		good &= c != COLUMNS && !has[c];
		has[c] = true;
	}
	for (unsigned c = 0; good && c < COLUMNS; c++) {
		if (has[c])
			continue;
		diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, source_span(l->table.file->text, 0, 0),
			 "no column \"%s\"", columns[c]);
		good = false;
	}
	return good;
}

/* --- what a line names ----------------------------------------------------------------------------------------------- */

static void kinds_of(struct lines *l, struct catalogue_entry *e)
{
	const struct table_cell *c = cell(l, COL_KINDS);
	const struct vocabulary *v = l->r->vocabulary;
	const struct kind **kinds = ARENA_ARRAY(l->r->arena, count_parts(c), const struct kind *);
	struct str rest = parts_of(c), part;
	if (!rest.p)
		diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, c), "\"%s\" is empty",
			 columns[COL_KINDS]);
	while (kinds && next_part(&rest, &part)) {
		const struct kind *kind = vocabulary_kind(v, part);
		if (kind) {
			kinds[e->n_kinds++] = kind;
			continue;
		}
		diag_add(l->r->diags, DIAG_UNKNOWN_KIND, l->table.file, part_span(l, c, part), "unknown kind \"%.*s\"",
			 STR_ARG(part));
		if (l->wrongs <= LIMIT_YAML_MISTAKES) /* a hint for what is not told would cost all the same */
			hint_nearest(l->r, part, v->kinds, v->n_kinds, sizeof *v->kinds);
	}
	e->kinds = kinds;
}

static const struct catalogue_condition *condition_named(const struct catalogue *c, struct str id)
{
	for (size_t i = 0; i < c->n_conditions; i++)
		if (str_eq(c->conditions[i].id, id))
			return &c->conditions[i];
	return NULL;
}

static bool has_restriction(const struct catalogue_condition *const *list, size_t n,
			    const struct catalogue_condition *c)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == c)
			return true;
	return false;
}

static void restrictions_of(struct lines *l, struct catalogue_entry *e)
{
	const struct table_cell *c = cell(l, COL_RESTRICTS);
	const struct catalogue_condition **list =
		ARENA_ARRAY(l->r->arena, count_parts(c), const struct catalogue_condition *);
	struct str rest = parts_of(c), part;
	while (list && next_part(&rest, &part)) {
		const struct catalogue_condition *one = condition_named(l->c->out, part);
		if (!one && l->c->doubtful)
			continue; /* it may have been declared in what could not be read */
		if (!one)
			diag_add(l->r->diags, DIAG_UNDECLARED, l->table.file, part_span(l, c, part),
				 "no condition \"%.*s\" is declared in \"%.*s\"", STR_ARG(part),
				 STR_ARG(l->c->out->file.name));
		else if (has_restriction(list, e->n_restricts, one))
			diag_add(l->r->diags, DIAG_DUPLICATE_ID, l->table.file, part_span(l, c, part),
				 "\"%.*s\" stands in this list already", STR_ARG(part));
		else
			list[e->n_restricts++] = one;
	}
	e->restricts = list;
}

static void duty_of(struct lines *l, struct catalogue_entry *e)
{
	const struct table_cell *c = cell(l, COL_IN_USE_RULE);
	const struct catalogue *out = l->c->out;
	for (size_t i = 0; i < out->n_duties; i++)
		if (str_eq(out->duties[i].id, str_trim(c->text)))
			e->duty = &out->duties[i];
	if (!e->duty && !is_blank(l, COL_IN_USE_RULE) && !l->c->doubtful)
		diag_add(l->r->diags, DIAG_UNDECLARED, l->table.file, cell_span(l, c),
			 "no duty \"%.*s\" is declared in \"%.*s\"", STR_ARG(str_trim(c->text)),
			 STR_ARG(l->c->out->file.name));
}

static void match_of(struct lines *l, struct catalogue_entry *e)
{
	const struct table_cell *c = cell(l, COL_MATCH);
	for (enum catalogue_match m = MATCH_MODEL; m <= MATCH_DESCRIPTION; m++) {
		if (!str_is(c->text, catalogue_match_name(m)))
			continue;
		e->match = m;
		return;
	}
	diag_add(l->r->diags, DIAG_BAD_WORD, l->table.file, cell_span(l, c),
		 "\"%.*s\" is none of model, series, description", STR_ARG(c->text));
}

/* --- models ---------------------------------------------------------------------------------------------------------- */

/* What makes two lines of one item the same: its restrictions in the order of the file, and the model. */
static struct str line_key(struct lines *l, const struct catalogue_entry *e, struct str model)
{
	struct buf *b = &l->key;
	buf_clear(b);
	buf_add(b, str_trim(cell(l, COL_BATCH)->text));
	buf_addc(b, '\n');
	buf_add(b, e->item);
	buf_addc(b, '\n');
	for (size_t i = 0; e->n_restricts && i < l->c->out->n_conditions; i++)
		if (has_restriction(e->restricts, e->n_restricts, &l->c->out->conditions[i]))
			buf_printf(b, "%zu,", i);
	buf_addc(b, '\n');
	buf_add(b, model);
	l->r->arena->failed |= b->failed;
	return b->failed ? STR_NONE : buf_str(b);
}

static void list_once(struct lines *l, const struct catalogue_entry *e, const struct table_cell *c, struct str key,
		      struct str filed)
{
	struct str line = line_key(l, e, key);
	uint32_t before;
	if (!line.p)
		return;
	if (!map_get(&l->seen, line, &before)) {
		line = arena_str(&l->reading, line);
		l->r->arena->failed |= !line.p || !map_put(&l->seen, line, (uint32_t)l->record);
		return;
	}
	size_t number = l->table.lines[before];
	if (filed.n)
		diag_add(l->r->diags, DIAG_DUPLICATE_ID, l->table.file, part_span(l, c, filed),
			 "\"%.*s\" is listed under this item already, at line %zu", STR_ARG(filed), number);
	else
		diag_add(l->r->diags, DIAG_DUPLICATE_ID, l->table.file, cell_span(l, c),
			 "this item is described already, at line %zu", number);
}

static void names_in(struct lines *l, struct catalogue_entry *e, struct model_name *names, enum column column)
{
	const struct table_cell *c = cell(l, column);
	struct str rest = parts_of(c), part;
	while (next_part(&rest, &part)) {
		struct model_name *name = &names[e->n_names];
		arena_clear(&l->scratch);
		if (!model_name_read(name, l->r->arena, &l->scratch, part, e->match == MATCH_SERIES)) {
			diag_add(l->r->diags, DIAG_BAD_WORD, l->table.file, part_span(l, c, part), "\"%.*s\" names no model",
				 STR_ARG(part));
			continue;
		}
		e->n_names++;
		list_once(l, e, c, name->key, part);
	}
}

static void names_of(struct lines *l, struct catalogue_entry *e)
{
	const struct table_cell *models = cell(l, COL_MODELS), *aliases = cell(l, COL_ALIASES);
	bool described = e->match == MATCH_DESCRIPTION, empty = is_blank(l, COL_MODELS);
	if (described && (!empty || !is_blank(l, COL_ALIASES))) {
		diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, empty ? aliases : models),
			 "a description lists no models");
		return;
	}
	if (described) {
		list_once(l, e, cell(l, COL_MATCH), STR_NONE, STR_NONE);
		return;
	}
	if (empty)
		diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, models), "\"%s\" is empty",
			 columns[COL_MODELS]);
	size_t n = count_parts(models) + count_parts(aliases);
	l->n_names += n;
	if (l->n_names > LIMIT_YAML_NODES) {
		diag_add(l->r->diags, DIAG_TOO_MANY_NODES, l->table.file, cell_span(l, models), "more than %d models",
			 LIMIT_YAML_NODES);
		return;
	}
	struct model_name *names = ARENA_ARRAY(l->r->arena, n, struct model_name);
	if (!names)
		return;
	e->names = names;
	names_in(l, e, names, COL_MODELS);
	e->n_models = e->n_names;
	names_in(l, e, names, COL_ALIASES);
}

/* --- lines ----------------------------------------------------------------------------------------------------------- */

static void line_read(struct lines *l, struct catalogue_entry *e)
{
	static const enum column wanted[] = {COL_ITEM, COL_PRODUCT};
	const struct table_cell *first = table_cell(&l->table, l->record, 0), *batch = cell(l, COL_BATCH);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (is_blank(l, wanted[i]))
			diag_add(l->r->diags, DIAG_BAD_TABLE, l->table.file, cell_span(l, cell(l, wanted[i])),
				 "\"%s\" is empty", columns[wanted[i]]);
	e->batch = catalogue_batch_named(l->c->out, str_trim(batch->text));
	if (!e->batch && !l->c->doubtful)
		diag_add(l->r->diags, DIAG_UNDECLARED, l->table.file, cell_span(l, batch),
			 "no batch \"%.*s\" is declared in \"%.*s\"", STR_ARG(str_trim(batch->text)),
			 STR_ARG(l->c->out->file.name));
	e->item = str_trim(cell(l, COL_ITEM)->text);
	e->product = str_trim(cell(l, COL_PRODUCT)->text);
	e->describes = str_trim(cell(l, COL_DESCRIBES)->text);
	e->doubt = str_trim(cell(l, COL_DOUBT)->text);
	e->span = (struct span){.line = l->table.lines[l->record], .col = 1, .offset = first->offset, .length = first->length};
	match_of(l, e);
	kinds_of(l, e);
	restrictions_of(l, e);
	duty_of(l, e);
	names_of(l, e);
}

static void lines_read(struct lines *l, struct catalogue *out)
{
	struct rules_reader *r = l->r;
	if (!table_read(&l->table, r->arena, &l->reading, &out->table, r->diags) || !header_read(l))
		return;
	if (l->table.n_records == 1)
		diag_add(r->diags, DIAG_BAD_TABLE, &out->table, source_span(out->table.text, 0, 0),
			 "the table lists nothing");
	out->entries = ARENA_ARRAY(r->arena, l->table.n_records, struct catalogue_entry);
	for (l->record = 1; out->entries && l->record < l->table.n_records; l->record++) {
		struct catalogue_entry *e = &out->entries[out->n_entries];
		e->index = (uint32_t)out->n_entries++;
		line_read(l, e);
	}
}

void catalogue_entries_read(struct catalogue_reader *c)
{
	struct lines l = {.c = c, .r = c->r};
	arena_init(&l.reading);
	arena_init(&l.scratch);
	buf_init(&l.key);
	map_init(&l.seen, &l.reading);
	lines_read(&l, c->out);
	c->r->arena->failed |= l.reading.failed || l.scratch.failed;
	buf_release(&l.key);
	arena_release(&l.scratch);
	arena_release(&l.reading);
}
