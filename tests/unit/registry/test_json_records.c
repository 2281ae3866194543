/* Records out of JSON and NDJSON. Every case is read at every chunk size, so that no answer depends on how bytes arrive. */
#include "unit.h"

#include "base/arena.h"
#include "drip.h"
#include "registry/json_records.h"

/* --- what was read, as text ------------------------------------------------------------------------------------ */

/* group:key=text; '…' a text, #1 a number, ?true, ~ null, [a、b] a list, [] an empty one. */
static void show_member(struct buf *out, const struct json_member *m)
{
	static const char *const before[] = {"'", "#", "?", "~", "[", "["}, *const behind[] = {"'", "", "", "", "]", "]"};
	buf_addc(out, ' ');
	if (m->group.n)
		buf_printf(out, "%.*s:", STR_ARG(m->group));
	buf_printf(out, "%.*s=%s%.*s%s", STR_ARG(m->key), before[m->kind], STR_ARG(m->text), behind[m->kind]);
}

static void show_record(struct buf *out, const struct json_record *r)
{
	buf_printf(out, "%d@%d", (int)r->number, (int)r->line);
	if (r->lines > 1)
		buf_printf(out, "+%d", (int)r->lines - 1);
	for (size_t i = 0; i < r->n_inherited; i++) {
		buf_adds(out, " ^");
		show_member(out, &r->inherited[i]);
	}
	for (size_t i = 0; i < r->n_members; i++)
		show_member(out, &r->members[i]);
	if (r->list.p)
		buf_printf(out, " %.*s(", STR_ARG(r->list));
	for (size_t i = 0; i < r->n_subs; i++) {
		for (size_t k = 0; k < r->subs[i].n_members; k++)
			show_member(out, &r->subs[i].members[k]);
		buf_addc(out, ';');
	}
	if (r->list.p)
		buf_addc(out, ')');
	if (r->trouble != JSON_GOOD)
		buf_printf(out, " !%.*s", STR_ARG(r->problem.en));
	buf_addc(out, '\n');
}

static void show(struct buf *out, struct str bytes, size_t chunk)
{
	struct drip d = {bytes, chunk};
	struct json_records j;
	struct json_record r;
	enum json_status status;
	struct words notice;
	struct arena a;
	uint64_t number = 0;
	arena_init(&a);
	buf_clear(out);
	buf_adds(out, "");
	json_records_init(&j, drip_read, &d);
	while ((status = json_records_next(&j, &r, &a)) == JSON_RECORD) {
		assert_int_equal(r.number, ++number);
		assert_true(r.lines >= 1);
		assert_int_equal(r.trouble != JSON_GOOD, r.problem.en.p != NULL);
		assert_true(r.trouble == JSON_GOOD || (!r.n_members && !r.n_subs && !r.n_inherited && !r.list.p));
		show_record(out, &r);
		arena_clear(&a);
	}
	if (status == JSON_RECORDS_BROKEN) {
		buf_printf(out, "broken@%d: %.*s\n", (int)r.line, STR_ARG(r.problem.en));
		arena_clear(&a);
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORDS_BROKEN);
		assert_true(r.problem.en.p && r.problem.zh.p);
	} else {
		assert_int_equal(status, JSON_RECORDS_END);
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORDS_END);
	}
	while (json_records_notice(&j, &notice, &a))
		buf_printf(out, "notice: %.*s\n", STR_ARG(notice.en));
	json_records_release(&j);
	arena_release(&a);
}

struct one_case {
	const char *bytes, *want;
};

static void check_case(struct str bytes, const char *want)
{
	struct buf got;
	buf_init(&got);
	for (size_t chunk = 1; chunk <= bytes.n + 1; chunk++) {
		show(&got, bytes, chunk);
		assert_string_equal(got.p, want);
	}
	buf_release(&got);
}

static void check_cases(const struct one_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_case(str_from(cases[i].bytes), cases[i].want);
}

#define CHECK_CASES(cases) check_cases((cases), sizeof(cases) / sizeof *(cases))

/* --- shapes ---------------------------------------------------------------------------------------------------- */

