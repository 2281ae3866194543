#include "report/explain_rule.h"

#include "report/change_words.h"
#include "report/citing.h"
#include "report/labels.h"
#include "report/listing_words.h"
#include "report/reason_words.h"
#include "text/width.h"

enum label { OBJECT, OBSOLETE_IF, EXCEPTION, BECAUSE, CHANGE, FORCE, CAVEAT, LABELS };

static const char *const labels[] = {
	[OBJECT] = "object",   [OBSOLETE_IF] = "obsolete if", [EXCEPTION] = "exception", [BECAUSE] = "because",
	[CHANGE] = "changed by", [FORCE] = "in force",        [CAVEAT] = "caveat",
};

size_t explain_label_width(enum lang lang)
{
	size_t widest = reason_label_width(lang);

	for (size_t i = 0; i < LABELS; i++) {
		size_t width = text_width(str_from(message(lang, labels[i])));
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void add(struct reason *r, const char *msgid)
{
	buf_adds(&r->text, message(r->lang, msgid));
}

static void say_under(struct reason *r, struct str label)
{
	r->failed |= r->text.failed;
	if (r->text.n && !r->failed)
		r->line(r->ctx, label, buf_str(&r->text));
	buf_clear(&r->text);
}

static void say(struct reason *r, enum label label)
{
	say_under(r, str_from(message(r->lang, labels[label])));
}

/* --- conditions ------------------------------------------------------------------------------------------------ */

static void add_truth(struct reason *r, enum truth truth)
{
	static const char *const words[] = {
		[TRUTH_FALSE] = "[false] ", [TRUTH_UNKNOWN] = "[unknown] ", [TRUTH_TRUE] = "[true] "};

	add(r, words[truth]);
}

/* A value that was read and does not decide: why. */
static void add_why(struct reason *r, const struct leaf_trace *t)
{
	static const char *const words[] = {
		[COND_COMPARE] = "; part of it lies on either side of the limit",
		[COND_MATCHES] = "; the pattern could not be tried within its limits",
		[COND_MODEL] = "; it resembles one of them: a person has to look",
	};

	if (t->truth != TRUTH_UNKNOWN || !t->value || t->value->face != FACE_READ)
		return;
	if (t->leaf->op < sizeof words / sizeof *words && words[t->leaf->op])
		add(r, words[t->leaf->op]);
}

/* What was filed; of an item that was only described, that it was not. */
static void add_filed(struct reason *r, const struct value *v)
{
	if (!v && !r->input)
		add(r, "not given");
	else
		filed_words(&r->text, r->lang, v);
}

static void add_leaf(struct reason *r, const struct explain_options *o, const struct leaf_trace *t)
{
	add_truth(r, t->truth);
	condition_write_words(&r->text, t->leaf, r->lang);
	add(r, ": ");
	if (t->leaf->as_of)
		day_write(&r->text, o->run->as_of);
	else if (leaf_asks_person(t))
		add(r, "a person has to judge");
	else
		add_filed(r, t->value);
	if (t->presumed)
		add(r, " (presumed)");
	add_why(r, t);
}

static void say_listed(void *ctx, struct str words)
{
	struct reason *r = ctx;
	if (!r->failed)
		r->line(r->ctx, STR_NONE, words);
}

/* The leaves of one part; behind the first the label stays blank. */
static void say_leaves(struct reason *r, const struct explain_options *o, const struct item *item, const struct finding *f,
		       struct leaf_trace like, struct str label)
{
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct leaf_trace *t = &f->leaves[i];
		if (t->part != like.part || (like.exception && t->exception != like.exception))
			continue;
		add_leaf(r, o, t);
		say_under(r, label);
		label = STR_NONE;
		if (t->value && t->value->note.en.n) {
			buf_add(&r->text, words_in(t->value->note, r->lang));
			say_under(r, STR_NONE);
		}
		if (t->listing)
			listing_lines(&r->text, r->lang, item, !r->input, t->listing, say_listed, r);
	}
}

/* The whole condition, where it is more than one leaf, then leaf by leaf. */
static void say_condition(struct reason *r, const struct explain_options *o, const struct item *item,
			  const struct finding *f, const struct condition *c, enum truth truth, struct leaf_trace like, enum label label)
{
	struct str words = str_from(message(r->lang, labels[label]));

	if (c->n || c->op == COND_ALWAYS) {
		add_truth(r, truth);
		condition_write_words(&r->text, c, r->lang);
		say_under(r, words);
		words = STR_NONE;
	}
	say_leaves(r, o, item, f, like, words);
}

/* --- exceptions ------------------------------------------------------------------------------------------------ */

static void say_evidence(struct reason *r, const struct item *item, const struct exception *e)
{
	for (size_t i = 0; i < e->n_evidence; i++) {
		const struct value *v = item_value(item, e->evidence[i]);
		bool shown = v && v->face == FACE_READ && v->flag;
		add(r, shown ? "[shown] " : "[not shown] ");
		buf_add(&r->text, words_in(e->evidence[i]->words, r->lang));
		add(r, ": ");
		add_filed(r, v);
		say_under(r, STR_NONE);
	}
}

static void say_exception(struct reason *r, const struct explain_options *o, const struct item *item,
			  const struct finding *f, size_t index)
{
	static const char *const states[] = {
		[EXCEPTION_DENIED] = "denied: ",
		[EXCEPTION_OPEN] = "open, nobody claims it: ",
		[EXCEPTION_CLAIMED] = "claimed, evidence missing: ",
		[EXCEPTION_SHOWN] = "shown: ",
	};
	const struct exception *e = &f->rule->exceptions[index];

	add(r, states[f->exceptions[index]]);
	buf_add(&r->text, effect_label(r->lang, e->effect));
	if (e->to)
		buf_printf(&r->text, " → %.*s", STR_ARG(e->to->id));
	add(r, " (");
	cite_text(&r->text, r->lang, &e->clause);
	add(r, ")");
	say(r, EXCEPTION);
	say_leaves(r, o, item, f, (struct leaf_trace){.part = PART_EXCEPTION, .exception = e}, STR_NONE);
	say_evidence(r, item, e);
}

/* --- why it does not apply ------------------------------------------------------------------------------------- */

static void add_kinds(struct reason *r, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_kinds; i++) {
		add(r, i ? ", " : "");
		buf_add(&r->text, words_in(rule->kinds[i]->words, r->lang));
	}
}

