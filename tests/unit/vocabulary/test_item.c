#include "unit.h"

#include "fixture.h"
#include "spec.h"
#include "text/fold.h"

enum { MOST_CELLS = 8 };

static const struct header_spelling *find_header(const struct fixture *x, struct str key, const struct field **field)
{
	for (size_t i = 0; i < x->v->n_fields; i++) {
		const struct field *f = &x->v->fields[i];
		for (size_t j = 0; j < f->n_headers; j++)
			if (str_eq(f->headers[j].key, key)) {
				*field = f;
				return &f->headers[j];
			}
	}
	return NULL;
}

/* 容积(立方米)=450 */
static bool make_cell(struct cell *out, struct arena *a, const struct fixture *x, struct str text)
{
	size_t equals = str_find(text, STR("="));
	struct str column = str_trim(str_sub(text, 0, equals)), header = column;
	size_t bracket = str_find(column, STR("("));
	if (bracket < column.n)
		header = str_sub(column, 0, bracket);
	*out = (struct cell){.column = column, .unit.multiplier = decimal_from_int(1)};
	const struct header_spelling *h = find_header(x, fold_key(a, header), &out->field);
	if (!h || equals >= text.n)
		return false;
	out->text = str_sub(text, equals + 1, text.n);
	out->rank = h->rank;
	out->basis = h->has_basis ? h->basis : out->field->basis;
	out->assumed_meaning = h->assumed;
	return bracket > column.n || units_read(&x->v->units, &out->unit, a, out->field->quantity,
						str_sub(column, bracket + 1, column.n - 1));
}

static size_t make_cells(struct cell *cells, struct arena *a, const struct fixture *x, struct str row)
{
	size_t n = 0;
	while (row.n && n < MOST_CELLS) {
		size_t end = str_find(row, STR(";"));
		if (!make_cell(&cells[n++], a, x, str_trim(str_sub(row, 0, end))))
			return 0;
		row = str_sub(row, end + 1, row.n);
	}
	return n;
}

static void write_value_of(struct buf *out, const struct value *v)
{
	buf_printf(out, "%s%.*s%s", out->n ? "; " : "", STR_ARG(v->field->id), v->face == FACE_READ ? "=" : ":");
	if (v->face == FACE_READ)
		value_write(out, v);
	else
		buf_adds(out, face_name(v->face));
	if (v->spread)
		buf_adds(out, " spread");
	for (size_t i = 0; i < v->n_assumed; i++)
		buf_printf(out, " +%s", assumption_name(v->assumed[i].id));
	if (v->also_column.p)
		buf_printf(out, " also %.*s %.*s", STR_ARG(v->also_column), STR_ARG(v->also_filed));
}

static int by_field_id(const void *a, const void *b)
{
	return str_cmp((*(const struct value *const *)a)->field->id, (*(const struct value *const *)b)->field->id);
}

static void write_values(struct buf *out, const struct fixture *x, const struct item *item)
{
	const struct value *values[64];
	size_t n = 0;
	for (size_t i = 0; i < x->v->n_fields && n < 64; i++)
		if (item->values[i] && x->v->fields[i].role == ROLE_NONE)
			values[n++] = item->values[i];
	qsort(values, n, sizeof *values, by_field_id);
	for (size_t i = 0; i < n; i++)
		write_value_of(out, values[i]);
}

static void write_kind(struct buf *out, const struct item *item)
{
	buf_add(out, item->kind ? item->kind->id : STR("-"));
	if (item->count_open)
		buf_adds(out, " x?");
	else if (item->unit_count != 1)
		buf_printf(out, " x%llu", (unsigned long long)item->unit_count);
}

static void want_words(struct spec_case *c, const struct fixture *x, const struct item *item)
{
	struct str want = spec_field(c, 3);
	bool found = item->problem.en.n && str_has(item->problem.en, want), any = item->problem.en.n > 0;
	for (size_t i = 0; i < item->n_notes; i++, any = true)
		found = found || str_has(item->notes[i].en, want);
	for (size_t i = 0; i < x->v->n_fields; i++)
		if (item->values[i] && item->values[i]->problem.en.n) {
			any = true;
			found = found || str_has(item->values[i]->problem.en, want);
		}
	if (want.n ? !found : any)
		spec_fail(c, "says \"%.*s\" \"%.*s\"", STR_ARG(item->problem.en),
			  STR_ARG(item->n_notes ? item->notes[0].en : STR_NONE));
}

static void one(struct spec_case *c, void *ctx)
{
	const struct fixture *x = ctx;
	struct arena a;
	struct buf kind, values;
	struct cell cells[MOST_CELLS];
	struct item item;
	arena_init(&a);
	buf_init(&kind);
	buf_init(&values);
	size_t n = make_cells(cells, &a, x, spec_field(c, 0));
	if (!n || !item_from_cells(&item, &a, &x->reader, cells, n, NULL)) {
		spec_fail(c, "no item");
	} else {
		write_kind(&kind, &item);
		write_values(&values, x, &item);
		spec_want_str(c, "kind", buf_str(&kind), spec_field(c, 1));
		spec_want_str(c, "values", buf_str(&values), spec_field(c, 2));
		want_words(c, x, &item);
	}
	buf_release(&kind);
	buf_release(&values);
	arena_release(&a);
}