static void lines(void **state)
{
	(void)state;
	static const struct one_case cases[] = {
		{"", ""},
		{" \r\n ", ""},
		{"{}\n{}", "1@1\n2@2\n"},
		{"{\"a\":\"x\"}\n{\"a\":\"y\"}\n", "1@1 a='x'\n2@2 a='y'\n"},
		{"{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "1@1 a=#1\n2@3 a=#2\n"},
		{"{\"a\":1} {\"a\":2}{\"a\":3}", "1@1 a=#1\n2@1 a=#2\n3@1 a=#3\n"},
		{"{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", "1@1+2 a=#1\n2@4+2 a=#2\n"},
		/* the list of the first of many is its own */
		{"{\"a\":1,\"k\":[{\"v\":1},{\"v\":2}]}\n{\"a\":2,\"k\":[{\"v\":3}]}", "1@1 a=#1 k( k:v=#1; k:v=#2;)\n2@2 a=#2 k( k:v=#3;)\n"},
		/* what is no object */
		{"{\"a\":1}\n[1,{\"a\":2}]\n3\n\"x\"\nnull\n{\"a\":4}",
		 "1@1 a=#1\n2@2 !line 2, column 1: a list; expected an object with names and values\n"
		 "3@3 !line 3, column 1: 3; expected an object with names and values\n"
		 "4@4 !line 4, column 1: a text; expected an object with names and values\n"
		 "5@5 !line 5, column 1: null; expected an object with names and values\n6@6 a=#4\n"},
		{"1\n{\"a\":2}", "1@1 !line 1, column 1: 1; expected an object with names and values\n2@2 a=#2\n"},
		/* a line that is no JSON is rejected, the next goes on */
		{"{\"a\":1}\n{\"a\":}\n{\"a\":3}\n", "1@1 a=#1\n2@2 !line 2, column 6: \"}\"; expected a value\n3@3 a=#3\n"},
		{"{\"a\":1}\nx y\n\n{\"a\":3}", "1@1 a=#1\n2@2 !line 2, column 1: \"x\"; expected a value\n3@4 a=#3\n"},
		{"{\"a\":1}\n{\"a\":2},\n{\"a\":3},\n",
		 "1@1 a=#1\n2@2 a=#2\n3@2 !line 2, column 8: \",\"; expected a value\n4@3 a=#3\n5@3 !line 3, column 8: \",\"; expected a value\n"},
		{"{\"a\":1}\n{\"a\":\"x\r\n{\"a\":3}", "1@1 a=#1\n2@2 !line 2, column 8: the byte 0x0D; expected the double quote that closes the text\n3@3 a=#3\n"},
		{"{\"a\":1}\n[1,\n{\"a\":3}", "1@1 a=#1\n2@2+1 !line 3, column 8: the input ends; expected \",\" or \"]\"\n"},
		{"# all\n{\"a\":1}\n", "1@1 !line 1, column 1: \"#\"; expected a value\n2@2 a=#1\n"},
		/* a line that is cut short takes nothing of the next */
		{"{\"a\":1}\n{\"a\":2\n{\"a\":3}\n{\"a\":4}",
		 "1@1 a=#1\n2@2 !it is not closed where its line ends; the next record begins on line 3\n3@3 a=#3\n4@4 a=#4\n"},
		{"{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":4}",
		 "1@1 a=#1\n2@2 !it is not closed where its line ends; the next record begins on line 3\n3@3 a=#3\n4@4 a=#4\n"},
		{"{\"a\":1}\n{\"a\":2,\"k\":[{\"v\":1},\n{\"a\":3}\n{\"a\":4}",
		 "1@1 a=#1\n2@2 !it is not closed where its line ends; the next record begins on line 3\n3@3 a=#3\n4@4 a=#4\n"},
		{"{\"a\":1}\n{\"a\":\n", "1@1 a=#1\n2@2+1 !line 3, column 1: the input ends; expected a value\n"},
		/* … but not where records take more lines than one */
		{"{}\n{\n\"k\":[\n{\"v\":1}\n]\n}\n{\"k\":[\n{\"v\":2}]}", "1@1\n2@2+4 k( k:v=#1;)\n3@7+1 k( k:v=#2;)\n"},
		/* also the first */
		{"{\"a\":\n{\"a\":2}\n{\"a\":3}", "1@1 !it is not closed where its line ends; the next record begins on line 2\n2@2 a=#2\n3@3 a=#3\n"},
		{"{\"a\":1\n{\"a\":2}\n{\"a\":3}", "1@1 !it is not closed where its line ends; the next record begins on line 2\n2@2 a=#2\n3@3 a=#3\n"},
		{"{\"a\":x}\r\n{\"a\":2}", "1@1 !line 1, column 6: \"x\"; expected a value\n2@2 a=#2\n"},
	};
	CHECK_CASES(cases);
}

static void lists(void **state)
{
	(void)state;
	static const struct one_case cases[] = {
		{"[]", ""},
		{"[{}]", "1@1\n"},
		{"[{\"a\":1},{\"a\":2}]", "1@1 a=#1\n2@1 a=#2\n"},
		{"[\n {\"a\": 1},\n {\n  \"a\": 2\n }\n]\n", "1@2 a=#1\n2@3+2 a=#2\n"},
		{"[{\"a\":1}]\n[{\"a\":2}]", "1@1 a=#1\n2@2 a=#2\n"},
		{"[{\"a\":1},null,[{\"b\":[2]}],\"x\",{\"a\":3}]",
		 "1@1 a=#1\n2@1 !line 1, column 10: null; expected an object with names and values\n"
		 "3@1 !line 1, column 15: a list; expected an object with names and values\n"
		 "4@1 !line 1, column 27: a text; expected an object with names and values\n5@1 a=#3\n"},
		/* a document that is no JSON ends there */
		{"[{\"a\":1},\n{\"a\":x},\n{\"a\":3}]", "1@1 a=#1\n2@2 !line 2, column 6: \"x\"; expected a value\nbroken@2: line 2, column 6: \"x\"; expected a value\n"},
		{"[{\"a\":1}\n{\"a\":2}]", "1@1 a=#1\nbroken@2: line 2, column 1: \"{\"; expected \",\" or \"]\"\n"},
		{"[{\"a\":1},", "1@1 a=#1\nbroken@1: line 1, column 10: the input ends; expected a value\n"},
		{"[{\"a\":1},]", "1@1 a=#1\nbroken@1: line 1, column 10: \"]\"; expected a value\n"},
		{"[{\"a\":1},[2,}]", "1@1 a=#1\n2@1 !line 1, column 13: \"}\"; expected a value\nbroken@1: line 1, column 13: \"}\"; expected a value\n"},
		{"[{\"a\":1}]]", "1@1 a=#1\nbroken@1: line 1, column 10: \"]\"; expected a value\n"},
		{"[{\"a\":1}]\n\n{\"a\":2}", "1@1 a=#1\nbroken@3: more follows behind the end of the document, on line 3; nothing of it is read\n"},
		{"[", "broken@1: line 1, column 2: the input ends; expected a value or \"]\"\n"},
	};
	CHECK_CASES(cases);
}

