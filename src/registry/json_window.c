#include "registry/json_window.h"

#include <stdlib.h>

enum {
	ROOM = JSON_WINDOW + 1, /* a byte more shows that the input does not end there */
	LONGEST_ESCAPE = 12,    /* a mistake so near to the window's end may be none */
};

/* More bytes for the window; false where there is no room, or no more to be had. */
static bool fill(struct json_records *j)
{
	if (j->n == ROOM || j->ended || j->failed)
		return false;
	ssize_t got = j->read(j->ctx, j->window + j->n, ROOM - j->n);
	j->failed = got < 0;
	j->ended = got == 0;
	j->n += got > 0 ? (size_t)got : 0;
	return got > 0;
}

static size_t give(struct json_records *j, char *p, size_t n)
{
	size_t give = j->n - j->at < n ? j->n - j->at : n;
	if (give)
		memcpy(p, j->window + j->at, give);
	j->at += give;
	return give;
}

/* A json_read_fn for looking ahead: the input ends where the window does. */
static ssize_t read_ahead(void *ctx, char *p, size_t n)
{
	struct json_records *j = ctx;
	if (j->at == j->n && !fill(j)) {
		j->full |= j->n == ROOM;
		return 0;
	}
	return (ssize_t)give(j, p, n);
}

ssize_t json_window_read(void *ctx, char *p, size_t n)
{
	struct json_records *j = ctx;
	if (j->at < j->n)
		return (ssize_t)give(j, p, n);
	if (j->window) {
		free(j->window);
		j->window = NULL;
	}
	if (j->failed || j->ended)
		return j->failed ? -1 : 0;
	const ssize_t got = j->read(j->ctx, p, n);
	j->ended = got == 0;
	return got;
}

bool json_window_put(struct json_records *j, struct str bytes)
{
	const size_t left = j->window ? j->n - j->at : 0;
	char *window = malloc(bytes.n + left + 1);
	if (!window)
		return false;
	if (bytes.n)
		memcpy(window, bytes.p, bytes.n);
	if (left)
		memcpy(window + bytes.n, j->window + j->at, left);
	free(j->window);
	j->window = window;
	j->n = bytes.n + left;
	j->at = 0;
	return true;
}

/* --- lines of objects ------------------------------------------------------------------------------------------ */

ssize_t json_text_read(void *ctx, char *p, size_t n)
{
	return (ssize_t)str_take(ctx, p, n);
}

/* One object, and nothing behind it. */
static bool is_object(struct str line)
{
	struct json_reader r;
	struct json_token t;
	enum json_kind kind;
	json_reader_init(&r, json_text_read, &line);
	bool object = json_reader_next(&r, &t) == JSON_OBJECT;
	while ((kind = json_reader_next(&r, &t)) < JSON_END && r.depth)
		;
	object &= kind == JSON_OBJECT_END && json_reader_next(&r, &t) == JSON_END;
	json_reader_release(&r);
	return object;
}

static size_t line_end(const struct json_records *j, size_t from)
{
	while (from < j->n && j->window[from] != '\n' && j->window[from] != '\r')
		from++;
	return from;
}

/* Whether the line behind the one on which the first object begins is an object: then that one should have been too. */
static bool next_line_is_object(struct json_records *j, size_t object)
{
	while (fill(j))
		;
	size_t from = line_end(j, object);
	while (from < j->n && strchr(" \t\r\n", j->window[from]))
		from++;
	return from < j->n && is_object((struct str){j->window + from, line_end(j, from) - from});
}

/* --- the shape ------------------------------------------------------------------------------------------------- */

static bool wraps_one_list(const struct json_records *j)
{
	return j->outer.n_lists == 1 && j->outer.trouble == JSON_GOOD;
}

/* All of the first object was seen. */
static enum json_shape shape_of_whole(struct json_records *j, struct json_reader *r)
{
	struct json_token t;
	enum json_kind next = json_reader_next(r, &t);
	if (next < JSON_END)
		return JSON_SHAPE_LINES;
	if (wraps_one_list(j))
		return JSON_SHAPE_WRAPPED;
	return next == JSON_END && !j->full ? JSON_SHAPE_ONE : JSON_SHAPE_LINES;
}

/* The first object was seen up to a mistake, or to the window's end. */
static enum json_shape shape_of_part(struct json_records *j, const struct json_reader *r, size_t object)
{
	bool cut = j->full && r->mistake_place.offset + LONGEST_ESCAPE >= j->n;
	if (!cut && next_line_is_object(j, object)) {
		j->lined = true;
		return JSON_SHAPE_LINES;
	}
	if (wraps_one_list(j))
		return JSON_SHAPE_WRAPPED;
	return cut ? JSON_SHAPE_LINES : JSON_SHAPE_ONE;
}

static enum json_shape shape_of_object(struct json_records *j, struct json_reader *r, const struct json_token *open, struct arena *a)
{
	enum json_kind kind = json_flat_init(&j->outer) ? json_flat_survey(&j->outer, r, open, a) : JSON_NO_MEMORY;
	bool whole = kind == JSON_OBJECT_END;
	const struct json_flat *o = &j->outer;
	j->no_memory |= kind == JSON_NO_MEMORY;
	j->inherited_to = whole ? UINT64_MAX : o->n_members ? o->members[o->n_members - 1].place.offset : 0;
	return whole ? shape_of_whole(j, r) : shape_of_part(j, r, (size_t)open->place.offset);
}

bool json_settle_shape(struct json_records *j, struct arena *a)
{
	struct json_reader r;
	struct json_token t;
	j->window = malloc(ROOM);
	if (!j->window || !json_flat_init(&j->record))
		return false;
	json_reader_init(&r, read_ahead, j);
	enum json_kind kind = json_reader_next(&r, &t);
	if (kind == JSON_ARRAY)
		j->shape = JSON_SHAPE_LIST;
	else if (kind == JSON_OBJECT)
		j->shape = shape_of_object(j, &r, &t, a);
	else
		j->shape = JSON_SHAPE_LINES;
	j->no_memory |= r.no_memory;
	json_reader_release(&r);
	j->at = 0;
	json_reader_init(&j->reader, json_window_read, j);
	return !j->no_memory;
}
