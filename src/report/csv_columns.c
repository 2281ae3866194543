#include "report/csv_columns.h"

#include "rules/overlay.h"

#include <inttypes.h>

static void separate(struct buf *out)
{
	if (out->n)
		buf_adds(out, "; ");
}

static void cell_file(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->file);
}
static void cell_sheet(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->sheet);
}
static void cell_row(struct buf *out, const struct csv_line *l)
{
	buf_printf(out, "%" PRIu64, l->item->row);
}
static void cell_item(struct buf *out, const struct csv_line *l)
{
	buf_printf(out, "%" PRIu32, l->item->number);
}
static void cell_enterprise(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->enterprise);
}
static void cell_region(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->region);
}
static void cell_column(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->column);
}
static void cell_text(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->text);
}
static void cell_status(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->status);
}
static void cell_status_is(struct buf *out, const struct csv_line *l)
{
	if (l->item->status.n)
		buf_add(out, l->item->status_is ? l->item->status_is->id : STR("other"));
}
static void cell_verdict(struct buf *out, const struct csv_line *l)
{
	buf_adds(out, verdict_name(l->j->verdict));
}
static void cell_rule(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->f->rule->id);
}
static void cell_rule_verdict(struct buf *out, const struct csv_line *l)
{
	buf_adds(out, rule_verdict_name(l->f->verdict));
}
static void cell_action(struct buf *out, const struct csv_line *l)
{
	buf_adds(out, action_name(l->f->rule->action));
}
static void cell_source(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->f->rule->clause.source->id);
}
static void cell_layer(struct buf *out, const struct csv_line *l)
{
	rule_write_layer(out, l->f->rule);
}
static void cell_clause_line(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->f->rule->clause.line_filed);
}
static void cell_trust(struct buf *out, const struct csv_line *l)
{
	buf_adds(out, trust_name(l->f->rule->clause.source->trust));
}

static void cell_follow_up(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->item->n_follow_up; i++) {
		const struct filed *f = &l->item->follow_up[i];
		separate(out);
		buf_printf(out, "%.*s: %.*s", STR_ARG(f->column), STR_ARG(f->text));
	}
}

static void cell_key(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->key);
	if (!l->item->key.p)
		item_write_key(out, l->item);
}

static void cell_kind(struct buf *out, const struct csv_line *l)
{
	if (l->item->kind)
		buf_add(out, l->item->kind->id);
}

/* Left empty where the text leaves the number open. */
static void cell_unit_count(struct buf *out, const struct csv_line *l)
{
	if (!l->item->count_open)
		buf_printf(out, "%" PRIu64, l->item->unit_count);
}

static void cell_whatever(struct buf *out, const struct csv_line *l)
{
	if (l->j->whatever)
		buf_add(out, l->j->whatever->id);
}

static void cell_deadline_state(struct buf *out, const struct csv_line *l)
{
	static const char *const states[] = {
		[DEADLINE_STATE_NONE] = "none", [DEADLINE_SCHEDULED] = "scheduled", [DEADLINE_OVERDUE] = "overdue"};
	buf_adds(out, states[l->f->deadline]);
}

static void cell_deadline(struct buf *out, const struct csv_line *l)
{
	if (l->f->deadline != DEADLINE_STATE_NONE)
		day_write(out, l->f->deadline_day);
}

static void cell_deadline_days(struct buf *out, const struct csv_line *l)
{
	if (l->f->deadline != DEADLINE_STATE_NONE)
		buf_printf(out, "%" PRId32, l->f->deadline_days);
}

static bool leaf_is_listed(const struct leaf_trace *t)
{
	return !t->presumed && t->leaf->op != COND_ALWAYS && (t->part != PART_EXCEPTION || t->truth == TRUTH_TRUE);
}

static void add_subject(struct buf *out, const struct condition *leaf)
{
	buf_add(out, leaf->as_of ? STR("as_of") : leaf->field ? leaf->field->id : STR("judgement"));
}

static void cell_because(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_leaves; i++) {
		const struct leaf_trace *t = &l->f->leaves[i];
		if (!leaf_is_listed(t))
			continue;
		separate(out);
		add_subject(out, t->leaf);
		buf_adds(out, " = ");
		if (t->value && t->value->face == FACE_READ)
			value_write(out, t->value);
		else if (!t->leaf->as_of)
			buf_printf(out, "(%s)", face_name(t->value ? t->value->face : FACE_NO_COLUMN));
		if (t->value && t->value->as_filed.n)
			buf_printf(out, " [%.*s]", STR_ARG(t->value->as_filed));
	}
}

static void cell_limit(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_leaves; i++) {
		const struct leaf_trace *t = &l->f->leaves[i];
		if (!leaf_is_listed(t))
			continue;
		separate(out);
		add_subject(out, t->leaf);
		buf_addc(out, ' ');
		leaf_trace_write_limit(out, t);
		buf_printf(out, ": %s", truth_name(t->truth));
	}
}

