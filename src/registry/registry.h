/*
 * A registry as rows of items: bytes in, one row at a time out. The only door to it for screen/.
 *
 * Always: rows read = rows judged + rows rejected + rows skipped, each with its number as a spreadsheet counts (from 1; titles, header and blank rows included; in CSV, records
 * count) and, where it was not judged, its reason. A row's items and texts live in the arena given to registry_next, until the caller clears it. Nothing is lost in silence.
 */
#ifndef PHASEOUT_REGISTRY_REGISTRY_H
#define PHASEOUT_REGISTRY_REGISTRY_H

#include "base/sha256.h"
#include "os/input.h"
#include "registry/encoding.h"
#include "registry/format.h"
#include "registry/lane_hooks.h"
#include "registry/mapping.h"
#include "vocabulary/item.h"

struct registry_options {
	enum encoding encoding;
	char separator;                 /* 0: found out */
	uint64_t header_row;            /* from 1; 0: found out */
	const struct kind *default_kind;/* --kind; NULL */
	const struct mapping *mapping;  /* NULL */
	struct str sheet;               /* of a file with several tables: only this one; STR_NONE: all */
	bool unsummed;                  /* nobody asks for the sum of its bytes: there is none */
	bool identities;                /* give each item what it is known by in the whole run */
	const struct row_hooks *hooks;  /* NULL */
	const char *helper;             /* the program that reads containers (phaseout-read); NULL: there is none */
};

/* Why a row was not judged. Machine formats print the name, people read the words (row.problem). */
enum row_reason {
	REASON_NONE,
	/* rejected */
	REASON_BAD_BYTES,        /* not valid in the encoding */
	REASON_NUL,
	REASON_FIELD_COUNT,      /* fewer or more fields than the header */
	REASON_UNCLOSED_QUOTE,
	REASON_STRAY_QUOTE,      /* it opens a cell and closes on a later line, amid text: rows stand between */
	REASON_LONG_CELL,
	REASON_LONG_RECORD,
	REASON_TOO_MANY_COLUMNS,
	REASON_BAD_JSON,         /* malformed */
	REASON_BAD_OBJECT,       /* of JSON: no object, or one that cannot be had as a row */
	REASON_DUPLICATE_KEY,
	REASON_NO_HEADER,        /* of a sheet in which no header row was found, though it looks like a table */
	/* skipped */
	REASON_TITLE,
	REASON_HEADER,
	REASON_REPEATED_HEADER,
	REASON_BLANK,
	REASON_NOTE,
	REASON_SUBTOTAL,
	REASON_NO_EQUIPMENT,     /* wide format: none of the columns that name equipment is filled */
	REASON_NO_TABLE,         /* of a sheet without a table: prose, a chart's remarks */
	REASON_COUNT,
};
const char *row_reason_name(enum row_reason r); /* "bad_bytes", … */
static inline bool row_reason_rejects(enum row_reason r)
{
	return r >= REASON_BAD_BYTES && r <= REASON_NO_HEADER;
}

struct row {
	struct str sheet;    /* .p NULL where the file has no names for its tables */
	uint64_t number;     /* from 1, in its sheet; of several (n_rows) the first */
	uint64_t last, n_rows; /* long format: the last of them, and how many there are; else `number` and 1 */
	uint64_t line;       /* the physical line it begins on, from 1; the number where the format has no lines */
	enum row_reason reason; /* REASON_NONE: judged */
	struct words problem; /* where it was not judged: naming column, text and what was expected */
	struct str text;     /* where it was not judged: the record as filed, in UTF-8 with bad bytes as U+FFFD, cut at 200 characters */
	struct item *items;
	size_t n_items;
	size_t n_absent;     /* machines that columns name and this row has not (wide format) */
	bool blank_enterprise; /* the enterprise's cell is blank, and was filled in a row before: merged cells, perhaps; it is not filled in */
	const struct str *cells; /* as filed, in UTF-8, bad bytes as U+FFFD; where it was judged one a column. NULL where the row could not be told apart */
	size_t n_cells;
	struct str whole;    /* where it could not be told apart: as `text`, but cut at LIMIT_REJECT_CHARS; else .p NULL */
	bool whole_cut;      /* it was, or was longer than a record may be */
};

