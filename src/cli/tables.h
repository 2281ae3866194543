/* The option tables of the subcommands, each in the file of its command. */
#ifndef PHASEOUT_CLI_TABLES_H
#define PHASEOUT_CLI_TABLES_H

#include "cli/options.h"

extern const struct option_row check_options[];
extern const struct option_row explain_options[];
extern const struct option_row map_options[];
extern const struct option_row describe_options[]; /* kinds, fields, units, packs */
extern const struct option_row rules_options[];
extern const struct option_row diff_options[];
extern const struct option_row export_options[];
extern const struct option_row test_options[];
extern const struct option_row lint_options[];
extern const struct option_row schema_options[];
extern const struct option_row plain_options[]; /* limits, version, help */

#endif
