#include "proof/compare_test.h"

struct set {
	struct str *items;
	size_t n, cap;
};

static void add(struct set *s, struct arena *a, struct str item)
{
	struct str *items = arena_grow(a, s->items, s->n, &s->cap, sizeof *items);
	if (!items)
		return;
	s->items = items;
	s->items[s->n++] = item;
}

static bool has(const struct str *items, size_t n, struct str item)
{
	size_t i = 0;
	while (i < n && !str_eq(items[i], item))
		i++;
	return i < n;
}

/* --- needs, as rule.h writes them --------------------------------------------------------------------------- */

static void sort(struct set *s)
{
	for (size_t i = 1; i < s->n; i++) {
		struct str moving = s->items[i];
		size_t j = i;
		for (; j > 0 && str_cmp(s->items[j - 1], moving) > 0; j--)
			s->items[j] = s->items[j - 1];
		s->items[j] = moving;
	}
}

static struct str join(struct arena *a, struct set *s, char between)
{
	struct str joined = STR("");
	sort(s);
	for (size_t i = 0; i < s->n; i++)
		joined = i ? arena_printf(a, "%.*s%c%.*s", STR_ARG(joined), between, STR_ARG(s->items[i]))
			   : s->items[0];
	return joined;
}

static struct str single_text(struct arena *a, const struct need *need)
{
	switch (need->sort) {
	case NEED_FIELD:
		return need->field->id;
	case NEED_KIND:
		return STR("kind");
	case NEED_JUDGEMENT:
		return need->field ? arena_printf(a, "judgement:%.*s", STR_ARG(need->field->id)) : STR("judgement");
	case NEED_ANY_OF:
		break;
	}
	struct set options = {0};
	for (size_t i = 0; i < need->n_options; i++)
		add(&options, a, need_text(a, &need->options[i]));
	return arena_printf(a, "any_of(%.*s)", STR_ARG(join(a, &options, ',')));
}

struct str need_text(struct arena *a, const struct need *need)
{
	struct set together = {0};
	add(&together, a, single_text(a, need));
	for (size_t i = 0; i < need->n_with; i++)
		add(&together, a, need_text(a, &need->with[i]));
	return join(a, &together, '+');
}

/* --- what was found, as sets -------------------------------------------------------------------------------- */

static struct set open_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		if (finding_is_open(f, i))
			add(&s, a, f->rule->exceptions[i].id);
	return s;
}

static struct set presumed_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	for (size_t i = 0; i < f->n_presumed; i++)
		add(&s, a, f->presumed[i]->field ? f->presumed[i]->field->id : STR("kind"));
	return s;
}

static struct set assumed_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	for (size_t i = 0; i < f->n_assumed; i++) {
		const struct assumption *one = &f->assumed[i];
		const char *name = assumption_name(one->id);
		add(&s, a, one->field ? arena_printf(a, "%s:%.*s", name, STR_ARG(one->field->id)) : str_from(name));
	}
	return s;
}

static struct set needs_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	for (size_t i = 0; i < f->needs.n; i++)
		add(&s, a, need_text(a, &f->needs.items[i]));
	return s;
}

/* Compared as one word a reading, "limit_200: clear". */
static struct str reading_text(struct arena *a, struct str id, enum rule_verdict v)
{
	return arena_printf(a, "%.*s: %s", STR_ARG(id), rule_verdict_name(v));
}

static struct set readings_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	for (size_t i = 0; i < f->n_readings; i++)
		add(&s, a, reading_text(a, f->readings[i]->id, f->reading_verdicts[i]));
	return s;
}

static struct set to_of(struct arena *a, const struct finding *f)
{
	struct set s = {0};
	if (f->verdict == RULE_NOT_APPLICABLE && f->decided_by && f->decided_by->to)
		add(&s, a, f->decided_by->to->id);
	return s;
}

/* --- the comparison ----------------------------------------------------------------------------------------- */

struct place {
	const struct rule *rule;
	const struct rule_test *test;
	struct diags *diags;
};

static void compare_sets(const struct place *at, const char *name, struct set want, struct set got)
{
	for (size_t i = 0; i < want.n; i++)
		if (!has(got.items, got.n, want.items[i]))
			diag_add(at->diags, DIAG_TEST_FAILED, at->rule->file, at->test->span,
				 "\"%s\" names \"%.*s\", which was not found", name, STR_ARG(want.items[i]));
	for (size_t i = 0; i < got.n; i++)
		if (!has(want.items, want.n, got.items[i]))
			diag_add(at->diags, DIAG_TEST_FAILED, at->rule->file, at->test->span,
				 "\"%s\" does not name \"%.*s\", which was found", name, STR_ARG(got.items[i]));
}

static struct set wanted_readings(struct arena *a, const struct rule_test *t)
{
	struct set s = {0};
	for (size_t i = 0; i < t->n_readings; i++)
		add(&s, a, reading_text(a, t->reading_ids[i], t->reading_verdicts[i]));
	return s;
}

void test_compare(struct arena *a, const struct rule *rule, const struct rule_test *t, const struct finding *found,
		  struct diags *diags)
{
	struct place at = {rule, t, diags};
	struct str to = t->to;
	if (found->verdict != t->expect)
		diag_add(diags, DIAG_TEST_FAILED, rule->file, t->span, "the verdict is \"%s\"; \"%s\" was expected",
			 rule_verdict_name(found->verdict), rule_verdict_name(t->expect));
	compare_sets(&at, "open", (struct set){t->open, t->n_open, 0}, open_of(a, found));
	compare_sets(&at, "presumed", (struct set){t->presumed, t->n_presumed, 0}, presumed_of(a, found));
	compare_sets(&at, "assumed", (struct set){t->assumed, t->n_assumed, 0}, assumed_of(a, found));
	compare_sets(&at, "needs", (struct set){t->needs, t->n_needs, 0}, needs_of(a, found));
	compare_sets(&at, "readings", wanted_readings(a, t), readings_of(a, found));
	compare_sets(&at, "to", (struct set){&to, to.p ? 1 : 0, 0}, to_of(a, found));
	if (t->has_near && t->near != (found->near != NULL))
		diag_add(diags, DIAG_TEST_FAILED, rule->file, t->span,
			 found->near ? "it is near a limit; the test says it is not"
				     : "it is not near a limit; the test says it is");
}
