/* What a file is by its first bytes: a table, or something else by a name that helps. */
#ifndef PHASEOUT_REGISTRY_PROBE_H
#define PHASEOUT_REGISTRY_PROBE_H

#include "text/words.h"

enum { PROBE_BYTES = 4096 };

/* Words that say why no table can be read of it, with a remedy; empty (.en.p NULL) where one may. */
struct words probe(struct arena *a, struct str first_bytes);

#endif
