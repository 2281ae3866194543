/*
 * The reader of JSON. Every case is read whole, in pieces of every size and split at every byte, so that no answer depends on how bytes arrive; every place is
 * held against text/source.h; what is accepted, and what it says, against jansson.
 */
#include "unit.h"

#include "jansson_oracle.h"

#include "base/arena.h"
#include "disk.h"
#include "drip.h"
#include "text/json_read.h"
#include "text/source.h"
#include "text/utf8.h"

#include <dirent.h>

#define CORPORA "../shared/corpora/"

/* --- what was read, as text ------------------------------------------------------------------------------------ */

static void check_place(struct str bytes, struct json_place place)
{
	struct span want = source_span(bytes, (size_t)place.offset, 0);
	assert_int_equal(place.offset, want.offset);
	assert_int_equal(place.line, want.line);
	assert_int_equal(place.column, want.col);
}

static void show_token(struct buf *out, const struct json_token *t)
{
	static const char brackets[] = {[JSON_OBJECT] = '{', [JSON_OBJECT_END] = '}', [JSON_ARRAY] = '[', [JSON_ARRAY_END] = ']'};
	assert_int_equal(t->nul, t->text.n && memchr(t->text.p, '\0', t->text.n));
	if (t->cut)
		buf_adds(out, "cut ");
	if (t->kind <= JSON_ARRAY_END) {
		buf_addc(out, brackets[t->kind]);
	} else if (t->kind == JSON_KEY || t->kind == JSON_STRING) {
		buf_adds(out, t->kind == JSON_KEY ? "k<" : "s<");
		buf_add(out, t->text);
		buf_addc(out, '>');
	} else {
		buf_add(out, t->text);
	}
}

/* All tokens; where `places`, each with its offset and what is marked since. After an error the next line. */
static void show(struct buf *out, struct str bytes, json_read_fn *read, void *ctx, bool places)
{
	struct json_reader r;
	struct json_token t;
	buf_clear(out);
	buf_adds(out, "");
	json_reader_init(&r, read, ctx);
	json_reader_mark(&r);
	for (bool error = false; json_reader_next(&r, &t) != JSON_END;) {
		assert_true(t.kind <= JSON_NULL || t.kind == JSON_ERROR);
		check_place(bytes, t.place);
		if (places)
			buf_printf(out, "%zu:", (size_t)t.place.offset);
		if (t.kind == JSON_ERROR) {
			assert_false(error && json_reader_next(&r, &t) != JSON_ERROR);
			buf_addc(out, '!');
			json_reader_skip_line(&r);
		} else {
			show_token(out, &t);
		}
		if (r.depth == 0) {
			if (places)
				buf_printf(out, "=%.*s=", STR_ARG(json_reader_raw(&r)));
			buf_addc(out, ';');
			json_reader_mark(&r);
		}
		buf_addc(out, ' ');
	}
	check_place(bytes, t.place);
	assert_int_equal(t.place.offset, bytes.n);
	json_reader_release(&r);
}

struct split {
	struct str parts[2];
	size_t part;
};

static ssize_t split_read(void *ctx, char *p, size_t n)
{
	struct split *s = ctx;
	while (s->part < 2 && !s->parts[s->part].n)
		s->part++;
	if (s->part == 2)
		return 0;
	struct str *rest = &s->parts[s->part];
	size_t give = rest->n < n ? rest->n : n;
	memcpy(p, rest->p, give);
	*rest = str_sub(*rest, give, rest->n);
	return (ssize_t)give;
}

static void show_pieces(struct buf *out, struct str bytes, size_t size, bool places)
{
	struct drip d = {bytes, size};
	show(out, bytes, drip_read, &d, places);
}

/* However it is read: the same. */
static void check_pieces(struct str bytes, size_t sizes)
{
	struct buf whole, other;
	buf_init(&whole);
	buf_init(&other);
	show_pieces(&whole, bytes, bytes.n + 1, true);
	for (size_t size = 1; size <= sizes && size <= bytes.n; size++) {
		show_pieces(&other, bytes, size, true);
		assert_string_equal(other.p, whole.p);
	}
	for (size_t at = 1; at < bytes.n && bytes.n <= 4 * sizes; at++) {
		struct split s = {.parts = {str_sub(bytes, 0, at), str_sub(bytes, at, bytes.n)}};
		show(&other, bytes, split_read, &s, true);
		assert_string_equal(other.p, whole.p);
	}
	buf_release(&whole);
	buf_release(&other);
}

static void one_case(struct str bytes, const char *want)
{
	struct buf got;
	buf_init(&got);
	show_pieces(&got, bytes, bytes.n + 1, false);
	assert_string_equal(got.p, want);
	check_pieces(bytes, 200);
	buf_release(&got);
}

