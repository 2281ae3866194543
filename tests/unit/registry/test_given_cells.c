/* Constants and tables of a mapping, as what rows say. */
#include "unit.h"
#include "world.h"

#include "base/buf.h"
#include "text/source.h"

/*
 * What each row's items say of the fields asked for: "FIELD=VALUE", "FIELD=FACE", nothing where the record has no such column; behind it [as filed in
 * column: note or problem]. Then the item's notes or problem, and where registry_next ended otherwise, or the mapping was refused, what was told.
 */
static void show_value(struct buf *out, const struct value *v)
{
	struct words said = v->problem.en.n ? v->problem : v->note;
	buf_printf(out, " %.*s=", STR_ARG(v->field->id));
	if (v->face == FACE_READ)
		value_write(out, v);
	else
		buf_adds(out, face_name(v->face));
	buf_printf(out, "[%.*s in %.*s", STR_ARG(v->as_filed), STR_ARG(v->column));
	if (said.en.n) {
		assert_true(said.zh.n > 0);
		buf_printf(out, ": %.*s", STR_ARG(said.en));
	}
	buf_adds(out, "]");
}

static void show_item(struct buf *out, const struct item *item, const char *const *fields, const struct vocabulary *v)
{
	buf_printf(out, "%llu.%u %.*s", (unsigned long long)item->row, (unsigned)item->number, STR_ARG(item->kind ? item->kind->id : STR("?")));
	if (item->key.p)
		buf_printf(out, " #%.*s", STR_ARG(item->key));
	if (item->enterprise.p)
		buf_printf(out, " @%.*s", STR_ARG(item->enterprise));
	if (item->region.p)
		buf_printf(out, " in %.*s", STR_ARG(item->region));
	if (item->unit_count != 1 || item->count_open)
		buf_printf(out, item->count_open ? " x?" : " x%llu", (unsigned long long)item->unit_count);
	for (; fields && *fields; fields++) {
		const struct value *value = item_value(item, vocabulary_field(v, str_from(*fields)));
		if (value)
			show_value(out, value);
	}
	if (!item->kind)
		buf_printf(out, " ! %.*s", STR_ARG(item->problem.en));
	for (size_t i = 0; i < item->n_notes; i++)
		buf_printf(out, " (%.*s)", STR_ARG(item->notes[i].en));
	buf_adds(out, "\n");
}

static void run(struct buf *out, struct world *w, const char *csv, const char *yaml, const char *const *fields)
{
	struct source_file file = {STR("m.yaml"), str_from(yaml)};
	struct diags d;
	struct arena a;
	struct row row;
	diags_init(&d, NULL, NULL);
	arena_init(&a);
	buf_init(out);
	buf_adds(out, "");
	const struct mapping *m = mapping_read(&w->arena, w->vocabulary, &file, &d);
	struct input in = world_file(str_from(csv));
	const struct registry_options options = {.mapping = m};
	struct registry *g = m ? registry_new(&w->reader, STR("in.csv"), &in, &options, &d) : NULL;
	while (g && registry_next(g, &row, &a) == REGISTRY_ROW)
		for (size_t i = 0; i < row.n_items; i++)
			show_item(out, &row.items[i], fields, w->vocabulary);
	for (size_t i = 0; i < d.n; i++)
		buf_printf(out, "%zu:%zu %s %.*s\n", d.items[i].span.line, d.items[i].span.col, diag_code(d.items[i].id), STR_ARG(d.items[i].text));
	size_t n = 0;
	const struct words *notices = g ? registry_notices(g, &n) : NULL;
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "notice: %.*s\n", STR_ARG(notices[i].en));
	registry_free(g);
	input_close(&in);
	arena_release(&a);
	diags_release(&d);
}

#define want(state, csv, yaml, expected, ...)                                                  \
	do {                                                                                    \
		static const char *const asked[] = {__VA_ARGS__ __VA_OPT__(,) NULL};            \
		struct buf got;                                                                 \
		run(&got, (state), (csv), "schema: phaseout/mapping-1\n" yaml, asked);          \
		assert_string_equal(got.p, (expected));                                         \
		buf_release(&got);                                                              \
	} while (0)

/* --- constants --------------------------------------------------------------------------------------------------- */

