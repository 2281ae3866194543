#include "registry/line_blocks.h"

#include "base/limits.h"
#include "os/crew.h"
#include "registry/block_fill.h"
#include "registry/json_line.h"
#include "registry/json_window.h"
#include "registry/line_shapes.h"
#include "text/utf8_check.h"

#include <stdlib.h>

enum {
	BLOCK_BYTES = 256 * 1024,
	BLOCK_LINES = 2048,             /* at most */
	BLOCK_CELLS = 128 * 1024,       /* at most */
	SPARE_BLOCKS = 2,               /* beside one for each that works */
	UNCUT_LINES = 4096, UNCUT_PART = 4, /* more of them, and more than one in so many: blocks are no gain */
};

struct line {
	uint32_t start, end; /* in the block, without the line's end */
	uint32_t line;       /* physical ones before it in the block */
	uint32_t mark, n_quotes; /* its quotes; none where it also has backslashes */
	uint32_t what;       /* as `look` said */
	uint32_t from, to;   /* the cell that was named */
};

struct block {
	char *room, *p;       /* LINE_GLUE_BYTES behind the room's beginning */
	size_t n;             /* bytes in lines that were taken; behind them an object begins */
	struct marks marks;   /* of quotes, and as others line ends and backslashes */
	struct line *lines;
	size_t n_lines, n_physical;
	bool ends;            /* the line behind those ends the blocks: it may bring new keys */
	size_t n_uncut;       /* lines that were not cut */
	struct row_count *counts;
	size_t n_counts;
	uint32_t *cells;      /* of each line, as of struct raw_row: where its cells begin, then where they end */
};

/* Lines that one thread looks at together. */
struct bench {
	struct raw_row rows[RAW_ROWS];
	uint32_t lines[RAW_ROWS], what[RAW_ROWS];
	size_t n;
	struct buf name;
	struct line_shapes *shapes;
};

struct line_blocks {
	struct line_blocks_options options;
	struct crew *crew;
	struct block *blocks;
	size_t n_blocks, cap_lines;
	struct bench *benches;
	/* of whoever takes */
	char *rest;           /* bytes behind the last line that was taken, from rest_at on */
	size_t rest_at, n_rest, cap_rest;
	bool broken, no_memory; /* nothing more can be taken */
	/* of whoever is given */
	struct block *given;
	size_t next;
	bool over;
	uint64_t n_given, n_uncut;
	uint64_t number, line; /* before the block that is given */
};

/* --- bytes ---------------------------------------------------------------------------------------------------------------- */

static ssize_t read_more(void *ctx, char *p, size_t n)
{
	struct line_blocks *b = ctx;
	const size_t left = b->n_rest - b->rest_at, got = left < n ? left : n;
	if (!left)
		return b->options.read(b->options.source, p, n);
	memcpy(p, b->rest + b->rest_at, got);
	b->rest_at += got;
	return (ssize_t)got;
}

/* Those that are in no block go before what is left of those that were. */
static bool keep_rest(struct line_blocks *b, struct str text)
{
	const size_t left = b->n_rest - b->rest_at, n = text.n + left;
	if (left || n > b->cap_rest) {
		char *rest = malloc(n + 1);
		if (!rest)
			return false;
		if (left)
			memcpy(rest + text.n, b->rest + b->rest_at, left);
		free(b->rest);
		b->rest = rest;
		b->cap_rest = n;
	}
	if (text.n)
		memcpy(b->rest, text.p, text.n);
	b->rest_at = 0;
	b->n_rest = n;
	return true;
}

/* --- taking: lines, and their cells ------------------------------------------------------------------------------------- */

/* A line while its end is sought. */
struct taking {
	struct line_blocks *b;
	struct block *k;
	size_t n;           /* bytes in the block */
	size_t start, mark; /* of the line; the place of its first mark */
	size_t other;       /* which of the others comes next */
	size_t end, last;   /* of the line, without its end; the place of its first mark behind it */
	size_t next;        /* where the next line begins */
	bool escapes;       /* it holds a backslash */
	uint32_t line;      /* physical ones before it */
};

static inline size_t other_at(const struct taking *t)
{
	return t->k->marks.all[t->k->marks.others[t->other]];
}

static inline bool has_other(const struct taking *t, size_t at)
{
	return t->other < t->k->marks.n_others && other_at(t) == at;
}

/* Over a line end at `at`, which becomes the place behind it. CR LF is one; a CR alone is none here, nor is one whose LF is not in the block. */
static inline bool pass_line_end(struct taking *t, size_t *at)
{
	const char *p = t->k->p;
	const size_t lf = *at + (size_t)(p[*at] == '\r');
	if (lf >= t->n || p[lf] != '\n')
		return false;
	t->other += lf > *at ? 2 : 1;
	*at = lf + 1;
	return true;
}

