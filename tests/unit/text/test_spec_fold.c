#include "unit.h"

#include "spec.h"
#include "text/fold.h"
#include "text/utf8.h"

typedef bool fold_fn(struct folded *out, struct arena *a, struct str filed);

static const struct {
	const char *name;
	fold_fn *fold;
	size_t fields;
} folds[] = {
	{"name", fold_name, 3},
	{"quantity", fold_quantity, 3},
	{"quote", fold_quote, 3},
	{"name-source", fold_name, 5},
	{"quantity-source", fold_quantity, 5},
};

/* The invariants of fold.h, whatever the case asks. */
static void check_offsets(struct spec_case *c, const struct folded *f)
{
	struct str text = f->text;
	if (text.p[text.n] != '\0' || utf8_valid(text) != text.n)
		spec_fail(c, "the result does not end in NUL or is no UTF-8");
	if (f->to_filed[text.n] != f->filed.n)
		spec_fail(c, "the last offset is %u, %zu was expected", (unsigned)f->to_filed[text.n], f->filed.n);
	for (size_t i = 0; i < text.n; i++)
		if (f->to_filed[i] > f->to_filed[i + 1])
			spec_fail(c, "offset %zu goes back", i);
}

static void check_again(struct spec_case *c, fold_fn *fold, struct arena *a, struct str text)
{
	struct folded twice;
	if (fold(&twice, a, text))
		spec_want_str(c, "folded again", twice.text, text);
	else
		spec_fail(c, "no memory");
}

static void check_source(struct spec_case *c, const struct folded *f)
{
	struct str piece = spec_field(c, 3);
	size_t from = str_find(f->text, piece);
	if (from > f->text.n)
		spec_fail(c, "\"%.*s\" does not stand in \"%.*s\"", STR_ARG(piece), STR_ARG(f->text));
	else
		spec_want_str(c, "the source", folded_source(f, from, from + piece.n), spec_field(c, 4));
}

static void one(struct spec_case *c, void *ctx)
{
	struct arena *a = ctx;
	struct folded f;
	size_t i = 0;
	while (i < sizeof folds / sizeof *folds && !str_is(spec_field(c, 0), folds[i].name))
		i++;
	if (i == sizeof folds / sizeof *folds) {
		spec_fail(c, "no such fold");
		return;
	}
	if (!spec_want_fields(c, folds[i].fields))
		return;
	arena_clear(a);
	if (!folds[i].fold(&f, a, spec_field(c, 1))) {
		spec_fail(c, "no memory");
		return;
	}
	/* A folded text may end in a blank, which a spec field cannot. */
	if (folds[i].fields == 3)
		spec_want_str(c, "folded", f.text, spec_field(c, 2));
	else
		spec_want_str(c, "folded", str_trim(f.text), spec_field(c, 2));
	check_offsets(c, &f);
	check_again(c, folds[i].fold, a, f.text);
	if (folds[i].fold == fold_name)
		spec_want_str(c, "the key", fold_key(a, spec_field(c, 1)), f.text);
	if (folds[i].fields == 5)
		check_source(c, &f);
}

static void test_fold(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a);
	spec_run("tests/spec/fold.txt", one, &a);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_fold)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
