/* What would change a verdict: the fewest data, each confirmed by judging again. */
#include "unit.h"
#include "world.h"

#include "judge/change.h"

/* --- in words --------------------------------------------------------------------------------------------------- */

static void write_end(struct buf *b, const struct change_end *end)
{
	struct buf limit;
	buf_init(&limit);
	if (end->leaf)
		condition_write_limit(&limit, end->leaf);
	/* only the number: "<= 400 m3" */
	struct str s = buf_str(&limit);
	size_t from = str_find(s, STR(" "));
	buf_add(b, str_sub(s, from + 1, str_find(str_sub(s, from + 1, s.n), STR(" ")) + from + 1));
	buf_release(&limit);
}

static void write_list(struct buf *b, const struct change_part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		buf_adds(b, i ? "," : "");
		buf_add(b, p->values ? p->values[i]->id : p->kinds ? p->kinds[i]->id : p->fields[i]->id);
	}
}

static void write_part(struct buf *b, const struct change_part *p)
{
	buf_add(b, p->field ? p->field->id : STR(""));
	switch (p->sort) {
	case CHANGE_BOUNDS:
		buf_adds(b, p->from.open ? "(" : "[");
		write_end(b, &p->from);
		buf_addc(b, ',');
		write_end(b, &p->to);
		buf_adds(b, p->to.open ? ")" : "]");
		break;
	case CHANGE_VALUES:
		buf_addc(b, '=');
		write_list(b, p);
		break;
	case CHANGE_FLAG:
		buf_adds(b, p->flag ? "=yes" : "=no");
		break;
	case CHANGE_SPELLED:
		buf_adds(b, p->leaf ? "~" : "~other");
		buf_add(b, !p->leaf ? STR("") : p->leaf->n_models ? p->leaf->models[0].filed : p->leaf->pattern);
		break;
	case CHANGE_JUDGEMENT:
		buf_printf(b, "%.*s=%s", STR_ARG(p->leaf->judgement.en), p->flag ? "yes" : "no");
		break;
	case CHANGE_EVIDENCE:
		buf_adds(b, "shown:");
		write_list(b, p);
		break;
	case CHANGE_KIND:
		buf_adds(b, "kind=");
		write_list(b, p);
		break;
	}
}

/* One a line: "size(400,] clear"; the item's verdict and rule where they are not the rule's own. */
static void write_change(struct buf *b, const struct change *c, const struct rule *rule)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		buf_adds(b, i ? " & " : "");
		write_part(b, &c->parts[i]);
	}
	buf_printf(b, " %s", rule_verdict_name(c->verdict));
	bool same = strcmp(rule_verdict_name(c->verdict), verdict_name(c->item)) == 0;
	if (!c->has_item)
		buf_adds(b, " (?)");
	else if (!same || (c->item_rule && c->item_rule != rule))
		buf_printf(b, " (%s %.*s)", verdict_name(c->item), STR_ARG(c->item_rule ? c->item_rule->id : STR("")));
	buf_addc(b, '\n');
}

static void assert_changes(struct world *w, const struct rule *r, const char *want)
{
	struct judgement j = judged(w);
	struct changes changes;
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "");
	assert_true(changes_find(&changes, &w->arena, w->program, &w->item, finding_of(&j, r)));
	assert_false(changes.cut);
	for (size_t i = 0; i < changes.n; i++)
		write_change(&b, &changes.items[i], r);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

/* --- cases ------------------------------------------------------------------------------------------------------ */

static struct rule *foundry_rule(struct world *w)
{
	struct rule *r = add_rule(w, K_ARC, is_use(w, U_IRON), size_at_most(w, 400));
	struct exception *e = add_exception(w, r, EFFECT_EXEMPT, is_class(w, C_FOUNDRY));
	needs_paper(w, e, F_PAPER1);
	needs_paper(w, e, F_PAPER2);
	return r;
}

