#include "rules/leaf.h"
#include "rules/read.h"
#include "yaml/schema.h"

/* The place of a word in a table that the schema has checked; 0 for what it has refused. */
static unsigned word_index(const struct node *map, const char *key, const char *const *words, unsigned n)
{
	struct str text = node_text(map, key);
	unsigned i = 0;
	while (i < n && !str_is(text, words[i]))
		i++;
	return i < n ? i : 0;
}

static void force_end_read(struct rules_reader *r, struct force_end *out, const struct node *node)
{
	if (!node || node->type != NODE_SCALAR)
		return;
	out->set = true;
	out->unknown = !date_parse_iso(&out->date, node->text);
	if (out->unknown && !str_is(node->text, "unknown"))
		diag_add(r->diags, DIAG_BAD_DATE, r->file, node->span,
			 "\"%.*s\" is neither a date (YYYY, YYYY-MM, YYYY-MM-DD) nor unknown", STR_ARG(node->text));
}

/* A rule that ends before it begins would be applied to nothing, and nobody would be told. */
static void in_force_read(struct rules_reader *r, struct rule *out, const struct node *map)
{
	const struct node *from = node_get(map, "from"), *to = node_get(map, "to");
	force_end_read(r, &out->from, from);
	force_end_read(r, &out->to, to);
	bool dated = out->from.set && !out->from.unknown && out->to.set && !out->to.unknown;
	if (dated && out->to.date.last < out->from.date.first)
		diag_add(r->diags, DIAG_BAD_DATE, r->file, to->span,
			 "the rule would end, \"%.*s\", before it begins, \"%.*s\"", STR_ARG(to->text),
			 STR_ARG(from->text));
}

static void deadline_read(struct rules_reader *r, struct rule *out, const struct node *node)
{
	struct date date;
	if (!node || node->type != NODE_SCALAR || str_is(node->text, "none"))
		return;
	bool horizon = str_is(node->text, "horizon");
	out->deadline = DEADLINE_DATE;
	out->deadline_is_horizon = horizon;
	if (horizon && r->pack->has_horizon)
		out->deadline_day = r->pack->horizon;
	else if (horizon)
		diag_add(r->diags, DIAG_BAD_DATE, r->file, node->span, "the pack states no \"horizon\"");
	else if (date_parse_iso(&date, node->text))
		out->deadline_day = date.last;
	else
		diag_add(r->diags, DIAG_BAD_DATE, r->file, node->span,
			 "\"%.*s\" is neither a date (YYYY, YYYY-MM, YYYY-MM-DD), nor none, nor horizon",
			 STR_ARG(node->text));
}

/* The condition behind a key, with the kinds it is asked of; NULL where there is none or after diagnostics. */
static const struct condition *behind(struct rules_reader *r, struct rule *rule, const struct node *map,
				      const char *key)
{
	const struct node *node = node_get(map, key);
	return node ? condition_read(r, node, &rule->n_leaves) : NULL;
}

static void conditions_read(struct rules_reader *r, struct rule *out, const struct node *map)
{
	out->where = behind(r, out, map, "where");
	out->obsolete_if = behind(r, out, map, "obsolete_if");
	if (!node_get(map, "where"))
		out->where = condition_new(r, COND_ALWAYS, map->span);
	if (node_get(map, "obsolete_if"))
		return;
	out->obsolete_if = condition_new(r, COND_ALWAYS, map->span);
	if (!out->unresolved)
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, out->span,
			 "missing key \"obsolete_if\"; only a rule of status unresolved goes without");
}

static void evidence_read(struct rules_reader *r, struct exception *out, const struct node *list)
{
	size_t n = node_count(list);
	const struct field **fields = ARENA_ARRAY(r->arena, n, const struct field *);
	repeats_check(r, list);
	for (size_t i = 0; fields && i < n; i++) {
		const struct node *node = list->items[i];
		const struct field *field = field_named(r, node->text, node->span);
		if (field && field->type != FIELD_FLAG)
			diag_add(r->diags, DIAG_OPERATOR_TYPE, r->file, node->span,
				 "\"%.*s\" cannot be evidence: it is no flag", STR_ARG(field->id));
		else if (field)
			fields[out->n_evidence++] = field;
	}
	out->evidence = fields;
}

