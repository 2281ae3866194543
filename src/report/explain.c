#include "report/explain.h"

#include "report/explain_rule.h"
#include "report/labels.h"
#include "report/overlay_words.h"
#include "report/layout.h"
#include "report/reason_words.h"
#include "report/stamp.h"
#include "screen/place.h"
#include "text/width.h"

enum { INDENT = 2, WIDEST_FIELD = 24, WIDEST_COLUMN = 24, WIDEST_FILED = 32 };

struct drawing {
	const struct explain_options *o;
	struct layout layout;
	struct reason reason;
	struct buf text;
	size_t label;
	bool failed;
};

static void draw_line(void *ctx, struct str label, struct str text)
{
	struct drawing *d = ctx;
	layout_paragraph(&d->layout, INDENT, label, d->label, text);
}

static void drawing_init(struct drawing *d, struct buf *out, const struct explain_options *o)
{
	*d = (struct drawing){.o = o, .layout = {out, o->columns, o->color}};
	buf_init(&d->text);
	reason_init(&d->reason, o->lang, draw_line, d);
	d->reason.input = o->input;
	d->label = explain_label_width(o->lang) + LAYOUT_GAP;
}

static bool drawing_end(struct drawing *d)
{
	bool failed = d->failed || d->text.failed || d->reason.failed || d->layout.out->failed;

	reason_release(&d->reason);
	buf_release(&d->text);
	return !failed;
}

static void add(struct drawing *d, const char *msgid)
{
	buf_adds(&d->text, message(d->o->lang, msgid));
}

static void flush(struct drawing *d, enum ink ink)
{
	d->failed |= d->text.failed;
	if (!d->failed)
		layout_line(&d->layout, ink, buf_str(&d->text));
	buf_clear(&d->text);
}

static void heading(struct drawing *d, const char *msgid)
{
	layout_blank(&d->layout);
	add(d, msgid);
	flush(d, INK_BOLD);
}

static void head(struct drawing *d)
{
	stamp_write(&d->text, d->o->lang, d->o->run);
	flush(d, INK_BOLD);
	layout_blank(&d->layout);
}

/* --- what was read --------------------------------------------------------------------------------------------- */

struct widths {
	size_t field, column, filed;
};

static void widen(size_t *width, struct str s, size_t most)
{
	size_t w = text_width(s);

	w = w < most ? w : most;
	*width = w > *width ? w : *width;
}

static void measure(struct widths *w, const struct drawing *d, const struct item *item)
{
	const struct vocabulary *v = d->o->run->vocabulary;
	enum lang lang = d->o->lang;

	*w = (struct widths){0};
	widen(&w->field, str_from(message(lang, "field")), WIDEST_FIELD);
	widen(&w->column, str_from(message(lang, "column")), WIDEST_COLUMN);
	widen(&w->filed, str_from(message(lang, "as filed")), WIDEST_FILED);
	for (size_t i = 0; i < v->n_fields; i++) {
		const struct value *value = item->values[i];
		if (!value)
			continue;
		widen(&w->field, words_in(v->fields[i].words, lang), WIDEST_FIELD);
		widen(&w->column, value->column, WIDEST_COLUMN);
		widen(&w->filed, str_trim(value->as_filed), WIDEST_FILED);
	}
}

static void value_row(struct drawing *d, const struct widths *w, struct str field, struct str column, struct str filed,
		      struct str read, enum ink ink)
{
	unsigned taken = (unsigned)(INDENT + w->field + w->column + w->filed + 3 * LAYOUT_GAP), columns = d->o->columns;
	struct layout_cell cells[] = {
		{STR_NONE, INDENT - LAYOUT_GAP, false, INK_PLAIN}, /* blanks before the first column */
		{field, w->field, false, ink},
		{column, w->column, false, ink},
		{filed, w->filed, false, ink},
		{read, columns > taken + WIDEST_FIELD ? columns - taken : columns ? WIDEST_FIELD : 0, false, ink},
	};

	layout_row(&d->layout, cells, sizeof cells / sizeof *cells);
}

static void below(struct drawing *d, const struct widths *w, struct words words)
{
	if (words.en.n || words.zh.n)
		layout_paragraph(&d->layout, INDENT + w->field + LAYOUT_GAP, STR_NONE, 0, words_in(words, d->o->lang));
}

