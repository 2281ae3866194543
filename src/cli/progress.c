#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
	FIRST = 1000,  /* milliseconds before it is first shown: shorter runs say nothing */
	BETWEEN = 200, /* and between two of them: five a second are as many as one reads */
	COLUMNS = 80,  /* of a terminal that does not say */
};

/* Of a clock that nobody sets. */
static uint64_t now(void)
{
	struct timespec t = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static bool can_redraw(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

void progress_init(struct progress *p, const struct cli *cli, bool quiet)
{
	*p = (struct progress){.cli = cli, .on = !quiet && can_redraw(), .start = now()};
}

/* The start of the words that fits. They are ASCII, a column each, and Chinese: three bytes, two columns. */
static size_t fit(const char *words, size_t columns)
{
	size_t n = 0;

	while (words[n]) {
		size_t bytes = (unsigned char)words[n] < 0x80 ? 1 : 3, takes = bytes == 1 ? 1 : 2;
		if (takes > columns)
			break;
		columns -= takes;
		n += bytes;
	}
	return n;
}

/* The last column is left free: some terminals go on to the next line behind it. */
static size_t columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
		return COLUMNS - 1;
	return size.ws_col - 1u;
}

static void draw(const struct progress *p, const struct phaseout_progress *of, uint64_t elapsed)
{
	char words[256];

	snprintf(words, sizeof words, cli_words(p->cli, "%llu rows, %llu a second, obsolete so far: %llu"), of->rows,
		 of->rows * 1000 / elapsed, of->obsolete);
	fprintf(stderr, "\r\x1b[K%.*s", (int)fit(words, columns()), words);
	fflush(stderr);
}

void progress_show(void *ctx, const struct phaseout_progress *progress)
{
	struct progress *p = ctx;

	if (!p->on)
		return;
	uint64_t at = now(), elapsed = at - p->start;
	if (elapsed < FIRST || (p->last && at - p->last < BETWEEN))
		return;
	draw(p, progress, elapsed);
	p->last = at;
	p->drawn = true;
}

void progress_clear(struct progress *p)
{
	if (!p || !p->drawn)
		return;
	p->drawn = false;
	fputs("\r\x1b[K", stderr);
	fflush(stderr);
}
