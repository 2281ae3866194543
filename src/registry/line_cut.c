#include "registry/line_cut.h"

#include "base/limits.h"
#include "registry/json_line.h"
#include "registry/line_shapes.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

/* --- how a file is written -------------------------------------------------------------------------------------------- */

static bool is_glue(char c)
{
	return c == ' ' || c == ':' || c == ',' || c == '{' || c == '}';
}

static bool take_glue(struct line_glue *out, struct str text)
{
	unsigned char bytes[LINE_GLUE_BYTES] = {0}, ones[LINE_GLUE_BYTES] = {0};
	if (text.n > LINE_GLUE_BYTES)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		bytes[i] = (unsigned char)text.p[i];
		ones[i] = 0xFF;
	}
	out->n = (uint32_t)text.n;
	memcpy(&out->word, bytes, sizeof bytes);
	memcpy(&out->mask, ones, sizeof ones);
	return true;
}

/* Blanks and signs from *at on, which is moved behind them. */
static struct str pass_glue(struct str line, size_t *at)
{
	const size_t from = *at;
	while (*at < line.n && is_glue(line.p[*at]))
		++*at;
	return str_sub(line, from, *at);
}

static void pass_quoted(struct str line, size_t *at)
{
	const char *close = memchr(line.p + *at + 1, '"', line.n - *at - 1);
	*at = close ? (size_t)(close - line.p) + 1 : line.n;
}

static void pass_value(struct str line, size_t *at)
{
	if (*at < line.n && line.p[*at] == '"')
		pass_quoted(line, at);
	else
		while (*at < line.n && !is_glue(line.p[*at]))
			++*at;
}

bool line_keys_begin(struct line_keys *k, struct str sample)
{
	size_t at = 0;
	*k = (struct line_keys){.n = 0};
	const struct str head = pass_glue(sample, &at);
	if (at == sample.n)
		return false;
	pass_quoted(sample, &at);
	const struct str after = pass_glue(sample, &at);
	pass_value(sample, &at);
	struct str last = pass_glue(sample, &at), before = at < sample.n ? last : STR(",");
	while (at < sample.n) {
		pass_quoted(sample, &at);
		pass_glue(sample, &at);
		pass_value(sample, &at);
		last = pass_glue(sample, &at);
	}
	return after.n && take_glue(&k->head, head) && take_glue(&k->before, before) && take_glue(&k->after, after) && take_glue(&k->tail, last);
}

/* --- its keys ----------------------------------------------------------------------------------------------------------- */

static bool stands_as_it_is(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] == '"' || key.p[i] == '\\' || (unsigned char)key.p[i] < ' ')
			return false;
	return true;
}

bool line_keys_add(struct line_keys *k, struct str key, uint32_t column)
{
	const size_t before = k->before.n, n = before + key.n + 2 + k->after.n;
	char bytes[LINE_KEY_BYTES] = {0};
	unsigned char ones[LINE_KEY_BYTES] = {0};
	if (k->n == LINE_KEYS || n > LINE_KEY_BYTES || !stands_as_it_is(key))
		return false;
	memcpy(bytes, &k->before.word, before);
	bytes[before] = bytes[before + key.n + 1] = '"';
	if (key.n)
		memcpy(bytes + before + 1, key.p, key.n);
	memcpy(bytes + before + key.n + 2, &k->after.word, k->after.n);
	memset(ones, 0xFF, n);
	k->lengths[k->n] = (uint32_t)key.n;
	k->columns[k->n] = column;
	struct line_key *new = &k->items[k->n++];
	memcpy(new->words, bytes, sizeof bytes);
	memcpy(new->masks, ones, sizeof ones);
	k->longer |= n > LINE_KEY_BYTES / 2;
	return true;
}

static inline uint64_t word_at(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return word;
}

