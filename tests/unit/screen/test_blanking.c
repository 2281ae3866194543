/*
 * Less information over every sample (semantics.md, "Truth"; cells that name the kind aside): a blank cell turns obsolete, clear or
 * exempt into no other of the three, unless the verdict then carries what is open, presumed or assumed, or a rule asks whether the field is
 * known. A column is blanked in all rows at once: rows are judged each by itself.
 */
#include "unit.h"

#include "disk.h"
#include "judge/judge.h"
#include "registry/registry.h"
#include "rules/load.h"

#include <glob.h>
#include <unistd.h>

struct bench {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	const struct program *program;
};

static int setup(void **state)
{
	static struct bench b;
	struct str pack = STR("sd-2013");
	struct judge_options options = {.strict = false};
	arena_init(&b.arena);
	diags_init(&b.diags, NULL, NULL);
	assert_true(date_from_ymd(&options.as_of, 2013, 6, 30));
	b.vocabulary = vocabulary_load(&b.arena, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.vocabulary);
	b.rules = ruleset_load(&b.arena, b.vocabulary, &pack, 1, disk_read_rules, &b.arena, &b.diags);
	assert_non_null(b.rules);
	b.program = program_new(&b.arena, b.vocabulary, b.rules, &options, &b.diags);
	assert_non_null(b.program);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;
	diags_release(&b->diags);
	arena_release(&b->arena);
	return 0;
}

/* --- a file with a column blanked -------------------------------------------------------------------------------------- */

/* Copies the file; in the records behind the header the cell of `column` is left out. How many of those held something? */
static struct str blanked(struct arena *a, struct str file, uint64_t header, size_t column, uint64_t *cells)
{
	char *to = ARENA_ARRAY(a, file.n, char);
	size_t n = 0, place = 0;
	uint64_t record = 1;
	bool quoted = false, filled = false;
	*cells = 0;
	for (size_t i = 0; i < file.n; i++) {
		char c = file.p[i];
		bool ends = !quoted && (c == ',' || c == '\n' || c == '\r'), here = record > header && place == column;
		if (c == '"')
			quoted = !quoted;
		if (ends || !here)
			to[n++] = c;
		filled |= here && !ends && c != ' ';
		if (!ends || c == '\r')
			continue;
		*cells += filled;
		filled = false;
		place = c == ',' ? place + 1 : 0;
		record += c == '\n';
	}
	return (struct str){to, n};
}

/* --- rows and their judgements ------------------------------------------------------------------------------------------- */

struct judged_row {
	struct row row;
	struct judgement *judgements;
};

struct judged_file {
	struct judged_row rows[256];
	size_t n;
	uint64_t header;
	const struct field *fields[64]; /* of the columns; NULL: none */
	bool names_kind[64];
	size_t n_columns;
};

static struct input open_bytes(struct str bytes)
{
	char path[] = "/tmp/phaseout-blanking-XXXXXX";
	struct input in;
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
	assert_int_equal(input_open(&in, path), INPUT_OK);
	unlink(path);
	return in;
}

static void keep_columns(struct judged_file *out, const struct registry *g)
{
	size_t n;
	const struct column *columns = registry_columns(g, &n);
	assert_true(n <= sizeof out->fields / sizeof *out->fields);
	out->n_columns = n;
	out->header = registry_header_row(g);
	for (size_t i = 0; i < n; i++) {
		out->fields[i] = columns[i].field;
		out->names_kind[i] = columns[i].wide || (columns[i].field && columns[i].field->role == ROLE_KIND);
	}
}

static void judge_file(struct judged_file *out, struct bench *b, struct arena *a, struct str bytes)
{
	const struct reader r = {.vocabulary = b->vocabulary};
	const struct registry_options options = {.encoding = 0};
	struct input in = open_bytes(bytes);
	struct registry *g = registry_new(&r, STR("sample"), &in, &options, &b->diags);
	enum registry_status status;
	out->n = 0;
	assert_non_null(g);
	struct row row;
	while ((status = registry_next(g, &row, a)) == REGISTRY_ROW) {
		assert_true(out->n < sizeof out->rows / sizeof *out->rows);
		struct judged_row *to = &out->rows[out->n++];
		*to = (struct judged_row){.row = row, .judgements = ARENA_ARRAY(a, row.n_items, struct judgement)};
		for (size_t i = 0; i < row.n_items; i++)
			assert_true(judge_item(&to->judgements[i], a, b->program, &row.items[i]));
	}
	if (status != REGISTRY_END)
		fail_msg("%.*s", STR_ARG(registry_problem(g).en));
	keep_columns(out, g);
	registry_free(g);
	input_close(&in);
}

