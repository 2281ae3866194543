/*
 * From pack files to rules. A pack is a folder name ("sd-2013") below the rules folder: pack.yaml, the topic files
 * that it lists under `files:`, the source
 * texts it names, and the catalogues that its rules ask. An overlay is a folder with an overlay.yaml. All mistakes of all files are
 * reported; one mistake refuses the set.
 */
#ifndef PHASEOUT_RULES_LOAD_H
#define PHASEOUT_RULES_LOAD_H

#include "rules/catalogue.h"

struct rules_reader {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct diags *diags;
	file_read_fn *read;
	void *read_ctx;
	const struct source_file *file; /* the file being read */
	struct pack *pack;
	const struct kind *const *kinds; /* of the rule being read: values must be for one of them; n_kinds 0: any */
	size_t n_kinds;
	bool kinds_doubtful; /* one of them is not known: what follows from them is not reported */
	bool untested;       /* the rules' tests are passed over */
	bool files_doubtful; /* a file could not be read: any rule might stand in it */
	struct catalogue_list *catalogues; /* NULL within one: a catalogue asks no other */
};

/*
 * Loads packs and overlays by name; an overlay brings its pack, by its id, where nobody named it. What it checks beside shape: ids unique over all packs, kinds, fields, values, units and
 * operators, sources' sha256, reroute targets. Quotes and wording are lint's
 * (rules/lint.h), which the caller runs where it wants them. NULL after diagnostics. Everything lives in `a`.
 */
const struct ruleset *ruleset_load(struct arena *a, const struct vocabulary *v, const struct str *names,
				   size_t n, file_read_fn *read, void *read_ctx, struct diags *diags);

/*
 * The same, but what could be read is given out whatever is wrong with the rest, for ruleset_lint: all mistakes of a
 * file are told in one run. NULL when memory is exhausted.
 */
const struct ruleset *ruleset_read(struct arena *a, const struct vocabulary *v, const struct str *names,
				   size_t n, file_read_fn *read, void *read_ctx, struct diags *diags);

/*
 * The same without the rules' tests, of which who judges has no need and which are most of a pack: a mistake in them is not told.
 */
const struct ruleset *ruleset_read_untested(struct arena *a, const struct vocabulary *v, const struct str *names,
					    size_t n, file_read_fn *read, void *read_ctx, struct diags *diags);

#endif
