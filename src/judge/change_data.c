/* What may be filed otherwise: the data that a rule asks for, each with every way to file it that makes a difference. */
#include "judge/change_search.h"

/* --- lists ------------------------------------------------------------------------------------------------------ */

static struct datum *add_datum(struct search *s)
{
	struct datum *data = arena_grow(s->arena, s->data, s->n_data, &s->cap_data, sizeof *data);
	if (!data)
		return NULL;
	s->data = data;
	return &s->data[s->n_data++];
}

static struct filing *add_filing(struct search *s, struct datum *d, struct change_part part)
{
	struct filing *filings = arena_grow(s->arena, d->filings, d->n, &d->cap, sizeof *filings);
	if (!filings)
		return NULL;
	d->filings = filings;
	d->filings[d->n] = (struct filing){.part = part};
	return &d->filings[d->n++];
}

struct value *filing_value(struct search *s, const struct field *f)
{
	struct value *v = ARENA_NEW(s->arena, struct value);
	if (v)
		*v = (struct value){.face = FACE_READ, .field = f, .basis = f->basis};
	return v;
}

bool filing_suppose(struct supposition *out, struct search *s, const struct value *v)
{
	const struct value **values = ARENA_ARRAY(s->arena, 1, const struct value *);
	if (!values || !v)
		return false;
	values[0] = v;
	*out = (struct supposition){.values = values, .n_values = 1};
	return true;
}

bool filing_add(struct search *s, struct datum *d, struct change_part part, const struct supposition *member)
{
	struct supposition *own = ARENA_NEW(s->arena, struct supposition);
	struct filing *f = own ? add_filing(s, d, part) : NULL;
	if (!f)
		return false;
	*own = *member;
	f->members = own;
	f->n = 1;
	return true;
}

static bool add_value(struct search *s, struct datum *d, struct change_part part, const struct value *v)
{
	struct supposition member;
	return filing_suppose(&member, s, v) && filing_add(s, d, part, &member);
}

/* --- what a supposition is to the rule ---------------------------------------------------------------------------- */

unsigned char *filing_signature(struct search *s, const struct supposition *member)
{
	struct facts f;
	struct candidate c;
	struct trial t;
	size_t n_exceptions = s->ready->rule->n_exceptions, n = s->ready->n_traced;
	unsigned char *out = arena_alloc(s->arena, n + n_exceptions + 2 + s->n_listed);
	arena_clear(&s->scratch);
	if (!out || !search_suppose(&f, s, &member, 1) || !candidate_for(&c, &s->scratch, s->ready, f.kind) ||
	    !trial_init(&t, &f, &c))
		return NULL;
	if (n)
		memcpy(out, t.truth, n);
	for (size_t i = 0; i < n_exceptions; i++)
		out[n++] = (unsigned char)t.states[i];
	out[n++] = (unsigned char)c.kind.filed;
	out[n++] = (unsigned char)c.kind.narrowed;
	return listed_truths(out + n, s, &f) ? out : NULL;
}

bool filing_alike(const struct search *s, const unsigned char *a, const unsigned char *b)
{
	return memcmp(a, b, s->ready->n_traced + s->ready->rule->n_exceptions + 2 + s->n_listed) == 0;
}

/* What lists of one field's values, or of kinds, are told apart by. */
struct listed {
	struct change_part *parts; /* one entry a member */
	struct supposition *members;
	const unsigned char **signs;
	size_t n;
};

static bool listed_init(struct listed *l, struct search *s, size_t most)
{
	l->parts = ARENA_ARRAY(s->arena, most, struct change_part);
	l->members = ARENA_ARRAY(s->arena, most, struct supposition);
	l->signs = ARENA_ARRAY(s->arena, most, const unsigned char *);
	l->n = 0;
	return l->parts && l->members && l->signs;
}

