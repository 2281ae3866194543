#include "text/fold.h"

#include "text/fold_table.h"
#include "text/utf8.h"

#include <utf8proc.h>

enum {
	REPLACEMENT = 0xfffd, /* for a byte that is no UTF-8, so that the result always is */
	/*
	 * NFKC works on a starter and what combines with it. Unicode's stream-safe format allows 30 marks; a longer
	 * run is no writing, and would make the sorting of marks quadratic.
	 */
	SEGMENT = 32,
	LONGEST_DECOMPOSITION = 18, /* U+FDFA */
};

/* The text that grows, and the offsets where they are wanted. */
struct fold {
	struct arena *arena;
	struct str filed;
	struct fold_table table;
	char *text;
	uint32_t *offsets; /* NULL: not wanted */
	size_t n, cap;
	bool joined; /* some character depends on its neighbours (betweens) */
};

/* One more place than `cap` is kept: for the NUL and the last offset. */
static bool give_room(struct fold *f, size_t cap)
{
	char *text = ARENA_ARRAY(f->arena, cap + 1, char);
	uint32_t *offsets = f->offsets ? ARENA_ARRAY(f->arena, cap + 1, uint32_t) : NULL;
	if (!text || (f->offsets && !offsets))
		return false;
	if (f->n)
		memcpy(text, f->text, f->n);
	if (f->n && offsets)
		memcpy(offsets, f->offsets, f->n * sizeof *offsets);
	f->text = text;
	f->offsets = offsets;
	f->cap = cap;
	return true;
}

/* Most folds shrink or keep a text: room for as many bytes as were filed mostly does. */
static bool begin(struct fold *f, struct arena *a, struct str filed, struct fold_table table, bool want_offsets)
{
	*f = (struct fold){.arena = a, .filed = filed, .table = table};
	if (filed.n > UINT32_MAX / 2) {
		a->failed = true;
		return false;
	}
	if (want_offsets) {
		f->offsets = ARENA_NEW(a, uint32_t);
		if (!f->offsets)
			return false;
	}
	return give_room(f, filed.n + 4);
}

/* May it depend on its neighbours? The rows of `betweens`, after folding. */
static bool joins(int32_t c)
{
	return c == 'X' || c == '*' || c == 0xd7 || c == 0x30fc || c == 0x4e00;
}

/* Adds what becomes of a character that was filed at byte `at`. */
static bool put(struct fold *f, int32_t c, size_t at)
{
	char bytes[4];
	c = fold_change(f->table, c);
	if (c == FOLD_DROP)
		return true;
	f->joined |= joins(c);
	size_t length = utf8_put(bytes, c);
	if (f->n + length > f->cap && !give_room(f, f->cap * 2))
		return false;
	for (size_t i = 0; i < length; i++, f->n++) {
		f->text[f->n] = bytes[i];
		if (f->offsets)
			f->offsets[f->n] = (uint32_t)at;
	}
	return true;
}

static void end(struct folded *out, struct fold *f)
{
	f->text[f->n] = '\0';
	if (f->offsets)
		f->offsets[f->n] = (uint32_t)f->filed.n;
	*out = (struct folded){.filed = f->filed, .text = {f->text, f->n}, .to_filed = f->offsets};
}

static int32_t next(struct str filed, size_t at, size_t *length)
{
	int32_t c = utf8_next(str_sub(filed, at, filed.n), length);
	return c < 0 ? REPLACEMENT : c;
}

/* --- names ------------------------------------------------------------------------------------------------------ */

/* Does c combine with what stands before it? By its decomposition: ﾞ (U+FF9E) is a starter, U+3099 is not. */
static bool combines(int32_t c)
{
	const utf8proc_option_t nfkd = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
	utf8proc_int32_t parts[LONGEST_DECOMPOSITION];
	int boundclass = 0;
	bool never = c < 0x300 || (c >= 0x2e80 && c < 0x302a) || (c >= 0x3400 && c < 0xa000); /* the bulk, for speed */
	if (never)
		return false;
	if (utf8proc_decompose_char(c, parts, LONGEST_DECOMPOSITION, nfkd, &boundclass) < 1)
		return false;
	const utf8proc_property_t *p = utf8proc_get_property(parts[0]);
	bool mark = p->category == UTF8PROC_CATEGORY_MN || p->category == UTF8PROC_CATEGORY_MC;
	bool jamo = parts[0] >= 0x1160 && parts[0] <= 0x11ff; /* vowels and finals */
	return p->combining_class || mark || jamo;
}

