/* What the command, and never the library, learns from its surroundings: language, terminal, where the rules are. */
#ifndef PHASEOUT_CLI_ENVIRONMENT_H
#define PHASEOUT_CLI_ENVIRONMENT_H

#include "phaseout/phaseout.h"

/*
 * --lang anywhere in the arguments, else the first set of LANGUAGE, LC_ALL, LC_MESSAGES, LANG; Chinese where none
 * of them says English.
 */
enum phaseout_lang environment_lang(int argc, char **argv);
/* Colours on standard output: a terminal that is not dumb, and no NO_COLOR. */
bool environment_color(void);
/* Columns of the terminal on standard output (COLUMNS beats what it says of itself); 0: no limit. */
unsigned environment_columns(void);
/*
 * rules/ beside the folder of the running program, else PREFIX/share/phaseout. The caller frees it; NULL when
 * memory is exhausted.
 */
char *environment_rules_dir(void);
/*
 * The program that reads workbooks: phaseout-read beside the running program, or in libexec/phaseout/ beside its
 * folder, else below PREFIX. The caller frees it; NULL where it is not there.
 */
char *environment_reader(void);

#endif