/* To the line's end; false where it is not in the block, or a CR alone is before it. */
static inline bool find_end(struct taking *t)
{
	const struct marks *m = &t->k->marks;
	t->escapes = false;
	while (t->other < m->n_others && t->k->p[other_at(t)] == '\\') {
		t->escapes = true;
		t->other++;
	}
	if (t->other == m->n_others)
		return false;
	t->last = m->others[t->other];
	t->next = t->end = m->all[t->last];
	return pass_line_end(t, &t->next);
}

/* Over blank lines. */
static inline uint32_t pass_blank(struct taking *t)
{
	uint32_t lines = 1;
	while (has_other(t, t->next) && t->k->p[t->next] != '\\' && pass_line_end(t, &t->next))
		lines++;
	return lines;
}

static inline bool ends_in_brace(const struct taking *t)
{
	return t->end > t->start && t->k->p[t->end - 1] == '}';
}

static inline void take_line(const struct taking *t)
{
	t->k->lines[t->k->n_lines++] = (struct line){.start = (uint32_t)t->start,
						     .end = (uint32_t)t->end,
						     .line = t->line,
						     .mark = (uint32_t)t->mark,
						     .n_quotes = t->escapes ? 0 : (uint32_t)(t->last - t->mark)};
}

/* Those behind which another begins. True where something ends the blocks. */
static bool take_lines(struct taking *t)
{
	struct block *k = t->k;
	bool ends = false;
	k->n_lines = 0;
	while (k->n_lines < t->b->cap_lines && find_end(t)) {
		const uint32_t lines = pass_blank(t);
		const size_t left = t->n - t->next;
		if (!left || (left == 1 && k->p[t->next] == '\r'))
			break;
		ends = !ends_in_brace(t) || k->p[t->next] != '{';
		if (ends)
			break;
		take_line(t);
		t->line += lines;
		t->start = t->next;
		t->mark = k->marks.others[t->other - 1] + 1;
	}
	/* a CR alone, which only lines of others have */
	return ends || (k->n_lines < t->b->cap_lines && t->other < k->marks.n_others && k->p[other_at(t)] == '\r' && other_at(t) + 1 < t->n);
}

static bool take(void *ctx, void *piece)
{
	static const struct mark_set set = {{'"', '\n', '\r', '\\'}};
	struct line_blocks *b = ctx;
	struct block *k = piece;
	if (b->broken)
		return false;
	struct taking t = {.b = b, .k = k};
	b->broken = !block_fill(k->p, &t.n, b->options.block_bytes, read_more, b);
	k->marks.n = k->marks.n_others = 0;
	marks_find(b->options.way, &k->marks, k->p, 0, t.n, &set);
	const bool ends = take_lines(&t);
	k->n = t.start;
	k->n_physical = t.line;
	b->no_memory |= !keep_rest(b, (struct str){k->p + k->n, t.n - k->n});
	b->broken |= ends || !k->n_lines || b->no_memory;
	return k->n_lines;
}

/* --- looking ---------------------------------------------------------------------------------------------------------- */

static void look_at_rows(const struct line_blocks *b, struct block *k, size_t worker)
{
	const struct row_hooks *hooks = b->options.hooks;
	struct bench *bench = &b->benches[worker];
	const struct raw_rows rows = {.p = k->p, .rows = bench->rows, .n = bench->n};
	size_t cell = 0;
	k->n_counts += hooks->look(hooks->ctx, worker, &rows, bench->what, k->counts + k->n_counts, &cell);
	for (size_t i = 0; i < rows.n; i++) {
		struct line *line = &k->lines[bench->lines[i]];
		line->what = bench->what[i];
		if (line->what < ROW_COUNTED) {
			const struct str text = raw_cell(&rows, i, cell);
			line->from = (uint32_t)(text.p - k->p);
			line->to = line->from + (uint32_t)text.n;
		}
	}
	bench->n = 0;
}

/* May a line that was not cut bring keys that no line before had? */
static bool is_new(const struct line_blocks *b, struct buf *name, struct str line)
{
	struct json_reader r;
	struct json_token t;
	bool new = false;
	json_reader_init(&r, json_text_read, &line);
	while (!new && json_reader_next(&r, &t) < JSON_END)
		new = (t.kind == JSON_OBJECT && r.depth > 1) || (t.kind == JSON_KEY && !b->options.is_known(b->options.ctx, name, t.text));
	new |= t.kind == JSON_NO_MEMORY || name->failed;
	json_reader_release(&r);
	return new;
}

