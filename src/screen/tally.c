#include "screen/tally.h"

static bool is_plain(const struct row *row, const struct judgement *judgements, bool books)
{
	bool plain = row->reason == REASON_NONE && row->n_rows == 1 && row->n_items && !row->n_absent && !row->blank_enterprise;
	for (size_t i = 0; books && plain && i < row->n_items; i++)
		plain = judgements[i].verdict != VERDICT_OBSOLETE;
	return plain;
}

bool tally_of(struct tally *out, struct arena *a, const struct totals *t, const struct vocabulary *v, const struct row *row, const struct judgement *judgements, bool books)
{
	size_t n_found = 0;
	if (!is_plain(row, judgements, books))
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

/* Which of the findings it is. */
static const struct finding *same_finding(const struct judgement *kept, const struct judgement *of, const struct finding *f)
{
	return &kept->findings[f - of->findings];
}

/* Rules and verdicts, and which of them decide. */
static bool keep_judgement(struct judgement *out, struct arena *a, const struct judgement *of)
{
	struct finding *findings = ARENA_ARRAY(a, of->n_findings, struct finding);
	const struct finding **deciding = ARENA_ARRAY(a, of->n_deciding, const struct finding *);
	*out = (struct judgement){.verdict = of->verdict, .findings = findings, .n_findings = of->n_findings, .several_packs = of->several_packs};
	if (!findings || !deciding)
		return false;
	for (size_t i = 0; i < of->n_findings; i++)
		findings[i] = (struct finding){.rule = of->findings[i].rule, .verdict = of->findings[i].verdict};
	for (size_t i = 0; i < of->n_deciding; i++)
		deciding[i] = same_finding(out, of, of->deciding[i]);
	out->deciding = deciding;
	out->n_deciding = of->n_deciding;
	return true;
}

bool tally_tell(struct tally *out, struct arena *a, const struct row *row, const struct judgement *judgement)
{
	struct item *item = ARENA_NEW(a, struct item);
	struct judgement *kept = ARENA_NEW(a, struct judgement);
	if (!item || !kept || !keep_judgement(kept, a, judgement))
		return false;
	*item = (struct item){.file = row->items->file, .number = row->items->number, .kind = row->items->kind};
	out->told = item;
	out->judgement = kept;
	return true;
}

static void add_number(struct buf *out, size_t n)
{
	buf_add(out, (struct str){(const char *)&n, sizeof n});
}

static void write_told(struct buf *out, const struct item *item, const struct judgement *j)
{
	add_number(out, item->kind ? item->kind->index + 1u : 0);
	add_number(out, item->number);
	for (size_t i = 0; i < j->n_deciding; i++)
		add_number(out, (size_t)(j->deciding[i] - j->findings));
}

void tally_write(struct buf *out, const struct tally *tally)
{
	add_number(out, tally->n_items);
	for (size_t i = 0; i < tally->n_items; i++) {
		add_number(out, tally->items[i].verdict);
		add_number(out, tally->items[i].status);
	}
	add_number(out, tally->n_found);
	for (size_t i = 0; i < tally->n_found; i++) {
		add_number(out, tally->found[i].rule);
		add_number(out, tally->found[i].verdict);
	}
	add_number(out, tally->region ? tally->region->index + 1u : 0);
	if (tally->told)
		write_told(out, tally->told, tally->judgement);
}

void tally_settle(const struct tally *tally, struct totals *t, uint64_t rows)
{
	t->read += rows;
	t->judged += rows;
	t->items += rows * tally->n_items;
	for (size_t i = 0; i < tally->n_items; i++) {
		t->by[tally->items[i].verdict] += rows;
		t->by_status[tally->items[i].status].by[tally->items[i].verdict] += rows;
	}
	for (size_t i = 0; i < tally->n_found; i++)
		t->rules[tally->found[i].rule].by[tally->found[i].verdict] += rows;
	if (tally->region)
		t->by_region[tally->region->index] += rows;
}
