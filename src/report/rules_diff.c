#include "report/rules_diff.h"

#include "report/accounts.h"
#include "report/labels.h"
#include "report/reason.h"
#include "report/reason_words.h"
#include "report/sink_text.h"
#include "report/stamp.h"

#include <inttypes.h>
#include <stdlib.h>

/* One drawing; of the table the lines of each class wait for the end, where the crossings come first. */
struct drawing {
	struct report_options options;
	const struct run_info *run;
	struct buf classes[DIFF_CLASSES];
	struct buf cell;
	bool failed;
};

static void drawing_free(void *ctx)
{
	struct drawing *d = ctx;
	for (size_t i = 0; i < DIFF_CLASSES; i++)
		buf_release(&d->classes[i]);
	buf_release(&d->cell);
	free(d);
}

static bool drawing_failed(void *ctx)
{
	const struct drawing *d = ctx;
	bool failed = d->failed || d->cell.failed;
	for (size_t i = 0; i < DIFF_CLASSES; i++)
		failed |= d->classes[i].failed;
	return failed;
}

/* Whose capacity is at stake: what the side counts that condemns the item. */
static const struct value *at_stake(const struct judgement *first, const struct judgement *second)
{
	const struct judgement *j = first->verdict == VERDICT_OBSOLETE || second->verdict != VERDICT_OBSOLETE ? first : second;
	return j->capacity && j->capacity->face == FACE_READ ? j->capacity : NULL;
}

static struct str rule_of(const struct judgement *j)
{
	const struct finding *f = reason_deciding(j);
	return f ? f->rule->id : STR("-");
}

/* --- the table ---------------------------------------------------------------------------------------------------------- */

static void side_line(struct drawing *d, const struct layout *l, const char *name, const struct run_info *run)
{
	buf_clear(&d->cell);
	stamp_write(&d->cell, d->options.lang, run);
	layout_paragraph(l, 0, str_from(name), 3, buf_str(&d->cell));
}

static void table_begin(void *ctx, struct buf *out, const struct run_info *run)
{
	struct drawing *d = ctx;
	const struct layout l = {out, d->options.columns, d->options.color};
	d->run = run;
	side_line(d, &l, "A", run);
	side_line(d, &l, "B", d->options.diff->second_run);
}

static void verdicts(struct drawing *d, struct buf *out, enum verdict from, enum verdict to)
{
	buf_add(out, verdict_label(d->options.lang, from));
	buf_adds(out, " → ");
	buf_add(out, verdict_label(d->options.lang, to));
}

/* file:row  verdicts (rules)  who, what, capacity */
static void table_item(void *ctx, struct buf *out, const struct item *item, const struct judgement *first, const struct judgement *second)
{
	struct drawing *d = ctx;
	const struct value *capacity = at_stake(first, second);
	const enum diff_class class = diff_class_of(first->verdict, second->verdict);
	const struct layout l = {&d->classes[class], d->options.columns, d->options.color};
	(void)out;
	buf_clear(&d->cell);
	buf_printf(&d->cell, "%.*s:%" PRIu64, STR_ARG(item->file), item->row);
	if (item->number > 1)
		buf_printf(&d->cell, ".%" PRIu32, item->number);
	buf_adds(&d->cell, "  ");
	verdicts(d, &d->cell, first->verdict, second->verdict);
	buf_printf(&d->cell, "  (A %.*s, B %.*s)  ", STR_ARG(rule_of(first)), STR_ARG(rule_of(second)));
	buf_add(&d->cell, item->enterprise.n ? item->enterprise : item->key);
	buf_adds(&d->cell, "  ");
	equipment_words(&d->cell, d->options.lang, item);
	if (capacity) {
		buf_adds(&d->cell, "  ");
		value_write(&d->cell, capacity);
	}
	layout_paragraph(&l, 2, STR_NONE, 0, buf_str(&d->cell));
}

static void table_capacities(struct drawing *d, struct buf *out, const struct rules_diff *diff, enum verdict from, enum verdict to)
{
	bool first = true;
	for (size_t i = 0; i < diff->n_capacities; i++) {
		const struct diff_capacity *c = &diff->capacities[i];
		if (c->from != from || c->to != to || (!c->total.items && !c->total.without))
			continue;
		buf_adds(out, first ? "" : "; ");
		capacity_sum_words(out, d->options.lang, &c->total);
		first = false;
	}
}

static void table_sums(struct drawing *d, const struct layout *l, const struct rules_diff *diff)
{
	enum { PAIR_WIDTH = 32, COUNT_WIDTH = 8 };
	for (int class = 0; class < DIFF_CLASSES; class++)
		for (int from = 0; from < VERDICT_COUNT; from++)
			for (int to = 0; to < VERDICT_COUNT; to++) {
				const uint64_t n = diff->counts[from][to];
				if (!n || from == to || (int)diff_class_of((enum verdict)from, (enum verdict)to) != class)
					continue;
				struct buf pair, count;
				buf_init(&pair);
				buf_init(&count);
				verdicts(d, &pair, (enum verdict)from, (enum verdict)to);
				buf_printf(&count, "%" PRIu64, n);
				buf_clear(&d->cell);
				table_capacities(d, &d->cell, diff, (enum verdict)from, (enum verdict)to);
				const struct layout_cell cells[] = {{buf_str(&pair), PAIR_WIDTH, false, INK_PLAIN},
								    {buf_str(&count), COUNT_WIDTH, true, INK_PLAIN},
								    {buf_str(&d->cell), 0, false, INK_PLAIN}};
				layout_row(l, cells, sizeof cells / sizeof *cells);
				d->failed |= pair.failed || count.failed;
				buf_release(&pair);
				buf_release(&count);
			}
}

