#include "registry/json_records.h"

#include "base/limits.h"
#include "registry/json_trouble.h"
#include "registry/json_window.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { RAW_CHARACTERS = 200 };

void json_records_init(struct json_records *j, json_read_fn *read, void *ctx)
{
	*j = (struct json_records){.read = read, .ctx = ctx};
	buf_init(&j->late);
	buf_init(&j->late_key);
}

void json_records_release(struct json_records *j)
{
	json_reader_release(&j->reader);
	json_flat_release(&j->record);
	json_flat_release(&j->outer);
	buf_release(&j->late);
	buf_release(&j->late_key);
	free(j->window);
	*j = (struct json_records){0};
}

/* --- a record -------------------------------------------------------------------------------------------------- */

static enum json_status failure(enum json_kind kind)
{
	return kind == JSON_FAILED ? JSON_RECORDS_FAILED : JSON_RECORDS_NO_MEMORY;
}

static void begin_record(struct json_records *j, struct json_record *out, const struct json_token *t)
{
	*out = (struct json_record){.number = ++j->number, .line = t->place.line, .lines = 1};
}

static enum json_status end_record(struct json_record *out, uint64_t last_line)
{
	out->lines = last_line - out->line + 1;
	return JSON_RECORD;
}

static void give_members(struct json_records *j, struct json_record *out)
{
	const struct json_flat *f = &j->record;
	out->trouble = f->trouble;
	out->problem = f->problem;
	if (out->trouble != JSON_GOOD)
		return;
	out->members = f->members;
	out->n_members = f->n_members;
	out->list = f->list;
	out->subs = f->subs;
	out->n_subs = f->n_subs;
	if (j->shape == JSON_SHAPE_WRAPPED) {
		out->inherited = j->outer.members;
		out->n_inherited = j->outer.n_members;
	}
}

/* Passes over the rest of a list that was just opened. */
static enum json_kind pass_list(struct json_reader *r)
{
	struct json_token t = {.kind = JSON_ARRAY};
	for (unsigned depth = r->depth; r->depth >= depth && t.kind < JSON_END;)
		json_reader_next(r, &t);
	return t.kind;
}

/* A value that is no object, in words; JSON_ERROR where it is no JSON either. */
static enum json_kind read_other(struct json_records *j, struct json_record *out, const struct json_token *t, struct arena *a)
{
	unsigned long long line = t->place.line, column = t->place.column;
	out->trouble = JSON_NOT_OBJECT;
	if (t->kind == JSON_ARRAY)
		out->problem = words_printf(a, "line %llu, column %llu: a list; expected an object with names and values", line, column);
	else if (t->kind == JSON_STRING)
		out->problem = words_printf(a, "line %llu, column %llu: a text; expected an object with names and values", line, column);
	else
		out->problem = words_printf(a, "line %llu, column %llu: %.*s; expected an object with names and values", line, column,
					    STR_ARG(str_sub(t->text, 0, RAW_CHARACTERS)));
	return t->kind == JSON_ARRAY ? pass_list(&j->reader) : t->kind;
}

static enum json_kind read_value(struct json_records *j, struct json_record *out, const struct json_token *t, struct arena *a)
{
	if (t->kind >= JSON_END)
		return t->kind;
	if (t->kind != JSON_OBJECT)
		return read_other(j, out, t, a);
	bool wrapped = j->shape == JSON_SHAPE_WRAPPED;
	bool lined = j->lined && j->shape == JSON_SHAPE_LINES;
	enum json_kind kind = json_flat_read(&j->record, &j->reader, t, lined, wrapped ? j->outer.n_members : 0, a);
	if (kind == JSON_OBJECT_END)
		give_members(j, out);
	return kind;
}

/* --- objects that follow each other ---------------------------------------------------------------------------- */

/* The record's line ends before it does, and the next begins with an object: that is the next record. */
static enum json_status end_cut_line(struct json_records *j, struct json_record *out, struct arena *a)
{
	json_reader_restart(&j->reader);
	out->trouble = JSON_CUT_LINE;
	out->problem = words_printf(a, "it is not closed where its line ends; the next record begins on line %llu", (unsigned long long)j->reader.line);
	return end_record(out, j->reader.line - 1);
}

/* Whether the mistake is the beginning of the next record: an object at a line's beginning, where only the record itself is open or each has a line. */
static bool met_next_record(const struct json_records *j, const struct json_record *out)
{
	const struct json_reader *r = &j->reader;
	const struct json_place at = r->mistake_place;
	return j->shape == JSON_SHAPE_LINES && r->n_found && r->found[0] == '{' && at.column == 1 && at.line > out->line && (r->depth == 1 || j->lined);
}

