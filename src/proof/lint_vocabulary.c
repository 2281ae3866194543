#include "proof/lint_vocabulary.h"

#include "rules/catalogue.h"

/* What is asked, and of which kinds: by a rule or a reading, by an entry of a catalogue. */
typedef bool asking_fn(void *ctx, const struct condition *c, const struct kind *const *kinds, size_t n_kinds);

static bool each_of_rule(const struct rule *r, asking_fn *fn, void *ctx)
{
	bool more = fn(ctx, r->where, r->kinds, r->n_kinds) && fn(ctx, r->obsolete_if, r->kinds, r->n_kinds);
	for (size_t i = 0; i < r->n_exceptions && more; i++)
		more = fn(ctx, r->exceptions[i].when, r->kinds, r->n_kinds);
	for (size_t i = 0; i < r->n_readings && more; i++) {
		const struct reading_of_rule *reading = &r->readings[i];
		const struct kind *const *kinds = reading->kinds ? reading->kinds : r->kinds;
		size_t n = reading->kinds ? reading->n_kinds : r->n_kinds;
		more = fn(ctx, reading->where ? reading->where : r->where, kinds, n) &&
		       fn(ctx, reading->obsolete_if ? reading->obsolete_if : r->obsolete_if, kinds, n);
	}
	return more;
}

static bool each_of_catalogue(const struct catalogue *c, asking_fn *fn, void *ctx)
{
	bool more = true;
	for (size_t i = 0; i < c->n_entries && more; i++) {
		const struct catalogue_entry *e = &c->entries[i];
		for (size_t j = 0; j < e->n_restricts && more; j++)
			more = fn(ctx, e->restricts[j]->condition, e->kinds, e->n_kinds);
		for (size_t j = 0; e->duty && j < e->duty->n_cases && more; j++)
			more = !e->duty->cases[j].when || fn(ctx, e->duty->cases[j].when, e->kinds, e->n_kinds);
	}
	return more;
}

/* Until one is found that `fn` says no to; true then. */
static bool found(const struct ruleset *s, asking_fn *fn, void *ctx)
{
	bool more = true;
	for (size_t i = 0; i < s->n_rules && more; i++)
		more = each_of_rule(s->rules[i], fn, ctx);
	for (size_t i = 0; i < s->n_catalogues && more; i++)
		more = each_of_catalogue(s->catalogues[i], fn, ctx);
	return !more;
}

