#include "api/check.h"
#include "api/given.h"
#include "api/outputs.h"

#include "report/csv_columns.h"
#include "report/report.h"

/* Everything that one call of phaseout_check owns. */
struct check {
	const struct phaseout_engine *engine;
	const struct phaseout_check_options *o;
	struct arena arena;
	struct diags diags;
	struct given given;
	struct input *inputs;
	struct screen_source *sources;
	size_t n_opened;
	struct outputs outputs;
	struct run_info run;
};

static int usage(struct check *c, struct words words)
{
	speaker_say(&c->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

/* --- options --------------------------------------------------------------------------------------------------- */

static int read_show(struct check *c)
{
	struct str rest = str_from(c->o->show);

	c->outputs.show = rest.p ? 0 : report_show_default();
	while (rest.n) {
		size_t comma = str_find(rest, STR(","));
		struct str word = str_trim(str_sub(rest, 0, comma));
		enum verdict v;
		rest = str_sub(rest, comma < rest.n ? comma + 1 : rest.n, rest.n);
		if (str_is(word, "all"))
			c->outputs.show |= (1u << VERDICT_COUNT) - 1;
		else if (verdict_parse(&v, word))
			c->outputs.show |= 1u << v;
		else
			return usage(c, words_printf(&c->arena,
						     "\"%.*s\" is no verdict; expected obsolete, undetermined, manual, exempt, "
						     "clear, out_of_scope, unrecognised or all",
						     STR_ARG(word)));
	}
	return 0;
}

static int unknown_column(struct check *c, struct str word)
{
	struct str list = STR("");

	for (size_t i = 0; i < csv_column_count; i++)
		list = arena_printf(&c->arena, "%.*s%s%s", STR_ARG(list), i ? ", " : "", csv_columns[i].name);
	return usage(c, words_printf(&c->arena, "\"%.*s\" is no column of csv; expected some of %.*s", STR_ARG(word), STR_ARG(list)));
}

static int read_columns(struct check *c)
{
	struct str rest = str_from(c->o->csv_columns);
	const struct csv_column **chosen = NULL;
	size_t cap = 0, n = 0;

	while (rest.p) {
		size_t comma = str_find(rest, STR(","));
		struct str word = str_trim(str_sub(rest, 0, comma));
		const struct csv_column *column = csv_column_by_name(word);
		if (!column)
			return unknown_column(c, word);
		chosen = arena_grow(&c->arena, chosen, n, &cap, sizeof *chosen);
		if (!chosen)
			return PHASEOUT_DEFECT;
		chosen[n++] = column;
		rest = comma < rest.n ? str_sub(rest, comma + 1, rest.n) : STR_NONE;
	}
	c->outputs.csv_columns = chosen;
	c->outputs.n_csv_columns = n;
	return 0;
}

static int read_options(struct check *c)
{
	int status = 0;

	if (!c->o->n_inputs)
		status = usage(c, words_printf(&c->arena, "no registry was given"));
	status = worse_status(status, read_show(c));
	status = worse_status(status, read_columns(c));
	status = worse_status(status, given_read(&c->given));
	c->run.given = c->given.options;
	return status;
}

/* --- inputs ---------------------------------------------------------------------------------------------------- */

static int read_mapping(struct check *c)
{
	int status = given_read_mapping(&c->given);

	if (c->given.options.mapping) {
		c->run.mapping_name = c->given.mapping_file.name;
		c->run.mapping_sha256 = c->given.options.mapping->sha256;
	}
	return status;
}

/* a.csv ./a.csv, or *.csv with one of them beside it: every furnace would count twice. */
static int refuse_twice(struct check *c, const struct input *in, const char *path)
{
	for (size_t i = 0; i < c->n_opened; i++)
		if (input_same(&c->inputs[i], in))
			return usage(c, words_printf(&c->arena, "\"%s\" was given twice: its rows would count twice", path));
	return 0;
}

/* All inputs are opened before anything is written; each that cannot be is said. */
static int open_inputs(struct check *c)
{
	size_t n = c->o->n_inputs, stdins = 0;
	int status = 0;

	c->inputs = ARENA_ARRAY(&c->arena, n, struct input);
	c->sources = ARENA_ARRAY(&c->arena, n, struct screen_source);
	if (!c->inputs || !c->sources)
		return PHASEOUT_DEFECT;
	for (size_t i = 0; i < n; i++) {
		struct input *in = &c->inputs[c->n_opened];
		const char *path = c->o->inputs[i];
		stdins += strcmp(path, "-") == 0;
		if (stdins > 1)
			return usage(c, words_printf(&c->arena, "standard input (-) was given twice"));
		enum input_status opened = input_open(in, path);
		if (opened != INPUT_OK) {
			status = worse_status(status, say_input_trouble(&c->engine->speaker, opened, path, in->error));
			continue;
		}
		status = worse_status(status, refuse_twice(c, in, path));
		c->sources[c->n_opened++] = (struct screen_source){.name = str_from(path), .input = in};
	}
	return status;
}

/* --- the run --------------------------------------------------------------------------------------------------- */

static void hear(void *ctx, bool failure, struct str file, struct words words)
{
	const struct check *c = ctx;

	if (failure || !c->o->quiet)
		speaker_say(&c->engine->speaker, file, words);
}

static void tell_progress(void *ctx, struct str file, const struct totals *t)
{
	const struct check *c = ctx;
	const struct phaseout_progress progress = {
		.input = file.p, .rows = t->read, .items = t->items, .obsolete = t->by[VERDICT_OBSOLETE]};

	c->o->progress(c->o->progress_ctx, &progress);
}

static void say_notices(struct check *c)
{
	const struct phaseout_engine *e = c->engine;

	if (c->o->quiet)
		return;
	if (c->run.replay)
		speaker_say(&e->speaker, STR_NONE,
			    words_printf(&c->arena, "a replay: judged as of a past date, not as of today"));
}

static int status_of(enum screen_status s, int answer)
{
	static const int of[] = {
		[SCREEN_UNREADABLE] = PHASEOUT_UNREADABLE,
		[SCREEN_LIMIT] = PHASEOUT_LIMIT,
		[SCREEN_REFUSED] = PHASEOUT_REFUSED,
		[SCREEN_USAGE] = PHASEOUT_USAGE,
		[SCREEN_WRITE] = PHASEOUT_WRITE,
		[SCREEN_NO_MEMORY] = PHASEOUT_DEFECT,
		[SCREEN_DEFECT] = PHASEOUT_DEFECT,
	};

	return s == SCREEN_OK ? answer : of[s];
}

static int run(struct check *c)
{
	struct screen_target *targets = outputs_targets(&c->outputs);
	struct totals totals;
	int answer = 0;

	if (!targets)
		return PHASEOUT_DEFECT;
	for (size_t i = 0; i < c->n_opened; i++)
		c->sources[i].options = c->given.options;
	struct screen screen = {
		.run = &c->run,
		.reader = &c->given.reader,
		.sources = c->sources,
		.n_sources = c->n_opened,
		.targets = targets,
		.n_targets = c->outputs.n,
		.duplicates = c->o->duplicates,
		.jobs = c->o->jobs,
		.diags = &c->diags,
		.say = hear,
		.say_ctx = c,
		.progress = c->o->progress ? tell_progress : NULL,
		.progress_ctx = c,
	};
	say_notices(c);
	enum screen_status status = screen_run(&screen, &c->arena, &totals, &answer);
	return status_of(status, answer);
}

static void check_init(struct check *c, const phaseout_engine *e, const struct phaseout_check_options *o)
{
	*c = (struct check){.engine = e, .o = o};
	arena_init(&c->arena);
	diags_init(&c->diags, message_for_diags, (void *)&e->speaker.lang);
	c->given = (struct given){
		.engine = e,
		.arena = &c->arena,
		.diags = &c->diags,
		.encoding = o->encoding,
		.separator = o->separator,
		.kind = o->kind,
		.mapping = o->mapping,
		.sheet = o->sheet,
		.header_row = o->header_row,
	};
	c->outputs = (struct outputs){.engine = e, .options = o, .arena = &c->arena};
	engine_run(&c->run, e);
}

int check_with(const phaseout_engine *e, const struct phaseout_check_options *options, const struct check_formats *formats)
{
	struct phaseout_check_options o;
	struct check c;

	if (!e || !take_options(&o, sizeof o, options))
		return PHASEOUT_USAGE;
	o.n_inputs = o.inputs ? o.n_inputs : 0;
	o.n_outputs = o.outputs ? o.n_outputs : 0;
	check_init(&c, e, &o);
	c.outputs.formats = formats->items;
	c.outputs.n_formats = formats->n;
	c.outputs.rule = formats->rule;
	c.outputs.diff = formats->diff;
	int status = read_options(&c);
	status = worse_status(status, read_mapping(&c));
	status = worse_status(status, open_inputs(&c));
	if (status == 0)
		status = outputs_open(&c.outputs, c.inputs, c.n_opened);
	if (status == 0)
		status = run(&c);
	status = outputs_close(&c.outputs, status);
	speaker_say_diags(&e->speaker, &c.diags);
	for (size_t i = 0; i < c.n_opened; i++)
		input_close(&c.inputs[i]);
	diags_release(&c.diags);
	arena_release(&c.arena);
	return status;
}

int phaseout_check(const phaseout_engine *e, const struct phaseout_check_options *options)
{
	const struct check_formats formats = {report_formats, report_format_count, NULL, NULL};

	return check_with(e, options, &formats);
}
