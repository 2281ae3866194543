/* The scanner: bytes to records. Every case is read at every chunk size, so that no answer depends on how bytes arrive. */
#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "drip.h"
#include "registry/csv.h"

#include <dirent.h>

/* \r and \n as r and n behind a backslash. */
static void show_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '\r':
			buf_adds(out, "\\r");
			break;
		case '\n':
			buf_adds(out, "\\n");
			break;
		default:
			buf_addc(out, s.p[i]);
		}
}

static void show_record(struct buf *out, const struct record *r)
{
	static const char *const troubles[] = {[RECORD_GOOD] = "", [RECORD_UNCLOSED_QUOTE] = "!unclosed ",
					       [RECORD_STRAY_QUOTE] = "!stray ", [RECORD_LONG_CELL] = "!cell ",
					       [RECORD_LONG_RECORD] = "!record ", [RECORD_MANY_COLUMNS] = "!columns "};
	buf_printf(out, "%llu", (unsigned long long)r->line);
	if (r->lines > 1)
		buf_printf(out, "+%llu", (unsigned long long)r->lines - 1);
	buf_printf(out, " %s", troubles[r->trouble]);
	if (r->trouble == RECORD_UNCLOSED_QUOTE || r->trouble == RECORD_STRAY_QUOTE)
		buf_printf(out, "@%llu ", (unsigned long long)r->quote_line);
	if (r->trouble == RECORD_STRAY_QUOTE)
		buf_printf(out, "-%llu ", (unsigned long long)r->quote_end);
	for (size_t i = 0; i < r->n_fields; i++) {
		buf_addc(out, '<');
		show_text(out, r->fields[i]);
		buf_addc(out, '>');
	}
	buf_addc(out, ';');
}

static void show(struct buf *out, struct csv *c)
{
	struct record r;
	enum csv_status status;
	uint64_t number = 0;
	buf_clear(out);
	buf_adds(out, "");
	while ((status = csv_next(c, &r)) == CSV_RECORD) {
		assert_int_equal(r.number, ++number);
		show_record(out, &r);
	}
	assert_int_equal(status, CSV_END);
	csv_release(c);
}

static void show_chunked(struct buf *out, struct str bytes, size_t chunk, char separator)
{
	struct drip d = {bytes, chunk};
	struct csv c;
	csv_init(&c, drip_read, &d);
	csv_set_separator(&c, separator);
	show(out, &c);
}

static void one_case(struct str bytes, char separator, const char *want)
{
	struct buf got;
	struct csv c;
	buf_init(&got);
	for (size_t chunk = 1; chunk <= bytes.n + 1; chunk++) {
		show_chunked(&got, bytes, chunk, separator);
		assert_string_equal(got.p, want);
	}
	csv_init_bytes(&c, bytes);
	csv_set_separator(&c, separator);
	show(&got, &c);
	assert_string_equal(got.p, want);
	buf_release(&got);
}

