#include "base/diags.h"

#include "base/limits.h"

static const struct {
	const char *code, *name;
	enum severity severity;
} ids[] = {
#define X(symbol, id, name, severity) {id, name, DIAG_##severity},
	DIAG_IDS(X)
#undef X
};

void diags_init(struct diags *d, diag_words_fn *words, void *words_ctx)
{
	*d = (struct diags){.words = words, .words_ctx = words_ctx};
	arena_init(&d->arena);
}

void diags_release(struct diags *d)
{
	arena_release(&d->arena);
	diags_init(d, d->words, d->words_ctx);
}

const char *diag_code(enum diag_id id)
{
	return ids[id].code;
}

const char *diag_name(enum diag_id id)
{
	return ids[id].name;
}

enum severity diag_severity(enum diag_id id)
{
	return ids[id].severity;
}

/*
 * The line around `offset`, which is its byte *start, without its end; columns of a first line count from behind a
 * byte order mark.
 */
static struct str line_at(struct str text, size_t offset, size_t *start)
{
	if (!text.p || offset > text.n)
		return STR_NONE;
	size_t from = offset, to = offset;
	while (from > 0 && text.p[from - 1] != '\n' && text.p[from - 1] != '\r')
		from--;
	while (to < text.n && text.p[to] != '\n' && text.p[to] != '\r')
		to++;
	if (from == 0 && str_starts(text, STR("\xef\xbb\xbf")) && offset >= 3)
		from = 3;
	*start = offset - from;
	return str_sub(text, from, to);
}

__attribute__((format_arg(2))) static const char *translated(const struct diags *d, const char *format)
{
	return d->words ? d->words(d->words_ctx, format) : format;
}

/* A line of megabytes may hold every mistake there is: neighbours on one line share one copy of it. */
static void set_place(struct diags *d, struct diag *new, const struct source_file *file)
{
	const struct diag *last = new > d->items ? new - 1 : NULL;
	struct str line = new->span.line ? line_at(file->text, new->span.offset, &new->start) : STR_NONE;
	bool shared = last && last->line.p && last->span.line == new->span.line && str_eq(last->line, line);
	new->file = last && str_eq(last->file, file->name) ? last->file : arena_str(&d->arena, file->name);
	if (line.p)
		new->line = shared ? last->line : arena_str(&d->arena, line);
}

static struct diag_tally *tally_of(struct diags *d, struct str file)
{
	for (size_t i = d->n_tallies; i > 0; i--)
		if (str_eq(d->tallies[i - 1].file, file))
			return &d->tallies[i - 1];
	struct diag_tally *tallies = arena_grow(&d->arena, d->tallies, d->n_tallies, &d->cap_tallies, sizeof *tallies);
	struct str name = arena_str(&d->arena, file);
	if (!tallies || !name.p)
		return NULL;
	d->tallies = tallies;
	tallies[d->n_tallies] = (struct diag_tally){.file = name};
	return &tallies[d->n_tallies++];
}

/* Whether one more of the file may be told; says once that there are more. */
static bool has_room(struct diags *d, enum diag_id id, const struct source_file *file, struct span at)
{
	struct diag_tally *t = tally_of(d, file->name);
	if (!t) {
		d->failed = true;
		return false;
	}
	if (id == DIAG_TOO_MANY_MISTAKES) { /* who reads the file counts too, to stop reading */
		bool first = t->told <= LIMIT_YAML_MISTAKES;
		t->told = LIMIT_YAML_MISTAKES + 1;
		return first;
	}
	if (t->told == LIMIT_YAML_MISTAKES)
		diag_add(d, DIAG_TOO_MANY_MISTAKES, file, at, "more mistakes stand in this file than the %d told here",
			 (int)LIMIT_YAML_MISTAKES);
	if (t->told >= LIMIT_YAML_MISTAKES)
		return false;
	t->told++;
	return true;
}

void diag_add(struct diags *d, enum diag_id id, const struct source_file *file, struct span at, const char *format, ...)
{
	file = at.file ? at.file : file;
	bool room = !file || has_room(d, id, file, at);
	struct diag *items = room ? arena_grow(&d->arena, d->items, d->n, &d->cap, sizeof *items) : NULL;
	if (diag_severity(id) == DIAG_ERROR)
		d->errors++;
	else
		d->warnings++;
	d->dropped = !items;
	if (!items) {
		d->failed |= room;
		return;
	}
	d->items = items;

	struct diag *new = &d->items[d->n++];
	*new = (struct diag){.id = id, .span = at};
	if (file)
		set_place(d, new, file);
	va_list args;
	va_start(args, format);
	new->text = arena_vprintf(&d->arena, translated(d, format), args);
	va_end(args);
	d->failed |= d->arena.failed;
}

void diag_hint(struct diags *d, const char *format, ...)
{
	if (!d->n || d->dropped)
		return;
	va_list args;
	va_start(args, format);
	d->items[d->n - 1].hint = arena_vprintf(&d->arena, translated(d, format), args);
	va_end(args);
}

void diag_instead(struct diags *d, struct str text)
{
	if (d->n && !d->dropped)
		d->items[d->n - 1].instead = arena_str(&d->arena, text);
}

static size_t file_rank(const struct diags *d, struct str file)
{
	size_t i = 0;
	while (i < d->n && !str_eq(d->items[i].file, file))
		i++;
	return i;
}

static bool stands_before(const struct diag *a, size_t rank_a, const struct diag *b, size_t rank_b)
{
	if (rank_a != rank_b)
		return rank_a < rank_b;
	if (a->span.line != b->span.line)
		return a->span.line < b->span.line;
	return a->span.col < b->span.col;
}

/* Insertion: stable, and a file's mistakes come nearly sorted. Ranks are taken before anything moves. */
void diags_sort(struct diags *d)
{
	size_t *rank = ARENA_ARRAY(&d->arena, d->n, size_t);
	if (!rank)
		return;
	for (size_t i = 0; i < d->n; i++)
		rank[i] = file_rank(d, d->items[i].file);
	for (size_t i = 1; i < d->n; i++) {
		struct diag moved = d->items[i];
		size_t moved_rank = rank[i], j = i;
		for (; j > 0 && stands_before(&moved, moved_rank, &d->items[j - 1], rank[j - 1]); j--) {
			d->items[j] = d->items[j - 1];
			rank[j] = rank[j - 1];
		}
		d->items[j] = moved;
		rank[j] = moved_rank;
	}
}
