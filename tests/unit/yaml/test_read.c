/*
 * The tree that a good file gives, the places of its nodes, and the limits on both sides. Refusals:
 * test_profile_cases.c.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "yaml/schema.h"

struct reading {
	struct arena arena;
	struct diags diags;
	struct source_file file;
	const struct node *root;
};

static void read_text(struct reading *r, struct str text)
{
	*r = (struct reading){.file = {STR("t.yaml"), text}};
	arena_init(&r->arena);
	diags_init(&r->diags, NULL, NULL);
	r->root = yaml_read(&r->arena, &r->file, &r->diags);
}

static void release(struct reading *r)
{
	diags_release(&r->diags);
	arena_release(&r->arena);
}

/* {key: 'text', …}: plain texts in single quotes, others in double ones. */
static void draw(struct buf *out, const struct node *node)
{
	if (node->type == NODE_SCALAR) {
		char quote = node->quoted ? '"' : '\'';
		buf_addc(out, quote);
		buf_add(out, node->text);
		buf_addc(out, quote);
		return;
	}
	bool map = node->type == NODE_MAPPING;
	buf_addc(out, map ? '{' : '[');
	for (size_t i = 0; i < node->n; i++) {
		if (i)
			buf_adds(out, ", ");
		if (map) {
			buf_add(out, node->entries[i].key);
			buf_adds(out, ": ");
		}
		draw(out, map ? node->entries[i].value : node->items[i]);
	}
	buf_addc(out, map ? '}' : ']');
}

/* Places behind characters of one to four bytes, in every order around the eight bytes that are looked at together. */
static void places_behind_wide_characters(void **state)
{
	static const char *const chars[] = {"a", "é", "高", "🏭"};
	(void)state;
	for (unsigned order = 0; order < 4096; order++) {
		struct buf b;
		struct reading r;
		buf_init(&b);
		buf_adds(&b, "高: ");
		for (unsigned i = 0; i < 5 + order % 9; i++)
			buf_adds(&b, chars[order >> (2 * i % 12) & 3]);
		buf_adds(&b, "\nx: [é, end]\n");
		read_text(&r, buf_str(&b));
		assert_non_null(r.root);
		const struct node *list = node_get(r.root, "x");
		assert_int_equal(r.root->entries[1].key_span.offset, str_find(r.file.text, STR("x: [")));
		assert_int_equal(list->items[1]->span.offset, str_find(r.file.text, STR("end")));
		assert_int_equal(list->items[1]->span.length, 3);
		release(&r);
		buf_release(&b);
	}
}

static bool is_within(struct str part, struct str whole)
{
	return part.p >= whole.p && part.p + part.n <= whole.p + whole.n;
}

/* What stands in the file as it is is not copied; the rest is, and outlives the tree. What is blank in the text read is passed over. */
static void apart(void **state)
{
	static const char filed[] = "a: 高炉\nb: '高 炉'\nc: \"\\u9ad8\"\nd: it\n  is\ne: - x\n";
	static const char text[] = "a: 高炉\nb: '高 炉'\nc: \"\\u9ad8\"\nd: it\n  is\n      \n";
	(void)state;
	struct arena tree, texts;
	struct diags diags;
	const struct source_file file = {STR("t.yaml"), str_from(filed)};
	struct str got[4];
	arena_init(&tree);
	arena_init(&texts);
	diags_init(&diags, NULL, NULL);
	const struct node *root = yaml_read_apart(&tree, &texts, &file, str_from(text), &diags);
	assert_non_null(root);
	assert_int_equal(root->n, 4);
	for (uint32_t i = 0; i < 4; i++) {
		got[i] = root->entries[i].value->text;
		assert_true(is_within(root->entries[i].key, file.text));
		assert_int_equal(is_within(got[i], file.text), i < 2);
	}
	arena_release(&tree);
	assert_str(got[0], "高炉");
	assert_str(got[1], "高 炉");
	assert_str(got[2], "高");
	assert_str(got[3], "it is");
	diags_release(&diags);
	arena_release(&texts);
}

