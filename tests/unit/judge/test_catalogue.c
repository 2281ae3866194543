/* tests/spec/catalogue.txt over the real pack and catalogue; how a line is read stands there. */
#include "unit.h"
#include "pack.h"
#include "spec.h"

enum { CELLS = 16, COLUMNS = 7 };

struct bench {
	struct pack_on_disk pack;
	const struct rule *rule;
	struct arena arena;
	struct program *program; /* of the as-of date of the line before */
	struct judge_options options;
	struct model_memo *memo;
};

/* The next part of a list, trimmed; "-" is an empty list. */
static bool next_part(struct str *list, struct str *part, const char *separator)
{
	struct str between = str_from(separator);
	if (!list->n || str_is(*list, "-"))
		return false;
	size_t end = str_find(*list, between);
	*part = str_trim(str_sub(*list, 0, end));
	*list = str_sub(*list, end + between.n, list->n);
	return true;
}

static bool add_cell(struct spec_case *c, struct bench *b, struct cell *out, struct str name, struct str text)
{
	const struct field *field = vocabulary_field(b->pack.vocabulary, name);
	if (!field)
		return spec_fail(c, "no field \"%.*s\"", STR_ARG(name));
	*out = (struct cell){.field = field, .column = name, .rank = RANK_PLAIN, .basis = field->basis, .text = text};
	return true;
}

static bool read_item(struct spec_case *c, struct bench *b, struct item *out)
{
	const struct reader reader = {.vocabulary = b->pack.vocabulary};
	struct str name = spec_field(c, 1), list = spec_field(c, 2), part;
	const struct kind *kind = name.n ? vocabulary_kind(b->pack.vocabulary, name) : NULL;
	struct cell cells[CELLS] = {0};
	size_t n = 0;
	if (name.n && !kind)
		return spec_fail(c, "no kind \"%.*s\"", STR_ARG(name));
	if (spec_field(c, 0).n && !add_cell(c, b, &cells[n++], STR("model"), spec_field(c, 0)))
		return false;
	while (next_part(&list, &part, ";")) {
		size_t eq = str_find(part, STR("="));
		if (n == CELLS)
			return spec_fail(c, "more than %d cells", CELLS);
		if (!add_cell(c, b, &cells[n++], str_trim(str_sub(part, 0, eq)), str_trim(str_sub(part, eq + 1, part.n))))
			return false;
	}
	if (!item_from_cells(out, &b->arena, &reader, cells, n, kind))
		return spec_fail(c, "out of memory");
	out->kind_assumed = false;
	return true;
}

static const struct finding *find(const struct judgement *j, const struct rule *rule)
{
	for (size_t i = 0; i < j->n_findings; i++)
		if (j->findings[i].rule == rule)
			return &j->findings[i];
	for (size_t i = 0; i < j->n_not_applicable; i++)
		if (j->not_applicable[i].rule == rule)
			return &j->not_applicable[i];
	return NULL;
}

/* --- what happened, in the words of the table -------------------------------------------------------------------- */

static void write_entries(struct buf *out, const struct finding *f)
{
	static const char *const before[] = {[TRUTH_TRUE] = "", [TRUTH_UNKNOWN] = "?", [TRUTH_FALSE] = "("};
	for (size_t i = 0; f && i < f->n_leaves; i++) {
		const struct listing *l = f->leaves[i].listing;
		for (size_t k = 0; l && k < l->n; k++) {
			buf_printf(out, "%s%s", out->n ? ", " : "", before[l->entries[k].truth]);
			catalogue_write_entry(out, l->entries[k].entry);
			buf_adds(out, l->entries[k].truth == TRUTH_FALSE ? ")" : "");
		}
	}
}

static void write_need(struct buf *b, const struct need *n, char between)
{
	if (between)
		buf_addc(b, between);
	if (n->sort == NEED_FIELD)
		buf_add(b, n->field->id);
	else
		buf_adds(b, n->sort == NEED_KIND ? "kind" : n->sort == NEED_JUDGEMENT ? "judgement" : "any(");
	for (size_t i = 0; i < n->n_options; i++)
		write_need(b, &n->options[i], i ? '|' : 0);
	if (n->sort == NEED_ANY_OF)
		buf_addc(b, ')');
	for (size_t i = 0; i < n->n_with; i++)
		write_need(b, &n->with[i], '+');
}

/* "gap", "no_duty"; "caveat" of the rule's own. */
static const char *caveat_word(const struct bench *b, const struct words *caveat)
{
	const struct ruleset *rules = b->pack.rules;
	for (size_t i = 0; i < rules->n_catalogues; i++)
		for (size_t k = 0; k < rules->catalogues[i]->n_gaps; k++)
			if (str_eq(rules->catalogues[i]->gaps[k].caveat.zh, caveat->zh))
				return "gap";
	return str_eq(b->rule->caveat.zh, caveat->zh) ? "caveat" : "no_duty";
}

/* --- comparing ----------------------------------------------------------------------------------------------------- */

/* Words of one sort, as the line names them and as they are, each in its own order: compared as sets. */
struct set {
	struct str items[CELLS];
	size_t n;
};

