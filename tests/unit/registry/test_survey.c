/* What a survey finds in the first rows, and mappings that say what was recognised. */
#include "unit.h"
#include "world.h"

#include "text/fold.h"

#include "base/limits.h"
#include "registry/heading.h"
#include "round_trip.h"

struct surveyed {
	struct arena arena;
	struct diags diags;
	struct input in;
	struct registry *registry;
	struct survey survey;
	enum registry_status status;
};

static void survey_bytes(struct surveyed *s, const struct world *w, struct str bytes, const struct registry_options *o)
{
	static const struct registry_options none = {.encoding = ENCODING_AUTO};
	*s = (struct surveyed){.in = world_file(bytes)};
	arena_init(&s->arena);
	diags_init(&s->diags, NULL, NULL);
	s->registry = registry_new(&w->reader, STR("in.csv"), &s->in, o ? o : &none, &s->diags);
	assert_non_null(s->registry);
	s->status = survey_read(&s->survey, &s->arena, s->registry);
}

static void surveyed_release(struct surveyed *s)
{
	registry_free(s->registry);
	input_close(&s->in);
	diags_release(&s->diags);
	arena_release(&s->arena);
}

static void cells_are_counted(void **state)
{
	struct surveyed s;
	survey_bytes(&s, *state, STR("某县清单,,,,\n,,,,\n设备名称,有效容积（m³）,用途,备注,心情\n高炉,380,炼铁,旧,\n高炉,,不详,,\n高炉,/,铸钢,,好\n"
				     "高炉,多,炼铁,,好\n高炉,1e9,炼铁,,\n心情,380,,,\n,,,,\n合计,380,,,\n高炉,1,2,3,4,5\n"), NULL);
	assert_int_equal(s.status, REGISTRY_END);
	const struct survey *v = &s.survey;
	assert_int_equal(v->header_row, 3);
	assert_int_equal(v->n_titles, 1);
	assert_int_equal(v->titles[0].row, 1);
	assert_str(v->titles[0].text, "某县清单");
	assert_int_equal(v->judged, 6);
	assert_int_equal(v->skipped, 2);
	assert_int_equal(v->rejected, 1);
	assert_false(v->more);
	assert_int_equal(v->n_columns, 5);

	const struct column_survey *kind = &v->columns[0], *volume = &v->columns[1], *use = &v->columns[2];
	assert_int_equal(kind->faces[FACE_READ], 5);
	assert_int_equal(kind->faces[FACE_UNREADABLE], 1);
	assert_int_equal(kind->trouble.row, 9);
	assert_str(kind->trouble.text, "心情");
	assert_int_equal(kind->n_samples, 2);

	assert_int_equal(volume->faces[FACE_READ], 2);
	assert_int_equal(volume->faces[FACE_BLANK], 1);
	assert_int_equal(volume->faces[FACE_NOT_APPLICABLE], 1);
	assert_int_equal(volume->faces[FACE_UNREADABLE], 1);
	assert_int_equal(volume->faces[FACE_IMPLAUSIBLE], 1);
	assert_int_equal(volume->trouble.row, 7);
	assert_int_equal(volume->trouble.face, FACE_UNREADABLE);
	assert_str(volume->trouble.text, "多");
	assert_true(volume->trouble.why.en.n > 0 && volume->trouble.why.zh.n > 0);
	assert_int_equal(volume->n_samples, 3);
	assert_str(volume->samples[1], "/");

	assert_int_equal(use->faces[FACE_READ], 3);
	assert_int_equal(use->faces[FACE_UNKNOWN_TOKEN], 1);
	assert_int_equal(use->faces[FACE_UNLISTED], 1);
	assert_int_equal(use->faces[FACE_BLANK], 1);
	assert_int_equal(use->trouble.row, 6);
	assert_int_equal(v->columns[3].faces[FACE_READ], 1);
	assert_null(v->columns[4].column->field);
	assert_int_equal(v->columns[4].faces[FACE_READ], 2);
	assert_int_equal(v->columns[4].n_samples, 1);
	surveyed_release(&s);
}