static void wrapped(void **state)
{
	(void)state;
	static const struct one_case cases[] = {
		{"{\"total\":2,\"data\":[{\"a\":1},{\"a\":2}]}", "1@1 ^ total=#2 a=#1\n2@1 ^ total=#2 a=#2\n"},
		{"{\"data\":[\n{\"a\":1},\n{\"a\":2}\n],\n\"total\":2}\n", "1@2 ^ total=#2 a=#1\n2@3 ^ total=#2 a=#2\n"},
		/* deeper, with what stands beside it at each level */
		{"{\"code\":0,\"data\":{\"page\":1,\"rows\":[{\"a\":1}],\"size\":10},\"msg\":\"ok\",\"tags\":[\"x\",\"y\"]}",
		 "1@1 ^ code=#0 ^ data:page=#1 ^ data:size=#10 ^ msg='ok' ^ tags=[x、y] a=#1\n"},
		{"{\"owner\":{\"name\":\"x\",\"id\":\"7\"},\"kilns\":[{\"name\":\"k\"}]}", "1@1 ^ owner:name='x' ^ owner:id='7' name='k'\n"},
		/* both names are kept */
		{"{\"name\":\"x\",\"kilns\":[{\"name\":\"k\"}]}", "1@1 ^ name='x' name='k'\n"},
		{"{\"n\":null,\"e\":[],\"data\":[{\"k\":[{\"v\":1}]},{\"k\":[]}]}", "1@1 ^ n=~ ^ e=[] k( k:v=#1;)\n2@1 ^ n=~ ^ e=[] k=[]\n"},
		{"{\"data\":[{\"a\":1},null,{\"a\":3}]}", "1@1 a=#1\n2@1 !line 1, column 18: null; expected an object with names and values\n3@1 a=#3\n"},
		{"{\"data\":[null,[{\"b\":1}],{\"a\":3}]}", "1@1 !line 1, column 10: null; expected an object with names and values\n"
						       "2@1 !line 1, column 15: a list; expected an object with names and values\n3@1 a=#3\n"},
		/* without such a list, or with two, it is the record */
		{"{\"a\":1}", "1@1 a=#1\n"},
		{"{\"total\":0,\"data\":[]}", "1@1 total=#0 data=[]\n"},
		{"{\"a\":1,\"b\":{\"c\":[1,2]}}", "1@1 a=#1 b:c=[1、2]\n"},
		{"{\"a\":[{\"x\":1}],\"b\":[{\"y\":2}]}", "1@1 !two lists of objects: \"a\" at line 1, column 6 and \"b\" at line 1, column 20\n"},
		{"{\"n\":1,\"data\":[{\"a\":1}],\"n\":2}", "1@1 !the key \"n\" stands twice: at line 1, column 2 and at line 1, column 25\n"},
		/* what cannot be inherited is told */
		{"{\"bad\":[[{\"x\":1}]],\"nul\":\"\\u0000\",\"n\":[1,\"\\u0000\"],\"data\":[{\"a\":1}]}",
		 "1@1 a=#1\nnotice: beside the list \"data\", but no text or list of texts that its records could inherit: bad、nul、n\n"},
		/* no JSON */
		{"{\"data\":[{\"a\":1},{\"a\":x}]}", "1@1 a=#1\n2@1 !line 1, column 23: \"x\"; expected a value\nbroken@1: line 1, column 23: \"x\"; expected a value\n"},
		{"{\"n\":1,\n\"data\":[\n{\"a\":1},\n{\"a\":2}\n", "1@3 ^ n=#1 a=#1\n2@4 ^ n=#1 a=#2\nbroken@5: line 5, column 1: the input ends; expected \",\" or \"]\"\n"},
		{"{\"data\":[{\"a\":1}],\n\"n\":}", "1@1 a=#1\nbroken@2: line 2, column 5: \"}\"; expected a value\n"},
		{"{\"data\":[{\"a\":1}]}\n}", "1@1 a=#1\nbroken@2: line 2, column 1: \"}\"; expected a value\n"},
		{"{\"a\":\n1,\n\"b\"}", "1@1+2 !line 3, column 4: \"}\"; expected \":\" behind the key\nbroken@3: line 3, column 4: \"}\"; expected \":\" behind the key\n"},
	};
	CHECK_CASES(cases);
}

/* --- members --------------------------------------------------------------------------------------------------- */

