/*
 * Random rules over random records of the world of world.h: every sort of leaf, exception, presumption and kind that the
 * judge knows. All comes from the dice, which are seeded by the number of a round, so that a failing round can be run
 * again. Include "unit.h" and "world.h" first.
 */
#ifndef PHASEOUT_TESTS_RANDOM_WORLD_H
#define PHASEOUT_TESTS_RANDOM_WORLD_H

struct dice {
	uint64_t state;
};

static inline uint32_t roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (uint32_t)(d->state >> 20) % sides;
}

/* One in so many. */
static inline bool chance(struct dice *d, uint32_t in)
{
	return roll(d, in) == 0;
}

/* --- rules ------------------------------------------------------------------------------------------------------ */

/* `once`: each field at most once in what W and H say, so that strong Kleene logic loses nothing; NULL: as it comes. */
struct leaf_source {
	struct world *w;
	struct dice *d;
	bool *once; /* by field */
	bool reads_silence; /* `known` may occur */
};

static inline const struct condition *leaf_of(struct leaf_source *s, int field)
{
	struct world *w = s->w;
	struct dice *d = s->d;
	switch (field) {
	case F_USE:
		return is_use(w, (int)roll(d, U_COUNT));
	case F_CLASS:
		return is_class(w, (int)roll(d, C_COUNT));
	case F_OLD:
		return chance(d, 3) ? judgement(w, F_OLD) : is_flag(w, F_OLD, roll(d, 2));
	case F_NUMBER:
		return compares(w, F_NUMBER, (enum relation)roll(d, 4), 2 + roll(d, 2));
	case F_MODEL:
		return model_matches(w, chance(d, 2) ? "JO" : "GC");
	case F_PAPER2:
		return is_flag(w, F_PAPER2, roll(d, 2));
	default:
		return compares(w, F_SIZE, (enum relation)roll(d, 4), 10 * (1 + roll(d, 4)));
	}
}

static inline const struct condition *random_leaf(struct leaf_source *s)
{
	static const int fields[] = {F_USE, F_USE, F_CLASS, F_OLD, F_NUMBER, F_SIZE, F_SIZE, F_MODEL, F_PAPER2};
	enum { FIELDS = sizeof fields / sizeof *fields };
	if (s->reads_silence && chance(s->d, 6))
		return is_known(s->w, fields[roll(s->d, FIELDS)], roll(s->d, 2));
	if (chance(s->d, 16) && !(s->once && s->once[F_NAME])) {
		if (s->once)
			s->once[F_NAME] = true; /* it has no field of its own */
		return judgement(s->w, -1);
	}
	uint32_t at = roll(s->d, FIELDS);
	for (uint32_t i = 0; s->once && i < FIELDS && s->once[fields[at]]; i++)
		at = (at + 1) % FIELDS;
	if (s->once && s->once[fields[at]])
		return always(s->w);
	if (s->once)
		s->once[fields[at]] = true;
	return leaf_of(s, fields[at]);
}

static inline const struct condition *random_condition(struct leaf_source *s, unsigned depth)
{
	uint32_t sort = depth ? roll(s->d, 5) : 0;
	if (sort < 2)
		return random_leaf(s);
	const struct condition *a = random_condition(s, depth - 1);
	if (sort == 2)
		return NOT(s->w, a);
	const struct condition *b = random_condition(s, depth - 1);
	return sort == 3 ? ALL2(s->w, a, b) : ANY2(s->w, a, b);
}

static inline void random_exceptions(struct leaf_source *s, struct rule *r)
{
	for (uint32_t x = roll(s->d, 3); x > 0; x--) {
		struct exception *e = add_exception(s->w, r, (enum effect)roll(s->d, 3), random_condition(s, 1));
		if (e->effect == EFFECT_REROUTE)
			e->to = &s->w->rules[roll(s->d, 2)];
		if (roll(s->d, 2))
			needs_paper(s->w, e, F_PAPER1);
		if (chance(s->d, 3))
			needs_paper(s->w, e, F_PAPER2);
	}
}

static inline void random_readings(struct leaf_source *s, struct rule *r)
{
	struct reading_of_rule *reading = must(ARENA_NEW(&s->w->arena, struct reading_of_rule));
	uint32_t what = roll(s->d, 3);
	reading->id = STR("reading");
	if (what == 0)
		reading->where = random_condition(s, 1);
	else if (what == 1)
		reading->obsolete_if = random_condition(s, 2);
	else
		reading->kinds = kind_list(s->w, (int)roll(s->d, K_LINE));
	reading->n_kinds = what == 2;
	r->readings = reading;
	r->n_readings = 1;
}

/* Mostly a furnace. */
static inline int random_kind(struct dice *d)
{
	return (int)roll(d, chance(d, 5) ? K_LINE : K_BATH);
}

static inline void random_rules(struct world *w, struct dice *d, bool once, bool reads_silence)
{
	for (uint32_t i = 0, n = 1 + roll(d, 3); i < n; i++) {
		bool seen[F_COUNT] = {false};
		struct leaf_source s = {w, d, once ? seen : NULL, reads_silence};
		int kind = chance(d, 8) ? -1 : random_kind(d);
		const struct condition *where = roll(d, 3) ? random_condition(&s, 1) : always(w);
		struct rule *r = add_rule(w, kind, where, random_condition(&s, 3));
		s.once = NULL;
		random_exceptions(&s, r);
		if (chance(d, 3))
			random_readings(&s, r);
	}
}

