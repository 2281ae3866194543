/*
 * The fast lane against the way of all rows, over every sample with its rows many times and digits changed at random: the same books, the same items listed,
 * in the same order.
 */
#include "unit.h"

#include "base/map.h"
#include "disk.h"
#include "rules/load.h"
#include "screen/screen.h"
#include "screen/totals.h"

#include <glob.h>
#include <unistd.h>

enum { ROWS = 1500, MOST_ITEMS = 16384 };

struct bench {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	const struct program *program;
};

static int setup(void **state)
{
	static struct bench b;
	struct str packs[] = {STR_INIT("sd-2013"), STR_INIT("cn-2011")};
	struct judge_options options = {.strict = false};
	arena_init(&b.arena);
	diags_init(&b.diags, NULL, NULL);
	assert_true(date_from_ymd(&options.as_of, 2013, 6, 30));
	b.vocabulary = vocabulary_load(&b.arena, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.vocabulary);
	b.rules = ruleset_load(&b.arena, b.vocabulary, packs, 2, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.rules);
	b.program = program_new(&b.arena, b.vocabulary, b.rules, &options, &b.diags);
	assert_non_null(b.program);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;
	program_release((struct program *)(uintptr_t)b->program);
	diags_release(&b->diags);
	arena_release(&b->arena);
	return 0;
}

/* --- what a run lists --------------------------------------------------------------------------------------------------- */

struct listed_items {
	struct sink base;
	struct sink_wants wants;
	uint64_t items[MOST_ITEMS];
	size_t n, slow; /* slow: items given with evidence */
};

static uint64_t add(uint64_t sum, uint64_t more)
{
	return (sum ^ more) * UINT64_C(0x9E3779B97F4A7C15) + (sum >> 29);
}

static void list(struct sink *s, const struct item *item, const struct judgement *j)
{
	struct listed_items *l = (struct listed_items *)s;
	uint64_t sum = add(item->row, j->verdict);
	if (!(l->wants.verdicts >> j->verdict & 1))
		return;
	sum = add(sum, item->key.p ? str_hash(item->key) : 7);
	sum = add(sum, item->kind ? item->kind->index + 1u : 0);
	for (size_t i = 0; i < j->n_findings; i++)
		sum = add(add(sum, j->findings[i].rule->index), j->findings[i].verdict);
	for (size_t i = 0; i < j->n_deciding; i++)
		sum = add(sum, j->deciding[i]->rule->index);
	assert_true(l->n < MOST_ITEMS);
	l->slow += j->n_findings && j->findings[0].n_leaves;
	l->items[l->n++] = sum;
}

static struct sink_wants wants(const struct sink *s)
{
	return ((const struct listed_items *)s)->wants;
}

static void begin(struct sink *s, const struct run_info *run)
{
	(void)s;
	(void)run;
}

static void pass_row(struct sink *s, struct str file, const struct row *row)
{
	(void)s;
	(void)file;
	(void)row;
}

static void end(struct sink *s, const struct summary *summary)
{
	(void)s;
	(void)summary;
}

static const struct sink_ops every_op = {.begin = begin, .item = list, .row = pass_row, .end = end};
static const struct sink_ops lane_op = {.wants = wants, .begin = begin, .item = list, .row = pass_row, .end = end};

static bool write_nothing(void *ctx, struct str bytes)
{
	(void)ctx;
	return !bytes.n;
}

static void say_nothing(void *ctx, bool failure, struct str file, struct words words)
{
	(void)ctx;
	(void)file;
	if (failure)
		fail_msg("%.*s", STR_ARG(words.en));
}

/* How many look, and by what the machine can do (struct screen). */
struct way_of_lane {
	size_t jobs;
	const enum marks_way *way;
};

/* --- runs ------------------------------------------------------------------------------------------------------------------ */

static void run(struct listed_items *l, struct totals *totals, struct bench *b, struct arena *a, struct str bytes, const struct sink_ops *ops, struct sink_wants of, struct way_of_lane way)
{
	const struct reader reader = {.vocabulary = b->vocabulary};
	char path[] = "/tmp/phaseout-lane-XXXXXX";
	struct input in;
	struct buf out;
	struct run_info info = {.vocabulary = b->vocabulary, .rules = b->rules, .program = b->program};
	struct screen_source source = {.name = STR_INIT("x.csv"), .input = &in, .options = {.encoding = ENCODING_AUTO}};
	struct screen_target target = {.sink = &l->base, .write = write_nothing};
	struct screen screen = {.run = &info, .reader = &reader, .sources = &source, .n_sources = 1, .targets = &target, .n_targets = 1, .jobs = way.jobs, .way = way.way, .diags = &b->diags, .say = say_nothing};
	int answer;
	const int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
	assert_int_equal(input_open(&in, path), INPUT_OK);
	unlink(path);
	buf_init(&out);
	*l = (struct listed_items){.base = {.ops = ops, .out = &out}, .wants = of};
	assert_int_equal(screen_run(&screen, a, totals, &answer), SCREEN_OK);
	input_close(&in);
	buf_release(&out);
}