static void records_and_fields(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{"", ""},
		{"a", "1 <a>;"},
		{"a,b", "1 <a><b>;"},
		{"a,b\n", "1 <a><b>;"},
		{"a,b\r\nc,d\r\n", "1 <a><b>;2 <c><d>;"},
		{"a,b\rc,d\r", "1 <a><b>;2 <c><d>;"},
		{"a\nb\rc\r\nd", "1 <a>;2 <b>;3 <c>;4 <d>;"},
		{"a\n\rb", "1 <a>;2 <>;3 <b>;"},
		{"\n", "1 <>;"},
		{"\r\n\r\n", "1 <>;2 <>;"},
		{",", "1 <><>;"},
		{",,\n,", "1 <><><>;2 <><>;"},
		{"a,", "1 <a><>;"},
		{" a , b ", "1 < a >< b >;"},
		{"\"a\"", "1 <a>;"},
		{"\"\"", "1 <>;"},
		{"\"\",\"\"\n\"\"", "1 <><>;2 <>;"},
		{"\"a,b\",c", "1 <a,b><c>;"},
		{"\"a\"\"b\"", "1 <a\"b>;"},
		{"\"\"\"\"", "1 <\">;"},
		{"\"\"\"a\"\"\",b", "1 <\"a\"><b>;"},
		{"\"a\nb\",c\nd", "1+1 <a\\nb><c>;3 <d>;"},
		{"\"a\r\nb\r\n\",c\r\nd", "1+2 <a\\r\\nb\\r\\n><c>;4 <d>;"},
		{"\"a\rb\"\rc", "1+1 <a\\rb>;3 <c>;"},
		{"\"a\r\"\nc", "1+1 <a\\r>;3 <c>;"},
		/* a quote elsewhere is text */
		{"3\" \xe7\xae\xa1,b", "1 <3\" \xe7\xae\xa1><b>;"},
		{"a\"b\"c,\"d\"", "1 <a\"b\"c><d>;"},
		{" \"a\",b", "1 < \"a\"><b>;"},
		/* text behind a closing quote is kept */
		{"\"a\"b,c", "1 <ab><c>;"},
		{"\"a\" ,c", "1 <a ><c>;"},
		{"\"a\"b\"c\",d", "1 <ab\"c\"><d>;"},
		{"\"a\"b\"\"c,d", "1 <ab\"\"c><d>;"},
		{"\"a\"\"b\"c\"\"\n", "1 <a\"bc\"\">;"},
		{"\"\"a\"\",b", "1 <a\"\"><b>;"},
		/* … but over several lines it shows two quotes that do not belong together */
		{"a,\"b\nc,d\ne,\"f\ng,h\n", "1+2 !stray @1 -3 ;4 <g><h>;"},
		{"a\n\"b\n\"c,\"d\ne\"f,g\nh", "1 <a>;2+2 !stray @2 -3 ;5 <h>;"},
		{"\"a\nb\" \t,c\n", "1+1 <a\\nb \t><c>;"},
		{"\"a\n\"\"b\",\"c\"d\n", "1+1 <a\\n\"b><cd>;"},
		{"\"a\nb\"c", "1+1 !stray @1 -2 ;"},
		{"\"a\nb\"c,\"d", "1+1 !unclosed @2 ;"},
		/* open at the end */
		{"a\n\"b", "1 <a>;2 !unclosed @2 ;"},
		{"a\nb,\"c\nd\ne,f\n", "1 <a>;2+3 !unclosed @2 ;"},
		{"a\n\"x\ny\",\"c\nd", "1 <a>;2+2 !unclosed @3 ;"},
		{"\"", "1 !unclosed @1 ;"},
		{"\"a\"\"", "1 !unclosed @1 ;"},
		{"a,b;c\td|e", "1 <a><b;c\td|e>;"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		one_case(str_from(cases[i].bytes), ',', cases[i].want);
	one_case(STR("a\tb,c\t\"d\te\"\n"), '\t', "1 <a><b,c><d\te>;");
	one_case(STR("a;b,c;d\n"), ';', "1 <a><b,c><d>;");
	one_case(STR("a|b|\n"), '|', "1 <a><b><>;");
	one_case(STR("\xb8\xdf\x81\x30\x81\x30,b\n"), ',', "1 <\xb8\xdf\x81\x30\x81\x30><b>;");
}

static void a_nul_is_a_byte(void **state)
{
	(void)state;
	struct csv c;
	struct record r;
	csv_init_bytes(&c, STR("a\0b,c\n"));
	csv_set_separator(&c, ',');
	assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_int_equal(r.n_fields, 2);
	assert_int_equal(r.fields[0].n, 3);
	assert_memory_equal(r.fields[0].p, "a\0b", 3);
	assert_int_equal(r.raw.n, 5);
	csv_release(&c);
}

static void peeked_and_skipped(void **state)
{
	(void)state;
	struct drip d = {STR("\xef\xbb\xbf\"a\",b\nc"), 2};
	struct csv c;
	struct record r;
	struct str seen;
	csv_init(&c, drip_read, &d);
	csv_set_separator(&c, ',');
	assert_int_equal(csv_peek(&c, &seen, 3), CSV_RECORD);
	assert_str(seen, "\xef\xbb\xbf");
	assert_int_equal(csv_peek(&c, &seen, 100), CSV_RECORD);
	assert_int_equal(seen.n, 10);
	csv_skip(&c, 3);
	assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_str(r.fields[0], "a");
	assert_str(r.raw, "\"a\",b");
	assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_str(r.fields[0], "c");
	assert_int_equal(r.line, 2);
	assert_int_equal(csv_next(&c, &r), CSV_END);
	csv_release(&c);
	d = (struct drip){STR_NONE, 1};
	csv_init(&c, drip_read, &d);
	assert_int_equal(csv_peek(&c, &seen, 3), CSV_END);
	csv_release(&c);
}

static ssize_t broken_read(void *ctx, char *p, size_t n)
{
	ssize_t got = drip_read(ctx, p, n);
	return got ? got : -1;
}

static void a_failing_read_is_no_end(void **state)
{
	(void)state;
	struct drip d = {STR("a,b\nc"), 3};
	struct csv c;
	struct record r;
	csv_init(&c, broken_read, &d);
	csv_set_separator(&c, ',');
	assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_int_equal(csv_next(&c, &r), CSV_FAILED);
	csv_release(&c);
}

/* --- limits, on both sides ------------------------------------------------------------------------------------- */

static void fill(struct buf *b, char c, size_t n)
{
	assert_true(buf_reserve(b, n));
	for (size_t i = 0; i < n; i++)
		buf_addc(b, c);
}

static void second_of(struct buf *b, struct csv *c, struct drip *d, struct record *r, size_t chunk)
{
	*d = (struct drip){buf_str(b), chunk};
	csv_init(c, drip_read, d);
	csv_set_separator(c, ',');
	assert_int_equal(csv_next(c, r), CSV_RECORD);
	assert_int_equal(csv_next(c, r), CSV_RECORD);
}

static void then_good(struct csv *c, struct record *r)
{
	assert_int_equal(csv_next(c, r), CSV_RECORD);
	assert_int_equal(r->trouble, RECORD_GOOD);
	assert_int_equal(r->number, 3);
	assert_int_equal(r->n_fields, 2);
	assert_str(r->fields[1], "end");
	assert_int_equal(csv_next(c, r), CSV_END);
	csv_release(c);
}

static void long_cells(void **state)
{
	(void)state;
	static const size_t chunks[] = {100, 65537, 1 << 20};
	for (size_t k = 0; k < 3; k++)
		for (size_t over = 0; over < 2; over++) {
			struct buf b;
			struct csv c;
			struct drip d;
			struct record r;
			buf_init(&b);
			buf_adds(&b, "a\nb,");
			fill(&b, 'x', LIMIT_CELL_BYTES + over);
			buf_adds(&b, "\nthe,end\n");
			second_of(&b, &c, &d, &r, chunks[k]);
			assert_int_equal(r.trouble, over ? RECORD_LONG_CELL : RECORD_GOOD);
			if (over)
				assert_int_equal(r.trouble_field, 1);
			then_good(&c, &r);
			buf_release(&b);
		}
}

static void long_records(void **state)
{
	(void)state;
	static const size_t chunks[] = {4096, 65537, 1 << 20};
	for (size_t k = 0; k < 3; k++)
		for (size_t over = 0; over < 2; over++)
			for (size_t quoted = 0; quoted < 2; quoted++) {
				struct buf b;
				struct csv c;
				struct drip d;
				struct record r;
				buf_init(&b);
				buf_adds(&b, "a\n");
				buf_adds(&b, quoted ? "\"" : "");
				fill(&b, quoted ? '\n' : 'x', LIMIT_RECORD_BYTES + over - 2 * quoted);
				buf_adds(&b, quoted ? "\"" : "");
				buf_adds(&b, "\nthe,end\n");
				second_of(&b, &c, &d, &r, chunks[k]);
				/* a record within its limit has a cell over its own */
				assert_int_equal(r.trouble, over ? RECORD_LONG_RECORD : RECORD_LONG_CELL);
				assert_int_equal(r.line, 2);
				then_good(&c, &r);
				assert_int_equal(r.line, quoted ? 2 + LIMIT_RECORD_BYTES + over - 1 : 3);
				buf_release(&b);
			}
}

static void memory_stays_flat(void **state)
{
	(void)state;
	struct buf b;
	struct csv c;
	struct record r;
	buf_init(&b);
	for (int i = 0; i < 400000; i++)
		buf_printf(&b, "%d,\"x\"\"y\",abcdefghijklmnop\n", i);
	fill(&b, 'x', 12 * 1024 * 1024);
	struct drip d = {buf_str(&b), 1 << 20};
	csv_init(&c, drip_read, &d);
	csv_set_separator(&c, ',');
	for (int i = 0; i < 400000; i++)
		assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_in_range(c.cap, 1, 4 * 256 * 1024);
	assert_int_equal(csv_next(&c, &r), CSV_RECORD);
	assert_int_equal(r.trouble, RECORD_LONG_RECORD);
	assert_in_range(c.cap, 1, 3 * LIMIT_RECORD_BYTES);
	csv_release(&c);
	buf_release(&b);
}

static void many_columns(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		struct buf b;
		struct csv c;
		struct drip d;
		struct record r;
		buf_init(&b);
		buf_adds(&b, "a\n");
		fill(&b, ',', LIMIT_COLUMNS - 1 + over);
		buf_adds(&b, "\nthe,end\n");
		second_of(&b, &c, &d, &r, 1000);
		assert_int_equal(r.trouble, over ? RECORD_MANY_COLUMNS : RECORD_GOOD);
		assert_int_equal(r.n_fields, LIMIT_COLUMNS);
		then_good(&c, &r);
		buf_release(&b);
	}
}

