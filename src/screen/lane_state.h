/*
 * What the lane has learnt, and what whoever looks needs: lane.c learns, in one thread, lane_rows.c looks, in any.
 */
#ifndef PHASEOUT_SCREEN_LANE_STATE_H
#define PHASEOUT_SCREEN_LANE_STATE_H

#include "base/marks.h"
#include "screen/bare_models.h"
#include "screen/lane.h"
#include "screen/lane_plan.h"
#include "screen/numbers_ahead.h"
#include "screen/seen_texts.h"

#include <stdatomic.h>

/* What the lane remembers at most; some 3 MB. */
enum {
	CROWDED = 4096,		   /* texts that found no place: then all are forgotten, and learnt anew */
	CLASSES = 60000,	   /* behind that, rows of new classes take the way of all */
	CLASS_BYTES = 1024 * 1024, /* of all texts that are classes */
	PLANS = 1024,		   /* texts that name kinds */
	MEMOS = 16384,		   /* combinations of classes: a power of two */
	TALLIES = 4096,		   /* what they come to */
	MEMO_PROBES = 16,	   /* how far one is sought */
};

/* Classes of cells count from 0. NEW: nobody has asked yet. */
enum { CLASS_NEW = SEEN_NOT, CLASS_SLOW = CLASS_NEW - 1 };
enum { TALLY_SLOW = UINT32_MAX };

/* The classes of a row's cells, column after column, four in a word; 0 where none was looked at. */
struct classes {
	uint64_t words[PLAN_COLUMNS / 4];
};

struct memo {
	_Atomic uint64_t hash; /* 0: nothing stands here */
	uint32_t plan, tally;
	struct classes classes;
};

/* What makes most rows of a plan alike, where its guards hold: one text, or nothing more; then nothing else is asked. */
struct brief {
	_Atomic uint32_t ready;
	uint32_t tally;
	uint32_t column;   /* NO_COLUMN: it is not asked */
	uint32_t n;        /* bytes of the text */
	uint64_t words[4]; /* as of struct usual_text */
};

enum { NO_COLUMN = UINT32_MAX };

/* Numbers by which the columns of texts are known. */
enum { COLUMN_OF_KINDS = 1, COLUMNS_OF_PLAN = 2 * PLAN_COLUMNS };

/* The classes of a row. */
struct combination {
	size_t n_looked, last; /* columns that were looked at; the last of them */
	uint64_t hash;
	uint32_t plan;
	struct classes classes;
};

/* A row some of whose cells have classes. */
struct lane_row {
	uint64_t open; /* rules that may yet apply, a set as of struct plan_column */
	struct classes classes;
	uint16_t row;
	bool slow;     /* it must be read */
};

/* What one thread needs. */
struct lane_bench {
	/* of the rows that are looked at together */
	uint16_t plans[RAW_ROWS], by_plan[RAW_ROWS]; /* by row; rows, those of one plan together */
	uint16_t ends[PLANS];                        /* of those of each plan; else 0 */
	uint16_t present[RAW_ROWS];                  /* plans */
	/* of those of one plan */
	struct lane_row left[RAW_ROWS];
	uint16_t asked[RAW_ROWS]; /* of one column: places in left[] */
	/* of all: how many of each tally are to be counted, and which tallies */
	uint32_t counts[TALLIES];
	uint16_t counted[RAW_ROWS];
};

/* lane_look, for one sort of machine. */
typedef size_t lane_look_fn(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell);
lane_look_fn lane_look_avx2, lane_look_avx512; /* of machines that can do what is so called in base/marks.h */
lane_look_fn *lane_look_by(enum marks_way way);

