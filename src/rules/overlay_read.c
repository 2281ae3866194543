#include "rules/overlay_read.h"

#include "base/sha256.h"
#include "rules/leaf.h"
#include "rules/pack_schema.h"
#include "rules/read.h"

bool overlay_file_open(struct rules_reader *r, struct overlay_file *out, struct str folder)
{
	*out = (struct overlay_file){.folder = folder};
	out->file.name = arena_printf(r->arena, "%.*s/overlay.yaml", STR_ARG(folder));
	return out->file.name.p && r->read(r->read_ctx, out->file.name, &out->file.text);
}

/* --- the head ---------------------------------------------------------------------------------------------------- */

/* sd-2013@1.0 */
static void of_read(struct rules_reader *r, struct overlay_file *f, const struct node *of)
{
	if (!of || of->type != NODE_SCALAR)
		return;
	size_t at = str_find(of->text, STR("@"));
	f->of_span = of->span;
	if (at > 0 && at + 1 < of->text.n) {
		f->of_id = str_sub(of->text, 0, at);
		f->of_version = str_sub(of->text, at + 1, of->text.n);
		return;
	}
	diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, of->span,
		 "\"%.*s\" is no pack with its version; as in sd-2013@1.0 was expected", STR_ARG(of->text));
}

/* Rows are told apart by their province: what is for a city alone would judge others. */
static void province_check(struct rules_reader *r, const struct node *code)
{
	const struct region *region = r->pack->jurisdiction;
	if (!region || str_eq(code->text, region->code))
		return;
	diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, code->span,
		 "jurisdiction \"%.*s\" is less than a province; rows are told apart by provinces, whose codes have two digits",
		 STR_ARG(code->text));
}

static void lists_check(struct rules_reader *r, const struct overlay_file *f)
{
	static const char *const lists[] = {"add", "tighten", "loosen", "disable"};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (node_get(f->root, lists[i]))
			return;
	diag_add(r->diags, DIAG_MISSING_KEY, r->file, f->root->span,
		 "the overlay changes no rule: \"add\", \"tighten\", \"loosen\" or \"disable\" was expected");
}

void overlay_head_read(struct rules_reader *r, struct overlay_file *f)
{
	const struct node *root = yaml_read_placed(r->arena, &f->file, r->diags);
	f->overlay = ARENA_NEW(r->arena, struct overlay);
	if (root && f->overlay && schema_of(root, overlay_schema, 1, &f->file, r->diags) == overlay_schema) {
		schema_check(root, overlay_schema->keys, &f->file, r->diags);
		f->root = root;
	}
	r->files_doubtful |= !f->root;
	if (!f->root)
		return;
	const struct node *head = node_get(root, "overlay");
	r->file = f->overlay->head.file = &f->file;
	r->pack = &f->overlay->head;
	sha256_of(f->file.text, r->pack->sha256);
	pack_head_read(r, head, f->folder);
	of_read(r, f, node_get(head, "of"));
	province_check(r, node_get(head, "jurisdiction"));
	lists_check(r, f);
	f->overlay->own_horizon = r->pack->has_horizon;
}

bool overlay_find_pack(struct overlay_file *f, const struct ruleset *s)
{
	for (size_t i = 0; i < s->n_packs && !f->overlay->of; i++)
		if (s->packs[i]->id.p && str_eq(s->packs[i]->id, f->of_id))
			f->overlay->of = s->packs[i];
	return f->overlay->of;
}

/* --- its pack ---------------------------------------------------------------------------------------------------- */

/* False where the changes cannot be read without guessing of what. */
static bool target_check(struct rules_reader *r, struct overlay_file *f, bool doubtful)
{
	struct overlay *o = f->overlay;
	const struct pack *of = o->of;
	if (!of) {
		if (!doubtful)
			diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, f->of_span, "there is no pack \"%.*s\"",
				 STR_ARG(f->of_id));
		return false;
	}
	if (!str_eq(of->version, f->of_version)) {
		diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, f->of_span,
			 "the pack \"%.*s\" is of version \"%.*s\"; the overlay is written for \"%.*s\"", STR_ARG(of->id),
			 STR_ARG(of->version), STR_ARG(f->of_version));
		return false;
	}
	const struct region *own = o->head.jurisdiction;
	if (own && of->jurisdiction && own != of->jurisdiction)
		diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, f->of_span,
			 "the pack holds the rules of another province: \"%.*s\", not \"%.*s\"",
			 STR_ARG(of->jurisdiction->code), STR_ARG(own->code));
	if (own && !of->jurisdiction)
		o->only = own;
	if (o->only && !r->vocabulary->role[ROLE_REGION])
		diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, f->of_span,
			 "rows cannot be told apart by provinces: no field of the vocabulary has the role region");
	return true;
}

/* What the overlay does not say of its own is its pack's. */
static void head_complete(struct overlay *o)
{
	o->head.conversions = o->of->conversions;
	o->head.n_conversions = o->of->n_conversions;
	if (o->own_horizon)
		return;
	o->head.has_horizon = o->of->has_horizon;
	o->head.horizon = o->of->horizon;
}

