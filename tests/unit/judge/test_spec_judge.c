/*
 * tests/spec/judge.txt over the real pack: AS-OF | strict or - | RECORD | EXPECTED, both lists separated by "; ".
 *
 * RECORD is FIELD=CELL, read as registry cells are; kind=ID. EXPECTED is NAME=VALUE and symmetric: what happens must
 * be named. 5.01=obsolete is a rule's verdict (5.01 is SD-2013-5.01); rules that are not applicable need not be named.
 * item, needs, whatever, open, presumed, assumed, near, readings, under, conflict and to: as written below; what is
 * empty is not named. counted, caveats, force and deadline are compared only where they are named.
 */
#include "unit.h"
#include "pack.h"
#include "spec.h"

#define PREFIX STR("SD-2013-")

enum { CELLS = 24 };

struct bench {
	struct pack_on_disk pack;
	struct arena arena;
};

/* --- the record -------------------------------------------------------------------------------------------------- */

/* Cuts the next "NAME=VALUE" off a list. */
static bool next_pair(struct str *list, struct str *name, struct str *value)
{
	size_t end = str_find(*list, STR("; "));
	struct str one = str_sub(*list, 0, end);
	size_t eq = str_find(one, STR("="));
	*list = end > list->n ? STR_NONE : str_sub(*list, end + 2, list->n);
	*name = str_trim(str_sub(one, 0, eq));
	*value = str_trim(str_sub(one, eq + 1, one.n));
	return name->n > 0;
}

static bool read_item(struct spec_case *c, struct bench *b, struct item *out, bool strict)
{
	const struct vocabulary *v = b->pack.vocabulary;
	const struct reader reader = {.vocabulary = v, .strict = strict};
	const struct kind *kind = NULL;
	struct cell cells[CELLS] = {0};
	size_t n = 0;
	struct str list = spec_field(c, 2), name, value;
	while (next_pair(&list, &name, &value)) {
		const struct field *field = vocabulary_field(v, name);
		if (str_is(name, "kind")) {
			kind = vocabulary_kind(v, value);
			if (!kind)
				return spec_fail(c, "no kind \"%.*s\"", STR_ARG(value));
			continue;
		}
		if (!field)
			return spec_fail(c, "no field \"%.*s\"", STR_ARG(name));
		if (n == CELLS)
			return spec_fail(c, "more than %d cells", CELLS);
		cells[n++] = (struct cell){
			.field = field, .column = name, .rank = RANK_PLAIN, .basis = field->basis, .text = value};
	}
	if (!item_from_cells(out, &b->arena, &reader, cells, n, kind))
		return spec_fail(c, "out of memory");
	out->kind_assumed = false;
	return true;
}

/* --- what happened, in the words of the table -------------------------------------------------------------------- */

static struct str short_id(struct str id)
{
	return str_starts(id, PREFIX) ? str_sub(id, PREFIX.n, id.n) : id;
}

static void write_need(struct buf *b, const struct need *n, char between)
{
	if (between)
		buf_addc(b, between);
	if (n->sort == NEED_FIELD)
		buf_add(b, n->field->id);
	else if (n->sort == NEED_KIND)
		buf_adds(b, "kind");
	else if (n->sort == NEED_JUDGEMENT)
		buf_printf(b, n->field ? "judgement:%.*s" : "judgement", STR_ARG(n->field ? n->field->id : STR("")));
	else
		buf_adds(b, "any(");
	for (size_t i = 0; i < n->n_options; i++)
		write_need(b, &n->options[i], i ? '|' : 0);
	if (n->sort == NEED_ANY_OF)
		buf_addc(b, ')');
	for (size_t i = 0; i < n->n_with; i++)
		write_need(b, &n->with[i], '+');
}

static void entry(struct buf *b, const struct finding *f)
{
	if (b->n)
		buf_addc(b, ',');
	buf_add(b, short_id(f->rule->id));
	buf_addc(b, ':');
}

static void write_open(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->rule->n_exceptions; i++) {
		if (!finding_is_open(f, i))
			continue;
		entry(b, f);
		buf_add(b, f->rule->exceptions[i].id);
	}
}

static void write_presumed(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->n_presumed; i++) {
		entry(b, f);
		buf_add(b, f->presumed[i]->field ? f->presumed[i]->field->id : STR("kind"));
	}
}

static void write_assumed(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->n_assumed; i++) {
		entry(b, f);
		buf_adds(b, assumption_name(f->assumed[i].id));
	}
}

static void write_near(struct buf *b, const struct finding *f)
{
	if (!f->near)
		return;
	entry(b, f);
	quantity_write(b, &f->near_distance);
}

static void write_readings(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->n_readings; i++) {
		entry(b, f);
		buf_add(b, f->readings[i]->id);
		buf_printf(b, ":%s", rule_verdict_name(f->reading_verdicts[i]));
	}
}

static void write_under(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->n_under; i++) {
		entry(b, f);
		buf_add(b, f->under_values[i]->id);
	}
}

static void write_conflict(struct buf *b, const struct finding *f)
{
	if (f->conflict)
		buf_add(b, short_id(f->rule->id));
}

static void write_to(struct buf *b, const struct finding *f)
{
	if (!f->decided_by || !f->decided_by->to)
		return;
	entry(b, f);
	buf_add(b, short_id(f->decided_by->to->id));
}

