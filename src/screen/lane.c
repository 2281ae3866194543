#include "screen/lane.h"

#include "screen/lane_plan.h"

#include <stdlib.h>

/* What the lane remembers at most; some 3 MB. */
enum {
	SEEN = 16384,		   /* texts of cells with their classes; a new one takes the place of an old one */
	SEEN_BYTES = 56,	   /* of a text; longer ones are not kept */
	CLASSES = 60000,	   /* behind that, rows of new classes take the way of all */
	CLASS_BYTES = 1024 * 1024, /* of all texts that are classes */
	PLANS = 1024,		   /* texts that name kinds */
	MEMOS = 32768,		   /* combinations of classes: a power of two */
	MEMO_PROBES = 16,	   /* how far one is sought: however the hashes fall */
};

/* Classes of cells count from 0. */
enum { CLASS_UNKNOWN = UINT16_MAX, CLASS_SLOW = UINT16_MAX - 1 };
enum { TALLY_NONE = UINT32_MAX, TALLY_SLOW = UINT32_MAX - 1 };

struct seen {
	uint32_t column; /* of which plan's column it was read; 0: nothing stands here */
	uint16_t class;
	uint16_t n;
	char text[SEEN_BYTES];
};

struct memo {
	uint64_t hash; /* 0: nothing stands here */
	uint32_t plan, tally;
	uint16_t classes[PLAN_COLUMNS];
};

struct lane {
	const struct vocabulary *vocabulary;
	const struct program *program;
	unsigned listed;
	bool begun, unfit; /* of the present table: were its columns looked at; can its rows pass at all? */
	size_t kind_column;
	struct bare_letters letters;
	struct sum_ends sums;
	struct arena arena;   /* of what is remembered of the present table */
	struct arena scratch; /* of one text */
	struct buf bytes;     /* of one class */
	struct map classes;   /* bytes → class */
	size_t n_classes, class_bytes;
	struct plan **plans;
	size_t n_plans;
	struct tally *tallies;
	size_t n_tallies;
	struct seen *seen;
	struct memo *memos;
	size_t n_memos;
	bool pending; /* the last row did not pass, and is as `row` says */
	struct memo row;
};

struct lane *lane_new(const struct vocabulary *v, const struct program *p, unsigned listed)
{
	struct lane *lane = calloc(1, sizeof *lane);
	if (!lane)
		return NULL;
	*lane = (struct lane){.vocabulary = v, .program = p, .listed = listed};
	arena_init(&lane->arena);
	arena_init(&lane->scratch);
	buf_init(&lane->bytes);
	lane->seen = calloc(SEEN, sizeof *lane->seen);
	lane->memos = calloc(MEMOS, sizeof *lane->memos);
	lane->plans = calloc(PLANS, sizeof *lane->plans);
	lane->tallies = calloc(MEMOS, sizeof *lane->tallies);
	sum_ends_find(&lane->sums, v);
	bare_letters_find(&lane->letters, &lane->scratch, v);
	if (lane->seen && lane->memos && lane->plans && lane->tallies && !lane->scratch.failed) {
		lane_forget(lane);
		return lane;
	}
	lane_free(lane);
	return NULL;
}

void lane_free(struct lane *lane)
{
	if (!lane)
		return;
	free(lane->seen);
	free(lane->memos);
	free(lane->plans);
	free(lane->tallies);
	buf_release(&lane->bytes);
	arena_release(&lane->scratch);
	arena_release(&lane->arena);
	free(lane);
}

void lane_forget(struct lane *lane)
{
	if (lane->begun) {
		memset(lane->seen, 0, SEEN * sizeof *lane->seen);
		memset(lane->memos, 0, MEMOS * sizeof *lane->memos);
	}
	arena_clear(&lane->arena);
	map_init(&lane->classes, &lane->arena);
	lane->begun = lane->unfit = lane->pending = false;
	lane->n_classes = lane->class_bytes = lane->n_plans = lane->n_tallies = lane->n_memos = 0;
}

/* One column names kinds, and no other. */
static void look_at_columns(struct lane *lane, const struct registry *g)
{
	size_t n, named = 0;
	const struct column *columns = registry_columns(g, &n);
	for (size_t i = 0; i < n; i++) {
		if (!columns[i].field || columns[i].field->role != ROLE_KIND)
			continue;
		lane->kind_column = i;
		named++;
	}
	lane->begun = true;
	lane->unfit = named != 1;
}

/* --- texts that were seen ------------------------------------------------------------------------------------------------ */

static const uint64_t spread = UINT64_C(0x9E3779B97F4A7C15);

static inline uint64_t stir(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * spread;
	return hash ^ hash >> 32;
}

static inline uint64_t hash_text(uint64_t hash, struct str s)
{
	uint64_t word;
	size_t i = 0;
	for (; s.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		hash = stir(hash, word);
	}
	word = 0;
	memcpy(&word, s.p + i, s.n - i);
	return stir(hash, word ^ (uint64_t)s.n << 56);
}

