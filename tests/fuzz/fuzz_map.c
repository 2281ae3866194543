/* A registry's bytes, mapped: what is written of it is a mapping under which the registry reads the same. Run from the repository's root. */
#include "must.h"
#include "ours.h"
#include "round_trip.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct round_trip t;
	const struct reader reader = {.vocabulary = our_vocabulary()};
	round_trip(&t, &reader, (struct str){(const char *)data, size}, size % 2 ? LANG_ZH : LANG_EN);
	if (t.differs)
		fprintf(stderr, "%s\n%.*s", t.differs, STR_ARG(buf_str(&t.yaml)));
	MUST(!t.differs);
	round_trip_release(&t);
	return 0;
}
