/* Machines that stand more than once: what they are known by, what of them is compared, and that no claim is false. */
#include "unit.h"

#include "registry/world.h"

#include "screen/duplicates.h"

/* --- rows of files through duplicates.c ----------------------------------------------------------------------------- */

struct run {
	struct world *w;
	struct duplicates d;
	struct arena a;
	struct buf found; /* "b:3=a:2 …", "b:4!a:3(effective_volume,kind) …" */
};

static void run_init(struct run *r, struct world *w)
{
	*r = (struct run){.w = w};
	assert_int_equal(duplicates_open(&r->d), DUPLICATES_OK);
	arena_init(&r->a);
	buf_init(&r->found);
	buf_adds(&r->found, "");
}

static void give_mapped(struct run *r, const char *name, const char *sheet, const char *bytes, const char *identity)
{
	struct registry_options o = {.encoding = ENCODING_AUTO, .identities = true};
	struct source_file file = {.name = STR("m.yaml")};
	struct diags d;
	struct row row;
	struct input in = world_file(str_from(bytes));
	diags_init(&d, NULL, NULL);
	if (identity) {
		file.text = arena_printf(&r->w->arena, "schema: phaseout/mapping-1\nidentity: [%s]\ncolumns: [{column: 设备名称, field: kind}]\n", identity);
		o.mapping = mapping_read(&r->w->arena, r->w->vocabulary, &file, &d);
		assert_non_null(o.mapping);
	}
	struct registry *g = registry_new(&r->w->reader, str_from(name), &in, &o, &d);
	enum registry_status status;
	while ((status = registry_next(g, &row, &r->a)) == REGISTRY_ROW) {
		struct input_info info = {.name = str_from(name), .sheet = str_from(sheet)};
		info.columns = registry_columns(g, &info.n_columns);
		for (size_t i = 0; i < row.n_items; i++)
			row.items[i].sheet = info.sheet;
		if (row.reason == REASON_NONE)
			assert_int_equal(duplicates_row(&r->d, &r->a, r->w->vocabulary, &info, &row), DUPLICATES_OK);
		arena_clear(&r->a);
	}
	assert_int_equal(status, REGISTRY_END);
	registry_free(g);
	input_close(&in);
	diags_release(&d);
}

static void give(struct run *r, const char *name, const char *bytes)
{
	give_mapped(r, name, NULL, bytes, NULL);
}

static struct str difference_name(const struct difference *d)
{
	static const char *const names[] = {[DIFFERS_KIND] = "kind",	 [DIFFERS_COUNT] = "count",	  [DIFFERS_STATUS] = "status",
					    [DIFFERS_NUMBER] = "number", [DIFFERS_MACHINES] = "machines"};
	return d->sort == DIFFERS_VALUE ? d->item->v.field->id : str_from(names[d->sort]);
}

static const char *find(struct run *r)
{
	struct duplicate dup;
	enum duplicates_status status;
	while ((status = duplicates_next(&r->d, &r->a, &dup)) == DUPLICATES_OK) {
		buf_printf(&r->found, "%s%.*s:%.*s%s%.*s:%.*s", r->found.n ? " " : "", STR_ARG(dup.item->file), STR_ARG(dup.item->place),
			   dup.n_differs ? "!" : "=", STR_ARG(dup.first->file), STR_ARG(dup.first->place));
		for (size_t i = 0; i < dup.n_differs; i++)
			buf_printf(&r->found, "%s%.*s%s", i ? "," : "(", STR_ARG(difference_name(&dup.differs[i])), i + 1 < dup.n_differs ? "" : ")");
		arena_clear(&r->a);
	}
	assert_int_equal(status, DUPLICATES_END);
	assert_int_equal(r->d.totals.same + r->d.totals.contradicting, r->d.totals.repeated);
	return r->found.p;
}

static void run_release(struct run *r)
{
	duplicates_close(&r->d);
	arena_release(&r->a);
	buf_release(&r->found);
}

static void want(struct world *w, const char *a, const char *b, const char *found)
{
	struct run r;
	run_init(&r, w);
	give(&r, "a", a);
	if (b)
		give(&r, "b", b);
	assert_string_equal(find(&r), found);
	run_release(&r);
}

#define HEADER "企业名称,设备编号,设备名称,有效容积（m³）\n"

/* --- what a machine is known by -------------------------------------------------------------------------------------- */

