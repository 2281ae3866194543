/*
 * UTF-16 as UTF-8, byte by byte as it comes.
 *
 * Always: however the bytes are cut into calls, the output is the same, and nothing is dropped or replaced: a surrogate
 * without its other half becomes the three bytes that UTF-8 would write it in (ED A0..BF 80..BF), an odd last byte becomes
 * FF. Neither is UTF-8, so that whoever checks the text rejects exactly the row they stand in. U+0000 stays NUL. A byte
 * order mark is the caller's: here it is U+FEFF like any character.
 */
#ifndef PHASEOUT_TEXT_UTF16_H
#define PHASEOUT_TEXT_UTF16_H

#include "base/buf.h"

struct utf16 {
	bool big_endian;
	bool has_byte;      /* the first byte of a code unit that was cut: `byte` */
	unsigned char byte;
	unsigned high;      /* a high surrogate whose low one has not come yet; 0: none */
};

void utf16_init(struct utf16 *u, bool big_endian);
/* Appends to `out` what the bytes complete; at most three bytes for each two, and three more. */
void utf16_add(struct utf16 *u, struct buf *out, struct str bytes);
/* No more bytes come: appends what was held back. The converter may begin anew. */
void utf16_end(struct utf16 *u, struct buf *out);

/* Whether a lone surrogate stands at s.p[at], as written above, and its code unit (D800..DFFF). */
bool utf16_lone(struct str s, size_t at, unsigned *unit);

#endif
