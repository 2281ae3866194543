#include "cli/options.h"

#include "cli/environment.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_LONG = 256 }; /* getopt's values of options without a letter begin here */

int take_lang(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	(void)row;
	(void)options;
	if (strcmp(value, "zh") == 0)
		cli->lang = PHASEOUT_ZH;
	else if (strcmp(value, "en") == 0)
		cli->lang = PHASEOUT_EN;
	else
		return cli_usage(cli, "\"%s\" is no language; expected zh or en", value);
	return 0;
}

int take_rules_dir(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	(void)row;
	(void)options;
	cli->rules_dir = value;
	return 0;
}

int take_help(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	(void)row;
	(void)options;
	(void)value;
	cli->help = true;
	return 0;
}

int take_text(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	(void)cli;
	memcpy((char *)options + row->place, &value, sizeof value);
	return 0;
}

int take_flag(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	bool yes = true;

	(void)cli;
	(void)value;
	memcpy((char *)options + row->place, &yes, sizeof yes);
	return 0;
}

/* --- what several commands take --------------------------------------------------------------------------------- */

void *one_more(void *items, size_t n, size_t size)
{
	return realloc(items, (n + 1) * size);
}

int take_pack(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	struct engine_choice *c = (void *)((char *)options + row->place);
	const char **grown = one_more(c->packs, c->engine.n_packs, sizeof *grown);

	(void)cli;
	if (!grown)
		return PHASEOUT_DEFECT;
	c->packs = grown;
	c->packs[c->engine.n_packs++] = value;
	return 0;
}

int take_row_number(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (value[0] < '1' || value[0] > '9' || *end || strlen(value) > 9)
		return cli_usage(cli, "\"%s\" is no row number; rows count from 1", value);
	memcpy((char *)options + row->place, &n, sizeof n);
	return 0;
}

int take_color(struct cli *cli, const struct option_row *row, void *options, const char *value)
{
	static const char *const words[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		enum color color = (enum color)i;
		if (strcmp(value, words[i]) != 0)
			continue;
		memcpy((char *)options + row->place, &color, sizeof color);
		return 0;
	}
	return cli_usage(cli, "\"%s\" is none of auto, always, never", value);
}

bool color_wanted(enum color c)
{
	return c == COLOR_AUTO ? environment_color() : c == COLOR_ALWAYS;
}

int engine_open(struct cli *cli, phaseout_engine **out, struct engine_choice *c)
{
	c->engine.size = sizeof c->engine;
	c->engine.rules_dir = cli->rules_dir;
	if (!cli->reader)
		cli->reader = environment_reader();
	c->engine.reader = cli->reader;
	c->engine.packs = c->packs;
	c->engine.lang = cli->lang;
	c->engine.say = cli_say;
	c->engine.say_ctx = cli;
	return phaseout_engine_new(out, &c->engine);
}

void engine_choice_release(struct engine_choice *c)
{
	free(c->packs);
}

/* --- getopt ----------------------------------------------------------------------------------------------------- */

/* What getopt_long wants, made from the rows. */
struct parser {
	struct option *longs;
	char *letters;
};

static bool parser_init(struct parser *p, const struct option_row *rows)
{
	size_t n = 0, letters = 0;

	while (rows[n].name)
		n++;
	p->longs = calloc(n + 1, sizeof *p->longs);
	p->letters = calloc(2 * n + 2, 1);
	if (!p->longs || !p->letters)
		return false;
	p->letters[letters++] = ':'; /* a missing argument is told from an unknown option */
	for (size_t i = 0; i < n; i++) {
		p->longs[i] = (struct option){rows[i].name, rows[i].argument ? required_argument : no_argument, NULL,
					      FIRST_LONG + (int)i};
		if (!rows[i].letter)
			continue;
		p->letters[letters++] = rows[i].letter;
		if (rows[i].argument)
			p->letters[letters++] = ':';
	}
	return true;
}

static const struct option_row *row_of(const struct option_row *rows, int found)
{
	if (found >= FIRST_LONG)
		return &rows[found - FIRST_LONG];
	while (rows->name && rows->letter != found)
		rows++;
	return rows;
}

/* `found` is '?' or ':'. A long option stands whole in the argument read last; of letters in a row it is optopt. */
static int refuse(const struct cli *cli, const struct option_row *rows, int found, char **argv)
{
	const char *read = argv[optind - 1];
	char letter[] = {'-', (char)optopt, '\0'};
	bool is_letter = optopt > 0 && optopt < FIRST_LONG;
	const char *shown = is_letter ? letter : read;

	if (found == ':') {
		if (is_letter)
			return cli_usage(cli, "option \"%s\" needs a value", letter);
		return cli_usage(cli, "option \"--%s\" needs a value", row_of(rows, optopt)->name);
	}
	if (optopt >= FIRST_LONG)
		return cli_usage(cli, "option \"%s\" takes no value", read);
	return cli_usage(cli, "unknown or ambiguous option \"%s\"", shown);
}

int options_read(struct cli *cli, int argc, char **argv, void *options, int *operands)
{
	const struct option_row *rows = cli->command->options;
	struct parser p = {NULL, NULL};
	int status = PHASEOUT_DEFECT, found;

	if (!parser_init(&p, rows))
		goto out;
	status = 0;
	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while (status == 0 && (found = getopt_long(argc, argv, p.letters, p.longs, NULL)) != -1) {
		const struct option_row *row = row_of(rows, found);
		if (found == '?' || found == ':')
			status = refuse(cli, rows, found, argv);
		else
			status = row->take(cli, row, options, row->argument ? optarg : NULL);
	}
	*operands = optind;
	if (status == 0 && cli->help) {
		cli_print_help(cli, cli->command);
		status = OPTIONS_STOP;
	}
out:
	free(p.longs);
	free(p.letters);
	return status;
}
