#include "proof/samples.h"

#include "text/fold.h"

enum { FINE_PLACES = 30 }; /* far finer than any limit is written */

static void add(struct samples *s, struct saying_cell cell, bool probe)
{
	struct sample *items = arena_grow(s->arena, s->items, s->n, &s->cap, sizeof *items);
	if (!items)
		return;
	s->items = items;
	s->items[s->n++] = (struct sample){.cell = cell, .probe = probe};
}

static void add_unknown(struct samples *s, const struct field *field, struct str text, bool probe)
{
	add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_UNKNOWN}, probe);
}

/* Any text is read as one. */
static bool is_spelled(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_MODEL || f->type == FIELD_IDENTIFIER;
}

/* No column, a blank, 不详, a sign for "does not apply", words that are nothing of the type. */
static void add_missing(struct samples *s, const struct field *field)
{
	const struct vocabulary *v = s->vocabulary;
	add(s, (struct saying_cell){.field = field, .says = SAYS_NOTHING}, true);
	add(s, (struct saying_cell){.field = field, .text = STR(""), .says = SAYS_NOTHING}, false);
	if (v->unknown_tokens.n)
		add_unknown(s, field, v->unknown_tokens.items[0], true);
	if (v->not_applicable_tokens.n)
		add_unknown(s, field, v->not_applicable_tokens.items[0], false);
	if (field->type == FIELD_MODEL)
		add_unknown(s, field, STR("9月27日"), false); /* a spreadsheet's 9-27 */
	if (is_spelled(field))
		add(s, (struct saying_cell){.field = field, .text = STR("甲乙丙丁"), .says = SAYS_TEXT}, true);
	else
		add_unknown(s, field, STR("甲乙丙丁"), false);
}

/* --- limits ----------------------------------------------------------------------------------------------------- */

/* A limit as the rule writes it: 1000 and 万平方米/年, two numbers away from it on each side. */
struct limit {
	const struct condition *leaf;
	struct longhand at, ulp, fine;
	struct str rest;
	struct longhand multiplier; /* 万 */
	const struct unit *unit;
};

/* Below the limit by a step, or by as small a part of it as leaves something. */
static struct longhand below(struct samples *s, const struct limit *l, struct longhand step)
{
	while (longhand_cmp(s->arena, l->at, step) <= 0 && step.scale < FINE_PLACES)
		step.scale++;
	return longhand_sub(s->arena, l->at, step);
}

static struct longhand above(struct samples *s, const struct limit *l, struct longhand step)
{
	return longhand_add(s->arena, l->at, step);
}

typedef struct str write_fn(struct samples *s, const struct limit *l, struct longhand n);

static struct str with_unit(struct samples *s, const struct limit *l, struct longhand n)
{
	return arena_printf(s->arena, "%.*s %.*s", STR_ARG(longhand_write(s->arena, n)), STR_ARG(l->rest));
}

static struct str as_ratio(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return arena_printf(s->arena, "1:%.*s", STR_ARG(longhand_write(s->arena, n)));
}

static struct str ratio_turned(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return arena_printf(s->arena, "%.*s:1", STR_ARG(longhand_write(s->arena, n)));
}

static struct str bare(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return longhand_write(s->arena, n);
}

static void add_range(struct samples *s, const struct limit *l, struct str text, struct longhand lo, struct longhand hi,
		      bool probe)
{
	add(s,
	    (struct saying_cell){
		    .field = l->leaf->field,
		    .text = text,
		    .says = SAYS_NUMBER,
		    .lo = longhand_mul(s->arena, lo, l->multiplier),
		    .hi = longhand_mul(s->arena, hi, l->multiplier),
		    .unit = l->unit,
	    },
	    probe);
}

static void add_number(struct samples *s, const struct limit *l, write_fn *write, struct longhand n, bool probe)
{
	add_range(s, l, write(s, l, n), n, n, probe);
}

static void add_around(struct samples *s, const struct limit *l, write_fn *write, bool probe)
{
	add_number(s, l, write, below(s, l, l->ulp), probe);
	add_number(s, l, write, l->at, probe);
	add_number(s, l, write, above(s, l, l->ulp), probe);
}

