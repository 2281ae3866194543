/* Lines of NDJSON cut by how lines before them were put together, against the same lines cut key by key. */
#include "unit.h"

#include "registry/line_cut.h"
#include "registry/line_shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 6000, COLUMNS = 18, BYTES = 512, AROUND = 128 };

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char *const keys[COLUMNS] = {"设备编号", "企业名称", "统一社会信用代码", "省份", "行业", "企业类型", "设备类型", "设备型号", "用途",
					  "容积(立方米)", "公称容量(吨)", "产能(万吨/年)", "幅宽(mm)", "车速(m/min)", "投产日期", "备注", "累计产量", "淘汰去向"};
static const char *const numbers[] = {"0", "12", "450.25", "-3e5", "null", "true", "false", "01", "1.", "", "x", "nulls", "0.5"};
static const char *const texts[] = {"", "高炉", "YE3-160M-4", "x:y, z", "{1}", "a long text of some thirty bytes"};

/* How objects are written: before the first key, the others and values, and behind the last. */
struct style {
	const char *head, *before, *after, *tail;
	bool longer;
};
static const struct style styles[] = {{"{", ",", ":", "}", false}, {"{ ", ", ", ": ", " }", false}, {"{", ",  ", ":   ", "}", true}};

static const char *key_of(const struct style *s, size_t i)
{
	return s->longer && i == 2 ? "a key that is much longer than others are" : keys[i];
}

static size_t add_member(char *p, const struct style *s, size_t column, bool first)
{
	const size_t room = BYTES / 2;
	const int head = snprintf(p, room, "%s\"%s\"%s", first ? s->head : s->before, key_of(s, column), s->after);
	const bool bare = column >= 9 && column < 14;
	const char *value = bare ? numbers[any(40) ? any(4) : any(sizeof numbers / sizeof *numbers)] : texts[any(sizeof texts / sizeof *texts)];
	return (size_t)head + (size_t)snprintf(p + head, room, bare ? "%s" : "\"%s\"", value);
}

/* A line of the first columns and some of the others, now and then in another order, or spoilt; returns its bytes. */
static size_t make_line(char *p, const struct style *s)
{
	const size_t turn = any(30) ? 0 : any(COLUMNS), many = any(60) ? any(3) : 6;
	size_t n = 0, members = 0;
	for (size_t i = 0; i < COLUMNS; i++) {
		const size_t column = (i + turn) % COLUMNS;
		if ((column > 6 && any(3) > many) || (column > 14 && any(8)))
			continue;
		n += add_member(p + n, s, column, !members++);
	}
	n += (size_t)snprintf(p + n, BYTES, "%s", s->tail);
	const size_t at = any((uint32_t)n);
	if (!any(8))
		memmove(p + at + 1, p + at, n++ - at);
	if (!any(6))
		p[at] = "\",:{}1 x"[any(8)];
	return n;
}

static void learn_keys(struct line_keys *k, const struct style *s)
{
	char sample[BYTES];
	snprintf(sample, sizeof sample, "%s\"a\"%s1%s\"b\"%s2%s", s->head, s->after, s->before, s->after, s->tail);
	assert_true(line_keys_begin(k, str_from(sample)));
	for (size_t i = 0; i < COLUMNS; i++)
		assert_true(line_keys_add(k, str_from(key_of(s, i)), (uint32_t)i));
	assert_true(line_keys_end(k));
}

/* The quotes of each line, and where it stands. */
static void read_lines(struct quoted_line *lines, uint32_t *quotes, const char *p, const uint32_t *ends)
{
	size_t n = 0;
	for (size_t i = 0, start = 0; i < LINES; start = ends[i++]) {
		lines[i] = (struct quoted_line){.p = p, .start = start, .end = ends[i], .quotes = quotes + n};
		for (size_t at = start; at < ends[i]; at++)
			if (p[at] == '"')
				quotes[n++] = (uint32_t)at;
		lines[i].n_quotes = (size_t)(quotes + n - lines[i].quotes);
	}
}

