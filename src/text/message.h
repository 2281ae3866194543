/*
 * The words of the program, by language. The English words in the code are the keys; src/text/po/zh.po is the Chinese
 * source, checked by msgfmt and compiled into a sorted const table (src/text/po/compile.awk → build/…/messages_zh.c).
 */
#ifndef PHASEOUT_TEXT_MESSAGE_H
#define PHASEOUT_TEXT_MESSAGE_H

#include "base/str.h"

enum lang { LANG_ZH, LANG_EN };

/* The words for an English msgid; the msgid itself in English or where there is none. Lives for ever. */
const char *message(enum lang lang, const char *msgid) __attribute__((format_arg(2)));
/* Marks a msgid in a table, to be looked up where it is said. */
#define N_(msgid) msgid
/* For diags_init: ctx is a `const enum lang *`. */
const char *message_for_diags(void *ctx, const char *msgid) __attribute__((format_arg(2)));

#endif
