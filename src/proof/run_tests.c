#include "proof/run_tests.h"

#include "judge/judge.h"
#include "proof/compare_test.h"
#include "text/fold.h"

struct run {
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	struct diags *diags;
	struct arena program_arena, arena; /* of the program; of one test */
	struct program *program;	   /* for one as-of date; the next test mostly wants the same */
	day as_of;
};

static bool program_for(struct run *r, day as_of)
{
	if (r->program && r->as_of == as_of)
		return true;
	program_release(r->program);
	arena_clear(&r->program_arena);
	struct judge_options options = {.as_of = as_of};
	r->as_of = as_of;
	r->program = program_new(&r->program_arena, r->vocabulary, r->rules, &options, r->diags);
	return r->program;
}

/* By id, or as a registry would name it; the loader has checked that there is one. */
static const struct kind *kind_of(const struct run *r, struct arena *a, struct str name)
{
	const struct kind *kind = vocabulary_kind(r->vocabulary, name);
	uint32_t i;
	if (!kind && map_get(&r->vocabulary->kind_names, fold_key(a, name), &i))
		kind = &r->vocabulary->kinds[i];
	return kind;
}

static bool item_of(struct run *r, struct item *out, const struct rule *rule, const struct rule_test *t)
{
	struct reader reader = {
		.vocabulary = r->vocabulary,
		.conversions = rule->pack->conversions,
		.n_conversions = rule->pack->n_conversions,
	};
	const struct kind *kind = rule->n_kinds ? rule->kinds[0] : NULL;
	struct cell *cells = ARENA_ARRAY(&r->arena, t->n_record, struct cell);
	size_t n = 0;
	if (!cells)
		return false;
	for (size_t i = 0; i < t->n_record; i++) {
		const struct test_value *v = &t->record[i];
		const struct field *field = vocabulary_field(r->vocabulary, v->name);
		if (str_is(v->name, "kind")) {
			kind = kind_of(r, &r->arena, v->text);
			continue;
		}
		cells[n++] = (struct cell){
			.field = field,
			.column = v->name,
			.rank = RANK_PLAIN,
			.basis = field->basis,
			.unit = {.multiplier = decimal_from_int(1)},
			.text = v->text,
		};
	}
	if (!item_from_cells(out, &r->arena, &reader, cells, n, kind))
		return false;
	out->kind_assumed = false; /* the record says its kind */
	return true;
}

static bool test_run(struct run *r, struct rule_test_counts *out, const struct rule *rule, const struct rule_test *t)
{
	struct item item = {0};
	struct finding found = {0};
	arena_clear(&r->arena);
	if (!program_for(r, t->as_of) || !item_of(r, &item, rule, t) ||
	    !judge_rule(&found, &r->arena, r->program, rule, &item))
		return false;
	size_t before = r->diags->errors;
	test_compare(&r->arena, rule, t, &found, r->diags);
	out->run++;
	out->failed += r->diags->errors > before;
	return !r->arena.failed;
}

bool rule_tests_run(struct rule_test_counts *out, const struct vocabulary *v, const struct ruleset *rules,
		    struct diags *diags)
{
	struct run r = {.vocabulary = v, .rules = rules, .diags = diags};
	bool good = true;
	*out = (struct rule_test_counts){0};
	arena_init(&r.program_arena);
	arena_init(&r.arena);
	for (size_t i = 0; good && i < rules->n_rules; i++) {
		const struct rule *rule = rules->rules[i];
		out->rules += rule->n_tests > 0;
		for (size_t j = 0; good && j < rule->n_tests; j++)
			good = test_run(&r, out, rule, &rule->tests[j]);
	}
	program_release(r.program);
	arena_release(&r.arena);
	arena_release(&r.program_arena);
	return good && !diags->failed;
}
