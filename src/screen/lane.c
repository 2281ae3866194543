#include "screen/lane_state.h"

#include <stdlib.h>

/* --- beginning and end ----------------------------------------------------------------------------------------------- */

struct lane *lane_new(const struct vocabulary *v, const struct program *p, const struct lane_options *options)
{
	struct lane *lane = calloc(1, sizeof *lane);
	if (!lane)
		return NULL;
	*lane = (struct lane){.look = lane_look_by(options->way), .vocabulary = v, .program = p, .options = *options};
	lane->scope = (struct plan_scope){.regions = options->regions || options->books || program_asks_region(p), .statuses = options->books};
	arena_init(&lane->arena);
	arena_init(&lane->scratch);
	buf_init(&lane->bytes);
	lane->excluded = calloc(CLASSES, sizeof *lane->excluded);
	lane->memos = calloc(MEMOS, sizeof *lane->memos);
	lane->plans = calloc(PLANS, sizeof *lane->plans);
	lane->briefs = calloc(PLANS, sizeof *lane->briefs);
	lane->tallies = calloc(TALLIES, sizeof *lane->tallies);
	lane->counts = calloc(TALLIES, sizeof *lane->counts);
	lane->benches = calloc(options->jobs, sizeof *lane->benches);
	sum_ends_find(&lane->sums, v);
	bare_letters_find(&lane->letters, &lane->scratch, v);
	if (seen_texts_init(&lane->seen) && lane->benches && lane->counts && lane->excluded && lane->memos && lane->plans && lane->briefs && lane->tallies && !lane->scratch.failed) {
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
	free(lane->benches);
	free(lane->counts);
	seen_texts_release(&lane->seen);
	free(lane->excluded);
	free(lane->memos);
	free(lane->plans);
	free(lane->briefs);
	free(lane->tallies);
	buf_release(&lane->bytes);
	arena_release(&lane->scratch);
	arena_release(&lane->arena);
	free(lane);
}

void lane_forget(struct lane *lane)
{
	if (lane->begun) {
		seen_texts_forget(&lane->seen);
		memset(lane->memos, 0, MEMOS * sizeof *lane->memos);
		memset(lane->briefs, 0, PLANS * sizeof *lane->briefs);
	}
	arena_clear(&lane->arena);
	lane->asks = (struct known_asks){.arena = &lane->arena};
	map_init(&lane->classes, &lane->arena);
	map_init(&lane->tally_numbers, &lane->arena);
	lane->begun = lane->unfit = lane->pending = false;
	lane->unknown = CLASS_NEW;
	lane->n_classes = lane->class_bytes = lane->n_plans = lane->n_tallies = lane->n_memos = lane->n_crowded = 0;
}

/* One column names kinds, and no other; at most one gives rows their keys. */
static void look_at_columns(struct lane *lane, const struct registry *g)
{
	size_t n, named = 0, keys = 0;
	const struct column *columns = registry_columns(g, &n);
	lane->key_column = SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		const enum field_role role = columns[i].field ? columns[i].field->role : ROLE_NONE;
		if (role == ROLE_KIND) {
			lane->kind_column = i;
			named++;
		}
		if (role == ROLE_KEY) {
			lane->key_column = keys ? SIZE_MAX : i;
			keys++;
		}
	}
	lane->n_columns = n;
	lane->begun = true;
	lane->unfit = named != 1;
	lane->reader = *registry_reader(g);
	lane->reader.known = NULL;
	lane->letters.utf8 = registry_encoding(g) != ENCODING_GB18030;
}

/* --- classes ------------------------------------------------------------------------------------------------------------- */

static void see(struct lane *lane, uint32_t column, struct str text, uint16_t class)
{
	lane->n_crowded += !seen_put(&lane->seen, column, text, class);
}

