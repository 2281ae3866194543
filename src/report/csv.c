#include "report/csv.h"

#include "report/csv_columns.h"
#include "report/sink_text.h"

#include <stdlib.h>

struct csv {
	struct sink base;
	const struct run_info *run;
	unsigned show;
	const struct csv_column *const *chosen; /* NULL: all that this run has */
	size_t n_chosen;
	bool by_items; /* none of the columns is of a finding: a line for each item */
	struct buf cell;
};

/* The column in that place; NULL where this run has none of its sort. */
static const struct csv_column *column_at(const struct csv *c, size_t index)
{
	if (c->chosen)
		return c->chosen[index];
	return csv_column_is_shown(&csv_columns[index], c->run) ? &csv_columns[index] : NULL;
}

static size_t places(const struct csv *c)
{
	return c->chosen ? c->n_chosen : csv_column_count;
}

static void begin_cell(struct csv *c, size_t index)
{
	buf_adds(c->base.out, index ? "," : "");
	buf_clear(&c->cell);
}

static void end_cell(struct csv *c)
{
	c->base.failed |= c->cell.failed;
	sink_csv(c->base.out, buf_str(&c->cell));
}

static void csv_begin(struct sink *s, const struct run_info *run)
{
	struct csv *c = (struct csv *)s;

	c->run = run;
	buf_adds(s->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < places(c); i++) {
		const struct csv_column *column = column_at(c, i);
		if (!column)
			continue;
		buf_adds(s->out, i ? "," : "");
		buf_adds(s->out, column->name);
	}
	buf_adds(s->out, "\r\n");
}

static void write_line(struct csv *c, const struct csv_line *l)
{
	for (size_t i = 0; i < places(c); i++) {
		const struct csv_column *column = column_at(c, i);
		if (!column)
			continue;
		begin_cell(c, i);
		if (l->f || !column->of_finding)
			column->write(&c->cell, l);
		end_cell(c);
	}
	buf_adds(c->base.out, "\r\n");
}

static void csv_item(struct sink *s, const struct item *item, const struct judgement *j)
{
	struct csv *c = (struct csv *)s;

	if (!(c->show & 1u << j->verdict))
		return;
	for (size_t i = 0; !c->by_items && i < j->n_findings; i++)
		write_line(c, &(struct csv_line){c->run, item, j, &j->findings[i]});
	if (c->by_items || !j->n_findings)
		write_line(c, &(struct csv_line){c->run, item, j, NULL});
}

/* A row that nobody could read may not be missing where a reader counts: always listed. */
static void csv_row(struct sink *s, struct str file, const struct row *row)
{
	struct csv *c = (struct csv *)s;

	if (!row_reason_rejects(row->reason))
		return;
	for (size_t i = 0; i < places(c); i++) {
		const struct csv_column *column = column_at(c, i);
		if (!column)
			continue;
		begin_cell(c, i);
		if (column->write_rejected)
			column->write_rejected(&c->cell, file, row);
		end_cell(c);
	}
	buf_adds(s->out, "\r\n");
}

static void csv_end(struct sink *s, const struct summary *summary)
{
	(void)s;
	(void)summary;
}

static void csv_free(struct sink *s)
{
	buf_release(&((struct csv *)s)->cell);
	free(s);
}

static struct sink_wants csv_wants(const struct sink *s)
{
	const struct csv *c = (const struct csv *)s;
	struct sink_wants wants = {.verdicts = c->show, .evidence = !c->chosen};

	for (size_t i = 0; i < c->n_chosen; i++)
		wants.evidence |= !c->chosen[i]->plain;
	return wants;
}

static const struct sink_ops csv_ops = {
	.wants = csv_wants,
	.begin = csv_begin, .item = csv_item, .row = csv_row, .end = csv_end, .free = csv_free};

static bool are_of_items(const struct report_options *options)
{
	bool of_items = options->csv_columns != NULL;
	for (size_t i = 0; of_items && i < options->n_csv_columns; i++)
		of_items = !options->csv_columns[i]->of_finding;
	return of_items;
}

struct sink *csv_sink_new(struct buf *out, const struct report_options *options)
{
	struct csv *c = malloc(sizeof *c);
	if (!c)
		return NULL;
	*c = (struct csv){.base = {.ops = &csv_ops, .out = out}, .show = options->show, .chosen = options->csv_columns, .n_chosen = options->n_csv_columns,
			 .by_items = are_of_items(options)};
	buf_init(&c->cell);
	return &c->base;
}
