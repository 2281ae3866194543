#include "report/document.h"

#include "report/document_parts.h"
#include "report/overlay_words.h"

static const struct writer_format *const formats[] = {&writer_markdown, &writer_html};

const struct writer_format *document_format(size_t n)
{
	return n < sizeof formats / sizeof *formats ? formats[n] : NULL;
}

const char *document_format_name(const struct writer_format *f, const char **extension, const char **help)
{
	*extension = f->extension;
	*help = f->help;
	return f->name;
}

/* --- plain text ------------------------------------------------------------------------------------------------ */

void document_add(struct document *d, const char *msgid)
{
	buf_adds(&d->text, message(d->lang, msgid));
}

void document_add_str(struct document *d, struct str s)
{
	buf_add(&d->text, s);
}

void document_add_words(struct document *d, struct words w)
{
	buf_add(&d->text, words_in(w, d->lang));
}

void document_add_comma(struct document *d, size_t *n)
{
	if ((*n)++)
		document_add(d, ", ");
}

static void flush(struct document *d)
{
	d->failed |= d->text.failed;
	if (d->text.n && !d->failed)
		d->w.format->text(&d->w, STYLE_PLAIN, buf_str(&d->text));
	buf_clear(&d->text);
}

/* --- in a line ------------------------------------------------------------------------------------------------- */

void document_styled(struct document *d, enum text_style style, struct str s)
{
	flush(d);
	if (s.n)
		d->w.format->text(&d->w, style, s);
}

void document_id(struct document *d, struct str id)
{
	document_add(d, " (");
	document_styled(d, STYLE_ID, id);
	document_add(d, ")");
}

static struct str anchor_of(struct document *d, const char *sort, struct str name)
{
	struct buf b;

	buf_init(&b);
	writer_anchor(&b, sort, name);
	struct str anchor = arena_str(&d->arena, buf_str(&b));
	d->failed |= b.failed;
	buf_release(&b);
	return anchor;
}

void document_link(struct document *d, const char *sort, struct str name, struct str text)
{
	flush(d);
	d->w.format->link(&d->w, anchor_of(d, sort, name), text);
}

/* The first rule of the set that is a version of it; NULL: overlays disabled it everywhere. */
static const struct rule *first_version(const struct document *d, const struct rule *r)
{
	const struct ruleset *set = d->run->rules;

	for (size_t i = 0; i < set->n_rules; i++)
		if (set->rules[i] == r || rules_are_versions(set->rules[i], r))
			return set->rules[i];
	return NULL;
}

static bool is_in_set(const struct document *d, const struct rule *r)
{
	for (size_t i = 0; i < d->run->rules->n_rules; i++)
		if (d->run->rules->rules[i] == r)
			return true;
	return false;
}

struct str document_rule_name(struct document *d, const struct rule *r)
{
	if (!r->only || first_version(d, r) == r || !is_in_set(d, r))
		return r->id;
	return arena_printf(&d->arena, "%.*s@%.*s", STR_ARG(r->id), STR_ARG(r->only->code));
}

void document_link_rule(struct document *d, const struct rule *r)
{
	if (first_version(d, r)) {
		document_link(d, "rule", document_rule_name(d, r), r->id);
		return;
	}
	document_add_str(d, r->id);
	document_add(d, " (an overlay disables it)");
}

static bool has_source(const struct pack *p, const struct source *s)
{
	for (size_t i = 0; i < p->n_sources; i++)
		if (&p->sources[i] == s)
			return true;
	return false;
}

static struct str owner_of(const struct document *d, const struct source *s)
{
	const struct ruleset *set = d->run->rules;

	for (size_t i = 0; i < set->n_packs; i++)
		if (has_source(set->packs[i], s))
			return set->packs[i]->id;
	for (size_t i = 0; i < set->n_overlays; i++)
		if (has_source(&set->overlays[i]->head, s))
			return set->overlays[i]->head.id;
	return STR_NONE;
}

struct str document_source_name(struct document *d, const struct source *s)
{
	return arena_printf(&d->arena, "%.*s@%.*s", STR_ARG(s->id), STR_ARG(owner_of(d, s)));
}

void document_link_source(struct document *d, const struct source *s)
{
	document_link(d, "source", document_source_name(d, s), s->id);
}

