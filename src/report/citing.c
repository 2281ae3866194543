#include "report/citing.h"

bool cite_is_verified(const struct clause *c)
{
	return c->source->trust == TRUST_VERIFIED;
}

void cite_fragments(struct buf *out, const struct clause *c)
{
	for (size_t i = 0; i < c->n_quote; i++) {
		buf_adds(out, i ? "…" : "");
		buf_add(out, c->quote[i]);
	}
}

void cite_text(struct buf *out, enum lang lang, const struct clause *c)
{
	static const char *const unverified[] = {
		[TRUST_INDIRECT] = "not verified, only retold: ",
		[TRUST_MEMORY] = "not verified, from memory: ",
		[TRUST_INFERENCE] = "not verified, inferred: ",
	};

	buf_adds(out, cite_is_verified(c) ? "“" : message(lang, unverified[c->source->trust]));
	cite_fragments(out, c);
	buf_adds(out, cite_is_verified(c) ? "”" : "");
}

void cite_word(struct buf *out, const struct clause *c, struct str word)
{
	buf_adds(out, cite_is_verified(c) ? "“" : "");
	buf_add(out, word);
	buf_adds(out, cite_is_verified(c) ? "”" : "");
}

void cite(struct buf *out, enum lang lang, const struct clause *c)
{
	buf_printf(out, message(lang, "%.*s, line %.*s: "), STR_ARG(c->source->id), STR_ARG(c->line_filed));
	cite_text(out, lang, c);
	buf_printf(out, message(lang, " [%s]"), trust_name(c->source->trust));
}