static void same_books(const struct bench *b, const struct totals *x, const struct totals *y, bool all)
{
	assert_int_equal(x->read, y->read);
	assert_int_equal(x->judged, y->judged);
	assert_int_equal(x->rejected, y->rejected);
	assert_int_equal(x->skipped, y->skipped);
	assert_int_equal(x->items, y->items);
	assert_memory_equal(x->by, y->by, sizeof x->by);
	for (size_t i = 0; i < b->rules->n_rules; i++)
		assert_memory_equal(x->rules[i].by, y->rules[i].by, sizeof x->rules[i].by);
	if (!all)
		return;
	assert_int_equal(x->units_obsolete, y->units_obsolete);
	for (size_t i = 0; i < x->n_statuses; i++)
		assert_memory_equal(x->by_status[i].by, y->by_status[i].by, sizeof x->by_status[i].by);
	for (size_t i = 0; i < b->vocabulary->n_regions; i++)
		assert_int_equal(x->by_region[i], y->by_region[i]);
}

/* Listed by two runs alike; how many items came with all that is found of them. */
static size_t compare(struct bench *b, struct str bytes, struct sink_wants of, struct way_of_lane way)
{
	static struct listed_items every, lane;
	struct totals x, y;
	struct arena a;
	arena_init(&a);
	run(&every, &x, b, &a, bytes, &every_op, of, (struct way_of_lane){.jobs = 1});
	run(&lane, &y, b, &a, bytes, &lane_op, of, way);
	assert_int_equal(every.n, lane.n);
	assert_memory_equal(every.items, lane.items, every.n * sizeof *every.items);
	same_books(b, &x, &y, of.books);
	arena_release(&a);
	return every.slow - lane.slow;
}

/* --- registries -------------------------------------------------------------------------------------------------------- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* The sample, then lines of it in any order with some digits changed, so that a line stands for what many are. */
static struct str many(struct arena *a, struct str sample, uint32_t seed)
{
	struct str lines[512];
	size_t n = 0, first = 0;
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < sample.n && n < 512; i++)
		if (sample.p[i] == '\n') {
			lines[n++] = str_sub(sample, first, i + 1);
			first = i + 1;
		}
	buf_add(&out, str_sub(sample, 0, first));
	for (size_t i = n; i < ROWS; i++) {
		const struct str line = lines[n / 4 + draw(&seed, (uint32_t)(n - n / 4))];
		const uint32_t often = draw(&seed, 3) ? 0 : 8, quoted = draw(&seed, 3); /* quoted: none of its fields, some, all */
		if (memchr(line.p, '"', line.n))
			continue; /* a part of a record perhaps */
		bool quotes = quoted && !draw(&seed, 3 - quoted);
		buf_adds(&out, quotes ? "\"" : "");
		for (size_t k = 0; k < line.n; k++) {
			const char c = line.p[k];
			const bool ends = c == ',' || c == '\n' || c == '\r';
			buf_adds(&out, ends && quotes ? "\"" : "");
			buf_addc(&out, c >= '0' && c <= '9' && often && !draw(&seed, often) ? (char)('0' + draw(&seed, 10)) : c);
			quotes = ends ? c == ',' && quoted && !draw(&seed, 3 - quoted) : quotes;
			buf_adds(&out, ends && quotes ? "\"" : "");
		}
	}
	/* so large that it is read in blocks */
	for (size_t i = 0; i < 20; i++) {
		buf_adds(&out, "注：");
		for (size_t k = 0; k < 6000; k++)
			buf_adds(&out, "long note ");
		buf_addc(&out, '\n');
	}
	struct str kept = arena_str(a, buf_str(&out));
	buf_release(&out);
	return kept;
}

static void over_samples(void **state, struct sink_wants of, struct way_of_lane way, uint32_t seed, bool must_spare)
{
	struct bench *b = *state;
	glob_t samples;
	size_t spared = 0;
	assert_int_equal(glob("samples/*.csv", 0, NULL, &samples), 0);
	for (size_t i = 0; i < samples.gl_pathc; i++) {
		struct arena a;
		struct str sample;
		if (strstr(samples.gl_pathv[i], "plain-words"))
			continue; /* it has no header without its mapping */
		arena_init(&a);
		assert_true(disk_read(&a, samples.gl_pathv[i], &sample));
		spared += compare(b, many(&a, sample, seed + (uint32_t)i), of, way);
		arena_release(&a);
	}
	globfree(&samples);
	assert_true(!must_spare || spared > 1000);
}

static void only_the_obsolete(void **state)
{
	over_samples(state, (struct sink_wants){.verdicts = 1u << VERDICT_OBSOLETE, .evidence = true}, (struct way_of_lane){.jobs = 1}, 1, false);
}

static void without_evidence(void **state)
{
	over_samples(state, (struct sink_wants){.verdicts = (1u << VERDICT_COUNT) - 1}, (struct way_of_lane){.jobs = 3}, 2, true);
}

static void with_books(void **state)
{
	over_samples(state, (struct sink_wants){.verdicts = 1u << VERDICT_UNDETERMINED, .books = true}, (struct way_of_lane){.jobs = 2}, 3, false);
}

static void by_whatever_the_machine_can(void **state)
{
	for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++)
		if (marks_can(way))
			over_samples(state, (struct sink_wants){.verdicts = (1u << VERDICT_COUNT) - 1}, (struct way_of_lane){.jobs = 1, .way = &way}, 4 + way, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_obsolete),
		cmocka_unit_test(without_evidence),
		cmocka_unit_test(with_books),
		cmocka_unit_test(by_whatever_the_machine_can),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
