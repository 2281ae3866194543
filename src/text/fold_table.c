#include "text/fold_table.h"

#define DROP FOLD_DROP

/* After NFKC, which has made half-width what was full-width. */
static const struct fold_change name_changes[] = {
	{'\t', '\r', DROP, false},
	{' ', ' ', DROP, false},
	{'a', 'z', 'A', true},
	{'~', '~', '-', false},
	{0x0085, 0x0085, DROP, false},
	{0x00a0, 0x00a0, DROP, false},
	{0x00ad, 0x00ad, DROP, false}, /* soft hyphen: not seen */
	{0x00d8, 0x00d8, 0x03c6, false}, /* Ø */
	{0x00f8, 0x00f8, 0x03c6, false}, /* ø */
	{0x0278, 0x0278, 0x03c6, false}, /* ɸ */
	{0x02d7, 0x02d7, '-', false},
	{0x03a6, 0x03a6, 0x03c6, false}, /* Φ */
	{0x0424, 0x0424, 0x03c6, false}, /* Ф */
	{0x0444, 0x0444, 0x03c6, false}, /* ф */
	{0x1680, 0x1680, DROP, false},
	{0x180e, 0x180e, DROP, false},
	{0x2000, 0x200f, DROP, false}, /* spaces; zero-width; direction marks */
	{0x2010, 0x2015, '-', false},
	{0x2028, 0x202f, DROP, false},
	{0x2043, 0x2043, '-', false},
	{0x2044, 0x2044, '/', false},
	{0x2053, 0x2053, '-', false}, /* ⁓ */
	{0x205f, 0x206f, DROP, false},
	{0x2205, 0x2205, 0x03c6, false}, /* ∅ */
	{0x2212, 0x2212, '-', false},
	{0x2215, 0x2215, '/', false},
	{0x2236, 0x2236, ':', false},
	{0x223c, 0x223d, '-', false}, /* ∼ ∽ */
	{0x2300, 0x2300, 0x03c6, false}, /* ⌀ */
	{0x2500, 0x2501, '-', false}, /* box drawing, used as dashes in GB 2312 texts */
	{0x2573, 0x2573, 0x00d7, false},
	{0x2715, 0x2716, 0x00d7, false},
	{0x2796, 0x2796, '-', false},
	{0x2a2f, 0x2a2f, 0x00d7, false},
	{0x2e3a, 0x2e3b, '-', false},
	{0x3000, 0x3000, DROP, false},
	{0x301c, 0x301c, '-', false}, /* 〜 */
	{0x3030, 0x3030, '-', false}, /* 〰 */
	{0xa789, 0xa789, ':', false},
	{0xe000, 0xf8ff, DROP, false},
	{0xfe00, 0xfe0f, DROP, false}, /* variation selectors */
	{0xfeff, 0xfeff, DROP, false},
	{0xf0000, 0x10ffff, DROP, false},
};

/*
 * Without NFKC: circled digits, superscripts and fractions must stay what they are. So must a soft hyphen, which may
 * have been seen as the dash of a range, and the two signs that override the direction: what is seen is another number.
 */
