#include "report/duplicate_words.h"

#include "report/labels.h"
#include "report/reason_words.h"

#include <inttypes.h>

static void add(struct buf *out, enum lang lang, const char *msgid)
{
	buf_adds(out, message(lang, msgid));
}

/* What both are known by, as the later one files it. */
static void identity(struct buf *out, const struct claim *c)
{
	if (c->sort != IDENTITY_MAPPING)
		buf_printf(out, "%.*s%s", STR_ARG(c->enterprise), c->enterprise.n ? " · " : "");
	buf_add(out, c->key);
}

static void value(struct buf *out, enum lang lang, const struct claim_value *v)
{
	if (claim_is_text(v))
		buf_add(out, v->v.as_filed);
	else
		value_words(out, lang, &v->v);
	if (v->cell.n)
		buf_printf(out, message(lang, " (%.*s)"), STR_ARG(v->cell));
}

static void kind(struct buf *out, enum lang lang, const struct claim_item *i)
{
	buf_add(out, words_in(i->kind->words, lang));
}

static void count(struct buf *out, enum lang lang, const struct claim_item *i)
{
	(void)lang;
	buf_printf(out, "%" PRIu64, i->unit_count);
}

static void status(struct buf *out, enum lang lang, const struct claim_item *i)
{
	buf_add(out, status_label(lang, i->status_is));
}

static void pair(struct buf *out, enum lang lang, const struct difference *d, const char *label,
		 void (*write)(struct buf *out, enum lang lang, const struct claim_item *i))
{
	add(out, lang, label);
	buf_addc(out, ' ');
	write(out, lang, d->of_item);
	add(out, lang, ", earlier ");
	write(out, lang, d->of_first);
}

static void difference(struct buf *out, enum lang lang, const struct difference *d)
{
	switch (d->sort) {
	case DIFFERS_VALUE:
		buf_add(out, words_in(d->item->v.field->words, lang));
		buf_addc(out, ' ');
		value(out, lang, d->item);
		add(out, lang, ", earlier ");
		value(out, lang, d->first);
		return;
	case DIFFERS_KIND:
		pair(out, lang, d, "kind", kind);
		return;
	case DIFFERS_COUNT:
		pair(out, lang, d, "number of units", count);
		return;
	case DIFFERS_STATUS:
		pair(out, lang, d, "status", status);
		return;
	case DIFFERS_NUMBER:
		add(out, lang, "they name another number of machines");
		return;
	case DIFFERS_MACHINES:
		add(out, lang, "their machines are not all the same");
		return;
	}
}

void duplicate_words(struct buf *out, enum lang lang, const struct duplicate *d)
{
	const struct claim *item = d->item, *first = d->first;

	if (d->n_differs)
		buf_printf(out, message(lang, "%.*s:%.*s contradicts %.*s:%.*s"), STR_ARG(item->file), STR_ARG(item->place), STR_ARG(first->file),
			   STR_ARG(first->place));
	else
		buf_printf(out, message(lang, "%.*s:%.*s says the same as %.*s:%.*s"), STR_ARG(item->file), STR_ARG(item->place), STR_ARG(first->file),
			   STR_ARG(first->place));
	add(out, lang, " (");
	identity(out, d->item);
	add(out, lang, ")");
	for (size_t i = 0; i < d->n_differs; i++) {
		add(out, lang, i ? "; " : ": ");
		difference(out, lang, &d->differs[i]);
	}
}