static void members(void **state)
{
	(void)state;
	static const struct one_case cases[] = {
		{"{\"s\":\"x\\ny\",\"n\":-1.50e+3,\"t\":true,\"f\":false,\"z\":null,\"e\":\"\",\"\":1}\n{}",
		 "1@1 s='x\ny' n=#-1.50e+3 t=?true f=?false z=~ e='' =#1\n2@2\n"},
		{"{\"n\":123456789012345678901234567890.10}\n{}", "1@1 n=#123456789012345678901234567890.10\n2@2\n"},
		{"{\"a\":{\"b\":1,\"c\":{\"d\":2,\"e\":{}}},\"f\":3}\n{}", "1@1 a:b=#1 a/c:d=#2 f=#3\n2@2\n"},
		{"{\"a\":[1,\"x\",true,null,2.50],\"b\":[null],\"c\":[],\"d\":[\"\"]}\n{}", "1@1 a=[1、x、true、2.50] b=[] c=[] d=[]\n2@2\n"},
		{"{\"a\":[[1,2],[3,[\"x\",null]],[]]}\n{}", "1@1 a=[[1,2]、[3,[\"x\",null]]、[]]\n2@2\n"},
		/* sub-records */
		{"{\"a\":1,\"k\":[{\"v\":1,\"m\":{\"w\":2}},{},{\"v\":3,\"t\":[4,5]}],\"b\":{\"c\":6}}\n{}",
		 "1@1 a=#1 b:c=#6 k( k:v=#1 k/m:w=#2;; k:v=#3 k:t=[4、5];)\n2@2\n"},
		{"{\"p\":{\"k\":[{\"v\":1}]}}\n{\"k\":[]}\n{\"k\":null}", "1@1 p/k( p/k:v=#1;)\n2@2 k=[]\n3@3 k=~\n"},
		/* lists that are none, or too many */
		{"{\"k\":[{\"v\":1},2]}\n{\"k\":[1,{\"v\":2}]}\n{\"k\":[{},[]]}\n{\"k\":[[{}]]}\n{\"a\":5}",
		 "1@1 !the list \"k\" at line 1, column 6 holds objects and other values, as at line 1, column 15\n"
		 "2@2 !the list \"k\" at line 2, column 6 holds objects and other values, as at line 2, column 9\n"
		 "3@3 !the list \"k\" at line 3, column 6 holds objects and other values, as at line 3, column 10\n"
		 "4@4 !the list \"k\" at line 4, column 6 holds objects and other values, as at line 4, column 8\n5@5 a=#5\n"},
		{"{\"k\":[{}],\"l\":{\"m\":[{}]}}\n{\"a\":2}", "1@1 !two lists of objects: \"k\" at line 1, column 6 and \"m\" at line 1, column 20\n2@2 a=#2\n"},
		{"{\"k\":[{\"l\":[{\"m\":1}]}]}\n{\"a\":2}",
		 "1@1 !a list of objects within another: \"k\" at line 1, column 6 holds \"l\" at line 1, column 12\n2@2 a=#2\n"},
		{"{\"k\":[{\"l\":{\"m\":[{}]}}],\"x\":1}\n{\"a\":2}",
		 "1@1 !a list of objects within another: \"k\" at line 1, column 6 holds \"m\" at line 1, column 17\n2@2 a=#2\n"},
		/* keys */
		{"{\"a\":1,\"b\":2,\"\\u0061\":3}\n{\"a\":2}", "1@1 !the key \"a\" stands twice: at line 1, column 2 and at line 1, column 14\n2@2 a=#2\n"},
		{"{\"a\":1,\"a\":{\"b\":2}}\n{\"x\":{\"b\":1,\"b\":2}}\n{\"k\":[{\"v\":1,\n\"v\":2}]}",
		 "1@1 !the key \"a\" stands twice: at line 1, column 2 and at line 1, column 8\n"
		 "2@2 !the key \"b\" stands twice: at line 2, column 7 and at line 2, column 13\n"
		 "3@3+1 !the key \"v\" stands twice: at line 3, column 8 and at line 4, column 1\n"},
		{"{\"a\":{\"x\":1},\"b\":{\"x\":1},\"x\":1,\"k\":[{\"x\":1},{\"x\":1}]}\n{\"A\":1,\"a\":1}",
		 "1@1 a:x=#1 b:x=#1 x=#1 k( k:x=#1; k:x=#1;)\n2@2 A=#1 a=#1\n"},
		/* a key may hold what joins groups */
		{"{\"a/b\":1,\"a\":{\"b\":2},\"c/d\":{\"e\":3},\"c\":{\"d\":{\"f\":4}}}\n{}", "1@1 a/b=#1 a:b=#2 c/d:e=#3 c/d:f=#4\n2@2\n"},
		{"{\"c/d\":{\"e\":3},\"c\":{\"d\":{\"e\":4}}}\n{}", "1@1 !the key \"e\" stands twice: at line 1, column 9 and at line 1, column 26\n2@2\n"},
		{"{\"c/d\":[{\"e\":3}],\"c\":{\"d\":{\"e\":4}}}\n{\"c/d\":[{\"e\":3}],\"c\":{\"dx\":{\"e\":4}}}",
		 "1@1 !\"c/d\" is a list of objects at line 1, column 8 and an object at line 1, column 32\n2@2 c/dx:e=#4 c/d( c/d:e=#3;)\n"},
		{"{\"a\":\"x\\u0000\"}\n{\"a\\u0000\":1}\n{\"a\":[\"\\u0000\"]}",
		 "1@1 !\"a\": the text at line 1, column 6 holds a NUL character\n2@2 !\"a\": the text at line 2, column 2 holds a NUL character\n"
		 "3@3 !\"a\": the text at line 3, column 7 holds a NUL character\n"},
	};
	CHECK_CASES(cases);
}

static void places_and_words(void **state)
{
	(void)state;
	struct drip d = {STR("{\"\xe7\x82\x89\": \"x\",\n \"k\":[ {\"v\":\n1} ]}\n{\"\xe7\x82\x89\":1,\"\xe7\x82\x89\":2}"), 3};
	struct json_records j;
	struct json_record r;
	struct arena a;
	arena_init(&a);
	json_records_init(&j, drip_read, &d);
	assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
	assert_int_equal(r.members[0].place.column, 7);
	assert_int_equal(r.subs[0].place.line, 2);
	assert_int_equal(r.subs[0].place.column, 8);
	assert_int_equal(r.subs[0].members[0].place.line, 3);
	assert_int_equal(r.subs[0].members[0].place.column, 1);
	assert_str(json_records_raw(&j), "{\"\xe7\x82\x89\": \"x\",\n \"k\":[ {\"v\":\n1} ]}");
	assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
	assert_int_equal(r.trouble, JSON_DUPLICATE_KEY);
	assert_str(r.problem.zh, "键名“\xe7\x82\x89”出现两次：第 4 行第 2 列和第 4 行第 8 列");
	assert_str(json_records_raw(&j), "{\"\xe7\x82\x89\":1,\"\xe7\x82\x89\":2}");
	json_records_release(&j);
	arena_release(&a);
}

