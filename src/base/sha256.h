/*
 * SHA-256, in the form in which packs, run files and reports print it. By Nettle, which uses the processor's own instructions: every byte of a registry passes
 * through here, and portable code (libmd's) was most of the time of a run.
 */
#ifndef PHASEOUT_BASE_SHA256_H
#define PHASEOUT_BASE_SHA256_H

#include "base/str.h"

#include <stdint.h>

enum { SHA256_HEX = 64 };

struct sha256 {
	uint64_t context[16]; /* Nettle's, whose header renames functions of ours */
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, struct str bytes);
/* 64 lower-case hexadecimal digits and a NUL. */
void sha256_end(struct sha256 *s, char out[SHA256_HEX + 1]);
void sha256_of(struct str bytes, char out[SHA256_HEX + 1]);

#endif
