#include "registry/container.h"

#include "base/limits.h"
#include "registry/decode.h"

#include <errno.h>
#include <signal.h>

enum {
	CHUNK = 256 * 1024,      /* bytes asked for at once */
	MOST_COLUMNS = 1 << 14,  /* XFD; LIMIT_COLUMNS is the table's business */
	MOST_NOTICES = 300,
	NAME_CHARS = 100, WORDS_CHARS = 500, /* more of a name, of words, is not shown */
};

/* --- ways to end that are none ----------------------------------------------------------------------------------- */

static enum container_status end_with(struct container *c, enum container_status status)
{
	helper_stop(&c->helper);
	c->status = c->arena.failed || c->in.failed ? CONTAINER_NO_MEMORY : status;
	return c->status;
}

static struct words place(struct container *c)
{
	if (c->last_row)
		return words_printf(&c->arena, "after row %ju of \"%.*s\"", (uintmax_t)c->last_row, STR_ARG(c->table));
	if (c->tables)
		return words_printf(&c->arena, "before the first row of \"%.*s\"", STR_ARG(c->table));
	return words_printf(&c->arena, "before the first table");
}

/* It sent what base/frames.h does not allow: somebody else speaks through it, or it is another version's. */
static enum container_status breach(struct container *c, const char *what)
{
	struct words at = place(c);
	WORDS_SAY(&c->problem, &c->arena,
		  "the process that reads workbooks (phaseout-read) sent %s %.*s: the file is hostile, or phaseout-read is not of this version",
		  message(in, what), STR_ARG(words_in(at, in)));
	return end_with(c, CONTAINER_UNREADABLE);
}

static enum container_status over_limit(struct container *c, struct words problem)
{
	c->problem = problem;
	return end_with(c, CONTAINER_LIMIT);
}

/* Signals that a process brings on itself. */
static const struct fault {
	int signal;
	const char *name;
} faults[] = {
	{SIGSEGV, N_("segmentation fault")},
	{SIGBUS, N_("bus error")},
	{SIGABRT, N_("aborted")},
	{SIGILL, N_("illegal instruction")},
	{SIGFPE, N_("arithmetic error")},
	{SIGTRAP, N_("trap")},
	{SIGSYS, N_("a system call that reading does not need")},
};

static enum container_status killed(struct container *c, int signal)
{
	struct words at = place(c);
	if (signal == SIGXCPU)
		return over_limit(c, words_printf(&c->arena, "reading it takes more than %d s of processor time", (int)LIMIT_HELPER_SECONDS));
	if (signal == SIGXFSZ)
		return over_limit(c, words_printf(&c->arena, "reading it takes more than %d MiB of a temporary file", (int)LIMIT_SPILL_MIB));
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i].signal == signal) {
			WORDS_SAY(&c->problem, &c->arena,
				  "the process that reads workbooks (phaseout-read) ended by signal %d (%s) %.*s: the file is damaged or hostile",
				  signal, message(in, faults[i].name), STR_ARG(words_in(at, in)));
			return end_with(c, CONTAINER_UNREADABLE);
		}
	WORDS_SAY(&c->problem, &c->arena,
		  "the process that reads workbooks (phaseout-read) was ended by signal %d %.*s: by somebody, or because this machine ran out of memory",
		  signal, STR_ARG(words_in(at, in)));
	return end_with(c, CONTAINER_UNREADABLE);
}

/* Nothing more comes. `whole`: its last frame has. */
static enum container_status ended(struct container *c, bool whole)
{
	int code;
	enum helper_end end = helper_wait(&c->helper, &code);
	struct words at = place(c);
	if (end == HELPER_KILLED)
		return killed(c, code);
	if (end == HELPER_BADLY) {
		WORDS_SAY(&c->problem, &c->arena,
			  "the process that reads workbooks (phaseout-read) ended with status %d %.*s: the file is damaged or hostile, or "
			  "phaseout-read is not of this version",
			  code, STR_ARG(words_in(at, in)));
		return end_with(c, CONTAINER_UNREADABLE);
	}
	if (whole) /* where the host program took its status from us (HELPER_UNKNOWN), the count of rows must do */
		return end_with(c, CONTAINER_END);
	WORDS_SAY(&c->problem, &c->arena, "the process that reads workbooks (phaseout-read) ended too early, %.*s: the file is damaged or hostile",
		  STR_ARG(words_in(at, in)));
	return end_with(c, CONTAINER_UNREADABLE);
}

/* --- bytes to frames ---------------------------------------------------------------------------------------------- */

enum filled { FILLED, CUT_OFF, FILL_FAILED };

/* At least `need` bytes behind `taken`. */
static enum filled fill(struct container *c, size_t need)
{
	struct buf *in = &c->in;
	while (in->n - c->taken < need) {
		if (c->taken) {
			memmove(in->p, in->p + c->taken, in->n - c->taken);
			in->n -= c->taken;
			c->taken = 0;
		}
		if (!buf_reserve(in, need - in->n < CHUNK ? CHUNK : need - in->n))
			return FILL_FAILED;
		ssize_t got = helper_read(&c->helper, in->p + in->n, in->cap - in->n - 1);
		if (got <= 0)
			return got == 0 ? CUT_OFF : FILL_FAILED;
		in->n += (size_t)got;
	}
	return FILLED;
}

