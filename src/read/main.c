/*
 * phaseout-read FORMAT [TABLE]: reads the container on descriptor 3 and writes frames (base/frames.h) to standard output. Descriptor 4, where it is
 * open, is an unlinked file to spill into. Started by os/helper.c, for no other use.
 */
#include "read/reader.h"
#include "read/sandbox.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INPUT_FD = 3, SPILL_FD = 4 };

static const struct format {
	const char *name;
	read_fn *read;
	bool by_path; /* its library opens the file itself */
} formats[] = {
	{"xlsx", read_xlsx, false},
	{"xls", read_xls, true},
	{"html", read_html, false},
	{"sqlite", read_sqlite, false},
};

static const struct format *format_of(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* The last frame: what became of it. */
static bool finish(struct read_job *job, enum read_status status)
{
	static const enum frame_trouble troubles[] = {
		[READ_UNREADABLE] = TROUBLE_UNREADABLE, [READ_LIMIT] = TROUBLE_LIMIT, [READ_USAGE] = TROUBLE_USAGE, [READ_NO_MEMORY] = TROUBLE_NO_MEMORY};
	if (status == READ_CLOSED)
		return false;
	if (status == READ_OK)
		frame_complete(&job->out, job->rows);
	else
		frame_trouble(&job->out, troubles[status], job->problem.zh, job->problem.en);
	return read_flush(job, true) == READ_OK;
}

int main(int argc, char **argv)
{
	const struct format *format = argc >= 2 ? format_of(argv[1]) : NULL;
	struct arena arena;
	struct stat st;
	if (!format || argc > 3 || fstat(INPUT_FD, &st) != 0)
		return 64;
	arena_init(&arena);
	struct read_job job = {
		.fd = INPUT_FD,
		.size = (uint64_t)st.st_size,
		.spill = fstat(SPILL_FD, &(struct stat){0}) == 0 ? SPILL_FD : -1,
		.table = argc == 3 ? str_from(argv[2]) : STR_NONE,
		.arena = &arena,
		.out_fd = STDOUT_FILENO,
	};
	buf_init(&job.out);
	frame_sandbox(&job.out, sandbox_enter(format->by_path ? INPUT_FD : -1));
	bool sent = finish(&job, format->read(&job));
	buf_release(&job.out);
	arena_release(&arena);
	return sent ? 0 : 1;
}
