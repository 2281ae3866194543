#include "unit.h"

#include "fixture.h"
#include "spec.h"
#include "vocabulary/recognise.h"

#include <stdlib.h>

enum { WORDS = 24 };

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void write_value(struct buf *out, const struct value *v)
{
	buf_add(out, v->field->id);
	if (v->face != FACE_READ) {
		buf_printf(out, ":%s", face_name(v->face));
		return;
	}
	buf_addc(out, '=');
	value_write(out, v);
	for (size_t i = 0; i < v->n_assumed; i++)
		buf_printf(out, " ~%s", assumption_name(v->assumed[i].id));
}

/* "blast_furnace x2 #1# model=X effective_volume=128 m3", the values in the order of their names */
static void write_part(struct buf *out, struct arena *a, const struct part *p)
{
	struct str values[WORDS];
	buf_add(out, p->kind ? p->kind->id : STR("-"));
	if (p->count_open)
		buf_adds(out, " x?");
	else
		buf_printf(out, " x%llu", (unsigned long long)p->count);
	if (p->label.p)
		buf_printf(out, " #%.*s", STR_ARG(p->label));
	if (p->model.p)
		buf_printf(out, " model=%.*s", STR_ARG(p->model));
	for (size_t i = 0; i < p->n_values && i < WORDS; i++) {
		struct buf b;
		buf_init(&b);
		write_value(&b, p->values[i]);
		values[i] = arena_str(a, buf_str(&b));
		buf_release(&b);
	}
	qsort(values, p->n_values < WORDS ? p->n_values : WORDS, sizeof *values, by_text);
	for (size_t i = 0; i < p->n_values && i < WORDS; i++)
		buf_printf(out, " %.*s", STR_ARG(values[i]));
}

static void one(struct spec_case *c, void *ctx)
{
	const struct fixture *x = ctx;
	struct arena a;
	struct buf parts, residue;
	struct recognised got;
	arena_init(&a);
	buf_init(&parts);
	buf_init(&residue);
	assert_true(recognise(&got, &a, &x->reader, STR("设备"), spec_field(c, 0)));
	for (size_t i = 0; i < got.n; i++) {
		buf_adds(&parts, i ? "; " : "");
		write_part(&parts, &a, &got.parts[i]);
	}
	for (size_t i = 0; i < got.n_residue; i++)
		buf_printf(&residue, "%s%.*s", i ? "; " : "", STR_ARG(got.residue[i]));
	for (size_t i = 0; i < got.n; i++)
		if (got.parts[i].problem.en.n)
			buf_printf(&residue, "%s%.*s", residue.n ? "; " : "", STR_ARG(got.parts[i].problem.en));
	if (spec_want_str(c, "parts", buf_str(&parts), spec_field(c, 1)))
		spec_want_str(c, "residue", buf_str(&residue), spec_field(c, 2));
	buf_release(&parts);
	buf_release(&residue);
	arena_release(&a);
}

static void texts_are_recognised(void **state)
{
	spec_run("tests/spec/recognise.txt", one, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_recognised),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
