#include "report/line.h"

#include "report/accounts.h"
#include "report/authority.h"
#include "report/duplicate_words.h"
#include "report/labels.h"
#include "report/overlay_words.h"
#include "report/reason.h"
#include "report/reason_words.h"
#include "report/sink_text.h"
#include "report/stamp.h"
#include "screen/place.h"

#include <inttypes.h>
#include <stdlib.h>

struct line {
	struct sink base;
	enum lang lang;
	unsigned show;
	const struct input_info *input; /* for the registry's own words */
	struct buf text;                /* the line being written */
	uint64_t unlisted;
};

static void add(struct line *l, const char *msgid)
{
	buf_adds(&l->text, message(l->lang, msgid));
}

static void add_words(struct line *l, struct words w)
{
	buf_add(&l->text, words_in(w, l->lang));
}

/* Writes l->text as one line, whatever was filed. */
static void end_line(struct line *l)
{
	sink_terminal(l->base.out, buf_str(&l->text));
	buf_addc(l->base.out, '\n');
	l->base.failed |= l->text.failed;
	buf_clear(&l->text);
}

static void line_begin(struct sink *s, const struct run_info *run)
{
	struct line *l = (struct line *)s;

	buf_adds(&l->text, "# ");
	stamp_write(&l->text, l->lang, run);
	end_line(l);
}

static void line_table_begin(struct sink *s, const struct input_info *input, const struct words *notices, size_t n_notices)
{
	(void)notices; /* they are said beside the answer */
	(void)n_notices;
	((struct line *)s)->input = input;
}

/* --- items ----------------------------------------------------------------------------------------------------- */

/* The rules that make the verdict: those that say it, or those that hit under one value or another; the earliest first. */
static void add_rules(struct line *l, const struct judgement *j)
{
	for (size_t i = 0; i < j->n_deciding; i++) {
		buf_adds(&l->text, i ? "," : " ");
		buf_add(&l->text, j->deciding[i]->rule->id);
	}
}

/* ": " before the first reason, "; " before the others. */
static void begin_reason(struct line *l, bool *first)
{
	buf_adds(&l->text, *first ? ": " : "; ");
	*first = false;
}

static void add_reasons(struct line *l, const struct item *item, const struct judgement *j, const struct finding *f)
{
	bool first = true;

	if (item->problem.en.n) {
		begin_reason(l, &first);
		add_words(l, item->problem);
	}
	if (j->whatever) {
		begin_reason(l, &first);
		buf_printf(&l->text, message(l->lang, "the same verdict whatever \"%.*s\" is"),
			   STR_ARG(words_in(j->whatever->words, l->lang)));
	}
	for (size_t i = 0; f && i < f->n_leaves; i++) {
		if (!reason_leaf_is_shown(f, &f->leaves[i]))
			continue;
		begin_reason(l, &first);
		leaf_words(&l->text, l->lang, &f->leaves[i]);
	}
	if (first && f && !j->needs.n) { /* the kind alone makes the verdict */
		begin_reason(l, &first);
		add_words(l, f->rule->title);
	}
}

/* Opens a bracket, or goes on in it. */
static void begin_tag(struct line *l, const char *msgid, bool first)
{
	if (first)
		add(l, msgid);
	else
		buf_adds(&l->text, "; ");
}

static void end_tag(struct line *l, size_t n)
{
	if (n)
		buf_addc(&l->text, ']');
}

static void add_needs(struct line *l, const struct item *item, const struct judgement *j)
{
	for (size_t i = 0; i < j->needs.n; i++) {
		begin_tag(l, " [needs ", i == 0);
		need_words(&l->text, l->lang, &j->needs.items[i], item, l->input);
	}
	end_tag(l, j->needs.n);
}

static void add_open(struct line *l, const struct finding *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->rule->n_exceptions; i++) {
		if (!finding_is_open(f, i))
			continue;
		begin_tag(l, " [unless ", n++ == 0);
		condition_write_words(&l->text, f->rule->exceptions[i].when, l->lang);
	}
	end_tag(l, n);
}

static void add_field(struct line *l, const struct field *f)
{
	if (f)
		add_words(l, f->words);
	else
		add(l, "kind");
}

