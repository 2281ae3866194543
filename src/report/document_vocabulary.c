/* The fields and kinds that rules use: what they are, and the words by which registries name them. */
#include "report/document_parts.h"
#include "report/labels.h"
#include "report/uses.h"

static bool any_uses(const struct ruleset *set, const struct field *f)
{
	for (size_t i = 0; i < set->n_rules; i++)
		if (rule_uses(set->rules[i], f))
			return true;
	return false;
}

/* Years that may be reckoned from a date use that date. */
static bool is_used(const struct document *d, const struct field *f)
{
	const struct vocabulary *v = d->run->vocabulary;

	for (size_t i = 0; i < v->n_fields; i++)
		if (v->fields[i].from_date == f && any_uses(d->run->rules, &v->fields[i]))
			return true;
	return any_uses(d->run->rules, f);
}

/* A labelled part of a cell, on a line of its own behind others. */
static void part(struct document *d, size_t *n, const char *label)
{
	if ((*n)++)
		document_line_break(d);
	document_add(d, label);
	document_add(d, ": ");
}

/* --- fields ---------------------------------------------------------------------------------------------------- */

static void add_interval(struct document *d, size_t *n, const char *label, const struct quantity *q)
{
	part(d, n, label);
	interval_write(&d->text, &q->v);
	buf_addc(&d->text, ' ');
	document_add_words(d, (struct words){q->unit->zh, q->unit->en});
}

static void type_cell(struct document *d, const struct field *f)
{
	size_t n = 1;

	document_open(d, BLOCK_CELL);
	field_type_words(&d->text, d->lang, f);
	if (f->default_unit) {
		part(d, &n, "without a unit read in");
		document_add_words(d, (struct words){f->default_unit->zh, f->default_unit->en});
	}
	if (f->has_plausible)
		add_interval(d, &n, "plausible", &f->plausible);
	if (f->has_without_unit)
		add_interval(d, &n, "without a unit", &f->without_unit);
	if (f->from_date) {
		part(d, &n, "reckoned from");
		document_field(d, f->from_date);
	}
	document_close(d, BLOCK_CELL);
}

static void add_headers(struct document *d, const struct field *f, size_t *n)
{
	size_t listed = 0;

	for (size_t i = 0; i < f->n_headers; i++) {
		const struct header_spelling *h = &f->headers[i];
		if (str_eq(h->text, f->id) || str_eq(h->text, f->words.zh) || str_eq(h->text, f->words.en))
			continue;
		if (!listed)
			part(d, n, "headers");
		document_add_comma(d, &listed);
		document_styled(d, STYLE_FILED, h->text);
		if (h->assumed)
			document_add(d, " (assumed)");
	}
}

static bool is_own_word(const struct enum_value *v, struct str spelling)
{
	return str_eq(spelling, v->words.zh) || str_eq(spelling, v->words.en) || str_eq(spelling, v->id);
}

static void add_value(struct document *d, const struct enum_value *v)
{
	size_t listed = 0;

	document_add_words(d, v->words);
	if (v->parent) {
		document_add(d, " (a sort of ");
		document_add_words(d, v->parent->words);
		document_add(d, ")");
	}
	for (size_t i = 0; i < v->n_spellings; i++) {
		if (is_own_word(v, v->spellings[i]))
			continue;
		document_add(d, listed++ ? ", " : " = ");
		document_styled(d, STYLE_FILED, v->spellings[i]);
	}
}

static void words_cell(struct document *d, const struct field *f)
{
	const struct enumeration *e = f->enumeration;
	size_t n = 0;

	document_open(d, BLOCK_CELL);
	add_headers(d, f, &n);
	if (e)
		part(d, &n, e->closed ? "its values, and no others" : "its values, among others");
	for (size_t i = 0; e && i < e->n_values; i++) {
		document_add(d, i ? "; " : "");
		add_value(d, &e->values[i]);
	}
	document_close(d, BLOCK_CELL);
}

static void rules_cell_begin(struct document *d, size_t *n, const struct rule *r)
{
	document_add_comma(d, n);
	document_link_rule(d, r);
}

static void field_row(struct document *d, const struct field *f)
{
	const struct ruleset *set = d->run->rules;
	size_t n = 0;

	document_open(d, BLOCK_ROW);
	document_cell(d, "field", f->id);
	document_add_words(d, f->words);
	document_line_break(d);
	document_styled(d, STYLE_ID, f->id);
	document_close(d, BLOCK_CELL);
	type_cell(d, f);
	words_cell(d, f);
	document_open(d, BLOCK_CELL);
	for (size_t i = 0; i < set->n_rules; i++)
		if (rule_uses(set->rules[i], f))
			rules_cell_begin(d, &n, set->rules[i]);
	document_close(d, BLOCK_CELL);
	document_close(d, BLOCK_ROW);
}

