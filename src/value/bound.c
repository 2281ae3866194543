#include "value/bound.h"

#include "value/numeral.h"

struct bound_word {
	struct str text; /* folded, in lower case; in suffixes without spaces */
	enum bound bound;
};

/* Longer ones before those that they begin with. */
static const struct bound_word prefixes[] = {
	{STR_INIT("大约为"), BOUND_ABOUT},
	{STR_INIT("大约"), BOUND_ABOUT},
	{STR_INIT("约为"), BOUND_ABOUT},
	{STR_INIT("约"), BOUND_ABOUT},
	{STR_INIT("≈"), BOUND_ABOUT},
	{STR_INIT("approx. "), BOUND_ABOUT},
	{STR_INIT("approx "), BOUND_ABOUT},
	{STR_INIT("approximately "), BOUND_ABOUT},
	{STR_INIT("about "), BOUND_ABOUT},
	{STR_INIT("≤"), BOUND_AT_MOST},
	{STR_INIT("≯"), BOUND_AT_MOST},
	{STR_INIT("<="), BOUND_AT_MOST},
	{STR_INIT("=<"), BOUND_AT_MOST},
	{STR_INIT("小于或等于"), BOUND_AT_MOST},
	{STR_INIT("小于等于"), BOUND_AT_MOST},
	{STR_INIT("低于或等于"), BOUND_AT_MOST},
	{STR_INIT("低于等于"), BOUND_AT_MOST},
	{STR_INIT("不超过"), BOUND_AT_MOST},
	{STR_INIT("未超过"), BOUND_AT_MOST},
	{STR_INIT("不大于"), BOUND_AT_MOST},
	{STR_INIT("不高于"), BOUND_AT_MOST},
	{STR_INIT("不多于"), BOUND_AT_MOST},
	{STR_INIT("至多"), BOUND_AT_MOST},
	{STR_INIT("最多"), BOUND_AT_MOST},
	{STR_INIT("up to "), BOUND_AT_MOST},
	{STR_INIT("at most "), BOUND_AT_MOST},
	{STR_INIT("not more than "), BOUND_AT_MOST},
	{STR_INIT("≥"), BOUND_AT_LEAST},
	{STR_INIT("≮"), BOUND_AT_LEAST},
	{STR_INIT(">="), BOUND_AT_LEAST},
	{STR_INIT("=>"), BOUND_AT_LEAST},
	{STR_INIT("大于或等于"), BOUND_AT_LEAST},
	{STR_INIT("大于等于"), BOUND_AT_LEAST},
	{STR_INIT("高于或等于"), BOUND_AT_LEAST},
	{STR_INIT("高于等于"), BOUND_AT_LEAST},
	{STR_INIT("不低于"), BOUND_AT_LEAST},
	{STR_INIT("不小于"), BOUND_AT_LEAST},
	{STR_INIT("不少于"), BOUND_AT_LEAST},
	{STR_INIT("至少"), BOUND_AT_LEAST},
	{STR_INIT("最少"), BOUND_AT_LEAST},
	{STR_INIT("at least "), BOUND_AT_LEAST},
	{STR_INIT("not less than "), BOUND_AT_LEAST},
	{STR_INIT("<"), BOUND_BELOW},
	{STR_INIT("小于"), BOUND_BELOW},
	{STR_INIT("低于"), BOUND_BELOW},
	{STR_INIT("少于"), BOUND_BELOW},
	{STR_INIT("不足"), BOUND_BELOW},
	{STR_INIT("不到"), BOUND_BELOW},
	{STR_INIT("不满"), BOUND_BELOW},
	{STR_INIT("未满"), BOUND_BELOW},
	{STR_INIT("未达到"), BOUND_BELOW},
	{STR_INIT("less than "), BOUND_BELOW},
	{STR_INIT("below "), BOUND_BELOW},
	{STR_INIT("under "), BOUND_BELOW},
	{STR_INIT(">"), BOUND_ABOVE},
	{STR_INIT("大于"), BOUND_ABOVE},
	{STR_INIT("高于"), BOUND_ABOVE},
	{STR_INIT("多于"), BOUND_ABOVE},
	{STR_INIT("超过"), BOUND_ABOVE},
	{STR_INIT("more than "), BOUND_ABOVE},
	{STR_INIT("above "), BOUND_ABOVE},
	{STR_INIT("over "), BOUND_ABOVE},
};