static void constants(void **state)
{
	want(*state, "企业名称,设备名称,有效容积（m³）\n甲厂,高炉,380\n乙厂,高炉,\n", "constants: {enterprise_class: 铸造铁企业, region: 山东省, furnace_use: 炼铁}\n",
	     "2.1 blast_furnace @甲厂 in 山东省 furnace_use=ironmaking[炼铁 in constants] enterprise_class=foundry_iron[铸造铁企业 in constants]\n"
	     "3.1 blast_furnace @乙厂 in 山东省 furnace_use=ironmaking[炼铁 in constants] enterprise_class=foundry_iron[铸造铁企业 in constants]\n",
	     "furnace_use", "enterprise_class");
}

/* A quantity with its unit, one that needs none, a date, a count, a kind. */
static void constants_of_every_type(void **state)
{
	want(*state, "企业名称,编号,产品\n甲厂,1,铁\n", "constants: {kind: 高炉, effective_volume: 0.38千立方米, unit_count: 2座, commissioning_date: \"2003-01\"}\n",
	     "2.1 blast_furnace #1 @甲厂 x2 effective_volume=380 m3[0.38千立方米 in constants]"
	     " commissioning_date=2003-01[2003-01 in constants]\n",
	     "effective_volume", "commissioning_date");
}

/* A column that the file has beside a constant must say the same, and one that is blank leaves it the say. */
static void constants_beside_columns(void **state)
{
	want(*state, "设备名称,用途\n高炉,炼铁\n高炉,铁合金\n高炉,\n高炉,不详\n", "constants: {furnace_use: 炼铁}\n",
	     "2.1 blast_furnace furnace_use=ironmaking[炼铁 in 用途]\n"
	     "3.1 blast_furnace furnace_use=unreadable[铁合金 in 用途: \"用途\" says \"铁合金\", \"constants\" says \"炼铁\"; they must agree]\n"
	     "4.1 blast_furnace furnace_use=ironmaking[炼铁 in constants]\n"
	     "5.1 blast_furnace furnace_use=ironmaking[炼铁 in constants]\n",
	     "furnace_use");
}

static void provinces_go_first(void **state)
{
	want(*state, "设备名称,市\n高炉,聊城市\n高炉,山东省聊城市\n高炉,河北省唐山市\n高炉,\n", "constants: {region: 山东省}\n",
	     "2.1 blast_furnace in 山东省 聊城市\n3.1 blast_furnace in 山东省聊城市\n4.1 blast_furnace in 河北省唐山市 山东省\n5.1 blast_furnace in 山东省\n");
}

/* 名目 is mapped; a lower rank is another thing. */
static void constants_against_mapped(void **state)
{
	want(*state, "名目,大小\n高炉,380\n", "columns: [{column: 名目, field: kind}, {column: 大小, field: effective_volume, unit: m3}]\nconstants:\n  effective_volume: 400立方米\n",
	     "4:3 PO403 field \"effective_volume\" is given here, and column \"大小\" is mapped to it\n");
	want(*state, "名目,大小\n高炉,380\n", "columns: [{column: 名目, field: kind}, {column: 大小, field: effective_volume, unit: m3, rank: actual}]\nconstants:\n  effective_volume: 400立方米\n",
	     "2.1 blast_furnace effective_volume=400 m3[400立方米 in constants]\n", "effective_volume");
}

