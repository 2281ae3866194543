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

void read_row_cell(struct read_job *job, struct frame_row *row, uint32_t column, enum cell_sort sort, struct str text)
{
	if (!str_trim(text).n)
		return;
	frame_row_cell(row, &job->out, column, sort, str_sub(text, 0, LIMIT_CELL_BYTES + 1));
}

enum read_status read_row_end(struct read_job *job, struct frame_row *row)
{
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
