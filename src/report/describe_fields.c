#include "report/describing.h"
#include "report/labels.h"
#include "report/uses.h"
#include "text/fold.h"

static struct words unit_words(const struct unit *u)
{
	return (struct words){u->zh, u->en};
}

static const struct {
	const char *label;
	enum use use;
} uses[] = {
	{"object", USE_OBJECT},   {"obsolete if", USE_OBSOLETE_IF}, {"exception", USE_EXCEPTION},
	{"reading", USE_READING}, {"capacity", USE_CAPACITY},
};

enum { USES = sizeof uses / sizeof *uses };

static size_t count_rules(const struct describing *d, const struct field *f)
{
	const struct ruleset *set = d->o->rules;
	size_t n = 0;

	for (size_t i = 0; i < set->n_rules; i++)
		n += rule_uses(set->rules[i], f) != 0;
	return n;
}

/* --- all ------------------------------------------------------------------------------------------------------- */

void describe_fields(struct describing *d)
{
	static const char *const heads[] = {"field", "id", "type", "unit", "rules"};
	const struct vocabulary *v = d->o->vocabulary;

	for (size_t i = 0; i < v->n_fields; i++) {
		const struct field *f = &v->fields[i];
		describing_add_words(d, f->words);
		describing_cell(d);
		describing_cell_of(d, f->id);
		field_type_words(&d->text, d->o->lang, f);
		describing_cell(d);
		if (f->default_unit)
			describing_add_words(d, unit_words(f->default_unit));
		describing_cell(d);
		buf_printf(&d->text, "%zu", count_rules(d, f));
		describing_cell(d);
	}
	describing_grid(d, heads, sizeof heads / sizeof *heads);
}

/* --- one ------------------------------------------------------------------------------------------------------- */

static const struct field *field_named(struct describing *d, struct str name)
{
	const struct vocabulary *v = d->o->vocabulary;
	struct str key = fold_key(&d->arena, name);

	if (vocabulary_field(v, name))
		return vocabulary_field(v, name);
	for (size_t i = 0; i < v->n_fields; i++)
		for (size_t h = 0; h < v->fields[i].n_headers; h++)
			if (str_eq(v->fields[i].headers[h].key, key))
				return &v->fields[i];
	return NULL;
}

static void say_headers(struct describing *d, const struct field *f)
{
	static const struct {
		enum rank rank;
		const char *label;
	} ranks[] = {
		{RANK_PLAIN, "headers"},
		{RANK_DESIGN, "design"},
		{RANK_APPROVED, "approved"},
		{RANK_ACTUAL, "actual"},
	};

	for (size_t r = 0; r < sizeof ranks / sizeof *ranks; r++) {
		size_t n = 0;
		for (size_t i = 0; i < f->n_headers; i++) {
			const struct header_spelling *h = &f->headers[i];
			if (h->rank != ranks[r].rank)
				continue;
			describing_add_listed(d, &n, h->text);
			if (h->assumed)
				describing_add(d, " (assumed)");
		}
		describing_line(d, ranks[r].label);
	}
}

static void say_basis(struct describing *d, const struct field *f)
{
	static const char *const words[] = {
		[BASIS_UNIT] = "each unit", [BASIS_ITEM] = "all units of the item", [BASIS_ROW] = "all of the row"};

	if (f->type != FIELD_QUANTITY)
		return;
	describing_add(d, words[f->basis]);
	describing_line(d, "speaks of");
}

static void say_measure(struct describing *d, const struct field *f)
{
	if (f->default_unit)
		describing_add_words(d, unit_words(f->default_unit));
	describing_line(d, "unit");
	if (f->has_plausible) {
		interval_write(&d->text, &f->plausible.v);
		buf_addc(&d->text, ' ');
		describing_add_words(d, unit_words(f->plausible.unit));
	}
	describing_line(d, "plausible");
	if (f->has_without_unit) {
		interval_write(&d->text, &f->without_unit.v);
		buf_addc(&d->text, ' ');
		describing_add_words(d, unit_words(f->without_unit.unit));
	}
	describing_line(d, "without a unit");
	say_basis(d, f);
	if (f->from_date)
		describing_add_words(d, f->from_date->words);
	describing_line(d, "reckoned from");
}

static void add_value_kinds(struct describing *d, const struct enum_value *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n_kinds; i++)
		describing_add_listed(d, &n, words_in(v->kinds[i]->words, d->o->lang));
}

/* Beside its words and its id, which are spellings too. */
static void add_spellings(struct describing *d, const struct enum_value *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n_spellings; i++)
		if (!str_eq(v->spellings[i], v->words.zh) && !str_eq(v->spellings[i], v->words.en) &&
		    !str_eq(v->spellings[i], v->id))
			describing_add_listed(d, &n, v->spellings[i]);
}

static void say_values(struct describing *d, const struct field *f)
{
	static const char *const heads[] = {"value", "id", "is a", "for", "spellings"};
	const struct enumeration *e = f->enumeration;

	if (!e)
		return;
	describing_add(d, e->closed ? "closed: there are no others" : "open: there may be others");
	if (f->from_product)
		describing_add(d, "; also sought in the product");
	describing_line(d, "its values");
	for (size_t i = 0; i < e->n_values; i++) {
		const struct enum_value *v = &e->values[i];
		describing_add_words(d, v->words);
		describing_cell(d);
		describing_cell_of(d, v->id);
		describing_cell_of(d, v->parent ? words_in(v->parent->words, d->o->lang) : STR_NONE);
		add_value_kinds(d, v);
		describing_cell(d);
		add_spellings(d, v);
		describing_cell(d);
	}
	describing_grid(d, heads, sizeof heads / sizeof *heads);
}

static void say_tokens(struct describing *d, const struct tokens *t, const char *label)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		describing_add_listed(d, &n, t->items[i]);
	describing_line(d, label);
}

static void say_uses(struct describing *d, const struct field *f)
{
	const struct ruleset *set = d->o->rules;
	size_t all = 0;

	for (size_t u = 0; u < USES; u++) {
		size_t n = 0;
		for (size_t i = 0; i < set->n_rules; i++)
			if (rule_uses(set->rules[i], f) & uses[u].use)
				describing_add_listed(d, &n, set->rules[i]->id);
		all += n;
		if (n)
			describing_line(d, uses[u].label);
	}
	if (all)
		return;
	describing_add(d, "none");
	describing_line(d, "rules");
}

bool describe_field(struct describing *d, struct str name)
{
	const struct field *f = field_named(d, name);

	if (!f)
		return false;
	describing_add_words(d, f->words);
	buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(f->id));
	describing_title(d);
	field_type_words(&d->text, d->o->lang, f);
	describing_line(d, "type");
	say_measure(d, f);
	say_headers(d, f);
	say_tokens(d, &f->yes, "yes");
	say_tokens(d, &f->no, "no");
	say_uses(d, f);
	say_values(d, f);
	return true;
}
