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

static void compare_words(const struct place *at, const char *name, const char *want, const char *got)
{
	if (want != got)
		diag_add(at->diags, DIAG_TEST_FAILED, at->rule->file, at->test->span, "\"%s\" is \"%s\"; \"%s\" was expected",
			 name, got, want);
}

/* What is compared only where the test says it. */
static void compare_said(const struct place *at, const struct rule_test *t, const struct finding *found)
{
	if (t->has_near && t->near != (found->near != NULL))
		diag_add(at->diags, DIAG_TEST_FAILED, at->rule->file, t->span,
			 found->near ? "it is near a limit; the test says it is not"
				     : "it is not near a limit; the test says it is");
	if (t->has_caveat && t->caveat != ((found->n_caveats > 0)))
		diag_add(at->diags, DIAG_TEST_FAILED, at->rule->file, t->span,
			 found->n_caveats ? "it has a caveat; the test says it has none"
				       : "it has no caveat; the test says it has one");
	if (t->has_in_force)
		compare_words(at, "in_force", in_force_name(t->in_force), in_force_name(found->in_force));
	if (t->has_deadline)
		compare_words(at, "deadline", deadline_state_name(t->deadline), deadline_state_name(found->deadline));
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
	compare_said(&at, t, found);
}

/* --- the same, written ------------------------------------------------------------------------------------------- */

/* The part of a need up to a separator that stands in no brackets; cut off from *rest. */
static struct str part_before(struct str *rest, char separator)
{
	size_t i = 0, depth = 0;
	while (i < rest->n && (depth || rest->p[i] != separator)) {
		depth += rest->p[i] == '(';
		depth -= rest->p[i] == ')';
		i++;
	}
	struct str part = str_sub(*rest, 0, i);
	*rest = str_sub(*rest, i + 1, rest->n);
	return part;
}

/* "any_of(a,b+c)" → {any_of: [a, [b, c]]} */
static void write_need(struct buf *out, struct str need)
{
	struct str rest = need, first = part_before(&rest, '+');
	if (rest.n) {
		buf_addc(out, '[');
		for (write_need(out, first); rest.n;) {
			buf_adds(out, ", ");
			write_need(out, part_before(&rest, '+'));
		}
		buf_addc(out, ']');
	} else if (str_starts(need, STR("any_of("))) {
		rest = str_sub(need, STR("any_of(").n, need.n - 1);
		buf_adds(out, "{any_of: [");
		for (write_need(out, part_before(&rest, ',')); rest.n;) {
			buf_adds(out, ", ");
			write_need(out, part_before(&rest, ','));
		}
		buf_adds(out, "]}");
	} else {
		buf_printf(out, str_has(need, STR(":")) ? "\"%.*s\"" : "%.*s", STR_ARG(need));
	}
}

static void write_name(struct buf *out, struct str name)
{
	buf_printf(out, str_has(name, STR(":")) ? "\"%.*s\"" : "%.*s", STR_ARG(name));
}

/* "limit_200: clear" stands in a mapping as it is. */
static void write_reading(struct buf *out, struct str reading)
{
	buf_add(out, reading);
}

void test_write(struct buf *out, struct arena *a, const struct finding *f)
{
	typedef void write_fn(struct buf *, struct str);
	const struct {
		const char *name, *open, *close;
		write_fn *write;
		struct set set;
	} rows[] = {
		{"open", "[", "]", write_name, open_of(a, f)},
		{"presumed", "[", "]", write_name, presumed_of(a, f)},
		{"assumed", "[", "]", write_name, assumed_of(a, f)},
		{"needs", "[", "]", write_need, needs_of(a, f)},
		{"readings", "{", "}", write_reading, readings_of(a, f)},
		{"to", "", "", write_name, to_of(a, f)},
	};
	buf_printf(out, "expect: %s", rule_verdict_name(f->verdict));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct set set = rows[i].set;
		sort(&set);
		if (set.n)
			buf_printf(out, ", %s: %s", rows[i].name, rows[i].open);
		for (size_t k = 0; k < set.n; k++) {
			buf_adds(out, k ? ", " : "");
			rows[i].write(out, set.items[k]);
		}
		buf_adds(out, set.n ? rows[i].close : "");
	}
	if (f->verdict == RULE_CLEAR)
		buf_printf(out, ", near: \"%s\", caveat: \"%s\"", f->near ? "true" : "false", f->n_caveats ? "true" : "false");
	buf_printf(out, ", in_force: %s, deadline: %s", in_force_name(f->in_force), deadline_state_name(f->deadline));
}
