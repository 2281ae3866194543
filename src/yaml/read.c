#include "yaml/profile.h"
#include "yaml/strict.h"

/* How many of eight bytes begin no character of UTF-8. */
static size_t continuations(const char *p)
{
	uint64_t eight;
	memcpy(&eight, p, sizeof eight);
	return (size_t)__builtin_popcountll(eight & (~eight << 1) & 0x8080808080808080u);
}

/* Eight bytes at once, as long as all of them lie before the mark. */
static void skip_towards(struct reader *r, size_t index)
{
	struct str text = r->bytes.text;
	while (r->index + 8 <= index && r->offset + 8 < text.n) {
		r->index += 8 - continuations(text.p + r->offset);
		r->offset += 8;
		while (r->offset < text.n && ((unsigned char)text.p[r->offset] & 0xc0) == 0x80)
			r->offset++;
	}
}

size_t reader_offset(struct reader *r, yaml_mark_t mark)
{
	struct str text = r->bytes.text;
	skip_towards(r, mark.index);
	for (; r->index < mark.index && r->offset < text.n; r->index++)
		do
			r->offset++;
		while (r->offset < text.n && ((unsigned char)text.p[r->offset] & 0xc0) == 0x80);
	for (; r->index > mark.index && r->offset > r->bytes.skip; r->index--)
		do
			r->offset--;
		while (r->offset > r->bytes.skip && ((unsigned char)text.p[r->offset] & 0xc0) == 0x80);
	return r->offset;
}

struct place reader_place(struct reader *r, yaml_mark_t mark)
{
	return (struct place){reader_offset(r, mark), mark.line + 1, mark.column + 1};
}

bool reader_in_quote(struct reader *r)
{
	const struct frame *top = reader_top(r);
	return top && (top->in_quote || (top->has_key && str_is(top->next.key, "quote")));
}

/* --- building ---------------------------------------------------------------------------------------------------- */

static struct node *new_node(struct reader *r, enum node_type type, struct span at)
{
	struct node *node = ARENA_NEW(r->arena, struct node);
	if (!node) {
		r->failed = true;
		return NULL;
	}
	node->type = type;
	node->span = at;
	node->span.file = r->placed;
	return node;
}

static void add_kid(struct reader *r, struct node_entry kid)
{
	struct node_entry *kids = arena_grow(&r->scratch, r->kids, r->n_kids, &r->kids_cap, sizeof *kids);
	if (!kids) {
		r->failed = true;
		return;
	}
	r->kids = kids;
	r->kids[r->n_kids++] = kid;
}

/* A key that was refused is STR_NONE; its value is still read. */
static void take_key(struct reader *r, struct str key, struct span at)
{
	struct frame *map = reader_top(r);
	map->has_key = true;
	at.file = r->placed;
	map->next = (struct node_entry){.key = key, .key_span = at};
	if (key.p)
		profile_duplicate_key(r, map, key, at);
}

static void take_value(struct reader *r, const struct node *value)
{
	struct frame *top = reader_top(r);
	if (!top) {
		r->root = value;
		return;
	}
	struct node_entry kid = top->next;
	if (top->type == NODE_SEQUENCE)
		kid = (struct node_entry){0};
	kid.value = value;
	top->has_key = false;
	add_kid(r, kid);
}

/* Counts a node; false, told, where it is one too many. */
static bool count_node(struct reader *r, struct span at)
{
	if (++r->nodes <= LIMIT_YAML_NODES)
		return true;
	r->stopped = true;
	if (mistakes_room(&r->mistakes, at))
		diag_add(r->mistakes.diags, DIAG_TOO_MANY_NODES, r->mistakes.file, at,
		         "more than %d keys and values in one file", (int)LIMIT_YAML_NODES);
	return false;
}

/* --- events ------------------------------------------------------------------------------------------------------ */

static void tell_empty_file(struct reader *r)
{
	struct span whole = {0};
	if (mistakes_room(&r->mistakes, whole))
		diag_add(r->mistakes.diags, DIAG_EMPTY_FILE, r->mistakes.file, whole, "the file is empty");
}

static void on_nothing(struct reader *r, const yaml_event_t *event)
{
	(void)r;
	(void)event;
}

static void on_stream_end(struct reader *r, const yaml_event_t *event)
{
	(void)event;
	r->stopped = true;
	tell_empty_file(r);
}

/* libyaml is not asked for more: what it would do with the directives of a second document has no bound. */
static void on_document_end(struct reader *r, const yaml_event_t *event)
{
	struct place end = reader_place(r, event->end_mark);
	r->stopped = true;
	bytes_walk(&r->bytes, end.offset, 0);
	strict_gap(r, r->bytes.text.n);
	size_t before = r->mistakes.n;
	profile_rest(r, end, !event->data.document_end.implicit);
	if (r->mistakes.n == before)
		bytes_walk(&r->bytes, r->bytes.text.n, 0);
}

