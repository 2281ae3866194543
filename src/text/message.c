#include "text/message.h"

#include "text/message_table.h"

#include <assert.h>
#include <stdlib.h>

struct table {
	const struct message_entry *entries;
	const size_t *count;
};

/* A language without a table speaks in msgids. */
static const struct table tables[] = {
	[LANG_ZH] = {messages_zh, &messages_zh_count},
	[LANG_EN] = {NULL, NULL},
};

static int compare(const void *msgid, const void *entry)
{
	return strcmp(msgid, ((const struct message_entry *)entry)->msgid);
}

const char *message(enum lang lang, const char *msgid)
{
	const struct table *t = &tables[lang];
	if (!t->entries)
		return msgid;
	const struct message_entry *e = bsearch(msgid, t->entries, *t->count, sizeof *e, compare);
#ifdef PHASEOUT_EVERY_MESSAGE /* the tests: words without a translation are a defect */
	assert(e || !*msgid);
#endif
	return e ? e->msgstr : msgid;
}

const char *message_for_diags(void *ctx, const char *msgid)
{
	return message(*(const enum lang *)ctx, msgid);
}
