#include "text/json_read.h"

#include "text/json_scalar.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { CHUNK = 64 * 1024 }; /* bytes in the buffer */

void json_reader_init(struct json_reader *r, json_read_fn *read, void *ctx)
{
	*r = (struct json_reader){.read = read, .ctx = ctx, .line = 1, .p = malloc(CHUNK)};
	r->no_memory = !r->p;
	buf_init(&r->text);
	buf_init(&r->raw);
}

void json_reader_release(struct json_reader *r)
{
	free(r->p);
	buf_release(&r->text);
	buf_release(&r->raw);
	*r = (struct json_reader){0};
}

/* --- the buffer ------------------------------------------------------------------------------------------------ */

/* What was taken since the mark and is not kept yet. */
static void keep_raw(struct json_reader *r)
{
	uint64_t from = r->marked + r->raw.n, to = r->base + r->at;
	if (from < r->base || from >= to || r->raw.n >= JSON_RAW_BYTES)
		return;
	struct str taken = {r->p + (from - r->base), (size_t)(to - from)};
	buf_add(&r->raw, str_sub(taken, 0, JSON_RAW_BYTES - r->raw.n));
	r->no_memory |= r->raw.failed;
}

bool json_refill(struct json_reader *r)
{
	keep_raw(r);
	if (r->no_memory || r->failed)
		return false;
	memmove(r->p, r->p + r->at, r->n - r->at);
	r->base += r->at;
	r->n -= r->at;
	r->at = 0;
	ssize_t got = r->read(r->ctx, r->p + r->n, CHUNK - r->n);
	r->failed = got < 0;
	r->ended = got == 0;
	r->n += got > 0 ? (size_t)got : 0;
	return !r->failed;
}

bool json_need(struct json_reader *r, size_t bytes)
{
	while (r->n - r->at < bytes && !r->ended)
		if (!json_refill(r))
			return false;
	return true;
}

int json_look(struct json_reader *r)
{
	if (r->at < r->n)
		return (unsigned char)r->p[r->at];
	return !json_need(r, 1) ? JSON_AT_FAILURE : r->at < r->n ? (unsigned char)r->p[r->at] : JSON_AT_END;
}

static struct json_place here(const struct json_reader *r)
{
	uint64_t offset = r->base + r->at;
	return (struct json_place){offset, r->line, offset - r->line_start + 1};
}

/* Takes a CR or LF. */
static void take_line_end(struct json_reader *r)
{
	bool cr = r->p[r->at] == '\r';
	r->line += cr || !r->was_cr;
	r->was_cr = cr;
	r->at++;
	r->line_start = r->base + r->at;
}

/* The first byte behind white space. */
static int skip_white(struct json_reader *r)
{
	int c;
	while ((c = json_look(r)) == ' ' || c == '\t' || c == '\n' || c == '\r')
		if (c == '\n' || c == '\r') {
			take_line_end(r);
		} else {
			r->was_cr = false;
			r->at++;
		}
	if (c >= 0)
		r->was_cr = false;
	return c;
}

/* --- mistakes -------------------------------------------------------------------------------------------------- */

enum json_kind json_failure(const struct json_reader *r)
{
	return r->no_memory ? JSON_NO_MEMORY : JSON_FAILED;
}

enum json_kind json_refuse(struct json_reader *r, enum json_mistake mistake, size_t bytes)
{
	if (!json_need(r, sizeof r->found))
		return json_failure(r);
	struct str rest = {r->p + r->at, r->n - r->at};
	size_t length = 1;
	if (rest.n && mistake != JSON_NO_UTF_8)
		utf8_next(rest, &length);
	rest = str_sub(rest, 0, bytes > length ? bytes : length);
	r->mistake = mistake;
	r->mistake_place = here(r);
	r->n_found = rest.n;
	if (rest.n)
		memcpy(r->found, rest.p, rest.n);
	return JSON_ERROR;
}

enum json_kind json_unexpected(struct json_reader *r, int c, enum json_mistake mistake)
{
	return c == JSON_AT_FAILURE ? json_failure(r) : json_refuse(r, mistake, 1);
}

