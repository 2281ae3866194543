#include "proof/pattern_texts.h"

#include "base/buf.h"
#include "proof/pattern_tree.h"
#include "text/utf8.h"

enum { NESTED = 64, COUNTS = 6, CANDIDATES = 128 };

/* What is chosen otherwise than at first, at the places on the way to the one that is varied. */
struct plan {
	const struct pattern_node *at[NESTED];
	size_t option[NESTED], n;
};

struct texting {
	struct arena *arena;
	struct pattern_texts *out;
	const struct pattern_node *root;
	struct plan plan;
	bool too_many;
};

static size_t option_of(const struct plan *p, const struct pattern_node *n)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i] == n)
			return p->option[i];
	return 0;
}

static void put(struct buf *b, int32_t letter)
{
	char bytes[4];
	size_t n = letter > 0 ? utf8_put(bytes, letter) : 0;
	buf_add(b, (struct str){bytes, n});
}

/* --- options: the first is what a match would have --------------------------------------------------------------- */

static bool is_in(const struct pattern_node *class, int32_t c)
{
	bool in = false;
	for (size_t i = 0; i < class->n_ranges; i++)
		in |= c >= class->ranges[i].from && c <= class->ranges[i].to;
	return in != class->negated;
}

/* The ends of its ranges, what lies just beyond them, and some of each sort. */
static size_t candidates(int32_t out[CANDIDATES], const struct pattern_node *class)
{
	static const int32_t sorts[] = {'A', '5', '-', 'Z', 0x7532};
	size_t n = 0;
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		out[n++] = sorts[i];
	for (size_t i = 0; i < class->n_ranges && n + 4 <= CANDIDATES; i++) {
		const int32_t ends[] = {class->ranges[i].from, class->ranges[i].to, class->ranges[i].from - 1,
					class->ranges[i].to + 1};
		for (size_t k = 0; k < 4; k++)
			if (ends[k] > ' ')
				out[n++] = ends[k];
	}
	return n;
}

static int32_t class_letter(const struct pattern_node *class, size_t option)
{
	int32_t all[CANDIDATES];
	size_t n = candidates(all, class), i = 0;
	if (option)
		return option <= n ? all[option - 1] : 0;
	while (i < n && !is_in(class, all[i]))
		i++;
	return i < n ? all[i] : 0;
}

/* How often: once if it may, then both ends and what lies just beyond them. */
static size_t counts(int out[COUNTS], const struct pattern_node *repeat)
{
	size_t n = 0;
	out[n++] = repeat->least > 1 || !repeat->most ? repeat->least : 1;
	out[n++] = repeat->least;
	if (repeat->least)
		out[n++] = repeat->least - 1;
	out[n++] = repeat->most == PATTERN_ENDLESS ? repeat->least + 1 : repeat->most;
	out[n++] = repeat->most == PATTERN_ENDLESS ? repeat->least + 2 : repeat->most + 1;
	return n;
}

enum { LETTER_OPTIONS = 4 };

static size_t options(const struct pattern_node *n)
{
	int some[COUNTS];
	int32_t all[CANDIDATES];
	switch (n->op) {
	case PATTERN_ALTERNATIVES:
		return n->n;
	case PATTERN_REPEAT:
		return counts(some, n);
	case PATTERN_CLASS:
		return candidates(all, n) + 1;
	case PATTERN_LETTER:
	case PATTERN_DOT:
		return LETTER_OPTIONS;
	case PATTERN_SEQUENCE:
		break;
	}
	return 1;
}

/* As it is, another one, none, twice. */
static void write_letter(struct buf *b, int32_t c, size_t option)
{
	const int32_t other = c == 'Z' || c == 'z' || c == '9' ? c - 1 : c + 1;
	if (option != 2)
		put(b, option == 1 ? other : c);
	if (option == 3)
		put(b, c);
}

static void write(struct buf *b, const struct plan *p, const struct pattern_node *n)
{
	const size_t option = option_of(p, n);
	int times[COUNTS];
	switch (n->op) {
	case PATTERN_ALTERNATIVES:
		write(b, p, n->children[option]);
		break;
	case PATTERN_SEQUENCE:
		for (size_t i = 0; i < n->n; i++)
			write(b, p, n->children[i]);
		break;
	case PATTERN_REPEAT:
		counts(times, n);
		for (int i = 0; i < times[option]; i++)
			write(b, p, n->children[0]);
		break;
	case PATTERN_CLASS:
		put(b, class_letter(n, option));
		break;
	case PATTERN_LETTER:
		write_letter(b, n->letter, option);
		break;
	case PATTERN_DOT:
		write_letter(b, 'A', option);
		break;
	}
}

/* --- every place, one at a time ---------------------------------------------------------------------------------- */

static void add(struct texting *t, const char *before, const char *behind)
{
	struct buf b;
	buf_init(&b);
	buf_adds(&b, before);
	write(&b, &t->plan, t->root);
	buf_adds(&b, behind);
	struct str text = buf_str(&b);
	bool stands = !text.n;
	for (size_t i = 0; !stands && i < t->out->n; i++)
		stands = str_eq(t->out->items[i], text);
	t->too_many |= !stands && t->out->n >= PATTERN_TEXTS;
	struct str *items = stands || t->too_many ? NULL
						  : arena_grow(t->arena, t->out->items, t->out->n, &t->out->cap, sizeof *items);
	if (items) {
		t->out->items = items;
		items[t->out->n++] = arena_str(t->arena, text);
	}
	t->arena->failed |= b.failed;
	buf_release(&b);
}

static void add_open(struct texting *t)
{
	static const char *const beyond[] = {"X", "5", "-"};
	add(t, "", "");
	for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
		add(t, beyond[i], "");
		add(t, "", beyond[i]);
	}
}

static void walk(struct texting *t, const struct pattern_node *n)
{
	const size_t level = t->plan.n;
	if (level == NESTED || t->too_many) {
		t->too_many = true;
		return;
	}
	for (size_t i = 0; n->op != PATTERN_SEQUENCE && i < options(n); i++) {
		t->plan.at[level] = n;
		t->plan.option[level] = i;
		t->plan.n = level + 1;
		if (n->op == PATTERN_ALTERNATIVES) {
			add_open(t);
			walk(t, n->children[i]);
		} else {
			add(t, "", "");
		}
		t->plan.n = level;
	}
	for (size_t i = 0; n->op != PATTERN_ALTERNATIVES && i < n->n; i++)
		walk(t, n->children[i]);
}

bool pattern_texts_make(struct pattern_texts *out, struct arena *a, struct str pattern)
{
	struct texting t = {.arena = a, .out = out, .root = pattern_tree_read(a, pattern)};
	*out = (struct pattern_texts){0};
	if (!t.root)
		return false;
	walk(&t, t.root);
	return !t.too_many;
}
