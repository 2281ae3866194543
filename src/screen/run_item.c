#include "screen/run_file.h"
#include "screen/place.h"
#include "screen/run_json.h"
#include "screen/run_overlay.h"

/* --- a finding ------------------------------------------------------------------------------------------------- */

static void write_limit(struct json *j, const struct leaf_trace *t)
{
	struct buf b;
	buf_init(&b);
	leaf_trace_write_limit(&b, t);
	run_json_buf(j, "limit", &b);
}

/* What names the item in a catalogue, whether it hits or not. */
static void write_entries(struct json *j, const struct listing *l)
{
	json_key(j, "entries");
	json_array(j);
	for (size_t i = 0; i < l->n; i++) {
		const struct listed_entry *e = &l->entries[i];
		struct buf b;
		buf_init(&b);
		catalogue_write_entry(&b, e->entry);
		json_object(j);
		run_json_buf(j, "entry", &b);
		json_field(j, "product", e->entry->product);
		json_field(j, "truth", str_from(truth_name(e->truth)));
		if (e->entry->duty)
			json_field(j, "in_use_rule", e->entry->duty->text);
		if (e->entry->doubt.n)
			json_field(j, "doubt", e->entry->doubt);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_value(struct json *j, const struct value *v)
{
	struct buf b;
	buf_init(&b);
	if (v && v->face == FACE_READ)
		value_write(&b, v);
	run_json_buf(j, "value", &b);
}

static void write_deadline(struct json *j, const struct finding *f)
{
	json_key(j, "deadline");
	json_object(j);
	switch (f->deadline) {
	case DEADLINE_STATE_NONE:
		json_field(j, "state", STR("none"));
		break;
	case DEADLINE_SCHEDULED:
		json_field(j, "state", STR("scheduled"));
		run_json_day(j, "date", f->deadline_day);
		json_field_count(j, "days_left", (uint64_t)f->deadline_days);
		break;
	case DEADLINE_OVERDUE:
		json_field(j, "state", STR("overdue"));
		run_json_day(j, "date", f->deadline_day);
		json_field_count(j, "days", (uint64_t)f->deadline_days);
		break;
	}
	json_end(j, '}');
}

/* Where its column says so in a file that has cells. */
static void write_cell(struct json *j, const struct input_info *in, struct str header, uint64_t row)
{
	struct buf b;
	buf_init(&b);
	if (in && place_write_cell(&b, in, header, row))
		run_json_buf(j, "cell", &b);
	else
		buf_release(&b);
}

static void write_leaf(struct json *j, const struct leaf_trace *t, const struct input_info *in, uint64_t row)
{
	json_object(j);
	json_field(j, "field", t->leaf->as_of ? STR("as_of") : t->leaf->field ? t->leaf->field->id : STR_NONE);
	json_field(j, "as_filed", t->value ? t->value->as_filed : STR_NONE);
	json_field(j, "column", t->value ? t->value->column : STR_NONE);
	write_cell(j, in, t->value ? t->value->column : STR_NONE, row);
	if (t->value && t->value->binary) /* what is read is its decimal of 15 digits */
		json_field(j, "stored", STR("binary"));
	write_value(j, t->value);
	write_limit(j, t);
	if (t->listing)
		write_entries(j, t->listing);
	json_field(j, "truth", str_from(truth_name(t->truth)));
	json_end(j, '}');
}

static void write_because(struct json *j, const struct finding *f, const struct input_info *in, uint64_t row)
{
	json_key(j, "because");
	json_array(j);
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct leaf_trace *t = &f->leaves[i];
		/* an exception that nobody claims says nothing about why */
		bool silent = t->part == PART_EXCEPTION && t->truth != TRUTH_TRUE;
		if (!t->presumed && !silent && t->leaf->op != COND_ALWAYS)
			write_leaf(j, t, in, row);
	}
	json_end(j, ']');
}

static void write_presumed(struct json *j, const struct finding *f)
{
	json_key(j, "presumed");
	json_array(j);
	for (size_t i = 0; i < f->n_presumed; i++) {
		const struct presumption *p = f->presumed[i];
		json_object(j);
		json_field(j, "field", p->field ? p->field->id : STR("kind"));
		json_field(j, "value", p->field ? p->value->id : p->kind->id);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_assumed(struct json *j, const struct assumption *assumed, size_t n)
{
	json_key(j, "assumed");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_field(j, "field", assumed[i].field ? assumed[i].field->id : STR("kind"));
		json_field(j, "what", str_from(assumption_name(assumed[i].id)));
		json_field(j, "detail", assumed[i].detail);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_near(struct json *j, const struct finding *f)
{
	json_key(j, "near");
	if (!f->near) {
		json_null(j);
		return;
	}
	struct buf b;
	buf_init(&b);
	if (f->near_distance.unit)
		quantity_write(&b, &f->near_distance);
	else
		interval_write(&b, &f->near_distance.v);
	json_object(j);
	json_field(j, "field", f->near->field->id);
	run_json_buf(j, "distance", &b);
	json_end(j, '}');
}

static void write_finding(struct json *j, const struct finding *f, bool several_packs, const struct input_info *in, uint64_t row)
{
	static const char *const in_force[] = {
		[IN_FORCE_YES] = "yes", [IN_FORCE_NO] = "no", [IN_FORCE_UNKNOWN] = "unknown"};
	const struct rule *rule = f->rule;

	json_object(j);
	json_field(j, "rule", rule->id);
	if (several_packs)
		json_field(j, "pack", rule->pack->id);
	json_field(j, "verdict", str_from(rule_verdict_name(f->verdict)));
	json_field(j, "action", str_from(action_name(rule->action)));
	write_deadline(j, f);
	write_because(j, f, in, row);
	json_key(j, "open");
	json_array(j);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		if (finding_is_open(f, i))
			json_str(j, rule->exceptions[i].id);
	json_end(j, ']');
	write_presumed(j, f);
	write_assumed(j, f->assumed, f->n_assumed);
	json_key(j, "caveats");
	json_array(j);
	for (size_t i = 0; i < f->n_caveats; i++)
		run_json_words(j, f->caveats[i]);
	json_end(j, ']');
	json_key(j, "readings");
	json_object(j);
	for (size_t i = 0; i < f->n_readings; i++) {
		struct buf key;
		buf_init(&key);
		buf_add(&key, f->readings[i]->id);
		json_field(j, key.failed ? "" : key.p, str_from(rule_verdict_name(f->reading_verdicts[i])));
		j->out->failed |= key.failed;
		buf_release(&key);
	}
	json_end(j, '}');
	write_near(j, f);
	json_field(j, "in_force", str_from(in_force[f->in_force]));
	json_key(j, "waiver");
	json_null(j);
	run_json_clause(j, &rule->clause);
	if (f->n_under) { /* only of "whatever": under which values it hits */
		json_key(j, "under");
		json_array(j);
		for (size_t i = 0; i < f->n_under; i++)
			json_str(j, f->under_values[i]->id);
		json_end(j, ']');
	}
	if (f->n_provinces)
		run_file_write_provinces(j, f);
	run_file_write_layer(j, rule);
	json_end(j, '}');
}

/* Whose rules make the verdict, the earliest first: only where several packs judged the item. */
static void write_decided_by(struct json *j, const struct judgement *g)
{
	if (!g->several_packs)
		return;
	json_key(j, "decided_by");
	json_array(j);
	for (size_t i = 0; i < g->n_deciding; i++) {
		const struct rule *rule = g->deciding[i]->rule;
		json_object(j);
		json_field(j, "pack", rule->pack->id);
		json_key(j, "authority");
		run_json_words(j, rule->pack->authority);
		json_field(j, "rule", rule->id);
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* --- an item --------------------------------------------------------------------------------------------------- */

static void write_need(struct json *j, const struct need *n);

/* One alternative; what it asks for at the same time stands with it. */
static void write_alternative(struct json *j, const struct need *n)
{
	if (!n->n_with) {
		write_need(j, n);
		return;
	}
	json_object(j);
	json_key(j, "all_of");
	json_array(j);
	write_need(j, n);
	for (size_t i = 0; i < n->n_with; i++)
		write_need(j, &n->with[i]);
	json_end(j, ']');
	json_end(j, '}');
}

/* One need; a judgement is a person's and never asked as a field. */
static void write_need(struct json *j, const struct need *n)
{
	switch (n->sort) {
	case NEED_FIELD:
		json_str(j, n->field->id);
		break;
	case NEED_KIND:
		json_str(j, STR("kind"));
		break;
	case NEED_JUDGEMENT:
		break;
	case NEED_ANY_OF:
		json_object(j);
		json_key(j, "any_of");
		json_array(j);
		for (size_t i = 0; i < n->n_options; i++)
			write_alternative(j, &n->options[i]);
		json_end(j, ']');
		json_end(j, '}');
		break;
	}
}

static void write_capacity(struct json *j, const struct judgement *g)
{
	static const char *const basis[] = {[BASIS_UNIT] = "unit", [BASIS_ITEM] = "item", [BASIS_ROW] = "row"};
	const struct value *v = g->capacity;

	json_key(j, "capacity");
	if (!v || v->face != FACE_READ || v->field->type != FIELD_QUANTITY) {
		json_null(j);
		return;
	}
	json_object(j);
	run_json_interval(j, "value", &v->quantity.v);
	json_field(j, "unit", v->quantity.unit->id);
	json_field(j, "basis", str_from(basis[v->basis]));
	json_end(j, '}');
}

static void write_key(struct json *j, const struct item *i)
{
	if (i->key.p) {
		json_field(j, "key", i->key);
		return;
	}
	struct buf b;
	buf_init(&b);
	item_write_key(&b, i);
	run_json_buf(j, "key", &b);
}

static void write_location(struct json *j, const struct item *i, const struct input_info *in)
{
	json_field(j, "type", STR("item"));
	json_field(j, "file", i->file);
	json_field(j, "sheet", i->sheet);
	json_key(j, "row");
	json_int(j, (int64_t)i->row);
	json_key(j, "item");
	json_int(j, i->number);
	write_key(j, i);
	json_field(j, "enterprise", i->enterprise);
	json_field(j, "region", i->region);
	json_field(j, "kind", i->kind ? i->kind->id : STR_NONE);
	json_field(j, "column", i->column);
	write_cell(j, in, i->column, i->row);
	json_field(j, "text", i->text);
	if (i->count_open)
		json_field(j, "unit_count", STR_NONE);
	else
		json_field_count(j, "unit_count", i->unit_count);
	json_field(j, "status", i->status);
	json_field(j, "status_is", i->status_is ? i->status_is->id : i->status.n ? STR("other") : STR_NONE);
	json_key(j, "follow_up");
	json_array(j);
	for (size_t f = 0; f < i->n_follow_up; f++) {
		json_object(j);
		json_field(j, "field", i->follow_up[f].field->id);
		json_field(j, "column", i->follow_up[f].column);
		json_field(j, "text", i->follow_up[f].text);
		json_end(j, '}');
	}
	json_end(j, ']');
}

void run_file_write_item(struct buf *out, const struct item *i, const struct judgement *g, const struct input_info *in)
{
	struct json j;

	json_init(&j, out);
	json_object(&j);
	write_location(&j, i, in);
	json_field(&j, "verdict", str_from(verdict_name(g->verdict)));
	json_field(&j, "whatever", g->whatever ? g->whatever->id : STR_NONE);
	write_decided_by(&j, g);
	json_key(&j, "findings");
	json_array(&j);
	for (size_t f = 0; f < g->n_findings; f++)
		write_finding(&j, &g->findings[f], g->several_packs, in, i->row);
	json_end(&j, ']');
	json_key(&j, "needs");
	json_array(&j);
	for (size_t n = 0; n < g->needs.n; n++)
		write_need(&j, &g->needs.items[n]);
	json_end(&j, ']');
	json_key(&j, "caveats");
	json_array(&j);
	for (size_t c = 0; c < g->n_caveats; c++)
		run_json_words(&j, g->caveats[c]);
	json_end(&j, ']');
	json_key(&j, "notes");
	json_array(&j);
	if (i->problem.en.p)
		run_json_words(&j, i->problem);
	for (size_t n = 0; n < i->n_notes; n++)
		run_json_words(&j, i->notes[n]);
	json_end(&j, ']');
	json_key(&j, "residue");
	json_array(&j);
	for (size_t n = 0; n < i->n_residue; n++)
		json_str(&j, i->residue[n]);
	json_end(&j, ']');
	write_capacity(&j, g);
	json_end(&j, '}');
}
