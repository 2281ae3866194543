/*
 * Bytes of a registry's encoding as UTF-8.
 *
 * Always: the answer is valid UTF-8. What encoding_valid calls valid is converted without loss, but for the few codes of four bytes that
 * editions of GB18030 disagree on and the system's table may lack: those become U+FFFD, which no name and no number holds.
 */
#ifndef PHASEOUT_REGISTRY_DECODE_H
#define PHASEOUT_REGISTRY_DECODE_H

#include "base/arena.h"
#include "registry/encoding.h"

struct decoder {
	enum encoding encoding;
	void *converter; /* iconv's; NULL where none is needed */
};

/* False where the system cannot convert it (iconv without GB18030). */
bool decoder_open(struct decoder *d, enum encoding e);
void decoder_close(struct decoder *d);

/* A copy in `a`, bad bytes as U+FFFD, a NUL behind it; .p NULL when memory is exhausted. */
struct str decode(const struct decoder *d, struct arena *a, struct str raw);
/* The same, cut behind `most` characters, with … where something was cut off. */
struct str decode_start(const struct decoder *d, struct arena *a, struct str raw, size_t most);

#endif
