#include "screen/screen.h"

#include "os/clock.h"
#include "os/crew.h"
#include "screen/duplicates.h"
#include "screen/lane.h"
#include "screen/totals.h"

int screen_answer(const struct totals *t)
{
	bool obsolete = t->by[VERDICT_OBSOLETE] > 0;
	bool open = t->by[VERDICT_UNDETERMINED] || t->by[VERDICT_MANUAL] || t->by[VERDICT_UNRECOGNISED] || t->rejected ||
		    t->judged == 0;
	return (obsolete ? 1 : 0) + (open ? 2 : 0);
}

/* What one run holds while it runs. */
struct run {
	struct screen *s;
	struct totals *totals;
	struct arena *books; /* lives as long as the run */
	struct arena row;    /* one row's items and judgements */
	struct model_memo *models; /* looked up before */
	struct lane *lane;   /* NULL: every row is judged */
	struct row_hooks hooks;
	int64_t settled_at; /* when rows that had passed were last put into the books */
	struct duplicates *duplicates; /* NULL: they are not sought */
	uint64_t progress_at; /* rows, when the next progress is told */
	struct input_info *inputs;
};

static enum screen_status fail(struct screen *s, enum screen_status status, struct str file, struct words words)
{
	s->say(s->say_ctx, true, file, words);
	return status;
}

/* Hands a sink's bytes on and empties its buffer. */
static enum screen_status flush_target(struct screen *s, struct screen_target *t)
{
	if (t->sink->failed || t->sink->out->failed)
		return SCREEN_NO_MEMORY;
	if (t->sink->trouble != SINK_FINE)
		return fail(s, t->sink->trouble == SINK_USAGE ? SCREEN_USAGE : SCREEN_WRITE, t->name, t->sink->why);
	if (t->sink->out->n && !t->write(t->ctx, buf_str(t->sink->out)))
		return SCREEN_WRITE;
	buf_clear(t->sink->out);
	return SCREEN_OK;
}

static enum screen_status flush(struct screen *s)
{
	enum screen_status status = SCREEN_OK;

	for (size_t i = 0; status == SCREEN_OK && i < s->n_targets; i++)
		status = flush_target(s, &s->targets[i]);
	return status;
}

/* A sum takes longer than all else that is done with a row. */
static bool names_sums(const struct screen *s)
{
	bool named = false;

	for (size_t i = 0; i < s->n_targets; i++)
		named |= s->targets[i].sink->ops->sums;
	return named;
}

static enum screen_status hash_source(struct screen *s, struct arena *a, struct screen_source *source)
{
	char chunk[64 * 1024];
	struct sha256 sum;
	ssize_t n;

	source->sha256[0] = '\0';
	source->options.unsummed = !names_sums(s);
	if (source->options.unsummed || !input_rewind(source->input))
		return SCREEN_OK;
	sha256_init(&sum);
	while ((n = input_read(source->input, chunk, sizeof chunk)) > 0)
		sha256_add(&sum, (struct str){chunk, (size_t)n});
	if (n < 0 || !input_rewind(source->input))
		return fail(s, SCREEN_UNREADABLE, source->name, words_printf(a, "could not be read to its end"));
	sha256_end(&sum, source->sha256);
	return SCREEN_OK;
}

/* Words where something went wrong. */
static enum screen_status duplicates_answer(struct run *run, enum duplicates_status status)
{
	if (status == DUPLICATES_FAILED)
		return fail(run->s, SCREEN_WRITE, STR("phaseout"),
			    words_printf(&run->row, "what machines say could not be kept in a file, to find those that stand twice: %s",
					 strerror(run->duplicates->error)));
	return status == DUPLICATES_NO_MEMORY ? SCREEN_NO_MEMORY : SCREEN_OK;
}

static enum screen_status judge_row(struct run *run, const struct input_info *info, const struct row *row)
{
	struct screen *s = run->s;
	struct judgement *judgements = ARENA_ARRAY(&run->row, row->n_items, struct judgement);

