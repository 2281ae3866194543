#include "text/words.h"

struct words words_printf(struct arena *a, const char *msgid, ...)
{
	struct words w;
	va_list args;

	va_start(args, msgid);
	w.en = arena_vprintf(a, msgid, args);
	va_end(args);
	va_start(args, msgid);
	w.zh = arena_vprintf(a, message(LANG_ZH, msgid), args);
	va_end(args);
	return w;
}
