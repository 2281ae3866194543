#include "registry/blocks.h"

#include "base/limits.h"
#include "os/crew.h"
#include "registry/block_fill.h"

#include <stdlib.h>

enum {
	BLOCK_BYTES = 256 * 1024,
	BLOCK_RECORDS = 16 * 1024, /* at most */
	SPARE_BLOCKS = 2,          /* beside one for each that works */
	QUOTED_COLUMNS = 256,      /* records with more, and with quotes, are read by the scanner */
	QUOTED_PLACES = 8192,      /* of cells of records with quotes that are looked at together */
};

/* How a record ends: the place of its line end among the marks, and what it has. */
#define END_AT UINT32_C(0x3fffffff)
#define END_QUOTED UINT32_C(0x40000000) /* there are quotes in it */
#define END_LINES UINT32_C(0x80000000) /* there are line ends within its quotes */

struct noted {
	uint32_t start, end; /* of the record in the block, without the end of its line */
	uint32_t index, line; /* of the record and its first line, from those before the block */
	uint32_t what;
	uint32_t from, to;   /* the cell that was named */
};

struct block {
	char *p;
	size_t n;             /* bytes in whole records */
	uint64_t number, line; /* of the record before; of the first line */
	struct marks marks;   /* of separators, and as others line ends and quotes; marks.all[-1] is just before the block */
	const uint32_t *ends; /* of the records: END_… */
	uint32_t *ends_room;  /* where they stand unless it is plain */
	size_t n_records;
	bool plain;           /* its marks are those of marks_find_fields: its records end at the others among them, and nothing is said of quotes */
	bool quotes;          /* then: there are some */
	unsigned line_end;    /* then: bytes of one, which are as many marks */
	bool skips;           /* its first byte is the LF of the CR LF before */
	bool clean;           /* all of it */
	struct noted *noted;  /* those that somebody has to see */
	size_t n_noted;
	struct row_count *counts; /* the others */
	size_t n_counts;
};

/* A record that is looked at, as of struct noted. */
struct gathered {
	uint32_t index, line;
};

/* What one thread looks at together. */
struct bench {
	struct raw_row rows[RAW_ROWS];
	struct gathered records[RAW_ROWS];
	uint32_t what[RAW_ROWS];
	size_t n;
	struct gathered unseen[RAW_ROWS]; /* between them: those that must be read */
	size_t n_unseen;
	uint32_t quoted[QUOTED_PLACES]; /* of each row with quotes where its cells begin, then where they end */
	size_t n_quoted;
};

struct blocks {
	struct csv *csv;
	struct blocks_options options;
	struct crew *crew;
	struct block *blocks;
	size_t n_blocks;
	struct bench *benches;
	size_t n_benches;
	/* of whoever takes */
	char *rest;           /* bytes behind the last whole record: of those already read */
	size_t n_rest, cap_rest;
	uint64_t number, line;
	bool skip_lf;
	unsigned untried, n_untried; /* blocks that are yet not to be tried as plain ones; how many that were after the last */
	bool broken;          /* nothing more can be taken */
	/* of whoever is given */
	struct block *given;
	size_t next;
	struct csv scanner;   /* over one record */
	uint64_t seen;
};

/* --- filling a block ---------------------------------------------------------------------------------------------------- */

/* From what was read before, then from the input. -1: it failed; what was read so far stands in rest. */
static ssize_t read_more(void *ctx, char *p, size_t n)
{
	struct blocks *b = ctx;
	struct csv *c = b->csv;
	const size_t left = c->n - c->at;
	if (left) {
		const size_t got = left < n ? left : n;
		memcpy(p, c->p + c->at, got);
		c->at += got;
		c->start = c->at;
		return (ssize_t)got;
	}
	if (c->ended)
		return 0;
	const ssize_t got = c->read(c->ctx, p, n);
	c->ended = got == 0;
	return got;
}

static void fill(struct blocks *b, struct block *k)
{
	k->n = b->n_rest;
	if (k->n)
		memcpy(k->p, b->rest, k->n);
	b->n_rest = 0;
	b->broken = !block_fill(k->p, &k->n, b->options.block_bytes, read_more, b);
}

