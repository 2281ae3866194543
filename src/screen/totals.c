#include "screen/totals.h"

bool totals_init(struct totals *t, struct arena *a, const struct vocabulary *v, const struct ruleset *rules)
{
	*t = (struct totals){0};
	t->rules = ARENA_ARRAY(a, rules->n_rules, struct rule_totals);
	t->by_region = ARENA_ARRAY(a, v->n_regions, uint64_t);
	t->statuses = v->role[ROLE_STATUS] ? v->role[ROLE_STATUS]->enumeration : NULL;
	t->n_statuses = (t->statuses ? t->statuses->n_values : 0) + 2;
	t->by_status = ARENA_ARRAY(a, t->n_statuses, struct status_totals);
	for (size_t i = 0; t->rules && i < rules->n_rules; i++) {
		t->rules[i].by_status = ARENA_ARRAY(a, t->n_statuses, struct capacity_total);
		if (!t->rules[i].by_status)
			return false;
	}
	return t->rules && t->by_region && t->by_status;
}

size_t totals_status(const struct totals *t, const struct item *item)
{
	if (item->status_is)
		return item->status_is->index;
	return t->n_statuses - (item->status.n ? 2 : 1);
}

struct str totals_status_id(const struct totals *t, size_t place)
{
	if (t->statuses && place < t->statuses->n_values)
		return t->statuses->values[place].id;
	return place + 2 == t->n_statuses ? STR("other") : STR_NONE;
}

void totals_file(struct totals *t, uint64_t rows)
{
	t->told_apart += rows;
}

void totals_row(struct totals *t, const struct row *row)
{
	t->read += row->n_rows;
	if (row->reason == REASON_NONE) {
		t->judged += row->n_rows;
		t->items += row->n_items;
		t->absent += row->n_absent;
		t->blank_enterprises += row->blank_enterprise;
		return;
	}
	t->skipped_by[row->reason]++;
	if (row_reason_rejects(row->reason))
		t->rejected++;
	else
		t->skipped++;
}

/* An end of a sum: infinite once anything in it was, open once anything in it was. */
static bool add_end(struct decimal *sum, bool *infinite, bool *open, struct arena *a, const struct decimal *d,
		    bool d_infinite, bool d_open)
{
	*infinite |= d_infinite;
	*open |= d_open;
	return *infinite || decimal_add(sum, a, sum, d) == DECIMAL_OK;
}

/* What the machines of an item have together: a capacity of each, times their number. */
static bool multiply(struct interval *v, struct arena *a, const struct item *item)
{
	struct decimal n = decimal_from_int((int64_t)item->unit_count);

	v->hi_infinite |= item->count_open;
	return (v->lo_infinite || decimal_mul(&v->lo, a, &v->lo, &n) == DECIMAL_OK) &&
	       (v->hi_infinite || decimal_mul(&v->hi, a, &v->hi, &n) == DECIMAL_OK);
}

static bool add_interval(struct interval *s, struct arena *a, const struct interval *v)
{
	return add_end(&s->lo, &s->lo_infinite, &s->lo_open, a, &v->lo, v->lo_infinite, v->lo_open) &&
	       add_end(&s->hi, &s->hi_infinite, &s->hi_open, a, &v->hi, v->hi_infinite, v->hi_open);
}

/* In the unit of the total. False where it is no finite decimal of that: it cannot be summed exactly, so it is not summed. */
static bool to_unit(struct capacity_total *total, struct arena *a, struct quantity *q, const struct field *f)
{
	if (!total->unit) {
		total->unit = f->default_unit ? f->default_unit : q->unit;
		total->sum = total->more = interval_point(decimal_from_int(0));
	}
	return quantity_in_unit(q, a, q, total->unit);
}

bool capacity_add(struct capacity_total *total, struct arena *a, const struct item *item, const struct value *capacity)
{
	struct quantity q = capacity->quantity;
	if (capacity->basis == BASIS_UNIT && !multiply(&q.v, a, item))
		return false;
	if (!to_unit(total, a, &q, capacity->field)) {
		total->without++;
		return !a->failed;
	}
	total->items++;
	return add_interval(&total->sum, a, &q.v);
}

