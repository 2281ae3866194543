#include "rules/rule.h"

static const char *const trusts[] = {
	[TRUST_VERIFIED] = "V", [TRUST_INDIRECT] = "V~", [TRUST_MEMORY] = "M", [TRUST_INFERENCE] = "I"};
static const char *const effects[] = {
	[EFFECT_EXEMPT] = "exempt", [EFFECT_OUT_OF_SCOPE] = "out_of_scope", [EFFECT_REROUTE] = "reroute"};
static const char *const actions[] = {
	[ACTION_ELIMINATE] = "eliminate", [ACTION_PHASE_OUT] = "phase_out", [ACTION_INTENSIFY] = "intensify"};
static const char *const executabilities[] = {
	[EXEC_FULL] = "full", [EXEC_PARTIAL] = "partial", [EXEC_MANUAL] = "manual", [EXEC_UNRESOLVED] = "unresolved"};
static const char *const verdicts[] = {
	[RULE_OBSOLETE] = "obsolete", [RULE_UNDETERMINED] = "undetermined",
	[RULE_MANUAL] = "manual",     [RULE_EXEMPT] = "exempt",
	[RULE_CLEAR] = "clear",	      [RULE_NOT_APPLICABLE] = "not_applicable",
};

const char *trust_name(enum trust t)
{
	return trusts[t];
}

enum trust trust_read(struct str s)
{
	for (size_t i = 0; i < sizeof trusts / sizeof *trusts; i++)
		if (str_is(s, trusts[i]))
			return (enum trust)i;
	return TRUST_VERIFIED;
}

const char *effect_name(enum effect e)
{
	return effects[e];
}

const char *action_name(enum action a)
{
	return actions[a];
}

const char *executability_name(enum executability e)
{
	return executabilities[e];
}

const char *rule_verdict_name(enum rule_verdict v)
{
	return verdicts[v];
}

const char *in_force_name(enum in_force f)
{
	static const char *const names[] = {
		[IN_FORCE_YES] = "yes", [IN_FORCE_NO] = "no", [IN_FORCE_UNKNOWN] = "unknown"};
	return names[f];
}

const char *deadline_state_name(enum deadline_state d)
{
	static const char *const names[] = {
		[DEADLINE_STATE_NONE] = "none", [DEADLINE_SCHEDULED] = "scheduled", [DEADLINE_OVERDUE] = "overdue"};
	return names[d];
}

bool rule_verdict_parse(enum rule_verdict *out, struct str s)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		if (!str_is(s, verdicts[i]))
			continue;
		*out = (enum rule_verdict)i;
		return true;
	}
	return false;
}

bool rule_stands_in(const struct rule *rule, const struct region *province)
{
	size_t i = 0;
	if (rule->only)
		return rule->only == province;
	while (i < rule->n_not_in && rule->not_in[i] != province)
		i++;
	return i == rule->n_not_in;
}

bool rules_share_province(const struct rule *a, const struct rule *b)
{
	const struct region *only = a->only ? a->only : b->only;
	return !only || (rule_stands_in(a, only) && rule_stands_in(b, only));
}

static const struct test_value *value_named(const struct rule_test *t, struct str name)
{
	for (size_t i = 0; i < t->n_record; i++)
		if (str_eq(t->record[i].name, name))
			return &t->record[i];
	return NULL;
}

bool rule_test_replaces(const struct rule_test *own, const struct rule_test *other)
{
	bool of_day = !own->has_as_of || (other->has_as_of && own->as_of == other->as_of);
	bool same = of_day && own->n_record == other->n_record;
	for (size_t i = 0; same && i < own->n_record; i++) {
		const struct test_value *v = value_named(other, own->record[i].name);
		same = v && str_eq(v->text, own->record[i].text);
	}
	return same;
}

const struct rule *ruleset_rule(const struct ruleset *s, struct str id)
{
	for (size_t i = 0; i < s->n_rules; i++) {
		const struct rule *rule = s->rules[i];
		struct str pack = rule->pack->id;
		if (str_eq(rule->id, id))
			return rule;
		bool qualified = id.n == pack.n + 1 + rule->id.n && str_starts(id, pack) && id.p[pack.n] == ':';
		if (qualified && str_ends(id, rule->id))
			return rule;
	}
	return NULL;
}
