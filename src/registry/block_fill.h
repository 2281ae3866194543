/* Bytes of a block that is looked at together. */
#ifndef PHASEOUT_REGISTRY_BLOCK_FILL_H
#define PHASEOUT_REGISTRY_BLOCK_FILL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* As read(2). */
typedef ssize_t block_read_fn(void *ctx, char *p, size_t n);

/*
 * Reads behind the first *n bytes of p until it has `most`, and moves *n; what comes drop by drop is not waited for until it is full, once a line end is there: those who look on shall see it. False where the
 * input has ended, or reading failed.
 */
bool block_fill(char *p, size_t *n, size_t most, block_read_fn *read, void *ctx);

#endif
