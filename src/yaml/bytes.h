/*
 * What a file's bytes are, before YAML is read: encoding, characters that nobody can see, directives, tabs at a
 * line's start.
 *
 * Always: after bytes_survey said true the text is UTF-8, and `body` holds what libyaml may read: the text behind
 * its byte order mark, character for character and byte for byte as long, with what libyaml would stop at replaced.
 * All places are places of the text as it stands in the file.
 */
#ifndef PHASEOUT_YAML_BYTES_H
#define PHASEOUT_YAML_BYTES_H

#include "yaml/mistakes.h"
#include "yaml/place.h"

#include <stdint.h>

enum char_class {
	CHAR_PLAIN,
	CHAR_CONTROL, /* C0 but tab, LF and CR; DEL; C1; U+FFFE and U+FFFF: never, YAML itself refuses them */
	CHAR_LINE,    /* U+2028, U+2029: never, line ends to YAML 1.1 and text to 1.2 */
	CHAR_MARK,    /* U+FEFF inside a file: never, as before */
	CHAR_BIDI,    /* only under `quote` */
	CHAR_HIDDEN,  /* zero-width and other characters without a shape: only under `quote` */
};

enum {
	FORGIVE_HIDDEN = 1, /* a value under `quote` */
	FORGIVE_TABS = 2,   /* a block scalar: its lines are text; a tab in column 1 never is */
};

struct bytes {
	struct mistakes *mistakes;
	struct str text, body;
	size_t skip;      /* bytes of the byte order mark */
	bool suspicious;  /* something that bytes_walk has to look at */
	struct place walked;
	size_t tab_line;  /* the last line whose tab was told */
};

enum char_class char_class(int32_t c);

/*
 * False, with the mistake told, where the bytes are no UTF-8. Directives are told here. Memory comes from
 * `scratch`.
 */
bool bytes_survey(struct bytes *b, struct arena *scratch, struct str text, struct mistakes *mistakes);
/* Tells what may not stand between the place reached before and `to`, in file order. */
void bytes_walk(struct bytes *b, size_t to, unsigned forgive);
/* Tells one character of that class. */
void bytes_tell_char(struct mistakes *m, struct span at, int32_t c);

#endif
