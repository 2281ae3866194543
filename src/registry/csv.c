#include "registry/csv.h"

#include "base/limits.h"

#include <stdlib.h>

enum { PLAIN, QUOTE, SEPARATOR, LINE_FEED, CARRIAGE_RETURN };

enum {
	CHUNK = 256 * 1024, /* bytes asked for at once */
	KEPT = 1024,        /* of a record over its limit: what is shown of it */
};

/* How far a record has been read. */
enum state { FIELD_START, IN_FIELD, IN_QUOTES, BEHIND_QUOTE, BEHIND_CLOSED, DONE };

struct scan {
	struct csv *c;
	enum state state;
	size_t field;         /* where the present field begins, from the record's start */
	size_t n_fields;
	bool literal, over;   /* over: longer than its limit, its bytes are dropped */
	bool was_cr;          /* the last byte looked at inside quotes */
	uint64_t line;        /* the present one */
	uint64_t quote_line;  /* the last one on which a quote opened */
	size_t closed;        /* behind the quote that closed the field, from the record's start */
	uint64_t stray_line, stray_end; /* of the first quotes that do not belong together; 0: none */
	size_t raw;           /* bytes of the record without the end of its line */
};

static void forget_marks(struct csv *c)
{
	c->mark = c->record_mark = c->marks.n = 0;
	c->marked = c->at;
}

void csv_init(struct csv *c, csv_read_fn *read, void *ctx)
{
	*c = (struct csv){.read = read, .ctx = ctx, .line = 1, .way = marks_best()};
	c->class['"'] = QUOTE;
	c->class['\n'] = LINE_FEED;
	c->class['\r'] = CARRIAGE_RETURN;
	buf_init(&c->unquoted);
}

static ssize_t nothing_more(void *ctx, char *p, size_t n)
{
	(void)ctx;
	(void)p;
	(void)n;
	return 0;
}

void csv_init_bytes(struct csv *c, struct str bytes)
{
	csv_init(c, nothing_more, NULL);
	c->p = malloc(bytes.n + 1);
	c->failed = !c->p;
	c->ended = true;
	if (c->p && bytes.n) {
		memcpy(c->p, bytes.p, bytes.n);
		c->n = c->cap = bytes.n;
	}
}

void csv_over(struct csv *c, char *p, size_t n, uint64_t number, uint64_t line)
{
	c->p = p;
	c->n = c->cap = n;
	c->start = c->at = 0;
	c->ended = true;
	c->skip_lf = false;
	c->number = number;
	c->line = line;
	forget_marks(c);
}

bool csv_resume(struct csv *c, struct str rest, uint64_t number, uint64_t line, bool skip_lf)
{
	const size_t left = c->n - c->at, cap = rest.n + left + 2 * CHUNK;
	char *p = malloc(cap);
	if (!p)
		return false;
	if (rest.n)
		memcpy(p, rest.p, rest.n);
	if (left)
		memcpy(p + rest.n, c->p + c->at, left);
	free(c->p);
	const bool ended = c->ended;
	csv_over(c, p, rest.n + left, number, line);
	c->cap = cap;
	c->ended = ended;
	c->skip_lf = skip_lf;
	return true;
}

void csv_release(struct csv *c)
{
	free(c->p);
	free(c->parts);
	free(c->fields);
	free(c->marks.all);
	buf_release(&c->unquoted);
	*c = (struct csv){0};
}

void csv_set_separator(struct csv *c, char separator)
{
	c->class[(unsigned char)separator] = SEPARATOR;
	c->separator = separator;
	forget_marks(c);
}

/* --- marks ----------------------------------------------------------------------------------------------------- */

/* The first `by` bytes of the buffer have gone. */
static void move_marks(struct csv *c, size_t by)
{
	size_t kept = 0;
	for (size_t i = c->mark; i < c->marks.n; i++)
		if (c->marks.all[i] >= by)
			c->marks.all[kept++] = c->marks.all[i] - (uint32_t)by;
	c->mark = c->record_mark = 0;
	c->marks.n = kept;
	c->marked = c->marked > by ? c->marked - by : 0;
}

/* Those of some more of the bytes that are there: not of all, for each may be one. */
static bool find_marks(struct csv *c)
{
	enum { WINDOW = 32 * 1024 };
	const struct mark_set set = {{c->separator, '"', '\n', '\r'}};
	const size_t upto = c->n - c->marked > WINDOW ? c->marked + WINDOW : c->n;
	if (c->mark == c->marks.n)
		c->mark = c->marks.n = 0;
	const size_t wanted = c->marks.n + (upto - c->marked) + MARKS_SLACK;
	if (wanted > c->cap_marks) {
		uint32_t *marks = realloc(c->marks.all, wanted * sizeof *marks);
		if (!marks)
			return false;
		c->marks.all = marks;
		c->cap_marks = wanted;
	}
	marks_find(c->way, &c->marks, c->p, c->marked, upto, &set);
	c->marked = upto;
	return true;
}