static void tree(void **state)
{
	static const struct {
		const char *text, *want;
	} table[] = {
		{"a: 1:10\nb: NO\nc: 1.10\nd: 012\n", "{a: '1:10', b: 'NO', c: '1.10', d: '012'}"},
		{"a: \"\"\nb: ''\nc: |\n", "{a: \"\", b: \"\", c: \"\"}"},
		{"a: one\n  two\n\n  three\n", "{a: 'one two\nthree'}"},
		{"a: |\n  x\n   y\nb: >-\n  x\n  y\n", "{a: \"x\n y\n\", b: \"x y\"}"},
		{"a: |2\n   x\n", "{a: \" x\n\"}"},
		{"a: |\n  x\n  \ty\n", "{a: \"x\n\ty\n\"}"},
		{"a: \"\\u9ad8\\t\\x41\\\n  b\"\n", "{a: \"高\tAb\"}"},
		{"a: 'it''s'\n", "{a: \"it's\"}"},
		{"高炉: [〇, '🏭', 1∶10]\n", "{高炉: ['〇', \"🏭\", '1∶10']}"},
		{"- a\n- - b\n  - c\n- d: e\n  f: g\n", "['a', ['b', 'c'], {d: 'e', f: 'g'}]"},
		{"a:\n- b\n- c\nd: e\n", "{a: ['b', 'c'], d: 'e'}"},
		{"[]", "[]"},
		{"{}", "{}"},
		{"{a: {}, b: []}", "{a: {}, b: []}"},
		{"[a: b, c]", "[{a: 'b'}, 'c']"},
		{"{\"a\":1, b: -1}", "{a: '1', b: '-1'}"},
		{"? a\n: b\n", "{a: 'b'}"},
		{"text", "'text'"},
		{"--- text\n...\n", "'text'"},
		{"a: b#c # d\n", "{a: 'b#c'}"},
		{"a: 9'27\"\n", "{a: '9'27\"'}"},
		{"quote: [甲\xe2\x80\x8b乙]\n", "{quote: ['甲\xe2\x80\x8b乙']}"},
		{"quote: \"\\u200b\\ufe0f\"\n", "{quote: \"\xe2\x80\x8b\xef\xb8\x8f\"}"},
		{"私: \xee\x80\x91\n", "{私: '\xee\x80\x91'}"},
		{"\xef\xbb\xbf" "a: b\r\nc: d\r\n", "{a: 'b', c: 'd'}"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct reading r;
		struct buf out;
		buf_init(&out);
		read_text(&r, str_from(table[i].text));
		if (!r.root)
			fail_msg("refused: %s: %.*s", table[i].text, STR_ARG(r.diags.items[0].text));
		draw(&out, r.root);
		assert_str(buf_str(&out), table[i].want);
		assert_int_equal(r.diags.n, 0);
		buf_release(&out);
		release(&r);
	}
}

/* Plain scalars of one line and keys are their own source; lines and columns agree with offsets. */
static void check_span(const struct reading *r, struct span at, struct str text)
{
	struct str source = str_sub(r->file.text, at.offset, at.offset + at.length);
	assert_true(str_eq(source, text));
	size_t line = 1, col = 1;
	for (size_t i = str_starts(r->file.text, STR("\xef\xbb\xbf")) ? 3 : 0; i < at.offset; i++) {
		unsigned char c = (unsigned char)r->file.text.p[i];
		bool pair = c == '\r' && r->file.text.p[i + 1] == '\n';
		if (c == '\n' || (c == '\r' && !pair)) {
			line++;
			col = 1;
		} else if ((c & 0xc0) != 0x80) {
			col++;
		}
	}
	assert_int_equal(at.line, line);
	assert_int_equal(at.col, col);
}

static size_t check_spans(const struct reading *r, const struct node *node)
{
	size_t n = 0;
	if (node->type == NODE_SCALAR) {
		check_span(r, node->span, node->text);
		return 1;
	}
	for (size_t i = 0; i < node->n; i++) {
		if (node->type == NODE_MAPPING)
			check_span(r, node->entries[i].key_span, node->entries[i].key);
		n += check_spans(r, node->type == NODE_MAPPING ? node->entries[i].value : node->items[i]);
	}
	return n;
}

static void spans(void **state)
{
	static const char *const texts[] = {
		"a: b\nc:\n  - d\n  - {e: f, g: [h, i]}\n",
		"高炉: 转炉\n立窑:\n  - 🏭🏭\n  - {〇: é, 乙: [丙 丁, 戊]} # 注\n己: 庚\n",
		"\xef\xbb\xbf高: 炉\r\n转: [炉,\r\n  甲 , 乙]\r\n\r\n# 注\r\n丙: 丁",
		"a: b\rc: d\r\r高: e\r",
	};
	static const size_t scalars[] = {5, 6, 5, 3};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading r;
		read_text(&r, str_from(texts[i]));
		assert_non_null(r.root);
		assert_int_equal(check_spans(&r, r.root), scalars[i]);
		release(&r);
	}
}

