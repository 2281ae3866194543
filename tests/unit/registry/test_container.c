/*
 * The frames of the helper process, as a program gets them that does not trust it. Frames are written by hand; deaths
 * are played by this test, started as a helper.
 */
#include "unit.h"

#include "base/limits.h"
#include "registry/container.h"
#include "text/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- frames by hand ----------------------------------------------------------------------------------------------- */

static struct buf out;
static struct container c;
static struct frame frame;

static int before(void **state)
{
	(void)state;
	buf_init(&out);
	frame_sandbox(&out, SANDBOX_LIMITS | SANDBOX_SECCOMP);
	return 0;
}

static int after(void **state)
{
	(void)state;
	container_close(&c);
	buf_release(&out);
	return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : -1;
}

static void row(uint64_t number, uint32_t columns, const char *text)
{
	struct frame_row r;
	frame_row_begin(&r, &out, number);
	for (uint32_t i = 0; i < columns; i++)
		frame_row_cell(&r, &out, i, CELL_TEXT, str_from(text));
	frame_row_end(&r, &out);
}

static void raw(char type, const char *payload, size_t n)
{
	buf_addc(&out, type);
	for (int i = 0; i < 4; i++)
		buf_addc(&out, (char)(unsigned char)(n >> (8 * i)));
	buf_add(&out, (struct str){payload, n});
}

static void listen_to(struct str bytes)
{
	struct helper h = {.fd = memfd_create("frames", MFD_CLOEXEC), .patience = 5};
	assert_int_equal(write(h.fd, bytes.p, bytes.n), bytes.n);
	assert_int_equal(lseek(h.fd, 0, SEEK_SET), 0);
	container_listen(&c, h);
}

static void assert_next(enum frame_type want)
{
	assert_int_equal(container_next(&c, &frame), CONTAINER_FRAME);
	assert_int_equal(frame.type, want);
}

/* It ends like that, stays so, and says why. */
static void assert_end(enum container_status want, const char *problem)
{
	enum container_status got;
	while ((got = container_next(&c, &frame)) == CONTAINER_FRAME)
		;
	if (c.problem.en.n && !problem)
		print_message("%.*s\n", STR_ARG(c.problem.en));
	assert_int_equal(got, want);
	assert_int_equal(container_next(&c, &frame), want);
	if (problem) {
		if (!str_has(c.problem.en, str_from(problem)))
			fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(c.problem.en), problem);
		assert_true(c.problem.zh.n && !str_eq(c.problem.zh, c.problem.en));
	} else {
		assert_null(c.problem.en.p);
	}
}

static void assert_breach(const char *what)
{
	listen_to(buf_str(&out));
	assert_end(CONTAINER_UNREADABLE, what);
	container_close(&c);
	after(NULL);
	before(NULL);
}

/* --- what comes through -------------------------------------------------------------------------------------------- */

static void tables_and_rows(void **state)
{
	(void)state;
	size_t n;
	uint64_t number;
	uint32_t cells, merge[4];
	struct frame_cell cell;
	struct str rest;
	frame_notice(&out, STR("一"), STR("one"));
	frame_table(&out, STR("名单"), SHEET_VISIBLE);
	frame_merge(&out, 1, 2, 0, 16383);
	row(3, 2, "转炉");
	row(4294967295, 1, "x");
	frame_table(&out, STR("b"), SHEET_HIDDEN);
	row(1, 16384, "y");
	frame_notice(&out, STR("二"), STR("two"));
	frame_complete(&out, 3);
	listen_to(buf_str(&out));
	assert_int_equal(container_sandbox(&c), 0);
	assert_next(FRAME_TABLE);
	assert_int_equal(container_sandbox(&c), SANDBOX_LIMITS | SANDBOX_SECCOMP);
	assert_int_equal(container_notices(&c, &n) != NULL && n == 1, 1);
	assert_next(FRAME_MERGE);
	rest = frame.payload;
	for (int i = 0; i < 4; i++)
		assert_true(frame_take_u32(&rest, &merge[i]));
	assert_int_equal(merge[3], 16383);
	assert_next(FRAME_ROW);
	rest = frame.payload;
	assert_true(frame_take_u64(&rest, &number) && frame_take_u32(&rest, &cells) && frame_take_cell(&rest, &cell));
	assert_int_equal(number, 3);
	assert_int_equal(cells, 2);
	assert_str(cell.text, "转炉");
	assert_next(FRAME_ROW);
	assert_next(FRAME_TABLE);
	assert_next(FRAME_ROW);
	assert_end(CONTAINER_END, NULL);
	const struct words *notices = container_notices(&c, &n);
	assert_int_equal(n, 2);
	assert_str(notices[0].zh, "一");
	assert_str(notices[1].en, "two");
}