static void add_finely(struct samples *s, const struct limit *l, write_fn *write)
{
	add_number(s, l, write, below(s, l, l->fine), false);
	add_number(s, l, write, above(s, l, l->fine), false);
}

/* An interval over the limit, and those that end and begin there. */
static void add_intervals(struct samples *s, const struct limit *l, write_fn *write)
{
	const struct longhand ends[][2] = {
		{below(s, l, l->ulp), above(s, l, l->ulp)},
		{below(s, l, l->ulp), l->at},
		{l->at, above(s, l, l->ulp)},
	};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str lo = bare(s, l, ends[i][0]), hi = write(s, l, ends[i][1]);
		if (write == as_ratio)
			lo = write(s, l, ends[i][0]);
		add_range(s, l, arena_printf(s->arena, "%.*s~%.*s", STR_ARG(lo), STR_ARG(hi)), ends[i][0], ends[i][1],
			  false);
	}
}

/* --- quantities ------------------------------------------------------------------------------------------------- */

/* What is written so is read as this unit, and as no other. */
static bool is_spelt(struct samples *s, const struct unit *u, struct str text)
{
	struct unit_use use;
	return units_read(&s->vocabulary->units, &use, s->arena, u->kind, text) && use.unit == u && !use.implied_year;
}

/* By its id, else by its Chinese or English name; STR_NONE where none of them is a spelling. */
static struct str spelling_of(struct samples *s, const struct unit *u)
{
	const struct str names[] = {u->id, u->zh, u->en};
	size_t i = 0;
	while (i < sizeof names / sizeof *names && !is_spelt(s, u, names[i]))
		i++;
	return i < sizeof names / sizeof *names ? names[i] : STR_NONE;
}

/* The same limit in another unit, exactly; false where that is no finite decimal. */
static bool in_unit(struct samples *s, struct limit *out, const struct limit *l, const struct unit *u)
{
	struct arena *a = s->arena;
	struct longhand n = longhand_mul(a, l->at, l->multiplier);
	n = longhand_mul(a, n, longhand_of(a, &l->unit->numerator));
	n = longhand_mul(a, n, longhand_of(a, &u->denominator));
	struct longhand by = longhand_mul(a, longhand_of(a, &l->unit->denominator), longhand_of(a, &u->numerator));
	*out = *l;
	out->unit = u;
	out->multiplier = (struct longhand){STR("1"), 0};
	out->rest = spelling_of(s, u);
	if (!out->rest.p || !longhand_div(&n, a, n, by) || !longhand_read(&out->at, a, longhand_write(a, n)))
		return false;
	out->ulp = longhand_unit(out->at.scale);
	return true;
}

static void add_other_units(struct samples *s, const struct limit *l)
{
	const struct units *units = &s->vocabulary->units;
	for (size_t i = 0; i < units->n; i++) {
		struct limit other;
		if (units->items[i]->kind != l->unit->kind)
			continue;
		if (in_unit(s, &other, l, units->items[i]))
			add_around(s, &other, with_unit, false);
		else
			s->endless++;
	}
}

/* Has the pack declared a factor, by which a unit of the kind may be read after all? */
static bool is_converted(const struct samples *s, const struct quantity_kind *from, const struct quantity_kind *to)
{
	const struct pack *p = s->rule->pack;
	for (size_t i = 0; i < p->n_conversions; i++)
		if (p->conversions[i].from->kind == from && p->conversions[i].to->kind == to)
			return true;
	return false;
}

/* One unit of each other kind of quantity whose spelling is none of this kind. */
static void add_other_kinds(struct samples *s, const struct limit *l)
{
	const struct units *units = &s->vocabulary->units;
	for (size_t k = 0; k < units->n_kinds; k++) {
		bool done = units->kinds[k] == l->unit->kind || is_converted(s, units->kinds[k], l->unit->kind);
		for (size_t i = 0; i < units->n && !done; i++) {
			struct unit_use use;
			struct str text = units->items[i]->kind == units->kinds[k] ? spelling_of(s, units->items[i]) : STR_NONE;
			if (!text.p || units_read(units, &use, s->arena, l->unit->kind, text))
				continue;
			done = true;
			add_unknown(s, l->leaf->field,
				    arena_printf(s->arena, "%.*s %.*s", STR_ARG(longhand_write(s->arena, l->at)), STR_ARG(text)),
				    false);
		}
	}
}

