/*
 * A small world built by hand, for tests of the judge: a few kinds and fields, rules and records written as C. Include
 * "unit.h" first.
 *
 *     furnace ── arc_furnace, induction_furnace     bath ── dip_bath (always_named)     line (abstract) ── paper_line
 *
 * Always: everything lives in the world's arena until world_close; building asserts that there is memory.
 */
#ifndef PHASEOUT_TESTS_WORLD_H
#define PHASEOUT_TESTS_WORLD_H

#include "judge/judge.h"

enum { K_FURNACE, K_ARC, K_INDUCTION, K_BATH, K_DIP, K_LINE, K_PAPER, K_COUNT };
enum { F_USE, F_CLASS, F_SIZE, F_RATIO, F_NUMBER, F_MADE, F_OLD, F_PAPER1, F_PAPER2, F_MODEL, F_NAME, F_COUNT };
/* iron_a is_a iron; the list is closed */
enum { U_IRON, U_IRON_A, U_STEEL, U_ALLOY, U_COUNT };
/* not closed */
enum { C_FOUNDRY, C_OTHER, C_COUNT };
enum { RULES = 8, PRESUMPTIONS = 4 };

struct world {
	struct arena arena;
	struct diags diags;
	struct quantity_kind volume;
	struct unit m3, litre;
	struct enum_value uses[U_COUNT], classes[C_COUNT];
	struct enumeration enums[2];
	struct field fields[F_COUNT];
	struct kind kinds[K_COUNT];
	struct presumption presumptions[PRESUMPTIONS];
	const struct kind *presumed_for[PRESUMPTIONS][1];
	struct vocabulary v;
	struct pack pack;
	struct rule rules[RULES];
	const struct rule *listed[RULES];
	struct ruleset set;
	struct program *program;
	const struct value *values[F_COUNT];
	struct item item;
};

static inline void *must(void *p)
{
	assert_non_null(p);
	return p;
}

static inline day day_of(int y, int m, int d)
{
	day out = 0;
	assert_true(date_from_ymd(&out, y, m, d));
	return out;
}

static inline void world_kind(struct world *w, int at, const char *id, int parent)
{
	w->kinds[at] = (struct kind){
		.id = str_from(id), .index = (uint32_t)at, .parent = parent < 0 ? NULL : &w->kinds[parent]};
}

static inline void world_field(struct world *w, int at, const char *id, enum field_type type)
{
	w->fields[at] = (struct field){.id = str_from(id), .type = type, .index = (uint32_t)at};
}

static inline void world_fields(struct world *w)
{
	world_field(w, F_USE, "use", FIELD_ENUM);
	world_field(w, F_CLASS, "class", FIELD_ENUM);
	world_field(w, F_SIZE, "size", FIELD_QUANTITY);
	world_field(w, F_RATIO, "ratio", FIELD_RATIO);
	world_field(w, F_NUMBER, "number", FIELD_INTEGER);
	world_field(w, F_MADE, "made", FIELD_DATE);
	world_field(w, F_OLD, "old", FIELD_FLAG);
	world_field(w, F_PAPER1, "paper1", FIELD_FLAG);
	world_field(w, F_PAPER2, "paper2", FIELD_FLAG);
	world_field(w, F_MODEL, "model", FIELD_MODEL);
	world_field(w, F_NAME, "name", FIELD_TEXT);
	w->fields[F_USE].enumeration = &w->enums[0];
	w->fields[F_CLASS].enumeration = &w->enums[1];
	w->fields[F_SIZE].quantity = &w->volume;
}

static inline void world_enums(struct world *w)
{
	static const char *const uses[] = {"iron", "iron_a", "steel", "alloy"}, *const classes[] = {"foundry", "other"};
	for (uint32_t i = 0; i < U_COUNT; i++)
		w->uses[i] = (struct enum_value){.id = str_from(uses[i]), .index = i};
	w->uses[U_IRON_A].parent = &w->uses[U_IRON];
	for (uint32_t i = 0; i < C_COUNT; i++)
		w->classes[i] = (struct enum_value){.id = str_from(classes[i]), .index = i};
	w->enums[0] = (struct enumeration){.id = STR("use"), .values = w->uses, .n_values = U_COUNT, .closed = true};
	w->enums[1] = (struct enumeration){.id = STR("class"), .values = w->classes, .n_values = C_COUNT};
}