static void known_by_enterprise_and_number(void **state)
{
	struct world *w = *state;
	want(w, HEADER "甲,1,高炉,380\n甲,2,高炉,380\n乙,1,高炉,380\n", NULL, "");
	want(w, HEADER "甲,1,高炉,380\n乙,1,高炉,380\n甲,1,高炉,380\n", NULL, "a:4=a:2");
	want(w, HEADER "甲,1,高炉,380\n", HEADER "乙,1,高炉,380\n甲,1,高炉,380\n甲,1,高炉,380\n", "b:3=a:2 b:4=a:2");
	/* forms of characters, white space, the case of letters */
	want(w, HEADER "甲 厂（北）,g-1#,高炉,380\n", HEADER "甲厂(北),Ｇ－１＃,高炉,380\n", "b:2=a:2");
	/* the parts are not one text */
	want(w, HEADER "甲1,1,高炉,380\n甲,11,高炉,380\n", NULL, "");
}

static void without_an_identity_nothing_is_claimed(void **state)
{
	static const char *const numbers[] = {"", " ", "/", "—", "不详", "无", "待核实"};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char bytes[256];
		snprintf(bytes, sizeof bytes, HEADER "甲,%s,高炉,380\n甲,%s,高炉,450\n", numbers[i], numbers[i]);
		want(w, bytes, NULL, "");
		snprintf(bytes, sizeof bytes, HEADER "%s,1,高炉,380\n%s,1,高炉,450\n", numbers[i], numbers[i]);
		want(w, bytes, NULL, "");
	}
	/* a number of rows is no machine's; nor is a registry without numbers compared */
	want(w, "序号,企业名称,设备名称,有效容积（m³）\n1,甲,高炉,380\n", "序号,企业名称,设备名称,有效容积（m³）\n1,甲,高炉,450\n", "");
	want(w, "No.,企业名称,设备名称,有效容积（m³）\n1,甲,高炉,380\n1,甲,高炉,380\n", NULL, "");
	want(w, "企业名称,设备名称\n甲,高炉\n甲,高炉\n", NULL, "");
	/* a machine's goes before it */
	want(w, "序号,企业名称,设备名称,设备编号\n1,甲,高炉,G1\n2,甲,高炉,G1\n", NULL, "a:3=a:2");
	struct run r;
	run_init(&r, w);
	give(&r, "a", HEADER "甲,,高炉,380\n甲,1,高炉,380\n,2,高炉,380\n");
	assert_string_equal(find(&r), "");
	assert_int_equal(r.d.totals.by[IDENTITY_NONE], 2);
	assert_int_equal(r.d.totals.by[IDENTITY_NAME], 1);
	run_release(&r);
}

#define CODES "企业名称,统一社会信用代码,设备编号,设备名称\n"

/* The code where it is good; the organisation's code stands in it; a name and a code are not compared. */
static void known_by_code(void **state)
{
	struct world *w = *state;
	want(w, CODES "甲厂,91370000166951606L,1,高炉\n甲有限公司,９１３７０００0166951606l,1,高炉\n", NULL, "");
	want(w, CODES "甲厂,91370000163048885W,1,高炉\n甲有限公司,９１３７0000163048885w,1,高炉\n", NULL, "a:3=a:2");
	want(w, CODES "甲厂,91370000163048885W,1,高炉\n甲厂,16304888-5,1,高炉\n", NULL, "a:3=a:2");
	want(w, CODES "甲厂,91370000163048885W,1,高炉\n甲厂,,1,高炉\n", NULL, "");
	/* a bad code tells nothing: the name does */
	want(w, CODES "甲厂,91370000163048885X,1,高炉\n甲厂,,1,高炉\n", NULL, "a:3=a:2");
	struct run r;
	struct words words[3];
	run_init(&r, w);
	give(&r, "a", CODES "甲厂,91370000163048885W,1,高炉\n甲厂,,1,高炉\n");
	assert_string_equal(find(&r), "");
	assert_int_equal(duplicates_words(words, &r.a, &r.d.totals), 1);
	assert_true(str_has(words[0].en, STR("1 items are known by the code of their enterprise, 1 by its name alone")));
	run_release(&r);
}

static void known_by_the_mapping(void **state)
{
	static const char *const bytes = "企业名称,地块,设备编号,设备名称\n甲,东,1,高炉\n乙,东,1,高炉\n甲,西,1,高炉\n丙,,1,高炉\n丁,,1,高炉\n";
	struct run r;
	run_init(&r, *state);
	give_mapped(&r, "a", NULL, bytes, "地块, 设备编号");
	assert_string_equal(find(&r), "a:3=a:2");
	assert_int_equal(r.d.totals.by[IDENTITY_NONE], 2); /* all its parts must be there */
	assert_int_equal(r.d.totals.by[IDENTITY_MAPPING], 3);
	run_release(&r);
	/* the same text by other means is another identity */
	run_init(&r, *state);
	give_mapped(&r, "a", NULL, "企业名称,设备编号,设备名称\n甲,1,高炉\n", "企业名称, 设备编号");
	give(&r, "b", "企业名称,设备编号,设备名称\n甲,1,高炉\n");
	assert_string_equal(find(&r), "");
	run_release(&r);
}

