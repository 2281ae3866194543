/* One rule: what it is, the clause, the conditions, exceptions, how it is read, what may be filled in, its tests. */
#include "report/citing.h"
#include "report/document_parts.h"
#include "report/labels.h"
#include "report/overlay_words.h"
#include "report/uses.h"
#include "rules/catalogue.h"

/* --- names that lead somewhere --------------------------------------------------------------------------------- */

void document_kind(struct document *d, const struct kind *k)
{
	document_link(d, "kind", k->id, words_in(k->words, d->lang));
}

void document_field(struct document *d, const struct field *f)
{
	document_link(d, "field", f->id, words_in(f->words, d->lang));
}

static void kinds_fact(struct document *d, const struct kind *const *kinds, size_t n)
{
	document_fact(d, "equipment");
	for (size_t i = 0, listed = 0; i < n; i++) {
		document_add_comma(d, &listed);
		document_kind(d, kinds[i]);
		document_id(d, kinds[i]->id);
	}
	if (!n)
		document_add(d, "any");
	document_close(d, BLOCK_FACT);
}

/* --- the clause ------------------------------------------------------------------------------------------------ */

void document_clause(struct document *d, const struct clause *c)
{
	enum block block = cite_is_verified(c) ? BLOCK_LAW : BLOCK_UNVERIFIED;

	document_open(d, block);
	cite_fragments(&d->text, c);
	document_close(d, block);
	document_open(d, BLOCK_PARAGRAPH);
	document_add(d, "source: ");
	document_link_source(d, c->source);
	buf_printf(&d->text, message(d->lang, ", line %.*s"), STR_ARG(c->line_filed));
	if (c->source->section.n)
		buf_printf(&d->text, message(d->lang, ", section %.*s"), STR_ARG(c->source->section));
	buf_printf(&d->text, message(d->lang, "; trust: %s ("), trust_name(c->source->trust));
	document_add_str(d, trust_label(d->lang, c->source->trust));
	document_add(d, ")");
	if (c->n_quote > 1)
		document_add(d, "; … stands where words were left out");
	document_close(d, BLOCK_PARAGRAPH);
}

/* What overlays did to the rule, the last one first; the clause of an added rule is the rule's own. */
static void amendments(struct document *d, const struct rule *r)
{
	for (const struct amendment *m = r->amendment; m; m = m->before ? m->before->amendment : NULL) {
		document_heading(d, 4, NULL, STR_NONE);
		document_add(d, "Overlay: ");
		overlay_words(&d->text, d->lang, m);
		document_close(d, BLOCK_HEADING);
		if (m->sort == AMEND_ADD)
			continue;
		document_clause(d, &m->clause);
		document_paragraph_of(d, words_in(m->reason, d->lang));
	}
}

/* --- what it is ------------------------------------------------------------------------------------------------ */

static bool has_duties(void *ctx, const struct condition *leaf)
{
	bool *found = ctx;

	*found |= leaf->op == COND_LISTED && leaf->catalogue && leaf->catalogue->n_duties && !leaf->duties_ignored;
	return !*found;
}

static void deadline_fact(struct document *d, const struct rule *r)
{
	bool duties = false;
	document_fact(d, "deadline");
	if (r->deadline == DEADLINE_DATE) {
		int32_t left = r->deadline_day - d->run->as_of;
		day_write(&d->text, r->deadline_day);
		if (left >= 0)
			buf_printf(&d->text, message(d->lang, ": %d days left on the as-of date"), left);
		else
			buf_printf(&d->text, message(d->lang, ": overdue by %d days on the as-of date"), -left);
		if (r->deadline_is_horizon)
			document_add(d, "; the end of the plan, the clause says no date");
	} else {
		document_add(d, "no date of its own: already ordered out");
	}
	condition_each_leaf(r->obsolete_if, has_duties, &duties);
	if (duties)
		document_add(d, "; where an entry of the catalogue says until when its machines may be used, that holds");
	document_close(d, BLOCK_FACT);
}

