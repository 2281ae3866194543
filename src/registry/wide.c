#include "registry/wide.h"

#include "text/fold.h"
#include "vocabulary/name_pieces.h"
#include "vocabulary/recognise.h"

#include <string.h>

enum { LONGEST = 120 }; /* bytes of such a header; bounds the places where it may be cut */

/* --- the head of a header -------------------------------------------------------------------------------------- */

/* What stands at its head, as far as it has been understood. */
struct head {
	const struct kind *kind;
	struct str key;
};

/* 1#, 1号 and No.1 are one label. */
static void add_label(struct buf *key, struct str label)
{
	bool number = str_starts(label, STR("NO")) || str_starts(label, STR("No")) || str_starts(label, STR("no"));
	for (size_t i = number ? 2 : 0; i < label.n; i++)
		if (strchr("0123456789", label.p[i]) || (label.p[i] >= 'A' && label.p[i] <= 'Z') ||
		    (label.p[i] >= 'a' && label.p[i] <= 'z'))
			buf_addc(key, label.p[i]);
}

static struct str key_of_name(struct arena *a, const struct naming *n)
{
	struct buf b;
	buf_init(&b);
	buf_add(&b, n->kind->id);
	buf_addc(&b, '/');
	add_label(&b, fold_key(a, n->label));
	for (size_t i = 0; i < n->n_values; i++)
		buf_printf(&b, "/%.*s", STR_ARG(n->values[i].choice->id));
	buf_printf(&b, "/%.*s/%.*s", STR_ARG(fold_key(a, n->model)), STR_ARG(fold_key(a, n->type_name)));
	struct str key = arena_str(a, buf_str(&b));
	buf_release(&b);
	return key;
}

/* 30吨转炉: one machine with its size; a number of them would be said of every row. */
static bool read_sentence(struct head *out, struct arena *a, const struct reader *r, struct str text)
{
	struct recognised said;
	if (!recognise(&said, a, r, NULL, text, text))
		return false;
	const struct part *p = said.parts;
	if (said.n != 1 || said.n_residue || !p->kind || p->kind->abstract || p->problem.en.p || p->counted || p->count_open)
		return true;
	*out = (struct head){p->kind, fold_key(a, text)};
	return true;
}

static bool read_head(struct head *out, struct arena *a, const struct reader *r, struct str text)
{
	struct naming n;
	*out = (struct head){.kind = NULL};
	naming_read(&n, a, r, text);
	if (n.kind)
		*out = (struct head){n.kind, key_of_name(a, &n)};
	else if (!n.general)
		return read_sentence(out, a, r, text);
	return !a->failed;
}

/* --- the header, cut in two ------------------------------------------------------------------------------------ */

/* What may be said of one machine. */
static bool is_of_machine(const struct field *f)
{
	switch (f->role) {
	case ROLE_NONE:
		return f->type != FIELD_IDENTIFIER && !f->of_enterprise;
	case ROLE_COUNT:
	case ROLE_STATUS:
	case ROLE_FOLLOW_UP:
	case ROLE_PRODUCT:
	case ROLE_KEY:
		return true;
	case ROLE_KIND:
	case ROLE_ENTERPRISE:
	case ROLE_REGION:
	case ROLE_CREDIT_CODE:
	case ROLE_REMARK:
		break;
	}
	return false;
}

bool wide_measures(const struct wide *w)
{
	const struct field *f = w->column.field;
	return (f->role == ROLE_NONE && f->type != FIELD_FLAG) || f->role == ROLE_COUNT;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Between two characters, and not within an English word. */
static bool may_cut(struct str text, size_t at)
{
	bool inside_character = ((unsigned char)text.p[at] & 0xc0) == 0x80;
	return !inside_character && !(is_letter(text.p[at - 1]) && is_letter(text.p[at]));
}

static struct str without_signs(struct str text)
{
	static const struct str signs[] = {STR_INIT("_"), STR_INIT("-"), STR_INIT("/"), STR_INIT(":"), STR_INIT("："), STR_INIT("—"),
					   STR_INIT("－")};
	size_t before;
	do {
		text = str_trim(text);
		before = text.n;
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
			if (str_starts(text, signs[i]))
				text = str_sub(text, signs[i].n, text.n);
			if (str_ends(text, signs[i]))
				text = str_sub(text, 0, text.n - signs[i].n);
		}
	} while (text.n != before);
	return text;
}

