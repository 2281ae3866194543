/* The rules in another form. What is exported is a row in a table; it has its own formats. */
#include "api/engine.h"

#include "os/output.h"
#include "report/document.h"
#include "report/report.h"
#include "screen/sink.h"

struct export_format {
	const char *name, *extension, *help;
};

struct exporter {
	const char *name;
	bool (*format)(struct export_format *out, size_t n); /* false behind the last */
	bool (*write)(struct buf *out, const struct phaseout_engine *e, size_t format); /* false when memory is exhausted */
};

static bool document_nth_format(struct export_format *out, size_t n)
{
	const struct writer_format *f = document_format(n);

	if (f)
		out->name = document_format_name(f, &out->extension, &out->help);
	return f;
}

static bool write_document(struct buf *out, const struct phaseout_engine *e, size_t format)
{
	struct run_info run;

	engine_run(&run, e);
	return document_write(out, document_format(format), e->speaker.lang, &run);
}

static const struct exporter exporters[] = {
	{"document", document_nth_format, write_document},
};
enum { EXPORTERS = sizeof exporters / sizeof *exporters };

const char *phaseout_exported(size_t n, enum phaseout_lang lang, const char **format, const char **help)
{
	struct export_format f;

	for (size_t i = 0; i < EXPORTERS; i++)
		for (size_t k = 0; exporters[i].format(&f, k); k++) {
			if (n--)
				continue;
			if (format)
				*format = f.name;
			if (help)
				*help = phaseout_message(lang, f.help);
			return exporters[i].name;
		}
	return NULL;
}

/* --- what was asked for ---------------------------------------------------------------------------------------- */

struct exporting {
	const struct phaseout_engine *engine;
	const struct phaseout_export_options *o;
	const struct exporter *exporter;
	size_t format;
	struct arena arena;
	struct buf bytes;
};

static int usage(struct exporting *x, struct words words)
{
	speaker_say(&x->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

static bool to_caller(const struct exporting *x)
{
	return !x->o->output || strcmp(x->o->output, "-") == 0;
}

static int find_exporter(struct exporting *x, const char *what)
{
	for (size_t i = 0; i < EXPORTERS; i++)
		if (strcmp(exporters[i].name, what) == 0)
			x->exporter = &exporters[i];
	return x->exporter ? 0 : usage(x, words_printf(&x->arena, "\"%s\" cannot be exported", what));
}

static bool is_extension(struct str extension, const char *known)
{
	return extension.n == strlen(known) && str_starts_any_case(extension, str_from(known));
}

/* By its name, else by the extension of the path; a path without one, and the caller, get the first. */
static int find_format(struct exporting *x)
{
	struct str extension = to_caller(x) ? STR_NONE : report_extension(str_from(x->o->output));
	struct export_format f;

	if (!x->o->format && !extension.n)
		return 0;
	for (size_t k = 0; x->exporter->format(&f, k); k++) {
		x->format = k;
		if (x->o->format ? strcmp(x->o->format, f.name) == 0 : is_extension(extension, f.extension))
			return 0;
	}
	if (x->o->format)
		return usage(x, words_printf(&x->arena, "\"%s\" is no format of this export", x->o->format));
	return usage(x, words_printf(&x->arena, "\"%s\": no format of this export has that extension; say one with -f", x->o->output));
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static int write_file(struct exporting *x)
{
	struct output file;

	if (output_open(&file, x->o->output)) {
		output_write(&file, buf_str(&x->bytes));
		if (output_finish(&file))
			return PHASEOUT_CLEAR;
	}
	speaker_say(&x->engine->speaker, str_from(x->o->output),
		    words_printf(&x->arena, "could not be written: %s", strerror(file.error)));
	return PHASEOUT_WRITE;
}

static int hand_over(struct exporting *x)
{
	if (!to_caller(x))
		return write_file(x);
	return x->o->write(x->o->write_ctx, x->bytes.p, x->bytes.n) ? PHASEOUT_CLEAR : PHASEOUT_WRITE;
}

int phaseout_export(const phaseout_engine *e, const char *what, const struct phaseout_export_options *options)
{
	struct phaseout_export_options o;

	if (!e || !what || !take_options(&o, sizeof o, options))
		return PHASEOUT_USAGE;
	struct exporting x = {.engine = e, .o = &o};
	if (!o.write && to_caller(&x))
		return PHASEOUT_USAGE;
	arena_init(&x.arena);
	buf_init(&x.bytes);
	int status = find_exporter(&x, what);
	if (status == 0)
		status = find_format(&x);
	if (status == 0 && !x.exporter->write(&x.bytes, e, x.format))
		status = PHASEOUT_DEFECT;
	if (status == 0)
		status = hand_over(&x);
	buf_release(&x.bytes);
	arena_release(&x.arena);
	return status;
}