static void force_fact(struct document *d, const struct rule *r)
{
	static const char *const words[] = {
		[APPLIES] = N_("applied on the as-of date"),
		[NOT_IN_FORCE] = N_("not applied on the as-of date: not in force"),
		[NOT_RESOLVED] = N_("never applied: unresolved"),
	};

	enum application application = program_application(d->run->program, r);
	document_fact(d, "in force");
	force_words(&d->text, d->lang, r);
	document_add(d, "; ");
	document_add(d, words[application]);
	if (application == APPLIES && r->to.unknown)
		document_add(d, "; whether it is still in force is not known, and every finding says so");
	document_close(d, BLOCK_FACT);
}

static void near_fact(struct document *d, const struct rule *r)
{
	const struct decimal hundred = decimal_from_int(100);

	for (size_t i = 0; i < r->n_near; i++) {
		struct decimal percent;
		if (decimal_mul(&percent, &d->arena, &r->near[i].fraction, &hundred) != DECIMAL_OK) {
			d->failed = true;
			return;
		}
		document_fact(d, "near");
		document_field(d, r->near[i].field);
		document_add(d, ": ");
		decimal_write(&d->text, &percent);
		document_add(d, "% beyond the limit");
		document_add(d, "; a signal, never a verdict");
		document_close(d, BLOCK_FACT);
	}
}

static void capacity_fact(struct document *d, const struct rule *r)
{
	if (!r->capacity)
		return;
	document_fact(d, "capacity");
	document_field(d, r->capacity);
	document_add(d, ", summed over what is obsolete");
	document_close(d, BLOCK_FACT);
}

static void executability_fact(struct document *d, const struct rule *r)
{
	static const char *const words[] = {
		[EXEC_FULL] = N_(": the data of a record decide it"),
		[EXEC_PARTIAL] = N_(": part of it is a person's judgement"),
		[EXEC_MANUAL] = N_(": it is a person's judgement"),
		[EXEC_UNRESOLVED] = N_(": recorded and listed; no equipment ever matches"),
	};

	document_fact(d, "executability");
	document_add_str(d, executability_label(d->lang, r->executability));
	document_add(d, words[r->executability]);
	document_close(d, BLOCK_FACT);
}

/* Where overlays set provinces apart. */
static void provinces_fact(struct document *d, const struct rule *r)
{
	if (!r->only && !r->n_not_in)
		return;
	document_fact(d, "provinces");
	overlay_where_words(&d->text, d->lang, r);
	document_close(d, BLOCK_FACT);
}

static void facts(struct document *d, const struct rule *r)
{
	document_open(d, BLOCK_FACTS);
	document_fact(d, "pack");
	buf_printf(&d->text, message(d->lang, "%.*s %.*s, revision %.*s"), STR_ARG(r->pack->id), STR_ARG(r->pack->version), STR_ARG(r->revision));
	document_close(d, BLOCK_FACT);
	provinces_fact(d, r);
	document_fact_of(d, "industry", industry_label(d->lang, d->run->vocabulary, &d->arena, r));
	document_fact_of(d, "action", action_label(d->lang, r->action));
	force_fact(d, r);
	deadline_fact(d, r);
	executability_fact(d, r);
	kinds_fact(d, r->kinds, r->n_kinds);
	capacity_fact(d, r);
	near_fact(d, r);
	document_close(d, BLOCK_FACTS);
}

/* --- conditions ------------------------------------------------------------------------------------------------ */

static void conditions(struct document *d, const struct rule *r)
{
	if (!r->unresolved || r->where->op != COND_ALWAYS) {
		document_heading_of(d, 4, "W: the object of the clause");
		if (r->where->op == COND_ALWAYS)
			document_say(d, "Nothing is asked beside the kind of equipment.");
		else
			document_condition(d, r, r->where, "W", NULL);
	}
	document_heading_of(d, 4, "H: what makes it obsolete");
	if (r->unresolved)
		document_say(d, "Not resolved: the clause cannot be made into a condition, and the rule never matches.");
	else if (r->obsolete_if->op == COND_ALWAYS)
		document_say(d, "Nothing more is asked: what the clause speaks of is obsolete.");
	else
		document_condition(d, r, r->obsolete_if, "H", NULL);
}