static void rows_become_items(void **state)
{
	spec_run("tests/spec/items.txt", one, *state);
}

static bool make(struct item *item, struct arena *a, const struct fixture *x, const struct reader *r, const char *row,
		 const struct kind *default_kind)
{
	struct cell cells[MOST_CELLS];
	size_t n = make_cells(cells, a, x, str_from(row));
	assert_true(n > 0);
	return item_from_cells(item, a, r, cells, n, default_kind);
}

/* `is`: "" where it amounts to nothing that is known. */
static void want_status(const struct fixture *x, const char *row, const char *text, const char *is)
{
	struct arena a;
	struct item item;
	arena_init(&a);
	assert_true(make(&item, &a, x, &x->reader, row, NULL));
	assert_str(item.status, text);
	assert_str(item.status_is ? item.status_is->id : STR(""), is);
	arena_release(&a);
}

static void a_status_stays_as_filed_beside_what_it_amounts_to(void **state)
{
	const struct fixture *x = *state;
	want_status(x, "设备名称=高炉; 状态= 停 产 ", "停 产", "idle");
	want_status(x, "设备名称=高炉; 状态=大修", "大修", "");
	want_status(x, "设备名称=高炉; 状态=", "", "");
	want_status(x, "设备名称=高炉; 状态=/", "/", "");
	want_status(x, "设备名称=高炉; 状态=停产、已拆除", "停产、已拆除", "dismantled");
	want_status(x, "设备名称=高炉; 状态=已拆除，停产", "已拆除，停产", "dismantled");
	want_status(x, "设备名称=高炉; 状态=在用、停产", "在用、停产", "");
	want_status(x, "设备名称=高炉; 状态=停产、未拆除", "停产、未拆除", "");
	want_status(x, "设备名称=高炉; 状态=停产、", "停产、", "");
	want_status(x, "设备名称=高炉; 状态=、", "、", "");
	want_status(x, "设备名称=高炉; 运行状态=停产; 拆除情况=已拆除", "停产; 已拆除", "dismantled");
	want_status(x, "设备名称=高炉; 运行状态=在用; 拆除情况=已拆除", "在用; 已拆除", "");
	want_status(x, "设备名称=高炉; 运行状态=; 拆除情况=已拆除", "已拆除", "dismantled");
	want_status(x, "设备名称=高炉; 运行状态=在用; 拆除情况=/", "在用", "in_use");
	want_status(x, "设备名称=高炉; 运行状态=/; 拆除情况=已拆除", "已拆除", "dismantled");
}

static void what_is_filed_of_the_end_is_kept(void **state)
{
	const struct fixture *x = *state;
	struct arena a;
	struct item item;
	arena_init(&a);
	assert_true(make(&item, &a, x, &x->reader, "设备名称=高炉; 去向= 报废 ; 验收情况=; 验收日期=2013年", NULL));
	assert_int_equal(item.n_follow_up, 2);
	assert_str(item.follow_up[0].field->id, "destination");
	assert_str(item.follow_up[0].column, "去向");
	assert_str(item.follow_up[0].text, "报废");
	assert_str(item.follow_up[1].field->id, "acceptance");
	assert_str(item.follow_up[1].column, "验收日期");
	arena_release(&a);
}

static void the_row_keeps_who_and_where(void **state)
{
	const struct fixture *x = *state;
	struct arena a;
	struct item item;
	arena_init(&a);
	assert_true(make(&item, &a, x, &x->reader,
			 "序号=7; 企业名称= 某钢铁厂 ; 省份=山东省; 城市=聊城市; 设备编号=BF-2; 状态=停产; 设备名称= "
			 "1#高炉 ; 备注=无",
			 NULL));
	assert_str(item.enterprise, "某钢铁厂");
	assert_str(item.region, "山东省 聊城市");
	assert_str(item.status, "停产");
	assert_str(item.key, "BF-2");
	assert_str(item.column, "设备名称");
	assert_str(item.text, "1#高炉");
	assert_ptr_equal(item.kind, vocabulary_kind(x->v, STR("blast_furnace")));
	assert_false(item.kind_assumed);
	assert_str(item_value(&item, fixture_field(x, "region"))->text, "山东省");
	assert_null(item_value(&item, fixture_field(x, "effective_volume")));
	arena_release(&a);
}

