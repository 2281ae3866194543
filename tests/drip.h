/* Bytes given a few at a time, as a pipe does: a csv_read_fn. */
#ifndef PHASEOUT_TESTS_DRIP_H
#define PHASEOUT_TESTS_DRIP_H

#include "base/str.h"

#include <sys/types.h>

struct drip {
	struct str rest;
	size_t chunk; /* at most so many at once */
};

static inline ssize_t drip_read(void *ctx, char *p, size_t n)
{
	struct drip *d = ctx;
	return (ssize_t)str_take(&d->rest, p, d->chunk < n ? d->chunk : n);
}

/* The same, failing behind so many reads. */
struct failing {
	struct drip drip;
	size_t good;
};

static inline ssize_t failing_read(void *ctx, char *p, size_t n)
{
	struct failing *f = ctx;
	return f->good-- ? drip_read(&f->drip, p, n) : -1;
}

#endif
