/* "Whatever its use": semantics.md, "Truth". */
#include "judge/trial.h"

#include "base/limits.h"

/* The one closed enumeration that is all that is missing; NULL. */
static const struct field *only_unknown(struct facts *f, const struct finding *all, size_t n)
{
	struct need_list needs = {.arena = f->arena};
	rollup_needs(&needs, all, n);
	if (needs.n != 1 || needs.items[0].sort != NEED_FIELD)
		return NULL;
	const struct field *field = needs.items[0].field;
	return field->type == FIELD_ENUM && field->enumeration->closed ? field : NULL;
}

/* The item under one value of the field. */
struct supposed {
	const struct enum_value *choice;
	struct finding *findings;
	enum verdict verdict;
};

static bool suppose(struct supposed *out, struct facts *f, const struct field *field, const struct enum_value *choice)
{
	struct value *value = ARENA_NEW(f->arena, struct value);
	size_t n = f->kind->n_candidates;
	out->choice = choice;
	out->findings = ARENA_ARRAY(f->arena, n, struct finding);
	if (!value || !out->findings)
		return false;
	*value = (struct value){.face = FACE_READ, .field = field, .choice = choice};
	f->substitute = value;
	bool good = true;
	for (size_t i = 0; good && i < n; i++)
		good = finding_make(&out->findings[i], f, &f->kind->candidates[i]);
	f->substitute = NULL;
	out->verdict = rollup_verdict(out->findings, n);
	return good;
}

/*
 * Every value that the field may take for the kind that the record names: a presumption of the kind rules none out. The
 * number, 0 also where memory is exhausted.
 */
static size_t suppose_all(struct supposed **out, struct facts *f, const struct field *field)
{
	const struct enumeration *e = field->enumeration;
	size_t n = 0;
	if (e->n_values > LIMIT_WHATEVER_VALUES)
		return 0;
	*out = ARENA_ARRAY(f->arena, e->n_values, struct supposed);
	for (size_t i = 0; *out && i < e->n_values; i++) {
		if (!enum_value_is_for(&e->values[i], f->kind->filed))
			continue;
		if (!suppose(&(*out)[n++], f, field, &e->values[i]))
			return 0;
		/* neither all obsolete nor all clear: the rest need not be looked at */
		if ((*out)[n - 1].verdict != (*out)[0].verdict)
			return 0;
	}
	return n;
}

/* An exception stays open where it is under one of the values that hit. */
static void join_states(struct finding *f, struct arena *a, const struct finding *hit, bool first)
{
	enum exception_state *states = ARENA_ARRAY(a, f->rule->n_exceptions, enum exception_state);
	for (size_t i = 0; states && i < f->rule->n_exceptions; i++)
		states[i] = first || hit->exceptions[i] == EXCEPTION_OPEN ? hit->exceptions[i] : f->exceptions[i];
	if (states)
		f->exceptions = states;
}

static void name_values(struct finding *f, struct arena *a, size_t index, const struct supposed *supposed, size_t n)
{
	const struct enum_value **values = ARENA_ARRAY(a, n, const struct enum_value *);
	for (size_t i = 0; values && i < n; i++) {
		const struct finding *hit = &supposed[i].findings[index];
		if (hit->verdict != RULE_OBSOLETE)
			continue;
		join_states(f, a, hit, f->n_under == 0);
		rests_join(f, a, hit);
		values[f->n_under++] = supposed[i].choice;
	}
	if (!f->n_under)
		return;
	f->under_values = values;
	f->under = values[0];
}

bool whatever_try(struct judgement *out, struct facts *f, struct finding *all, size_t n)
{
	const struct field *field = only_unknown(f, all, n);
	struct supposed *supposed = NULL;
	size_t values = field ? suppose_all(&supposed, f, field) : 0;
	if (!values || (supposed[0].verdict != VERDICT_OBSOLETE && supposed[0].verdict != VERDICT_CLEAR))
		return !f->arena->failed;
	out->verdict = supposed[0].verdict;
	out->whatever = field;
	for (size_t i = 0; out->verdict == VERDICT_OBSOLETE && i < n; i++)
		name_values(&all[i], f->arena, i, supposed, values);
	return !f->arena->failed;
}
