#include "report/describing.h"
#include "report/labels.h"
#include "report/overlay_words.h"
#include "rules/catalogue.h"

static void say_sources(struct describing *d, const struct pack *p)
{
	for (size_t i = 0; i < p->n_sources; i++) {
		const struct source *s = &p->sources[i];
		buf_add(&d->text, s->id);
		describing_add(d, ": ");
		buf_add(&d->text, s->file.name);
		if (s->section.n)
			buf_printf(&d->text, message(d->o->lang, ", section %.*s"), STR_ARG(s->section));
		buf_printf(&d->text, message(d->o->lang, " [%s]"), trust_name(s->trust));
		if (s->trust != TRUST_VERIFIED)
			describing_add(d, ": not verified, never quoted");
		describing_line(d, "source");
	}
}

static void say_counts(struct describing *d, const struct pack *p)
{
	size_t by[EXEC_UNRESOLVED + 1] = {0}, n = 0;

	for (size_t i = 0; i < p->n_rules; i++)
		by[p->rules[i].executability]++;
	buf_printf(&d->text, "%zu", p->n_rules);
	for (size_t e = 0; e <= EXEC_UNRESOLVED; e++) {
		if (!by[e])
			continue;
		describing_add(d, n++ ? ", " : ": ");
		buf_add(&d->text, executability_label(d->o->lang, (enum executability)e));
		buf_printf(&d->text, " %zu", by[e]);
	}
	describing_line(d, "rules");
}

static void say_unresolved(struct describing *d, const struct pack *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_rules; i++) {
		const struct rule *r = &p->rules[i];
		if (!r->unresolved)
			continue;
		describing_add_listed(d, &n, r->id);
		buf_addc(&d->text, ' ');
		describing_add_words(d, r->title);
	}
	describing_line(d, "unresolved");
}

static void say_conversions(struct describing *d, const struct pack *p)
{
	for (size_t i = 0; i < p->n_conversions; i++) {
		const struct conversion *c = &p->conversions[i];
		buf_printf(&d->text, "%.*s → %.*s × ", STR_ARG(c->from->id), STR_ARG(c->to->id));
		decimal_write(&d->text, &c->factor);
		describing_add(d, ": ");
		buf_add(&d->text, c->reason);
		describing_line(d, "conversion");
	}
}

/* What packs and overlays have alike. */
static void draw_head(struct describing *d, const struct pack *p)
{
	buf_printf(&d->text, "%.*s %.*s  %.*s", STR_ARG(p->id), STR_ARG(p->version),
		   STR_ARG(words_in(p->title, d->o->lang)));
	describing_title(d);
	describing_line_of(d, "authority", words_in(p->authority, d->o->lang));
	if (p->jurisdiction)
		describing_add_words(d, p->jurisdiction->words);
	else
		describing_add(d, "the whole country");
	describing_line(d, "jurisdiction");
	if (p->has_horizon)
		day_write(&d->text, p->horizon);
	describing_line(d, "horizon");
	if (p->after_horizon.zh.p) {
		describing_add_words(d, p->after_horizon);
		describing_line(d, "after the horizon");
	}
	say_sources(d, p);
}

static void draw_overlay(struct describing *d, const struct overlay *o)
{
	draw_head(d, &o->head);
	buf_printf(&d->text, "%.*s %.*s", STR_ARG(o->of->id), STR_ARG(o->of->version));
	if (o->only)
		buf_printf(&d->text, message(d->o->lang, ", for items of %.*s alone"),
			   STR_ARG(words_in(o->only->words, d->o->lang)));
	describing_line(d, "overlay of");
	for (size_t i = 0; i < o->n_amendments; i++) {
		const struct amendment *m = o->amendments[i];
		const struct rule *r = m->after ? m->after : m->before;
		buf_printf(&d->text, "%.*s %.*s", STR_ARG(r->id), STR_ARG(words_in(r->title, d->o->lang)));
		describing_add(d, ": ");
		overlay_clause_words(&d->text, d->o->lang, m);
		describing_line(d, "change");
	}
	describing_line_of(d, "sha256", str_from(o->head.sha256));
}

static void draw_pack(struct describing *d, const struct pack *p)
{
	draw_head(d, p);
	say_counts(d, p);
	say_unresolved(d, p);
	say_conversions(d, p);
	buf_printf(&d->text, "%zu", p->n_not_rules);
	describing_line(d, "other sentences");
	describing_line_of(d, "sha256", str_from(p->sha256));
}

static void say_batches(struct describing *d, const struct catalogue *c)
{
	for (size_t i = 0; i < c->n_batches; i++) {
		const struct catalogue_batch *b = &c->batches[i];
		size_t n = 0;
		for (size_t k = 0; k < c->n_entries; k++)
			n += c->entries[k].batch == b;
		buf_printf(&d->text, "%.*s: %.*s, ", STR_ARG(b->id), STR_ARG(b->notice));
		day_write(&d->text, b->announced);
		buf_printf(&d->text, message(d->o->lang, " [%s]"), trust_name(b->trust));
		buf_printf(&d->text, message(d->o->lang, ", %zu lines"), n);
		describing_line(d, "batch");
	}
}

static void draw_catalogue(struct describing *d, const struct catalogue *c)
{
	buf_printf(&d->text, "%.*s %.*s  %.*s", STR_ARG(c->id), STR_ARG(c->version), STR_ARG(words_in(c->title, d->o->lang)));
	describing_title(d);
	describing_line_of(d, "authority", words_in(c->authority, d->o->lang));
	buf_printf(&d->text, message(d->o->lang, "%.*s [%s]"), STR_ARG(c->table.name), trust_name(c->trust));
	describing_line(d, "catalogue");
	say_batches(d, c);
	for (size_t i = 0; i < c->n_gaps; i++)
		describing_line_of(d, "known gap", words_in(c->gaps[i].caveat, d->o->lang));
	describing_line_of(d, "sha256", str_from(c->sha256));
}

void describe_packs(struct describing *d)
{
	const struct ruleset *set = d->o->rules;

	for (size_t i = 0; i < set->n_packs; i++) {
		if (i)
			layout_blank(&d->layout);
		draw_pack(d, set->packs[i]);
	}
	for (size_t i = 0; i < set->n_overlays; i++) {
		layout_blank(&d->layout);
		draw_overlay(d, set->overlays[i]);
	}
	for (size_t i = 0; i < set->n_catalogues; i++) {
		layout_blank(&d->layout);
		draw_catalogue(d, set->catalogues[i]);
	}
}

bool describe_pack(struct describing *d, struct str name)
{
	const struct ruleset *set = d->o->rules;

	for (size_t i = 0; i < set->n_packs; i++) {
		if (!str_eq(set->packs[i]->id, name))
			continue;
		draw_pack(d, set->packs[i]);
		return true;
	}
	for (size_t i = 0; i < set->n_overlays; i++) {
		if (!str_eq(set->overlays[i]->head.id, name))
			continue;
		draw_overlay(d, set->overlays[i]);
		return true;
	}
	for (size_t i = 0; i < set->n_catalogues; i++) {
		if (!str_eq(set->catalogues[i]->id, name))
			continue;
		draw_catalogue(d, set->catalogues[i]);
		return true;
	}
	return false;
}