/* --- what others wrote ----------------------------------------------------------------------------------------- */

static struct str slurp(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct str s = STR_NONE;
	if (f && fseek(f, 0, SEEK_END) == 0) {
		long size = ftell(f);
		rewind(f);
		char *p = arena_alloc(a, (size_t)size + 1);
		if (p)
			s = (struct str){p, fread(p, 1, (size_t)size, f)};
	}
	if (f)
		fclose(f);
	return s;
}

static void json_text(struct buf *out, struct str s)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		static const char from[] = "\n\r\"\\", to[] = "nr\"\\";
		const char *e = memchr(from, s.p[i], sizeof from - 1);
		if (e)
			buf_addc(out, '\\');
		buf_addc(out, e ? to[e - from] : s.p[i]);
	}
	buf_addc(out, '"');
}

/* As the corpus expects it: a list of objects, the first record's fields their keys. */
static void as_json(struct buf *out, struct arena *a, struct str bytes)
{
	struct csv c;
	struct record r;
	struct str *keys = NULL;
	size_t n_keys = 0;
	csv_init_bytes(&c, bytes);
	csv_set_separator(&c, ',');
	buf_addc(out, '[');
	while (csv_next(&c, &r) == CSV_RECORD) {
		if (!keys) {
			n_keys = r.n_fields;
			keys = ARENA_ARRAY(a, n_keys, struct str);
			for (size_t i = 0; i < n_keys; i++)
				keys[i] = arena_str(a, r.fields[i]);
			continue;
		}
		buf_adds(out, r.number > 2 ? ",{" : "{");
		assert_int_equal(r.n_fields, n_keys);
		for (size_t i = 0; i < n_keys; i++) {
			buf_adds(out, i ? "," : "");
			json_text(out, keys[i]);
			buf_addc(out, ':');
			json_text(out, r.fields[i]);
		}
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
	csv_release(&c);
}

static void compact(struct buf *out, struct str json)
{
	bool inside = false;
	for (size_t i = 0; i < json.n; i++) {
		char ch = json.p[i];
		if (!inside && strchr(" \t\r\n", ch))
			continue;
		buf_addc(out, ch);
		if (inside && ch == '\\')
			buf_addc(out, json.p[++i]);
		else
			inside ^= ch == '"';
	}
}

static void csv_spectrum(void **state)
{
	(void)state;
	/* all but location_coordinates and newlines_crlf, whose expected answers are not those of their files */
	static const char *const names[] = {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
					    "quotes_and_newlines", "simple", "simple_crlf", "utf8"};
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[256];
		struct buf got, want;
		snprintf(path, sizeof path, "../shared/corpora/csv-spectrum/csvs/%s.csv", names[i]);
		struct str bytes = slurp(&a, path);
		snprintf(path, sizeof path, "../shared/corpora/csv-spectrum/json/%s.json", names[i]);
		struct str json = slurp(&a, path);
		if (!bytes.p || !json.p) {
			print_message("../shared/corpora/csv-spectrum is not here: skipped\n");
			skip();
		}
		buf_init(&got);
		buf_init(&want);
		as_json(&got, &a, bytes);
		compact(&want, json);
		assert_string_equal(got.p, want.p);
		buf_release(&got);
		buf_release(&want);
	}
	arena_release(&a);
}