void document_rule_title(struct document *d, const struct rule *r)
{
	document_add_words(d, r->title);
	if (!r->amendment)
		return;
	document_add(d, " (");
	overlay_words(&d->text, d->lang, r->amendment);
	document_add(d, ")");
}

void document_line_break(struct document *d)
{
	flush(d);
	d->w.format->line_break(&d->w);
}

/* --- blocks ---------------------------------------------------------------------------------------------------- */

static void open_with(struct document *d, enum block block, struct block_says says)
{
	flush(d);
	d->w.format->open(&d->w, block, &says);
}

void document_open(struct document *d, enum block block)
{
	open_with(d, block, (struct block_says){.name = ""});
}

void document_close(struct document *d, enum block block)
{
	flush(d);
	d->w.format->close(&d->w, block);
}

void document_part(struct document *d, const char *name)
{
	open_with(d, BLOCK_PART, (struct block_says){.name = name});
}

void document_heading(struct document *d, unsigned level, const char *sort, struct str name)
{
	open_with(d, BLOCK_HEADING,
		  (struct block_says){.level = level, .anchor = sort ? anchor_of(d, sort, name) : STR_NONE});
}

void document_fact(struct document *d, const char *label)
{
	open_with(d, BLOCK_FACT, (struct block_says){.label = str_from(message(d->lang, label))});
}

void document_entry(struct document *d, struct str number)
{
	open_with(d, BLOCK_ENTRY, (struct block_says){.label = number});
}

void document_table(struct document *d, const char *name)
{
	open_with(d, BLOCK_TABLE, (struct block_says){.name = name});
}

void document_cell(struct document *d, const char *sort, struct str name)
{
	open_with(d, BLOCK_CELL, (struct block_says){.anchor = anchor_of(d, sort, name)});
}

static void of(struct document *d, enum block block, struct str s)
{
	document_add_str(d, s);
	document_close(d, block);
}

void document_heading_of(struct document *d, unsigned level, const char *msgid)
{
	document_heading(d, level, NULL, STR_NONE);
	of(d, BLOCK_HEADING, str_from(message(d->lang, msgid)));
}

void document_paragraph_of(struct document *d, struct str s)
{
	if (!s.n)
		return;
	document_open(d, BLOCK_PARAGRAPH);
	of(d, BLOCK_PARAGRAPH, s);
}

void document_say(struct document *d, const char *msgid)
{
	document_paragraph_of(d, str_from(message(d->lang, msgid)));
}

void document_fact_of(struct document *d, const char *label, struct str s)
{
	if (!s.n)
		return;
	document_fact(d, label);
	of(d, BLOCK_FACT, s);
}

void document_cell_of(struct document *d, struct str s)
{
	document_open(d, BLOCK_CELL);
	of(d, BLOCK_CELL, s);
}

void document_heads(struct document *d, const char *const *msgids, size_t n)
{
	document_open(d, BLOCK_HEAD);
	for (size_t i = 0; i < n; i++)
		document_cell_of(d, str_from(message(d->lang, msgids[i])));
	document_close(d, BLOCK_HEAD);
}

/* --- the door -------------------------------------------------------------------------------------------------- */

struct str document_title(struct document *d)
{
	const struct ruleset *set = d->run->rules;
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < set->n_packs; i++)
		buf_printf(&b, "%s%.*s", i ? " · " : "", STR_ARG(words_in(set->packs[i]->title, d->lang)));
	for (size_t i = 0; i < set->n_overlays; i++)
		buf_printf(&b, " + %.*s", STR_ARG(words_in(set->overlays[i]->head.title, d->lang)));
	struct str s = arena_str(&d->arena, buf_str(&b));
	d->failed |= b.failed;
	buf_release(&b);
	return s;
}

bool document_write(struct buf *out, const struct writer_format *format, enum lang lang, const struct run_info *run)
{
	struct document d = {.w = {.format = format, .out = out, .lang = lang}, .lang = lang, .run = run};

	arena_init(&d.arena);
	buf_init(&d.text);
	format->begin(&d.w, document_title(&d));
	document_front(&d);
	document_chapters(&d);
	document_appendices(&d);
	format->end(&d.w);
	bool good = !d.failed && !d.text.failed && !d.arena.failed && !out->failed;
	buf_release(&d.text);
	arena_release(&d.arena);
	return good;
}