/* The place in the index of a key that opens and closes there. */
static inline size_t place_of(const struct line_keys *k, const char *open, const char *close)
{
	const ptrdiff_t n = close - open;
	const uint64_t word = word_at(open + (n & k->from_last) + k->skip) & k->mask;
	return (size_t)(((word + (uint64_t)n) * k->spread) >> 56);
}

/* Do all have places of their own? */
static bool fill_index(struct line_keys *k)
{
	bool taken[LINE_INDEX] = {false}, apart = true;
	memset(k->index, 0, sizeof k->index);
	for (size_t i = 0; apart && i < k->n; i++) {
		const char *open = (const char *)k->items[i].words + k->before.n;
		const size_t place = place_of(k, open, open + k->lengths[i] + 1);
		apart = !taken[place];
		taken[place] = true;
		k->index[place] = (uint8_t)i;
	}
	return apart;
}

static bool try_spreads(struct line_keys *k)
{
	enum { TRIES = 256 };
	k->spread = UINT64_C(0x9E3779B97F4A7C15);
	for (size_t i = 0; i < TRIES; i++) {
		if (fill_index(k))
			return true;
		k->spread = k->spread * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		k->spread |= 1;
	}
	return false;
}

/* By words that begin or end at the same distance from a quote of all keys. */
bool line_keys_end(struct line_keys *k)
{
	uint32_t shortest = LINE_KEY_BYTES;
	bool apart = false;
	for (size_t i = 0; i < k->n; i++)
		shortest = k->lengths[i] + 1 < shortest ? k->lengths[i] + 1 : shortest;
	for (uint32_t skip = 0; !apart && k->n && skip < shortest; skip++) {
		const uint32_t n = shortest - skip < sizeof(uint64_t) ? shortest - skip : sizeof(uint64_t);
		k->mask = n < sizeof(uint64_t) ? (UINT64_C(1) << 8 * n) - 1 : UINT64_MAX;
		k->from_last = 0;
		k->skip = skip;
		apart = try_spreads(k);
		if (apart)
			break;
		k->from_last = -1;
		k->skip = -(ptrdiff_t)(n + skip);
		apart = try_spreads(k);
	}
	return apart;
}

/* --- values that are not quoted ------------------------------------------------------------------------------------ */

static bool is_word(struct str s)
{
	return str_eq(s, STR("true")) || str_eq(s, STR("false"));
}

#if defined(__x86_64__)

/* Digits, among which at most one point stands. False also of other numbers. */
static inline bool is_decimal(const char *p, uint32_t n)
{
	const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	const __m128i over = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
	const uint32_t ones = (UINT32_C(1) << (n & 31)) - 1;
	const uint32_t digits = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(over, _mm_set1_epi8(9)), over)) & ones;
	const uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'))) & ones;
	const bool inside = !(points & (points - 1)) && (digits & 1) && (digits >> ((n - 1) & 31) & 1);
	return n - 1 < 16 && (digits | points) == ones && inside && (p[0] != '0' || n == 1 || p[1] == '.');
}

#else

static inline bool is_decimal(const char *p, uint32_t n)
{
	(void)p;
	(void)n;
	return false;
}

#endif

/* Is it a value? Of null nothing is left. */
static inline bool read_bare(const char *p, uint32_t from, uint32_t *to)
{
	if (*to <= from)
		return false;
	const uint32_t n = *to - from;
	if (n == 4 && memcmp(p + from, "null", 4) == 0) {
		*to = from;
		return true;
	}
	const struct str text = {p + from, n};
	return is_decimal(text.p, n) || json_is_number(text) || is_word(text);
}

/* --- a line ------------------------------------------------------------------------------------------------------------- */

/* Its keys: where each opens, and which of the texts between two quotes it is; behind the last, where the next would. Then which they are. */
struct found_keys {
	uint32_t opens[2 * LINE_KEYS + 1], texts[2 * LINE_KEYS + 1], numbers[LINE_KEYS];
	size_t n;
};

