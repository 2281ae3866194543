#include "report/map.h"

#include "registry/wide.h"
#include "report/describing.h"
#include "report/labels.h"

#include <inttypes.h>

/* --- small parts ----------------------------------------------------------------------------------------------- */

/* As a spreadsheet names it: A, B, … Z, AA. */
static void add_letters(struct describing *d, size_t index)
{
	char letters[16];
	size_t n = sizeof letters;
	for (index++; index; index = (index - 1) / 26)
		letters[--n] = (char)('A' + (index - 1) % 26);
	buf_add(&d->text, (struct str){letters + n, sizeof letters - n});
}

static void add_column(struct describing *d, const struct survey *s, size_t index)
{
	add_letters(d, index);
	buf_addc(&d->text, ' ');
	buf_add(&d->text, s->columns[index].column->header);
}

static void add_field(struct describing *d, const struct field *f)
{
	describing_add_words(d, f->words);
	buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(f->id));
}

static void add_unit(struct describing *d, const struct unit_use *u)
{
	static const struct decimal one = {.digits = 1};
	if (decimal_cmp(&u->multiplier, &one) != 0) {
		decimal_write(&d->text, &u->multiplier);
		buf_addc(&d->text, ' ');
	}
	describing_add_words(d, (struct words){u->unit->zh, u->unit->en});
}

/* --- how it is read -------------------------------------------------------------------------------------------- */

static void say_encoding(struct describing *d, const struct survey *s)
{
	const struct settled *e = &s->settled;
	buf_adds(&d->text, encoding_name(e->encoding));
	if (s->given.encoding != ENCODING_AUTO)
		describing_add(d, ": as was said");
	else if (e->bom)
		describing_add(d, ": it begins with a byte order mark");
	else if (e->open)
		describing_add(d, ": only ASCII so far; other bytes would settle it");
	else if (e->damaged)
		describing_add(d, ": the likelier one, though some bytes are none; say --encoding if it is another");
	else if (e->encoding == ENCODING_UTF8)
		buf_printf(&d->text, message(d->o->lang, ": all is valid, %zu characters beyond ASCII"), e->chars);
	else
		buf_printf(&d->text, message(d->o->lang, ": it is no UTF-8, and %zu characters fit"), e->chars);
	describing_line(d, "encoding");
}

/* Of a container there is no text, and of JSON no separator. */
static void say_format(struct describing *d, const struct survey *s)
{
	if (s->sheet.p) {
		buf_add(&d->text, s->sheet);
		if (s->given.sheet.p)
			describing_add(d, ": as was said");
		describing_line(d, "sheet");
	}
	buf_adds(&d->text, format_name(s->format));
	describing_line(d, "format");
}

static void say_separator(struct describing *d, const struct survey *s)
{
	if (s->separator == '\t')
		describing_add(d, "tab");
	else
		buf_addc(&d->text, s->separator);
	if (s->given.separator)
		describing_add(d, ": as was said");
	describing_line(d, "separator");
}

static void say_header_row(struct describing *d, const struct survey *s)
{
	if (s->header_row)
		buf_printf(&d->text, message(d->o->lang, "row %ju"), (uintmax_t)s->header_row);
	else
		describing_add(d, "none: the objects' keys are the columns");
	if (s->given.header_row)
		describing_add(d, ": as was said");
	describing_line(d, "header");
	for (size_t i = 0; i < s->n_titles; i++) {
		buf_printf(&d->text, message(d->o->lang, "row %ju"), (uintmax_t)s->titles[i].row);
		buf_printf(&d->text, message(d->o->lang, ": %.*s"), STR_ARG(s->titles[i].text));
		describing_line(d, i ? "" : "above it");
	}
}

/* --- what a row is known by ------------------------------------------------------------------------------------ */

/* Its own field's, or one that a table makes of it. */
static bool has_role(const struct column_survey *c, enum field_role role)
{
	bool has = c->column->field && c->column->field->role == role;
	for (size_t i = 0; i < c->n_tables && !has; i++)
		has = c->tables[i]->field->role == role;
	return has;
}

static void say_role(struct describing *d, const struct survey *s, enum field_role role, const char *label, const char *none)
{
	const struct mapping *m = s->given.mapping;
	size_t n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		if (!has_role(&s->columns[i], role))
			continue;
		if (n++)
			describing_add(d, ", ");
		add_column(d, s, i);
	}
	for (size_t i = 0; m && i < m->n_constants; i++)
		if (m->constants[i].field->role == role) {
			if (n++)
				describing_add(d, ", ");
			buf_printf(&d->text, message(d->o->lang, "\"%.*s\" in every row, as the mapping says"), STR_ARG(m->constants[i].text));
		}
	if (!n)
		describing_add(d, none);
	describing_line(d, label);
}