static void raw_texts(void **state)
{
	(void)state;
	struct drip d = {STR("{\"a\":1}\n  {\"a\":x} y\r\n{\"a\":\n{\"a\":2}"), 2};
	struct json_records j;
	struct json_record r;
	struct arena a;
	struct buf text;
	arena_init(&a);
	json_records_init(&j, drip_read, &d);
	json_records_next(&j, &r, &a);
	assert_str(json_records_raw(&j), "{\"a\":1}");
	json_records_next(&j, &r, &a);
	assert_str(json_records_raw(&j), "{\"a\":x} y");
	json_records_next(&j, &r, &a);
	assert_str(json_records_raw(&j), "{\"a\":");
	json_records_next(&j, &r, &a);
	assert_str(json_records_raw(&j), "{\"a\":2}");
	json_records_release(&j);
	/* one character more than is shown of it */
	buf_init(&text);
	buf_adds(&text, "[{\"a\":\"");
	for (int i = 0; i < LIMIT_REJECT_CHARS; i++)
		buf_adds(&text, "\xe7\x82\x89");
	buf_adds(&text, "\"}]");
	d = (struct drip){buf_str(&text), 100};
	json_records_init(&j, drip_read, &d);
	json_records_next(&j, &r, &a);
	struct str raw = json_records_raw(&j);
	assert_int_equal(raw.n, 6 + (LIMIT_REJECT_CHARS - 5) * 3);
	assert_memory_equal(raw.p, text.p + 1, raw.n);
	json_records_release(&j);
	buf_release(&text);
	arena_release(&a);
}

/* --- limits ---------------------------------------------------------------------------------------------------- */

static void repeat(struct buf *out, const char *piece, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_adds(out, piece);
}

/* A record that may be over a limit, between two others: only it is rejected. */
static void check_limit(const struct buf *record, enum json_trouble want, const char *words)
{
	static const size_t chunks[] = {1 << 20, 65536, 999};
	struct arena a;
	struct buf text;
	arena_init(&a);
	buf_init(&text);
	buf_adds(&text, "{\"a\":1}\n");
	buf_add(&text, buf_str(record));
	buf_adds(&text, "\n{\"a\":3}");
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		struct drip d = {buf_str(&text), chunks[i]};
		struct json_records j;
		struct json_record r;
		json_records_init(&j, drip_read, &d);
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
		assert_int_equal(r.trouble, want);
		if (words)
			assert_str(r.problem.en, words);
		assert_true(json_records_raw(&j).n > 0 && json_records_raw(&j).n <= 4 * (LIMIT_REJECT_CHARS + 1));
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
		assert_int_equal(r.number, 3);
		assert_int_equal(r.line, 3);
		assert_str(r.members[0].text, "3");
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORDS_END);
		json_records_release(&j);
	}
	buf_release(&text);
	arena_release(&a);
}

static void long_texts(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text);
	for (int more = 0; more < 2; more++) {
		enum json_trouble want = more ? JSON_LONG_TEXT : JSON_GOOD;
		size_t most = LIMIT_CELL_BYTES + (size_t)more;
		buf_clear(&text);
		buf_adds(&text, "{\"a\":\"");
		repeat(&text, "x", most);
		buf_adds(&text, "\"}");
		check_limit(&text, want, more ? "\"a\": the text at line 2, column 6 is longer than 65536 bytes" : NULL);
		buf_clear(&text);
		buf_adds(&text, "{\"a\":[1"); /* each of what follows adds 5 bytes */
		repeat(&text, "0", (size_t)more);
		repeat(&text, ",[]", (LIMIT_CELL_BYTES - 1) / 5);
		buf_adds(&text, "]}");
		check_limit(&text, want, more ? "\"a\": the text at line 2, column 6 is longer than 65536 bytes" : NULL);
		buf_clear(&text);
		buf_adds(&text, "{\"");
		repeat(&text, "k", most);
		buf_adds(&text, "\":2}");
		check_limit(&text, want, NULL);
		buf_clear(&text);
		buf_adds(&text, "{\"a\":[\"");
		repeat(&text, "x", LIMIT_CELL_BYTES / 2 - 4 + (size_t)more);
		buf_adds(&text, "\",\"");
		repeat(&text, "x", LIMIT_CELL_BYTES / 2 + 1);
		buf_adds(&text, "\"]}");
		check_limit(&text, want, more ? "\"a\": the text at line 2, column 6 is longer than 65536 bytes" : NULL);
	}
	buf_clear(&text);
	buf_adds(&text, "{\"n\":-");
	repeat(&text, "9", 200000);
	buf_adds(&text, "}");
	check_limit(&text, JSON_LONG_TEXT, "\"n\": the text at line 2, column 6 is longer than 65536 bytes");
	buf_release(&text);
}

static void long_records(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text);
	for (size_t more = 0; more < 2; more++) {
		size_t room = LIMIT_RECORD_BYTES + more - strlen("{\"k\":[{}]}");
		buf_clear(&text);
		buf_adds(&text, "{\"k\":[{}");
		repeat(&text, ",{}", room / 3);
		repeat(&text, " ", room % 3);
		buf_adds(&text, "]}");
		assert_int_equal(text.n, LIMIT_RECORD_BYTES + more);
		check_limit(&text, more ? JSON_LONG_RECORD : JSON_GOOD, more ? "longer than 4194304 bytes, from line 2, column 1 on" : NULL);
	}
	/* a long outer key makes much of little */
	buf_clear(&text);
	buf_adds(&text, "{\"");
	repeat(&text, "k", 60000);
	buf_adds(&text, "\":{\"0\":1");
	for (size_t i = 1; i < 200; i++)
		buf_printf(&text, ",\"%zu\":{\"x\":1}", i);
	buf_adds(&text, "}}");
	check_limit(&text, JSON_LONG_RECORD, NULL);
	buf_release(&text);
}

