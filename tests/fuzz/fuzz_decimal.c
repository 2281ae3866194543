/*
 * Two numbers, a line each: what is written reads as itself, orders are antisymmetric, what is added can be taken
 * away.
 */
#include "value/decimal.h"
#include "must.h"

#include <stdlib.h>

static bool same(const struct decimal *a, const struct decimal *b)
{
	return decimal_cmp(a, b) == 0 && a->scale == b->scale && a->digits == b->digits && a->negative == b->negative &&
	       !a->big == !b->big;
}

static void check_written(struct arena *a, const struct decimal *d)
{
	struct decimal again;
	struct buf text;
	buf_init(&text);
	decimal_write(&text, d);
	MUST(!text.failed && decimal_parse(&again, a, buf_str(&text)) == DECIMAL_OK && same(d, &again));
	MUST(d->scale >= 0 && (!d->negative || !decimal_is_zero(d)));
	buf_release(&text);
}

static void check_pair(struct arena *arena, const struct decimal *a, const struct decimal *b)
{
	struct decimal r, back, one = decimal_from_int(1);
	int forth = decimal_cmp(a, b), reverse = decimal_cmp(b, a);
	MUST((forth > 0) - (forth < 0) == (reverse < 0) - (reverse > 0));
	MUST((forth == 0) == same(a, b));
	MUST(decimal_cmp_scaled(a, b, b, a) == 0);
	int scaled = decimal_cmp_scaled(a, &one, b, &one);
	MUST((scaled > 0) - (scaled < 0) == (forth > 0) - (forth < 0));
	if (decimal_add(&r, arena, a, b) == DECIMAL_OK) {
		check_written(arena, &r);
		if (decimal_sub(&back, arena, &r, b) == DECIMAL_OK)
			MUST(same(&back, a));
	}
	if (decimal_sub(&r, arena, a, b) == DECIMAL_OK)
		MUST((r.negative ? -1 : !decimal_is_zero(&r)) == (forth > 0) - (forth < 0));
	if (decimal_mul(&r, arena, a, b) == DECIMAL_OK) {
		check_written(arena, &r);
		MUST(decimal_cmp_scaled(a, b, &r, &one) == 0);
		if (!decimal_is_zero(b))
			MUST(decimal_div(&back, arena, &r, b) == DECIMAL_OK && same(&back, a));
	}
	if (decimal_div(&r, arena, a, b) == DECIMAL_OK)
		MUST(decimal_cmp_scaled(&r, b, a, &one) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct decimal a, b;
	struct str text = {(const char *)data, size};
	size_t cut = 0;
	while (cut < size && data[cut] != '\n')
		cut++;
	arena_init(&arena);
	bool read_a = decimal_parse(&a, &arena, str_sub(text, 0, cut)) == DECIMAL_OK;
	bool read_b = decimal_parse(&b, &arena, str_sub(text, cut + 1, size)) == DECIMAL_OK;
	if (read_a)
		check_written(&arena, &a);
	if (read_a && read_b)
		check_pair(&arena, &a, &b);
	arena_release(&arena);
	return 0;
}