/* --- tokens ---------------------------------------------------------------------------------------------------- */

static void tokens(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{"", ""},
		{" \t\r\n ", ""},
		{"{}", "{ }; "},
		{"[]", "[ ]; "},
		{"{ }", "{ }; "},
		{"[ ]", "[ ]; "},
		{"{\"a\":1}", "{ k<a> 1 }; "},
		{" { \"a\" : 1 , \"b\" : [ true , false , null ] } ", "{ k<a> 1 k<b> [ true false null ] }; "},
		{"[{},[],\"\",{\"\":\"\"}]", "[ { } [ ] s<> { k<> s<> } ]; "},
		{"[[[[1]]],{\"a\":{\"b\":{}}}]", "[ [ [ [ 1 ] ] ] { k<a> { k<b> { } } } ]; "},
		/* documents that follow each other */
		{"{\"a\":1}\n{\"a\":2}\n", "{ k<a> 1 }; { k<a> 2 }; "},
		{"{}{}[]{}", "{ }; { }; [ ]; { }; "},
		{"1 2\n\"a\"\"b\" true\r\nnull", "1; 2; s<a>; s<b>; true; null; "},
		/* numbers keep their digits */
		{"[0,-0,-1,10,1.0,1.50,0.10,1e5,1E+05,1e-5,-0.0e0,12345678901234567890.12345678901234567890]",
		 "[ 0 -0 -1 10 1.0 1.50 0.10 1e5 1E+05 1e-5 -0.0e0 12345678901234567890.12345678901234567890 ]; "},
		/* escapes */
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "s<\"\\/\b\f\n\r\t>; "},
		{"\"\\u0041\\u00e9\\u7089\\ud83d\\ude00\\uDBFF\\uDFFF\\uFFFF\"", "s<A\xc3\xa9\xe7\x82\x89\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf\xef\xbf\xbf>; "},
		{"{\"\\u0061\\n\":1}", "{ k<a\n> 1 }; "},
		/* characters of every length, as they are */
		{"\"a\xc3\xa9\xe7\x82\x89\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\x7f\"",
		 "s<a\xc3\xa9\xe7\x82\x89\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\x7f>; "},
		{"[\"1234567\",\"12345678\",\"123456789\",\"1234567\\u00e9\",\"\xe7\x82\x89" "1234567890\xe7\x82\x89\",\"x\"]",
		 "[ s<1234567> s<12345678> s<123456789> s<1234567\xc3\xa9> s<\xe7\x82\x89" "1234567890\xe7\x82\x89> s<x> ]; "},
		{"{\"a b\":\"c:d,e}f]\"}", "{ k<a b> s<c:d,e}f]> }; "},
		/* after a mistake the next line */
		{"{\"a\":1}\n{\"a\":}\n{\"a\":3}", "{ k<a> 1 }; { k<a> !; { k<a> 3 }; "},
		{"{\"a\":\"x\n{\"a\":2}\r\n{\"a\":\"y\r\n{\"a\":4}\r[\"z\r[5]", "{ k<a> !; { k<a> 2 }; { k<a> !; { k<a> 4 }; [ !; [ 5 ]; "},
		{"x", "!; "},
		{"x y z\n", "!; "},
		{"[1,\n2,\n,3]\n[4]", "[ 1 2 !; [ 4 ]; "},
		{"}\n]\n,\n:\n1", "!; !; !; !; 1; "},
		{"[", "[ !; "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		one_case(str_from(cases[i].bytes), cases[i].want);
	struct buf got;
	buf_init(&got);
	show_pieces(&got, STR("\"a\\u0000b\""), 3, false);
	assert_int_equal(got.n, 8);
	assert_memory_equal(got.p, "s<a\0b>; ", 8);
	buf_release(&got);
}

static void places(void **state)
{
	(void)state;
	struct str bytes = STR("{\"\xe7\x82\x89\": \"\xe7\x84\xa6\xe7\x82\x89\", \"b\":\r\n 2}\n\r\"x\"\r\n[ 3 ]");
	static const struct json_place want[] = {
		{0, 1, 1}, {1, 1, 2}, {8, 1, 7}, {18, 1, 13}, {25, 2, 2}, {26, 2, 3}, {29, 4, 1}, {34, 5, 1}, {36, 5, 3}, {38, 5, 5}, {39, 5, 6},
	};
	struct drip d = {bytes, 1};
	struct json_reader r;
	struct json_token t;
	json_reader_init(&r, drip_read, &d);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		json_reader_next(&r, &t);
		assert_int_equal(t.place.offset, want[i].offset);
		assert_int_equal(t.place.line, want[i].line);
		assert_int_equal(t.place.column, want[i].column);
	}
	assert_int_equal(t.kind, JSON_END);
	assert_int_equal(json_reader_next(&r, &t), JSON_END);
	json_reader_release(&r);
}