	if (!judgements)
		return SCREEN_NO_MEMORY;
	for (size_t i = 0; i < row->n_items; i++)
		if (!judge_item_with(&judgements[i], &run->row, s->run->program, run->models, &row->items[i]))
			return SCREEN_NO_MEMORY;
	if (run->lane)
		lane_learn(run->lane, run->totals, row, judgements);
	totals_region(run->totals, &run->row, s->run->vocabulary, row);
	if (!totals_items(run->totals, run->books, row, judgements))
		return SCREEN_NO_MEMORY;
	for (size_t t = 0; t < s->n_targets; t++)
		for (size_t i = 0; i < row->n_items; i++)
			s->targets[t].sink->ops->item(s->targets[t].sink, &row->items[i], &judgements[i]);
	if (!run->duplicates)
		return SCREEN_OK;
	return duplicates_answer(run, duplicates_row(run->duplicates, &run->row, s->run->vocabulary, info, row));
}

static enum screen_status take_row(struct run *run, const struct input_info *info, const struct row *row)
{
	struct screen *s = run->s;

	totals_row(run->totals, row);
	if (run->lane && row->reason != REASON_NONE)
		lane_learn(run->lane, run->totals, row, NULL);
	if (row->reason == REASON_NONE)
		return judge_row(run, info, row);
	for (size_t t = 0; t < s->n_targets; t++)
		s->targets[t].sink->ops->row(s->targets[t].sink, info->name, row);
	return SCREEN_OK;
}

/* A few times in a thousandth of a second: whoever hears of it has the clock. */
static void tell_progress(struct run *run, struct str file)
{
	enum { ROWS = 16 };
	struct screen *s = run->s;

	if (!s->progress || run->totals->read < run->progress_at)
		return;
	run->progress_at = run->totals->read + ROWS;
	s->progress(s->progress_ctx, file, run->totals);
}

/* Those that came since the last time: an encoding may be settled late. */
static void say_notices(struct screen *s, const struct registry *g, struct str file, size_t *said)
{
	size_t n;
	const struct words *notices = registry_notices(g, &n);

	for (; *said < n; (*said)++)
		s->say(s->say_ctx, false, file, notices[*said]);
}

/* What is known from the first row of a table on. */
static void begin_table(struct run *run, const struct registry *g, struct input_info *info)
{
	struct screen *s = run->s;
	size_t n_notices;
	const struct words *notices = registry_notices(g, &n_notices);

	info->sheet = registry_sheet(g);
	info->format = registry_format(g);
	info->tables = registry_table(g);
	info->sandbox = registry_sandbox(g);
	info->encoding = registry_encoding(g);
	info->bom = registry_has_bom(g);
	info->separator = registry_separator(g);
	info->header_row = registry_header_row(g);
	info->columns = registry_columns(g, &info->n_columns);
	for (size_t t = 0; t < s->n_targets; t++) {
		const struct sink_ops *ops = s->targets[t].sink->ops;
		if (ops->table_begin)
			ops->table_begin(s->targets[t].sink, info, notices, n_notices);
	}
}

static enum screen_status end_file(struct run *run, struct registry *g, struct screen_source *source, struct input_info *info)
{
	const char *read = registry_sha256(g);

	info->encoding = registry_encoding(g); /* by now it is settled */
	if (run->lane) {
		lane_settle(run->lane, run->totals);
		lane_forget(run->lane);
	}
	totals_file(run->totals, registry_rows(g));
	if (source->options.unsummed ? input_has_changed(source->input) : source->sha256[0] && strcmp(source->sha256, read) != 0)
		return fail(run->s, SCREEN_UNREADABLE, source->name, words_printf(&run->row, "changed while it was read"));
	memcpy(source->sha256, read, sizeof source->sha256);
	return SCREEN_OK;
}