/* The end of the segment that begins at `at`. */
static size_t segment_end(struct str filed, size_t at, size_t first_length)
{
	size_t i = at + first_length, length;
	for (size_t n = 1; n < SEGMENT && i < filed.n; n++, i += length) {
		int32_t c = utf8_next(str_sub(filed, i, filed.n), &length);
		if (c < 0 || !combines(c))
			break;
	}
	return i;
}

/* NFKC of one segment of valid UTF-8 into parts; how many, 0 where utf8proc refuses it. */
static size_t normalise(utf8proc_int32_t parts[SEGMENT * LONGEST_DECOMPOSITION], struct str segment)
{
	const utf8proc_option_t nfkc = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE;
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)segment.p, (utf8proc_ssize_t)segment.n, parts,
						SEGMENT * LONGEST_DECOMPOSITION, nfkc);
	if (n < 0 || n > SEGMENT * LONGEST_DECOMPOSITION)
		return 0;
	n = utf8proc_normalize_utf32(parts, n, nfkc);
	return n < 0 ? 0 : (size_t)n;
}

static bool put_normalised(struct fold *f, size_t from, size_t to)
{
	utf8proc_int32_t parts[SEGMENT * LONGEST_DECOMPOSITION];
	size_t n = normalise(parts, str_sub(f->filed, from, to));
	if (!n)
		return put(f, REPLACEMENT, from);
	for (size_t i = 0; i < n; i++)
		if (!put(f, parts[i], from))
			return false;
	return true;
}

