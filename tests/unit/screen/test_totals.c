/* The books of a run: what must not close when a row or an item was lost. */
#include "unit.h"

#include "disk.h"
#include "rules/load.h"
#include "screen/totals.h"

struct books {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	struct totals totals;
};

static int setup(void **state)
{
	static struct books b;
	struct str pack = STR("sd-2013");
	arena_init(&b.arena);
	diags_init(&b.diags, NULL, NULL);
	b.vocabulary = vocabulary_load(&b.arena, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.vocabulary);
	b.rules = ruleset_load(&b.arena, b.vocabulary, &pack, 1, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.rules);
	assert_true(totals_init(&b.totals, &b.arena, b.vocabulary, b.rules));
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct books *b = *state;
	diags_release(&b->diags);
	arena_release(&b->arena);
	return 0;
}

/* A header and a row of two items, of which `judged` got a verdict, out of a file in which `told_apart` rows stand. */
static void keep_books(struct books *b, uint64_t told_apart, size_t judged)
{
	struct item items[2] = {{.number = 1}, {.number = 2}};
	struct judgement judgements[2] = {{.verdict = VERDICT_CLEAR}, {.verdict = VERDICT_UNRECOGNISED}};
	struct row row = {.n_rows = 1, .number = 2, .items = items, .n_items = 2};
	totals_row(&b->totals, &(struct row){.number = 1, .n_rows = 1, .reason = REASON_HEADER});
	totals_row(&b->totals, &row);
	row.n_items = judged;
	assert_true(totals_items(&b->totals, &b->arena, &row, judgements));
	totals_file(&b->totals, told_apart);
}

static void books_close(void **state)
{
	struct books *b = *state;
	keep_books(b, 2, 2);
	assert_true(totals_balanced(&b->totals));
	b->totals.rejected++; /* one fate counted twice */
	assert_false(totals_balanced(&b->totals));
}

static void a_row_that_the_reader_told_apart_is_lost(void **state)
{
	struct books *b = *state;
	keep_books(b, 3, 2);
	assert_false(totals_balanced(&b->totals));
}

static void an_item_without_a_verdict_is_lost(void **state)
{
	struct books *b = *state;
	keep_books(b, 2, 1);
	assert_false(totals_balanced(&b->totals));
}

/* A rule's obsolete + whatever = those that its capacity sums over or lacks + those counted elsewhere. */
static void capacity_counts_are_explained(void **state)
{
	struct books *b = *state;
	const struct rule *first = ruleset_rule(b->rules, STR("SD-2013-5.01"));
	const struct rule *second = ruleset_rule(b->rules, STR("SD-2013-5.02"));
	struct finding both[2] = {{.rule = first, .verdict = RULE_OBSOLETE}, {.rule = second, .verdict = RULE_OBSOLETE}};
	struct finding open[2] = {{.rule = first, .verdict = RULE_UNDETERMINED, .n_under = 1},
				  {.rule = second, .verdict = RULE_UNDETERMINED, .n_under = 1}};
	struct item item = {.unit_count = 1};
	struct row row = {.n_rows = 1, .items = &item, .n_items = 1};
	struct judgement hit = {.verdict = VERDICT_OBSOLETE, .findings = both, .n_findings = 2, .counted = &both[0]};
	struct judgement whatever = {.verdict = VERDICT_OBSOLETE, .findings = open, .n_findings = 2, .counted = &open[0]};
	assert_true(totals_items(&b->totals, &b->arena, &row, &hit));
	assert_true(totals_items(&b->totals, &b->arena, &row, &whatever));
	const struct rule_totals *one = &b->totals.rules[first->index], *two = &b->totals.rules[second->index];
	assert_int_equal(one->by[RULE_OBSOLETE], 1);
	assert_int_equal(one->capacity.whatever, 1);
	assert_int_equal(one->capacity.without, 2);
	assert_int_equal(one->capacity.elsewhere, 0);
	assert_int_equal(two->by[RULE_OBSOLETE], 1);
	assert_int_equal(two->capacity.whatever, 0);
	assert_int_equal(two->capacity.without, 0);
	assert_int_equal(two->capacity.elsewhere, 1);
}

