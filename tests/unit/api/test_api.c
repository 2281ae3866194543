/* The public door: what it answers, what it refuses, and that the same run gives the same bytes. */
#include "unit.h"

#include "phaseout/phaseout.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct bytes {
	char text[512 * 1024];
	size_t n;
	size_t fail_after; /* 0: never */
};

static bool keep(void *ctx, const char *bytes, size_t n)
{
	struct bytes *b = ctx;
	if (b->n + n >= sizeof b->text || (b->fail_after && b->n + n > b->fail_after))
		return false;
	memcpy(b->text + b->n, bytes, n);
	b->n += n;
	b->text[b->n] = '\0';
	return true;
}

static void hear(void *ctx, const char *text, size_t n)
{
	keep(ctx, text, n);
}

static int make_engine(phaseout_engine **out, struct bytes *said, const char *rules_dir, const char *pack,
		       const char *as_of, enum phaseout_lang lang)
{
	struct phaseout_engine_options o = {
		.size = sizeof o, .rules_dir = rules_dir, .packs = pack ? &pack : NULL, .n_packs = pack ? 1 : 0,
		.as_of = as_of, .lang = lang, .say = hear, .say_ctx = said,
	};
	said->n = 0;
	said->text[0] = '\0';
	return phaseout_engine_new(out, &o);
}

static phaseout_engine *good_engine(enum phaseout_lang lang)
{
	static struct bytes said;
	phaseout_engine *e = NULL;
	assert_int_equal(make_engine(&e, &said, "rules", NULL, "2013-06-30", lang), 0);
	assert_string_equal(said.text, "");
	return e;
}

static int check(const phaseout_engine *e, const char *input, const char *format, struct bytes *out)
{
	struct phaseout_output output = {format, NULL};
	struct phaseout_check_options o = {
		.size = sizeof o, .inputs = &input, .n_inputs = 1, .outputs = &output, .n_outputs = 1,
		.quiet = true, .write = keep, .write_ctx = out,
	};
	out->n = 0;
	return phaseout_check(e, &o);
}

static const char sample[] = "samples/furnaces-and-kilns.csv";

static void engines_are_refused_with_words(void **state)
{
	static struct bytes said;
	phaseout_engine *e;
	(void)state;
	assert_int_equal(make_engine(&e, &said, "no-such-folder", NULL, NULL, PHASEOUT_EN), PHASEOUT_NO_INPUT);
	assert_null(e);
	assert_non_null(strstr(said.text, "no-such-folder/units.yaml"));
	assert_int_equal(make_engine(&e, &said, "rules", NULL, "2013-02-30", PHASEOUT_EN), PHASEOUT_USAGE);
	assert_int_equal(make_engine(&e, &said, "rules", NULL, "2013", PHASEOUT_EN), PHASEOUT_USAGE);
	assert_non_null(strstr(said.text, "\"2013\""));
	assert_int_equal(make_engine(&e, &said, "rules", "sd-1913", NULL, PHASEOUT_EN), PHASEOUT_REFUSED);
	assert_non_null(strstr(said.text, "sd-1913/pack.yaml"));
	assert_null(e);
	phaseout_engine_free(NULL);
}

