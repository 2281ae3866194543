/*
 * Bytes that grow.
 *
 * Always: p[n] is NUL once anything was added. When memory runs out, `failed` is set, later additions do nothing and
 * the owner checks once at the end.
 */
#ifndef PHASEOUT_BASE_BUF_H
#define PHASEOUT_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

struct buf {
	char *p;
	size_t n, cap;
	bool failed;
};

void buf_init(struct buf *b);
void buf_release(struct buf *b);
/* Empty again, the memory kept. */
void buf_clear(struct buf *b);
/* Room for `more` bytes behind the present ones; false when memory is exhausted. */
bool buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_adds(struct buf *b, const char *c_string);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static inline struct str buf_str(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

#endif