void document_fields(struct document *d)
{
	static const char *const heads[] = {"field", "type", N_("how registries say it"), "rules"};
	const struct vocabulary *v = d->run->vocabulary;

	document_table(d, "words");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < v->n_fields; i++)
		if (is_used(d, &v->fields[i]))
			field_row(d, &v->fields[i]);
	document_close(d, BLOCK_TABLE);
}

/* --- kinds ----------------------------------------------------------------------------------------------------- */

static bool is_named(const struct rule *r, const struct kind *k)
{
	bool named = rule_covers(r, k) && (r->n_kinds || r->n_readings);

	for (size_t i = 0; i < r->n_tests; i++)
		for (size_t j = 0; j < r->tests[i].n_record; j++)
			named |= str_is(r->tests[i].record[j].name, "kind") && str_eq(r->tests[i].record[j].text, k->id);
	return named;
}

/* Those of the rules and below them, those above them, those that tests or presumptions name. */
static bool is_spoken_of(const struct document *d, const struct kind *k)
{
	const struct ruleset *set = d->run->rules;

	for (size_t i = 0; i < set->n_rules; i++)
		if (rule_meets(set->rules[i], k) || is_named(set->rules[i], k))
			return true;
	return false;
}

static void add_list(struct document *d, size_t *n, const char *label, const struct str *items, size_t count)
{
	for (size_t i = 0, listed = 0; i < count; i++) {
		if (!i)
			part(d, n, label);
		document_add_comma(d, &listed);
		document_styled(d, STYLE_FILED, items[i]);
	}
}

static void add_nominals(struct document *d, size_t *n, const struct kind *k)
{
	const struct vocabulary *v = d->run->vocabulary;
	size_t listed = 0;

	for (size_t i = 0; i < v->n_nominals; i++) {
		const struct nominal *one = &v->nominals[i];
		if (one->kind != k)
			continue;
		if (!listed)
			part(d, n, "type names, by assumption");
		document_add(d, listed++ ? "; " : "");
		document_styled(d, STYLE_FILED, one->name);
		buf_adds(&d->text, " → ");
		document_add_words(d, one->field->words);
		buf_addc(&d->text, ' ');
		interval_write(&d->text, &one->quantity.v);
		buf_addc(&d->text, ' ');
		document_add_words(d, (struct words){one->quantity.unit->zh, one->quantity.unit->en});
	}
}

static void names_cell(struct document *d, const struct kind *k)
{
	size_t n = 0;

	document_open(d, BLOCK_CELL);
	add_list(d, &n, "names", k->names, k->n_names);
	add_list(d, &n, "other things with such names", k->not_names, k->n_not_names);
	add_nominals(d, &n, k);
	if (k->abstract) {
		part(d, &n, "mark");
		document_add(d, "a general word");
	}
	if (k->always_named) {
		part(d, &n, "mark");
		document_add(d, "always named");
	}
	document_close(d, BLOCK_CELL);
}

static void kind_row(struct document *d, const struct kind *k)
{
	const struct ruleset *set = d->run->rules;
	size_t n = 0;

	document_open(d, BLOCK_ROW);
	document_cell(d, "kind", k->id);
	document_add_words(d, k->words);
	document_line_break(d);
	document_styled(d, STYLE_ID, k->id);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	if (k->parent)
		document_add_words(d, k->parent->words);
	document_close(d, BLOCK_CELL);
	names_cell(d, k);
	document_open(d, BLOCK_CELL);
	for (size_t i = 0; i < set->n_rules; i++)
		if (rule_covers(set->rules[i], k))
			rules_cell_begin(d, &n, set->rules[i]);
	document_close(d, BLOCK_CELL);
	document_close(d, BLOCK_ROW);
}

void document_kinds(struct document *d)
{
	static const char *const heads[] = {"kind", "is a", N_("how registries say it"), "rules"};
	const struct vocabulary *v = d->run->vocabulary;

	document_table(d, "words");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < v->n_kinds; i++)
		if (is_spoken_of(d, &v->kinds[i]))
			kind_row(d, &v->kinds[i]);
	document_close(d, BLOCK_TABLE);
}