static void nothing_but_its_end(void **state)
{
	(void)state;
	frame_complete(&out, 0);
	listen_to(buf_str(&out));
	assert_end(CONTAINER_END, NULL);
}

/* Frames of more bytes than are read at once, and many of them; every payload is what was sent. */
static void long_frames_and_many(void **state)
{
	(void)state;
	static char text[LIMIT_CELL_BYTES + 2];
	struct frame_row r;
	uint64_t rows = 0, number;
	uint32_t cells;
	memset(text, 'x', LIMIT_CELL_BYTES + 1);
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	for (uint64_t i = 1; i <= 300; i++) {
		frame_row_begin(&r, &out, i);
		for (uint32_t k = 0; k < i % 40 + 1; k++)
			frame_row_cell(&r, &out, k * 3, CELL_NUMBER, (struct str){text, (size_t)(i * 211 % (LIMIT_CELL_BYTES + 1)) + 1});
		assert_true(frame_row_end(&r, &out));
	}
	frame_complete(&out, 300);
	listen_to(buf_str(&out));
	assert_next(FRAME_TABLE);
	while (container_next(&c, &frame) == CONTAINER_FRAME) {
		struct str rest = frame.payload;
		assert_true(frame_take_u64(&rest, &number) && frame_take_u32(&rest, &cells));
		assert_int_equal(number, ++rows);
		assert_int_equal(cells, number % 40 + 1);
		struct frame_cell cell;
		for (uint32_t k = 0; k < cells; k++) {
			assert_true(frame_take_cell(&rest, &cell));
			assert_int_equal(cell.column, k * 3);
			assert_int_equal(cell.text.n, number * 211 % (LIMIT_CELL_BYTES + 1) + 1);
			assert_memory_equal(cell.text.p, text, cell.text.n);
		}
		assert_int_equal(rest.n, 0);
	}
	assert_end(CONTAINER_END, NULL);
	assert_int_equal(rows, 300);
}

/* --- what must not be sent ----------------------------------------------------------------------------------------- */

static void frames_out_of_order(void **state)
{
	(void)state;
	buf_clear(&out);
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	assert_breach("frames out of order before the first table");
	buf_clear(&out);
	frame_complete(&out, 0);
	assert_breach("frames out of order");
	frame_sandbox(&out, 15);
	assert_breach("frames out of order");
	row(1, 1, "x");
	assert_breach("frames out of order");
	frame_merge(&out, 1, 1, 0, 0);
	assert_breach("frames out of order");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(1, 1, "x");
	frame_merge(&out, 1, 1, 0, 0);
	assert_breach("frames out of order after row 1 of \"t\"");
	frame_complete(&out, 0);
	frame_complete(&out, 0);
	assert_breach("frames out of order");
	frame_complete(&out, 0);
	buf_addc(&out, 'x');
	assert_breach("frames out of order");
}

static void rows_out_of_order(void **state)
{
	(void)state;
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(2, 1, "x");
	row(2, 1, "x");
	assert_breach("rows out of order after row 2");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(2, 1, "x");
	row(1, 1, "x");
	assert_breach("rows out of order");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(0, 1, "x");
	assert_breach("rows out of order before the first row of \"t\"");
}

static void another_number_of_rows(void **state)
{
	(void)state;
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(1, 1, "x");
	frame_complete(&out, 2);
	assert_breach("another number of rows than it counted after row 1");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(1, 1, "x");
	frame_complete(&out, 0);
	assert_breach("another number of rows than it counted");
}

static void put_cell(struct frame_row *r, uint32_t column, const char *text)
{
	frame_row_cell(r, &out, column, CELL_TEXT, str_from(text));
}

