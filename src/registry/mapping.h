/*
 * A mapping file: which column is which field, in which unit (schema phaseout/mapping-1).
 *
 *     schema: phaseout/mapping-1
 *     columns:
 *       - {column: 容积, field: effective_volume, unit: 立方米, rank: design}   # rank: design, approved or actual
 *       - {column: 备注, ignore: "true"}
 *     header_row: "3"
 *     encoding: gb18030
 *     separator: ","                 # or tab
 *     kind: blast_furnace            # of every row that names none
 *     identity: [企业名称, 设备编号]  # the item's key, joined by "/"
 *     missing: {unknown: [待查], not_applicable: [无此项]}
 *     conversions: [{from: 吨/日, to: 吨/年, factor: "310", reason: …}]
 *
 * Always: a mapping that maps nothing is refused; columns that the registry lacks, and two columns for one field and rank, are refused once the header is known.
 */
#ifndef PHASEOUT_REGISTRY_MAPPING_H
#define PHASEOUT_REGISTRY_MAPPING_H

#include "registry/encoding.h"
#include "vocabulary/vocabulary.h"

struct mapped_column {
	struct str column;
	const struct field *field; /* NULL with ignore */
	bool ignore;
	struct unit_use unit;      /* unit NULL where none is named; the header's own beats it */
	enum rank rank;            /* RANK_PLAIN: the header's */
	struct span span;
};

struct mapping {
	const struct source_file *file;
	char sha256[65];
	struct mapped_column *columns;
	size_t n_columns;
	uint64_t header_row;       /* from 1; 0 where it names none */
	enum encoding encoding;    /* ENCODING_AUTO where it names none */
	char separator;            /* 0 where it names none */
	const struct kind *kind;
	struct str *identity;
	const struct span *identity_spans;
	size_t n_identity;
	struct tokens unknown_tokens, not_applicable_tokens; /* added to the vocabulary's */
	struct conversion *conversions;
	size_t n_conversions;
};

/* NULL after diagnostics. `file` must outlive it. */
const struct mapping *mapping_read(struct arena *a, const struct vocabulary *v, const struct source_file *file, struct diags *diags);

#endif
