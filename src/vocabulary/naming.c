#include "vocabulary/naming.h"

#include "vocabulary/name_pieces.h"
#include "vocabulary/read_cell.h"

/* No name of equipment is longer; bounds the work of cutting a text. */
enum { LONGEST_NAME = 240 };

struct naming_text {
	struct naming *out;
	struct arena *a;
	const struct vocabulary *v;
	struct str filed; /* trimmed */
	struct folded f;
};

static bool refuse(struct naming *out)
{
	out->kind = NULL;
	out->n_values = 0;
	out->model = STR_NONE;
	out->nominal = NULL;
	return false;
}

/* --- why a text is not understood -------------------------------------------------------------------------------- */

static bool refuse_two_kinds(struct naming_text *t, struct str a, struct str b)
{
	t->out->problem = words_printf(t->a, "\"%.*s\" names two kinds of equipment, \"%.*s\" and \"%.*s\"",
				       STR_ARG(t->filed), STR_ARG(a), STR_ARG(b));
	return refuse(t->out);
}

/* Two names in the text of which neither is below the other. */
static bool says_two_kinds(struct naming_text *t)
{
	struct str text = t->f.text, first_name = STR_NONE;
	const struct kind *first = NULL;
	for (size_t at = 0; at < text.n;) {
		uint32_t index;
		size_t n = pieces_name_at(t->v, text, at, &index);
		const struct kind *k = n ? &t->v->kinds[index] : NULL;
		if (k && first && !kind_is(k, first) && !kind_is(first, k)) {
			refuse_two_kinds(t, first_name, folded_source(&t->f, at, at + n));
			return true;
		}
		if (k && !first) {
			first = k;
			first_name = folded_source(&t->f, at, at + n);
		}
		at += n ? n : 1;
	}
	return false;
}

/* 高炉煤气柜 holds the name of a furnace and is none. */
static bool holds_not_name(struct naming_text *t)
{
	struct str text = t->f.text;
	for (size_t at = 0; at < text.n; at++) {
		struct map_prefix prefix;
		map_prefix_begin(&prefix, str_sub(text, at, text.n));
		if (!map_may_begin(&t->v->not_names, prefix.text))
			continue;
		for (size_t n = 1; n <= prefix.text.n && n <= t->v->longest_piece; n++) {
			uint32_t index;
			map_prefix_reach(&prefix, n);
			if (!map_get_prefix(&t->v->not_names, &prefix, &index))
				continue;
			struct str found = folded_source(&t->f, at, at + n);
			const struct words words = t->v->kinds[index].words;
			WORDS_SAY(&t->out->problem, t->a, "\"%.*s\" in \"%.*s\" is something else than \"%.*s\"",
				  STR_ARG(found), STR_ARG(t->filed), STR_ARG(words_in(words, in)));
			return true;
		}
	}
	return false;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

static void say_leftover(struct naming_text *t, size_t furthest)
{
	struct str text = t->f.text;
	struct str rest = furthest < text.n ? folded_source(&t->f, furthest, text.n) : t->filed;
	uint32_t index;
	bool named = false;
	for (size_t at = 0; at < text.n && !named; at++)
		named = pieces_name_at(t->v, text, at, &index) > 0;
	if (!named)
		t->out->problem =
			words_printf(t->a, "no kind of equipment is known by the name \"%.*s\"", STR_ARG(t->filed));
	else if (has_digit(str_sub(text, furthest, text.n)))
		t->out->problem = words_printf(
			t->a,
			"\"%.*s\" holds a size, a count or a list; only the name of one kind of equipment was expected",
			STR_ARG(t->filed));
	else
		t->out->problem = words_printf(
			t->a, "\"%.*s\" is not understood in \"%.*s\"; the name of one kind of equipment was expected",
			STR_ARG(rest), STR_ARG(t->filed));
}

static bool explain(struct naming_text *t, size_t furthest)
{
	if (!says_two_kinds(t) && !holds_not_name(t))
		say_leftover(t, furthest);
	return refuse(t->out);
}

/* --- what the pieces say ----------------------------------------------------------------------------------------- */

static bool take_value(struct naming_text *t, const struct field *field, const struct enum_value *choice,
		       struct str filed)
{
	struct naming *out = t->out;
	for (size_t i = 0; i < out->n_values; i++) {
		if (out->values[i].field != field)
			continue;
		const struct enum_value *old = out->values[i].choice;
		if (!enum_value_is(old, choice) && !enum_value_is(choice, old)) {
			out->problem = words_printf(t->a, "\"%.*s\" says two things: \"%.*s\" and \"%.*s\"",
						    STR_ARG(t->filed), STR_ARG(out->values[i].filed), STR_ARG(filed));
			return refuse(out);
		}
		if (enum_value_is(choice, old)) {
			out->values[i].choice = choice;
			out->values[i].filed = filed;
		}
		return true;
	}
	if (out->n_values == NAMING_VALUES) {
		out->problem = words_printf(t->a, "\"%.*s\" says too much for a name", STR_ARG(t->filed));
		return refuse(out);
	}
	out->values[out->n_values].field = field;
	out->values[out->n_values].choice = choice;
	out->values[out->n_values++].filed = filed;
	return true;
}

static bool take_kind(struct naming_text *t, struct str *name, const struct kind *k, struct str filed)
{
	const struct kind *old = t->out->kind;
	if (old && !kind_is(k, old) && !kind_is(old, k))
		return refuse_two_kinds(t, *name, filed);
	if (old && kind_is(old, k))
		return true;
	t->out->kind = k;
	*name = filed;
	return true;
}

static bool take_names(struct naming_text *t, const struct pieces *p)
{
	struct str name = STR_NONE;
	bool says_more = false;
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *piece = &p->items[i];
		struct str filed = folded_source(&t->f, piece->from, piece->to);
		says_more |= piece->type == PIECE_MODIFIER;
		if (piece->type == PIECE_NAME && !take_kind(t, &name, &t->v->kinds[piece->index], filed))
			return false;
	}
	if (t->out->kind && !t->out->kind->abstract)
		return true;
	t->out->general = !says_more;
	t->out->problem = words_printf(
		t->a, "\"%.*s\" is a general word; the name of one kind of equipment was expected", STR_ARG(t->filed));
	return refuse(t->out);
}

