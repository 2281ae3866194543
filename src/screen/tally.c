#include "screen/tally.h"

/* A sum of capacities, of machines: not of those. */
static bool is_plain(const struct row *row, const struct judgement *judgements)
{
	bool plain = row->reason == REASON_NONE && row->n_rows == 1 && row->n_items && !row->n_absent && !row->blank_enterprise;
	for (size_t i = 0; plain && i < row->n_items; i++)
		plain = judgements[i].verdict != VERDICT_OBSOLETE;
	return plain;
}

bool tally_of(struct tally *out, struct arena *a, const struct totals *t, const struct vocabulary *v, const struct row *row, const struct judgement *judgements)
{
	size_t n_found = 0;
	if (!is_plain(row, judgements))
		return false;
	for (size_t i = 0; i < row->n_items; i++)
		n_found += judgements[i].n_findings;
	*out = (struct tally){.region = region_read(v, a, row->items[0].region)};
	out->items = arena_array(a, row->n_items, sizeof *out->items);
	out->found = arena_array(a, n_found, sizeof *out->found);
	if (!out->items || !out->found)
		return false;
	for (size_t i = 0; i < row->n_items; i++) {
		const struct judgement *j = &judgements[i];
		out->items[out->n_items].verdict = j->verdict;
		out->items[out->n_items++].status = totals_status(t, &row->items[i]);
		for (size_t f = 0; f < j->n_findings; f++) {
			out->found[out->n_found].rule = j->findings[f].rule->index;
			out->found[out->n_found++].verdict = j->findings[f].verdict;
		}
	}
	return !a->failed;
}

void tally_settle(struct tally *tally, struct totals *t)
{
	t->read += tally->rows;
	t->judged += tally->rows;
	t->items += tally->rows * tally->n_items;
	for (size_t i = 0; i < tally->n_items; i++) {
		t->by[tally->items[i].verdict] += tally->rows;
		t->by_status[tally->items[i].status].by[tally->items[i].verdict] += tally->rows;
	}
	for (size_t i = 0; i < tally->n_found; i++)
		t->rules[tally->found[i].rule].by[tally->found[i].verdict] += tally->rows;
	if (tally->region)
		t->by_region[tally->region->index] += tally->rows;
	tally->rows = 0;
}
