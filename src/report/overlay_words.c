#include "report/overlay_words.h"

#include "report/citing.h"
#include "report/labels.h"

void overlay_words(struct buf *out, enum lang lang, const struct amendment *m)
{
	struct str id = m->overlay->head.id, version = m->overlay->head.version;

	switch (m->sort) {
	case AMEND_ADD:
		buf_printf(out, message(lang, "added by %.*s@%.*s"), STR_ARG(id), STR_ARG(version));
		break;
	case AMEND_TIGHTEN:
		buf_printf(out, message(lang, "tightened by %.*s@%.*s"), STR_ARG(id), STR_ARG(version));
		break;
	case AMEND_LOOSEN:
		buf_printf(out, message(lang, "loosened by %.*s@%.*s"), STR_ARG(id), STR_ARG(version));
		break;
	case AMEND_DISABLE:
		buf_printf(out, message(lang, "disabled by %.*s@%.*s"), STR_ARG(id), STR_ARG(version));
		break;
	}
	if (m->only)
		buf_printf(out, message(lang, ", for items of %.*s alone"), STR_ARG(words_in(m->only->words, lang)));
}

void overlay_clause_words(struct buf *out, enum lang lang, const struct amendment *m)
{
	overlay_words(out, lang, m);
	if (m->sort == AMEND_ADD) /* its clause is the rule's */
		return;
	buf_adds(out, message(lang, ": "));
	cite(out, lang, &m->clause);
	buf_printf(out, message(lang, " (%.*s)"), STR_ARG(words_in(m->reason, lang)));
}

void overlay_where_words(struct buf *out, enum lang lang, const struct rule *rule)
{
	if (rule->only)
		buf_printf(out, message(lang, "judges items of %.*s alone"), STR_ARG(words_in(rule->only->words, lang)));
	for (size_t i = 0; i < rule->n_not_in; i++) {
		buf_adds(out, message(lang, i ? ", " : "judges no items of "));
		buf_add(out, words_in(rule->not_in[i]->words, lang));
	}
}

void provinces_words(struct buf *out, enum lang lang, const struct finding *f)
{
	for (size_t i = 0; i < f->n_provinces; i++) {
		const struct in_province *p = &f->provinces[i];
		buf_adds(out, i ? message(lang, "; ") : "");
		if (p->province)
			buf_add(out, words_in(p->province->words, lang));
		else
			buf_adds(out, message(lang, "elsewhere"));
		buf_adds(out, message(lang, ": "));
		buf_add(out, rule_verdict_label(lang, p->verdict));
		if (!p->rule || !p->rule->amendment)
			continue;
		struct buf by;
		buf_init(&by);
		overlay_words(&by, lang, p->rule->amendment);
		buf_printf(out, message(lang, " (%.*s)"), STR_ARG(buf_str(&by)));
		out->failed |= by.failed;
		buf_release(&by);
	}
}

/* Several versions of one rule, changed in one place, are named once. */
static bool is_named(const struct overlay *o, size_t at)
{
	size_t i = 0;
	while (i < at && o->amendments[i]->span.offset != o->amendments[at]->span.offset)
		i++;
	return i < at;
}

void overlay_changes_words(struct buf *out, enum lang lang, const struct overlay *o)
{
	static const char *const words[] = {
		[AMEND_ADD] = "adds ", [AMEND_TIGHTEN] = "tightens ", [AMEND_LOOSEN] = "loosens ", [AMEND_DISABLE] = "disables "};

	for (size_t i = 0; i < o->n_amendments; i++) {
		const struct amendment *m = o->amendments[i];
		if (is_named(o, i))
			continue;
		bool same = i && o->amendments[i - 1]->sort == m->sort;
		buf_adds(out, same ? message(lang, ", ") : i ? message(lang, "; ") : "");
		buf_adds(out, same ? "" : message(lang, words[m->sort]));
		buf_add(out, m->after ? m->after->id : m->before->id);
	}
}