static void table_end(void *ctx, struct buf *out, const struct rules_diff *diff, const struct summary *summary)
{
	static const char *const heads[] = {
		[DIFF_CROSSING] = "obsolete on one side only", [DIFF_OPEN] = "decided on one side only", [DIFF_OTHER] = "other changes"};
	struct drawing *d = ctx;
	const struct layout l = {out, d->options.columns, d->options.color};
	const struct totals *t = summary->totals;
	for (size_t class = 0; class < DIFF_CLASSES; class++) {
		if (!d->classes[class].n)
			continue;
		layout_blank(&l);
		layout_line(&l, INK_BOLD, str_from(message(d->options.lang, heads[class])));
		buf_add(out, buf_str(&d->classes[class]));
	}
	layout_blank(&l);
	table_sums(d, &l, diff);
	buf_clear(&d->cell);
	buf_printf(&d->cell, message(d->options.lang, "%ju of %ju items change their verdict"), (uintmax_t)diff->changed, (uintmax_t)t->items);
	layout_line(&l, INK_PLAIN, buf_str(&d->cell));
	buf_clear(&d->cell);
	buf_printf(&d->cell, message(d->options.lang, "rows read %ju = judged %ju + rejected %ju + skipped %ju"), (uintmax_t)t->read,
		   (uintmax_t)t->judged, (uintmax_t)t->rejected, (uintmax_t)t->skipped);
	layout_line(&l, INK_PLAIN, buf_str(&d->cell));
}

/* --- CSV ------------------------------------------------------------------------------------------------------------------ */

static void csv_begin(void *ctx, struct buf *out, const struct run_info *run)
{
	(void)ctx;
	(void)run;
	buf_adds(out, "\xef\xbb\xbf" "file,sheet,row,item,key,enterprise,kind,text,change,verdict_a,verdict_b,rule_a,rule_b,capacity\r\n");
}

static void csv_item(void *ctx, struct buf *out, const struct item *item, const struct judgement *first, const struct judgement *second)
{
	static const char *const classes[] = {[DIFF_CROSSING] = "crossing", [DIFF_OPEN] = "open", [DIFF_OTHER] = "other"};
	struct drawing *d = ctx;
	const struct value *capacity = at_stake(first, second);
	const struct str texts[] = {item->key, item->enterprise, item->kind ? item->kind->id : STR_NONE, item->text};
	sink_csv(out, item->file);
	buf_adds(out, ",");
	sink_csv(out, item->sheet);
	buf_printf(out, ",%" PRIu64 ",%" PRIu32, item->row, item->number);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		buf_adds(out, ",");
		sink_csv(out, texts[i]);
	}
	buf_printf(out, ",%s,%s,%s,", classes[diff_class_of(first->verdict, second->verdict)], verdict_name(first->verdict), verdict_name(second->verdict));
	sink_csv(out, reason_deciding(first) ? rule_of(first) : STR_NONE);
	buf_adds(out, ",");
	sink_csv(out, reason_deciding(second) ? rule_of(second) : STR_NONE);
	buf_clear(&d->cell);
	if (capacity)
		value_write(&d->cell, capacity);
	buf_adds(out, ",");
	sink_csv(out, buf_str(&d->cell));
	buf_adds(out, "\r\n");
}

static void csv_end(void *ctx, struct buf *out, const struct rules_diff *diff, const struct summary *summary)
{
	(void)ctx;
	(void)out;
	(void)diff;
	(void)summary;
}

/* --- formats ---------------------------------------------------------------------------------------------------------------- */

static struct sink *sink_new(struct buf *out, const struct report_options *o, struct diff_drawing like)
{
	struct drawing *d = malloc(sizeof *d);
	if (!d)
		return NULL;
	*d = (struct drawing){.options = *o};
	for (size_t i = 0; i < DIFF_CLASSES; i++)
		buf_init(&d->classes[i]);
	buf_init(&d->cell);
	like.ctx = d;
	like.failed = drawing_failed;
	like.free = drawing_free;
	struct sink *s = rules_diff_sink_new(out, o->diff->diff, o->diff->second, &like);
	if (!s)
		drawing_free(d);
	return s;
}

static struct sink *table_new(struct buf *out, const struct report_options *o)
{
	return sink_new(out, o, (struct diff_drawing){.begin = table_begin, .item = table_item, .end = table_end});
}

static struct sink *csv_new(struct buf *out, const struct report_options *o)
{
	return sink_new(out, o, (struct diff_drawing){.begin = csv_begin, .item = csv_item, .end = csv_end});
}

const struct report_format rules_diff_formats[] = {
	{"table", "txt", table_new, "items whose verdict changes, for people"},
	{"csv", "csv", csv_new, "a line an item whose verdict changes"},
};
const size_t rules_diff_format_count = sizeof rules_diff_formats / sizeof *rules_diff_formats;
