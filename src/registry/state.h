/* A registry while it is read: what registry.c and its parts share. Nobody else includes it. */
#ifndef PHASEOUT_REGISTRY_STATE_H
#define PHASEOUT_REGISTRY_STATE_H

#include "registry/blocks.h"
#include "registry/container.h"
#include "registry/csv.h"
#include "registry/decode.h"
#include "registry/format.h"
#include "registry/header.h"
#include "registry/line_blocks.h"
#include "registry/long_rows.h"
#include "registry/merges.h"
#include "registry/registry.h"
#include "registry/titles.h"
#include "text/utf16.h"
#include "vocabulary/known_texts.h"

/*
 * Where the records of a format come from. `prepare` gets the first bytes, `whole` where they are all, and finds out what must be known before the first row; it leaves
 * header and columns found, or has stopped the registry. `next` gives the records.
 */
struct feed {
	enum registry_status (*prepare)(struct registry *g, struct str window, bool whole);
	enum registry_status (*next)(struct registry *g, struct record *out);
	/* Of a record with parts: puts what part `index` says of itself over the record's own fields. NULL: the format has none. */
	void (*part)(struct registry *g, size_t index, struct str *fields);
	/* The present record as filed, or its beginning, where records do not have it with them. NULL: they have, or are cells. */
	struct str (*raw)(struct registry *g);
	void (*close)(struct registry *g);
};
extern const struct feed text_feed, tables_feed, json_feed;

/* Text that is not UTF-8 on its way to the scanner, which reads bytes of UTF-8 and GB18030. */
struct transcoding {
	struct utf16 converter;
	struct buf ready;        /* converted and not yet taken, from `at` */
	size_t at;
	bool on, ended;
};

/* Records of a container's table (a sheet). */
struct tables {
	struct container container;
	bool open;               /* the container is */
	size_t noticed;          /* of its notices: those that were passed on */
	struct frame frame;      /* the last one, and whether it is still to be looked at */
	bool ahead;
	bool ended;              /* behind the last frame */
	struct arena held_arena; /* of the rows that were read ahead to find the header */
	struct record *held;
	size_t n_held, cap_held, held_at;
	struct str *fields;      /* of the present row */
	unsigned char *sorts;
	size_t cap_fields;
	struct merges merges;
	size_t n_tables, n_read; /* tables in all; with a header */
	int spool;               /* a file of what came through a pipe; -1: none */
	bool merged_said;        /* of the present table: that merged cells are read in each of their rows */
	bool beyond_said;        /* of the present table: that cells stand beyond its header */
};

struct registry {
	struct reader reader; /* the caller's, with the mapping's tokens */
	struct str name;
	struct input *input;
	struct registry_options options; /* with what the mapping says filled in */
	struct diags *diags;

	struct arena arena;   /* as long as the registry: headers, columns, notices */
	struct known_texts known;
	struct sha256 sum;
	bool summed;
	char sha256[SHA256_HEX + 1];
	enum format format;
	bool guarded;         /* it is a file of rejected rows, whose cells may be guarded (rejects_file.h) */
	const struct feed *feed;
	struct csv csv;
	struct blocks *blocks; /* that read the rows of the present table; NULL: one after another */
	bool blocks_tried;
	struct line_blocks *lines; /* the same of NDJSON */
	uint64_t passed;      /* records that were dealt with one after another */
	struct str pending;   /* bytes that were read and are to be read again */
	struct transcoding transcoding;
	struct json_feed *json;
	struct arena record_arena; /* of what the feed says of the present record */
	struct tables tables;
	struct settled settled;
	struct decoder decoder;
	char separator;

	struct str sheet;     /* the present table; .p NULL: the file has no names for its tables */
	struct headings headings;
	bool headings_read;
	struct header header;
	struct words no_header; /* of the present table, where its file has others: why its rows cannot be read */
	bool prose;           /* of a table without a header: no row has several cells */
	struct titles titles;
	struct long_rows long_rows;
	bool kind_of_title;   /* no column and no option names the kind: that of the titles is assumed of every row */

	bool prepared;
	enum registry_status stopped; /* REGISTRY_ROW while it goes on */
	struct words problem;
	struct words *notices;
	size_t n_notices, cap_notices;
	uint64_t rows;        /* records that were told apart so far */
	bool enterprise_filled; /* in some row so far */
	uint64_t bad_rows, bad_rows_other; /* with undecodable bytes; of those, good in the other encoding */
};

/* registry.c: ends the reading: the status is given for ever. */
enum registry_status registry_stop(struct registry *g, enum registry_status status, struct words problem);
enum registry_status registry_stop_unreadable(struct registry *g, struct words problem);
enum registry_status registry_stop_memory(struct registry *g);
/* An errno of reading: the input was not read to its end. */
enum registry_status registry_stop_reading(struct registry *g, int error);
bool registry_notice(struct registry *g, struct words words);
/* registry.c: the input's bytes, counted into its sum; the same, but g->pending first. */
ssize_t registry_read_input(void *g, char *p, size_t n);
ssize_t registry_read_pending(void *g, char *p, size_t n);

/* registry.c: the first ENCODING_WINDOW bytes as the scanner gets them; stops where there are none. */
enum registry_status registry_peek(struct registry *g, struct str *window);

/*
 * find_columns.c: header and columns of a table from its first records. REGISTRY_ROW where they were found; REGISTRY_UNREADABLE where there is no header: g->no_header says why, and
 * nothing has stopped; else it has stopped.
 */
enum registry_status registry_find_columns(struct registry *g, struct opening *opening);
/* find_columns.c: the spellings of headers, once a file. False when memory is exhausted. */
bool registry_read_headings(struct registry *g);
/* say_columns.c: notices of what the present table's columns were taken for. False when memory is exhausted. */
bool registry_say_columns(struct registry *g);

/* read_row.c: one record; false when memory is exhausted. out->n_rows is 0 where it is one more of a machine that is still collected (long format). */
bool registry_read_row(struct registry *g, const struct record *r, struct row *out, struct arena *a);
/* read_row.c: the machine that was collected when the records ended. */
enum registry_status registry_last_row(struct registry *g, struct row *out);

/* whole_file.c: *fd is a file of all the input's bytes; the input's or the registry's to close. `window` are those that were read. */
enum registry_status registry_whole_file(struct registry *g, struct str window, int *fd);
/* whole_file.c: sums the file, once it has been read: what changed meanwhile is seen. What came through a pipe has its sum. */
enum registry_status registry_sum_file(struct registry *g);

/* pass_rows.c: is the record dealt with by the caller of the registry? */
bool registry_passes(struct registry *g, const struct record *r);
/* pass_rows.c: may rows of the present table be looked at in other threads, and is that worth it? */
bool registry_may_look(const struct registry *g);
/* pass_rows.c: from now on, where rows may pass and the file is large, in blocks. */
void registry_open_blocks(struct registry *g);
/* pass_rows.c: the next record that did not pass in its block; *given is false where none is given. */
enum registry_status registry_next_of_blocks(struct registry *g, struct record *out, bool *given);

/* reject.c: is the text whole, and without NUL? */
bool registry_text_is_clean(enum encoding e, struct str text);
/* reject.c: is all of the record known to be text of the registry's encoding, without NUL? False also where that takes a closer look. */
bool registry_is_clean(const struct registry *g, const struct record *r);
/* reject.c: what makes a record unreadable, with words; false where nothing does. */
bool registry_rejects(struct registry *g, const struct record *r, struct row *out, struct arena *a);

#endif
