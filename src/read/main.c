/*
 * phaseout-read FORMAT [TABLE]: reads the container on descriptor 3 and writes frames (base/frames.h) to standard
 * output. Descriptor 4, where it is open, is an unlinked file to spill into. Started by os/helper.c, for no other
 * use.
 */
#include "read/converters.h"
#include "read/reader.h"
#include "read/sandbox.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INPUT_FD = 3, SPILL_FD = 4 };

/*
 * What is converted from while reading: old workbooks name a code page; those of East Asia and of Western and Eastern
 * Europe are there.
 */
static const char *const no_converters[] = {NULL};
static const char *const xls_converters[] = {"CP936", "CP950", "CP932", "CP949", "CP1252", "CP1250", "CP1251", "MACINTOSH", NULL};
static const char *const html_converters[] = {"GB18030", NULL};

static const struct format {
	const char *name;
	read_fn *read;
	const char *const *converters;
} formats[] = {
	{"xlsx", read_xlsx, no_converters},
	{"xls", read_xls, xls_converters},
	{"html", read_html, html_converters},
	{"sqlite", read_sqlite, no_converters},
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

/*
 * Standard input may have been given open for writing, and its place is shared with whoever gave it. Opened anew it
 * is neither; where that is not allowed, what was given must do.
 */
static void open_input_anew(const struct stat *st)
{
	int fd = S_ISREG(st->st_mode) ? open("/proc/self/fd/3", O_RDONLY | O_CLOEXEC) : -1;
	if (fd >= 0) {
		dup2(fd, INPUT_FD);
		close(fd);
	}
}

int main(int argc, char **argv)
{
	const struct format *format = argc >= 2 ? format_of(argv[1]) : NULL;
	struct arena arena;
	struct stat st;
	if (!format || argc > 3 || fstat(INPUT_FD, &st) != 0)
		return 64;
	open_input_anew(&st);
	converters_keep(format->converters);
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
	frame_sandbox(&job.out, sandbox_enter());
	/*
	 * and no more: nothing is run at exit that a hostile file may have bent, or that the sandbox forbids (leak
	 * and coverage reports)
	 */
	_exit(finish(&job, format->read(&job)) ? 0 : 1);
}