static void an_obsolete_item(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = foundry_rule(&w);
	put_use(&w, U_IRON);
	put_size(&w, 350, 350);
	assert_changes(&w, r,
		       "use=steel,alloy not_applicable (out_of_scope )\n"
		       "size(400,] clear\n"
		       "class=foundry & shown:paper1,paper2 exempt\n");
	/* what is claimed and shown already is not asked for again; what was read and decides stays as it is */
	put_class(&w, C_FOUNDRY);
	put_flag(&w, F_PAPER1, true);
	assert_changes(&w, r, "shown:paper2 exempt\n");
	put_flag(&w, F_PAPER2, true);
	assert_changes(&w, r, "class=other obsolete\n");
	world_close(&w);
}

/* A denied exception, too: the enterprise may still be shown to be of the other class. */
static void a_denied_exception(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
	add_exception(&w, r, EFFECT_OUT_OF_SCOPE, is_class(&w, C_FOUNDRY));
	put_size(&w, 350, 350);
	put_class(&w, C_OTHER);
	assert_changes(&w, r, "size(400,] clear\nclass=foundry not_applicable (out_of_scope )\n");
	world_close(&w);
}

static void a_clear_item(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = foundry_rule(&w);
	put_use(&w, U_IRON);
	put_size(&w, 401, 401);
	assert_changes(&w, r, "size[,400] obsolete\n");
	empty_record(&w);
	put_size(&w, 401, 401); /* its use is not known either */
	assert_changes(&w, r, "use=iron,iron_a & size[,400] obsolete\n");
	world_close(&w);
}

static void all_of_several(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w),
				  ALL3(&w, compares(&w, F_SIZE, REL_LESS_THAN, 1000), judgement(&w, F_OLD),
				       judgement(&w, -1)));
	put_size(&w, 1000, 1000);
	assert_changes(&w, r, "size[,1000) & old=yes & small=yes obsolete\n");
	put_size(&w, 800, 800);
	assert_changes(&w, r, "old=no clear\nsmall=no clear\nold=yes & small=yes obsolete\n");
	put_flag(&w, F_OLD, true);
	assert_changes(&w, r, "small=yes obsolete\nsmall=no clear\n");
	world_close(&w);
}

static void any_of_several(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), ANY2(&w, size_at_most(&w, 100), is_flag(&w, F_OLD, true)));
	put_size(&w, 80, 80);
	put_flag(&w, F_OLD, true);
	assert_changes(&w, r, "size(100,] & old=no clear\n");
	put_flag(&w, F_OLD, false);
	assert_changes(&w, r, "size(100,] clear\n");
	put_size(&w, 100, 200);
	assert_changes(&w, r, "size[,100] obsolete\nsize(100,] clear\n");
	world_close(&w);
}

static void what_is_missing(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = foundry_rule(&w);
	put_size(&w, 380, 450);
	assert_changes(&w, r,
		       "use=steel,alloy not_applicable (out_of_scope )\n"
		       "size(400,] clear\n"
		       "use=iron,iron_a & size[,400] obsolete\n"
		       "class=foundry & shown:paper1,paper2 exempt\n");
	put_use(&w, U_IRON);
	assert_changes(&w, r,
		       "size[,400] obsolete\n"
		       "size(400,] clear\n"
		       "class=foundry & shown:paper1,paper2 exempt\n");
	world_close(&w);
}

/* Two limits cut what the field may hold into three; a number that is one of them is a part of its own. */
static void between_limits(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w),
				  ALL2(&w, compares(&w, F_SIZE, REL_MORE_THAN, 100), size_at_most(&w, 400)));
	put_size(&w, 80, 80);
	assert_changes(&w, r, "size(100,400] obsolete\n");
	put_size(&w, 400, 400);
	assert_changes(&w, r, "size[,100] clear\nsize(400,] clear\n");
	world_close(&w);
}