/* --- what may flip a verdict ------------------------------------------------------------------------------------------- */

static bool carries(const struct judgement *j)
{
	for (size_t i = 0; i < j->n_findings; i++) {
		const struct finding *f = &j->findings[i];
		bool speaks = j->verdict != VERDICT_OBSOLETE || f->verdict == RULE_OBSOLETE || f->n_under;
		for (size_t k = 0; speaks && k < f->rule->n_exceptions; k++)
			if (finding_is_open(f, k))
				return true;
		if (speaks && (f->n_presumed || f->n_assumed))
			return true;
	}
	return false;
}

static bool is_not_asked_known(void *ctx, const struct condition *leaf)
{
	const struct field *f = ctx;
	bool asks = leaf->op == COND_KNOWN && (leaf->field == f || (f->role == ROLE_PRODUCT && leaf->field->from_product));
	return !asks;
}

static bool asks_known(const struct rule *r, const struct field *f)
{
	return !condition_each_leaf(r->where, is_not_asked_known, (void *)f) ||
	       !condition_each_leaf(r->obsolete_if, is_not_asked_known, (void *)f);
}

static bool some_rule_asks_known(const struct judgement *j, const struct field *f)
{
	for (size_t i = 0; i < j->n_findings; i++)
		if (asks_known(j->findings[i].rule, f))
			return true;
	for (size_t i = 0; i < j->n_not_applicable; i++)
		if (asks_known(j->not_applicable[i].rule, f))
			return true;
	return false;
}

static bool is_settled(enum verdict v)
{
	return v == VERDICT_OBSOLETE || v == VERDICT_CLEAR || v == VERDICT_EXEMPT;
}

struct counts {
	uint64_t cells;
	size_t flipped, wrong; /* items that are settled before and after, in another way; of those, that nothing explains */
};

static void compare_rows(struct counts *counts, const char *file, const struct field *field, const struct judged_row *with, const struct judged_row *without)
{
	if (with->row.reason != REASON_NONE || without->row.reason != REASON_NONE)
		return;
	assert_int_equal(with->row.n_items, without->row.n_items);
	for (size_t i = 0; i < with->row.n_items; i++) {
		const struct judgement *a = &with->judgements[i], *b = &without->judgements[i];
		bool flips = a->verdict != b->verdict && is_settled(a->verdict) && is_settled(b->verdict);
		counts->flipped += flips;
		if (!flips || carries(b) || some_rule_asks_known(b, field))
			continue;
		print_message("%s row %ju item %zu: %s, without %.*s %s\n", file, (uintmax_t)with->row.number, i + 1,
			      verdict_name(a->verdict), STR_ARG(field->id), verdict_name(b->verdict));
		counts->wrong++;
	}
}

static void blank_file(struct bench *b, const char *path, struct counts *counts)
{
	static struct judged_file with, without;
	struct arena a, all;
	struct str bytes;
	int error;
	arena_init(&all);
	assert_int_equal(file_read_whole(&bytes, &all, path, 1 << 20, &error), INPUT_OK);
	judge_file(&with, b, &all, bytes);
	for (size_t i = 0; i < with.n_columns; i++) {
		uint64_t n;
		if (!with.fields[i] || with.names_kind[i])
			continue;
		arena_init(&a);
		struct str less = blanked(&a, bytes, with.header, i, &n);
		judge_file(&without, b, &a, less);
		assert_int_equal(with.n, without.n);
		for (size_t k = 0; k < with.n; k++)
			compare_rows(counts, path, with.fields[i], &with.rows[k], &without.rows[k]);
		counts->cells += n;
		arena_release(&a);
	}
	arena_release(&all);
}

static void a_blank_cell_settles_nothing_else(void **state)
{
	glob_t found;
	struct counts counts = {.cells = 0};
	assert_int_equal(glob("samples/*.csv", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 10);
	for (size_t i = 0; i < found.gl_pathc; i++)
		if (!strstr(found.gl_pathv[i], "plain-words")) /* no table without its mapping */
			blank_file(*state, found.gl_pathv[i], &counts);
	globfree(&found);
	print_message("%ju cells blanked, %zu items settled another way\n", (uintmax_t)counts.cells, counts.flipped);
	assert_true(counts.cells > 4000 && counts.flipped > 0);
	assert_int_equal(counts.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_blank_cell_settles_nothing_else)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