static void cells_that_are_none(void **state)
{
	(void)state;
	static const struct {
		uint32_t first, second;
	} columns[] = {{1, 1}, {2, 1}, {0, 1 << 14}, {0, UINT32_MAX}, {UINT32_MAX, 0}};
	static char text[LIMIT_CELL_BYTES + 3];
	struct frame_row r;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		frame_table(&out, STR("t"), SHEET_VISIBLE);
		frame_row_begin(&r, &out, 1);
		put_cell(&r, columns[i].first, "x");
		put_cell(&r, columns[i].second, "x");
		frame_row_end(&r, &out);
		frame_complete(&out, 1);
		assert_breach("another shape");
	}
	memset(text, 'x', LIMIT_CELL_BYTES + 2); /* a byte too long */
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row(1, 1, text);
	assert_breach("another shape");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	frame_row_begin(&r, &out, 1);
	put_cell(&r, 0, "x");
	r.cells = 2; /* counts more than there are */
	frame_row_end(&r, &out);
	assert_breach("another shape");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	frame_row_begin(&r, &out, 1);
	put_cell(&r, 0, "x");
	put_cell(&r, 1, "x");
	r.cells = 1; /* or fewer */
	frame_row_end(&r, &out);
	assert_breach("another shape");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	frame_row_begin(&r, &out, 1);
	frame_row_cell(&r, &out, 0, CELL_SORTS, STR("x"));
	frame_row_end(&r, &out);
	assert_breach("another shape");
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	row((uint64_t)UINT32_MAX + 1, 1, "x");
	assert_breach("another shape");
}

static void merges_that_are_none(void **state)
{
	(void)state;
	static const uint32_t merges[][4] = {{0, 1, 0, 0}, {2, 1, 0, 0}, {1, 1, 1, 0}, {1, 1, 0, 1 << 14}};
	for (size_t i = 0; i < sizeof merges / sizeof *merges; i++) {
		frame_table(&out, STR("t"), SHEET_VISIBLE);
		frame_merge(&out, merges[i][0], merges[i][1], merges[i][2], merges[i][3]);
		assert_breach("another shape");
	}
}

static void payloads_that_are_none(void **state)
{
	(void)state;
	static const struct {
		char type;
		const char *payload;
		size_t n;
	} frames[] = {
		{'T', "", 0}, {'T', "\0", 1}, {'T', "\0\1\0\0\0", 5}, {'T', "\0\1\0\0\0ab", 7}, {'T', "\2\0\0\0\0", 5},
		{'T', "\0\xff\xff\xff\xff", 5}, {'C', "\0\0\0\0\0\0\0", 7}, {'C', "\0\0\0\0\0\0\0\0\0", 9},
		{'N', "", 0}, {'N', "\1\0\0\0a", 5}, {'N', "\1\0\0\0a\0\0\0\0", 9}, {'N', "\1\0\0\0a\1\0\0\0bc", 11},
		{'X', "", 0}, {'X', "\4\1\0\0\0a\1\0\0\0b", 11}, {'X', "\0\0\0\0\0\0\0\0\0", 9}, {'X', "\0\1\0\0\0a\1\0\0\0bc", 12},
	};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		raw(frames[i].type, frames[i].payload, frames[i].n);
		frame_complete(&out, 0);
		assert_breach("another shape");
	}
	static const char *const sandboxes[] = {"", "\x10", "\1\1"};
	for (size_t i = 0; i < 3; i++) {
		buf_clear(&out);
		raw('S', sandboxes[i], i);
		frame_complete(&out, 0);
		assert_breach("another shape");
	}
	raw('?', "", 0);
	assert_breach("no known kind");
	buf_add(&out, (struct str){"R\1\0\0\4", 5}); /* one more than FRAME_MOST */
	assert_breach("no known kind");
}

/* --- limits, on both sides ----------------------------------------------------------------------------------------- */

static void as_many_tables(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		for (int i = 0; i < LIMIT_SHEETS + more; i++)
			frame_table(&out, STR("t"), SHEET_VISIBLE);
		frame_complete(&out, 0);
		listen_to(buf_str(&out));
		assert_end(more ? CONTAINER_LIMIT : CONTAINER_END, more ? "more than 255 tables" : NULL);
		after(NULL);
		before(NULL);
	}
}

static void as_many_merges(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		frame_table(&out, STR("t"), SHEET_VISIBLE);
		for (int i = 0; i < LIMIT_MERGES + more; i++)
			frame_merge(&out, 1, 1, 0, 0);
		frame_table(&out, STR("u"), SHEET_VISIBLE);
		frame_merge(&out, 1, 1, 0, 0); /* each table has its own */
		frame_complete(&out, 0);
		listen_to(buf_str(&out));
		assert_end(more ? CONTAINER_LIMIT : CONTAINER_END, more ? "more than 100000 merged ranges in \"t\"" : NULL);
		after(NULL);
		before(NULL);
	}
}