static const struct fold_change quantity_changes[] = {
	{'\t', '\r', ' ', false},
	{0x0085, 0x0085, ' ', false},
	{0x00a0, 0x00a0, ' ', false},
	{0x00d7, 0x00d7, 'x', false},
	{0x02d7, 0x02d7, '-', false},
	{0x1680, 0x1680, ' ', false},
	{0x180e, 0x180e, DROP, false},
	{0x2000, 0x200a, ' ', false},
	{0x200b, 0x200f, DROP, false},
	{0x2010, 0x2015, '-', false},
	{0x2028, 0x2029, ' ', false},
	{0x202a, 0x202c, DROP, false},
	{0x202f, 0x202f, ' ', false},
	{0x2043, 0x2043, '-', false},
	{0x2044, 0x2044, '/', false},
	{0x2053, 0x2053, '~', false},
	{0x205f, 0x205f, ' ', false},
	{0x2060, 0x206f, DROP, false},
	{0x2212, 0x2212, '-', false},
	{0x2215, 0x2215, '/', false},
	{0x2236, 0x2236, ':', false},
	{0x223c, 0x223d, '~', false},
	{0x2266, 0x2267, 0x2264, true}, /* ≦ ≧ → ≤ ≥ */
	{0x2500, 0x2501, '-', false},
	{0x2573, 0x2573, 'x', false},
	{0x2715, 0x2716, 'x', false},
	{0x2796, 0x2796, '-', false},
	{0x2a2f, 0x2a2f, 'x', false},
	{0x2a7d, 0x2a7e, 0x2264, true}, /* ⩽ ⩾ */
	{0x2e3a, 0x2e3b, '-', false},
	{0x3000, 0x3000, ' ', false},
	{0x301c, 0x301c, '~', false},
	{0x3030, 0x3030, '~', false},
	{0x30fc, 0x30fc, '-', false}, /* ー */
	{0xa789, 0xa789, ':', false},
	{0xe000, 0xf8ff, DROP, false},
	{0xfe00, 0xfe0f, DROP, false},
	{0xfe10, 0xfe10, 0xff0c, false}, /* the vertical and the small comma: the wide one, which never groups */
	{0xfe13, 0xfe13, ':', false},
	{0xfe31, 0xfe32, '-', false},
	{0xfe50, 0xfe50, 0xff0c, false},
	{0xfe51, 0xfe51, 0x3001, false}, /* ﹑ → 、 */
	{0xfe52, 0xfe52, '.', false},
	{0xfe55, 0xfe55, ':', false},
	{0xfe58, 0xfe58, '-', false},
	{0xfe59, 0xfe5a, '(', true},
	{0xfe61, 0xfe62, '*', true}, /* ﹡ ﹢ */
	{0xfe63, 0xfe63, '-', false},
	{0xfe64, 0xfe64, '<', false},
	{0xfe65, 0xfe65, '>', false},
	{0xfe66, 0xfe66, '=', false},
	{0xfe6a, 0xfe6a, '%', false},
	{0xfeff, 0xfeff, DROP, false},
	{0xff01, 0xff0b, '!', true},
	{0xff0d, 0xff5e, '-', true}, /* all but the comma: ， never groups thousands */
	{0xff70, 0xff70, '-', false},
	{0xf0000, 0x10ffff, DROP, false},
};

/* Exactly White_Space of the Unicode character database, and private use. */
static const struct fold_change quote_changes[] = {
	{'\t', '\r', DROP, false},       {' ', ' ', DROP, false},         {0x0085, 0x0085, DROP, false},
	{0x00a0, 0x00a0, DROP, false},   {0x1680, 0x1680, DROP, false},   {0x2000, 0x200a, DROP, false},
	{0x2028, 0x2029, DROP, false},   {0x202f, 0x202f, DROP, false},   {0x205f, 0x205f, DROP, false},
	{0x3000, 0x3000, DROP, false},   {0xe000, 0xf8ff, DROP, false},   {0xf0000, 0xffffd, DROP, false},
	{0x100000, 0x10fffd, DROP, false},
};

#define TABLE(rows) {(rows), sizeof(rows) / sizeof *(rows)}

const struct fold_table fold_names = TABLE(name_changes);
const struct fold_table fold_quantities = TABLE(quantity_changes);
const struct fold_table fold_quotes = TABLE(quote_changes);

int32_t fold_change(struct fold_table t, int32_t c)
{
	size_t lo = 0, hi = t.n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct fold_change *row = &t.rows[mid];
		if (c < row->from)
			hi = mid;
		else if (c > row->to)
			lo = mid + 1;
		else
			return row->run ? row->into + (c - row->from) : row->into;
	}
	return c;
}
