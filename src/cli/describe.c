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

int rules_main(struct cli *cli, int argc, char **argv)
{
	return describe(cli, PHASEOUT_RULES, argc, argv);
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
