/* The table of subcommands, and what is made from it: help. */
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <string.h>

const struct command commands[] = {
	{
		"check",
		"REGISTRY…",
		"screen registries against the rules",
		check_options,
		{"phaseout check registry.csv", "phaseout check --as-of 2013-12-31 -o findings.csv registry.csv"},
		check_main,
	},
	{
		"explain",
		"REGISTRY --row N",
		"say of one row, or of --kind and --set, what each rule finds and what would change it",
		explain_options,
		{"phaseout explain registry.csv --row 4", "phaseout explain --kind 高炉 --set 有效容积=350立方米"},
		explain_main,
	},
	{
		"map",
		"REGISTRY",
		"show what was made out of a registry's columns, and write it as a mapping to edit",
		map_options,
		{"phaseout map registry.csv", "phaseout map registry.csv -o registry.mapping.yaml"},
		map_main,
	},
	{
		"rules",
		"[ID…] | --sensitivity ID REGISTRY…",
		"list the rules, say one in words, or what it would hit as a limit moves",
		rules_options,
		{"phaseout rules", "phaseout rules --sensitivity SD-2013-5.01 registry.csv"},
		rules_main,
	},
	{
		"kinds",
		"[KIND…]",
		"print the tree of equipment, or one kind with its names",
		describe_options,
		{"phaseout kinds", "phaseout kinds 高炉"},
		kinds_main,
	},
	{
		"fields",
		"[FIELD…]",
		"list the fields, or one with its headers and values",
		describe_options,
		{"phaseout fields", "phaseout fields 有效容积"},
		fields_main,
	},
	{
		"units",
		"[QUANTITY…]",
		"print the units by kind of quantity",
		describe_options,
		{"phaseout units", "phaseout units furnace_volume"},
		units_main,
	},
	{
		"packs",
		"[ID…]",
		"say which packs are loaded and what stands in them",
		describe_options,
		{"phaseout packs", "phaseout packs -r all --lang en"},
		packs_main,
	},
	{
		"export",
		"WHAT",
		"write the rules in another form: a document of every rule in words",
		export_options,
		{"phaseout export document -o rules.html", "phaseout export document -r sd-2013 --lang en > rules.md"},
		export_main,
	},
	{
		"test",
		"[PACK…]",
		"run the rules' own tests",
		test_options,
		{"phaseout test", "phaseout test ./my-pack --lang en"},
		test_main,
	},
	{
		"lint",
		"PATH…",
		"find mistakes in packs",
		lint_options,
		{"phaseout lint rules/sd-2013", "phaseout lint --coverage rules/sd-2013/pack.yaml"},
		lint_main,
	},
	{
		"diff",
		"--rules A B REGISTRY…",
		"say which items change their verdict between two sets of rules",
		diff_options,
		{"phaseout diff --rules sd-2013@2013-06-30 sd-2013@2014-06-30 registry.csv", "phaseout diff --rules cn-2011@2015-12-31 cn-2024 registry.csv"},
		diff_main,
	},
	{
		"schema",
		"NAME",
		"print a JSON Schema",
		schema_options,
		{"phaseout schema findings", "phaseout schema findings > findings.schema.json"},
		schema_main,
	},
	{
		"limits",
		"",
		"print every limit with its reason",
		plain_options,
		{"phaseout limits", "phaseout limits --lang en"},
		limits_main,
	},
	{
		"version",
		"",
		"print the version",
		plain_options,
		{"phaseout version", "phaseout --version"},
		version_main,
	},
	{
		"help",
		"[COMMAND]",
		"print the commands, or the help of one",
		plain_options,
		{"phaseout help", "phaseout help check"},
		help_main,
	},
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_named(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* --- did you mean ---------------------------------------------------------------------------------------------- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edit distance of two short words; far (99) where one of them is none. */
static size_t distance(const char *a, const char *b)
{
	size_t row[32], n = strlen(b);

	if (n >= sizeof row / sizeof *row || strlen(a) >= sizeof row / sizeof *row)
		return 99;
	for (size_t k = 0; k <= n; k++)
		row[k] = k;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];
		row[0] = i + 1;
		for (size_t k = 1; k <= n; k++) {
			size_t changed = diagonal + (a[i] != b[k - 1]);
			diagonal = row[k];
			row[k] = least(changed, least(row[k], row[k - 1]) + 1);
		}
	}
	return row[n];
}

