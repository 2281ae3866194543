#include "report/stamp.h"

#include "rules/overlay.h"

void stamp_write(struct buf *out, enum lang lang, const struct run_info *run)
{
	buf_printf(out, "phaseout %s", run->version);
	for (size_t i = 0; i < run->rules->n_packs; i++) {
		const struct pack *p = run->rules->packs[i];
		buf_printf(out, " · %.*s %.*s %.*s", STR_ARG(p->id), STR_ARG(p->version),
			   STR_ARG(words_in(p->title, lang)));
	}
	for (size_t i = 0; i < run->rules->n_overlays; i++) {
		const struct pack *p = &run->rules->overlays[i]->head;
		buf_printf(out, " + %.*s %.*s %.*s", STR_ARG(p->id), STR_ARG(p->version), STR_ARG(words_in(p->title, lang)));
	}
	buf_adds(out, " · ");
	buf_adds(out, message(lang, "as of "));
	day_write(out, run->as_of);
	if (run->replay)
		buf_adds(out, message(lang, " (a replay)"));
	if (run->strict)
		buf_adds(out, message(lang, " · strict: nothing was filled in"));
}
