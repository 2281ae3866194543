/*
 * What was found out of a registry, and what its first LIMIT_MAP_ROWS rows hold column by column: what `phaseout map`
 * shows and writes. One survey a table: a workbook's sheets each have theirs.
 *
 * Always: every cell is counted once, under what it was read as by itself; only rows that are judged are. Texts live in
 * the arena given and in the registry.
 */
#ifndef PHASEOUT_REGISTRY_SURVEY_H
#define PHASEOUT_REGISTRY_SURVEY_H

#include "registry/registry.h"

enum {
	SURVEY_SAMPLES = 3,
	SURVEY_CHARS = 40, /* of a sample */
	SURVEY_FACES = FACE_IMPLAUSIBLE + 1,
};

struct column_survey {
	const struct column *column; /* as it is read: of a wide registry's machine, what it says of that */
	const struct wide *wide;     /* the machine that it names; NULL where it names none, or another column names the kind */
	const struct field *const *may_be; /* what its cells may be instead, by the kind of equipment */
	size_t n_may_be;
	const struct derivation *const *tables; /* of the mapping, that look its cells up */
	size_t n_tables;
	struct str samples[SURVEY_SAMPLES]; /* different ones, in the order of the rows, trimmed and cut */
	size_t n_samples;
	uint64_t faces[SURVEY_FACES]; /* cells by what they were read as; of a column without a field: filled ones are FACE_READ */
	uint64_t *says; /* by field: in how many items a value of another field than its own was taken from it; NULL: of no use here */
	struct {                      /* the first cell that says something which could not be had */
		uint64_t row;         /* 0: there was none */
		enum face face;
		struct str text;
		struct words why;     /* may be empty */
	} trouble;
};

struct title_row {
	uint64_t row;
	struct str text; /* as filed, cut; without the empty fields at its end */
};

struct survey {
	struct survey *next;      /* of the file's next table; NULL */
	struct str sheet;         /* .p NULL where the file has no names for its tables */
	struct words no_header;   /* why the table cannot be read, or that it is none; nothing else stands then */
	enum format format;
	struct registry_options given; /* by options or the mapping */
	struct settled settled;
	char separator;
	uint64_t header_row;
	const struct kind *title_kind; /* assumed of all rows, because a title names it; NULL */
	uint64_t title_kind_row;
	struct title_row *titles; /* the first LIMIT_TITLE_ROWS at most; blank rows are none */
	size_t n_titles;
	struct column_survey *columns;
	size_t n_columns;
	size_t *keys;             /* columns that an item is known by */
	size_t n_keys;
	bool keys_joined;         /* by "/"; else the first of them that is filled in a row */
	uint64_t judged, rejected, skipped; /* rows below the header that were looked at */
	bool more;                /* rows stand behind them */
};

/*
 * Reads a registry from its start. REGISTRY_END: *out and those behind it stand; else what stopped it, as registry_next says it.
 */
enum registry_status survey_read(struct survey *out, struct arena *a, struct registry *g);

#endif
