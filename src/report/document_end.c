/* The appendices: what became no rule, which sentence became which, the vocabulary, signatures. */
#include "report/citing.h"
#include "report/document_parts.h"
#include "report/overlay_words.h"

#include "rules/coverage.h"

static void rows_head(struct document *d, const char *name, const char *const *heads, size_t n)
{
	document_table(d, name);
	document_heads(d, heads, n);
}

/* --- sentences that are no rules ------------------------------------------------------------------------------- */

static void not_rule(struct document *d, const struct not_rule *n)
{
	document_open(d, BLOCK_ROW);
	document_open(d, BLOCK_CELL);
	document_link_source(d, n->clause.source);
	buf_printf(&d->text, message(d->lang, ", line %.*s"), STR_ARG(n->clause.line_filed));
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	cite_text(&d->text, d->lang, &n->clause);
	document_close(d, BLOCK_CELL);
	document_cell_of(d, words_in(n->reason, d->lang));
	document_close(d, BLOCK_ROW);
}

static void not_rules(struct document *d)
{
	static const char *const heads[] = {N_("place"), N_("text"), N_("why it is no rule")};
	const struct ruleset *set = d->run->rules;
	size_t n = 0;

	for (size_t i = 0; i < set->n_packs; i++)
		n += set->packs[i]->n_not_rules;
	if (!n) {
		document_say(d, "None.");
		return;
	}
	rows_head(d, "places", heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < set->n_packs; i++)
		for (size_t k = 0; k < set->packs[i]->n_not_rules; k++)
			not_rule(d, &set->packs[i]->not_rules[k]);
	document_close(d, BLOCK_TABLE);
}

/* --- overlays -------------------------------------------------------------------------------------------------- */

static void change(struct document *d, const struct amendment *m)
{
	const struct rule *r = m->after ? m->after : m->before;

	document_open(d, BLOCK_ROW);
	document_open(d, BLOCK_CELL);
	document_link_rule(d, r);
	document_add(d, ": ");
	document_add_words(d, r->title);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	overlay_words(&d->text, d->lang, m);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	cite(&d->text, d->lang, &m->clause);
	document_close(d, BLOCK_CELL);
	document_cell_of(d, words_in(m->reason, d->lang));
	document_close(d, BLOCK_ROW);
}

void document_overlays(struct document *d)
{
	static const char *const heads[] = {"rule", "change", "clause", N_("reason")};
	const struct ruleset *set = d->run->rules;

	if (!set->n_overlays) {
		document_say(d, "None.");
		return;
	}
	rows_head(d, "changes", heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < set->n_overlays; i++)
		for (size_t k = 0; k < set->overlays[i]->n_amendments; k++)
			change(d, set->overlays[i]->amendments[k]);
	document_close(d, BLOCK_TABLE);
}

/* --- coverage -------------------------------------------------------------------------------------------------- */

static void add_coverer(struct document *d, const struct coverer *by)
{
	if (by->not_rule) {
		document_add(d, "no rule: ");
		document_add_words(d, by->not_rule->reason);
		return;
	}
	document_link_rule(d, by->rule);
	if (by->exception) {
		document_add(d, ", exception ");
		document_styled(d, STYLE_ID, by->exception->id);
	}
	if (by->rule->unresolved)
		document_add(d, " (unresolved: never matched)");
}

static void add_coverers(struct document *d, const struct covered_passage *p)
{
	if (p->n_by && p->by[0].heading) {
		buf_printf(&d->text, message(d->lang, "heading of %zu rules"), p->n_by);
		return;
	}
	for (size_t i = 0; i < p->n_by; i++) {
		document_add(d, i ? "; " : "");
		add_coverer(d, &p->by[i]);
	}
	for (size_t i = 0; i < p->n_open; i++) {
		document_add(d, i || p->n_by ? "; " : "");
		document_add(d, "OPEN: ");
		document_styled(d, STYLE_FILED, p->open[i]);
	}
}