/* "1000 万平方米/年" → 1000, 10000 and the unit; where it is written otherwise, the number that was read and the unit's name. */
static void read_limit(struct samples *s, struct limit *l)
{
	struct str filed = l->leaf->limit_filed;
	size_t n = 0;
	while (n < filed.n && ((filed.p[n] >= '0' && filed.p[n] <= '9') || filed.p[n] == '.'))
		n++;
	l->unit = l->leaf->quantity.unit;
	l->rest = str_trim(str_sub(filed, n, filed.n));
	l->multiplier = (struct longhand){STR("1"), 0};
	struct unit_use use;
	if (longhand_read(&l->at, s->arena, str_sub(filed, 0, n)) &&
	    units_read(&s->vocabulary->units, &use, s->arena, l->unit->kind, l->rest)) {
		l->multiplier = longhand_of(s->arena, &use.multiplier);
	} else {
		l->at = longhand_of(s->arena, &l->leaf->quantity.v.lo);
		l->rest = spelling_of(s, l->unit);
	}
}

static void add_quantities(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .fine = longhand_unit(FINE_PLACES)};
	read_limit(s, &l);
	l.ulp = longhand_unit(l.at.scale);
	add_around(s, &l, with_unit, true);
	add_finely(s, &l, with_unit);
	add_intervals(s, &l, with_unit);
	add_other_units(s, &l);
	add_other_kinds(s, &l);
}

/* --- ratios, whole numbers, dates -------------------------------------------------------------------------------- */

static void add_ratios(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .fine = longhand_unit(FINE_PLACES), .multiplier = {STR("1"), 0}};
	l.at = oracle_limit(s->arena, leaf);
	l.ulp = longhand_unit(l.at.scale);
	add_around(s, &l, as_ratio, true);
	add_finely(s, &l, as_ratio);
	add_intervals(s, &l, as_ratio);
	add_around(s, &l, ratio_turned, false);
	add_around(s, &l, bare, false);
	add_unknown(s, leaf->field, STR("0.125"), false);
}

static void add_integers(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .ulp = longhand_unit(0), .multiplier = {STR("1"), 0}};
	l.at = oracle_limit(s->arena, leaf);
	if (longhand_cmp(s->arena, l.at, l.ulp) > 0)
		add_number(s, &l, bare, longhand_sub(s->arena, l.at, l.ulp), true);
	add_number(s, &l, bare, l.at, true);
	add_number(s, &l, bare, above(s, &l, l.ulp), true);
	add_unknown(s, leaf->field, STR("1.5"), false);
}

static void add_days(struct samples *s, const struct field *field, day first, day last, bool probe)
{
	int year, month, day_of_month;
	date_to_ymd(first, &year, &month, &day_of_month);
	struct str text = arena_printf(s->arena, "%04d-%02d-%02d", year, month, day_of_month);
	if (last - first > 31)
		text = str_sub(text, 0, 4);
	else if (last != first)
		text = str_sub(text, 0, 7);
	add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_DAYS, .first = first, .last = last}, probe);
}

static void add_dates(struct samples *s, const struct condition *leaf)
{
	int year, month, day_of_month;
	day first, last;
	for (day d = leaf->day - 1; d <= leaf->day + 1; d++)
		add_days(s, leaf->field, d, d, true);
	date_to_ymd(leaf->day, &year, &month, &day_of_month);
	for (int y = year - 1; y <= year + 1; y++)
		if (date_from_ymd(&first, y, 1, 1) && date_from_ymd(&last, y, 12, 31))
			add_days(s, leaf->field, first, last, false);
	if (date_from_ymd(&first, year, month, 1) &&
	    date_from_ymd(&last, month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1))
		add_days(s, leaf->field, first, last - 1, false);
}

