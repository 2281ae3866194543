/* phaseout export WHAT */
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>

struct export {
	struct engine_choice choice;
	struct phaseout_export_options export;
};

#define PLACE(member) offsetof(struct export, member)
const struct option_row export_options[] = {
	{'f', "format", "NAME", "of the export; default: from the extension of the output, else the first", take_text, PLACE(export.format)},
	{'o', "output", "FILE", "write it there; default, and -: standard output", take_text, PLACE(export.output)},
	OPTION_PACKS(PLACE(choice)),
	OPTION_AS_OF(PLACE(choice.engine.as_of)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

int export_main(struct cli *cli, int argc, char **argv)
{
	struct export x = {.export = {.size = sizeof x.export, .write = cli_write, .write_ctx = cli}};
	phaseout_engine *engine = NULL;
	int first, status = options_read(cli, argc, argv, &x, &first);

	if (status == 0 && first == argc)
		status = cli_usage(cli, "what is to be exported is missing (document)", NULL);
	if (status == 0 && argc - first > 1)
		status = cli_usage(cli, "\"%s\" is one operand too many", argv[first + 1]);
	if (status == 0)
		status = engine_open(cli, &engine, &x.choice);
	if (status == 0)
		status = phaseout_export(engine, argv[first], &x.export);
	phaseout_engine_free(engine);
	engine_choice_release(&x.choice);
	return status == OPTIONS_STOP ? 0 : status;
}
