/* What src/text/po/compile.awk writes: the Chinese words, by strcmp of the msgid; nothing empty, nothing fuzzy. */
#ifndef PHASEOUT_TEXT_MESSAGE_TABLE_H
#define PHASEOUT_TEXT_MESSAGE_TABLE_H

#include <stddef.h>

struct message_entry {
	const char *msgid, *msgstr;
};

extern const struct message_entry messages_zh[];
extern const size_t messages_zh_count;

#endif
