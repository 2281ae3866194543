#include "api/outputs.h"

#include "os/spool.h"
#include "report/rejects.h"
#include "report/report.h"

#include <errno.h>
#include <unistd.h>

static int usage(struct outputs *o, struct words words)
{
	speaker_say(&o->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

static bool write_target(void *ctx, struct str bytes)
{
	struct target *t = ctx;

	if (!t->is_file)
		return t->options->write(t->options->write_ctx, bytes.p, bytes.n);
	output_write(&t->file, bytes);
	return t->file.error == 0;
}

static int say_write_trouble(struct outputs *o, const char *path, int error)
{
	speaker_say(&o->engine->speaker, path ? str_from(path) : STR_NONE,
		    words_printf(o->arena, "could not be written: %s", strerror(error)));
	return PHASEOUT_WRITE;
}

/* What this run reads: writing there would take an official's registry away. */
static bool is_read_from(const struct outputs *o, const char *path)
{
	for (size_t i = 0; i < o->n_inputs; i++)
		if (input_is(&o->inputs[i], path))
			return true;
	return o->options->mapping && file_same(o->options->mapping, path);
}

static bool is_written_twice(const struct outputs *o, const struct target *t)
{
	for (const struct target *other = o->items; other < t; other++)
		if (other->is_file && output_same(&other->file, &t->file))
			return true;
	return false;
}

static int open_file(struct outputs *o, struct target *t, const char *path)
{
	if (is_read_from(o, path))
		return usage(o, words_printf(o->arena, "\"%s\" is read by this run; it cannot be its output too", path));
	if (!output_open(&t->file, path))
		return say_write_trouble(o, path, t->file.error);
	if (!is_written_twice(o, t))
		return 0;
	output_abandon(&t->file);
	return usage(o, words_printf(o->arena, "two outputs would go to the same place: \"%s\"", path));
}

static const struct report_format *format_of(const struct outputs *o, const struct phaseout_output *asked, bool to_caller)
{
	if (asked->format)
		return report_format_by_name(o->formats, o->n_formats, str_from(asked->format));
	return report_format_by_path(o->formats, o->n_formats, to_caller ? STR_NONE : str_from(asked->path));
}

/* "table, line, csv": their names, or the extensions that choose them. */
static struct str known_formats(const struct outputs *o, bool extensions)
{
	struct str list = STR("");

	for (size_t i = 0; i < o->n_formats; i++)
		list = arena_printf(o->arena, "%.*s%s%s%s", STR_ARG(list), i ? ", " : "", extensions ? "." : "",
				    extensions ? o->formats[i].extension : o->formats[i].name);
	return list;
}

static int open_target(struct outputs *o, const struct phaseout_output *asked)
{
	struct target *t = &o->items[o->n];
	bool to_caller = !asked->path || strcmp(asked->path, "-") == 0;
	const struct report_format *format = format_of(o, asked, to_caller);

	if (!format && asked->format)
		return usage(o, words_printf(o->arena, "\"%s\" is no format; one of %.*s was expected", asked->format, STR_ARG(known_formats(o, false))));
	if (!format)
		return usage(o, words_printf(o->arena, "\"%s\": \".%.*s\" means no format; one of %.*s was expected, or -f before -o", asked->path,
					     STR_ARG(report_extension(str_from(asked->path))), STR_ARG(known_formats(o, true))));
	if (to_caller && !o->options->write)
		return usage(o, words_printf(o->arena, "an output has neither a path nor a function to write to"));
	struct report_options options = {
		.lang = o->engine->speaker.lang,
		.show = o->show,
		.csv_columns = o->csv_columns,
		.n_csv_columns = o->n_csv_columns,
		.color = to_caller && o->options->color,
		.columns = to_caller ? o->options->columns : 0,
		.rule = o->rule,
		.diff = o->diff,
	};
	*t = (struct target){.path = to_caller ? NULL : asked->path, .is_file = !to_caller, .spill = -1, .options = o->options};
	buf_init(&t->bytes);
	t->sink = format->make(&t->bytes, &options);
	if (!t->sink)
		return PHASEOUT_DEFECT;
	int status = t->is_file ? open_file(o, t, asked->path) : 0;
	if (status)
		t->sink->ops->free(t->sink);
	else
		o->n++;
	return status;
}

static int refuse_rejects(struct outputs *o, const struct rejects_format *format)
{
	if (!format)
		return usage(o, words_printf(o->arena, "--rejects \"%s\": rejected rows are written to a file that ends in .csv or .xlsx", o->options->rejects));
	if (rejects_is_single(format) && o->n_inputs > 1)
		return usage(o, words_printf(o->arena, "--rejects \"%s\": a CSV file has one header, and several registries were given; say a file that ends "
							"in .xlsx, which has a sheet for each", o->options->rejects));
	return 0;
}

/* The first target: where it comes into trouble, no other output ends. */
static int open_rejects(struct outputs *o)
{
	struct target *t = &o->items[0];
	const struct rejects_format *format = rejects_format_by_path(str_from(o->options->rejects));
	int status = refuse_rejects(o, format);

	if (status)
		return status;
	*t = (struct target){.path = o->options->rejects, .is_file = true, .spill = rejects_is_single(format) ? -1 : spill_open(), .options = o->options};
	buf_init(&t->bytes);
	if (!rejects_is_single(format) && t->spill < 0)
		return say_write_trouble(o, t->path, errno);
	t->sink = rejects_sink_new(&t->bytes, format, o->engine->speaker.lang, t->spill);
	status = t->sink ? open_file(o, t, t->path) : PHASEOUT_DEFECT;
	if (status == 0) {
		o->n++;
		return 0;
	}
	if (t->sink)
		t->sink->ops->free(t->sink);
	if (t->spill >= 0)
		close(t->spill);
	return status;
}

int outputs_open(struct outputs *o, const struct input *inputs, size_t n_inputs)
{
	static const struct phaseout_output table = {NULL, NULL};
	const struct phaseout_output *outputs = o->options->n_outputs ? o->options->outputs : &table;
	size_t n = o->options->n_outputs ? o->options->n_outputs : 1, to_caller = 0;
	int status = 0;

	o->inputs = inputs;
	o->n_inputs = n_inputs;
	o->items = ARENA_ARRAY(o->arena, n + 1, struct target);
	if (!o->items)
		return PHASEOUT_DEFECT;
	if (o->options->rejects)
		status = open_rejects(o);
	for (size_t i = 0; i < n && status == 0; i++) {
		to_caller += !outputs[i].path || strcmp(outputs[i].path, "-") == 0;
		if (to_caller > 1)
			return usage(o, words_printf(o->arena, "two outputs would go to the same place; give one a file with -o"));
		status = open_target(o, &outputs[i]);
	}
	return status;
}

int outputs_close(struct outputs *o, int status)
{
	for (size_t i = 0; i < o->n; i++) {
		struct target *t = &o->items[i];
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
				say_write_trouble(o, t->path, error);
		} else if (!output_finish(&t->file)) {
			status = worse_status(status, say_write_trouble(o, t->path, t->file.error));
		}
	}
	return status;
}

struct screen_target *outputs_targets(struct outputs *o)
{
	struct screen_target *targets = ARENA_ARRAY(o->arena, o->n, struct screen_target);

	for (size_t i = 0; targets && i < o->n; i++)
		targets[i] = (struct screen_target){.sink = o->items[i].sink, .name = str_from(o->items[i].path), .write = write_target, .ctx = &o->items[i]};
	return targets;
}