/* --- exceptions ------------------------------------------------------------------------------------------------ */

static void effect(struct document *d, const struct exception *e)
{
	static const char *const words[] = {
		[EFFECT_EXEMPT] = N_("Where it is shown, the rule says: exempt."),
		[EFFECT_OUT_OF_SCOPE] = N_("Where it is shown, the clause does not speak of the equipment; the rule says: not applicable."),
		[EFFECT_REROUTE] = N_("Where it is shown, this rule says: not applicable, and another is judged in its own right: "),
	};

	document_open(d, BLOCK_PARAGRAPH);
	document_add(d, words[e->effect]);
	if (e->to) {
		document_link_rule(d, e->to);
		buf_adds(&d->text, " ");
		document_add_words(d, e->to->title);
		document_add(d, ".");
	}
	document_close(d, BLOCK_PARAGRAPH);
}

static void evidence(struct document *d, const struct exception *e)
{
	document_open(d, BLOCK_PARAGRAPH);
	if (!e->n_evidence) {
		document_add(d, "No evidence is asked for: it is shown where its condition holds.");
	} else {
		document_add(d, "Evidence: ");
		for (size_t i = 0, n = 0; i < e->n_evidence; i++) {
			document_add_comma(d, &n);
			document_field(d, e->evidence[i]);
		}
		document_add(d, ". All of it is needed; where some is missing the exception is only claimed, and the rule says: undetermined.");
	}
	document_close(d, BLOCK_PARAGRAPH);
}

static void exception(struct document *d, const struct rule *r, const struct exception *e, size_t n)
{
	document_heading(d, 4, NULL, STR_NONE);
	buf_printf(&d->text, message(d->lang, "Exception E%zu: "), n);
	document_add_str(d, effect_label(d->lang, e->effect));
	document_id(d, e->id);
	document_close(d, BLOCK_HEADING);
	document_clause(d, &e->clause);
	effect(d, e);
	document_condition(d, r, e->when, arena_printf(&d->arena, "E%zu", n).p, &e->clause);
	evidence(d, e);
}

/* --- how it is read -------------------------------------------------------------------------------------------- */

static void differing(struct document *d, const struct rule *r, const struct condition *c, const char *label, size_t n, const char *part)
{
	if (!c)
		return;
	document_open(d, BLOCK_PARAGRAPH);
	document_add(d, label);
	document_add(d, c->op == COND_ALWAYS ? ", instead: always" : ", instead:");
	document_close(d, BLOCK_PARAGRAPH);
	if (c->op != COND_ALWAYS)
		document_condition(d, r, c, arena_printf(&d->arena, "R%zu%s", n, part).p, NULL);
}

static void reading(struct document *d, const struct rule *r, size_t index)
{
	const struct reading_of_rule *one = &r->readings[index];

	document_heading(d, 4, NULL, STR_NONE);
	buf_printf(&d->text, message(d->lang, "Other reading R%zu"), index + 1);
	document_id(d, one->id);
	document_close(d, BLOCK_HEADING);
	document_paragraph_of(d, words_in(one->note, d->lang));
	if (one->kinds) {
		document_open(d, BLOCK_FACTS);
		kinds_fact(d, one->kinds, one->n_kinds);
		document_close(d, BLOCK_FACTS);
	}
	differing(d, r, one->where, "W: the object of the clause", index + 1, "W");
	differing(d, r, one->obsolete_if, "H: what makes it obsolete", index + 1, "H");
}