static void say_not_applicable(struct reason *r, const struct finding *f)
{
	if (f->verdict != RULE_NOT_APPLICABLE)
		return;
	if (f->decided_by) {
		buf_printf(&r->text, message(r->lang, "the exception \"%.*s\" is shown"), STR_ARG(f->decided_by->id));
	} else if (f->kind == TRUTH_FALSE) {
		add(r, "the clause speaks of other equipment: ");
		add_kinds(r, f->rule);
	} else {
		add(r, "the object of the clause is another: not (");
		condition_write_words(&r->text, f->rule->where, r->lang);
		add(r, ")");
	}
	say(r, BECAUSE);
}

/* A record that leaves the kind open, or a presumption that settled it. */
static void say_kind(struct reason *r, const struct finding *f)
{
	if (f->kind != TRUTH_UNKNOWN)
		return;
	add_truth(r, f->kind);
	add(r, "it is of the clause's equipment: ");
	add_kinds(r, f->rule);
	say(r, OBJECT);
}

/* --- dates and changes ----------------------------------------------------------------------------------------- */

static void say_force(struct reason *r, const struct finding *f)
{
	static const char *const words[] = {
		[IN_FORCE_YES] = "yes", [IN_FORCE_NO] = "no", [IN_FORCE_UNKNOWN] = "not known whether still in force"};

	force_words(&r->text, r->lang, f->rule);
	add(r, ": ");
	add(r, words[f->in_force]);
	say(r, FORCE);
}

static void say_changes(struct reason *r, const struct explained_rule *rule)
{
	const struct changes *c = &rule->changes;

	if (rule->finding->n_provinces) {
		add(r, "a province that the record names, and then as the rule is there");
		say(r, CHANGE);
		return;
	}
	for (size_t i = 0; i < c->n; i++) {
		change_words(&r->text, r->lang, &c->items[i], rule->rule);
		say(r, CHANGE);
	}
	if (c->cut) {
		add(r, "there may be more: the search was ended at its limit");
		say(r, CHANGE);
	} else if (!c->n) {
		buf_printf(&r->text, message(r->lang, "no data that the rule asks for, up to %d of them together"), CHANGE_PARTS);
		say(r, CHANGE);
	}
}

void explain_finding(struct reason *r, const struct explain_options *o, const struct item *item,
		     const struct explained_rule *rule)
{
	const struct finding *f = rule->finding;

	say_not_applicable(r, f);
	reason_clause(r, f);
	say_kind(r, f);
	if (f->rule->where->op != COND_ALWAYS)
		say_condition(r, o, item, f, f->rule->where, f->where, (struct leaf_trace){.part = PART_WHERE}, OBJECT);
	say_condition(r, o, item, f, f->rule->obsolete_if, f->obsolete_if, (struct leaf_trace){.part = PART_OBSOLETE_IF},
		      OBSOLETE_IF);
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		say_exception(r, o, item, f, i);
	reason_under(r, f);
	reason_presumed(r, f);
	reason_needs(r, item, f);
	reason_readings(r, f);
	reason_near(r, f);
	for (size_t i = 0; i < f->n_caveats; i++) {
		buf_add(&r->text, words_in(f->caveats[i], r->lang));
		say(r, CAVEAT);
	}
	if (f->verdict == RULE_NOT_APPLICABLE)
		return;
	reason_deadline(r, f);
	say_force(r, f);
	say_changes(r, rule);
}