static void set_add(struct set *s, struct arena *a, struct buf *b)
{
	struct str item = arena_str(a, b->n ? buf_str(b) : STR(""));
	buf_release(b);
	buf_init(b);
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->items[i], item))
			return;
	assert_true(s->n < CELLS);
	s->items[s->n++] = item;
}

static bool set_has(const struct set *s, struct str item)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->items[i], item))
			return true;
	return false;
}

static void compare_sets(struct spec_case *c, const struct set *got, const struct set *want)
{
	for (size_t i = 0; i < got->n; i++)
		if (!set_has(want, got->items[i]))
			spec_fail(c, "\"%.*s\" is not named", STR_ARG(got->items[i]));
	for (size_t i = 0; i < want->n; i++)
		if (!set_has(got, want->items[i]))
			spec_fail(c, "\"%.*s\" is named and is not so", STR_ARG(want->items[i]));
}

/* "by:", "static:" … are compared only where the line names one of their sort. */
static bool is_reading(struct str word)
{
	size_t colon = str_find(word, STR(":"));
	enum rule_verdict v;
	return colon < word.n && rule_verdict_parse(&v, str_sub(word, colon + 1, word.n));
}

static void add_words(struct set *got, struct bench *b, const struct finding *f, const struct set *want)
{
	struct buf one;
	bool by = false, readings = false;
	buf_init(&one);
	for (size_t i = 0; i < want->n; i++) {
		by |= str_starts(want->items[i], STR("by:"));
		readings |= is_reading(want->items[i]);
	}
	for (size_t i = 0; i < f->needs.n; i++) {
		write_need(&one, &f->needs.items[i], 0);
		set_add(got, &b->arena, &one);
	}
	for (size_t i = 0; i < f->n_caveats; i++) {
		buf_adds(&one, caveat_word(b, &f->caveats[i]));
		set_add(got, &b->arena, &one);
	}
	if (by) {
		buf_adds(&one, f->deadline == DEADLINE_STATE_NONE ? "by:none" : "by:");
		if (f->deadline != DEADLINE_STATE_NONE)
			day_write(&one, f->deadline_day);
		set_add(got, &b->arena, &one);
	}
	for (size_t i = 0; readings && i < f->n_readings; i++) {
		buf_printf(&one, "%.*s:%s", STR_ARG(f->readings[i]->id), rule_verdict_name(f->reading_verdicts[i]));
		set_add(got, &b->arena, &one);
	}
	buf_release(&one);
}

static void compare(struct spec_case *c, struct bench *b, const struct finding *f)
{
	struct buf entries;
	struct set got = {0}, want = {0};
	struct str list = spec_field(c, 6), part;
	buf_init(&entries);
	write_entries(&entries, f);
	spec_want_str(c, "the verdict", str_from(f ? rule_verdict_name(f->verdict) : "-"), spec_field(c, 4));
	spec_want_str(c, "what names it", entries.n ? buf_str(&entries) : STR("-"), spec_field(c, 5));
	buf_release(&entries);
	while (next_part(&list, &part, ";"))
		want.items[want.n++] = part;
	if (f)
		add_words(&got, b, f, &want);
	compare_sets(c, &got, &want);
}

static bool program_for(struct spec_case *c, struct bench *b)
{
	struct date as_of;
	if (!date_parse_iso(&as_of, spec_field(c, 3)))
		return spec_fail(c, "no date");
	if (b->program && b->options.as_of == as_of.first)
		return true;
	program_release(b->program);
	b->options.as_of = as_of.first;
	b->program = program_new(&b->pack.arena, b->pack.vocabulary, b->pack.rules, &b->options, &b->pack.diags);
	return b->program || spec_fail(c, "no program");
}

static void one(struct spec_case *c, void *ctx)
{
	struct bench *b = ctx;
	struct item item;
	struct judgement j;
	arena_clear(&b->arena);
	if (!spec_want_fields(c, COLUMNS) || !program_for(c, b) || !read_item(c, b, &item))
		return;
	/* without a memo, with one that has not seen the model yet, with one that has */
	for (size_t times = 0; times < 3 && !c->failed; times++) {
		if (judge_item_with(&j, &b->arena, b->program, times ? b->memo : NULL, &item))
			compare(c, b, find(&j, b->rule));
		else
			spec_fail(c, "no judgement");
	}
	if (c->failed)
		fprintf(stderr, "    %.*s\n", STR_ARG(spec_field(c, 0)));
}

static void table(void **state)
{
	struct bench b = {0};
	(void)state;
	assert_true(pack_open(&b.pack, "sd-2013"));
	b.rule = ruleset_rule(b.pack.rules, STR("SD-2013-3.03"));
	assert_non_null(b.rule);
	b.memo = model_memo_new();
	assert_non_null(b.memo);
	arena_init(&b.arena);
	spec_run("tests/spec/catalogue.txt", one, &b);
	program_release(b.program);
	model_memo_free(b.memo);
	arena_release(&b.arena);
	pack_close(&b.pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(table)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
