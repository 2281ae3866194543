#include "report/sensitivity.h"

#include "report/accounts.h"
#include "report/sink_text.h"
#include "report/stamp.h"
#include "text/width.h"

#include <inttypes.h>
#include <stdlib.h>

void sensitivity_title(struct buf *out, enum lang lang, const struct sensitivity_limit *limit)
{
	const struct condition *leaf = limit->leaf;
	buf_add(out, words_in(leaf->field->words, lang));
	buf_adds(out, " ");
	buf_adds(out, relation_in_words(lang, leaf, leaf->relation));
	if (leaf->field->type == FIELD_QUANTITY) {
		const struct unit *unit = limit->adopted.unit;
		buf_printf(out, message(lang, ", in %.*s"), STR_ARG(lang == LANG_ZH ? unit->zh : unit->en));
	}
}

/* --- the table ---------------------------------------------------------------------------------------------------------- */

enum { NUMBER_WIDTH = 12, COUNT_WIDTH = 10, BAR = 24, CAPACITY_WIDTH = 40 };

static void count_cell(struct buf *out, uint64_t n)
{
	buf_printf(out, "%" PRIu64, n);
}

/* As long as its part of the most. */
static void bar_cell(struct buf *out, uint64_t n, uint64_t most)
{
	for (uint64_t i = 0; most && i < (n * BAR + most - 1) / most; i++)
		buf_addc(out, '#');
}

static uint64_t most_hits(const struct sensitivity_step *steps, size_t n)
{
	uint64_t most = 0;
	for (size_t i = 0; i < n; i++)
		most = steps[i].hits > most ? steps[i].hits : most;
	return most;
}

static void head_row(const struct layout *l, enum lang lang)
{
	const struct layout_cell cells[] = {
		{str_from(message(lang, "limit")), NUMBER_WIDTH, true, INK_DIM},
		{STR_NONE, 1, false, INK_PLAIN},
		{str_from(message(lang, "obsolete")), COUNT_WIDTH, true, INK_DIM},
		{str_from(message(lang, "not decided")), COUNT_WIDTH, true, INK_DIM},
		{STR_NONE, BAR, false, INK_PLAIN},
		{str_from(message(lang, "capacity of the obsolete")), 0, false, INK_DIM},
	};
	layout_row(l, cells, sizeof cells / sizeof *cells);
}

static void step_row(const struct layout *l, enum lang lang, const struct sensitivity_step *step, uint64_t most, bool *failed)
{
	struct buf b[5];
	for (size_t i = 0; i < 5; i++)
		buf_init(&b[i]);
	decimal_write(&b[0], &step->limit);
	count_cell(&b[1], step->hits);
	count_cell(&b[2], step->open);
	bar_cell(&b[3], step->hits, most);
	capacity_sum_words(&b[4], lang, &step->capacity);
	const struct layout_cell cells[] = {
		{buf_str(&b[0]), NUMBER_WIDTH, true, step->adopted ? INK_BOLD : INK_PLAIN},
		{str_from(step->adopted ? "*" : ""), 1, false, INK_BOLD},
		{buf_str(&b[1]), COUNT_WIDTH, true, INK_PLAIN},
		{buf_str(&b[2]), COUNT_WIDTH, true, INK_PLAIN},
		{buf_str(&b[3]), BAR, false, INK_PLAIN},
		{buf_str(&b[4]), 0, false, INK_PLAIN},
	};
	layout_row(l, cells, sizeof cells / sizeof *cells);
	for (size_t i = 0; i < 5; i++) {
		*failed |= b[i].failed;
		buf_release(&b[i]);
	}
}

static bool limit_table(const struct layout *l, enum lang lang, const struct sensitivity_limit *limit)
{
	struct arena a;
	struct buf title;
	size_t n, all;
	bool failed = false;
	arena_init(&a);
	buf_init(&title);
	const struct sensitivity_step *steps = sensitivity_steps(&n, &all, &a, limit, SENSITIVITY_STEPS);
	sensitivity_title(&title, lang, limit);
	layout_blank(l);
	layout_line(l, INK_BOLD, buf_str(&title));
	head_row(l, lang);
	for (size_t i = 0; steps && i < n; i++)
		step_row(l, lang, &steps[i], most_hits(steps, n), &failed);
	if (steps && n < all) {
		struct words cut = words_printf(&a, "%zu of %zu limits at which something changes are shown; -f csv has more", n, all);
		layout_line(l, INK_DIM, words_in(cut, lang));
	}
	failed |= !steps || title.failed || a.failed;
	buf_release(&title);
	arena_release(&a);
	return !failed;
}

