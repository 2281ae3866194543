/* The title page, how to read what follows, the contents; and the chapters, for the contents list what they hold. */
#include "report/document_parts.h"
#include "report/labels.h"
#include "report/overlay_words.h"

/* --- chapters: an industry of a pack ---------------------------------------------------------------------------- */

static bool same_chapter(const struct rule *a, const struct rule *b)
{
	return a->pack == b->pack && str_eq(a->industry, b->industry);
}

/* The first rule of the n-th chapter from 0; NULL behind the last. The rules stand as the overlays leave them. */
static const struct rule *chapter_start(const struct document *d, size_t n)
{
	const struct ruleset *set = d->run->rules;

	for (size_t i = 0; i < set->n_rules; i++) {
		size_t first = 0;
		while (!same_chapter(set->rules[first], set->rules[i]))
			first++;
		if (first == i && n-- == 0)
			return set->rules[i];
	}
	return NULL;
}

static void each_rule(struct document *d, const struct rule *start, void (*each)(struct document *d, const struct rule *r))
{
	const struct ruleset *set = d->run->rules;

	for (size_t i = 0; i < set->n_rules; i++)
		if (same_chapter(set->rules[i], start))
			each(d, set->rules[i]);
}

static struct str number_of(struct document *d, size_t n)
{
	return arena_printf(&d->arena, "%zu", n + 1);
}

static void chapter(struct document *d, size_t n, const struct rule *start)
{
	struct str number = number_of(d, n);

	document_part(d, "chapter");
	document_heading(d, 2, "chapter", number);
	buf_printf(&d->text, message(d->lang, "Chapter %.*s: "), STR_ARG(number));
	document_add_str(d, industry_label(d->lang, d->run->vocabulary, &d->arena, start));
	if (d->run->rules->n_packs > 1)
		document_id(d, start->pack->id);
	document_close(d, BLOCK_HEADING);
	each_rule(d, start, document_rule);
	document_close(d, BLOCK_PART);
}

void document_chapters(struct document *d)
{
	const struct rule *start;

	for (size_t n = 0; (start = chapter_start(d, n)); n++)
		chapter(d, n, start);
}

/* --- the title page -------------------------------------------------------------------------------------------- */

static void counts_fact(struct document *d, const struct pack *p)
{
	size_t by[EXEC_UNRESOLVED + 1] = {0};

	for (size_t i = 0; i < p->n_rules; i++)
		by[p->rules[i].executability]++;
	document_fact(d, "rules");
	buf_printf(&d->text, "%zu", p->n_rules);
	for (size_t e = 0, n = 0; e <= EXEC_UNRESOLVED; e++) {
		if (!by[e])
			continue;
		document_add(d, n++ ? ", " : ": ");
		document_add_str(d, executability_label(d->lang, (enum executability)e));
		buf_printf(&d->text, " %zu", by[e]);
	}
	document_close(d, BLOCK_FACT);
}

static void overlay_facts(struct document *d, const struct overlay *o)
{
	document_fact(d, "overlay of");
	buf_printf(&d->text, "%.*s %.*s", STR_ARG(o->of->id), STR_ARG(o->of->version));
	if (o->only)
		buf_printf(&d->text, message(d->lang, ", for items of %.*s alone"), STR_ARG(words_in(o->only->words, d->lang)));
	document_close(d, BLOCK_FACT);
	document_fact(d, "change");
	overlay_changes_words(&d->text, d->lang, o);
	document_close(d, BLOCK_FACT);
}

static void pack_facts(struct document *d, const struct pack *p, const struct overlay *o)
{
	document_heading_of(d, 3, o ? "The overlay and its sources" : "The pack and its sources");
	document_open(d, BLOCK_FACTS);
	document_fact(d, o ? "overlay" : "pack");
	document_add_words(d, p->title);
	document_id(d, p->id);
	document_close(d, BLOCK_FACT);
	document_fact_of(d, "version", p->version);
	document_fact_of(d, "authority", words_in(p->authority, d->lang));
	document_fact_of(d, "jurisdiction",
			 p->jurisdiction ? words_in(p->jurisdiction->words, d->lang) : str_from(message(d->lang, "the whole country")));
	if (p->has_horizon) {
		document_fact(d, "horizon");
		day_write(&d->text, p->horizon);
		if (d->run->as_of > p->horizon)
			document_add(d, ", passed on the as-of date");
		if (p->after_horizon.zh.p) {
			document_add(d, "; ");
			document_add_words(d, p->after_horizon);
		}
		document_close(d, BLOCK_FACT);
	}
	if (o)
		overlay_facts(d, o);
	else
		counts_fact(d, p);
	document_fact(d, "rule files");
	buf_adds(&d->text, "sha256 ");
	document_styled(d, STYLE_ID, str_from(p->sha256));
	document_close(d, BLOCK_FACT);
	document_close(d, BLOCK_FACTS);
}

