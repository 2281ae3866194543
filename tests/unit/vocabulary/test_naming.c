#include "unit.h"

#include "fixture.h"
#include "spec.h"

/* "blast_furnace furnace_use=ironmaking #1#", "-" */
static void write_naming(struct buf *out, const struct naming *n)
{
	if (!n->kind) {
		buf_addc(out, '-');
		return;
	}
	buf_add(out, n->kind->id);
	for (size_t i = 0; i < n->n_values; i++)
		buf_printf(out, " %.*s=%.*s", STR_ARG(n->values[i].field->id), STR_ARG(n->values[i].choice->id));
	if (n->model.p)
		buf_printf(out, " model=%.*s", STR_ARG(n->model));
	if (n->nominal)
		buf_printf(out, " %.*s~%.*s", STR_ARG(n->nominal->field->id), STR_ARG(n->type_name));
	if (n->label.p)
		buf_printf(out, " #%.*s", STR_ARG(n->label));
}

static void one(struct spec_case *c, void *ctx)
{
	const struct fixture *x = ctx;
	struct arena a;
	struct buf got;
	struct naming n;
	arena_init(&a);
	buf_init(&got);
	naming_read(&n, &a, &x->reader, spec_field(c, 0));
	write_naming(&got, &n);
	if (spec_want_str(c, "naming", buf_str(&got), spec_field(c, 1)) && !n.kind) {
		if (!spec_field(c, 2).n || !str_has(n.problem.en, spec_field(c, 2)))
			spec_fail(c, "problem is \"%.*s\"", STR_ARG(n.problem.en));
		if (!n.problem.zh.n)
			spec_fail(c, "no Chinese words");
	} else if (!c->failed && (n.problem.en.n || c->n > 2)) {
		spec_fail(c, "understood, and a problem");
	}
	buf_release(&got);
	arena_release(&a);
}

static void names_are_read(void **state)
{
	spec_run("tests/spec/naming.txt", one, *state);
}

/* Every name of every kind is understood as that kind, bare and with a label before it. */
static void every_name_names_its_kind(void **state)
{
	const struct fixture *x = *state;
	size_t names = 0;
	for (size_t i = 0; i < x->v->n_kinds; i++) {
		const struct kind *k = &x->v->kinds[i];
		for (size_t j = 0; j < k->n_names && !k->abstract; j++, names++) {
			struct arena a;
			struct naming n;
			arena_init(&a);
			naming_read(&n, &a, &x->reader, k->names[j]);
			if (n.kind != k || n.n_values)
				fail_msg("%.*s is not read as %.*s", STR_ARG(k->names[j]), STR_ARG(k->id));
			naming_read(&n, &a, &x->reader, arena_printf(&a, "1#%.*s", STR_ARG(k->names[j])));
			if (n.kind != k || !str_is(n.label, "1#"))
				fail_msg("1#%.*s is not read as %.*s", STR_ARG(k->names[j]), STR_ARG(k->id));
			arena_release(&a);
		}
	}
	assert_true(names > 400);
}

/* No text that holds a name of a furnace beside a word that nobody knows is a furnace. */
static void unknown_words_are_never_dropped(void **state)
{
	const struct fixture *x = *state;
	static const char *const words[] = {"某", "改造项目", "附属", "X", "9", "用电"};
	for (size_t i = 0; i < x->v->n_kinds; i++) {
		const struct kind *k = &x->v->kinds[i];
		for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
			struct arena a;
			struct naming n;
			arena_init(&a);
			naming_read(&n, &a, &x->reader, arena_printf(&a, "%s%.*s", words[w], STR_ARG(k->words.zh)));
			assert_null(n.kind);
			naming_read(&n, &a, &x->reader, arena_printf(&a, "%.*s%s", STR_ARG(k->words.zh), words[w]));
			assert_null(n.kind);
			arena_release(&a);
		}
	}
}

static void long_texts_are_refused_quickly(void **state)
{
	const struct fixture *x = *state;
	struct arena a;
	struct buf text;
	struct naming n;
	arena_init(&a);
	buf_init(&text);
	for (int i = 0; i < 40; i++)
		buf_adds(&text, "高炉");
	naming_read(&n, &a, &x->reader, buf_str(&text));
	assert_null(n.kind);
	buf_addc(&text, '1');
	naming_read(&n, &a, &x->reader, buf_str(&text));
	assert_null(n.kind);
	assert_true(str_has(n.problem.en, STR("longer than any name")));
	buf_clear(&text);
	for (int i = 0; i < 240; i++)
		buf_addc(&text, '(');
	naming_read(&n, &a, &x->reader, buf_str(&text));
	assert_null(n.kind);
	buf_release(&text);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read),
		cmocka_unit_test(every_name_names_its_kind),
		cmocka_unit_test(unknown_words_are_never_dropped),
		cmocka_unit_test(long_texts_are_refused_quickly),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
