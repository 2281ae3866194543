/* phaseout test [PACK…], phaseout lint PATH… */
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What `test` is asked in place of the rules' own tests. */
struct test_options {
	bool boundaries, coverage, mutants;
};

const struct option_row test_options[] = {
	{0, "boundaries", NULL, "instead: records made from the rules, about what each condition asks", take_flag,
	 offsetof(struct test_options, boundaries)},
	{0, "coverage", NULL, "instead: what the rules' own tests exercise", take_flag,
	 offsetof(struct test_options, coverage)},
	{0, "mutants", NULL, "instead: would the rules' own tests notice a slip in the rules", take_flag,
	 offsetof(struct test_options, mutants)},
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

struct lint_options {
	bool coverage, fix;
	const char *as_of;
};

const struct option_row lint_options[] = {
	{0, "coverage", NULL, "also what of the source each rule covers, and what none does", take_flag,
	 offsetof(struct lint_options, coverage)},
	{0, "fix", NULL, "first rewrite the files for what is mechanical, and print each change", take_flag,
	 offsetof(struct lint_options, fix)},
	{0, "as-of", "DATE", "the day by which dates are over, YYYY-MM-DD; default today in UTC+8", take_text,
	 offsetof(struct lint_options, as_of)},
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static struct phaseout_engine_options options_for(struct cli *cli, const char *const *packs, size_t n, bool linting)
{
	return (struct phaseout_engine_options){
		.size = sizeof(struct phaseout_engine_options),
		.rules_dir = cli->rules_dir,
		.packs = packs,
		.n_packs = n,
		.lang = cli->lang,
		.say = cli_say,
		.lint = linting,
	};
}

/*
 * A path that is there is meant as one, also where it is written like the name of a pack. Owned by the caller;
 * NULL when memory is exhausted.
 */
static char *as_path(const char *operand)
{
	char *path = NULL;
	struct stat st;

	if (strchr(operand, '/') || stat(operand, &st) != 0)
		return strdup(operand);
	return asprintf(&path, "./%s", operand) < 0 ? NULL : path;
}

/* What is written like a path must be there. */
static int missing_path(struct cli *cli, const char *operand)
{
	struct stat st;

	if (!strchr(operand, '/') || stat(operand, &st) == 0)
		return 0;
	cli_complain(cli, "\"%s\" does not exist; expected the folder of a pack", operand);
	return PHASEOUT_NO_INPUT;
}

typedef int packs_fn(struct cli *cli, const void *options, const char *const *packs, size_t n);

/* The operands as packs; none are NULL, 0. */
static int with_packs(struct cli *cli, char **operands, size_t n, packs_fn *fn, const void *options)
{
	char **packs = calloc(n + 1, sizeof *packs);
	int status = packs ? 0 : PHASEOUT_DEFECT;

	for (size_t i = 0; status == 0 && i < n; i++) {
		status = missing_path(cli, operands[i]);
		packs[i] = as_path(operands[i]);
		if (!packs[i])
			status = PHASEOUT_DEFECT;
	}
	if (status == 0)
		status = fn(cli, options, n ? (const char *const *)packs : NULL, n);
	for (size_t i = 0; packs && i < n; i++)
		free(packs[i]);
	free(packs);
	return status;
}

static int run_tests(struct cli *cli, const phaseout_engine *engine)
{
	size_t ran = 0, failed = 0;
	int status = phaseout_test(engine, &ran, &failed);

	if (status <= 1)
		cli_print(cli, cli_words(cli, "%zu tests run, %zu failed\n"), ran, failed);
	return status;
}

static int test(struct cli *cli, const void *options, const char *const *packs, size_t n)
{
	const struct test_options *o = options;
	struct phaseout_engine_options loading = options_for(cli, packs, n, false);
	phaseout_engine *engine = NULL;
	typedef int proof_fn(const phaseout_engine *, phaseout_write_fn *, void *);
	const struct {
		bool asked;
		proof_fn *prove;
	} proofs[] = {{o->boundaries, phaseout_test_boundaries},
		      {o->coverage, phaseout_test_coverage},
		      {o->mutants, phaseout_test_mutants}};
	int status = phaseout_engine_new(&engine, &loading);

	if (status == 0 && !o->boundaries && !o->coverage && !o->mutants)
		status = run_tests(cli, engine);
	for (size_t i = 0; status <= 1 && i < sizeof proofs / sizeof *proofs; i++) {
		int proved = proofs[i].asked ? proofs[i].prove(engine, cli_write, cli) : 0;
		status = proved > status ? proved : status;
	}
	phaseout_engine_free(engine);
	return status;
}

int test_main(struct cli *cli, int argc, char **argv)
{
	struct test_options options = {.boundaries = false};
	int first, status = options_read(cli, argc, argv, &options, &first);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	return with_packs(cli, argv + first, (size_t)(argc - first), test, &options);
}

static int lint(struct cli *cli, const void *options, const char *const *packs, size_t n)
{
	const struct lint_options *o = options;
	struct phaseout_engine_options loading = options_for(cli, packs, n, true);
	loading.as_of = o->as_of;
	phaseout_engine *engine = NULL;
	int covered = 0, status = o->fix ? phaseout_lint_fix(&loading, cli_write, cli) : 0;

	if (status == 0)
		status = phaseout_engine_new(&engine, &loading);
	if (status == 0) {
		status = phaseout_lint(engine);
		covered = o->coverage ? phaseout_lint_coverage(engine, cli_write, cli) : 0;
		status = covered > status ? covered : status;
	} else if (status == PHASEOUT_REFUSED) {
		status = 1; /* the mistakes were said: that is lint's answer */
	}
	if (status == 0)
		cli_print(cli, "%s\n", cli_words(cli, "nothing to complain of"));
	phaseout_engine_free(engine);
	return status;
}

/*
 * The rules folder whose vocabulary a path means: its folder, or a file in it. Owned by the caller; NULL where it means
 * none, or memory is exhausted.
 */
static char *rules_dir_of_vocabulary(const char *operand)
{
	char *file = NULL, *dir = NULL;
	struct stat st;
	size_t n = strlen(operand);

	if (n > 5 && strcmp(operand + n - 5, ".yaml") == 0)
		while (n > 0 && operand[n - 1] != '/')
			n--;
	const char *folder = n ? operand : ".";
	int length = n ? (int)n : 1;
	if (asprintf(&file, "%.*s/vocabulary.yaml", length, folder) < 0)
		return NULL;
	if (stat(file, &st) == 0 && asprintf(&dir, "%.*s/..", length, folder) < 0)
		dir = NULL;
	free(file);
	return dir;
}

/* By all the packs that stand beside it. */
static int lint_vocabulary(struct cli *cli, const struct lint_options *o, const char *rules_dir)
{
	static const char *const all = "all";
	struct phaseout_engine_options loading = options_for(cli, &all, 1, true);
	phaseout_engine *engine = NULL;

	loading.rules_dir = rules_dir;
	loading.as_of = o->as_of;
	int status = phaseout_engine_new(&engine, &loading);
	if (status == 0)
		status = phaseout_lint_vocabulary(engine);
	else if (status == PHASEOUT_REFUSED)
		status = 1;
	if (status == 0)
		cli_print(cli, "%s\n", cli_words(cli, "nothing to complain of"));
	phaseout_engine_free(engine);
	return status;
}

int lint_main(struct cli *cli, int argc, char **argv)
{
	struct lint_options options = {.coverage = false};
	int first, status = options_read(cli, argc, argv, &options, &first);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	if (first == argc)
		return cli_usage(cli, "the folder of a pack is missing", NULL);
	char *rules_dir = rules_dir_of_vocabulary(argv[first]);
	if (!rules_dir)
		return with_packs(cli, argv + first, (size_t)(argc - first), lint, &options);
	if (argc > first + 1 || options.coverage || options.fix)
		status = cli_usage(cli, "the vocabulary is linted by itself: \"%s\"", argv[first]);
	else
		status = lint_vocabulary(cli, &options, rules_dir);
	free(rules_dir);
	return status;
}
