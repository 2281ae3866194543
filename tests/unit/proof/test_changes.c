/*
 * What would change a verdict, over the records of the shipped rules' own tests: every change is written into the
 * record as a registry's cells would have it, read again and judged. The verdict must be the one that was promised, at
 * the ends of what is named and beside them; with one of the data left as it was it must not be.
 */
#include "unit.h"
#include "../judge/pack.h"

#include "judge/change.h"
#include "proof/bench.h"

enum { MOST = 24, TEXTS = 80 };

/* Texts that a part stands for. */
struct texts {
	struct str name; /* of the field, or "kind" */
	struct str items[TEXTS];
	size_t n;
};

static void add_text(struct texts *t, struct str s)
{
	assert_true(t->n < TEXTS);
	t->items[t->n++] = s;
}

static struct str plain(struct arena *a, const struct condition *leaf, const struct decimal *d)
{
	struct buf b;
	buf_init(&b);
	if (leaf->field->type == FIELD_RATIO)
		buf_adds(&b, "1:");
	if (leaf->field->type == FIELD_DATE)
		day_write(&b, leaf->day);
	else
		decimal_write(&b, d);
	if (leaf->field->type == FIELD_QUANTITY)
		buf_printf(&b, " %.*s", STR_ARG(leaf->quantity.unit->id));
	struct str s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* A limit itself, where the end holds it, and a number next to it on the inner side: a thousandth, or 1, away. */
static void add_end(struct texts *t, struct arena *a, const struct change_end *end, bool from)
{
	const struct condition *leaf = end->leaf;
	if (!leaf)
		return;
	bool quantity = leaf->field->type == FIELD_QUANTITY;
	struct decimal limit = quantity ? leaf->quantity.v.lo : leaf->number, step = decimal_from_int(1), next;
	if (!end->open)
		add_text(t, plain(a, leaf, &limit));
	if (leaf->field->type == FIELD_DATE || (!from && decimal_is_zero(&limit)))
		return;
	if (leaf->field->type != FIELD_INTEGER)
		assert_int_equal(decimal_parse(&step, a, STR("0.001")), DECIMAL_OK);
	assert_int_equal((from ? decimal_add : decimal_sub)(&next, a, &limit, &step), DECIMAL_OK);
	add_text(t, plain(a, leaf, &next));
}

static void add_bounds(struct texts *t, struct arena *a, const struct change_part *p)
{
	if (p->from.leaf && p->from.leaf == p->to.leaf) {
		add_text(t, plain(a, p->from.leaf, p->from.leaf->field->type == FIELD_QUANTITY ? &p->from.leaf->quantity.v.lo
											       : &p->from.leaf->number));
		return;
	}
	add_end(t, a, &p->from, true);
	add_end(t, a, &p->to, false);
}

/* A model that a leaf names; none for patterns, whose texts nobody can list. */
static void add_spelled(struct texts *t, const struct change_part *p)
{
	if (!p->leaf)
		add_text(t, STR("QQ77-5"));
	for (size_t i = 0; p->leaf && i < p->leaf->n_models; i++)
		add_text(t, p->leaf->models[i].filed);
}

/* False where the part cannot be written into a record. Evidence is several cells: see write_record. */
static bool texts_of(struct texts *t, struct arena *a, const struct change_part *p)
{
	*t = (struct texts){.name = p->field ? p->field->id : STR("kind")};
	if (p->sort == CHANGE_BOUNDS)
		add_bounds(t, a, p);
	else if (p->sort == CHANGE_SPELLED)
		add_spelled(t, p);
	else if (p->sort == CHANGE_FLAG)
		add_text(t, p->flag ? STR("是") : STR("否"));
	else if (p->sort == CHANGE_EVIDENCE)
		add_text(t, STR("有"));
	for (size_t i = 0; p->sort == CHANGE_VALUES && i < p->n; i++)
		add_text(t, p->values[i]->id);
	for (size_t i = 0; p->sort == CHANGE_KIND && i < p->n; i++)
		add_text(t, p->kinds[i]->id);
	return t->n > 0;
}

struct record {
	struct test_value cells[MOST];
	size_t n;
};

static void drop(struct record *r, struct str name)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->n; i++)
		if (!str_eq(r->cells[i].name, name))
			r->cells[kept++] = r->cells[i];
	r->n = kept;
}

static void set(struct record *r, struct str name, struct str text)
{
	drop(r, name);
	assert_true(r->n < MOST);
	r->cells[r->n++] = (struct test_value){.name = name, .text = text};
}

