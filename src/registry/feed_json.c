/* Objects of JSON as a feed of records: a key is a column, whatever the order of the keys, and a record's list of objects makes its items. */
#include "registry/state.h"

#include "base/limits.h"
#include "registry/header_join.h"
#include "registry/json_line.h"
#include "registry/json_records.h"

#include <stdlib.h>

struct json_feed {
	struct json_records records;
	struct map columns;     /* group and key → index */
	struct str *groups, *keys; /* of the columns, in the order in which they were met */
	size_t n, cap_groups, cap_keys;
	unsigned growths;       /* how often records brought keys that none had before */
	struct str *fields;     /* of the present record: without its sub-records */
	size_t cap_fields;
	struct json_record record;
	struct str list;        /* what the list of equipment is called, once a record had one that is not empty */
	struct buf name;
	struct json_layout layout; /* of the lines that were read so far */
	/* lines in blocks, g->lines */
	struct line_keys line_keys;
	struct buf sample;      /* a line that was cut; blank: none was */
	struct str text;        /* of the line that is read: what is left of it */
	bool in_line;
	uint64_t look_at;       /* the row from which on blocks are worth another try */
	uint64_t wait;          /* rows behind the end of blocks before that */
};

/* --- what stands beside a list ----------------------------------------------------------------------------------- */

