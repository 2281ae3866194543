/* The search: one datum, then two, three, four at a time; what holds a change found before is none. */
#include "judge/change.h"

#include "base/limits.h"
#include "judge/change_search.h"

/* --- supposing -------------------------------------------------------------------------------------------------- */

static void suppose_values(const struct value **values, const struct supposition *s)
{
	for (size_t i = 0; i < s->n_values; i++) {
		const struct value *v = s->values[i];
		values[v->field->index] = v;
		/* other years in service are another date too */
		if (v->field->from_date)
			values[v->field->from_date->index] = NULL;
	}
}

/* 石灰 as the product of a 立窑 makes it a 石灰立窑, filed or supposed: as where the item was made. */
static const struct kind *narrowed(const struct kind *k, const struct value *const *values, size_t n)
{
	for (size_t i = 0; k && i < n; i++)
		if (values[i] && values[i]->face == FACE_READ && values[i]->field->type == FIELD_ENUM)
			k = kind_narrowed(k, values[i]->choice);
	return k;
}

const struct kind *search_named(const struct search *s)
{
	return s->item->named ? s->item->named : s->item->kind;
}

static size_t suppose_leaves(struct supposed_leaf *leaves, const struct supposition *const *all, size_t n)
{
	size_t at = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->n_leaves; k++)
			leaves[at++] = all[i]->leaves[k];
	return at;
}

bool search_suppose(struct facts *out, struct search *s, const struct supposition *const *all, size_t n)
{
	struct arena *a = &s->scratch;
	size_t n_fields = s->program->vocabulary->n_fields, n_leaves = 0;
	for (size_t i = 0; i < n; i++)
		n_leaves += all[i]->n_leaves;
	struct item *item = ARENA_NEW(a, struct item);
	const struct value **values = ARENA_ARRAY(a, n_fields, const struct value *);
	struct supposed_leaf *leaves = ARENA_ARRAY(a, n_leaves, struct supposed_leaf);
	if (!item || !values || !leaves)
		return false;
	*item = *s->item;
	memcpy(values, s->item->values, n_fields * sizeof *values);
	item->values = values;
	item->kind = search_named(s);
	for (size_t i = 0; i < n; i++) {
		item->kind = all[i]->kind ? all[i]->kind : item->kind;
		suppose_values(values, all[i]);
	}
	item->kind = narrowed(item->kind, values, n_fields);
	*out = facts_of(a, s->program, item);
	out->memo = s->memo;
	out->supposed = leaves;
	out->n_supposed = suppose_leaves(leaves, all, n);
	return true;
}

static bool rule_says(enum rule_verdict *out, struct search *s, const struct supposition *const *all, size_t n)
{
	struct facts f;
	struct candidate c;
	struct trial t;
	struct outcome o;
	s->trials++;
	arena_clear(&s->scratch);
	if (!search_suppose(&f, s, all, n) || !candidate_for(&c, &s->scratch, s->ready, f.kind) ||
	    !trial_init(&t, &f, &c))
		return false;
	outcome_of(&o, &t, c.kind, s->ready->where, s->ready->obsolete_if);
	*out = o.verdict;
	return !s->scratch.failed;
}

/* --- confirming ------------------------------------------------------------------------------------------------- */

/* What members of a choice give; `at` says which. */
struct confirmed {
	const struct supposition *members[CHANGE_PARTS];
	size_t at[CHANGE_PARTS];
	enum rule_verdict verdict;
	struct whole whole;
};

static bool same_confirmed(const struct confirmed *a, const struct confirmed *b)
{
	return a->verdict == b->verdict && whole_same(&a->whole, &b->whole);
}

static bool confirm(struct confirmed *c, struct search *s, const struct choice *choice)
{
	for (size_t i = 0; i < choice->n; i++)
		c->members[i] = &choice->filings[i]->members[c->at[i]];
	return rule_says(&c->verdict, s, c->members, choice->n) && whole_judge(&c->whole, s, c->members, choice->n);
}

static bool next_members(size_t *at, const struct choice *choice)
{
	for (size_t i = 0; i < choice->n; i++) {
		if (++at[i] < choice->filings[i]->n)
			return true;
		at[i] = 0;
	}
	return false;
}

static bool keep(struct search *s, const struct change *c)
{
	struct change *items = arena_grow(s->arena, s->found, s->out->n, &s->cap_found, sizeof *items);
	if (!items)
		return false;
	s->found = items;
	items[s->out->n++] = *c;
	s->out->items = items;
	return true;
}

static struct change_part *parts_of(struct search *s, const struct choice *choice)
{
	struct change_part *parts = ARENA_ARRAY(s->arena, choice->n, struct change_part);
	for (size_t i = 0; parts && i < choice->n; i++)
		parts[i] = choice->filings[i]->part;
	return parts;
}

static void write_change(struct change *out, const struct change_part *parts, size_t n_parts, const struct confirmed *c)
{
	*out = (struct change){
		.parts = parts,
		.n_parts = n_parts,
		.verdict = c->verdict,
		.has_item = c->whole.known,
		.item = c->whole.verdict,
		.item_rule = c->whole.rule,
	};
}

/* All that the choice names, as one change; none where that is not one verdict. False when memory is exhausted. */
static bool confirm_all(struct search *s, const struct choice *choice, enum rule_verdict verdict)
{
	struct confirmed c = {0};
	struct whole first = {0};
	bool begun = false, one = true;
	do {
		if (!confirm(&c, s, choice))
			return false;
		if (c.verdict != verdict)
			return true;
		one &= !begun || whole_same(&first, &c.whole);
		first = begun ? first : c.whole;
		begun = true;
	} while (next_members(c.at, choice));
	struct change change;
	c.whole = one ? first : (struct whole){0};
	write_change(&change, parts_of(s, choice), choice->n, &c);
	return change.parts && keep(s, &change);
}