static bool take_labels(struct naming_text *t, const struct pieces *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->items[i].type != PIECE_LABEL)
			continue;
		if (t->out->label.p) {
			t->out->problem = words_printf(t->a, "\"%.*s\" names more than one piece of equipment",
						       STR_ARG(t->filed));
			return refuse(t->out);
		}
		t->out->label = folded_source(&t->f, p->items[i].from, p->items[i].to);
	}
	return true;
}

static bool take_models(struct naming_text *t, const struct pieces *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->items[i].type != PIECE_MODEL)
			continue;
		if (t->out->model.p) {
			t->out->problem = words_printf(t->a, "\"%.*s\" names more than one model", STR_ARG(t->filed));
			return refuse(t->out);
		}
		t->out->model = folded_source(&t->f, p->items[i].from, p->items[i].to);
	}
	return true;
}

static bool refuse_not_said(struct naming_text *t, struct str filed)
{
	const struct words words = t->out->kind->words;
	WORDS_SAY(&t->out->problem, t->a, "\"%.*s\" in \"%.*s\" is not said of \"%.*s\"", STR_ARG(filed),
		  STR_ARG(t->filed), STR_ARG(words_in(words, in)));
	return refuse(t->out);
}

static bool take_nominals(struct naming_text *t, const struct pieces *p)
{
	struct naming *out = t->out;
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *piece = &p->items[i];
		if (piece->type != PIECE_NOMINAL)
			continue;
		struct str filed = folded_source(&t->f, piece->from, piece->to);
		const struct nominal *found =
			nominal_find(t->v, str_sub(t->f.text, piece->from, piece->to), out->kind);
		if (!found)
			return refuse_not_said(t, filed);
		if (out->nominal && !quantity_equal(&out->nominal->quantity, &found->quantity)) {
			out->problem = words_printf(t->a, "\"%.*s\" says two things: \"%.*s\" and \"%.*s\"",
						    STR_ARG(t->filed), STR_ARG(out->type_name), STR_ARG(filed));
			return refuse(out);
		}
		out->nominal = found;
		out->type_name = filed;
	}
	return true;
}

/* The meaning of a word that may be said of the kind. */
static bool take_modifier(struct naming_text *t, uint32_t index, struct str filed)
{
	for (uint32_t i = index; i != MODIFIER_LAST; i = t->v->modifiers[i].next) {
		const struct modifier *m = &t->v->modifiers[i];
		if (enum_value_is_for(m->value, t->out->kind))
			return take_value(t, m->field, m->value, filed);
	}
	return refuse_not_said(t, filed);
}

static bool take_values(struct naming_text *t, const struct pieces *p)
{
	uint32_t index;
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *piece = &p->items[i];
		struct str filed = folded_source(&t->f, piece->from, piece->to);
		if (piece->type == PIECE_MODIFIER && !take_modifier(t, piece->index, filed))
			return false;
		struct str word = str_sub(t->f.text, piece->from, piece->to);
		if (piece->type != PIECE_NAME || !map_get(&t->v->name_sayings, word, &index))
			continue;
		const struct saying *s = &t->v->sayings[index];
		if (!take_value(t, s->field, s->value, filed))
			return false;
	}
	return true;
}

static void narrow(struct naming *out)
{
	for (size_t i = 0; i < out->n_values; i++)
		out->kind = kind_narrowed(out->kind, out->values[i].choice);
}

/* Most cells are a name and nothing else. */
static bool is_plain_name(struct naming_text *t)
{
	uint32_t index;
	if (!map_get(&t->v->kind_names, t->f.text, &index) || t->v->kinds[index].abstract ||
	    map_get(&t->v->name_sayings, t->f.text, NULL))
		return false;
	t->out->kind = &t->v->kinds[index];
	return true;
}

void naming_read(struct naming *out, struct arena *a, const struct reader *r, struct str text)
{
	struct naming_text t = {.out = out, .a = a, .v = r->vocabulary, .filed = str_trim(text)};
	struct pieces p;
	*out = (struct naming){.kind = NULL};
	if (t.filed.n > LONGEST_NAME) {
		out->problem = words_printf(a, "the text is longer than any name of equipment (%zu bytes)", t.filed.n);
		return;
	}
	if (!fold_name(&t.f, a, t.filed) || is_plain_name(&t))
		return;
	if (!pieces_cut(&p, a, t.v, &t.f))
		explain(&t, p.furthest);
	else if (take_names(&t, &p) && take_labels(&t, &p) && take_models(&t, &p) && take_values(&t, &p) &&
		 take_nominals(&t, &p))
		narrow(out);
}
