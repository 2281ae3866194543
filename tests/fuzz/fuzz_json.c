/*
 * Bytes as JSON: the same tokens and the same words of what is wrong however the bytes come; every token in its place behind the one before; after a mistake the next line,
 * until the end.
 */
#include "base/map.h"
#include "text/json_read.h"
#include "text/utf8.h"
#include "drip.h"
#include "must.h"

struct sum {
	uint64_t tokens, hash;
};

static void check_token(const struct json_token *t, const struct json_token *last, size_t size)
{
	const struct json_place *a = &last->place, *b = &t->place;
	MUST(b->offset >= a->offset && b->offset <= size);
	MUST(b->line > a->line || (b->line == a->line && b->column >= a->column));
	MUST(b->line <= b->offset + 1 && b->column <= b->offset + 1 && b->column >= 1);
	MUST(t->text.n <= LIMIT_CELL_BYTES && utf8_valid(t->text) == t->text.n);
	MUST(!t->cut || t->text.n > LIMIT_CELL_BYTES - 4);
}

static void add(struct sum *s, uint64_t n)
{
	s->hash = (s->hash ^ n) * 0x100000001b3u;
}

static void add_token(struct sum *s, const struct json_token *t)
{
	s->tokens++;
	add(s, (uint64_t)t->kind * 2 + t->cut);
	add(s, t->place.offset);
	add(s, t->place.line);
	add(s, t->place.column);
	add(s, str_hash(t->text));
}

static void add_problem(struct sum *s, const struct json_reader *r, struct arena *a)
{
	struct words problem = json_reader_problem(r, a);
	MUST(problem.en.p && problem.zh.p);
	add(s, str_hash(problem.en));
	add(s, str_hash(problem.zh));
	arena_clear(a);
}

static struct sum read_all(struct str bytes, size_t chunk)
{
	struct drip d = {bytes, chunk};
	struct json_reader r;
	struct json_token t, last = {.place = {0, 1, 1}};
	struct sum sum = {0};
	struct arena a;
	arena_init(&a);
	json_reader_init(&r, drip_read, &d);
	json_reader_mark(&r);
	while (json_reader_next(&r, &t) != JSON_END) {
		MUST(t.kind <= JSON_NULL || t.kind == JSON_ERROR);
		MUST(r.depth <= LIMIT_JSON_DEPTH && sum.tokens <= 2 * bytes.n);
		check_token(&t, &last, bytes.n);
		add_token(&sum, &t);
		last = t;
		if (t.kind == JSON_ERROR) {
			add_problem(&sum, &r, &a);
			json_reader_skip_line(&r);
		}
		if (r.depth == 0) {
			add(&sum, str_hash(json_reader_raw(&r)));
			json_reader_mark(&r);
		}
	}
	MUST(t.place.offset == bytes.n);
	json_reader_release(&r);
	arena_release(&a);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	struct sum whole = read_all(bytes, size + 1), other = read_all(bytes, 1);
	MUST(whole.tokens == other.tokens && whole.hash == other.hash);
	other = read_all(bytes, 7);
	MUST(whole.tokens == other.tokens && whole.hash == other.hash);
	return 0;
}