/* --- mistakes -------------------------------------------------------------------------------------------------- */

static struct words problem_of(struct arena *a, struct str bytes, size_t size)
{
	struct drip d = {bytes, size};
	struct json_reader r;
	struct json_token t;
	enum json_kind kind;
	json_reader_init(&r, drip_read, &d);
	while ((kind = json_reader_next(&r, &t)) < JSON_END)
		;
	assert_int_equal(json_reader_problem(&r, a).en.p != NULL, kind == JSON_ERROR);
	struct words out = json_reader_problem(&r, a);
	json_reader_release(&r);
	return out;
}

static void mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{"{", "line 1, column 2: the input ends; expected a key in double quotes or \"}\""},
		{"[1", "line 1, column 3: the input ends; expected \",\" or \"]\""},
		{"[1\n 2]", "line 2, column 2: \"2\"; expected \",\" or \"]\""},
		{"{\"a\":1 \"b\":2}", "line 1, column 8: \"\"\"; expected \",\" or \"}\""},
		{"{\"a\" 1}", "line 1, column 6: \"1\"; expected \":\" behind the key"},
		{"{\"a\":1,}", "line 1, column 8: \"}\"; expected a key in double quotes"},
		{"{a:1}", "line 1, column 2: \"a\"; expected a key in double quotes or \"}\""},
		{"{'a':1}", "line 1, column 2: \"'\"; expected a key in double quotes or \"}\""},
		{"[1,]", "line 1, column 4: \"]\"; expected a value"},
		{"[,1]", "line 1, column 2: \",\"; expected a value or \"]\""},
		{"[}", "line 1, column 2: \"}\"; expected a value or \"]\""},
		{"{]", "line 1, column 2: \"]\"; expected a key in double quotes or \"}\""},
		{"[1}", "line 1, column 3: \"}\"; expected \",\" or \"]\""},
		{"{\"a\":1]", "line 1, column 7: \"]\"; expected \",\" or \"}\""},
		{"]", "line 1, column 1: \"]\"; expected a value"},
		{"[NaN]", "line 1, column 2: \"N\"; expected a value or \"]\""},
		{"[Infinity]", "line 1, column 2: \"I\"; expected a value or \"]\""},
		{"{\"a\":nan}", "line 1, column 7: \"a\"; expected the word null"},
		{"[tru]", "line 1, column 5: \"]\"; expected the word true"},
		{"[falze]", "line 1, column 5: \"z\"; expected the word false"},
		{"[True]", "line 1, column 2: \"T\"; expected a value or \"]\""},
		{"[truex]", "line 1, column 6: \"x\"; expected the end of the value"},
		{"[01]", "line 1, column 3: \"1\"; expected the end of the value"},
		{"[-01]", "line 1, column 4: \"1\"; expected the end of the value"},
		{"[+1]", "line 1, column 2: \"+\"; expected a value or \"]\""},
		{"[.5]", "line 1, column 2: \".\"; expected a value or \"]\""},
		{"[1.]", "line 1, column 4: \"]\"; expected a digit of the number"},
		{"[1.e5]", "line 1, column 4: \"e\"; expected a digit of the number"},
		{"[1e]", "line 1, column 4: \"]\"; expected a digit of the number"},
		{"[1e+]", "line 1, column 5: \"]\"; expected a digit of the number"},
		{"[-]", "line 1, column 3: \"]\"; expected a digit of the number"},
		{"-", "line 1, column 2: the input ends; expected a digit of the number"},
		{"[1.2.3]", "line 1, column 5: \".\"; expected the end of the value"},
		{"[0x10]", "line 1, column 3: \"x\"; expected the end of the value"},
		{"[1\"a\"]", "line 1, column 3: \"\"\"; expected the end of the value"},
		{"1{}", "line 1, column 2: \"{\"; expected the end of the value"},
		{"[1 // one\n]", "line 1, column 4: \"/\"; expected \",\" or \"]\""},
		{"/* x */ 1", "line 1, column 1: \"/\"; expected a value"},
		{"\"a", "line 1, column 3: the input ends; expected the double quote that closes the text"},
		{"\"\xe7\x82\x89\nb\"", "line 1, column 3: the byte 0x0A; expected the double quote that closes the text"},
		{"\"a\tb\"", "line 1, column 3: the byte 0x09; expected the double quote that closes the text"},
		{"\"\\x\"", "line 1, column 3: \"x\"; expected one of \"\\/bfnrtu behind a backslash"},
		{"\"\\", "line 1, column 3: the input ends; expected one of \"\\/bfnrtu behind a backslash"},
		{"\"\\u12g4\"", "line 1, column 6: \"g\"; expected four hexadecimal digits behind \\u"},
		{"\"\\u12", "line 1, column 6: the input ends; expected four hexadecimal digits behind \\u"},
		{"\"a\\ud800b\"", "line 1, column 3: \"\\ud800\"; expected the other half of the character behind it, \\udc00 to \\udfff"},
		{"\"\\ud800\\ud800\"", "line 1, column 2: \"\\ud800\"; expected the other half of the character behind it, \\udc00 to \\udfff"},
		{"\"\\uDBFF", "line 1, column 2: \"\\uDBFF\"; expected the other half of the character behind it, \\udc00 to \\udfff"},
		{"\"\\udc00\\ud800\"", "line 1, column 2: \"\\udc00\"; expected the first half of the character before it, \\ud800 to \\udbff"},
		{"\"\xe7\x82\x89\xc0\xaf\"", "line 1, column 3: the byte 0xC0; expected UTF-8"},
		{"\"\xed\xa0\x80\"", "line 1, column 2: the byte 0xED; expected UTF-8"},
		{"\"\xf4\x90\x80\x80\"", "line 1, column 2: the byte 0xF4; expected UTF-8"},
		{"\"\xe7\x82", "line 1, column 2: the byte 0xE7; expected UTF-8"},
		{"\"\xe7\x82\"", "line 1, column 2: the byte 0xE7; expected UTF-8"},
		{"\"\x80\"", "line 1, column 2: the byte 0x80; expected UTF-8"},
		{"[\xe7\x82\x89]", "line 1, column 2: \"\xe7\x82\x89\" (U+7089); expected a value or \"]\""},
		{"{\"a\":1\xef\xbc\x8c\"b\":2}", "line 1, column 7: \"\xef\xbc\x8c\" (U+FF0C); expected the end of the value"},
		{"{\"a\"\xef\xbc\x9a" "1}", "line 1, column 5: \"\xef\xbc\x9a\" (U+FF1A); expected \":\" behind the key"},
		{"[1,\xc2\xa0" "2]", "line 1, column 4: \"\xc2\xa0\" (U+00A0); expected a value"},
		{"[\xff]", "line 1, column 2: the byte 0xFF; expected a value or \"]\""},
		{"\xef\xbb\xbf{}", "line 1, column 1: \"\xef\xbb\xbf\" (U+FEFF); expected a value"},
		{"[\f1]", "line 1, column 2: the byte 0x0C; expected a value or \"]\""},
	};
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str bytes = str_from(cases[i].bytes);
		for (size_t size = 1; size <= bytes.n; size++)
			assert_str(problem_of(&a, bytes, size).en, cases[i].want);
		check_pieces(bytes, 200);
	}
	assert_str(problem_of(&a, STR("[1,\n\"a\":2]"), 1).zh, "第 2 行第 4 列：“:”，应为“,”或“]”");
	assert_str(problem_of(&a, STR("[\0]"), 1).en, "line 1, column 2: the byte 0x00; expected a value or \"]\"");
	arena_release(&a);
}