static void write_part(struct record *r, const struct change_part *p, struct str name, struct str text)
{
	/* years in service and the date that they are reckoned from say one thing; so do a use and the product */
	if (p->field && p->field->from_date)
		drop(r, p->field->from_date->id);
	if (p->field && p->field->from_product)
		drop(r, STR("product"));
	if (p->sort != CHANGE_EVIDENCE) {
		set(r, name, text);
		return;
	}
	for (size_t i = 0; i < p->n; i++)
		set(r, p->fields[i]->id, text);
}

struct counts {
	size_t findings, changes, judged, unwritten, cut;
};

static void say(const struct rule *rule, const struct record *r, enum rule_verdict then, enum rule_verdict got)
{
	fprintf(stderr, "%.*s: promised %s, got %s:", STR_ARG(rule->id), rule_verdict_name(then), rule_verdict_name(got));
	for (size_t i = 0; i < r->n; i++)
		fprintf(stderr, " %.*s=%.*s", STR_ARG(r->cells[i].name), STR_ARG(r->cells[i].text));
	fprintf(stderr, "\n");
}

/* With the parts but `left_out` written, each by its text at `at`. */
static enum rule_verdict judge_with(struct bench *b, const struct rule *rule, const struct rule_test *t,
				    const struct change *c, const struct texts *texts, const size_t *at, size_t left_out,
				    struct record *r)
{
	struct finding found;
	*r = (struct record){.n = 0};
	for (size_t i = 0; i < t->n_record; i++)
		r->cells[r->n++] = t->record[i];
	for (size_t i = 0; i < c->n_parts; i++)
		if (i != left_out)
			write_part(r, &c->parts[i], texts[i].name, texts[i].items[at[i]]);
	assert_true(bench_judge(b, &found, NULL, rule, r->cells, r->n, t->as_of));
	return found.verdict;
}

static bool next(size_t *at, const struct change *c, const struct texts *texts)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		if (++at[i] < texts[i].n)
			return true;
		at[i] = 0;
	}
	return false;
}

/* Returns how many promises were broken. */
static size_t try_change(struct counts *n, struct bench *b, struct arena *a, const struct rule *rule,
			 const struct rule_test *t, const struct change *c)
{
	struct texts texts[CHANGE_PARTS];
	size_t at[CHANGE_PARTS] = {0}, broken = 0;
	struct record r;
	n->changes++;
	for (size_t i = 0; i < c->n_parts; i++) {
		if (texts_of(&texts[i], a, &c->parts[i]))
			continue;
		n->unwritten++;
		return 0;
	}
	do {
		enum rule_verdict got = judge_with(b, rule, t, c, texts, at, CHANGE_PARTS, &r);
		n->judged++;
		if (got == c->verdict)
			continue;
		broken++;
		say(rule, &r, c->verdict, got);
	} while (next(at, c, texts));
	for (size_t i = 0; c->n_parts > 1 && i < c->n_parts; i++) {
		enum rule_verdict got = judge_with(b, rule, t, c, texts, at, i, &r);
		if (got != c->verdict)
			continue;
		broken++;
		fprintf(stderr, "superfluous part %zu: ", i);
		say(rule, &r, c->verdict, got);
	}
	return broken;
}

static void changes_of_the_pack_hold(void **state)
{
	struct pack_on_disk p;
	struct bench look, again;
	struct counts n = {0};
	struct arena a;
	size_t broken = 0;
	(void)state;
	assert_true(pack_open(&p, "sd-2013"));
	bench_init(&look, p.vocabulary, p.rules, &p.diags);
	bench_init(&again, p.vocabulary, p.rules, &p.diags);
	arena_init(&a);
	for (size_t i = 0; i < p.rules->n_rules; i++) {
		const struct rule *rule = p.rules->rules[i];
		for (size_t k = 0; k < rule->n_tests; k++) {
			const struct rule_test *t = &rule->tests[k];
			struct finding found;
			struct item item;
			struct changes changes;
			assert_true(bench_judge(&look, &found, &item, rule, t->record, t->n_record, t->as_of));
			arena_clear(&a);
			assert_true(changes_find(&changes, &a, look.program, &item, &found));
			n.findings++;
			n.cut += changes.cut;
			for (size_t c = 0; c < changes.n; c++)
				broken += try_change(&n, &again, &a, rule, t, &changes.items[c]);
		}
	}
	printf("%zu findings, %zu changes, %zu records judged again; %zu changes that no cell can say\n", n.findings,
	       n.changes, n.judged, n.unwritten);
	assert_int_equal(broken, 0);
	assert_int_equal(n.cut, 0);
	assert_true(n.changes > n.findings && n.judged > 2000);
	arena_release(&a);
	bench_release(&again);
	bench_release(&look);
	pack_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_of_the_pack_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
