/* phaseout map REGISTRY */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>

struct map {
	struct engine_choice choice;
	struct phaseout_map_options map;
	enum color color;
};

#define PLACE(member) offsetof(struct map, member)
const struct option_row map_options[] = {
	{'o', "output", "FILE", "write what was recognised there, as a mapping to edit; - is standard output", take_text,
	 PLACE(map.output)},
	OPTION_MAPPING(PLACE(map.mapping)),
	{0, "kind", "KIND", "the kind of every row that names none", take_text, PLACE(map.kind)},
	OPTION_PACKS(PLACE(choice)),
	OPTION_ENCODING(PLACE(map.encoding)),
	OPTION_SEPARATOR(PLACE(map.separator)),
	OPTION_HEADER_ROW(PLACE(map.header_row)),
	OPTION_SHEET(PLACE(map.sheet)),
	OPTION_TABLE(PLACE(map.sheet)),
	OPTION_QUIET(PLACE(map.quiet)),
	OPTION_COLOR(PLACE(color)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static int run(struct cli *cli, struct map *m)
{
	phaseout_engine *engine = NULL;
	int status;

	m->map.color = color_wanted(m->color);
	m->map.columns = environment_columns();
	m->map.write = cli_write;
	m->map.write_ctx = cli;
	status = engine_open(cli, &engine, &m->choice);
	if (status == 0)
		status = phaseout_map(engine, &m->map);
	phaseout_engine_free(engine);
	return status;
}

int map_main(struct cli *cli, int argc, char **argv)
{
	struct map m = {.map = {.size = sizeof m.map}};
	int first, status = options_read(cli, argc, argv, &m, &first);

	if (status == 0 && first == argc)
		status = cli_usage(cli, "a registry is missing", NULL);
	if (status == 0 && argc - first > 1)
		status = cli_usage(cli, "\"%s\" is one operand too many", argv[first + 1]);
	if (status == 0) {
		m.map.input = argv[first];
		status = run(cli, &m);
	}
	engine_choice_release(&m.choice);
	return status == OPTIONS_STOP ? 0 : status;
}
