/* What is no condition: exceptions, kinds, dates, readings, near, the open list, the status. */
#include "proof/mutate_parts.h"

/* --- lists without one of their items ---------------------------------------------------------------------------- */

/* A copy of n items of `size` bytes, without the one at `at`. */
static void *without(struct arena *a, const void *items, size_t n, size_t size, size_t at)
{
	char *copy = arena_array(a, n, size);
	const char *from = items;
	if (!copy)
		return NULL;
	memcpy(copy, from, at * size);
	memcpy(copy + at * size, from + (at + 1) * size, (n - at - 1) * size);
	return copy;
}

static void *copy_of(struct arena *a, const void *items, size_t n, size_t size)
{
	void *copy = arena_array(a, n, size);
	if (copy && n)
		memcpy(copy, items, n * size);
	return copy;
}

/* --- exceptions -------------------------------------------------------------------------------------------------- */

static struct exception *own_exception(struct mutants *m, struct rule *rule, size_t i)
{
	struct exception *own = rule ? copy_of(m->arena, rule->exceptions, rule->n_exceptions, sizeof *own) : NULL;
	if (!own)
		return NULL;
	rule->exceptions = own;
	return &own[i];
}

static void drop_exception(struct mutants *m, size_t i)
{
	struct rule *rule = mutant_rule(m);
	if (!rule)
		return;
	rule->exceptions = without(m->arena, rule->exceptions, rule->n_exceptions, sizeof *rule->exceptions, i);
	rule->n_exceptions--;
	if (rule->exceptions)
		mutant_add(m, rule, m->rule->exceptions[i].span,
			   arena_printf(m->arena, "except: %.*s", STR_ARG(m->rule->exceptions[i].id)), STR_NONE);
}

/* Of a reroute what is left without its target; to nothing else is it known whither. */
static void change_effect(struct mutants *m, size_t i, enum effect effect)
{
	struct rule *rule = mutant_rule(m);
	struct exception *e = own_exception(m, rule, i);
	if (!e)
		return;
	e->effect = effect;
	e->to = NULL;
	e->to_id = STR_NONE;
	mutant_add(m, rule, e->span, arena_printf(m->arena, "effect: %s", effect_name(m->rule->exceptions[i].effect)),
		   arena_printf(m->arena, "effect: %s", effect_name(effect)));
}

static void drop_evidence(struct mutants *m, size_t i, size_t k)
{
	struct rule *rule = mutant_rule(m);
	struct exception *e = own_exception(m, rule, i);
	if (!e)
		return;
	struct str id = e->evidence[k]->id;
	e->evidence = without(m->arena, (const void *)e->evidence, e->n_evidence, sizeof *e->evidence, k);
	e->n_evidence--;
	if (e->evidence)
		mutant_add(m, rule, e->span, arena_printf(m->arena, "evidence: %.*s", STR_ARG(id)), STR_NONE);
}

static void mutate_exceptions(struct mutants *m)
{
	for (size_t i = 0; i < m->rule->n_exceptions; i++) {
		const struct exception *e = &m->rule->exceptions[i];
		drop_exception(m, i);
		for (enum effect effect = EFFECT_EXEMPT; effect <= EFFECT_OUT_OF_SCOPE; effect++)
			if (effect != e->effect)
				change_effect(m, i, effect);
		for (size_t k = 0; k < e->n_evidence; k++)
			drop_evidence(m, i, k);
	}
}

/* --- kinds ------------------------------------------------------------------------------------------------------- */

/* A list of kinds, of the rule or of a reading. */
struct kind_list {
	const struct kind *const *kinds;
	size_t n;
	struct span span;
	size_t reading; /* its number from 1; 0: the rule's */
};

static void add_of_sort(struct mutants *m, enum mutant_sort sort, const struct rule *rule, struct span at, struct str from,
			struct str to)
{
	const size_t before = m->n;
	mutant_add(m, rule, at, from, to);
	if (m->n > before)
		m->items[before].sort = sort;
}

static struct str kind_text(struct arena *a, const struct kind *kind)
{
	return kind ? arena_printf(a, "kinds: [%.*s]", STR_ARG(kind->id)) : STR_NONE;
}

/* `from` becomes `to`; NULL: the list, any. */
static void put_kinds(struct mutants *m, const struct kind_list *list, const struct kind *const *kinds, size_t n,
		      const struct kind *from, const struct kind *to)
{
	struct rule *rule = mutant_rule(m);
	struct reading_of_rule *readings = NULL;
	if (!rule || !kinds)
		return;
	if (list->reading) {
		readings = copy_of(m->arena, rule->readings, rule->n_readings, sizeof *readings);
		if (!readings)
			return;
		readings[list->reading - 1].kinds = kinds;
		readings[list->reading - 1].n_kinds = n;
		rule->readings = readings;
	} else {
		rule->kinds = kinds;
		rule->n_kinds = n;
	}
	add_of_sort(m, MUTANT_KINDS, rule, list->span, from ? kind_text(m->arena, from) : STR("kinds"),
		    from ? kind_text(m->arena, to) : STR("kinds: [any]"));
}