static enum screen_status trouble_of(struct run *run, size_t index, const struct registry *g, enum registry_status r)
{
	static const enum screen_status of[] = {
		[REGISTRY_UNREADABLE] = SCREEN_UNREADABLE,
		[REGISTRY_LIMIT] = SCREEN_LIMIT,
		[REGISTRY_REFUSED] = SCREEN_REFUSED,
		[REGISTRY_USAGE] = SCREEN_USAGE,
		[REGISTRY_DEFECT] = SCREEN_DEFECT,
		[REGISTRY_NO_MEMORY] = SCREEN_NO_MEMORY,
	};

	if (registry_status_has_words(r))
		fail(run->s, of[r], run->inputs[index].name, registry_problem(g));
	return of[r];
}

/* --- rows that pass ------------------------------------------------------------------------------------------- */

static void tell(void *ctx, const struct registry *g, uint32_t what, struct str cell, uint64_t number)
{
	struct run *run = ctx;
	struct screen *s = run->s;
	const struct judgement *judgement;
	struct item item;
	size_t column = lane_tell(run->lane, what, &item, &judgement);

	item.row = number;
	item.key = str_trim(registry_cell(g, &run->row, column, cell).text);
	for (size_t t = 0; t < s->n_targets; t++)
		s->targets[t].sink->ops->item(s->targets[t].sink, &item, judgement);
}

static void begin_anew(struct run *run, const struct registry *g)
{
	if (!lane_is_outgrown(run->lane, g))
		return;
	lane_settle(run->lane, run->totals);
	lane_forget(run->lane);
}

static bool passes(void *ctx, const struct registry *g, const struct str *cells, uint64_t number)
{
	struct run *run = ctx;
	uint32_t what;
	size_t cell;
	begin_anew(run, g);
	const bool passed = lane_passes(run->lane, g, cells, &what, &cell);

	if (passed && what != ROW_COUNTED)
		tell(run, g, what, cells[cell], number);
	return passed;
}

static size_t look(void *ctx, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	const struct run *run = ctx;

	return lane_look(run->lane, worker, rows, what, counts, cell);
}

static void count(void *ctx, const struct row_count *counts, size_t n)
{
	struct run *run = ctx;

	lane_count(run->lane, counts, n);
}

static bool is_ready(void *ctx, const struct registry *g)
{
	struct run *run = ctx;

	begin_anew(run, g);
	return lane_ready(run->lane, g);
}

/* What somebody wants to see; false where it is every item, or what each machine says: then all rows are read. */
static bool find_wants(struct lane_options *out, const struct screen *s)
{
	for (size_t i = 0; i < s->n_targets; i++) {
		const struct sink *sink = s->targets[i].sink;
		if (!sink->ops->wants)
			return false;
		const struct sink_wants wants = sink->ops->wants(sink);
		out->listed |= wants.verdicts;
		out->evidence |= wants.evidence;
		out->books |= wants.books;
	}
	for (size_t i = 0; i < s->run->rules->n_packs; i++)
		out->regions |= s->run->rules->packs[i]->jurisdiction != NULL;
	return !s->duplicates;
}

/* False when memory is exhausted. */
static bool open_lane(struct run *run)
{
	struct screen *s = run->s;
	struct lane_options options = {.jobs = s->jobs ? s->jobs : crew_processors(), .way = s->way ? *s->way : marks_best()};

	if (!find_wants(&options, s))
		return true;
	run->lane = lane_new(s->run->vocabulary, s->run->program, &options);
	run->hooks = (struct row_hooks){.ctx = run, .passes = passes, .look = look, .count = count, .tell = tell, .ready = is_ready, .jobs = options.jobs};
	for (size_t i = 0; run->lane && i < s->n_sources; i++)
		s->sources[i].options.hooks = &run->hooks;
	return run->lane;
}

/* --- sources ----------------------------------------------------------------------------------------------------- */