/* Beyond the plausible range nothing is judged: a limit there changes nothing. */
static void plausible(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	w.fields[F_SIZE].has_plausible = true;
	w.fields[F_SIZE].plausible = (struct quantity){
		.v = {.lo = decimal_from_int(1000), .hi = decimal_from_int(500000)}, .unit = &w.litre};
	struct rule *r = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
	put_size(&w, 350, 350);
	assert_changes(&w, r, "size(400,] clear\n");
	w.fields[F_SIZE].plausible.v.hi = decimal_from_int(400000);
	assert_changes(&w, r, "");
	w.fields[F_SIZE].plausible.v.lo = w.fields[F_SIZE].plausible.v.hi;
	put_size(&w, 500, 500);
	assert_changes(&w, r, "size[400,400] obsolete\n");
	world_close(&w);
}

static void every_type(void **state)
{
	static const struct {
		int field;
		enum relation relation;
		int64_t limit;
		const char *want;
	} rows[] = {
		{F_SIZE, REL_LESS_THAN, 400, "size[,400) obsolete\nsize[400,] clear\n"},
		{F_RATIO, REL_AT_LEAST, 8, "ratio[,8) clear\nratio[8,] obsolete\n"},
		{F_RATIO, REL_MORE_THAN, 8, "ratio[,8] clear\nratio(8,] obsolete\n"},
		{F_NUMBER, REL_AT_MOST, 3, "number[,3] obsolete\nnumber(3,] clear\n"},
		{F_NUMBER, REL_AT_MOST, 0, "number[0,0] obsolete\nnumber(0,] clear\n"},
		{F_NUMBER, REL_AT_LEAST, 0, "number[0,] obsolete\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w),
					  compares(&w, rows[i].field, rows[i].relation, rows[i].limit));
		assert_changes(&w, r, rows[i].want);
		world_close(&w);
	}
}

static void dates(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct condition *c = cond(&w, COND_COMPARE);
	c->field = &w.fields[F_MADE];
	c->relation = REL_AT_MOST;
	c->day = day_of(2003, 12, 31);
	struct rule *r = add_rule(&w, K_ARC, always(&w), c);
	assert_changes(&w, r, "made[,2003-12-31] obsolete\nmade(2003-12-31,] clear\n");
	world_close(&w);
}

/* Years that were reckoned from a date: other years mean another date, not a contradiction. */
static void years_in_service(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	w.fields[F_SIZE].from_date = &w.fields[F_MADE];
	w.fields[F_SIZE].default_unit = &w.m3; /* stands for the year */
	w.v.years = &w.fields[F_SIZE];
	struct rule *r = add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, REL_MORE_THAN, 15));
	put(&w, F_MADE, FACE_READ)->date = (struct date){day_of(1990, 1, 1), day_of(1990, 1, 1), DATE_DAY};
	assert_changes(&w, r, "size[,15] clear\n");
	world_close(&w);
}

static void models(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), ANY2(&w, model_matches(&w, "JO2.*"), model_matches(&w, "J[O]2")));
	put_model(&w, "JO2-41");
	assert_changes(&w, r, "model~other clear\n");
	put_model(&w, "Y2-132");
	assert_changes(&w, r, "model~JO2.* obsolete\nmodel~J[O]2 obsolete\n");
	world_close(&w);
}

/* What another rule says of another model, or of another size, nobody knows. */
static void another_rule(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), model_matches(&w, "JO2.*"));
	struct rule *size = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
	add_rule(&w, K_ARC, always(&w), ANY2(&w, model_matches(&w, "Y2.*"), size_at_most(&w, 1000)));
	put_model(&w, "JO2-41");
	put_size(&w, 350, 350);
	assert_changes(&w, r, "model~other clear (obsolete r1)\n");
	assert_changes(&w, size, "size(400,] clear (obsolete r0)\n");
	put_model(&w, "X1");
	assert_changes(&w, size, "size(400,] clear (?)\n");
	put_model(&w, "JO2-41");
	put_size(&w, 2000, 2000);
	assert_changes(&w, r, "model~other clear (?)\n");
	world_close(&w);
}