static bool has_kind(const struct kind_list *list, const struct kind *k)
{
	size_t i = 0;
	while (i < list->n && list->kinds[i] != k)
		i++;
	return i < list->n;
}

static void replace_kind(struct mutants *m, const struct kind_list *list, size_t at, const struct kind *kind)
{
	const struct kind **kinds = copy_of(m->arena, (const void *)list->kinds, list->n, sizeof *kinds);
	if (!kinds || has_kind(list, kind))
		return;
	kinds[at] = kind;
	put_kinds(m, list, kinds, list->n, list->kinds[at], kind);
}

static void mutate_kind_list(struct mutants *m, const struct kind_list *list)
{
	const struct vocabulary *v = m->vocabulary;
	for (size_t i = 0; i < list->n; i++) {
		const struct kind *k = list->kinds[i];
		if (list->n > 1)
			put_kinds(m, list, without(m->arena, (const void *)list->kinds, list->n, sizeof *list->kinds, i),
				  list->n - 1, k, NULL);
		if (k->parent)
			replace_kind(m, list, i, k->parent);
		for (size_t c = 0; c < v->n_kinds; c++)
			if (v->kinds[c].parent == k)
				replace_kind(m, list, i, &v->kinds[c]);
	}
	if (list->n)
		put_kinds(m, list, ARENA_ARRAY(m->arena, 1, const struct kind *), 0, NULL, NULL);
}

static void mutate_kinds(struct mutants *m)
{
	mutate_kind_list(m, &(struct kind_list){m->rule->kinds, m->rule->n_kinds, m->rule->kinds_span, 0});
	for (size_t i = 0; i < m->rule->n_readings; i++) {
		const struct reading_of_rule *r = &m->rule->readings[i];
		if (r->kinds)
			mutate_kind_list(m, &(struct kind_list){r->kinds, r->n_kinds, r->span, i + 1});
	}
}

/* --- readings ---------------------------------------------------------------------------------------------------- */

static void drop_reading(struct mutants *m, size_t i)
{
	struct rule *rule = mutant_rule(m);
	if (!rule)
		return;
	rule->readings = without(m->arena, rule->readings, rule->n_readings, sizeof *rule->readings, i);
	rule->n_readings--;
	if (rule->readings)
		mutant_add(m, rule, m->rule->readings[i].span,
			   arena_printf(m->arena, "readings: %.*s", STR_ARG(m->rule->readings[i].id)), STR_NONE);
}

/* One of several parts, which is then as in the rule. */
static void drop_reading_part(struct mutants *m, size_t i, const char *name)
{
	const struct reading_of_rule *r = &m->rule->readings[i];
	struct rule *rule = mutant_rule(m);
	struct reading_of_rule *own = rule ? copy_of(m->arena, rule->readings, rule->n_readings, sizeof *own) : NULL;
	if (!own)
		return;
	if (name[0] == 'k') {
		own[i].kinds = NULL;
		own[i].n_kinds = 0;
	} else if (name[0] == 'w') {
		own[i].where = NULL;
	} else {
		own[i].obsolete_if = NULL;
	}
	rule->readings = own;
	mutant_add(m, rule, r->span, arena_printf(m->arena, "%s of %.*s", name, STR_ARG(r->id)), STR_NONE);
}

static void mutate_readings(struct mutants *m)
{
	for (size_t i = 0; i < m->rule->n_readings; i++) {
		const struct reading_of_rule *r = &m->rule->readings[i];
		bool several = (r->kinds != NULL) + (r->where != NULL) + (r->obsolete_if != NULL) > 1;
		drop_reading(m, i);
		if (several && r->kinds)
			drop_reading_part(m, i, "kinds");
		if (several && r->where)
			drop_reading_part(m, i, "where");
		if (several && r->obsolete_if)
			drop_reading_part(m, i, "obsolete_if");
	}
}

/* --- dates ------------------------------------------------------------------------------------------------------- */

struct date date_beside(const struct date *d, int step)
{
	struct date out = *d;
	int year, month, day_of_month;
	day first, behind;
	if (d->precision == DATE_DAY) {
		out.first = out.last = d->first + step;
		return out;
	}
	date_to_ymd(d->first, &year, &month, &day_of_month);
	int months = year * 12 + month - 1 + (d->precision == DATE_YEAR ? 12 * step : step);
	int end = months + (d->precision == DATE_YEAR ? 12 : 1);
	if (date_from_ymd(&first, months / 12, months % 12 + 1, 1) && date_from_ymd(&behind, end / 12, end % 12 + 1, 1)) {
		out.first = first;
		out.last = behind - 1;
	}
	return out;
}

