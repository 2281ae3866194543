/*
 * Many rows through the judge, counted, into sinks.
 *
 * Always: before `end` is called the books are closed: rows read = judged + rejected + skipped, items = the sum of their verdicts. Where they are not, the status is SCREEN_DEFECT and
 * no sink ends.
 */
#ifndef PHASEOUT_SCREEN_SCREEN_H
#define PHASEOUT_SCREEN_SCREEN_H

#include "base/marks.h"
#include "screen/sink.h"

/* A sink with the place its bytes go to. */
struct screen_target {
	struct sink *sink;
	struct str name; /* of the file, in words; STR_NONE: the caller gets it */
	/* Takes the bytes; false where they could not be written. */
	bool (*write)(void *ctx, struct str bytes);
	void *ctx;
};

enum screen_status {
	SCREEN_OK,
	SCREEN_UNREADABLE, /* 65 */
	SCREEN_LIMIT,      /* 69 */
	SCREEN_REFUSED,    /* 78 */
	SCREEN_USAGE,      /* 64: an input has no sheet of the name that was given; an output cannot hold what was read */
	SCREEN_WRITE,      /* 74 */
	SCREEN_NO_MEMORY,
	SCREEN_DEFECT,     /* 70: the books do not close */
};

struct screen_source {
	struct str name;
	struct input *input;
	struct registry_options options;
	char sha256[SHA256_HEX + 1]; /* "" while unknown */
};

/* Called with words about a file: a notice once its header is known, or what failed. The words do not name the file. */
typedef void screen_say_fn(void *ctx, bool failure, struct str file, struct words words);

/* Called now and then, in the thread of the run, with the books as they stand. */
typedef void screen_progress_fn(void *ctx, struct str file, const struct totals *totals);

struct screen {
	struct run_info *run;
	const struct reader *reader;
	struct screen_source *sources;
	size_t n_sources;
	struct screen_target *targets;
	size_t n_targets;
	const enum marks_way *way; /* how rows are looked at; NULL: the fastest that the machine can do. What comes out is the same */
	size_t jobs;     /* threads; 0: as many as there are processors. What comes out is the same */
	bool duplicates; /* machines that stand more than once are sought */
	struct diags *diags;
	screen_say_fn *say;
	void *say_ctx;
	screen_progress_fn *progress; /* NULL */
	void *progress_ctx;
};

/*
 * Screens every source in order. On SCREEN_OK *answer is 0 to 3 (semantics.md, "Exit status") and every sink has ended. The first trouble
 * ends the run: it was said, no sink has ended, and what they wrote is cut off, which its reader sees. The totals' memory is `a`'s.
 */
enum screen_status screen_run(struct screen *s, struct arena *a, struct totals *totals, int *answer);

/* The answer's number: 0 nothing obsolete and all judged, 1 obsolete, 2 something open or no row, 3 both. */
int screen_answer(const struct totals *t);

#endif
