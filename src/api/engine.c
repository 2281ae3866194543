#include "api/engine.h"

#include "base/limits.h"
#include "os/clock.h"
#include "os/folder.h"
#include "os/input.h"
#include "rules/lint.h"
#include "rules/load.h"
#include "screen/sink.h"

#include <stdlib.h>

/* Names of the rule set are below the rules folder; what begins like a path is one. */
static bool is_path(struct str name)
{
	return str_starts(name, STR("/")) || str_starts(name, STR("./")) || str_starts(name, STR("../"));
}

/* A larger file than may be is read all the same, so that its size can be told where it is asked for; not any size. */
enum { LARGEST = 16 * LIMIT_YAML_BYTES };

struct str rule_file_path(struct arena *a, const char *rules_dir, struct str name)
{
	return is_path(name) ? arena_str(a, name) : arena_printf(a, "%s/%.*s", rules_dir, STR_ARG(name));
}

bool read_rule_file(void *ctx, struct str name, struct str *out)
{
	struct folder *f = ctx;
	int error;
	struct str path = rule_file_path(f->arena, f->rules_dir, name);

	if (!path.p)
		return false;
	enum input_status status = file_read_whole(out, f->arena, path.p, LARGEST, &error);
	if (status != INPUT_OK && status != INPUT_MISSING) /* that it is not there, whoever asked will say */
		say_input_trouble(f->speaker, status, path.p, error);
	return status == INPUT_OK;
}

/*
 * "rules/sd-2013/" → "./rules/sd-2013"; a file inside a pack's folder means that pack ("p/a.yaml" → "./p", "a.yaml" →
 * "."); a bare name stays one.
 */
static struct str pack_name(struct arena *a, const char *given)
{
	struct str name = str_from(given);
	bool path = str_has(name, STR("/"));

	if (str_ends(name, STR(".yaml"))) {
		while (name.n && name.p[name.n - 1] != '/')
			name.n--;
		if (!name.n)
			return STR(".");
	}
	while (name.n > 1 && name.p[name.n - 1] == '/')
		name.n--;
	if (!path || is_path(name) || str_is(name, ".") || str_is(name, ".."))
		return arena_str(a, name);
	return arena_printf(a, "./%.*s", STR_ARG(name));
}

static bool read_as_of(struct phaseout_engine *e, const char *as_of)
{
	struct date date;

	e->today = clock_today_china();
	e->as_of = e->today;
	if (!as_of)
		return true;
	if (!date_parse_iso(&date, str_from(as_of)) || date.precision != DATE_DAY)
		return false;
	e->as_of = date.first;
	return true;
}

/* All packs' declared conversions stand for every registry. */
static bool gather_conversions(struct phaseout_engine *e)
{
	size_t n = 0;
	for (size_t i = 0; i < e->rules->n_packs; i++)
		n += e->rules->packs[i]->n_conversions;
	struct conversion *all = ARENA_ARRAY(&e->arena, n, struct conversion);
	if (!all)
		return false;
	e->reader.conversions = all;
	e->reader.n_conversions = n;
	for (size_t i = 0; i < e->rules->n_packs; i++) {
		const struct pack *p = e->rules->packs[i];
		if (p->n_conversions)
			memcpy(all, p->conversions, p->n_conversions * sizeof *all);
		all += p->n_conversions;
	}
	return true;
}

static const struct ruleset *load_rules(struct phaseout_engine *e, const struct phaseout_engine_options *o,
					const struct str *names, size_t n, struct folder *folder, struct diags *diags)
{
	const struct ruleset *read = (o->untested ? ruleset_read_untested : ruleset_read)(&e->arena, e->vocabulary, names, n, read_rule_file, folder, diags);
	struct arena scratch;

	if (!read || read->whole)
		return read;
	arena_init(&scratch);
	if (o->lint)
		ruleset_lint(read, e->vocabulary, &scratch, diags);
	diags->failed |= scratch.failed;
	arena_release(&scratch);
	return NULL;
}