struct lane {
	lane_look_fn *look;
	const struct vocabulary *vocabulary;
	const struct program *program;
	struct lane_options options;
	struct plan_scope scope;
	bool begun, unfit; /* of the present table: were its columns looked at; can its rows pass at all? */
	size_t n_columns, kind_column;
	size_t key_column; /* SIZE_MAX: there is none, or more */
	struct reader reader;
	struct bare_letters letters;
	struct sum_ends sums;
	struct arena arena;   /* of what is remembered of the present table */
	struct arena scratch; /* of one text */
	struct buf bytes;     /* of one class */
	struct map classes;   /* bytes → class */
	size_t n_classes, class_bytes;
	struct plan **plans;
	struct brief *briefs; /* by plan */
	size_t n_plans;
	struct known_asks asks;
	struct plan draft;    /* of a text that is looked at */
	uint16_t unknown;     /* the plan of what names nothing; CLASS_NEW: there is none yet */
	struct tally *tallies;
	uint64_t *counts;     /* by tally: rows since the books had them */
	size_t n_tallies;
	struct map tally_numbers; /* tally_write's bytes → its place */
	uint64_t *excluded; /* by class: rules that do not apply where it stands */
	struct seen_texts seen;
	size_t n_crowded;
	struct memo *memos;
	size_t n_memos;
	struct lane_bench *benches; /* of each job */
	char padded[SEEN_BYTES + RAW_CELL_SLACK];
	bool pending; /* the last row did not pass, and is as `row` says */
	struct combination row;
};

/* --- what is known -------------------------------------------------------------------------------------------------- */

static inline uint32_t column_number(size_t plan, size_t column)
{
	return (uint32_t)(2 + plan * COLUMNS_OF_PLAN + column);
}

static inline bool is_filled(struct str s)
{
	/* no blank of any sort begins with these: ASCII, U+4000 to U+9FFF and what GB18030 writes so */
	const unsigned char first = s.n ? (unsigned char)s.p[0] : ' ';
	return (first > ' ' && first < 0x7F) || (first >= 0xE4 && first <= 0xE9) || str_trim(s).n;
}

static inline bool is_plain_form(const struct number_form *form)
{
	return !form->prefix.n && !form->suffix.n && !form->thousands && !form->full_width;
}

static inline struct plain_numbers *numbers_at(const struct plan_column *c, size_t at)
{
	return atomic_load_explicit(&c->forms[at], memory_order_acquire);
}

/* Numbers of the form; NULL where there are none yet: those would be put *at. */
static inline struct plain_numbers *numbers_of(const struct plan_column *c, const struct number_form *form, size_t *at)
{
	*at = PLAN_PLAIN_FORM;
	if (is_plain_form(form))
		return numbers_at(c, *at);
	for (++*at; *at < PLAN_FORMS; ++*at) {
		struct plain_numbers *numbers = numbers_at(c, *at);
		if (!numbers || number_form_same(&numbers->form, form))
			return numbers;
	}
	return NULL;
}

/* The same of a number and its form, of a text of which 8 bytes can be read. */
static inline const struct plain_numbers *numbers_of_text(int64_t *n, const struct plan_column *c, struct str text)
{
	struct number_form form;
	size_t at;
	if (plain_number_ahead(n, text))
		return numbers_at(c, PLAN_PLAIN_FORM);
	return number_cut(n, &form, text) ? numbers_of(c, &form, &at) : NULL;
}

/* A number's class; CLASS_NEW where it is none that can be told so, or nobody has asked for one of its place. A blank cell is a text as others. */
static inline uint16_t number_class(const struct plan_column *c, struct str text)
{
	int64_t n;
	const struct plain_numbers *numbers = text.n ? numbers_of_text(&n, c, text) : NULL;
	return numbers && numbers->n ? atomic_load_explicit(plain_numbers_class(numbers, n), memory_order_relaxed) : CLASS_NEW;
}

/* How the cells of a column are written where that tells their class. */
enum cell_way { BY_NUMBER, BY_DAY, BY_MODEL, BY_TEXT };