void samples_of_years(struct samples *s, const struct condition *leaf, day as_of)
{
	const struct field *date = leaf->field->from_date;
	int years, year, month, day_of_month;
	day at, first, last;
	if (!oracle_years(&years, s->arena, leaf))
		return;
	date_to_ymd(as_of, &year, &month, &day_of_month);
	if (!date_from_ymd(&at, year - years, month, day_of_month))
		return;
	for (day d = at - 1; d <= at + 1; d++)
		add_days(s, date, d, d, false);
	for (int y = year - years - 1; y <= year - years + 1; y++)
		if (date_from_ymd(&first, y, 1, 1) && date_from_ymd(&last, y, 12, 31))
			add_days(s, date, first, last, false);
	add_days(s, date, as_of, as_of, false);
	add_days(s, date, as_of + 1, as_of + 1, false);
	add_missing(s, date);
}

void samples_of_leap_day(struct samples *s, const struct condition *leaf)
{
	day d;
	if (date_from_ymd(&d, 2000, 2, 29))
		add_days(s, leaf->field->from_date, d, d, false);
}

/* --- enumerations ----------------------------------------------------------------------------------------------- */

static void add_choice(struct samples *s, const struct field *field, const struct enum_value *v, struct str text,
		       bool probe)
{
	add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_CHOICE, .choice = v}, probe);
}

static bool is_listed(const struct condition *leaf, const struct enum_value *v)
{
	for (size_t i = 0; i < leaf->n_values; i++)
		if (leaf->values[i] == v)
			return true;
	return false;
}

static bool is_below_listed(const struct condition *leaf, const struct enum_value *v)
{
	while (v && !is_listed(leaf, v))
		v = v->parent;
	return v != NULL;
}

/* 非炼铁 denies, and does not say what it is instead; unless that is a word of its own (无元素氯漂白). */
static void add_denied(struct samples *s, const struct field *field, const struct enum_value *v)
{
	if (!s->vocabulary->negations.n)
		return;
	struct str text = arena_printf(s->arena, "%.*s%.*s", STR_ARG(s->vocabulary->negations.items[0]),
				       STR_ARG(v->words.zh));
	if (!map_get(&field->enumeration->by_spelling, fold_key(s->arena, text), NULL))
		add_unknown(s, field, text, false);
}

/* All values that the kind may have: those listed in every spelling, what is below, beside and above them by its name. */
static void add_choices(struct samples *s, const struct condition *leaf)
{
	const struct enumeration *e = leaf->field->enumeration;
	size_t others[2] = {0}; /* those that fit, those that do not */
	for (size_t i = 0; i < e->n_values; i++) {
		const struct enum_value *v = &e->values[i];
		bool listed = is_listed(leaf, v), hits = is_below_listed(leaf, v);
		bool unfit = !oracle_choice_fits(v, s->kind);
		add_choice(s, leaf->field, v, v->words.zh, listed || (!hits && others[unfit]++ == 0));
		if (unfit && s->n)
			s->items[s->n - 1].unfit = true;
		if (unfit)
			continue;
		for (size_t k = 0; listed && k < v->n_spellings; k++)
			add_choice(s, leaf->field, v, v->spellings[k], false);
		if (listed)
			add_denied(s, leaf->field, v);
	}
}

/* --- models ----------------------------------------------------------------------------------------------------- */

static bool names_text(const struct condition *c, const struct field *field, struct str text)
{
	bool found = false;
	for (size_t i = 0; c && !found && i < c->n; i++)
		found = names_text(c->children[i], field, text);
	for (size_t i = 0; c && c->op == COND_MODEL && c->field == field && !found && i < c->n_models; i++)
		found = str_eq(c->models[i].filed, text);
	return found;
}

/* Is what was made of one model another one that the rule has? */
static bool is_named(const struct samples *s, const struct field *field, struct str text)
{
	const struct rule *r = s->rule;
	bool found = names_text(r->where, field, text) || names_text(r->obsolete_if, field, text);
	for (size_t i = 0; i < r->n_exceptions; i++)
		found |= names_text(r->exceptions[i].when, field, text);
	for (size_t i = 0; i < r->n_readings; i++)
		found |= names_text(r->readings[i].where, field, text) ||
			 names_text(r->readings[i].obsolete_if, field, text);
	return found;
}