/* {"code": 0, "msg": "ok", "total": 42, "data": […]}: how a service wraps its answer says nothing of the equipment, though code and status are names of columns. */
static bool is_of_envelope(const struct json_member *m)
{
	static const char *const words[] = {"code",  "msg",	"message", "status", "success", "error", "errors", "errorcode", "errormsg", "result", "total",
					    "count", "page",	"pages",   "pagenum", "pagesize", "size", "limit",  "offset",	"timestamp", "time",
					    "id",    "requestid", "traceid", "version", "ok"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (m->key.n == strlen(words[i]) && str_starts_any_case(m->key, str_from(words[i])))
			return true;
	return false;
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

/* The column of a member, whose name is in f->name then; false where it has none. */
static bool find_column(struct json_feed *f, const struct json_member *m, uint32_t *index)
{
	buf_clear(&f->name);
	buf_add(&f->name, m->group);
	buf_addc(&f->name, '\0');
	buf_add(&f->name, m->key);
	return !f->name.failed && map_get(&f->columns, buf_str(&f->name), index);
}

/* False when memory is exhausted. */
static bool add_column(struct registry *g, const struct json_member *m)
{
	struct json_feed *f = g->json;
	if (find_column(f, m, NULL) || f->name.failed || f->n == LIMIT_COLUMNS)
		return !f->name.failed;
	struct str *groups = arena_grow(&g->arena, f->groups, f->n, &f->cap_groups, sizeof *groups);
	struct str *keys = arena_grow(&g->arena, f->keys, f->n, &f->cap_keys, sizeof *keys);
	struct str name = arena_str(&g->arena, buf_str(&f->name));
	if (!groups || !keys || !name.p)
		return false;
	f->groups = groups;
	f->keys = keys;
	groups[f->n] = str_sub(name, 0, m->group.n);
	keys[f->n] = str_sub(name, m->group.n + 1, name.n);
	return map_put(&f->columns, name, (uint32_t)f->n++);
}

static bool add_members(struct registry *g, const struct json_member *members, size_t n)
{
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = add_column(g, &members[i]);
	return ok;
}

static bool add_columns(struct registry *g, const struct json_record *r)
{
	bool ok = true;
	for (size_t i = 0; ok && i < r->n_inherited; i++)
		ok = is_of_envelope(&r->inherited[i]) || add_column(g, &r->inherited[i]);
	ok = ok && add_members(g, r->members, r->n_members);
	for (size_t s = 0; ok && s < r->n_subs; s++)
		ok = add_members(g, r->subs[s].members, r->subs[s].n_members);
	return ok;
}

/* equipment: [{"名称": …}]: where the list is called by a name of equipment in another language, the key is read as under one in its own. */
static bool translate_group(struct str *header, struct registry *g, struct str group, struct str key)
{
	struct heading joined, of_group, translated;
	struct arena *a = &g->arena;
	bool chinese = key.n && (unsigned char)*key.p >= 0x80;
	if (!group.n || !heading_read(&joined, a, &g->headings, *header) || joined.field)
		return group.n == 0 || joined.field;
	if (!heading_read(&of_group, a, &g->headings, group))
		return false;
	if (!of_group.field || of_group.field->role != ROLE_KIND)
		return true;
	struct str text = arena_printf(a, "%s%.*s", chinese ? "设备" : "equipment ", STR_ARG(key));
	if (!text.p || !heading_read(&translated, a, &g->headings, text))
		return false;
	if (translated.field)
		*header = text;
	return true;
}

/* A key is read with what it stands in where both together mean something, as a name under a group of a table's header is. */
static enum registry_status read_columns(struct registry *g)
{
	struct json_feed *f = g->json;
	size_t errors = g->diags->errors;
	struct columns before = g->header.columns;
	struct str *headers = ARENA_ARRAY(&g->arena, f->n, struct str);
	if (!headers || !registry_read_headings(g))
		return registry_stop_memory(g);
	for (size_t i = before.n; i < f->n; i++) {
		const struct str *joined = headers_join(&g->arena, &g->headings, &f->groups[i], &f->keys[i], 1);
		if (!joined)
			return registry_stop_memory(g);
		headers[i] = *joined;
		if (!translate_group(&headers[i], g, f->groups[i], f->keys[i]))
			return registry_stop_memory(g);
	}
	g->header = (struct header){.row = 0};
	if (!columns_read_more(&g->header.columns, &g->arena, &g->headings, g->options.mapping, &before, headers, f->n, g->diags))
		return registry_stop_memory(g);
	if (g->diags->errors > errors)
		return registry_stop(g, REGISTRY_REFUSED, words_printf(&g->arena, "the mapping does not fit"));
	return REGISTRY_ROW;
}

/* --- the first bytes --------------------------------------------------------------------------------------------- */

static ssize_t read_window(void *ctx, char *p, size_t n)
{
	return (ssize_t)str_take(ctx, p, n);
}

static bool say_envelope(struct registry *g, const struct json_record *r)
{
	struct buf names;
	buf_init(&names);
	for (size_t i = 0; i < r->n_inherited; i++)
		if (is_of_envelope(&r->inherited[i]))
			buf_printf(&names, "%s%.*s", names.n ? ", " : "", STR_ARG(r->inherited[i].key));
	bool ok = !names.failed && (!names.n || registry_notice(g, words_printf(&g->arena, "of the answer that holds the list, not of the equipment: %.*s",
										      STR_ARG(buf_str(&names)))));
	buf_release(&names);
	return ok;
}

/* Keys stand in any order, and not every record has all: those of the first bytes are gathered before the first is read. */
static bool look_ahead(struct registry *g, struct str window)
{
	struct json_records ahead;
	struct json_record r;
	struct arena a;
	bool ok = true, said = false;
	arena_init(&a);
	json_records_init(&ahead, read_window, &window);
	while (ok && json_records_next(&ahead, &r, &a) == JSON_RECORD) {
		ok = r.trouble != JSON_GOOD || (add_columns(g, &r) && (said || say_envelope(g, &r)));
		said |= r.n_inherited > 0;
		arena_clear(&a);
	}
	json_records_release(&ahead);
	arena_release(&a);
	return ok;
}

static enum registry_status prepare(struct registry *g, struct str window, bool whole)
{
	struct json_feed *f = calloc(1, sizeof *f);
	(void)whole;
	if (!f)
		return registry_stop_memory(g);
	g->json = f;
	map_init(&f->columns, &g->arena);
	buf_init(&f->name);
	buf_init(&f->layout.keys);
	buf_init(&f->sample);
	if (has_utf8_bom(window))
		window = str_sub(window, UTF8_BOM_BYTES, window.n);
	g->settled = (struct settled){.encoding = ENCODING_UTF8};
	g->decoder = (struct decoder){.encoding = ENCODING_UTF8};
	g->pending = window;
	json_records_init(&f->records, registry_read_pending, g);
	if (!look_ahead(g, window))
		return registry_stop_memory(g);
	enum registry_status status = read_columns(g);
	if (status == REGISTRY_ROW && f->n && !registry_say_columns(g))
		return registry_stop_memory(g);
	return status;
}

/* --- records ----------------------------------------------------------------------------------------------------- */

/* Those members that have a column into its field; false where one has none. */
static bool put(struct registry *g, struct str *fields, const struct json_member *members, size_t n)
{
	bool all = true;
	for (size_t i = 0; i < n; i++) {
		uint32_t index;
		if (find_column(g->json, &members[i], &index))
			fields[index] = members[i].text;
		else
			all = false;
	}
	return all;
}

static const enum record_trouble troubles[] = {
	[JSON_GOOD] = RECORD_GOOD,		  [JSON_MALFORMED] = RECORD_BAD_JSON,	      [JSON_CUT_LINE] = RECORD_BAD_JSON,
	[JSON_NOT_OBJECT] = RECORD_BAD_OBJECT,	  [JSON_DUPLICATE_KEY] = RECORD_DUPLICATE_KEY, [JSON_TWO_LISTS] = RECORD_BAD_OBJECT,
	[JSON_MIXED_LIST] = RECORD_BAD_OBJECT,	  [JSON_LONG_TEXT] = RECORD_LONG_CELL,	      [JSON_NUL_TEXT] = RECORD_NUL,
	[JSON_LONG_RECORD] = RECORD_LONG_RECORD,	  [JSON_MANY_MEMBERS] = RECORD_MANY_COLUMNS,
};

/* 设备: [] says that there is none, where other records have their equipment there; an empty list of another name says nothing. */
static bool has_no_equipment(const struct json_feed *f)
{
	for (size_t i = 0; f->list.p && i < f->record.n_members; i++) {
		const struct json_member *m = &f->record.members[i];
		if (m->kind == JSON_MEMBER_EMPTY_LIST && !m->group.n && str_eq(m->key, f->list))
			return true;
	}
	return false;
}

static bool reserve_fields(struct json_feed *f, size_t n)
{
	if (n <= f->cap_fields)
		return true;
	struct str *fields = realloc(f->fields, n * sizeof *fields);
	if (!fields)
		return false;
	f->fields = fields;
	f->cap_fields = n;
	return true;
}

static bool all_have_columns(struct json_feed *f, const struct json_sub *sub)
{
	for (size_t i = 0; i < sub->n_members; i++)
		if (!find_column(f, &sub->members[i], NULL))
			return false;
	return true;
}

/* *known: every key has a column; else the fields are not to be used. False when memory is exhausted. */
static bool fill(struct registry *g, struct record *out, bool *known)
{
	struct json_feed *f = g->json;
	const struct json_record *r = &f->record;
	size_t n = g->header.columns.n;
	if (!reserve_fields(f, n))
		return false;
	for (size_t i = 0; i < n; i++)
		f->fields[i] = STR("");
	*known = true;
	for (size_t i = 0; i < r->n_inherited; i++)
		*known &= is_of_envelope(&r->inherited[i]) || put(g, f->fields, &r->inherited[i], 1);
	*known &= put(g, f->fields, r->members, r->n_members);
	for (size_t i = 0; *known && i < r->n_subs; i++)
		*known = all_have_columns(f, &r->subs[i]);
	out->fields = f->fields;
	out->n_fields = n;
	return !f->name.failed;
}

/* New keys make new columns, so often as honest records bring them. */
static enum registry_status grow(struct registry *g)
{
	struct json_feed *f = g->json;
	size_t before = f->n;
	if (f->growths == LIMIT_JSON_GROWTHS)
		return REGISTRY_ROW;
	if (!add_columns(g, &f->record))
		return registry_stop_memory(g);
	if (f->n == before)
		return REGISTRY_ROW;
	f->growths++;
	return read_columns(g);
}

static enum registry_status fill_growing(struct registry *g, struct record *out)
{
	struct json_feed *f = g->json;
	bool known;
	if (!fill(g, out, &known))
		return registry_stop_memory(g);
	if (!known) {
		enum registry_status status = grow(g);
		if (status != REGISTRY_ROW)
			return status;
		if (!fill(g, out, &known))
			return registry_stop_memory(g);
	}
	if (!known) {
		*out = (struct record){.number = out->number, .line = out->line, .lines = out->lines, .trouble = RECORD_BAD_OBJECT};
		out->problem = words_printf(&g->record_arena, "it has keys that no object before it had; objects have brought new ones %u times, or %d in all",
					    f->growths, (int)LIMIT_COLUMNS);
	}
	return REGISTRY_ROW;
}

static enum registry_status take(struct registry *g, struct record *out)
{
	struct json_feed *f = g->json;
	const struct json_record *r = &f->record;
	*out = (struct record){.number = r->number, .line = r->line, .lines = r->lines, .trouble = troubles[r->trouble], .problem = r->problem};
	g->rows++;
	if (r->n_subs > LIMIT_RECORD_PARTS) {
		out->trouble = RECORD_BAD_OBJECT;
		out->problem = words_printf(&g->record_arena, "its list has more than %d objects", (int)LIMIT_RECORD_PARTS);
	}
	if (out->trouble != RECORD_GOOD)
		return REGISTRY_ROW;
	if (r->list.p && !f->list.p)
		f->list = arena_str(&g->arena, r->list);
	out->has_parts = r->list.p != NULL || has_no_equipment(f);
	out->n_parts = r->n_subs;
	return fill_growing(g, out);
}

static enum registry_status end(struct registry *g)
{
	struct words w;
	while (json_records_notice(&g->json->records, &w, &g->arena))
		if (!registry_notice(g, w))
			return registry_stop_memory(g);
	if (!g->rows)
		return registry_stop_unreadable(g, words_printf(&g->arena, "it holds no object: there is nothing to judge"));
	g->stopped = REGISTRY_END;
	return REGISTRY_END;
}

/* --- lines like the one before ------------------------------------------------------------------------------------ */

/* From a record without parts, inherited members or lists of its own. */
static void learn_layout(struct registry *g)
{
	struct json_feed *f = g->json;
	const struct json_record *r = &f->record;
	uint32_t column;
	size_t at = 0;
	if (r->trouble != JSON_GOOD || r->n_inherited || r->list.p || f->list.p)
		return;
	for (size_t i = 0; i < r->n_members; i++) {
		const struct json_member *m = &r->members[i];
		const bool plain = !m->group.n && m->kind != JSON_MEMBER_LIST && m->kind != JSON_MEMBER_EMPTY_LIST && find_column(f, m, &column);
		if (!plain || !json_layout_add(&f->layout, &at, m->key, column))
			return;
	}
}

/* Cuts the next line where it is like the last; false where it is to be read. */
static bool take_line(struct registry *g, struct record *out)
{
	struct json_feed *f = g->json;
	struct json_record r;
	struct str line;
	const size_t n = g->header.columns.n;
	if (!f->layout.n || f->list.p || !json_records_line(&f->records, &line, &r) || !reserve_fields(f, n))
		return false;
	for (size_t i = 0; i < n; i++)
		f->fields[i] = STR("");
	if (!json_line_cut(f->fields, &f->layout, line))
		return false;
	if (!f->sample.n && g->options.hooks)
		buf_add(&f->sample, line);
	json_records_take_line(&f->records, line);
	*out = (struct record){.number = r.number, .line = r.line, .lines = 1, .raw = line, .fields = f->fields, .n_fields = n};
	g->rows++;
	return true;
}

/* --- lines in blocks ---------------------------------------------------------------------------------------------- */

/* Rows that are read behind the end of blocks; behind each further end twice as many. */
enum { FIRST_WAIT = 64 };

/* Is there a column of no group with that name? */
static bool is_known(const void *ctx, struct buf *room, struct str key)
{
	const struct json_feed *f = ctx;
	buf_clear(room);
	buf_addc(room, '\0');
	buf_add(room, key);
	return !room->failed && map_get(&f->columns, buf_str(room), NULL);
}

/* Those of no group; lines that have others are read. */
static bool find_keys(struct json_feed *f)
{
	if (!line_keys_begin(&f->line_keys, buf_str(&f->sample)))
		return false;
	for (size_t i = 0; i < f->n; i++)
		if (!f->groups[i].n)
			line_keys_add(&f->line_keys, f->keys[i], (uint32_t)i);
	return line_keys_end(&f->line_keys);
}

static void open_lines(struct registry *g)
{
	struct json_feed *f = g->json;
	const struct row_hooks *hooks = g->options.hooks;
	struct line_blocks_options options = {.hooks = hooks, .keys = &f->line_keys, .n_columns = g->header.columns.n, .is_known = is_known, .ctx = f, .way = g->csv.way};
	if (!f->sample.n || f->list.p || g->rows < f->look_at || options.n_columns > LINE_COLUMNS || !registry_may_look(g) || !hooks->ready(hooks->ctx, g))
		return;
	if (!json_records_lend(&f->records, &options.left, &options.read, &options.source))
		return;
	f->look_at = UINT64_MAX;
	options.number = f->records.number;
	options.line = f->records.reader.line;
	if (find_keys(f))
		g->lines = line_blocks_new(&options);
	if (g->lines)
		json_records_over(&f->records, &f->text, options.number, options.line);
}

/* What is in no block is the reader's again. */
static enum registry_status close_lines(struct registry *g)
{
	struct json_feed *f = g->json;
	const bool useless = line_blocks_useless(g->lines);
	g->rows = line_blocks_number(g->lines);
	const bool good = json_records_take_back(&f->records, line_blocks_left(g->lines), g->rows, line_blocks_line(g->lines));
	line_blocks_free(g->lines);
	g->lines = NULL;
	f->wait = f->wait ? 2 * f->wait : FIRST_WAIT;
	f->look_at = useless ? UINT64_MAX : g->rows + f->wait;
	return good ? REGISTRY_ROW : registry_stop_memory(g);
}

/* Is the line that was given more than one record? */
static bool goes_on(struct registry *g)
{
	struct json_feed *f = g->json;
	if (!f->in_line)
		return false;
	f->in_line = !json_records_is_over(&f->records, &f->text);
	if (f->in_line)
		line_blocks_more(g->lines);
	return f->in_line;
}

/* To the next record that did not pass in its block, or behind the blocks: then REGISTRY_ROW. */
static enum registry_status pass_lines(struct registry *g)
{
	struct json_feed *f = g->json;
	const struct row_hooks *hooks = g->options.hooks;
	struct line_event e;
	if (goes_on(g))
		return REGISTRY_ROW;
	for (;;) {
		switch (line_blocks_next(g->lines, &e)) {
		case BLOCKS_EVENT:
			g->rows = e.number;
			if (e.answer == BLOCK_TOLD) {
				hooks->tell(hooks->ctx, g, e.what, e.cell, e.number);
				break;
			}
			f->text = e.text;
			f->in_line = true;
			json_records_over(&f->records, &f->text, e.number, e.line);
			return REGISTRY_ROW;
		case BLOCKS_PASSED:
			g->rows = line_blocks_number(g->lines);
			return REGISTRY_PASSED;
		case BLOCKS_END:
			return close_lines(g);
		case BLOCKS_NO_MEMORY:
			return registry_stop_memory(g);
		}
	}
}

static enum registry_status next(struct registry *g, struct record *out)
{
	struct json_feed *f = g->json;
	arena_clear(&g->record_arena);
	if (!g->lines)
		open_lines(g);
	const enum registry_status status = g->lines ? pass_lines(g) : REGISTRY_ROW;
	if (status != REGISTRY_ROW)
		return status;
	if (take_line(g, out))
		return REGISTRY_ROW;
	switch (json_records_next(&f->records, &f->record, &g->record_arena)) {
	case JSON_RECORD:
		learn_layout(g);
		return take(g, out);
	case JSON_RECORDS_END:
		return end(g);
	case JSON_RECORDS_BROKEN:
		return registry_stop_unreadable(g, (struct words){arena_str(&g->arena, f->record.problem.zh), arena_str(&g->arena, f->record.problem.en)});
	case JSON_RECORDS_FAILED:
		return registry_stop_reading(g, g->input->error);
	case JSON_RECORDS_NO_MEMORY:
		break;
	}
	return registry_stop_memory(g);
}

static struct str raw(struct registry *g)
{
	return json_records_raw(&g->json->records);
}

/* What a sub-record says of itself goes before what the record says for all. */
static void part(struct registry *g, size_t index, struct str *fields)
{
	const struct json_sub *sub = &g->json->record.subs[index];
	put(g, fields, sub->members, sub->n_members);
}

static void close_json(struct registry *g)
{
	struct json_feed *f = g->json;
	if (!f)
		return;
	line_blocks_free(g->lines);
	json_records_release(&f->records);
	buf_release(&f->name);
	buf_release(&f->sample);
	buf_release(&f->layout.keys);
	free(f->fields);
	free(f);
}

const struct feed json_feed = {.prepare = prepare, .next = next, .part = part, .raw = raw, .close = close_json};
