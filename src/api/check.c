#include "api/given.h"

#include "os/output.h"
#include "os/spool.h"
#include "report/rejects.h"
#include "report/report.h"
#include "screen/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* One output: a format's sink and where its bytes go. */
struct target {
	const char *path; /* NULL: to the caller */
	struct buf bytes;
	struct sink *sink;
	struct output file;
	bool is_file;
	int spill; /* a file that it is made in; -1: none */
	const struct phaseout_check_options *options;
};

/* Everything that one call of phaseout_check owns. */
struct check {
	const struct phaseout_engine *engine;
	const struct phaseout_check_options *o;
	struct arena arena;
	struct diags diags;
	struct given given;
	struct input *inputs;
	struct screen_source *sources;
	struct target *targets;
	size_t n_opened, n_targets;
	unsigned show; /* bits of enum verdict */
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

	c->show = rest.p ? 0 : report_show_default();
	while (rest.n) {
		size_t comma = str_find(rest, STR(","));
		struct str word = str_trim(str_sub(rest, 0, comma));
		enum verdict v;
		rest = str_sub(rest, comma < rest.n ? comma + 1 : rest.n, rest.n);
		if (str_is(word, "all"))
			c->show |= (1u << VERDICT_COUNT) - 1;
		else if (verdict_parse(&v, word))
			c->show |= 1u << v;
		else
			return usage(c, words_printf(&c->arena,
						     "\"%.*s\" is no verdict; expected obsolete, undetermined, manual, exempt, "
						     "clear, out_of_scope, unrecognised or all",
						     STR_ARG(word)));
	}
	return 0;
}

