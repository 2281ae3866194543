#include "yaml/profile.h"

#define TELL(r, id, at, ...)                                                                                   \
	(mistakes_room(&(r)->mistakes, (at))                                                                   \
	         ? diag_add((r)->mistakes.diags, (id), (r)->mistakes.file, (at), __VA_ARGS__)                  \
	         : (void)0)

static struct str text_of(const struct reader *r)
{
	return r->bytes.text;
}

/* The byte at an offset, NUL behind the end. */
static char byte_at(const struct reader *r, size_t offset)
{
	struct str text = text_of(r);
	return offset < text.n ? text.p[offset] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_break_or_end(char c)
{
	return c == '\n' || c == '\r' || c == '\0';
}

static void hint(struct reader *r, size_t told_before, const char *words)
{
	if (r->mistakes.n > told_before)
		diag_hint(r->mistakes.diags, "%s", mistakes_word(&r->mistakes, words));
}

/* --- anchors, tags, aliases -------------------------------------------------------------------------------------- */

static size_t word_end(const struct reader *r, size_t i)
{
	while (!is_blank(byte_at(r, i)) && !is_break_or_end(byte_at(r, i)) && !memchr(",]}", byte_at(r, i), 3))
		i++;
	return i;
}

/* Over blanks, line ends and comments, as between a tag and what it belongs to. */
static size_t skip_space(const struct reader *r, size_t i)
{
	for (;;) {
		while (i < text_of(r).n && (is_blank(byte_at(r, i)) || is_break_or_end(byte_at(r, i))))
			i++;
		if (byte_at(r, i) != '#')
			return i;
		while (!is_break_or_end(byte_at(r, i)))
			i++;
	}
}

void profile_properties(struct reader *r, struct place at)
{
	char first = byte_at(r, at.offset), c = first;
	for (int i = 0; i < 2 && (c == '&' || c == '!') && (i == 0 || c != first); i++) {
		struct str word = str_sub(text_of(r), at.offset, word_end(r, at.offset));
		struct span span = place_span(at, word.n);
		if (c == '&')
			TELL(r, DIAG_ANCHOR, span, "anchor \"%.*s\"; write a value out wherever it is needed",
			     STR_ARG(word));
		else
			TELL(r, DIAG_TAG, span, "tag \"%.*s\"; every value here is a text and needs none",
			     STR_ARG(word));
		place_advance(&at, text_of(r), skip_space(r, at.offset + word.n));
		c = byte_at(r, at.offset);
	}
}

void profile_alias(struct reader *r, struct span at)
{
	struct str word = str_sub(text_of(r), at.offset, at.offset + at.length);
	size_t before = r->mistakes.n;
	TELL(r, DIAG_ALIAS, at, "alias \"%.*s\"; write a value out wherever it is needed", STR_ARG(word));
	hint(r, before, "a text that begins with * stands in quotes");
}

/* --- scalars ----------------------------------------------------------------------------------------------------- */

static bool is_null_word(struct str s)
{
	return str_is(s, "~") || str_is(s, "null") || str_is(s, "Null") || str_is(s, "NULL");
}

static void tell_empty(struct reader *r, struct span at, struct str value)
{
	const struct frame *top = reader_top(r);
	size_t before = r->mistakes.n;
	if (value.n) {
		TELL(r, DIAG_EMPTY_VALUE, at, "\"%.*s\" is no value", STR_ARG(value));
		hint(r, before, "leave the key out, or quote the word where it is meant as a text");
	} else if (reader_wants_key(r)) {
		TELL(r, DIAG_EMPTY_VALUE, at, "a key was expected here");
	} else if (top && top->type == NODE_MAPPING && top->next.key.p) {
		TELL(r, DIAG_EMPTY_VALUE, top->next.key_span, "\"%.*s\" has no value", STR_ARG(top->next.key));
		hint(r, before, "leave the key out, or write \"\" where an empty text is meant");
	} else {
		TELL(r, DIAG_EMPTY_VALUE, at, "a value was expected here");
	}
}

/*
 * In a flow collection, and behind an item of a list, ` #` drops the rest of a name without a word: `- 9-27 #5A`
 * would be 9-27. Behind the value of a key it is how people write notes.
 */
static void check_cut(struct reader *r, struct span at, struct place end)
{
	const struct frame *top = reader_top(r);
	if (!top || !(top->flow || top->type == NODE_SEQUENCE))
		return;
	size_t i = end.offset;
	while (is_blank(byte_at(r, i)))
		i++;
	if (i == end.offset || byte_at(r, i) != '#')
		return;
	size_t to = i;
	while (!is_break_or_end(byte_at(r, to)))
		to++;
	struct str value = str_sub(text_of(r), at.offset, end.offset), rest = str_sub(text_of(r), i, to);
	place_advance(&end, text_of(r), i);
	size_t before = r->mistakes.n;
	TELL(r, DIAG_CUT_BY_COMMENT, place_span(end, rest.n), "\"%.*s\" ends here: what follows is a comment",
	     STR_ARG(value));
	hint(r, before, "put the text in quotes, or the comment on a line of its own");
}

/*
 * The character that an escape in double quotes stands for; a plain one where it is harmless. *length: bytes
 * with the backslash.
 */
static int32_t escaped(const struct reader *r, size_t i, size_t *length)
{
	static const struct {
		char letter;
		int digits;
		int32_t c;
	} table[] = {
		{'0', 0, 0x00}, {'a', 0, 0x07}, {'b', 0, 0x08},   {'v', 0, 0x0b},   {'f', 0, 0x0c}, {'e', 0, 0x1b},
		{'N', 0, 0x85}, {'L', 0, 0x2028}, {'P', 0, 0x2029}, {'x', 2, 0}, {'u', 4, 0}, {'U', 8, 0},
	};
	static const char hex[] = "0123456789abcdef";
	*length = 2;
	for (size_t row = 0; row < sizeof table / sizeof *table; row++) {
		if (table[row].letter != byte_at(r, i + 1))
			continue;
		int32_t c = table[row].c;
		for (int d = 0; d < table[row].digits; d++, ++*length) {
			char digit = byte_at(r, i + *length);
			const char *at = memchr(hex, digit >= 'A' && digit <= 'F' ? digit + 32 : digit, sizeof hex - 1);
			c = c * 16 + (at ? (int32_t)(at - hex) : 0);
		}
		return c;
	}
	return 'x';
}

static void check_escapes(struct reader *r, struct place at, size_t end)
{
	bool in_quote = reader_in_quote(r);
	struct str text = text_of(r);
	for (;;) {
		const char *slash = at.offset < end ? memchr(text.p + at.offset, '\\', end - at.offset) : NULL;
		if (!slash)
			return;
		size_t length;
		place_advance(&at, text, (size_t)(slash - text.p));
		int32_t c = escaped(r, at.offset, &length);
		enum char_class class = char_class(c);
		bool forgiven = in_quote && (class == CHAR_BIDI || class == CHAR_HIDDEN);
		if (class != CHAR_PLAIN && !forgiven)
			bytes_tell_char(&r->mistakes, place_span(at, length), c);
		place_advance(&at, text, at.offset + length);
	}
}

void profile_scalar(struct reader *r, const yaml_event_t *event, struct span at, struct place end)
{
	struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (at.length || event->data.scalar.anchor || event->data.scalar.tag)
		profile_properties(r, place_of(at));
	if (plain && (value.n == 0 || is_null_word(value)))
		tell_empty(r, at, value);
	else if (plain && reader_wants_key(r) && str_is(value, "<<"))
		TELL(r, DIAG_MERGE_KEY, at, "merge key \"<<\"; write the keys out wherever they are needed");
	if (plain && value.n)
		check_cut(r, at, end);
	if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		check_escapes(r, place_of(at), at.offset + at.length);
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

void profile_collection_as_key(struct reader *r, struct span at, enum node_type type, bool flow)
{
	size_t before = r->mistakes.n;
	if (type == NODE_SEQUENCE)
		TELL(r, DIAG_NON_SCALAR_KEY, at, "a list as a key; a key is a text");
	else
		TELL(r, DIAG_NON_SCALAR_KEY, at, "a mapping as a key; a key is a text");
	if (flow)
		hint(r, before, "put a text that begins with a bracket in quotes");
}

/* Below this many keys, comparing with each is faster than hashing. */
enum { KEYS_COMPARED = 16 };

static bool find_key(struct reader *r, struct frame *map, struct str key, size_t *out)
{
	uint32_t at;
	if (map->mapped) {
		bool found = map_get(&map->seen, key, &at);
		*out = found ? at : 0;
		return found;
	}
	for (*out = map->base; *out < r->n_kids; ++*out)
		if (r->kids[*out].key.p && str_eq(r->kids[*out].key, key))
			return true;
	return false;
}

static void remember(struct reader *r, struct frame *map, struct str key)
{
	if (!map->mapped && r->n_kids - map->base >= KEYS_COMPARED) {
		map_init(&map->seen, &r->scratch);
		map->mapped = true;
		for (size_t i = map->base; i < r->n_kids; i++)
			if (r->kids[i].key.p && !map_get(&map->seen, r->kids[i].key, NULL))
				r->failed |= !map_put(&map->seen, r->kids[i].key, (uint32_t)i);
	}
	if (map->mapped)
		r->failed |= !map_put(&map->seen, key, (uint32_t)r->n_kids);
}

void profile_duplicate_key(struct reader *r, struct frame *map, struct str key, struct span at)
{
	size_t first;
	if (!find_key(r, map, key, &first))
		remember(r, map, key);
	else
		TELL(r, DIAG_DUPLICATE_KEY, at, "duplicate key \"%.*s\"; it stands first at line %zu", STR_ARG(key),
		     r->kids[first].key_span.line);
}

/* --- behind the document ----------------------------------------------------------------------------------------- */

static bool is_marker(const struct reader *r, struct place at, const char *marker)
{
	char after = byte_at(r, at.offset + 3);
	return at.col == 1 && str_starts(str_sub(text_of(r), at.offset, text_of(r).n), str_from(marker)) &&
	       (is_blank(after) || is_break_or_end(after));
}

void profile_rest(struct reader *r, struct place at, bool explicit_end)
{
	struct str text = text_of(r);
	place_advance(&at, text, skip_space(r, at.offset));
	while (is_marker(r, at, "...")) {
		explicit_end = true;
		place_advance(&at, text, skip_space(r, at.offset + 3));
	}
	if (at.offset == text.n)
		return;
	size_t to = at.offset;
	while (!is_break_or_end(byte_at(r, to)))
		to++;
	struct span span = place_span(at, to - at.offset);
	if (explicit_end || is_marker(r, at, "---"))
		TELL(r, DIAG_SECOND_DOCUMENT, span, "a second document; a file holds one");
	else
		TELL(r, DIAG_YAML_SYNTAX, span, "the document has ended; nothing may follow");
}
