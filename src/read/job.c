#include "read/reader.h"

#include "base/limits.h"

#include <errno.h>
#include <unistd.h>

enum { MUCH = 256 * 1024 }; /* bytes that are sent together */

enum read_status read_fails(struct read_job *job, enum read_status status, struct words problem)
{
	job->problem = problem;
	return problem.en.p ? status : READ_NO_MEMORY;
}

enum read_status read_flush(struct read_job *job, bool all)
{
	struct str rest = buf_str(&job->out);
	if (job->out.failed)
		return READ_NO_MEMORY;
	if (!all && rest.n < MUCH)
		return READ_OK;
	while (rest.n) {
		ssize_t n = write(job->out_fd, rest.p, rest.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return READ_CLOSED;
		rest = str_sub(rest, (size_t)n, rest.n);
	}
	buf_clear(&job->out);
	return READ_OK;
}

void read_row_begin(struct read_job *job, struct frame_row *row, uint64_t number)
{
	frame_row_begin(row, &job->out, number);
}

/* Nothing more is taken into such a row, so that memory is bounded; its end says so. */
static bool is_long(const struct read_job *job, const struct frame_row *row)
{
	return job->out.n - row->start > LIMIT_RECORD_BYTES;
}

static uint64_t row_number(const struct read_job *job, const struct frame_row *row)
{
	struct str payload = str_sub(buf_str(&job->out), row->start + FRAME_HEAD, job->out.n);
	uint64_t number = 0;
	frame_take_u64(&payload, &number);
	return number;
}

static bool is_blank(struct str text)
{
	unsigned char c = text.n ? (unsigned char)text.p[0] : 0;
	bool visible = c > ' ' && c != 0xc2 && c != 0xe3 && c != 0xef; /* most texts: nothing that str_trim knows begins so */
	return !visible && !str_trim(text).n;
}

void read_row_cell(struct read_job *job, struct frame_row *row, uint32_t column, enum cell_sort sort, struct str text)
{
	if (is_blank(text) || job->out.failed || is_long(job, row))
		return;
	frame_row_cell(row, &job->out, column, sort, str_sub(text, 0, LIMIT_CELL_BYTES + 1));
}

enum read_status read_row_end(struct read_job *job, struct frame_row *row)
{
	if (!job->out.failed && is_long(job, row)) {
		unsigned long long number = row_number(job, row);
		read_row_drop(job, row);
		return read_fails(job, READ_LIMIT, words_printf(job->arena, "row %llu is longer than %d bytes", number, (int)LIMIT_RECORD_BYTES));
	}
	if (!frame_row_end(row, &job->out))
		return job->out.failed ? READ_NO_MEMORY : READ_OK;
	job->rows++;
	job->cells += row->cells;
	if (job->cells > LIMIT_TABLE_CELLS)
		return read_fails(job, READ_LIMIT, words_printf(job->arena, "more than %d filled cells", (int)LIMIT_TABLE_CELLS));
	return read_flush(job, false);
}

void read_row_drop(struct read_job *job, struct frame_row *row)
{
	row->cells = 0;
	frame_row_end(row, &job->out);
}