/* With the folder that it stands in: where that stands on a machine is nobody's business. */
static struct str file_name(struct str path)
{
	size_t at = path.n, slashes = 0;

	while (at && (slashes += path.p[at - 1] == '/') < 2)
		at--;
	return str_sub(path, at, path.n);
}

static void source_row(struct document *d, const struct source *s)
{
	document_open(d, BLOCK_ROW);
	document_cell(d, "source", document_source_name(d, s));
	document_styled(d, STYLE_ID, s->id);
	document_close(d, BLOCK_CELL);
	document_cell_of(d, file_name(s->file.name));
	document_open(d, BLOCK_CELL);
	document_styled(d, STYLE_FILED, s->section);
	if (s->line_filed.n)
		buf_printf(&d->text, message(d->lang, ", line %.*s"), STR_ARG(s->line_filed));
	document_close(d, BLOCK_CELL);
	document_cell_of(d, str_from(trust_name(s->trust)));
	document_open(d, BLOCK_CELL);
	document_styled(d, STYLE_ID, s->sha256);
	document_close(d, BLOCK_CELL);
	document_close(d, BLOCK_ROW);
}

static void sources(struct document *d, const struct pack *p)
{
	static const char *const heads[] = {"source", N_("file"), N_("section"), N_("trust"), "sha256"};

	document_table(d, "sources");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < p->n_sources; i++)
		source_row(d, &p->sources[i]);
	document_close(d, BLOCK_TABLE);
}

static void trust_legend(struct document *d)
{
	static const char *const heads[] = {N_("trust"), N_("meaning")};
	static const char *const meanings[] = {
		[TRUST_VERIFIED] = N_(": compared with the source; only such text is quoted"),
		[TRUST_INDIRECT] = N_(": another document says that it repeats the text"),
		[TRUST_MEMORY] = N_(": wording and numbers may be off"),
		[TRUST_INFERENCE] = N_(": a decision of those who wrote the rules, not law"),
	};

	document_heading_of(d, 3, "Trust");
	document_table(d, "legend");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (enum trust t = TRUST_VERIFIED; t <= TRUST_INFERENCE; t++) {
		document_open(d, BLOCK_ROW);
		document_cell_of(d, str_from(trust_name(t)));
		document_open(d, BLOCK_CELL);
		document_add_str(d, trust_label(d->lang, t));
		document_add(d, meanings[t]);
		document_close(d, BLOCK_CELL);
		document_close(d, BLOCK_ROW);
	}
	document_close(d, BLOCK_TABLE);
}

static void title_page(struct document *d)
{
	const struct ruleset *set = d->run->rules;

	document_part(d, "front");
	document_heading(d, 1, NULL, STR_NONE);
	document_add_str(d, document_title(d));
	document_close(d, BLOCK_HEADING);
	document_say(d, "The rules in words, for review and signature");
	document_open(d, BLOCK_FACTS);
	document_fact(d, "as-of date");
	day_write(&d->text, d->run->as_of);
	document_close(d, BLOCK_FACT);
	document_fact(d, "program");
	buf_printf(&d->text, "phaseout %s", d->run->version);
	document_close(d, BLOCK_FACT);
	document_close(d, BLOCK_FACTS);
	for (size_t i = 0; i < set->n_packs; i++) {
		pack_facts(d, set->packs[i], NULL);
		sources(d, set->packs[i]);
	}
	for (size_t i = 0; i < set->n_overlays; i++) {
		pack_facts(d, &set->overlays[i]->head, set->overlays[i]);
		sources(d, &set->overlays[i]->head);
	}
	trust_legend(d);
	document_close(d, BLOCK_PART);
}

/* --- the contents ---------------------------------------------------------------------------------------------- */

static void contents_rule(struct document *d, const struct rule *r)
{
	document_entry(d, STR_NONE);
	document_link_rule(d, r);
	buf_adds(&d->text, " ");
	document_rule_title(d, r);
	document_close(d, BLOCK_ENTRY);
}

