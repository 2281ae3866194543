/* All folds of any bytes: the result is UTF-8, the offsets neither go back nor beyond the filed text. */
#include "text/fold.h"
#include "text/utf8.h"
#include "text/width.h"
#include "must.h"

#include <stdlib.h>

typedef bool fold_fn(struct folded *out, struct arena *a, struct str filed);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* A folded byte comes from the start of a filed character; bad bytes are characters of their own. */
static void check_starts(const struct folded *f)
{
	size_t i = 0, length;
	for (size_t at = 0; at < f->filed.n; at += length) {
		utf8_next(str_sub(f->filed, at, f->filed.n), &length);
		while (i < f->text.n && f->to_filed[i] == at)
			i++;
	}
	must(i == f->text.n);
}

static void check(const struct folded *f)
{
	must(utf8_valid(f->text) == f->text.n && f->text.p[f->text.n] == '\0');
	must(f->to_filed[f->text.n] == f->filed.n);
	for (size_t i = 0; i < f->text.n; i++) {
		must(f->to_filed[i] <= f->to_filed[i + 1] && f->to_filed[i] < f->filed.n);
		struct str source = folded_source(f, i, i + 1);
		must(source.n > 0 && source.p >= f->filed.p && source.p + source.n <= f->filed.p + f->filed.n);
	}
	check_starts(f);
}

/* Names only mostly: what a dropped character kept apart may compose the second time. */
static void check_again(fold_fn *fold, struct arena *a, const struct folded *f)
{
	struct folded twice;
	must(fold(&twice, a, f->text));
	check(&twice);
	must(fold == fold_name || str_eq(twice.text, f->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static fold_fn *const folds[] = {fold_name, fold_quantity, fold_quote};
	struct str filed = {(const char *)data, size};
	struct arena a;
	struct buf safe;

	arena_init(&a);
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
		struct folded f;
		arena_clear(&a);
		must(folds[i](&f, &a, filed));
		check(&f);
		check_again(folds[i], &a, &f);
		if (folds[i] == fold_name)
			must(str_eq(fold_key(&a, filed), f.text));
	}
	arena_release(&a);

	buf_init(&safe);
	text_safe(&safe, filed);
	must(!safe.failed && utf8_valid(buf_str(&safe)) == safe.n);
	must(text_fit(filed, text_width(filed)).n == size);
	buf_release(&safe);
	return 0;
}
