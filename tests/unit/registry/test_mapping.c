/* Mapping files: what they say, and everything that is refused. */
#include "unit.h"
#include "world.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_keys),
		cmocka_unit_test(refused),
		cmocka_unit_test(did_you_mean),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
