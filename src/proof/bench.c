#include "proof/bench.h"

#include "text/fold.h"

void bench_init(struct bench *b, const struct vocabulary *v, const struct ruleset *rules, struct diags *diags)
{
	*b = (struct bench){.vocabulary = v, .rules = rules, .diags = diags};
	arena_init(&b->program_arena);
	arena_init(&b->arena);
}

void bench_release(struct bench *b)
{
	program_release(b->program);
	arena_release(&b->arena);
	arena_release(&b->program_arena);
}

static bool program_for(struct bench *b, day as_of)
{
	if (b->program && b->as_of == as_of)
		return true;
	program_release(b->program);
	arena_clear(&b->program_arena);
	struct judge_options options = {.as_of = as_of};
	b->as_of = as_of;
	b->program = program_new(&b->program_arena, b->vocabulary, b->rules, &options, b->diags);
	return b->program;
}

/* By id, or as a registry would name it; the loader has checked that there is one. */
static const struct kind *kind_of(const struct vocabulary *v, struct arena *a, struct str name)
{
	const struct kind *kind = vocabulary_kind(v, name);
	uint32_t i;
	if (!kind && map_get(&v->kind_names, fold_key(a, name), &i))
		kind = &v->kinds[i];
	return kind;
}

static struct cell record_cell(const struct field *field, struct str text)
{
	return (struct cell){
		.field = field,
		.column = field->id,
		.rank = RANK_PLAIN,
		.basis = field->basis,
		.unit = {.multiplier = decimal_from_int(1)},
		.text = text,
	};
}

bool record_item(struct item *out, struct arena *a, const struct vocabulary *v, const struct rule *rule,
		 const struct test_value *record, size_t n_record)
{
	struct reader reader = {
		.vocabulary = v,
		.conversions = rule->pack->conversions,
		.n_conversions = rule->pack->n_conversions,
	};
	const struct kind *kind = rule->n_kinds ? rule->kinds[0] : NULL;
	struct cell *cells = ARENA_ARRAY(a, n_record, struct cell);
	size_t n = 0;
	if (!cells)
		return false;
	for (size_t i = 0; i < n_record; i++) {
		const struct test_value *value = &record[i];
		if (str_is(value->name, "kind"))
			kind = kind_of(v, a, value->text);
		else
			cells[n++] = record_cell(vocabulary_field(v, value->name), value->text);
	}
	if (!item_from_cells(out, a, &reader, cells, n, kind))
		return false;
	out->kind_assumed = false; /* the record says its kind */
	return true;
}

bool bench_judge(struct bench *b, struct finding *out, struct item *item, const struct rule *rule,
		 const struct test_value *record, size_t n, day as_of)
{
	struct item own;
	if (!item)
		item = &own;
	arena_clear(&b->arena);
	return program_for(b, as_of) && record_item(item, &b->arena, b->vocabulary, rule, record, n) &&
	       judge_rule(out, &b->arena, b->program, rule, item) && !b->arena.failed;
}
