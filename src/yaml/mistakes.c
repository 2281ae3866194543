#include "yaml/mistakes.h"

#include "base/limits.h"

bool mistakes_room(struct mistakes *m, struct span at)
{
	if (m->full)
		return false;
	if (m->n < LIMIT_YAML_MISTAKES) {
		m->n++;
		return true;
	}
	m->full = true;
	diag_add(m->diags, DIAG_TOO_MANY_MISTAKES, m->file, at,
	         "more mistakes stand in this file than the %d told here", (int)LIMIT_YAML_MISTAKES);
	return false;
}

const char *mistakes_word(const struct mistakes *m, const char *msgid)
{
	return m->diags->words ? m->diags->words(m->diags->words_ctx, msgid) : msgid;
}