static inline struct seen *seen_slot(struct lane *lane, uint32_t column, struct str text)
{
	return &lane->seen[hash_text(column, text) >> 20 & (SEEN - 1)];
}

static inline bool is_seen(const struct seen *s, uint32_t column, struct str text)
{
	return s->column == column && s->n == text.n && memcmp(s->text, text.p, text.n) == 0;
}

static void see(struct seen *s, uint32_t column, struct str text, uint16_t class)
{
	s->column = column;
	s->class = class;
	s->n = (uint16_t)text.n;
	memcpy(s->text, text.p, text.n);
}

/* The number of the class whose bytes stand in lane->bytes. */
static uint16_t class_number(struct lane *lane)
{
	const struct str bytes = buf_str(&lane->bytes);
	uint32_t found;
	if (map_get(&lane->classes, bytes, &found))
		return (uint16_t)found;
	if (lane->n_classes == CLASSES || lane->class_bytes + bytes.n > CLASS_BYTES)
		return CLASS_SLOW;
	const struct str kept = arena_str(&lane->arena, bytes);
	if (!kept.p || !map_put(&lane->classes, kept, (uint32_t)lane->n_classes))
		return CLASS_SLOW;
	lane->class_bytes += bytes.n;
	return (uint16_t)lane->n_classes++;
}

static uint16_t learn_class(struct lane *lane, const struct plan *plan, const struct plan_column *c, const struct registry *g, struct str text)
{
	arena_clear(&lane->scratch);
	buf_clear(&lane->bytes);
	return plan_class(&lane->bytes, &lane->scratch, plan, c, g, text) ? class_number(lane) : CLASS_SLOW;
}

/* --- plans ----------------------------------------------------------------------------------------------------------------- */

enum { COLUMNS_OF_PLAN = 2 * PLAN_COLUMNS }; /* numbers by which their columns are known: 1 is that of the kinds' texts */

static uint32_t column_number(size_t plan, size_t column)
{
	return (uint32_t)(2 + plan * COLUMNS_OF_PLAN + column);
}

static bool learn_numbers(struct lane *lane, struct plan *plan, const struct registry *g)
{
	for (size_t i = 0; i < plan->n_columns; i++) {
		struct plan_column *c = &plan->columns[i];
		for (size_t place = 0; c->numbers.n && place < 2 * c->numbers.n + 1; place++) {
			const struct str sample = plan_sample(&lane->arena, &c->numbers, place);
			if (!sample.p)
				return false;
			c->numbers.classes[place] = learn_class(lane, plan, c, g, sample);
		}
	}
	return true;
}

/* Its number as a class; CLASS_SLOW where rows that are named so must be judged one by one. */
static uint16_t learn_plan(struct lane *lane, const struct registry *g, struct str text)
{
	struct plan *plan = lane->n_plans < PLANS ? ARENA_NEW(&lane->arena, struct plan) : NULL;
	arena_clear(&lane->scratch);
	if (!plan || !plan_make(plan, &lane->arena, &lane->scratch, lane->program, g, lane->kind_column, &lane->letters, text) ||
	    !learn_numbers(lane, plan, g))
		return CLASS_SLOW;
	lane->plans[lane->n_plans] = plan;
	return (uint16_t)lane->n_plans++;
}

static inline uint16_t plan_of(struct lane *lane, const struct registry *g, struct str text)
{
	enum { OF_KINDS = 1 };
	if (text.n > SEEN_BYTES)
		return CLASS_SLOW;
	struct seen *s = seen_slot(lane, OF_KINDS, text);
	if (is_seen(s, OF_KINDS, text))
		return s->class;
	/* one that was driven out is not planned again */
	uint32_t known;
	buf_clear(&lane->bytes);
	buf_adds(&lane->bytes, "k");
	buf_add(&lane->bytes, text);
	uint16_t class = CLASS_SLOW;
	if (map_get(&lane->classes, buf_str(&lane->bytes), &known)) {
		class = (uint16_t)known;
	} else if (lane->class_bytes + text.n < CLASS_BYTES) {
		const struct str kept = arena_str(&lane->arena, buf_str(&lane->bytes));
		class = learn_plan(lane, g, text);
		lane->class_bytes += kept.n;
		if (!kept.p || !map_put(&lane->classes, kept, class))
			class = CLASS_SLOW;
	}
	see(s, OF_KINDS, text, class);
	return class;
}

/* --- rows ------------------------------------------------------------------------------------------------------------------- */

static inline bool is_filled(struct str s)
{
	/* no blank of any sort begins with these */
	return s.n && ((s.p[0] > ' ' && s.p[0] < '\x7F') || str_trim(s).n);
}

static inline uint16_t class_of_number(const struct plan_numbers *numbers, int64_t n)
{
	size_t below = 0;
	while (below < numbers->n && numbers->limits[below] < n)
		below++;
	return numbers->classes[2 * below + (below < numbers->n && numbers->limits[below] == n)];
}

