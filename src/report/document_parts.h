/* What the parts of a document share: its text on the way to the writer. For document*.c only. */
#ifndef PHASEOUT_REPORT_DOCUMENT_PARTS_H
#define PHASEOUT_REPORT_DOCUMENT_PARTS_H

#include "base/arena.h"
#include "report/document_writer.h"
#include "screen/sink.h"

struct document {
	struct writer w;
	enum lang lang;
	const struct run_info *run;
	struct arena arena;
	struct buf text; /* plain text that the writer has not got yet: every call below that opens, closes or links gives it out first */
	bool failed;    /* out of memory */
};

/* --- plain text ------------------------------------------------------------------------------------------------ */

void document_add(struct document *d, const char *msgid);
void document_add_str(struct document *d, struct str s);
void document_add_words(struct document *d, struct words w);
/* ", " before all but the first. */
void document_add_comma(struct document *d, size_t *n);

/* --- in a line ------------------------------------------------------------------------------------------------- */

void document_styled(struct document *d, enum text_style style, struct str s);
/* " (id)", the id as machines write it. */
void document_id(struct document *d, struct str id);
/* To what has the anchor of a sort ("rule", "field", "kind") and a name. */
void document_link(struct document *d, const char *sort, struct str name, struct str text);
/* The name of its anchor. Overlays may leave a rule of its own for a province beside the pack's. */
struct str document_rule_name(struct document *d, const struct rule *r);
/* As the overlays leave it; where they disable it, it leads nowhere and that is said. */
void document_link_rule(struct document *d, const struct rule *r);
void document_link_source(struct document *d, const struct source *s);
/* Ids of sources are a pack's own: the name of its anchor. */
struct str document_source_name(struct document *d, const struct source *s);
/* Its title, and what an overlay made of it. */
void document_rule_title(struct document *d, const struct rule *r);
void document_line_break(struct document *d);

/* --- blocks ---------------------------------------------------------------------------------------------------- */

void document_open(struct document *d, enum block block);
void document_close(struct document *d, enum block block);
void document_part(struct document *d, const char *name);
void document_heading(struct document *d, unsigned level, const char *sort, struct str name); /* sort NULL: no anchor */
void document_fact(struct document *d, const char *label);
void document_entry(struct document *d, struct str number);
void document_table(struct document *d, const char *name);
/* A cell that others link to. */
void document_cell(struct document *d, const char *sort, struct str name);

/* The same with one text in it; a fact, an entry or a paragraph of nothing is none. */
void document_heading_of(struct document *d, unsigned level, const char *msgid);
void document_paragraph_of(struct document *d, struct str s);
void document_say(struct document *d, const char *msgid);
void document_fact_of(struct document *d, const char *label, struct str s);
void document_cell_of(struct document *d, struct str s);
/* A row of column heads: n messages. */
void document_heads(struct document *d, const char *const *msgids, size_t n);

/* --- the parts ------------------------------------------------------------------------------------------------- */

void document_front(struct document *d);    /* title page, how to read it, contents */
void document_chapters(struct document *d); /* the rules, by industry */
void document_appendices(struct document *d);

/* The titles of all packs and overlays. */
struct str document_title(struct document *d);

void document_rule(struct document *d, const struct rule *r);
/* A clause: quoted where it was read in its source; below it where it stands. */
void document_clause(struct document *d, const struct clause *c);
/*
 * A condition of a rule as a numbered outline; `number` is its own: "H", "E1", and its parts are H1, H1.2 … `clause`: whose words it has;
 * NULL: those of the rule's clause, or of the overlay that wrote it.
 */
void document_condition(struct document *d, const struct rule *r, const struct condition *c, const char *number, const struct clause *clause);
void document_tests(struct document *d, const struct rule *r);
void document_kind(struct document *d, const struct kind *k);
void document_field(struct document *d, const struct field *f);
void document_presumption(struct document *d, const struct presumption *p);

/* The title of the n-th appendix, a message; NULL behind the last. */
const char *document_appendix(size_t n);
void document_overlays(struct document *d);
void document_coverage(struct document *d);
void document_catalogues(struct document *d);
void document_fields(struct document *d);
void document_kinds(struct document *d);
void document_signature(struct document *d);

#endif
