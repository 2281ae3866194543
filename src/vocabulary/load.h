/*
 * Inside vocabulary_load: the files as trees, and one pass after another over their sections.
 *
 * Always: the shape of every file was checked before the first pass and what has not its shape taken out of the tree,
 * so that nodes have the types of the schema tables. A pass that finds a mistake reports it and goes on; what is wrong
 * stays NULL or empty; that what was taken out is not known is not reported again. The vocabulary is only given out
 * where no mistake was found.
 */
#ifndef PHASEOUT_VOCABULARY_LOAD_H
#define PHASEOUT_VOCABULARY_LOAD_H

#include "vocabulary/vocabulary.h"
#include "yaml/schema.h"

struct vocabulary_file {
	struct source_file file;
	const struct node *root;
};

struct loader {
	struct arena *arena;
	struct arena trees; /* of the files, and what is known while they are read */
	struct vocabulary *v;
	struct diags *diags;
	struct vocabulary_file **files;
	size_t n_files, cap_files;
	size_t cap_header_uses;
	size_t cap_modifiers, cap_sayings, cap_nominals;
	bool has_tolerance;
	struct map taken_out; /* ids and keys that stand in a file, but not in their shape */
	bool doubtful;        /* a file could not be read at all: anything might stand in it */
	bool units_doubtful;  /* something is wrong with the units */
};

/* One element of a section; `index` counts over all files. */
typedef void loader_entry_fn(struct loader *l, const struct source_file *file, const struct node *entry, size_t index);
/* Calls `fn` (may be NULL) for every element of the lists of that name; returns their number. */
size_t loader_each(struct loader *l, const char *section, loader_entry_fn *fn);

/*
 * The mapping of a file without what has not its shape, which was reported: of lists of mappings the elements, else the
 * whole value. NULL when memory is exhausted.
 */
const struct node *loader_well_shaped(struct loader *l, const struct source_file *file, const struct node *root,
				      const struct schema_key *keys);
/* May this id or key stand in a file all the same? */
bool loader_doubts(const struct loader *l, struct str id);
/* Where a key's value stands, or the mapping where it has no such key. */
struct span node_span(const struct node *map, const char *key);
struct words loader_words(const struct node *map);
/* Puts an id; reports one that stands already. */
void loader_id(struct loader *l, const struct source_file *file, struct map *ids, const struct node *entry,
	       size_t index);
/* The elements of a list of texts, as written; *n is their number. */
const struct str *loader_texts(struct loader *l, const struct node *list, size_t *n);
/* The same, folded by fold_key. */
struct tokens loader_tokens(struct loader *l, const struct node *list);
/* fold_key; reports a spelling of which nothing is left. .n is 0 then. */
struct str loader_key(struct loader *l, const struct source_file *file, struct str spelling, struct span at);
/* References by id; NULL after a diagnostic. */
const struct kind *loader_kind(struct loader *l, const struct source_file *file, const struct node *name);
const struct field *loader_field(struct loader *l, const struct source_file *file, const struct node *name);
const struct enum_value *loader_value(struct loader *l, const struct source_file *file, const struct enumeration *e,
				      const struct node *name);
const struct quantity_kind *loader_quantity(struct loader *l, const struct source_file *file, struct str name,
					    struct span at);
/* A list of kinds; those that are not known are reported and left out. */
const struct kind *const *loader_kinds(struct loader *l, const struct source_file *file, const struct node *list,
				       size_t *n);

/* load_index.c: what every row asks, worked out once. */
void load_index(struct vocabulary *v, struct arena *a);

/* Sets units_doubtful where something is wrong with them. */
void load_units(struct loader *l, file_read_fn *read, void *ctx);

/* Each section: its shape, and its passes in this order; NULL where it has none. */
struct section {
	const char *name;
	const struct schema_key *keys;
	void (*reserve)(struct loader *l, size_t n);
	loader_entry_fn *declare;  /* ids, so that others may refer to them */
	loader_entry_fn *define;   /* all else */
	loader_entry_fn *untangle; /* cuts cycles of is_a after reporting them, so that what follows may walk upwards */
	loader_entry_fn *link;	   /* what needs everything defined: spellings */
};
extern const struct section section_kinds, section_enumerations, section_fields, section_presumptions,
	section_regions;

extern const struct schema_key tokens_keys[];
/* What a file of the vocabulary may hold, made from the sections; of units.yaml. */
enum { VOCABULARY_KEYS = 16 };
const struct schema *vocabulary_schema(struct schema_key keys[VOCABULARY_KEYS], struct schema *out);
extern const struct schema units_schema[1];
void load_tokens(struct loader *l, const struct source_file *file, const struct node *root);

#endif
