/* From an overlay's file to changed rules, for load.c: the head first, then, once all packs are there, the changes. */
#ifndef PHASEOUT_RULES_OVERLAY_READ_H
#define PHASEOUT_RULES_OVERLAY_READ_H

#include "rules/load.h"
#include "rules/overlay.h"

struct overlay_file {
	struct source_file file;
	struct str folder;
	const struct node *root;   /* NULL where it is no YAML of ours */
	struct overlay *overlay;
	struct str of_id, of_version; /* "sd-2013", "1.0"; STR_NONE after a diagnostic */
	struct span of_span;
	struct map seen;           /* rules that it changes */
};

/* The rules of a set, while overlays are laid over them. */
struct rule_list {
	const struct rule **items;
	size_t n, cap;
};

/* Is there an overlay of this name? Then its bytes are read; nothing is reported otherwise. */
bool overlay_file_open(struct rules_reader *r, struct overlay_file *out, struct str folder);
void overlay_head_read(struct rules_reader *r, struct overlay_file *f);
/* Its pack among those loaded, whatever its version. */
bool overlay_find_pack(struct overlay_file *f, const struct ruleset *s);
/* Reads the changes and makes them. False, after diagnostics, where its pack is not there. `doubtful`: or might be. */
bool overlay_lay(struct rules_reader *r, struct overlay_file *f, struct rule_list *rules, bool doubtful);

#endif