static enum json_status end_malformed(struct json_records *j, struct json_record *out, struct arena *a)
{
	const struct json_reader *r = &j->reader;
	uint64_t line = r->mistake_place.line;
	if (met_next_record(j, out))
		return end_cut_line(j, out, a);
	out->trouble = JSON_MALFORMED;
	out->problem = json_reader_problem(r, a);
	j->broken = j->shape != JSON_SHAPE_LINES;
	if (!j->broken)
		json_reader_skip_line(&j->reader);
	return end_record(out, line);
}

static enum json_status next_value(struct json_records *j, struct json_record *out, const struct json_token *t, struct arena *a)
{
	begin_record(j, out, t);
	enum json_kind kind = read_value(j, out, t, a);
	if (kind == JSON_FAILED || kind == JSON_NO_MEMORY)
		return failure(kind);
	if (kind == JSON_ERROR)
		return end_malformed(j, out, a);
	if (kind == JSON_OBJECT)
		return end_cut_line(j, out, a);
	if (out->n_members || out->n_subs) { /* {} stands on one line wherever it stands */
		j->loose |= j->reader.line > out->line;
		j->lined = !j->loose;
	}
	return end_record(out, j->reader.line);
}

static enum json_status next_line(struct json_records *j, struct json_record *out, struct arena *a)
{
	struct json_token t;
	json_reader_mark(&j->reader);
	return json_reader_next(&j->reader, &t) == JSON_END ? JSON_RECORDS_END : next_value(j, out, &t, a);
}

bool json_records_line(struct json_records *j, struct str *line, struct json_record *out)
{
	if (j->shape != JSON_SHAPE_LINES || j->broken || j->no_memory || !json_reader_line(&j->reader, line))
		return false;
	*out = (struct json_record){.number = j->number + 1, .line = j->reader.line, .lines = 1};
	return true;
}

void json_records_take_line(struct json_records *j, struct str line)
{
	json_reader_take_line(&j->reader, line);
	j->number++;
	j->lined = !j->loose; /* as of every record that says anything */
}

bool json_records_lend(struct json_records *j, struct str *left, json_read_fn **read, void **ctx)
{
	if (j->shape != JSON_SHAPE_LINES || !j->lined || j->broken || j->no_memory || !json_reader_at_line(&j->reader))
		return false;
	*left = json_reader_left(&j->reader);
	*read = json_window_read;
	*ctx = j;
	return true;
}

void json_records_over(struct json_records *j, struct str *text, uint64_t number, uint64_t line)
{
	json_reader_over(&j->reader, json_text_read, text, line);
	j->number = number;
}

bool json_records_is_over(struct json_records *j, const struct str *text)
{
	return json_reader_rest(&j->reader) + text->n <= 1;
}

bool json_records_take_back(struct json_records *j, struct str rest, uint64_t number, uint64_t line)
{
	json_reader_over(&j->reader, json_window_read, j, line);
	j->number = number;
	return json_window_put(j, rest);
}

/* --- a list ---------------------------------------------------------------------------------------------------- */

static enum json_status broken(struct json_records *j, struct json_record *out, struct arena *a)
{
	const struct json_reader *r = &j->reader;
	j->broken = true;
	*out = (struct json_record){.line = r->line, .lines = 1, .trouble = JSON_MALFORMED};
	if (r->mistake != JSON_NO_MISTAKE) {
		out->line = r->mistake_place.line;
		out->problem = json_reader_problem(r, a);
	} else {
		out->problem = words_printf(a, "more follows behind the end of the document, on line %llu; nothing of it is read", (unsigned long long)r->line);
	}
	return JSON_RECORDS_BROKEN;
}

/* What ends the records: nothing more, or what should not be there. */
static enum json_status no_more(struct json_records *j, struct json_record *out, enum json_kind kind, struct arena *a)
{
	if (kind == JSON_END)
		return JSON_RECORDS_END;
	return kind == JSON_FAILED || kind == JSON_NO_MEMORY ? failure(kind) : broken(j, out, a);
}

static bool begins_list(const struct json_records *j, const struct json_token *t)
{
	return t->kind == JSON_ARRAY && (j->shape == JSON_SHAPE_LIST || t->place.offset == j->outer.list_place.offset);
}

/* A list behind the one that was read. */
static enum json_status second_list(struct json_records *j, struct json_record *out, const struct json_token *t, struct arena *a)
{
	j->told_second_list = true;
	begin_record(j, out, t);
	out->trouble = JSON_TWO_LISTS;
	out->problem = words_printf(a, "a second list of objects, at line %llu, column %llu, behind the list \"%.*s\" at line %llu, column %llu: nothing of it is read",
				    (unsigned long long)t->place.line, (unsigned long long)t->place.column, STR_ARG(str_sub(j->outer.list, 0, RAW_CHARACTERS)),
				    (unsigned long long)j->outer.list_place.line, (unsigned long long)j->outer.list_place.column);
	return end_record(out, t->place.line);
}