static bool asks_for_all(const struct phaseout_engine_options *o)
{
	for (size_t i = 0; o->packs && i < o->n_packs; i++)
		if (strcmp(o->packs[i], "all") == 0)
			return true;
	return false;
}

static bool is_overlay(struct folder *f, struct str name)
{
	struct str text, file = arena_printf(f->arena, "%.*s/overlay.yaml", STR_ARG(name));
	return file.p && read_rule_file(f, file, &text);
}

/* All packs of the rules folder, which makes names of packs superfluous, and the overlays that are named. */
static bool name_all(struct folder_names *out, struct folder *f, const struct phaseout_engine_options *o)
{
	struct folder_names all;
	int error;

	if (!folder_list(&all, f->arena, f->rules_dir, "pack.yaml", &error))
		return false;
	*out = (struct folder_names){ARENA_ARRAY(f->arena, all.n + o->n_packs, struct str), 0};
	for (size_t i = 0; out->items && i < all.n; i++)
		out->items[out->n++] = all.items[i];
	for (size_t i = 0; out->items && i < o->n_packs; i++) {
		struct str name = pack_name(f->arena, o->packs[i]);
		if (!str_is(name, "all") && is_overlay(f, name))
			out->items[out->n++] = name;
	}
	return out->items && !f->arena->failed;
}

bool name_packs(struct folder_names *out, struct phaseout_engine *e, const struct phaseout_engine_options *o)
{
	static const char *const default_packs[] = {"sd-2013"};
	const char *const *packs = o->packs ? o->packs : default_packs;
	size_t n = o->packs ? o->n_packs : 1;
	struct folder folder = {&e->arena, e->rules_dir, &e->speaker};

	if (asks_for_all(o))
		return name_all(out, &folder, o);
	*out = (struct folder_names){ARENA_ARRAY(&e->arena, n, struct str), n};
	for (size_t i = 0; out->items && i < n; i++)
		out->items[i] = pack_name(&e->arena, packs[i]);
	return !e->arena.failed;
}

static int load(struct phaseout_engine *e, const struct phaseout_engine_options *o, struct diags *diags)
{
	struct folder folder = {&e->arena, e->rules_dir, &e->speaker};
	struct judge_options judging = {e->as_of, o->strict};
	struct folder_names names;

	if (!name_packs(&names, e, o))
		return PHASEOUT_DEFECT;
	if (!names.n) {
		speaker_say(&e->speaker, str_from(e->rules_dir),
			    words_printf(&e->arena, "no pack of rules was given or found; a pack is a folder with a pack.yaml"));
		return PHASEOUT_REFUSED;
	}
	e->vocabulary = vocabulary_load(&e->arena, read_rule_file, &folder, diags);
	if (e->vocabulary)
		e->rules = load_rules(e, o, names.items, names.n, &folder, diags);
	e->reader = (struct reader){.vocabulary = e->vocabulary, .strict = o->strict};
	if (e->rules && gather_conversions(e))
		e->program = program_new(&e->arena, e->vocabulary, e->rules, &judging, diags);
	if (e->program && !diags->errors)
		return PHASEOUT_CLEAR;
	return e->arena.failed || diags->failed ? PHASEOUT_DEFECT : PHASEOUT_REFUSED;
}

