/* UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef PHASEOUT_TEXT_UTF8_H
#define PHASEOUT_TEXT_UTF8_H

#include "base/str.h"

#include <stdint.h>

/* The code point at the start of s, its bytes in *length; -1 and *length 1 where the bytes are not UTF-8. s.n > 0. */
int32_t utf8_next(struct str s, size_t *length);
/* How many bytes at the start of s are valid; s.n where all are. */
size_t utf8_valid(struct str s);
/* How many characters stand in s (a bad byte counts as one). */
size_t utf8_count(struct str s);
/* The start of s, at most `most` bytes, with no character cut in two (of bytes that are not UTF-8: any start). */
struct str utf8_clip(struct str s, size_t most);
/* Writes the character to out (at least 4 bytes) and returns its length. */
size_t utf8_put(char *out, int32_t code_point);

#endif
