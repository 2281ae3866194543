#include "report/accounts.h"

#include "report/overlay_words.h"

#include "report/labels.h"
#include "report/sink_text.h"
#include "text/width.h"

#include <inttypes.h>
#include <stdio.h>

enum { COUNT_WIDTH = 6, CAPACITY_WIDTH = 16 };

struct accounts {
	const struct layout *l; /* NULL: lines that begin with "# ", into `lines` */
	struct buf *lines;
	enum lang lang;
	const struct run_info *run;
	const struct summary *summary;
	size_t label;
	struct buf text;
	bool failed;
};

static const char *const labels[] = {"rows", "items",   "units", "duplicates", "not applied", "rules",
				     "pack", "overlay", "notice", "mapping", "input", "result"};

static void comment(struct accounts *a, const char *label)
{
	buf_printf(a->lines, "# %s%s", message(a->lang, label), *label ? ": " : "");
	sink_terminal(a->lines, buf_str(&a->text));
	buf_addc(a->lines, '\n');
}

static void line(struct accounts *a, const char *label)
{
	a->failed |= a->text.failed;
	if (!a->failed && !a->l)
		comment(a, label);
	else if (!a->failed)
		layout_paragraph(a->l, 0, str_from(message(a->lang, label)), a->label, buf_str(&a->text));
	buf_clear(&a->text);
}

static void add(struct accounts *a, const char *msgid)
{
	buf_adds(&a->text, message(a->lang, msgid));
}

/* " + label n" */
static void add_count(struct accounts *a, bool plus, struct str label, uint64_t n)
{
	buf_printf(&a->text, "%s%.*s %" PRIu64, plus ? " + " : "", STR_ARG(label), n);
}

/* --- the books ------------------------------------------------------------------------------------------------- */

/* " (title 1, blank 2)": of the rejected or of the skipped rows. */
static void add_reasons(struct accounts *a, bool rejects)
{
	const struct totals *t = a->summary->totals;
	bool first = true;

	for (int r = REASON_NONE + 1; r < REASON_COUNT; r++) {
		if (!t->skipped_by[r] || row_reason_rejects((enum row_reason)r) != rejects)
			continue;
		add(a, first ? " (" : ", ");
		first = false;
		add_count(a, false, row_reason_label(a->lang, (enum row_reason)r), t->skipped_by[r]);
	}
	if (!first)
		add(a, ")");
}

static void write_rows(struct accounts *a)
{
	const struct totals *t = a->summary->totals;

	add_count(a, false, str_from(message(a->lang, "read")), t->read);
	buf_adds(&a->text, " = ");
	add_count(a, false, str_from(message(a->lang, "judged")), t->judged);
	add_count(a, true, str_from(message(a->lang, "rejected")), t->rejected);
	add_reasons(a, true);
	add_count(a, true, str_from(message(a->lang, "skipped")), t->skipped);
	add_reasons(a, false);
	line(a, "rows");
}

static void write_items(struct accounts *a, uint64_t unlisted)
{
	const struct totals *t = a->summary->totals;

	buf_printf(&a->text, "%" PRIu64 " = ", t->items);
	for (int v = 0; v < VERDICT_COUNT; v++)
		add_count(a, v > 0, verdict_label(a->lang, (enum verdict)v), t->by[v]);
	line(a, "items");
	if (unlisted) {
		buf_printf(&a->text, message(a->lang, "%ju of them are not listed above; --show all lists every one"),
			   (uintmax_t)unlisted);
		line(a, "");
	}
	if (t->by[VERDICT_OBSOLETE]) {
		buf_printf(&a->text,
			   message(a->lang, "%ju machines in the obsolete items (open numbers are not counted)"),
			   (uintmax_t)t->units_obsolete);
		line(a, "units");
	}
}

/* Machines that stand more than once, where they were sought. */
static void write_duplicates(struct accounts *a)
{
	const struct duplicate_totals *t = a->summary->duplicates;

	if (!t)
		return;
	buf_printf(&a->text, "%" PRIu64 " = ", t->repeated);
	add_count(a, false, str_from(message(a->lang, "with the same values")), t->same);
	add_count(a, true, str_from(message(a->lang, "with others")), t->contradicting);
	buf_printf(&a->text, message(a->lang, "; items not compared: %ju"), (uintmax_t)t->by[IDENTITY_NONE]);
	line(a, "duplicates");
}

