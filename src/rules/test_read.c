#include "rules/read.h"
#include "rules/leaf.h"
#include "yaml/schema.h"

#include <stdlib.h>

/* The set of strings under a key, each as `canonical` writes it; what it refuses (after a diagnostic) is left out. */
typedef bool canonical_fn(struct rules_reader *r, const struct rule *rule, struct str *out, const struct node *node);

static struct str *set_read(struct rules_reader *r, const struct rule *rule, size_t *n, const struct node *list,
			    canonical_fn *canonical)
{
	size_t count = node_count(list);
	struct str *set = ARENA_ARRAY(r->arena, count, struct str);
	*n = 0;
	repeats_check(r, list);
	for (size_t i = 0; set && i < count; i++)
		if (canonical(r, rule, &set[*n], list->items[i]))
			++*n;
	return set;
}

static bool open_read(struct rules_reader *r, const struct rule *rule, struct str *out, const struct node *node)
{
	for (size_t i = 0; i < rule->n_exceptions; i++)
		if (str_eq(rule->exceptions[i].id, node->text)) {
			*out = node->text;
			return true;
		}
	diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "the rule has no exception \"%.*s\"",
		 STR_ARG(node->text));
	return false;
}

static bool field_id_read(struct rules_reader *r, struct str *out, struct str id, struct span at)
{
	*out = id;
	return str_is(id, "kind") || field_named(r, id, at);
}

static bool presumed_read(struct rules_reader *r, const struct rule *rule, struct str *out, const struct node *node)
{
	(void)rule;
	return field_id_read(r, out, node->text, node->span);
}

/* What stands before the colon, and behind it; `behind` is empty where there is none. */
static struct str cut(struct str s, struct str *behind)
{
	size_t at = str_find(s, STR(":"));
	*behind = at < s.n ? str_sub(s, at + 1, s.n) : STR("");
	return str_sub(s, 0, at);
}

static bool assumed_read(struct rules_reader *r, const struct rule *rule, struct str *out, const struct node *node)
{
	struct str field, name = cut(node->text, &field);
	(void)rule;
	*out = node->text;
	for (int id = ASSUMED_DEFAULT_UNIT; id <= ASSUMED_UNIT_OF_MAPPING; id++)
		if (str_is(name, assumption_name((enum assumption_id)id)))
			return !field.n || field_named(r, field, node->span);
	diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "unknown assumption \"%.*s\"", STR_ARG(name));
	return false;
}

/* --- needs -------------------------------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool joined(struct rules_reader *r, struct str *out, const char *before, struct str *items, size_t n,
		   char between, const char *after)
{
	struct buf b;
	buf_init(&b);
	if (n)
		qsort(items, n, sizeof *items, by_bytes);
	buf_adds(&b, before);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&b, between);
		buf_add(&b, items[i]);
	}
	buf_adds(&b, after);
	*out = arena_str(r->arena, buf_str(&b));
	r->arena->failed |= b.failed;
	buf_release(&b);
	return out->p;
}

static bool need_id_read(struct rules_reader *r, struct str *out, const struct node *node)
{
	struct str field, name = cut(node->text, &field);
	if (!str_is(name, "judgement"))
		return field_id_read(r, out, node->text, node->span);
	*out = node->text;
	return !field.n || field_named(r, field, node->span);
}

/* One alternative of any_of: an id, or a list of ids that are asked for together. */
static bool alternative_read(struct rules_reader *r, const struct rule *rule, struct str *out,
			     const struct node *node)
{
	(void)rule;
	size_t n = node_count(node), good = 0;
	if (node->type == NODE_SCALAR)
		return need_id_read(r, out, node);
	struct str *ids = ARENA_ARRAY(r->arena, n, struct str);
	for (size_t i = 0; ids && i < n; i++)
		good += node->items[i]->type == NODE_SCALAR && need_id_read(r, &ids[i], node->items[i]);
	return n && good == n && joined(r, out, "", ids, n, '+', "");
}

static bool need_read(struct rules_reader *r, const struct rule *rule, struct str *out, const struct node *node)
{
	const struct node *options = node_get(node, "any_of");
	size_t n;
	if (node->type == NODE_SCALAR)
		return need_id_read(r, out, node);
	if (!node_count(options) || node->n != 1) {
		diag_add(r->diags, DIAG_WRONG_TYPE, r->file, node->span, "a need is an id, or {any_of: [a, b]}");
		return false;
	}
	struct str *items = set_read(r, rule, &n, options, alternative_read);
	return items && n == options->n && joined(r, out, "any_of(", items, n, ',', ")");
}

