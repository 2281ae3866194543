/*
 * Parts of a pack's files as they are read: meaning only. Shape was checked before (pack_schema.h) and
 * what lacks its shape is passed over here in silence, so that all mistakes of a file show in one run.
 */
#ifndef PHASEOUT_RULES_READ_H
#define PHASEOUT_RULES_READ_H

#include "rules/load.h"

/* How many items a list has; 0 where there is none. */
static inline size_t node_count(const struct node *list)
{
	return list && list->type == NODE_SEQUENCE ? list->n : 0;
}

static inline struct span node_span(const struct node *node)
{
	return node ? node->span : (struct span){0};
}

/* Reports every text of a list of ids that stands in it before: what was meant instead would be lost in silence. */
void repeats_check(struct rules_reader *r, const struct node *list);
/* {zh, en} behind a key; nothing where there is none. */
struct words words_read(const struct node *map, const char *key);
/* A list of kinds, or [any]: *n is 0 then, but the list is not NULL. Unknown ones are reported and left out. */
const struct kind *const *kinds_read(struct rules_reader *r, const struct node *list, size_t *n);
/* A kind by its id or a name of it, else a diagnostic and NULL. */
const struct kind *kind_named(struct rules_reader *r, struct str name, struct span at);
/* "174" or "169-170", from 1; first and last are 0 after a diagnostic, or where `node` is no text. */
struct line_range {
	size_t first, last;
	struct str filed;
};
struct line_range line_range_read(struct rules_reader *r, const struct node *node);
/* source, line and quote of a clause. */
void clause_read(struct rules_reader *r, struct clause *out, const struct node *map);

void rule_read(struct rules_reader *r, struct rule *out, const struct node *map);
/*
 * What a change of an overlay makes of a rule: a copy, with what `map` says anew. Where there are tests of the same
 * record, the overlay's stand.
 */
void rule_amend(struct rules_reader *r, struct rule *out, const struct rule *before, const struct node *map);
void rule_test_read(struct rules_reader *r, const struct rule *rule, struct rule_test *out, const struct node *map);
/* Reports the id of a pack or rule that could be read as `pack:ID`. */
void name_check(struct rules_reader *r, const struct node *id);
/* "FOLDER/NAME" of a file that a pack names; STR_NONE after a diagnostic where it would leave the folder. */
struct str pack_file_name(struct rules_reader *r, struct str folder, const struct node *name);
/* Is a file that is cited UTF-8, and no larger than may be? `node` names it. */
bool text_check(struct rules_reader *r, const struct source_file *file, const struct node *node);
/* Reports a file whose sha256 is not the one that stands at `node`. */
void hash_check(struct rules_reader *r, const struct source_file *file, const struct node *node);
/* What stands under `pack:`. */
void pack_head_read(struct rules_reader *r, const struct node *map, struct str folder);

/*
 * Across packs: ids, reroutes. Rules get their `index` and exceptions their `to`. `doubtful`: some file could not be
 * read, so that a rule which is not known is not reported.
 */
void rules_link(struct ruleset *s, struct arena *a, struct diags *diags, bool doubtful);

#endif
