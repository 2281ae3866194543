/*
 * Words for people in every language at once. What is made while rows are read (why a cell could not be read, what was
 * noted) goes to several outputs of one run: the table in the reader's language, the run file in both, so that its bytes
 * do not depend on the language.
 */
#ifndef PHASEOUT_TEXT_WORDS_H
#define PHASEOUT_TEXT_WORDS_H

#include "base/arena.h"
#include "text/message.h"

struct words {
	struct str zh, en; /* .en.p NULL: no words */
};

/* Formats `msgid` in each language; the Chinese words come from the message table. Empty when memory is exhausted. */
struct words words_printf(struct arena *a, const char *msgid, ...) __attribute__((format(printf, 2, 3)));

/*
 * words_printf with arguments that are words themselves: they are evaluated once a language, with `in` naming it:
 *
 *     WORDS_SAY(&out->problem, a, "…%.*s…", STR_ARG(words_in(field->words, in)));
 */
#define WORDS_SAY(out, a, msgid, ...)                                           \
	do {                                                                    \
		enum lang in = LANG_EN;                                         \
		(out)->en = arena_printf((a), msgid, __VA_ARGS__);              \
		in = LANG_ZH;                                                   \
		(out)->zh = arena_printf((a), message(in, msgid), __VA_ARGS__); \
	} while (0)

static inline struct str words_in(struct words w, enum lang lang)
{
	return lang == LANG_ZH && w.zh.p ? w.zh : w.en;
}

#endif
