/* What is loaded, in words. */
#include "api/engine.h"

#include "report/describe.h"

static const struct {
	enum describe_topic topic;
	const char *unknown; /* a message with the name */
} topics[] = {
	[PHASEOUT_RULES] = {DESCRIBE_RULES, "\"%s\" is no rule that is loaded"},
	[PHASEOUT_KINDS] = {DESCRIBE_KINDS, "\"%s\" is no kind of equipment that is known"},
	[PHASEOUT_FIELDS] = {DESCRIBE_FIELDS, "\"%s\" is no field that is known"},
	[PHASEOUT_UNITS] = {DESCRIBE_UNITS, "\"%s\" is no kind of quantity that is known"},
	[PHASEOUT_PACKS] = {DESCRIBE_PACKS, "\"%s\" is no pack that is loaded"},
};

/* The message's one conversion is the name. */
static int unknown(const struct phaseout_engine *e, enum phaseout_topic topic, const char *name)
{
	const char *msgid = topics[topic].unknown;
	struct words w = {str_from(message(LANG_ZH, msgid)), str_from(msgid)};
	struct str words = words_in(w, e->speaker.lang);
	size_t at = str_find(words, STR("%s"));
	struct arena a;

	arena_init(&a);
	struct str said = arena_printf(&a, "%.*s%s%.*s", STR_ARG(str_sub(words, 0, at)), name,
				       STR_ARG(str_sub(words, at + 2, words.n)));
	speaker_say(&e->speaker, STR_NONE, (struct words){said, said});
	arena_release(&a);
	return PHASEOUT_USAGE;
}

static int describe_names(struct buf *out, const struct phaseout_engine *e, enum phaseout_topic topic,
			  const struct describe_options *d, const struct phaseout_describe_options *o)
{
	int status = PHASEOUT_CLEAR;

	for (size_t i = 0; i < o->n_names; i++) {
		if (out->n)
			buf_addc(out, '\n');
		switch (describe_one(out, d, topics[topic].topic, str_from(o->names[i]))) {
		case DESCRIBED:
			break;
		case DESCRIBED_NOTHING:
			status = worse_status(status, unknown(e, topic, o->names[i]));
			break;
		case DESCRIBED_NO_MEMORY:
			return PHASEOUT_DEFECT;
		}
	}
	return status;
}

int phaseout_describe(const phaseout_engine *e, enum phaseout_topic topic, const struct phaseout_describe_options *options)
{
	struct phaseout_describe_options o;
	struct buf out;
	int status = PHASEOUT_CLEAR;

	if (!e || !take_options(&o, sizeof o, options) || !o.write || (unsigned)topic >= sizeof topics / sizeof *topics)
		return PHASEOUT_USAGE;
	struct describe_options d = {
		.lang = e->speaker.lang,
		.columns = o.columns,
		.color = o.color,
		.vocabulary = e->vocabulary,
		.rules = e->rules,
		.program = e->program,
	};
	buf_init(&out);
	if (o.names && o.n_names)
		status = describe_names(&out, e, topic, &d, &o);
	else if (!describe_all(&out, &d, topics[topic].topic))
		status = PHASEOUT_DEFECT;
	if (status == PHASEOUT_CLEAR && !o.write(o.write_ctx, out.p, out.n))
		status = PHASEOUT_WRITE;
	buf_release(&out);
	return status;
}