/* --- records of a block ----------------------------------------------------------------------------------------------- */

static inline size_t record_end(const struct block *k, size_t i)
{
	return k->marks.all[k->plain ? k->ends[i * k->line_end] : k->ends[i] & END_AT];
}

/* Where the record behind the line end at `end` begins. */
static inline size_t start_behind(const struct block *k, size_t end)
{
	const size_t start = end + 1;
	return start + (k->p[end] == '\r' && start < k->n && k->p[start] == '\n');
}

static inline size_t record_start(const struct block *k, size_t i)
{
	return i ? start_behind(k, record_end(k, i - 1)) : k->skips;
}

/* --- taking: whole records, by their ends --------------------------------------------------------------------------- */

/* One record while its end is sought among line ends and quotes. */
struct cutting {
	const char *p;
	const struct marks *marks;
	size_t at; /* the other mark that is looked at */
	size_t n;
	size_t start;
	char separator;
	uint32_t flags;
};

/* Where the i-th line end or quote stands. */
static inline size_t other_at(const struct cutting *c, size_t i)
{
	return c->marks->all[c->marks->others[i]];
}

static inline bool is_quote(const struct cutting *c, size_t i)
{
	return i < c->marks->n_others && c->p[other_at(c, i)] == '"';
}

/* Behind the quotes that open at the present mark; false where they do not close within the block. */
static bool pass_quotes(struct cutting *c)
{
	size_t i = c->at + 1;
	for (;;) {
		for (; i < c->marks->n_others && !is_quote(c, i); i++)
			c->flags |= END_LINES;
		if (i == c->marks->n_others || other_at(c, i) + 1 == c->n)
			return false;
		if (!is_quote(c, i + 1) || other_at(c, i + 1) != other_at(c, i) + 1)
			break;
		i += 2;
	}
	c->at = i + 1;
	return true;
}

/* To the end of the record's line; false where it is not in the block. */
static inline bool pass_record(struct cutting *c)
{
	c->flags = 0;
	while (c->at < c->marks->n_others) {
		const size_t to = other_at(c, c->at);
		if (c->p[to] != '"')
			return c->p[to] == '\n' || to + 1 < c->n;
		const bool opens = to == c->start || c->p[to - 1] == c->separator;
		c->flags |= END_QUOTED;
		if (!opens)
			c->at++;
		else if (!pass_quotes(c))
			return false;
	}
	return false;
}

/* Where they end; returns where the last of them does, behind its line end. */
static size_t find_ends(struct block *k, char separator)
{
	struct cutting c = {.p = k->p, .marks = &k->marks, .at = k->skips, .n = k->n, .start = k->skips, .separator = separator};
	k->n_records = 0;
	while (k->n_records < BLOCK_RECORDS && pass_record(&c)) {
		const uint32_t place = k->marks.others[c.at++], end = k->marks.all[place];
		k->ends_room[k->n_records++] = place | c.flags;
		c.start = end + 1u;
		if (k->p[end] == '\r' && k->p[c.start] == '\n') {
			c.start++;
			c.at++;
		}
	}
	k->ends = k->ends_room;
	return c.start;
}

/* The same of a plain block. */
static size_t take_ends(struct block *k)
{
	const size_t n = k->marks.n_others / k->line_end;
	k->n_records = n < BLOCK_RECORDS ? n : BLOCK_RECORDS;
	k->ends = k->marks.others;
	return record_end(k, k->n_records - 1) + k->line_end;
}

/* Finds its marks where it is plain; false where it is not, or was not tried: blocks that are not plain seldom come alone. */
static bool find_plain_marks(struct blocks *b, struct block *k)
{
	enum { MOST_UNTRIED = 32 };
	struct fields_seen seen;
	if (k->skips || b->untried) {
		b->untried -= b->untried > 0;
		return false;
	}
	if (!marks_find_fields(b->csv->way, &k->marks, k->p, k->n, b->csv->separator, &seen)) {
		b->n_untried = b->n_untried < MOST_UNTRIED / 2 ? 2 * b->n_untried + 1 : MOST_UNTRIED;
		b->untried = b->n_untried;
		return false;
	}
	b->n_untried = 0;
	k->quotes = seen.quotes;
	k->line_end = seen.cr ? 2 : 1;
	return k->marks.n_others >= k->line_end;
}