static void meaning(struct document *d, const struct rule *r)
{
	struct str words = words_in(r->interpretation, d->lang), caveat = words_in(r->caveat, d->lang);

	if (words.n) {
		document_heading_of(d, 4, "Interpretation");
		document_paragraph_of(d, words);
	}
	for (size_t i = 0; i < r->n_readings; i++)
		reading(d, r, i);
	if (!caveat.n && !r->open_list)
		return;
	document_heading_of(d, 4, "What it does not cover");
	if (r->open_list)
		document_say(d, "The clause's list is open: equipment that it does not list is said to be clear only with this caveat.");
	document_paragraph_of(d, caveat);
}

/* --- what may be filled in ------------------------------------------------------------------------------------- */

void document_presumption(struct document *d, const struct presumption *p)
{
	document_add(d, "of ");
	for (size_t i = 0, n = 0; i < p->n_kinds; i++) {
		document_add_comma(d, &n);
		document_kind(d, p->kinds[i]);
	}
	document_add(d, p->field ? ", where the record is silent on " : ", the kind is taken to be ");
	if (p->field) {
		document_field(d, p->field);
		document_add(d, ", that is taken to be ");
	}
	document_add_words(d, p->field ? p->value->words : p->kind->words);
	if (p->fits_field) {
		document_add(d, ", only where it is silent on ");
		document_field(d, p->fits_field);
		document_add(d, " or says one of: ");
	}
	for (size_t i = 0, n = 0; i < p->n_fits; i++) {
		document_add_comma(d, &n);
		document_add_words(d, p->fits[i]->words);
	}
	document_add(d, "; ");
	document_add_words(d, p->reason);
}

static size_t presumptions(struct document *d, const struct rule *r, bool write)
{
	const struct vocabulary *v = d->run->vocabulary;
	size_t n = 0;

	for (size_t i = 0; i < v->n_presumptions; i++) {
		if (!rule_may_presume(r, &v->presumptions[i]))
			continue;
		n++;
		if (!write)
			continue;
		document_entry(d, arena_printf(&d->arena, "P%zu", n));
		document_presumption(d, &v->presumptions[i]);
		document_close(d, BLOCK_ENTRY);
	}
	return n;
}

static size_t conversions(struct document *d, const struct rule *r, bool write)
{
	size_t n = 0;

	for (size_t i = 0; i < r->pack->n_conversions; i++) {
		const struct conversion *c = &r->pack->conversions[i];
		if (!rule_may_convert(r, d->run->vocabulary, c))
			continue;
		n++;
		if (!write)
			continue;
		document_entry(d, arena_printf(&d->arena, "C%zu", n));
		buf_printf(&d->text, "1 %.*s = ", STR_ARG(words_in((struct words){c->from->zh, c->from->en}, d->lang)));
		decimal_write(&d->text, &c->factor);
		buf_printf(&d->text, " %.*s", STR_ARG(words_in((struct words){c->to->zh, c->to->en}, d->lang)));
		document_add(d, "; ");
		document_add_str(d, c->reason);
		document_close(d, BLOCK_ENTRY);
	}
	return n;
}

static void filled_in(struct document *d, const struct rule *r)
{
	if (!presumptions(d, r, false) && !conversions(d, r, false))
		return;
	document_heading_of(d, 4, "Presumptions and conversions");
	document_say(d, "Used only where the record is silent, never under --strict; each finding that rests on one names it.");
	document_open(d, BLOCK_OUTLINE);
	presumptions(d, r, true);
	conversions(d, r, true);
	document_close(d, BLOCK_OUTLINE);
}

void document_rule(struct document *d, const struct rule *r)
{
	document_part(d, "rule");
	document_heading(d, 3, "rule", document_rule_name(d, r));
	document_add_str(d, r->id);
	buf_adds(&d->text, " ");
	document_rule_title(d, r);
	document_close(d, BLOCK_HEADING);
	facts(d, r);
	document_heading_of(d, 4, "Clause");
	document_clause(d, &r->clause);
	amendments(d, r);
	conditions(d, r);
	for (size_t i = 0; i < r->n_exceptions; i++)
		exception(d, r, &r->exceptions[i], i + 1);
	meaning(d, r);
	filled_in(d, r);
	document_tests(d, r);
	document_close(d, BLOCK_PART);
}
