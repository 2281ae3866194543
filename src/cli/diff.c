/* phaseout diff --rules A B REGISTRY… */
#include "cli/environment.h"
#include "cli/options.h"
#include "cli/tables.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct diff {
	struct phaseout_check_options check;
	bool rules, strict;
	enum color color;
	const char *format, *output;
};

#define PLACE(member) offsetof(struct diff, member)
const struct option_row diff_options[] = {
	{0, "rules", NULL, "compare two sets of rules, A and B, over registries: PACK, PACK@DATE, PACK+PACK@DATE", take_flag, PLACE(rules)},
	{'f', "format", "NAME", "table or csv; default table", take_text, PLACE(format)},
	{'o', "output", "FILE", "write there; its extension is the format unless -f is given", take_text, PLACE(output)},
	OPTION_MAPPING(PLACE(check.mapping)),
	{0, "kind", "KIND", "the kind of every row that names none", take_text, PLACE(check.kind)},
	OPTION_STRICT(PLACE(strict)),
	OPTION_ENCODING(PLACE(check.encoding)),
	OPTION_SEPARATOR(PLACE(check.separator)),
	OPTION_HEADER_ROW(PLACE(check.header_row)),
	OPTION_SHEET(PLACE(check.sheet)),
	OPTION_TABLE(PLACE(check.sheet)),
	OPTION_QUIET(PLACE(check.quiet)),
	OPTION_COLOR(PLACE(color)),
	OPTION_LANG,
	OPTION_RULES_DIR,
	OPTION_HELP,
	OPTION_END,
};

/* A side of the comparison: its text, cut at + and @. */
struct side {
	char *text;
	const char **packs;
	size_t n;
	const char *as_of;
};

static bool side_read(struct side *s, const char *given)
{
	s->text = strdup(given);
	s->packs = calloc(strlen(given) + 1, sizeof *s->packs);
	if (!s->text || !s->packs)
		return false;
	char *at = strrchr(s->text, '@');
	if (at) {
		*at = '\0';
		s->as_of = at + 1;
	}
	for (char *pack = s->text; pack;) {
		char *plus = strchr(pack, '+');
		if (plus)
			*plus++ = '\0';
		s->packs[s->n++] = pack;
		pack = plus;
	}
	return true;
}

static void side_release(struct side *s)
{
	free(s->text);
	free(s->packs);
}

static int compare(struct cli *cli, struct diff *d, const struct side *a, const struct side *b)
{
	const struct phaseout_output output = {d->format, d->output};
	struct engine_choice choice = {.engine = {.n_packs = a->n, .as_of = a->as_of, .strict = d->strict}, .packs = a->packs};
	phaseout_engine *engine = NULL;

	d->check.size = sizeof d->check;
	d->check.outputs = &output;
	d->check.n_outputs = 1;
	d->check.color = color_wanted(d->color);
	d->check.columns = environment_columns();
	d->check.write = cli_write;
	d->check.write_ctx = cli;
	int status = engine_open(cli, &engine, &choice);
	if (status == 0)
		status = phaseout_diff_rules(engine, b->packs, b->n, b->as_of, &d->check);
	phaseout_engine_free(engine);
	return status;
}

static int run(struct cli *cli, struct diff *d, int argc, char **operands)
{
	enum { SIDES = 2 };
	struct side a = {.n = 0}, b = {.n = 0};
	int status = PHASEOUT_DEFECT;

	if (!d->rules)
		return cli_usage(cli, "what is compared is missing: --rules A B REGISTRY", NULL);
	if (argc <= SIDES)
		return cli_usage(cli, "two sets of rules and a registry are wanted: --rules A B REGISTRY", NULL);
	d->check.inputs = (const char *const *)operands + SIDES;
	d->check.n_inputs = (size_t)(argc - SIDES);
	if (side_read(&a, operands[0]) && side_read(&b, operands[1]))
		status = compare(cli, d, &a, &b);
	side_release(&a);
	side_release(&b);
	return status;
}

int diff_main(struct cli *cli, int argc, char **argv)
{
	struct diff d = {.rules = false};
	int first, status = options_read(cli, argc, argv, &d, &first);

	if (status == 0)
		status = run(cli, &d, argc - first, argv + first);
	return status == OPTIONS_STOP ? 0 : status;
}