/* --- values told apart by what the whole item then is ----------------------------------------------------------- */

/* The part with those of its values or kinds for which `of` is `like`. */
static bool narrow_part(struct change_part *part, struct arena *a, const struct confirmed *of, const struct confirmed *like)
{
	const struct enum_value **values = ARENA_ARRAY(a, part->values ? part->n : 0, const struct enum_value *);
	const struct kind **kinds = ARENA_ARRAY(a, part->kinds ? part->n : 0, const struct kind *);
	size_t n = 0;
	if (!values || !kinds)
		return false;
	for (size_t i = 0; i < part->n; i++) {
		if (!same_confirmed(&of[i], like))
			continue;
		if (part->values)
			values[n] = part->values[i];
		else
			kinds[n] = part->kinds[i];
		n++;
	}
	part->values = part->values ? values : NULL;
	part->kinds = part->kinds ? kinds : NULL;
	part->n = n;
	return true;
}

static bool is_first_of_its_like(const struct confirmed *all, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (same_confirmed(&all[i], &all[at]))
			return false;
	return true;
}

/* A change for each thing that the whole item may then be. */
static bool confirm_apart(struct search *s, const struct choice *choice, size_t list, enum rule_verdict verdict)
{
	size_t n = choice->filings[list]->n;
	struct confirmed *all = ARENA_ARRAY(s->arena, n, struct confirmed);
	if (!all)
		return false;
	for (size_t i = 0; i < n; i++) {
		all[i].at[list] = i;
		if (!confirm(&all[i], s, choice))
			return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (all[i].verdict != verdict || !is_first_of_its_like(all, i))
			continue;
		struct change_part *parts = parts_of(s, choice);
		struct change change;
		write_change(&change, parts, choice->n, &all[i]);
		if (!parts || !narrow_part(&parts[list], s->arena, all, &all[i]) || !keep(s, &change))
			return false;
	}
	return true;
}

/* --- the search ------------------------------------------------------------------------------------------------- */

static bool is_wanted(enum rule_verdict now, enum rule_verdict then)
{
	if (now == RULE_CLEAR || now == RULE_EXEMPT)
		return then == RULE_OBSOLETE;
	return then != now && then != RULE_UNDETERMINED && then != RULE_MANUAL;
}

/* Is a smaller change among what is chosen? */
static bool is_superfluous(const struct search *s, const struct choice *choice)
{
	for (size_t i = 0; i < s->n_kept; i++) {
		const struct choice *kept = &s->kept[i];
		size_t held = 0;
		for (size_t k = 0; k < kept->n; k++)
			for (size_t m = 0; m < choice->n; m++)
				held += kept->filings[k] == choice->filings[m];
		if (held == kept->n)
			return true;
	}
	return false;
}

static bool keep_choice(struct search *s, const struct choice *choice, enum rule_verdict verdict)
{
	struct choice *kept = arena_grow(s->arena, s->kept, s->n_kept, &s->cap_kept, sizeof *kept);
	size_t list = 0, lists = 0;
	if (!kept)
		return false;
	s->kept = kept;
	s->kept[s->n_kept++] = *choice;
	for (size_t i = 0; i < choice->n; i++) {
		if (choice->filings[i]->n < 2)
			continue;
		list = i;
		lists++;
	}
	return lists == 1 ? confirm_apart(s, choice, list, verdict) : confirm_all(s, choice, verdict);
}

static bool try_choice(struct search *s, const struct choice *choice)
{
	const struct supposition *members[CHANGE_PARTS];
	enum rule_verdict then;
	if (is_superfluous(s, choice))
		return true;
	for (size_t i = 0; i < choice->n; i++)
		members[i] = choice->filings[i]->members;
	if (!rule_says(&then, s, members, choice->n))
		return false;
	return !is_wanted(s->finding->verdict, then) || keep_choice(s, choice, then);
}

/* Every choice of `more` data from the one at `from` on, beside what is chosen. */
static bool choose(struct search *s, struct choice *choice, size_t from, size_t more)
{
	if (!more)
		return try_choice(s, choice);
	for (size_t d = from; d + more <= s->n_data; d++) {
		for (size_t i = 0; i < s->data[d].n; i++) {
			if (s->trials > LIMIT_CHANGE_TRIALS) {
				s->out->cut = true;
				return true;
			}
			choice->filings[choice->n++] = &s->data[d].filings[i];
			bool good = choose(s, choice, d + 1, more - 1);
			choice->n--;
			if (!good)
				return false;
		}
	}
	return true;
}

bool changes_find(struct changes *out, struct arena *a, const struct program *p, const struct item *item,
		  const struct finding *f)
{
	struct search s = {
		.arena = a,
		.program = p,
		.item = item,
		.ready = &p->rules[f->rule->index],
		.finding = f,
		.out = out,
	};
	struct choice choice = {.n = 0};
	*out = (struct changes){0};
	if (f->verdict == RULE_NOT_APPLICABLE)
		return true;
	arena_init(&s.scratch);
	bool good = listed_find(&s);
	s.memo = s.n_listed ? model_memo_new() : NULL;
	good = good && data_find(&s);
	for (size_t n = 1; good && n <= CHANGE_PARTS; n++)
		good = choose(&s, &choice, 0, n);
	good &= !s.scratch.failed && !a->failed;
	model_memo_free(s.memo);
	arena_release(&s.scratch);
	return good;
}