/* Where too many texts find no place: those that are seen now are worth more than those that were. */
static void make_room(struct lane *lane, const struct registry *g)
{
	if (lane->n_crowded < CROWDED)
		return;
	registry_pause(g);
	seen_texts_forget(&lane->seen);
	lane->n_crowded = 0;
	registry_go_on(g);
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
	uint64_t excluded;
	arena_clear(&lane->scratch);
	buf_clear(&lane->bytes);
	const uint16_t class = plan_class(&lane->bytes, &excluded, &lane->scratch, plan, c, g, text) ? class_number(lane) : CLASS_SLOW;
	if (class < CLASS_SLOW)
		lane->excluded[class] = excluded;
	return class;
}

/* --- plans ----------------------------------------------------------------------------------------------------------------- */

/* That of a bare model which no pattern can be true of. */
static void learn_models(struct lane *lane, const struct plan *plan, struct plan_column *c, const struct registry *g)
{
	static const struct str samples[] = {STR_INIT("QXJW7"), STR_INIT("7QXJW"), STR_INIT("ZVKU3"), STR_INIT("OIEU4")};
	const bool known = c->models.known;
	c->models.known = false;
	for (size_t i = 0; known && !c->models.known && i < sizeof samples / sizeof *samples; i++) {
		if (!model_is_bare(&lane->letters, samples[i]) || !plain_models_none(&c->models, samples[i]))
			continue;
		c->models.class = learn_class(lane, plan, c, g, samples[i]);
		c->models.known = c->models.class < CLASS_SLOW;
	}
}

/* Its number as a class; CLASS_SLOW where rows that are named so must be judged one by one. What names nothing that is known has one plan, however it is called. */
static uint16_t learn_plan(struct lane *lane, const struct registry *g, struct str text)
{
	struct plan *draft = &lane->draft;
	arena_clear(&lane->scratch);
	*draft = (struct plan){.number = (uint32_t)lane->n_plans, .scope = lane->scope, .reader = &lane->reader, .letters = &lane->letters, .known = &lane->asks};
	/* where there can be no more plans, it is asked for its kind alone */
	struct arena *room = lane->n_plans < PLANS ? &lane->arena : &lane->scratch;
	if (!plan_make(draft, room, &lane->scratch, lane->program, g, lane->kind_column, text))
		return CLASS_SLOW;
	if (!draft->kind && lane->unknown != CLASS_NEW)
		return lane->unknown;
	struct plan *plan = lane->n_plans < PLANS ? ARENA_NEW(&lane->arena, struct plan) : NULL;
	if (!plan)
		return CLASS_SLOW;
	*plan = *draft;
	for (size_t i = 0; i < plan->n_columns; i++)
		learn_models(lane, plan, &plan->columns[i], g);
	if (!plan->kind)
		lane->unknown = (uint16_t)lane->n_plans;
	lane->plans[lane->n_plans] = plan;
	return (uint16_t)lane->n_plans++;
}

/* A text that was driven out is not planned again. */
static uint16_t find_plan(struct lane *lane, const struct registry *g, struct str text)
{
	uint32_t known;
	uint16_t class = CLASS_SLOW;
	buf_clear(&lane->bytes);
	buf_adds(&lane->bytes, "k");
	buf_add(&lane->bytes, text);
	if (map_get(&lane->classes, buf_str(&lane->bytes), &known))
		return (uint16_t)known;
	if (lane->class_bytes + text.n >= CLASS_BYTES)
		return CLASS_SLOW;
	const struct str kept = arena_str(&lane->arena, buf_str(&lane->bytes));
	class = learn_plan(lane, g, text);
	lane->class_bytes += kept.n;
	return kept.p && map_put(&lane->classes, kept, class) ? class : CLASS_SLOW;
}

/* --- one row, learning ------------------------------------------------------------------------------------------------- */

/* A cell with something behind it that can be read; longer ones nobody looks into. */
static struct str padded(struct lane *lane, struct str text)
{
	if (text.n > SEEN_BYTES)
		return text;
	if (text.n)
		memcpy(lane->padded, text.p, text.n);
	return (struct str){lane->padded, text.n};
}

