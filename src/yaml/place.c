#include "yaml/place.h"

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

void place_advance(struct place *p, struct str text, size_t to)
{
	if (to > text.n)
		to = text.n;
	for (; p->offset < to; p->offset++) {
		char c = text.p[p->offset];
		bool pair = c == '\r' && p->offset + 1 < text.n && text.p[p->offset + 1] == '\n';
		if (c == '\n' || (c == '\r' && !pair)) {
			p->line++;
			p->col = 1;
		} else {
			p->col += !is_continuation(c);
		}
	}
}
