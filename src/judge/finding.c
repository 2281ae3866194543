/* One rule over one item, with all that a report says of it. */
#include "judge/trial.h"

void leaf_trace_write_limit(struct buf *out, const struct leaf_trace *t)
{
	const struct listing *l = t->listing;
	size_t n = 0;
	condition_write_limit(out, t->leaf);
	for (size_t i = 0; l && l->truth != TRUTH_FALSE && i < l->n; i++) {
		if (l->entries[i].truth != l->truth)
			continue;
		buf_adds(out, n++ ? ", " : " ");
		catalogue_write_entry(out, l->entries[i].entry);
	}
}

/* Behind `out`; returns where it ended. */
static struct leaf_trace *trace_tree(struct leaf_trace *out, const struct trial *t, struct tree tree, bool presume,
				     struct leaf_trace like)
{
	for (uint32_t i = tree.first; i < tree.end; i++) {
		const struct ready_node *node = &t->ready->nodes[i];
		if (!tree_is_leaf(node) || node->c->op == COND_ALWAYS)
			continue;
		struct fact fact = fact_of(t->facts, node->c->field, presume && node->c->op != COND_KNOWN);
		*out = like;
		out->leaf = node->c;
		out->value = fact.value;
		out->presumed = fact.presumed != NULL;
		out->truth = (enum truth)t->truth[i];
		out->listing = node->c->op == COND_LISTED ? listing_of(t->facts, node->c, presume) : NULL;
		out++;
	}
	return out;
}

static void trace(struct finding *f, const struct trial *t)
{
	const struct ready_rule *r = t->ready;
	struct leaf_trace *all = ARENA_ARRAY(t->facts->arena, r->n_leaves, struct leaf_trace);
	if (!all)
		return;
	struct leaf_trace *end = all;
	end = trace_tree(end, t, r->where, true, (struct leaf_trace){.part = PART_WHERE});
	end = trace_tree(end, t, r->obsolete_if, true, (struct leaf_trace){.part = PART_OBSOLETE_IF});
	for (size_t i = 0; i < r->rule->n_exceptions; i++) {
		struct leaf_trace like = {.part = PART_EXCEPTION, .exception = &r->rule->exceptions[i]};
		end = trace_tree(end, t, r->exceptions[i], !t->unpresumed[i], like);
	}
	f->leaves = all;
	f->n_leaves = (size_t)(end - all);
}

bool reading_trace(const struct leaf_trace **out, size_t *n, const struct trial *t, size_t reading)
{
	const struct ready_rule *r = t->ready;
	struct tree where = r->readings[reading].where, obsolete_if = r->readings[reading].obsolete_if;
	struct leaf_trace *all = ARENA_ARRAY(t->facts->arena, r->n_nodes - r->n_traced, struct leaf_trace), *end = all;
	if (!all)
		return false;
	/* a tree that it has of its own stands behind those of the rule */
	if (where.first >= r->n_traced)
		end = trace_tree(end, t, where, true, (struct leaf_trace){.part = PART_WHERE});
	if (obsolete_if.first >= r->n_traced)
		end = trace_tree(end, t, obsolete_if, true, (struct leaf_trace){.part = PART_OBSOLETE_IF});
	*out = all;
	*n = (size_t)(end - all);
	return true;
}

/* What the rule does not cover, and what the catalogues that it asks leave open. */
static void find_caveats(struct finding *f, struct arena *a)
{
	const struct words *own = f->rule->caveat.zh.p ? &f->rule->caveat : NULL;
	size_t n = own != NULL;
	for (size_t i = 0; i < f->n_leaves; i++)
		n += f->leaves[i].listing ? f->leaves[i].listing->n_caveats : 0;
	struct words *caveats = ARENA_ARRAY(a, n, struct words);
	if (!caveats)
		return;
	if (own)
		caveats[f->n_caveats++] = *own;
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct listing *l = f->leaves[i].part == PART_OBSOLETE_IF ? f->leaves[i].listing : NULL;
		for (size_t k = 0; l && k < l->n_caveats; k++)
			caveats[f->n_caveats++] = l->caveats[k];
	}
	f->caveats = caveats;
}

/* Of what is listed the entry sets the date; the earliest of several. */
static void find_deadline(struct finding *f, day as_of)
{
	const struct duty_case *due = NULL;
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct listing *l = f->leaves[i].part == PART_EXCEPTION ? NULL : f->leaves[i].listing;
		const struct duty_case *of = l && l->truth == TRUTH_TRUE && l->deciding ? l->deciding->due : NULL;
		if (of && !of->at_once && (!due || of->by < due->by))
			due = of;
	}
	if (!due)
		return;
	f->deadline_day = due->by;
	deadline_set(&f->deadline, &f->deadline_days, due->by, as_of);
}

bool finding_make(struct finding *out, struct facts *f, const struct candidate *c)
{
	struct trial t;
	struct outcome o;
	if (!trial_init(&t, f, c))
		return false;
	const struct ready_rule *r = c->rule;
	outcome_of(&o, &t, c->kind, r->where, r->obsolete_if);
	*out = (struct finding){
		.rule = r->rule,
		.verdict = o.verdict,
		.kind = o.kind,
		.where = tree_truth(&t, r->where),
		.obsolete_if = tree_truth(&t, r->obsolete_if),
		.exceptions = t.states,
		.conflict = o.conflict,
		.decided_by = o.decided_by,
		.needs = {o.needs.items, o.needs.n},
		.in_force = r->in_force,
		.deadline = r->deadline,
		.deadline_day = r->rule->deadline_day,
		.deadline_days = r->deadline_days,
		.horizon_passed = r->horizon_passed,
	};
	trace(out, &t);
	rests_find(out, &t, &o);
	readings_judge(out, &t);
	if (out->verdict == RULE_CLEAR) {
		near_find(out, &t);
		find_caveats(out, f->arena);
	} else if (out->verdict == RULE_OBSOLETE) {
		find_deadline(out, f->program->options.as_of);
	}
	return !f->arena->failed;
}
