/*
 * Memory that is freed all at once.
 *
 * Always: what an arena gives out is zeroed, aligned for any type and stays where it is until arena_clear or
 * arena_release. An arena whose allocation failed says so in `failed` for the rest of its life (arena_clear
 * resets it), so that a caller who builds a large thing may check once at its end; every function still returns NULL
 * at once, and nothing is written through a NULL.
 */
#ifndef PHASEOUT_BASE_ARENA_H
#define PHASEOUT_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	struct arena_block *spares; /* given back; each lies in a block */
	size_t room; /* that the next block has at least */
	bool failed;
};

void arena_init(struct arena *a);
void arena_release(struct arena *a);
/* Ready for reuse: everything given out is gone; up to a MiB is kept, or had again in one piece. */
void arena_clear(struct arena *a);

/* `size` zeroed bytes, or NULL when memory is exhausted. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
/* n elements of `size` bytes, zeroed; NULL also where n * size overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);
/*
 * Room for one more element behind the `n` that stand at `items`: returns `items`, or a copy twice as
 * large, and sets *cap; NULL when memory is exhausted (`items` is then still good). Start with NULL, 0, 0.
 */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);
/* What nobody looks at any more, of what this arena gave out, for later use; p may be NULL. */
void arena_give_back(struct arena *a, void *p, size_t size);
/* A copy with a NUL behind it; .p is NULL when memory is exhausted. */
struct str arena_str(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

#endif
