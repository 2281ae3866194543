#include "report/table.h"

#include "report/accounts.h"
#include "report/duplicate_words.h"
#include "report/labels.h"
#include "report/layout.h"
#include "report/reason.h"
#include "report/reason_words.h"
#include "report/stamp.h"
#include "text/width.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROW_WIDTH = 5, NARROWEST_CELL = 10, WIDE_ENTERPRISE = 26, WIDE_EQUIPMENT = 32 };

struct table {
	struct sink base;
	struct report_options options;
	struct layout layout;
	struct reason reason;
	size_t enterprise, equipment, verdict, rule; /* widths */
	size_t indent, label;
	struct str file;
	struct str sheet; /* whose heading stands */
	bool heading;
	bool duplicates; /* their heading stands */
	uint64_t unlisted;
	struct buf cell;
};

/* --- setting up ------------------------------------------------------------------------------------------------ */

static size_t at_least(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void measure(struct table *t, const struct ruleset *rules)
{
	enum lang lang = t->options.lang;

	t->verdict = text_width(str_from(message(lang, "rejected")));
	for (int v = 0; v < VERDICT_COUNT; v++)
		t->verdict = at_least(t->verdict, text_width(verdict_label(lang, (enum verdict)v)));
	t->rule = text_width(str_from(message(lang, "rule")));
	for (size_t i = 0; i < rules->n_rules; i++)
		t->rule = at_least(t->rule, text_width(rules->rules[i]->id));
	size_t taken = ROW_WIDTH + t->verdict + t->rule + 4 * LAYOUT_GAP;
	size_t rest = t->options.columns > taken ? t->options.columns - taken : 0;
	t->enterprise = t->options.columns ? at_least(rest * 45 / 100, NARROWEST_CELL) : WIDE_ENTERPRISE;
	t->equipment = t->options.columns ? at_least(rest - rest * 45 / 100, NARROWEST_CELL) : WIDE_EQUIPMENT;
	t->indent = ROW_WIDTH + LAYOUT_GAP;
	t->label = reason_label_width(lang) + LAYOUT_GAP;
}

static void table_begin(struct sink *s, const struct run_info *run)
{
	struct table *t = (struct table *)s;

	measure(t, run->rules);
	buf_clear(&t->cell);
	stamp_write(&t->cell, t->options.lang, run);
	s->failed |= t->cell.failed;
	layout_line(&t->layout, INK_BOLD, buf_str(&t->cell));
}

static void table_table_begin(struct sink *s, const struct input_info *input, const struct words *notices,
			     size_t n_notices)
{
	struct table *t = (struct table *)s;

	(void)notices; /* they are said beside the answer */
	(void)n_notices;
	t->reason.input = input;
	t->file = input->name;
	t->sheet = input->sheet;
	t->heading = false;
}

/* The file's name and the names of the columns, before the first thing that is listed of it. */
static void head(struct table *t)
{
	enum lang lang = t->options.lang;

	if (t->heading)
		return;
	t->heading = true;
	layout_blank(&t->layout);
	buf_clear(&t->cell);
	buf_add(&t->cell, t->file);
	if (t->sheet.p)
		buf_printf(&t->cell, " · %.*s", STR_ARG(t->sheet));
	t->base.failed |= t->cell.failed;
	layout_line(&t->layout, INK_BOLD, buf_str(&t->cell));
	struct layout_cell cells[] = {
		{str_from(message(lang, "row")), ROW_WIDTH, true, INK_DIM},
		{str_from(message(lang, "enterprise")), t->enterprise, false, INK_DIM},
		{str_from(message(lang, "equipment")), t->equipment, false, INK_DIM},
		{str_from(message(lang, "verdict")), t->verdict, false, INK_DIM},
		{str_from(message(lang, "rule")), t->rule, false, INK_DIM},
	};
	layout_row(&t->layout, cells, sizeof cells / sizeof *cells);
}

/* --- items ----------------------------------------------------------------------------------------------------- */

static const enum ink verdict_inks[] = {
	[VERDICT_OBSOLETE] = INK_RED,        [VERDICT_UNDETERMINED] = INK_YELLOW, [VERDICT_MANUAL] = INK_MAGENTA,
	[VERDICT_EXEMPT] = INK_CYAN,         [VERDICT_CLEAR] = INK_GREEN,         [VERDICT_OUT_OF_SCOPE] = INK_DIM,
	[VERDICT_UNRECOGNISED] = INK_YELLOW,
};

static void reason_line(void *ctx, struct str label, struct str text)
{
	struct table *t = ctx;
	layout_paragraph(&t->layout, t->indent, label, t->label, text);
}

static void item_row(struct table *t, const struct item *item, const struct judgement *j, const struct finding *f)
{
	char row[48];

	if (item->number > 1)
		snprintf(row, sizeof row, "%" PRIu64 ".%" PRIu32, item->row, item->number);
	else
		snprintf(row, sizeof row, "%" PRIu64, item->row);
	buf_clear(&t->cell);
	equipment_words(&t->cell, t->options.lang, item);
	t->base.failed |= t->cell.failed;
	struct str name = item->enterprise.n ? item->enterprise : item->key;
	struct layout_cell cells[] = {
		{str_from(row), ROW_WIDTH, true, INK_PLAIN},
		{name, t->enterprise, false, INK_PLAIN},
		{buf_str(&t->cell), t->equipment, false, INK_PLAIN},
		{verdict_label(t->options.lang, j->verdict), t->verdict, false, verdict_inks[j->verdict]},
		{f ? f->rule->id : STR_NONE, t->rule, false, INK_PLAIN},
	};
	layout_blank(&t->layout);
	layout_row(&t->layout, cells, sizeof cells / sizeof *cells);
}

/* A further rule: its id and its own verdict stand before its reasons. */
static void finding_row(struct table *t, const struct finding *f)
{
	struct layout_cell cells[] = {
		{STR_NONE, ROW_WIDTH, true, INK_PLAIN},
		{STR_NONE, t->enterprise, false, INK_PLAIN},
		{STR_NONE, t->equipment, false, INK_PLAIN},
		{rule_verdict_label(t->options.lang, f->verdict), t->verdict, false,
		 verdict_inks[verdict_of_rule(f->verdict)]},
		{f->rule->id, t->rule, false, INK_PLAIN},
	};
	layout_row(&t->layout, cells, sizeof cells / sizeof *cells);
}

static void further_finding(struct table *t, const struct item *item, const struct finding *f, const struct finding *first)
{
	if (f == first)
		return;
	finding_row(t, f);
	reason_finding(&t->reason, item, f);
}

static bool decides(const struct judgement *j, const struct finding *f)
{
	for (size_t i = 0; i < j->n_deciding; i++)
		if (j->deciding[i] == f)
			return true;
	return false;
}

static void table_item(struct sink *s, const struct item *item, const struct judgement *j)
{
	struct table *t = (struct table *)s;

	if (!(t->options.show & 1u << j->verdict)) {
		t->unlisted++;
		return;
	}
	head(t);
	const struct finding *first = reason_deciding(j);
	item_row(t, item, j, first);
	if (first)
		reason_finding(&t->reason, item, first);
	reason_item(&t->reason, item, j);
	for (size_t i = 0; i < j->n_deciding; i++)
		further_finding(t, item, j->deciding[i], first);
	for (size_t i = 0; i < j->n_findings; i++)
		if (!decides(j, &j->findings[i]))
			further_finding(t, item, &j->findings[i], first);
	s->failed |= t->reason.failed;
}

/* --- rows that were not judged --------------------------------------------------------------------------------- */

static void table_row(struct sink *s, struct str file, const struct row *row)
{
	struct table *t = (struct table *)s;
	enum lang lang = t->options.lang;
	char number[32];

	(void)file; /* rows come file by file */
	if (!row_reason_rejects(row->reason))
		return;
	head(t);
	snprintf(number, sizeof number, "%" PRIu64, row->number);
	buf_clear(&t->cell);
	buf_printf(&t->cell, message(lang, "line %ju"), (uintmax_t)row->line);
	s->failed |= t->cell.failed;
	struct layout_cell cells[] = {
		{str_from(number), ROW_WIDTH, true, INK_PLAIN},
		{buf_str(&t->cell), t->enterprise, false, INK_PLAIN},
		{STR_NONE, t->equipment, false, INK_PLAIN},
		{str_from(message(lang, "rejected")), t->verdict, false, INK_YELLOW},
	};
	layout_blank(&t->layout);
	layout_row(&t->layout, cells, sizeof cells / sizeof *cells);
	buf_clear(&t->cell);
	buf_add(&t->cell, row_reason_label(lang, row->reason));
	if (row->problem.en.n) {
		buf_adds(&t->cell, message(lang, ": "));
		buf_add(&t->cell, words_in(row->problem, lang));
	}
	s->failed |= t->cell.failed;
	reason_line(t, str_from(message(lang, "because")), buf_str(&t->cell));
	reason_line(t, str_from(message(lang, "text")), row->text);
}

/* A section of its own, between the last table and the accounts. */
static void table_duplicate(struct sink *s, const struct duplicate *d)
{
	struct table *t = (struct table *)s;

	if (!t->duplicates) {
		layout_blank(&t->layout);
		layout_line(&t->layout, INK_BOLD, str_from(message(t->options.lang, "machines that stand more than once")));
	}
	t->duplicates = true;
	buf_clear(&t->cell);
	duplicate_words(&t->cell, t->options.lang, d);
	s->failed |= t->cell.failed;
	layout_paragraph(&t->layout, LAYOUT_GAP, STR_NONE, 0, buf_str(&t->cell));
}

static void table_end(struct sink *s, const struct summary *summary)
{
	struct table *t = (struct table *)s;

	s->failed |= !accounts_write(&t->layout, t->options.lang, s->run, summary, t->unlisted);
}

static void table_free(struct sink *s)
{
	struct table *t = (struct table *)s;

	reason_release(&t->reason);
	buf_release(&t->cell);
	free(t);
}

static const struct sink_ops table_ops = {
	.sums = true,
	.begin = table_begin,
	.table_begin = table_table_begin,
	.item = table_item,
	.row = table_row,
	.duplicate = table_duplicate,
	.end = table_end,
	.free = table_free,
};

struct sink *table_sink_new(struct buf *out, const struct report_options *options)
{
	struct table *t = malloc(sizeof *t);
	if (!t)
		return NULL;
	*t = (struct table){
		.base = {.ops = &table_ops, .out = out},
		.options = *options,
		.layout = {out, options->columns, options->color},
	};
	reason_init(&t->reason, options->lang, reason_line, t);
	buf_init(&t->cell);
	return &t->base;
}
