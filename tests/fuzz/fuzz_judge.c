/*
 * The bytes are a record under the repository's rules (run from its root): a kind, whether strict, then fields and what
 * stands in each; the last one is said later than the others. Two judgements of one record are the same; a verdict is
 * what the findings roll up to; needs, conflicts and near misses stand where they may; and what is said later turns
 * nothing that carries nothing (semantics.md, "Truth").
 */
#include "judge/judge.h"
#include "rules/load.h"
#include "must.h"
#include "ours.h"

#include <stdio.h>
#include <stdlib.h>

struct bench {
	struct arena arena;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	const struct program *programs[2]; /* strict: 1 */
};

/* Loaded once and kept for the process. */
static const struct bench *bench(void)
{
	static struct bench b;
	struct diags diags;
	struct str pack = STR("sd-2013");
	day as_of = 0;
	if (b.programs[1])
		return &b;
	arena_init(&b.arena);
	diags_init(&diags, NULL, NULL);
	b.vocabulary = our_vocabulary();
	b.rules = ruleset_load(&b.arena, b.vocabulary, &pack, 1, disk_read_rules, &b.arena, &diags);
	MUST(b.rules && date_from_ymd(&as_of, 2013, 6, 30));
	for (int strict = 0; strict < 2; strict++) {
		struct judge_options options = {as_of, strict};
		b.programs[strict] = program_new(&b.arena, b.vocabulary, b.rules, &options, &diags);
		MUST(b.programs[strict] != NULL);
	}
	diags_release(&diags);
	return &b;
}

/* --- the record ------------------------------------------------------------------------------------------------- */

static void fill_choice(struct value *v, const struct kind *kind, uint8_t byte)
{
	const struct enumeration *e = v->field->enumeration;
	v->choice = &e->values[byte % e->n_values];
	if (!enum_value_is_for(v->choice, kind))
		v->face = FACE_UNLISTED;
}

/* Its own, else any of its kind: a pack's size has none that goes without saying. */
static const struct unit *unit_of(const struct field *f)
{
	const struct units *u = &bench()->vocabulary->units;
	const struct unit *unit = f->default_unit;
	for (size_t i = 0; !unit && i < u->n; i++)
		if (u->items[i]->kind == f->quantity)
			unit = u->items[i];
	MUST(unit != NULL);
	return unit;
}

static void fill_quantity(struct value *v, uint8_t byte)
{
	static const int64_t ends[] = {0,   1,   29,  30,  31,  150, 200,     201,
				       399, 400, 401, 440, 441, 500, 9999999, 10000000};
	struct interval *i = &v->quantity.v;
	v->quantity.unit = unit_of(v->field);
	i->lo = decimal_from_int(ends[byte % 16]);
	i->hi = decimal_from_int(ends[byte / 16]);
	if (decimal_cmp(&i->lo, &i->hi) > 0)
		i->hi = i->lo;
}

/* A low byte leaves the field unknown in one of its faces. */
static void fill(struct arena *a, const struct value **values, const struct field *field, const struct kind *kind,
		 const uint8_t *bytes)
{
	struct value *v = ARENA_NEW(a, struct value);
	MUST(v != NULL);
	v->field = field;
	values[field->index] = v;
	if (bytes[0] <= FACE_IMPLAUSIBLE && bytes[0] > FACE_READ) {
		v->face = (enum face)bytes[0];
		return;
	}
	switch (field->type) {
	case FIELD_ENUM:
		fill_choice(v, kind, bytes[1]);
		break;
	case FIELD_QUANTITY:
		fill_quantity(v, bytes[1]);
		break;
	case FIELD_FLAG:
		v->flag = bytes[1] & 1;
		break;
	case FIELD_INTEGER:
		v->integer = bytes[1];
		break;
	case FIELD_RATIO:
		v->ratio = interval_point(decimal_from_int(bytes[1]));
		break;
	case FIELD_DATE:
		v->date = (struct date){bytes[1] * 100, bytes[1] * 100 + (bytes[0] & 63), DATE_MONTH};
		break;
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_IDENTIFIER:
		v->text = STR("JD-9-27");
		break;
	}
}

/* --- what must hold --------------------------------------------------------------------------------------------- */

static bool hits(const struct finding *f)
{
	return f->verdict == RULE_OBSOLETE || f->n_under;
}

static bool carries(const struct finding *f)
{
	bool any = f->n_presumed || f->n_assumed;
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		any |= finding_is_open(f, i);
	return any;
}

static bool is_no_known(void *ctx, const struct condition *leaf)
{
	(void)ctx;
	return leaf->op != COND_KNOWN;
}

/* `known` reads silence on purpose and stands outside. */
static bool reads_silence(const struct rule *r)
{
	return !condition_each_leaf(r->where, is_no_known, NULL) ||
	       !condition_each_leaf(r->obsolete_if, is_no_known, NULL);
}