/* --- limits ---------------------------------------------------------------------------------------------------- */

static void nested(struct buf *out, size_t levels, bool closed)
{
	buf_clear(out);
	for (size_t i = 0; i < levels; i++)
		buf_adds(out, i % 2 ? "{\"a\":" : "[");
	for (size_t i = levels; closed && i-- > 0;)
		buf_adds(out, i == levels - 1 && i % 2 ? "1}" : i % 2 ? "}" : "]");
}

static void depth(void **state)
{
	(void)state;
	struct arena a;
	struct buf text;
	arena_init(&a);
	buf_init(&text);
	nested(&text, LIMIT_JSON_DEPTH, true);
	assert_null(problem_of(&a, buf_str(&text), 1).en.p);
	nested(&text, LIMIT_JSON_DEPTH + 1, true);
	assert_str(problem_of(&a, buf_str(&text), 1).en, "line 1, column 193: \"[\"; expected fewer levels of objects and lists");
	/* it ends there: nothing of the rest is read */
	nested(&text, 100000, false);
	struct drip d = {buf_str(&text), 100};
	struct json_reader r;
	struct json_token t;
	json_reader_init(&r, drip_read, &d);
	for (size_t i = 0; i < 2 * LIMIT_JSON_DEPTH; i++)
		json_reader_next(&r, &t);
	assert_int_equal(t.kind, JSON_ERROR);
	assert_true(d.rest.n >= text.n - 300);
	json_reader_release(&r);
	buf_release(&text);
	arena_release(&a);
}