/* No expected answers there: the answer is the same at every chunk size, and every byte is accounted for. */
static void csv_zsv(void **state)
{
	(void)state;
	DIR *folder = opendir("../shared/corpora/csv-zsv");
	struct arena a;
	size_t files = 0;
	if (!folder) {
		print_message("../shared/corpora/csv-zsv is not here: skipped\n");
		skip();
	}
	arena_init(&a);
	for (struct dirent *e; (e = readdir(folder));) {
		char path[512];
		struct buf first, other;
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "../shared/corpora/csv-zsv/%s", e->d_name);
		struct str bytes = slurp(&a, path);
		buf_init(&first);
		buf_init(&other);
		show_chunked(&first, bytes, bytes.n + 1, ',');
		assert_true(first.n > 0);
		for (size_t chunk = 1; chunk < 100 && chunk <= bytes.n; chunk++) {
			show_chunked(&other, bytes, chunk, ',');
			assert_string_equal(other.p, first.p);
		}
		buf_release(&first);
		buf_release(&other);
		files++;
	}
	closedir(folder);
	assert_true(files > 20);
	arena_release(&a);
}

/* Every text of up to 6 of these bytes: splitting and quoting never depend on where the buffer ends. */
static void every_short_text(void **state)
{
	(void)state;
	static const char alphabet[] = "a\",\r\n";
	struct buf first, other;
	buf_init(&first);
	buf_init(&other);
	for (size_t n = 1; n <= 6; n++) {
		size_t all = 1;
		for (size_t i = 0; i < n; i++)
			all *= 5;
		for (size_t k = 0; k < all; k++) {
			char text[8];
			size_t rest = k;
			for (size_t i = 0; i < n; i++, rest /= 5)
				text[i] = alphabet[rest % 5];
			show_chunked(&first, (struct str){text, n}, n, ',');
			for (size_t chunk = 1; chunk < n; chunk++) {
				show_chunked(&other, (struct str){text, n}, chunk, ',');
				assert_string_equal(other.p, first.p);
			}
		}
	}
	buf_release(&first);
	buf_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_and_fields), cmocka_unit_test(a_nul_is_a_byte),
		cmocka_unit_test(peeked_and_skipped), cmocka_unit_test(a_failing_read_is_no_end),
		cmocka_unit_test(long_cells),         cmocka_unit_test(long_records),
		cmocka_unit_test(many_columns),       cmocka_unit_test(memory_stays_flat),
		cmocka_unit_test(csv_spectrum),       cmocka_unit_test(csv_zsv),
		cmocka_unit_test(every_short_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