static bool excused(const struct judgement *j, bool only_hits)
{
	bool any = false;
	for (size_t i = 0; i < j->n_findings; i++)
		if (!only_hits || hits(&j->findings[i]))
			any |= carries(&j->findings[i]) || reads_silence(j->findings[i].rule);
	for (size_t i = 0; !only_hits && i < j->n_not_applicable; i++)
		any |= carries(&j->not_applicable[i]) || reads_silence(j->not_applicable[i].rule);
	return any;
}

static void check_finding(const struct finding *f)
{
	bool open = f->verdict == RULE_UNDETERMINED || f->verdict == RULE_MANUAL;
	MUST(open ? f->needs.n > 0 || f->conflict : f->needs.n == 0);
	MUST(!f->conflict || f->verdict == RULE_UNDETERMINED);
	MUST(!f->near || f->verdict == RULE_CLEAR);
	MUST((f->n_under > 0) == (f->under != NULL));
	MUST(!f->n_under || f->verdict == RULE_UNDETERMINED);
	for (size_t i = 0; i < f->n_readings; i++)
		MUST(f->reading_verdicts[i] != f->verdict);
}

static void check(const struct judgement *j)
{
	enum rule_verdict strongest = RULE_NOT_APPLICABLE;
	bool any_hit = false;
	for (size_t i = 0; i < j->n_findings; i++) {
		check_finding(&j->findings[i]);
		MUST(j->findings[i].verdict != RULE_NOT_APPLICABLE);
		MUST(i == 0 || j->findings[i].rule->index > j->findings[i - 1].rule->index);
		any_hit |= hits(&j->findings[i]);
		if (j->findings[i].verdict < strongest)
			strongest = j->findings[i].verdict;
	}
	for (size_t i = 0; i < j->n_not_applicable; i++)
		MUST(j->not_applicable[i].verdict == RULE_NOT_APPLICABLE);
	if (j->verdict == VERDICT_UNRECOGNISED)
		return;
	MUST(j->whatever ? strongest == RULE_UNDETERMINED : (int)j->verdict == (int)strongest);
	MUST(any_hit == (j->verdict == VERDICT_OBSOLETE) && any_hit == (j->counted != NULL));
	MUST(j->needs.n == 0 || j->verdict == VERDICT_UNDETERMINED || j->verdict == VERDICT_MANUAL);
}

static void check_same(const struct judgement *a, const struct judgement *b)
{
	MUST(a->verdict == b->verdict && a->whatever == b->whatever && a->n_findings == b->n_findings);
	MUST(a->needs.n == b->needs.n && a->n_caveats == b->n_caveats && a->capacity == b->capacity);
	for (size_t i = 0; i < a->n_findings; i++) {
		const struct finding *f = &a->findings[i], *g = &b->findings[i];
		MUST(f->rule == g->rule && f->verdict == g->verdict && f->n_presumed == g->n_presumed);
		MUST(f->n_assumed == g->n_assumed && f->n_readings == g->n_readings && f->near == g->near);
	}
}

static void check_later(const struct judgement *before, const struct judgement *after)
{
	bool settled = before->verdict == VERDICT_CLEAR || before->verdict == VERDICT_EXEMPT ||
		       before->verdict == VERDICT_OUT_OF_SCOPE;
	MUST(before->verdict != VERDICT_OBSOLETE || after->verdict == VERDICT_OBSOLETE || excused(before, true));
	MUST(!settled || after->verdict != VERDICT_OBSOLETE || excused(before, false));
}

/* Years in service beside a commissioning date are two sources of one field, which may contradict each other. */
static bool is_second_source(const struct vocabulary *v, const struct value *const *values, const struct field *later)
{
	const struct field *years = v->years, *date = years->from_date;
	return (later == years && values[date->index]) || (later == date && values[years->index]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct bench *b = bench();
	const struct vocabulary *v = b->vocabulary;
	struct judgement before, again, after;
	struct arena a;
	enum { HEAD = 2, PAIR = 3 };
	if (size < HEAD + PAIR)
		return 0;
	MUST(v->n_kinds <= 1u << 15 && v->n_fields <= 1u << 8);
	arena_init(&a);
	const struct value **values = ARENA_ARRAY(&a, v->n_fields, const struct value *);
	MUST(values != NULL);
	const struct program *p = b->programs[data[1] & 1];
	size_t kind = data[0] | (size_t)(data[1] >> 1) << 8;
	struct item item = {.kind = &v->kinds[kind % v->n_kinds], .values = values, .unit_count = 1};
	size_t last = HEAD;
	for (; last + 2 * PAIR <= size; last += PAIR)
		fill(&a, values, &v->fields[data[last] % v->n_fields], item.kind, &data[last + 1]);
	MUST(judge_item(&before, &a, p, &item) && judge_item(&again, &a, p, &item));
	check(&before);
	check_same(&before, &again);
	const struct field *later = &v->fields[data[last] % v->n_fields];
	if (!values[later->index] || values[later->index]->face != FACE_READ) {
		fill(&a, values, later, item.kind, &data[last + 1]);
		MUST(judge_item(&after, &a, p, &item));
		check(&after);
		if (!is_second_source(v, values, later))
			check_later(&before, &after);
	}
	arena_release(&a);
	return 0;
}
