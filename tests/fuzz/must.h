/* For every fuzz target: its door, and what must hold; a target has no cmocka. */
#ifndef PHASEOUT_TESTS_MUST_H
#define PHASEOUT_TESTS_MUST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(what)                                                                                                     \
	do {                                                                                                           \
		if (!(what)) {                                                                                         \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);                                     \
			abort();                                                                                       \
		}                                                                                                      \
	} while (0)

#endif