static inline void world_open(struct world *w)
{
	*w = (struct world){0};
	arena_init(&w->arena);
	diags_init(&w->diags, NULL, NULL);
	w->volume = (struct quantity_kind){.id = STR("volume")};
	w->m3 = (struct unit){.kind = &w->volume, .id = STR("m3"), .numerator.digits = 1, .denominator.digits = 1};
	w->litre = (struct unit){.kind = &w->volume, .id = STR("l"), .numerator.digits = 1, .denominator.digits = 1000};
	world_enums(w);
	world_fields(w);
	world_kind(w, K_FURNACE, "furnace", -1);
	world_kind(w, K_ARC, "arc_furnace", K_FURNACE);
	world_kind(w, K_INDUCTION, "induction_furnace", K_FURNACE);
	world_kind(w, K_BATH, "bath", -1);
	world_kind(w, K_DIP, "dip_bath", K_BATH);
	world_kind(w, K_LINE, "line", -1);
	world_kind(w, K_PAPER, "paper_line", K_LINE);
	w->kinds[K_DIP].always_named = true;
	w->kinds[K_LINE].abstract = true;
	w->v = (struct vocabulary){
		.arena = &w->arena,
		.enumerations = w->enums,
		.n_enumerations = 2,
		.fields = w->fields,
		.n_fields = F_COUNT,
		.kinds = w->kinds,
		.n_kinds = K_COUNT,
		.presumptions = w->presumptions,
	};
	w->pack = (struct pack){.id = STR("test"), .has_horizon = true, .horizon = day_of(2015, 12, 31)};
	w->set = (struct ruleset){.rules = w->listed};
	w->item = (struct item){.kind = &w->kinds[K_ARC], .values = w->values, .unit_count = 1};
}

static inline void world_close(struct world *w)
{
	program_release(w->program);
	diags_release(&w->diags);
	arena_release(&w->arena);
}

/* --- conditions ------------------------------------------------------------------------------------------------- */

static inline struct condition *cond(struct world *w, enum condition_op op)
{
	struct condition *c = must(ARENA_NEW(&w->arena, struct condition));
	c->op = op;
	return c;
}

static inline const struct condition *group(struct world *w, enum condition_op op, size_t n, const struct condition *a,
					    const struct condition *b, const struct condition *d)
{
	struct condition *c = cond(w, op);
	const struct condition **children = must(ARENA_ARRAY(&w->arena, 3, const struct condition *));
	children[0] = a;
	children[1] = b;
	children[2] = d;
	c->children = children;
	c->n = n;
	return c;
}

#define ALL2(w, a, b) group((w), COND_ALL, 2, (a), (b), NULL)
#define ALL3(w, a, b, c) group((w), COND_ALL, 3, (a), (b), (c))
#define ANY2(w, a, b) group((w), COND_ANY, 2, (a), (b), NULL)
#define ANY3(w, a, b, c) group((w), COND_ANY, 3, (a), (b), (c))
#define NOT(w, a) group((w), COND_NOT, 1, (a), NULL, NULL)

static inline const struct condition *is_use(struct world *w, int value)
{
	struct condition *c = cond(w, COND_IN);
	const struct enum_value **values = must(ARENA_ARRAY(&w->arena, 1, const struct enum_value *));
	values[0] = &w->uses[value];
	c->field = &w->fields[F_USE];
	c->values = values;
	c->n_values = 1;
	return c;
}

static inline const struct condition *is_class(struct world *w, int value)
{
	struct condition *c = cond(w, COND_IN);
	const struct enum_value **values = must(ARENA_ARRAY(&w->arena, 1, const struct enum_value *));
	values[0] = &w->classes[value];
	c->field = &w->fields[F_CLASS];
	c->values = values;
	c->n_values = 1;
	return c;
}

static inline const struct condition *is_flag(struct world *w, int field, bool flag)
{
	struct condition *c = cond(w, COND_IN);
	c->field = &w->fields[field];
	c->flag = flag;
	return c;
}

/* Of size (in m3), ratio or number. */
static inline const struct condition *compares(struct world *w, int field, enum relation relation, int64_t limit)
{
	struct condition *c = cond(w, COND_COMPARE);
	c->field = &w->fields[field];
	c->relation = relation;
	c->number = decimal_from_int(limit);
	c->quantity = (struct quantity){interval_point(c->number), &w->m3};
	return c;
}