/* A verdict of the row's items, `n`, in machines of 10 t/a each. */
static void take(struct books *b, const struct rule *rule, struct item *items, size_t n, enum basis basis)
{
	const struct field *f = vocabulary_field(b->vocabulary, STR("annual_capacity"));
	struct value capacity = {.face = FACE_READ, .field = f, .basis = basis};
	struct finding hit = {.rule = rule, .verdict = RULE_OBSOLETE};
	struct judgement judgements[2];
	struct row row = {.n_rows = 1, .items = items, .n_items = n};
	capacity.quantity = (struct quantity){interval_point(decimal_from_int(10)), f->default_unit};
	for (size_t i = 0; i < n; i++)
		judgements[i] = (struct judgement){
			.verdict = VERDICT_OBSOLETE, .findings = &hit, .n_findings = 1, .counted = &hit, .capacity = &capacity};
	assert_true(totals_items(&b->totals, &b->arena, &row, judgements));
}

static void want_capacity(const struct capacity_total *c, int sum, uint64_t items, uint64_t without)
{
	struct decimal want = decimal_from_int(sum);
	assert_int_equal(c->items, items);
	assert_int_equal(c->without, without);
	assert_int_equal(decimal_cmp(&c->sum.hi, &want), 0);
}

static void statuses_split_the_totals(void **state)
{
	struct books *b = *state;
	const struct rule *rule = ruleset_rule(b->rules, STR("SD-2013-5.01"));
	const struct enumeration *e = b->vocabulary->role[ROLE_STATUS]->enumeration;
	const struct enum_value *idle = enumeration_value(e, STR("idle")), *shut = enumeration_value(e, STR("shut"));
	struct item items[2] = {{.unit_count = 3, .status = STR("停产"), .status_is = idle}, {.unit_count = 1, .status = STR("大修")}};
	const struct totals *t = &b->totals;
	const struct rule_totals *of = &t->rules[rule->index];
	take(b, rule, items, 1, BASIS_UNIT);      /* 停产: 3 of 10 t/a */
	take(b, rule, items, 2, BASIS_ROW);       /* 停产 and 大修 share 10 t/a, which belong to neither */
	items[1] = (struct item){.unit_count = 1, .status = STR("停运"), .status_is = idle};
	take(b, rule, items, 2, BASIS_ROW);       /* both idle: summed once, at the first */
	items[0] = (struct item){.count_open = true};
	take(b, rule, items, 1, BASIS_ITEM);
	size_t other = t->n_statuses - 2, none = t->n_statuses - 1;
	assert_int_equal(t->by_status[idle->index].by[VERDICT_OBSOLETE], 4);
	assert_int_equal(t->by_status[idle->index].units_obsolete, 3 + 3 + 3 + 1);
	assert_int_equal(t->by_status[other].by[VERDICT_OBSOLETE], 1);
	assert_int_equal(t->by_status[none].by[VERDICT_OBSOLETE], 1);
	assert_int_equal(t->by_status[none].units_obsolete, 0);
	assert_int_equal(t->by_status[shut->index].by[VERDICT_OBSOLETE], 0);
	want_capacity(&of->capacity, 30 + 10 + 10 + 10, 1 + 2 + 2 + 1, 0);
	want_capacity(&of->by_status[idle->index], 30 + 10, 1 + 2, 1);
	assert_int_equal(of->by_status[idle->index].differing, 1);
	assert_int_equal(of->capacity.differing, 0);
	want_capacity(&of->by_status[other], 0, 0, 1);
	want_capacity(&of->by_status[none], 10, 1, 0);
	assert_str(totals_status_id(t, idle->index), "idle");
	assert_str(totals_status_id(t, other), "other");
	assert_null(totals_status_id(t, none).p);
}

