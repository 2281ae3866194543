#include "proof/mutate_parts.h"

static void write_values(struct buf *b, const struct condition *c)
{
	if (c->field->type == FIELD_FLAG) {
		buf_printf(b, "is %s", c->flag ? "true" : "false");
		return;
	}
	buf_adds(b, c->n_values == 1 ? "is " : "in [");
	for (size_t i = 0; i < c->n_values; i++)
		buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(c->values[i]->id));
	buf_adds(b, c->n_values == 1 ? "" : "]");
}

static void write_models(struct buf *b, const struct condition *c)
{
	buf_adds(b, c->n_models && c->models[0].series ? "series [" : "in [");
	for (size_t i = 0; i < c->n_models; i++)
		buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(c->models[i].filed));
	buf_addc(b, ']');
}

static void write_listed(struct buf *b, const struct condition *c)
{
	buf_printf(b, "listed_in %.*s", STR_ARG(c->catalogue_id));
	if (c->dated) {
		buf_adds(b, ", as_of: ");
		day_write(b, c->day);
	}
	buf_adds(b, c->duties_ignored ? ", in_use_rule: ignored" : "");
}

static void write_leaf(struct buf *b, const struct condition *c)
{
	static const char *const relations[] = {
		[REL_AT_MOST] = "<=", [REL_LESS_THAN] = "<", [REL_AT_LEAST] = ">=", [REL_MORE_THAN] = ">"};
	switch (c->op) {
	case COND_COMPARE:
		buf_printf(b, "%s %.*s", relations[c->relation], STR_ARG(c->limit_filed));
		break;
	case COND_IN:
		write_values(b, c);
		break;
	case COND_KNOWN:
		buf_printf(b, "known: %s", c->flag ? "true" : "false");
		break;
	case COND_MATCHES:
		buf_printf(b, "matches %.*s", STR_ARG(c->pattern));
		break;
	case COND_MODEL:
		write_models(b, c);
		break;
	case COND_LISTED:
		write_listed(b, c);
		break;
	case COND_JUDGEMENT:
		buf_printf(b, c->field ? "judgement, field: %.*s" : "judgement",
			   STR_ARG(c->field ? c->field->id : STR("")));
		break;
	case COND_ALWAYS:
	case COND_ALL:
	case COND_ANY:
	case COND_NOT:
		buf_adds(b, "always");
		break;
	}
}

static void write(struct buf *b, const struct condition *c, bool with_field)
{
	static const char *const groups[] = {[COND_ALL] = "all", [COND_ANY] = "any", [COND_NOT] = "not"};
	if (c->n) {
		buf_printf(b, "%s: [", groups[c->op]);
		for (size_t i = 0; i < c->n; i++) {
			buf_adds(b, i ? ", " : "");
			write(b, c->children[i], true);
		}
		buf_addc(b, ']');
		return;
	}
	if (with_field && c->as_of)
		buf_adds(b, "as_of ");
	else if (with_field && c->field && c->op != COND_JUDGEMENT)
		buf_printf(b, "%.*s ", STR_ARG(c->field->id));
	write_leaf(b, c);
}

struct str mutant_words(struct arena *a, const struct condition *c, bool with_field)
{
	struct buf b;
	buf_init(&b);
	write(&b, c, with_field);
	struct str words = arena_str(a, buf_str(&b));
	a->failed |= b.failed;
	buf_release(&b);
	return words;
}
