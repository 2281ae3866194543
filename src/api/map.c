/* What is made out of a registry's columns, shown, and written as a mapping to edit. */
#include "api/given.h"

#include "os/output.h"
#include "registry/mapping_write.h"
#include "registry/survey.h"
#include "report/map.h"

/* Everything that one call of phaseout_map owns. */
struct mapping_out {
	const struct phaseout_engine *engine;
	const struct phaseout_map_options *o;
	struct arena arena;
	struct diags diags;
	struct given given;
	struct survey survey;
	struct buf drawn, written;
};

static int usage(struct mapping_out *m, struct words words)
{
	speaker_say(&m->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

static bool to_caller(const struct mapping_out *m)
{
	return m->o->output && strcmp(m->o->output, "-") == 0;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static void say_notices(struct mapping_out *m, const struct registry *g)
{
	size_t n;
	const struct words *notices = registry_notices(g, &n);

	for (size_t i = 0; i < n && !m->o->quiet; i++)
		speaker_say(&m->engine->speaker, str_from(m->o->input), notices[i]);
}

/* Both texts, while the registry that they speak of is open. */
static int compose(struct mapping_out *m)
{
	enum lang lang = m->engine->speaker.lang;
	struct str name = str_from(m->o->input);
	struct describe_options drawing = {
		.lang = lang,
		.columns = m->o->columns,
		.color = m->o->color,
		.vocabulary = m->engine->vocabulary,
	};

	const struct survey *only = NULL;
	size_t n = 0;
	for (const struct survey *s = &m->survey; s; s = s->next) {
		if (!map_draw(&m->drawn, &drawing, name, s))
			return PHASEOUT_DEFECT;
		only = s->no_header.en.p ? only : s;
		n += !s->no_header.en.p;
	}
	if (!m->o->output)
		return PHASEOUT_CLEAR;
	if (n > 1)
		return usage(m, words_printf(&m->arena, "\"%s\" has %zu tables; a mapping is of one: say which with --sheet", m->o->input, n));
	mapping_write(&m->written, only, name, lang);
	return m->written.failed ? PHASEOUT_DEFECT : PHASEOUT_CLEAR;
}

static int read_registry(struct mapping_out *m, struct input *in)
{
	struct registry *g = registry_new(&m->given.reader, str_from(m->o->input), in, &m->given.options, &m->diags);

	if (!g)
		return PHASEOUT_DEFECT;
	int status = given_status(&m->given, g, str_from(m->o->input), survey_read(&m->survey, &m->arena, g));
	if (status == PHASEOUT_CLEAR) {
		say_notices(m, g);
		status = compose(m);
	}
	registry_free(g);
	return status;
}

static int read_input(struct mapping_out *m)
{
	const char *output = m->o->output;
	struct input in;
	int status = given_read_mapping(&m->given);

	if (status != 0)
		return status;
	enum input_status opened = input_open(&in, m->o->input);
	if (opened != INPUT_OK)
		return say_input_trouble(&m->engine->speaker, opened, m->o->input, in.error);
	/* writing there would take an official's registry away */
	if (output && !to_caller(m) && input_is(&in, output))
		status = usage(m, words_printf(&m->arena, "\"%s\" is read by this run; it cannot be its output too", output));
	else
		status = read_registry(m, &in);
	input_close(&in);
	return status;
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static int write_file(struct mapping_out *m)
{
	struct output file;

	if (output_open(&file, m->o->output)) {
		output_write(&file, buf_str(&m->written));
		if (output_finish(&file))
			return PHASEOUT_CLEAR;
	}
	speaker_say(&m->engine->speaker, str_from(m->o->output),
		    words_printf(&m->arena, "could not be written: %s", strerror(file.error)));
	return PHASEOUT_WRITE;
}

static int hand_over(struct mapping_out *m)
{
	const struct buf *answer = to_caller(m) ? &m->written : &m->drawn;
	int status = m->o->output && !to_caller(m) ? write_file(m) : PHASEOUT_CLEAR;

	if (status != PHASEOUT_CLEAR)
		return status;
	return m->o->write(m->o->write_ctx, answer->p, answer->n) ? PHASEOUT_CLEAR : PHASEOUT_WRITE;
}

/* --- the call -------------------------------------------------------------------------------------------------- */

static int check_options(struct mapping_out *m)
{
	int status = given_read(&m->given);

	if (!m->o->input)
		return usage(m, words_printf(&m->arena, "no registry was given"));
	if (m->o->output && m->o->mapping)
		return usage(m, words_printf(&m->arena, "a mapping is given, and one is to be written; what is written is what "
							"was recognised without one"));
	return status;
}

static void init(struct mapping_out *m, const phaseout_engine *e, const struct phaseout_map_options *o)
{
	*m = (struct mapping_out){.engine = e, .o = o};
	arena_init(&m->arena);
	buf_init(&m->drawn);
	buf_init(&m->written);
	diags_init(&m->diags, message_for_diags, (void *)&e->speaker.lang);
	m->given = (struct given){
		.engine = e,
		.arena = &m->arena,
		.diags = &m->diags,
		.encoding = o->encoding,
		.separator = o->separator,
		.kind = o->kind,
		.mapping = o->mapping,
		.sheet = o->sheet,
		.header_row = o->header_row,
	};
}

int phaseout_map(const phaseout_engine *e, const struct phaseout_map_options *options)
{
	struct phaseout_map_options o;
	struct mapping_out m;

	if (!e || !take_options(&o, sizeof o, options) || !o.write)
		return PHASEOUT_USAGE;
	init(&m, e, &o);
	int status = check_options(&m);
	if (status == PHASEOUT_CLEAR)
		status = read_input(&m);
	if (status == PHASEOUT_CLEAR)
		status = hand_over(&m);
	speaker_say_diags(&e->speaker, &m.diags);
	diags_release(&m.diags);
	buf_release(&m.written);
	buf_release(&m.drawn);
	arena_release(&m.arena);
	return status;
}