static void check_cut(struct str bytes, enum json_kind kind, size_t length, bool cut)
{
	static const size_t sizes[] = {1000000, 65536, 4099, 7};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct drip d = {bytes, sizes[i]};
		struct json_reader r;
		struct json_token t;
		json_reader_init(&r, drip_read, &d);
		assert_int_equal(json_reader_next(&r, &t), JSON_ARRAY);
		assert_int_equal(json_reader_next(&r, &t), kind);
		assert_int_equal(t.text.n, length);
		assert_int_equal(t.cut, cut);
		assert_int_equal(utf8_valid(t.text), t.text.n);
		assert_true(r.text.cap <= 4 * LIMIT_CELL_BYTES);
		assert_int_equal(json_reader_next(&r, &t), JSON_TRUE);
		assert_false(t.cut);
		assert_int_equal(json_reader_next(&r, &t), JSON_ARRAY_END);
		json_reader_release(&r);
	}
}

static void check_long(const char *open, const char *first, const char *piece, size_t n, const char *close, size_t length, bool cut)
{
	struct buf text;
	buf_init(&text);
	buf_adds(&text, open);
	buf_adds(&text, first);
	for (size_t i = 0; i < n; i++)
		buf_adds(&text, piece);
	buf_adds(&text, close);
	buf_adds(&text, ",true]");
	check_cut(buf_str(&text), *close ? JSON_STRING : JSON_NUMBER, length, cut);
	buf_release(&text);
}

static void long_texts(void **state)
{
	(void)state;
	enum { MOST = LIMIT_CELL_BYTES };
	check_long("[\"", "", "a", MOST, "\"", MOST, false);
	check_long("[\"", "", "a", MOST + 1, "\"", MOST, true);
	check_long("[\"", "\\n", "a", MOST - 1, "\"", MOST, false);
	check_long("[\"", "\\n", "a", MOST, "\"", MOST, true);
	check_long("[\"", "", "\\u7089", MOST / 3, "\"", MOST / 3 * 3, false);
	check_long("[\"", "", "\\u7089", MOST / 3 + 1, "\"", MOST / 3 * 3, true);
	check_long("[\"", "a", "\xe7\x82\x89", MOST / 3, "\"", MOST, false);
	check_long("[\"", "ab", "\xe7\x82\x89", MOST / 3, "\"", MOST - 2, true);
	check_long("[\"", "ab", "\xf0\x9f\x98\x80", MOST, "\"", MOST - 2, true);
	check_long("[", "1", "0", MOST - 1, "", MOST, false);
	check_long("[", "1", "0", MOST, "", MOST, true);
	check_long("[", "-0.", "3", 200000, "", MOST, true);
}

/* --- beginning again, failing ---------------------------------------------------------------------------------- */

static void restarts(void **state)
{
	(void)state;
	struct drip d = {STR("{\"a\":{\"b\":1}\n[ {\"c\":2}\n{"), 1};
	struct json_reader r;
	struct json_token t;
	json_reader_init(&r, drip_read, &d);
	json_reader_next(&r, &t);
	json_reader_next(&r, &t);
	assert_int_equal(json_reader_next(&r, &t), JSON_OBJECT);
	/* at a bracket that was given */
	json_reader_restart(&r);
	assert_int_equal(r.depth, 0);
	json_reader_mark(&r);
	assert_int_equal(json_reader_next(&r, &t), JSON_OBJECT);
	assert_int_equal(t.place.column, 6);
	json_reader_next(&r, &t);
	json_reader_next(&r, &t);
	assert_int_equal(json_reader_next(&r, &t), JSON_OBJECT_END);
	assert_int_equal(r.depth, 0);
	assert_str(json_reader_raw(&r), "{\"b\":1}");
	assert_int_equal(json_reader_next(&r, &t), JSON_ARRAY);
	for (int i = 0; i < 4; i++)
		json_reader_next(&r, &t);
	/* at one that was a mistake */
	assert_int_equal(json_reader_next(&r, &t), JSON_ERROR);
	json_reader_restart(&r);
	assert_int_equal(json_reader_next(&r, &t), JSON_OBJECT);
	assert_int_equal(t.place.line, 3);
	assert_int_equal(json_reader_next(&r, &t), JSON_ERROR);
	json_reader_skip_line(&r);
	assert_int_equal(json_reader_next(&r, &t), JSON_END);
	json_reader_release(&r);
}