static void many_members(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text);
	for (size_t more = 0; more < 2; more++) {
		enum json_trouble want = more ? JSON_MANY_MEMBERS : JSON_GOOD;
		buf_clear(&text);
		buf_adds(&text, "{\"a\":1");
		for (size_t i = 1; i < LIMIT_COLUMNS + more; i++)
			buf_printf(&text, ",\"%zu\":1", i);
		buf_adds(&text, "}");
		check_limit(&text, want, more ? "more than 4096 members" : NULL);
		/* half of them in sub-records, before or behind */
		buf_clear(&text);
		buf_adds(&text, "{\"a\":1,\"k\":[{\"x\":1},{\"x\":1");
		for (size_t i = 1; i < LIMIT_COLUMNS / 2; i++)
			buf_printf(&text, ",\"%zu\":1", i);
		buf_adds(&text, "},{}]");
		for (size_t i = 1; i < LIMIT_COLUMNS / 2 + more; i++)
			buf_printf(&text, ",\"%zu\":1", i);
		buf_adds(&text, "}");
		check_limit(&text, want, NULL);
	}
	/* in many sub-records there may be more */
	buf_clear(&text);
	buf_adds(&text, "{\"k\":[{\"a\":1}");
	repeat(&text, ",{\"a\":1,\"b\":2}", LIMIT_COLUMNS);
	buf_adds(&text, "]}");
	check_limit(&text, JSON_GOOD, NULL);
	buf_release(&text);
}

/* --- the window ------------------------------------------------------------------------------------------------ */

struct totals {
	size_t good, bad, inherited;
	enum json_status end;
	enum json_trouble trouble; /* of the last one rejected */
	char notice[256];
};

static struct totals count(const struct buf *text)
{
	struct drip d = {buf_str(text), 10007};
	struct json_records j;
	struct json_record r;
	struct words notice;
	struct arena a;
	struct totals t = {0};
	arena_init(&a);
	json_records_init(&j, drip_read, &d);
	while ((t.end = json_records_next(&j, &r, &a)) == JSON_RECORD) {
		t.good += r.trouble == JSON_GOOD;
		t.bad += r.trouble != JSON_GOOD;
		t.trouble = r.trouble != JSON_GOOD ? r.trouble : t.trouble;
		t.inherited += r.n_inherited;
		arena_clear(&a);
	}
	if (json_records_notice(&j, &notice, &a))
		snprintf(t.notice, sizeof t.notice, "%.*s", STR_ARG(notice.en));
	assert_false(json_records_notice(&j, &notice, &a));
	json_records_release(&j);
	arena_release(&a);
	return t;
}

/* `size` bytes, the last of them `end`. */
static void wrap(struct buf *text, const char *begin, const char *end, size_t size)
{
	buf_clear(text);
	buf_adds(text, begin);
	while (text->n + strlen(end) + strlen(",{\"a\":1}") <= size)
		buf_adds(text, ",{\"a\":1}");
	repeat(text, " ", size - text->n - strlen(end));
	buf_adds(text, end);
	assert_int_equal(text->n, size);
}

static void the_window_ends(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text);
	/* all of it is seen before the first record is given: what stands behind the list is inherited */
	wrap(&text, "{\"n\":1,\"data\":[{}", "],\"m\":2}", JSON_WINDOW);
	struct totals t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.inherited, 2 * t.good);
	assert_string_equal(t.notice, "");
	size_t records = t.good;
	wrap(&text, "{\"n\":1,\"data\":[{}", "],\"m\":2}", JSON_WINDOW + 2000);
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.good, records + 250);
	assert_int_equal(t.bad, 0);
	assert_int_equal(t.inherited, t.good);
	assert_string_equal(t.notice, "behind the list \"data\" and beyond the first 1048576 bytes, so that its records do not inherit it: m");
	/* what of it was seen is inherited, and not told; of what is deeper, each */
	wrap(&text, "{\"n\":1,\"d\":{\"data\":[{},{}],\"m\":{\"x\":[1]},\"o\":[{}", "],\"p\":{\"q\":[1,2],\"r\":null},\"s\":{}},\"t\":true}", JSON_WINDOW + 2000);
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.trouble, JSON_TWO_LISTS);
	assert_int_equal(t.bad, 1);
	buf_clear(&text);
	buf_adds(&text, "{\"data\":[{},{}],\"m\":{\"x\":[1]},\"pad\":[0");
	repeat(&text, ",0", JSON_WINDOW / 2);
	buf_adds(&text, "],\"p\":{\"q\":[1,2],\"r\":null},\"s\":{},\"t\":true}");
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.good, 2);
	assert_int_equal(t.inherited, 2);
	assert_string_equal(t.notice, "behind the list \"data\" and beyond the first 1048576 bytes, so that its records do not inherit it: pad、q、r、t");
	/* a second list behind the window */
	wrap(&text, "{\"data\":[{}", "],\"more\":[1,{\"b\":1},{\"b\":2}],\"n\":3}", JSON_WINDOW + 2000);
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.bad, 1);
	assert_int_equal(t.trouble, JSON_TWO_LISTS);
	assert_string_equal(t.notice, "behind the list \"data\" and beyond the first 1048576 bytes, so that its records do not inherit it: more、n");
	/* it breaks there */
	wrap(&text, "{\"data\":[{}", "],\"n\":}", JSON_WINDOW + 2000);
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_BROKEN);
	assert_int_equal(t.bad, 0);
	assert_true(t.good > records);
	buf_release(&text);
}