static inline const struct condition *size_at_most(struct world *w, int64_t limit)
{
	return compares(w, F_SIZE, REL_AT_MOST, limit);
}

static inline const struct condition *is_known(struct world *w, int field, bool flag)
{
	struct condition *c = cond(w, COND_KNOWN);
	c->field = &w->fields[field];
	c->flag = flag;
	return c;
}

static inline const struct condition *judgement(struct world *w, int field)
{
	struct condition *c = cond(w, COND_JUDGEMENT);
	c->field = field < 0 ? NULL : &w->fields[field];
	c->judgement = (struct words){STR("小型"), STR("small")};
	return c;
}

static inline const struct condition *text_matches(struct world *w, int field, const char *pattern)
{
	struct condition *c = cond(w, COND_MATCHES);
	c->field = &w->fields[field];
	c->pattern = str_from(pattern);
	return c;
}

static inline const struct condition *model_matches(struct world *w, const char *pattern)
{
	return text_matches(w, F_MODEL, pattern);
}

static inline const struct condition *always(struct world *w)
{
	return cond(w, COND_ALWAYS);
}

/* --- rules ------------------------------------------------------------------------------------------------------ */

static inline const struct kind *const *kind_list(struct world *w, int kind)
{
	const struct kind **kinds = must(ARENA_ARRAY(&w->arena, 1, const struct kind *));
	kinds[0] = &w->kinds[kind];
	return kinds;
}

/* kind < 0: any */
static inline struct rule *add_rule(struct world *w, int kind, const struct condition *where,
				    const struct condition *obsolete_if)
{
	static const char *const ids[RULES] = {"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"};
	size_t i = w->set.n_rules++;
	assert_true(i < RULES);
	struct rule *r = &w->rules[i];
	*r = (struct rule){.pack = &w->pack, .id = str_from(ids[i]), .where = where, .obsolete_if = obsolete_if};
	r->index = (uint32_t)i;
	if (kind >= 0)
		r->kinds = kind_list(w, kind);
	r->n_kinds = kind >= 0;
	w->listed[i] = r;
	return r;
}

static inline struct exception *add_exception(struct world *w, struct rule *r, enum effect effect,
					      const struct condition *when)
{
	static const char *const ids[] = {"x0", "x1", "x2"};
	if (!r->exceptions)
		r->exceptions = must(ARENA_ARRAY(&w->arena, 3, struct exception));
	assert_true(r->n_exceptions < 3);
	struct exception *e = &r->exceptions[r->n_exceptions];
	*e = (struct exception){.id = str_from(ids[r->n_exceptions]), .effect = effect, .when = when};
	r->n_exceptions++;
	return e;
}

static inline void needs_paper(struct world *w, struct exception *e, int field)
{
	const struct field **evidence = must(ARENA_ARRAY(&w->arena, e->n_evidence + 1, const struct field *));
	for (size_t i = 0; i < e->n_evidence; i++)
		evidence[i] = e->evidence[i];
	evidence[e->n_evidence++] = &w->fields[field];
	e->evidence = evidence;
}

static inline struct presumption *add_presumption(struct world *w, int kind)
{
	size_t i = w->v.n_presumptions++;
	assert_true(i < PRESUMPTIONS);
	w->presumed_for[i][0] = &w->kinds[kind];
	w->presumptions[i] = (struct presumption){.kinds = w->presumed_for[i], .n_kinds = 1, .index = (uint32_t)i};
	return &w->presumptions[i];
}

static inline void presume_use(struct world *w, int kind, int use)
{
	struct presumption *p = add_presumption(w, kind);
	p->field = &w->fields[F_USE];
	p->value = &w->uses[use];
}

static inline void presume_class(struct world *w, int kind, int value)
{
	struct presumption *p = add_presumption(w, kind);
	p->field = &w->fields[F_CLASS];
	p->value = &w->classes[value];
}

static inline void presume_kind(struct world *w, int kind, int narrower)
{
	add_presumption(w, kind)->kind = &w->kinds[narrower];
}

/* --- records ---------------------------------------------------------------------------------------------------- */

static inline struct value *put(struct world *w, int field, enum face face)
{
	struct value *v = must(ARENA_NEW(&w->arena, struct value));
	v->field = &w->fields[field];
	v->face = face;
	w->values[field] = v;
	return v;
}

static inline struct value *put_use(struct world *w, int use)
{
	struct value *v = put(w, F_USE, FACE_READ);
	v->choice = &w->uses[use];
	return v;
}