/* --- rules ----------------------------------------------------------------------------------------------------- */

static bool rule_was_met(const struct rule_totals *t)
{
	for (int v = 0; v < RULE_NOT_APPLICABLE; v++)
		if (t->by[v])
			return true;
	return false;
}

/* The upper end of what rows may add that name machines of other verdicts too. */
static void more_words(struct buf *out, enum lang lang, const struct capacity_total *c)
{
	struct interval most = capacity_most(c);
	interval_write(out, &most);
	buf_addc(out, ' ');
	buf_add(out, lang == LANG_ZH ? c->unit->zh : c->unit->en);
}

void capacity_sum_words(struct buf *out, enum lang lang, const struct capacity_total *c)
{
	if (c->items) {
		interval_write(out, &c->sum);
		buf_addc(out, ' ');
		buf_add(out, lang == LANG_ZH ? c->unit->zh : c->unit->en);
		buf_printf(out, message(lang, " (sum of %ju)"), (uintmax_t)c->items);
	}
	if (c->without) {
		buf_adds(out, c->items ? message(lang, ", ") : "");
		buf_printf(out, message(lang, "%ju without a number"), (uintmax_t)c->without);
	}
	if (c->differing) {
		buf_adds(out, message(lang, "; up to "));
		more_words(out, lang, c);
		buf_printf(out, message(lang, " more, of %ju rows whose machines differ"), (uintmax_t)c->differing);
	}
}

static void capacity_words(struct buf *out, enum lang lang, const struct capacity_total *c)
{
	capacity_sum_words(out, lang, c);
	if (c->whatever)
		buf_printf(out, message(lang, "; %ju of them obsolete whatever a field says"), (uintmax_t)c->whatever);
	if (c->elsewhere) {
		buf_adds(out, out->n ? message(lang, "; ") : "");
		buf_printf(out, message(lang, "%ju counted under another rule"), (uintmax_t)c->elsewhere);
	}
}

/* A column of the table of rules: the width of its name, or of a count. */
static size_t count_width(enum lang lang, enum rule_verdict v)
{
	size_t width = text_width(rule_verdict_label(lang, v));
	return width > COUNT_WIDTH ? width : COUNT_WIDTH;
}

/* Capacity stands behind the counts; on a narrow terminal under them. `t` is NULL in the heading. */
static void rule_row(struct accounts *a, size_t id_width, const struct rule *rule, const struct rule_totals *t)
{
	struct layout_cell cells[RULE_NOT_APPLICABLE + 2];
	char counts[RULE_NOT_APPLICABLE][24];
	size_t used = id_width + LAYOUT_GAP;

	cells[0] = (struct layout_cell){t ? rule->id : str_from(message(a->lang, "rule")), id_width, false,
					t ? INK_PLAIN : INK_DIM};
	for (int v = 0; v < RULE_NOT_APPLICABLE; v++) {
		struct layout_cell *cell = &cells[1 + v];
		*cell = (struct layout_cell){rule_verdict_label(a->lang, (enum rule_verdict)v),
					     count_width(a->lang, (enum rule_verdict)v), true, INK_DIM};
		used += cell->width + LAYOUT_GAP;
		if (!t)
			continue;
		snprintf(counts[v], sizeof counts[v], "%" PRIu64, t->by[v]);
		cell->text = str_from(counts[v]);
		cell->ink = v == RULE_OBSOLETE && t->by[v] ? INK_RED : INK_PLAIN;
	}
	if (t)
		capacity_words(&a->text, a->lang, &t->capacity);
	else
		add(a, "capacity of the obsolete");
	a->failed |= a->text.failed;
	size_t room = a->l->columns > used ? a->l->columns - used : 0;
	bool under = a->l->columns && room < CAPACITY_WIDTH;
	cells[1 + RULE_NOT_APPLICABLE] =
		(struct layout_cell){under ? STR_NONE : buf_str(&a->text), room, false, t ? INK_PLAIN : INK_DIM};
	layout_row(a->l, cells, RULE_NOT_APPLICABLE + 2);
	if (under && a->text.n)
		layout_paragraph(a->l, LAYOUT_GAP, STR_NONE, 0, buf_str(&a->text));
	buf_clear(&a->text);
}

