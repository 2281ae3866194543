/*
 * Records out of JSON or NDJSON, as the file has them:
 *
 *     {"a": 1}                        an object a line, or objects with white space between them: each is a record; one that is no JSON is rejected with
 *     {"a": 2}                        the rest of its line;
 *     [{"a": 1}, {"a": 2}]            a list of objects: each is a record;
 *     {"n": 2, "data": [{"a": 1}]}    one object with one list of objects in it, or in an object in it: these are the records; what stands beside the list is inherited
 *                                     by each. One without such a list, or with two, is a record itself.
 *
 * Which it is, and what is inherited, is settled on the first JSON_WINDOW bytes. What stands behind a list that ends beyond them cannot be inherited by records that are
 * given by then: a notice names it.
 *
 * Always: records count from 1, each with the line it begins on; what is no record, or cannot be told, is a record that says why. Where a document (not NDJSON) is no JSON, its
 * records end there with words. The same bytes give the same records however they are read. Memory is bounded by one record and the window.
 */
#ifndef PHASEOUT_REGISTRY_JSON_RECORDS_H
#define PHASEOUT_REGISTRY_JSON_RECORDS_H

#include "registry/json_flat.h"

enum { JSON_WINDOW = 1024 * 1024 };

/* A record's row is: what it inherits, its members, and those of one sub-record where it has a list of them. */
struct json_record {
	uint64_t number;         /* from 1 */
	uint64_t line, lines;    /* where it begins, from 1; how many it takes, at least 1 */
	enum json_trouble trouble; /* not JSON_GOOD: it is rejected and has no members */
	struct words problem;    /* why; in the caller's arena */
	const struct json_member *members;
	size_t n_members;
	const struct json_member *inherited; /* the same for all; they may have groups and keys that `members` have too, but stand for the document */
	size_t n_inherited;
	struct str list;         /* the group of its sub-records; p is NULL where it has no list of objects. An empty list is a member (JSON_MEMBER_EMPTY_LIST) */
	const struct json_sub *subs;
	size_t n_subs;
};

enum json_status {
	JSON_RECORD,
	JSON_RECORDS_END,
	JSON_RECORDS_BROKEN,    /* the document is no JSON from some place on: the record's problem says where and why; nothing behind it is read */
	JSON_RECORDS_FAILED,    /* reading failed */
	JSON_RECORDS_NO_MEMORY,
};

enum json_shape {
	JSON_SHAPE_UNKNOWN,
	JSON_SHAPE_LINES,       /* NDJSON, or objects with white space between them */
	JSON_SHAPE_LIST,
	JSON_SHAPE_WRAPPED,     /* in a list in an object */
	JSON_SHAPE_ONE,         /* the object is the record */
};

enum json_part { JSON_BEFORE_LIST, JSON_IN_LIST, JSON_BEHIND_LIST };

struct json_records {
	json_read_fn *read;
	void *ctx;
	struct json_reader reader;
	struct json_flat record, outer; /* outer: the object around the list */
	enum json_shape shape;
	enum json_part part;
	bool lined, loose;       /* every record so far that says anything took one line; one of them took more */
	bool broken, no_memory;
	uint64_t number;
	uint64_t inherited_to;   /* the place of the last member that is inherited */
	struct buf late_key;     /* the last key behind the list */
	struct buf late;         /* keys of members behind the list that nothing inherits */
	unsigned late_list;      /* the level of a list behind the list; 0: within none */
	bool told_second_list;
	unsigned notices;        /* given */
	/* the window: bytes that were looked at and are to be read again */
	char *window;
	size_t n, at;
	bool ended, failed;      /* the input, or reading it, within the window */
	bool full;               /* looking ahead ended where the window did */
};

/* `read` gives UTF-8 without a byte order mark. Nothing is read yet. */
void json_records_init(struct json_records *j, json_read_fn *read, void *ctx);
void json_records_release(struct json_records *j);

/* The next record; it stands until the next call, its words as long as `a`. */
enum json_status json_records_next(struct json_records *j, struct json_record *out, struct arena *a);

/* The beginning of the record that was just given, as filed: at most LIMIT_REJECT_CHARS + 1 characters, without white space at its end. It stands until the next call. */
/*
 * Where each record has a line: the next one, as it stands, where an object begins it; it is not taken. False where there is none such. Its number and its line are set in *out, which has
 * no members.
 */
bool json_records_line(struct json_records *j, struct str *line, struct json_record *out);
/* Takes it as a record. */
void json_records_take_line(struct json_records *j, struct str line);
struct str json_records_raw(struct json_records *j);

/*
 * Where each record has a line and the next one begins a line: somebody else may read on (line_blocks.h). *left are the bytes that were read so far, until json_records_over;
 * behind them *read gives more.
 */
bool json_records_lend(struct json_records *j, struct str *left, json_read_fn **read, void **ctx);
/* What comes next are the records of one line and the beginning of the object that a line behind it begins with. `text` is the caller's and is used up. */
void json_records_over(struct json_records *j, struct str *text, uint64_t number, uint64_t line);
/* Has nothing been left of the text but that beginning? */
bool json_records_is_over(struct json_records *j, const struct str *text);
/* Goes on with those bytes, and what was lent behind them; `number` records came before. False when memory is exhausted. */
bool json_records_take_back(struct json_records *j, struct str rest, uint64_t number, uint64_t line);

/* After JSON_RECORDS_END or JSON_RECORDS_BROKEN, things to say once a file; false where there are no more. */
bool json_records_notice(struct json_records *j, struct words *out, struct arena *a);

#endif