/* --- the buffer ------------------------------------------------------------------------------------------------ */

/* At least one more byte behind those that are there, or `ended`. */
static enum csv_status refill(struct csv *c)
{
	if (c->failed)
		return CSV_NO_MEMORY;
	if (c->start && c->n - c->start < c->start) {
		memmove(c->p, c->p + c->start, c->n - c->start);
		c->n -= c->start;
		c->at -= c->start;
		move_marks(c, c->start);
		c->start = 0;
	}
	if (c->cap - c->n < CHUNK) {
		size_t cap = c->cap < CHUNK ? 2 * CHUNK : c->cap * 2;
		char *p = realloc(c->p, cap);
		if (!p)
			return CSV_NO_MEMORY;
		c->p = p;
		c->cap = cap;
	}
	ssize_t got = c->read(c->ctx, c->p + c->n, CHUNK);
	if (got < 0)
		return CSV_FAILED;
	c->ended = got == 0;
	c->n += (size_t)got;
	return CSV_RECORD;
}

enum csv_status csv_peek(struct csv *c, struct str *out, size_t most)
{
	enum csv_status status = c->failed ? CSV_NO_MEMORY : CSV_RECORD;
	while (status == CSV_RECORD && !c->ended && c->n - c->start < most)
		status = refill(c);
	*out = (struct str){c->p ? c->p + c->start : NULL, c->n - c->start < most ? c->n - c->start : most};
	return status != CSV_RECORD ? status : out->n ? CSV_RECORD : CSV_END;
}

void csv_skip(struct csv *c, size_t n)
{
	c->start += n;
	c->at = c->start;
}

/* Drops what was read of a record over its limit, but for what is shown of it. */
static void drop(struct scan *s)
{
	struct csv *c = s->c;
	s->over = true;
	memmove(c->p + c->start + KEPT, c->p + c->at, c->n - c->at);
	c->n -= c->at - (c->start + KEPT);
	c->at = c->start + KEPT;
	s->field = KEPT;
	forget_marks(c);
}

/* --- fields ---------------------------------------------------------------------------------------------------- */

/* Text behind a closing quote on a later line: what opened there was a stray quote, and this is another. */
static void look_behind_quote(struct scan *s)
{
	const struct csv *c = s->c;
	size_t at = c->start + s->closed;
	if (s->stray_line || s->line == s->quote_line)
		return;
	while (at < c->at && (c->p[at] == ' ' || c->p[at] == '\t'))
		at++;
	if (at == c->at)
		return;
	s->stray_line = s->quote_line;
	s->stray_end = s->line;
}

static bool end_field(struct scan *s, bool quoted)
{
	struct csv *c = s->c;
	s->n_fields++;
	if (quoted && !s->over)
		look_behind_quote(s);
	if (s->n_fields > LIMIT_COLUMNS || s->over)
		return true;
	if (c->n_parts == c->cap_parts) {
		size_t cap = c->cap_parts ? c->cap_parts * 2 : 64;
		struct csv_part *parts = realloc(c->parts, cap * sizeof *parts);
		if (!parts)
			return false;
		c->parts = parts;
		c->cap_parts = cap;
	}
	c->parts[c->n_parts++] = (struct csv_part){s->field, c->at - c->start, quoted, s->literal};
	return true;
}

/* The field that ended at `at`, and what its end means. */
static bool end_at(struct scan *s, bool quoted, unsigned char class)
{
	if (!end_field(s, quoted))
		return false;
	s->raw = s->c->at - s->c->start;
	s->c->at++;
	s->field = s->c->at - s->c->start;
	s->state = class == SEPARATOR ? FIELD_START : DONE;
	s->c->skip_lf = class == CARRIAGE_RETURN;
	return true;
}

/* Each of these reads on from `at` within the buffer; false when memory is exhausted. */
static bool field_start(struct scan *s)
{
	struct csv *c = s->c;
	bool opens = c->class[(unsigned char)c->p[c->at]] == QUOTE;
	s->literal = true;
	s->state = opens ? IN_QUOTES : IN_FIELD;
	if (opens) {
		s->quote_line = s->line;
		s->was_cr = false;
		c->at++;
	}
	return true;
}

/* To the separator or the end of the line: quotes are text here. */
static bool to_end(struct scan *s, bool quoted)
{
	struct csv *c = s->c;
	const unsigned char *p = (const unsigned char *)c->p, *class = c->class;
	size_t at = c->at, n = c->n;
	while (at < n && class[p[at]] <= QUOTE)
		at++;
	c->at = at;
	return at == n || end_at(s, quoted, class[p[at]]);
}