/* A model that the rule names settles the kind, too. */
static void models_of_a_general_kind(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct model_name *named = must(ARENA_NEW(&w.arena, struct model_name));
	assert_true(model_name_read(named, &w.arena, &w.arena, STR("JO2"), true));
	struct condition *c = cond(&w, COND_MODEL);
	c->field = &w.fields[F_MODEL];
	c->models = named;
	c->n_models = 1;
	struct rule *r = add_rule(&w, K_ARC, always(&w), c);
	w.item.kind = &w.kinds[K_FURNACE];
	put_model(&w, "JO2-41-4");
	assert_changes(&w, r, "model~other clear\nkind=induction_furnace not_applicable (out_of_scope )\n");
	put_model(&w, "J02X-41");
	assert_changes(&w, r,
		       "model~JO2 obsolete\n"
		       "model~other clear\n"
		       "kind=induction_furnace not_applicable (out_of_scope )\n");
	world_close(&w);
}

static void the_kind(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
	w.item.kind = &w.kinds[K_FURNACE];
	put_size(&w, 350, 350);
	assert_changes(&w, r, "kind=arc_furnace obsolete\nkind=induction_furnace not_applicable (out_of_scope )\n");
	world_close(&w);
}

/* What is presumed may be otherwise; the verdict that rests on it names it, and so does the change. */
static void presumptions(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_STEEL), size_at_most(&w, 400));
	struct rule *alloy = add_rule(&w, K_ARC, is_use(&w, U_ALLOY), size_at_most(&w, 400));
	presume_kind(&w, K_FURNACE, K_ARC);
	presume_use(&w, K_ARC, U_STEEL);
	w.item.kind = &w.kinds[K_FURNACE];
	put_size(&w, 350, 350);
	assert_changes(&w, r,
		       "use=iron,iron_a not_applicable (out_of_scope )\n"
		       "use=alloy not_applicable (obsolete r1)\n"
		       "size(400,] clear\n"
		       "kind=induction_furnace not_applicable (out_of_scope )\n");
	put_size(&w, 500, 500);
	put_use(&w, U_ALLOY);
	assert_changes(&w, alloy, "size[,400] obsolete\n");
	world_close(&w);
}

/* A reroute that is shown: the rule that is pointed to has the item then. */
static void a_reroute(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *iron = add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 200));
	struct rule *special = add_rule(&w, K_ARC, is_use(&w, U_IRON_A), size_at_most(&w, 400));
	add_exception(&w, iron, EFFECT_REROUTE, is_use(&w, U_IRON_A))->to = special;
	put_use(&w, U_IRON);
	put_size(&w, 150, 150);
	assert_changes(&w, iron,
		       "use=iron_a not_applicable (obsolete r1)\n"
		       "use=steel,alloy not_applicable (out_of_scope )\n"
		       "size(200,] clear\n");
	world_close(&w);
}

/* A scale that is stated decides; where it is not, a person does. */
static void known_values(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w),
				  ANY2(&w, ALL2(&w, is_known(&w, F_CLASS, true), is_class(&w, C_OTHER)),
				       ALL2(&w, is_known(&w, F_CLASS, false), judgement(&w, F_OLD))));
	assert_changes(&w, r, "class=foundry clear\nclass=other obsolete\nold=yes obsolete\nold=no clear\n");
	put_class(&w, C_FOUNDRY);
	assert_changes(&w, r, "class=other obsolete\n");
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_obsolete_item), cmocka_unit_test(a_denied_exception), cmocka_unit_test(a_clear_item),
		cmocka_unit_test(all_of_several),   cmocka_unit_test(any_of_several),	  cmocka_unit_test(what_is_missing),
		cmocka_unit_test(between_limits),   cmocka_unit_test(plausible),	  cmocka_unit_test(every_type),
		cmocka_unit_test(dates),	    cmocka_unit_test(another_rule),	    cmocka_unit_test(models),		  cmocka_unit_test(years_in_service),		  cmocka_unit_test(the_kind),		  cmocka_unit_test(models_of_a_general_kind),
		cmocka_unit_test(presumptions),	    cmocka_unit_test(a_reroute),	  cmocka_unit_test(known_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