static uint16_t plan_of(struct lane *lane, const struct registry *g, struct str text)
{
	text = padded(lane, text);
	uint16_t class = known_plan(lane, text);
	if (class != CLASS_NEW)
		return class;
	class = find_plan(lane, g, text);
	see(lane, COLUMN_OF_KINDS, text, class);
	return class;
}

/* With ask_class, a plan_class_fn. */
struct asking {
	struct lane *lane;
	const struct plan *plan;
	const struct plan_column *c;
	const struct registry *g;
};

static bool ask_class(void *ctx, uint16_t *out, struct str text)
{
	const struct asking *q = ctx;
	*out = learn_class(q->lane, q->plan, q->c, q->g, text);
	return *out < CLASS_SLOW;
}

/* Once it is worth it. */
static void learn_days(struct lane *lane, const struct plan *plan, struct plan_column *c, const struct registry *g)
{
	enum { WORTH = 64 };
	struct asking q = {lane, plan, c, g};
	if (++c->misses == WORTH)
		atomic_store_explicit(&c->days, plan_days(&lane->arena, plan, c, g, ask_class, &q), memory_order_release);
}

/* Numbers of the form, which are learnt where they are not known; NULL where there are too many forms. */
static struct plain_numbers *learn_numbers(struct lane *lane, const struct plan *plan, struct plan_column *c, const struct registry *g, const struct number_form *form)
{
	size_t at;
	struct plain_numbers *numbers = numbers_of(c, form, &at);
	if (numbers || at == PLAN_FORMS)
		return numbers;
	arena_clear(&lane->scratch);
	numbers = plan_numbers(&lane->arena, &lane->scratch, plan, c, g, form);
	atomic_store_explicit(&c->forms[at], numbers, memory_order_release);
	return numbers;
}

/* False where it is no number that is known by its place among limits. */
static bool learn_number(uint16_t *class, struct lane *lane, const struct plan *plan, struct plan_column *c, const struct registry *g, struct str text)
{
	struct number_form form;
	int64_t n;
	const struct plain_numbers *numbers = c->measured && number_cut(&n, &form, text) ? learn_numbers(lane, plan, c, g, &form) : NULL;
	if (!numbers || !numbers->n)
		return false;
	_Atomic uint16_t *place = plain_numbers_class(numbers, n);
	*class = atomic_load_explicit(place, memory_order_relaxed);
	if (*class == CLASS_UNASKED) {
		*class = learn_class(lane, plan, c, g, text);
		atomic_store_explicit(place, *class, memory_order_relaxed);
	}
	return true;
}

/* The first text of a column whose texts are few; of one of numbers, no text. */
static void make_usual(struct lane *lane, struct plan_column *c, struct str text, uint16_t class)
{
	if (atomic_load_explicit(&c->usual, memory_order_relaxed) || text.n > SHORT_BYTES || c->dated || (c->measured && text.n) || c->models.known || c->way == PLAN_BARE)
		return;
	struct usual_text *u = ARENA_NEW(&lane->arena, struct usual_text);
	if (!u)
		return;
	const struct short_text t = short_text(text);
	*u = (struct usual_text){.n = text.n, .class = class};
	short_words(u->words, &t);
	atomic_store_explicit(&c->usual, u, memory_order_release);
}

static uint16_t class_of(struct lane *lane, const struct plan *plan, uint32_t number, struct plan_column *c, const struct registry *g, struct str text)
{
	text = padded(lane, text);
	uint16_t class = known_class(lane, number, way_of(c), c, text);
	if (class != CLASS_NEW || learn_number(&class, lane, plan, c, g, text))
		return class;
	class = learn_class(lane, plan, c, g, text);
	see(lane, number, text, class);
	make_usual(lane, c, text, class);
	if (c->dated)
		learn_days(lane, plan, c, g);
	return class;
}