static bool in_field(struct scan *s)
{
	return to_end(s, false);
}

static bool behind_closed(struct scan *s)
{
	return to_end(s, true);
}

static bool in_quotes(struct scan *s)
{
	struct csv *c = s->c;
	size_t at = c->at;
	for (; at < c->n && c->p[at] != '"'; at++) {
		bool lf = c->p[at] == '\n', cr = c->p[at] == '\r';
		s->line += cr || (lf && !s->was_cr);
		s->was_cr = cr;
	}
	c->at = at;
	if (at < c->n) {
		c->at++;
		s->was_cr = false;
		s->state = BEHIND_QUOTE;
	}
	return true;
}

/* Behind a quote inside quotes: it was doubled, or it closed the field and what follows is kept. */
static bool behind_quote(struct scan *s)
{
	struct csv *c = s->c;
	unsigned char class = c->class[(unsigned char)c->p[c->at]];
	bool doubled = class == QUOTE;
	s->closed = c->at - c->start;
	if (class <= QUOTE)
		s->literal = false;
	s->state = doubled ? IN_QUOTES : BEHIND_CLOSED;
	c->at += doubled;
	return true;
}

/* The field without its quotes, in c->unquoted. */
static void unquote(struct csv *c, struct str filed)
{
	size_t i = 1;
	while (i < filed.n) {
		const char *quote = memchr(filed.p + i, '"', filed.n - i);
		size_t to = quote ? (size_t)(quote - filed.p) : filed.n;
		bool doubled = to + 1 < filed.n && filed.p[to + 1] == '"';
		buf_add(&c->unquoted, str_sub(filed, i, to + doubled));
		i = to + 1 + doubled;
		if (!doubled)
			break;
	}
	buf_add(&c->unquoted, str_sub(filed, i, filed.n));
}

/* --- records --------------------------------------------------------------------------------------------------- */

static enum csv_status end_of_input(struct scan *s)
{
	struct csv *c = s->c;
	s->literal |= s->state == FIELD_START;
	if (s->state != IN_QUOTES && !end_field(s, s->state == BEHIND_QUOTE || s->state == BEHIND_CLOSED))
		return CSV_NO_MEMORY;
	s->raw = c->at - c->start;
	return CSV_END;
}

/* Reads on until the record is DONE; CSV_END where the input ended first. */
static enum csv_status scan_record(struct scan *s)
{
	static bool (*const steps[])(struct scan *s) = {
		[FIELD_START] = field_start,   [IN_FIELD] = in_field,           [IN_QUOTES] = in_quotes,
		[BEHIND_QUOTE] = behind_quote, [BEHIND_CLOSED] = behind_closed,
	};
	struct csv *c = s->c;
	while (s->state != DONE) {
		enum csv_status status = CSV_RECORD;
		if (c->at - c->start > LIMIT_RECORD_BYTES)
			drop(s);
		if (c->at == c->n && c->ended)
			return end_of_input(s);
		if (c->at == c->n)
			status = refill(c);
		else if (!steps[s->state](s))
			status = CSV_NO_MEMORY;
		if (status != CSV_RECORD)
			return status;
	}
	return CSV_RECORD;
}

static bool give_fields(struct csv *c)
{
	if (c->n_parts <= c->cap_fields)
		return true;
	struct str *fields = realloc(c->fields, c->cap_parts * sizeof *fields);
	if (!fields)
		return false;
	c->fields = fields;
	c->cap_fields = c->cap_parts;
	return true;
}

static bool cut_fields(struct csv *c, struct record *out)
{
	if (!give_fields(c))
		return false;
	const char *p = c->p + c->start;
	buf_clear(&c->unquoted);
	for (size_t i = 0; i < c->n_parts; i++) {
		struct csv_part *part = &c->parts[i];
		struct str filed = {p + part->from, part->to - part->from};
		c->fields[i] = part->quoted ? str_sub(filed, 1, filed.n - 1) : filed;
		if (!part->quoted || part->literal)
			continue;
		part->from = c->unquoted.n;
		unquote(c, filed);
		part->to = c->unquoted.n;
	}
	/* only now does it stay where it is */
	for (size_t i = 0; i < c->n_parts; i++)
		if (c->parts[i].quoted && !c->parts[i].literal)
			c->fields[i] = str_sub(buf_str(&c->unquoted), c->parts[i].from, c->parts[i].to);
	out->fields = c->fields;
	out->n_fields = c->n_parts;
	return !c->unquoted.failed;
}

static void find_long_cell(struct record *r)
{
	for (size_t i = 0; i < r->n_fields && r->trouble == RECORD_GOOD; i++)
		if (r->fields[i].n > LIMIT_CELL_BYTES) {
			r->trouble = RECORD_LONG_CELL;
			r->trouble_field = i;
		}
}

