/*
 * A reader's stream as text, one line a frame, so that a test can hold it against what it expects:
 *
 *     table registry            (or: table registry hidden)
 *     merge 2-4 0-0
 *     row 2: 0 text 甲, 1 number 450, 3 date 2003-01-15
 *     notice …                  (the English words)
 *     complete 2                (or: unreadable …, limit …, usage …, no memory …)
 *
 * Always: what the reader promises of any stream is asserted: frames are whole, rows and columns ascend, no cell is
 * blank, one COMPLETE or trouble ends it, its count is right, words are there in both languages.
 */
#ifndef PHASEOUT_TESTS_READ_DUMP_H
#define PHASEOUT_TESTS_READ_DUMP_H

#include "read/reader.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static inline void dump_words(struct buf *out, struct str rest)
{
	struct str zh, en;
	assert_true(frame_take_text(&rest, &zh) && frame_take_text(&rest, &en) && rest.n == 0);
	assert_true(zh.n && en.n);
	buf_printf(out, "%.*s\n", STR_ARG(en));
}

static inline void dump_row(struct buf *out, struct str rest, uint64_t *last_row)
{
	static const char *const sorts[CELL_SORTS] = {
		"text", "number", "rounded", "date", "boolean", "error", "formula", "scaled"};
	uint64_t number;
	uint32_t cells, last = 0;
	assert_true(frame_take_u64(&rest, &number) && frame_take_u32(&rest, &cells));
	assert_true(number > *last_row && cells);
	*last_row = number;
	buf_printf(out, "row %" PRIu64 ":", number);
	for (uint32_t i = 0; i < cells; i++) {
		struct frame_cell cell;
		assert_true(frame_take_cell(&rest, &cell) && cell.sort < CELL_SORTS);
		assert_true(str_trim(cell.text).n && (i == 0 || cell.column > last));
		last = cell.column;
		buf_printf(out, "%s %" PRIu32 " %s ", i ? "," : "", cell.column, sorts[cell.sort]);
		buf_add(out, cell.text);
	}
	assert_int_equal(rest.n, 0);
	buf_addc(out, '\n');
}

static inline void dump_end(struct buf *out, struct str rest, uint64_t rows)
{
	uint64_t said;
	assert_true(frame_take_u64(&rest, &said) && rest.n == 0);
	assert_int_equal(said, rows);
	buf_printf(out, "complete %" PRIu64 "\n", said);
}

static inline void dump_trouble(struct buf *out, struct str rest)
{
	static const char *const troubles[] = {"unreadable", "limit", "usage", "no memory"};
	unsigned char trouble;
	assert_true(frame_take_byte(&rest, &trouble) && trouble <= TROUBLE_NO_MEMORY);
	buf_printf(out, "%s ", troubles[trouble]);
	dump_words(out, rest);
}

static inline void dump_frames(struct buf *out, struct str stream)
{
	uint64_t rows = 0, last_row = 0;
	bool ended = false;
	while (stream.n) {
		enum frame_type type;
		uint32_t length;
		uint32_t at[4];
		unsigned char state;
		struct str rest, name;
		assert_true(!ended && stream.n >= FRAME_HEAD && frame_head(&type, &length, stream.p));
		assert_true(stream.n - FRAME_HEAD >= length);
		rest = str_sub(stream, FRAME_HEAD, FRAME_HEAD + length);
		stream = str_sub(stream, FRAME_HEAD + length, stream.n);
		switch (type) {
		case FRAME_SANDBOX:
			fail_msg("a reader told of its sandbox");
			break;
		case FRAME_TABLE:
			assert_true(frame_take_byte(&rest, &state) && frame_take_text(&rest, &name) && rest.n == 0);
			buf_printf(out, "table %.*s%s\n", STR_ARG(name), state == SHEET_HIDDEN ? " hidden" : "");
			last_row = 0;
			break;
		case FRAME_MERGE:
			for (int i = 0; i < 4; i++)
				assert_true(frame_take_u32(&rest, &at[i]));
			buf_printf(out, "merge %u-%u %u-%u\n", at[0], at[1], at[2], at[3]);
			break;
		case FRAME_ROW:
			dump_row(out, rest, &last_row);
			rows++;
			break;
		case FRAME_NOTICE:
			buf_adds(out, "notice ");
			dump_words(out, rest);
			break;
		case FRAME_COMPLETE:
			dump_end(out, rest, rows);
			ended = true;
			break;
		case FRAME_TROUBLE:
			dump_trouble(out, rest);
			ended = true;
			break;
		}
	}
	assert_true(ended);
}

/* Everything that stands in the file, which may be a pipe no longer written to. */
static inline void dump_slurp(struct buf *out, int fd)
{
	char chunk[65536];
	ssize_t n;
	assert_true(lseek(fd, 0, SEEK_SET) == 0);
	while ((n = read(fd, chunk, sizeof chunk)) > 0)
		buf_add(out, (struct str){chunk, (size_t)n});
	assert_int_equal(n, 0);
}

/* What `reader` makes of the file on `fd`, appended to `out`. `table` may be STR_NONE. */
static inline void dump_fd(struct buf *out, read_fn *reader, int fd, struct str table)
{
	struct arena arena;
	struct stat st;
	struct buf stream;
	int sink = memfd_create("frames", 0), spill = memfd_create("spill", 0);
	assert_true(sink >= 0 && spill >= 0 && fstat(fd, &st) == 0);
	arena_init(&arena);
	buf_init(&stream);
	struct read_job job = {
		.fd = fd, .size = (uint64_t)st.st_size, .spill = spill, .table = table, .arena = &arena, .out_fd = sink};
	buf_init(&job.out);
	enum read_status status = reader(&job);
	assert_true(status != READ_CLOSED);
	if (status == READ_OK) {
		frame_complete(&job.out, job.rows);
	} else {
		static const enum frame_trouble troubles[] = {[READ_UNREADABLE] = TROUBLE_UNREADABLE, [READ_LIMIT] = TROUBLE_LIMIT,
							      [READ_USAGE] = TROUBLE_USAGE, [READ_NO_MEMORY] = TROUBLE_NO_MEMORY};
		frame_trouble(&job.out, troubles[status], job.problem.zh, job.problem.en);
	}
	assert_int_equal(read_flush(&job, true), READ_OK);
	dump_slurp(&stream, sink);
	dump_frames(out, buf_str(&stream));
	buf_release(&stream);
	buf_release(&job.out);
	arena_release(&arena);
	close(spill);
	close(sink);
}

static inline void dump_file(struct buf *out, read_fn *reader, const char *path, struct str table)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail_msg("%s cannot be opened", path);
	dump_fd(out, reader, fd, table);
	close(fd);
}

/* The same for bytes in memory. */
static inline void dump_bytes(struct buf *out, read_fn *reader, struct str bytes, struct str table)
{
	int fd = memfd_create("input", 0);
	assert_true(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	dump_fd(out, reader, fd, table);
	close(fd);
}

#endif
