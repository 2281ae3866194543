/* SHA-256, by libmd, in the form in which packs, run files and reports print it. */
#ifndef PHASEOUT_BASE_SHA256_H
#define PHASEOUT_BASE_SHA256_H

#include "base/str.h"

#include <sha2.h>

enum { SHA256_HEX = 64 };

struct sha256 {
	SHA2_CTX context;
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, struct str bytes);
/* 64 lower-case hexadecimal digits and a NUL. */
void sha256_end(struct sha256 *s, char out[SHA256_HEX + 1]);
void sha256_of(struct str bytes, char out[SHA256_HEX + 1]);

#endif