/* Those from `first` on that are like it. */
static bool file_like(struct search *s, struct datum *d, const struct listed *l, size_t first)
{
	struct supposition *alike = ARENA_ARRAY(s->arena, l->n, struct supposition);
	const struct enum_value **values = ARENA_ARRAY(s->arena, l->n, const struct enum_value *);
	const struct kind **kinds = ARENA_ARRAY(s->arena, l->n, const struct kind *);
	struct filing *f = alike && values && kinds ? add_filing(s, d, l->parts[first]) : NULL;
	if (!f)
		return false;
	for (size_t i = first; i < l->n; i++) {
		if (!filing_alike(s, l->signs[first], l->signs[i]))
			continue;
		alike[f->n] = l->members[i];
		if (l->parts[i].values)
			values[f->n] = l->parts[i].values[0];
		else
			kinds[f->n] = l->parts[i].kinds[0];
		f->n++;
	}
	f->members = alike;
	f->part.n = f->n;
	f->part.values = f->part.values ? values : NULL;
	f->part.kinds = f->part.kinds ? kinds : NULL;
	return true;
}

/* Members that are alike to the rule become one filing. */
static bool file_listed(struct search *s, struct datum *d, const struct listed *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!(l->signs[i] = filing_signature(s, &l->members[i])))
			return false;
	for (size_t i = 0; i < l->n; i++) {
		bool first = true;
		for (size_t k = 0; first && k < i; k++)
			first = !filing_alike(s, l->signs[k], l->signs[i]);
		if (first && !file_like(s, d, l, i))
			return false;
	}
	return true;
}

/* --- enumerations and kinds --------------------------------------------------------------------------------------- */

static bool file_choices(struct search *s, struct datum *d, const struct field *field)
{
	const struct enumeration *e = field->enumeration;
	const struct enum_value **values = ARENA_ARRAY(s->arena, e->n_values, const struct enum_value *);
	struct listed l;
	if (!values || !listed_init(&l, s, e->n_values))
		return false;
	for (size_t i = 0; i < e->n_values; i++) {
		struct value *v = filing_value(s, field);
		if (!v)
			return false;
		if (!enum_value_is_for(&e->values[i], search_named(s)))
			continue;
		v->choice = values[i] = &e->values[i];
		l.parts[l.n] = (struct change_part){.sort = CHANGE_VALUES, .field = field, .values = &values[i], .n = 1};
		if (!filing_suppose(&l.members[l.n++], s, v))
			return false;
	}
	return file_listed(s, d, &l);
}

/* The kinds below that the record leaves open, or that a presumption chose for it. */
static bool file_kinds(struct search *s)
{
	const struct vocabulary *v = s->program->vocabulary;
	const struct kind **kinds = ARENA_ARRAY(s->arena, v->n_kinds, const struct kind *);
	struct datum *d = add_datum(s);
	struct listed l;
	if (!kinds || !d || !listed_init(&l, s, v->n_kinds))
		return false;
	for (size_t i = 0; i < v->n_kinds; i++) {
		const struct kind *k = &v->kinds[i];
		if (k == search_named(s) || k->abstract || !kind_is(k, search_named(s)))
			continue;
		kinds[i] = k;
		l.parts[l.n] = (struct change_part){.sort = CHANGE_KIND, .kinds = &kinds[i], .n = 1};
		l.members[l.n++] = (struct supposition){.kind = k};
	}
	return file_listed(s, d, &l);
}

/* --- a field ------------------------------------------------------------------------------------------------------ */

static bool file_enumeration(struct search *s, struct datum *d, const struct asked *asked)
{
	return file_choices(s, d, asked->field);
}

static bool file_flag(struct search *s, struct datum *d, const struct asked *asked)
{
	for (int yes = 1; yes >= 0; yes--) {
		struct value *v = filing_value(s, asked->field);
		if (!v)
			return false;
		v->flag = yes;
		struct change_part part = {.sort = CHANGE_FLAG, .field = asked->field, .flag = yes};
		if (!add_value(s, d, part, v))
			return false;
	}
	return true;
}