/* Finds the whole records of the block; the bytes behind them become the rest. */
static void cut_records(struct blocks *b, struct block *k)
{
	const struct mark_set set = {{b->csv->separator, '\n', '\r', '"'}};
	size_t behind;
	k->skips = b->skip_lf && k->n && k->p[0] == '\n';
	k->plain = find_plain_marks(b, k);
	if (k->plain) {
		behind = take_ends(k);
	} else {
		k->marks.n = k->marks.n_others = 0;
		marks_find(b->csv->way, &k->marks, k->p, 0, k->n, &set);
		behind = find_ends(k, b->csv->separator);
	}
	k->n = k->n_records ? behind : 0;
}

static bool keep_rest(struct blocks *b, const struct block *k, size_t n)
{
	const size_t left = n - k->n;
	if (left > b->cap_rest) {
		char *rest = realloc(b->rest, left);
		if (!rest)
			return false;
		b->rest = rest;
		b->cap_rest = left;
	}
	if (left)
		memcpy(b->rest, k->p + k->n, left);
	b->n_rest = left;
	return true;
}

/* Line ends within p[from, to): CR LF is one. */
static uint32_t count_lines(const char *p, size_t from, size_t to)
{
	uint32_t n = 0;
	for (size_t i = from; i < to; i++)
		n += p[i] == '\r' || (p[i] == '\n' && !(i > from && p[i - 1] == '\r'));
	return n;
}

static uint32_t block_lines(const struct block *k)
{
	uint32_t lines = (uint32_t)k->n_records;
	for (size_t i = 0; !k->plain && i < k->n_records; i++)
		if (k->ends[i] & END_LINES)
			lines += count_lines(k->p, record_start(k, i), record_end(k, i));
	return lines;
}

static bool take(void *ctx, void *piece)
{
	struct blocks *b = ctx;
	struct block *k = piece;
	if (b->broken)
		return false;
	fill(b, k);
	const size_t n = k->n;
	cut_records(b, k);
	const bool kept = keep_rest(b, k, n);
	b->broken |= !kept || !k->n_records;
	b->csv->failed |= !kept;
	if (!k->n_records)
		return false;
	k->number = b->number;
	k->line = b->line;
	b->number += k->n_records;
	b->line += block_lines(k);
	b->skip_lf = false; /* a block ends behind whole line ends */
	return true;
}

/* --- looking -------------------------------------------------------------------------------------------------------- */

/* The present record. */
struct looking {
	struct blocks *b;
	struct block *k;
	struct bench *bench;
	size_t worker;
	size_t mark, last;  /* the places of its first mark and of its line end */
	size_t other;       /* among others, of the first in it */
	size_t start, end;
};

/* The fields of a record with quotes, as of struct raw_row. */
struct quoted_cells {
	uint32_t *before, *to;
	size_t n, most;
};

/* Fields that end at marks from `mark` to before `behind`, the first of which begins behind the mark before it. False where they are too many. */
static bool add_plain(struct quoted_cells *out, const uint32_t *marks, size_t mark, size_t behind)
{
	const size_t n = behind - mark;
	if (n > out->most - out->n)
		return false;
	memcpy(out->before + out->n, marks + mark - 1, n * sizeof *marks);
	memcpy(out->to + out->n, marks + mark, n * sizeof *marks);
	out->n += n;
	return true;
}

/* The field whose quotes open at the mark; its closing quote is at *close. False where it holds quotes, or text stands before or behind them. */
static bool add_quoted(struct quoted_cells *out, struct looking *l, size_t open, size_t *close)
{
	const char *p = l->k->p;
	const struct marks *marks = &l->k->marks;
	const uint32_t from = marks->all[open];
	if (p[from] != '"' || from != (marks->all + open)[-1] + 1 || out->n == out->most)
		return false;
	do
		*close = marks->others[++l->other];
	while (*close < l->last && p[marks->all[*close]] != '"');
	const uint32_t to = marks->all[*close];
	if (*close >= l->last || (to + 1 != l->end && p[to + 1] != l->b->csv->separator))
		return false;
	out->before[out->n] = from;
	out->to[out->n++] = to;
	return true;
}