/* 用途 is a furnace's use or a kiln's product; 产能 without a unit is of what the kind measures; with one it is settled. */
static void shared_headers(void **state)
{
	struct surveyed s;
	survey_bytes(&s, *state, STR("设备名称,用途,产能,设计产能（万吨/年）,有效容积\n立窑,水泥,8,,\n"), NULL);
	const struct column_survey *use = &s.survey.columns[1];
	bool kiln = false;
	for (size_t i = 0; i < use->n_may_be; i++)
		kiln |= str_is(use->may_be[i]->id, "kiln_product");
	assert_true(kiln);
	assert_str(use->column->field->id, "furnace_use");
	assert_int_equal(use->faces[FACE_READ], 1);
	assert_true(s.survey.columns[2].n_may_be >= 3);
	assert_int_equal(s.survey.columns[3].n_may_be, 0);
	assert_int_equal(s.survey.columns[0].n_may_be, 0);
	surveyed_release(&s);
}

static uint64_t says_too(const struct world *w, const struct column_survey *c, const char *field)
{
	return c->says ? c->says[vocabulary_field(w->vocabulary, str_from(field))->index] : 0;
}

/* What a column says beside its own field: words before the kind's name, a kiln's product. */
static void other_fields(void **state)
{
	struct surveyed s;
	survey_bytes(&s, *state, STR("设备名称,用途,备注\n炼铁高炉,,x\n高炉,炼铁,\n立窑,水泥,\n炼钢转炉,炼铁,\n心情,水泥,\n"), NULL);
	const struct column_survey *kind = &s.survey.columns[0], *use = &s.survey.columns[1];
	assert_int_equal(says_too(*state, kind, "furnace_use"), 1);
	assert_int_equal(says_too(*state, kind, "kiln_product"), 0);
	assert_int_equal(says_too(*state, kind, "kind"), 0);
	assert_int_equal(says_too(*state, use, "kiln_product"), 1);
	assert_int_equal(says_too(*state, use, "furnace_use"), 0);
	assert_null(s.survey.columns[2].says);
	surveyed_release(&s);
}

/* An equipment's number goes before a row's, whatever their order; what only the enterprise has stands last. */
static void keys_in_order(void **state)
{
	struct world *w = *state;
	struct surveyed s;
	survey_bytes(&s, w, STR("信用代码,序号,设备名称,设备编号\nX,1,高炉,G1\n"), NULL);
	assert_int_equal(s.survey.n_keys, 3);
	assert_int_equal(s.survey.keys[0], 3);
	assert_int_equal(s.survey.keys[1], 1);
	assert_int_equal(s.survey.keys[2], 0);
	assert_false(s.survey.keys_joined);
	surveyed_release(&s);

	struct source_file file = {STR("m.yaml"), STR("schema: phaseout/mapping-1\ncolumns: [{column: 设备名称, field: kind}]\nidentity: [序号, 信用代码]\n")};
	const struct mapping *m = mapping_read(&w->arena, w->vocabulary, &file, &w->diags);
	assert_non_null(m);
	struct registry_options o = {.mapping = m};
	survey_bytes(&s, w, STR("信用代码,序号,设备名称,设备编号\nX,1,高炉,G1\n"), &o);
	assert_int_equal(s.survey.n_keys, 2);
	assert_int_equal(s.survey.keys[0], 1);
	assert_true(s.survey.keys_joined);
	surveyed_release(&s);
}

static void rows_have_an_end(void **state)
{
	for (size_t n = LIMIT_MAP_ROWS - 1; n <= LIMIT_MAP_ROWS + 1; n++) {
		struct surveyed s;
		struct buf b;
		buf_init(&b);
		buf_adds(&b, "设备名称,有效容积（m³）\n");
		for (size_t i = 0; i < n; i++)
			buf_adds(&b, "高炉,380\n");
		survey_bytes(&s, *state, buf_str(&b), NULL);
		assert_int_equal(s.status, REGISTRY_END);
		assert_int_equal(s.survey.judged, n < LIMIT_MAP_ROWS ? n : LIMIT_MAP_ROWS);
		assert_int_equal(s.survey.more, n > LIMIT_MAP_ROWS);
		surveyed_release(&s);
		buf_release(&b);
	}
	struct surveyed s;
	survey_bytes(&s, *state, STR("设备名称,有效容积（m³）\n"), NULL);
	assert_int_equal(s.status, REGISTRY_END);
	assert_int_equal(s.survey.judged, 0);
	surveyed_release(&s);
	survey_bytes(&s, *state, STR("甲,乙\n"), NULL);
	assert_int_equal(s.status, REGISTRY_UNREADABLE);
	surveyed_release(&s);
}

/* --- mappings that are written --------------------------------------------------------------------------------- */