static void on_alias(struct reader *r, const yaml_event_t *event)
{
	struct place at = reader_place(r, event->start_mark);
	struct span span = place_span(at, reader_offset(r, event->end_mark) - at.offset);
	bytes_walk(&r->bytes, at.offset + span.length, 0);
	strict_gap(r, at.offset);
	place_advance(&r->gap, r->bytes.text, at.offset + span.length);
	profile_alias(r, span);
	if (!count_node(r, span))
		return;
	if (reader_wants_key(r))
		take_key(r, STR_NONE, span);
	else
		take_value(r, new_node(r, NODE_SCALAR, span));
}

/* The file's own bytes, which begin at `at` or behind a quote, where they are the value; else a copy. */
static struct str text_kept(struct reader *r, struct str value, size_t at)
{
	for (size_t from = at; from <= at + 1 && from + value.n <= r->filed.n; from++)
		if (!value.n || memcmp(r->filed.p + from, value.p, value.n) == 0)
			return str_sub(r->filed, from, from + value.n);
	return arena_str(r->texts, value);
}

static void take_scalar(struct reader *r, const yaml_event_t *event, struct span at)
{
	struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (reader_wants_key(r) && plain && value.n == 0) {
		take_key(r, STR_NONE, at);
		return;
	}
	struct str text = text_kept(r, value, at.offset);
	if (!text.p) {
		r->failed = true;
		return;
	}
	if (reader_wants_key(r)) {
		take_key(r, text, at);
		return;
	}
	struct node *node = new_node(r, NODE_SCALAR, at);
	if (!node)
		return;
	node->text = text;
	node->quoted = !plain;
	take_value(r, node);
}

static void on_scalar(struct reader *r, const yaml_event_t *event)
{
	struct place at = reader_place(r, event->start_mark), end = reader_place(r, event->end_mark);
	struct span span = place_span(at, end.offset - at.offset);
	yaml_scalar_style_t style = event->data.scalar.style;
	bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
	unsigned forgive = (block ? FORGIVE_TABS : 0u) | (reader_in_quote(r) ? FORGIVE_HIDDEN : 0u);

	if (r->depth == 0 && style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.length == 0 && span.length == 0) {
		tell_empty_file(r);
		return;
	}
	bytes_walk(&r->bytes, at.offset, 0);
	bytes_walk(&r->bytes, end.offset, forgive);
	strict_gap(r, at.offset);
	strict_begin(r, at);
	strict_scalar(r, event, at, end.offset);
	r->gap = end;
	profile_scalar(r, event, span, end);
	if (count_node(r, span))
		take_scalar(r, event, span);
}

static void tell_too_deep(struct reader *r, struct span at)
{
	r->stopped = true;
	if (mistakes_room(&r->mistakes, at))
		diag_add(r->mistakes.diags, DIAG_TOO_DEEP, r->mistakes.file, at, "nested deeper than %d levels",
		         (int)LIMIT_YAML_DEPTH);
}

static void open_frame(struct reader *r, struct frame frame, yaml_mark_t mark, bool has_properties)
{
	struct place at = reader_place(r, mark);
	frame.span = place_span(at, frame.flow ? 1 : 0);
	frame.base = r->n_kids;
	frame.is_key = reader_wants_key(r);
	frame.in_quote = reader_in_quote(r);
	frame.block_col = frame.flow ? (reader_top(r) ? reader_top(r)->block_col : 0) : at.col;
	bytes_walk(&r->bytes, at.offset, 0);
	strict_gap(r, at.offset);
	strict_begin(r, at);
	if (has_properties)
		profile_properties(r, at);
	if (frame.is_key)
		profile_collection_as_key(r, frame.span, frame.type, frame.flow);
	if (!count_node(r, frame.span))
		return;
	if (r->depth == LIMIT_YAML_DEPTH)
		tell_too_deep(r, frame.span);
	else
		r->frames[r->depth++] = frame;
}

static void on_sequence_start(struct reader *r, const yaml_event_t *event)
{
	bool flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	bool has_properties = event->data.sequence_start.anchor || event->data.sequence_start.tag;
	open_frame(r, (struct frame){.type = NODE_SEQUENCE, .flow = flow}, event->start_mark, has_properties);
}

static void on_mapping_start(struct reader *r, const yaml_event_t *event)
{
	bool flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	bool has_properties = event->data.mapping_start.anchor || event->data.mapping_start.tag;
	open_frame(r, (struct frame){.type = NODE_MAPPING, .flow = flow}, event->start_mark, has_properties);
}

