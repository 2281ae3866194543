/* phaseout check REGISTRY… */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/tables.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct check {
	struct engine_choice choice;
	struct phaseout_check_options check;
	struct phaseout_output *outputs;
	const char *format; /* of -f, until the -o that follows takes it */
	enum color color;
};

static int add_output(struct check *c, const char *path)
{
	struct phaseout_output *grown = one_more(c->outputs, c->check.n_outputs, sizeof *grown);

	if (!grown)
		return PHASEOUT_DEFECT;
	c->outputs = grown;
	c->outputs[c->check.n_outputs++] = (struct phaseout_output){c->format, path};
	c->format = NULL;
	return 0;
}

static bool is_format(const char *name)
{
	const char *known;

	for (size_t i = 0; (known = phaseout_format(i, PHASEOUT_EN, NULL)); i++)
		if (strcmp(known, name) == 0)
			return true;
	return false;
}

/* A format waits for the -o behind it; where another -f comes first, it was for standard output. */
static int take_format(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	struct check *c = options;
	int status = c->format ? add_output(c, NULL) : 0;

	(void)row;
	if (!is_format(value))
		return cli_usage(cli, "\"%s\" is no format; --help lists them", value);
	c->format = value;
	return status;
}

static int take_output(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	(void)row;
	(void)cli;
	return add_output(options, value);
}

static int take_jobs(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	enum { MOST = 256 };
	struct check *c = options;
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	(void)row;
	if (value[0] < '1' || value[0] > '9' || *end || strlen(value) > 9 || n > MOST)
		return cli_usage(cli, "\"%s\" is no number of threads; expected 1 to 256", value);
	c->check.jobs = (unsigned)n;
	return 0;
}

#define PLACE(member) offsetof(struct check, member)
const struct option_row check_options[] = {
	OPTION_PACKS(PLACE(choice)),
	OPTION_AS_OF(PLACE(choice.engine.as_of)),
	OPTION_MAPPING(PLACE(check.mapping)),
	{0, "kind", "KIND", "the kind of every row that names none", take_text, PLACE(check.kind)},
	{'f', "format", "NAME", "format of the output behind it, or of standard output; default table", take_format,
	 0},
	{'o', "output", "FILE", "write there; repeat to add; its extension is the format unless -f stands before",
	 take_output, 0},
	{0, "show", "VERDICTS",
	 "which items table, line and csv list, or all; default obsolete,undetermined,manual,unrecognised", take_text,
	 PLACE(check.show)},
	{0, "columns", "NAMES", "which columns csv has, in this order, as key,rule; default all", take_text, PLACE(check.csv_columns)},
	{'j', "jobs", "COUNT", "threads; default the number of processors", take_jobs, 0},
	{0, "rejects", "FILE", "rejected rows as filed, each with why, to be mended: .csv or .xlsx", take_text, PLACE(check.rejects)},
	{0, "duplicates", NULL, "say which machines stand more than once, and what differs", take_flag, PLACE(check.duplicates)},
	OPTION_STRICT(PLACE(choice.engine.strict)),
	OPTION_ENCODING(PLACE(check.encoding)),
	OPTION_SEPARATOR(PLACE(check.separator)),
	OPTION_HEADER_ROW(PLACE(check.header_row)),
	OPTION_SHEET(PLACE(check.sheet)),
	OPTION_TABLE(PLACE(check.sheet)),
	OPTION_QUIET(PLACE(check.quiet)),
	OPTION_COLOR(PLACE(color)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static int run(struct cli *cli, struct check *c)
{
	phaseout_engine *engine = NULL;
	struct progress progress;
	int status;

	c->check.outputs = c->outputs;
	c->check.color = color_wanted(c->color);
	c->check.columns = environment_columns();
	c->check.write = cli_write;
	c->check.write_ctx = cli;
	status = engine_open(cli, &engine, &c->choice);
	if (status == 0) {
		progress_init(&progress, cli, c->check.quiet);
		cli->progress = &progress;
		if (progress.on)
			c->check.progress = progress_show;
		c->check.progress_ctx = &progress;
		status = phaseout_check(engine, &c->check);
		progress_clear(&progress);
		cli->progress = NULL;
	}
	phaseout_engine_free(engine);
	return status;
}

int check_main(struct cli *cli, int argc, char **argv)
{
	struct check c = {.check = {.size = sizeof c.check}, .choice = {.engine = {.untested = true}}};
	int first, status = options_read(cli, argc, argv, &c, &first);

	if (status == 0 && first == argc)
		status = cli_usage(cli, "a registry is missing", NULL);
	if (status == 0 && c.format)
		status = add_output(&c, NULL);
	if (status == 0) {
		c.check.inputs = (const char *const *)argv + first;
		c.check.n_inputs = (size_t)(argc - first);
		status = run(cli, &c);
	}
	engine_choice_release(&c.choice);
	free(c.outputs);
	return status == OPTIONS_STOP ? 0 : status;
}