static void write_force(struct buf *b, const struct finding *f)
{
	static const char *const names[] = {"yes", "no", "unknown"};
	entry(b, f);
	buf_adds(b, names[f->in_force]);
}

static void write_deadline(struct buf *b, const struct finding *f)
{
	static const char *const names[] = {"none", "scheduled", "overdue"};
	entry(b, f);
	buf_adds(b, names[f->deadline]);
	if (f->deadline != DEADLINE_STATE_NONE)
		buf_printf(b, " %d", (int)f->deadline_days);
	if (f->horizon_passed)
		buf_adds(b, " passed");
}

typedef void write_fn(struct buf *b, const struct finding *f);

static const struct aspect {
	const char *name;
	write_fn *write;
	bool optional; /* compared only where the case names it */
	bool hits;     /* of findings that hit only */
} aspects[] = {
	{"open", write_open, false, false},         {"presumed", write_presumed, false, false},
	{"assumed", write_assumed, false, false},   {"near", write_near, false, false},
	{"readings", write_readings, false, false}, {"under", write_under, false, false},
	{"conflict", write_conflict, false, false}, {"to", write_to, false, false},
	{"force", write_force, true, true},         {"deadline", write_deadline, true, true},
};

/* --- comparing --------------------------------------------------------------------------------------------------- */

/* The value that the case expects; STR_NONE where it does not name it. */
static struct str expected(const struct spec_case *c, const char *name)
{
	struct str list = spec_field(c, 3), key, value;
	while (next_pair(&list, &key, &value))
		if (str_is(key, name))
			return value;
	return STR_NONE;
}

static void want(struct spec_case *c, const char *name, struct buf *got, bool optional)
{
	struct str value = expected(c, name);
	buf_adds(got, "");
	if (value.p || !optional)
		spec_want_str(c, name, buf_str(got), value.p ? value : STR(""));
	buf_release(got);
}

static void compare_aspect(struct spec_case *c, const struct judgement *j, const struct aspect *a)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < j->n_findings; i++)
		if (!a->hits || j->findings[i].verdict == RULE_OBSOLETE || j->findings[i].n_under)
			a->write(&b, &j->findings[i]);
	for (size_t i = 0; !a->hits && i < j->n_not_applicable; i++)
		a->write(&b, &j->not_applicable[i]);
	want(c, a->name, &b, a->optional);
}

static void compare_item(struct spec_case *c, const struct judgement *j)
{
	struct buf b;
	spec_want_str(c, "item", str_from(verdict_name(j->verdict)), expected(c, "item"));
	buf_init(&b);
	for (size_t i = 0; i < j->needs.n; i++)
		write_need(&b, &j->needs.items[i], i ? ',' : 0);
	want(c, "needs", &b, false);
	buf_init(&b);
	if (j->whatever)
		buf_add(&b, j->whatever->id);
	want(c, "whatever", &b, false);
	buf_init(&b);
	buf_printf(&b, "%zu", j->n_caveats);
	want(c, "caveats", &b, true);
	buf_init(&b);
	if (j->counted)
		buf_add(&b, short_id(j->counted->rule->id));
	want(c, "counted", &b, true);
}

static const struct finding *named(const struct finding *f, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(short_id(f[i].rule->id), id))
			return &f[i];
	return NULL;
}

static void compare_rules(struct spec_case *c, const struct judgement *j)
{
	struct str list = spec_field(c, 3), key, value;
	size_t seen = 0;
	while (next_pair(&list, &key, &value)) {
		if (key.p[0] < '0' || key.p[0] > '9')
			continue;
		const struct finding *f = named(j->findings, j->n_findings, key);
		seen += f != NULL;
		if (!f)
			f = named(j->not_applicable, j->n_not_applicable, key);
		if (f)
			spec_want_str(c, "the rule", str_from(rule_verdict_name(f->verdict)), value);
		else
			spec_fail(c, "%.*s was not considered", STR_ARG(key));
	}
	if (seen != j->n_findings)
		spec_fail(c, "%zu findings, %zu are named", j->n_findings, seen);
}

static void one(struct spec_case *c, void *ctx)
{
	struct bench *b = ctx;
	struct judge_options options = {.strict = str_is(spec_field(c, 1), "strict")};
	struct date as_of;
	struct item item;
	struct judgement j;
	arena_clear(&b->arena);
	if (!spec_want_fields(c, 4))
		return;
	if (!date_parse_iso(&as_of, spec_field(c, 0))) {
		spec_fail(c, "no date");
		return;
	}
	options.as_of = as_of.first;
	struct program *p = program_new(&b->arena, b->pack.vocabulary, b->pack.rules, &options, &b->pack.diags);
	if (p && read_item(c, b, &item, options.strict) && judge_item(&j, &b->arena, p, &item)) {
		compare_item(c, &j);
		compare_rules(c, &j);
		for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++)
			compare_aspect(c, &j, &aspects[i]);
	} else if (!c->failed) {
		spec_fail(c, "no judgement");
	}
	if (c->failed)
		fprintf(stderr, "    %.*s\n", STR_ARG(spec_field(c, 2)));
	program_release(p);
}

static void table(void **state)
{
	struct bench b;
	(void)state;
	assert_true(pack_open(&b.pack, "sd-2013"));
	arena_init(&b.arena);
	spec_run("tests/spec/judge.txt", one, &b);
	arena_release(&b.arena);
	pack_close(&b.pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(table)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