static void reproduced(const struct world *w, struct str bytes, const char *has)
{
	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct round_trip t;
		round_trip(&t, &w->reader, bytes, lang);
		if (!t.read || t.differs || (has && !str_has(buf_str(&t.yaml), str_from(has))))
			fail_msg("%.*s: %s\n%.*s", STR_ARG(bytes), t.differs ? t.differs : "not written as was wanted",
				 STR_ARG(buf_str(&t.yaml)));
		round_trip_release(&t);
	}
}

static void written(void **state)
{
	static const struct {
		const char *bytes, *has;
	} cases[] = {
		{"设备名称,有效容积\n高炉,380\n", "\n  - {column: \"有效容积\", field: effective_volume}\n"},
		{"x,\n设备名称,有效容积\n高炉,380\n", "\nheader_row: \"2\"\n"},
		{"设备名称,核准产能\n高炉,380\n", ", field: annual_capacity, rank: approved}\n"},
		{"设备名称,\"容积\"\"\\\"\n高炉,380\n", "\n  # - {column: \"容积\\\"\\\\\", field: …}\n"},
		{"设备名称,有效容积,炉容\n高炉,380,380\n", "\n  # - {column: \"炉容\", field: effective_volume}\n"},
		{"设备名称,炉容,炉容\n高炉,380,380\n", "\n  # - {column: \"炉容\", field: effective_volume}\n"},
		{"设备名称,使用年限,已使用年限\n高炉,20年,20年\n", "\n  - {column: \"已使用年限\", field: service_years}\n"},
		{"设备名称,使用年限\n高炉,20年\n", "\n  # - {column: \"使用年限\", field: service_years}\n"},
		{"设备名称,备注,备注\n高炉,a,b\n", "\n  - {column: \"备注\", field: remark}\n"},
		{"设备名称,容积（kVA）\n高炉,a\n", "\n  # - {column: \"容积（kVA）\", field: …}\n"},
		{"设备名称,\"有效\n容积\"\n高炉,380\n", "\n  - {column: \"有效 容积\", field: effective_volume}\n"},
		{"设备名称,有效\xe2\x80\x8b容积\n高炉,380\n", "\n  - {column: \"有效容积\", field: effective_volume}\n"},
		{"设备名称,\xef\xbf\xbf,\n高炉,a,b\n", NULL},
		{"设备名称\t有效容积\n高炉\t380\n", "\n# separator: tab\n"},
		{"kind,effective_volume\nx,380\n", "separator: \",\"\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		reproduced(*state, str_from(cases[i].bytes), cases[i].has);
}

/* Every spelling of every field, with what may stand beside it. */
static void every_header(void **state)
{
	static const char *const beside[] = {"", "（m³）", "(万吨/年)", "_吨", "（设计）", "（实际，万吨）", "（单台）", "（必填）", "（改造后）",
					     "/mm", "，总", "（千伏安）", "（2012年）"};
	struct world *w = *state;
	const struct vocabulary *v = w->vocabulary;
	struct headings headings;
	size_t n = 0;
	assert_true(headings_init(&headings, &w->arena, v));
	for (size_t f = 0; f < v->n_fields; f++)
		for (size_t h = 0; h < v->fields[f].n_headers; h++)
			for (size_t b = 0; b < sizeof beside / sizeof *beside; b++) {
				struct arena a;
				struct diags d;
				struct columns plain, mapped;
				arena_init(&a);
				diags_init(&d, NULL, NULL);
				struct str header = arena_printf(&a, "%.*s%s", STR_ARG(v->fields[f].headers[h].text), beside[b]);
				n++;
				assert_true(columns_read(&plain, &a, &headings, NULL, &header, 1, &d));
				const struct column *c = plain.items;
				struct mapped_column column = {.column = header, .field = c->field, .rank = c->rank};
				struct mapping m = {.columns = &column, .n_columns = 1};
				map_init(&m.column_names, &a);
				assert_true(map_put(&m.column_names, fold_key(&a, header), 0));
				if (c->field && !c->assumed_meaning) {
					assert_true(columns_read(&mapped, &a, &headings, &m, &header, 1, &d));
					if (d.n || !same_column(c, mapped.items))
						fail_msg("\"%.*s\" as %.*s is something else when it is mapped", STR_ARG(header),
							 STR_ARG(c->field->id));
				}
				diags_release(&d);
				arena_release(&a);
			}
	assert_true(n > 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_counted), cmocka_unit_test(shared_headers), cmocka_unit_test(other_fields),      cmocka_unit_test(keys_in_order),
		cmocka_unit_test(rows_have_an_end),  cmocka_unit_test(written),        cmocka_unit_test(every_header),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