/* False where it ends the blocks. */
static inline bool look_at_line(const struct line_blocks *b, struct block *k, size_t i, size_t worker, bool clean, bool cut)
{
	struct bench *bench = &b->benches[worker];
	struct line *line = &k->lines[i];
	const struct str text = {k->p + line->start, line->end - line->start};
	line->what = ROW_UNKNOWN;
	if (!cut) {
		k->n_uncut++;
		return !is_new(b, &bench->name, text);
	}
	bench->rows[bench->n] = (struct raw_row){k->cells + i * 2 * b->options.n_columns, b->options.n_columns};
	bench->lines[bench->n] = (uint32_t)i;
	bench->n += clean || json_line_is_plain(text);
	if (bench->n == RAW_ROWS)
		look_at_rows(b, k, worker);
	return true;
}

/* The lines from the first on, LINE_BATCH at most. Returns which comes next: k->n_lines, or less where one of them ends the blocks. */
static size_t look_at_lines(const struct line_blocks *b, struct block *k, size_t first, size_t worker, bool clean)
{
	const size_t left = k->n_lines - first, n = left < LINE_BATCH ? left : LINE_BATCH, n_columns = b->options.n_columns;
	struct quoted_line lines[LINE_BATCH];
	bool cut[LINE_BATCH];
	if (!n)
		return first;
	for (size_t i = 0; i < n; i++) {
		const struct line *line = &k->lines[first + i];
		lines[i] = (struct quoted_line){.p = k->p, .start = line->start, .end = line->end, .quotes = k->marks.all + line->mark, .n_quotes = line->n_quotes, .way = b->options.way};
	}
	line_cut(b->options.keys, b->benches[worker].shapes, lines, n, k->cells + first * 2 * n_columns, n_columns, cut);
	for (size_t i = 0; i < n; i++)
		if (!look_at_line(b, k, first + i, worker, clean, cut[i]))
			return first + i;
	return first + n;
}

static void look(void *ctx, void *piece, size_t worker)
{
	const struct line_blocks *b = ctx;
	struct block *k = piece;
	const struct str all = {k->p, k->n};
	const bool clean = utf8_lines_are_clean(b->options.way, all);
	size_t i = 0, from;
	k->n_uncut = k->n_counts = b->benches[worker].n = 0;
	do {
		from = i;
		i = look_at_lines(b, k, from, worker, clean);
	} while (i < k->n_lines && i - from == LINE_BATCH);
	look_at_rows(b, k, worker);
	k->ends = i < k->n_lines;
	k->n_lines = i;
}

/* --- giving -------------------------------------------------------------------------------------------------------------- */

static void give(const struct line_blocks *b, size_t i, struct line_event *out)
{
	const struct block *k = b->given;
	const struct line *line = &k->lines[i];
	const size_t next = i + 1 < k->n_lines || k->ends ? k->lines[i + 1].start : k->n;
	*out = (struct line_event){.what = line->what, .number = b->number + i, .line = b->line + line->line};
	out->answer = line->what == ROW_UNKNOWN ? BLOCK_UNKNOWN : BLOCK_TOLD;
	if (out->answer == BLOCK_UNKNOWN) {
		out->text = (struct str){k->p + line->start, next + 1 - line->start};
		return;
	}
	out->number++;
	out->cell = (struct str){k->p + line->from, line->to - line->from};
}

/* Too many lines are read twice. */
static bool is_useless(const struct line_blocks *b)
{
	return b->n_uncut > UNCUT_LINES && b->n_uncut > b->n_given / UNCUT_PART;
}

/* No more blocks: what was looked at behind the given one was so in vain, and is left with all that was read. */
static void finish(struct line_blocks *b)
{
	const struct block *k = b->given;
	const size_t at = k->ends ? k->lines[k->n_lines].start : k->n;
	struct buf left;
	buf_init(&left);
	buf_add(&left, (struct str){k->p + at, k->n - at});
	crew_pause(b->crew);
	b->broken = true;
	crew_go_on(b->crew);
	while ((k = crew_next(b->crew)) != NULL)
		buf_add(&left, (struct str){k->p, k->n});
	b->no_memory |= left.failed || !keep_rest(b, buf_str(&left));
	b->over = true;
	buf_release(&left);
}

/* The next block; false behind the last. */
static bool open_block(struct line_blocks *b)
{
	const struct row_hooks *hooks = b->options.hooks;
	b->given = b->over ? NULL : crew_next(b->crew);
	b->next = 0;
	if (!b->given)
		return false;
	b->n_given += b->given->n_lines;
	b->n_uncut += b->given->n_uncut;
	hooks->count(hooks->ctx, b->given->counts, b->given->n_counts);
	return true;
}

