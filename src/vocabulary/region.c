/* Which province a cell of a region names. */
#include "vocabulary/vocabulary.h"

#include "text/fold.h"

/* 37, 3715, 371525, also with the codes of townships and villages behind it. */
static bool is_division_code(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] < '0' || key.p[i] > '9')
			return false;
	return key.n == 2 || key.n == 4 || key.n == 6 || key.n == 9 || key.n == 12;
}

const struct region *vocabulary_region(const struct vocabulary *v, struct str code)
{
	for (size_t i = 0; is_division_code(code) && i < v->n_regions; i++)
		if (str_starts(code, v->regions[i].code))
			return &v->regions[i];
	return NULL;
}

/* 河北区 is a district of 天津, 海南区 one of 乌海. */
static bool begins_with(struct str key, struct str start)
{
	struct str rest = str_sub(key, start.n, key.n);
	return start.n && str_starts(key, start) && !str_starts(rest, STR("区")) && !str_starts(rest, STR("县"));
}

static bool names(const struct region *r, struct str key)
{
	if (r->short_name.n && str_eq(key, r->short_name))
		return true;
	for (size_t i = 0; i < r->starts.n; i++)
		if (begins_with(key, r->starts.items[i]))
			return true;
	return false;
}

const struct region *region_read(const struct vocabulary *v, struct arena *a, struct str text)
{
	struct str key = text.n ? fold_key(a, text) : STR_NONE;
	if (!key.n)
		return NULL;
	const struct region *by_code = vocabulary_region(v, key);
	if (by_code || is_division_code(key))
		return by_code;
	for (size_t i = 0; i < v->n_regions; i++)
		if (names(&v->regions[i], key))
			return &v->regions[i];
	return NULL;
}