/* Each leaf met alone, then none of them: what the text would have to be nobody can list. */
static bool file_spelled(struct search *s, struct datum *d, const struct asked *asked)
{
	for (size_t met = 0; met <= asked->n; met++) {
		if (met < asked->n && listed_names(s, asked->leaves[met]))
			continue;
		struct supposed_leaf *leaves = ARENA_ARRAY(s->arena, asked->n, struct supposed_leaf);
		if (!leaves)
			return false;
		bool open = false;
		for (size_t i = 0; i < asked->n; i++) {
			leaves[i] = (struct supposed_leaf){asked->leaves[i], i == met ? TRUTH_TRUE : listed_unmet(s, asked->leaves[i])};
			open |= leaves[i].truth == TRUTH_UNKNOWN;
		}
		if (open)
			continue; /* what the text leaves open is for another datum to settle */
		struct change_part part = {.sort = CHANGE_SPELLED, .field = asked->field};
		part.leaf = met < asked->n ? asked->leaves[met] : NULL;
		if (!filing_add(s, d, part, &(struct supposition){.leaves = leaves, .n_leaves = asked->n}))
			return false;
	}
	return true;
}

typedef bool file_fn(struct search *, struct datum *, const struct asked *);

static file_fn *const filers[] = {
	[FIELD_QUANTITY] = filing_measured,   [FIELD_ENUM] = file_enumeration, [FIELD_TEXT] = file_spelled,
	[FIELD_MODEL] = file_spelled,       [FIELD_DATE] = filing_measured,    [FIELD_RATIO] = filing_measured,
	[FIELD_INTEGER] = filing_measured,    [FIELD_FLAG] = file_flag,        [FIELD_IDENTIFIER] = file_spelled,
};

/* --- all of them -------------------------------------------------------------------------------------------------- */

static const struct condition *leaf_at(const struct search *s, uint32_t i)
{
	const struct ready_node *node = &s->ready->nodes[i];
	return tree_is_leaf(node) && node->c->op != COND_ALWAYS && !node->c->as_of ? node->c : NULL;
}

static bool find_field(struct search *s, const struct field *field)
{
	struct asked asked = {field, ARENA_ARRAY(s->arena, s->ready->n_leaves + s->n_listed, const struct condition *), 0};
	struct datum *d = add_datum(s);
	if (!d || !asked.leaves)
		return false;
	for (uint32_t i = 0; i < s->ready->n_traced; i++) {
		const struct condition *leaf = leaf_at(s, i);
		if (leaf && leaf->field == field)
			asked.leaves[asked.n++] = leaf;
	}
	for (size_t i = 0; i < s->n_listed; i++)
		if (s->listed[i].leaf->field == field)
			asked.leaves[asked.n++] = s->listed[i].leaf;
	return filers[field->type](s, d, &asked);
}

static bool find_judgement(struct search *s, const struct condition *leaf)
{
	struct datum *d = add_datum(s);
	for (int yes = 1; d && yes >= 0; yes--) {
		struct supposed_leaf *supposed = ARENA_NEW(s->arena, struct supposed_leaf);
		struct change_part part = {.sort = CHANGE_JUDGEMENT, .leaf = leaf, .flag = yes};
		if (!supposed)
			return false;
		*supposed = (struct supposed_leaf){leaf, yes ? TRUTH_TRUE : TRUTH_FALSE};
		if (!filing_add(s, d, part, &(struct supposition){.leaves = supposed, .n_leaves = 1}))
			return false;
	}
	return d != NULL;
}

