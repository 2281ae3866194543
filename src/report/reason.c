#include "report/reason.h"

#include "report/authority.h"
#include "report/citing.h"
#include "report/labels.h"
#include "report/listing_words.h"
#include "report/overlay_words.h"
#include "report/reason_words.h"
#include "text/width.h"

enum label {
	LABEL_AUTHORITY,
	LABEL_BECAUSE,
	LABEL_CLAUSE,
	LABEL_MEANING,
	LABEL_OVERLAY,
	LABEL_PROVINCES,
	LABEL_UNLESS,
	LABEL_EXCEPTION,
	LABEL_PRESUMED,
	LABEL_ASSUMED,
	LABEL_MISSING,
	LABEL_DEADLINE,
	LABEL_READING,
	LABEL_NEAR,
	LABEL_WHATEVER,
	LABEL_IF,
	LABEL_STATUS,
	LABEL_FOLLOW_UP,
	LABEL_CAPACITY,
	LABEL_CAVEAT,
	LABEL_NOTE,
	LABEL_RESIDUE,
	LABEL_COUNT,
};

static const char *const labels[] = {
	[LABEL_AUTHORITY] = "issued by",
	[LABEL_BECAUSE] = "because", [LABEL_CLAUSE] = "clause",       [LABEL_MEANING] = "read as",
	[LABEL_UNLESS] = "unless",   [LABEL_EXCEPTION] = "exception", [LABEL_PRESUMED] = "presumed",
	[LABEL_ASSUMED] = "assumed", [LABEL_MISSING] = "missing",     [LABEL_DEADLINE] = "deadline",
	[LABEL_READING] = "reading", [LABEL_NEAR] = "near",           [LABEL_WHATEVER] = "whatever",
	[LABEL_IF] = "if",           [LABEL_STATUS] = "status",       [LABEL_FOLLOW_UP] = "follow-up",
	[LABEL_CAPACITY] = "capacity", [LABEL_CAVEAT] = "caveat",     [LABEL_NOTE] = "note",
	[LABEL_RESIDUE] = "left over", [LABEL_OVERLAY] = "overlay",   [LABEL_PROVINCES] = "provinces",
};

size_t reason_label_width(enum lang lang)
{
	size_t widest = 0;

	for (size_t i = 0; i < LABEL_COUNT; i++) {
		size_t width = text_width(str_from(message(lang, labels[i])));
		if (width > widest)
			widest = width;
	}
	return widest;
}

void reason_init(struct reason *r, enum lang lang, reason_line_fn *line, void *ctx)
{
	*r = (struct reason){.lang = lang, .line = line, .ctx = ctx};
	buf_init(&r->text);
}

void reason_release(struct reason *r)
{
	buf_release(&r->text);
}

/* --- small words ----------------------------------------------------------------------------------------------- */

static void add(struct reason *r, const char *msgid)
{
	buf_adds(&r->text, message(r->lang, msgid));
}

static void add_words(struct reason *r, struct words w)
{
	buf_add(&r->text, words_in(w, r->lang));
}

/* Ends the line that was written into r->text. */
static void say(struct reason *r, enum label label)
{
	r->failed |= r->text.failed;
	if (r->text.n && !r->failed)
		r->line(r->ctx, str_from(message(r->lang, labels[label])), buf_str(&r->text));
	buf_clear(&r->text);
}

static void say_words(struct reason *r, enum label label, struct words w)
{
	if (!w.en.n && !w.zh.n)
		return;
	add_words(r, w);
	say(r, label);
}

/* --- a finding ------------------------------------------------------------------------------------------------- */

const struct finding *reason_deciding(const struct judgement *j)
{
	for (size_t i = 0; i < j->n_deciding; i++)
		if (verdict_of_rule(j->deciding[i]->verdict) == j->verdict)
			return j->deciding[i];
	return NULL;
}

/* Decided, or would have: one that is shown beside a size over the limit did not. */
static bool exception_matters(const struct finding *f, size_t index)
{
	const struct exception *e = &f->rule->exceptions[index];

	return e == f->decided_by || (f->verdict == RULE_UNDETERMINED && f->exceptions[index] >= EXCEPTION_CLAIMED);
}

bool reason_leaf_is_shown(const struct finding *f, const struct leaf_trace *t)
{
	bool filed = t->value && !face_is_silent(t->value->face);

	bool settled = f->verdict == RULE_OBSOLETE || f->verdict == RULE_EXEMPT || f->verdict == RULE_CLEAR;

	if (t->presumed || t->leaf->op == COND_ALWAYS || t->leaf->op == COND_KNOWN)
		return false;
	/* what is not known carries no verdict that stands without it */
	if (t->truth == TRUTH_UNKNOWN && settled)
		return false;
	if (t->part == PART_EXCEPTION)
		return t->truth == TRUTH_TRUE && exception_matters(f, (size_t)(t->exception - f->rule->exceptions));
	if (t->truth == TRUTH_UNKNOWN)
		return filed || t->leaf->op == COND_JUDGEMENT;
	if (f->verdict == RULE_CLEAR || f->verdict == RULE_NOT_APPLICABLE)
		return filed || t->leaf->as_of;
	return true;
}

