/* Mapping files: what they say, and everything that is refused. */
#include "unit.h"
#include "world.h"

#include "base/buf.h"

static const struct mapping *read_mapping(struct world *w, struct source_file *file, struct diags *d, const char *yaml)
{
	*file = (struct source_file){STR("m.yaml"), str_from(yaml)};
	diags_init(d, NULL, NULL);
	return mapping_read(&w->arena, w->vocabulary, file, d);
}

static void all_keys(void **state)
{
	struct world *w = *state;
	struct source_file file;
	struct diags d;
	const struct mapping *m = read_mapping(w, &file, &d,
		"schema: phaseout/mapping-1\n"
		"columns:\n"
		"  - {column: 名目, field: kind}\n"
		"  - {column: 大小, field: effective_volume, unit: 千立方米, rank: approved}\n"
		"  - {column: 备注, ignore: \"true\"}\n"
		"header_row: \"3\"\n"
		"encoding: GBK\n"
		"separator: tab\n"
		"kind: 高炉\n"
		"identity: [企业, 炉号]\n"
		"missing: {unknown: [待 查], not_applicable: [没有此项]}\n"
		"conversions: [{from: 吨/日, to: 吨/年, factor: \"310\", reason: 一年生产310天}]\n");
	if (d.n)
		print_message("%.*s\n", STR_ARG(d.items[0].text));
	assert_non_null(m);
	assert_int_equal(m->n_columns, 3);
	assert_str(m->columns[1].field->id, "effective_volume");
	assert_str(m->columns[1].unit.unit->id, "m3");
	assert_int_equal(m->columns[1].rank, RANK_APPROVED);
	assert_int_equal(m->columns[0].rank, RANK_PLAIN);
	assert_true(m->columns[2].ignore);
	assert_int_equal(m->columns[2].span.line, 5);
	assert_int_equal(m->header_row, 3);
	assert_int_equal(m->encoding, ENCODING_GB18030);
	assert_int_equal(m->separator, '\t');
	assert_str(m->kind->id, "blast_furnace");
	assert_int_equal(m->n_identity, 2);
	assert_str(m->identity[1], "炉号");
	assert_true(tokens_have(&m->unknown_tokens, STR("待查")));
	assert_true(tokens_have(&m->not_applicable_tokens, STR("没有此项")));
	assert_int_equal(m->n_conversions, 1);
	assert_int_equal(strlen(m->sha256), 64);
	diags_release(&d);
}

/* Beside the columns: which sheet, constants, tables, a row a parameter. */
static void beside_the_columns(void **state)
{
	struct world *w = *state;
	struct source_file file;
	struct diags d;
	uint32_t i;
	const struct mapping *m = read_mapping(w, &file, &d,
		"schema: phaseout/mapping-1\n"
		"sheet: \" 设备清单 \"\n"
		"table: plants\n"
		"constants: {enterprise_class: 铸造铁企业, region: ' 山东省 '}\n"
		"derive:\n"
		"  - {column: 行业代码, field: furnace_use, rank: approved, table: {\"2211\": 炼铁, \"Ａ 1\": 铁合金}, else: unknown}\n"
		"  - {column: 行业代码, field: kind, table: {\"2211\": 高炉}}\n"
		"long:\n"
		"  item: [排污单位, 设施编号]\n"
		"  parameter: 参数名称\n"
		"  value: 设计值\n"
		"  unit: 计量单位\n"
		"  parameters: [{parameter: 容积, field: effective_volume, unit: 立方米, rank: design}, {parameter: 颜色, ignore: \"true\"}]\n");
	if (d.n)
		print_message("%.*s\n", STR_ARG(d.items[0].text));
	assert_non_null(m);
	assert_str(m->sheet, "设备清单");
	assert_str(m->table, "plants");
	assert_int_equal(m->n_columns, 0);
	assert_int_equal(m->n_constants, 2);
	assert_str(m->constants[1].field->id, "region");
	assert_str(m->constants[1].text, "山东省");
	assert_int_equal(m->constants[1].span.line, 4);
	assert_int_equal(m->constants[1].span.col, 38);
	assert_int_equal(m->n_derivations, 2);
	const struct derivation *t = &m->derivations[0];
	assert_str(t->column.name, "行业代码");
	assert_int_equal(t->column.span.line, 6);
	assert_str(t->field->id, "furnace_use");
	assert_int_equal(t->rank, RANK_APPROVED);
	assert_true(map_get(&t->table, STR("A1"), &i));
	assert_str(t->texts[i], "铁合金");
	assert_str(t->otherwise, "unknown");
	assert_null(m->derivations[1].otherwise.p);
	assert_int_equal(m->derivations[1].rank, RANK_PLAIN);
	const struct long_format *l = m->long_format;
	assert_non_null(l);
	assert_int_equal(l->n_item, 2);
	assert_str(l->item[1].name, "设施编号");
	assert_str(l->parameter.name, "参数名称");
	assert_str(l->value.name, "设计值");
	assert_str(l->unit.name, "计量单位");
	assert_int_equal(l->n_parameters, 2);
	assert_true(map_get(&l->parameter_names, STR("容积"), &i));
	assert_str(l->parameters[i].unit.unit->id, "m3");
	assert_int_equal(l->parameters[i].rank, RANK_DESIGN);
	assert_true(l->parameters[1].ignore);
	diags_release(&d);
}

