/* The cells of a row as readings of fields. */
#include "vocabulary/gather.h"
#include "vocabulary/read_cell.h"

/* --- which field a cell speaks of -------------------------------------------------------------------------------- */

static bool has_header(const struct field *f, struct str key)
{
	for (size_t i = 0; i < f->n_headers; i++)
		if (str_eq(f->headers[i].key, key))
			return true;
	return false;
}

/* Of the kind, or of the nearest above it that measures anything. */
static bool measures(const struct kind *k, const struct quantity_kind *q)
{
	while (k && k->n_measures == 0)
		k = k->parent;
	for (size_t i = 0; k && i < k->n_measures; i++)
		if (k->measures[i].quantity == q)
			return true;
	return false;
}

/*
 * Where the header names no unit, 产能 may be tonnes, square metres or weight cases: what the kind of equipment
 * measures decides, then the unit in the cell. `next` goes through the fields that share the header.
 */
static const struct field *next_sharing(const struct cell *c, struct str key, const struct field *after)
{
	for (size_t i = 0; i < c->field->n_sharing; i++) {
		const struct field *f = c->field->sharing[i];
		if ((!after || f->index > after->index) && has_header(f, key))
			return f;
	}
	return NULL;
}

static const struct field *field_by_kind(const struct gathering *g, const struct cell *c, struct str key)
{
	const struct kind *k = g->out->kind;
	if (measures(k, c->field->quantity))
		return c->field;
	for (const struct field *f = next_sharing(c, key, NULL); f; f = next_sharing(c, key, f))
		if (measures(k, f->quantity))
			return f;
	return c->field;
}

static bool names_own_unit(const struct value *v)
{
	for (size_t i = 0; i < v->n_assumed; i++)
		if (v->assumed[i].id == ASSUMED_DEFAULT_UNIT)
			return false;
	return v->face == FACE_READ || v->face == FACE_IMPLAUSIBLE;
}

static void read_shared(struct value *out, struct gathering *g, const struct cell *c)
{
	struct str key = cell_spelling(g->a, c);
	const struct field *own = field_by_kind(g, c, key);
	struct value other;
	value_read(out, g->a, g->r, own, g->out->kind, c->unit, c->text);
	if (out->face != FACE_UNREADABLE)
		return;
	if (own != c->field) {
		value_read(&other, g->a, g->r, c->field, g->out->kind, c->unit, c->text);
		if (names_own_unit(&other))
			*out = other;
	}
	for (const struct field *f = next_sharing(c, key, NULL); f && out->face == FACE_UNREADABLE;
	     f = next_sharing(c, key, f)) {
		value_read(&other, g->a, g->r, f, g->out->kind, c->unit, c->text);
		if (names_own_unit(&other))
			*out = other;
	}
}

/*
 * 用途 of a furnace is a furnace's use, of a kiln its product; so is 高炉用途 in the row of a kiln, or a column that a
 * mapping calls the furnace's use: what stands there may not be passed over as if the record were silent.
 */
static const struct field *enumeration_by_kind(const struct gathering *g, const struct cell *c)
{
	const struct kind *k = g->out->kind;
	if (!k || field_concerns(c->field, k))
		return c->field;
	struct str key = cell_spelling(g->a, c);
	for (const struct field *f = next_sharing(c, key, NULL); f; f = next_sharing(c, key, f))
		if (field_concerns(f, k))
			return f;
	for (size_t i = 0; i < c->field->n_sharing; i++)
		if (field_concerns(c->field->sharing[i], k))
			return c->field->sharing[i];
	return c->field;
}

/* --- one cell ---------------------------------------------------------------------------------------------------- */

static void assume(struct value *v, enum assumption_id id)
{
	if (v->n_assumed < sizeof v->assumed / sizeof *v->assumed)
		v->assumed[v->n_assumed++] = (struct assumption){.id = id, .field = v->field, .detail = v->column};
}

/*
 * As a value of the enumeration that concerns the kind. A column whose header is another field's alone (窑炉产品 in the row of a
 * furnace) speaks only where it says something: its / is no word about the furnace.
 */
static void read_choice(struct value *out, struct gathering *g, const struct cell *c)
{
	const struct field *f = enumeration_by_kind(g, c);
	value_read(out, g->a, g->r, f, g->out->kind, c->unit, c->text);
	if (f == c->field || !says_nothing(out->face))
		return;
	struct str key = cell_spelling(g->a, c);
	if (has_header(c->field, key) && !has_header(f, key))
		value_read(out, g->a, g->r, c->field, g->out->kind, c->unit, c->text);
}

