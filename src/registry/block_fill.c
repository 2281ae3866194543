#include "registry/block_fill.h"

#include "os/clock.h"

#include <string.h>

static bool is_late(int64_t began, size_t got, size_t asked)
{
	enum { PATIENCE_MS = 100 };
	return got < asked && clock_ms() - began >= PATIENCE_MS;
}

bool block_fill(char *p, size_t *n, size_t most, block_read_fn *read, void *ctx)
{
	const int64_t began = clock_ms();
	while (*n < most) {
		const size_t asked = most - *n;
		const ssize_t got = read(ctx, p + *n, asked);
		if (got <= 0)
			return false;
		*n += (size_t)got;
		if (is_late(began, (size_t)got, asked) && memchr(p, '\n', *n))
			break;
	}
	return true;
}