enum registry_status {
	REGISTRY_ROW,
	REGISTRY_PASSED,     /* rows have passed (hooks) and none is given; more may come */
	REGISTRY_END,
	REGISTRY_UNREADABLE, /* exit 65: reading failed, 0 bytes, no table, too many undecodable rows */
	REGISTRY_LIMIT,      /* exit 69 */
	REGISTRY_REFUSED,    /* exit 78: the mapping does not fit; the diags say why */
	REGISTRY_DEFECT,     /* exit 70: phaseout-read cannot be started */
	REGISTRY_USAGE,      /* exit 64: the file has no table of the name that was given */
	REGISTRY_NO_MEMORY,
};

/* Has it words of its own (registry_problem)? What is refused is in the diags, and of memory there is nothing to say. */
static inline bool registry_status_has_words(enum registry_status s)
{
	return s == REGISTRY_UNREADABLE || s == REGISTRY_LIMIT || s == REGISTRY_USAGE || s == REGISTRY_DEFECT;
}

/* One column as it was understood. */
struct column {
	struct str header;          /* as filed, trimmed */
	const struct field *field;  /* NULL: maps to nothing */
	enum rank rank;
	enum basis basis;
	struct unit_use unit;
	bool assumed_meaning, unit_from_mapping, unit_from_title;
	struct words why;           /* how it was recognised, or why not; empty where no field is called so */
	const struct mapped_column *mapped; /* what the mapping says of it; NULL */
	bool named;                 /* the mapping names it otherwise: a table reads it */
	size_t place;               /* of the spelling among those of its field: an equipment's number goes before a row's */
	struct str key;             /* fold_key of the header */
	const struct title_unit *unit_title; /* with unit_from_title: what says it */
	const struct wide *wide;    /* what it names itself, where nothing else names the kind of a row; NULL */
};

/*
 * `name` is what findings print; `in` stays the caller's. `r` must outlive the registry. NULL when memory is exhausted. Nothing is read yet.
 */
struct registry *registry_new(const struct reader *r, struct str name, struct input *in, const struct registry_options *options, struct diags *diags);
void registry_free(struct registry *g);

/* The next row. Its texts live in `a` and in the registry, there until the next call. */
enum registry_status registry_next(struct registry *g, struct row *out, struct arena *a);

/* Until registry_go_on nobody but the caller looks at rows. From a hook, in the thread of registry_next. */
void registry_pause(const struct registry *g);
void registry_go_on(const struct registry *g);

/* How many records the scanner has told apart so far, whatever became of them: what the accounting is held against. */
uint64_t registry_rows(const struct registry *g);

/* After REGISTRY_UNREADABLE or REGISTRY_LIMIT: what happened, in words. */
struct words registry_problem(const struct registry *g);

/* The present table: that of the last row that was returned. `table` counts from 1; 0 before the first. */
struct str registry_sheet(const struct registry *g);
size_t registry_table(const struct registry *g);
enum format registry_format(const struct registry *g);
/* What held the process that read it (enum sandbox); 0 where it was read by this one. */
unsigned registry_sandbox(const struct registry *g);

/* What was found out; complete once the first row, or the end, was returned, but for the encoding of a file that begins with 1 MiB of ASCII. */
enum encoding registry_encoding(const struct registry *g);
bool registry_has_bom(const struct registry *g);
char registry_separator(const struct registry *g);
uint64_t registry_header_row(const struct registry *g);  /* 0: none found */
const struct column *registry_columns(const struct registry *g, size_t *n);
/* What reads its cells. */
const struct reader *registry_reader(const struct registry *g);
/* The cell that a field as filed is to be in a column of the present table, in UTF-8; its text is .p NULL when memory is exhausted. */
struct cell registry_cell(const struct registry *g, struct arena *a, size_t column, struct str field);
/* After REGISTRY_END: of all bytes read, 64 hexadecimal digits; "" where they were not summed. */
const char *registry_sha256(struct registry *g);
/*
 * Things to say once a file: "read as GB18030", "columns that map to nothing: …". They stand once the first row was returned; one more may come
 * later (an encoding that was settled late).
 */
const struct words *registry_notices(const struct registry *g, size_t *n);

#endif