/* 单位：万吨 above the table stands further off than 5000吨 in the cell. */
static void read_under_title(struct value *out, struct gathering *g, const struct cell *c)
{
	struct cell bare = *c;
	struct value other;
	value_read(out, g->a, g->r, c->field, g->out->kind, c->unit, c->text);
	if (out->face != FACE_UNREADABLE)
		return;
	bare.unit.unit = NULL;
	read_shared(&other, g, &bare);
	if (names_own_unit(&other))
		*out = other;
}

/* What a mapping's table makes of a text, said where the value is used. */
static void say_table(struct gathering *g, struct value *v, const struct cell *c)
{
	struct words said = words_printf(g->a, "the mapping's table makes \"%.*s\" of it", STR_ARG(c->text));
	v->as_filed = c->filed;
	if (v->note.en.n) {
		said.en = arena_printf(g->a, "%.*s; %.*s", STR_ARG(said.en), STR_ARG(v->note.en));
		said.zh = arena_printf(g->a, "%.*s；%.*s", STR_ARG(said.zh), STR_ARG(v->note.zh));
	}
	v->note = said;
}

/* --- what a workbook stores beside a text ----------------------------------------------------------------------- */

/* What is shown in the place of a value, or what no value can be told from; empty words where the cell has one. */
static struct words no_value(struct gathering *g, const struct cell *c)
{
	struct str text = str_trim(c->text);
	switch (c->sort) {
	case CELL_ERROR:
		/* #N/A is a word for what is not known, in any file */
		if (tokens_have(&g->r->vocabulary->unknown_tokens, fold_key(g->a, text)))
			break;
		return words_printf(g->a, "\"%.*s\" stands where the spreadsheet has no value", STR_ARG(text));
	case CELL_FORMULA:
		return words_printf(g->a, "the formula \"%.*s\" is stored without its value; open the file in the spreadsheet program and save it again",
				    STR_ARG(text));
	case CELL_SCALED:
		return words_printf(g->a, "\"%.*s\" is stored, and its number format shows another number; which one is meant cannot be told",
				    STR_ARG(text));
	case CELL_TEXT:
	case CELL_NUMBER:
	case CELL_ROUNDED:
	case CELL_DATE:
	case CELL_BOOLEAN:
	case CELL_SORTS:
		break;
	}
	return (struct words){STR_NONE, STR_NONE};
}

/* 2024-09-27 08:30:00 as a day; in a model's column as the spreadsheet shows the model that it took for a day: 9月27日. */
static struct str date_text(struct gathering *g, const struct cell *c)
{
	struct str date = str_sub(c->text, 0, strlen("2024-09-27"));
	if (c->field->type != FIELD_MODEL || date.n < strlen("2024-09-27"))
		return c->field->type == FIELD_DATE ? date : c->text;
	size_t month = date.p[5] == '0' ? 6 : 5, of_month = date.p[8] == '0' ? 9 : 8;
	return arena_printf(g->a, "%.*s月%.*s日", (int)(7 - month), date.p + month, (int)(10 - of_month), date.p + of_month);
}

/* The cell as its text alone would be filed; NULL where memory is exhausted or, with v set, where it has no value. */
static const struct cell *plain_cell(struct value *v, struct gathering *g, const struct cell *c, struct cell *plain)
{
	struct words problem = no_value(g, c);
	*v = (struct value){.field = c->field, .face = FACE_UNREADABLE, .as_filed = c->text, .problem = problem};
	if (problem.en.p)
		return NULL;
	*plain = *c;
	if (c->sort == CELL_DATE)
		plain->text = date_text(g, c);
	return plain;
}

/* What was stored beyond what was read. */
static void note_stored(struct value *v, struct gathering *g, const struct cell *c)
{
	bool number = v->face == FACE_READ && (v->field->type == FIELD_QUANTITY || v->field->type == FIELD_RATIO || v->field->type == FIELD_INTEGER);
	v->binary = number && (c->sort == CELL_NUMBER || c->sort == CELL_ROUNDED);
	if (v->binary && c->sort == CELL_ROUNDED && !v->note.en.p)
		v->note = words_printf(g->a, "a binary number of more digits is stored; it is read as %.*s, as a spreadsheet shows it",
				       STR_ARG(str_trim(c->text)));
}