static bool meet(const struct kind *const *a, size_t n_a, const struct kind *const *b, size_t n_b)
{
	bool meets = !n_a || !n_b;
	for (size_t i = 0; i < n_a && !meets; i++)
		for (size_t j = 0; j < n_b && !meets; j++)
			meets = kind_is(a[i], b[j]) || kind_is(b[j], a[i]);
	return meets;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static bool asks_another(void *ctx, const struct condition *leaf)
{
	return leaf->field != ctx;
}

static bool asks_no(void *ctx, const struct condition *c, const struct kind *const *kinds, size_t n_kinds)
{
	(void)kinds;
	(void)n_kinds;
	return condition_each_leaf(c, asks_another, ctx);
}

/* Beside conditions: evidence of an exception, what totals are summed over, the model that a catalogue is asked by. */
static bool is_taken_by_rules(const struct ruleset *s, const struct field *f)
{
	bool taken = f->type == FIELD_MODEL && s->n_catalogues;
	for (size_t i = 0; i < s->n_rules && !taken; i++) {
		const struct rule *r = s->rules[i];
		taken = r->capacity == f;
		for (size_t j = 0; j < r->n_exceptions; j++)
			for (size_t k = 0; k < r->exceptions[j].n_evidence; k++)
				taken |= r->exceptions[j].evidence[k] == f;
	}
	return taken;
}

/* A size that a text may state is read as one of its kind's, whether or not a rule asks: else another would be taken for it. */
static bool is_named_by_vocabulary(const struct vocabulary *v, const struct field *f)
{
	bool named = false;
	for (size_t i = 0; i < v->n_fields; i++)
		named |= v->fields[i].from_date == f;
	for (size_t i = 0; i < v->n_kinds; i++)
		for (size_t j = 0; j < v->kinds[i].n_measures; j++)
			named |= v->kinds[i].measures[j].field == f;
	for (size_t i = 0; i < v->n_nominals; i++)
		named |= v->nominals[i].field == f;
	for (size_t i = 0; i < v->n_sayings; i++)
		named |= v->sayings[i].field == f;
	for (size_t i = 0; i < v->n_presumptions; i++)
		named |= v->presumptions[i].fits_field == f;
	return named;
}

static bool speaks_of_no(void *ctx, const struct condition *c, const struct kind *const *kinds, size_t n_kinds)
{
	const struct kind *k = ctx;
	(void)c;
	return !n_kinds || !meet(kinds, n_kinds, &k, 1);
}

/* Entries that restrict nothing have no condition that could be gone through. */
static bool is_listed(const struct ruleset *s, const struct kind *k)
{
	bool listed = false;
	for (size_t i = 0; i < s->n_catalogues; i++)
		for (size_t j = 0; j < s->catalogues[i]->n_entries; j++)
			listed |= meet(s->catalogues[i]->entries[j].kinds, s->catalogues[i]->entries[j].n_kinds, &k, 1);
	return listed;
}

static bool is_spoken_of(const struct ruleset *s, const struct kind *k)
{
	return is_listed(s, k) || found(s, speaks_of_no, (void *)k);
}

/* 矿种：石膏 makes a mine a gypsum mine: a value that is for one kind below another narrows it. */
static bool narrows_kind(const struct ruleset *s, const struct field *f)
{
	bool narrows = false;
	for (size_t i = 0; f->enumeration && i < f->enumeration->n_values && !narrows; i++) {
		const struct enum_value *value = &f->enumeration->values[i];
		narrows = value->n_kinds == 1 && value->kinds[0]->parent && is_spoken_of(s, value->kinds[0]);
	}
	return narrows;
}

static bool is_asked(const struct vocabulary *v, const struct ruleset *s, const struct field *f)
{
	return f->role != ROLE_NONE || is_taken_by_rules(s, f) || is_named_by_vocabulary(v, f) ||
	       narrows_kind(s, f) || found(s, asks_no, (void *)f);
}

static bool shares_header(const struct field *f, const struct field *other)
{
	for (size_t i = 0; i < f->n_headers; i++)
		for (size_t j = 0; j < other->n_headers; j++)
			if (str_has(f->headers[i].key, other->headers[j].key) ||
			    str_has(other->headers[j].key, f->headers[i].key))
				return true;
	return false;
}

/* 设计使用年限 is a field so that it is not taken for the years in service. */
static bool tells_headers_apart(const struct vocabulary *v, const struct ruleset *s, const struct field *f)
{
	size_t i = 0;
	while (i < v->n_fields && (&v->fields[i] == f || !shares_header(f, &v->fields[i]) || !is_asked(v, s, &v->fields[i])))
		i++;
	return i < v->n_fields;
}

/* --- presumptions ------------------------------------------------------------------------------------------------- */

static bool rests_on_no(void *ctx, const struct condition *c, const struct kind *const *kinds, size_t n_kinds)
{
	const struct presumption *p = ctx;
	if (p->field)
		return !meet(kinds, n_kinds, p->kinds, p->n_kinds) || condition_each_leaf(c, asks_another, (void *)p->field);
	return !meet(kinds, n_kinds, &p->kind, 1);
}

/* --- kinds -------------------------------------------------------------------------------------------------------- */

/* Does one of its names hold one of the other's, so that each is told apart from the other? */
static bool shares_name(const struct kind *k, const struct kind *other)
{
	for (size_t i = 0; i <= k->n_names; i++)
		for (size_t j = 0; j <= other->n_names; j++) {
			struct str a = i < k->n_names ? k->names[i] : k->words.zh;
			struct str b = j < other->n_names ? other->names[j] : other->words.zh;
			if (str_has(a, b) || str_has(b, a))
				return true;
		}
	return false;
}

static bool tells_apart(const struct vocabulary *v, const struct ruleset *s, const struct kind *k)
{
	for (size_t i = 0; i < v->n_kinds; i++) {
		const struct kind *other = &v->kinds[i];
		bool kin = other == k->parent || (other->parent && other->parent == k->parent) || shares_name(k, other);
		if (other != k && kin && is_spoken_of(s, other))
			return true;
	}
	return false;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void fields_check(const struct vocabulary *v, const struct ruleset *s, struct diags *diags)
{
	for (size_t i = 0; i < v->n_fields; i++) {
		const struct field *f = &v->fields[i];
		if (!is_asked(v, s, f) && !tells_headers_apart(v, s, f))
			diag_add(diags, DIAG_UNUSED, f->file, f->span,
				 "no rule or catalogue asks for \"%.*s\", nor for what it could be taken for", STR_ARG(f->id));
	}
}

static void kinds_check(const struct vocabulary *v, const struct ruleset *s, struct diags *diags)
{
	for (size_t i = 0; i < v->n_kinds; i++) {
		const struct kind *k = &v->kinds[i];
		if (!is_spoken_of(s, k) && !tells_apart(v, s, k))
			diag_add(diags, DIAG_UNUSED, k->file, k->span,
				 "no rule or catalogue speaks of \"%.*s\", nor of what it could be taken for", STR_ARG(k->id));
	}
}

static void presumptions_check(const struct vocabulary *v, const struct ruleset *s, struct diags *diags)
{
	for (size_t i = 0; i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		if (!found(s, rests_on_no, (void *)p))
			diag_add(diags, DIAG_UNUSED, p->file, p->span, "no rule or catalogue can rest on this presumption");
	}
}

bool vocabulary_lint(const struct vocabulary *v, const struct ruleset *s, struct diags *diags)
{
	size_t before = diags->errors + diags->warnings;
	fields_check(v, s, diags);
	kinds_check(v, s, diags);
	presumptions_check(v, s, diags);
	return diags->errors + diags->warnings == before && !diags->failed;
}