static void add_filled_in(struct line *l, const struct finding *f)
{
	for (size_t i = 0; i < f->n_presumed; i++) {
		const struct presumption *p = f->presumed[i];
		begin_tag(l, " [presumed ", i == 0);
		add_field(l, p->field);
		add(l, " = ");
		add_words(l, p->field ? p->value->words : p->kind->words);
	}
	end_tag(l, f->n_presumed);
	for (size_t i = 0; i < f->n_assumed; i++) {
		begin_tag(l, " [assumed ", i == 0);
		add_field(l, f->assumed[i].field);
		buf_adds(&l->text, ": ");
		buf_add(&l->text, assumption_label(l->lang, f->assumed[i].id));
	}
	end_tag(l, f->n_assumed);
}

static void add_overlay(struct line *l, const struct finding *f)
{
	if (!f->rule->amendment && !f->n_provinces)
		return;
	buf_adds(&l->text, " [");
	if (f->n_provinces)
		provinces_words(&l->text, l->lang, f);
	else
		overlay_words(&l->text, l->lang, f->rule->amendment);
	end_tag(l, 1);
}

static void line_item(struct sink *s, const struct item *item, const struct judgement *j)
{
	struct line *l = (struct line *)s;

	if (!(l->show & 1u << j->verdict)) {
		l->unlisted++;
		return;
	}
	const struct finding *f = reason_deciding(j);
	buf_printf(&l->text, "%.*s:", STR_ARG(item->file));
	place_write(&l->text, l->input, item->sheet, item->column, item->row);
	if (item->number > 1)
		buf_printf(&l->text, ":%" PRIu32, item->number);
	buf_adds(&l->text, ": ");
	buf_add(&l->text, verdict_label(l->lang, j->verdict));
	add_rules(l, j);
	buf_adds(&l->text, ": ");
	equipment_words(&l->text, l->lang, item);
	add_reasons(l, item, j, f);
	add_needs(l, item, j);
	if (f) {
		add_open(l, f);
		add_filled_in(l, f);
		add_overlay(l, f);
	}
	if (j->several_packs && j->n_deciding) {
		add(l, " [authority ");
		authority_words(&l->text, l->lang, j);
		end_tag(l, 1);
	}
	if (item->status.n) {
		add(l, " [status ");
		status_words(&l->text, l->lang, item);
		end_tag(l, 1);
	}
	end_line(l);
}

/* --- rows, accounts -------------------------------------------------------------------------------------------- */

/* A row that nobody could read may not be missing where a reader counts: always listed. */
static void line_row(struct sink *s, struct str file, const struct row *row)
{
	struct line *l = (struct line *)s;

	if (!row_reason_rejects(row->reason))
		return;
	buf_printf(&l->text, "%.*s:", STR_ARG(file));
	place_write(&l->text, l->input, row->sheet, STR_NONE, row->number);
	buf_adds(&l->text, ": ");
	add(l, "rejected");
	buf_adds(&l->text, ": ");
	buf_add(&l->text, row->text);
	buf_adds(&l->text, ": ");
	buf_add(&l->text, row_reason_label(l->lang, row->reason));
	if (row->problem.en.n) {
		buf_adds(&l->text, ": ");
		add_words(l, row->problem);
	}
	end_line(l);
}

/* An account, and no finding: an editor passes it over. */
static void line_duplicate(struct sink *s, const struct duplicate *d)
{
	struct line *l = (struct line *)s;

	buf_printf(&l->text, "# %s: ", message(l->lang, "duplicate"));
	duplicate_words(&l->text, l->lang, d);
	end_line(l);
}

static void line_end(struct sink *s, const struct summary *summary)
{
	struct line *l = (struct line *)s;

	accounts_lines(&l->text, l->lang, s->run, summary, l->unlisted);
	s->failed |= l->text.failed;
	buf_add(s->out, buf_str(&l->text));
}

static void line_free(struct sink *s)
{
	buf_release(&((struct line *)s)->text);
	free(s);
}

static const struct sink_ops line_ops = {
	.sums = true,
	.begin = line_begin,
	.table_begin = line_table_begin,
	.item = line_item,
	.row = line_row,
	.duplicate = line_duplicate,
	.end = line_end,
	.free = line_free,
};

struct sink *line_sink_new(struct buf *out, const struct report_options *options)
{
	struct line *l = malloc(sizeof *l);
	if (!l)
		return NULL;
	*l = (struct line){.base = {.ops = &line_ops, .out = out}, .lang = options->lang, .show = options->show};
	buf_init(&l->text);
	return &l->base;
}