static void exception_read(struct rules_reader *r, struct rule *rule, struct exception *out, const struct node *map)
{
	static const char *const effects[] = {"exempt", "out_of_scope", "reroute"};
	const struct node *to = node_get(map, "to");
	out->id = node_text(map, "id");
	out->span = node_span(node_get(map, "id"));
	out->effect = (enum effect)word_index(map, "effect", effects, 3);
	out->to_id = node_text(map, "to");
	out->to_span = node_span(to);
	if ((out->effect == EFFECT_REROUTE) != (to != NULL))
		diag_add(r->diags, DIAG_REROUTE_TARGET, r->file, to ? to->span : out->span,
			 to ? "only an exception that reroutes has a target" : "a reroute needs its target: \"to\"");
	clause_read(r, &out->clause, node_get(map, "clause"));
	out->when = behind(r, rule, map, "when");
	evidence_read(r, out, node_get(map, "evidence"));
}

static void reading_read(struct rules_reader *r, struct rule *rule, struct reading_of_rule *out,
			 const struct node *map)
{
	const struct kind *const *kinds = r->kinds;
	size_t n_kinds = r->n_kinds;
	out->id = node_text(map, "id");
	out->span = node_get(map, "id") ? node_get(map, "id")->span : map->span;
	out->note = words_read(map, "note");
	if (!node_get(map, "kinds") && !node_get(map, "where") && !node_get(map, "obsolete_if"))
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, out->span,
			 "a reading says what it reads otherwise: \"where\", \"obsolete_if\" or \"kinds\"");
	if (node_get(map, "kinds")) {
		out->kinds = kinds_read(r, node_get(map, "kinds"), &out->n_kinds);
		r->kinds = out->kinds;
		r->n_kinds = out->n_kinds;
	}
	out->where = behind(r, rule, map, "where");
	out->obsolete_if = behind(r, rule, map, "obsolete_if");
	r->kinds = kinds;
	r->n_kinds = n_kinds;
}

static void exceptions_read(struct rules_reader *r, struct rule *out, const struct node *list)
{
	out->n_exceptions = node_count(list);
	out->exceptions = ARENA_ARRAY(r->arena, out->n_exceptions, struct exception);
	for (size_t i = 0; out->exceptions && i < out->n_exceptions; i++)
		exception_read(r, out, &out->exceptions[i], list->items[i]);
}

static void readings_read(struct rules_reader *r, struct rule *out, const struct node *list)
{
	out->n_readings = node_count(list);
	out->readings = ARENA_ARRAY(r->arena, out->n_readings, struct reading_of_rule);
	for (size_t i = 0; out->readings && i < out->n_readings; i++)
		reading_read(r, out, &out->readings[i], list->items[i]);
}

static bool compares(void *ctx, const struct condition *leaf)
{
	const struct field *field = ctx;
	return leaf->op != COND_COMPARE || leaf->field != field;
}

/* "10%" or "0.1", more than nothing and less than all. */
static bool fraction_read(struct decimal *out, struct arena *a, struct str s)
{
	struct decimal hundred = decimal_from_int(100), one = decimal_from_int(1), n;
	bool percent = s.n && s.p[s.n - 1] == '%';
	if (decimal_parse(&n, a, str_sub(s, 0, s.n - percent)) != DECIMAL_OK || n.negative || decimal_is_zero(&n))
		return false;
	*out = n;
	if (percent && decimal_div(out, a, &n, &hundred) != DECIMAL_OK)
		return false;
	return decimal_cmp(out, &one) < 0;
}

static void near_read(struct rules_reader *r, struct rule *out, const struct node *map)
{
	if (!map || map->type != NODE_MAPPING || !(out->near = ARENA_ARRAY(r->arena, map->n, struct near_rule)))
		return;
	for (size_t i = 0; i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		struct near_rule near = {.field = field_named(r, e->key, e->key_span)};
		if (!near.field || e->value->type != NODE_SCALAR)
			continue;
		bool compared =
			out->obsolete_if && !condition_each_leaf(out->obsolete_if, compares, (void *)near.field);
		if (out->obsolete_if && !compared)
			diag_add(r->diags, DIAG_OPERATOR_TYPE, r->file, e->key_span,
				 "\"%.*s\" cannot be near: no limit of this rule compares it", STR_ARG(e->key));
		else if (!fraction_read(&near.fraction, r->arena, e->value->text))
			diag_add(r->diags, DIAG_BAD_NUMBER, r->file, e->value->span,
				 "\"%.*s\" is no part of a limit; one as 10%% was expected", STR_ARG(e->value->text));
		else
			out->near[out->n_near++] = near;
	}
}