static inline enum cell_way way_of(const struct plan_column *c)
{
	return c->measured ? BY_NUMBER : c->dated ? BY_DAY : c->models.known ? BY_MODEL : BY_TEXT;
}

static inline uint16_t day_class(struct plan_column *c, struct str text)
{
	int32_t on;
	uint16_t class;
	const struct plain_days *days = atomic_load_explicit(&c->days, memory_order_acquire);
	return days && plain_day(&on, text) && plain_days_class(&class, days, on) ? class : CLASS_NEW;
}

/* What the cell's class is where it is written plainly; CLASS_NEW where it is not. */
static inline uint16_t plain_class(const struct lane *lane, enum cell_way way, struct plan_column *c, struct str text)
{
	switch (way) {
	case BY_NUMBER:
		return number_class(c, text);
	case BY_DAY:
		return day_class(c, text);
	case BY_MODEL:
		return bare_is_none(&lane->letters, &c->models, text) ? c->models.class : CLASS_NEW;
	case BY_TEXT:
		break;
	}
	return CLASS_NEW;
}

static inline bool is_usual(const struct plan_column *c, struct str text, uint16_t *class)
{
	const struct usual_text *u = atomic_load_explicit(&c->usual, memory_order_acquire);
	if (!u || u->n != text.n)
		return false;
	*class = u->class;
	return same_words(short_text(text), u->words);
}

/* The class of a cell of a column of that sort, behind which RAW_CELL_SLACK bytes can be read; CLASS_NEW where nobody has asked yet. */
static inline uint16_t known_class(const struct lane *lane, uint32_t number, enum cell_way way, struct plan_column *c, struct str text)
{
	uint16_t class = plain_class(lane, way, c, text);
	if (class != CLASS_NEW || text.n > SEEN_BYTES)
		return class != CLASS_NEW ? class : CLASS_SLOW;
	return is_usual(c, text, &class) ? class : seen_class(&lane->seen, number, text);
}

/* The plan of rows whose kind is so named, the same way. */
static inline uint16_t known_plan(const struct lane *lane, struct str text)
{
	return text.n > SEEN_BYTES ? CLASS_SLOW : seen_class(&lane->seen, COLUMN_OF_KINDS, text);
}

static inline size_t class_words(const struct plan *plan)
{
	return (plan->n_columns + 3) / 4;
}

static inline void set_class(struct classes *c, size_t column, uint16_t class)
{
	c->words[column / 4] |= (uint64_t)class << 16 * (column % 4);
}

static inline uint16_t get_class(const struct classes *c, size_t column)
{
	return (uint16_t)(c->words[column / 4] >> 16 * (column % 4));
}

static inline bool same_classes(const struct classes *a, const struct classes *b, size_t n_words)
{
	uint64_t differ = 0;
	for (size_t i = 0; i < n_words; i++)
		differ |= a->words[i] ^ b->words[i];
	return !differ;
}

/* Where it stands, or may be put; NULL where it is sought too far. *found is what stands there, 0: nothing. */
static inline struct memo *memo_find(const struct lane *lane, uint64_t hash, uint32_t plan, const struct classes *classes, size_t n_words, uint64_t *found)
{
	for (size_t i = 0; i < MEMO_PROBES; i++) {
		struct memo *m = &lane->memos[((hash >> 16) + i) & (MEMOS - 1)];
		*found = atomic_load_explicit(&m->hash, memory_order_acquire);
		if (!*found || (*found == hash && m->plan == plan && same_classes(&m->classes, classes, n_words)))
			return m;
	}
	return NULL;
}

/* Of a combination; never 0. What was not looked at follows from the classes of what was. */
static inline uint64_t combination_hash(uint32_t plan, const struct classes *classes, size_t n_words)
{
	uint64_t hash = seen_stir(SEEN_SPREAD, plan);
	for (size_t i = 0; i < n_words; i++)
		hash = seen_stir(hash, classes->words[i]);
	return hash | 1;
}

#endif
