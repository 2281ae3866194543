/*
 * What nothing refers to. Vocabulary is shared: what only the loaded packs leave alone may serve others, so of it only
 * enumerations are told that no field has.
 */
#include "proof/lint_checks.h"

#include "rules/overlay.h"

/* --- sources ---------------------------------------------------------------------------------------------------- */

static bool rule_cites(const struct rule *rule, const struct source *source)
{
	bool cites = rule->clause.source == source;
	for (size_t i = 0; i < rule->n_exceptions; i++)
		cites |= rule->exceptions[i].clause.source == source;
	return cites;
}

static bool pack_cites(const struct pack *pack, const struct source *source)
{
	bool cites = false;
	for (size_t i = 0; i < pack->n_rules; i++)
		cites |= rule_cites(&pack->rules[i], source);
	for (size_t i = 0; i < pack->n_not_rules; i++)
		cites |= pack->not_rules[i].clause.source == source;
	return cites;
}

static void sources_check(const struct rules_lint *l, const struct pack *pack)
{
	for (size_t i = 0; i < pack->n_sources; i++)
		if (!pack_cites(pack, &pack->sources[i]))
			diag_add(l->diags, DIAG_UNUSED, pack->file, pack->sources[i].span,
				 "no clause of the pack cites the source \"%.*s\"", STR_ARG(pack->sources[i].id));
}

static bool overlay_cites(const struct overlay *o, const struct source *source)
{
	bool cites = false;
	for (size_t i = 0; i < o->n_amendments; i++) {
		const struct amendment *m = o->amendments[i];
		cites |= m->clause.source == source || (m->after && rule_cites(m->after, source));
	}
	return cites;
}

static void overlay_sources_check(const struct rules_lint *l, const struct overlay *o)
{
	for (size_t i = 0; i < o->head.n_sources; i++)
		if (!overlay_cites(o, &o->head.sources[i]))
			diag_add(l->diags, DIAG_UNUSED, o->head.file, o->head.sources[i].span,
				 "no clause of the overlay cites the source \"%.*s\"", STR_ARG(o->head.sources[i].id));
}

/* --- conversions ------------------------------------------------------------------------------------------------ */

static bool asks_nothing_of(void *ctx, const struct condition *leaf)
{
	const struct quantity_kind *kind = ctx;
	return !leaf->field || leaf->field->quantity != kind;
}

static bool asks(const struct condition *c, const struct quantity_kind *kind)
{
	return c && !condition_each_leaf(c, asks_nothing_of, (void *)kind);
}

static bool rule_asks(const struct rule *rule, const struct quantity_kind *kind)
{
	bool is = (rule->capacity && rule->capacity->quantity == kind) || asks(rule->where, kind) ||
		  asks(rule->obsolete_if, kind);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		is |= asks(rule->exceptions[i].when, kind);
	for (size_t i = 0; i < rule->n_readings; i++)
		is |= asks(rule->readings[i].where, kind) || asks(rule->readings[i].obsolete_if, kind);
	return is;
}

/* They stand for every registry, whichever pack asks. */
static void conversions_check(const struct rules_lint *l, const struct pack *pack)
{
	for (size_t i = 0; i < pack->n_conversions; i++) {
		const struct conversion *c = &pack->conversions[i];
		bool asked = false;
		for (size_t j = 0; j < l->rules->n_rules; j++)
			asked |= rule_asks(l->rules->rules[j], c->to->kind);
		if (!asked)
			diag_add(l->diags, DIAG_UNUSED, pack->file, (struct span){0},
				 "no rule asks for what the conversion from \"%.*s\" to \"%.*s\" gives",
				 STR_ARG(c->from->id), STR_ARG(c->to->id));
	}
}

/* --- vocabulary ------------------------------------------------------------------------------------------------- */

/* A field's, or the industries of the packs. */
static bool is_used(const struct vocabulary *v, const struct enumeration *e)
{
	size_t i = 0;
	if (e == v->industries)
		return true;
	while (i < v->n_fields && v->fields[i].enumeration != e)
		i++;
	return i < v->n_fields;
}

void lint_unused(const struct rules_lint *l)
{
	const struct vocabulary *v = l->vocabulary;
	for (size_t i = 0; i < l->rules->n_packs; i++) {
		sources_check(l, l->rules->packs[i]);
		conversions_check(l, l->rules->packs[i]);
	}
	for (size_t i = 0; i < l->rules->n_overlays; i++)
		overlay_sources_check(l, l->rules->overlays[i]);
	for (size_t i = 0; i < v->n_enumerations; i++)
		if (!is_used(v, &v->enumerations[i]))
			diag_add(l->diags, DIAG_UNUSED, v->enumerations[i].file, v->enumerations[i].span,
				 "no field has the enumeration \"%.*s\"", STR_ARG(v->enumerations[i].id));
}