static void raw_is_bounded(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text);
	buf_adds(&text, "1 [\"");
	for (size_t i = 0; i < 200000; i++)
		buf_addc(&text, (char)('a' + i % 26));
	buf_adds(&text, "\"] 2");
	for (size_t size = 1; size < 300000; size = size * 10 + 3) {
		struct drip d = {buf_str(&text), size};
		struct json_reader r;
		struct json_token t;
		json_reader_init(&r, drip_read, &d);
		json_reader_next(&r, &t);
		json_reader_mark(&r);
		for (int i = 0; i < 3; i++)
			json_reader_next(&r, &t);
		struct str raw = json_reader_raw(&r);
		assert_int_equal(raw.n, JSON_RAW_BYTES);
		assert_memory_equal(raw.p, text.p + 2, raw.n);
		json_reader_mark(&r);
		json_reader_next(&r, &t);
		assert_str(json_reader_raw(&r), "2");
		json_reader_release(&r);
	}
	buf_release(&text);
}

static void reading_fails(void **state)
{
	(void)state;
	struct str bytes = STR("{\"a\\u00e9\":[1.5,\"\xe7\x82\x89\",true]}");
	for (size_t good = 0; good < bytes.n; good++) {
		struct failing f = {{bytes, 1}, good};
		struct json_reader r;
		struct json_token t;
		json_reader_init(&r, failing_read, &f);
		while (json_reader_next(&r, &t) < JSON_END)
			;
		assert_int_equal(t.kind, JSON_FAILED);
		f.good = 1;
		assert_int_equal(json_reader_next(&r, &t), JSON_FAILED);
		json_reader_skip_line(&r);
		assert_int_equal(json_reader_next(&r, &t), JSON_FAILED);
		json_reader_release(&r);
	}
}

/* --- jansson --------------------------------------------------------------------------------------------------- */

struct reading {
	bool accepted, deep, cut;
	size_t keys;
	struct buf shown;
};

/* One document and nothing behind it, shown as jansson_show does. */
static void read_document(struct reading *out, struct str bytes, size_t size)
{
	struct drip d = {bytes, size};
	struct json_reader r;
	struct json_token t;
	size_t documents = 0;
	buf_clear(&out->shown);
	buf_adds(&out->shown, "");
	out->keys = 0;
	out->cut = false;
	json_reader_init(&r, drip_read, &d);
	while (json_reader_next(&r, &t) < JSON_END) {
		out->cut |= t.cut;
		out->keys += t.kind == JSON_KEY;
		if (t.kind == JSON_KEY || t.kind == JSON_STRING)
			show_length_and_text(&out->shown, t.kind == JSON_KEY ? 'k' : 's', t.text);
		else if (t.kind == JSON_NUMBER)
			show_number(&out->shown, t.text);
		else
			buf_addc(&out->shown, "{}[]   TFN"[t.kind]);
		documents += r.depth == 0;
	}
	out->accepted = t.kind == JSON_END && documents == 1;
	out->deep = r.mistake == JSON_TOO_DEEP;
	json_reader_release(&r);
}

struct oracle {
	struct reading ours;
	struct jansson theirs;
	size_t compared, accepted;
};

static void oracle_init(struct oracle *o)
{
	*o = (struct oracle){0};
	buf_init(&o->ours.shown);
	buf_init(&o->theirs.shown);
}

static void oracle_release(struct oracle *o)
{
	buf_release(&o->ours.shown);
	buf_release(&o->theirs.shown);
}

/* True where we accept it. jansson must agree, and on what it says, where it can say and no key of an object stands twice. */
static bool ask(struct oracle *o, const char *name, struct str bytes)
{
	read_document(&o->ours, bytes, 13);
	jansson_read(&o->theirs, bytes);
	if (o->ours.deep || o->ours.cut || o->theirs.cannot_say)
		return o->ours.accepted;
	if (o->ours.accepted != o->theirs.accepted)
		fail_msg("%s: %s, jansson does not: %.*s", name, o->ours.accepted ? "accepted" : "refused", STR_ARG(bytes));
	if (!o->ours.accepted)
		return false;
	o->accepted++;
	if (o->ours.keys != o->theirs.keys)
		return true;
	o->compared++;
	if (!str_eq(buf_str(&o->ours.shown), buf_str(&o->theirs.shown)))
		fail_msg("%s: %s\njansson: %s", name, o->ours.shown.p, o->theirs.shown.p);
	return true;
}

/* --- files that others wrote ----------------------------------------------------------------------------------- */

typedef void file_fn(struct oracle *o, const char *name, struct str bytes);