/* So that whoever watches sees it go on. */
static void settle_now_and_then(struct run *run)
{
	enum { EVERY_MS = 100 };

	if (!run->s->progress || clock_ms() - run->settled_at < EVERY_MS)
		return;
	run->settled_at = clock_ms();
	lane_settle(run->lane, run->totals);
}

static enum screen_status take(struct run *run, struct screen_source *source, size_t index, struct registry *g, enum registry_status r, const struct row *row)
{
	struct input_info *info = &run->inputs[index];

	if (r == REGISTRY_PASSED) {
		settle_now_and_then(run);
		return SCREEN_OK;
	}
	return r == REGISTRY_END ? end_file(run, g, source, info) : take_row(run, info, row);
}

static enum screen_status screen_source(struct run *run, size_t index)
{
	struct screen *s = run->s;
	struct screen_source *source = &s->sources[index];
	enum screen_status status = SCREEN_NO_MEMORY;
	size_t said = 0, table = 0;

	struct registry *g = registry_new(s->reader, source->name, source->input, &source->options, s->diags);
	while (g) {
		struct row row;
		arena_clear(&run->row);
		enum registry_status r = registry_next(g, &row, &run->row);
		say_notices(s, g, source->name, &said);
		if (r != REGISTRY_ROW && r != REGISTRY_PASSED && r != REGISTRY_END) {
			status = trouble_of(run, index, g, r);
			break;
		}
		if (!table || table != registry_table(g))
			begin_table(run, g, &run->inputs[index]);
		table = registry_table(g);
		status = take(run, source, index, g, r, &row);
		tell_progress(run, source->name);
		if (status == SCREEN_OK)
			status = flush(s);
		if (r == REGISTRY_END || status != SCREEN_OK)
			break;
	}
	registry_free(g);
	return status;
}

static void add_notice(struct screen *s, struct words *notices, size_t *n, struct words w)
{
	if (!w.en.p)
		return;
	notices[(*n)++] = w;
	s->say(s->say_ctx, false, STR_NONE, w);
}

/* What only the whole run shows. */
static bool find_notices(struct run *run, struct summary *summary)
{
	enum { OF_ROWS = 2 };
	struct screen *s = run->s;
	const struct ruleset *rules = s->run->rules;
	struct words *notices = ARENA_ARRAY(run->books, rules->n_packs + OF_ROWS, struct words);

	for (size_t i = 0; notices && i < rules->n_packs; i++)
		add_notice(s, notices, &summary->n_notices,
			   totals_elsewhere(run->totals, run->books, s->run->vocabulary, rules->packs[i]));
	if (notices) {
		add_notice(s, notices, &summary->n_notices, totals_absent(run->totals, run->books));
		add_notice(s, notices, &summary->n_notices, totals_blank_enterprises(run->totals, run->books));
	}
	summary->notices = notices;
	return notices && !run->books->failed;
}

static bool all_agree(const struct run *run)
{
	bool agree = totals_balanced(run->totals);

	for (size_t t = 0; t < run->s->n_targets; t++) {
		const struct sink *sink = run->s->targets[t].sink;
		agree &= !sink->ops->agrees || sink->ops->agrees(sink, run->totals);
	}
	return agree;
}

static enum screen_status end_sink(struct screen *s, struct screen_target *t, const struct summary *summary)
{
	t->sink->ops->end(t->sink, summary);
	enum screen_status status = flush_target(s, t);
	while (status == SCREEN_OK && t->sink->ops->more && t->sink->ops->more(t->sink))
		status = flush_target(s, t);
	return status == SCREEN_OK ? flush_target(s, t) : status;
}

static enum screen_status list_duplicates(struct run *run)
{
	struct screen *s = run->s;
	enum screen_status status = SCREEN_OK;

	while (run->duplicates && status == SCREEN_OK) {
		struct duplicate duplicate;
		arena_clear(&run->row);
		enum duplicates_status next = duplicates_next(run->duplicates, &run->row, &duplicate);
		if (next != DUPLICATES_OK)
			return duplicates_answer(run, next);
		for (size_t t = 0; t < s->n_targets; t++)
			if (s->targets[t].sink->ops->duplicate)
				s->targets[t].sink->ops->duplicate(s->targets[t].sink, &duplicate);
		status = flush(s);
	}
	return status;
}