int engine_beside(struct phaseout_engine *out, const struct phaseout_engine *e, const char *const *packs, size_t n_packs, const char *as_of)
{
	const struct phaseout_engine_options o = {.packs = packs, .n_packs = n_packs, .strict = e->reader.strict};
	struct folder folder = {&out->arena, e->rules_dir, &e->speaker};
	struct judge_options judging = {.strict = o.strict};
	struct folder_names names;
	struct diags diags;

	*out = (struct phaseout_engine){.speaker = e->speaker, .vocabulary = e->vocabulary, .reader = e->reader, .rules_dir = e->rules_dir,
					.reader_path = e->reader_path};
	arena_init(&out->arena);
	if (!read_as_of(out, as_of)) {
		speaker_say(&e->speaker, STR_NONE, words_printf(&out->arena, "\"%s\" is no as-of date; expected YYYY-MM-DD", as_of));
		return PHASEOUT_USAGE;
	}
	judging.as_of = out->as_of;
	if (!name_packs(&names, out, &o))
		return PHASEOUT_DEFECT;
	diags_init(&diags, message_for_diags, &out->speaker.lang);
	out->rules = load_rules(out, &o, names.items, names.n, &folder, &diags);
	if (out->rules)
		out->program = program_new(&out->arena, out->vocabulary, out->rules, &judging, &diags);
	bool good = out->program && !diags.errors;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	return good ? PHASEOUT_CLEAR : out->arena.failed ? PHASEOUT_DEFECT : PHASEOUT_REFUSED;
}

void engine_beside_release(struct phaseout_engine *out)
{
	program_release(out->program);
	arena_release(&out->arena);
}

/* What has to be there before anything is loaded. */
static int find_rules(struct phaseout_engine *e, const struct phaseout_engine_options *o)
{
	struct input in;

	if (!o->rules_dir) {
		speaker_say(&e->speaker, STR_NONE, words_printf(&e->arena, "no folder of rules was given"));
		return PHASEOUT_USAGE;
	}
	e->rules_dir = arena_str(&e->arena, str_from(o->rules_dir)).p;
	if (o->reader)
		e->reader_path = arena_str(&e->arena, str_from(o->reader)).p;
	struct str units = arena_printf(&e->arena, "%s/units.yaml", o->rules_dir);
	if (!e->rules_dir || !units.p)
		return PHASEOUT_DEFECT;
	enum input_status there = input_open(&in, units.p);
	if (there != INPUT_OK)
		return say_input_trouble(&e->speaker, there, units.p, in.error);
	input_close(&in);
	return PHASEOUT_CLEAR;
}

int phaseout_engine_new(phaseout_engine **out, const struct phaseout_engine_options *options)
{
	struct phaseout_engine_options o;
	struct diags diags;

	if (!out)
		return PHASEOUT_USAGE;
	*out = NULL;
	if (!take_options(&o, sizeof o, options))
		return PHASEOUT_USAGE;
	struct phaseout_engine *e = calloc(1, sizeof *e);
	if (!e)
		return PHASEOUT_DEFECT;
	arena_init(&e->arena);
	e->speaker = (struct speaker){o.say, o.say_ctx, o.lang == PHASEOUT_EN ? LANG_EN : LANG_ZH};
	diags_init(&diags, message_for_diags, &e->speaker.lang);
	int status = find_rules(e, &o);
	if (!read_as_of(e, o.as_of)) {
		speaker_say(&e->speaker, STR_NONE,
			    words_printf(&e->arena, "\"%s\" is no as-of date; expected YYYY-MM-DD", o.as_of));
		status = worse_status(status, PHASEOUT_USAGE);
	}
	if (e->rules_dir && status != PHASEOUT_NO_INPUT)
		status = worse_status(status, load(e, &o, &diags));
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	if (status == PHASEOUT_CLEAR)
		*out = e;
	else
		phaseout_engine_free(e);
	return status;
}

void engine_run(struct run_info *out, const struct phaseout_engine *e)
{
	*out = (struct run_info){
		.version = PHASEOUT_VERSION,
		.vocabulary = e->vocabulary,
		.rules = e->rules,
		.program = e->program,
		.as_of = e->as_of,
		.replay = e->as_of < e->today,
		.strict = e->reader.strict,
	};
}

void phaseout_engine_free(phaseout_engine *e)
{
	if (!e)
		return;
	program_release(e->program);
	arena_release(&e->arena);
	free(e);
}