static void as_many_cells(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 2; more++) {
		frame_table(&out, STR("t"), SHEET_VISIBLE);
		row(1, 1 + more, "x");
		frame_complete(&out, 1);
		listen_to(buf_str(&out));
		c.cells = LIMIT_TABLE_CELLS - 1; /* without sending them */
		assert_end(more ? CONTAINER_LIMIT : CONTAINER_END, more ? "more than 200000000 filled cells" : NULL);
		after(NULL);
		before(NULL);
	}
}

static void as_many_notices(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		for (int i = 0; i < 300 + more; i++)
			frame_notice(&out, STR("一"), STR("one"));
		frame_complete(&out, 0);
		listen_to(buf_str(&out));
		assert_end(more ? CONTAINER_UNREADABLE : CONTAINER_END, more ? "another shape" : NULL);
		after(NULL);
		before(NULL);
	}
}

/* --- words --------------------------------------------------------------------------------------------------------- */

static void troubles(void **state)
{
	(void)state;
	static const struct {
		enum frame_trouble sent;
		enum container_status told;
	} pairs[] = {{TROUBLE_UNREADABLE, CONTAINER_UNREADABLE}, {TROUBLE_LIMIT, CONTAINER_LIMIT}, {TROUBLE_USAGE, CONTAINER_USAGE}};
	for (size_t i = 0; i < 3; i++) {
		frame_table(&out, STR("t"), SHEET_VISIBLE);
		frame_trouble(&out, pairs[i].sent, STR("因此"), STR("because"));
		listen_to(buf_str(&out));
		assert_end(pairs[i].told, "because");
		assert_str(c.problem.zh, "因此");
		after(NULL);
		before(NULL);
	}
	frame_trouble(&out, TROUBLE_NO_MEMORY, STR_NONE, STR_NONE);
	listen_to(buf_str(&out));
	assert_end(CONTAINER_LIMIT, "more than 192 MiB of memory");
}

/* Words go to terminals and files: whatever the helper sends, they are short UTF-8 without control bytes. */
static void words_are_made_harmless(void **state)
{
	(void)state;
	static char long_words[100000];
	size_t n;
	memset(long_words, '\xe9', sizeof long_words);
	frame_notice(&out, STR("a\x1b[2Jb"), STR("a\0b\nc\x7f\xff"));
	frame_notice(&out, STR("x"), (struct str){long_words, sizeof long_words});
	frame_table(&out, (struct str){long_words, LIMIT_CELL_BYTES}, SHEET_VISIBLE);
	row(1, 1, "x");
	listen_to(buf_str(&out));
	assert_end(CONTAINER_UNREADABLE, "ended too early, after row 1 of \"\xef\xbf\xbd");
	const struct words *notices = container_notices(&c, &n);
	assert_str(notices[0].zh, "a [2Jb");
	assert_str(notices[0].en, "a b c \xef\xbf\xbd");
	assert_true(notices[1].en.n < 2000);
	assert_int_equal(utf8_valid(c.problem.en), c.problem.en.n);
	assert_true(c.problem.en.n < 1000);
	assert_int_equal(utf8_valid(c.problem.zh), c.problem.zh.n);
}

/* Cut off anywhere, it is never whole. */
static void cut_off_anywhere(void **state)
{
	(void)state;
	frame_notice(&out, STR("一"), STR("one"));
	frame_table(&out, STR("t"), SHEET_VISIBLE);
	frame_merge(&out, 1, 1, 0, 1);
	row(1, 3, "x");
	row(2, 3, "y");
	frame_complete(&out, 2);
	for (size_t n = 0; n < out.n; n++) {
		listen_to(str_sub(buf_str(&out), 0, n));
		assert_end(CONTAINER_UNREADABLE, "ended too early");
		container_close(&c);
	}
	listen_to(buf_str(&out));
	assert_end(CONTAINER_END, NULL);
}

/* --- real processes ------------------------------------------------------------------------------------------------ */

static void send(void)
{
	if (write(1, out.p, out.n) != (ssize_t)out.n)
		_exit(99);
	buf_clear(&out);
}

/* Three rows, then the end that `how` names. */
static int play(const char *how, const char *table)
{
	before(NULL);
	frame_table(&out, table ? str_from(table) : STR("Sheet1"), SHEET_VISIBLE);
	row(1, 2, "x");
	row(2, 2, "x");
	row(7, 2, "x");
	bool whole = strncmp(how, "whole-", 6) == 0;
	if (whole)
		frame_complete(&out, 3);
	send();
	int code = (int)strtol(how + (whole ? 6 : 0), NULL, 10);
	struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	if (code > 0 && code < 65) {
		signal(code, SIG_DFL);
		raise(code);
	}
	if (strcmp(how, "silent") == 0)
		pause();
	buf_release(&out);
	return code > 100 ? code - 100 : 0;
}