static void close_block(struct line_blocks *b)
{
	const struct block *k = b->given;
	b->number += k->n_lines;
	b->line += k->ends ? k->lines[k->n_lines].line : k->n_physical;
	if (k->ends || is_useless(b))
		finish(b);
	b->given = NULL;
}

enum blocks_status line_blocks_next(struct line_blocks *b, struct line_event *out)
{
	if (!b->given && !open_block(b))
		return b->no_memory ? BLOCKS_NO_MEMORY : BLOCKS_END;
	const struct block *k = b->given;
	while (b->next < k->n_lines && k->lines[b->next].what == ROW_COUNTED)
		b->next++;
	if (b->next < k->n_lines) {
		give(b, b->next++, out);
		return BLOCKS_EVENT;
	}
	close_block(b);
	return BLOCKS_PASSED;
}

void line_blocks_more(struct line_blocks *b)
{
	b->number++;
}

uint64_t line_blocks_number(const struct line_blocks *b)
{
	return b->number;
}

uint64_t line_blocks_line(const struct line_blocks *b)
{
	return b->line;
}

bool line_blocks_useless(const struct line_blocks *b)
{
	return is_useless(b);
}

void line_blocks_pause(struct line_blocks *b)
{
	crew_pause(b->crew);
}

void line_blocks_go_on(struct line_blocks *b)
{
	crew_go_on(b->crew);
}

struct str line_blocks_left(const struct line_blocks *b)
{
	return (struct str){b->rest + b->rest_at, b->n_rest - b->rest_at};
}

/* --- beginning and end -------------------------------------------------------------------------------------------------- */

static bool make_block(struct block *k, const struct line_blocks *b)
{
	const size_t bytes = b->options.block_bytes;
	k->room = calloc(1, LINE_GLUE_BYTES + bytes + LINE_SLACK + RAW_CELL_SLACK);
	k->lines = malloc(b->cap_lines * sizeof *k->lines);
	k->counts = malloc(b->cap_lines * sizeof *k->counts);
	k->cells = malloc(b->cap_lines * 2 * (b->options.n_columns + 1) * sizeof *k->cells);
	k->marks.all = calloc(bytes + MARKS_SLACK, sizeof *k->marks.all);
	k->marks.others = malloc((bytes + MARKS_SLACK) * sizeof *k->marks.others);
	k->p = k->room ? k->room + LINE_GLUE_BYTES : NULL;
	return k->room && k->lines && k->counts && k->cells && k->marks.all && k->marks.others;
}

static bool make(struct line_blocks *b)
{
	const size_t jobs = b->options.hooks->jobs;
	b->n_blocks = jobs + SPARE_BLOCKS;
	b->blocks = calloc(b->n_blocks, sizeof *b->blocks);
	void **pieces = calloc(b->n_blocks, sizeof *pieces);
	b->benches = calloc(jobs, sizeof *b->benches);
	bool made = b->blocks && b->benches && pieces && keep_rest(b, b->options.left);
	for (size_t i = 0; made && i < jobs; i++) {
		buf_init(&b->benches[i].name);
		made = (b->benches[i].shapes = line_shapes_new(b->options.n_columns)) != NULL;
	}
	for (size_t i = 0; made && i < b->n_blocks; i++) {
		made = make_block(&b->blocks[i], b);
		pieces[i] = &b->blocks[i];
	}
	if (made)
		b->crew = crew_new(&(struct crew_job){take, look, b}, jobs, pieces, b->n_blocks);
	free(pieces);
	return b->crew;
}

struct line_blocks *line_blocks_new(const struct line_blocks_options *options)
{
	struct line_blocks *b = calloc(1, sizeof *b);
	if (!b)
		return NULL;
	b->options = *options;
	if (!b->options.block_bytes)
		b->options.block_bytes = BLOCK_BYTES;
	b->cap_lines = BLOCK_CELLS / (options->n_columns + 1) < BLOCK_LINES ? BLOCK_CELLS / (options->n_columns + 1) : BLOCK_LINES;
	b->number = options->number;
	b->line = options->line;
	if (make(b))
		return b;
	line_blocks_free(b);
	return NULL;
}

void line_blocks_free(struct line_blocks *b)
{
	if (!b)
		return;
	crew_free(b->crew);
	for (size_t i = 0; b->blocks && i < b->n_blocks; i++) {
		free(b->blocks[i].room);
		free(b->blocks[i].lines);
		free(b->blocks[i].cells);
		free(b->blocks[i].counts);
		free(b->blocks[i].marks.all);
		free(b->blocks[i].marks.others);
	}
	free(b->blocks);
	for (size_t i = 0; b->benches && i < b->options.hooks->jobs; i++) {
		buf_release(&b->benches[i].name);
		free(b->benches[i].shapes);
	}
	free(b->benches);
	free(b->rest);
	free(b);
}