static void cell_open(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->rule->n_exceptions; i++) {
		if (!finding_is_open(l->f, i))
			continue;
		separate(out);
		buf_add(out, l->f->rule->exceptions[i].id);
	}
}

static void cell_presumed(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_presumed; i++) {
		const struct presumption *p = l->f->presumed[i];
		separate(out);
		buf_add(out, p->field ? p->field->id : STR("kind"));
		buf_adds(out, " = ");
		buf_add(out, p->field ? p->value->id : p->kind->id);
	}
}

static void cell_assumed(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_assumed; i++) {
		const struct assumption *a = &l->f->assumed[i];
		separate(out);
		buf_printf(out, "%s:%.*s", assumption_name(a->id), STR_ARG(a->field ? a->field->id : STR("kind")));
		if (a->detail.n)
			buf_printf(out, " (%.*s)", STR_ARG(a->detail));
	}
}

/* As the rules' own tests write it: a; judgement:b; any_of(c,d+e) */
static void add_need(struct buf *out, const struct need *n)
{
	switch (n->sort) {
	case NEED_FIELD:
		buf_add(out, n->field->id);
		break;
	case NEED_KIND:
		buf_adds(out, "kind");
		break;
	case NEED_JUDGEMENT:
		buf_adds(out, n->field ? "judgement:" : "judgement");
		if (n->field)
			buf_add(out, n->field->id);
		break;
	case NEED_ANY_OF:
		buf_adds(out, "any_of(");
		for (size_t i = 0; i < n->n_options; i++) {
			buf_adds(out, i ? "," : "");
			add_need(out, &n->options[i]);
		}
		buf_addc(out, ')');
		break;
	}
	for (size_t i = 0; i < n->n_with; i++) {
		buf_addc(out, '+');
		add_need(out, &n->with[i]);
	}
}

static void cell_needs(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->needs.n; i++) {
		separate(out);
		add_need(out, &l->f->needs.items[i]);
	}
}

static void cell_readings(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_readings; i++) {
		separate(out);
		buf_printf(out, "%.*s = %s", STR_ARG(l->f->readings[i]->id),
			   rule_verdict_name(l->f->reading_verdicts[i]));
	}
}

static void cell_near(struct buf *out, const struct csv_line *l)
{
	if (!l->f->near)
		return;
	buf_add(out, l->f->near->field->id);
	buf_addc(out, ' ');
	if (l->f->near_distance.unit)
		quantity_write(out, &l->f->near_distance);
	else
		interval_write(out, &l->f->near_distance.v);
}

static void cell_under(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->f->n_under; i++) {
		separate(out);
		buf_add(out, l->f->under_values[i]->id);
	}
}

static void cell_in_force(struct buf *out, const struct csv_line *l)
{
	static const char *const names[] = {
		[IN_FORCE_YES] = "yes", [IN_FORCE_NO] = "no", [IN_FORCE_UNKNOWN] = "unknown"};
	buf_adds(out, names[l->f->in_force]);
}

static void cell_quote(struct buf *out, const struct csv_line *l)
{
	const struct clause *c = &l->f->rule->clause;
	buf_adds(out, c->source->trust == TRUST_VERIFIED ? "" : "unverified: ");
	for (size_t i = 0; i < c->n_quote; i++) {
		buf_adds(out, i ? "…" : "");
		buf_add(out, c->quote[i]);
	}
}

static void cell_capacity(struct buf *out, const struct csv_line *l)
{
	const struct value *v = l->j->capacity;
	if (v && v->face == FACE_READ)
		value_write(out, v);
}

static void cell_caveats(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->j->n_caveats; i++) {
		separate(out);
		buf_add(out, l->j->caveats[i].en);
	}
}

static void cell_notes(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->item->problem.en);
	for (size_t i = 0; i < l->item->n_notes; i++) {
		separate(out);
		buf_add(out, l->item->notes[i].en);
	}
	for (size_t i = 0; i < l->item->n_residue; i++) {
		separate(out);
		buf_printf(out, "\"%.*s\" was not understood and not used", STR_ARG(l->item->residue[i]));
	}
	for (size_t i = 0; l->f && i < l->f->n_leaves; i++) {
		const struct value *v = l->f->leaves[i].value;
		if (!v || (!v->note.en.n && !v->problem.en.n))
			continue;
		separate(out);
		buf_add(out, v->problem.en.n ? v->problem.en : v->note.en);
	}
}

static void cell_as_of(struct buf *out, const struct csv_line *l)
{
	day_write(out, l->run->as_of);
}

/* What must be known of the date before the line is used. */
static void cell_stamps(struct buf *out, const struct csv_line *l)
{
	buf_adds(out, l->run->replay ? "replay" : "");
	if (!l->f || !l->f->horizon_passed)
		return;
	separate(out);
	buf_adds(out, "horizon_passed");
}

/* --- of several packs ------------------------------------------------------------------------------------------- */

static void cell_pack(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->f->rule->pack->id);
}