static void assumptions_below(struct drawing *d, const struct widths *w, const struct value *v)
{
	for (size_t i = 0; i < v->n_assumed; i++) {
		const struct assumption *a = &v->assumed[i];
		add(d, "assumed: ");
		buf_add(&d->text, assumption_label(d->o->lang, a->id));
		struct str detail = assumption_detail(d->o->lang, a);
		if (detail.n)
			buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(detail));
		d->failed |= d->text.failed;
		if (!d->failed)
			layout_paragraph(&d->layout, INDENT + w->field + LAYOUT_GAP, STR_NONE, 0, buf_str(&d->text));
		buf_clear(&d->text);
	}
}

static void draw_value(struct drawing *d, const struct widths *w, const struct value *v)
{
	if (v->face == FACE_READ)
		value_words(&d->text, d->o->lang, v);
	else
		buf_add(&d->text, face_label(d->o->lang, v->face));
	if (v->also_filed.n)
		buf_printf(&d->text, message(d->o->lang, " (also filed under \"%.*s\": \"%.*s\")"), STR_ARG(v->also_column),
			   STR_ARG(v->also_filed));
	d->failed |= d->text.failed;
	if (d->failed)
		return;
	value_row(d, w, words_in(v->field->words, d->o->lang), v->column, str_trim(v->as_filed), buf_str(&d->text),
		  INK_PLAIN);
	buf_clear(&d->text);
	below(d, w, v->problem);
	below(d, w, v->note);
	assumptions_below(d, w, v);
}

static void draw_values(struct drawing *d, const struct item *item)
{
	const struct vocabulary *v = d->o->run->vocabulary;
	enum lang lang = d->o->lang;
	struct widths w;

	heading(d, "What was read");
	measure(&w, d, item);
	value_row(d, &w, str_from(message(lang, "field")), str_from(message(lang, "column")),
		  str_from(message(lang, "as filed")), str_from(message(lang, "value read")), INK_DIM);
	for (size_t i = 0; i < v->n_fields; i++)
		if (item->values[i])
			draw_value(d, &w, item->values[i]);
}

/* --- the item -------------------------------------------------------------------------------------------------- */

/* `column` names the equipment. */
static void place(struct drawing *d, struct str sheet, struct str column, uint64_t row, uint32_t number)
{
	if (!d->o->input)
		return;
	if (sheet.p) {
		buf_printf(&d->text, "%.*s, ", STR_ARG(d->o->input->name));
		place_write(&d->text, d->o->input, sheet, column, row);
	} else {
		buf_printf(&d->text, message(d->o->lang, "%.*s, row %ju"), STR_ARG(d->o->input->name), (uintmax_t)row);
	}
	if (number > 1)
		buf_printf(&d->text, message(d->o->lang, ", item %ju"), (uintmax_t)number);
	add(d, ": ");
}

static void draw_title(struct drawing *d, const struct item *item, enum verdict verdict)
{
	place(d, item->sheet, item->column, item->row, item->number);
	if (item->enterprise.n) {
		buf_add(&d->text, item->enterprise);
		buf_adds(&d->text, " · ");
	}
	equipment_words(&d->text, d->o->lang, item);
	add(d, ": ");
	buf_add(&d->text, verdict_label(d->o->lang, verdict));
	flush(d, INK_BOLD);
}

/* --- rules ----------------------------------------------------------------------------------------------------- */

static void rule_title(struct drawing *d, const struct rule *rule, struct str verdict)
{
	layout_blank(&d->layout);
	buf_printf(&d->text, "%.*s  %.*s", STR_ARG(rule->id), STR_ARG(words_in(rule->title, d->o->lang)));
	add(d, ": ");
	buf_add(&d->text, verdict);
	flush(d, INK_BOLD);
}

/* An overlay of one province stands between them. */
static void draw_elsewhere(struct drawing *d, const struct rule *rule)
{
	struct buf where;

	buf_init(&where);
	overlay_where_words(&where, d->o->lang, rule);
	rule_title(d, rule, buf_str(&where));
	d->failed |= where.failed;
	buf_release(&where);
}

