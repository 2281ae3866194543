/*
 * An object of JSON as members without nesting, and the sub-records of its one list of objects.
 *
 *     {"name": "x", "owner": {"code": "y"}, "kilns": [{"volume": 450}, {"volume": 80}]}
 *
 * has the members name, of no group, and code, of group "owner", and two sub-records with the member volume of group "kilns". What lies deeper has its
 * outer keys joined by "/" for a group. A list of scalars is one member, its texts joined by "、", its nulls left out; a list in such a list stands there as in JSON.
 *
 * Always: numbers keep their digits; true and false are texts; null is blank. Of the members that a row can have, those of the object and those of one sub-record, no two
 * have the same group and key. What cannot be had so rejects the object, in words that name the places. Memory is bounded by LIMIT_RECORD_BYTES; once warm, nothing is allocated.
 */
#ifndef PHASEOUT_REGISTRY_JSON_FLAT_H
#define PHASEOUT_REGISTRY_JSON_FLAT_H

#include "text/json_read.h"

enum json_member_kind {
	JSON_MEMBER_STRING,
	JSON_MEMBER_NUMBER,
	JSON_MEMBER_BOOLEAN,
	JSON_MEMBER_NULL,       /* the text is blank */
	JSON_MEMBER_LIST,       /* of scalars */
	JSON_MEMBER_EMPTY_LIST, /* of what, it does not say; the text is blank */
};

struct json_member {
	struct str group, key, text;
	enum json_member_kind kind;
	struct json_place place; /* of the value */
};

struct json_sub {
	const struct json_member *members;
	size_t n_members;
	struct json_place place;
	size_t first; /* for json_flat_read: of all members of sub-records */
};

enum json_trouble {
	JSON_GOOD,
	JSON_MALFORMED,      /* no JSON */
	JSON_CUT_LINE,       /* its line ends before it does; the next record begins there */
	JSON_NOT_OBJECT,     /* another value stands for a record */
	JSON_DUPLICATE_KEY,
	JSON_TWO_LISTS,      /* of objects; also one within another */
	JSON_MIXED_LIST,     /* objects and other values; also objects in a list in a list */
	JSON_LONG_TEXT,      /* over LIMIT_CELL_BYTES */
	JSON_NUL_TEXT,       /* it holds U+0000 */
	JSON_LONG_RECORD,    /* over LIMIT_RECORD_BYTES */
	JSON_MANY_MEMBERS,   /* over LIMIT_COLUMNS, in a row */
};

enum json_list { JSON_LIST_OF_NOTHING, JSON_LIST_OF_SCALARS, JSON_LIST_OF_OBJECTS };

/* An object or list that is open. */
struct json_level {
	bool object;
	bool inner;              /* a list in a list of scalars */
	bool left_out;           /* a list that cannot be had */
	size_t sub;              /* the sub-record it belongs to, from 1; 0: to all */
	struct str path;         /* of an object: its members' group; of a list: the group it stands in */
	uint64_t hash;           /* of an object's path and sub-record */
	struct str key;          /* of a list, and where it begins */
	struct json_place place;
	enum json_list list;
	size_t text, parts;      /* of a list of scalars: where its text begins, how many texts it has */
};

struct json_key { /* that was met in this object, with what it stands in */
	struct str path, key;
	size_t sub;
	uint64_t hash;
	size_t slot;
	struct json_place place;
};

struct json_flat {
	/* the answer; it stands until the next object is read */
	const struct json_member *members;
	size_t n_members;
	struct str list;         /* the group of the sub-records; p is NULL where there is no list of objects */
	struct json_place list_place;
	struct json_sub *subs;
	size_t n_subs;
	enum json_trouble trouble;
	struct words problem;    /* where there is trouble */
	size_t n_lists;          /* survey: lists of objects; `list` is the first of them */
	struct buf left_out;     /* survey: the keys of members that cannot be had */
	/* while reading */
	bool survey, slash, no_memory;
	struct arena *a;
	size_t inherited;
	struct json_place start;
	unsigned base, skip_to;  /* the object's level; what stands at higher levels than this is passed over */
	struct str key;
	struct buf text;         /* it never moves */
	struct json_member *own, *of_subs;
	size_t n_own, cap_own, n_of_subs, cap_of_subs, cap_subs, most_of_a_sub;
	struct json_key *keys;
	size_t n_keys, cap_keys;
	uint32_t *slots;         /* which key, from 1; a power of two of them */
	size_t n_slots;
	struct json_level levels[LIMIT_JSON_DEPTH + 1];
};

bool json_flat_init(struct json_flat *f); /* false when memory is exhausted */
void json_flat_release(struct json_flat *f);

/*
 * Reads the object whose opening token `open` was just given, up to its end. JSON_OBJECT_END where it was read, or passed over with `trouble`; else what json_reader_next
 * said. Where `lined`, records stand on a line each: JSON_OBJECT says that a line that begins with one was met before the end of this one; json_reader_restart
 * goes on there. `inherited` members count towards LIMIT_COLUMNS. The words live in `a`.
 */
enum json_kind json_flat_read(struct json_flat *f, struct json_reader *r, const struct json_token *open, bool lined, size_t inherited, struct arena *a);
/* The same, to find out what the object is: elements of lists of objects are passed over, and what cannot be had is only noted, but for a key that stands twice. */
enum json_kind json_flat_survey(struct json_flat *f, struct json_reader *r, const struct json_token *open, struct arena *a);

#endif