/* What a printable ASCII character becomes, which is one as well; NUL of all others. */
static char folded_ascii(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return c > ' ' && c < '~' ? c : '\0';
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* U+4000 to U+9FFF, of three bytes: nothing changes them, and none combines. */
static bool begins_ideograph(char c)
{
	return (unsigned char)c >= 0xe4 && (unsigned char)c <= 0xe9;
}

/* The length of the printable ASCII character or ideograph at byte `at`; 0 of any other, and where a mark might follow. */
static size_t plain_length(struct str s, size_t at)
{
	size_t length = 1;
	if (begins_ideograph(s.p[at]) && at + 2 < s.n && is_continuation(s.p[at + 1]) && is_continuation(s.p[at + 2]))
		length = 3;
	else if (!folded_ascii(s.p[at]))
		return 0;
	bool alone = at + length == s.n || !((unsigned char)s.p[at + length] & 0x80) || begins_ideograph(s.p[at + length]);
	return alone ? length : 0;
}

/* From byte `at` on what is its own NFKC and changes no more than its case: most of all texts. Its end is *to. */
static bool put_plain(struct fold *f, size_t at, size_t *to)
{
	for (size_t length; at < f->filed.n && (length = plain_length(f->filed, at)) != 0; at += length) {
		const char *filed = f->filed.p + at;
		if (f->n + length > f->cap && !give_room(f, f->cap * 2))
			return false;
		for (size_t i = 0; i < length; i++, f->n++) {
			f->text[f->n] = length == 1 ? folded_ascii(*filed) : filed[i];
			if (f->offsets)
				f->offsets[f->n] = (uint32_t)at;
		}
		f->joined |= length == 1 ? joins(f->text[f->n - 1]) : memcmp(filed, "一", length) == 0;
	}
	*to = at;
	return true;
}

static bool put_names(struct fold *f)
{
	size_t to;
	for (size_t at = 0; at < f->filed.n; at = to) {
		size_t length;
		if (!put_plain(f, at, &at))
			return false;
		if (at == f->filed.n)
			break;
		int32_t c = utf8_next(str_sub(f->filed, at, f->filed.n), &length);
		to = c < 0 ? at + 1 : segment_end(f->filed, at, length);
		/* ASCII and the unified ideographs are their own NFKC. */
		bool plain = to == at + length && (c < 0x80 || (c >= 0x3400 && c < 0xa000));
		bool ok = plain ? put(f, c < 0 ? REPLACEMENT : c, at) : put_normalised(f, at, to);
		if (!ok)
			return false;
	}
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_model_char(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What depends on the neighbours, as they are after folding. */
static const struct between {
	struct str written;
	bool (*neighbour)(char c);
	char becomes;
} betweens[] = {
	{STR_INIT("一"), is_model_char, '-'}, {STR_INIT("ー"), is_model_char, '-'}, {STR_INIT("×"), is_digit, 'x'},
	{STR_INIT("X"), is_digit, 'x'},       {STR_INIT("*"), is_digit, 'x'},
};

/* The row for what stands at byte i; NULL where none applies. */
static const struct between *between(struct str text, size_t i, char before)
{
	struct str rest = str_sub(text, i, text.n);
	for (size_t k = 0; k < sizeof betweens / sizeof *betweens; k++) {
		const struct between *b = &betweens[k];
		if (*b->written.p == *rest.p && b->neighbour(before) && str_starts(rest, b->written) &&
		    rest.n > b->written.n && b->neighbour(rest.p[b->written.n]))
			return b;
	}
	return NULL;
}

/* In place: nothing grows, and what is read lies never behind what is written. */
static void settle_neighbours(struct fold *f)
{
	struct str text = {f->text, f->n};
	size_t to = 0;
	for (size_t i = 0; i < text.n; to++) {
		const struct between *b = to ? between(text, i, f->text[to - 1]) : NULL;
		if (f->offsets)
			f->offsets[to] = f->offsets[i];
		f->text[to] = b ? b->becomes : text.p[i];
		i += b ? b->written.n : 1;
	}
	f->n = to;
}

static bool fold_as_name(struct folded *out, struct arena *a, struct str filed, bool want_offsets)
{
	struct fold f;
	if (!begin(&f, a, filed, fold_names, want_offsets) || !put_names(&f))
		return false;
	if (f.joined)
		settle_neighbours(&f);
	end(out, &f);
	return true;
}

bool fold_name(struct folded *out, struct arena *a, struct str filed)
{
	return fold_as_name(out, a, filed, true);
}

struct str fold_key(struct arena *a, struct str filed)
{
	struct folded f;
	return fold_as_name(&f, a, filed, false) ? f.text : STR_NONE;
}

/* --- quantities ------------------------------------------------------------------------------------------------- */

/* ² ³ are exponents of a unit behind a letter or 米; behind a digit (10³) they are not. */
static int32_t exponent(const struct fold *f, int32_t c)
{
	char before = f->n ? f->text[f->n - 1] : '\0';
	bool unit = (is_model_char(before) && !is_digit(before)) || str_ends((struct str){f->text, f->n}, STR("米"));
	if (!unit)
		return c;
	return c == 0xb2 ? '2' : '3';
}

/* ㎡ ㎥ ㎜ ㎏ ㎾ …: the squared units, which are nothing else; not the squared hours and days between them. */
static bool is_squared_unit(int32_t c)
{
	return (c >= 0x3371 && c <= 0x337a) || (c >= 0x3380 && c <= 0x33df);
}

bool fold_quantity(struct folded *out, struct arena *a, struct str filed)
{
	struct fold f;
	size_t length;
	if (!begin(&f, a, filed, fold_quantities, true))
		return false;
	for (size_t at = 0; at < filed.n; at += length) {
		int32_t c = next(filed, at, &length);
		if (c == 0xb2 || c == 0xb3)
			c = exponent(&f, c);
		if (!(is_squared_unit(c) ? put_normalised(&f, at, at + length) : put(&f, c, at)))
			return false;
	}
	end(out, &f);
	return true;
}

/* --- quotes ----------------------------------------------------------------------------------------------------- */

bool fold_quote(struct folded *out, struct arena *a, struct str filed)
{
	struct fold f;
	size_t length;
	if (!begin(&f, a, filed, fold_quotes, true))
		return false;
	for (size_t at = 0; at < filed.n; at += length)
		if (!put(&f, next(filed, at, &length), at))
			return false;
	end(out, &f);
	return true;
}

bool folded_gap(const struct folded *f, size_t i)
{
	if (!i || i >= f->text.n)
		return false;
	size_t before = f->to_filed[i - 1], at = f->to_filed[i], length;
	if (before == at || utf8_next(str_sub(f->filed, before, f->filed.n), &length) < 0)
		return false;
	struct str between = str_sub(f->filed, before + length, at);
	return str_trim(between).n < between.n;
}

struct str folded_source(const struct folded *f, size_t from, size_t to)
{
	if (to > f->text.n)
		to = f->text.n;
	if (from >= to)
		return str_sub(f->filed, f->to_filed[from < to ? from : to], f->to_filed[to]);
	while (to < f->text.n && f->to_filed[to] == f->to_filed[to - 1])
		to++;
	struct str source = str_sub(f->filed, f->to_filed[from], f->to_filed[to]);
	if (f->text.p[to - 1] == ' ')
		return source;
	/* White space that the fold dropped behind the last character is none of it. */
	struct str trimmed = str_trim(source);
	return trimmed.n ? str_sub(source, 0, (size_t)(trimmed.p - source.p) + trimmed.n) : source;
}