/* How many files; skips the test where there is no such folder. */
static size_t each_file(struct oracle *o, const char *folder, const char *inner, file_fn *with)
{
	DIR *d = opendir(folder);
	struct arena a;
	size_t files = 0;
	if (!d) {
		print_message("%s is not here: skipped\n", folder);
		oracle_release(o);
		skip();
	}
	arena_init(&a);
	for (struct dirent *e; (e = readdir(d));) {
		struct str bytes;
		if (e->d_name[0] == '.' || !disk_read(&a, arena_printf(&a, "%s/%s%s", folder, e->d_name, inner).p, &bytes))
			continue;
		with(o, e->d_name, bytes);
		check_pieces(bytes, bytes.n < 1000 ? 300 : 4);
		arena_clear(&a);
		files++;
	}
	closedir(d);
	arena_release(&a);
	return files;
}

/* y_ is accepted, n_ refused, i_ either. */
static void nst_file(struct oracle *o, const char *name, struct str bytes)
{
	bool accepted = ask(o, name, bytes);
	if (name[0] != 'i' && accepted != (name[0] == 'y'))
		fail_msg("%s: %s", name, accepted ? "accepted" : "refused");
}

static void nst_parsing(void **state)
{
	(void)state;
	struct oracle o;
	oracle_init(&o);
	assert_int_equal(each_file(&o, CORPORA "json-nst/test_parsing", "", nst_file), 318);
	assert_true(o.compared > 90);
	oracle_release(&o);
}

static void any_file(struct oracle *o, const char *name, struct str bytes)
{
	ask(o, name, bytes);
}

static void nst_transform(void **state)
{
	(void)state;
	struct oracle o;
	oracle_init(&o);
	assert_int_equal(each_file(&o, CORPORA "json-nst/test_transform", "", any_file), 22);
	assert_true(o.accepted >= 10);
	oracle_release(&o);
}

/* A name without a flag, or with that of a number beyond double, is JSON. */
static void yyjson_file(struct oracle *o, const char *name, struct str bytes)
{
	bool good = !strchr(name, '(') || strstr(name, "(bignum)");
	if (ask(o, name, bytes) != good && !o->ours.deep)
		fail_msg("%s: %s", name, good ? "refused" : "accepted");
}

static void checker_file(struct oracle *o, const char *name, struct str bytes)
{
	bool accepted = ask(o, name, bytes);
	if (!strstr(name, "EXCLUDE") && accepted != (name[0] == 'p'))
		fail_msg("%s: %s", name, accepted ? "accepted" : "refused");
}

/* The byte order mark is the caller's to pass over; UTF-16 is no JSON. */
static void encoding_file(struct oracle *o, const char *name, struct str bytes)
{
	assert_int_equal(ask(o, name, bytes), strcmp(name, "utf8.json") == 0);
	if (strcmp(name, "utf8bom.json") == 0)
		assert_true(ask(o, name, str_sub(bytes, 3, bytes.n)));
}

static void yyjson(void **state)
{
	(void)state;
	struct oracle o;
	oracle_init(&o);
	assert_int_equal(each_file(&o, CORPORA "json-yyjson/test_yyjson", "", yyjson_file), 209);
	assert_true(o.compared > 10);
	assert_int_equal(each_file(&o, CORPORA "json-yyjson/test_checker", "", checker_file), 36);
	assert_int_equal(each_file(&o, CORPORA "json-yyjson/test_encoding", "", encoding_file), 6);
	oracle_release(&o);
}

static void refused_file(struct oracle *o, const char *name, struct str bytes)
{
	if (ask(o, name, bytes))
		fail_msg("%s: accepted", name);
}

static void jansson_invalid(void **state)
{
	(void)state;
	struct oracle o;
	oracle_init(&o);
	assert_true(each_file(&o, CORPORA "json-jansson-invalid-unicode", "/input", refused_file) >= 15);
	oracle_release(&o);
}

static void blns_file(struct oracle *o, const char *name, struct str bytes)
{
	if (strcmp(name, "blns.json") == 0)
		assert_true(ask(o, name, bytes));
}

static void blns(void **state)
{
	(void)state;
	struct oracle o;
	oracle_init(&o);
	each_file(&o, CORPORA "blns", "", blns_file);
	assert_int_equal(o.compared, 1);
	oracle_release(&o);
}

/* --- random documents ------------------------------------------------------------------------------------------ */

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (uint32_t)(d->state >> 20) % sides;
}

#define PICK(d, table) ((table)[roll((d), sizeof(table) / sizeof *(table))])

static void random_white(struct buf *out, struct dice *d)
{
	while (roll(d, 4) == 0)
		buf_addc(out, " \t\r\n"[roll(d, 4)]);
}

