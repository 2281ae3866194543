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
	size_t most = d->chunk < n ? d->chunk : n;
	size_t give = most < d->rest.n ? most : d->rest.n;
	if (give)
		memcpy(p, d->rest.p, give);
	d->rest = str_sub(d->rest, give, d->rest.n);
	return (ssize_t)give;
}

#endif
