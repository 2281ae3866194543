#include "report/coverage_text.h"

#include "report/sink_text.h"

static void rule_write(struct buf *out, const struct coverer *by, enum lang lang)
{
	sink_terminal(out, by->rule->id);
	if (by->exception) {
		buf_adds(out, message(lang, ", exception "));
		sink_terminal(out, by->exception->id);
	}
	if (by->rule->unresolved)
		buf_adds(out, message(lang, " (unresolved: never matched)"));
	buf_addc(out, '\n');
}

static void coverer_write(struct buf *out, const struct coverer *by, enum lang lang)
{
	buf_adds(out, "    ");
	if (by->not_rule) {
		buf_adds(out, message(lang, "no rule: "));
		sink_terminal(out, words_in(by->not_rule->reason, lang));
		buf_addc(out, '\n');
		return;
	}
	rule_write(out, by, lang);
}

/* Of a heading, the rules below it on one line. */
static void heading_write(struct buf *out, const struct covered_passage *p, enum lang lang)
{
	buf_adds(out, "    ");
	buf_printf(out, message(lang, "heading of %zu rules"), p->n_by);
	buf_addc(out, '\n');
}

static void passage_write(struct buf *out, const struct source *source, const struct covered_passage *p,
			  enum lang lang)
{
	sink_terminal(out, source->file.name);
	buf_printf(out, ":%zu:%zu: ", p->span.line, p->span.col);
	sink_terminal(out, p->text);
	buf_addc(out, '\n');
	if (p->n_by && p->by[0].heading)
		heading_write(out, p, lang);
	for (size_t i = 0; i < p->n_by && !p->by[0].heading; i++)
		coverer_write(out, &p->by[i], lang);
	for (size_t i = 0; i < p->n_open; i++) {
		buf_adds(out, "    ");
		buf_adds(out, message(lang, "OPEN: "));
		sink_terminal(out, p->open[i]);
		buf_addc(out, '\n');
	}
}

static void totals_write(struct buf *out, const struct coverage *c, enum lang lang)
{
	size_t open = 0, rules = 0;
	for (size_t i = 0; i < c->n; i++) {
		bool by_rule = false;
		for (size_t j = 0; j < c->passages[i].n_by; j++)
			by_rule |= c->passages[i].by[j].rule != NULL;
		open += c->passages[i].n_open > 0;
		rules += !c->passages[i].n_open && by_rule;
	}
	buf_printf(out, message(lang, "%.*s, %.*s: %zu passages, %zu of rules, %zu of no rule, %zu open"),
		   STR_ARG(c->pack->id), STR_ARG(c->source->id), c->n, rules, c->n - rules - open, open);
	buf_addc(out, '\n');
}

void coverage_write(struct buf *out, const struct coverage *c, enum lang lang)
{
	for (size_t i = 0; i < c->n; i++)
		passage_write(out, c->source, &c->passages[i], lang);
	totals_write(out, c, lang);
}