static void random_string(struct buf *out, struct dice *d)
{
	static const char *const pieces[] = {"a", "Z", " ", "/", ",", "}", "\\\"", "\\\\", "\\/", "\\n", "\\u0001", "\\u7089", "\\uD83d\\uDe00",
					     "\xc3\xa9", "\xe7\x82\x89", "\xe7\x84\xa6\xe7\x82\x89", "\xf0\x9f\x98\x80", "\x7f", "12345678"};
	buf_addc(out, '"');
	for (uint32_t n = roll(d, 12); n > 0; n--)
		buf_adds(out, PICK(d, pieces));
	buf_addc(out, '"');
}

static void random_number(struct buf *out, struct dice *d)
{
	if (roll(d, 3) == 0)
		buf_addc(out, '-');
	buf_printf(out, "%u", roll(d, 2) ? 0 : roll(d, 100000));
	if (roll(d, 2))
		buf_printf(out, ".%03u", roll(d, 1000));
	if (roll(d, 4) == 0)
		buf_printf(out, "%c%s%u", "eE"[roll(d, 2)], (const char *const[]){"", "+", "-"}[roll(d, 3)], roll(d, 30));
}

static void random_value(struct buf *out, struct dice *d, unsigned level);

static void random_container(struct buf *out, struct dice *d, unsigned level, bool object)
{
	buf_addc(out, object ? '{' : '[');
	random_white(out, d);
	for (uint32_t i = 0, n = roll(d, 5); i < n; i++) {
		if (i)
			buf_addc(out, ',');
		random_white(out, d);
		if (object) {
			random_string(out, d);
			random_white(out, d);
			buf_addc(out, ':');
		}
		random_value(out, d, level + 1);
	}
	buf_addc(out, object ? '}' : ']');
}

static void random_value(struct buf *out, struct dice *d, unsigned level)
{
	static const char *const names[] = {"true", "false", "null"};
	uint32_t sort = roll(d, level < 6 ? 8 : 5);
	random_white(out, d);
	if (sort > 4 || level == 0)
		random_container(out, d, level, sort % 2);
	else if (sort > 2)
		random_number(out, d);
	else if (sort > 0)
		random_string(out, d);
	else
		buf_adds(out, PICK(d, names));
	random_white(out, d);
}

/* A byte changed, put in or left out, some times. */
static void mutate(struct buf *text, struct dice *d)
{
	static const char bytes[] = "\"\\{}[]:,u0019.-+eEtfn \n\r\t/x\x80\xc0\xe7\xed\xf0\x01\x7f";
	for (uint32_t n = 1 + roll(d, 3); n > 0 && text->n > 1; n--) {
		size_t at = roll(d, (uint32_t)text->n);
		char c = bytes[roll(d, sizeof bytes)]; /* NUL too */
		switch (roll(d, 3)) {
		case 0:
			text->p[at] = c;
			break;
		case 1:
			memmove(text->p + at, text->p + at + 1, text->n - at - 1);
			text->n--;
			break;
		default:
			buf_addc(text, ' ');
			memmove(text->p + at + 1, text->p + at, text->n - at - 1);
			text->p[at] = c;
		}
	}
}

static void random_documents(void **state)
{
	(void)state;
	enum { ROUNDS = 20000, OF_PIECES = 50 };
	struct oracle o;
	struct buf text;
	size_t refused = 0;
	oracle_init(&o);
	buf_init(&text);
	for (uint64_t round = 1; round <= ROUNDS; round++) {
		struct dice d = {round * 0x9e3779b97f4a7c15u};
		char name[32];
		snprintf(name, sizeof name, "round %d", (int)round);
		buf_clear(&text);
		random_value(&text, &d, 0);
		if (!ask(&o, name, buf_str(&text)))
			fail_msg("%s: refused: %s", name, text.p);
		mutate(&text, &d);
		refused += !ask(&o, name, buf_str(&text));
		if (round % OF_PIECES == 0)
			check_pieces(buf_str(&text), 40);
	}
	assert_true(refused > ROUNDS / 4 && refused < ROUNDS);
	assert_true(o.compared > ROUNDS);
	buf_release(&text);
	oracle_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens),        cmocka_unit_test(places),          cmocka_unit_test(mistakes),
		cmocka_unit_test(depth),         cmocka_unit_test(long_texts),      cmocka_unit_test(restarts),
		cmocka_unit_test(raw_is_bounded), cmocka_unit_test(reading_fails),  cmocka_unit_test(nst_parsing),
		cmocka_unit_test(nst_transform), cmocka_unit_test(yyjson),          cmocka_unit_test(jansson_invalid),
		cmocka_unit_test(blns),          cmocka_unit_test(random_documents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