static void capacity_read(struct rules_reader *r, struct rule *out, const struct node *node)
{
	if (!node || node->type != NODE_SCALAR || !(out->capacity = field_named(r, node->text, node->span)))
		return;
	if (out->capacity->type != FIELD_QUANTITY)
		diag_add(r->diags, DIAG_OPERATOR_TYPE, r->file, node->span,
			 "\"%.*s\" cannot be summed: it is no quantity", STR_ARG(node->text));
}

struct leaf_count {
	size_t judged, all;
};

static bool count_leaf(void *ctx, const struct condition *leaf)
{
	struct leaf_count *n = ctx;
	n->judged += leaf->op == COND_JUDGEMENT;
	n->all++;
	return true;
}

/* What condemns decides whether a rule is a person's alone: `where` only says of what. */
static enum executability executability_of(const struct rule *rule)
{
	struct leaf_count where = {0}, condemns = {0};
	if (rule->unresolved)
		return EXEC_UNRESOLVED;
	if (rule->where)
		condition_each_leaf(rule->where, count_leaf, &where);
	if (rule->obsolete_if)
		condition_each_leaf(rule->obsolete_if, count_leaf, &condemns);
	if (condemns.all && condemns.judged == condemns.all)
		return EXEC_MANUAL;
	return where.judged + condemns.judged ? EXEC_PARTIAL : EXEC_FULL;
}

static void head_read(struct rules_reader *r, struct rule *out, const struct node *map)
{
	static const char *const actions[] = {"eliminate", "phase_out", "intensify"};
	out->pack = r->pack;
	out->file = r->file;
	out->id = node_text(map, "id");
	out->span = node_get(map, "id") ? node_get(map, "id")->span : map->span;
	name_check(r, node_get(map, "id"));
	out->revision = node_text(map, "revision");
	out->title = words_read(map, "title");
	out->industry = node_text(map, "industry");
	out->action = (enum action)word_index(map, "action", actions, 3);
	out->interpretation = words_read(map, "interpretation");
	out->open_list = node_bool(map, "open_list", false);
	out->unresolved = str_is(node_text(map, "status"), "unresolved");
	out->caveat = words_read(map, "caveat");
	if (out->open_list && !out->caveat.en.p)
		out->caveat = words_printf(r->arena, "the clause ends in 等: its list is not closed");
	clause_read(r, &out->clause, node_get(map, "clause"));
	in_force_read(r, out, node_get(map, "in_force"));
	deadline_read(r, out, node_get(map, "deadline"));
	out->kinds_span = node_span(node_get(map, "kinds"));
	out->from_span = node_span(node_get(node_get(map, "in_force"), "from"));
	out->to_span = node_span(node_get(node_get(map, "in_force"), "to"));
	out->deadline_span = node_span(node_get(map, "deadline"));
}

static void tests_read(struct rules_reader *r, struct rule *out, const struct node *list)
{
	out->n_tests = node_count(list);
	out->tests = ARENA_ARRAY(r->arena, out->n_tests, struct rule_test);
	for (size_t i = 0; out->tests && i < out->n_tests; i++)
		rule_test_read(r, out, &out->tests[i], list->items[i]);
}

void rule_read(struct rules_reader *r, struct rule *out, const struct node *map)
{
	head_read(r, out, map);
	r->kinds_doubtful = false;
	out->kinds = kinds_read(r, node_get(map, "kinds"), &out->n_kinds);
	r->kinds = out->kinds;
	r->n_kinds = out->n_kinds;
	conditions_read(r, out, map);
	exceptions_read(r, out, node_get(map, "except"));
	readings_read(r, out, node_get(map, "readings"));
	near_read(r, out, node_get(map, "near"));
	capacity_read(r, out, node_get(map, "capacity"));
	out->executability = executability_of(out);
	tests_read(r, out, node_get(map, "tests"));
}

/* --- a rule that an overlay changes ----------------------------------------------------------------------------- */

static void dates_amend(struct rules_reader *r, struct rule *out, const struct node *map)
{
	const struct node *in_force = node_get(map, "in_force"), *deadline = node_get(map, "deadline");
	if (in_force) {
		out->from = out->to = (struct force_end){0};
		in_force_read(r, out, in_force);
		out->from_span = node_span(node_get(in_force, "from"));
		out->to_span = node_span(node_get(in_force, "to"));
	}
	if (deadline) {
		out->deadline = DEADLINE_NONE;
		out->deadline_day = 0;
		deadline_read(r, out, deadline);
		out->deadline_span = node_span(deadline);
	}
}

