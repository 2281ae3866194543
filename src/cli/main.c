#include "cli/cli.h"
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- speaking -------------------------------------------------------------------------------------------------- */

const char *cli_words(const struct cli *cli, const char *english)
{
	return phaseout_message(cli->lang, english);
}

/* The message's only conversion is one %s, the value; printed by hand so that no format is made at run time. */
static void print_with_value(FILE *to, const char *words, const char *value)
{
	const char *place = strstr(words, "%s");

	if (!place) {
		fputs(words, to);
		return;
	}
	fwrite(words, 1, (size_t)(place - words), to);
	fputs(value, to);
	fputs(place + 2, to);
}

void cli_complain(const struct cli *cli, const char *english, const char *value)
{
	fputs("phaseout: ", stderr);
	print_with_value(stderr, phaseout_message(cli->lang, english), value ? value : "");
	fputc('\n', stderr);
}

int cli_usage(const struct cli *cli, const char *english, const char *value)
{
	cli_complain(cli, english, value);
	if (cli->command)
		cli_complain(cli, "see 'phaseout %s --help'", cli->command->name);
	else
		cli_complain(cli, "see 'phaseout help'", NULL);
	return PHASEOUT_USAGE;
}

void cli_say(void *ctx, const char *text, size_t length)
{
	const struct cli *cli = ctx;

	if (cli)
		progress_clear(cli->progress);
	fwrite(text, 1, length, stderr);
}

bool cli_write(void *ctx, const char *bytes, size_t length)
{
	struct cli *cli = ctx;

	progress_clear(cli->progress); /* standard output may be the same terminal */
	if (!cli->stdout_error && fwrite(bytes, 1, length, stdout) != length)
		cli->stdout_error = errno ? errno : EIO;
	return !cli->stdout_error;
}

void cli_print(struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (!cli->stdout_error && vprintf(format, args) < 0)
		cli->stdout_error = errno ? errno : EIO;
	va_end(args);
}

/* --- starting and ending --------------------------------------------------------------------------------------- */

/*
 * A standard stream that is closed stays as good as closed (it is opened the wrong way round, so that using it fails),
 * but no file that is opened later takes its number: the talk would be written into it.
 */
static bool hold_standard_streams(void)
{
	static const int wrong_way[] = {
		[STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) /* the lowest number that is free is taken */
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", wrong_way[fd]) < 0)
			return false;
	return true;
}

/* Where nobody watches, fewer and larger writes: each wakes who reads a pipe, who may take a processor from the threads that work. */
static void widen_standard_output(char *room, size_t size)
{
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, room, _IOFBF, size);
}

/* Nothing is a success that standard output did not take whole. A defect stays the worse trouble. */
static int finish(struct cli *cli, int status)
{
	if (fflush(stdout) != 0 && !cli->stdout_error)
		cli->stdout_error = errno;
	if (fclose(stdout) != 0 && !cli->stdout_error)
		cli->stdout_error = errno;
	free(cli->rules_dir_found);
	free(cli->reader);
	if (!cli->stdout_error)
		return status;
	cli_complain(cli, "standard output could not be written: %s", strerror(cli->stdout_error));
	return status == PHASEOUT_DEFECT ? status : PHASEOUT_WRITE;
}

/* "--help", "-h" and "--version" without a subcommand mean the subcommands. */
static const char *command_word(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return "help";
	return strcmp(word, "--version") == 0 ? "version" : word;
}

static int unknown_command(struct cli *cli, const char *word)
{
	const char *near = command_near(word);

	if (word[0] == '-')
		return cli_usage(cli, "\"%s\" stands before a subcommand; options follow it", word);
	if (!near)
		return cli_usage(cli, "\"%s\" is no subcommand", word);
	cli_complain(cli, "\"%s\" is no subcommand", word);
	return cli_usage(cli, "did you mean \"%s\"?", near);
}

static int run(struct cli *cli, int argc, char **argv)
{
	if (argc < 2)
		return cli_usage(cli, "a subcommand is missing", NULL);
	cli->command = command_named(command_word(argv[1]));
	if (!cli->command)
		return unknown_command(cli, argv[1]);
	cli->rules_dir_found = environment_rules_dir();
	cli->rules_dir = cli->rules_dir_found;
	if (!cli->rules_dir)
		return PHASEOUT_DEFECT;
	return cli->command->run(cli, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	struct cli cli = {.lang = environment_lang(argc, argv)};
	char room[64 * 1024]; /* until standard output is closed */

	if (!hold_standard_streams())
		return PHASEOUT_DEFECT;
	widen_standard_output(room, sizeof room);
	signal(SIGPIPE, SIG_IGN); /* a reader that went away is a write that failed: 74 */
	return finish(&cli, run(&cli, argc, argv));
}