static enum container_status not_filled(struct container *c, enum filled filled)
{
	if (filled == CUT_OFF)
		return ended(c, false);
	if (c->in.failed)
		return end_with(c, CONTAINER_NO_MEMORY);
	if (c->helper.error == ETIMEDOUT)
		return over_limit(c, words_printf(&c->arena, "the process that reads workbooks (phaseout-read) sent nothing for %d s",
						  c->helper.patience));
	c->problem = words_printf(&c->arena, "could not be read to its end: %s", strerror(c->helper.error));
	return end_with(c, CONTAINER_UNREADABLE);
}

static enum container_status take_frame(struct container *c, struct frame *out)
{
	uint32_t length;
	enum filled filled = fill(c, FRAME_HEAD);
	if (filled != FILLED)
		return not_filled(c, filled);
	if (!frame_head(&out->type, &length, c->in.p + c->taken))
		return breach(c, N_("a frame of no known kind"));
	filled = fill(c, FRAME_HEAD + (size_t)length);
	if (filled != FILLED)
		return not_filled(c, filled);
	out->payload = (struct str){c->in.p + c->taken + FRAME_HEAD, length};
	c->taken += FRAME_HEAD + (size_t)length;
	return CONTAINER_FRAME;
}

/* --- each kind of frame: CONTAINER_FRAME where it is as it must be -------------------------------------------------- */

static enum container_status misshapen(struct container *c)
{
	return breach(c, N_("a frame of another shape than its kind has"));
}

static enum container_status out_of_order(struct container *c)
{
	return breach(c, N_("frames out of order"));
}

/* As words may show it: UTF-8, short, without what would end or move a line. */
static struct str shown(struct container *c, struct str text, size_t most)
{
	static const struct decoder utf8 = {ENCODING_UTF8, NULL};
	struct str s = decode_start(&utf8, &c->arena, text, most);
	for (char *p = (char *)(uintptr_t)s.p; s.p && p < s.p + s.n; p++)
		if ((unsigned char)*p < ' ' || *p == '\x7f')
			*p = ' ';
	return s;
}

static bool take_words(struct container *c, struct str *rest, struct words *out)
{
	struct str zh, en;
	if (!frame_take_text(rest, &zh) || !frame_take_text(rest, &en))
		return false;
	*out = (struct words){shown(c, zh, WORDS_CHARS), shown(c, en, WORDS_CHARS)};
	return true;
}

static enum container_status take_sandbox(struct container *c, struct str rest)
{
	unsigned char bits;
	if (c->stage != STAGE_NOTHING)
		return out_of_order(c);
	if (!frame_take_byte(&rest, &bits) || rest.n || bits & ~(SANDBOX_LIMITS | SANDBOX_NO_PRIVS | SANDBOX_LANDLOCK | SANDBOX_SECCOMP))
		return misshapen(c);
	c->held_by = bits;
	c->stage = STAGE_OUTSIDE;
	return CONTAINER_FRAME;
}

static enum container_status take_notice(struct container *c, struct str rest)
{
	struct words said;
	if (!take_words(c, &rest, &said) || rest.n || !said.en.n || c->n_notices == MOST_NOTICES)
		return misshapen(c);
	struct words *items = arena_grow(&c->arena, c->notices, c->n_notices, &c->cap_notices, sizeof *items);
	if (!items)
		return end_with(c, CONTAINER_NO_MEMORY);
	c->notices = items;
	items[c->n_notices++] = said;
	return CONTAINER_FRAME;
}

static enum container_status take_table(struct container *c, struct str rest)
{
	unsigned char state;
	struct str name;
	if (!frame_take_byte(&rest, &state) || state > SHEET_HIDDEN || !frame_take_text(&rest, &name) || rest.n || name.n > LIMIT_CELL_BYTES)
		return misshapen(c);
	if (c->tables == LIMIT_SHEETS)
		return over_limit(c, words_printf(&c->arena, "more than %d tables", (int)LIMIT_SHEETS));
	c->table = shown(c, name, NAME_CHARS);
	c->tables++;
	c->merges = 0;
	c->last_row = 0;
	c->stage = STAGE_TABLE;
	return CONTAINER_FRAME;
}

static enum container_status take_merge(struct container *c, struct str rest)
{
	uint32_t first_row, last_row, first_column, last_column;
	if (c->stage != STAGE_TABLE)
		return out_of_order(c);
	if (!frame_take_u32(&rest, &first_row) || !frame_take_u32(&rest, &last_row) || !frame_take_u32(&rest, &first_column) ||
	    !frame_take_u32(&rest, &last_column) || rest.n || !first_row || first_row > last_row || first_column > last_column ||
	    last_column >= MOST_COLUMNS)
		return misshapen(c);
	if (c->merges++ == LIMIT_MERGES)
		return over_limit(c, words_printf(&c->arena, "more than %d merged ranges in \"%.*s\"", (int)LIMIT_MERGES, STR_ARG(c->table)));
	return CONTAINER_FRAME;
}

