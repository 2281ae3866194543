/* Thresholds through the whole program, registry to run file: tests/spec/boundaries.txt. */
#include "unit.h"

#include "spec.h"

#include "phaseout/phaseout.h"

#include <unistd.h>

struct answer {
	char text[256 * 1024];
	size_t n;
};

static bool keep(void *ctx, const char *bytes, size_t n)
{
	struct answer *a = ctx;
	if (a->n + n >= sizeof a->text)
		return false;
	memcpy(a->text + a->n, bytes, n);
	a->n += n;
	a->text[a->n] = '\0';
	return true;
}

static void say(void *ctx, const char *text, size_t n)
{
	(void)ctx;
	fwrite(text, 1, n, stderr);
}

/* The verdict of the only item of a run, by its line of the run file. */
static struct str verdict_in(const char *run)
{
	static const char type[] = "{\"type\":\"item\"", key[] = "\"verdict\":\"";
	const char *item = strstr(run, type);
	const char *verdict = item ? strstr(item, key) : NULL;

	if (!verdict || strstr(item + 1, type))
		return STR("(not one item)");
	verdict += sizeof key - 1;
	return (struct str){verdict, strcspn(verdict, "\"")};
}

static void one(struct spec_case *c, void *ctx)
{
	static struct answer answer;
	char path[] = "/tmp/phaseout-boundaries-XXXXXX";
	const char *inputs[] = {path};
	struct phaseout_output output = {"ndjson", NULL};
	struct phaseout_check_options options = {
		.size = sizeof options, .inputs = inputs, .n_inputs = 1, .outputs = &output, .n_outputs = 1,
		.quiet = true, .write = keep, .write_ctx = &answer,
	};

	if (!spec_want_fields(c, 3))
		return;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	dprintf(fd, "%s\r\n%s\r\n", c->field[0].p, c->field[1].p);
	close(fd);
	answer.n = 0;
	answer.text[0] = '\0';
	int status = phaseout_check(ctx, &options);
	unlink(path);
	if (status > PHASEOUT_OBSOLETE_OPEN)
		spec_fail(c, "status %d", status);
	else
		spec_want_str(c, "the verdict", verdict_in(answer.text), c->field[2]);
}

static void test_boundaries(void **state)
{
	struct phaseout_engine_options options = {
		.size = sizeof options, .rules_dir = "rules", .as_of = "2013-06-30", .lang = PHASEOUT_EN, .say = say};
	phaseout_engine *engine;

	(void)state;
	assert_int_equal(phaseout_engine_new(&engine, &options), 0);
	spec_run("tests/spec/boundaries.txt", one, engine);
	phaseout_engine_free(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_boundaries)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