static inline struct value *put_class(struct world *w, int value)
{
	struct value *v = put(w, F_CLASS, FACE_READ);
	v->choice = &w->classes[value];
	return v;
}

/* [lo, hi] m3 */
static inline struct value *put_size(struct world *w, int64_t lo, int64_t hi)
{
	struct value *v = put(w, F_SIZE, FACE_READ);
	v->quantity.unit = &w->m3;
	v->quantity.v.lo = decimal_from_int(lo);
	v->quantity.v.hi = decimal_from_int(hi);
	return v;
}

static inline struct value *put_number(struct world *w, uint64_t n)
{
	struct value *v = put(w, F_NUMBER, FACE_READ);
	v->integer = n;
	return v;
}

static inline struct value *put_flag(struct world *w, int field, bool flag)
{
	struct value *v = put(w, field, FACE_READ);
	v->flag = flag;
	return v;
}

static inline struct value *put_model(struct world *w, const char *text)
{
	struct value *v = put(w, F_MODEL, FACE_READ);
	v->text = str_from(text);
	return v;
}

static inline void assume(struct value *v, enum assumption_id id)
{
	v->assumed[v->n_assumed++] = (struct assumption){.id = id, .field = v->field};
}

static inline void empty_record(struct world *w)
{
	for (int i = 0; i < F_COUNT; i++)
		w->values[i] = NULL;
}

/* --- judging ---------------------------------------------------------------------------------------------------- */

static inline struct judgement judge_on(struct world *w, bool strict, day as_of)
{
	struct judgement j;
	program_release(w->program);
	w->program = program_new(&w->arena, &w->v, &w->set, &(struct judge_options){as_of, strict}, &w->diags);
	assert_non_null(w->program);
	assert_true(judge_item(&j, &w->arena, w->program, &w->item));
	return j;
}

static inline struct judgement judged(struct world *w)
{
	return judge_on(w, false, day_of(2013, 6, 30));
}

/* The finding of a rule, wherever it stands; NULL where the rule was not considered. */
static inline const struct finding *finding_of(const struct judgement *j, const struct rule *r)
{
	for (size_t i = 0; i < j->n_findings; i++)
		if (j->findings[i].rule == r)
			return &j->findings[i];
	for (size_t i = 0; i < j->n_not_applicable; i++)
		if (j->not_applicable[i].rule == r)
			return &j->not_applicable[i];
	return NULL;
}

static inline const char *verdict_under(const struct judgement *j, const struct rule *r)
{
	const struct finding *f = finding_of(j, r);
	return f ? rule_verdict_name(f->verdict) : "not considered";
}

#define assert_rule(j, r, want) assert_string_equal(verdict_under((j), (r)), (want))
#define assert_item(j, want) assert_string_equal(verdict_name((j)->verdict), (want))

static inline void write_alternative(struct buf *b, const struct need *n);

static inline void write_need(struct buf *b, const struct need *n)
{
	if (n->sort == NEED_FIELD)
		buf_add(b, n->field->id);
	else if (n->sort == NEED_KIND)
		buf_adds(b, "kind");
	else if (n->sort == NEED_JUDGEMENT)
		buf_printf(b, n->field ? "judgement:%.*s" : "judgement", STR_ARG(n->field ? n->field->id : STR("")));
	for (size_t i = 0; i < n->n_options; i++) {
		buf_adds(b, i ? "|" : "any(");
		write_alternative(b, &n->options[i]);
	}
	if (n->n_options)
		buf_addc(b, ')');
}

static inline void write_alternative(struct buf *b, const struct need *n)
{
	write_need(b, n);
	for (size_t i = 0; i < n->n_with; i++) {
		buf_addc(b, '+');
		write_need(b, &n->with[i]);
	}
}

/* "size use any(old|made+model)"; the caller's to free. */
static inline char *needs_text(const struct needs *needs)
{
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "");
	for (size_t i = 0; i < needs->n; i++) {
		if (i)
			buf_addc(&b, ' ');
		write_need(&b, &needs->items[i]);
	}
	char *text = strdup(b.p ? b.p : "");
	buf_release(&b);
	return must(text);
}

static inline void assert_needs(const struct needs *needs, const char *want)
{
	char *text = needs_text(needs);
	assert_string_equal(text, want);
	free(text);
}

#endif