/* --- by status ------------------------------------------------------------------------------------------------- */

static struct str status_name(const struct accounts *a, size_t place)
{
	const struct totals *t = a->summary->totals;

	if (place + 1 == t->n_statuses)
		return str_from(message(a->lang, "not filed"));
	return status_label(a->lang, place + 2 < t->n_statuses ? &t->statuses->values[place] : NULL);
}

/* "SD-2013-5.01 450000 t/a (sum of 2); …" */
static void status_capacity(struct accounts *a, size_t place)
{
	const struct ruleset *rules = a->run->rules;

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct capacity_total *c = &a->summary->totals->rules[rules->rules[i]->index].by_status[place];
		if (!c->items && !c->without)
			continue;
		buf_adds(&a->text, a->text.n ? message(a->lang, "; ") : "");
		buf_add(&a->text, rules->rules[i]->id);
		buf_addc(&a->text, ' ');
		capacity_sum_words(&a->text, a->lang, c);
	}
	a->failed |= a->text.failed;
}

/* `of` is NULL in the heading. */
static void status_row(struct accounts *a, size_t width, struct str name, const struct status_totals *of)
{
	char items[24], units[24];
	struct str machines = str_from(message(a->lang, "units"));
	size_t unit_width = text_width(machines) > COUNT_WIDTH ? text_width(machines) : COUNT_WIDTH;
	size_t used = width + count_width(a->lang, RULE_OBSOLETE) + unit_width + 3 * LAYOUT_GAP;

	snprintf(items, sizeof items, "%" PRIu64, of ? of->by[VERDICT_OBSOLETE] : 0);
	snprintf(units, sizeof units, "%" PRIu64, of ? of->units_obsolete : 0);
	enum ink ink = of ? INK_PLAIN : INK_DIM;
	size_t room = a->l->columns > used + CAPACITY_WIDTH ? a->l->columns - used : CAPACITY_WIDTH;
	struct layout_cell cells[] = {
		{name, width, false, ink},
		{of ? str_from(items) : verdict_label(a->lang, VERDICT_OBSOLETE), count_width(a->lang, RULE_OBSOLETE), true, ink},
		{of ? str_from(units) : machines, unit_width, true, ink},
		{buf_str(&a->text), a->l->columns ? room : 0, false, ink},
	};
	layout_row(a->l, cells, sizeof cells / sizeof *cells);
	buf_clear(&a->text);
}

/* Of the obsolete items: "in use 3 + idle 1", where one of them has a status. */
static void sum_statuses(struct accounts *a)
{
	const struct totals *t = a->summary->totals;
	const char *before = " = ";

	if (t->by_status[t->n_statuses - 1].by[VERDICT_OBSOLETE] == t->by[VERDICT_OBSOLETE])
		return;
	add_count(a, false, verdict_label(a->lang, VERDICT_OBSOLETE), t->by[VERDICT_OBSOLETE]);
	for (size_t s = 0; s < t->n_statuses; s++) {
		if (!t->by_status[s].by[VERDICT_OBSOLETE])
			continue;
		buf_adds(&a->text, before);
		before = " + ";
		add_count(a, false, status_name(a, s), t->by_status[s].by[VERDICT_OBSOLETE]);
	}
	line(a, "status");
}

/* The obsolete items, where one of them has a status. */
static void write_statuses(struct accounts *a)
{
	const struct totals *t = a->summary->totals;
	struct str heading = str_from(message(a->lang, "status"));
	size_t width = text_width(heading);
	uint64_t filed = 0;

	for (size_t s = 0; s < t->n_statuses; s++) {
		if (!t->by_status[s].by[VERDICT_OBSOLETE])
			continue;
		filed += s + 1 < t->n_statuses;
		if (text_width(status_name(a, s)) > width)
			width = text_width(status_name(a, s));
	}
	if (!filed)
		return;
	layout_blank(a->l);
	add(a, "capacity of the obsolete");
	status_row(a, width, heading, NULL);
	for (size_t s = 0; s < t->n_statuses; s++) {
		if (!t->by_status[s].by[VERDICT_OBSOLETE])
			continue;
		status_capacity(a, s);
		status_row(a, width, status_name(a, s), &t->by_status[s]);
	}
}