static const char *expected(enum json_mistake mistake, enum lang lang)
{
	switch (mistake) {
	case JSON_NO_VALUE:
		return message(lang, "a value");
	case JSON_NO_FIRST:
		return message(lang, "a value or \"]\"");
	case JSON_NO_KEY:
		return message(lang, "a key in double quotes");
	case JSON_NO_FIRST_KEY:
		return message(lang, "a key in double quotes or \"}\"");
	case JSON_NO_COLON:
		return message(lang, "\":\" behind the key");
	case JSON_NO_COMMA_OR_BRACE:
		return message(lang, "\",\" or \"}\"");
	case JSON_NO_COMMA_OR_BRACKET:
		return message(lang, "\",\" or \"]\"");
	case JSON_NO_DIGIT:
		return message(lang, "a digit of the number");
	case JSON_NO_TRUE:
		return message(lang, "the word true");
	case JSON_NO_FALSE:
		return message(lang, "the word false");
	case JSON_NO_NULL:
		return message(lang, "the word null");
	case JSON_NO_SEPARATOR:
		return message(lang, "the end of the value");
	case JSON_NO_QUOTE:
		return message(lang, "the double quote that closes the text");
	case JSON_NO_ESCAPE:
		return message(lang, "one of \"\\/bfnrtu behind a backslash");
	case JSON_NO_HEX_DIGIT:
		return message(lang, "four hexadecimal digits behind \\u");
	case JSON_NO_OTHER_HALF:
		return message(lang, "the other half of the character behind it, \\udc00 to \\udfff");
	case JSON_NO_FIRST_HALF:
		return message(lang, "the first half of the character before it, \\ud800 to \\udbff");
	case JSON_NO_UTF_8:
		return message(lang, "UTF-8");
	case JSON_TOO_DEEP:
		return message(lang, "fewer levels of objects and lists");
	case JSON_NO_MISTAKE:
		break;
	}
	return "";
}

struct words json_reader_problem(const struct json_reader *r, struct arena *a)
{
	struct words out = {0};
	unsigned long long line = r->mistake_place.line, column = r->mistake_place.column;
	struct str found = {r->found, r->n_found};
	size_t length;
	if (r->mistake == JSON_NO_MISTAKE)
		return out;
	int32_t c = found.n ? utf8_next(found, &length) : 0;
	if (!found.n)
		WORDS_SAY(&out, a, "line %llu, column %llu: the input ends; expected %s", line, column, expected(r->mistake, in));
	else if (c < 0x20 || c == 0x7f)
		WORDS_SAY(&out, a, "line %llu, column %llu: the byte 0x%02X; expected %s", line, column, (unsigned char)found.p[0],
			  expected(r->mistake, in));
	else if (c >= 0x80) /* it may look like another, or like nothing */
		WORDS_SAY(&out, a, "line %llu, column %llu: \"%.*s\" (U+%04X); expected %s", line, column, STR_ARG(found), (unsigned)c,
			  expected(r->mistake, in));
	else
		WORDS_SAY(&out, a, "line %llu, column %llu: \"%.*s\"; expected %s", line, column, STR_ARG(found), expected(r->mistake, in));
	return out;
}

/* --- grammar --------------------------------------------------------------------------------------------------- */

