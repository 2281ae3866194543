/*
 * The command `phaseout`: subcommands as rows of a table, over include/phaseout/phaseout.h alone.
 *
 * Always: standard output carries the answer, standard error the talk; every word goes through phaseout_message;
 * what standard output did not take is told by the exit status (PHASEOUT_WRITE).
 */
#ifndef PHASEOUT_CLI_CLI_H
#define PHASEOUT_CLI_CLI_H

#include "phaseout/phaseout.h"

struct option_row;
struct progress;

/* What every subcommand is given. */
struct cli {
	enum phaseout_lang lang;
	const struct command *command;
	int stdout_error;      /* errno of the first write that failed; 0 */
	const char *rules_dir; /* --rules-dir, or what was found; NULL when memory is exhausted */
	char *rules_dir_found; /* owned */
	char *reader;          /* phaseout-read, which opens workbooks; owned; NULL: it is not there */
	bool help;             /* --help: the command's help is the answer */
	struct progress *progress; /* of a run that is under way; NULL: none, or nobody is told */
};

/* A subcommand. `run` gets its operands after its options were read into the struct that options_read made. */
struct command {
	const char *name;
	const char *operands;            /* of its usage line */
	const char *help;                /* a message: one line */
	const struct option_row *options; /* ends in a row without a name */
	const char *examples[2];
	int (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command commands[];
extern const size_t command_count;

/* NULL where there is none. */
const struct command *command_named(const char *name);
/* The nearest name, NULL where none is near: for "did you mean". */
const char *command_near(const char *name);

/* Words in the reader's language. */
const char *cli_words(const struct cli *cli, const char *english) __attribute__((format_arg(2)));
/* A line on standard error: "phaseout: …". The message has at most one %s, the value. */
void cli_complain(const struct cli *cli, const char *english, const char *value);
/* The same, with a line that points to the help. Returns PHASEOUT_USAGE. */
int cli_usage(const struct cli *cli, const char *english, const char *value);
/* The library's words: standard error. ctx is a struct cli, or NULL. */
void cli_say(void *ctx, const char *text, size_t length);
/* Bytes of an answer: standard output. */
bool cli_write(void *ctx, const char *bytes, size_t length);
/* printf to standard output, by cli_write. */
void cli_print(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Usage, options and examples of a command; the list of commands. */
void cli_print_help(struct cli *cli, const struct command *command);
void cli_print_commands(struct cli *cli);

int check_main(struct cli *cli, int argc, char **argv);
int explain_main(struct cli *cli, int argc, char **argv);
int map_main(struct cli *cli, int argc, char **argv);
int rules_main(struct cli *cli, int argc, char **argv);
int diff_main(struct cli *cli, int argc, char **argv);
int kinds_main(struct cli *cli, int argc, char **argv);
int fields_main(struct cli *cli, int argc, char **argv);
int units_main(struct cli *cli, int argc, char **argv);
int packs_main(struct cli *cli, int argc, char **argv);
int export_main(struct cli *cli, int argc, char **argv);
int test_main(struct cli *cli, int argc, char **argv);
int lint_main(struct cli *cli, int argc, char **argv);
int schema_main(struct cli *cli, int argc, char **argv);
int limits_main(struct cli *cli, int argc, char **argv);
int version_main(struct cli *cli, int argc, char **argv);
int help_main(struct cli *cli, int argc, char **argv);

#endif
