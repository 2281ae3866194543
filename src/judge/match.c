#include "judge/match.h"

#include "base/limits.h"
#include "rules/pattern_start.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { HEAP_KIB = 256, MESSAGE = 120 };

struct matcher {
	pcre2_match_context *limits;
};

struct pattern {
	pcre2_code *code;
	struct str start; /* of every text that it matches */
	unsigned uses; /* until it is worth machine code */
};

enum { WORTH_JIT = 16 };

struct match_space {
	pcre2_match_data *data;
};

static void *arena_malloc(PCRE2_SIZE size, void *arena)
{
	return arena_alloc(arena, size);
}

static void arena_free(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

static pcre2_general_context *general_new(struct arena *a)
{
	return pcre2_general_context_create(arena_malloc, arena_free, a);
}

struct matcher *matcher_new(struct arena *a)
{
	struct matcher *m = ARENA_NEW(a, struct matcher);
	pcre2_general_context *general = general_new(a);
	if (!m || !general)
		return NULL;
	m->limits = pcre2_match_context_create(general);
	if (!m->limits)
		return NULL;
	pcre2_set_match_limit(m->limits, LIMIT_PATTERN_MATCHES);
	pcre2_set_heap_limit(m->limits, HEAP_KIB);
	return m;
}

struct pattern *pattern_new(struct arena *a, const struct condition *leaf, const struct source_file *file,
			    struct diags *diags)
{
	const uint32_t whole = PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	/* texts are folded to upper case: a pattern in lower case would never match */
	const uint32_t options = whole | PCRE2_CASELESS | PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C;
	struct pattern *p = ARENA_NEW(a, struct pattern);
	pcre2_general_context *general = general_new(a);
	pcre2_compile_context *compile = general ? pcre2_compile_context_create(general) : NULL;
	PCRE2_UCHAR8 words[MESSAGE] = {0};
	PCRE2_SIZE at = 0;
	int error = 0;
	if (!p || !compile)
		return NULL;
	p->code = pcre2_compile((PCRE2_SPTR)leaf->pattern.p, leaf->pattern.n, options, &error, &at, compile);
	if (p->code) {
		p->start = pattern_start(a, leaf->pattern);
		return p->start.p ? p : NULL;
	}
	pcre2_get_error_message(error, words, MESSAGE);
	diag_add(diags, DIAG_BAD_PATTERN, file, leaf->span, "the pattern \"%.*s\" does not compile: %s",
		 STR_ARG(leaf->pattern), (const char *)words);
	return NULL;
}

void pattern_release(struct pattern *p)
{
	if (!p || !p->code)
		return;
	pcre2_code_free(p->code); /* the machine code; the rest is the arena's */
	p->code = NULL;
}

struct str pattern_beginning(const struct pattern *p)
{
	return p->start;
}

static struct match_space *space_new(struct arena *a)
{
	struct match_space *space = ARENA_NEW(a, struct match_space);
	pcre2_general_context *general = general_new(a);
	if (!space || !general)
		return NULL;
	space->data = pcre2_match_data_create(1, general);
	return space->data ? space : NULL;
}

/* Most patterns of a pack meet few texts. Without machine code the interpreter matches, within the same limits. */
static void count_use(struct pattern *p)
{
	if (p->uses < WORTH_JIT && ++p->uses == WORTH_JIT)
		(void)pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
}

enum truth pattern_match(struct pattern *p, const struct matcher *m, struct match_space **space, struct arena *a,
			 struct str subject)
{
	if (!subject.p || subject.n > LIMIT_PATTERN_SUBJECT)
		return TRUTH_UNKNOWN;
	if (!str_starts(subject, p->start))
		return TRUTH_FALSE;
	if (!*space)
		*space = space_new(a);
	if (!*space)
		return TRUTH_UNKNOWN;
	count_use(p);
	int result = pcre2_match(p->code, (PCRE2_SPTR)subject.p, subject.n, 0, 0, (*space)->data, m->limits);
	if (result == PCRE2_ERROR_NOMATCH)
		return TRUTH_FALSE;
	return result >= 0 ? TRUTH_TRUE : TRUTH_UNKNOWN;
}