/* Cuts all; returns how many of them were. */
static size_t cut_all(const struct line_keys *k, struct line_shapes *shapes, struct quoted_line *lines, enum marks_way way, uint32_t *cells, bool *cut)
{
	size_t n = 0;
	for (size_t i = 0; i < LINES; i++)
		lines[i].way = way;
	for (size_t i = 0; i < LINES; i += LINE_BATCH)
		line_cut(k, shapes, lines + i, LINES - i < LINE_BATCH ? LINES - i : LINE_BATCH, cells + i * 2 * COLUMNS, COLUMNS, cut + i);
	for (size_t i = 0; i < LINES; i++)
		n += cut[i];
	return n;
}

/* Whatever line a shape is tried on, it fits none that is not cut, and gives the same cells. */
static void try_hashes_of_others(const struct line_keys *k, const struct line_shapes *shapes, const struct quoted_line *lines, const uint32_t *wanted, const bool *cut)
{
	uint32_t hashes[LINES], cells[2 * COLUMNS];
	uint64_t bare;
	line_shapes_hash(shapes, k, lines, LINES, hashes);
	for (size_t i = 0; i < 20 * LINES; i++) {
		const size_t line = any(LINES);
		if (!line_shapes_cut(shapes, k, &lines[line], hashes[any(LINES)], cells, &bare))
			continue;
		assert_true(cut[line] || bare);
		for (size_t c = 0; c < COLUMNS && cut[line]; c++) {
			assert_int_equal(cells[c], wanted[line * 2 * COLUMNS + c]);
			assert_true(cells[COLUMNS + c] == wanted[line * 2 * COLUMNS + COLUMNS + c] || bare >> c & 1);
		}
	}
}

static void compare(const struct style *s)
{
	char *room = calloc(1, LINES * BYTES + 2 * AROUND), *p = room + AROUND;
	uint32_t *quotes = calloc(LINES * BYTES, sizeof *quotes), *ends = calloc(LINES, sizeof *ends);
	uint32_t *by_keys = calloc(LINES, 2 * COLUMNS * sizeof *by_keys), *by_shapes = calloc(LINES, 2 * COLUMNS * sizeof *by_shapes);
	struct quoted_line *lines = calloc(LINES, sizeof *lines);
	struct line_shapes *shapes = line_shapes_new(COLUMNS);
	struct line_keys *k = calloc(1, sizeof *k);
	bool cut[LINES], same[LINES];
	assert_true(room && quotes && ends && by_keys && by_shapes && lines && shapes && k);
	learn_keys(k, s);
	for (size_t i = 0, n = 0; i < LINES; i++)
		ends[i] = (uint32_t)(n += make_line(p + n, s));
	read_lines(lines, quotes, p, ends);
	const size_t n = cut_all(k, shapes, lines, MARKS_PLAIN, by_keys, cut);
	assert_int_equal(shapes->n_learnt, 0);
	assert_in_range(n, LINES / 2, LINES - 1);
	assert_int_equal(cut_all(k, shapes, lines, MARKS_AVX512, by_shapes, same), n);
	/* most are cut as others were before */
	assert_in_range(shapes->n_learnt, 1, n / 2);
	for (size_t i = 0; i < LINES; i++) {
		assert_int_equal(cut[i], same[i]);
		if (cut[i])
			assert_memory_equal(by_keys + i * 2 * COLUMNS, by_shapes + i * 2 * COLUMNS, 2 * COLUMNS * sizeof *by_keys);
	}
	try_hashes_of_others(k, shapes, lines, by_keys, cut);
	free(room);
	free(quotes);
	free(ends);
	free(by_keys);
	free(by_shapes);
	free(lines);
	free(shapes);
	free(k);
}

static void test_as_key_by_key(void **state)
{
	(void)state;
	if (!marks_can(MARKS_AVX512))
		skip();
	for (seed = 1; seed < 40; seed += 13)
		for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
			compare(&styles[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_key_by_key)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
