/* phaseout explain REGISTRY --row N, phaseout explain --kind K --set FIELD=VALUE… */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct explain {
	struct engine_choice choice;
	struct phaseout_explain_options explain;
	struct phaseout_field *fields; /* their names are owned */
	enum color color;
};

/* FIELD=VALUE, cut at the first "=". */
static int take_set(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	struct explain *x = options;
	const char *equals = strchr(value, '=');
	struct phaseout_field *grown;

	(void)row;
	if (!equals || equals == value)
		return cli_usage(cli, "\"%s\" is no FIELD=VALUE", value);
	grown = one_more(x->fields, x->explain.n_fields, sizeof *grown);
	if (!grown)
		return PHASEOUT_DEFECT;
	x->fields = grown;
	char *name = strndup(value, (size_t)(equals - value));
	if (!name)
		return PHASEOUT_DEFECT;
	x->fields[x->explain.n_fields++] = (struct phaseout_field){name, equals + 1};
	return 0;
}

#define PLACE(member) offsetof(struct explain, member)
const struct option_row explain_options[] = {
	{'n', "row", "N", "the row to explain, as a spreadsheet counts", take_row_number, PLACE(explain.row)},
	{0, "set", "FIELD=VALUE", "instead of a registry: a field's id, name or header, and a cell; repeat to add", take_set,
	 0},
	{0, "kind", "KIND", "the kind of every row that names none, or of the item that is given", take_text,
	 PLACE(explain.kind)},
	OPTION_PACKS(PLACE(choice)),
	OPTION_AS_OF(PLACE(choice.engine.as_of)),
	OPTION_MAPPING(PLACE(explain.mapping)),
	OPTION_STRICT(PLACE(choice.engine.strict)),
	OPTION_ENCODING(PLACE(explain.encoding)),
	OPTION_SEPARATOR(PLACE(explain.separator)),
	OPTION_HEADER_ROW(PLACE(explain.header_row)),
	OPTION_SHEET(PLACE(explain.sheet)),
	OPTION_TABLE(PLACE(explain.sheet)),
	OPTION_QUIET(PLACE(explain.quiet)),
	OPTION_COLOR(PLACE(color)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

static int run(struct cli *cli, struct explain *x)
{
	phaseout_engine *engine = NULL;
	int status;

	x->explain.fields = x->fields;
	x->explain.color = color_wanted(x->color);
	x->explain.columns = environment_columns();
	x->explain.write = cli_write;
	x->explain.write_ctx = cli;
	status = engine_open(cli, &engine, &x->choice);
	if (status == 0)
		status = phaseout_explain(engine, &x->explain);
	phaseout_engine_free(engine);
	return status;
}

/* What can be told before any rule is read. */
static int check_operands(struct cli *cli, struct explain *x, int n, char **operands)
{
	if (n > 1)
		return cli_usage(cli, "\"%s\" is one operand too many", operands[1]);
	if (n == 0 && !x->explain.n_fields && !x->explain.kind)
		return cli_usage(cli, "a registry is missing, or --kind and --set", NULL);
	if (n == 1 && !x->explain.row)
		return cli_usage(cli, "option --row is missing: which row of \"%s\"?", operands[0]);
	x->explain.input = n ? operands[0] : NULL;
	return 0;
}

int explain_main(struct cli *cli, int argc, char **argv)
{
	struct explain x = {.explain = {.size = sizeof x.explain}};
	int first, status = options_read(cli, argc, argv, &x, &first);

	if (status == 0)
		status = check_operands(cli, &x, argc - first, argv + first);
	if (status == 0)
		status = run(cli, &x);
	engine_choice_release(&x.choice);
	for (size_t i = 0; i < x.explain.n_fields; i++)
		free((char *)x.fields[i].name);
	free(x.fields);
	return status == OPTIONS_STOP ? 0 : status;
}