/* --- the list of rules ------------------------------------------------------------------------------------------- */

static void list_insert(struct rules_reader *r, struct rule_list *l, size_t at, const struct rule *rule)
{
	const struct rule **items = arena_grow(r->arena, l->items, l->n, &l->cap, sizeof *items);
	if (!items)
		return;
	l->items = items;
	memmove(&items[at + 1], &items[at], (l->n - at) * sizeof *items);
	items[at] = rule;
	l->n++;
}

static void list_remove(struct rule_list *l, size_t at)
{
	memmove(&l->items[at], &l->items[at + 1], (l->n - at - 1) * sizeof *l->items);
	l->n--;
}

/* Behind the rules of its pack. */
static size_t list_end_of(const struct rule_list *l, const struct pack *pack)
{
	size_t end = l->n;
	while (end && l->items[end - 1]->pack != pack)
		end--;
	return end;
}

/* Of this province another rule judges, or none. Rules are made in this room: what was handed out as const may be completed. */
static void leave_province(struct rules_reader *r, const struct rule *rule, const struct region *province)
{
	struct rule *own = (struct rule *)rule;
	const struct region **left = ARENA_ARRAY(r->arena, own->n_not_in + 1, const struct region *);
	if (!left)
		return;
	if (own->n_not_in)
		memcpy(left, own->not_in, own->n_not_in * sizeof *left);
	left[own->n_not_in] = province;
	own->not_in = left;
	own->n_not_in++;
}

/* --- one change -------------------------------------------------------------------------------------------------- */

static struct amendment *amendment_new(struct rules_reader *r, struct overlay_file *f, enum amendment_sort sort,
				       struct span span)
{
	struct overlay *o = f->overlay;
	struct amendment *m = ARENA_NEW(r->arena, struct amendment);
	const struct amendment **all = ARENA_ARRAY(r->arena, o->n_amendments + 1, const struct amendment *);
	if (!m || !all)
		return NULL;
	if (o->n_amendments)
		memcpy(all, o->amendments, o->n_amendments * sizeof *all);
	all[o->n_amendments++] = m;
	o->amendments = all;
	*m = (struct amendment){.overlay = o, .sort = sort, .only = o->only, .span = span};
	return m;
}

static bool not_compared(void *ctx, const struct condition *leaf)
{
	const struct field *field = ctx;
	return leaf->op != COND_COMPARE || leaf->field != field;
}

static void lacks_key(struct rules_reader *r, const struct node *map, const char *key, const char *why)
{
	diag_add(r->diags, DIAG_MISSING_KEY, r->file, node_get(map, "rule") ? node_get(map, "rule")->span : map->span,
		 "the key \"%s\" is missing: %s", key, r->diags->words ? r->diags->words(r->diags->words_ctx, why) : why);
}

/* What the pack wrote of its clause may not stand beside another condition. */
static void beside_check(struct rules_reader *r, const struct node *map, const struct rule *before, const struct rule *after)
{
	bool conditions = node_get(map, "kinds") || node_get(map, "where") || node_get(map, "obsolete_if");
	if (conditions && !node_get(map, "title"))
		lacks_key(r, map, "title", "the rule's says what the rule was about before");
	if (conditions && before->n_readings && !node_get(map, "readings"))
		lacks_key(r, map, "readings", "the rule's are of what it said before; [] where there are none");
	for (size_t i = 0; i < before->n_near && !node_get(map, "near") && after->obsolete_if; i++)
		if (condition_each_leaf(after->obsolete_if, not_compared, (void *)before->near[i].field)) {
			lacks_key(r, map, "near", "the rule's names a field that has no limit any more");
			break;
		}
}

/* The change of the rule at a place of the list. */
static void amend_at(struct rules_reader *r, struct overlay_file *f, struct rule_list *l, size_t at,
		     const struct node *map, enum amendment_sort sort)
{
	const struct rule *before = l->items[at];
	const struct region *only = f->overlay->only;
	bool beside = only && !before->only;
	struct amendment *m = amendment_new(r, f, sort, node_get(map, "rule")->span);
	struct rule *after = sort == AMEND_DISABLE ? NULL : ARENA_NEW(r->arena, struct rule);
	if (!m || (sort != AMEND_DISABLE && !after))
		return;
	m->before = before;
	m->after = after;
	clause_read(r, &m->clause, node_get(map, "clause"));
	m->reason = words_read(map, "reason");
	if (after) {
		rule_amend(r, after, before, map);
		after->amendment = m;
		m->n_tests = node_count(node_get(map, "tests"));
		beside_check(r, map, before, after);
	}
	if (beside && after) {
		after->only = only;
		after->not_in = NULL;
		after->n_not_in = 0;
	}
	if (beside)
		leave_province(r, before, only);
	if (beside && after)
		list_insert(r, l, at + 1, after);
	else if (after)
		l->items[at] = after;
	else if (!beside)
		list_remove(l, at);
}