static void a_default_kind_is_assumed(void **state)
{
	const struct fixture *x = *state;
	const struct kind *k = vocabulary_kind(x->v, STR("blast_furnace"));
	struct arena a;
	struct item item;
	arena_init(&a);
	assert_true(make(&item, &a, x, &x->reader, "容积=450 m3", k));
	assert_ptr_equal(item.kind, k);
	assert_true(item.kind_assumed);
	assert_true(make(&item, &a, x, &x->reader, "设备名称=; 容积=450 m3", k));
	assert_true(item.kind_assumed);
	assert_true(make(&item, &a, x, &x->reader, "设备名称=转炉; 公称容量=30吨", k));
	assert_ptr_equal(item.kind, vocabulary_kind(x->v, STR("converter")));
	assert_false(item.kind_assumed);
	assert_true(make(&item, &a, x, &x->reader, "设备名称=高炉煤气净化; 容积=450 m3", k));
	assert_null(item.kind);
	arena_release(&a);
}

static void strict_takes_no_type_name(void **state)
{
	const struct fixture *x = *state;
	struct reader strict = x->reader;
	struct arena a;
	struct item item;
	strict.strict = true;
	arena_init(&a);
	assert_true(make(&item, &a, x, &strict, "设备名称=1092型纸机; 型号=1092型", NULL));
	assert_null(item_value(&item, fixture_field(x, "trim_width")));
	assert_true(make(&item, &a, x, &strict, "设备名称=1092型纸机; 幅宽=", NULL));
	assert_int_equal(item_value(&item, fixture_field(x, "trim_width"))->face, FACE_BLANK);
	arena_release(&a);
}

static void strict_takes_no_lower_rank(void **state)
{
	const struct fixture *x = *state;
	struct reader strict = x->reader;
	struct arena a;
	struct item item;
	strict.strict = true;
	arena_init(&a);
	assert_true(make(&item, &a, x, &strict, "设备名称=高炉; 设计容积=; 实际容积=460 m3", NULL));
	const struct value *v = item_value(&item, fixture_field(x, "effective_volume"));
	assert_int_equal(v->face, FACE_BLANK);
	assert_str(v->also_filed, "460 m3");
	arena_release(&a);
}

static void a_unit_of_the_mapping_is_assumed(void **state)
{
	const struct fixture *x = *state;
	const struct field *f = fixture_field(x, "effective_volume");
	struct arena a;
	struct item item;
	arena_init(&a);
	struct cell cell = {
		.field = f, .column = STR("V"), .rank = RANK_PLAIN, .unit_from_mapping = true, .text = STR("450")};
	assert_true(units_read(&x->v->units, &cell.unit, &a, f->quantity, STR("立方米")));
	assert_true(item_from_cells(&item, &a, &x->reader, &cell, 1, NULL));
	const struct value *v = item_value(&item, f);
	assert_int_equal(v->face, FACE_READ);
	assert_int_equal(v->n_assumed, 1);
	assert_int_equal(v->assumed[0].id, ASSUMED_UNIT_OF_MAPPING);
	cell.text = STR("450 m3");
	assert_true(item_from_cells(&item, &a, &x->reader, &cell, 1, NULL));
	assert_int_equal(item_value(&item, f)->n_assumed, 0);
	arena_release(&a);
}

static void presumptions_fit_silence_only(void **state)
{
	static const struct {
		const char *row;
		bool fits;
	} cases[] = {
		{"设备名称=电炉; 容量=20吨", true},    {"设备名称=电炉; 用途=", true},
		{"设备名称=电炉; 用途=炼钢", true},    {"设备名称=机械铸造电炉", true},
		{"设备名称=电炉; 用途=铁合金", false}, {"设备名称=电炉; 用途=硅铁", false},
		{"设备名称=电炉; 用途=不详", false},   {"设备名称=电炉; 产品=黄磷", false},
	};
	const struct fixture *x = *state;
	const struct presumption *p = NULL;
	for (size_t i = 0; i < x->v->n_presumptions; i++)
		if (x->v->presumptions[i].kind && str_is(x->v->presumptions[i].kind->id, "electric_arc_furnace"))
			p = &x->v->presumptions[i];
	assert_non_null(p);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a;
		struct item item;
		arena_init(&a);
		assert_true(make(&item, &a, x, &x->reader, cases[i].row, NULL));
		if (presumption_fits(p, &item) != cases[i].fits)
			fail_msg("%s", cases[i].row);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_become_items),
		cmocka_unit_test(a_status_stays_as_filed_beside_what_it_amounts_to),
		cmocka_unit_test(what_is_filed_of_the_end_is_kept),
		cmocka_unit_test(the_row_keeps_who_and_where),
		cmocka_unit_test(a_default_kind_is_assumed),
		cmocka_unit_test(strict_takes_no_lower_rank),
		cmocka_unit_test(strict_takes_no_type_name),
		cmocka_unit_test(a_unit_of_the_mapping_is_assumed),
		cmocka_unit_test(presumptions_fit_silence_only),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