struct str date_text(struct arena *a, const struct date *d)
{
	struct buf b;
	buf_init(&b);
	date_write(&b, d);
	struct str text = arena_str(a, buf_str(&b));
	a->failed |= b.failed;
	buf_release(&b);
	return text;
}

static struct str end_text(struct arena *a, const char *name, const struct force_end *end)
{
	struct str date = end->unknown ? STR("unknown") : end->set ? date_text(a, &end->date) : STR("none");
	return arena_printf(a, "%s: %.*s", name, STR_ARG(date));
}

static void put_end(struct mutants *m, bool last, struct force_end end)
{
	struct rule *rule = mutant_rule(m);
	const char *name = last ? "to" : "from";
	if (!rule)
		return;
	const struct force_end was = last ? rule->to : rule->from;
	if (last)
		rule->to = end;
	else
		rule->from = end;
	add_of_sort(m, MUTANT_DATES, rule, last ? rule->to_span : rule->from_span, end_text(m->arena, name, &was),
		     end.set ? end_text(m->arena, name, &end) : STR_NONE);
}

/* Moved by a day, or by the month or year in which it is written; unknown; left out. */
static void mutate_end(struct mutants *m, bool last)
{
	const struct force_end *end = last ? &m->rule->to : &m->rule->from;
	if (!end->set)
		return;
	put_end(m, last, (struct force_end){0});
	if (end->unknown)
		return;
	put_end(m, last, (struct force_end){.set = true, .unknown = true});
	put_end(m, last, (struct force_end){.set = true, .date = date_beside(&end->date, -1)});
	put_end(m, last, (struct force_end){.set = true, .date = date_beside(&end->date, 1)});
}

static struct str deadline_text(struct arena *a, const struct rule *rule)
{
	struct date d = {rule->deadline_day, rule->deadline_day, DATE_DAY};
	if (rule->deadline == DEADLINE_NONE)
		return STR("deadline: none");
	return arena_printf(a, "deadline: %.*s", STR_ARG(date_text(a, &d)));
}

static void put_deadline(struct mutants *m, enum deadline_sort sort, day d)
{
	struct rule *rule = mutant_rule(m);
	if (!rule)
		return;
	rule->deadline = sort;
	rule->deadline_day = d;
	add_of_sort(m, MUTANT_DATES, rule, rule->deadline_span, deadline_text(m->arena, m->rule), deadline_text(m->arena, rule));
}

static void mutate_deadline(struct mutants *m)
{
	const struct rule *rule = m->rule;
	if (rule->deadline == DEADLINE_DATE) {
		put_deadline(m, DEADLINE_NONE, 0);
		put_deadline(m, DEADLINE_DATE, rule->deadline_day - 1);
		put_deadline(m, DEADLINE_DATE, rule->deadline_day + 1);
	} else if (rule->pack->has_horizon) {
		put_deadline(m, DEADLINE_DATE, rule->pack->horizon);
	}
}

/* --- near, the open list, the status ----------------------------------------------------------------------------- */

static void mutate_near(struct mutants *m)
{
	for (size_t i = 0; i < m->rule->n_near; i++) {
		struct rule *rule = mutant_rule(m);
		if (!rule)
			return;
		rule->near = without(m->arena, rule->near, rule->n_near, sizeof *rule->near, i);
		rule->n_near--;
		if (rule->near)
			mutant_add(m, rule, rule->span,
				   arena_printf(m->arena, "near: %.*s", STR_ARG(m->rule->near[i].field->id)), STR_NONE);
	}
}

/* A list that is open says so of what it clears; whatever words the rule has for it. */
static void mutate_open_list(struct mutants *m)
{
	struct rule *rule = mutant_rule(m);
	if (!rule)
		return;
	rule->open_list = !rule->open_list;
	rule->caveat = (struct words){0};
	if (!m->rule->caveat.zh.p)
		rule->caveat = m->rule->title; /* any words: that there are some is what counts */
	mutant_add(m, rule, rule->span, m->rule->caveat.zh.p ? STR("caveat") : STR("open_list: false"),
		   m->rule->caveat.zh.p ? STR_NONE : STR("open_list: true"));
}

static void mutate_status(struct mutants *m)
{
	struct rule *rule = mutant_rule(m);
	if (!rule)
		return;
	rule->unresolved = !rule->unresolved;
	mutant_add(m, rule, rule->span, m->rule->unresolved ? STR("status: unresolved") : STR("status: none"),
		   m->rule->unresolved ? STR_NONE : STR("status: unresolved"));
}

void mutate_parts(struct mutants *m)
{
	typedef void part_fn(struct mutants *);
	static part_fn *const parts[] = {mutate_exceptions, mutate_kinds, mutate_readings, mutate_near, mutate_open_list};
	mutate_status(m);
	if (m->rule->unresolved) /* it judges nothing, whatever else it says */
		return;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		parts[i](m);
	mutate_end(m, false);
	mutate_end(m, true);
	mutate_deadline(m);
}