/* The option structs begin with their size: older callers have less, later ones more. */
static void options_have_a_size(void **state)
{
	static struct bytes said;
	const char *all = "all", *path = sample;
	phaseout_engine *e = NULL;
	struct {
		struct phaseout_engine_options now;
		long later;
	} more = {.now = {.size = sizeof more, .rules_dir = "rules", .as_of = "2013-06-30", .say = hear, .say_ctx = &said}};
	(void)state;
	assert_int_equal(phaseout_engine_new(NULL, &more.now), PHASEOUT_USAGE);
	assert_int_equal(phaseout_engine_new(&e, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_engine_new(&e, &more.now), 0);
	phaseout_engine_free(e);
	more.later = 1; /* something is asked for that this library does not know */
	assert_int_equal(phaseout_engine_new(&e, &more.now), PHASEOUT_USAGE);
	assert_null(e);
	more.now.size = 0;
	assert_int_equal(phaseout_engine_new(&e, &more.now), PHASEOUT_USAGE);
	more.now.size = offsetof(struct phaseout_engine_options, lint);
	more.now.lint = true; /* lies beyond the size that was said */
	more.now.packs = &all;
	more.now.n_packs = 1;
	assert_int_equal(phaseout_engine_new(&e, &more.now), 0);
	more.now.rules_dir = NULL;
	phaseout_engine *none;
	assert_int_equal(phaseout_engine_new(&none, &more.now), PHASEOUT_USAGE);
	assert_null(none);

	struct phaseout_check_options o = {.size = sizeof o, .inputs = &path, .n_inputs = 1, .quiet = true};
	assert_int_equal(phaseout_check(NULL, &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_check(e, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE); /* nowhere to write to */
	o.write = keep;
	o.write_ctx = &said;
	o.inputs = NULL;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE);
	struct phaseout_field record = {"kind", "高炉"};
	assert_int_equal(phaseout_judge(e, &record, 1, NULL, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_judge(NULL, &record, 1, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_judge(e, NULL, 1, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_test(NULL, NULL, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_test_boundaries(NULL, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_test_coverage(NULL, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_test_mutants(NULL, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_lint(NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_lint_vocabulary(NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_lint_fix(NULL, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_lint_fix(&more.now, keep, &said), PHASEOUT_USAGE); /* no rules_dir */
	assert_int_equal(phaseout_lint_coverage(NULL, keep, &said), PHASEOUT_USAGE);
	assert_int_equal(phaseout_lint_coverage(e, NULL, NULL), PHASEOUT_USAGE);
	phaseout_engine_free(e);
}

/* A folder without a pack: nothing may be judged by no rules. */
static void all_of_nothing_is_refused(void **state)
{
	static struct bytes said;
	phaseout_engine *e;
	(void)state;
	assert_int_equal(system("rm -rf build/no-packs && mkdir -p build/no-packs && cp -R rules/units.yaml rules/vocabulary "
				"build/no-packs"), 0);
	assert_int_equal(make_engine(&e, &said, "build/no-packs", "all", NULL, PHASEOUT_EN), PHASEOUT_REFUSED);
	assert_non_null(strstr(said.text, "no pack of rules was given or found"));
	assert_null(e);
}

static void a_pack_may_be_a_path(void **state)
{
	static const char *const paths[] = {"rules/sd-2013", "rules/sd-2013/", "./rules/sd-2013", "rules/sd-2013/metallurgy.yaml"};
	static struct bytes said;
	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		phaseout_engine *e;
		assert_int_equal(make_engine(&e, &said, "rules", paths[i], "2013-06-30", PHASEOUT_EN), 0);
		phaseout_engine_free(e);
	}
}

static void the_pack_passes_its_tests_and_lint(void **state)
{
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	size_t run = 0, failed = 1;
	(void)state;
	assert_int_equal(phaseout_test(e, &run, &failed), 0);
	assert_int_equal(failed, 0);
	assert_true(run >= 14 * 5);
	assert_int_equal(phaseout_test(e, NULL, NULL), 0);
	assert_int_equal(phaseout_lint(e), 0);
	phaseout_engine_free(e);
}

static bool write_nothing(void *ctx, const char *bytes, size_t length)
{
	(void)ctx;
	(void)bytes;
	(void)length;
	return false;
}

static void set_fixable(void)
{
	assert_int_equal(system("rm -rf build/fix && mkdir -p build/fix && cp -R rules/sd-2013 build/fix/p && "
				"sed -i 's/action: eliminate$/&  /' build/fix/p/textiles.yaml"), 0);
}

static bool take_away(void *ctx, const char *bytes, size_t length)
{
	(void)ctx;
	(void)bytes;
	return length && system("rm -rf build/fix") == 0;
}

static void files_are_fixed_or_left(void **state)
{
	static const char *const pack = "build/fix/p";
	static struct bytes out, said;
	struct phaseout_engine_options o = {.size = sizeof o, .rules_dir = "rules", .packs = &pack, .n_packs = 1,
					    .lang = PHASEOUT_EN, .say = hear, .say_ctx = &said};
	(void)state;
	set_fixable();
	assert_int_equal(phaseout_lint_fix(&o, keep, &out), 0);
	assert_non_null(strstr(out.text, "./build/fix/p/textiles.yaml:"));
	assert_int_equal(system("diff -r rules/sd-2013 build/fix/p"), 0);
	out.n = 0;
	assert_int_equal(phaseout_lint_fix(&o, keep, &out), 0);
	assert_int_equal(out.n, 0);
	set_fixable();
	assert_int_equal(phaseout_lint_fix(&o, NULL, NULL), 0);
	assert_int_equal(system("diff -r rules/sd-2013 build/fix/p"), 0);
	set_fixable(); /* what nobody took is done all the same, and said */
	assert_int_equal(phaseout_lint_fix(&o, write_nothing, NULL), PHASEOUT_WRITE);
	assert_int_equal(system("diff -r rules/sd-2013 build/fix/p"), 0);
	set_fixable(); /* the folder goes away before anything is written to it */
	assert_int_equal(phaseout_lint_fix(&o, take_away, NULL), PHASEOUT_WRITE);
	assert_non_null(strstr(said.text, "the file could not be written"));
}

static void the_pack_is_proved_rule_by_rule(void **state)
{
	static struct bytes out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	(void)state;
	out.n = 0;
	assert_int_equal(phaseout_test_boundaries(e, keep, &out), 0);
	assert_non_null(strstr(out.text, "SD-2013-5.01: "));
	assert_non_null(strstr(out.text, " records run, 0 failed\n"));
	out.n = 0;
	assert_int_equal(phaseout_test_coverage(e, keep, &out), 0);
	assert_non_null(strstr(out.text, "SD-2013-5.01: "));
	out.n = 0;
	assert_int_equal(phaseout_test_mutants(e, keep, &out), 0);
	assert_non_null(strstr(out.text, "SD-2013-5.01: "));
	assert_non_null(strstr(out.text, " equivalent, 0 survive\n"));
	assert_int_equal(phaseout_test_boundaries(e, NULL, NULL), 0);
	assert_int_equal(phaseout_test_coverage(e, NULL, NULL), 0);
	assert_int_equal(phaseout_test_boundaries(e, write_nothing, NULL), PHASEOUT_WRITE);
	assert_int_equal(phaseout_test_coverage(e, write_nothing, NULL), PHASEOUT_WRITE);
	assert_int_equal(phaseout_test_mutants(e, NULL, NULL), 0);
	assert_int_equal(phaseout_test_mutants(e, write_nothing, NULL), PHASEOUT_WRITE);
	phaseout_engine_free(e);
}

static void the_section_is_listed_with_its_rules(void **state)
{
	static struct bytes out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	(void)state;
	out.n = 0;
	assert_true(phaseout_lint_coverage(e, keep, &out) <= 1);
	assert_non_null(strstr(out.text, "sd-2013/plan.txt:176:35: 2013年年底前淘汰全部立窑；\n    SD-2013-6.01\n"));
	assert_int_equal(phaseout_lint_coverage(e, write_nothing, NULL), PHASEOUT_WRITE);
	phaseout_engine_free(e);
}

static void one_record_is_judged(void **state)
{
	static struct bytes out;
	const struct phaseout_field fields[] = {{"kind", "高炉"}, {"furnace_use", "炼铁"}, {"effective_volume", "400 m3"}};
	const struct phaseout_field wrong[] = {{"volume_of_sound", "11"}};
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	(void)state;
	out.n = 0;
	assert_int_equal(phaseout_judge(e, fields, 3, keep, &out), 0);
	assert_non_null(strstr(out.text, "\"verdict\":\"obsolete\""));
	assert_non_null(strstr(out.text, "\"value\":\"400 m3\",\"limit\":\"<= 400 m3\",\"truth\":\"true\""));
	assert_int_equal(phaseout_judge(e, wrong, 1, keep, &out), PHASEOUT_USAGE);
	out.n = 0;
	out.fail_after = 1;
	assert_int_equal(phaseout_judge(e, fields, 3, keep, &out), PHASEOUT_WRITE);
	out.fail_after = 0;
	phaseout_engine_free(e);
}

static int explain_row(const phaseout_engine *e, const char *input, unsigned long row, struct bytes *out)
{
	struct phaseout_explain_options o = {
		.size = sizeof o, .input = input, .row = row, .quiet = true, .write = keep, .write_ctx = out};
	out->n = 0;
	return phaseout_explain(e, &o);
}

/* The title says the verdict that the run file has, row by row. */
static void explaining_agrees_with_checking(void **state)
{
	static struct bytes run, out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	size_t items = 0;
	(void)state;
	assert_int_equal(check(e, sample, "ndjson", &run), PHASEOUT_OBSOLETE_OPEN);
	for (char *line = run.text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		char verdict[32], want[40];
		const char *row = strstr(line, "\"row\":"), *found = strstr(line, "\"verdict\":\"");
		if (strncmp(line, "{\"type\":\"item\"", 14) != 0)
			continue;
		assert_int_equal(sscanf(found + 11, "%31[^\"]", verdict), 1);
		for (char *c = verdict; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		assert_int_equal(explain_row(e, sample, strtoul(row + 6, NULL, 10), &out), 0);
		snprintf(want, sizeof want, ": %s\n", verdict);
		char *title = strstr(out.text, ", row ");
		assert_non_null(title);
		assert_non_null(strstr(title, want));
		assert_true(strstr(title, want) < strstr(title, "What was read"));
		items++;
	}
	assert_true(items > 50);
	phaseout_engine_free(e);
}

static void explaining_refuses_what_does_not_fit(void **state)
{
	static struct bytes out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	struct phaseout_field field = {"effective_volume", "350 m3"}, none = {"no such field", "1"};
	struct phaseout_explain_options o = {.size = sizeof o, .write = keep, .write_ctx = &out};
	(void)state;
	assert_int_equal(phaseout_explain(NULL, &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_explain(e, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_explain(e, &o), PHASEOUT_USAGE);
	assert_int_equal(explain_row(e, sample, 0, &out), PHASEOUT_USAGE);
	assert_int_equal(explain_row(e, sample, 100000, &out), PHASEOUT_USAGE);
	assert_int_equal(explain_row(e, "no-such.csv", 2, &out), PHASEOUT_NO_INPUT);
	o.fields = &none;
	o.n_fields = 1;
	assert_int_equal(phaseout_explain(e, &o), PHASEOUT_USAGE);
	o.fields = &field;
	o.kind = "高炉";
	assert_int_equal(phaseout_explain(e, &o), 0);
	o.row = 1;
	assert_int_equal(phaseout_explain(e, &o), PHASEOUT_USAGE);
	o.row = 0;
	out.n = 0;
	out.fail_after = 1;
	assert_int_equal(phaseout_explain(e, &o), PHASEOUT_WRITE);
	out.fail_after = 0;
	o.write = NULL;
	assert_int_equal(phaseout_explain(e, &o), PHASEOUT_USAGE);
	phaseout_engine_free(e);
}

static void mapping_shows_and_writes(void **state)
{
	static struct bytes out, again;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	struct phaseout_map_options o = {.size = sizeof o, .quiet = true, .write = keep, .write_ctx = &out};
	char folder[] = "/tmp/phaseout-map-XXXXXX", path[64];
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/m.yaml", folder);
	assert_int_equal(phaseout_map(NULL, &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_map(e, NULL), PHASEOUT_USAGE);
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_USAGE);
	o.input = "no-such.csv";
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_NO_INPUT);
	o.input = sample;
	assert_int_equal(phaseout_map(e, &o), 0);
	assert_non_null(strstr(out.text, "blank"));
	assert_null(strstr(out.text, "schema: "));
	again = out;
	out.n = 0;
	o.output = path;
	assert_int_equal(phaseout_map(e, &o), 0);
	assert_string_equal(out.text, again.text);

	/* what was written is read, and shows the same columns; nothing else is written then */
	out.n = 0;
	o.mapping = path;
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_USAGE);
	o.output = NULL;
	assert_int_equal(phaseout_map(e, &o), 0);
	assert_non_null(strstr(out.text, "the mapping says so"));
	o.mapping = NULL;
	out.n = 0;
	o.output = "-";
	assert_int_equal(phaseout_map(e, &o), 0);
	assert_non_null(strstr(out.text, "schema: phaseout/mapping-1\n"));
	assert_null(strstr(out.text, "blank"));
	unlink(path);

	/* nothing is written where the answer is none */
	o.output = sample;
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_USAGE);
	o.output = path;
	o.encoding = "latin1";
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_USAGE);
	assert_int_equal(access(path, F_OK), -1);
	o.encoding = NULL;
	o.output = "/no-such-folder/m.yaml";
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_WRITE);
	o.output = NULL;
	out.n = 0;
	out.fail_after = 1;
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_WRITE);
	out.fail_after = 0;
	o.write = NULL;
	assert_int_equal(phaseout_map(e, &o), PHASEOUT_USAGE);
	rmdir(folder);
	phaseout_engine_free(e);
}

static void what_is_loaded_is_described(void **state)
{
	static struct bytes out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	const char *names[] = {"SD-2013-5.01", "no such rule"};
	struct phaseout_describe_options o = {.size = sizeof o, .write = keep, .write_ctx = &out};
	(void)state;
	for (int topic = PHASEOUT_RULES; topic <= PHASEOUT_PACKS; topic++) {
		out.n = 0;
		assert_int_equal(phaseout_describe(e, (enum phaseout_topic)topic, &o), 0);
		assert_true(out.n > 100);
	}
	assert_int_equal(phaseout_describe(e, (enum phaseout_topic)(PHASEOUT_PACKS + 1), &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_describe(NULL, PHASEOUT_RULES, &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_describe(e, PHASEOUT_RULES, NULL), PHASEOUT_USAGE);
	o.names = names;
	o.n_names = 1;
	out.n = 0;
	assert_int_equal(phaseout_describe(e, PHASEOUT_RULES, &o), 0);
	assert_non_null(strstr(out.text, "effective volume at most 400 m"));
	out.n = 0;
	o.n_names = 2; /* nothing is written where one of them is none */
	assert_int_equal(phaseout_describe(e, PHASEOUT_RULES, &o), PHASEOUT_USAGE);
	assert_int_equal(out.n, 0);
	o.n_names = 1;
	out.fail_after = 1;
	assert_int_equal(phaseout_describe(e, PHASEOUT_RULES, &o), PHASEOUT_WRITE);
	out.fail_after = 0;
	o.write = NULL;
	assert_int_equal(phaseout_describe(e, PHASEOUT_RULES, &o), PHASEOUT_USAGE);
	phaseout_engine_free(e);
}

static void the_language_changes_no_byte_of_the_run_file(void **state)
{
	static struct bytes zh, en, again, table;
	phaseout_engine *a = good_engine(PHASEOUT_ZH), *b = good_engine(PHASEOUT_EN);
	(void)state;
	assert_int_equal(check(a, sample, "ndjson", &zh), PHASEOUT_OBSOLETE_OPEN);
	assert_int_equal(check(b, sample, "ndjson", &en), PHASEOUT_OBSOLETE_OPEN);
	assert_int_equal(check(b, sample, "ndjson", &again), PHASEOUT_OBSOLETE_OPEN);
	assert_true(zh.n > 10000);
	assert_string_equal(zh.text, en.text);
	assert_string_equal(en.text, again.text);
	assert_int_equal(check(b, sample, "table", &table), PHASEOUT_OBSOLETE_OPEN);
	assert_string_not_equal(table.text, en.text);
	phaseout_engine_free(a);
	phaseout_engine_free(b);
}

struct job {
	const phaseout_engine *engine;
	struct bytes *out;
	int status;
};

static void *run_job(void *ctx)
{
	struct job *j = ctx;
	j->status = check(j->engine, sample, "ndjson", j->out);
	return NULL;
}

static void two_threads_share_an_engine(void **state)
{
	static struct bytes out[2];
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	struct job jobs[2] = {{e, &out[0], -1}, {e, &out[1], -1}};
	pthread_t threads[2];
	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_job, &jobs[i]), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(jobs[0].status, PHASEOUT_OBSOLETE_OPEN);
	assert_int_equal(jobs[1].status, PHASEOUT_OBSOLETE_OPEN);
	assert_string_equal(out[0].text, out[1].text);
	phaseout_engine_free(e);
}

static void answers_follow_the_registry(void **state)
{
	static const struct {
		const char *text;
		int status;
	} of[] = {
		{"设备名称,用途,有效容积（m³）\n高炉,炼铁,450\n", PHASEOUT_CLEAR},
		{"设备名称,用途,有效容积（m³）\n烧结机,,\n", PHASEOUT_CLEAR},
		{"设备名称,用途,有效容积（m³）\n高炉,炼铁,400\n", PHASEOUT_OBSOLETE},
		{"设备名称,用途,有效容积（m³）\n高炉,炼铁,\n", PHASEOUT_OPEN},
		{"设备名称,用途,有效容积（m³）\n不知何物,,\n", PHASEOUT_OPEN},
		{"设备名称,用途,有效容积（m³）\n", PHASEOUT_OPEN},
		{"设备名称,用途,有效容积（m³）\n高炉,炼铁\n高炉,炼铁,450\n", PHASEOUT_OPEN},
		{"设备名称,用途,有效容积（m³）\n高炉,炼铁,400\n高炉,炼铁,\n", PHASEOUT_OBSOLETE_OPEN},
	};
	static struct bytes out;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		char path[] = "/tmp/phaseout-answers-XXXXXX";
		int fd = mkstemp(path);
		assert_true(fd >= 0);
		assert_int_equal(write(fd, of[i].text, strlen(of[i].text)), (ssize_t)strlen(of[i].text));
		close(fd);
		int status = check(e, path, "csv", &out);
		unlink(path);
		if (status != of[i].status)
			fail_msg("%s → %d, not %d", of[i].text, status, of[i].status);
	}
	phaseout_engine_free(e);
}

static void outputs_that_cannot_be_are_refused(void **state)
{
	static struct bytes out;
	const char *input = sample;
	const struct phaseout_output twice[] = {{"csv", NULL}, {"ndjson", "-"}}, odd = {"docx", NULL}, one = {"csv", NULL};
	struct phaseout_check_options o = {
		.size = sizeof o, .inputs = &input, .n_inputs = 1, .outputs = twice, .n_outputs = 2, .quiet = true,
		.write = keep, .write_ctx = &out,
	};
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	(void)state;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE);
	o.n_outputs = 1;
	o.outputs = &odd;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE);
	o.outputs = &one;
	o.write = NULL;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE);
	o.write = keep;
	out.fail_after = 100;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_WRITE);
	out.fail_after = 0;
	o.n_inputs = 0;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_USAGE);
	phaseout_engine_free(e);
}

static void a_file_gets_the_same_bytes_as_a_pipe(void **state)
{
	static struct bytes direct, filed;
	char path[] = "/tmp/phaseout-run-XXXXXX.ndjson";
	const char *input = sample;
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	int fd = mkstemps(path, 7);
	(void)state;
	assert_true(fd >= 0);
	struct phaseout_output output = {NULL, path}; /* the format is the extension's */
	struct phaseout_check_options o = {
		.size = sizeof o, .inputs = &input, .n_inputs = 1, .outputs = &output, .n_outputs = 1, .quiet = true};
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_OBSOLETE_OPEN);
	assert_int_equal(check(e, sample, "ndjson", &direct), PHASEOUT_OBSOLETE_OPEN);
	close(fd); /* it was replaced by name */
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	filed.n = fread(filed.text, 1, sizeof filed.text - 1, f);
	filed.text[filed.n] = '\0';
	fclose(f);
	unlink(path);
	assert_string_equal(direct.text, filed.text);
	phaseout_engine_free(e);
}

static void tables_can_be_walked(void **state)
{
	const char *name, *unit, *reason, *help;
	long value;
	size_t n = 0;
	(void)state;
	while (phaseout_limit(n, &name, &value, &unit, &reason)) {
		assert_true(name[0] && unit[0] && reason[0] && value > 0);
		n++;
	}
	assert_true(n >= 10);
	assert_false(phaseout_limit(n, NULL, NULL, NULL, NULL));
	for (n = 0; phaseout_format(n, PHASEOUT_ZH, &help); n++)
		assert_true(help[0] != '\0');
	assert_int_equal(n, 4);
	assert_string_equal(phaseout_message(PHASEOUT_EN, "error"), "error");
	assert_string_equal(phaseout_message(PHASEOUT_ZH, "error"), "错误");
	assert_string_equal(phaseout_message(PHASEOUT_EN, "no such message"), "no such message");
}

struct heard {
	unsigned long long rows, items, obsolete, calls;
	const char *input;
};

static void hear_progress(void *ctx, const struct phaseout_progress *p)
{
	struct heard *h = ctx;
	assert_true(p->rows > h->rows);
	assert_true(p->items >= h->items && p->obsolete >= h->obsolete && p->obsolete <= p->items);
	*h = (struct heard){p->rows, p->items, p->obsolete, h->calls + 1, p->input};
}

/* Every few rows, over all registries of the run. */
static void progress_is_told(void **state)
{
	static struct bytes out;
	static const char *const inputs[] = {sample, "samples/metallurgy.csv"};
	phaseout_engine *e = good_engine(PHASEOUT_EN);
	struct heard heard = {0};
	struct phaseout_output output = {"ndjson", NULL};
	struct phaseout_check_options o = {
		.size = sizeof o, .inputs = inputs, .n_inputs = 2, .outputs = &output, .n_outputs = 1, .quiet = true,
		.write = keep, .write_ctx = &out, .progress = hear_progress, .progress_ctx = &heard,
	};
	(void)state;
	out.n = 0;
	assert_int_equal(phaseout_check(e, &o), PHASEOUT_OBSOLETE_OPEN);
	assert_true(heard.calls >= 5 && heard.calls <= heard.rows);
	assert_true(heard.rows > 100 && heard.items > 100 && heard.obsolete > 0);
	assert_string_equal(heard.input, inputs[1]);
	phaseout_engine_free(e);
}

/* Larger than the others' bytes: only its start and its length are kept. */
struct long_answer {
	char start[64];
	size_t n, most;
};

static bool keep_start(void *ctx, const char *bytes, size_t n)
{
	struct long_answer *a = ctx;
	size_t kept = n < sizeof a->start - 1 ? n : sizeof a->start - 1;

	if (!a->n)
		memcpy(a->start, bytes, kept);
	a->n += n;
	return !a->most || a->n <= a->most;
}

static void rules_are_exported(void **state)
{
	static struct bytes said;
	phaseout_engine *e = NULL;
	struct long_answer page = {.n = 0}, text = {.n = 0};
	struct phaseout_export_options o = {.size = sizeof o, .format = "html", .write = keep_start, .write_ctx = &page};
	(void)state;
	assert_int_equal(make_engine(&e, &said, "rules", NULL, "2013-06-30", PHASEOUT_EN), 0);
	assert_int_equal(phaseout_export(e, "document", &o), 0);
	assert_true(page.n > 100000);
	assert_memory_equal(page.start, "<!DOCTYPE html>", 15);
	o.format = NULL; /* the first */
	o.write_ctx = &text;
	assert_int_equal(phaseout_export(e, "document", &o), 0);
	assert_memory_equal(text.start, "# ", 2);
	assert_true(text.n > 100000 && text.n < page.n);
	text = (struct long_answer){.most = text.n - 1}; /* one byte short */
	assert_int_equal(phaseout_export(e, "document", &o), PHASEOUT_WRITE);
	said.n = 0;
	assert_int_equal(phaseout_export(e, "poem", &o), PHASEOUT_USAGE);
	assert_non_null(strstr(said.text, "poem"));
	o.format = "pdf";
	assert_int_equal(phaseout_export(e, "document", &o), PHASEOUT_USAGE);
	o.format = NULL;
	o.write = NULL;
	assert_int_equal(phaseout_export(e, "document", &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_export(NULL, "document", &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_export(e, NULL, &o), PHASEOUT_USAGE);
	assert_int_equal(phaseout_export(e, "document", NULL), PHASEOUT_USAGE);
	phaseout_engine_free(e);
}

static void exports_can_be_walked(void **state)
{
	const char *format = NULL, *help = NULL;
	(void)state;
	assert_string_equal(phaseout_exported(0, PHASEOUT_EN, &format, &help), "document");
	assert_string_equal(format, "markdown");
	assert_true(help && *help);
	assert_string_equal(phaseout_exported(1, PHASEOUT_ZH, &format, NULL), "document");
	assert_string_equal(format, "html");
	assert_non_null(phaseout_exported(1, PHASEOUT_ZH, NULL, NULL));
	assert_null(phaseout_exported(1000, PHASEOUT_ZH, &format, &help));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(progress_is_told),
		cmocka_unit_test(engines_are_refused_with_words),
		cmocka_unit_test(options_have_a_size),
		cmocka_unit_test(all_of_nothing_is_refused),
		cmocka_unit_test(a_pack_may_be_a_path),
		cmocka_unit_test(the_pack_passes_its_tests_and_lint),
		cmocka_unit_test(files_are_fixed_or_left),
		cmocka_unit_test(the_pack_is_proved_rule_by_rule),
		cmocka_unit_test(the_section_is_listed_with_its_rules),
		cmocka_unit_test(one_record_is_judged),
		cmocka_unit_test(explaining_agrees_with_checking),
		cmocka_unit_test(explaining_refuses_what_does_not_fit),
		cmocka_unit_test(mapping_shows_and_writes),
		cmocka_unit_test(what_is_loaded_is_described),
		cmocka_unit_test(the_language_changes_no_byte_of_the_run_file),
		cmocka_unit_test(two_threads_share_an_engine),
		cmocka_unit_test(answers_follow_the_registry),
		cmocka_unit_test(outputs_that_cannot_be_are_refused),
		cmocka_unit_test(a_file_gets_the_same_bytes_as_a_pipe),
		cmocka_unit_test(tables_can_be_walked),
		cmocka_unit_test(rules_are_exported),
		cmocka_unit_test(exports_can_be_walked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