static void read_by_field(struct value *v, struct gathering *g, const struct cell *c)
{
	if (c->unlisted)
		*v = (struct value){.face = FACE_UNLISTED, .field = c->field, .as_filed = c->text, .basis = c->basis,
				    .problem = cell_unlisted(g->a, c)};
	else if (c->field->quantity && !c->unit.unit)
		read_shared(v, g, c);
	else if (c->unit_from_title)
		read_under_title(v, g, c);
	else if (c->field->enumeration)
		read_choice(v, g, c);
	else
		value_read(v, g->a, g->r, c->field, g->out->kind, c->unit, c->text);
}

static struct value *read_alone(struct gathering *g, const struct cell *filed)
{
	struct value *v = ARENA_NEW(g->a, struct value);
	struct cell plain;
	if (!v)
		return NULL;
	const struct cell *c = plain_cell(v, g, filed, &plain);
	if (c)
		read_by_field(v, g, c);
	else
		c = filed;
	note_stored(v, g, c);
	v->column = c->column;
	v->basis = c->basis;
	v->shared_rows = c->shared_rows;
	if (c->filed.p)
		say_table(g, v, c);
	if (v->face == FACE_READ && c->assumed_meaning)
		assume(v, ASSUMED_SERVICE_YEARS);
	if (v->header_unit && c->unit_from_mapping)
		assume(v, ASSUMED_UNIT_OF_MAPPING);
	return v;
}

/*
 * Whose it is among several machines of a row cannot be told; it is not divided, and not silent either. A capacity is theirs together: what
 * they have is summed where one rule has them all.
 */
static struct value *read_of_no_part(struct gathering *g, const struct cell *c)
{
	struct value *v = ARENA_NEW(g->a, struct value);
	struct str text = str_trim(c->text);
	bool together = text.n && c->field->quantity && c->field->quantity->per_year && c->basis != BASIS_UNIT;
	const struct value *of_row = together ? read_alone(g, c) : NULL;
	if (!v || (together && !of_row))
		return NULL;
	*v = (struct value){.face = text.n ? FACE_UNREADABLE : FACE_BLANK, .field = c->field, .as_filed = cell_filed(c),
			    .column = c->column, .basis = c->basis};
	if (text.n)
		v->problem = words_printf(g->a, "the row names several machines; whose \"%.*s\" is cannot be told",
					  STR_ARG(str_trim(cell_filed(c))));
	if (of_row && of_row->face == FACE_READ) {
		v->field = of_row->field;
		v->of_row = of_row;
	}
	return v;
}

static struct value *read_cell(struct gathering *g, const struct cell *c)
{
	return is_of_no_part(g, c) ? read_of_no_part(g, c) : read_alone(g, c);
}

/* --- two cells of one field and rank ----------------------------------------------------------------------------- */

/* 铁合金 and 镍铬生铁: the lower one; a year and a day of it: the day. */
static bool is_more_exact(const struct value *a, const struct value *b)
{
	if (a->field->type == FIELD_ENUM)
		return a->choice != b->choice && enum_value_is(a->choice, b->choice);
	if (a->field->type == FIELD_DATE)
		return a->date.last - a->date.first < b->date.last - b->date.first;
	return false;
}

/* Of two that agree: the more exact one, else the one that had less assumed. */
static bool is_better(const struct value *a, const struct value *b)
{
	return is_more_exact(a, b) || (!is_more_exact(b, a) && a->n_assumed < b->n_assumed);
}

struct value *value_joined(struct arena *a, struct value *first, struct value *second)
{
	if (second->face == FACE_BLANK || (says_nothing(second->face) && first->face != FACE_BLANK))
		return first;
	if (says_nothing(first->face) || (first->face != FACE_READ && second->face != FACE_READ))
		return says_nothing(first->face) ? second : first;
	if (value_agrees(first, second))
		return is_better(second, first) ? second : first;
	return value_contradicted(a, first, second);
}

