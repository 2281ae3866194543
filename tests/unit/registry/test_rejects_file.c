/* Files of rejected rows as they are read: their columns name no field, their cells are what was filed. */
#include "unit.h"
#include "world.h"

#include "base/limits.h"
#include "registry/rejects_file.h"
#include "text/utf8.h"

/* The rows of a registry, one at a time. */
struct reading {
	struct arena a;
	struct diags d;
	struct input in;
	struct registry *g;
};

static void reading_init(struct reading *r, struct world *w, struct str bytes)
{
	static const struct registry_options none = {.encoding = ENCODING_AUTO};
	arena_init(&r->a);
	diags_init(&r->d, NULL, NULL);
	r->in = world_file(bytes);
	r->g = registry_new(&w->reader, STR("in.csv"), &r->in, &none, &r->d);
	assert_non_null(r->g);
}

static struct row reading_next(struct reading *r)
{
	struct row row;
	assert_int_equal(registry_next(r->g, &row, &r->a), REGISTRY_ROW);
	return row;
}

static void reading_release(struct reading *r)
{
	registry_free(r->g);
	input_close(&r->in);
	diags_release(&r->d);
	arena_release(&r->a);
}

static void marks_name_no_field(void **state)
{
	struct reading r;
	size_t n;
	reading_init(&r, *state, STR("拒收原因,原文件,原行号,企业名称,设备名称,有效容积（m³）\nx,in.csv,3,甲厂,高炉,380\n"));
	assert_int_equal(reading_next(&r).reason, REASON_HEADER);
	const struct column *columns = registry_columns(r.g, &n);
	assert_int_equal(n, 6);
	for (size_t i = 0; i < REJECTS_MARKS; i++) {
		assert_null(columns[i].field);
		assert_null(columns[i].wide);
		assert_false(columns[i].why.en.n);
	}
	assert_true(rejects_are_marked(columns, n));
	assert_false(rejects_are_marked(columns + 1, n - 1));
	assert_false(rejects_are_marked(columns, REJECTS_MARKS - 1));
	struct row row = reading_next(&r);
	assert_int_equal(row.reason, REASON_NONE);
	assert_int_equal(row.n_items, 1);
	assert_str(row.items[0].enterprise, "甲厂");
	assert_str(row.items[0].kind->id, "blast_furnace");
	reading_release(&r);
}

static void guards(void **state)
{
	static const char *const guarded[] = {"=1+1", "@x", "+86 531", "-1-1", "-a", "＝x", "－5", "\t=x", "\rx", "  =x", "\"=x", "'=x", "''=x", "　-a", "'-5"};
	static const char *const bare[] = {"",   "-",  "--", "－", "－－", " - ", "-5", "+5",  "-12.5%", "+1,000", "—",
					   "'",  "x",  "1-2",  "a=b", "'tis", "\"x\""};
	(void)state;
	for (size_t i = 0; i < sizeof guarded / sizeof *guarded; i++) {
		char text[32];
		assert_true(rejects_need_guard(str_from(guarded[i])));
		snprintf(text, sizeof text, "'%s", guarded[i]);
		assert_str(rejects_unguard(str_from(text)), guarded[i]);
	}
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		assert_false(rejects_need_guard(str_from(bare[i])));
		assert_str(rejects_unguard(str_from(bare[i])), bare[i]);
	}
}

/* Only such a file has guards: elsewhere an apostrophe is what was filed. */
static void guards_are_taken_off(void **state)
{
	struct reading r;
	reading_init(&r, *state, STR("拒收原因,原文件,原行号,设备名称,有效容积（m³）,备注\n'@why,in.csv,3,高炉,380,'=1+1\n,,,高炉,'-a,'-\n"));
	reading_next(&r);
	struct row row = reading_next(&r);
	assert_str(row.cells[0], "@why");
	assert_str(row.cells[5], "=1+1");
	row = reading_next(&r);
	assert_str(row.cells[4], "-a");
	assert_str(row.cells[5], "'-");
	reading_release(&r);
	reading_init(&r, *state, STR("拒收原因,原行号,原文件,设备名称,备注\nx,3,in.csv,高炉,'=1+1\n"));
	reading_next(&r);
	assert_str(reading_next(&r).cells[4], "'=1+1");
	reading_release(&r);
}

/* Of a record that could not be told apart so much of its text is kept. */
static void whole(struct world *w, size_t filed, const char *end, size_t kept)
{
	struct reading r;
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "设备名称,有效容积（m³）\n\"");
	for (size_t i = 1; i < filed; i++)
		buf_adds(&b, "炉");
	reading_init(&r, w, buf_str(&b));
	reading_next(&r);
	struct row row = reading_next(&r);
	assert_int_equal(row.reason, REASON_UNCLOSED_QUOTE);
	assert_null(row.cells);
	assert_int_equal(utf8_count(row.whole), kept);
	assert_true(str_starts(row.whole, STR("\"炉炉")));
	assert_true(str_ends(row.whole, str_from(end)));
	reading_release(&r);
	buf_release(&b);
}

static void what_is_not_told_apart_is_kept(void **state)
{
	whole(*state, 5, "炉", 5);
	whole(*state, LIMIT_REJECT_CHARS, "炉", LIMIT_REJECT_CHARS);
	whole(*state, LIMIT_REJECT_CHARS + 1, "炉…", LIMIT_REJECT_CHARS + 1);
	assert_true(LIMIT_REJECT_CHARS * 4 < LIMIT_CELL_BYTES); /* it is a cell of the file that is read again */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_name_no_field),
		cmocka_unit_test(guards),
		cmocka_unit_test(guards_are_taken_off),
		cmocka_unit_test(what_is_not_told_apart_is_kept),
	};
	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