/* --- a test ------------------------------------------------------------------------------------------------- */

static void record_read(struct rules_reader *r, const struct rule *rule, struct rule_test *out,
			const struct node *map)
{
	bool has_kind = rule->n_kinds == 1 || r->kinds_doubtful;
	if (!map || map->type != NODE_MAPPING || !(out->record = ARENA_ARRAY(r->arena, map->n, struct test_value)))
		return;
	for (size_t i = 0; i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		bool kind = str_is(e->key, "kind");
		has_kind |= kind;
		if (e->value->type != NODE_SCALAR)
			continue;
		if (kind ? !kind_named(r, e->value->text, e->value->span) : !field_named(r, e->key, e->key_span))
			continue;
		out->record[out->n_record++] = (struct test_value){e->key, e->value->text, e->value->span};
	}
	if (!has_kind)
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, map->span,
			 "missing key \"kind\": a record of a rule with several kinds names its own");
}

static bool has_reading(const struct rule *rule, struct str id)
{
	size_t i = 0;
	while (i < rule->n_readings && !str_eq(rule->readings[i].id, id))
		i++;
	return i < rule->n_readings;
}

static void test_readings_read(struct rules_reader *r, const struct rule *rule, struct rule_test *out,
			       const struct node *map)
{
	if (!map || map->type != NODE_MAPPING)
		return;
	out->reading_ids = ARENA_ARRAY(r->arena, map->n, struct str);
	out->reading_verdicts = ARENA_ARRAY(r->arena, map->n, enum rule_verdict);
	for (size_t i = 0; out->reading_ids && out->reading_verdicts && i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		enum rule_verdict verdict;
		if (!has_reading(rule, e->key))
			diag_add(r->diags, DIAG_BAD_WORD, r->file, e->key_span, "the rule has no reading \"%.*s\"",
				 STR_ARG(e->key));
		else if (e->value->type == NODE_SCALAR && rule_verdict_parse(&verdict, e->value->text)) {
			out->reading_ids[out->n_readings] = e->key;
			out->reading_verdicts[out->n_readings++] = verdict;
		}
	}
}

static void as_of_read(struct rules_reader *r, struct rule_test *out, const struct node *map)
{
	struct date date;
	out->has_as_of = date_parse_iso(&date, node_text(map, "as_of"));
	if (out->has_as_of)
		out->as_of = date.last;
	else if (r->pack->has_horizon)
		out->as_of = r->pack->horizon;
	else
		date_from_ymd(&out->as_of, 2015, 12, 31);
}

static void axes_read(struct rule_test *out, const struct node *map)
{
	struct str in_force = node_text(map, "in_force"), deadline = node_text(map, "deadline");
	for (enum in_force f = IN_FORCE_YES; in_force.p && f <= IN_FORCE_UNKNOWN; f++)
		if (str_is(in_force, in_force_name(f))) {
			out->has_in_force = true;
			out->in_force = f;
		}
	for (enum deadline_state d = DEADLINE_STATE_NONE; deadline.p && d <= DEADLINE_OVERDUE; d++)
		if (str_is(deadline, deadline_state_name(d))) {
			out->has_deadline = true;
			out->deadline = d;
		}
}

void rule_test_read(struct rules_reader *r, const struct rule *rule, struct rule_test *out, const struct node *map)
{
	out->span = map->span;
	record_read(r, rule, out, node_get(map, "record"));
	rule_verdict_parse(&out->expect, node_text(map, "expect"));
	out->open = set_read(r, rule, &out->n_open, node_get(map, "open"), open_read);
	out->presumed = set_read(r, rule, &out->n_presumed, node_get(map, "presumed"), presumed_read);
	out->assumed = set_read(r, rule, &out->n_assumed, node_get(map, "assumed"), assumed_read);
	out->needs = set_read(r, rule, &out->n_needs, node_get(map, "needs"), need_read);
	out->to = node_text(map, "to");
	as_of_read(r, out, map);
	test_readings_read(r, rule, out, node_get(map, "readings"));
	out->has_near = node_get(map, "near");
	out->near = node_bool(map, "near", false);
	out->has_caveat = node_get(map, "caveat");
	out->caveat = node_bool(map, "caveat", false);
	axes_read(out, map);
}
