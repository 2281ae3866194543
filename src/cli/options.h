/*
 * Options of a subcommand: a row an option; the same rows drive getopt_long, --help and the check of the man pages.
 *
 * Always: long options may be abbreviated and may stand after operands; "--" ends them.
 */
#ifndef PHASEOUT_CLI_OPTIONS_H
#define PHASEOUT_CLI_OPTIONS_H

#include "cli/cli.h"

enum { OPTIONS_STOP = -1 };

struct option_row {
	char letter;          /* 0: none */
	const char *name;     /* "as-of"; NULL ends the table */
	const char *argument; /* "DATE"; NULL: takes none */
	const char *help;     /* a message */
	/*
	 * Takes it into the command's own struct, which has its `place` (in bytes) for it: 0, or an exit status
	 * after words. `value` is NULL where the option takes none.
	 */
	int (*take)(struct cli *cli, const struct option_row *row, void *options, const char *value);
	size_t place;
};

/*
 * Reads argv by the command's table. 0: *operands is the index of the first operand, and the operands stand
 * together at the end of argv. OPTIONS_STOP: --help was asked for and printed. Else an exit status after words.
 */
int options_read(struct cli *cli, int argc, char **argv, void *options, int *operands);

/* Rows that several commands share. */
int take_lang(struct cli *cli, const struct option_row *row, void *options, const char *value);
int take_rules_dir(struct cli *cli, const struct option_row *row, void *options, const char *value);
int take_help(struct cli *cli, const struct option_row *row, void *options, const char *value);
/* What only has to be kept: a `const char *`, a `bool`, at the row's place. */
int take_text(struct cli *cli, const struct option_row *row, void *options, const char *value);
int take_flag(struct cli *cli, const struct option_row *row, void *options, const char *value);

/* clang-format off */
#define OPTION_LANG {0, "lang", "zh|en", "language of words; default the environment's, else Chinese", take_lang, 0}
#define OPTION_RULES_DIR {0, "rules-dir", "DIR", "where packs and vocabulary are looked for", take_rules_dir, 0}
#define OPTION_HELP {'h', "help", NULL, "show this help", take_help, 0}
#define OPTION_END {0, NULL, NULL, NULL, NULL, 0}
/* clang-format on */

#endif