static void conditions_amend(struct rules_reader *r, struct rule *out, const struct node *map)
{
	if (node_get(map, "kinds")) {
		out->kinds = kinds_read(r, node_get(map, "kinds"), &out->n_kinds);
		out->kinds_span = node_span(node_get(map, "kinds"));
	}
	r->kinds = out->kinds;
	r->n_kinds = out->n_kinds;
	if (node_get(map, "where"))
		out->where = behind(r, out, map, "where");
	if (node_get(map, "obsolete_if"))
		out->obsolete_if = behind(r, out, map, "obsolete_if");
}

static bool is_dropped(const struct node *drop, struct str id)
{
	size_t i = 0;
	while (i < node_count(drop) && !str_eq(drop->items[i]->text, id))
		i++;
	return i < node_count(drop);
}

static void drop_check(struct rules_reader *r, const struct rule *before, const struct node *drop)
{
	repeats_check(r, drop);
	for (size_t i = 0; i < node_count(drop); i++) {
		size_t e = 0;
		while (e < before->n_exceptions && !str_eq(before->exceptions[e].id, drop->items[i]->text))
			e++;
		if (e == before->n_exceptions)
			diag_add(r->diags, DIAG_BAD_WORD, r->file, drop->items[i]->span,
				 "the rule has no exception \"%.*s\"", STR_ARG(drop->items[i]->text));
	}
}

static void exceptions_amend(struct rules_reader *r, struct rule *out, const struct rule *before, const struct node *map)
{
	const struct node *add = node_get(map, "add"), *drop = node_get(map, "drop");
	drop_check(r, before, drop);
	out->n_exceptions = 0;
	out->exceptions = ARENA_ARRAY(r->arena, before->n_exceptions + node_count(add), struct exception);
	for (size_t i = 0; out->exceptions && i < before->n_exceptions; i++)
		if (!is_dropped(drop, before->exceptions[i].id))
			out->exceptions[out->n_exceptions++] = before->exceptions[i];
	for (size_t i = 0; out->exceptions && i < node_count(add); i++)
		if (add->items[i]->type == NODE_MAPPING)
			exception_read(r, out, &out->exceptions[out->n_exceptions++], add->items[i]);
}

/* Words and numbers that stand beside the conditions. */
static void sides_amend(struct rules_reader *r, struct rule *out, const struct node *map)
{
	static const char *const actions[] = {"eliminate", "phase_out", "intensify"};
	if (node_get(map, "title"))
		out->title = words_read(map, "title");
	if (node_get(map, "action"))
		out->action = (enum action)word_index(map, "action", actions, 3);
	if (node_get(map, "interpretation"))
		out->interpretation = words_read(map, "interpretation");
	if (node_get(map, "caveat"))
		out->caveat = words_read(map, "caveat");
	if (node_get(map, "capacity"))
		capacity_read(r, out, node_get(map, "capacity"));
	if (node_get(map, "near")) {
		out->n_near = 0;
		near_read(r, out, node_get(map, "near"));
	}
}

/* The overlay's come first, and replace those of the same records. */
static void tests_amend(struct rules_reader *r, struct rule *out, const struct rule *before, const struct node *list)
{
	size_t n;
	tests_read(r, out, list);
	n = out->n_tests;
	struct rule_test *all = ARENA_ARRAY(r->arena, n + before->n_tests, struct rule_test);
	if (!all || !out->tests)
		return;
	if (n)
		memcpy(all, out->tests, n * sizeof *all);
	for (size_t i = 0; i < before->n_tests; i++) {
		size_t j = 0;
		while (j < n && !rule_test_replaces(&all[j], &before->tests[i]))
			j++;
		if (j == n)
			all[out->n_tests++] = before->tests[i];
	}
	out->tests = all;
}

void rule_amend(struct rules_reader *r, struct rule *out, const struct rule *before, const struct node *map)
{
	*out = *before;
	r->kinds_doubtful = false;
	dates_amend(r, out, map);
	conditions_amend(r, out, map);
	if (node_get(map, "except"))
		exceptions_amend(r, out, before, node_get(map, "except"));
	if (node_get(map, "readings"))
		readings_read(r, out, node_get(map, "readings"));
	sides_amend(r, out, map);
	out->executability = executability_of(out);
	tests_amend(r, out, before, node_get(map, "tests"));
}
