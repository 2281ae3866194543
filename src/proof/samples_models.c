/* Models as they are listed, in other writings, and near misses. */
#include "proof/samples_parts.h"

static bool names_text(const struct condition *c, const struct field *field, struct str text)
{
	bool found = false;
	for (size_t i = 0; c && !found && i < c->n; i++)
		found = names_text(c->children[i], field, text);
	for (size_t i = 0; c && c->op == COND_MODEL && c->field == field && !found && i < c->n_models; i++)
		found = str_eq(c->models[i].filed, text);
	return found;
}

/* Is what was made of one model another one that the rule has? */
static bool is_named(const struct samples *s, const struct field *field, struct str text)
{
	const struct rule *r = s->rule;
	bool found = names_text(r->where, field, text) || names_text(r->obsolete_if, field, text);
	for (size_t i = 0; i < r->n_exceptions; i++)
		found |= names_text(r->exceptions[i].when, field, text);
	for (size_t i = 0; i < r->n_readings; i++)
		found |= names_text(r->readings[i].where, field, text) ||
			 names_text(r->readings[i].obsolete_if, field, text);
	return found;
}

static void add_model(struct samples *s, const struct condition *leaf, const struct model_name *m, const char *before,
		      const char *behind, enum truth truth)
{
	struct str text = arena_printf(s->arena, "%s%.*s%s", before, STR_ARG(m->filed), behind);
	if (truth != TRUTH_TRUE && is_named(s, leaf->field, text))
		return;
	sample_add(s,
	    (struct saying_cell){
		    .field = leaf->field,
		    .text = text,
		    .says = SAYS_TEXT,
		    .model = truth == TRUTH_FALSE ? STR_NONE : m->filed,
		    .close = truth == TRUTH_UNKNOWN,
	    },
	    m == leaf->models && !*before && !*behind);
}

/* In lower case; with the long dash of a Chinese keyboard. */
static void add_respelt(struct samples *s, const struct condition *leaf, const struct model_name *m)
{
	struct buf texts[2];
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		buf_init(&texts[t]);
		for (size_t i = 0; i < m->filed.n; i++) {
			const char c = m->filed.p[i];
			if (t && c == '-')
				buf_adds(&texts[t], "—");
			else
				buf_addc(&texts[t], !t && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
		}
		sample_add(s,
		    (struct saying_cell){
			    .field = leaf->field,
			    .text = arena_str(s->arena, buf_str(&texts[t])),
			    .says = SAYS_TEXT,
			    .model = m->filed,
		    },
		    false);
		s->arena->failed |= texts[t].failed;
		buf_release(&texts[t]);
	}
}

/* Each model in several writings, with what makes it a suspect and what makes it another one. */
void samples_of_models(struct samples *s, const struct condition *leaf)
{
	for (size_t i = 0; leaf->op == COND_MODEL && i < leaf->n_models; i++) {
		const struct model_name *m = &leaf->models[i];
		const char last = m->filed.p[m->filed.n - 1];
		bool digit = last >= '0' && last <= '9';
		add_model(s, leaf, m, "", "", TRUTH_TRUE);
		add_respelt(s, leaf, m);
		add_model(s, leaf, m, "", m->series ? "系列" : "型", TRUTH_TRUE);
		if (m->series)
			add_model(s, leaf, m, "", "-112M", TRUTH_TRUE);
		else
			add_model(s, leaf, m, "", digit ? "A" : "改", TRUTH_UNKNOWN);
		if (digit)
			add_model(s, leaf, m, "", "0", TRUTH_FALSE);
	}
	sample_add(s, (struct saying_cell){.field = leaf->field, .text = STR("QX7777-5"), .says = SAYS_TEXT}, true);
}