static void place_of_collections(void **state)
{
	(void)state;
	struct reading r;
	read_text(&r, STR("高: [甲]\n乙:\n  丙: 丁\n戊:\n  - 己\n庚: \"辛\"\n"));
	assert_non_null(r.root);
	assert_int_equal(node_get(r.root, "高")->span.col, 4);
	assert_int_equal(node_get(r.root, "高")->span.offset, 5);
	assert_int_equal(node_get(r.root, "乙")->span.line, 3);
	assert_int_equal(node_get(r.root, "乙")->span.col, 3);
	assert_int_equal(node_get(r.root, "戊")->span.line, 5);
	assert_int_equal(node_get(r.root, "庚")->span.length, 5);
	release(&r);
}

static void getters(void **state)
{
	(void)state;
	struct reading r;
	read_text(&r, STR("a: x\nb: [y]\nc: \"\"\n"));
	assert_str(node_text(r.root, "a"), "x");
	assert_null(node_text(r.root, "b").p);
	assert_non_null(node_text(r.root, "c").p);
	assert_null(node_text(r.root, "d").p);
	assert_null(node_get(r.root, "d"));
	assert_null(node_get(NULL, "a"));
	assert_null(node_get(node_get(r.root, "b"), "a"));
	assert_null(node_get(node_get(r.root, "a"), "a"));
	release(&r);
}

/* A file that is read at `n` and refused with `id` at n + 1. */
static void check_limit(void (*make)(struct buf *, size_t), size_t n, enum diag_id id)
{
	for (size_t more = 0; more < 2; more++) {
		struct buf text;
		struct reading r;
		buf_init(&text);
		make(&text, n + more);
		read_text(&r, buf_str(&text));
		assert_int_equal(r.root == NULL, more);
		assert_int_equal(r.diags.n, more);
		if (more)
			assert_int_equal(r.diags.items[0].id, id);
		release(&r);
		buf_release(&text);
	}
}

static void add(struct buf *out, size_t times, const char *text)
{
	while (times-- > 0)
		buf_adds(out, text);
}

static void deep_flow(struct buf *out, size_t n)
{
	add(out, n, "[");
	add(out, n, "]");
}

static void deep_flow_maps(struct buf *out, size_t n)
{
	add(out, n - 1, "{a: ");
	buf_adds(out, "{}");
	add(out, n - 1, "}");
}

static void deep_block(struct buf *out, size_t n)
{
	add(out, n, "- ");
	buf_adds(out, "x\n");
}

static void deep_block_maps(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add(out, i, " ");
		buf_adds(out, i + 1 < n ? "a:\n" : "a: x\n");
	}
}

