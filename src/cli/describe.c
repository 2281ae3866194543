/* phaseout rules, kinds, fields, units, packs: what is loaded, in words. */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>

struct describe {
	struct engine_choice choice;
	struct phaseout_describe_options describe;
	enum color color;
};

#define PLACE(member) offsetof(struct describe, member)
const struct option_row describe_options[] = {
	OPTION_PACKS(PLACE(choice)), OPTION_COLOR(PLACE(color)), OPTION_LANG, OPTION_RULES_DIR, OPTION_HELP, OPTION_END,
};

static int describe(struct cli *cli, enum phaseout_topic topic, int argc, char **argv)
{
	struct describe d = {.describe = {.size = sizeof d.describe}};
	phaseout_engine *engine = NULL;
	int first, status = options_read(cli, argc, argv, &d, &first);

	if (status == 0) {
		d.describe.names = (const char *const *)argv + first;
		d.describe.n_names = (size_t)(argc - first);
		d.describe.color = color_wanted(d.color);
		d.describe.columns = environment_columns();
		d.describe.write = cli_write;
		d.describe.write_ctx = cli;
		status = engine_open(cli, &engine, &d.choice);
	}
	if (status == 0)
		status = phaseout_describe(engine, topic, &d.describe);
	phaseout_engine_free(engine);
	engine_choice_release(&d.choice);
	return status == OPTIONS_STOP ? 0 : status;
}

/* --- rules: what is loaded, or what one of them would hit ------------------------------------------------------------------- */

struct rules {
	struct engine_choice choice;
	struct phaseout_describe_options describe;
	enum color color;
	const char *sensitivity; /* a rule's id; NULL */
	const char *format;
	const char *output;
	struct phaseout_check_options check;
};

#define RULES_PLACE(member) offsetof(struct rules, member)
const struct option_row rules_options[] = {
	OPTION_PACKS(RULES_PLACE(choice)),
	{0, "sensitivity", "ID", "screen registries by one rule, and show what it hits as its limits move", take_text, RULES_PLACE(sensitivity)},
	{'f', "format", "NAME", "of the sensitivity: table, csv or svg; default table", take_text, RULES_PLACE(format)},
	{'o', "output", "FILE", "of the sensitivity: write there; its extension is the format unless -f is given", take_text, RULES_PLACE(output)},
	OPTION_AS_OF(RULES_PLACE(choice.engine.as_of)),
	OPTION_MAPPING(RULES_PLACE(check.mapping)),
	{0, "kind", "KIND", "the kind of every row that names none", take_text, RULES_PLACE(check.kind)},
	OPTION_STRICT(RULES_PLACE(choice.engine.strict)),
	OPTION_ENCODING(RULES_PLACE(check.encoding)),
	OPTION_SEPARATOR(RULES_PLACE(check.separator)),
	OPTION_HEADER_ROW(RULES_PLACE(check.header_row)),
	OPTION_SHEET(RULES_PLACE(check.sheet)),
	OPTION_TABLE(RULES_PLACE(check.sheet)),
	OPTION_QUIET(RULES_PLACE(check.quiet)),
	OPTION_COLOR(RULES_PLACE(color)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static int weigh(struct cli *cli, const phaseout_engine *engine, struct rules *r)
{
	const struct phaseout_output output = {r->format, r->output};

	r->check.size = sizeof r->check;
	r->check.outputs = &output;
	r->check.n_outputs = 1;
	r->check.color = r->describe.color;
	r->check.columns = r->describe.columns;
	r->check.write = cli_write;
	r->check.write_ctx = cli;
	return phaseout_sensitivity(engine, r->sensitivity, &r->check);
}

static int describe_or_weigh(struct cli *cli, struct rules *r, char **operands, size_t n)
{
	phaseout_engine *engine = NULL;

	r->describe.names = (const char *const *)operands;
	r->describe.n_names = n;
	r->check.inputs = r->describe.names;
	r->check.n_inputs = n;
	r->describe.color = color_wanted(r->color);
	r->describe.columns = environment_columns();
	r->describe.write = cli_write;
	r->describe.write_ctx = cli;
	int status = engine_open(cli, &engine, &r->choice);
	if (status == 0)
		status = r->sensitivity ? weigh(cli, engine, r) : phaseout_describe(engine, PHASEOUT_RULES, &r->describe);
	phaseout_engine_free(engine);
	return status;
}

int rules_main(struct cli *cli, int argc, char **argv)
{
	struct rules r = {.describe = {.size = sizeof r.describe}};
	int first, status = options_read(cli, argc, argv, &r, &first);

	if (status == 0 && r.sensitivity && first == argc)
		status = cli_usage(cli, "a registry is missing", NULL);
	if (status == 0)
		status = describe_or_weigh(cli, &r, argv + first, (size_t)(argc - first));
	engine_choice_release(&r.choice);
	return status == OPTIONS_STOP ? 0 : status;
}

int kinds_main(struct cli *cli, int argc, char **argv)
{
	return describe(cli, PHASEOUT_KINDS, argc, argv);
}

int fields_main(struct cli *cli, int argc, char **argv)
{
	return describe(cli, PHASEOUT_FIELDS, argc, argv);
}

int units_main(struct cli *cli, int argc, char **argv)
{
	return describe(cli, PHASEOUT_UNITS, argc, argv);
}

int packs_main(struct cli *cli, int argc, char **argv)
{
	return describe(cli, PHASEOUT_PACKS, argc, argv);
}