static void long_lines(void **state)
{
	(void)state;
	struct buf text;
	struct totals t;
	buf_init(&text);
	/* the window ends amid a record, or amid whatever it may */
	for (size_t pad = 0; pad < 20; pad++) {
		buf_clear(&text);
		repeat(&text, " ", pad);
		for (size_t i = 0; text.n < JSON_WINDOW + 1000; i++)
			buf_printf(&text, "{\"\xe7\x82\x89\":\"\\ud83d\\ude00 %zu\",\"k\":[{\"v\":%zu}]}\n", i, i);
		t = count(&text);
		assert_int_equal(t.end, JSON_RECORDS_END);
		assert_int_equal(t.bad, 0);
		assert_true(t.good > 20000);
	}
	/* one object that has no list within the window */
	buf_clear(&text);
	buf_adds(&text, "{\"a\":[0");
	repeat(&text, ", 1", JSON_WINDOW / 2);
	buf_adds(&text, "]}");
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_END);
	assert_int_equal(t.trouble, JSON_LONG_TEXT);
	assert_int_equal(t.good, 0);
	/* never closed */
	buf_clear(&text);
	buf_adds(&text, "{\"a\":\"");
	repeat(&text, "x", 3 * JSON_WINDOW);
	t = count(&text);
	assert_int_equal(t.bad, 1);
	assert_int_equal(t.trouble, JSON_MALFORMED);
	buf_clear(&text);
	repeat(&text, "[", 3 * JSON_WINDOW);
	t = count(&text);
	assert_int_equal(t.end, JSON_RECORDS_BROKEN);
	buf_clear(&text);
	repeat(&text, "{\"a\":", JSON_WINDOW);
	t = count(&text);
	assert_int_equal(t.trouble, JSON_MALFORMED);
	assert_int_equal(t.good, 0);
	buf_release(&text);
}

/* --- random records -------------------------------------------------------------------------------------------- */

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

/* A record as JSON, and as show_record shows it. */
struct made {
	struct dice *d;
	struct buf *json;
	struct buf own, subs; /* what it shows */
	struct str list;      /* p is NULL: none yet */
	char list_name[64];
	unsigned key;         /* so that none stands twice */
	const char *mark;     /* before each member */
	bool one_line;
};

static void make_white(struct made *m)
{
	while (roll(m->d, 5) == 0)
		buf_addc(m->json, " \t\n"[roll(m->d, m->one_line ? 2 : 3)]);
}

static void make_scalar(struct made *m, struct buf *shown, bool listed)
{
	static const struct {
		const char *json, *text, *shown;
	} scalars[] = {{"1.50", "1.50", "#1.50"},    {"-3e2", "-3e2", "#-3e2"},      {"true", "true", "?true"},
		       {"false", "false", "?false"}, {"\"\\u7089\"", "炉", "'炉'"}, {"\"x\\ty\"", "x\ty", "'x\ty'"},
		       {"\"焦炉\"", "焦炉", "'焦炉'"}, {"null", "", "~"}};
	size_t i = roll(m->d, listed ? 7 : 8);
	buf_adds(m->json, scalars[i].json);
	buf_adds(shown, listed ? scalars[i].text : scalars[i].shown);
}

static void make_scalars(struct made *m, struct buf *shown)
{
	uint32_t n = roll(m->d, 4);
	buf_adds(m->json, "[");
	buf_adds(shown, "[");
	for (uint32_t i = 0; i < n; i++) {
		buf_adds(m->json, i ? "," : "");
		buf_adds(shown, i ? "、" : "");
		make_white(m);
		make_scalar(m, shown, true);
	}
	buf_adds(m->json, "]");
	buf_adds(shown, "]");
}

static void make_object(struct made *m, struct buf *shown, struct str path, unsigned level, bool lists);

static void make_list(struct made *m, struct str path)
{
	uint32_t n = 1 + roll(m->d, 3);
	m->list = path;
	snprintf(m->list_name, sizeof m->list_name, "%.*s", STR_ARG(path));
	buf_adds(m->json, "[");
	for (uint32_t i = 0; i < n; i++) {
		buf_adds(m->json, i ? "," : "");
		make_white(m);
		make_object(m, &m->subs, path, 1, false);
		buf_addc(&m->subs, ';');
	}
	buf_adds(m->json, "]");
}

static void make_member(struct made *m, struct buf *shown, struct str path, unsigned level, bool lists)
{
	char key[16], inner[64];
	uint32_t sort = roll(m->d, 8);
	snprintf(key, sizeof key, "%s%u", roll(m->d, 2) ? "键" : "k", m->key++);
	snprintf(inner, sizeof inner, "%.*s%s%s", STR_ARG(path), path.n ? "/" : "", key);
	buf_printf(m->json, "\"%s\":", key);
	make_white(m);
	if (sort == 0 && level < 4) {
		make_object(m, shown, str_from(inner), level + 1, lists);
	} else if (sort == 1 && lists && !m->list.p) {
		make_list(m, str_from(inner));
	} else {
		buf_printf(shown, "%s %.*s%s%s=", m->mark, STR_ARG(path), path.n ? ":" : "", key);
		if (sort == 2)
			make_scalars(m, shown);
		else
			make_scalar(m, shown, false);
	}
	make_white(m);
}

static void make_object(struct made *m, struct buf *shown, struct str path, unsigned level, bool lists)
{
	uint32_t n = roll(m->d, 6);
	buf_addc(m->json, '{');
	for (uint32_t i = 0; i < n; i++) {
		buf_adds(m->json, i ? "," : "");
		make_white(m);
		make_member(m, shown, path, level, lists);
	}
	buf_addc(m->json, '}');
}

/* Where `document`, the object of a wrapped list without that list, open. */
static void make_record(struct buf *json, struct buf *want, struct dice *d, bool document, bool one_line)
{
	struct made m = {.d = d, .json = json, .mark = document ? " ^" : "", .one_line = one_line};
	buf_init(&m.own);
	buf_init(&m.subs);
	make_object(&m, &m.own, STR(""), 0, !document);
	buf_add(want, buf_str(&m.own));
	if (m.list.p)
		buf_printf(want, " %s(%.*s)", m.list_name, STR_ARG(buf_str(&m.subs)));
	buf_release(&m.own);
	buf_release(&m.subs);
}