/* --- all of it -------------------------------------------------------------------------------------------------- */

/* A rule that met no item is only counted; --show has no part in this. */
static void write_rules(struct accounts *a)
{
	const struct ruleset *rules = a->run->rules;
	const struct rule_totals *totals = a->summary->totals->rules;
	size_t met = 0, width = text_width(str_from(message(a->lang, "rule")));

	for (size_t i = 0; i < rules->n_rules; i++) {
		if (!rule_was_met(&totals[rules->rules[i]->index]))
			continue;
		met++;
		if (text_width(rules->rules[i]->id) > width)
			width = text_width(rules->rules[i]->id);
	}
	if (met) {
		layout_blank(a->l);
		rule_row(a, width, NULL, NULL);
		for (size_t i = 0; i < rules->n_rules; i++)
			if (rule_was_met(&totals[rules->rules[i]->index]))
				rule_row(a, width, rules->rules[i], &totals[rules->rules[i]->index]);
	}
	write_statuses(a);
	layout_blank(a->l);
	buf_printf(&a->text, message(a->lang, "%zu of %zu rules met an item"), met, rules->n_rules);
	line(a, "rules");
}

/* All its rules at once, and more than can be read: one line says it. */
static bool pack_is_not_in_force(const struct accounts *a, const struct pack *p)
{
	enum { FEW = 3 };
	size_t n = 0;

	for (size_t i = 0; i < a->run->rules->n_rules; i++) {
		const struct rule *r = a->run->rules->rules[i];
		enum application application = program_application(a->run->program, r);
		if (r->pack != p)
			continue;
		if (application == APPLIES)
			return false;
		n += application == NOT_IN_FORCE;
	}
	return n > FEW;
}

static void write_not_in_force(struct accounts *a)
{
	const struct ruleset *rules = a->run->rules;

	for (size_t i = 0; i < rules->n_packs; i++) {
		const struct pack *p = rules->packs[i];
		size_t n = 0;
		if (!pack_is_not_in_force(a, p))
			continue;
		for (size_t k = 0; k < rules->n_rules; k++)
			n += rules->rules[k]->pack == p &&
			     program_application(a->run->program, rules->rules[k]) == NOT_IN_FORCE;
		buf_add(&a->text, p->id);
		buf_addc(&a->text, ' ');
		buf_printf(&a->text, message(a->lang, "all %zu rules (not in force on the as-of date)"), n);
		line(a, "not applied");
	}
}

static void write_not_applied(struct accounts *a)
{
	static const char *const why[] = {
		[NOT_IN_FORCE] = " (not in force on the as-of date)",
		[NOT_RESOLVED] = " (what the clause means is not settled)",
	};
	const struct ruleset *rules = a->run->rules;

	write_not_in_force(a);
	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct rule *r = rules->rules[i];
		enum application application = program_application(a->run->program, r);
		if (application == APPLIES || (application == NOT_IN_FORCE && pack_is_not_in_force(a, r->pack)))
			continue;
		buf_add(&a->text, r->id);
		buf_addc(&a->text, ' ');
		buf_add(&a->text, words_in(r->title, a->lang));
		add(a, why[application]);
		line(a, "not applied");
	}
}

/* --- what it rests on ------------------------------------------------------------------------------------------ */

static void add_sum(struct accounts *a, const char *sha256)
{
	add(a, ", sha256 ");
	buf_adds(&a->text, sha256);
}