static bool holds(struct lane *lane, uint16_t index, size_t i, const struct registry *g, struct str text)
{
	struct plan *plan = lane->plans[index];
	struct plan_column *c = &plan->guards[i];
	if (c->way == PLAN_FILLED)
		return is_filled(text);
	if (c->way == PLAN_NO_SUM)
		return is_no_sum(&lane->sums, text);
	return model_is_bare(&lane->letters, text) || class_of(lane, plan, column_number(index, PLAN_COLUMNS + i), c, g, text) < CLASS_SLOW;
}

static bool guards_hold(struct lane *lane, const struct registry *g, const struct str *cells, uint16_t index)
{
	const struct plan *plan = lane->plans[index];
	for (size_t i = 0; i < plan->n_guards; i++)
		if (!holds(lane, index, i, g, cells[plan->guards[i].index]))
			return false;
	return true;
}

/* False where one of its cells must be read. */
static bool find_classes(struct combination *out, struct lane *lane, const struct registry *g, const struct str *cells, uint16_t index)
{
	struct plan *plan = lane->plans[index];
	uint64_t open = ASKS_EVERY;
	*out = (struct combination){.plan = index};
	for (size_t i = 0; i < plan->n_columns; i++) {
		struct plan_column *c = &plan->columns[i];
		if (!c->must && !(c->rules & open))
			continue; /* the rules that ask for it do not apply */
		const uint16_t class = class_of(lane, plan, column_number(index, i), c, g, cells[c->index]);
		if (class >= CLASS_SLOW)
			return false;
		set_class(&out->classes, i, class);
		out->n_looked++;
		out->last = i;
		if (c->excludes)
			open &= ~lane->excluded[class];
	}
	out->hash = combination_hash(index, &out->classes, class_words(plan));
	return true;
}

/* Of the row that is learnt. */
static struct memo *memo_find_row(const struct lane *lane, uint64_t *found)
{
	const struct combination *row = &lane->row;
	return memo_find(lane, row->hash, row->plan, &row->classes, class_words(lane->plans[row->plan]), found);
}

/* What is to be told of it, ROW_COUNTED: it is counted, or ROW_UNKNOWN. */
static uint32_t pass(struct lane *lane, uint32_t tally, const struct str *cells, size_t *cell)
{
	if (tally == TALLY_SLOW)
		return ROW_UNKNOWN;
	if (!lane->tallies[tally].told) {
		lane->counts[tally]++;
		return ROW_COUNTED;
	}
	*cell = lane->key_column;
	return lane->key_column != SIZE_MAX && is_filled(cells[lane->key_column]) ? tally : ROW_UNKNOWN;
}

bool lane_is_outgrown(const struct lane *lane, const struct registry *g)
{
	size_t n;
	registry_columns(g, &n);
	return lane->begun && n != lane->n_columns;
}

bool lane_ready(struct lane *lane, const struct registry *g)
{
	if (!lane->begun)
		look_at_columns(lane, g);
	return !lane->unfit;
}

bool lane_passes(struct lane *lane, const struct registry *g, const struct str *cells, uint32_t *what, size_t *cell)
{
	uint64_t found;
	lane->pending = false;
	if (!lane_ready(lane, g))
		return false;
	make_room(lane, g);
	const uint16_t index = plan_of(lane, g, cells[lane->kind_column]);
	if (index >= CLASS_SLOW || !guards_hold(lane, g, cells, index) || !find_classes(&lane->row, lane, g, cells, index))
		return false;
	const struct memo *m = memo_find_row(lane, &found);
	lane->pending = m && !found;
	*what = m && found ? pass(lane, m->tally, cells, cell) : ROW_UNKNOWN;
	return *what != ROW_UNKNOWN;
}

/* --- learning --------------------------------------------------------------------------------------------------------------- */

/* How many of them somebody wants to see. */
static size_t count_seen(const struct lane *lane, const struct row *row, const struct judgement *judgements)
{
	size_t n = 0;
	for (size_t i = 0; i < row->n_items; i++)
		n += lane->options.listed >> judgements[i].verdict & 1;
	return n;
}