/* --- what is compared ------------------------------------------------------------------------------------------------ */

static void values(void **state)
{
	struct world *w = *state;
	want(w, HEADER "甲,1,高炉,380\n甲,1,高炉,450\n", NULL, "a:3!a:2(effective_volume)");
	want(w, HEADER "甲,1,高炉,380\n甲,1,高炉,380.0立方米\n", NULL, "a:3=a:2");
	/* where one is silent, or cannot be read, they agree */
	want(w, HEADER "甲,1,高炉,380\n甲,1,高炉,\n甲,1,高炉,不详\n甲,1,高炉,3x80\n", NULL, "a:3=a:2 a:4=a:2 a:5=a:2");
	want(w, HEADER "甲,1,高炉,380\n", "企业名称,设备编号,设备名称,用途\n甲,1,高炉,炼铁\n", "b:2=a:2");
	/* the first is what each is compared with */
	want(w, HEADER "甲,1,高炉,380\n甲,1,高炉,450\n甲,1,高炉,450\n", NULL, "a:3!a:2(effective_volume) a:4!a:2(effective_volume)");
	want(w, "企业名称,设备编号,设备名称,幅宽（mm）\n甲,1,造纸机,1760\n", "企业名称,设备编号,设备名称,幅宽（m）\n甲,1,造纸机,1.76\n甲,1,造纸机,1.8\n",
	     "b:2=a:2 b:3!a:2(trim_width)");
	/* texts in any form, long ones by their sum */
	want(w, "企业名称,设备编号,设备名称,型号\n甲,1,电动机,JO2-41-4\n甲,1,电动机,ｊｏ2 -41-4\n甲,1,电动机,JO2-42-4\n", NULL, "a:3=a:2 a:4!a:2(model)");
	want(w, "企业名称,设备编号,设备名称,投产日期\n甲,1,高炉,2003\n甲,1,高炉,2003-01-15\n甲,1,高炉,2004\n", NULL, "a:3=a:2 a:4!a:2(commissioning_date)");
}

static void long_texts(void **state)
{
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "企业名称,设备编号,设备名称,产品\n");
	for (size_t i = 0; i < 3; i++) {
		buf_adds(&b, "甲,1,高炉,");
		for (size_t k = 0; k < 1000; k++)
			buf_adds(&b, "铁");
		buf_printf(&b, "%s\n", i == 2 ? "钢" : "");
	}
	want(*state, b.p, NULL, "a:3=a:2 a:4!a:2(product)");
	buf_release(&b);
}

static void kinds_counts_and_statuses(void **state)
{
	struct world *w = *state;
	want(w, HEADER "甲,1,高炉,\n甲,1,转炉,\n", NULL, "a:3!a:2(kind)");
	want(w, HEADER "甲,1,水泥窑,\n甲,1,水泥立窑,\n", NULL, "a:3=a:2"); /* one is named more exactly */
	want(w, HEADER "甲,1,心情,\n甲,1,高炉,\n", NULL, "a:3=a:2");
	want(w, "企业名称,设备编号,设备名称,数量\n甲,1,高炉,2\n甲,1,高炉,3\n甲,1,高炉,若干\n", NULL, "a:3!a:2(count) a:4=a:2");
	want(w, "企业名称,设备编号,设备名称,设备状态\n甲,1,高炉,在用\n甲,1,高炉,已拆除\n甲,1,高炉,\n甲,1,高炉,其他\n", NULL, "a:3!a:2(status) a:4=a:2 a:5=a:2");
}

/* Machines that a row names together are one claim, in any order. */
static void several_machines(void **state)
{
	struct world *w = *state;
	want(w, HEADER "甲,1,高炉、转炉,\n甲,1,转炉、高炉,\n甲,1,高炉、高炉,\n甲,1,高炉,\n", NULL, "a:3=a:2 a:4!a:2(machines) a:5!a:2(number)");
	want(w, "企业名称,设备编号,设备名称\n甲,1,128立方米高炉1座、380立方米高炉1座\n甲,1,380立方米高炉1座、128立方米高炉1座\n甲,1,128立方米高炉1座、390立方米高炉1座\n", NULL,
	     "a:3=a:2 a:4!a:2(machines)");
	/* machines that columns name */
	want(w, "企业名称,编号,1#高炉容积,2#高炉容积\n甲,1,380,450\n甲,1,380,450\n甲,1,380,460\n甲,1,380,/\n", NULL,
	     "a:3=a:2 a:4!a:2(machines) a:5!a:2(number)");
}