static enum json_kind open_bracket(struct json_reader *r, bool object)
{
	if (r->depth == LIMIT_JSON_DEPTH)
		return json_refuse(r, JSON_TOO_DEEP, 1);
	r->in_object[r->depth++] = object;
	r->at++;
	r->state = object ? JSON_AT_FIRST_KEY : JSON_AT_FIRST;
	return object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_kind close_bracket(struct json_reader *r)
{
	bool object = r->in_object[--r->depth];
	r->at++;
	r->state = r->depth ? JSON_BEHIND_VALUE : JSON_AT_VALUE;
	return object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_kind take_value(struct json_reader *r, struct json_token *out, int c)
{
	if (c == '{' || c == '[')
		return open_bracket(r, c == '{');
	if (c == JSON_AT_END && !r->depth)
		return JSON_END;
	if (c <= 0 || !strchr("\"tfn-0123456789", c))
		return json_unexpected(r, c, r->state == JSON_AT_FIRST ? JSON_NO_FIRST : JSON_NO_VALUE);
	enum json_kind kind = json_take_scalar(r, out, c);
	if (kind < JSON_END)
		r->state = r->depth ? JSON_BEHIND_VALUE : JSON_AT_VALUE;
	return kind;
}

static enum json_kind take_key(struct json_reader *r, struct json_token *out, int c)
{
	if (c != '"')
		return json_unexpected(r, c, r->state == JSON_AT_KEY ? JSON_NO_KEY : JSON_NO_FIRST_KEY);
	enum json_kind kind = json_take_string(r, out, JSON_KEY);
	if (kind == JSON_KEY)
		r->state = JSON_BEHIND_KEY;
	return kind;
}

/* Takes the colon or comma that must stand before a token; *c is the byte behind it. False where none stands there. */
static bool take_between(struct json_reader *r, int *c)
{
	if (r->state == JSON_BEHIND_KEY && *c == ':')
		r->state = JSON_AT_VALUE;
	else if (r->state == JSON_BEHIND_VALUE && *c == ',')
		r->state = r->in_object[r->depth - 1] ? JSON_AT_KEY : JSON_AT_VALUE;
	else
		return false;
	r->at++;
	*c = skip_white(r);
	return true;
}

static bool closes(const struct json_reader *r, int c)
{
	return r->depth && c == (r->in_object[r->depth - 1] ? '}' : ']') &&
	       (r->state == JSON_BEHIND_VALUE || r->state == JSON_AT_FIRST || r->state == JSON_AT_FIRST_KEY);
}

static enum json_kind next(struct json_reader *r, struct json_token *out)
{
	int c = skip_white(r);
	bool between = take_between(r, &c);
	out->place = here(r);
	if (r->mark) {
		r->mark = false;
		r->marked = out->place.offset;
		buf_clear(&r->raw);
	}
	if (c == JSON_AT_FAILURE)
		return json_failure(r);
	if (closes(r, c))
		return close_bracket(r);
	if (!between && r->state == JSON_BEHIND_KEY)
		return json_unexpected(r, c, JSON_NO_COLON);
	if (!between && r->state == JSON_BEHIND_VALUE)
		return json_unexpected(r, c, r->in_object[r->depth - 1] ? JSON_NO_COMMA_OR_BRACE : JSON_NO_COMMA_OR_BRACKET);
	if (r->state == JSON_AT_KEY || r->state == JSON_AT_FIRST_KEY)
		return take_key(r, out, c);
	return take_value(r, out, c);
}

enum json_kind json_reader_next(struct json_reader *r, struct json_token *out)
{
	*out = (struct json_token){.kind = JSON_ERROR};
	if (r->text.n)
		buf_clear(&r->text);
	r->cut = r->nul = false;
	if (r->failed || r->no_memory)
		out->kind = json_failure(r);
	else if (!r->mistake)
		out->kind = next(r, out);
	if (out->kind == JSON_ERROR)
		out->place = r->mistake_place;
	return out->kind;
}

/* --- beginning again ------------------------------------------------------------------------------------------- */

static void forget(struct json_reader *r)
{
	r->mistake = JSON_NO_MISTAKE;
	r->depth = 0;
	r->state = JSON_AT_VALUE;
}

void json_reader_skip_line(struct json_reader *r)
{
	int c;
	forget(r);
	while ((c = json_look(r)) >= 0 && c != '\n' && c != '\r' && json_need(r, 4)) {
		size_t length;
		utf8_next((struct str){r->p + r->at, r->n - r->at}, &length);
		r->at += length;
		r->line_start += length - 1;
	}
	if (c != '\n' && c != '\r')
		return;
	take_line_end(r);
	if (c == '\r' && json_look(r) == '\n')
		take_line_end(r);
}

void json_reader_restart(struct json_reader *r)
{
	r->at -= r->mistake == JSON_NO_MISTAKE;
	forget(r);
}

void json_reader_mark(struct json_reader *r)
{
	r->mark = true;
}

struct str json_reader_raw(struct json_reader *r)
{
	keep_raw(r);
	return buf_str(&r->raw);
}

/* --- lines as they stand --------------------------------------------------------------------------------------- */

bool json_reader_line(struct json_reader *r, struct str *out)
{
	if (r->depth || r->state != JSON_AT_VALUE || r->mistake != JSON_NO_MISTAKE || skip_white(r) != '{')
		return false;
	const char *from = r->p + r->at, *end = memchr(from, '\n', r->n - r->at);
	if (!end)
		return false;
	*out = (struct str){from, (size_t)(end - from)};
	if (out->n && out->p[out->n - 1] == '\r')
		out->n--;
	return true;
}

void json_reader_take_line(struct json_reader *r, struct str line)
{
	for (size_t i = 0; i < line.n; i++) /* as here() counts columns */
		r->line_start += ((unsigned char)line.p[i] & 0xC0) == 0x80;
	r->at += line.n;
	r->was_cr = false;
}

/* --- other bytes ------------------------------------------------------------------------------------------------- */

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool json_reader_at_line(struct json_reader *r)
{
	size_t at = r->at;
	while (at < r->n && is_white(r->p[at]))
		at++;
	if (at == r->n || r->p[at] != '{' || r->depth || r->state != JSON_AT_VALUE || r->mistake != JSON_NO_MISTAKE || r->failed || r->no_memory)
		return false;
	skip_white(r);
	return r->base + r->at == r->line_start;
}

struct str json_reader_left(const struct json_reader *r)
{
	return (struct str){r->p + r->at, r->n - r->at};
}

void json_reader_over(struct json_reader *r, json_read_fn *read, void *ctx, uint64_t line)
{
	forget(r);
	keep_raw(r);
	r->base += r->at;
	r->at = r->n = 0;
	r->read = read;
	r->ctx = ctx;
	r->ended = r->failed = r->was_cr = false;
	r->line = line;
	r->line_start = r->base;
}

size_t json_reader_rest(struct json_reader *r)
{
	return skip_white(r) >= 0 ? r->n - r->at : 0;
}