/* A record with quotes: between them its fields are as a plain one's. False where it takes the scanner. */
static bool cut_quoted(struct looking *l, struct raw_row *out)
{
	const struct marks *marks = &l->k->marks;
	const size_t n_columns = l->b->options.n_columns;
	uint32_t *places = l->bench->quoted + l->bench->n_quoted;
	struct quoted_cells cells = {.before = places, .to = places + n_columns, .most = n_columns};
	size_t mark = l->mark;
	if (n_columns > QUOTED_COLUMNS)
		return false;
	for (; marks->others[l->other] < l->last; l->other++) {
		const size_t open = marks->others[l->other];
		size_t close;
		if (!add_plain(&cells, marks->all, mark, open) || !add_quoted(&cells, l, open, &close))
			return false;
		mark = close + 2; /* behind the separator, or the end of the line */
	}
	if (mark <= l->last && !add_plain(&cells, marks->all, mark, l->last + 1))
		return false;
	*out = (struct raw_row){places, n_columns};
	l->bench->n_quoted += 2 * n_columns;
	return cells.n == n_columns;
}

/* A record without: its fields are between the marks. */
static inline bool cut_plain(const struct looking *l, struct raw_row *out)
{
	*out = (struct raw_row){l->k->marks.all + l->mark - 1, 1};
	return l->last + 1 - l->mark == l->b->options.n_columns;
}

static bool is_clean(const struct looking *l, size_t start, size_t end)
{
	return l->b->options.is_clean(l->b->options.ctx, (struct str){l->k->p + start, end - start});
}

static inline bool can_be_seen(struct looking *l, bool quoted, struct raw_row *out)
{
	if (l->end - l->start > LIMIT_CELL_BYTES || !(quoted ? cut_quoted(l, out) : cut_plain(l, out)))
		return false;
	return l->k->clean || is_clean(l, l->start, l->end);
}

static struct noted *note(struct block *k, const struct gathered *r, uint32_t what)
{
	struct noted *noted = &k->noted[k->n_noted++];
	*noted = (struct noted){.start = (uint32_t)record_start(k, r->index), .end = (uint32_t)record_end(k, r->index), .index = r->index, .line = r->line, .what = what};
	return noted;
}

/* Those that must be read and stand before the record. */
static void note_unseen(struct looking *l, size_t *n, uint32_t before)
{
	for (; *n < l->bench->n_unseen && l->bench->unseen[*n].index < before; ++*n)
		note(l->k, &l->bench->unseen[*n], ROW_UNKNOWN);
}

/* What was gathered so far. */
static void look_at_rows(struct looking *l)
{
	const struct row_hooks *hooks = l->b->options.hooks;
	struct bench *bench = l->bench;
	const struct raw_rows rows = {l->k->p, bench->rows, bench->n, l->k->plain && l->k->quotes};
	size_t cell = 0, n_unseen = 0;
	l->k->n_counts += hooks->look(hooks->ctx, l->worker, &rows, bench->what, l->k->counts + l->k->n_counts, &cell);
	for (size_t i = 0; i < rows.n; i++) {
		if (bench->what[i] == ROW_COUNTED)
			continue;
		note_unseen(l, &n_unseen, bench->records[i].index);
		struct noted *noted = note(l->k, &bench->records[i], bench->what[i]);
		if (noted->what < ROW_COUNTED) {
			const struct str text = raw_cell(&rows, i, cell);
			noted->from = (uint32_t)(text.p - l->k->p);
			noted->to = noted->from + (uint32_t)text.n;
		}
	}
	note_unseen(l, &n_unseen, UINT32_MAX);
	bench->n = bench->n_unseen = bench->n_quoted = 0;
}

