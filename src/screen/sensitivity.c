#include "screen/sensitivity.h"

#include "judge/suppose.h"

#include <stdlib.h>

/* --- the rule's limits ------------------------------------------------------------------------------------------------ */

static bool add_limit(void *ctx, const struct condition *leaf)
{
	struct sensitivity *s = ctx;
	struct quantity q;
	if (!condition_limit(&q, leaf))
		return true;
	s->limits[s->n_limits] = (struct sensitivity_limit){.leaf = leaf, .adopted = q};
	map_init(&s->limits[s->n_limits++].by_key, &s->arena);
	return true;
}

bool sensitivity_init(struct sensitivity *s, const struct rule *rule)
{
	*s = (struct sensitivity){.rule = rule};
	arena_init(&s->arena);
	s->limits = ARENA_ARRAY(&s->arena, rule->n_leaves, struct sensitivity_limit);
	if (!s->limits)
		return false;
	condition_each_leaf(rule->where, add_limit, s);
	condition_each_leaf(rule->obsolete_if, add_limit, s);
	return true;
}

void sensitivity_release(struct sensitivity *s)
{
	arena_release(&s->arena);
}

/* --- items -------------------------------------------------------------------------------------------------------------- */

static void write_end(struct buf *out, const struct decimal *d, bool infinite, bool open)
{
	if (!infinite)
		decimal_write(out, d);
	buf_addc(out, infinite ? '*' : open ? ')' : ']');
}

static void write_key(struct buf *out, const struct sensitivity_group *g)
{
	for (int i = 0; i < 3; i++)
		buf_addc(out, (char)('0' + (int)g->verdicts[i]));
	if (!g->measured)
		return;
	buf_add(out, g->value.unit->id);
	write_end(out, &g->value.v.lo, g->value.v.lo_infinite, g->value.v.lo_open);
	write_end(out, &g->value.v.hi, g->value.v.hi_infinite, g->value.v.hi_open);
}

/* Numbers with digits of their own outlive the row. */
static bool keep_number(struct decimal *d, struct arena *a)
{
	struct buf b;
	buf_init(&b);
	decimal_write(&b, d);
	bool kept = !d->big || (!b.failed && decimal_parse(d, a, buf_str(&b)) == DECIMAL_OK);
	buf_release(&b);
	return kept;
}

static struct sensitivity_group *group_of(struct sensitivity_limit *limit, struct arena *a, const struct sensitivity_group *like)
{
	struct buf key;
	uint32_t found;
	struct sensitivity_group *group = NULL;
	buf_init(&key);
	write_key(&key, like);
	if (!key.failed && map_get(&limit->by_key, buf_str(&key), &found)) {
		group = &limit->groups[found];
	} else if (!key.failed) {
		struct str kept = arena_str(a, buf_str(&key));
		struct sensitivity_group *groups = arena_grow(a, limit->groups, limit->n, &limit->cap, sizeof *groups);
		if (groups)
			limit->groups = groups;
		if (groups && kept.p && map_put(&limit->by_key, kept, (uint32_t)limit->n)) {
			group = &groups[limit->n++];
			*group = *like;
			if (!keep_number(&group->value.v.lo, a) || !keep_number(&group->value.v.hi, a))
				group = NULL;
		}
	}
	buf_release(&key);
	return group;
}

static bool add_to(struct sensitivity *s, struct sensitivity_limit *limit, struct arena *scratch, const struct program *p, const struct item *item)
{
	struct sensitivity_group like = {.measured = false};
	if (!judge_supposing(like.verdicts, scratch, p, s->rule, item, limit->leaf))
		return false;
	like.measured = item_measure(&like.value, scratch, p, item, limit->leaf);
	struct sensitivity_group *group = group_of(limit, &s->arena, &like);
	if (!group)
		return false;
	group->items++;
	const struct value *capacity = item_capacity(scratch, item, s->rule);
	if (capacity)
		return capacity_add(&group->capacity, &s->arena, item, capacity);
	group->capacity.without += s->rule->capacity != NULL;
	return !scratch->failed;
}

bool sensitivity_add(struct sensitivity *s, struct arena *scratch, const struct program *p, const struct item *item)
{
	if (!item->kind || item->kind->abstract || !rule_concerns(scratch, p, s->rule, item))
		return !scratch->failed;
	for (size_t i = 0; i < s->n_limits; i++)
		if (!add_to(s, &s->limits[i], scratch, p, item))
			return false;
	return true;
}

/* --- steps -------------------------------------------------------------------------------------------------------------- */

static int by_limit(const void *a, const void *b)
{
	return decimal_cmp(&((const struct sensitivity_step *)a)->limit, &((const struct sensitivity_step *)b)->limit);
}

/* An end of a value as a limit; one that is no finite decimal of the unit is none. */
static void add_step(struct sensitivity_step *steps, size_t *n, struct arena *a, const struct sensitivity_limit *limit, const struct quantity *of,
		     const struct decimal *end)
{
	struct quantity q = {interval_point(*end), of->unit};
	if (quantity_in_unit(&q, a, &q, limit->adopted.unit))
		steps[(*n)++].limit = q.v.lo;
}