static void covered(struct document *d, const struct coverage *c)
{
	static const char *const heads[] = {N_("line"), N_("text"), "rules"};

	document_open(d, BLOCK_PARAGRAPH);
	document_link_source(d, c->source);
	document_id(d, c->pack->id);
	buf_printf(&d->text, message(d->lang, ", line %.*s"), STR_ARG(c->source->line_filed));
	buf_printf(&d->text, message(d->lang, "; trust: %s"), trust_name(c->source->trust));
	if (c->source->trust != TRUST_VERIFIED)
		document_add(d, "; not verified, no quotation");
	document_close(d, BLOCK_PARAGRAPH);
	rows_head(d, "places", heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < c->n; i++) {
		document_open(d, BLOCK_ROW);
		document_open(d, BLOCK_CELL);
		buf_printf(&d->text, "%zu", c->passages[i].span.line);
		document_close(d, BLOCK_CELL);
		document_open(d, BLOCK_CELL);
		document_styled(d, STYLE_FILED, c->passages[i].text);
		document_close(d, BLOCK_CELL);
		document_open(d, BLOCK_CELL);
		add_coverers(d, &c->passages[i]);
		document_close(d, BLOCK_CELL);
		document_close(d, BLOCK_ROW);
	}
	document_close(d, BLOCK_TABLE);
}

static bool says_lines(const struct pack *p)
{
	for (size_t i = 0; i < p->n_sources; i++)
		if (p->sources[i].line)
			return true;
	return false;
}

void document_coverage(struct document *d)
{
	const struct ruleset *set = d->run->rules;
	const struct coverage *found = NULL;
	struct diags diags; /* what is open stands in the table; the words for it are lint's */
	size_t n = 0;

	diags_init(&diags, message_for_diags, &d->lang);
	d->failed |= !ruleset_coverage(&found, &n, set, &d->arena, &diags) || diags.failed;
	for (size_t i = 0; !d->failed && i < n; i++)
		covered(d, &found[i]);
	diags_release(&diags);
	for (size_t i = 0; i < set->n_packs; i++) {
		if (says_lines(set->packs[i]))
			continue;
		document_open(d, BLOCK_PARAGRAPH);
		document_styled(d, STYLE_ID, set->packs[i]->id);
		document_add(d, ": the pack does not say which lines of its sources it encodes; what no rule covers cannot be told");
		document_close(d, BLOCK_PARAGRAPH);
	}
}

/* --- signatures ------------------------------------------------------------------------------------------------ */

static void review_row(struct document *d, const struct rule *r)
{
	document_open(d, BLOCK_ROW);
	document_open(d, BLOCK_CELL);
	document_link_rule(d, r);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	document_rule_title(d, r);
	document_close(d, BLOCK_CELL);
	document_cell_of(d, r->revision);
	document_cell_of(d, STR_NONE);
	document_close(d, BLOCK_ROW);
}

void document_signature(struct document *d)
{
	static const char *const heads[] = {"rule", N_("title"), N_("revision"), N_("agreed, or what is to be changed")};
	static const char *const lines[] = {N_("opinion"), N_("reviewer"), N_("office"), N_("signature"), N_("date")};
	const struct ruleset *set = d->run->rules;

	rows_head(d, "review", heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < set->n_rules; i++)
		review_row(d, set->rules[i]);
	document_close(d, BLOCK_TABLE);
	document_part(d, "signature");
	document_open(d, BLOCK_FACTS);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		document_fact(d, lines[i]);
		document_close(d, BLOCK_FACT);
	}
	document_close(d, BLOCK_FACTS);
	document_close(d, BLOCK_PART);
}

/* --- all of them ----------------------------------------------------------------------------------------------- */

static const struct {
	const char *title;
	void (*write)(struct document *d);
} appendices[] = {
	{N_("Sentences that are no rules"), not_rules},
	{N_("Which sentence became which rule"), document_coverage},
	{N_("What overlays change"), document_overlays},
	{N_("Catalogues that the rules ask"), document_catalogues},
	{N_("Fields that the rules use"), document_fields},
	{N_("Kinds of equipment that the rules speak of"), document_kinds},
	{N_("Review and signature"), document_signature},
};

const char *document_appendix(size_t n)
{
	return n < sizeof appendices / sizeof *appendices ? appendices[n].title : NULL;
}

void document_appendices(struct document *d)
{
	for (size_t i = 0; i < sizeof appendices / sizeof *appendices; i++) {
		struct str letter = arena_printf(&d->arena, "%c", 'A' + (int)i);
		document_part(d, "chapter");
		document_heading(d, 2, "appendix", letter);
		buf_printf(&d->text, message(d->lang, "Appendix %.*s: "), STR_ARG(letter));
		document_add(d, appendices[i].title);
		document_close(d, BLOCK_HEADING);
		appendices[i].write(d);
		document_close(d, BLOCK_PART);
	}
}