static inline void gather(struct looking *l, bool quoted, struct gathered record)
{
	struct bench *bench = l->bench;
	if (can_be_seen(l, quoted, &bench->rows[bench->n]))
		bench->records[bench->n++] = record;
	else
		bench->unseen[bench->n_unseen++] = record;
	if (bench->n == RAW_ROWS || bench->n_unseen == RAW_ROWS || bench->n_quoted > QUOTED_PLACES - 2 * QUOTED_COLUMNS)
		look_at_rows(l);
}

static void look_at_records(struct looking *l)
{
	struct block *k = l->k;
	uint32_t line = 0;
	for (uint32_t i = 0; i < k->n_records; i++) {
		const uint32_t flags = k->ends[i];
		l->last = flags & END_AT;
		l->end = k->marks.all[l->last];
		gather(l, flags & END_QUOTED, (struct gathered){i, line});
		line += 1 + (flags & END_LINES ? count_lines(k->p, l->start, l->end) : 0);
		l->start = start_behind(k, l->end);
		l->mark = l->last + (l->start - l->end); /* a line end is one mark, or two */
		while (l->other < k->marks.n_others && k->marks.others[l->other] < l->mark)
			l->other++;
	}
	look_at_rows(l);
}

/* The same of records of a plain block, up to RAW_ROWS from the i-th on: whether one has its cells is all that differs, and no processor has to guess it. */
static void look_at_some(struct looking *l, size_t i)
{
	const struct block *k = l->k;
	const uint32_t *marks = k->marks.all;
	struct bench *bench = l->bench;
	const size_t n_columns = l->b->options.n_columns, line_end = k->line_end;
	const size_t behind = k->n_records - i < RAW_ROWS ? k->n_records : i + RAW_ROWS;
	size_t n = 0, n_unseen = 0, mark = l->mark, start = l->start;
	for (; i < behind; i++) {
		const size_t last = k->ends[i * line_end], end = marks[last];
		const bool fits = (last + 1 - mark == n_columns) & (end - start <= LIMIT_CELL_BYTES) && (k->clean || is_clean(l, start, end));
		bench->rows[n] = (struct raw_row){marks + mark - 1, 1};
		bench->records[n] = bench->unseen[n_unseen] = (struct gathered){(uint32_t)i, (uint32_t)i};
		n += fits;
		n_unseen += !fits;
		mark = last + line_end;
		start = end + line_end;
	}
	l->mark = mark;
	l->start = start;
	bench->n = n;
	bench->n_unseen = n_unseen;
	look_at_rows(l);
}

static void look_at_plain(struct looking *l)
{
	for (size_t i = 0; i < l->k->n_records; i += RAW_ROWS)
		look_at_some(l, i);
}

static void look(void *ctx, void *piece, size_t worker)
{
	struct blocks *b = ctx;
	struct block *k = piece;
	struct looking l = {.b = b, .k = k, .bench = &b->benches[worker], .worker = worker, .mark = k->skips, .other = k->skips, .start = k->skips};
	k->n_noted = k->n_counts = l.bench->n = l.bench->n_unseen = l.bench->n_quoted = 0;
	k->clean = is_clean(&l, 0, k->n);
	if (k->plain)
		look_at_plain(&l);
	else
		look_at_records(&l);
}

/* --- giving ----------------------------------------------------------------------------------------------------------- */

static bool scan_one(struct blocks *b, const struct block *k, const struct noted *noted, struct record *out)
{
	struct csv *s = &b->scanner;
	csv_over(s, k->p + noted->start, noted->end + 1u - noted->start, k->number + noted->index, k->line + noted->line);
	return csv_next(s, out) == CSV_RECORD;
}

enum blocks_status blocks_next(struct blocks *b, struct block_event *out)
{
	if (!b->given) {
		b->given = crew_next(b->crew);
		b->next = 0;
		if (!b->given)
			return b->csv->failed ? BLOCKS_NO_MEMORY : BLOCKS_END;
		b->options.hooks->count(b->options.hooks->ctx, b->given->counts, b->given->n_counts);
	}
	const struct block *k = b->given;
	b->seen = k->number + k->n_records;
	if (b->next == k->n_noted) {
		b->given = NULL;
		return BLOCKS_PASSED;
	}
	const struct noted *noted = &k->noted[b->next++];
	*out = (struct block_event){
		.number = k->number + noted->index + 1,
		.answer = noted->what == ROW_UNKNOWN ? BLOCK_UNKNOWN : BLOCK_TOLD,
		.what = noted->what,
	};
	if (out->answer == BLOCK_TOLD)
		out->cell = (struct str){k->p + noted->from, noted->to - noted->from};
	else if (!scan_one(b, k, noted, &out->record))
		return BLOCKS_NO_MEMORY;
	return BLOCKS_EVENT;
}

