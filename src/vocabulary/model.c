#include "vocabulary/model_key.h"

/* --- finding ----------------------------------------------------------------------------------------------------- */

/* Where the name ends that begins at `at`; 0: it does not stand there. *loose: another joint than the dash listed. */
static size_t match_end(const struct segment *s, struct str key, size_t at, bool *loose)
{
	*loose = false;
	if (at + key.n > s->n)
		return 0;
	for (size_t i = 0; i < key.n; i++) {
		char c = s->s[at + i];
		bool other_joint = key.p[i] == '-' && is_other_joint(c);
		if (c != key.p[i] && !other_joint)
			return 0;
		*loose |= other_joint;
	}
	return at + key.n;
}

static enum model_found find_exactly(const struct segment *s, const struct model_name *name)
{
	enum model_found best = MODEL_ABSENT;
	for (size_t at = 0; at < s->n && best != MODEL_LISTED; at++) {
		bool loose;
		size_t to = match_end(s, name->key, at, &loose);
		if (to)
			best = better(best, worse(model_around(s, name, at, to), loose ? MODEL_SUSPECT : MODEL_LISTED));
	}
	return best;
}

/* O for 0, I or l for 1, a dash that is missing: never listed, at most suspect. */
static enum model_found find_confused(const struct segment *s, const struct model_name *name)
{
	struct str wanted = name->skeleton;
	char *text = arena_alloc(s->scratch, s->n + 1);
	uint32_t *places = ARENA_ARRAY(s->scratch, s->n + 1, uint32_t);
	if (!text || !places || !wanted.n)
		return MODEL_ABSENT;
	size_t n = skeleton_make(text, places, s->s, s->n);
	for (size_t at = 0; at + wanted.n <= n; at++) {
		bool in_number = at && is_digit(text[at - 1]) && is_digit(text[at]);
		if (in_number || memcmp(text + at, wanted.p, wanted.n) != 0)
			continue;
		size_t from = places[at], to = (size_t)places[at + wanted.n - 1] + 1;
		if (model_around(s, name, from, to) != MODEL_ABSENT)
			return MODEL_SUSPECT;
	}
	return MODEL_ABSENT;
}

static enum model_found find_one(const struct segment *s, const struct model_name *name)
{
	enum model_found found = find_exactly(s, name);
	return found != MODEL_ABSENT ? found : find_confused(s, name);
}

static enum model_found find_any(const struct segment *s, const struct model_name *names, size_t n)
{
	enum model_found best = MODEL_ABSENT;
	for (size_t i = 0; i < n && best != MODEL_LISTED; i++)
		best = better(best, find_one(s, &names[i]));
	return best;
}

enum model_found model_find(const struct model_text *text, struct arena *scratch, const struct model_name *names,
			    size_t n)
{
	size_t parts[MODEL_LISTED + 1] = {0};
	for (size_t at = 0; at < text->key.n;) {
		struct segment s = next_segment(text, scratch, &at);
		enum model_found found = find_any(&s, names, n);
		if (found != MODEL_ABSENT || names_model(&s))
			parts[found]++;
	}
	if (parts[MODEL_LISTED] && !parts[MODEL_SUSPECT] && !parts[MODEL_ABSENT])
		return MODEL_LISTED;
	return parts[MODEL_LISTED] || parts[MODEL_SUSPECT] ? MODEL_SUSPECT : MODEL_ABSENT;
}

bool model_is_named(struct arena *scratch, const struct vocabulary *v, struct str filed)
{
	const struct model_text *text = model_text_read(scratch, v, filed);
	for (size_t at = 0; text && at < text->key.n;) {
		struct segment s = next_segment(text, scratch, &at);
		if (names_model(&s))
			return true;
	}
	return false;
}
