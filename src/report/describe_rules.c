#include "report/describing.h"
#include "report/citing.h"
#include "report/labels.h"
#include "report/overlay_words.h"

/* --- all ------------------------------------------------------------------------------------------------------- */

static void add_deadline(struct describing *d, const struct rule *r)
{
	if (r->deadline == DEADLINE_DATE)
		day_write(&d->text, r->deadline_day);
	else
		describing_add(d, "no date of its own");
}

static void add_executability(struct describing *d, const struct rule *r)
{
	buf_add(&d->text, executability_label(d->o->lang, r->executability));
}

static void add_title(struct describing *d, const struct rule *r)
{
	describing_add_words(d, r->title);
	if (!r->amendment)
		return;
	buf_adds(&d->text, " [");
	overlay_words(&d->text, d->o->lang, r->amendment);
	buf_addc(&d->text, ']');
}

void describe_rules(struct describing *d)
{
	static const char *const heads[] = {"id", "industry", "executability", "action", "deadline", "title"};
	const struct ruleset *set = d->o->rules;

	for (size_t i = 0; i < set->n_rules; i++) {
		const struct rule *r = set->rules[i];
		describing_cell_of(d, r->id);
		describing_cell_of(d, industry_label(d->o->lang, d->o->vocabulary, &d->arena, r));
		add_executability(d, r);
		describing_cell(d);
		describing_cell_of(d, action_label(d->o->lang, r->action));
		add_deadline(d, r);
		describing_cell(d);
		add_title(d, r);
		describing_cell(d);
	}
	describing_grid(d, heads, sizeof heads / sizeof *heads);
}

/* --- one ------------------------------------------------------------------------------------------------------- */

static void say_clause(struct describing *d, const struct clause *c)
{
	cite(&d->text, d->o->lang, c);
	describing_line(d, "clause");
}

static void add_kinds(struct describing *d, const struct kind *const *kinds, size_t n)
{
	size_t listed = 0;

	for (size_t i = 0; i < n; i++) {
		describing_add_listed(d, &listed, words_in(kinds[i]->words, d->o->lang));
		buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(kinds[i]->id));
	}
	if (!n)
		describing_add(d, "any");
}

static void say_condition(struct describing *d, const struct condition *c, const char *label)
{
	condition_write_words(&d->text, c, d->o->lang);
	describing_line(d, label);
}

struct wording_line {
	struct describing *d;
	const struct clause *clause;
};

static bool say_wording(void *ctx, const struct condition *leaf)
{
	const struct wording_line *w = ctx;
	struct describing *d = w->d;

	if (!leaf->wording.n)
		return true;
	cite_word(&d->text, w->clause, leaf->wording);
	describing_add(d, ": ");
	buf_adds(&d->text, relation_in_words(d->o->lang, leaf, leaf->relation));
	describing_line(d, "wording");
	return true;
}

static void say_exception(struct describing *d, const struct exception *e)
{
	size_t n = 0;

	buf_add(&d->text, e->id);
	describing_add(d, ": ");
	buf_add(&d->text, effect_label(d->o->lang, e->effect));
	if (e->to)
		buf_printf(&d->text, " → %.*s", STR_ARG(e->to->id));
	describing_add(d, ", where ");
	condition_write_words(&d->text, e->when, d->o->lang);
	describing_add(d, " (");
	cite_text(&d->text, d->o->lang, &e->clause);
	describing_add(d, ")");
	if (e->n_evidence)
		describing_add(d, "; evidence: ");
	for (size_t i = 0; i < e->n_evidence; i++)
		describing_add_listed(d, &n, words_in(e->evidence[i]->words, d->o->lang));
	describing_line(d, "exception");
}

/* What differs from the rule stands under the note, named. */
static void say_instead(struct describing *d, const struct condition *c, const char *what)
{
	if (!c)
		return;
	describing_add(d, what);
	describing_add(d, ": ");
	say_condition(d, c, "");
}