/* One list and n - 1 texts. */
static void wide_list(struct buf *out, size_t n)
{
	add(out, n - 1, "- a\n");
}

static void many_bytes(struct buf *out, size_t n)
{
	buf_adds(out, "a: ");
	add(out, n - 3, "x");
}

static void limits(void **state)
{
	(void)state;
	check_limit(deep_flow, LIMIT_YAML_DEPTH, DIAG_TOO_DEEP);
	check_limit(deep_flow_maps, LIMIT_YAML_DEPTH, DIAG_TOO_DEEP);
	check_limit(deep_block, LIMIT_YAML_DEPTH, DIAG_TOO_DEEP);
	check_limit(deep_block_maps, LIMIT_YAML_DEPTH, DIAG_TOO_DEEP);
	check_limit(wide_list, LIMIT_YAML_NODES, DIAG_TOO_MANY_NODES);
	check_limit(many_bytes, LIMIT_YAML_BYTES, DIAG_TOO_LARGE);
}

/* Keys count as nodes: a mapping of n pairs has 2n + 1. */
static void keys_are_nodes(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buf text;
		struct reading r;
		buf_init(&text);
		for (size_t i = 0; i < (LIMIT_YAML_NODES - 1) / 2 + more; i++)
			buf_printf(&text, "k%zu: v\n", i);
		read_text(&r, buf_str(&text));
		assert_int_equal(r.root == NULL, more);
		release(&r);
		buf_release(&text);
	}
}

static void mistakes_limit(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buf text;
		struct reading r;
		buf_init(&text);
		add(&text, 1 + LIMIT_YAML_MISTAKES + more, "a: 1\n");
		read_text(&r, buf_str(&text));
		assert_null(r.root);
		assert_int_equal(r.diags.n, LIMIT_YAML_MISTAKES + more);
		enum diag_id last = r.diags.items[r.diags.n - 1].id;
		assert_int_equal(last, more ? DIAG_TOO_MANY_MISTAKES : DIAG_DUPLICATE_KEY);
		release(&r);
		buf_release(&text);
	}
}

static const char *shout(void *ctx, const char *words)
{
	(void)ctx;
	return strcmp(words, "a list") == 0 ? "LISTE" : words;
}

static void words_inside_messages_are_translated(void **state)
{
	static const struct schema_key keys[] = {{.name = "a", .shape = SHAPE_TEXT}, {.name = NULL}};
	(void)state;
	struct reading r;
	struct diags diags;
	diags_init(&diags, shout, NULL);
	read_text(&r, STR("a: []\n"));
	assert_false(schema_check(r.root, keys, &r.file, &diags));
	assert_str(diags.items[0].text, "\"a\" must be a text, not LISTE");
	diags_release(&diags);
	release(&r);
}

static void exhausted_memory_gives_no_tree(void **state)
{
	(void)state;
	struct reading r = {.file = {STR("t.yaml"), STR("a: b\n")}};
	arena_init(&r.arena);
	diags_init(&r.diags, NULL, NULL);
	r.arena.failed = true;
	assert_null(yaml_read(&r.arena, &r.file, &r.diags));
	assert_true(r.diags.failed);
	release(&r);
}

static void no_bytes(void **state)
{
	(void)state;
	struct reading r;
	read_text(&r, STR_NONE);
	assert_null(r.root);
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.diags.items[0].id, DIAG_EMPTY_FILE);
	release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree),
		cmocka_unit_test(places_behind_wide_characters),
		cmocka_unit_test(apart),
		cmocka_unit_test(spans),
		cmocka_unit_test(place_of_collections),
		cmocka_unit_test(getters),
		cmocka_unit_test(limits),
		cmocka_unit_test(keys_are_nodes),
		cmocka_unit_test(mistakes_limit),
		cmocka_unit_test(words_inside_messages_are_translated),
		cmocka_unit_test(exhausted_memory_gives_no_tree),
		cmocka_unit_test(no_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
