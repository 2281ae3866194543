/*
 * The two folds of rules-format.md: one text for comparing, the filed text for citing.
 *
 * Always: `to_filed[i]` is the byte offset in the filed text of the character that produced folded byte i;
 * to_filed[text.n] is the length of the filed text. So the folded bytes [a, b) came from the filed bytes
 * [to_filed[a], to_filed[b]). Memory comes from the arena given.
 */
#ifndef PHASEOUT_TEXT_FOLD_H
#define PHASEOUT_TEXT_FOLD_H

#include "base/arena.h"

#include <stdint.h>

struct folded {
	struct str filed;
	struct str text; /* NUL-terminated */
	uint32_t *to_filed; /* text.n + 1 offsets */
};

/*
 * Names and models: NFKC; every dash (also ~, and 一 between two model characters: ASCII letters or digits) becomes '-',
 * ratio signs ':', ×xX* between digits 'x', ΦφфØø⌀ 'φ'; all white space, line breaks, private-use and unseen
 * (zero-width, direction) characters dropped; ASCII upper case. A byte that is no UTF-8 becomes U+FFFD, here and below.
 * False when memory is exhausted.
 */
bool fold_name(struct folded *out, struct arena *a, struct str filed);

/*
 * Quantities: full-width and small forms to half-width (digits, letters, signs, the ideographic space), case kept;
 * superscripts only as ² ³ behind a letter or 米 (m³ → m3; 10³ keeps ³); ㎡ ㎥ ㎜ ㎏ … to m2 m3 mm kg …; circled digits
 * kept as they are; dashes to '-', ～ to '~'; ratio signs to ':'; × to 'x'; ≦ ≧ to ≤ ≥; every white space and line break
 * to a space; private-use and unseen characters dropped, but for a soft hyphen and the signs that override the
 * direction. `、` and full-width `，` stay as they are (they never group thousands; the small ﹑ ﹐ become them);
 * spaces stay (between digits they separate); 一 stays (it is a number).
 */
bool fold_quantity(struct folded *out, struct arena *a, struct str filed);

/* Only the text of fold_name, for tables that need no offsets; .p is NULL when memory is exhausted. */
struct str fold_key(struct arena *a, struct str filed);

/*
 * The filed bytes behind folded [from, to), widened to whole filed characters (of ㎥ folded to m3, either half is ㎥);
 * white space that the fold dropped behind the last character is left out.
 */
struct str folded_source(const struct folded *f, size_t from, size_t to);

/* Was white space dropped before folded byte i? Not before the first one, nor inside a character. */
bool folded_gap(const struct folded *f, size_t i);

/*
 * What a quote is compared by: without white space (White_Space of Unicode, so also U+3000) and private-use characters.
 * For citing the law, nothing else changes.
 */
bool fold_quote(struct folded *out, struct arena *a, struct str filed);

#endif
