/* Columns that name equipment (tests/spec/wide-headers.txt), and small tables from bytes to items (tests/spec/tables.txt). */
#include "unit.h"
#include "spec.h"
#include "world.h"

#include "base/buf.h"
#include "registry/wide.h"

/* header | kind | head | field | unit; or header | - */
static void one_header(struct spec_case *c, void *ctx)
{
	const struct world *world = ctx;
	struct arena a;
	struct wide *w;
	arena_init(&a);
	assert_true(wide_read(&w, &a, &world->headings, spec_field(c, 0)));
	if (spec_want_str(c, "kind", w ? w->kind->id : STR("-"), spec_field(c, 1)) && w && spec_want_fields(c, 5)) {
		const struct unit *unit = w->column.unit.unit;
		spec_want_str(c, "head", w->text, spec_field(c, 2));
		spec_want_str(c, "field", w->column.field->id, spec_field(c, 3));
		spec_want_str(c, "unit", unit ? unit->id : STR("-"), spec_field(c, 4));
	}
	arena_release(&a);
}

static void headers(void **state)
{
	spec_run("tests/spec/wide-headers.txt", one_header, *state);
}

/* --- tables ---------------------------------------------------------------------------------------------------- */

static void show_value(struct buf *out, const struct value *v)
{
	if (v->face == FACE_READ) {
		buf_printf(out, " %.*s=", STR_ARG(v->field->id));
		value_write(out, v);
	} else if (v->face != FACE_BLANK) {
		buf_printf(out, " %.*s:%s", STR_ARG(v->field->id), face_name(v->face));
	}
}

static void show_item(struct buf *out, const struct vocabulary *v, const struct item *i)
{
	buf_add(out, i->kind ? i->kind->id : STR("?"));
	buf_adds(out, i->kind_assumed ? "~" : "");
	if (i->key.p)
		buf_printf(out, "#%.*s", STR_ARG(i->key));
	if (i->count_open)
		buf_adds(out, " x?");
	else if (i->unit_count != 1)
		buf_printf(out, " x%llu", (unsigned long long)i->unit_count);
	if (i->column.p)
		buf_printf(out, " @%.*s", STR_ARG(i->column));
	for (size_t f = 0; f < v->n_fields; f++)
		if (i->values[f] && v->fields[f].role == ROLE_NONE && v->fields[f].type != FIELD_IDENTIFIER)
			show_value(out, i->values[f]);
	for (size_t n = 0; n < i->n_notes; n++)
		buf_adds(out, " !");
}

static void show_row(struct buf *out, const struct vocabulary *v, const struct row *row)
{
	buf_printf(out, "%s%llu:", out->n ? " // " : "", (unsigned long long)row->number);
	if (row->reason != REASON_NONE)
		buf_adds(out, row_reason_name(row->reason));
	for (size_t i = 0; i < row->n_items; i++) {
		assert_int_equal(row->items[i].row, row->number);
		assert_int_equal(row->items[i].number, i + 1);
		buf_adds(out, i ? " ; " : "");
		show_item(out, v, &row->items[i]);
	}
	if (row->n_absent)
		buf_printf(out, " -%zu", row->n_absent);
	if (row->blank_enterprise)
		buf_adds(out, " (enterprise blank)");
}

/* "strict", or the id of a kind. */
static void set_options(struct spec_case *c, const struct vocabulary *v, struct reader *r, struct registry_options *o)
{
	struct str said = spec_field(c, 3);
	r->strict = str_is(said, "strict");
	if (!said.n || r->strict)
		return;
	o->default_kind = vocabulary_kind(v, said);
	if (!o->default_kind)
		spec_fail(c, "\"%.*s\" is no kind", STR_ARG(said));
}

/* table | rows | part of a notice, - that there is none, nothing: whatever | options */
static void one_table(struct spec_case *c, void *ctx)
{
	const struct world *world = ctx;
	struct arena a;
	struct diags d;
	struct buf rows, notices;
	struct row row;
	struct reader r = world->reader;
	struct registry_options o = {.encoding = ENCODING_UTF8};
	struct input in = world_file(spec_field(c, 0));
	size_t n, read = 0;
	arena_init(&a);
	diags_init(&d, NULL, NULL);
	buf_init(&rows);
	buf_init(&notices);
	buf_adds(&notices, "");
	set_options(c, world->vocabulary, &r, &o);
	struct registry *g = registry_new(&r, STR("in.csv"), &in, &o, &d);
	assert_non_null(g);
	while (registry_next(g, &row, &a) == REGISTRY_ROW) {
		show_row(&rows, world->vocabulary, &row);
		arena_clear(&a);
		read++;
	}
	spec_want_int(c, "rows", (long long)read, (long long)registry_rows(g));
	const struct words *said = registry_notices(g, &n);
	for (size_t i = 0; i < n; i++)
		buf_printf(&notices, "%.*s\n", STR_ARG(said[i].en));
	if (registry_problem(g).en.p)
		buf_add(&rows, registry_problem(g).en);
	spec_want_str(c, "rows", buf_str(&rows), spec_field(c, 1));
	struct str notice = spec_field(c, 2), all = buf_str(&notices);
	if (str_is(notice, "-") ? all.n > 0 : notice.n > 0 && !str_has(all, notice))
		spec_fail(c, "the notices \"%.*s\" are not \"%.*s\"", STR_ARG(all), STR_ARG(notice));
	registry_free(g);
	buf_release(&rows);
	buf_release(&notices);
	diags_release(&d);
	arena_release(&a);
	input_close(&in);
}

static void tables(void **state)
{
	spec_run("tests/spec/tables.txt", one_table, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers),
		cmocka_unit_test(tables),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