/* Of what stands behind the list: what nothing inherits, to be told. True where it is an object of a second list. */
static bool look_behind(struct json_records *j, const struct json_token *t)
{
	const struct json_reader *r = &j->reader;
	if (j->late_list) {
		bool second = t->kind == JSON_OBJECT && r->depth == j->late_list + 1;
		if (r->depth < j->late_list)
			j->late_list = 0;
		return second;
	}
	if (t->kind == JSON_KEY) {
		buf_clear(&j->late_key);
		buf_add(&j->late_key, t->text);
	} else if (t->kind >= JSON_STRING || t->kind == JSON_ARRAY) {
		j->late_list = t->kind == JSON_ARRAY ? r->depth : 0;
		if (t->place.offset > j->inherited_to)
			json_name(&j->late, buf_str(&j->late_key));
	}
	j->no_memory |= j->late.failed || j->late_key.failed;
	return false;
}

/* To the end of the document, or to another list of records. */
static enum json_status behind_list(struct json_records *j, struct json_record *out, struct arena *a)
{
	struct json_reader *r = &j->reader;
	for (struct json_token t;;) {
		bool within = r->depth > 0;
		json_reader_mark(r);
		enum json_kind kind = json_reader_next(r, &t);
		if (kind >= JSON_END || (!within && !begins_list(j, &t)))
			return no_more(j, out, kind, a);
		if (!within) {
			j->part = JSON_IN_LIST;
			return JSON_RECORD;
		}
		if (look_behind(j, &t) && !j->told_second_list)
			return second_list(j, out, &t, a);
		if (j->no_memory)
			return JSON_RECORDS_NO_MEMORY;
	}
}

/* To the list. */
static enum json_status before_list(struct json_records *j, struct json_record *out, struct arena *a)
{
	struct json_token t;
	do {
		if (json_reader_next(&j->reader, &t) >= JSON_END)
			return no_more(j, out, t.kind, a);
	} while (!begins_list(j, &t));
	j->part = JSON_IN_LIST;
	return JSON_RECORD;
}

static enum json_status next_element(struct json_records *j, struct json_record *out, struct arena *a)
{
	for (struct json_token t;;) {
		enum json_part part = j->part;
		enum json_status status = JSON_RECORD;
		if (part == JSON_BEFORE_LIST)
			status = before_list(j, out, a);
		else if (part == JSON_BEHIND_LIST)
			status = behind_list(j, out, a);
		if (status != JSON_RECORD || (part == JSON_BEHIND_LIST && j->part == part))
			return status;
		json_reader_mark(&j->reader);
		enum json_kind kind = json_reader_next(&j->reader, &t);
		if (kind >= JSON_END)
			return no_more(j, out, kind, a);
		if (kind != JSON_ARRAY_END)
			return next_value(j, out, &t, a);
		j->part = JSON_BEHIND_LIST;
	}
}

/* --- the door -------------------------------------------------------------------------------------------------- */

enum json_status json_records_next(struct json_records *j, struct json_record *out, struct arena *a)
{
	*out = (struct json_record){0};
	if (j->shape == JSON_SHAPE_UNKNOWN && !json_settle_shape(j, a))
		j->no_memory = true;
	if (j->no_memory)
		return JSON_RECORDS_NO_MEMORY;
	if (j->broken)
		return broken(j, out, a);
	if (j->shape == JSON_SHAPE_LINES || j->shape == JSON_SHAPE_ONE)
		return next_line(j, out, a);
	return next_element(j, out, a);
}

struct str json_records_raw(struct json_records *j)
{
	struct str raw = json_reader_raw(&j->reader);
	size_t at = 0, length;
	for (size_t i = 0; i <= LIMIT_REJECT_CHARS && at < raw.n; i++, at += length)
		utf8_next(str_sub(raw, at, raw.n), &length);
	while (at && strchr(" \t\r\n", raw.p[at - 1]))
		at--;
	return str_sub(raw, 0, at);
}

bool json_records_notice(struct json_records *j, struct words *out, struct arena *a)
{
	struct str list = str_sub(j->outer.list, 0, RAW_CHARACTERS);
	for (; j->shape == JSON_SHAPE_WRAPPED && j->notices < 2; j->notices++) {
		const struct buf *names = j->notices ? &j->late : &j->outer.left_out;
		if (!names->n)
			continue;
		if (j->notices++)
			*out = words_printf(a, "behind the list \"%.*s\" and beyond the first %d bytes, so that its records do not inherit it: %.*s", STR_ARG(list),
					    (int)JSON_WINDOW, STR_ARG(buf_str(names)));
		else
			*out = words_printf(a, "beside the list \"%.*s\", but no text or list of texts that its records could inherit: %.*s", STR_ARG(list),
					    STR_ARG(buf_str(names)));
		return true;
	}
	return false;
}
