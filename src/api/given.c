#include "api/given.h"

#include "base/limits.h"

static int usage(const struct given *g, struct words words)
{
	speaker_say(&g->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

/* --- options --------------------------------------------------------------------------------------------------- */

static int read_separator(struct given *g)
{
	const char *s = g->separator;

	if (!s)
		return 0;
	if (strcmp(s, "tab") == 0 || strcmp(s, "\\t") == 0)
		s = "\t";
	if (strlen(s) != 1 || !strchr(",;\t|", *s))
		return usage(g, words_printf(g->arena, "\"%s\" is no separator; expected one of , ; | or tab", s));
	g->options.separator = *s;
	return 0;
}

static int read_encoding(struct given *g)
{
	if (!g->encoding || encoding_parse(&g->options.encoding, str_from(g->encoding)))
		return 0;
	return usage(g, words_printf(g->arena, "\"%s\" is no encoding; expected utf-8, gb18030 or utf-16", g->encoding));
}

const struct kind *given_kind(const struct given *g, const char *name)
{
	const struct kind *kind = vocabulary_kind(g->engine->vocabulary, str_from(name));
	struct naming naming;

	if (!kind) {
		naming_read(&naming, g->arena, &g->reader, str_from(name));
		kind = naming.kind;
	}
	if (kind && !kind->abstract)
		return kind;
	if (kind)
		usage(g, words_printf(g->arena, "\"%.*s\" is a general word; the name of one kind of equipment was expected",
				      STR_ARG(str_from(name))));
	else
		usage(g, words_printf(g->arena, "\"%s\" is no kind of equipment that is known", name));
	return NULL;
}

static int read_kind(struct given *g)
{
	if (g->kind)
		g->options.default_kind = given_kind(g, g->kind);
	return g->kind && !g->options.default_kind ? PHASEOUT_USAGE : 0;
}

int given_read(struct given *g)
{
	g->reader = g->engine->reader;
	g->options.header_row = g->header_row;
	g->options.sheet = str_from(g->sheet);
	g->options.helper = g->engine->reader_path;
	int status = read_separator(g);
	status = worse_status(status, read_encoding(g));
	return worse_status(status, read_kind(g));
}

/* --- the mapping ----------------------------------------------------------------------------------------------- */

static struct conversion *join_conversions(struct given *g, const struct mapping *m)
{
	size_t n = g->reader.n_conversions;
	struct conversion *all = ARENA_ARRAY(g->arena, n + m->n_conversions, struct conversion);

	if (!all)
		return NULL;
	/* the mapping's come first: nearer to the registry than the pack's */
	if (m->n_conversions)
		memcpy(all, m->conversions, m->n_conversions * sizeof *all);
	if (n)
		memcpy(all + m->n_conversions, g->reader.conversions, n * sizeof *all);
	return all;
}

int given_read_mapping(struct given *g)
{
	int error = 0;

	if (!g->mapping)
		return 0;
	g->mapping_file.name = str_from(g->mapping);
	enum input_status status = file_read_whole(&g->mapping_file.text, g->arena, g->mapping, LIMIT_YAML_BYTES, &error);
	if (status != INPUT_OK)
		return say_input_trouble(&g->engine->speaker, status, g->mapping, error);
	const struct mapping *m = mapping_read(g->arena, g->engine->vocabulary, &g->mapping_file, g->diags);
	if (!m)
		return PHASEOUT_REFUSED;
	g->options.mapping = m;
	g->reader.conversions = join_conversions(g, m);
	g->reader.n_conversions += m->n_conversions;
	return g->reader.conversions ? 0 : PHASEOUT_DEFECT;
}

/* --- how it ended ---------------------------------------------------------------------------------------------- */

int given_status(const struct given *g, const struct registry *r, struct str name, enum registry_status status)
{
	static const int of[] = {
		[REGISTRY_END] = PHASEOUT_CLEAR,
		[REGISTRY_UNREADABLE] = PHASEOUT_UNREADABLE,
		[REGISTRY_LIMIT] = PHASEOUT_LIMIT,
		[REGISTRY_REFUSED] = PHASEOUT_REFUSED,
		[REGISTRY_USAGE] = PHASEOUT_USAGE,
		[REGISTRY_DEFECT] = PHASEOUT_DEFECT,
		[REGISTRY_NO_MEMORY] = PHASEOUT_DEFECT,
	};

	if (registry_status_has_words(status))
		speaker_say(&g->engine->speaker, name, registry_problem(r));
	return of[status];
}
