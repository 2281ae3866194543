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

/* What an engine is made of, as part of a command's own struct. */
struct engine_choice {
	struct phaseout_engine_options engine;
	const char **packs; /* owned */
};

/*
 * Loads the engine that was chosen, its words going to standard error. 0: *out is the caller's to free. Packs that
 * were named stay the choice's, for engine_choice_release.
 */
int engine_open(struct cli *cli, phaseout_engine **out, struct engine_choice *choice);
void engine_choice_release(struct engine_choice *choice);
/* One more pack, into the struct engine_choice at the row's place. */
int take_pack(struct cli *cli, const struct option_row *row, void *options, const char *value);
/* A row's number from 1, into the unsigned long at the row's place. */
int take_row_number(struct cli *cli, const struct option_row *row, void *options, const char *value);
/* auto, always, never: into the enum color at the row's place. */
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
int take_color(struct cli *cli, const struct option_row *row, void *options, const char *value);
bool color_wanted(enum color c);

/* Room for one more behind n; NULL when memory is exhausted. Grown by one: there are a few of each. */
void *one_more(void *items, size_t n, size_t size);

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
#define OPTION_PACKS(place) \
	{'r', "rules", "PACK", "the name or path of a pack or overlay; repeat to add; default sd-2013", take_pack, (place)}
#define OPTION_AS_OF(place) \
	{0, "as-of", "DATE", "judge as of this day, YYYY-MM-DD; default today in UTC+8", take_text, (place)}
#define OPTION_STRICT(place) \
	{0, "strict", NULL, "fill nothing in: no presumptions, default units, tolerances", take_flag, (place)}
#define OPTION_COLOR(place) {0, "color", "WHEN", "auto, always or never", take_color, (place)}
#define OPTION_MAPPING(place) \
	{'m', "mapping", "FILE", "which column is which field; default: columns are recognised", take_text, (place)}
#define OPTION_ENCODING(place) {0, "encoding", "NAME", "utf-8, gb18030 or utf-16; default: found out", take_text, (place)}
#define OPTION_SEPARATOR(place) {0, "separator", "C", "one of , ; | or tab; default: found out", take_text, (place)}
#define OPTION_HEADER_ROW(place) \
	{0, "header-row", "N", "the row of the column names, from 1; default: found out", take_row_number, (place)}
#define OPTION_SHEET(place) \
	{0, "sheet", "NAME", "of a workbook or page: only this sheet; default: all", take_text, (place)}
#define OPTION_TABLE(place) {0, "table", "NAME", "of a database: this table; default: its only one", take_text, (place)}
#define OPTION_QUIET(place) {'q', "quiet", NULL, "no notices; failures are said all the same", take_flag, (place)}
#define OPTION_HELP {'h', "help", NULL, "show this help", take_help, 0}
#define OPTION_END {0, NULL, NULL, NULL, NULL, 0}
/* clang-format on */

#endif