/* The cells of a row; false where they are not all of *rest, or not as they must be. */
static bool cells_hold(struct str rest, uint32_t n)
{
	struct frame_cell cell;
	for (uint32_t i = 0, next = 0; i < n; i++, next = cell.column + 1)
		if (!frame_take_cell(&rest, &cell) || cell.column < next || cell.column >= MOST_COLUMNS || cell.text.n > LIMIT_CELL_BYTES + 1)
			return false;
	return rest.n == 0;
}

static enum container_status take_row(struct container *c, struct str rest)
{
	uint64_t number;
	uint32_t n;
	if (c->stage != STAGE_TABLE && c->stage != STAGE_ROWS)
		return out_of_order(c);
	if (!frame_take_u64(&rest, &number) || !frame_take_u32(&rest, &n) || !n || number > UINT32_MAX || !cells_hold(rest, n))
		return misshapen(c);
	if (number <= c->last_row)
		return breach(c, N_("rows out of order"));
	c->cells += n;
	if (c->cells > LIMIT_TABLE_CELLS)
		return over_limit(c, words_printf(&c->arena, "more than %d filled cells", (int)LIMIT_TABLE_CELLS));
	c->last_row = number;
	c->rows++;
	c->stage = STAGE_ROWS;
	return CONTAINER_FRAME;
}

static enum container_status take_complete(struct container *c, struct str rest)
{
	uint64_t rows;
	if (!frame_take_u64(&rest, &rows) || rest.n)
		return misshapen(c);
	if (rows != c->rows)
		return breach(c, N_("another number of rows than it counted"));
	enum filled filled = fill(c, 1);
	if (filled == FILLED)
		return out_of_order(c);
	return filled == CUT_OFF ? ended(c, true) : not_filled(c, filled);
}

static enum container_status take_trouble(struct container *c, struct str rest)
{
	static const enum container_status statuses[] = {
		[TROUBLE_UNREADABLE] = CONTAINER_UNREADABLE, [TROUBLE_LIMIT] = CONTAINER_LIMIT,
		[TROUBLE_USAGE] = CONTAINER_USAGE,           [TROUBLE_NO_MEMORY] = CONTAINER_LIMIT};
	unsigned char trouble;
	struct words problem;
	if (!frame_take_byte(&rest, &trouble) || trouble > TROUBLE_NO_MEMORY || !take_words(c, &rest, &problem) || rest.n)
		return misshapen(c);
	if (trouble == TROUBLE_NO_MEMORY)
		problem = words_printf(&c->arena, "reading it takes more than %d MiB of memory", (int)LIMIT_HELPER_MIB);
	if (!problem.en.n)
		return misshapen(c);
	c->problem = problem;
	return end_with(c, statuses[trouble]);
}

static enum container_status take(struct container *c, struct frame frame)
{
	if (c->stage == STAGE_NOTHING && frame.type != FRAME_SANDBOX)
		return out_of_order(c);
	switch (frame.type) {
	case FRAME_SANDBOX:
		return take_sandbox(c, frame.payload);
	case FRAME_NOTICE:
		return take_notice(c, frame.payload);
	case FRAME_TABLE:
		return take_table(c, frame.payload);
	case FRAME_MERGE:
		return take_merge(c, frame.payload);
	case FRAME_ROW:
		return take_row(c, frame.payload);
	case FRAME_COMPLETE:
		return take_complete(c, frame.payload);
	case FRAME_TROUBLE:
		return take_trouble(c, frame.payload);
	}
	return misshapen(c);
}

enum container_status container_next(struct container *c, struct frame *out)
{
	while (c->status == CONTAINER_FRAME && take_frame(c, out) == CONTAINER_FRAME && take(c, *out) == CONTAINER_FRAME)
		if (out->type == FRAME_TABLE || out->type == FRAME_MERGE || out->type == FRAME_ROW) {
			if (c->arena.failed)
				return end_with(c, CONTAINER_NO_MEMORY);
			return CONTAINER_FRAME;
		}
	return c->status;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

void container_listen(struct container *c, struct helper helper)
{
	*c = (struct container){.helper = helper, .status = CONTAINER_FRAME, .stage = STAGE_NOTHING};
	arena_init(&c->arena);
	buf_init(&c->in);
}

bool container_open(struct container *c, const char *helper_path, const char *format, struct str table, int input)
{
	struct helper helper;
	container_listen(c, (struct helper){.fd = -1});
	struct str name = table.p ? arena_str(&c->arena, table) : STR_NONE;
	if (!c->arena.failed && helper_start(&helper, helper_path, format, name.p, input)) {
		c->helper = helper;
		return true;
	}
	if (!c->arena.failed)
		c->problem = words_printf(&c->arena, "the program that reads workbooks, \"%s\", cannot be started: %s", helper_path,
					  strerror(helper.error));
	end_with(c, CONTAINER_BROKEN);
	return false;
}

void container_close(struct container *c)
{
	helper_stop(&c->helper);
	buf_release(&c->in);
	arena_release(&c->arena);
}
