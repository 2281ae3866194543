#include "unit.h"

#include "fixture.h"
#include "text/fold.h"

static const struct kind *kind(const struct fixture *x, const char *id)
{
	const struct kind *k = vocabulary_kind(x->v, str_from(id));
	if (!k)
		fail_msg("no kind %s", id);
	return k;
}

static const struct enum_value *value(const struct fixture *x, const char *field, const char *id)
{
	const struct enum_value *v = enumeration_value(fixture_field(x, field)->enumeration, str_from(id));
	if (!v)
		fail_msg("no value %s", id);
	return v;
}

static void kinds_are_a_tree(void **state)
{
	const struct fixture *x = *state;
	static const struct {
		const char *kind, *above;
		bool is;
	} cases[] = {
		{"blast_furnace", "blast_furnace", true},
		{"blast_furnace", "furnace", true},
		{"blast_furnace", "converter", false},
		{"furnace", "blast_furnace", false},
		{"electric_arc_furnace", "electric_furnace", true},
		{"submerged_arc_furnace", "electric_furnace", true},
		{"submerged_arc_furnace", "electric_arc_furnace", false},
		{"copper_converter", "converter", false},
		{"cement_shaft_kiln", "shaft_kiln", true},
		{"lime_shaft_kiln", "cement_shaft_kiln", false},
		{"upright_kiln", "shaft_kiln", false},
		{"dry_process_clinker_line", "cement_clinker_line", true},
		{"dry_process_clinker_line", "cement_line", true},
		{"cement_mill", "cement_grinding_station", false},
		{"gypsum_mine", "mine", true},
		{"waste_heat_boiler", "boiler", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (kind_is(kind(x, cases[i].kind), kind(x, cases[i].above)) != cases[i].is)
			fail_msg("%s, %s", cases[i].kind, cases[i].above);
	assert_false(kind_is(NULL, kind(x, "furnace")));
	assert_null(vocabulary_kind(x->v, STR("no_such_kind")));
	assert_null(vocabulary_kind(x->v, STR("高炉")));
	for (size_t i = 0; i < x->v->n_kinds; i++)
		assert_int_equal(x->v->kinds[i].index, i);
}

static void general_words_are_abstract(void **state)
{
	const struct fixture *x = *state;
	static const char *const abstract[] = {"equipment", "furnace", "kiln", "production_line",
					       "enterprise_as_object", "chemical_fibre_line",
					       "electrical_apparatus"};
	size_t n = 0;
	for (size_t i = 0; i < x->v->n_kinds; i++)
		n += x->v->kinds[i].abstract;
	assert_int_equal(n, sizeof abstract / sizeof *abstract);
	for (size_t i = 0; i < n; i++)
		assert_true(kind(x, abstract[i])->abstract);
}

static void values_know_their_kinds(void **state)
{
	const struct fixture *x = *state;
	static const struct {
		const char *field, *value, *kind;
		bool is_for;
	} cases[] = {
		{"furnace_use", "ironmaking", "blast_furnace", true},
		{"furnace_use", "ironmaking", "converter", false},
		{"furnace_use", "foundry_pig_iron", "blast_furnace", true},
		{"furnace_use", "foundry_pig_iron", "electric_furnace", false},
		{"furnace_use", "ferroalloy", "converter", true},
		{"furnace_use", "ferrosilicon", "submerged_arc_furnace", true},
		{"furnace_use", "nickel_chromium_pig_iron", "converter", false},
		{"furnace_use", "steelmaking", "electric_arc_furnace", true},
		{"furnace_use", "steelmaking", "blast_furnace", false},
		{"kiln_product", "lime", "shaft_kiln", true},
		{"kiln_product", "lime", "lime_shaft_kiln", true},
		{"kiln_product", "lime", "cement_shaft_kiln", false},
		{"enterprise_class", "foundry_iron", "blast_furnace", true},
		{"mineral", "gypsum", "mine", true},
		{"mineral", "gypsum", "coal_mine", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (enum_value_is_for(value(x, cases[i].field, cases[i].value), kind(x, cases[i].kind)) !=
		    cases[i].is_for)
			fail_msg("%s, %s", cases[i].value, cases[i].kind);
	assert_true(enum_value_is(value(x, "furnace_use", "nickel_chromium_pig_iron"),
				  value(x, "furnace_use", "ferroalloy")));
	assert_false(enum_value_is(value(x, "furnace_use", "ferroalloy"),
				   value(x, "furnace_use", "nickel_chromium_pig_iron")));
	assert_true(
		enum_value_is(value(x, "glass_process", "grid_process"), value(x, "glass_process", "flat_drawing")));
	assert_true(fixture_field(x, "furnace_use")->enumeration->closed);
	assert_false(fixture_field(x, "kiln_product")->enumeration->closed);
	assert_null(enumeration_value(fixture_field(x, "furnace_use")->enumeration, STR("炼铁")));
}

static void values_narrow_kinds(void **state)
{
	const struct fixture *x = *state;
	const struct kind *shaft = kind(x, "shaft_kiln"), *lime = kind(x, "lime_shaft_kiln");
	assert_ptr_equal(kind_narrowed(shaft, value(x, "kiln_product", "lime")), lime);
	assert_ptr_equal(kind_narrowed(lime, value(x, "kiln_product", "lime")), lime);
	assert_ptr_equal(kind_narrowed(shaft, value(x, "kiln_product", "brick")), shaft);
	assert_ptr_equal(kind_narrowed(shaft, value(x, "enterprise_class", "steel")), shaft);
	assert_ptr_equal(kind_narrowed(kind(x, "electric_furnace"), value(x, "furnace_use", "steelmaking")),
			 kind(x, "electric_furnace"));
	assert_null(kind_narrowed(NULL, value(x, "kiln_product", "lime")));
}

/* What registries print above their columns: rank and basis in the spelling. */
static void headers_are_known(void **state)
{
	struct fixture *x = *state;
	static const struct {
		const char *header, *field;
		enum rank rank;
	} cases[] = {
		{"企业名称", "enterprise", RANK_PLAIN},
		{"单位名称", "enterprise", RANK_PLAIN},
		{"company", "enterprise", RANK_PLAIN},
		{"省（区、市）", "region", RANK_PLAIN},
		{"设备名称", "kind", RANK_PLAIN},
		{"Equipment", "kind", RANK_PLAIN},
		{"数量", "unit_count", RANK_PLAIN},
		{"数量（台）", "unit_count", RANK_PLAIN},
		{"运行状态", "status", RANK_PLAIN},
		{"设备编号", "id", RANK_PLAIN},
		{"序号", "id", RANK_PLAIN},
		{"备注", "remark", RANK_PLAIN},
		{"产品名称", "product", RANK_PLAIN},
		{"有效容积", "effective_volume", RANK_PLAIN},
		{"容积", "effective_volume", RANK_PLAIN},
		{"设计容积", "effective_volume", RANK_DESIGN},
		{"核准容积", "effective_volume", RANK_APPROVED},
		{"实际容积", "effective_volume", RANK_ACTUAL},
		{"公称容量", "nominal_capacity", RANK_PLAIN},
		{"容量", "nominal_capacity", RANK_PLAIN},
		{"变压器容量", "transformer_capacity", RANK_PLAIN},
		{"用途", "furnace_use", RANK_PLAIN},
		{"产能", "annual_capacity", RANK_PLAIN},
		{"设计产能", "annual_capacity", RANK_DESIGN},
		{"实际产能", "annual_capacity", RANK_ACTUAL},
		{"总产能", "annual_capacity", RANK_PLAIN},
		{"投产日期", "commissioning_date", RANK_PLAIN},
		{"营业执照", "has_business_licence", RANK_PLAIN},
		{"furnace volume", "effective_volume", RANK_PLAIN},
		{"effective_volume", "effective_volume", RANK_PLAIN},
		{"年度", "remark", RANK_PLAIN},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str key = fold_key(&x->arena, str_from(cases[i].header));
		const struct header_spelling *found = NULL;
		for (size_t f = 0; f < x->v->n_fields && !found; f++)
			for (size_t h = 0; h < x->v->fields[f].n_headers && !found; h++)
				if (str_eq(x->v->fields[f].headers[h].key, key)) {
					found = &x->v->fields[f].headers[h];
					assert_str(x->v->fields[f].id, cases[i].field);
				}
		if (!found || found->rank != cases[i].rank)
			fail_msg("%s", cases[i].header);
	}
}

static void a_shared_header_tells_by_quantity(void **state)
{
	struct fixture *x = *state;
	struct str key = fold_key(&x->arena, STR("产能"));
	const struct quantity_kind *seen[16];
	size_t n = 0;
	for (size_t f = 0; f < x->v->n_fields; f++)
		for (size_t h = 0; h < x->v->fields[f].n_headers; h++)
			if (str_eq(x->v->fields[f].headers[h].key, key))
				seen[n++] = x->v->fields[f].quantity;
	assert_in_range(n, 2, 16); /* each industry adds its own */
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			assert_ptr_not_equal(seen[i], seen[j]);
}

static bool have_a_header_in_common(const struct field *a, const struct field *b)
{
	for (size_t i = 0; i < a->n_headers; i++)
		for (size_t j = 0; j < b->n_headers; j++)
			if (str_eq(a->headers[i].key, b->headers[j].key))
				return true;
	return false;
}

/* Each with all others of its type, in the order of the fields. */
static void sharing_is_whole(void **state)
{
	const struct vocabulary *v = ((const struct fixture *)*state)->v;
	size_t all = 0;
	for (size_t i = 0; i < v->n_fields; i++) {
		const struct field *f = &v->fields[i];
		size_t n = 0;
		for (size_t k = 0; k < v->n_fields; k++) {
			const struct field *other = &v->fields[k];
			if (k == i || other->type != f->type || !have_a_header_in_common(f, other))
				continue;
			assert_true(n < f->n_sharing);
			assert_ptr_equal(f->sharing[n++], other);
		}
		assert_int_equal(f->n_sharing, n);
		all += n;
	}
	assert_true(all > 0);
}

static void every_role_has_a_field(void **state)
{
	const struct fixture *x = *state;
	for (int role = ROLE_KIND; role <= ROLE_REMARK; role++) {
		assert_non_null(x->v->role[role]);
		assert_int_equal(x->v->role[role]->role, role);
	}
	assert_null(x->v->role[ROLE_NONE]);
}

static void presumptions_have_reasons(void **state)
{
	const struct fixture *x = *state;
	assert_true(x->v->n_presumptions > 0);
	for (size_t i = 0; i < x->v->n_presumptions; i++) {
		const struct presumption *p = &x->v->presumptions[i];
		assert_int_equal(p->n_kinds, 1);
		assert_true(p->reason.zh.n > 0 && p->reason.en.n > 0);
		assert_true(!p->field == !p->value && !p->field == (p->kind != NULL));
		assert_true(!p->kind || p->n_fits > 0);
	}
}

static void tokens_are_apart(void **state)
{
	const struct vocabulary *v = ((const struct fixture *)*state)->v;
	assert_true(tokens_have(&v->unknown_tokens, STR("不详")));
	assert_true(tokens_have(&v->not_applicable_tokens, STR("/")));
	assert_true(tokens_have(&v->not_applicable_tokens, STR("无")));
	assert_true(tokens_have(&v->no_tokens, STR("无")));
	assert_true(tokens_have(&v->subtotal_tokens, STR("合计")));
	assert_true(tokens_have(&v->note_starts, STR("注")));
	assert_false(tokens_have(&v->unknown_tokens, STR("/")));
	assert_false(tokens_have(&v->unknown_tokens, STR("")));
	assert_true(v->n_counters > 5);
	struct decimal tenth;
	struct arena a;
	arena_init(&a);
	assert_int_equal(decimal_parse(&tenth, &a, STR("0.1")), DECIMAL_OK);
	assert_int_equal(decimal_cmp(&v->tolerance, &tenth), 0);
	arena_release(&a);
}

static void regions_are_read(void **state)
{
	const struct fixture *x = *state;
	static const struct {
		const char *text, *code; /* NULL: none is named */
	} cases[] = {
		{"山东省", "37"},	   {"山东", "37"},	  {"山东省聊城市冠县", "37"}, {"山东聊城", "37"},
		{"山东 济南", "37"},   {"鲁", "37"},	  {"37", "37"},		      {"3715", "37"},
		{"371525", "37"},	   {"371525100", "37"}, {"３７００００", "37"},	      {"Shandong Province", "37"},
		{"shandong", "37"},	   {"天津 河北区", "12"}, {"河北省", "13"},	      {"陕西省", "61"},
		{"山西省", "14"},	   {"Shaanxi", "61"},	  {"Shanxi", "14"},	      {"内蒙古", "15"},
		{"吉林", "22"},	   {"海南省", "46"},	  {"重庆市万州区", "50"},     {"新疆生产建设兵团", "65"},
		{"河北区", NULL},	   {"海南藏族自治州", NULL}, {"聊城市", NULL},	      {"鲁山县", NULL},
		{"3", NULL},	   {"37152", NULL},	  {"990000", NULL},	      {"", NULL},
		{"冠县", NULL},	   {"不详", NULL},	  {"吉安市", NULL},
	};
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct region *r = region_read(x->v, &a, str_from(cases[i].text));
		if (cases[i].code ? !r || !str_is(r->code, cases[i].code) : r != NULL)
			fail_msg("\"%s\" is read as %.*s", cases[i].text, STR_ARG(r ? r->code : STR("none")));
	}
	assert_int_equal(x->v->n_regions, 34);
	assert_ptr_equal(vocabulary_region(x->v, STR("370100")), region_read(x->v, &a, STR("山东")));
	assert_null(vocabulary_region(x->v, STR("99")));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_a_tree),	   cmocka_unit_test(general_words_are_abstract),
		cmocka_unit_test(values_know_their_kinds), cmocka_unit_test(values_narrow_kinds),
		cmocka_unit_test(headers_are_known),	   cmocka_unit_test(a_shared_header_tells_by_quantity),
		cmocka_unit_test(sharing_is_whole),
		cmocka_unit_test(every_role_has_a_field),  cmocka_unit_test(presumptions_have_reasons),
		cmocka_unit_test(tokens_are_apart),	   cmocka_unit_test(regions_are_read),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