/* Wide format: each filled cell is of a machine that its header names. */
static void say_machines(struct describing *d, const struct survey *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		const struct wide *w = s->columns[i].wide;
		bool named = false;
		for (size_t k = 0; w && k < i && !named; k++)
			named = s->columns[k].wide && s->columns[k].wide->machine == w->machine;
		if (!w || named)
			continue;
		if (n++)
			describing_add(d, ", ");
		buf_add(&d->text, w->text);
	}
	describing_add(d, ": named by headers, an item where a cell is filled");
	describing_line(d, "equipment");
}

static void say_kind(struct describing *d, const struct survey *s)
{
	const struct kind *k = s->given.default_kind;
	bool wide = false;
	for (size_t i = 0; i < s->n_columns; i++)
		wide |= s->columns[i].wide != NULL;
	if (wide)
		say_machines(d, s);
	else
		say_role(d, s, ROLE_KIND, "equipment", k || s->title_kind ? "no column names it" : "no column names it; say --kind if all rows are of one");
	if (s->title_kind && !wide) {
		describing_add_words(d, s->title_kind->words);
		buf_printf(&d->text, message(d->o->lang, ": assumed of all rows, as row %ju says"), (uintmax_t)s->title_kind_row);
		describing_line(d, "");
	}
	if (!k)
		return;
	describing_add_words(d, k->words);
	describing_add(d, ", where a row names none");
	describing_line(d, "");
}

static void say_keys(struct describing *d, const struct survey *s)
{
	for (size_t i = 0; i < s->n_keys; i++) {
		if (i)
			describing_add(d, s->keys_joined ? " / " : ", or where it is blank ");
		add_column(d, s, s->keys[i]);
	}
	if (!s->n_keys)
		describing_add(d, "no column; file, row and item instead");
	describing_line(d, "known by");
}

/* What a mapping says of every row, but for those that name it, which are told where columns would be. */
static void say_constants(struct describing *d, const struct survey *s)
{
	const struct mapping *m = s->given.mapping;
	size_t n = 0;
	for (size_t i = 0; m && i < m->n_constants; i++) {
		const struct constant *c = &m->constants[i];
		if (c->field->role == ROLE_KIND || c->field->role == ROLE_ENTERPRISE)
			continue;
		add_field(d, c->field);
		buf_printf(&d->text, message(d->o->lang, ": \"%.*s\""), STR_ARG(c->text));
		describing_line(d, n++ ? "" : "every row says");
	}
}

static void say_rows(struct describing *d, const struct survey *s)
{
	uintmax_t seen = s->judged + s->rejected + s->skipped;
	if (s->more)
		buf_printf(&d->text, message(d->o->lang, "only the first %ju below the header were looked at"), seen);
	else
		buf_printf(&d->text, message(d->o->lang, "all %ju below the header were looked at"), seen);
	buf_printf(&d->text, message(d->o->lang, ": judged %ju, rejected %ju, skipped %ju"), (uintmax_t)s->judged,
		   (uintmax_t)s->rejected, (uintmax_t)s->skipped);
	describing_line(d, "rows");
}

/* --- a column -------------------------------------------------------------------------------------------------- */

/* What the mapping's tables make of it. */
static void say_tables(struct describing *d, const struct column_survey *c)
{
	for (size_t i = 0; i < c->n_tables; i++) {
		if (i)
			describing_add(d, ", ");
		add_field(d, c->tables[i]->field);
	}
	if (c->n_tables)
		describing_add(d, ": by the mapping's table");
	describing_line(d, c->column->field ? "" : "field");
}

static void say_field(struct describing *d, const struct column_survey *c, bool is_key)
{
	if (!c->column->field && c->n_tables) {
		say_tables(d, c);
		return;
	}
	if (!c->column->field) {
		if (is_key)
			describing_add(d, "none; part of what a row is known by");
		describing_line(d, "field");
		return;
	}
	add_field(d, c->column->field);
	for (size_t i = 0; i < c->n_may_be; i++) {
		describing_add(d, i ? ", " : "; by the kind of equipment also ");
		add_field(d, c->may_be[i]);
	}
	describing_line(d, "field");
	say_tables(d, c);
}

static void say_rank(struct describing *d, const struct column *c)
{
	static const char *const words[] = {
		[RANK_DESIGN] = "design: before approved and actual",
		[RANK_APPROVED] = "approved: behind design, before actual",
		[RANK_ACTUAL] = "actual: behind design and approved",
	};
	if (!c->field || c->rank == RANK_PLAIN)
		return;
	describing_add(d, words[c->rank]);
	describing_line(d, "rank");
}

static void say_basis(struct describing *d, const struct column *c)
{
	static const char *const words[] = {
		[BASIS_UNIT] = "each unit", [BASIS_ITEM] = "all units of the item", [BASIS_ROW] = "all of the row"};
	if (!c->field || c->field->type != FIELD_QUANTITY)
		return;
	describing_add(d, words[c->basis]);
	describing_line(d, "speaks of");
}