/* All that is still missing, at once. */
static bool find_evidence(struct search *s, const struct exception *e)
{
	struct facts f = facts_of(s->arena, s->program, s->item);
	const struct value **values = ARENA_ARRAY(s->arena, e->n_evidence, const struct value *);
	const struct field **fields = ARENA_ARRAY(s->arena, e->n_evidence, const struct field *);
	size_t n = 0;
	if (!values || !fields)
		return false;
	for (size_t i = 0; i < e->n_evidence; i++) {
		struct value *v = evidence_shown(&f, e->evidence[i]) ? NULL : filing_value(s, e->evidence[i]);
		if (!v)
			continue;
		v->flag = true;
		fields[n] = e->evidence[i];
		values[n++] = v;
	}
	if (!n)
		return !s->arena->failed;
	struct datum *d = add_datum(s);
	struct change_part part = {.sort = CHANGE_EVIDENCE, .fields = fields, .n = n, .exception = e};
	return d && filing_add(s, d, part, &(struct supposition){.values = values, .n_values = n});
}

static bool same_datum(const struct condition *a, const struct condition *b)
{
	return a->field ? a->field == b->field : a == b;
}

/* Is it the model that leaves a listing open, and not what its entries ask beside it? */
static bool asks_model(const struct leaf_trace *t)
{
	const struct listing *l = t->listing;
	bool asks = !l || !l->read;
	for (size_t i = 0; !asks && i < l->n; i++)
		asks = l->entries[i].truth == TRUTH_UNKNOWN && l->entries[i].found == TRUTH_UNKNOWN;
	return asks;
}

/* May it be filed otherwise? Of what is undecided, what was read and decides stays. */
static bool is_open(const struct search *s, const struct condition *leaf)
{
	const struct finding *f = s->finding;
	bool undecided = f->verdict == RULE_UNDETERMINED || f->verdict == RULE_MANUAL;
	if (!undecided || f->conflict)
		return true;
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct leaf_trace *t = &f->leaves[i];
		if (same_datum(leaf, t->leaf) && ((t->truth == TRUTH_UNKNOWN && asks_model(t)) || t->presumed))
			return true;
	}
	for (size_t i = 0; i < s->n_listed; i++)
		if (same_datum(leaf, s->listed[i].leaf) && (s->listed[i].truth == TRUTH_UNKNOWN || s->listed[i].presumed))
			return true;
	return false;
}

/* Has the rule's own leaves, or an entry's before, asked for it? */
static bool listed_before(const struct search *s, size_t at)
{
	const struct condition *leaf = s->listed[at].leaf;
	for (uint32_t i = 0; i < s->ready->n_traced; i++) {
		const struct condition *other = leaf_at(s, i);
		if (other && same_datum(leaf, other))
			return true;
	}
	for (size_t i = 0; i < at; i++)
		if (same_datum(leaf, s->listed[i].leaf))
			return true;
	return false;
}

static bool find_datum(struct search *s, const struct condition *leaf)
{
	return leaf->field ? find_field(s, leaf->field) : find_judgement(s, leaf);
}

static bool asked_before(const struct search *s, uint32_t at)
{
	const struct condition *leaf = leaf_at(s, at);
	for (uint32_t i = 0; i < at; i++) {
		const struct condition *other = leaf_at(s, i);
		if (other && same_datum(leaf, other))
			return true;
	}
	return false;
}

bool data_find(struct search *s)
{
	const struct rule *rule = s->ready->rule;
	struct candidate c;
	for (uint32_t i = 0; i < s->ready->n_traced; i++) {
		const struct condition *leaf = leaf_at(s, i);
		if (!leaf || asked_before(s, i) || !is_open(s, leaf))
			continue;
		if (!find_datum(s, leaf))
			return false;
	}
	for (size_t i = 0; i < s->n_listed; i++)
		if (!listed_before(s, i) && is_open(s, s->listed[i].leaf) && !find_datum(s, s->listed[i].leaf))
			return false;
	for (size_t i = 0; i < rule->n_exceptions; i++)
		if (!find_evidence(s, &rule->exceptions[i]))
			return false;
	if (!candidate_for(&c, s->arena, s->ready, program_kind(s->program, s->item)))
		return false;
	return c.kind.filed != TRUTH_UNKNOWN || file_kinds(s);
}
