#include "registry/header_join.h"

#include "registry/wide.h"
#include "text/fold.h"

bool is_plain_number(struct arena *a, struct str cell)
{
	struct decimal d;
	struct folded f;
	cell = str_trim(cell);
	return cell.n && cell.n < 64 && fold_quantity(&f, a, cell) && decimal_parse(&d, a, f.text) == DECIMAL_OK;
}

bool headers_may_join(struct arena *a, const struct str *above, const struct str *below, size_t n)
{
	bool group = false;
	for (size_t i = 0; i < n; i++) {
		bool over = str_trim(above[i]).n > 0, under = str_trim(below[i]).n > 0;
		if ((!over && !under && i + 1 < n) || is_plain_number(a, above[i]) || is_plain_number(a, below[i]))
			return false;
		group |= over && under && i + 1 < n && !str_trim(above[i + 1]).n && str_trim(below[i + 1]).n;
	}
	return group;
}

/* 企业情况 → 企业 */
static struct str without_situation(struct str group)
{
	static const struct str words[] = {STR_INIT("基本情况"), STR_INIT("基本信息"), STR_INIT("概况"), STR_INIT("情况"), STR_INIT("信息"),
					   STR_INIT(" information"), STR_INIT(" details"), STR_INIT(" data")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (group.n > words[i].n && str_ends(group, words[i]))
			return str_sub(group, 0, group.n - words[i].n);
	return group;
}

static struct str put_together(struct arena *a, struct str group, struct str name)
{
	unsigned char last = group.n ? (unsigned char)group.p[group.n - 1] : 0;
	bool english = last < 0x80 && name.n && (unsigned char)*name.p < 0x80;
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(group), english ? " " : "", STR_ARG(name));
}

/* What the group adds is kept where it makes the name mean more. STR_NONE when memory is exhausted. */
static struct str join(struct arena *a, const struct headings *h, struct str group, struct str name)
{
	struct str all = put_together(a, group, name), both = put_together(a, without_situation(group), name);
	struct wide *wide;
	struct heading together, alone;
	if (!all.p || !both.p || !wide_read(&wide, a, h, all) || !heading_read(&together, a, h, both) || !heading_read(&alone, a, h, name))
		return STR_NONE;
	if (wide)
		return all;
	if (together.field)
		return both;
	return alone.field || alone.misfit ? name : all;
}

struct str *headers_join(struct arena *a, const struct headings *h, const struct str *above, const struct str *below, size_t n)
{
	struct str *out = ARENA_ARRAY(a, n, struct str);
	struct str group = STR_NONE;
	for (size_t i = 0; out && i < n; i++) {
		struct str over = str_trim(above[i]), under = str_trim(below[i]);
		if (over.n)
			group = over;
		out[i] = !under.n ? over : !group.n || str_eq(group, under) ? under : join(a, h, group, under);
		if (!out[i].p && (over.n || under.n))
			return NULL;
	}
	return out;
}
