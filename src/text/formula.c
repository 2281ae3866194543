#include "text/formula.h"

#include "text/utf8.h"

static bool one_of(int32_t c, const int32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == c)
			return true;
	return false;
}

bool text_begins_formula(struct str s)
{
	static const int32_t starts[] = {'=', '+', '-', '@', '\t', '\r', '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20};
	static const int32_t passed[] = {' ', '"', '\'', 0xa0, 0x3000, 0xfeff, 0x2018, 0x2019, 0x201c, 0x201d};
	size_t length;

	if (s.n && ((s.p[0] >= '0' && s.p[0] <= '9') || (s.p[0] >= 'A' && s.p[0] <= 'Z') || (s.p[0] >= 'a' && s.p[0] <= 'z')))
		return false; /* as most are: nothing has to be sought */
	for (size_t i = 0; i < s.n; i += length) {
		int32_t c = utf8_next(str_sub(s, i, s.n), &length);
		if (one_of(c, starts, sizeof starts / sizeof *starts))
			return true;
		if (!one_of(c, passed, sizeof passed / sizeof *passed))
			return false;
	}
	return false;
}
