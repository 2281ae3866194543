#include "report/authority.h"

static bool pack_is_said(const struct judgement *j, size_t before, const struct pack *p)
{
	for (size_t i = 0; i < before; i++)
		if (j->deciding[i]->rule->pack == p)
			return true;
	return false;
}

static void add_rules(struct buf *out, enum lang lang, const struct judgement *j, size_t from)
{
	const struct pack *p = j->deciding[from]->rule->pack;

	for (size_t i = from; i < j->n_deciding; i++) {
		if (j->deciding[i]->rule->pack != p)
			continue;
		buf_adds(out, i > from ? message(lang, ", ") : "");
		buf_add(out, j->deciding[i]->rule->id);
	}
}

void authority_words(struct buf *out, enum lang lang, const struct judgement *j)
{
	size_t said = 0;

	for (size_t i = 0; j->several_packs && i < j->n_deciding; i++) {
		const struct pack *p = j->deciding[i]->rule->pack;
		if (pack_is_said(j, i, p))
			continue;
		buf_adds(out, said == 0 ? "" : said == 1 ? message(lang, "; also ") : message(lang, "; "));
		said++;
		buf_printf(out, message(lang, "%.*s (%.*s): "), STR_ARG(words_in(p->authority, lang)), STR_ARG(p->id));
		add_rules(out, lang, j, i);
	}
}