/* Each maps something by itself; what is not said is not there. */
static void maps_something(void **state)
{
	struct world *w = *state;
	static const char *const good[] = {
		"constants: {region: 山东省}\n",
		"derive: [{column: a, field: kind, table: {x: 高炉}}]\n",
		"long: {item: [a], parameter: b, value: c}\n",
		"columns: [{column: a, ignore: \"true\"}]\nconstants: {region: 山东省}\n",
		/* an item's column may be a field's; the parameters' names need not be columns' */
		"columns: [{column: a, field: id}]\nlong: {item: [a], parameter: b, value: c, parameters: [{parameter: a, ignore: \"true\"}]}\n",
		/* may stand side by side */
		"constants: {region: 山东省}\nderive: [{column: a, field: region, table: {x: 聊城市}}]\n",
		"constants: {effective_volume: 380立方米}\nderive: [{column: a, field: effective_volume, rank: actual, table: {x: 400立方米}}]\n",
		/* known to packs only */
		"constants: {annual_capacity: 100吨/日}\n",
		/* shown as it stands */
		"constants: {status: 待拆}\n",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct source_file file;
		struct diags d;
		const struct mapping *m = read_mapping(w, &file, &d, arena_printf(&w->arena, "schema: phaseout/mapping-1\n%s", good[i]).p);
		if (!m)
			fail_msg("%s: %.*s", good[i], STR_ARG(d.items[0].text));
		assert_null(m->sheet.p);
		assert_null(m->table.p);
		assert_int_equal(m->long_format != NULL, strstr(good[i], "long") != NULL);
		if (m->long_format)
			assert_null(m->long_format->unit.name.p);
		diags_release(&d);
	}
}

#define HEAD "schema: phaseout/mapping-1\n"
#define KIND HEAD "columns: [{column: a, field: kind}]\n"