static void say_because(struct reason *r, const struct finding *f)
{
	for (size_t i = 0; i < f->n_leaves; i++) {
		const struct leaf_trace *t = &f->leaves[i];
		if (!reason_leaf_is_shown(f, t))
			continue;
		leaf_words(&r->text, r->lang, t);
		say(r, LABEL_BECAUSE);
		if (t->value)
			say_words(r, LABEL_NOTE, t->value->note);
		if (t->listing)
			listing_duty(&r->text, r->lang, t->listing);
		say(r, LABEL_BECAUSE);
	}
}

/* What the last overlay said stands first: it decides. */
static void say_overlays(struct reason *r, const struct finding *f)
{
	const struct amendment *m = f->rule->amendment;

	for (; m; m = m->before ? m->before->amendment : NULL) {
		overlay_clause_words(&r->text, r->lang, m);
		say(r, LABEL_OVERLAY);
	}
	provinces_words(&r->text, r->lang, f);
	say(r, LABEL_PROVINCES);
}

void reason_clause(struct reason *r, const struct finding *f)
{
	cite(&r->text, r->lang, &f->rule->clause);
	if (f->in_force == IN_FORCE_UNKNOWN)
		add(r, " [not known whether still in force]");
	say(r, LABEL_CLAUSE);
	say_overlays(r, f);
	say_words(r, LABEL_MEANING, f->rule->interpretation);
}

static void add_exception(struct reason *r, const struct exception *e)
{
	condition_write_words(&r->text, e->when, r->lang);
	add(r, " (");
	cite_text(&r->text, r->lang, &e->clause);
	add(r, ")");
}

static void say_open(struct reason *r, const struct finding *f, size_t index)
{
	const struct exception *e = &f->rule->exceptions[index];

	add_exception(r, e);
	for (size_t i = 0; i < e->n_evidence; i++) {
		add(r, i ? ", " : "; evidence: ");
		add_words(r, e->evidence[i]->words);
	}
	say(r, LABEL_UNLESS);
}

static void say_exceptions(struct reason *r, const struct finding *f)
{
	static const char *const effects[] = {
		[EFFECT_EXEMPT] = "exempt: ",
		[EFFECT_OUT_OF_SCOPE] = "outside the clause: ",
		[EFFECT_REROUTE] = "judged under another rule: ",
	};

	if (f->conflict) {
		add(r, "two exceptions with different effects are shown");
		say(r, LABEL_EXCEPTION);
	}
	for (size_t i = 0; i < f->rule->n_exceptions; i++) {
		const struct exception *e = &f->rule->exceptions[i];
		if (finding_is_open(f, i)) {
			say_open(r, f, i);
		} else if (exception_matters(f, i) && f->exceptions[i] == EXCEPTION_SHOWN) {
			add(r, effects[e->effect]);
			add_exception(r, e);
			if (e->to)
				buf_printf(&r->text, " → %.*s", STR_ARG(e->to->id));
			say(r, LABEL_EXCEPTION);
		} else if (exception_matters(f, i)) {
			add(r, "claimed, but the evidence is not shown: ");
			add_exception(r, e);
			say(r, LABEL_EXCEPTION);
		}
	}
}

void reason_presumed(struct reason *r, const struct finding *f)
{
	for (size_t i = 0; i < f->n_presumed; i++) {
		const struct presumption *p = f->presumed[i];
		if (p->field)
			add_words(r, p->field->words);
		else
			add(r, "kind");
		add(r, " = ");
		add_words(r, p->field ? p->value->words : p->kind->words);
		add(r, ": ");
		add_words(r, p->reason);
		say(r, LABEL_PRESUMED);
	}
	for (size_t i = 0; i < f->n_assumed; i++) {
		const struct assumption *a = &f->assumed[i];
		if (a->field)
			add_words(r, a->field->words);
		else
			add(r, "kind");
		add(r, ": ");
		buf_add(&r->text, assumption_label(r->lang, a->id));
		struct str detail = assumption_detail(r->lang, a);
		if (detail.n)
			buf_printf(&r->text, message(r->lang, " (%.*s)"), STR_ARG(detail));
		say(r, LABEL_ASSUMED);
	}
}

void reason_needs(struct reason *r, const struct item *item, const struct finding *f)
{
	for (size_t i = 0; i < f->needs.n; i++) {
		need_words(&r->text, r->lang, &f->needs.items[i], item, r->input);
		say(r, LABEL_MISSING);
	}
}

