/*
 * One reading of one file: what the files of this room share while yaml_read runs. Nobody else includes it.
 *
 * Always: `frames[0..depth)` are the collections that are open, the root first; `kids` holds the children of all of
 * them that are complete, those of the innermost last; (index, offset) is one character of the text counted as
 * libyaml counts and in bytes.
 */
#ifndef PHASEOUT_YAML_READER_H
#define PHASEOUT_YAML_READER_H

#include "base/limits.h"
#include "base/map.h"
#include "yaml/bytes.h"
#include "yaml/node.h"

#include <yaml.h>

struct frame {
	enum node_type type;
	bool flow;
	bool in_quote;           /* inside a value under `quote` */
	bool has_key;            /* a mapping: `next` waits for its value */
	bool is_key;             /* stands where a key belongs: told, read and dropped */
	bool mapped;             /* a mapping: `seen` holds its keys */
	struct node_entry next;  /* key.p NULL: a key that was refused */
	struct span span;
	size_t block_col;        /* where the innermost block collection stands; 0 outside */
	size_t base;             /* where its children begin in `kids` */
	struct map seen;         /* key → place in `kids` */
};

struct reader {
	struct arena *arena;  /* of the tree */
	struct arena *texts;  /* of strings that are not in the file as they are */
	struct str filed;     /* the file's text, which strings are parts of */
	struct arena scratch; /* of this reading */
	struct mistakes mistakes;
	const struct source_file *placed; /* what places say as their file; NULL */
	struct bytes bytes;
	yaml_parser_t parser;
	size_t index, offset;
	struct place gap;        /* where the event before ended */
	size_t indent_line;      /* the last line told to be indented too little */
	struct frame frames[LIMIT_YAML_DEPTH];
	size_t depth;
	struct node_entry *kids;
	size_t n_kids, kids_cap;
	size_t nodes;
	const struct node *root;
	bool stopped;
	bool failed; /* memory is exhausted */
};

/* The byte offset of libyaml's mark in the file; cheap where marks come in order. */
size_t reader_offset(struct reader *r, yaml_mark_t mark);
struct place reader_place(struct reader *r, yaml_mark_t mark);

static inline struct frame *reader_top(struct reader *r)
{
	return r->depth ? &r->frames[r->depth - 1] : NULL;
}

/* A key of the innermost mapping is what comes next. */
static inline bool reader_wants_key(struct reader *r)
{
	const struct frame *top = reader_top(r);
	return top && top->type == NODE_MAPPING && !top->has_key;
}

/* What comes next stands in a value under `quote`. */
bool reader_in_quote(struct reader *r);

/* Why libyaml stopped, as a diagnostic (syntax.c). */
void reader_tell_syntax(struct reader *r);

#endif
