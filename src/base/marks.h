/*
 * Where some bytes stand: the separators, quotes and line ends of a text, found many at a time.
 *
 * Always: every way to find them gives the same; which the machine can do is asked once, by the caller, and costs nothing where it
 * can do no better than the plain one.
 */
#ifndef PHASEOUT_BASE_MARKS_H
#define PHASEOUT_BASE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes that are sought; one may stand several times. */
struct mark_set {
	char bytes[4];
};

/* From the plainest to the fastest. */
enum marks_way { MARKS_PLAIN, MARKS_SSE2, MARKS_AVX2, MARKS_AVX512, MARKS_WAYS };

/* Can this machine do it so? MARKS_PLAIN can be done by all. */
bool marks_can(enum marks_way way);
/* The fastest that this machine can do. */
enum marks_way marks_best(void);

enum {
	MARKS_SLACK = 64,	  /* places behind the last mark that `out` must have */
	MARKS_MOST = UINT32_MAX / 2 /* bytes that can be searched at once */
};

/* Marks that were found so far. */
struct marks {
	uint32_t *all;    /* offsets, in order */
	size_t n;
	uint32_t *others; /* of those that are not the first byte of their set the places in `all`, in order; NULL: not asked for */
	size_t n_others;
};

/*
 * Adds the offsets from p of all bytes of the set in p[from, n), in order. `all` and `others` have room for n - from + MARKS_SLACK more; nothing outside p[from, n) is
 * looked at. `way` is one that the machine can do.
 */
void marks_find(enum marks_way way, struct marks *out, const char *p, size_t from, size_t n, const struct mark_set *set);

/* What marks_find_fields saw. */
struct fields_seen {
	bool quotes; /* there are some */
	bool cr;     /* lines end with CR LF */
};

/*
 * Finds, instead of what *out held, the separators and line ends of p[0, n) that are not within quotes, where fields are plain to see: p[0] begins a record; quotes stand at both
 * ends of a field and nowhere else; no line end is within quotes; each line ends with LF, or each with CR LF. Else false, and what was found is worth nothing. `others`, which must
 * be there, are line ends: of CR LF both bytes. What stands behind the last line end may be cut anywhere.
 */
bool marks_find_fields(enum marks_way way, struct marks *out, const char *p, size_t n, char separator, struct fields_seen *seen);

#endif