bool capacity_add_all(struct capacity_total *total, struct arena *a, const struct capacity_total *more)
{
	total->without += more->without;
	if (!more->unit)
		return true;
	if (!total->unit) {
		total->unit = more->unit;
		total->sum = total->more = interval_point(decimal_from_int(0));
	}
	total->items += more->items;
	return add_interval(&total->sum, a, &more->sum);
}

/* Why the number of a rule's obsolete items and the number that its capacity is summed over differ. */
static void explain_count(struct totals *t, const struct judgement *j)
{
	for (size_t f = 0; f < j->n_findings; f++) {
		const struct finding *finding = &j->findings[f];
		struct capacity_total *total = &t->rules[finding->rule->index].capacity;
		bool counted = finding == j->counted, hits = finding->verdict == RULE_OBSOLETE;
		if (!finding->rule->capacity)
			continue;
		total->whatever += counted && !hits;
		total->elsewhere += hits && !counted;
	}
}

/* --- a capacity of the whole row ---------------------------------------------------------------------------------------- */

/* What the row's machines have together; NULL: the item has its own, or nothing is known. */
static const struct value *together(const struct row *row, const struct judgement *j)
{
	const struct value *capacity = j->capacity;
	if (row->n_items < 2 || !capacity)
		return NULL;
	return capacity->face == FACE_READ && capacity->basis == BASIS_ROW ? capacity : capacity->of_row;
}

/* Has one rule all the machines of the row? */
static bool share_rule(const struct row *row, const struct judgement *judgements)
{
	for (size_t k = 0; k < row->n_items; k++)
		if (judgements[k].verdict != VERDICT_OBSOLETE || !judgements[k].counted || judgements[k].counted->rule != judgements[0].counted->rule)
			return false;
	return true;
}

static bool share_status(const struct totals *t, const struct row *row)
{
	for (size_t k = 1; k < row->n_items; k++)
		if (totals_status(t, &row->items[k]) != totals_status(t, &row->items[0]))
			return false;
	return true;
}

/* Is item i the first of its row's that counts under its rule, and (`of_status`) has its status? */
static bool is_first(const struct totals *t, const struct row *row, const struct judgement *judgements, size_t i, bool of_status)
{
	for (size_t k = 0; k < i; k++) {
		const struct judgement *j = &judgements[k];
		bool alike = j->verdict == VERDICT_OBSOLETE && j->counted && j->counted->rule == judgements[i].counted->rule;
		if (alike && (!of_status || totals_status(t, &row->items[k]) == totals_status(t, &row->items[i])))
			return false;
	}
	return true;
}

/* Once, where all have it; else at most so much. */
static bool add_together(struct capacity_total *total, struct arena *a, const struct value *v, bool shared, bool first)
{
	struct quantity q = v->quantity;
	if (!to_unit(total, a, &q, v->field)) {
		total->without++;
		return !a->failed;
	}
	total->items += shared;
	total->without += !shared;
	if (!first)
		return true;
	total->differing += !shared;
	return add_interval(shared ? &total->sum : &total->more, a, &q.v);
}

static bool count_capacity(struct totals *t, struct arena *a, const struct row *row, const struct judgement *judgements, size_t i)
{
	const struct judgement *j = &judgements[i];
	const struct value *all = together(row, j);
	struct rule_totals *rule = &t->rules[j->counted->rule->index];
	struct capacity_total *of_status = &rule->by_status[totals_status(t, &row->items[i])];
	bool shared = all && share_rule(row, judgements);

	if (all)
		return add_together(&rule->capacity, a, all, shared, is_first(t, row, judgements, i, false)) &&
		       add_together(of_status, a, all, shared && share_status(t, row), is_first(t, row, judgements, i, true));
	bool of_rows = j->capacity && j->capacity->face == FACE_READ && j->capacity->spread && j->capacity->shared_rows;
	if (!j->capacity || j->capacity->face != FACE_READ || of_rows) {
		rule->capacity.without++;
		of_status->without++;
		return true;
	}
	return capacity_add(&rule->capacity, a, &row->items[i], j->capacity) && capacity_add(of_status, a, &row->items[i], j->capacity);
}