static void say_unit(struct describing *d, const struct column *c)
{
	const struct field *f = c->field;
	if (!f || !f->quantity)
		return;
	if (c->unit.unit) {
		add_unit(d, &c->unit);
		describing_add(d, c->unit_from_mapping ? ": the mapping says so" : c->unit_from_title ? ": a title says so" : ": its header says so");
	} else if (f->default_unit) {
		describing_add_words(d, (struct words){f->default_unit->zh, f->default_unit->en});
		describing_add(d, ": assumed where a cell has none, for the header names none");
	} else {
		describing_add(d, "only what stands in a cell: its header names none");
	}
	describing_line(d, "unit");
}

static void say_why(struct describing *d, const struct column *c)
{
	describing_add_words(d, c->why);
	if (c->assumed_meaning)
		describing_add(d, "; that it means this is an assumption");
	describing_line(d, "why");
}

static void say_samples(struct describing *d, const struct column_survey *c)
{
	for (size_t i = 0; i < c->n_samples; i++) {
		if (i)
			describing_add(d, " | ");
		buf_add(&d->text, c->samples[i]);
	}
	describing_line(d, "samples");
}

static void say_cells(struct describing *d, const struct column_survey *c)
{
	size_t n = 0;
	for (size_t f = 0; f < SURVEY_FACES; f++) {
		if (!c->faces[f])
			continue;
		if (n++)
			describing_add(d, ", ");
		if (f == FACE_READ && !c->column->field)
			describing_add(d, "filled");
		else
			buf_add(&d->text, face_label(d->o->lang, (enum face)f));
		buf_printf(&d->text, " %ju", (uintmax_t)c->faces[f]);
	}
	describing_line(d, "cells");
}

/* 炼铁高炉 says the use too; 用途 of a kiln is its product. */
static void say_more(struct describing *d, const struct column_survey *c)
{
	const struct vocabulary *v = d->o->vocabulary;
	size_t n = 0;
	for (size_t f = 0; c->says && f < v->n_fields; f++) {
		if (!c->says[f])
			continue;
		if (n++)
			describing_add(d, ", ");
		add_field(d, &v->fields[f]);
		buf_printf(&d->text, " %ju", (uintmax_t)c->says[f]);
	}
	describing_line(d, "also says");
}

static void say_trouble(struct describing *d, const struct column_survey *c)
{
	if (!c->trouble.row)
		return;
	buf_printf(&d->text, message(d->o->lang, "row %ju"), (uintmax_t)c->trouble.row);
	buf_printf(&d->text, message(d->o->lang, " \"%.*s\": "), STR_ARG(c->trouble.text));
	if (c->trouble.why.en.p)
		describing_add_words(d, c->trouble.why);
	else
		buf_add(&d->text, face_label(d->o->lang, c->trouble.face));
	describing_line(d, "first not read");
}

static bool is_key(const struct survey *s, size_t index)
{
	for (size_t i = 0; i < s->n_keys; i++)
		if (s->keys[i] == index)
			return true;
	return false;
}

static void say_column(struct describing *d, const struct survey *s, size_t index)
{
	const struct column_survey *c = &s->columns[index];
	layout_blank(&d->layout);
	add_letters(d, index);
	buf_adds(&d->text, "  ");
	if (c->column->header.n)
		buf_add(&d->text, c->column->header);
	else
		describing_add(d, "without a header");
	describing_title(d);
	say_field(d, c, is_key(s, index));
	say_why(d, c->column);
	say_rank(d, c->column);
	say_basis(d, c->column);
	say_unit(d, c->column);
	say_samples(d, c);
	say_cells(d, c);
	say_more(d, c);
	say_trouble(d, c);
}

/* A column of a spreadsheet that was never used: nothing above, nothing below. */
static bool is_empty(const struct column_survey *c)
{
	return !c->column->header.n && !c->n_samples;
}

/* A column that the mapping's identity names is used, though it means no field. */
static bool is_used(const struct survey *s, size_t index)
{
	const struct column *c = s->columns[index].column;
	return c->field || c->mapped || c->named || is_key(s, index);
}

static void say_columns(struct describing *d, const struct survey *s, bool used)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		if (is_used(s, i) != used || is_empty(&s->columns[i]))
			continue;
		if (!used && !n++) {
			layout_blank(&d->layout);
			describing_add(d, "Columns that nothing recognised:");
			describing_title(d);
		}
		say_column(d, s, i);
	}
}

bool map_draw(struct buf *out, const struct describe_options *o, struct str name, const struct survey *s)
{
	struct describing d;

	describing_init(&d, out, o);
	buf_add(&d.text, name);
	describing_title(&d);
	if (s->format != FORMAT_TEXT)
		say_format(&d, s);
	if (s->no_header.en.p) {
		describing_add_words(&d, s->no_header);
		describing_line(&d, "header");
		return describing_end(&d);
	}
	if (s->format == FORMAT_TEXT) {
		say_encoding(&d, s);
		say_separator(&d, s);
	}
	say_header_row(&d, s);
	say_kind(&d, s);
	say_role(&d, s, ROLE_ENTERPRISE, "enterprise", "no column names it");
	say_keys(&d, s);
	say_constants(&d, s);
	say_rows(&d, s);
	say_columns(&d, s, true);
	say_columns(&d, s, false);
	return describing_end(&d);
}