static void contents_chapter(struct document *d, size_t n, const struct rule *start)
{
	struct str number = number_of(d, n);

	document_entry(d, number);
	document_link(d, "chapter", number, industry_label(d->lang, d->run->vocabulary, &d->arena, start));
	if (d->run->rules->n_packs > 1)
		document_id(d, start->pack->id);
	document_open(d, BLOCK_OUTLINE);
	each_rule(d, start, contents_rule);
	document_close(d, BLOCK_OUTLINE);
	document_close(d, BLOCK_ENTRY);
}

static void contents(struct document *d)
{
	const struct rule *start;

	document_part(d, "contents");
	document_heading_of(d, 2, "Contents");
	document_open(d, BLOCK_OUTLINE);
	for (size_t n = 0; (start = chapter_start(d, n)); n++)
		contents_chapter(d, n, start);
	for (size_t i = 0; document_appendix(i); i++) {
		struct str letter = arena_printf(&d->arena, "%c", 'A' + (int)i);
		document_entry(d, letter);
		document_link(d, "appendix", letter, str_from(message(d->lang, document_appendix(i))));
		document_close(d, BLOCK_ENTRY);
	}
	document_close(d, BLOCK_OUTLINE);
	document_close(d, BLOCK_PART);
}

/* --- how to read it -------------------------------------------------------------------------------------------- */

static const char *const verdicts[] = {
	[RULE_OBSOLETE] = N_("object and condition hold, and no exception is claimed; exceptions that nobody claims are listed"),
	[RULE_UNDETERMINED] = N_("data are missing or cannot be read, or an exception is claimed without its evidence; what is missing is named"),
	[RULE_MANUAL] = N_("the same, where a person's judgement is among what is missing"),
	[RULE_EXEMPT] = N_("an exception is shown, with all its evidence"),
	[RULE_CLEAR] = N_("it is what the clause speaks of, or may be, but what would make it obsolete does not hold"),
	[RULE_NOT_APPLICABLE] = N_("the clause speaks of something else, or an exception takes it out of the clause"),
};

static void verdict_legend(struct document *d)
{
	static const char *const heads[] = {N_("verdict"), N_("meaning")};

	document_table(d, "legend");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (enum rule_verdict v = RULE_OBSOLETE; v <= RULE_NOT_APPLICABLE; v++) {
		document_open(d, BLOCK_ROW);
		document_cell_of(d, rule_verdict_label(d->lang, v));
		document_cell_of(d, str_from(message(d->lang, verdicts[v])));
		document_close(d, BLOCK_ROW);
	}
	document_close(d, BLOCK_TABLE);
}

/* semantics: truth, the order of steps, the burden of proof, in the words that somebody who signs can hold us to */
static void how_to_read(struct document *d)
{
	static const char *const sayings[] = {
		N_("W says what the clause speaks of, H what makes it obsolete, E1, E2 … what is excepted. Each condition is true, false or unknown: a "
		   "datum that is missing, unreadable or not plausible makes it unknown, never false."),
		N_("The order: W false, not applicable; H false, clear; an exception shown, its effect; W and H true and an exception claimed without its "
		   "evidence, undetermined; W and H true, obsolete; else undetermined, or manual where a person's judgement is missing."),
		N_("The facts of a rule must be shown by the record; an exception must be shown by whoever claims it. The name of an enterprise is no claim."),
		N_("A limit is compared exactly. Where a record states an interval, the comparison is true if every point of it satisfies the limit, false if "
		   "none does, else unknown."),
		N_("A rule speaks of equipment of its kinds and of those below them. The kinds, the fields and what they are recognised by stand in an appendix."),
		N_("Other readings are judged in the same pass; where one gives another verdict the finding says so. The verdict is that of the reading adopted."),
		N_("Words in quotation marks behind a clause were read in its source; what was not is marked, and is no quotation."),
	};

	document_heading_of(d, 2, "How to read the rules");
	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		document_entry(d, arena_printf(&d->arena, "%zu", i + 1));
		document_add(d, sayings[i]);
		document_close(d, BLOCK_ENTRY);
	}
	document_close(d, BLOCK_OUTLINE);
	verdict_legend(d);
}

void document_front(struct document *d)
{
	title_page(d);
	contents(d);
	document_part(d, "chapter");
	how_to_read(d);
	document_close(d, BLOCK_PART);
}