static enum csv_status finish(struct scan *s, struct record *out)
{
	struct csv *c = s->c;
	bool unclosed = s->state == IN_QUOTES;
	bool over = s->over || s->raw > LIMIT_RECORD_BYTES;
	bool stray = s->stray_line && !over && !unclosed;
	*out = (struct record){
		.number = ++c->number,
		.line = c->line,
		.lines = s->line - c->line + 1,
		.quote_line = stray ? s->stray_line : s->quote_line,
		.quote_end = s->stray_end,
		.raw = {c->p + c->start, over ? KEPT : s->raw},
		.raw_cut = over,
		.trouble = unclosed ? RECORD_UNCLOSED_QUOTE : over ? RECORD_LONG_RECORD : stray ? RECORD_STRAY_QUOTE : RECORD_GOOD,
	};
	c->line = s->line + 1;
	if (out->trouble != RECORD_GOOD)
		return CSV_RECORD;
	if (s->n_fields > LIMIT_COLUMNS)
		out->trouble = RECORD_MANY_COLUMNS;
	if (!cut_fields(c, out))
		return CSV_NO_MEMORY;
	find_long_cell(out);
	return CSV_RECORD;
}

/* Behind the last record; the LF of its CR LF may have to be read first. */
static enum csv_status begin_record(struct csv *c)
{
	struct str next;
	c->start = c->at;
	enum csv_status status = csv_peek(c, &next, 1);
	if (status == CSV_RECORD && c->skip_lf && *next.p == '\n') {
		csv_skip(c, 1);
		status = csv_peek(c, &next, 1);
	}
	c->skip_lf = false;
	c->n_parts = 0;
	return status;
}

/* --- records without quotes, whole in the buffer ------------------------------------------------------------------ */

enum fast { FAST_DONE, FAST_MORE, FAST_NOT, FAST_NO_MEMORY };

static bool room_for_fields(struct csv *c, size_t n)
{
	if (n < c->cap_fields)
		return true;
	const size_t cap = c->cap_fields ? 2 * c->cap_fields : 64;
	struct str *fields = realloc(c->fields, cap * sizeof *fields);
	if (!fields)
		return false;
	c->fields = fields;
	c->cap_fields = cap;
	return true;
}

/* The fields of the record that begins at `at`; *end is its last mark, that of the end of its line. */
static enum fast fast_fields(struct csv *c, size_t *n_fields, size_t *end)
{
	const char *p = c->p;
	size_t from = c->at, n = 0;
	for (size_t m = c->mark; m < c->marks.n; m++) {
		const size_t to = c->marks.all[m];
		if (p[to] == '"') {
			if (to == from)
				return FAST_NOT;
			continue; /* within a field it is text */
		}
		if (!room_for_fields(c, n))
			return FAST_NO_MEMORY;
		c->fields[n++] = (struct str){p + from, to - from};
		from = to + 1;
		if (p[to] == c->separator)
			continue;
		*n_fields = n;
		*end = m;
		return n <= LIMIT_COLUMNS && to - c->at <= LIMIT_RECORD_BYTES ? FAST_DONE : FAST_NOT;
	}
	return c->marked < c->n ? FAST_MORE : FAST_NOT;
}

static enum fast fast_record(struct csv *c, struct record *out)
{
	size_t n, end;
	enum fast fast;
	while (c->mark < c->marks.n && c->marks.all[c->mark] < c->at)
		c->mark++;
	while ((fast = fast_fields(c, &n, &end)) == FAST_MORE)
		if (!find_marks(c))
			return FAST_NO_MEMORY;
	c->record_mark = c->mark;
	if (fast != FAST_DONE)
		return fast;
	const size_t to = c->marks.all[end];
	*out = (struct record){.number = ++c->number, .line = c->line++, .lines = 1, .raw = {c->p + c->start, to - c->start}, .fields = c->fields, .n_fields = n};
	c->mark = end + 1;
	c->at = to + 1;
	c->skip_lf = c->p[to] == '\r';
	find_long_cell(out);
	return FAST_DONE;
}

enum csv_status csv_next(struct csv *c, struct record *out)
{
	enum csv_status status = begin_record(c);
	if (status != CSV_RECORD)
		return status;
	const enum fast fast = fast_record(c, out);
	if (fast != FAST_NOT)
		return fast == FAST_DONE ? CSV_RECORD : CSV_NO_MEMORY;
	struct scan s = {.c = c, .line = c->line};
	status = scan_record(&s);
	return status == CSV_RECORD || status == CSV_END ? finish(&s, out) : status;
}

void csv_again(struct csv *c, const struct record *last)
{
	c->at = c->start;
	c->mark = c->record_mark;
	c->number--;
	c->line = last->line;
	c->skip_lf = false;
}