/* Speaks of the item, but judges none. */
static void draw_not_applied(struct drawing *d, const struct rule *rule)
{
	static const char *const why[] = {
		[APPLIES] = "",
		[NOT_IN_FORCE] = "not in force on that day",
		[NOT_RESOLVED] = "recorded only; it judges nothing",
	};
	enum lang lang = d->o->lang;
	enum application application = program_application(d->o->run->program, rule);

	if (application == APPLIES)
		draw_elsewhere(d, rule);
	else
		rule_title(d, rule, str_from(message(lang, why[application])));
	force_words(&d->text, lang, rule);
	draw_line(d, str_from(message(lang, "in force")), buf_str(&d->text));
	buf_clear(&d->text);
	if (rule->caveat.en.n)
		draw_line(d, str_from(message(lang, "caveat")), words_in(rule->caveat, lang));
}

static void draw_finding(struct drawing *d, const struct item *item, const struct explained_rule *rule)
{
	rule_title(d, rule->rule, rule_verdict_label(d->o->lang, rule->finding->verdict));
	explain_finding(&d->reason, d->o, item, rule);
}

static bool is_silent(const struct explained_rule *rule)
{
	return rule->state == EXPLAINED_OTHER_KIND;
}

/* Runs of them in pack order: "SD-2013-1.01 – SD-2013-4.09 (40)". */
static void draw_silent(struct drawing *d, const struct explained *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n_rules; i++)
		n += is_silent(&e->rules[i]);
	if (!n)
		return;
	layout_blank(&d->layout);
	buf_printf(&d->text, message(d->o->lang, "%zu of %zu rules do not speak of such equipment: "), n, e->n_rules);
	for (size_t i = 0, runs = 0; i < e->n_rules; i++) {
		size_t last = i;
		if (!is_silent(&e->rules[i]))
			continue;
		while (last + 1 < e->n_rules && is_silent(&e->rules[last + 1]))
			last++;
		buf_adds(&d->text, runs++ ? message(d->o->lang, ", ") : "");
		buf_add(&d->text, e->rules[i].rule->id);
		if (last > i)
			buf_printf(&d->text, " – %.*s (%zu)", STR_ARG(e->rules[last].rule->id), last - i + 1);
		i = last;
	}
	flush(d, INK_DIM);
}

static void draw_rules(struct drawing *d, const struct explained *e)
{
	for (size_t i = 0; i < e->n_rules; i++) {
		const struct explained_rule *rule = &e->rules[i];
		if (rule->state == EXPLAINED_FINDING)
			draw_finding(d, e->item, rule);
		else if (rule->state == EXPLAINED_NOT_APPLIED)
			draw_not_applied(d, rule->rule);
	}
	draw_silent(d, e);
}

bool explain_write_item(struct buf *out, const struct explain_options *o, const struct explained *e)
{
	struct drawing d;

	drawing_init(&d, out, o);
	if (e->item->number <= 1)
		head(&d);
	else
		layout_blank(&d.layout);
	draw_title(&d, e->item, e->judgement->verdict);
	reason_item(&d.reason, e->item, e->judgement);
	draw_values(&d, e->item);
	heading(&d, "Rules");
	if (e->judgement->verdict == VERDICT_UNRECOGNISED)
		draw_line(&d, STR_NONE, str_from(message(o->lang, "no rule is considered while the kind is not known")));
	else
		draw_rules(&d, e);
	return drawing_end(&d);
}

bool explain_write_row(struct buf *out, const struct explain_options *o, const struct row *row)
{
	struct drawing d;

	drawing_init(&d, out, o);
	head(&d);
	place(&d, row->sheet, STR_NONE, row->number, 1);
	add(&d, row_reason_rejects(row->reason) ? "rejected" : "skipped");
	flush(&d, INK_BOLD);
	buf_add(&d.text, row_reason_label(o->lang, row->reason));
	if (row->problem.en.n) {
		add(&d, ": ");
		buf_add(&d.text, words_in(row->problem, o->lang));
	}
	d.failed |= d.text.failed;
	if (!d.failed) {
		draw_line(&d, str_from(message(o->lang, "because")), buf_str(&d.text));
		draw_line(&d, str_from(message(o->lang, "text")), row->text);
	}
	return drawing_end(&d);
}
