#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	BLOCK_SIZE = 16 * 1024,
	SPARE_SIZE = 1024, /* less is not worth to be kept when it is given back */
	KEPT_SIZE = 1024 * 1024, /* a cleared arena keeps no more */
};

struct arena_block {
	struct arena_block *older;
	size_t size, used;
	bool inner; /* part of a block that is older */
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

static void free_blocks(struct arena_block *b)
{
	while (b) {
		struct arena_block *older = b->older;
		if (!b->inner)
			free(b);
		b = older;
	}
}

void arena_release(struct arena *a)
{
	free_blocks(a->blocks);
	arena_init(a);
}

void arena_clear(struct arena *a)
{
	a->failed = false;
	if (!a->blocks)
		return;
	if (!a->blocks->older && a->blocks->size <= KEPT_SIZE) {
		a->blocks->used = 0;
		a->spares = NULL;
		return;
	}
	size_t together = 0;
	for (const struct arena_block *b = a->blocks; b; b = b->older)
		together += b->inner ? 0 : b->size;
	arena_release(a);
	/* the next time as much is likely to be asked for: at once, not in pieces */
	a->room = together < KEPT_SIZE ? together : KEPT_SIZE;
}

static size_t room_for(const struct arena *a, size_t size)
{
	const size_t room = a->room > BLOCK_SIZE ? a->room : BLOCK_SIZE;
	return size > room ? size : room;
}

/* What was given back and has that room; NULL. It is no spare any more. */
static struct arena_block *take_spare(struct arena *a, size_t size)
{
	struct arena_block **at = &a->spares;
	while (*at && (*at)->size < size)
		at = &(*at)->older;
	struct arena_block *b = *at;
	if (b)
		*at = b->older;
	return b;
}

static struct arena_block *new_block(struct arena *a, size_t size)
{
	size_t room = room_for(a, size);
	struct arena_block *b = malloc(sizeof *b + room);
	if (!b)
		return NULL;
	*b = (struct arena_block){.size = room};
	a->room = 0;
	return b;
}

void arena_give_back(struct arena *a, void *p, size_t size)
{
	struct arena_block *b = p;
	if (!p || size < SPARE_SIZE)
		return;
	*b = (struct arena_block){.older = a->spares, .size = size - sizeof *b, .inner = true};
	a->spares = b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	if (size > SIZE_MAX / 2)
		goto failed;
	size = (size + align - 1) / align * align;

	struct arena_block *b = a->blocks;
	if (!b || b->size - b->used < size) {
		b = take_spare(a, size);
		if (!b)
			b = new_block(a, size);
		if (!b)
			goto failed;
		b->older = a->blocks;
		a->blocks = b;
	}
	void *p = b->bytes + b->used;
	b->used += size;
	memset(p, 0, size);
	return p;
failed:
	a->failed = true;
	return NULL;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	return arena_alloc(a, n * size);
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	size_t more = *cap ? *cap * 2 : 8;
	void *copy = arena_array(a, more, size);
	if (!copy)
		return NULL;
	if (n)
		memcpy(copy, items, n * size);
	*cap = more;
	return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	if (!p)
		return STR_NONE;
	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

struct str arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
	if (!p)
		return STR_NONE;
	vsnprintf(p, (size_t)n + 1, format, args);
	return (struct str){p, (size_t)n};
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str s = arena_vprintf(a, format, args);
	va_end(args);
	return s;
}