static void add_model(struct samples *s, const struct condition *leaf, const struct model_name *m, const char *before,
		      const char *behind, enum truth truth)
{
	struct str text = arena_printf(s->arena, "%s%.*s%s", before, STR_ARG(m->filed), behind);
	if (truth != TRUTH_TRUE && is_named(s, leaf->field, text))
		return;
	add(s,
	    (struct saying_cell){
		    .field = leaf->field,
		    .text = text,
		    .says = SAYS_TEXT,
		    .model = truth == TRUTH_FALSE ? STR_NONE : m->filed,
		    .close = truth == TRUTH_UNKNOWN,
	    },
	    m == leaf->models && !*before && !*behind);
}

/* In lower case; with the long dash of a Chinese keyboard. */
static void add_respelt(struct samples *s, const struct condition *leaf, const struct model_name *m)
{
	struct buf texts[2];
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		buf_init(&texts[t]);
		for (size_t i = 0; i < m->filed.n; i++) {
			const char c = m->filed.p[i];
			if (t && c == '-')
				buf_adds(&texts[t], "—");
			else
				buf_addc(&texts[t], !t && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
		}
		add(s,
		    (struct saying_cell){
			    .field = leaf->field,
			    .text = arena_str(s->arena, buf_str(&texts[t])),
			    .says = SAYS_TEXT,
			    .model = m->filed,
		    },
		    false);
		s->arena->failed |= texts[t].failed;
		buf_release(&texts[t]);
	}
}

/* Each model in several writings, with what makes it a suspect and what makes it another one. */
static void add_models(struct samples *s, const struct condition *leaf)
{
	for (size_t i = 0; leaf->op == COND_MODEL && i < leaf->n_models; i++) {
		const struct model_name *m = &leaf->models[i];
		const char last = m->filed.p[m->filed.n - 1];
		bool digit = last >= '0' && last <= '9';
		add_model(s, leaf, m, "", "", TRUTH_TRUE);
		add_respelt(s, leaf, m);
		add_model(s, leaf, m, "", m->series ? "系列" : "型", TRUTH_TRUE);
		if (m->series)
			add_model(s, leaf, m, "", "-112M", TRUTH_TRUE);
		else
			add_model(s, leaf, m, "", digit ? "A" : "改", TRUTH_UNKNOWN);
		if (digit)
			add_model(s, leaf, m, "", "0", TRUTH_FALSE);
	}
	add(s, (struct saying_cell){.field = leaf->field, .text = STR("QX7777-5"), .says = SAYS_TEXT}, true);
}

/* --- flags ------------------------------------------------------------------------------------------------------ */

static void add_flags(struct samples *s, const struct field *flag, const struct tokens *t, bool says, bool probe)
{
	for (size_t i = 0; i < t->n; i++)
		add(s, (struct saying_cell){.field = flag, .text = t->items[i], .says = SAYS_FLAG, .flag = says},
		    probe && i == 0);
}

void samples_of_flag(struct samples *s, const struct field *flag)
{
	add_flags(s, flag, &s->vocabulary->yes_tokens, true, true);
	add_flags(s, flag, &s->vocabulary->no_tokens, false, true);
	add_flags(s, flag, &flag->yes, true, false);
	add_flags(s, flag, &flag->no, false, false);
	add_missing(s, flag);
}

/* ---------------------------------------------------------------------------------------------------------------- */

void samples_of_leaf(struct samples *s, const struct condition *leaf)
{
	typedef void add_fn(struct samples *, const struct condition *);
	static add_fn *const adders[] = {
		[FIELD_QUANTITY] = add_quantities, [FIELD_RATIO] = add_ratios, [FIELD_INTEGER] = add_integers,
		[FIELD_DATE] = add_dates,	   [FIELD_ENUM] = add_choices, [FIELD_MODEL] = add_models,
		[FIELD_TEXT] = NULL,		   [FIELD_IDENTIFIER] = NULL,
	};
	if (leaf->field->type == FIELD_FLAG) {
		samples_of_flag(s, leaf->field);
		return;
	}
	add_fn *const fn = adders[leaf->field->type];
	if (fn && (leaf->op == COND_COMPARE || leaf->op == COND_MODEL || leaf->field->type == FIELD_ENUM))
		fn(s, leaf);
	add_missing(s, leaf->field);
}
