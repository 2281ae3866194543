/*
 * A mapping file: what a registry's columns mean, and what its rows do not say themselves (schema phaseout/mapping-1; phaseout-mapping.5 tells it to people).
 *
 *     schema: phaseout/mapping-1
 *     sheet: 设备清单                 # of a workbook or a page; `table:` of a database
 *     columns:
 *       - {column: 容积, field: effective_volume, unit: 立方米, rank: design}   # rank: design, approved or actual
 *       - {column: 备注, ignore: "true"}
 *     constants: {region: 山东省}     # of every row
 *     derive:                        # what a column's text means, by a table
 *       - {column: 行业代码, field: product, table: {"2211": 新闻纸}, else: 其他}
 *     long:                          # a row a parameter, not a row a machine
 *       item: [设施编号]
 *       parameter: 参数名称
 *       value: 设计值
 *       unit: 计量单位
 *       parameters: [{parameter: 容积, field: effective_volume}, {parameter: 颜色, ignore: "true"}]
 *     header_row: "3"
 *     encoding: gb18030
 *     separator: ","                 # or tab
 *     kind: blast_furnace            # of every row that names none
 *     identity: [企业名称, 设备编号]  # the item's key, joined by "/"
 *     missing: {unknown: [待查], not_applicable: [无此项]}
 *     conversions: [{from: 吨/日, to: 吨/年, factor: "310", reason: …}]
 *
 * Always: a mapping that maps nothing is refused; what says nothing that its field knows (a constant, a table's text) is refused here; columns that the
 * registry lacks, and two sources for one field and rank, are refused once the header is known. Names of columns, parameters and a table's texts are
 * compared as fold_key makes them.
 */
#ifndef PHASEOUT_REGISTRY_MAPPING_H
#define PHASEOUT_REGISTRY_MAPPING_H

#include "registry/encoding.h"
#include "vocabulary/vocabulary.h"

/* What a column means; in long format what a parameter does, whose name is then `column`. */
struct mapped_column {
	struct str column;
	const struct field *field; /* NULL with ignore */
	bool ignore;
	struct unit_use unit;      /* unit NULL where none is named; the header's own beats it */
	enum rank rank;            /* RANK_PLAIN: the header's */
	struct span span;
};

/* A column that the mapping names without giving it a field. */
struct named_column {
	struct str name; /* trimmed; .p NULL: none is named */
	struct span span;
};

/* What every row says though no column does. Its rank is that of a plain column. */
struct constant {
	const struct field *field;
	struct str text; /* as a cell would hold it, trimmed; never blank */
	struct span span;
};

/*
 * A field whose text a table makes of a column's. A blank cell is blank, and a word for what is missing (不详, /) stays what it is unless the table has
 * it; of any other text that the table has not, `otherwise`, else nothing can be read.
 */
struct derivation {
	struct named_column column;
	const struct field *field;
	enum rank rank;         /* RANK_PLAIN where it names none: as of a plain column */
	struct map table;       /* fold_key of a text → its place in `texts` */
	const struct str *texts;/* trimmed; never blank */
	struct str otherwise;   /* trimmed; .p NULL: none */
	struct str spelling;    /* fold_key of the field's id: the cell is that field's and no other's */
};

/*
 * A registry that has a row for each parameter of a machine: consecutive rows whose `item` cells are equal are one machine. Other columns, mapped or
 * recognised, speak of the machine, too.
 */
struct long_format {
	const struct named_column *item;
	size_t n_item; /* at least 1 */
	struct named_column parameter, value, unit; /* unit.name.p NULL: parameters are named with theirs, or have none */
	/* What parameters mean; those that are not here are recognised by their names, as headers are. */
	struct mapped_column *parameters;
	size_t n_parameters;
	struct map parameter_names; /* fold_key → index in `parameters` */
};

struct mapping {
	const struct source_file *file;
	char sha256[65];
	struct str sheet, table;   /* which one of a container is the registry, trimmed; .p NULL: not said */
	struct mapped_column *columns;
	size_t n_columns;
	struct map column_names;   /* fold_key → index in `columns` */
	struct constant *constants;
	size_t n_constants;
	struct derivation *derivations;
	size_t n_derivations;
	const struct long_format *long_format; /* NULL: a row is a machine, or several */
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

/* What a plain column counts as beside ranked ones of its field. */
static inline enum rank rank_effective(enum rank rank)
{
	return rank == RANK_PLAIN ? RANK_DESIGN : rank;
}

/* A province and a city, several remarks, several numbers of one thing may stand side by side: two sources for such a field do not contend. */
bool field_may_repeat(const struct field *f);

#endif
