/*
 * Any bytes as a pack.yaml, against the vocabulary that ships: the set loads whole or is refused with a reason that
 * points into the file; what loads can be linted, said in words in both languages, and its own tests run to an end.
 */
#include "proof/lint.h"
#include "proof/run_tests.h"
#include "rules/coverage.h"
#include "rules/lint.h"
#include "rules/load.h"
#include "must.h"
#include "ours.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct files {
	struct arena arena; /* of what was read from disk */
	struct str pack;    /* the fuzzed bytes */
};

/* p/pack.yaml are the bytes given; the plan stands beside it; nothing else is there. */
static bool read_pack(void *ctx, struct str name, struct str *out)
{
	struct files *f = ctx;
	if (str_is(name, "p/plan.txt"))
		return disk_read_rules(&f->arena, STR("sd-2013/plan.txt"), out);
	*out = f->pack;
	return str_is(name, "p/pack.yaml");
}

static void say(const struct condition *c)
{
	struct buf b;
	if (!c)
		return;
	buf_init(&b);
	condition_write_words(&b, c, LANG_ZH);
	condition_write_words(&b, c, LANG_EN);
	assert(b.n > 0);
	buf_release(&b);
}

/* Each character of the section is told once at most. */
static void cover(const struct ruleset *s)
{
	const struct coverage *c;
	struct arena scratch;
	struct diags diags;
	size_t n;
	arena_init(&scratch);
	diags_init(&diags, NULL, NULL);
	bool good = ruleset_coverage(&c, &n, s, &scratch, &diags);
	assert(good);
	for (size_t i = 0; i < n; i++) {
		const char *end = NULL;
		for (size_t j = 0; j < c[i].n; j++) {
			const struct covered_passage *p = &c[i].passages[j];
			assert(p->text.n && (!end || p->text.p == end) && (p->n_open == 0 || p->n_by == 0 || !p->by[0].heading));
			end = p->text.p + p->text.n;
		}
	}
	diags_release(&diags);
	arena_release(&scratch);
}

static void use(const struct ruleset *s, struct diags *diags)
{
	struct rule_test_counts counts;
	struct arena scratch;
	for (size_t i = 0; i < s->n_rules; i++) {
		const struct rule *rule = s->rules[i];
		assert(rule->id.n && rule->title.zh.p && rule->clause.source && rule->where && rule->obsolete_if);
		assert(ruleset_rule(s, rule->id) == rule);
		say(rule->where);
		say(rule->obsolete_if);
		for (size_t j = 0; j < rule->n_exceptions; j++)
			say(rule->exceptions[j].when);
	}
	cover(s);
	arena_init(&scratch);
	rules_lint(s, our_vocabulary(), 0, &scratch, diags);
	assert(!scratch.failed);
	arena_release(&scratch);
	rule_tests_run(&counts, our_vocabulary(), s, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct files files = {.pack = {(const char *)data, size}};
	struct diags diags;
	struct str name = STR("p");
	const struct vocabulary *v = our_vocabulary();
	arena_init(&files.arena);
	diags_init(&diags, NULL, NULL);
	struct arena scratch;
	arena_init(&scratch);
	const struct ruleset *s = ruleset_read(&files.arena, v, &name, 1, read_pack, &files, &diags);
	assert(s && s->whole == (diags.errors == 0));
	ruleset_lint(s, v, &scratch, &diags);
	arena_release(&scratch);
	if (s->whole)
		use(s, &diags);
	for (size_t i = 0; i < diags.n; i++) {
		struct span at = diags.items[i].span;
		assert(diags.items[i].text.n > 0);
		assert(!at.line || at.offset <= size);
	}
	diags_release(&diags);
	arena_release(&files.arena);
	return 0;
}
