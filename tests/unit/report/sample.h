/* One obsolete furnace, made by hand: what the judge would say of 185立方米高炉 under a rule of at most 400 m3. */
#ifndef PHASEOUT_TESTS_REPORT_SAMPLE_H
#define PHASEOUT_TESTS_REPORT_SAMPLE_H

#include "report/report.h"

struct sample {
	struct unit m3;
	struct field volume, use, licence;
	struct enumeration uses;
	struct enum_value ironmaking, foundry;
	struct kind furnace;
	const struct value *values[3];
	struct value volume_value;
	struct item item;
	struct pack pack;
	const struct pack *packs[1];
	struct source source;
	struct str quote[1], exception_quote[1];
	struct condition compare, when;
	const struct enum_value *when_values[1];
	const struct field *evidence[1];
	struct exception exception;
	struct rule rule;
	struct presumption presumption;
	const struct presumption *presumed[1];
	struct leaf_trace leaves[1];
	enum exception_state states[1];
	struct finding finding;
	struct need need;
	const struct finding *deciding[1];
	struct judgement judgement;
	struct ruleset rules;
	const struct rule *all_rules[1];
	struct run_info run;
	struct input_info input;
	struct column column;
	struct row rejected;
};

static inline struct decimal number(uint64_t n)
{
	return (struct decimal){.digits = n};
}

static inline void sample_fields(struct sample *s)
{
	s->m3 = (struct unit){.id = STR("m3"), .zh = STR("立方米"), .en = STR("m³")};
	s->m3.numerator = s->m3.denominator = number(1);
	s->ironmaking = (struct enum_value){.id = STR("ironmaking"), .words = {STR("炼铁"), STR("ironmaking")}};
	s->foundry = (struct enum_value){.id = STR("foundry_iron"), .words = {STR("铸造铁企业"), STR("foundry")}};
	s->volume = (struct field){.id = STR("effective_volume"),
				   .words = {STR("有效容积"), STR("effective volume")},
				   .type = FIELD_QUANTITY};
	s->use = (struct field){.id = STR("furnace_use"),
				.words = {STR("炉子用途"), STR("furnace use")},
				.type = FIELD_ENUM,
				.index = 1};
	s->licence = (struct field){.id = STR("has_business_licence"),
				    .words = {STR("工商注册证明"), STR("business licence")},
				    .type = FIELD_FLAG,
				    .index = 2};
	s->furnace = (struct kind){.id = STR("blast_furnace"), .words = {STR("高炉"), STR("blast furnace")}};
	s->volume_value = (struct value){
		.face = FACE_READ, .field = &s->volume, .as_filed = STR("185"), .column = STR("容积(立方米)")};
	s->volume_value.quantity = (struct quantity){interval_point(number(185)), &s->m3};
	s->values[0] = &s->volume_value;
}

static inline void sample_rule(struct sample *s)
{
	s->quote[0] = STR("淘汰400立方米及以下炼铁高炉");
	s->exception_quote[0] = STR("铸造铁企业除外");
	s->source = (struct source){.id = STR("plan")};
	s->compare = (struct condition){.op = COND_COMPARE,
					.field = &s->volume,
					.relation = REL_AT_MOST,
					.quantity = {interval_point(number(400)), &s->m3},
					.limit_filed = STR("400 立方米")};
	s->when_values[0] = &s->foundry;
	s->when = (struct condition){.op = COND_IN, .field = &s->use, .values = s->when_values, .n_values = 1};
	s->evidence[0] = &s->licence;
	s->exception = (struct exception){.id = STR("foundry_iron"),
					  .clause = {.source = &s->source, .quote = s->exception_quote, .n_quote = 1},
					  .when = &s->when,
					  .evidence = s->evidence,
					  .n_evidence = 1};
	s->rule = (struct rule){
		.pack = &s->pack,
		.id = STR("SD-5.01"),
		.clause = {.source = &s->source, .line_filed = STR("174"), .quote = s->quote, .n_quote = 1},
		.exceptions = &s->exception,
		.n_exceptions = 1};
	s->presumption =
		(struct presumption){.field = &s->use,
				     .value = &s->ironmaking,
				     .reason = {STR("名单写高炉即指炼铁高炉"), STR("lists mean ironmaking")}};
	s->presumed[0] = &s->presumption;
	s->pack = (struct pack){.id = STR("sd"), .version = STR("1.0"), .title = {STR("计划"), STR("plan")}};
	s->packs[0] = &s->pack;
	s->all_rules[0] = &s->rule;
	s->rules = (struct ruleset){.packs = s->packs, .n_packs = 1, .rules = s->all_rules, .n_rules = 1};
}

static inline void sample_init(struct sample *s)
{
	memset(s, 0, sizeof *s);
	sample_fields(s);
	sample_rule(s);
	s->leaves[0] = (struct leaf_trace){
		.leaf = &s->compare, .value = &s->volume_value, .truth = TRUTH_TRUE, .part = PART_OBSOLETE_IF};
	s->states[0] = EXCEPTION_OPEN;
	s->finding = (struct finding){.rule = &s->rule,
				      .verdict = RULE_OBSOLETE,
				      .leaves = s->leaves,
				      .n_leaves = 1,
				      .exceptions = s->states,
				      .presumed = s->presumed,
				      .n_presumed = 1};
	s->deciding[0] = &s->finding;
	s->judgement = (struct judgement){
		.verdict = VERDICT_OBSOLETE, .findings = &s->finding, .n_findings = 1, .deciding = s->deciding, .n_deciding = 1};
	s->item = (struct item){.file = STR("registry.csv"),
				.row = 2,
				.number = 1,
				.enterprise = STR("甲钢铁有限公司"),
				.column = STR("设备"),
				.text = STR("185立方米高炉"),
				.kind = &s->furnace,
				.unit_count = 2,
				.values = s->values};
	s->run = (struct run_info){.version = "0.1.0", .rules = &s->rules, .as_of = 20000};
	s->column = (struct column){.header = STR("炉容"), .field = &s->volume};
	s->input = (struct input_info){.name = STR("registry.csv"),
				       .encoding = ENCODING_UTF8,
				       .separator = ',',
				       .header_row = 1,
				       .columns = &s->column,
				       .n_columns = 1};
	s->rejected = (struct row){.number = 3, .last = 3, .n_rows = 1,
				   .line = 4,
				   .reason = REASON_FIELD_COUNT,
				   .problem = {STR("有 2 列"), STR("2 fields")},
				   .text = STR("乙厂,=1+1")};
}

/* The whole of what a format writes for the sample: begin, file, item, rejected row. The caller releases *out. */
static inline void sample_draw(struct buf *out, struct sample *s, const char *format, struct report_options options)
{
	buf_init(out);
	struct sink *sink = report_format_by_name(report_formats, report_format_count, str_from(format))->make(out, &options);
	assert_non_null(sink);
	sink->run = &s->run;
	sink->ops->begin(sink, &s->run);
	if (sink->ops->table_begin)
		sink->ops->table_begin(sink, &s->input, NULL, 0);
	sink->ops->item(sink, &s->item, &s->judgement);
	sink->ops->row(sink, s->item.file, &s->rejected);
	assert_false(sink->failed);
	assert_false(out->failed);
	sink->ops->free(sink);
}

#endif
