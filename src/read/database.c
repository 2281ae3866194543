#include "read/database.h"

#include "base/limits.h"
#include "text/utf8.h"

enum {
	STEPS_TOGETHER = 1000, /* counted at once */
	STEPS_FREE = 50000000, /* about a second: what the smallest file may take */
	TROUBLE_SAID = 200,    /* bytes of SQLite's own words */
};

/* --- what went wrong ------------------------------------------------------------------------------------------------ */

static enum read_status unreadable(struct database *d, struct str said)
{
	struct arena *a = d->job->arena;
	said = utf8_clip(said, TROUBLE_SAID);
	if (!d->row)
		return read_fails(d->job, READ_UNREADABLE, words_printf(a, "the database cannot be read: %.*s", STR_ARG(said)));
	return read_fails(d->job, READ_UNREADABLE,
			  words_printf(a, "the database cannot be read after row %ju: %.*s", (uintmax_t)d->row, STR_ARG(said)));
}

enum read_status database_failed(struct database *d, int code)
{
	struct arena *a = d->job->arena;
	switch (code & 0xff) {
	case SQLITE_NOMEM:
		return read_fails(d->job, READ_LIMIT,
				  words_printf(a, "the database takes more than %d MiB of memory to read", (int)LIMIT_SQLITE_MIB));
	case SQLITE_TOOBIG:
		return read_fails(d->job, READ_LIMIT,
				  words_printf(a, "row %ju holds a value of more than %d MiB", (uintmax_t)d->row + 1, (int)LIMIT_SQLITE_VALUE_MIB));
	case SQLITE_INTERRUPT:
		return read_fails(d->job, READ_LIMIT,
				  words_printf(a, "the database takes more steps to read than its size explains (row %ju)", (uintmax_t)d->row + 1));
	case SQLITE_NOTADB:
		return read_fails(d->job, READ_UNREADABLE, words_printf(a, "this is no SQLite database, or an encrypted one"));
	default:
		return unreadable(d, str_from(sqlite3_errmsg(d->db)));
	}
}

/* --- opening: nothing is run ---------------------------------------------------------------------------------------- */

static int spend_steps(void *ctx)
{
	struct database *d = ctx;
	if (!d->steps)
		return 1;
	d->steps--;
	return 0;
}

static int authorize(void *ctx, int action, const char *first, const char *second, const char *base, const char *inside)
{
	(void)ctx, (void)first, (void)second, (void)base;
	if (inside) /* the name of a view or trigger */
		return SQLITE_DENY;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_PRAGMA:
		return SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static bool defend(struct database *d)
{
	static const struct {
		int what, to;
	} settings[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
		{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0}, /* "name" is a column, never a text */
	}, limits[] = {
		{SQLITE_LIMIT_LENGTH, LIMIT_SQLITE_VALUE_MIB * 1024 * 1024},
		{SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024},
		{SQLITE_LIMIT_COLUMN, LIMIT_COLUMNS},
		{SQLITE_LIMIT_EXPR_DEPTH, 100},
		{SQLITE_LIMIT_COMPOUND_SELECT, 2},
		{SQLITE_LIMIT_VDBE_OP, 1000000},
		{SQLITE_LIMIT_FUNCTION_ARG, 100},
		{SQLITE_LIMIT_ATTACHED, 0},
		{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
		{SQLITE_LIMIT_VARIABLE_NUMBER, 1},
		{SQLITE_LIMIT_TRIGGER_DEPTH, 1},
		{SQLITE_LIMIT_WORKER_THREADS, 0},
	};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (sqlite3_db_config(d->db, settings[i].what, settings[i].to, NULL) != SQLITE_OK)
			return false;
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(d->db, limits[i].what, limits[i].to);
	sqlite3_progress_handler(d->db, STEPS_TOGETHER, spend_steps, d);
	return sqlite3_drop_modules(d->db, NULL) == SQLITE_OK &&
	       sqlite3_set_authorizer(d->db, authorize, NULL) == SQLITE_OK &&
	       sqlite3_exec(d->db,
			    "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA ignore_check_constraints=ON",
			    NULL, NULL, NULL) == SQLITE_OK;
}

/* PRAGMA quick_check: the pages hang together, and every row is a row. */
static enum read_status check_pages(struct database *d)
{
	static const struct str heading = STR_INIT("*** in database main ***\n");
	enum read_status status = READ_OK;
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(d->db, "PRAGMA main.quick_check(1)", -1, &s, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	if (code == SQLITE_ROW) {
		struct str said = str_from((const char *)sqlite3_column_text(s, 0));
		if (str_starts(said, heading))
			said = str_sub(said, heading.n, said.n);
		if (!str_is(said, "ok"))
			status = unreadable(d, str_sub(said, 0, str_find(said, STR("\n"))));
	} else {
		status = database_failed(d, code);
	}
	sqlite3_finalize(s);
	return status;
}

struct str database_text(sqlite3_stmt *s, int column)
{
	const char *p = (const char *)sqlite3_column_text(s, column);
	return (struct str){p, p ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

enum read_status database_open(struct database *out, struct read_job *job)
{
	*out = (struct database){.job = job, .file = ARENA_NEW(job->arena, struct sqlite_file)};
	if (!out->file || !sqlite_file_offer(out->file, job->fd, job->size))
		return READ_NO_MEMORY;
	out->steps = (STEPS_FREE + job->size * LIMIT_SQLITE_STEPS) / STEPS_TOGETHER;
	out->heap_before = sqlite3_hard_heap_limit64((sqlite3_int64)LIMIT_SQLITE_MIB * 1024 * 1024);
	int code = sqlite3_open_v2("database", &out->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, SQLITE_FILE_VFS); /* one thread: nothing to lock */
	if (code != SQLITE_OK || !defend(out))
		return out->db ? database_failed(out, sqlite3_errcode(out->db)) : READ_NO_MEMORY;
	return check_pages(out);
}

void database_close(struct database *d)
{
	sqlite3_close(d->db);
	sqlite3_hard_heap_limit64(d->heap_before);
	if (d->file)
		sqlite_file_withdraw(d->file);
}
