/*
 * What is to be looked at in rows whose kind is named by one text, and the class of a cell.
 *
 * Always: rows of one plan whose cells are of the same classes add the same to the books.
 */
#ifndef PHASEOUT_SCREEN_LANE_PLAN_H
#define PHASEOUT_SCREEN_LANE_PLAN_H

#include "judge/asks.h"
#include "registry/registry.h"
#include "screen/plain_cells.h"

enum {
	PLAN_FORMS = 32, /* of numbers in a column; others are known by their texts */
	PLAN_PLAIN_FORM = 0, /* of these the place of plain numbers: 450.25 */
	PLAN_COLUMNS = 24, /* rows of which more must be looked at take the way of all */
};

/* How a column's cells are told apart. */
enum plan_way {
	PLAN_FILLED, /* it must be filled; nothing more */
	PLAN_NO_SUM, /* it must not name a sub-total */
	PLAN_BARE,   /* its models must be no more than that */
	PLAN_VALUE,  /* by what the rules can tell of the value */
	PLAN_TEXT,   /* by its text */
};

/* A short text and its class, which most cells of a column have: of one kind of equipment most are of one industry. */
struct usual_text {
	uint64_t words[4]; /* its bytes, and noughts */
	size_t n;
	uint16_t class;
};

struct plan_column {
	size_t index; /* in the row */
	enum plan_way way;
	bool must;                    /* whatever rules ask */
	bool excludes;                /* its cells may say of a rule that it does not apply */
	uint64_t rules;               /* a set as of asks_rules_of: those for which it is looked at; with `must`: ASKS_EVERY */
	bool measured;                /* its cells are quantities: plan_numbers can tell plain ones apart */
	struct plain_numbers *_Atomic *forms; /* PLAN_FORMS of a measured column: NULL where nobody has met it, and behind the last; of those without limits nothing is known */
	bool dated;                   /* its cells are dates: plan_days can tell plain ones apart */
	_Atomic(struct plain_days *) days; /* NULL: not yet, or never */
	unsigned misses;              /* plain dates that had to be read */
	const struct usual_text *_Atomic usual; /* NULL: there is none */
	struct plain_models models;   /* where it has the models that rules ask for */
};

/* What is told apart beside what rules ask. */
struct plan_scope {
	bool regions, statuses;
};

/* What rules ask of items of each kind: found when a plan first needs it, and the same for all plans of the kind. */
struct known_asks {
	struct arena *arena;
	const struct asks **of; /* by kind->index; NULL: not yet found. NULL itself before the first. */
};

struct plan {
	uint32_t number;
	uint32_t n_guards, n_columns;
	struct plan_scope scope;
	const struct reader *reader; /* which keeps nothing of what it has read: most texts are asked for once */
	const struct kind *kind; /* NULL: the text names none that is known, and every row of it is unrecognised */
	const struct bare_letters *letters;
	struct known_asks *known;
	const struct asks *asks;
	struct plan_column guards[PLAN_COLUMNS], columns[PLAN_COLUMNS]; /* guards: PLAN_FILLED, PLAN_BARE */
};

/*
 * False where such rows must be read one by one: the text is no plain name of one kind. Also where memory is exhausted (a->failed). `kind_column` is the only one that names kinds; number, scope, reader, letters and known of *out are set.
 */
bool plan_make(struct plan *out, struct arena *a, struct arena *scratch, const struct program *p, const struct registry *g, size_t kind_column, struct str text);

/* Adds the bytes by which a cell's class is known; *excluded is the set of rules that do not apply to rows with such a cell. False where its row must be read by itself, and when memory is exhausted. */
bool plan_class(struct buf *out, uint64_t *excluded, struct arena *scratch, const struct plan *plan, const struct plan_column *c, const struct registry *g, struct str field);

/* Numbers of the form in a measured column; without limits where nothing can be told of it. NULL when memory is exhausted. */
struct plain_numbers *plan_numbers(struct arena *a, struct arena *scratch, const struct plan *plan, const struct plan_column *c, const struct registry *g, const struct number_form *form);

/* The class of a cell that holds the text; false where its row must be read by itself. */
typedef bool plan_class_fn(void *ctx, uint16_t *out, struct str text);
/*
 * Days between which the class of a dated column changes, found by asking for the classes of some; NULL where they cannot be told, or memory is exhausted.
 */
struct plain_days *plan_days(struct arena *a, const struct plan *plan, const struct plan_column *c, const struct registry *g, plan_class_fn *class_of, void *ctx);

/* What the cells that name a sub-total end with. */
struct sum_ends {
	struct str ends[16];
	size_t n;
};
void sum_ends_find(struct sum_ends *out, const struct vocabulary *v);
/* Is the cell filled, and surely no sub-total's? It ends with a digit or a Chinese character, and not with those. */
bool is_no_sum(const struct sum_ends *ends, struct str text);

#endif
