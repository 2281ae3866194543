/* For the fuzz targets of readers: one ends, whatever the bytes, and what it sends keeps to base/frames.h. */
#ifndef PHASEOUT_TESTS_MUST_READ_H
#define PHASEOUT_TESTS_MUST_READ_H

#include "base/limits.h"
#include "read/reader.h"
#include "must.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static inline void check_row(struct str rest, uint64_t *last_row)
{
	uint64_t number;
	uint32_t n;
	struct frame_cell cell;
	MUST(frame_take_u64(&rest, &number) && number > *last_row && number <= 1048576);
	MUST(frame_take_u32(&rest, &n) && n);
	*last_row = number;
	for (uint32_t i = 0, next = 0; i < n; i++, next = cell.column + 1)
		MUST(frame_take_cell(&rest, &cell) && cell.column >= next && cell.column < 16384 &&
		     cell.text.n <= LIMIT_CELL_BYTES + 1 && str_trim(cell.text).n);
	MUST(rest.n == 0);
}

/* Answers the number of rows. */
static inline uint64_t check_frames(struct str stream)
{
	uint64_t rows = 0, last_row = 0;
	bool in_table = false;
	while (stream.n) {
		enum frame_type type;
		uint32_t length;
		MUST(stream.n >= FRAME_HEAD && frame_head(&type, &length, stream.p) && stream.n - FRAME_HEAD >= length);
		struct str payload = str_sub(stream, FRAME_HEAD, FRAME_HEAD + length);
		stream = str_sub(stream, FRAME_HEAD + length, stream.n);
		if (type == FRAME_TABLE) {
			in_table = true;
			last_row = 0;
		} else if (type == FRAME_ROW) {
			MUST(in_table);
			check_row(payload, &last_row);
			rows++;
		} else if (type == FRAME_MERGE) {
			MUST(in_table && last_row == 0 && length == 16);
		} else {
			MUST(type == FRAME_NOTICE);
		}
	}
	return rows;
}

/* The reader ends with those bytes. */
static inline void must_read(read_fn *reader, struct str bytes)
{
	struct arena arena;
	struct stat st;
	int in = memfd_create("in", 0), out = memfd_create("out", 0), spill = memfd_create("spill", 0);
	MUST(in >= 0 && out >= 0 && spill >= 0 && write(in, bytes.p, bytes.n) == (ssize_t)bytes.n);
	arena_init(&arena);
	struct read_job job = {.fd = in, .size = bytes.n, .spill = spill, .arena = &arena, .out_fd = out};
	enum read_status status = reader(&job);
	MUST(status != READ_CLOSED && status != READ_NO_MEMORY);
	MUST(status == READ_OK || (job.problem.en.n && job.problem.zh.n));
	MUST(read_flush(&job, true) == READ_OK && fstat(out, &st) == 0);
	if (st.st_size) {
		char *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, out, 0);
		MUST(p != MAP_FAILED);
		MUST(check_frames((struct str){p, (size_t)st.st_size}) == job.rows);
		munmap(p, (size_t)st.st_size);
	}
	buf_release(&job.out);
	arena_release(&arena);
	close(in);
	close(out);
	close(spill);
}

#endif
