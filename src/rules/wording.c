#include "rules/wording.h"

/*
 * 以下, 以上, 以前, 以后 alone are disputed: article 1259 of the Civil Code includes the number, the drafting of
 * catalogues leaves it out, so both relations of a direction are allowed for them. man/phaseout-rules.5 lists the words.
 */
#define WORD(word, relation) {STR_INIT(word), REL_##relation, false, REL_##relation}
#define DISPUTED(word, relation, other) {STR_INIT(word), REL_##relation, true, REL_##other}

static const struct wording wordings[] = {
	WORD("及以下", AT_MOST),        WORD("以下(含)", AT_MOST),       WORD("(含)以下", AT_MOST),
	WORD("不超过", AT_MOST),        WORD("不得超过", AT_MOST),       WORD("未超过", AT_MOST),
	WORD("不大于", AT_MOST),        WORD("不得大于", AT_MOST),       WORD("不高于", AT_MOST),
	WORD("不得高于", AT_MOST),      WORD("不多于", AT_MOST),         WORD("不得多于", AT_MOST),
	WORD("小于等于", AT_MOST),      WORD("小于或等于", AT_MOST),     WORD("低于或等于", AT_MOST),
	WORD("至多", AT_MOST),          WORD("≤", AT_MOST),              WORD("(含)前", AT_MOST),
	WORD("及以前", AT_MOST),        WORD("以前(含)", AT_MOST),       WORD("(含)以前", AT_MOST),
	WORD("小于", LESS_THAN),        WORD("低于", LESS_THAN),         WORD("少于", LESS_THAN),
	WORD("不足", LESS_THAN),        WORD("不到", LESS_THAN),         WORD("不满", LESS_THAN),
	WORD("未满", LESS_THAN),        WORD("达不到", LESS_THAN),       WORD("未达到", LESS_THAN),
	WORD("没有达到", LESS_THAN),    WORD("以下(不含)", LESS_THAN),   WORD("(不含)以下", LESS_THAN),
	WORD("<", LESS_THAN),           WORD("(不含)前", LESS_THAN),     WORD("(不含)以前", LESS_THAN),
	WORD("及以上", AT_LEAST),       WORD("以上(含)", AT_LEAST),      WORD("(含)以上", AT_LEAST),
	WORD("不低于", AT_LEAST),       WORD("不得低于", AT_LEAST),      WORD("不小于", AT_LEAST),
	WORD("不得小于", AT_LEAST),     WORD("不少于", AT_LEAST),        WORD("不得少于", AT_LEAST),
	WORD("大于等于", AT_LEAST),     WORD("大于或等于", AT_LEAST),    WORD("高于或等于", AT_LEAST),
	WORD("达到", AT_LEAST),         WORD("至少", AT_LEAST),          WORD("≥", AT_LEAST),
	WORD("及以后", AT_LEAST),       WORD("以后(含)", AT_LEAST),      WORD("(含)以后", AT_LEAST),
	WORD("超过", MORE_THAN),        WORD("大于", MORE_THAN),         WORD("高于", MORE_THAN),
	WORD("多于", MORE_THAN),        WORD("以上(不含)", MORE_THAN),   WORD("(不含)以上", MORE_THAN),
	WORD(">", MORE_THAN),           WORD("(不含)以后", MORE_THAN),
	DISPUTED("以下", LESS_THAN, AT_MOST),  DISPUTED("以上", MORE_THAN, AT_LEAST),
	DISPUTED("以前", LESS_THAN, AT_MOST),  DISPUTED("以后", MORE_THAN, AT_LEAST),
};
enum { WORDINGS = sizeof wordings / sizeof *wordings };

const struct wording *wording_of(struct str word)
{
	for (size_t i = 0; i < WORDINGS; i++)
		if (str_eq(wordings[i].word, word))
			return &wordings[i];
	return NULL;
}

/* Is the word at `at` only a part of a longer one of the table (以下 in 及以下, 大于 in 不大于)? */
static bool inside_longer(struct str text, size_t at, struct str word)
{
	for (size_t i = 0; i < WORDINGS; i++) {
		struct str longer = wordings[i].word;
		size_t before = str_find(longer, word);
		if (longer.n > word.n && before < longer.n && before <= at &&
		    str_starts(str_sub(text, at - before, text.n), longer))
			return true;
	}
	return false;
}

bool wording_stands(const struct wording *w, struct str text, size_t from, size_t to)
{
	for (size_t at = from; at + w->word.n <= to; at++)
		if (str_starts(str_sub(text, at, to), w->word) && !inside_longer(text, at, w->word))
			return true;
	return false;
}

const struct wording *wording_at(struct str text, size_t at)
{
	const struct wording *longest = NULL;
	for (size_t i = 0; i < WORDINGS; i++)
		if (str_starts(str_sub(text, at, text.n), wordings[i].word) &&
		    (!longest || wordings[i].word.n > longest->word.n))
			longest = &wordings[i];
	return longest;
}

const struct wording *wording_before(struct str text, size_t at)
{
	const struct wording *longest = NULL;
	for (size_t i = 0; i < WORDINGS; i++)
		if (str_ends(str_sub(text, 0, at), wordings[i].word) &&
		    (!longest || wordings[i].word.n > longest->word.n))
			longest = &wordings[i];
	return longest;
}