const char *command_near(const char *name)
{
	const char *near = NULL;
	size_t best = 3; /* two slips are a slip of the hand, three another word */

	for (size_t i = 0; i < command_count; i++) {
		size_t d = distance(name, commands[i].name);
		if (d < best && d < strlen(commands[i].name)) {
			best = d;
			near = commands[i].name;
		}
	}
	return near;
}

/* --- help ------------------------------------------------------------------------------------------------------ */

/* The columns that a word takes on a terminal: Chinese characters are two wide. */
static int width_of(const char *s)
{
	int width = 0;

	for (; *s; s++)
		width += ((unsigned char)*s & 0xc0) != 0x80 ? 1 + ((unsigned char)*s >= 0xe3) : 0;
	return width;
}

static void print_option(struct cli *cli, const struct option_row *o)
{
	char letter[] = {'-', o->letter, ',', '\0'};
	const char *argument = o->argument ? phaseout_message(cli->lang, o->argument) : "";
	int taken = (int)strlen(o->name) + (o->argument ? 1 : 0) + width_of(argument);

	cli_print(cli, "  %3s --%s%s%s", o->letter ? letter : "", o->name, o->argument ? " " : "", argument);
	cli_print(cli, "%*s%s\n", taken < 18 ? 20 - taken : 2, "", phaseout_message(cli->lang, o->help));
}

static void print_formats(struct cli *cli)
{
	const char *name, *help;

	cli_print(cli, "\n%s\n", cli_words(cli, "Formats:"));
	for (size_t i = 0; (name = phaseout_format(i, cli->lang, &help)); i++)
		cli_print(cli, "  %-10s %s\n", name, help);
}

static void print_exports(struct cli *cli)
{
	const char *what, *format, *help;

	cli_print(cli, "\n%s\n", cli_words(cli, "What can be exported, and its formats:"));
	for (size_t i = 0; (what = phaseout_exported(i, cli->lang, &format, &help)); i++)
		cli_print(cli, "  %s -f %-10s %s\n", what, format, help);
}

static bool takes_format(const struct command *c)
{
	for (const struct option_row *o = c->options; o->name; o++)
		if (strcmp(o->name, "format") == 0)
			return true;
	return false;
}

void cli_print_help(struct cli *cli, const struct command *c)
{
	cli_print(cli, "%sphaseout %s [%s]%s%s\n", cli_words(cli, "Usage: "), c->name, cli_words(cli, "OPTION…"),
		  *c->operands ? " " : "", *c->operands ? phaseout_message(cli->lang, c->operands) : "");
	cli_print(cli, "%s\n\n%s\n", phaseout_message(cli->lang, c->help), cli_words(cli, "Options:"));
	for (const struct option_row *o = c->options; o->name; o++)
		print_option(cli, o);
	if (c->options == export_options)
		print_exports(cli);
	else if (takes_format(c))
		print_formats(cli);
	cli_print(cli, "\n%s\n", cli_words(cli, "Examples:"));
	for (size_t i = 0; i < sizeof c->examples / sizeof *c->examples; i++)
		cli_print(cli, "  %s\n", c->examples[i]);
}

void cli_print_commands(struct cli *cli)
{
	cli_print(
		cli, "%s\n\n",
		cli_words(
			cli,
			"screens registries of industrial plant against rules that say which equipment is obsolete"));
	cli_print(cli, "%sphaseout %s\n\n%s\n", cli_words(cli, "Usage: "),
		  cli_words(cli, "COMMAND [OPTION…] [OPERAND…]"), cli_words(cli, "Commands:"));
	for (size_t i = 0; i < command_count; i++)
		cli_print(cli, "  %-10s %s\n", commands[i].name, phaseout_message(cli->lang, commands[i].help));
	cli_print(cli, "\n%s\n", cli_words(cli, "'phaseout COMMAND --help' tells more of each."));
}
