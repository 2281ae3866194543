#include "vocabulary/model_key.h"

#include "text/fold.h"

static void put(struct key *k, char c, unsigned left_out)
{
	k->text[k->n] = c;
	k->left_out[k->n++] = (unsigned char)left_out;
}

/* №8C, which the fold has made NO8C, is also written No.8C. */
static bool is_number_sign(const struct key *k)
{
	return k->n >= 2 && k->text[k->n - 2] == 'N' && k->text[k->n - 1] == 'O' && (k->n == 2 || !is_letter(k->text[k->n - 3]));
}

bool key_make(struct key *out, struct arena *a, struct str filed)
{
	struct folded f;
	if (!fold_name(&f, a, filed))
		return false;
	/* a space may be put in before each character */
	*out = (struct key){.text = arena_alloc(a, 2 * f.text.n + 1), .left_out = arena_alloc(a, 2 * f.text.n + 1)};
	if (!out->text || !out->left_out)
		return false;
	unsigned left_out = 0;
	for (size_t i = 0; i < f.text.n; i++) {
		char c = f.text.p[i], before = out->n ? out->text[out->n - 1] : '\0';
		char behind = i + 1 < f.text.n ? f.text.p[i + 1] : '\0';
		if (folded_gap(&f, i))
			left_out |= LEFT_OUT_GAP;
		bool joins = (is_letter(before) && is_digit(behind)) || (is_digit(before) && is_letter(behind));
		if (c == '-' && joins) {
			left_out |= LEFT_OUT_DASH;
			continue;
		}
		if (c == '.' && is_number_sign(out) && is_digit(behind))
			continue;
		if (left_out == LEFT_OUT_GAP && is_digit(before) && is_digit(c))
			put(out, ' ', 0);
		put(out, c, left_out);
		left_out = 0;
	}
	return true;
}

static char confused(char c)
{
	return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

static bool is_joint(char c)
{
	return c == '-' || c == ' ';
}

size_t skeleton_make(char *out, uint32_t *places, const char *s, size_t n)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_joint(s[i]))
			continue;
		if (places)
			places[to] = (uint32_t)i;
		out[to++] = confused(s[i]);
	}
	return to;
}

static bool names_a_model(const struct key *k)
{
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < k->n; i++) {
		digits += is_digit(k->text[i]);
		letters += is_letter(k->text[i]);
	}
	/* 浙农2-6: words before a number are part of the name */
	return k->n && (is_plain(k->text[0]) || (!is_ascii(k->text[0]) && digits)) && (digits || letters);
}

static bool has_letters(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (is_letter(key.p[i]))
			return true;
	return false;
}

bool model_name_read(struct model_name *out, struct arena *a, struct arena *scratch, struct str filed, bool series)
{
	struct key k;
	if (!key_make(&k, scratch, filed) || !names_a_model(&k))
		return false;
	char *text = arena_alloc(a, 2 * k.n); /* the key, and its skeleton behind it */
	if (!text)
		return false;
	memcpy(text, k.text, k.n);
	bool dash = series && text[k.n - 1] == '-';
	*out = (struct model_name){.filed = filed, .key = {text, k.n - dash}, .series = series, .dash = dash};
	/* SL1- with its L taken for 1 is S11-, a series of its own that is not listed */
	bool other_series = dash && str_has(out->key, STR("L"));
	if (has_letters(out->key) && !other_series)
		out->skeleton = (struct str){text + k.n, skeleton_make(text + k.n, NULL, text, out->key.n)};
	return true;
}

const struct model_text *model_text_read(struct arena *a, const struct vocabulary *v, struct str filed)
{
	struct model_text *t = ARENA_NEW(a, struct model_text);
	if (!t || !key_make(&t->key, a, filed))
		return NULL;
	t->vocabulary = v;
	return t;
}

/* --- parts of a text ----------------------------------------------------------------------------------------------- */

static bool is_separator(const char *s, size_t n, size_t *length)
{
	static const struct str separators[] = {STR_INIT("、"), STR_INIT(","), STR_INIT(";"), STR_INIT("。")};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		*length = separators[i].n;
		if (str_starts((struct str){s, n}, separators[i]))
			return true;
	}
	return false;
}

struct segment next_segment(const struct model_text *t, struct arena *scratch, size_t *at)
{
	const struct key *k = &t->key;
	size_t from = *at, to = from, length = 0;
	while (to < k->n && !is_separator(k->text + to, k->n - to, &length))
		to++;
	*at = to < k->n ? to + length : to;
	return (struct segment){t, scratch, k->text + from, k->left_out + from, to - from};
}