static void places(void **state)
{
	struct run r;
	struct duplicate dup;
	run_init(&r, *state);
	give_mapped(&r, "a.xlsx", "一月", HEADER "甲,1,高炉,380\n", NULL);
	give_mapped(&r, "a.xlsx", "my sheet", HEADER "乙,1,高炉,380\n甲,1,高炉,450\n", NULL);
	assert_int_equal(duplicates_next(&r.d, &r.a, &dup), DUPLICATES_OK);
	assert_str(dup.item->place, "'my sheet'!C3");
	assert_str(dup.first->place, "一月!C2");
	assert_str(dup.item->sheet, "my sheet");
	assert_int_equal(dup.first->row, 2);
	assert_int_equal(dup.n_differs, 1);
	assert_str(dup.differs[0].item->cell, "D3");
	assert_str(dup.differs[0].first->cell, "D2");
	assert_str(dup.differs[0].first->v.as_filed, "380");
	run_release(&r);
}

/* --- no claim is false ----------------------------------------------------------------------------------------------- */

/* Two identities of one hash, as it were: what is read back tells them apart. */
static void a_hash_claims_nothing(void **state)
{
	struct run r;
	run_init(&r, *state);
	give(&r, "a", HEADER "甲,1,高炉,380\n");
	for (size_t i = 0; i < 3; i++) /* 甲 1 stands where 乙 1 is looked for */
		assert_true(identity_table_add(&r.d.table, identity_hash(STR("name\x1f乙\x1f" "1")), 1));
	give(&r, "b", HEADER "乙,1,高炉,380\n乙,1,高炉,450\n");
	assert_string_equal(find(&r), "b:3!b:2(effective_volume)");
	run_release(&r);
}

/* Beyond what is kept in memory at once, and behind it. */
static void many_rows(void **state)
{
	enum { MANY = 3000 };
	struct run r;
	struct buf b;
	struct duplicate dup;
	buf_init(&b);
	buf_adds(&b, HEADER);
	for (size_t i = 0; i < MANY; i++)
		buf_printf(&b, "某某机械制造有限责任公司,%zu,高炉,%zu\n", i, 100 + i % 300);
	run_init(&r, *state);
	give(&r, "a", b.p);
	give(&r, "b", b.p);
	assert_true(r.d.written > 0);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(duplicates_next(&r.d, &r.a, &dup), DUPLICATES_OK);
		assert_int_equal(dup.item->row, i + 2);
		assert_int_equal(dup.first->row, i + 2);
		assert_str(dup.first->file, "a");
		assert_int_equal(dup.n_differs, 0);
		arena_clear(&r.a);
	}
	assert_int_equal(duplicates_next(&r.d, &r.a, &dup), DUPLICATES_END);
	run_release(&r);
	buf_release(&b);
}

/* --- the table ------------------------------------------------------------------------------------------------------- */

static void hash_of_number(uint64_t *hash, size_t i)
{
	char text[32];
	snprintf(text, sizeof text, "%zu", i);
	*hash = identity_hash(str_from(text));
}

static void table(void **state)
{
	enum { MANY = 200000 };
	static struct identity_table t;
	uint64_t hash, place, bytes = 0;
	(void)state;
	identity_table_init(&t);
	for (size_t i = 0; i < MANY; i++) {
		hash_of_number(&hash, i);
		assert_true(identity_table_add(&t, hash, i + 1));
	}
	for (size_t i = 0; i < 2 * MANY; i++) {
		uint32_t step = 0;
		hash_of_number(&hash, i);
		bool found = identity_table_next(&t, hash, &step, &place);
		assert_int_equal(found, i < MANY);
		if (found)
			assert_int_equal(place, i + 1);
		assert_false(found && identity_table_next(&t, hash, &step, &place));
	}
	for (size_t i = 0; i < IDENTITY_PARTS; i++)
		bytes += t.parts[i].cap * sizeof *t.parts[i].slots;
	assert_true(bytes <= 28 * (uint64_t)MANY); /* as the man page says */
	identity_table_release(&t);
}

static void one_hash_has_many_places(void **state)
{
	static struct identity_table t;
	uint32_t step = 0;
	uint64_t place, sum = 0;
	(void)state;
	identity_table_init(&t);
	assert_false(identity_table_next(&t, 7, &step, &place));
	for (uint64_t i = 1; i <= 100; i++)
		assert_true(identity_table_add(&t, 7, i));
	step = 0;
	while (identity_table_next(&t, 7, &step, &place))
		sum += place;
	assert_int_equal(sum, 5050);
	identity_table_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_by_enterprise_and_number),
		cmocka_unit_test(without_an_identity_nothing_is_claimed),
		cmocka_unit_test(known_by_code),
		cmocka_unit_test(known_by_the_mapping),
		cmocka_unit_test(values),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(kinds_counts_and_statuses),
		cmocka_unit_test(several_machines),
		cmocka_unit_test(places),
		cmocka_unit_test(a_hash_claims_nothing),
		cmocka_unit_test(many_rows),
		cmocka_unit_test(table),
		cmocka_unit_test(one_hash_has_many_places),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