static void days_words(struct reason *r, const struct finding *f)
{
	bool over = f->deadline == DEADLINE_OVERDUE;

	if (f->deadline_days == 1)
		add(r, over ? ", overdue by 1 day" : ", 1 day left");
	else
		buf_printf(&r->text, message(r->lang, over ? ", overdue by %d days" : ", %d days left"),
			   (int)f->deadline_days);
}

void reason_deadline(struct reason *r, const struct finding *f)
{
	buf_add(&r->text, action_label(r->lang, f->rule->action));
	add(r, ": ");
	if (f->deadline == DEADLINE_STATE_NONE) {
		add(r, "already ordered out, no date of its own");
	} else {
		day_write(&r->text, f->deadline_day);
		days_words(r, f);
	}
	if (f->horizon_passed)
		add(r, " (the plan's horizon has passed)");
	say(r, LABEL_DEADLINE);
}

static bool deadline_matters(const struct finding *f)
{
	bool hits = f->verdict == RULE_OBSOLETE || f->n_under;

	return f->verdict != RULE_CLEAR && f->verdict != RULE_EXEMPT && (hits || f->deadline != DEADLINE_STATE_NONE);
}

void reason_readings(struct reason *r, const struct finding *f)
{
	for (size_t i = 0; i < f->n_readings; i++) {
		const struct reading_of_rule *reading = f->readings[i];
		struct str verdict = rule_verdict_label(r->lang, f->reading_verdicts[i]);
		buf_printf(&r->text, message(r->lang, "under the reading \"%.*s\": %.*s"), STR_ARG(reading->id),
			   STR_ARG(verdict));
		if (reading->note.en.n) {
			add(r, " (");
			add_words(r, reading->note);
			add(r, ")");
		}
		say(r, LABEL_READING);
	}
}

void reason_near(struct reason *r, const struct finding *f)
{
	if (!f->near)
		return;
	struct buf distance;
	buf_init(&distance);
	interval_write(&distance, &f->near_distance.v);
	if (f->near_distance.unit) {
		buf_addc(&distance, ' ');
		buf_add(&distance, r->lang == LANG_ZH ? f->near_distance.unit->zh : f->near_distance.unit->en);
	}
	add_words(r, f->near->field->words);
	buf_printf(&r->text, message(r->lang, ": only %.*s from the limit"), STR_ARG(buf_str(&distance)));
	r->failed |= distance.failed;
	buf_release(&distance);
	say(r, LABEL_NEAR);
}

void reason_under(struct reason *r, const struct finding *f)
{
	if (!f->n_under)
		return;
	for (size_t i = 0; i < f->n_under; i++) {
		add(r, i ? ", " : "");
		add_words(r, f->under_values[i]->words);
	}
	add(r, ": obsolete under this rule");
	say(r, LABEL_IF);
}

void reason_finding(struct reason *r, const struct item *item, const struct finding *f)
{
	say_because(r, f);
	reason_clause(r, f);
	reason_under(r, f);
	say_exceptions(r, f);
	reason_presumed(r, f);
	if (!f->n_under) /* what is asked there does not matter */
		reason_needs(r, item, f);
	if (deadline_matters(f))
		reason_deadline(r, f);
	reason_readings(r, f);
	reason_near(r, f);
}

/* --- an item --------------------------------------------------------------------------------------------------- */

void reason_item(struct reason *r, const struct item *item, const struct judgement *j)
{
	say_words(r, LABEL_BECAUSE, item->problem);
	authority_words(&r->text, r->lang, j);
	say(r, LABEL_AUTHORITY);
	if (j->whatever) {
		buf_printf(&r->text, message(r->lang, "the same verdict whatever \"%.*s\" is"),
			   STR_ARG(words_in(j->whatever->words, r->lang)));
		say(r, LABEL_WHATEVER);
	}
	if (item->status.n) {
		status_words(&r->text, r->lang, item);
		say(r, LABEL_STATUS);
	}
	for (size_t i = 0; i < item->n_follow_up; i++) {
		buf_add(&r->text, item->follow_up[i].column);
		add(r, ": ");
		buf_add(&r->text, item->follow_up[i].text);
		say(r, LABEL_FOLLOW_UP);
	}
	if (j->verdict == VERDICT_OBSOLETE && j->capacity && j->capacity->face == FACE_READ) {
		add_words(r, j->capacity->field->words);
		buf_addc(&r->text, ' ');
		value_words(&r->text, r->lang, j->capacity);
		say(r, LABEL_CAPACITY);
	}
	for (size_t i = 0; i < j->n_caveats; i++)
		say_words(r, LABEL_CAVEAT, j->caveats[i]);
	for (size_t i = 0; i < item->n_notes; i++)
		say_words(r, LABEL_NOTE, item->notes[i]);
	for (size_t i = 0; i < item->n_residue; i++) {
		buf_printf(&r->text, message(r->lang, "\"%.*s\" was not understood and not used"), STR_ARG(item->residue[i]));
		say(r, LABEL_RESIDUE);
	}
}