/* Whose it is among several machines of a row cannot be told, as of any column. */
static void constants_of_several_machines(void **state)
{
	want(*state, "企业名称,1#高炉容积（m³）,2#高炉容积（m³）\n甲厂,380,450\n", "constants: {region: 山东省, commissioning_date: \"2003\"}\n",
	     "2.1 blast_furnace @甲厂 in 山东省 effective_volume=380 m3[380 in 1#高炉容积（m³）]"
	     " commissioning_date=unreadable[2003 in constants: the row names several machines; whose \"2003\" is cannot be told]\n"
	     "2.2 blast_furnace @甲厂 in 山东省 effective_volume=450 m3[450 in 2#高炉容积（m³）]"
	     " commissioning_date=unreadable[2003 in constants: the row names several machines; whose \"2003\" is cannot be told]\n"
	     "notice: columns that name equipment; a filled cell is an item where no other column names it: \"1#高炉容积（m³）\" (blast furnace: effective volume), \"2#高炉容积（m³）\" (blast furnace: effective volume)\n",
	     "effective_volume", "commissioning_date");
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

#define PAPER "derive: [{column: 行业代码, field: furnace_use, table: {\"A\": 炼铁, 铁 合金: 铁合金}}]\n"

static void tables(void **state)
{
	want(*state, "设备名称,行业代码\n高炉,A\n高炉, ａ \n高炉,铁合金\n高炉,B\n高炉,\n高炉,不详\n高炉,/\n", PAPER,
	     "2.1 blast_furnace furnace_use=ironmaking[A in 行业代码: the mapping's table makes \"炼铁\" of it]\n"
	     "3.1 blast_furnace furnace_use=ironmaking[ ａ  in 行业代码: the mapping's table makes \"炼铁\" of it]\n"
	     "4.1 blast_furnace furnace_use=ferroalloy[铁合金 in 行业代码: the mapping's table makes \"铁合金\" of it]\n"
	     "5.1 blast_furnace furnace_use=unlisted[B in 行业代码: \"B\" in column \"行业代码\" does not stand in the mapping's table for \"furnace use\"]\n"
	     "6.1 blast_furnace furnace_use=blank[ in 行业代码]\n"
	     "7.1 blast_furnace furnace_use=unknown_token[不详 in 行业代码]\n"
	     "8.1 blast_furnace furnace_use=not_applicable[/ in 行业代码]\n",
	     "furnace_use");
}

/* Not of blanks and words for what is missing. A word that the field itself knows is not read past the table. */
static void otherwise(void **state)
{
	want(*state, "设备名称,行业代码\n高炉,A\n高炉,铁合金\n高炉,\n高炉,不详\n",
	     "derive: [{column: 行业代码, field: furnace_use, table: {\"A\": 炼铁}, else: unknown}]\n",
	     "2.1 blast_furnace furnace_use=ironmaking[A in 行业代码: the mapping's table makes \"炼铁\" of it]\n"
	     "3.1 blast_furnace furnace_use=unknown_token[铁合金 in 行业代码: the mapping's table makes \"unknown\" of it]\n"
	     "4.1 blast_furnace furnace_use=blank[ in 行业代码]\n"
	     "5.1 blast_furnace furnace_use=unknown_token[不详 in 行业代码]\n",
	     "furnace_use");
	want(*state, "设备名称,码\n高炉,炼铁\n高炉,无\n", "derive: [{column: 码, field: furnace_use, table: {\"A\": 铁合金}}, {column: 码, field: outdated_process, table: {\"A\": 是}}]\n",
	     "2.1 blast_furnace furnace_use=unlisted[炼铁 in 码: \"炼铁\" in column \"码\" does not stand in the mapping's table for \"furnace use\"]"
	     " outdated_process=unlisted[炼铁 in 码: \"炼铁\" in column \"码\" does not stand in the mapping's table for \"outdated process\"]\n"
	     "3.1 blast_furnace furnace_use=not_applicable[无 in 码]"
	     " outdated_process=unlisted[无 in 码: \"无\" in column \"码\" does not stand in the mapping's table for \"outdated process\"]\n",
	     "furnace_use", "outdated_process");
}

/* One column for two fields, mapped itself to a third. */
static void one_column_for_several(void **state)
{
	want(*state, "名目,类\nG1,1\nG2,2\n",
	     "columns: [{column: 类, field: id}]\nderive:\n  - {column: 类, field: kind, table: {\"1\": 高炉, \"2\": 转炉}}\n  - {column: 类, field: furnace_use, table: {\"1\": 炼铁, \"2\": 炼钢}}\n",
	     "2.1 blast_furnace #1 furnace_use=ironmaking[1 in 类: the mapping's table makes \"炼铁\" of it] (the mapping's table makes \"高炉\" of \"1\" in column \"类\")\n"
	     "3.1 converter #2 furnace_use=steelmaking[2 in 类: the mapping's table makes \"炼钢\" of it] (the mapping's table makes \"转炉\" of \"2\" in column \"类\")\n"
	     "notice: columns that map to nothing: 名目\n",
	     "furnace_use");
}

/* A code that the table has not names no kind, whatever else would be assumed of the row. */
static void kinds(void **state)
{
	want(*state, "类,容积（m³）\n1,380\n9,380\n,380\n", "derive: [{column: 类, field: kind, table: {\"1\": 炼铁高炉}}]\nkind: 高炉\n",
	     "2.1 blast_furnace furnace_use=ironmaking[炼铁 in 类] (the mapping's table makes \"炼铁高炉\" of \"1\" in column \"类\")\n"
	     "3.1 ? ! \"9\" in column \"类\" does not stand in the mapping's table for \"equipment\"\n"
	     "4.1 blast_furnace\n",
	     "furnace_use");
	want(*state, "设备,类\n高炉,9\n", "derive: [{column: 类, field: kind, table: {\"1\": 转炉}}]\n",
	     "2.1 blast_furnace (\"9\" in column \"类\" does not stand in the mapping's table for \"equipment\")\n");
}

static void roles(void **state)
{
	want(*state, "设备,单位,台\n高炉,01,2\n高炉,02,X\n",
	     "derive:\n  - {column: 单位, field: enterprise, table: {\"01\": 甲厂}}\n  - {column: 台, field: unit_count, table: {\"2\": 2座}}\n",
	     "2.1 blast_furnace @甲厂 x2 (the mapping's table makes \"甲厂\" of \"01\" in column \"单位\") (the mapping's table makes \"2座\" of \"2\" in column \"台\")\n"
	     "3.1 blast_furnace x? (\"02\" in column \"单位\" does not stand in the mapping's table for \"enterprise\") (\"X\" in column \"台\" does not stand in the mapping's table for \"number of units\")\n");
}

/* What the vocabulary seeks in the product is sought in what the table says, not in the code. */
static void products(void **state)
{
	want(*state, "设备,品类\n立窑,1\n立窑,石灰\n", "derive: [{column: 品类, field: product, table: {\"1\": 石灰}}]\n",
	     "2.1 lime_shaft_kiln kiln_product=lime[1 in 品类: the mapping's table makes \"石灰\" of it] product=石灰[1 in 品类: the mapping's table makes \"石灰\" of it] (\"1\" in column \"品类\" makes it \"lime shaft kiln\")\n"
	     "3.1 shaft_kiln kiln_product=unlisted[石灰 in 品类: \"石灰\" in column \"品类\" does not stand in the mapping's table for \"product\"]"
	     " product=unlisted[石灰 in 品类: \"石灰\" in column \"品类\" does not stand in the mapping's table for \"product\"]\n",
	     "kiln_product", "product");
}

/* A column that is recognised as what a table makes of it is the table's alone. */
static void table_before_recognition(void **state)
{
	want(*state, "设备名称,用途\n高炉,铁合金\n", "derive: [{column: 用途, field: furnace_use, table: {\"铁合金\": 炼铁}}]\n",
	     "2.1 blast_furnace furnace_use=ironmaking[铁合金 in 用途: the mapping's table makes \"炼铁\" of it]\n", "furnace_use");
}

/* A quantity whose note of its own stands beside the table's. */
static void quantities(void **state)
{
	want(*state, "设备名称,级\n高炉,A\n高炉,B\n", "derive: [{column: 级, field: effective_volume, table: {\"A\": 380, \"B\": 约400立方米}, rank: approved}]\nconstants: {effective_volume: 不详}\n",
	     "2.1 blast_furnace effective_volume=unknown_token[不详 in constants]\n3.1 blast_furnace effective_volume=unknown_token[不详 in constants]\n", "effective_volume");
	want(*state, "设备名称,级\n高炉,A\n高炉,C\n", "derive: [{column: 级, field: effective_volume, table: {\"A\": 约400立方米}}]\n",
	     "2.1 blast_furnace effective_volume=[360,440] m3[A in 级: the mapping's table makes \"约400立方米\" of it]\n"
	     "3.1 blast_furnace effective_volume=unlisted[C in 级: \"C\" in column \"级\" does not stand in the mapping's table for \"effective volume\"]\n",
	     "effective_volume");
}

static void tables_that_do_not_fit(void **state)
{
	want(*state, "设备名称,用途\n高炉,炼铁\n", "derive:\n  - {column: 行业代码, field: furnace_use, table: {\"A\": 炼铁}}\n",
	     "3:14 PO401 the registry has no column \"行业代码\"\n");
	want(*state, "设备名称,代码,代 码\n高炉,A,B\n", "derive:\n  - {column: 代码, field: furnace_use, table: {\"A\": 炼铁}}\n",
	     "3:14 PO403 two columns of the registry are called \"代码\"\n");
	want(*state, "设备名称,干啥,代码\n高炉,炼铁,A\n", "columns: [{column: 干啥, field: furnace_use}]\nderive:\n  - {column: 代码, field: furnace_use, table: {\"A\": 炼铁}}\n",
	     "4:14 PO403 field \"furnace_use\" is given here, and column \"干啥\" is mapped to it\n");
}

/* The header is found by the columns that tables name, too. */
static void header_by_tables(void **state)
{
	want(*state, "某市\n甲,乙,丙\n1,2,3\n", "derive:\n  - {column: 甲, field: kind, table: {\"1\": 高炉}}\n  - {column: 丙, field: furnace_use, table: {\"3\": 炼铁}}\n",
	     "3.1 blast_furnace furnace_use=ironmaking[3 in 丙: the mapping's table makes \"炼铁\" of it] (the mapping's table makes \"高炉\" of \"1\" in column \"甲\")\nnotice: columns that map to nothing: 乙\n",
	     "furnace_use");
}

/* A row whose kind a table says is no row of the machines that its headers name. */
static void kinds_in_wide_rows(void **state)
{
	want(*state, "企业名称,类,1#高炉容积（m³）\n甲厂,K,380\n甲厂,,380\n", "derive: [{column: 类, field: kind, table: {\"K\": 转炉}}]\n",
	     "2.1 converter @甲厂 (the mapping's table makes \"转炉\" of \"K\" in column \"类\")\n"
	     "3.1 blast_furnace @甲厂 effective_volume=380 m3[380 in 1#高炉容积（m³）]\n"
	     "notice: columns that name equipment; a filled cell is an item where no other column names it: \"1#高炉容积（m³）\" (blast furnace: effective volume)\n",
	     "effective_volume");
}

#define LONG "long: {item: [号], parameter: 参数, value: 值, unit: 单位}\n"

/* A machine of several rows: what any of them says in a column that a table reads is read, and must agree. */
static void long_format(void **state)
{
	want(*state,
	     "号,类码,用码,参数,值,单位\n"
	     "G1,,,容积,380,立方米\n"
	     "G1,K,1,颜色,红,/\n"
	     "G2,K,1,容积,500,立方米\n"
	     "G2,K,2,高度,30,米\n"
	     "G2,,,高度,30,米\n",
	     LONG "constants: {region: 山东省}\nderive:\n  - {column: 类码, field: kind, table: {K: 高炉}}\n  - {column: 用码, field: furnace_use, table: {\"1\": 炼铁, \"2\": 铁合金}}\n"
	     "columns: [{column: 号, field: id}]\n",
	     "2.1 blast_furnace #G1 in 山东省 furnace_use=ironmaking[1 in 用码: the mapping's table makes \"炼铁\" of it] effective_volume=380 m3[380 in 容积（立方米）]"
	     " (the mapping's table makes \"高炉\" of \"K\" in column \"类码\")\n"
	     "4.1 blast_furnace #G2 in 山东省 furnace_use=unreadable[1 in 用码: \"用码\" says \"1\", \"用码\" says \"2\"; they must agree] effective_volume=500 m3[500 in 容积（立方米）]"
	     " (the mapping's table makes \"高炉\" of \"K\" in column \"类码\")\n"
	     "notice: parameter \"颜色\" means nothing here\nnotice: parameter \"高度（米）\" means nothing here\n",
	     "furnace_use", "effective_volume");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(constants),
		cmocka_unit_test(constants_of_every_type),
		cmocka_unit_test(constants_beside_columns),
		cmocka_unit_test(provinces_go_first),
		cmocka_unit_test(constants_against_mapped),
		cmocka_unit_test(constants_of_several_machines),
		cmocka_unit_test(tables),
		cmocka_unit_test(otherwise),
		cmocka_unit_test(one_column_for_several),
		cmocka_unit_test(kinds),
		cmocka_unit_test(roles),
		cmocka_unit_test(products),
		cmocka_unit_test(table_before_recognition),
		cmocka_unit_test(quantities),
		cmocka_unit_test(tables_that_do_not_fit),
		cmocka_unit_test(header_by_tables),
		cmocka_unit_test(kinds_in_wide_rows),
		cmocka_unit_test(long_format),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