/* What a total says of the row, this one says of its machine. */
static enum basis basis_of(const struct heading *heading)
{
	return heading->basis == BASIS_ROW ? BASIS_ITEM : heading->basis;
}

static struct wide *make(struct arena *a, struct str text, struct str rest, const struct head *head, const struct heading *heading,
			 struct str header)
{
	struct wide *w = ARENA_NEW(a, struct wide);
	if (!w)
		return NULL;
	struct words why = {STR_NONE, STR_NONE};
	WORDS_SAY(&why, a, "\"%.*s\" names equipment: %.*s", STR_ARG(text), STR_ARG(words_in(head->kind->words, in)));
	*w = (struct wide){
		.text = text,
		.rest = rest,
		.key = head->key,
		.kind = head->kind,
		.machine = SIZE_MAX,
		.column = {
			.header = header,
			.field = heading->field,
			.rank = heading->rank,
			.basis = basis_of(heading),
			.unit = heading->unit,
			.assumed_meaning = heading->assumed,
			.place = heading->place,
			.why = why,
			.key = fold_key(a, header),
		},
	};
	return w;
}

/* Where a head may end: behind the first name, and not far behind the last, for a label. Most headers name no equipment at all: *last is 0. */
static bool find_ends(size_t *first, size_t *last, struct arena *a, const struct vocabulary *v, struct str header)
{
	enum { LABEL = 16 };
	struct folded f;
	uint32_t index;
	*first = *last = 0;
	if (!fold_name(&f, a, header))
		return false;
	for (size_t at = 0, n; at < f.text.n; at += n ? n : 1) {
		n = pieces_name_at(v, f.text, at, &index);
		if (n && !*last)
			*first = f.to_filed[at] + 1; /* a shorter name may begin there, too */
		if (n)
			*last = f.to_filed[at + n] + LABEL;
	}
	*last = *last < header.n ? *last : header.n;
	return true;
}

bool wide_read(struct wide **out, struct arena *a, const struct headings *h, struct str header)
{
	const struct reader reader = {.vocabulary = h->vocabulary};
	size_t first, last;
	*out = NULL;
	header = str_trim(header);
	if (header.n > LONGEST || !find_ends(&first, &last, a, h->vocabulary, header))
		return header.n > LONGEST;
	for (size_t at = last < header.n ? last + 1 : last; !*out && at-- > first && at > 0;) {
		struct str text = without_signs(str_sub(header, 0, at)), rest = without_signs(str_sub(header, at, header.n));
		struct heading heading;
		struct head head;
		if (!may_cut(header, at) || !text.n || !rest.n)
			continue;
		if (!heading_read(&heading, a, h, rest))
			return false;
		if (!heading.field || !is_of_machine(heading.field))
			continue;
		if (!read_head(&head, a, &reader, text))
			return false;
		if (head.kind && !(*out = make(a, text, rest, &head, &heading, header)))
			return false;
	}
	return !a->failed;
}

/* --- cells ----------------------------------------------------------------------------------------------------- */

/* 0, 0.00, 0万条, 0m³; not 0~450, 0以上. */
static bool is_zero(struct arena *a, const struct vocabulary *v, struct str cell)
{
	struct folded f;
	size_t i = 0;
	if (!fold_quantity(&f, a, cell) || !f.text.n || f.text.p[0] != '0')
		return false;
	while (i < f.text.n && (f.text.p[i] == '0' || f.text.p[i] == '.'))
		i++;
	struct str rest = str_trim(str_sub(f.text, i, f.text.n));
	if (units_know(&v->units, a, rest))
		return true;
	for (size_t k = 0; k < rest.n; k++)
		if (strchr("0123456789~-", rest.p[k]))
			return false;
	return !str_has(rest, STR("以")) && !str_has(rest, STR("至"));
}

bool wide_is_absent(struct arena *a, const struct reader *r, struct str cell)
{
	const struct vocabulary *v = r->vocabulary;
	cell = str_trim(cell);
	struct str key = fold_key(a, cell);
	if (!key.n || is_zero(a, v, cell) || tokens_have(&v->no_tokens, key))
		return true;
	if (r->more_unknown && tokens_have(r->more_unknown, key))
		return false;
	return tokens_have(&v->not_applicable_tokens, key) ||
	       (r->more_not_applicable && tokens_have(r->more_not_applicable, key));
}
