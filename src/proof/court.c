#include "proof/court.h"

#include "proof/compare_test.h"

bool rule_each_leaf(const struct rule *r, condition_leaf_fn *fn, void *ctx)
{
	bool on = condition_each_leaf(r->where, fn, ctx) && condition_each_leaf(r->obsolete_if, fn, ctx);
	for (size_t i = 0; on && i < r->n_exceptions; i++)
		on = condition_each_leaf(r->exceptions[i].when, fn, ctx);
	for (size_t i = 0; on && i < r->n_readings; i++) {
		const struct reading_of_rule *reading = &r->readings[i];
		on = (!reading->where || condition_each_leaf(reading->where, fn, ctx)) &&
		     (!reading->obsolete_if || condition_each_leaf(reading->obsolete_if, fn, ctx));
	}
	return on;
}

static bool asks_no_list(void *ctx, const struct condition *leaf)
{
	(void)ctx;
	return leaf->op != COND_LISTED;
}

bool court_init(struct court *c, const struct mutants *m, const struct ruleset *rules_of, struct diags *diags)
{
	const struct rule **rules = ARENA_ARRAY(m->arena, m->n + 1, const struct rule *);
	struct rule *own = ARENA_NEW(m->arena, struct rule);
	*c = (struct court){.vocabulary = m->vocabulary, .arena = m->arena, .diags = diags};
	if (!rules || !own)
		return false;
	*own = *m->rule;
	own->index = 0;
	rules[0] = own;
	for (size_t i = 0; i < m->n; i++)
		rules[i + 1] = m->items[i].rule;
	c->set = (struct ruleset){.whole = true, .rules = rules, .n_rules = m->n + 1};
	if (!rule_each_leaf(own, asks_no_list, NULL)) { /* they take a while to be made ready, once a day */
		c->set.catalogues = rules_of->catalogues;
		c->set.n_catalogues = rules_of->n_catalogues;
	}
	return true;
}

void court_release(struct court *c)
{
	for (size_t i = 0; i < c->n_days; i++)
		program_release(c->days[i].program);
}

const struct program *court_on(struct court *c, day as_of)
{
	for (size_t i = 0; i < c->n_days; i++)
		if (c->days[i].as_of == as_of)
			return c->days[i].program;
	struct court_day *days = arena_grow(c->arena, c->days, c->n_days, &c->cap_days, sizeof *days);
	struct judge_options options = {.as_of = as_of};
	struct program *p = days ? program_new(c->arena, c->vocabulary, &c->set, &options, c->diags) : NULL;
	if (days)
		c->days = days;
	if (p)
		c->days[c->n_days++] = (struct court_day){as_of, p};
	return p;
}

bool court_judge(struct finding *out, struct arena *a, struct court *c, size_t rule, const struct item *item, day as_of)
{
	const struct program *p = court_on(c, as_of);
	return p && judge_rule(out, a, p, c->set.rules[rule], item);
}

/* --- two findings ------------------------------------------------------------------------------------------------ */

static bool same_need(const struct need *x, const struct need *y)
{
	return x->sort == y->sort && x->field == y->field && !x->n_options && !y->n_options && !x->n_with && !y->n_with;
}

static bool same_lists(const struct finding *x, const struct finding *y)
{
	bool same = x->n_presumed == y->n_presumed && x->n_assumed == y->n_assumed && x->needs.n == y->needs.n &&
		    x->n_readings == y->n_readings;
	for (size_t i = 0; same && i < x->n_presumed; i++)
		same = x->presumed[i] == y->presumed[i];
	for (size_t i = 0; same && i < x->n_assumed; i++)
		same = x->assumed[i].id == y->assumed[i].id && x->assumed[i].field == y->assumed[i].field;
	for (size_t i = 0; same && i < x->needs.n; i++)
		same = same_need(&x->needs.items[i], &y->needs.items[i]);
	for (size_t i = 0; same && i < x->n_readings; i++)
		same = str_eq(x->readings[i]->id, y->readings[i]->id) && x->reading_verdicts[i] == y->reading_verdicts[i];
	return same;
}

static bool same_open(const struct finding *x, const struct finding *y)
{
	bool same = x->rule->n_exceptions == y->rule->n_exceptions && !x->decided_by == !y->decided_by;
	for (size_t i = 0; same && i < x->rule->n_exceptions; i++)
		same = finding_is_open(x, i) == finding_is_open(y, i);
	return same && (!x->decided_by || x->decided_by->to == y->decided_by->to);
}

/* Certainly; where it is false they may only be written in another order. */
static bool surely_same(const struct finding *x, const struct finding *y)
{
	return x->verdict == y->verdict && x->in_force == y->in_force && x->deadline == y->deadline &&
	       !x->near == !y->near && !x->n_caveats == !y->n_caveats && same_open(x, y) && same_lists(x, y);
}

bool findings_differ(struct arena *a, const struct finding *x, const struct finding *y)
{
	struct buf written[2];
	if (surely_same(x, y))
		return false;
	buf_init(&written[0]);
	buf_init(&written[1]);
	test_write(&written[0], a, x);
	test_write(&written[1], a, y);
	bool differ = !str_eq(buf_str(&written[0]), buf_str(&written[1]));
	a->failed |= written[0].failed || written[1].failed;
	buf_release(&written[0]);
	buf_release(&written[1]);
	return differ;
}
