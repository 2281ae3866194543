/*
 * The index of a catalogue against model_find asked of one entry after the other: every name of the ministry's catalogue,
 * written as nameplates, clerks and spreadsheets write it.
 */
#include "unit.h"

#include "fixture.h"
#include "vocabulary/model_index.h"

enum { TEXTS = 6000, FORMS = 24 };

struct bench {
	struct fixture f;
	struct arena a; /* of one text */
	const struct catalogue *catalogue;
	const struct model_index *index;
	const struct model_name **names;
	size_t n_names;
	uint64_t dice;
	size_t hits[MODEL_LISTED + 1];
};

static size_t roll(struct bench *b, size_t sides)
{
	b->dice ^= b->dice << 13;
	b->dice ^= b->dice >> 7;
	b->dice ^= b->dice << 17;
	return (size_t)(b->dice >> 20) % sides;
}

static struct str any_name(struct bench *b)
{
	return b->names[roll(b, b->n_names)]->filed;
}

/* A look-alike for a letter or a digit, or nothing for a dash: one of those that stand in it. */
static struct str confuse(struct bench *b, struct str name)
{
	static const char *const pairs[] = {"O0", "0O", "1I", "I1", "1l", "L1", "-.", "-_", "- ", "./"};
	char *text = arena_alloc(&b->a, name.n + 1);
	size_t from = roll(b, name.n), n = 0;
	assert_non_null(text);
	memcpy(text, name.p, name.n);
	for (size_t i = 0; i < name.n; i++) {
		size_t at = (from + i) % name.n, pair = roll(b, sizeof pairs / sizeof *pairs);
		for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++, pair = (pair + 1) % (sizeof pairs / sizeof *pairs)) {
			if (text[at] != pairs[pair][0])
				continue;
			text[at] = pairs[pair][1];
			return (struct str){text, name.n};
		}
	}
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != '-')
			text[n++] = name.p[i];
	return (struct str){text, n};
}

/* Some bytes gone, doubled, or of another name. */
static struct str break_up(struct bench *b, struct str name)
{
	struct str other = any_name(b);
	size_t cut = roll(b, name.n + 1), from = roll(b, other.n + 1);
	while (cut < name.n && (name.p[cut] & 0xc0) == 0x80)
		cut++;
	while (from < other.n && (other.p[from] & 0xc0) == 0x80)
		from++;
	return arena_printf(&b->a, "%.*s%.*s", STR_ARG(str_sub(name, 0, cut)), STR_ARG(str_sub(other, from, other.n)));
}

static struct str written(struct bench *b, struct str name, size_t form)
{
	static const char *const around[][2] = {
		{"", ""},     {"", "A"},      {"", "-1"},    {"", "-112M-4"}, {"", "×5"},     {"", "(1)"},   {"", "型水泵"},
		{"", " 30kW"}, {"", "改"},     {"", "0"},     {"", "-6"},      {"K", ""},      {"A-", ""},    {"200", ""},
		{"2.5", "-7"}, {"无", ""},     {"电机 ", "2台"}, {"№", ""},      {"", "№8C"},    {"", ".No.8C"},
	};
	size_t forms = sizeof around / sizeof *around;
	if (form < forms)
		return arena_printf(&b->a, "%s%.*s%s", around[form][0], STR_ARG(name), around[form][1]);
	if (form == forms)
		return confuse(b, name);
	if (form == forms + 1)
		return break_up(b, name);
	if (form == forms + 2)
		return arena_printf(&b->a, "%.*s、%.*s", STR_ARG(name), STR_ARG(any_name(b)));
	return arena_printf(&b->a, "%.*s；30kW, %.*s，%.*s", STR_ARG(name), STR_ARG(confuse(b, any_name(b))), STR_ARG(any_name(b)));
}

