/* A registry while it is read: what registry.c and its parts share. Nobody else includes it. */
#ifndef PHASEOUT_REGISTRY_STATE_H
#define PHASEOUT_REGISTRY_STATE_H

#include "registry/csv.h"
#include "registry/decode.h"
#include "registry/header.h"
#include "registry/registry.h"
#include "registry/titles.h"
#include "vocabulary/known_texts.h"

struct registry {
	struct reader reader; /* the caller's, with the mapping's tokens */
	struct str name;
	struct input *input;
	struct registry_options options; /* with what the mapping says filled in */
	struct diags *diags;

	struct arena arena;   /* as long as the registry: header, columns, notices */
	struct known_texts known;
	struct sha256 sum;
	bool summed;
	char sha256[SHA256_HEX + 1];
	struct csv csv;
	struct settled settled;
	struct decoder decoder;
	char separator;
	struct header header;
	struct titles titles;
	bool kind_of_title;   /* no column and no option names the kind: that of the titles is assumed of every row */

	bool prepared;
	enum registry_status stopped; /* REGISTRY_ROW while it goes on */
	struct words problem;
	struct words *notices;
	size_t n_notices, cap_notices;
	bool enterprise_filled; /* in some row so far */
	uint64_t bad_rows, bad_rows_other; /* with undecodable bytes; of those, good in the other encoding */
};

/* prepare.c: reads the first bytes and finds out encoding, separator, header and columns. REGISTRY_ROW where rows may be read. */
enum registry_status registry_prepare(struct registry *g);
/* prepare.c: settles the encoding from the first bytes beyond ASCII, which came late. */
enum registry_status registry_settle_late(struct registry *g, struct str window, bool whole);

/* prepare.c: ends the reading: the status is given for ever. */
enum registry_status registry_stop(struct registry *g, enum registry_status status, struct words problem);
bool registry_notice(struct registry *g, struct words words);

/* reject.c: what makes a record unreadable, with words; false where nothing does. */
bool registry_rejects(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a);

#endif