static inline uint16_t class_of(struct lane *lane, const struct plan *plan, uint32_t number, const struct plan_column *c, const struct registry *g, struct str text)
{
	int64_t n;
	if (c->numbers.n && plain_number(&n, text))
		return class_of_number(&c->numbers, n);
	if (text.n > SEEN_BYTES)
		return CLASS_SLOW;
	struct seen *s = seen_slot(lane, number, text);
	if (is_seen(s, number, text))
		return s->class;
	const uint16_t class = learn_class(lane, plan, c, g, text);
	see(s, number, text, class);
	return class;
}

static inline bool holds(struct lane *lane, uint16_t index, size_t i, const struct registry *g, struct str text)
{
	const struct plan *plan = lane->plans[index];
	const struct plan_column *c = &plan->guards[i];
	if (c->way == PLAN_FILLED)
		return is_filled(text);
	if (c->way == PLAN_NO_SUM)
		return is_no_sum(&lane->sums, text);
	return model_is_bare(&lane->letters, text) || class_of(lane, plan, column_number(index, PLAN_COLUMNS + i), c, g, text) != CLASS_SLOW;
}

static bool guards_hold(struct lane *lane, const struct registry *g, const struct str *fields, uint16_t index)
{
	const struct plan *plan = lane->plans[index];
	for (size_t i = 0; i < plan->n_guards; i++)
		if (!holds(lane, index, i, g, fields[plan->guards[i].index]))
			return false;
	return true;
}

/* The combination of its classes; false where one of them must be read. */
static inline bool find_classes(struct lane *lane, const struct registry *g, const struct str *fields, uint16_t index)
{
	const struct plan *plan = lane->plans[index];
	struct memo *row = &lane->row;
	uint64_t hash = stir(spread, index);
	for (size_t i = 0; i < plan->n_columns; i++) {
		const struct plan_column *c = &plan->columns[i];
		row->classes[i] = class_of(lane, plan, column_number(index, i), c, g, fields[c->index]);
		if (row->classes[i] == CLASS_SLOW)
			return false;
		hash = stir(hash, row->classes[i]);
	}
	row->plan = index;
	row->hash = hash | 1;
	return true;
}

static inline bool is_memo(const struct memo *m, const struct memo *row, size_t n)
{
	return m->hash == row->hash && m->plan == row->plan && memcmp(m->classes, row->classes, n * sizeof *row->classes) == 0;
}

/* Where it stands, or may be put; NULL where it is sought too far. */
static inline struct memo *memo_find(struct lane *lane, const struct memo *row, size_t n)
{
	for (size_t i = 0; i < MEMO_PROBES; i++) {
		struct memo *m = &lane->memos[((row->hash >> 16) + i) & (MEMOS - 1)];
		if (!m->hash || is_memo(m, row, n))
			return m;
	}
	return NULL;
}

bool lane_passes(struct lane *lane, const struct registry *g, const struct str *fields)
{
	lane->pending = false;
	if (!lane->begun)
		look_at_columns(lane, g);
	if (lane->unfit)
		return false;
	const uint16_t index = plan_of(lane, g, fields[lane->kind_column]);
	if (index == CLASS_SLOW || !guards_hold(lane, g, fields, index) || !find_classes(lane, g, fields, index))
		return false;
	const struct memo *m = memo_find(lane, &lane->row, lane->plans[index]->n_columns);
	if (!m || (m->hash && m->tally == TALLY_SLOW))
		return false;
	lane->pending = !m->hash;
	if (m->hash)
		lane->tallies[m->tally].rows++;
	return m->hash;
}

/* Does nobody want to see any of them? */
static bool is_unseen(const struct lane *lane, const struct row *row, const struct judgement *judgements)
{
	bool unseen = true;
	for (size_t i = 0; i < row->n_items; i++)
		unseen &= !(lane->listed & 1u << judgements[i].verdict);
	return unseen;
}

void lane_learn(struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements)
{
	struct tally tally;
	if (!lane->pending || lane->n_memos >= MEMOS / 4 * 3)
		return;
	lane->pending = false;
	struct memo *m = memo_find(lane, &lane->row, lane->plans[lane->row.plan]->n_columns);
	if (!m || m->hash)
		return;
	*m = lane->row;
	lane->n_memos++;
	m->tally = TALLY_SLOW;
	if (row->reason != REASON_NONE || !is_unseen(lane, row, judgements) || !tally_of(&tally, &lane->arena, t, lane->vocabulary, row, judgements))
		return;
	m->tally = (uint32_t)lane->n_tallies;
	lane->tallies[lane->n_tallies++] = tally;
}

uint64_t lane_settle(struct lane *lane, struct totals *t)
{
	uint64_t rows = 0;
	for (size_t i = 0; i < lane->n_tallies; i++) {
		rows += lane->tallies[i].rows;
		tally_settle(&lane->tallies[i], t);
	}
	return rows;
}
