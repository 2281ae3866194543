#include "report/describing.h"
#include "text/fold.h"

/* --- which rules speak of it ----------------------------------------------------------------------------------- */

static bool lists(const struct rule *r, const struct kind *k, bool below)
{
	for (size_t i = 0; i < r->n_kinds; i++)
		if (below ? r->kinds[i] != k && kind_is(r->kinds[i], k) : kind_is(k, r->kinds[i]))
			return true;
	return !below && !r->n_kinds;
}

/* Rules of this kind, or those that speak only of a kind below it. */
static size_t add_rules(struct describing *d, const struct kind *k, bool below, bool only_count)
{
	const struct ruleset *set = d->o->rules;
	size_t n = 0;

	for (size_t i = 0; i < set->n_rules; i++) {
		const struct rule *r = set->rules[i];
		if (!lists(r, k, below) || (below && lists(r, k, false)))
			continue;
		if (only_count)
			n++;
		else
			describing_add_listed(d, &n, r->id);
	}
	return n;
}

/* --- the tree -------------------------------------------------------------------------------------------------- */

static void add_marks(struct describing *d, const struct kind *k)
{
	size_t n = 0;

	if (k->abstract)
		describing_add_listed(d, &n, str_from(message(d->o->lang, "a general word")));
	if (k->always_named)
		describing_add_listed(d, &n, str_from(message(d->o->lang, "always named")));
}

static void add_branch(struct describing *d, const struct kind *k, size_t depth)
{
	const struct vocabulary *v = d->o->vocabulary;

	for (size_t i = 0; i < depth; i++)
		buf_adds(&d->text, "  ");
	describing_add_words(d, k->words);
	describing_cell(d);
	describing_cell_of(d, k->id);
	buf_printf(&d->text, "%zu", add_rules(d, k, false, true));
	describing_cell(d);
	add_marks(d, k);
	describing_cell(d);
	for (size_t i = 0; i < v->n_kinds; i++)
		if (v->kinds[i].parent == k)
			add_branch(d, &v->kinds[i], depth + 1);
}

void describe_kinds(struct describing *d)
{
	static const char *const heads[] = {"kind", "id", "rules", "mark"};
	const struct vocabulary *v = d->o->vocabulary;

	for (size_t i = 0; i < v->n_kinds; i++)
		if (!v->kinds[i].parent)
			add_branch(d, &v->kinds[i], 0);
	describing_grid(d, heads, sizeof heads / sizeof *heads);
}

/* --- one ------------------------------------------------------------------------------------------------------- */

static const struct kind *kind_named(struct describing *d, struct str name)
{
	const struct vocabulary *v = d->o->vocabulary;
	uint32_t index;

	if (vocabulary_kind(v, name))
		return vocabulary_kind(v, name);
	return map_get(&v->kind_names, fold_key(&d->arena, name), &index) ? &v->kinds[index] : NULL;
}

static void add_kind(struct describing *d, size_t *n, const struct kind *k)
{
	describing_add_listed(d, n, words_in(k->words, d->o->lang));
	buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(k->id));
}

static void say_family(struct describing *d, const struct kind *k)
{
	const struct vocabulary *v = d->o->vocabulary;
	size_t n = 0;

	for (const struct kind *up = k->parent; up; up = up->parent)
		add_kind(d, &n, up);
	describing_line(d, "is a");
	n = 0;
	for (size_t i = 0; i < v->n_kinds; i++)
		if (v->kinds[i].parent == k)
			add_kind(d, &n, &v->kinds[i]);
	describing_line(d, "below it");
}

static void say_list(struct describing *d, const struct str *items, size_t count, const char *label)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		describing_add_listed(d, &n, items[i]);
	describing_line(d, label);
}

static void say_measures(struct describing *d, const struct kind *k)
{
	for (size_t i = 0; i < k->n_measures; i++) {
		const struct quantity_kind *q = k->measures[i].quantity;
		buf_add(&d->text, words_in((struct words){q->zh, q->en}, d->o->lang));
		buf_adds(&d->text, " → ");
		describing_add_words(d, k->measures[i].field->words);
		buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(k->measures[i].field->id));
		describing_line(d, "measures");
	}
}

/* The type names of one measure stand together, as they stand in the file. */
static void say_nominals(struct describing *d, const struct kind *k)
{
	const struct vocabulary *v = d->o->vocabulary;
	size_t n = 0;

	for (size_t i = 0; i < v->n_nominals; i++) {
		const struct nominal *one = &v->nominals[i], *next = i + 1 < v->n_nominals ? one + 1 : NULL;
		if (one->kind != k)
			continue;
		describing_add_listed(d, &n, one->name);
		if (next && next->kind == k && next->field == one->field && quantity_equal(&next->quantity, &one->quantity))
			continue;
		n = 0;
		buf_adds(&d->text, " → ");
		describing_add_words(d, one->field->words);
		buf_adds(&d->text, " = ");
		interval_write(&d->text, &one->quantity.v);
		buf_adds(&d->text, " ");
		describing_add_words(d, (struct words){one->quantity.unit->zh, one->quantity.unit->en});
		describing_line(d, "type names");
	}
}

/* What a name says beside the kind: 铁合金炉 of a 矿热炉, that it makes 铁合金. */
static void say_sayings(struct describing *d, const struct kind *k)
{
	const struct vocabulary *v = d->o->vocabulary;

	for (size_t i = 0; i < v->n_sayings; i++) {
		const struct saying *one = &v->sayings[i];
		if (one->kind != k)
			continue;
		buf_add(&d->text, one->name);
		buf_adds(&d->text, " → ");
		describing_add_words(d, one->field->words);
		describing_add(d, " = ");
		describing_add_words(d, one->value->words);
		describing_line(d, "says");
	}
}

static bool is_for(const struct presumption *p, const struct kind *k)
{
	for (size_t i = 0; i < p->n_kinds; i++)
		if (p->field ? kind_is(k, p->kinds[i]) : p->kinds[i] == k)
			return true;
	return false;
}

static void say_presumptions(struct describing *d, const struct kind *k)
{
	const struct vocabulary *v = d->o->vocabulary;

	for (size_t i = 0; i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		if (!is_for(p, k))
			continue;
		if (p->field)
			describing_add_words(d, p->field->words);
		else
			describing_add(d, "kind");
		describing_add(d, " = ");
		describing_add_words(d, p->field ? p->value->words : p->kind->words);
		describing_add(d, ": ");
		describing_add_words(d, p->reason);
		describing_line(d, "presumed");
	}
}

bool describe_kind(struct describing *d, struct str name)
{
	const struct kind *k = kind_named(d, name);

	if (!k)
		return false;
	describing_add_words(d, k->words);
	buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(k->id));
	describing_title(d);
	add_marks(d, k);
	describing_line(d, "mark");
	say_family(d, k);
	say_list(d, k->names, k->n_names, "names");
	say_list(d, k->not_names, k->n_not_names, "not");
	say_sayings(d, k);
	say_measures(d, k);
	say_nominals(d, k);
	say_presumptions(d, k);
	if (!add_rules(d, k, false, false))
		describing_add(d, "none");
	describing_line(d, "rules");
	add_rules(d, k, true, false);
	describing_line(d, "rules below");
	return true;
}