static bool table(struct buf *out, const struct report_options *o, const struct sensitivity *s, const struct run_info *run, const struct summary *summary)
{
	const struct layout l = {out, o->columns, o->color};
	const struct totals *t = summary->totals;
	struct arena a;
	arena_init(&a);
	layout_line(&l, INK_BOLD, arena_printf(&a, "%.*s  %.*s", STR_ARG(s->rule->id), STR_ARG(words_in(s->rule->title, o->lang))));
	struct words none = words_printf(&a, "no condition of this rule compares a number");
	if (!s->n_limits)
		layout_line(&l, INK_PLAIN, words_in(none, o->lang));
	bool good = true;
	for (size_t i = 0; good && i < s->n_limits; i++)
		good = limit_table(&l, o->lang, &s->limits[i]);
	struct words star = words_printf(&a, "* the limit of the rule");
	struct words rows = words_printf(&a, "rows read %ju = judged %ju + rejected %ju + skipped %ju", (uintmax_t)t->read, (uintmax_t)t->judged,
					 (uintmax_t)t->rejected, (uintmax_t)t->skipped);
	layout_blank(&l);
	if (s->n_limits)
		layout_line(&l, INK_DIM, words_in(star, o->lang));
	layout_line(&l, INK_PLAIN, words_in(rows, o->lang));
	good &= !a.failed && !out->failed;
	(void)run;
	arena_release(&a);
	return good;
}

/* --- CSV ------------------------------------------------------------------------------------------------------------------ */

static void csv_cell(struct buf *out, bool first, struct str text)
{
	buf_adds(out, first ? "" : ",");
	sink_csv(out, text);
}

static void csv_step(struct buf *out, const struct sensitivity *s, const struct sensitivity_limit *limit, const struct sensitivity_step *step)
{
	const struct capacity_total *c = &step->capacity;
	struct buf cell;
	buf_init(&cell);
	csv_cell(out, true, s->rule->id);
	csv_cell(out, false, limit->leaf->field->id);
	decimal_write(&cell, &step->limit);
	csv_cell(out, false, buf_str(&cell));
	csv_cell(out, false, limit->leaf->field->type == FIELD_QUANTITY ? limit->adopted.unit->id : STR_NONE);
	buf_printf(out, ",%s,%" PRIu64 ",%" PRIu64 ",", step->adopted ? "true" : "false", step->hits, step->open);
	buf_clear(&cell);
	if (c->items)
		interval_write(&cell, &c->sum);
	sink_csv(out, buf_str(&cell));
	csv_cell(out, false, c->items ? c->unit->id : STR_NONE);
	buf_printf(out, ",%" PRIu64 "\r\n", c->without);
	out->failed |= cell.failed;
	buf_release(&cell);
}

static bool csv(struct buf *out, const struct report_options *o, const struct sensitivity *s, const struct run_info *run, const struct summary *summary)
{
	(void)o;
	(void)run;
	(void)summary;
	buf_adds(out, "\xef\xbb\xbfrule,field,limit,unit,adopted,obsolete,not_decided,capacity,capacity_unit,without_capacity\r\n");
	for (size_t i = 0; i < s->n_limits; i++) {
		struct arena a;
		size_t n, all;
		arena_init(&a);
		const struct sensitivity_step *steps = sensitivity_steps(&n, &all, &a, &s->limits[i], SENSITIVITY_CSV_STEPS);
		for (size_t k = 0; steps && k < n; k++)
			csv_step(out, s, &s->limits[i], &steps[k]);
		bool failed = !steps;
		arena_release(&a);
		if (failed)
			return false;
	}
	return !out->failed;
}

/* --- formats ---------------------------------------------------------------------------------------------------------------- */

typedef bool write_fn(struct buf *out, const struct report_options *o, const struct sensitivity *s, const struct run_info *run,
		      const struct summary *summary);

/* What a sink draws with; it is the sink's, and freed when it has drawn. */
struct drawing {
	struct report_options options;
	write_fn *write;
};

static bool draw(void *ctx, struct buf *out, const struct sensitivity *s, const struct run_info *run, const struct summary *summary)
{
	const struct drawing *d = ctx;
	return d->write(out, &d->options, s, run, summary);
}

static struct sink *sink_new(struct buf *out, const struct report_options *o, write_fn *write)
{
	struct drawing *d = malloc(sizeof *d);
	if (!d)
		return NULL;
	*d = (struct drawing){*o, write};
	struct sink *s = sensitivity_sink_new(out, o->rule, draw, d);
	if (!s)
		free(d);
	return s;
}

static struct sink *table_new(struct buf *out, const struct report_options *o)
{
	return sink_new(out, o, table);
}

static struct sink *csv_new(struct buf *out, const struct report_options *o)
{
	return sink_new(out, o, csv);
}

static struct sink *svg_new(struct buf *out, const struct report_options *o)
{
	return sink_new(out, o, sensitivity_svg);
}

const struct report_format sensitivity_formats[] = {
	{"table", "txt", table_new, "what a limit decides, for people"},
	{"csv", "csv", csv_new, "a line a limit, for a spreadsheet"},
	{"svg", "svg", svg_new, "the same as a picture"},
};
const size_t sensitivity_format_count = sizeof sensitivity_formats / sizeof *sensitivity_formats;
