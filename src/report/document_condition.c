/* A condition in words as an outline whose parts have numbers, so that they can be spoken of: H1.2. */
#include "report/citing.h"
#include "report/document_parts.h"
#include "rules/catalogue.h"
#include "rules/overlay.h"

/* Whose words a condition has. */
struct voice {
	const struct rule *rule;
	const struct clause *clause; /* NULL: by the place where a leaf was written */
};

static const char *relation_sign(enum relation relation)
{
	static const char *const signs[] = {
		[REL_AT_MOST] = "≤", [REL_LESS_THAN] = "<", [REL_AT_LEAST] = "≥", [REL_MORE_THAN] = ">"};

	return signs[relation];
}

/* The words of a leaf begin with its field's, which lead to what the field is. */
static void add_leaf(struct document *d, const struct condition *leaf)
{
	struct str subject = leaf->field ? words_in(leaf->field->words, d->lang) : STR_NONE;
	struct buf words;

	buf_init(&words);
	condition_write_words(&words, leaf, d->lang);
	struct str said = arena_str(&d->arena, buf_str(&words));
	d->failed |= words.failed;
	buf_release(&words);
	if (subject.n && leaf->op != COND_JUDGEMENT && str_starts(said, subject)) {
		document_link(d, "field", leaf->field->id, subject);
		said = str_sub(said, subject.n, said.n);
	}
	document_add_str(d, said);
}

/* The clause's own word for the limit, beside how it is read: a word of the law is quoted only where the law was read. */
static void add_wording(struct document *d, const struct voice *voice, const struct condition *leaf)
{
	const struct clause *clause = voice->clause ? voice->clause : rule_clause_at(voice->rule, leaf->span);

	if (leaf->op != COND_COMPARE)
		return;
	buf_printf(&d->text, message(d->lang, " (%s)"), relation_sign(leaf->relation));
	if (!leaf->wording.n)
		return;
	document_add(d, "; the clause's word: ");
	cite_word(&d->text, clause, leaf->wording);
	document_add(d, cite_is_verified(clause) ? " ↔ " : " (not verified) ↔ ");
	buf_adds(&d->text, relation_in_words(d->lang, leaf, leaf->relation));
}

static void add_judgement(struct document *d, const struct condition *leaf)
{
	if (leaf->op != COND_JUDGEMENT || !leaf->field)
		return;
	document_add(d, "; a registry may record it as: ");
	document_field(d, leaf->field);
}

/* What it is stands in an appendix. */
static void add_catalogue(struct document *d, const struct condition *leaf)
{
	if (leaf->op != COND_LISTED || !leaf->catalogue)
		return;
	document_add(d, " (");
	document_link(d, "catalogue", leaf->catalogue->id, leaf->catalogue->id);
	document_add(d, ")");
}

static void add_group(struct document *d, enum condition_op op)
{
	static const char *const words[] = {
		[COND_ALL] = N_("all of these hold:"),
		[COND_ANY] = N_("at least one of these holds:"),
		[COND_NOT] = N_("this does not hold:"),
	};

	document_add(d, words[op]);
}

static void entry(struct document *d, const struct voice *voice, const struct condition *c, struct str number);

static void children(struct document *d, const struct voice *voice, const struct condition *c, struct str number)
{
	bool letter = number.n && (number.p[number.n - 1] < '0' || number.p[number.n - 1] > '9');

	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < c->n; i++)
		entry(d, voice, c->children[i], arena_printf(&d->arena, "%.*s%s%zu", STR_ARG(number), letter ? "" : ".", i + 1));
	document_close(d, BLOCK_OUTLINE);
}

static void entry(struct document *d, const struct voice *voice, const struct condition *c, struct str number)
{
	document_entry(d, number);
	if (c->n) {
		add_group(d, c->op);
		children(d, voice, c, number);
	} else {
		add_leaf(d, c);
		add_wording(d, voice, c);
		add_judgement(d, c);
		add_catalogue(d, c);
	}
	document_close(d, BLOCK_ENTRY);
}

void document_condition(struct document *d, const struct rule *r, const struct condition *c, const char *number, const struct clause *clause)
{
	const struct voice voice = {r, clause};

	document_open(d, BLOCK_OUTLINE);
	entry(d, &voice, c, str_from(number));
	document_close(d, BLOCK_OUTLINE);
}