uint64_t blocks_number(const struct blocks *b)
{
	return b->seen;
}

void blocks_pause(struct blocks *b)
{
	crew_pause(b->crew);
}

void blocks_go_on(struct blocks *b)
{
	crew_go_on(b->crew);
}

/* --- beginning and end -------------------------------------------------------------------------------------------------- */

static bool make_block(struct block *k, size_t bytes)
{
	k->p = calloc(1, bytes + RAW_CELL_SLACK);
	k->ends_room = malloc(BLOCK_RECORDS * sizeof *k->ends_room);
	k->noted = malloc((BLOCK_RECORDS + 1) * sizeof *k->noted);
	k->counts = malloc(BLOCK_RECORDS * sizeof *k->counts);
	k->marks.all = malloc((1 + bytes + MARKS_SLACK) * sizeof *k->marks.all);
	k->marks.others = malloc((bytes + MARKS_SLACK) * sizeof *k->marks.others);
	if (k->marks.all)
		*k->marks.all++ = UINT32_MAX; /* and one more is the first byte */
	return k->p && k->ends_room && k->noted && k->counts && k->marks.all && k->marks.others;
}

static bool make(struct blocks *b)
{
	bool made = true;
	b->n_benches = b->options.hooks->jobs;
	b->n_blocks = b->n_benches + SPARE_BLOCKS;
	b->blocks = calloc(b->n_blocks, sizeof *b->blocks);
	b->benches = calloc(b->n_benches, sizeof *b->benches);
	void **pieces = calloc(b->n_blocks, sizeof *pieces);
	made = b->blocks && b->benches && pieces;
	for (size_t i = 0; made && i < b->n_blocks; i++) {
		made = make_block(&b->blocks[i], b->options.block_bytes);
		pieces[i] = &b->blocks[i];
	}
	if (made)
		b->crew = crew_new(&(struct crew_job){take, look, b}, b->n_benches, pieces, b->n_blocks);
	free(pieces);
	return b->crew;
}

static void release(struct blocks *b)
{
	for (size_t i = 0; b->blocks && i < b->n_blocks; i++) {
		free(b->blocks[i].p);
		free(b->blocks[i].ends_room);
		free(b->blocks[i].noted);
		free(b->blocks[i].counts);
		free(b->blocks[i].marks.all ? b->blocks[i].marks.all - 1 : NULL);
		free(b->blocks[i].marks.others);
	}
	b->scanner.p = NULL; /* it was the block's */
	csv_release(&b->scanner);
	free(b->blocks);
	free(b->benches);
	free(b->rest);
	free(b);
}

static ssize_t nothing(void *ctx, char *p, size_t n)
{
	(void)ctx;
	(void)p;
	(void)n;
	return 0;
}

struct blocks *blocks_new(struct csv *c, const struct blocks_options *options)
{
	struct blocks *b = calloc(1, sizeof *b);
	if (!b)
		return NULL;
	b->csv = c;
	b->options = *options;
	if (!b->options.block_bytes)
		b->options.block_bytes = BLOCK_BYTES;
	b->number = b->seen = c->number;
	b->line = c->line;
	b->skip_lf = c->skip_lf;
	csv_init(&b->scanner, nothing, NULL);
	csv_set_separator(&b->scanner, c->separator);
	if (make(b))
		return b;
	release(b);
	return NULL;
}

bool blocks_free(struct blocks *b)
{
	bool good = true;
	if (b) {
		crew_free(b->crew);
		good = csv_resume(b->csv, (struct str){b->rest, b->n_rest}, b->number, b->line, b->skip_lf);
		release(b);
	}
	return good;
}