static inline bool find_keys(struct found_keys *out, const struct line_keys *k, const struct quoted_line *l)
{
	const char sign = (char)(k->after.word & 0xFF);
	const size_t n_texts = l->n_quotes / 2;
	if (l->n_quotes % 2 || n_texts - 1 >= 2 * LINE_KEYS || l->end - l->start > LIMIT_CELL_BYTES)
		return false;
	size_t n = 0;
	for (size_t i = 0; i < n_texts; i++) {
		out->opens[n] = l->quotes[2 * i];
		out->texts[n] = (uint32_t)i;
		n += l->p[l->quotes[2 * i + 1] + 1] == sign;
	}
	out->opens[n] = (uint32_t)l->end - k->tail.n + k->before.n;
	out->texts[n] = (uint32_t)n_texts;
	out->n = n;
	return n && n <= k->n && !out->texts[0];
}

static inline uint64_t head_differs(const struct line_keys *k, const struct quoted_line *l, const struct found_keys *f)
{
	return line_glue_differs(l->p + l->start, &k->head) | ((l->start + k->head.n) ^ f->opens[0]) | line_glue_differs(l->p + l->end - k->tail.n, &k->tail);
}

/* Two words at a time, in one register. */
typedef uint64_t pair __attribute__((vector_size(2 * sizeof(uint64_t))));

static inline pair part_differs(const struct line_key *key, const char *p, size_t i)
{
	pair there, wanted, mask;
	memcpy(&there, p + i * sizeof(uint64_t), sizeof there);
	memcpy(&wanted, key->words + i, sizeof wanted);
	memcpy(&mask, key->masks + i, sizeof mask);
	return (there ^ wanted) & mask;
}

/* How the bytes around the first key and in it differ from those that stand there: the head is before it. */
static inline pair first_differs(const struct line_keys *k, const struct line_key *key, const char *p)
{
	const pair but_before = {~k->before.mask, UINT64_MAX};
	return part_differs(key, p, 0) & but_before;
}

/* What was found out of the keys of a line. */
struct verdict {
	pair wrong_key;
	uint64_t wrong, seen;
};

/* The cells of a line, and the columns whose values are not quoted. */
struct cut_cells {
	uint32_t *before, *to;
	uint32_t bare[LINE_KEYS];
	size_t n_bare;
};

#define INLINE static inline __attribute__((always_inline))

/* The i-th key and its value. */
INLINE void look_at_key(struct verdict *v, struct cut_cells *out, const struct line_keys *k, const struct quoted_line *l, struct found_keys *f, size_t i)
{
	const uint32_t open = f->opens[i], *quotes = l->quotes + 2 * (size_t)f->texts[i];
	const uint32_t texts = f->texts[i + 1] - f->texts[i] - 1; /* 1: the value is quoted */
	const size_t number = k->index[place_of(k, l->p + open, l->p + quotes[1])];
	const struct line_key *key = &k->items[number];
	const char *p = l->p + open - k->before.n;
	const uint32_t begins = quotes[1] + 1 + k->after.n, ends = f->opens[i + 1] - k->before.n, column = k->columns[number];
	const uint32_t quoted = (quotes[2] ^ begins) | ((quotes[3] + 1) ^ ends);
	v->wrong_key |= (i ? part_differs(key, p, 0) : first_differs(k, key, p)) | part_differs(key, p, 2);
	if (k->longer)
		v->wrong_key |= part_differs(key, p, 4) | part_differs(key, p, 6);
	v->seen |= UINT64_C(1) << number;
	v->wrong |= (quoted & -(texts & 1)) | (texts & ~UINT32_C(1));
	f->numbers[i] = (uint32_t)number;
	out->before[column] = begins + texts - 1;
	out->to[column] = ends - texts;
	out->bare[out->n_bare] = column;
	out->n_bare += !texts;
}

