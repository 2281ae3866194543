/* phaseout check REGISTRY… */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct check {
	struct phaseout_engine_options engine;
	struct phaseout_check_options check;
	const char **packs;
	struct phaseout_output *outputs;
	const char *format; /* of -f, until the -o that follows takes it */
	enum color color;
};

/* Room for one more behind n; NULL when memory is exhausted. Grown by one: there are a few of each. */
static void *one_more(void *items, size_t n, size_t size)
{
	return realloc(items, (n + 1) * size);
}

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

static int take_rules(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	struct check *c = options;
	const char **grown = one_more(c->packs, c->engine.n_packs, sizeof *grown);

	(void)row;
	(void)cli;
	if (!grown)
		return PHASEOUT_DEFECT;
	c->packs = grown;
	c->packs[c->engine.n_packs++] = value;
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

static int take_color(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	static const char *const words[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
	struct check *c = options;

	(void)row;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(value, words[i]) == 0) {
			c->color = (enum color)i;
			return 0;
		}
	}
	return cli_usage(cli, "\"%s\" is none of auto, always, never", value);
}

static int take_header_row(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	struct check *c = options;
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	(void)row;
	if (value[0] < '1' || value[0] > '9' || *end || strlen(value) > 9)
		return cli_usage(cli, "\"%s\" is no row number; rows count from 1", value);
	c->check.header_row = n;
	return 0;
}

#define PLACE(member) offsetof(struct check, member)
const struct option_row check_options[] = {
	{'r', "rules", "PACK", "a pack's name or path; repeat to add; default sd-2013", take_rules, 0},
	{0, "as-of", "DATE", "judge as of this day, YYYY-MM-DD; default today in UTC+8", take_text,
	 PLACE(engine.as_of)},
	{'m', "mapping", "FILE", "which column is which field; default: columns are recognised", take_text,
	 PLACE(check.mapping)},
	{0, "kind", "KIND", "the kind of every row that names none", take_text, PLACE(check.kind)},
	{'f', "format", "NAME", "format of the output behind it, or of standard output; default table", take_format,
	 0},
	{'o', "output", "FILE", "write there; repeat to add; its extension is the format unless -f stands before",
	 take_output, 0},
	{0, "show", "VERDICTS",
	 "which items table and csv list, or all; default obsolete,undetermined,manual,unrecognised", take_text,
	 PLACE(check.show)},
	{0, "strict", NULL, "fill nothing in: no presumptions, default units, tolerances", take_flag,
	 PLACE(engine.strict)},
	{0, "encoding", "NAME", "utf-8 or gb18030; default: found out", take_text, PLACE(check.encoding)},
	{0, "separator", "C", "one of , ; | or tab; default: found out", take_text, PLACE(check.separator)},
	{0, "header-row", "N", "the row of the column names, from 1; default: found out", take_header_row, 0},
	{'q', "quiet", NULL, "no notices; failures are said all the same", take_flag, PLACE(check.quiet)},
	{0, "color", "WHEN", "auto, always or never", take_color, 0},
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static int run(struct cli *cli, struct check *c)
{
	phaseout_engine *engine = NULL;
	int status;

	c->engine.rules_dir = cli->rules_dir;
	c->engine.packs = c->packs;
	c->engine.lang = cli->lang;
	c->engine.say = cli_say;
	c->check.outputs = c->outputs;
	c->check.color = c->color == COLOR_AUTO ? environment_color() : c->color == COLOR_ALWAYS;
	c->check.columns = environment_columns();
	c->check.write = cli_write;
	c->check.write_ctx = cli;
	status = phaseout_engine_new(&engine, &c->engine);
	if (status == 0)
		status = phaseout_check(engine, &c->check);
	phaseout_engine_free(engine);
	return status;
}

int check_main(struct cli *cli, int argc, char **argv)
{
	struct check c = {.engine = {.size = sizeof c.engine}, .check = {.size = sizeof c.check}};
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
	free(c.packs);
	free(c.outputs);
	return status == OPTIONS_STOP ? 0 : status;
}
