#include "base/limits.h"
#include "base/sha256.h"
#include "rules/read.h"
#include "text/source.h"
#include "text/utf8.h"
#include "vocabulary/conversion.h"

struct str pack_file_name(struct rules_reader *r, struct str folder, const struct node *name)
{
	struct str s = name->text;
	bool leaves = !s.n || s.p[0] == '/' || str_has(s, STR("..")) || str_has(s, STR("\\"));
	if (!leaves)
		return arena_printf(r->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(s));
	diag_add(r->diags, DIAG_MISSING_FILE, r->file, name->span,
		 "\"%.*s\" does not name a file in the pack's folder", STR_ARG(s));
	return STR_NONE;
}

void name_check(struct rules_reader *r, const struct node *id)
{
	if (id && id->type == NODE_SCALAR && str_has(id->text, STR(":")))
		diag_add(r->diags, DIAG_BAD_ID, r->file, id->span,
			 "\"%.*s\" holds a colon, which stands between the id of a pack and that of a rule",
			 STR_ARG(id->text));
}

void hash_check(struct rules_reader *r, const struct source_file *file, const struct node *node)
{
	char found[SHA256_HEX + 1];
	sha256_of(file->text, found);
	if (!node || node->type != NODE_SCALAR || str_is(node->text, found))
		return;
	diag_add(r->diags, DIAG_SOURCE_HASH, r->file, node->span, "\"%.*s\" is not the source that was cited",
		 STR_ARG(file->name));
	diag_hint(r->diags, "its sha256 is %s", found);
	/* the same sum in other letters; another sum is another text, whose quotes nobody has checked */
	if (node->text.n == SHA256_HEX && str_starts_any_case(node->text, str_from(found)))
		diag_instead(r->diags, str_from(found));
}

bool text_check(struct rules_reader *r, const struct source_file *file, const struct node *node)
{
	struct str text = file->text, name = file->name;
	size_t valid = text.n <= LIMIT_YAML_BYTES ? utf8_valid(text) : 0;
	if (text.n > LIMIT_YAML_BYTES) {
		diag_add(r->diags, DIAG_TOO_LARGE, r->file, node->span,
			 "\"%.*s\" has %zu bytes; files of up to %d are read", STR_ARG(name), text.n,
			 (int)LIMIT_YAML_BYTES);
	} else if (valid < text.n) {
		diag_add(r->diags, DIAG_YAML_ENCODING, r->file, node->span,
			 "\"%.*s\" is not UTF-8: byte 0x%02X at line %zu", STR_ARG(name),
			 (unsigned)(unsigned char)text.p[valid], source_span(text, valid, 1).line);
		diag_hint(r->diags, "save the file as UTF-8");
	} else {
		return true;
	}
	return false;
}

/* Where the section that the pack encodes stands, and which of its words say nothing. */
static void section_read(struct rules_reader *r, struct source *out, const struct node *map)
{
	const struct node *lines = node_get(map, "lines"), *words = node_get(map, "connectives");
	struct line_range range = line_range_read(r, lines);
	struct str *connectives = ARENA_ARRAY(r->arena, node_count(words), struct str);
	out->section = node_text(map, "section");
	out->line = range.first;
	out->last_line = range.last;
	out->line_filed = range.filed;
	out->line_span = node_span(lines);
	repeats_check(r, words);
	for (size_t i = 0; connectives && i < node_count(words); i++)
		if (words->items[i]->type == NODE_SCALAR)
			connectives[out->n_connectives++] = words->items[i]->text;
	out->connectives = connectives;
}

static void source_read(struct rules_reader *r, struct source *out, const struct node_entry *e, struct str folder)
{
	const struct node *file = node_get(e->value, "file");
	out->id = e->key;
	out->span = e->key_span;
	out->sha256 = node_text(e->value, "sha256");
	section_read(r, out, e->value);
	out->trust = trust_read(node_text(e->value, "trust"));
	if (!file || file->type != NODE_SCALAR)
		return;
	out->file.name = pack_file_name(r, folder, file);
	if (!out->file.name.p)
		return;
	bool there = r->read(r->read_ctx, out->file.name, &out->file.text);
	if (there && text_check(r, &out->file, file)) {
		hash_check(r, &out->file, node_get(e->value, "sha256"));
		return;
	}
	out->file.text = STR_NONE;
	if (!there)
		diag_add(r->diags, DIAG_MISSING_FILE, r->file, file->span,
			 "the file \"%.*s\" is not there or cannot be read", STR_ARG(out->file.name));
}

/* --- what stands under `pack:` ------------------------------------------------------------------------------ */

static void sources_read(struct rules_reader *r, const struct node *map, struct str folder)
{
	struct pack *p = r->pack;
	if (!map || map->type != NODE_MAPPING || !(p->sources = ARENA_ARRAY(r->arena, map->n, struct source)))
		return;
	p->n_sources = map->n;
	for (size_t i = 0; i < map->n; i++)
		source_read(r, &p->sources[i], &map->entries[i], folder);
}

static void not_rules_read(struct rules_reader *r, const struct node *list)
{
	struct pack *p = r->pack;
	p->not_rules = ARENA_ARRAY(r->arena, node_count(list), struct not_rule);
	for (size_t i = 0; p->not_rules && i < node_count(list); i++) {
		struct not_rule *out = &p->not_rules[p->n_not_rules++];
		clause_read(r, &out->clause, list->items[i]);
		out->reason = words_read(list->items[i], "reason");
	}
}

static void jurisdiction_read(struct rules_reader *r, const struct node *code)
{
	if (!code || code->type != NODE_SCALAR)
		return;
	r->pack->jurisdiction = vocabulary_region(r->vocabulary, code->text);
	if (!r->pack->jurisdiction)
		diag_add(r->diags, DIAG_UNKNOWN_VALUE, r->file, code->span,
			 "jurisdiction \"%.*s\" is no code of GB/T 2260 in a province that is known here",
			 STR_ARG(code->text));
}

void pack_head_read(struct rules_reader *r, const struct node *map, struct str folder)
{
	struct pack *p = r->pack;
	struct date horizon;
	p->id = node_text(map, "id");
	name_check(r, node_get(map, "id"));
	p->version = node_text(map, "version");
	p->title = words_read(map, "title");
	p->authority = words_read(map, "authority");
	jurisdiction_read(r, node_get(map, "jurisdiction"));
	p->has_horizon = date_parse_iso(&horizon, node_text(map, "horizon"));
	if (p->has_horizon)
		p->horizon = horizon.last;
	p->horizon_span = node_span(node_get(map, "horizon"));
	p->after_horizon = words_read(map, "after_horizon");
	sources_read(r, node_get(map, "sources"), folder);
	p->conversions = conversions_read(&p->n_conversions, r->arena, r->vocabulary, r->file,
					  node_get(map, "conversions"), r->diags);
	not_rules_read(r, node_get(map, "not_rules"));
}