/* Are all of its keys known, and each its own, and are all values but bare ones good? */
INLINE bool look_at_keys(struct cut_cells *out, const struct line_keys *k, const struct quoted_line *l, struct found_keys *f)
{
	struct verdict v = {.wrong = 0};
	if (!find_keys(f, k, l) || l->end - l->start < k->head.n + k->tail.n)
		return false;
	v.wrong = head_differs(k, l, f);
	look_at_key(&v, out, k, l, f, 0);
	for (size_t i = 1; i < f->n; i++)
		look_at_key(&v, out, k, l, f, i);
	return !(v.wrong | v.wrong_key[0] | v.wrong_key[1]) && (size_t)__builtin_popcountll(v.seen) == f->n;
}

static bool look_plain(struct cut_cells *out, const struct line_keys *k, const struct quoted_line *l, struct found_keys *f)
{
	return look_at_keys(out, k, l, f);
}

#if defined(__x86_64__)

__attribute__((target("avx2,bmi,popcnt"))) static bool look_avx2(struct cut_cells *out, const struct line_keys *k, const struct quoted_line *l, struct found_keys *f)
{
	return look_at_keys(out, k, l, f);
}

#else

#define look_avx2 look_plain

#endif

/* Key by key. */
static bool cut_by_keys(const struct line_keys *k, struct line_shapes *shapes, const struct quoted_line *l, uint32_t *cells, size_t n, uint32_t hash)
{
	struct found_keys f;
	struct cut_cells out = {.before = cells, .to = cells + n};
	for (size_t i = 0; i < n; i++) {
		out.before[i] = UINT32_MAX; /* nothing, unless it has the key */
		out.to[i] = 0;
	}
	if (!(l->way >= MARKS_AVX2 ? look_avx2 : look_plain)(&out, k, l, &f))
		return false;
	for (size_t i = 0; i < out.n_bare; i++)
		if (!read_bare(l->p, out.before[out.bare[i]] + 1, &out.to[out.bare[i]]))
			return false;
	if (hash)
		line_shapes_learn(shapes, k, l, &(struct line_parts){f.n, f.numbers, f.texts}, hash);
	return true;
}

/* Values of a batch that are not quoted, and were not looked at. */
struct bare_values {
	struct {
		uint16_t line, column;
	} all[LINE_BATCH * SHAPE_COLUMNS + 2];
	size_t n;
};

/* Most lines have two at most: how many they are need not be guessed. */
static inline void add_bare(struct bare_values *v, size_t line, uint64_t columns)
{
	const size_t n = v->n + (size_t)__builtin_popcountll(columns);
	do {
		for (size_t i = 0; i < 2; i++, columns &= columns - 1) {
			v->all[v->n + i].line = (uint16_t)line;
			v->all[v->n + i].column = (uint16_t)__builtin_ctzll(columns | UINT64_C(1) << 63);
		}
		v->n += 2;
	} while (v->n < n);
	v->n = n;
}

void line_cut(const struct line_keys *k, struct line_shapes *shapes, const struct quoted_line *lines, size_t n, uint32_t *cells, size_t n_columns, bool *cut)
{
	uint32_t hashes[LINE_BATCH] = {0};
	struct bare_values bare;
	bare.n = 0;
	if (lines->way >= MARKS_AVX512)
		line_shapes_hash(shapes, k, lines, n, hashes);
	for (size_t i = 0; i < n; i++) {
		uint32_t *of_line = cells + i * 2 * n_columns;
		uint64_t columns = 0;
		cut[i] = (hashes[i] && line_shapes_cut(shapes, k, &lines[i], hashes[i], of_line, &columns)) || cut_by_keys(k, shapes, &lines[i], of_line, n_columns, hashes[i]);
		add_bare(&bare, i, columns);
	}
	for (size_t i = 0; i < bare.n; i++) {
		uint32_t *of_line = cells + bare.all[i].line * 2 * n_columns, column = bare.all[i].column;
		cut[bare.all[i].line] &= read_bare(lines[bare.all[i].line].p, of_line[column] + 1, &of_line[n_columns + column]);
	}
}