/* Without the lines: records are made without regard to them. */
static void shown_without_lines(struct buf *out, struct str shown)
{
	for (size_t i = 0; i < shown.n; i++) {
		buf_addc(out, shown.p[i]);
		if (shown.p[i] == '@')
			i += strspn(shown.p + i + 1, "0123456789+");
	}
}

static void random_records(void **state)
{
	(void)state;
	enum { ROUNDS = 3000 };
	static const size_t chunks[] = {1, 2, 3, 7, 50, 1000000};
	struct buf json, want, outer, got, plain;
	buf_init(&json);
	buf_init(&want);
	buf_init(&outer);
	buf_init(&got);
	buf_init(&plain);
	for (uint64_t round = 1; round <= ROUNDS; round++) {
		struct dice d = {round * 0x9e3779b97f4a7c15u};
		enum json_shape shape = (enum json_shape)(JSON_SHAPE_LINES + round % 3);
		uint32_t n = 2 + roll(&d, 4);
		bool one_line = roll(&d, 2), first = shape == JSON_SHAPE_LINES && !one_line;
		buf_clear(&json);
		buf_clear(&want);
		buf_clear(&outer);
		buf_adds(&outer, "");
		if (shape == JSON_SHAPE_WRAPPED) {
			make_record(&json, &outer, &d, true, false);
			json.n--;
			buf_adds(&json, json.p[json.n - 1] == '{' ? "\"data\":" : ",\"data\":");
		}
		buf_adds(&json, shape == JSON_SHAPE_LINES ? "" : "[");
		if (first) { /* shows that records are no lines */
			buf_adds(&json, "{\n\"a\":1}");
			buf_adds(&want, "1@ a=#1\n");
		}
		for (uint32_t i = 0; i < n; i++) {
			buf_adds(&json, !i && !first ? "" : shape == JSON_SHAPE_LINES ? "\n" : ",\n");
			buf_printf(&want, "%u@%s", i + 1 + first, outer.p);
			make_record(&json, &want, &d, false, one_line);
			buf_addc(&want, '\n');
		}
		buf_adds(&json, shape == JSON_SHAPE_LINES ? "" : shape == JSON_SHAPE_LIST ? "]" : "]}");
		show(&got, buf_str(&json), chunks[round % (sizeof chunks / sizeof *chunks)]);
		buf_clear(&plain);
		shown_without_lines(&plain, buf_str(&got));
		if (strcmp(plain.p, want.p) != 0)
			fail_msg("round %d: %s\n%s\nis not\n%s", (int)round, json.p, plain.p, want.p);
	}
	buf_release(&json);
	buf_release(&want);
	buf_release(&outer);
	buf_release(&got);
	buf_release(&plain);
}

/* --- memory, failing ------------------------------------------------------------------------------------------- */

static void nothing_is_allocated_once_warm(void **state)
{
	(void)state;
	struct buf text;
	struct arena a;
	buf_init(&text);
	arena_init(&a);
	for (size_t i = 0; i < 20000; i++)
		buf_printf(&text, "{\"a\":\"\\u7089 %zu\",\"o\":{\"p\":%zu},\"k\":[{\"v\":%zu},{\"v\":[1,2]}]}\n", i, i, i);
	struct drip d = {buf_str(&text), 65536};
	struct json_records j;
	struct json_record r;
	json_records_init(&j, drip_read, &d);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORD);
	struct json_flat warm = j.record;
	while (json_records_next(&j, &r, &a) == JSON_RECORD)
		assert_int_equal(r.n_subs, 2);
	assert_ptr_equal(j.record.own, warm.own);
	assert_ptr_equal(j.record.of_subs, warm.of_subs);
	assert_ptr_equal(j.record.subs, warm.subs);
	assert_ptr_equal(j.record.keys, warm.keys);
	assert_ptr_equal(j.record.slots, warm.slots);
	assert_ptr_equal(j.record.text.p, warm.text.p);
	assert_true(j.reader.text.cap <= 1024 && j.reader.raw.cap <= 2 * JSON_RAW_BYTES);
	assert_null(a.blocks);
	json_records_release(&j);
	buf_release(&text);
	arena_release(&a);
}

static void reading_fails(void **state)
{
	(void)state;
	static const char *const texts[] = {"{\"a\":1}\n{\"a\":2}\n{\"a\":3}", "[{\"a\":1},{\"a\":2}]", "{\"n\":1,\"data\":[{\"a\":1},{\"a\":2}]}"};
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < 3; i++)
		for (size_t good = 0; good < strlen(texts[i]); good++) {
			struct failing f = {{str_from(texts[i]), 1}, good};
			struct json_records j;
			struct json_record r;
			enum json_status status;
			json_records_init(&j, failing_read, &f);
			while ((status = json_records_next(&j, &r, &a)) == JSON_RECORD)
				assert_int_equal(r.trouble, JSON_GOOD);
			assert_int_equal(status, JSON_RECORDS_FAILED);
			assert_int_equal(json_records_next(&j, &r, &a), JSON_RECORDS_FAILED);
			json_records_release(&j);
		}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),           cmocka_unit_test(lists),        cmocka_unit_test(wrapped),
		cmocka_unit_test(members),         cmocka_unit_test(places_and_words), cmocka_unit_test(raw_texts),
		cmocka_unit_test(long_texts),      cmocka_unit_test(long_records), cmocka_unit_test(many_members),
		cmocka_unit_test(the_window_ends), cmocka_unit_test(long_lines),   cmocka_unit_test(nothing_is_allocated_once_warm),
		cmocka_unit_test(random_records),  cmocka_unit_test(reading_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
