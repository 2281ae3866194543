#include "report/listing_words.h"

#include "report/reason_words.h"

/* --- one line ------------------------------------------------------------------------------------------------------- */

static void add(struct buf *out, enum lang lang, const char *msgid)
{
	buf_adds(out, message(lang, msgid));
}

/* "3/1-1 (三相异步电动机)": batch and item, and what the list calls it. */
static void add_entry(struct buf *out, enum lang lang, const struct catalogue_entry *e)
{
	buf_printf(out, message(lang, "%.*s/%.*s (%.*s)"), STR_ARG(e->batch->id), STR_ARG(e->item), STR_ARG(e->product));
}

/* Those of that truth. */
static void add_entries(struct buf *out, enum lang lang, const struct listing *l, enum truth truth)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (l->entries[i].truth != truth)
			continue;
		if (n++)
			add(out, lang, ", ");
		add_entry(out, lang, l->entries[i].entry);
	}
}

/* Named, but by its restrictions or its duty no hit. */
static bool names_only(const struct listing *l)
{
	return l->truth == TRUTH_FALSE && l->n;
}

void listing_words(struct buf *out, enum lang lang, const struct listing *l)
{
	struct str title = words_in(l->leaf->catalogue->title, lang);
	if (l->truth == TRUTH_TRUE)
		buf_printf(out, message(lang, "is listed in \"%.*s\""), STR_ARG(title));
	else if (l->truth == TRUTH_UNKNOWN)
		buf_printf(out, message(lang, "may be listed in \"%.*s\""), STR_ARG(title));
	else if (l->n)
		buf_printf(out, message(lang, "does not fall under \"%.*s\""), STR_ARG(title));
	else
		buf_printf(out, message(lang, "is not listed in \"%.*s\""), STR_ARG(title));
	if (!l->n)
		return;
	add(out, lang, names_only(l) ? ", though named by " : " as ");
	add_entries(out, lang, l, l->truth);
}

void listing_duty(struct buf *out, enum lang lang, const struct listing *l)
{
	const struct catalogue_entry *e = l->deciding ? l->deciding->entry : NULL;
	if (e && e->duty && !l->leaf->duties_ignored)
		buf_printf(out, message(lang, "%.*s/%.*s of machines in use: %.*s"), STR_ARG(e->batch->id), STR_ARG(e->item),
			   STR_ARG(e->duty->text));
}

/* --- entry by entry --------------------------------------------------------------------------------------------------- */

struct lines {
	struct buf *said;
	enum lang lang;
	const struct item *item;
	bool described;
	listing_line_fn *line;
	void *ctx;
};

static void end_line(struct lines *l)
{
	if (l->said->n && !l->said->failed)
		l->line(l->ctx, buf_str(l->said));
	buf_clear(l->said);
}

static void add_truth(struct lines *l, enum truth truth)
{
	static const char *const words[] = {
		[TRUTH_FALSE] = "[false] ", [TRUTH_UNKNOWN] = "[unknown] ", [TRUTH_TRUE] = "[true] "};
	add(l->said, l->lang, words[truth]);
}

static void say_head(struct lines *l, const struct listed_entry *e)
{
	add_truth(l, e->truth);
	add_entry(l->said, l->lang, e->entry);
	if (e->entry->match == MATCH_DESCRIPTION)
		add(l->said, l->lang, ": described by its kind, whatever the model");
	else if (e->found == TRUTH_TRUE)
		add(l->said, l->lang, ": the model is listed");
	else
		add(l->said, l->lang, e->entry->doubt.n ? ": the list itself is in doubt here"
							: ": the model resembles what is listed: a person has to look");
	if (e->kind_settled)
		add(l->said, l->lang, "; the model settles which kind of equipment it is");
	end_line(l);
}

/* Fields that were said in this line. */
struct said_fields {
	struct lines *l;
	const struct field *said[8];
	size_t n;
};

static bool add_field(void *ctx, const struct condition *leaf)
{
	struct said_fields *f = ctx;
	struct lines *l = f->l;
	for (size_t i = 0; i < f->n; i++)
		if (f->said[i] == leaf->field)
			return true;
	if (!leaf->field || f->n == sizeof f->said / sizeof *f->said)
		return true;
	const struct value *v = item_value(l->item, leaf->field);
	if (l->said->n)
		add(l->said, l->lang, "; ");
	buf_add(l->said, words_in(leaf->field->words, l->lang));
	add(l->said, l->lang, ": ");
	if (!v && l->described)
		add(l->said, l->lang, "not given");
	else
		filed_words(l->said, l->lang, v);
	f->said[f->n++] = leaf->field;
	return true;
}

static void say_restrictions(struct lines *l, const struct listed_entry *e)
{
	for (size_t i = 0; i < e->entry->n_restricts; i++) {
		if (i) {
			add(l->said, l->lang, " and ");
		} else {
			add_truth(l, e->restricts);
			add(l->said, l->lang, "only if ");
		}
		condition_write_words(l->said, e->entry->restricts[i]->condition, l->lang);
	}
	struct said_fields f = {.l = l};
	for (size_t i = 0; i < e->entry->n_restricts; i++)
		condition_each_leaf(e->entry->restricts[i]->condition, add_field, &f);
	end_line(l);
}

static void add_due(struct lines *l, const struct listed_entry *e)
{
	if (!e->due || e->duty == TRUTH_FALSE)
		return;
	add(l->said, l->lang, e->due->at_once ? " (at once)" : " (by ");
	if (e->due->at_once)
		return;
	day_write(l->said, e->due->by);
	add(l->said, l->lang, ")");
}

static void say_duty(struct lines *l, const struct listing *of, const struct listed_entry *e)
{
	const struct catalogue_duty *d = e->entry->duty;
	if (!d)
		return;
	if (of->leaf->duties_ignored) {
		add(l->said, l->lang, "what it says of machines in use is not heeded here: ");
	} else {
		add_truth(l, e->duty);
		add(l->said, l->lang, "of machines in use: ");
	}
	buf_add(l->said, d->text);
	add_due(l, e);
	end_line(l);
	struct said_fields f = {.l = l};
	for (size_t i = 0; !of->leaf->duties_ignored && i < d->n_cases; i++)
		if (d->cases[i].when)
			condition_each_leaf(d->cases[i].when, add_field, &f);
	end_line(l);
	if (e->duty == TRUTH_FALSE && d->otherwise.zh.p)
		buf_add(l->said, words_in(d->otherwise, l->lang));
	end_line(l);
}

static void say_rest(struct lines *l, const struct catalogue_entry *e)
{
	if (e->describes.n) {
		add(l->said, l->lang, "the list adds: ");
		buf_add(l->said, e->describes);
		end_line(l);
	}
	if (e->doubt.n) {
		add(l->said, l->lang, "in doubt: ");
		buf_add(l->said, e->doubt);
		end_line(l);
	}
}

void listing_lines(struct buf *said, enum lang lang, const struct item *item, bool described, const struct listing *l,
		   listing_line_fn *line, void *ctx)
{
	struct lines lines = {said, lang, item, described, line, ctx};
	for (size_t i = 0; i < l->n; i++) {
		say_head(&lines, &l->entries[i]);
		say_restrictions(&lines, &l->entries[i]);
		say_duty(&lines, l, &l->entries[i]);
		say_rest(&lines, l->entries[i].entry);
	}
}