static void refused(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *yaml, *code;
		size_t line;
	} cases[] = {
		{"schema: phaseout/mapping-9\ncolumns: []\n", "PO201", 1},
		{HEAD "header_row: \"1\"\n", "PO203", 1},
		{HEAD "columns: [{column: a, ignore: \"true\"}]\n", "PO402", 2},
		{HEAD "columns: [{column: a}]\n", "PO203", 2},
		{HEAD "columns: [{field: kind}]\n", "PO203", 2},
		{HEAD "columns: [{column: a, field: kinds}]\n", "PO303", 2},
		{HEAD "columns: [{column: a, field: kind, ignore: \"true\"}]\n", "PO204", 2},
		{HEAD "columns: [{column: a, field: kind, unit: 吨}]\n", "PO306", 2},
		{HEAD "columns: [{column: a, field: effective_volume, unit: kVA}]\n", "PO305", 2},
		{HEAD "columns: [{column: a, field: effective_volume, rank: plain}]\n", "PO205", 2},
		{HEAD "columns: [{column: a, field: effective_volume, size: \"1\"}]\n", "PO202", 2},
		{HEAD "columns:\n  - {column: 容 积, field: kind}\n  - {column: 容积, field: effective_volume}\n", "PO403", 4},
		{KIND "header_row: \"0\"\n", "PO206", 3},
		{KIND "header_row: \"1.5\"\n", "PO206", 3},
		{KIND "encoding: big5\n", "PO205", 3},
		{KIND "separator: \":\"\n", "PO205", 3},
		{KIND "kind: 心情\n", "PO302", 3},
		{KIND "kind: equipment\n", "PO302", 3},
		{KIND "conversions: [{from: 吨, to: 吨/年, factor: \"x\", reason: r}]\n", "PO206", 3},
		{HEAD "sheet: x\n", "PO203", 1},
		{HEAD "columns: [{column: \" 　\", field: kind}]\n", "PO111", 2},
		{KIND "sheet: \" \"\n", "PO111", 3},
		{KIND "table: \"\"\n", "PO111", 3},
		{KIND "table: [x]\n", "PO204", 3},
		{HEAD "constants: {}\n", "PO208", 2},
		{HEAD "constants: [x]\n", "PO204", 2},
		{HEAD "constants:\n  regoin: 山东省\n", "PO303", 3},
		{HEAD "constants:\n  地区: 山东省\n", "PO209", 3},
		{HEAD "constants:\n  region: \" \"\n", "PO111", 3},
		{HEAD "constants:\n  region: [a]\n", "PO204", 3},
		{HEAD "constants:\n  furnace_use: 心情\n", "PO304", 3},
		{HEAD "constants:\n  commissioning_date: 去年\n", "PO304", 3},
		{HEAD "constants:\n  effective_volume: 很大\n", "PO304", 3},
		{HEAD "constants:\n  kind: 心情\n", "PO302", 3},
		{HEAD "constants:\n  kind: 生产线\n", "PO302", 3},
		{HEAD "derive: []\n", "PO208", 2},
		{HEAD "derive: [{field: kind, table: {a: 高炉}}]\n", "PO203", 2},
		{HEAD "derive: [{column: a, table: {a: 高炉}}]\n", "PO203", 2},
		{HEAD "derive: [{column: a, field: kind}]\n", "PO203", 2},
		{HEAD "derive: [{column: a, field: kind, table: {}}]\n", "PO208", 2},
		{HEAD "derive: [{column: a, field: kind, table: [a]}]\n", "PO204", 2},
		{HEAD "derive: [{column: \" \", field: kind, table: {a: 高炉}}]\n", "PO111", 2},
		{HEAD "derive: [{column: a, field: kin, table: {a: 高炉}}]\n", "PO303", 2},
		{HEAD "derive: [{column: a, field: kind, table: {a: 高炉}, unit: 吨}]\n", "PO202", 2},
		{HEAD "derive: [{column: a, field: kind, rank: high, table: {a: 高炉}}]\n", "PO205", 2},
		{HEAD "derive:\n  - column: a\n    field: kind\n    table:\n      x: 高炉\n      x: 转炉\n", "PO103", 7},
		{HEAD "derive:\n  - column: a\n    field: kind\n    table:\n      a b: 高炉\n      \"ＡＢ\": 转炉\n", "PO103", 7},
		{HEAD "derive:\n  - column: a\n    field: kind\n    table:\n      x: \" \"\n", "PO111", 6},
		{HEAD "derive:\n  - column: a\n    field: kind\n    table:\n      \" \": 高炉\n", "PO111", 6},
		{HEAD "derive:\n  - column: a\n    field: kind\n    table:\n      x: 高护\n", "PO302", 6},
		{HEAD "derive:\n  - column: a\n    field: furnace_use\n    table:\n      x: 炼铁\n    else: 心情\n", "PO304", 7},
		{HEAD "derive:\n  - {column: a, field: kind, table: {x: 高炉}}\n  - {column: b, field: kind, table: {x: 高炉}}\n", "PO403", 4},
		{HEAD "derive:\n  - {column: a, field: effective_volume, table: {x: 3立方米}}\n  - {column: b, field: effective_volume, rank: design, table: {x: 3立方米}}\n", "PO403", 4},
		{HEAD "constants: {kind: 高炉}\nderive:\n  - {column: b, field: kind, table: {x: 高炉}}\n", "PO403", 4},
		{HEAD "long: {parameter: b, value: c}\n", "PO203", 2},
		{HEAD "long: {item: [a], value: c}\n", "PO203", 2},
		{HEAD "long: {item: [a], parameter: b}\n", "PO203", 2},
		{HEAD "long: {item: [], parameter: b, value: c}\n", "PO208", 2},
		{HEAD "long: {item: [\" \"], parameter: b, value: c}\n", "PO111", 2},
		{HEAD "long: {item: [a, a], parameter: b, value: c}\n", "PO403", 2},
		{HEAD "long: {item: [a], parameter: a, value: c}\n", "PO403", 2},
		{HEAD "long: {item: [a], parameter: b, value: \"Ｂ\"}\n", "PO403", 2},
		{HEAD "long: {item: [a], parameter: b, value: c, unit: c}\n", "PO403", 2},
		{HEAD "columns: [{column: b, field: kind}]\nlong: {item: [a], parameter: b, value: c}\n", "PO403", 3},
		{HEAD "derive: [{column: c, field: kind, table: {x: 高炉}}]\nlong: {item: [a], parameter: b, value: c}\n", "PO403", 3},
		{HEAD "long: {item: [a], parameter: b, value: c, parameters: [{parameter: x}]}\n", "PO203", 2},
		{HEAD "long: {item: [a], parameter: b, value: c, parameters: [{parameter: x, field: kinds}]}\n", "PO303", 2},
		{HEAD "long: {item: [a], parameter: b, value: c, parameters: [{parameter: x, field: effective_volume, unit: 吨}]}\n", "PO305", 2},
		{HEAD "long:\n  item: [a]\n  parameter: b\n  value: c\n  parameters:\n    - {parameter: x y, ignore: \"true\"}\n    - {parameter: xy, ignore: \"true\"}\n", "PO403", 8},
		{HEAD "long: {item: [a], parameter: b, value: c, parameters: [{column: x, field: kind}]}\n", "PO202", 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct source_file file;
		struct diags d;
		bool found = false;
		const struct mapping *m = read_mapping(w, &file, &d, cases[i].yaml);
		for (size_t k = 0; k < d.n; k++)
			found |= strcmp(diag_code(d.items[k].id), cases[i].code) == 0 && d.items[k].span.line == cases[i].line;
		if (m || !found)
			fail_msg("%s: %s was expected, %zu diagnostics, the first: %s line %zu", cases[i].yaml, cases[i].code, d.n,
				 d.n ? diag_code(d.items[0].id) : "-", d.n ? d.items[0].span.line : 0);
		diags_release(&d);
	}
}