static void say_duplicates(struct screen *s, struct arena *a, const struct duplicate_totals *t)
{
	struct words words[3];
	size_t n = duplicates_words(words, a, t);

	for (size_t i = 0; i < n; i++)
		s->say(s->say_ctx, false, STR_NONE, words[i]);
}

static enum screen_status end_sinks(struct run *run, int *answer)
{
	struct screen *s = run->s;
	enum screen_status status = SCREEN_OK;

	if (!all_agree(run))
		return fail(s, SCREEN_DEFECT, STR("phaseout"),
			    words_printf(&run->row, "a defect: the rows of the run do not add up; nothing of it may be used"));
	*answer = screen_answer(run->totals);
	status = list_duplicates(run);
	if (status != SCREEN_OK)
		return status;
	struct summary summary = {.totals = run->totals, .inputs = run->inputs, .n_inputs = s->n_sources, .status = *answer};
	if (run->duplicates) {
		summary.duplicates = &run->duplicates->totals;
		say_duplicates(s, &run->row, summary.duplicates);
	}
	if (!find_notices(run, &summary))
		return SCREEN_NO_MEMORY;
	for (size_t t = 0; status == SCREEN_OK && t < s->n_targets; t++)
		status = end_sink(s, &s->targets[t], &summary);
	return status;
}

static enum screen_status open_duplicates(struct run *run, struct duplicates *d)
{
	run->duplicates = run->s->duplicates ? d : NULL;
	for (size_t i = 0; run->duplicates && i < run->s->n_sources; i++)
		run->s->sources[i].options.identities = true;
	return run->duplicates ? duplicates_answer(run, duplicates_open(d)) : SCREEN_OK;
}

enum screen_status screen_run(struct screen *s, struct arena *a, struct totals *totals, int *answer)
{
	struct run run = {.s = s, .totals = totals, .books = a};
	struct duplicates duplicates;

	arena_init(&run.row);
	enum screen_status status = open_duplicates(&run, &duplicates);
	if (status != SCREEN_OK)
		goto out;
	run.inputs = ARENA_ARRAY(a, s->n_sources, struct input_info);
	run.models = model_memo_new();
	if (!run.inputs || !run.models || !open_lane(&run) || !totals_init(totals, a, s->run->vocabulary, s->run->rules)) {
		status = SCREEN_NO_MEMORY;
		goto out;
	}
	for (size_t i = 0; status == SCREEN_OK && i < s->n_sources; i++) {
		status = hash_source(s, &run.row, &s->sources[i]);
		run.inputs[i] = (struct input_info){.name = s->sources[i].name};
		if (s->sources[i].sha256[0])
			run.inputs[i].sha256 = s->sources[i].sha256;
	}
	if (status != SCREEN_OK)
		goto out;
	s->run->inputs = run.inputs;
	s->run->n_inputs = s->n_sources;
	for (size_t t = 0; t < s->n_targets; t++) {
		s->targets[t].sink->run = s->run;
		s->targets[t].sink->ops->begin(s->targets[t].sink, s->run);
	}
	for (size_t i = 0; status == SCREEN_OK && i < s->n_sources; i++) {
		status = screen_source(&run, i);
		run.inputs[i].sha256 = s->sources[i].sha256;
		run.inputs[i].columns = NULL; /* they were the registry's */
		run.inputs[i].n_columns = 0;
		run.inputs[i].sheet = STR_NONE;
	}
	if (status == SCREEN_OK)
		status = end_sinks(&run, answer);
out:
	if (run.duplicates)
		duplicates_close(run.duplicates);
	model_memo_free(run.models);
	lane_free(run.lane);
	arena_release(&run.row);
	return status;
}
