/*
 * The bytes are a text about equipment, under the repository's vocabulary and rules (run from its root). Recognised twice it gives the
 * same parts; every part's words lie in the text; its values are of different fields, and a part without a kind says why or
 * stands in a list that names none. As a row's cell, beside one with the row's capacity, it makes items that can be judged.
 */
#include "judge/judge.h"
#include "rules/load.h"
#include "must.h"
#include "ours.h"

#include "text/utf8.h"
#include "vocabulary/recognise.h"

struct bench {
	struct arena arena;
	const struct vocabulary *vocabulary;
	const struct program *program;
	const struct field *kind, *capacity;
};

/* Loaded once and kept for the process. */
static const struct bench *bench(void)
{
	static struct bench b;
	struct diags diags;
	struct str pack = STR("sd-2013");
	struct judge_options options = {.as_of = 0};
	if (b.program)
		return &b;
	arena_init(&b.arena);
	diags_init(&diags, NULL, NULL);
	b.vocabulary = our_vocabulary();
	const struct ruleset *rules = ruleset_load(&b.arena, b.vocabulary, &pack, 1, disk_read_rules, &b.arena, &diags);
	MUST(rules && date_from_ymd(&options.as_of, 2013, 6, 30));
	b.program = program_new(&b.arena, b.vocabulary, rules, &options, &diags);
	b.kind = b.vocabulary->role[ROLE_KIND];
	b.capacity = vocabulary_field(b.vocabulary, STR("annual_capacity"));
	MUST(b.program && b.kind && b.capacity);
	diags_release(&diags);
	return &b;
}

static void must_lie_in(struct str text, struct str part)
{
	MUST(!part.p || (part.p >= text.p && part.p + part.n <= text.p + text.n));
}

static void check_part(const struct part *p, struct str text)
{
	must_lie_in(text, p->text);
	must_lie_in(text, p->label);
	must_lie_in(text, p->model);
	MUST(p->text.n > 0 && p->count > 0);
	MUST(!p->kind || (!p->kind->abstract && !p->problem.en.n));
	for (size_t i = 0; i < p->n_values; i++) {
		const struct value *v = p->values[i];
		MUST(v->face == FACE_READ || v->face == FACE_UNREADABLE || v->face == FACE_IMPLAUSIBLE);
		MUST(v->face == FACE_READ || v->problem.en.n > 0);
		for (size_t k = 0; k < i; k++)
			MUST(p->values[k]->field != v->field);
	}
}

static void check_same(const struct recognised *a, const struct recognised *b)
{
	MUST(a->n == b->n && a->n_residue == b->n_residue && a->n_shared == b->n_shared && a->n_notes == b->n_notes && a->work == b->work);
	for (size_t i = 0; i < a->n; i++) {
		const struct part *p = &a->parts[i], *q = &b->parts[i];
		MUST(p->kind == q->kind && p->count == q->count && p->count_open == q->count_open && p->n_values == q->n_values);
		MUST(str_eq(p->text, q->text) && p->text.p == q->text.p && str_eq(p->problem.en, q->problem.en));
	}
}

static void check_text(struct arena *a, const struct reader *r, struct str text)
{
	struct recognised got, again;
	MUST(recognise(&got, a, r, NULL, STR("设备"), text) && recognise(&again, a, r, NULL, STR("设备"), text));
	check_same(&got, &again);
	for (size_t i = 0; i < got.n; i++)
		check_part(&got.parts[i], text);
	for (size_t i = 0; i < got.n_residue; i++) {
		must_lie_in(text, got.residue[i]);
		MUST(got.residue[i].n > 0 && (i == 0 || got.residue[i].p >= got.residue[i - 1].p + got.residue[i - 1].n));
	}
	for (size_t i = 0; i < got.n_shared; i++)
		must_lie_in(text, got.shared[i]);
}

static void check_row(struct arena *a, const struct reader *r, struct str text)
{
	const struct bench *b = bench();
	const struct cell cells[] = {
		{.field = b->kind, .column = STR("设备"), .rank = RANK_PLAIN, .text = text},
		{.field = b->capacity, .column = STR("产能"), .rank = RANK_PLAIN, .basis = BASIS_ROW, .text = STR("5万吨")},
	};
	struct item *items;
	size_t n;
	MUST(items_from_cells(&items, &n, a, r, cells, 2, NULL) && n > 0);
	for (size_t i = 0; i < n; i++) {
		struct judgement judgement;
		MUST(!items[i].kind == (items[i].problem.en.n > 0) && items[i].unit_count > 0);
		MUST(judge_item(&judgement, a, b->program, &items[i]));
		MUST(items[i].kind || judgement.verdict == VERDICT_UNRECOGNISED || judgement.verdict == VERDICT_UNDETERMINED);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct reader r = {.vocabulary = bench()->vocabulary};
	struct str text = {(const char *)data, size};
	struct arena a;
	if (size > 2048 || utf8_valid(text) != size)
		return 0;
	arena_init(&a);
	check_text(&a, &r, text);
	check_row(&a, &r, text);
	arena_release(&a);
	return 0;
}