/* Does the overlay change this one? Of a province's, the one that judges its items. */
static bool is_meant(const struct overlay *o, const struct rule *rule, struct str id)
{
	return rule->pack == o->of && rule->id.p && str_eq(rule->id, id) && (!o->only || rule_stands_in(rule, o->only));
}

static const struct rule *rule_before(const struct overlay *o, struct str id)
{
	for (size_t i = 0; i < o->of->n_rules; i++)
		if (o->of->rules[i].id.p && str_eq(o->of->rules[i].id, id))
			return &o->of->rules[i];
	return NULL;
}

static void unknown_rule(struct rules_reader *r, struct overlay_file *f, const struct node *id)
{
	const struct overlay *o = f->overlay;
	if (rule_before(o, id->text)) {
		diag_add(r->diags, DIAG_UNKNOWN_RULE, r->file, id->span, "\"%.*s\" was disabled by an overlay before this one",
			 STR_ARG(id->text));
		return;
	}
	diag_add(r->diags, DIAG_UNKNOWN_RULE, r->file, id->span, "the pack \"%.*s\" has no rule \"%.*s\"",
		 STR_ARG(o->of->id), STR_ARG(id->text));
	struct str *ids = ARENA_ARRAY(r->arena, o->of->n_rules, struct str);
	for (size_t i = 0; ids && i < o->of->n_rules; i++)
		ids[i] = o->of->rules[i].id.p ? o->of->rules[i].id : STR("");
	if (ids)
		hint_nearest(r, id->text, ids, o->of->n_rules, sizeof *ids);
}

/* One overlay changes a rule once, so that what it says of it stands in one place. */
static bool is_first(struct rules_reader *r, struct overlay_file *f, const struct node *id)
{
	uint32_t line;
	if (!map_get(&f->seen, id->text, &line)) {
		map_put(&f->seen, id->text, (uint32_t)id->span.line);
		return true;
	}
	diag_add(r->diags, DIAG_DUPLICATE_ID, r->file, id->span, "the overlay changes the rule \"%.*s\" already at line %zu",
		 STR_ARG(id->text), (size_t)line);
	return false;
}

static void change_read(struct rules_reader *r, struct overlay_file *f, struct rule_list *l, const struct node *map,
			enum amendment_sort sort)
{
	const struct node *id = node_get(map, "rule");
	size_t errors = r->diags->errors, found = 0;
	if (!id || id->type != NODE_SCALAR || !is_first(r, f, id))
		return;
	for (size_t i = l->n; i-- > 0 && r->diags->errors == errors;) {
		if (!is_meant(f->overlay, l->items[i], id->text))
			continue;
		found++;
		if (l->items[i]->unresolved)
			diag_add(r->diags, DIAG_OVERLAY_TARGET, r->file, id->span,
				 "\"%.*s\" is unresolved and judges nothing; what an overlay knows of it is a rule to add",
				 STR_ARG(id->text));
		else
			amend_at(r, f, l, i, map, sort);
	}
	if (!found)
		unknown_rule(r, f, id);
}

static void add_read(struct rules_reader *r, struct overlay_file *f, struct rule_list *l, const struct node *map,
		     enum amendment_sort sort)
{
	const struct node *id = node_get(map, "id");
	struct rule *rule = ARENA_NEW(r->arena, struct rule);
	struct amendment *m = amendment_new(r, f, sort, id ? id->span : map->span);
	if (!rule || !m || (id && id->type == NODE_SCALAR && !is_first(r, f, id)))
		return;
	rule_read(r, rule, map);
	m->clause = rule->clause;
	m->after = rule;
	m->n_tests = rule->n_tests;
	rule->pack = f->overlay->of;
	rule->amendment = m;
	rule->only = f->overlay->only;
	list_insert(r, l, list_end_of(l, f->overlay->of), rule);
}

bool overlay_lay(struct rules_reader *r, struct overlay_file *f, struct rule_list *rules, bool doubtful)
{
	typedef void read_fn(struct rules_reader *, struct overlay_file *, struct rule_list *, const struct node *,
			     enum amendment_sort);
	static const struct {
		const char *key;
		read_fn *read;
	} lists[] = {
		[AMEND_ADD] = {"add", add_read},
		[AMEND_TIGHTEN] = {"tighten", change_read},
		[AMEND_LOOSEN] = {"loosen", change_read},
		[AMEND_DISABLE] = {"disable", change_read},
	};
	r->file = &f->file;
	if (!f->root || !f->of_id.p || !target_check(r, f, doubtful))
		return false;
	r->pack = &f->overlay->head;
	head_complete(f->overlay);
	map_init(&f->seen, r->arena);
	for (size_t s = 0; s < sizeof lists / sizeof *lists; s++) {
		const struct node *list = node_get(f->root, lists[s].key);
		for (size_t i = 0; i < node_count(list); i++)
			if (list->items[i]->type == NODE_MAPPING)
				lists[s].read(r, f, rules, list->items[i], (enum amendment_sort)s);
	}
	return true;
}