static int read_options(struct check *c)
{
	int status = 0;

	if (!c->o->n_inputs)
		status = usage(c, words_printf(&c->arena, "no registry was given"));
	status = worse_status(status, read_show(c));
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

/* --- outputs --------------------------------------------------------------------------------------------------- */

static bool write_target(void *ctx, struct str bytes)
{
	struct target *t = ctx;

	if (!t->is_file)
		return t->options->write(t->options->write_ctx, bytes.p, bytes.n);
	output_write(&t->file, bytes);
	return t->file.error == 0;
}

static int say_write_trouble(struct check *c, const char *path, int error)
{
	speaker_say(&c->engine->speaker, path ? str_from(path) : STR_NONE,
		    words_printf(&c->arena, "could not be written: %s", strerror(error)));
	return PHASEOUT_WRITE;
}

/* What this run reads: writing there would take an official's registry away. */
static bool is_read_from(const struct check *c, const char *path)
{
	for (size_t i = 0; i < c->n_opened; i++)
		if (input_is(&c->inputs[i], path))
			return true;
	return c->o->mapping && file_same(c->o->mapping, path);
}

static bool is_written_twice(const struct check *c, const struct target *t)
{
	for (const struct target *other = c->targets; other < t; other++)
		if (other->is_file && output_same(&other->file, &t->file))
			return true;
	return false;
}

static int open_file(struct check *c, struct target *t, const char *path)
{
	if (is_read_from(c, path))
		return usage(c, words_printf(&c->arena, "\"%s\" is read by this run; it cannot be its output too", path));
	if (!output_open(&t->file, path))
		return say_write_trouble(c, path, t->file.error);
	if (!is_written_twice(c, t))
		return 0;
	output_abandon(&t->file);
	return usage(c, words_printf(&c->arena, "two outputs would go to the same place: \"%s\"", path));
}

static const struct report_format *format_of(const struct phaseout_output *o, bool to_caller)
{
	if (o->format)
		return report_format_by_name(str_from(o->format));
	return report_format_by_path(to_caller ? STR_NONE : str_from(o->path));
}

static int open_target(struct check *c, const struct phaseout_output *o)
{
	struct target *t = &c->targets[c->n_targets];
	bool to_caller = !o->path || strcmp(o->path, "-") == 0;
	const struct report_format *format = format_of(o, to_caller);

	if (!format && o->format)
		return usage(c, words_printf(&c->arena, "\"%s\" is no format; expected table, line, csv or ndjson", o->format));
	if (!format)
		return usage(c, words_printf(&c->arena, "\"%s\": \".%.*s\" means no format; expected .txt, .line, .csv or .ndjson, or -f "
							"before -o", o->path, STR_ARG(report_extension(str_from(o->path)))));
	if (to_caller && !c->o->write)
		return usage(c, words_printf(&c->arena, "an output has neither a path nor a function to write to"));
	struct report_options options = {
		.lang = c->engine->speaker.lang,
		.show = c->show,
		.color = to_caller && c->o->color,
		.columns = to_caller ? c->o->columns : 0,
	};
	*t = (struct target){.path = to_caller ? NULL : o->path, .is_file = !to_caller, .spill = -1, .options = c->o};
	buf_init(&t->bytes);
	t->sink = format->make(&t->bytes, &options);
	if (!t->sink)
		return PHASEOUT_DEFECT;
	int status = t->is_file ? open_file(c, t, o->path) : 0;
	if (status)
		t->sink->ops->free(t->sink);
	else
		c->n_targets++;
	return status;
}

static int refuse_rejects(struct check *c, const struct rejects_format *format)
{
	if (!format)
		return usage(c, words_printf(&c->arena, "--rejects \"%s\": rejected rows are written to a file that ends in .csv or .xlsx", c->o->rejects));
	if (rejects_is_single(format) && c->o->n_inputs > 1)
		return usage(c, words_printf(&c->arena, "--rejects \"%s\": a CSV file has one header, and several registries were given; say a file that ends "
							"in .xlsx, which has a sheet for each", c->o->rejects));
	return 0;
}

/* The first target: where it comes into trouble, no other output ends. */
static int open_rejects(struct check *c)
{
	struct target *t = &c->targets[0];
	const struct rejects_format *format = rejects_format_by_path(str_from(c->o->rejects));
	int status = refuse_rejects(c, format);

	if (status)
		return status;
	*t = (struct target){.path = c->o->rejects, .is_file = true, .spill = rejects_is_single(format) ? -1 : spill_open(), .options = c->o};
	buf_init(&t->bytes);
	if (!rejects_is_single(format) && t->spill < 0)
		return say_write_trouble(c, t->path, errno);
	t->sink = rejects_sink_new(&t->bytes, format, c->engine->speaker.lang, t->spill);
	status = t->sink ? open_file(c, t, t->path) : PHASEOUT_DEFECT;
	if (status == 0) {
		c->n_targets++;
		return 0;
	}
	if (t->sink)
		t->sink->ops->free(t->sink);
	if (t->spill >= 0)
		close(t->spill);
	return status;
}

static int open_outputs(struct check *c)
{
	static const struct phaseout_output table = {NULL, NULL};
	const struct phaseout_output *outputs = c->o->n_outputs ? c->o->outputs : &table;
	size_t n = c->o->n_outputs ? c->o->n_outputs : 1, to_caller = 0;
	int status = 0;

	c->targets = ARENA_ARRAY(&c->arena, n + 1, struct target);
	if (!c->targets)
		return PHASEOUT_DEFECT;
	if (c->o->rejects)
		status = open_rejects(c);
	for (size_t i = 0; i < n && status == 0; i++) {
		to_caller += !outputs[i].path || strcmp(outputs[i].path, "-") == 0;
		if (to_caller > 1)
			return usage(c, words_printf(&c->arena, "two outputs would go to the same place; give one a file with -o"));
		status = open_target(c, &outputs[i]);
	}
	return status;
}

/* Renames the files into place, or takes all of them away. */
static int close_outputs(struct check *c, int status)
{
	for (size_t i = 0; i < c->n_targets; i++) {
		struct target *t = &c->targets[i];
		t->sink->ops->free(t->sink);
		buf_release(&t->bytes);
		if (t->spill >= 0)
			close(t->spill);
		if (!t->is_file)
			continue;
		if (status > PHASEOUT_OBSOLETE_OPEN) {
			int error = t->file.error;
			output_abandon(&t->file);
			if (error)
				say_write_trouble(c, t->path, error);
		} else if (!output_finish(&t->file)) {
			status = worse_status(status, say_write_trouble(c, t->path, t->file.error));
		}
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
	struct screen_target *targets = ARENA_ARRAY(&c->arena, c->n_targets, struct screen_target);
	struct totals totals;
	int answer = 0;

	if (!targets)
		return PHASEOUT_DEFECT;
	for (size_t i = 0; i < c->n_targets; i++)
		targets[i] = (struct screen_target){.sink = c->targets[i].sink, .name = str_from(c->targets[i].path), .write = write_target, .ctx = &c->targets[i]};
	for (size_t i = 0; i < c->n_opened; i++)
		c->sources[i].options = c->given.options;
	struct screen screen = {
		.run = &c->run,
		.reader = &c->given.reader,
		.sources = c->sources,
		.n_sources = c->n_opened,
		.targets = targets,
		.n_targets = c->n_targets,
		.duplicates = c->o->duplicates,
		.diags = &c->diags,
		.say = hear,
		.say_ctx = c,
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
	engine_run(&c->run, e);
}

int phaseout_check(const phaseout_engine *e, const struct phaseout_check_options *options)
{
	struct phaseout_check_options o;
	struct check c;

	if (!e || !take_options(&o, sizeof o, options))
		return PHASEOUT_USAGE;
	o.n_inputs = o.inputs ? o.n_inputs : 0;
	o.n_outputs = o.outputs ? o.n_outputs : 0;
	check_init(&c, e, &o);
	int status = read_options(&c);
	status = worse_status(status, read_mapping(&c));
	status = worse_status(status, open_inputs(&c));
	if (status == 0)
		status = open_outputs(&c);
	if (status == 0)
		status = run(&c);
	status = close_outputs(&c, status);
	speaker_say_diags(&e->speaker, &c.diags);
	for (size_t i = 0; i < c.n_opened; i++)
		input_close(&c.inputs[i]);
	diags_release(&c.diags);
	arena_release(&c.arena);
	return status;
}