static void write_packs(struct accounts *a)
{
	for (size_t i = 0; i < a->run->rules->n_packs; i++) {
		const struct pack *p = a->run->rules->packs[i];
		buf_printf(&a->text, "%.*s %.*s", STR_ARG(p->id), STR_ARG(p->version));
		if (p->has_horizon && a->run->as_of > p->horizon) {
			add(a, ", horizon passed on ");
			day_write(&a->text, p->horizon);
		}
		add(a, ", as of ");
		day_write(&a->text, a->run->as_of);
		if (a->run->replay)
			add(a, " (a replay)");
		add_sum(a, p->sha256);
		line(a, "pack");
	}
	for (size_t i = 0; i < a->run->rules->n_overlays; i++) {
		const struct overlay *o = a->run->rules->overlays[i];
		buf_printf(&a->text, "%.*s %.*s", STR_ARG(o->head.id), STR_ARG(o->head.version));
		add(a, ": ");
		overlay_changes_words(&a->text, a->lang, o);
		add_sum(a, o->head.sha256);
		line(a, "overlay");
	}
	for (size_t i = 0; i < a->run->rules->n_catalogues; i++) {
		const struct catalogue *c = a->run->rules->catalogues[i];
		buf_printf(&a->text, "%.*s %.*s", STR_ARG(c->id), STR_ARG(c->version));
		add_sum(a, c->sha256);
		line(a, "catalogue");
	}
	for (size_t i = 0; i < a->summary->n_notices; i++) {
		buf_add(&a->text, words_in(a->summary->notices[i], a->lang));
		line(a, "notice");
	}
	if (a->run->mapping_name.p) {
		buf_add(&a->text, a->run->mapping_name);
		add_sum(a, a->run->mapping_sha256);
		line(a, "mapping");
	}
}

static void write_text(struct accounts *a, const struct input_info *in)
{
	char separator[] = {in->separator, '\0'};
	add(a, ", encoding ");
	buf_adds(&a->text, encoding_name(in->encoding));
	add(a, in->bom ? " with byte order mark" : "");
	buf_printf(&a->text, message(a->lang, ", separator \"%s\""), in->separator == '\t' ? message(a->lang, "tab") : separator);
	if (in->header_row)
		buf_printf(&a->text, message(a->lang, ", header in row %ju"), (uintmax_t)in->header_row);
	else
		add(a, ", no header row");
}

/* What the process that read it should have been held by and was not: its parts are told, for a reader who knows them. */
static void write_container(struct accounts *a, const struct input_info *in)
{
	buf_printf(&a->text, message(a->lang, ", %s, tables %ju"), format_name(in->format), (uintmax_t)in->tables);
	if (in->tables == 1 && in->header_row)
		buf_printf(&a->text, message(a->lang, ", header in row %ju"), (uintmax_t)in->header_row);
	if (!(in->sandbox & SANDBOX_LANDLOCK))
		add(a, ", read without Landlock");
	if (!(in->sandbox & SANDBOX_SECCOMP))
		add(a, ", read without seccomp");
}

static void write_inputs(struct accounts *a)
{
	for (size_t i = 0; i < a->summary->n_inputs; i++) {
		const struct input_info *in = &a->summary->inputs[i];
		buf_add(&a->text, in->name);
		if (format_is_container(in->format))
			write_container(a, in);
		else
			write_text(a, in);
		add_sum(a, in->sha256 ? in->sha256 : "-");
		line(a, "input");
	}
}

static void write_result(struct accounts *a)
{
	static const char *const results[] = {
		"everything was judged, nothing is obsolete",
		"something is obsolete, everything was judged",
		"nothing was found obsolete, but not everything could be judged",
		"something is obsolete, and not everything could be judged",
	};

	add(a, a->summary->totals->judged ? results[a->summary->status] : "no row was judged");
	buf_printf(&a->text, message(a->lang, " (exit status %d)"), a->summary->status);
	line(a, "result");
}

bool accounts_write(const struct layout *l, enum lang lang, const struct run_info *run, const struct summary *summary,
		    uint64_t unlisted)
{
	struct accounts a = {.l = l, .lang = lang, .run = run, .summary = summary};

	buf_init(&a.text);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t width = text_width(str_from(message(lang, labels[i]))) + LAYOUT_GAP;
		if (width > a.label)
			a.label = width;
	}
	layout_blank(l);
	write_rows(&a);
	write_items(&a, unlisted);
	write_duplicates(&a);
	write_rules(&a);
	write_not_applied(&a);
	write_packs(&a);
	write_inputs(&a);
	write_result(&a);
	buf_release(&a.text);
	return !a.failed;
}

void accounts_lines(struct buf *out, enum lang lang, const struct run_info *run, const struct summary *summary, uint64_t unlisted)
{
	struct accounts a = {.lines = out, .lang = lang, .run = run, .summary = summary};

	buf_init(&a.text);
	write_rows(&a);
	write_items(&a, unlisted);
	write_duplicates(&a);
	sum_statuses(&a);
	write_not_applied(&a);
	write_result(&a);
	out->failed |= a.failed;
	buf_release(&a.text);
}
