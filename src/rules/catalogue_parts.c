/* What catalogue.yaml declares: batches, conditions, duties, gaps. */
#include "rules/catalogue_read.h"

const struct catalogue_batch *catalogue_batch_named(const struct catalogue *c, struct str id)
{
	for (size_t i = 0; i < c->n_batches; i++)
		if (str_eq(c->batches[i].id, id))
			return &c->batches[i];
	return NULL;
}

/* --- batches ------------------------------------------------------------------------------------------------------- */

static void batch_read(struct catalogue_reader *c, struct catalogue_batch *out, const struct node *map)
{
	struct rules_reader *r = c->r;
	const struct node *id = node_get(map, "id"), *announced = node_get(map, "announced");
	struct date date;
	if (catalogue_batch_named(c->out, node_text(map, "id")))
		diag_add(r->diags, DIAG_DUPLICATE_ID, r->file, id->span, "the batch \"%.*s\" stands in this file already",
			 STR_ARG(id->text));
	*out = (struct catalogue_batch){.id = node_text(map, "id"), .notice = node_text(map, "notice"),
					.trust = trust_read(node_text(map, "trust")), .note = words_read(map, "note"),
					.span = map->span};
	if (!announced || announced->type != NODE_SCALAR || !date_parse_iso(&date, announced->text))
		return;
	if (date.precision != DATE_DAY)
		diag_add(r->diags, DIAG_BAD_DATE, r->file, announced->span,
			 "\"%.*s\" is no day; a batch is listed from a day on", STR_ARG(announced->text));
	out->announced = date.last;
}

static void batches_read(struct catalogue_reader *c, const struct node *list)
{
	struct catalogue *out = c->out;
	out->batches = ARENA_ARRAY(c->r->arena, node_count(list), struct catalogue_batch);
	for (size_t i = 0; out->batches && i < node_count(list); i++) {
		batch_read(c, &out->batches[out->n_batches], list->items[i]);
		out->n_batches++;
	}
}

/* --- conditions and duties ----------------------------------------------------------------------------------------- */

static void conditions_read(struct catalogue_reader *c, const struct node *map)
{
	struct catalogue *out = c->out;
	uint32_t leaves = 0;
	if (!map || map->type != NODE_MAPPING)
		return;
	out->conditions = ARENA_ARRAY(c->r->arena, map->n, struct catalogue_condition);
	for (size_t i = 0; out->conditions && i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		out->conditions[i] = (struct catalogue_condition){
			.id = e->key, .condition = condition_read(c->r, e->value, &leaves), .span = e->key_span, .index = (uint32_t)i};
		out->n_conditions++;
	}
}

static void by_read(struct rules_reader *r, struct duty_case *out, const struct node *by)
{
	struct date date = {0};
	if (!by || by->type != NODE_SCALAR)
		return;
	out->at_once = str_is(by->text, "none");
	if (!out->at_once && !date_parse_iso(&date, by->text))
		diag_add(r->diags, DIAG_BAD_DATE, r->file, by->span,
			 "\"%.*s\" is neither a date (YYYY, YYYY-MM, YYYY-MM-DD) nor none", STR_ARG(by->text));
	out->by = date.last;
}

/* Behind a case that always applies no other is ever reached. */
static void cases_read(struct catalogue_reader *c, struct catalogue_duty *out, const struct node *list)
{
	struct rules_reader *r = c->r;
	uint32_t leaves = 0;
	bool always = false;
	out->cases = ARENA_ARRAY(r->arena, node_count(list), struct duty_case);
	for (size_t i = 0; out->cases && i < node_count(list); i++) {
		const struct node *map = list->items[i], *when = node_get(map, "when");
		struct duty_case *one = &out->cases[out->n_cases++];
		one->when = when ? condition_read(r, when, &leaves) : NULL;
		by_read(r, one, node_get(map, "by"));
		if (always)
			diag_add(r->diags, DIAG_NEVER_HOLDS, r->file, map->span,
				 "the case before this one applies always: this one never does");
		always |= !when;
	}
	if (always && out->otherwise.zh.p)
		diag_add(r->diags, DIAG_NEVER_HOLDS, r->file, out->span,
			 "one case applies always: \"otherwise\" is never said");
}

static void duties_read(struct catalogue_reader *c, const struct node *map)
{
	struct catalogue *out = c->out;
	if (!map || map->type != NODE_MAPPING)
		return;
	out->duties = ARENA_ARRAY(c->r->arena, map->n, struct catalogue_duty);
	for (size_t i = 0; out->duties && i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		out->duties[i] = (struct catalogue_duty){.id = e->key, .text = node_text(e->value, "text"),
							 .otherwise = words_read(e->value, "otherwise"),
							 .span = e->key_span, .index = (uint32_t)i};
		cases_read(c, &out->duties[i], node_get(e->value, "cases"));
		out->n_duties++;
	}
}

/* --- gaps ---------------------------------------------------------------------------------------------------------- */

static void gap_read(struct catalogue_reader *c, struct catalogue_gap *out, const struct node *map)
{
	struct rules_reader *r = c->r;
	const struct node *batch = node_get(map, "batch");
	out->kinds = kinds_read(r, node_get(map, "kinds"), &out->n_kinds);
	out->caveat = words_read(map, "caveat");
	out->span = map->span;
	out->batch = catalogue_batch_named(c->out, node_text(map, "batch"));
	if (!out->batch && batch && batch->type == NODE_SCALAR && !c->doubtful)
		diag_add(r->diags, DIAG_UNDECLARED, r->file, batch->span, "no batch \"%.*s\" is declared in this file",
			 STR_ARG(batch->text));
}

static void gaps_read(struct catalogue_reader *c, const struct node *list)
{
	struct catalogue *out = c->out;
	out->gaps = ARENA_ARRAY(c->r->arena, node_count(list), struct catalogue_gap);
	for (size_t i = 0; out->gaps && i < node_count(list); i++)
		gap_read(c, &out->gaps[out->n_gaps++], list->items[i]);
}

void catalogue_parts_read(struct catalogue_reader *c, const struct node *map)
{
	batches_read(c, node_get(map, "batches"));
	conditions_read(c, node_get(map, "conditions"));
	duties_read(c, node_get(map, "duties"));
	gaps_read(c, node_get(map, "known_gaps"));
}