static bool copy_kids(struct reader *r, struct node *node, const struct node_entry *kids)
{
	if (node->type == NODE_MAPPING) {
		struct node_entry *entries = ARENA_ARRAY(r->arena, node->n, struct node_entry);
		if (entries && node->n)
			memcpy(entries, kids, node->n * sizeof *entries);
		node->entries = entries;
		return entries;
	}
	const struct node **items = ARENA_ARRAY(r->arena, node->n, const struct node *);
	for (size_t i = 0; items && i < node->n; i++)
		items[i] = kids[i].value;
	node->items = items;
	return items;
}

static void on_collection_end(struct reader *r, const yaml_event_t *event)
{
	(void)event;
	struct frame *top = reader_top(r);
	struct node *node = new_node(r, top->type, top->span);
	if (!node)
		return;
	node->n = (uint32_t)(r->n_kids - top->base);
	r->failed |= !copy_kids(r, node, node->n ? r->kids + top->base : NULL);
	r->n_kids = top->base;
	r->depth--;
	if (top->is_key)
		take_key(r, STR_NONE, top->span);
	else
		take_value(r, node);
}

static void (*const on_event[])(struct reader *, const yaml_event_t *) = {
	[YAML_NO_EVENT] = on_nothing,
	[YAML_STREAM_START_EVENT] = on_nothing,
	[YAML_STREAM_END_EVENT] = on_stream_end,
	[YAML_DOCUMENT_START_EVENT] = on_nothing,
	[YAML_DOCUMENT_END_EVENT] = on_document_end,
	[YAML_ALIAS_EVENT] = on_alias,
	[YAML_SCALAR_EVENT] = on_scalar,
	[YAML_SEQUENCE_START_EVENT] = on_sequence_start,
	[YAML_SEQUENCE_END_EVENT] = on_collection_end,
	[YAML_MAPPING_START_EVENT] = on_mapping_start,
	[YAML_MAPPING_END_EVENT] = on_collection_end,
};

static void read_events(struct reader *r)
{
	while (!r->stopped && !r->failed && !r->mistakes.full) {
		yaml_event_t event;
		if (!yaml_parser_parse(&r->parser, &event)) {
			reader_tell_syntax(r);
			break;
		}
		on_event[event.type](r, &event);
		yaml_event_delete(&event);
	}
	/* Behind the place where reading ended nobody knows what is a quote: only what may never stand is told. */
	bytes_walk(&r->bytes, r->bytes.text.n, FORGIVE_HIDDEN | FORGIVE_TABS);
}

static void read_body(struct reader *r)
{
	struct str body = r->bytes.body;
	if (!yaml_parser_initialize(&r->parser)) {
		r->failed = true;
		return;
	}
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)(body.p ? body.p : ""), body.n);
	r->offset = r->bytes.skip;
	r->gap = (struct place){r->bytes.skip, 1, 1};
	read_events(r);
	yaml_parser_delete(&r->parser);
}

static void tell_too_large(struct reader *r, size_t n)
{
	struct span whole = {0};
	if (mistakes_room(&r->mistakes, whole))
		diag_add(r->mistakes.diags, DIAG_TOO_LARGE, r->mistakes.file, whole,
		         "the file has %zu bytes; files of up to %d are read", n, (int)LIMIT_YAML_BYTES);
}

static const struct node *read_file(struct reader *r, struct str text, struct diags *diags)
{
	arena_init(&r->scratch);
	if (text.n > LIMIT_YAML_BYTES)
		tell_too_large(r, text.n);
	else if (bytes_survey(&r->bytes, &r->scratch, text, &r->mistakes))
		read_body(r);
	r->failed |= r->scratch.failed || r->arena->failed || r->texts->failed;
	arena_release(&r->scratch);
	diags->failed |= r->failed;
	return r->mistakes.n == 0 && !r->failed ? r->root : NULL;
}

const struct node *yaml_read_apart(struct arena *tree, struct arena *texts, const struct source_file *file, struct str text,
				   struct diags *diags)
{
	struct reader r = {.arena = tree, .texts = texts, .filed = file->text, .mistakes = {.diags = diags, .file = file}};
	return read_file(&r, text, diags);
}

const struct node *yaml_read(struct arena *a, const struct source_file *file, struct diags *diags)
{
	return yaml_read_apart(a, a, file, file->text, diags);
}

const struct node *yaml_read_placed(struct arena *a, const struct source_file *file, struct diags *diags)
{
	struct reader r = {.arena = a, .texts = a, .filed = file->text, .placed = file, .mistakes = {.diags = diags, .file = file}};
	return read_file(&r, file->text, diags);
}