static inline void random_fits(struct world *w, struct dice *d, struct presumption *p)
{
	const struct enum_value **fits = must(ARENA_ARRAY(&w->arena, 2, const struct enum_value *));
	p->fits_field = &w->fields[p->field == &w->fields[F_USE] ? F_CLASS : F_USE];
	p->n_fits = 1 + roll(d, 2);
	for (size_t i = 0; i < p->n_fits; i++)
		fits[i] = p->fits_field == &w->fields[F_USE] ? &w->uses[roll(d, U_COUNT)] : &w->classes[roll(d, C_COUNT)];
	p->fits = fits;
}

/* The first three kinds are furnaces; alloy, which is not presumed, may be for arc furnaces alone. */
static inline void random_presumptions(struct world *w, struct dice *d)
{
	if (chance(d, 2)) {
		w->uses[U_ALLOY].kinds = kind_list(w, K_ARC);
		w->uses[U_ALLOY].n_kinds = 1;
	}
	if (chance(d, 3))
		presume_use(w, chance(d, 2) ? K_FURNACE : K_ARC, (int)roll(d, U_ALLOY));
	if (chance(d, 3))
		presume_class(w, (int)roll(d, 3), (int)roll(d, C_COUNT));
	if (chance(d, 2))
		presume_kind(w, K_FURNACE, chance(d, 2) ? K_ARC : K_INDUCTION);
	for (size_t i = 0; i < w->v.n_presumptions; i++)
		if (chance(d, 3))
			random_fits(w, d, &w->presumptions[i]);
}

/* --- records ---------------------------------------------------------------------------------------------------- */

static inline void fill_use(struct world *w, struct dice *d)
{
	int use = (int)roll(d, U_COUNT);
	/* as reading does: a value of other kinds is none of this one */
	put_use(w, enum_value_is_for(&w->uses[use], w->item.kind) ? use : U_STEEL);
}

static inline void fill(struct world *w, struct dice *d, int field)
{
	int64_t size = 10 * (1 + roll(d, 5));
	switch (field) {
	case F_USE:
		fill_use(w, d);
		break;
	case F_CLASS:
		put_class(w, (int)roll(d, C_COUNT));
		break;
	case F_SIZE:
		put_size(w, size, size);
		break;
	case F_NUMBER:
		put_number(w, 1 + roll(d, 4));
		break;
	case F_MODEL:
		put_model(w, chance(d, 3) ? "JO" : chance(d, 2) ? "GC" : "Y");
		break;
	case F_OLD:
	case F_PAPER1:
	case F_PAPER2:
		put_flag(w, field, roll(d, 2));
		break;
	default:
		break;
	}
	/* a model is read as it stands */
	if (w->values[field] && field != F_MODEL && chance(d, 8))
		assume((struct value *)w->values[field], ASSUMED_DEFAULT_UNIT);
}

static inline void random_record(struct world *w, struct dice *d)
{
	w->item.kind = &w->kinds[random_kind(d)];
	for (int i = 0; i < F_COUNT; i++) {
		uint32_t how = roll(d, 4);
		if (how < 2)
			fill(w, d, i);
		else if (how == 2)
			put(w, i, (enum face)(FACE_BLANK + roll(d, 6)));
	}
	if (!w->values[F_SIZE] && roll(d, 2))
		put_size(w, 10, 10 + 10 * roll(d, 4));
}

static inline bool is_unknown(const struct world *w, int field)
{
	const struct value *v = w->values[field];
	return !v || v->face != FACE_READ;
}

static inline bool is_range(const struct value *v)
{
	return v && v->face == FACE_READ && v->field->type == FIELD_QUANTITY && !interval_is_point(&v->quantity.v);
}

/* Some point of a range. */
static inline void put_point(struct world *w, struct dice *d)
{
	const struct value *v = w->values[F_SIZE];
	int64_t lo = (int64_t)v->quantity.v.lo.digits, hi = (int64_t)v->quantity.v.hi.digits;
	int64_t at = lo + 10 * roll(d, (uint32_t)((hi - lo) / 10 + 1));
	put_size(w, at, at);
}

/*
 * A kind right below, of those that a general name leaves open and that the record's use is said of. A model may have
 * settled it already.
 */
static inline bool refine_kind(struct world *w, struct dice *d)
{
	const struct value *use = w->values[F_USE];
	if (!is_unknown(w, F_MODEL))
		return false;
	for (int k = (int)roll(d, 2); k < K_LINE; k++)
		if (w->kinds[k].parent == w->item.kind && !w->kinds[k].always_named &&
		    (is_unknown(w, F_USE) || enum_value_is_for(use->choice, &w->kinds[k]))) {
			w->item.kind = &w->kinds[k];
			return true;
		}
	return false;
}

/*
 * Says more: an unknown value becomes known, a range one of its points, a general kind one below. Returns the field, -1
 * of the kind, F_COUNT where nothing was said.
 */
static inline int refine(struct world *w, struct dice *d)
{
	int field = (int)roll(d, F_COUNT + 1);
	if (field == F_COUNT)
		return refine_kind(w, d) ? -1 : F_COUNT;
	if (is_unknown(w, field))
		fill(w, d, field);
	else if (is_range(w->values[field]))
		put_point(w, d);
	else
		return F_COUNT;
	return field;
}

#endif