struct value *value_contradicted(struct arena *a, const struct value *first, const struct value *second)
{
	struct value *v = ARENA_NEW(a, struct value);
	if (!v)
		return NULL;
	*v = *first;
	v->face = FACE_UNREADABLE;
	v->also_column = second->column;
	v->also_filed = second->as_filed;
	v->n_assumed = 0;
	v->problem = words_printf(a, "\"%.*s\" says \"%.*s\", \"%.*s\" says \"%.*s\"; they must agree",
				  STR_ARG(first->column), STR_ARG(str_trim(first->as_filed)), STR_ARG(second->column),
				  STR_ARG(str_trim(second->as_filed)));
	return v;
}

/* --- a capacity of each unit beside one of all ------------------------------------------------------------------- */

/* Does the one speak of each unit and the other of all the item's (or the row's) units together? */
static bool differ_in_basis(const struct gathering *g, const struct value *a, const struct value *b)
{
	bool several = g->out->unit_count > 1 || g->out->count_open;
	return several && a->field->type == FIELD_QUANTITY && a->face == FACE_READ && b->face == FACE_READ &&
	       (a->basis == BASIS_UNIT) != (b->basis == BASIS_UNIT);
}

/* 单线产能 and 总产能 of several lines need not be equal: each line has no more than all, and what it has is used. */
static struct value *join_bases(struct gathering *g, struct value *first, struct value *second)
{
	struct value *each = first->basis == BASIS_UNIT ? first : second, *all = each == first ? second : first;
	struct quantity upto = all->quantity;
	upto.v.lo_infinite = true;
	if (!quantity_within(&each->quantity, &upto))
		return value_joined(g->a, first, second);
	each->also_column = all->column;
	each->also_filed = all->as_filed;
	return each;
}

/* These name and comment the row; a province and a city need not agree. */
static bool is_apart(const struct field *f)
{
	return f->role != ROLE_NONE && f->role != ROLE_PRODUCT && f->role != ROLE_COUNT;
}

static bool hold(struct gathering *g, struct value *v, enum rank rank)
{
	struct value **place = &g->held[v->field->index].by_rank[rank == RANK_PLAIN ? RANK_DESIGN : rank];
	if (!*place)
		*place = v;
	else if (differ_in_basis(g, *place, v))
		*place = join_bases(g, *place, v);
	else if (!is_apart(v->field))
		*place = value_joined(g->a, *place, v);
	else if ((*place)->face == FACE_BLANK)
		*place = v;
	return *place;
}

/*
 * 380/660V under 额定电压 is no number and yet said: a value of the field that stands in the column so. Of the quantity itself the
 * cell stays unreadable; a rule that knows the pair does not ask it. NULL where it says no such thing, or memory is exhausted.
 */
static struct value *read_in_place(struct gathering *g, const struct value *quantity, const struct cell *c)
{
	const struct field *f = c->field->in_place;
	struct str text = str_trim(c->text);
	uint32_t i;
	if (!f || quantity->face != FACE_UNREADABLE || !map_get(&f->enumeration->by_spelling, fold_key(g->a, text), &i))
		return NULL;
	struct value *v = ARENA_NEW(g->a, struct value);
	if (!v)
		return NULL;
	value_read(v, g->a, g->r, f, g->out->kind, (struct unit_use){.unit = NULL}, c->text);
	v->column = c->column;
	return v;
}

bool gather_cells(struct gathering *g)
{
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		/* --strict: a header that is only taken to mean the field is no column of it. */
		if (!c->field || (c->assumed_meaning && g->r->strict))
			continue;
		struct value *v = read_cell(g, c);
		if (!v || !hold(g, v, c->rank))
			return false;
		struct value *other = read_in_place(g, v, c);
		if (other && !hold(g, other, c->rank))
			return false;
	}
	return !g->a->failed;
}

/* --- a cell by itself -------------------------------------------------------------------------------------------- */

const struct value *cell_read(struct arena *a, const struct reader *r, const struct kind *kind, const struct cell *c)
{
	struct item item = {.kind = kind};
	struct gathering g = {.out = &item, .a = a, .r = r};
	const struct value *v = read_cell(&g, c), *other = v ? read_in_place(&g, v, c) : NULL;
	return other ? other : v;
}

const struct field *cell_may_be(struct arena *a, const struct reader *r, const struct cell *c, const struct field *after)
{
	(void)r;
	if (c->field->quantity && !c->unit.unit)
		return next_sharing(c, cell_spelling(a, c), after);
	for (size_t i = 0; c->field->enumeration && i < c->field->n_sharing; i++)
		if (!after || c->field->sharing[i]->index > after->index)
			return c->field->sharing[i];
	return NULL;
}