/* The items of one row whose column says 10 t/a of all of them; NULL in `rules`: the item is clear. */
static void take_row(struct books *b, const struct rule *const *rules, size_t n)
{
	const struct field *f = vocabulary_field(b->vocabulary, STR("annual_capacity"));
	struct value of_row = {.face = FACE_READ, .field = f, .basis = BASIS_ITEM};
	of_row.quantity = (struct quantity){interval_point(decimal_from_int(10)), f->default_unit};
	const struct value capacity = {.face = FACE_UNREADABLE, .field = f, .of_row = &of_row};
	struct item items[3] = {{.unit_count = 1}, {.unit_count = 5}, {.unit_count = 1}};
	struct finding hits[3];
	struct judgement judgements[3];
	struct row row = {.n_rows = 1, .items = items, .n_items = n};
	for (size_t i = 0; i < n; i++) {
		hits[i] = (struct finding){.rule = rules[i], .verdict = RULE_OBSOLETE};
		judgements[i] = (struct judgement){.verdict = rules[i] ? VERDICT_OBSOLETE : VERDICT_CLEAR, .capacity = &capacity};
		if (rules[i]) {
			judgements[i].findings = &hits[i];
			judgements[i].counted = &hits[i];
			judgements[i].n_findings = 1;
		}
	}
	assert_true(totals_items(&b->totals, &b->arena, &row, judgements));
}

static void want_more(const struct capacity_total *c, int sum, uint64_t rows)
{
	struct decimal want = decimal_from_int(sum);
	assert_int_equal(c->differing, rows);
	assert_int_equal(decimal_cmp(&c->more.hi, &want), 0);
}

static void a_rows_capacity_is_one_rules_or_nobodys(void **state)
{
	struct books *b = *state;
	const struct rule *iron = ruleset_rule(b->rules, STR("SD-2013-5.01")), *alloy = ruleset_rule(b->rules, STR("SD-2013-5.02"));
	const struct capacity_total *of_iron = &b->totals.rules[iron->index].capacity, *of_alloy = &b->totals.rules[alloy->index].capacity;
	take_row(b, (const struct rule *[]){iron, iron}, 2); /* once, whatever the number of machines */
	want_capacity(of_iron, 10, 2, 0);
	want_more(of_iron, 0, 0);
	take_row(b, (const struct rule *[]){iron, NULL, iron}, 3); /* one is lawful */
	want_capacity(of_iron, 10, 2, 2);
	want_more(of_iron, 10, 1);
	take_row(b, (const struct rule *[]){alloy, iron}, 2); /* all are obsolete, under two rules */
	want_capacity(of_iron, 10, 2, 3);
	want_more(of_iron, 20, 2);
	want_capacity(of_alloy, 0, 0, 1);
	want_more(of_alloy, 10, 1);
	take_row(b, (const struct rule *[]){NULL, NULL}, 2);
	want_more(of_iron, 20, 2);
}

static void other_provinces_are_said_once(void **state)
{
	struct books *b = *state;
	struct item item = {.region = STR("湖北省")};
	struct row row = {.n_rows = 1, .items = &item, .n_items = 1};
	const struct pack *pack = b->rules->packs[0];
	assert_null(totals_elsewhere(&b->totals, &b->arena, b->vocabulary, pack).en.p);
	item.region = STR("山东省 济南市");
	totals_region(&b->totals, &b->arena, b->vocabulary, &row);
	item.region = STR("某市");
	totals_region(&b->totals, &b->arena, b->vocabulary, &row);
	assert_null(totals_elsewhere(&b->totals, &b->arena, b->vocabulary, pack).en.p);
	item.region = STR("湖北省");
	totals_region(&b->totals, &b->arena, b->vocabulary, &row);
	totals_region(&b->totals, &b->arena, b->vocabulary, &row);
	item.region = STR("江苏");
	totals_region(&b->totals, &b->arena, b->vocabulary, &row);
	struct words w = totals_elsewhere(&b->totals, &b->arena, b->vocabulary, pack);
	assert_str(w.en, "3 rows name another province (Jiangsu 1, Hubei 2); sd-2013 holds the rules of Shandong");
	assert_str(w.zh, "有 3 行写明属其他省份（江苏省 1、湖北省 2）；sd-2013 是山东省的规则");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(books_close, setup, teardown),
		cmocka_unit_test_setup_teardown(a_row_that_the_reader_told_apart_is_lost, setup, teardown),
		cmocka_unit_test_setup_teardown(an_item_without_a_verdict_is_lost, setup, teardown),
		cmocka_unit_test_setup_teardown(capacity_counts_are_explained, setup, teardown),
		cmocka_unit_test_setup_teardown(statuses_split_the_totals, setup, teardown),
		cmocka_unit_test_setup_teardown(a_rows_capacity_is_one_rules_or_nobodys, setup, teardown),
		cmocka_unit_test_setup_teardown(other_provinces_are_said_once, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