static void cell_authority(struct buf *out, const struct csv_line *l)
{
	buf_add(out, l->f->rule->pack->authority.en);
}

/* 1: the earliest of those that make the item's verdict. */
static void cell_decides(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->j->n_deciding; i++)
		if (l->j->deciding[i] == l->f)
			buf_printf(out, "%zu", i + 1);
}

/* The rules that make the item's verdict; of an undetermined one also those that leave it open by one value alone. */
static void cell_decided_by(struct buf *out, const struct csv_line *l)
{
	for (size_t i = 0; i < l->j->n_deciding; i++) {
		separate(out);
		buf_add(out, l->j->deciding[i]->rule->id);
	}
}

/* --- of a rejected row ------------------------------------------------------------------------------------------ */

static void rejected_file(struct buf *out, struct str file, const struct row *row)
{
	(void)row;
	buf_add(out, file);
}

static void rejected_sheet(struct buf *out, struct str file, const struct row *row)
{
	(void)file;
	buf_add(out, row->sheet);
}

static void rejected_row(struct buf *out, struct str file, const struct row *row)
{
	(void)file;
	buf_printf(out, "%" PRIu64, row->number);
}

static void rejected_text(struct buf *out, struct str file, const struct row *row)
{
	(void)file;
	buf_add(out, row->text);
}

static void rejected_verdict(struct buf *out, struct str file, const struct row *row)
{
	(void)file;
	(void)row;
	buf_adds(out, "rejected");
}

static void rejected_notes(struct buf *out, struct str file, const struct row *row)
{
	(void)file;
	buf_printf(out, "%s, line %" PRIu64 ": %.*s", row_reason_name(row->reason), row->line,
		   STR_ARG(row->problem.en));
}

/*
 * The columns, in their order; a finding's are empty where there is none, and all but a few where the row was
 * rejected.
 */
const struct csv_column csv_columns[] = {
	{"file", cell_file, false, rejected_file, false, true},
	{"sheet", cell_sheet, false, rejected_sheet, false, true},
	{"row", cell_row, false, rejected_row, false, true},
	{"item", cell_item, false, NULL, false, true},
	{"key", cell_key, false, NULL, false, true},
	{"enterprise", cell_enterprise, false, NULL, false, false},
	{"region", cell_region, false, NULL, false, false},
	{"kind", cell_kind, false, NULL, false, true},
	{"column", cell_column, false, NULL, false, false},
	{"text", cell_text, false, rejected_text, false, false},
	{"unit_count", cell_unit_count, false, NULL, false, false},
	{"status", cell_status, false, NULL, false, false},
	{"status_is", cell_status_is, false, NULL, false, false},
	{"follow_up", cell_follow_up, false, NULL, false, false},
	{"verdict", cell_verdict, false, rejected_verdict, false, true},
	{"whatever", cell_whatever, false, NULL, false, false},
	{"decided_by", cell_decided_by, false, NULL, false, true},
	{"rule", cell_rule, true, NULL, false, true},
	{"rule_verdict", cell_rule_verdict, true, NULL, false, true},
	{"action", cell_action, true, NULL, false, true},
	{"deadline_state", cell_deadline_state, true, NULL, false, false},
	{"deadline", cell_deadline, true, NULL, false, false},
	{"deadline_days", cell_deadline_days, true, NULL, false, false},
	{"because", cell_because, true, NULL, false, false},
	{"limit", cell_limit, true, NULL, false, false},
	{"open", cell_open, true, NULL, false, false},
	{"presumed", cell_presumed, true, NULL, false, false},
	{"assumed", cell_assumed, true, NULL, false, false},
	{"needs", cell_needs, true, NULL, false, false},
	{"readings", cell_readings, true, NULL, false, false},
	{"near", cell_near, true, NULL, false, false},
	{"under", cell_under, true, NULL, false, false},
	{"in_force", cell_in_force, true, NULL, false, false},
	{"clause_source", cell_source, true, NULL, false, true},
	{"clause_line", cell_clause_line, true, NULL, false, true},
	{"quote", cell_quote, true, NULL, false, true},
	{"trust", cell_trust, true, NULL, false, true},
	{"capacity", cell_capacity, false, NULL, false, false},
	{"caveats", cell_caveats, false, NULL, false, false},
	{"notes", cell_notes, false, rejected_notes, false, false},
	{"as_of", cell_as_of, false, NULL, false, true},
	{"stamps", cell_stamps, false, NULL, false, false},
	{"layer", cell_layer, true, NULL, false, true},
	{"pack", cell_pack, true, NULL, true, true},
	{"authority", cell_authority, true, NULL, true, true},
	{"decides", cell_decides, true, NULL, true, true},
};

const size_t csv_column_count = sizeof csv_columns / sizeof *csv_columns;

const struct csv_column *csv_column_by_name(struct str name)
{
	for (size_t i = 0; i < csv_column_count; i++)
		if (str_is(name, csv_columns[i].name))
			return &csv_columns[i];
	return NULL;
}
