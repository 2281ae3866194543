/* phaseout schema, limits, version, help: what the program says of itself. */
#include "cli/options.h"
#include "cli/tables.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct option_row schema_options[] = {OPTION_LANG, OPTION_RULES_DIR, OPTION_HELP, OPTION_END};
const struct option_row plain_options[] = {OPTION_LANG, OPTION_HELP, OPTION_END};

/* For commands without operands beyond `most`: 0, OPTIONS_STOP, or a status. */
static int read_few(struct cli *cli, int argc, char **argv, int *first, int most)
{
	int status = options_read(cli, argc, argv, NULL, first);

	if (status == 0 && argc - *first > most)
		status = cli_usage(cli, "\"%s\" is one operand too many", argv[*first + most]);
	return status;
}

/* --- schema ---------------------------------------------------------------------------------------------------- */

/* A name, not a path: letters, digits and dashes. */
static bool is_name(const char *s)
{
	return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static int print_file(struct cli *cli, FILE *f)
{
	char chunk[16 * 1024];
	size_t n;

	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		if (!cli_write(cli, chunk, n))
			break;
	return ferror(f) ? PHASEOUT_UNREADABLE : 0;
}

int schema_main(struct cli *cli, int argc, char **argv)
{
	char *path = NULL;
	int first, status = read_few(cli, argc, argv, &first, 1);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	if (first == argc)
		return cli_usage(cli, "the name of a schema is missing (findings)", NULL);
	if (!is_name(argv[first]))
		return cli_usage(cli, "\"%s\" is no name of a schema", argv[first]);
	if (asprintf(&path, "%s/schema/%s.json", cli->rules_dir, argv[first]) < 0)
		return PHASEOUT_DEFECT;
	FILE *f = fopen(path, "rb");
	if (f) {
		status = print_file(cli, f);
		fclose(f);
	} else if (errno == ENOENT) {
		status = cli_usage(cli, "there is no schema \"%s\"", argv[first]);
	} else {
		cli_complain(cli, "\"%s\" may not be opened", path);
		status = PHASEOUT_NO_INPUT;
	}
	free(path);
	return status;
}

/* --- limits, version, help ------------------------------------------------------------------------------------- */

int limits_main(struct cli *cli, int argc, char **argv)
{
	const char *name, *unit, *reason;
	long value;
	int first, status = read_few(cli, argc, argv, &first, 0);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	for (size_t i = 0; phaseout_limit(i, &name, &value, &unit, &reason); i++)
		cli_print(cli, "%-18s %10ld %s\n%30s%s\n", name, value, phaseout_message(cli->lang, unit), "",
			  phaseout_message(cli->lang, reason));
	return 0;
}

int version_main(struct cli *cli, int argc, char **argv)
{
	int first, status = read_few(cli, argc, argv, &first, 0);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	cli_print(cli, "phaseout %s\n", phaseout_version());
	return 0;
}

int help_main(struct cli *cli, int argc, char **argv)
{
	int first, status = read_few(cli, argc, argv, &first, 1);

	if (status != 0)
		return status == OPTIONS_STOP ? 0 : status;
	if (first == argc) {
		cli_print_commands(cli);
		return 0;
	}
	const struct command *of = command_named(argv[first]);
	if (!of) {
		const char *near = command_near(argv[first]);
		return cli_usage(cli, near ? "no such subcommand; did you mean \"%s\"?" : "\"%s\" is no subcommand",
				 near ? near : argv[first]);
	}
	cli_print_help(cli, of);
	return 0;
}