/* Longer ones before those that they end with. Bare 以下 and 以上 in a cell include the number: the wider reading. */
static const struct bound_word suffixes[] = {
	{STR_INIT("以下(不含)"), BOUND_BELOW},
	{STR_INIT("以上(不含)"), BOUND_ABOVE},
	{STR_INIT("以下(含)"), BOUND_AT_MOST},
	{STR_INIT("以上(含)"), BOUND_AT_LEAST},
	{STR_INIT("(不含)以下"), BOUND_BELOW},
	{STR_INIT("(不含)以上"), BOUND_ABOVE},
	{STR_INIT("(含)及以下"), BOUND_AT_MOST},
	{STR_INIT("(含)及以上"), BOUND_AT_LEAST},
	{STR_INIT("(含)以下"), BOUND_AT_MOST},
	{STR_INIT("(含)以上"), BOUND_AT_LEAST},
	{STR_INIT("(及)以下"), BOUND_AT_MOST},
	{STR_INIT("(及)以上"), BOUND_AT_LEAST},
	{STR_INIT("及以下"), BOUND_AT_MOST},
	{STR_INIT("及以上"), BOUND_AT_LEAST},
	{STR_INIT("或以下"), BOUND_AT_MOST},
	{STR_INIT("或以上"), BOUND_AT_LEAST},
	{STR_INIT("及以内"), BOUND_AT_MOST},
	{STR_INIT("以下"), BOUND_AT_MOST},
	{STR_INIT("以上"), BOUND_AT_LEAST},
	{STR_INIT("以内"), BOUND_AT_MOST},
	{STR_INIT("左右"), BOUND_ABOUT},
	{STR_INIT("上下"), BOUND_ABOUT},
	{STR_INIT("andbelow"), BOUND_AT_MOST},
	{STR_INIT("orbelow"), BOUND_AT_MOST},
	{STR_INIT("orless"), BOUND_AT_MOST},
	{STR_INIT("andabove"), BOUND_AT_LEAST},
	{STR_INIT("orabove"), BOUND_AT_LEAST},
	{STR_INIT("ormore"), BOUND_AT_LEAST},
};

static const struct str separators[] = {STR_INIT("--"), STR_INIT("-"), STR_INIT("~"), STR_INIT("至"), STR_INIT("到"),
					STR_INIT(" to ")};

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum bound bound_prefix(struct str text, size_t *at)
{
	if (numeral_begins(text, *at))
		return BOUND_NONE;
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (str_starts_any_case(str_sub(text, *at, text.n), prefixes[i].text)) {
			*at = numeral_skip_spaces(text, *at + prefixes[i].text.n);
			return prefixes[i].bound;
		}
	return BOUND_NONE;
}

/* Does text[from, *to) end in the word, spaces aside? Then *to is cut back to where it begins. */
static bool ends_in(struct str text, size_t from, size_t *to, struct str word)
{
	size_t at = *to, left = word.n;
	while (left > 0) {
		while (at > from && text.p[at - 1] == ' ')
			at--;
		if (at == from || !str_starts_any_case(str_sub(text, at - 1, at), str_sub(word, left - 1, left)))
			return false;
		at--;
		left--;
	}
	*to = at;
	return true;
}

enum bound bound_suffix(struct str text, size_t from, size_t *to)
{
	for (size_t i = 0; i < COUNT(suffixes) && *to > from; i++)
		if (ends_in(text, from, to, suffixes[i].text))
			return suffixes[i].bound;
	return BOUND_NONE;
}

bool bound_range(struct str text, size_t from, size_t *to, size_t *behind)
{
	for (size_t at = from; at < text.n; at++)
		for (size_t i = 0; i < COUNT(separators); i++) {
			if (!str_starts_any_case(str_sub(text, at, text.n), separators[i]))
				continue;
			*to = at;
			*behind = numeral_skip_spaces(text, at + separators[i].n);
			if (numeral_begins(text, *behind))
				return true;
			break;
		}
	return false;
}