static void say_reading(struct describing *d, const struct reading_of_rule *r)
{
	buf_add(&d->text, r->id);
	describing_add(d, ": ");
	describing_add_words(d, r->note);
	describing_line(d, "reading");
	if (r->kinds) {
		describing_add(d, "equipment");
		describing_add(d, ": ");
		add_kinds(d, r->kinds, r->n_kinds);
		describing_line(d, "");
	}
	say_instead(d, r->where, "object");
	say_instead(d, r->obsolete_if, "obsolete if");
}

/* 0.1 of the limit is 10 %. */
static void say_near(struct describing *d, const struct rule *r)
{
	const struct decimal hundred = decimal_from_int(100);

	for (size_t i = 0; i < r->n_near; i++) {
		struct decimal percent;
		if (decimal_mul(&percent, &d->arena, &r->near[i].fraction, &hundred) != DECIMAL_OK)
			continue;
		describing_add_words(d, r->near[i].field->words);
		describing_add(d, ": ");
		decimal_write(&d->text, &percent);
		describing_add(d, "% beyond the limit");
		describing_line(d, "near");
	}
}

static void say_dates(struct describing *d, const struct rule *r)
{
	buf_add(&d->text, action_label(d->o->lang, r->action));
	describing_line(d, "action");
	add_deadline(d, r);
	describing_line(d, "deadline");
	force_words(&d->text, d->o->lang, r);
	describing_line(d, "in force");
	add_executability(d, r);
	describing_line(d, "executability");
}

static void say_overlays(struct describing *d, const struct rule *r)
{
	for (const struct amendment *m = r->amendment; m; m = m->before ? m->before->amendment : NULL) {
		overlay_clause_words(&d->text, d->o->lang, m);
		describing_line(d, "overlay");
	}
	overlay_where_words(&d->text, d->o->lang, r);
	describing_line(d, "provinces");
}

static void say_what(struct describing *d, const struct rule *r)
{
	struct wording_line w = {d, &r->clause};

	say_clause(d, &r->clause);
	say_overlays(d, r);
	describing_line_of(d, "read as", words_in(r->interpretation, d->o->lang));
	add_kinds(d, r->kinds, r->n_kinds);
	describing_line(d, "equipment");
	if (r->where->op != COND_ALWAYS)
		say_condition(d, r->where, "object");
	say_condition(d, r->obsolete_if, "obsolete if");
	condition_each_leaf(r->where, say_wording, &w);
	condition_each_leaf(r->obsolete_if, say_wording, &w);
	for (size_t i = 0; i < r->n_exceptions; i++)
		say_exception(d, &r->exceptions[i]);
	for (size_t i = 0; i < r->n_readings; i++)
		say_reading(d, &r->readings[i]);
	say_near(d, r);
	describing_line_of(d, "caveat", words_in(r->caveat, d->o->lang));
}

static void draw_rule(struct describing *d, const struct rule *r)
{
	buf_printf(&d->text, "%.*s  %.*s", STR_ARG(r->id), STR_ARG(words_in(r->title, d->o->lang)));
	describing_title(d);
	buf_printf(&d->text, message(d->o->lang, "%.*s %.*s, revision %.*s"), STR_ARG(r->pack->id), STR_ARG(r->pack->version),
		   STR_ARG(r->revision));
	describing_line(d, "pack");
	describing_line_of(d, "industry", industry_label(d->o->lang, d->o->vocabulary, &d->arena, r));
	say_what(d, r);
	say_dates(d, r);
	if (r->capacity)
		describing_line_of(d, "capacity", words_in(r->capacity->words, d->o->lang));
	buf_printf(&d->text, "%zu", r->n_tests);
	describing_line(d, "tests");
}

/* As it is for each province. */
bool describe_rule(struct describing *d, struct str name)
{
	const struct ruleset *set = d->o->rules;
	const struct rule *first = ruleset_rule(set, name);

	for (size_t i = 0; first && i < set->n_rules; i++) {
		if (!rules_are_versions(set->rules[i], first))
			continue;
		if (set->rules[i] != first)
			layout_blank(&d->layout);
		draw_rule(d, set->rules[i]);
	}
	return first;
}