/* Can rows like it be counted, and told of? In `a`. */
static bool make_tally(struct tally *out, struct arena *a, const struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements)
{
	if (row->reason != REASON_NONE)
		return false;
	const size_t seen = count_seen(lane, row, judgements);
	if (seen && (lane->options.evidence || row->n_items != 1))
		return false;
	if (!tally_of(out, a, t, lane->vocabulary, row, judgements, lane->options.books))
		return false;
	return !seen || tally_tell(out, a, row, judgements);
}

/* The place of a tally that is the same; TALLY_SLOW where there can be none. Most rows are like some that are written otherwise. */
static uint32_t tally_number(struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements)
{
	struct tally tally;
	uint32_t number;
	arena_clear(&lane->scratch);
	buf_clear(&lane->bytes);
	if (!make_tally(&tally, &lane->scratch, lane, t, row, judgements))
		return TALLY_SLOW;
	tally_write(&lane->bytes, &tally);
	if (map_get(&lane->tally_numbers, buf_str(&lane->bytes), &number))
		return number;
	if (lane->n_tallies == TALLIES || !make_tally(&tally, &lane->arena, lane, t, row, judgements))
		return TALLY_SLOW;
	const struct str kept = arena_str(&lane->arena, buf_str(&lane->bytes));
	if (lane->bytes.failed || !kept.p || !map_put(&lane->tally_numbers, kept, (uint32_t)lane->n_tallies))
		return TALLY_SLOW;
	lane->tallies[lane->n_tallies] = tally;
	return (uint32_t)lane->n_tallies++;
}

/* Is what was learnt of the row all that is asked of rows with the same text? */
static void make_brief(struct lane *lane, uint32_t tally)
{
	const struct combination *row = &lane->row;
	struct brief *b = &lane->briefs[row->plan];
	const struct plan_column *c = &lane->plans[row->plan]->columns[row->last];
	const struct usual_text *u = row->n_looked ? atomic_load_explicit(&c->usual, memory_order_relaxed) : NULL;
	const bool alone = !row->n_looked || (row->n_looked == 1 && u && u->class == get_class(&row->classes, row->last));
	if (!alone || atomic_load_explicit(&b->ready, memory_order_relaxed) || lane->tallies[tally].told)
		return;
	b->tally = tally;
	b->column = NO_COLUMN;
	if (u) {
		b->column = (uint32_t)c->index;
		b->n = (uint32_t)u->n;
		memcpy(b->words, u->words, sizeof b->words);
	}
	atomic_store_explicit(&b->ready, 1, memory_order_release);
}

void lane_learn(struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements)
{
	uint64_t found;
	if (!lane->pending || lane->n_memos >= MEMOS / 4 * 3)
		return;
	lane->pending = false;
	struct memo *m = memo_find_row(lane, &found);
	if (!m || found)
		return;
	m->plan = lane->row.plan;
	m->classes = lane->row.classes;
	m->tally = tally_number(lane, t, row, judgements);
	if (m->tally != TALLY_SLOW)
		make_brief(lane, m->tally);
	atomic_store_explicit(&m->hash, lane->row.hash, memory_order_release);
	lane->n_memos++;
}

size_t lane_tell(struct lane *lane, uint32_t what, struct item *item, const struct judgement **judgement)
{
	lane->counts[what]++;
	*item = *lane->tallies[what].told;
	*judgement = lane->tallies[what].judgement;
	return lane->key_column;
}

/* --- the books ---------------------------------------------------------------------------------------------------------------- */

void lane_count(struct lane *lane, const struct row_count *counts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		lane->counts[counts[i].what] += counts[i].n;
}

void lane_settle(struct lane *lane, struct totals *t)
{
	for (size_t i = 0; i < lane->n_tallies; i++) {
		tally_settle(&lane->tallies[i], t, lane->counts[i]);
		lane->counts[i] = 0;
	}
}
