/*
 * Character references of HTML (&nbsp; &#179;), as its standard reads them (WHATWG HTML, 13.2.5.72 on), and the bytes of
 * windows-1252, by which it reads the numbers 128 to 159. The names are those of libxml2: HTML 4's.
 */
#ifndef PHASEOUT_READ_HTML_REFERENCE_H
#define PHASEOUT_READ_HTML_REFERENCE_H

#include "base/str.h"

#include <stdint.h>

enum { REFERENCE_BYTES = 31 }; /* of a name that may be one, without & and ; */

struct html_references { /* names that old pages write without a semicolon: of characters up to U+00FF */
	struct {
		struct str name;
		int32_t character;
	} old[128];
	size_t n;
};

void html_references_init(struct html_references *r);
/*
 * The character that the letters and digits behind an & name, and how many of them do; -1 where they name none. Without a
 * semicolon behind all of them only the names that old pages write so count (&nbsp1080 is a space and 1080), within an
 * attribute's value none that is followed by more.
 */
int32_t html_named(const struct html_references *r, struct str name, bool semicolon, bool in_value, size_t *used);
/* The character of a number; -1 where it is that of none (0, a surrogate, above 10FFFF). */
int32_t html_numbered(uint32_t number);

int32_t windows_1252(unsigned char byte);

#endif