bool totals_items(struct totals *t, struct arena *a, const struct row *row, const struct judgement *judgements)
{
	for (size_t i = 0; i < row->n_items; i++) {
		const struct judgement *j = &judgements[i];
		struct status_totals *status = &t->by_status[totals_status(t, &row->items[i])];
		t->by[j->verdict]++;
		status->by[j->verdict]++;
		for (size_t f = 0; f < j->n_findings; f++)
			t->rules[j->findings[f].rule->index].by[j->findings[f].verdict]++;
		if (j->verdict != VERDICT_OBSOLETE)
			continue;
		if (!row->items[i].count_open) {
			t->units_obsolete += row->items[i].unit_count;
			status->units_obsolete += row->items[i].unit_count;
		}
		explain_count(t, j);
		if (j->counted && j->counted->rule->capacity && !count_capacity(t, a, row, judgements, i))
			return false;
	}
	return true;
}

/* --- provinces ------------------------------------------------------------------------------------------------- */

void totals_region(struct totals *t, struct arena *scratch, const struct vocabulary *v, const struct row *row)
{
	const struct region *r = row->n_items ? region_read(v, scratch, row->items[0].region) : NULL;
	if (r)
		t->by_region[r->index]++;
}

struct words totals_elsewhere(const struct totals *t, struct arena *a, const struct vocabulary *v, const struct pack *p)
{
	struct words list = {STR_NONE, STR_NONE}, out = {STR_NONE, STR_NONE};
	uint64_t rows = 0;
	for (size_t i = 0; p->jurisdiction && i < v->n_regions; i++) {
		const struct region *r = &v->regions[i];
		if (r == p->jurisdiction || !t->by_region[i])
			continue;
		rows += t->by_region[i];
		const uintmax_t n = t->by_region[i];
		if (!list.en.p)
			WORDS_SAY(&list, a, "%.*s %ju", STR_ARG(words_in(r->words, in)), n);
		else
			WORDS_SAY(&list, a, "%.*s, %.*s %ju", STR_ARG(words_in(list, in)), STR_ARG(words_in(r->words, in)), n);
	}
	if (rows)
		WORDS_SAY(&out, a, "%ju rows name another province (%.*s); %.*s holds the rules of %.*s", (uintmax_t)rows,
			  STR_ARG(words_in(list, in)), STR_ARG(p->id), STR_ARG(words_in(p->jurisdiction->words, in)));
	return out;
}

struct words totals_absent(const struct totals *t, struct arena *a)
{
	if (!t->absent)
		return (struct words){STR_NONE, STR_NONE};
	return words_printf(a, "%ju machines that columns name are not in their rows (blank, 0 or /); no item was made of them",
			    (uintmax_t)t->absent);
}

struct words totals_blank_enterprises(const struct totals *t, struct arena *a)
{
	if (!t->blank_enterprises)
		return (struct words){STR_NONE, STR_NONE};
	return words_printf(a, "in %ju rows the name of the enterprise is blank under a filled one; it was not filled in",
			    (uintmax_t)t->blank_enterprises);
}

/* --------------------------------------------------------------------------------------------------------------- */

bool totals_balanced(const struct totals *t)
{
	uint64_t items = 0, reasons = 0, of_statuses = 0;

	for (size_t v = 0; v < VERDICT_COUNT; v++)
		items += t->by[v];
	for (size_t r = 0; r < REASON_COUNT; r++)
		reasons += t->skipped_by[r];
	for (size_t s = 0; s < t->n_statuses; s++)
		for (size_t v = 0; v < VERDICT_COUNT; v++)
			of_statuses += t->by_status[s].by[v];
	return of_statuses == items && t->read == t->told_apart && t->read == t->judged + t->rejected + t->skipped && items == t->items &&
	       reasons == t->rejected + t->skipped;
}