static size_t drop_equal(struct sensitivity_step *steps, size_t n, const struct decimal *adopted)
{
	size_t kept = 0;
	qsort(steps, n, sizeof *steps, by_limit);
	for (size_t i = 0; i < n; i++) {
		if (kept && decimal_cmp(&steps[kept - 1].limit, &steps[i].limit) == 0)
			continue;
		steps[kept] = steps[i];
		steps[kept++].adopted = decimal_cmp(&steps[i].limit, adopted) == 0;
	}
	return kept;
}

/* Every so many-th, with the ends and the adopted one. */
static size_t thin_out(struct sensitivity_step *steps, size_t n, size_t most)
{
	size_t kept = 0, next = 0;
	if (n <= most)
		return n;
	for (size_t i = 0; i < n; i++) {
		bool due = i == next * (n - 1) / (most - 1);
		next += due;
		if (due || steps[i].adopted)
			steps[kept++] = steps[i];
	}
	return kept;
}

static bool weigh(struct sensitivity_step *step, struct arena *a, const struct sensitivity_limit *limit)
{
	const struct quantity at = {interval_point(step->limit), limit->adopted.unit};
	for (size_t i = 0; i < limit->n; i++) {
		const struct sensitivity_group *g = &limit->groups[i];
		enum truth truth = g->measured ? quantity_compare(&g->value, limit->leaf->relation, &at) : TRUTH_UNKNOWN;
		enum rule_verdict verdict = g->verdicts[truth];
		step->open += verdict == RULE_UNDETERMINED || verdict == RULE_MANUAL ? g->items : 0;
		if (verdict != RULE_OBSOLETE)
			continue;
		step->hits += g->items;
		if (!capacity_add_all(&step->capacity, a, &g->capacity))
			return false;
	}
	return true;
}

struct sensitivity_step *sensitivity_steps(size_t *n, size_t *all, struct arena *a, const struct sensitivity_limit *limit, size_t most)
{
	struct sensitivity_step *steps = ARENA_ARRAY(a, 2 * limit->n + 1, struct sensitivity_step);
	*n = 0;
	if (!steps)
		return NULL;
	steps[(*n)++].limit = limit->adopted.v.lo;
	for (size_t i = 0; i < limit->n; i++) {
		const struct sensitivity_group *g = &limit->groups[i];
		if (g->verdicts[TRUTH_FALSE] == g->verdicts[TRUTH_TRUE])
			continue; /* whatever the limit */
		if (g->measured && !g->value.v.lo_infinite)
			add_step(steps, n, a, limit, &g->value, &g->value.v.lo);
		if (g->measured && !g->value.v.hi_infinite)
			add_step(steps, n, a, limit, &g->value, &g->value.v.hi);
	}
	*n = *all = drop_equal(steps, *n, &limit->adopted.v.lo);
	*n = thin_out(steps, *n, most);
	for (size_t i = 0; i < *n; i++)
		if (!weigh(&steps[i], a, limit))
			return NULL;
	return a->failed ? NULL : steps;
}

/* --- the sink ------------------------------------------------------------------------------------------------------------ */

struct gathering {
	struct sink base;
	struct sensitivity s;
	struct arena scratch;
	sensitivity_draw_fn *draw;
	void *ctx;
};

static void gather_begin(struct sink *s, const struct run_info *run)
{
	s->run = run;
}

static void gather_item(struct sink *s, const struct item *item, const struct judgement *j)
{
	struct gathering *g = (struct gathering *)s;
	(void)j;
	arena_clear(&g->scratch);
	s->failed |= !sensitivity_add(&g->s, &g->scratch, s->run->program, item);
}

static void gather_row(struct sink *s, struct str file, const struct row *row)
{
	(void)s;
	(void)file;
	(void)row;
}

static void gather_end(struct sink *s, const struct summary *summary)
{
	struct gathering *g = (struct gathering *)s;
	s->failed |= !g->draw(g->ctx, s->out, &g->s, s->run, summary);
}

static void gather_free(struct sink *s)
{
	struct gathering *g = (struct gathering *)s;
	sensitivity_release(&g->s);
	arena_release(&g->scratch);
	free(g->ctx);
	free(g);
}

static const struct sink_ops gather_ops = {.begin = gather_begin, .item = gather_item, .row = gather_row, .end = gather_end, .free = gather_free};

struct sink *sensitivity_sink_new(struct buf *out, const struct rule *rule, sensitivity_draw_fn *draw, void *ctx)
{
	struct gathering *g = malloc(sizeof *g);
	if (!g)
		return NULL;
	*g = (struct gathering){.base = {.ops = &gather_ops, .out = out}, .draw = draw, .ctx = ctx};
	arena_init(&g->scratch);
	if (sensitivity_init(&g->s, rule))
		return &g->base;
	g->ctx = NULL; /* still the caller's */
	gather_free(&g->base);
	return NULL;
}
