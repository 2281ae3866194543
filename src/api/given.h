/*
 * What a caller says of how a registry is to be read: the same options of every function that reads one.
 *
 * Always: what is wrong was said through the engine's speaker or stands in `diags`, and the status says so.
 */
#ifndef PHASEOUT_API_GIVEN_H
#define PHASEOUT_API_GIVEN_H

#include "api/engine.h"
#include "registry/registry.h"

struct given {
	const struct phaseout_engine *engine;
	struct arena *arena;
	struct diags *diags;
	const char *encoding, *separator, *kind, *mapping, *sheet; /* the caller's; NULL */
	unsigned long header_row;
	struct registry_options options; /* what was read of them */
	struct reader reader;            /* the engine's, with the mapping's conversions */
	struct source_file mapping_file;
};

/* All but the mapping: 0 or PHASEOUT_USAGE. */
int given_read(struct given *g);
/* 0, or why not. */
int given_read_mapping(struct given *g);
/* The exit status of what ended the reading of a registry, after the words that it has. */
int given_status(const struct given *g, const struct registry *r, struct str name, enum registry_status status);
/* A kind by id or name; NULL after words. A general one (生产线) is none. */
const struct kind *given_kind(const struct given *g, const char *name);

#endif