static void assert_death(const char *how, const char *table, enum container_status want, const char *problem)
{
	int input = open("/dev/null", O_RDONLY);
	assert_true(container_open(&c, "/proc/self/exe", how, table ? str_from(table) : STR_NONE, input));
	close(input);
	c.helper.patience = 1;
	assert_end(want, problem);
	assert_int_equal(c.helper.pid, 0);
	container_close(&c);
}

static void deaths(void **state)
{
	(void)state;
	assert_death("11", NULL, CONTAINER_UNREADABLE,
		     "ended by signal 11 (segmentation fault) after row 7 of \"Sheet1\": the file is damaged or hostile");
	assert_death("31", "名单 1", CONTAINER_UNREADABLE, "by signal 31 (a system call that reading does not need) after row 7 of \"名单 1\"");
	assert_death("6", NULL, CONTAINER_UNREADABLE, "by signal 6 (aborted)");
	assert_death("9", NULL, CONTAINER_UNREADABLE, "was ended by signal 9 after row 7 of \"Sheet1\": by somebody, or");
	assert_death("15", NULL, CONTAINER_UNREADABLE, "was ended by signal 15");
	assert_death("24", NULL, CONTAINER_LIMIT, "more than 900 s of processor time");
	assert_death("25", NULL, CONTAINER_LIMIT, "MiB of a temporary file");
	assert_death("103", NULL, CONTAINER_UNREADABLE, "ended with status 3 after row 7");
	assert_death("0", NULL, CONTAINER_UNREADABLE, "ended too early, after row 7");
	assert_death("silent", NULL, CONTAINER_LIMIT, "sent nothing for 1 s");
	/* a crash behind the last frame is one, too: what else went wrong is not known */
	assert_death("whole-11", NULL, CONTAINER_UNREADABLE, "ended by signal 11");
	assert_death("whole-103", NULL, CONTAINER_UNREADABLE, "ended with status 3");
	assert_death("whole-0", NULL, CONTAINER_END, NULL);
}

static void a_host_that_ignores_its_children(void **state)
{
	(void)state;
	assert_ptr_not_equal(signal(SIGCHLD, SIG_IGN), SIG_ERR);
	assert_death("whole-0", NULL, CONTAINER_END, NULL);
	assert_death("11", NULL, CONTAINER_UNREADABLE, "ended too early, after row 7");
	assert_ptr_equal(signal(SIGCHLD, SIG_DFL), SIG_IGN);
}

static void no_helper(void **state)
{
	(void)state;
	int input = open("/dev/null", O_RDONLY);
	assert_false(container_open(&c, "/nowhere/phaseout-read", "xlsx", STR_NONE, input));
	close(input);
	assert_end(CONTAINER_BROKEN, "\"/nowhere/phaseout-read\", cannot be started");
}

static void closed_in_the_middle(void **state)
{
	(void)state;
	int input = open("/dev/null", O_RDONLY);
	assert_true(container_open(&c, "/proc/self/exe", "silent", STR_NONE, input));
	close(input);
	assert_next(FRAME_TABLE);
	pid_t pid = c.helper.pid;
	container_close(&c);
	assert_int_equal(kill(pid, 0), -1);
	assert_int_equal(errno, ESRCH);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return play(argv[1], argv[2]);
#define TEST(name) cmocka_unit_test_setup_teardown(name, before, after)
	const struct CMUnitTest tests[] = {
		TEST(tables_and_rows),
		TEST(nothing_but_its_end),
		TEST(long_frames_and_many),
		TEST(frames_out_of_order),
		TEST(rows_out_of_order),
		TEST(another_number_of_rows),
		TEST(cells_that_are_none),
		TEST(merges_that_are_none),
		TEST(payloads_that_are_none),
		TEST(as_many_tables),
		TEST(as_many_merges),
		TEST(as_many_cells),
		TEST(as_many_notices),
		TEST(troubles),
		TEST(words_are_made_harmless),
		TEST(cut_off_anywhere),
		TEST(deaths),
		TEST(a_host_that_ignores_its_children),
		TEST(no_helper),
		TEST(closed_in_the_middle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