static void compare(struct bench *b, struct str text)
{
	const struct model_text *read = model_text_read(&b->a, b->f.vocabulary, text);
	struct model_hits hits;
	size_t at = 0;
	assert_non_null(read);
	assert_true(model_index_find(&hits, &b->a, b->index, read));
	for (size_t i = 0; i < b->catalogue->n_entries; i++) {
		const struct catalogue_entry *e = &b->catalogue->entries[i];
		enum model_found want = model_find(read, &b->a, e->names, e->n_names), got = MODEL_ABSENT;
		if (at < hits.n && hits.items[at].group == i)
			got = hits.items[at++].found;
		b->hits[want]++;
		if (got != want)
			fail_msg("\"%.*s\": %s/%.*s is %d, model_find says %d", STR_ARG(text), e->batch->id.p, STR_ARG(e->item), (int)got,
				 (int)want);
	}
	assert_int_equal(at, hits.n);
}

static void gather_names(struct bench *b)
{
	const struct catalogue *c = b->catalogue;
	struct model_group *groups = ARENA_ARRAY(&b->f.arena, c->n_entries, struct model_group);
	for (size_t i = 0; i < c->n_entries; i++) {
		groups[i] = (struct model_group){c->entries[i].names, c->entries[i].n_names};
		b->n_names += c->entries[i].n_names;
	}
	b->names = ARENA_ARRAY(&b->f.arena, b->n_names, const struct model_name *);
	b->index = model_index_new(&b->f.arena, groups, c->n_entries);
	assert_non_null(b->names);
	assert_non_null(b->index);
	size_t n = 0;
	for (size_t i = 0; i < c->n_entries; i++)
		for (size_t k = 0; k < c->entries[i].n_names; k++)
			b->names[n++] = &c->entries[i].names[k];
}

static void open_bench(struct bench *b)
{
	*b = (struct bench){.dice = 0x9e3779b97f4a7c15u};
	fixture_init(&b->f, NULL);
	arena_init(&b->a);
	const struct ruleset *rules = fixture_load(&b->f, "sd-2013");
	assert_non_null(rules);
	assert_true(rules->n_catalogues > 0);
	b->catalogue = rules->catalogues[0];
	gather_names(b);
}

static void close_bench(struct bench *b)
{
	arena_release(&b->a);
	fixture_release(&b->f);
}

static void the_index_says_what_model_find_says(void **state)
{
	struct bench b;
	(void)state;
	open_bench(&b);
	assert_true(b.n_names > 1000);
	for (size_t i = 0; i < TEXTS; i++) {
		arena_clear(&b.a);
		/* every name in some form, whatever the dice say */
		struct str name = b.names[i % b.n_names]->filed;
		compare(&b, written(&b, name, i < b.n_names ? 0 : roll(&b, FORMS)));
	}
	/* all three answers were met, many times */
	assert_true(b.hits[MODEL_LISTED] > TEXTS / 2 && b.hits[MODEL_SUSPECT] > TEXTS / 4 && b.hits[MODEL_ABSENT] > TEXTS);
	close_bench(&b);
}

static void odd_texts_are_looked_up(void **state)
{
	static const char *const texts[] = {"", " ", "-", "、", ";;", "30kW", "无", "....", "S", "Y", "JO2、", "、JO2", "JO2;30kW;JO2-41-4",
					    "JO2 JO2", "JO2/JO3", "SJ-560 S7-560", "\xE2\x84\x96", "NO.", "No.8C", "1-10/8", "9.27", "9 27", "９－２７"};
	struct bench b;
	struct buf long_one;
	(void)state;
	open_bench(&b);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		compare(&b, str_from(texts[i]));
	buf_init(&long_one);
	for (size_t i = 0; i < 300; i++)
		buf_printf(&long_one, "%.*s%s", STR_ARG(b.names[i]->filed), i % 7 ? " " : "、");
	compare(&b, buf_str(&long_one));
	buf_release(&long_one);
	close_bench(&b);
}

static void nothing_is_listed_in_nothing(void **state)
{
	struct bench b;
	struct model_hits hits;
	(void)state;
	open_bench(&b);
	const struct model_index *empty = model_index_new(&b.a, NULL, 0);
	assert_non_null(empty);
	assert_true(model_index_find(&hits, &b.a, empty, model_text_read(&b.a, b.f.vocabulary, STR("JO2-41-4"))));
	assert_int_equal(hits.n, 0);
	close_bench(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_says_what_model_find_says),
		cmocka_unit_test(odd_texts_are_looked_up),
		cmocka_unit_test(nothing_is_listed_in_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