static void did_you_mean(void **state)
{
	struct world *w = *state;
	struct source_file file;
	struct diags d;
	assert_null(read_mapping(w, &file, &d, HEAD "columns: [{column: a, field: effective_volumes}]\n"));
	assert_str(d.items[0].hint, "did you mean \"effective_volume\"?");
	diags_release(&d);
}

/* As many as a file can hold are read in a time and a memory that grow with them. */
static void many_columns(void **state)
{
	struct world *w = *state;
	struct source_file file;
	struct diags d;
	struct buf yaml;
	enum { MANY = 35000 };
	buf_init(&yaml);
	buf_adds(&yaml, "schema: phaseout/mapping-1\ncolumns:\n  - {column: k, field: kind}\n");
	for (int i = 0; i < MANY; i++)
		buf_printf(&yaml, "  - {column: c%d, ignore: \"true\"}\n", i);
	buf_adds(&yaml, "");
	const struct mapping *m = read_mapping(w, &file, &d, yaml.p);
	assert_non_null(m);
	assert_int_equal(m->n_columns, MANY + 1);
	diags_release(&d);
	buf_release(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_keys),
		cmocka_unit_test(beside_the_columns),
		cmocka_unit_test(maps_something),
		cmocka_unit_test(refused),
		cmocka_unit_test(many_columns),
		cmocka_unit_test(did_you_mean),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
