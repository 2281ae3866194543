/* Which table of a database is the registry. */
#include "read/database.h"

#include "base/limits.h"
#include "text/utf8.h"

enum {
	NAMES_SAID = 10, /* tables named in a message */
	NAME_SAID = 60,  /* bytes of each */
};

/* Every table and view but SQLite's own, in the order they were made. */
static enum read_status list_tables(struct database *d)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(d->db,
				      "SELECT name, type, rootpage FROM main.sqlite_master"
				      " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", -1, &s, NULL);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s);
		if (code != SQLITE_ROW)
			break;
		if (d->n == LIMIT_DATABASE_TABLES) {
			sqlite3_finalize(s);
			return read_fails(d->job, READ_LIMIT,
					  words_printf(d->job->arena, "the database holds more than %d tables", (int)LIMIT_DATABASE_TABLES));
		}
		struct table *more = arena_grow(d->job->arena, d->tables, d->n, &d->cap, sizeof *more);
		struct str name = arena_str(d->job->arena, database_text(s, 0));
		if (!more || !name.p)
			break;
		d->tables = more;
		more[d->n++] = (struct table){
			.name = name,
			.kind = str_is(database_text(s, 1), "view")   ? TABLE_VIEW
			        : sqlite3_column_int64(s, 2) > 0 ? TABLE_ORDINARY
			                                         : TABLE_VIRTUAL,
		};
	}
	sqlite3_finalize(s);
	return code == SQLITE_DONE ? READ_OK : d->job->arena->failed ? READ_NO_MEMORY : database_failed(d, code);
}

/* A virtual table X keeps its content in ordinary ones named X_…; nobody calls those the registry. */
static void mark_tables_of_modules(struct database *d)
{
	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; d->tables[i].kind == TABLE_ORDINARY && k < d->n; k++) {
			struct str virtual = d->tables[k].name, name = d->tables[i].name;
			if (d->tables[k].kind == TABLE_VIRTUAL && name.n > virtual.n && str_starts(name, virtual) && name.p[virtual.n] == '_')
				d->tables[i].kind = TABLE_OF_MODULE;
		}
}

/* The ordinary tables for a message: the first few by name. */
static struct words say_tables(struct database *d, uint64_t *count)
{
	struct words list = {STR(""), STR("")};
	*count = 0;
	for (size_t i = 0; i < d->n; i++) {
		struct words before = list;
		struct str name = utf8_clip(d->tables[i].name, NAME_SAID);
		if (d->tables[i].kind != TABLE_ORDINARY || ++*count > NAMES_SAID)
			continue;
		if (*count == 1)
			list = words_printf(d->job->arena, "\"%.*s\"", STR_ARG(name));
		else
			WORDS_SAY(&list, d->job->arena, "%.*s, \"%.*s\"", STR_ARG(words_in(before, in)), STR_ARG(name));
	}
	if (*count > NAMES_SAID) {
		struct words before = list;
		WORDS_SAY(&list, d->job->arena, "%.*s and %ju more", STR_ARG(words_in(before, in)), (uintmax_t)(*count - NAMES_SAID));
	}
	return list;
}

static enum read_status no_such_table(struct database *d, struct str wanted, const struct table *other)
{
	struct words w = {STR_NONE, STR_NONE};
	uint64_t count;
	struct words list = say_tables(d, &count);
	struct arena *a = d->job->arena;
	wanted = utf8_clip(wanted, NAME_SAID);
	if (other && other->kind == TABLE_VIEW)
		WORDS_SAY(&w, a, "\"%.*s\" is a view; only a table is read, none of a database's own programs is run (tables: %.*s)", STR_ARG(wanted),
			  STR_ARG(words_in(list, in)));
	else if (other)
		WORDS_SAY(&w, a, "\"%.*s\" is a virtual table; only an ordinary table is read (tables: %.*s)", STR_ARG(wanted),
			  STR_ARG(words_in(list, in)));
	else
		WORDS_SAY(&w, a, "the database has no table \"%.*s\" (tables: %.*s)", STR_ARG(wanted), STR_ARG(words_in(list, in)));
	return read_fails(d->job, READ_USAGE, w);
}

static bool same_name(struct str a, struct str b)
{
	return a.n == b.n && sqlite3_strnicmp(a.p, b.p, (int)a.n) == 0;
}

/* The one that was asked for, or the only one. */
enum read_status database_choose(struct str *out, struct database *d)
{
	struct str wanted = d->job->table;
	const struct table *found = NULL;
	uint64_t count;
	enum read_status status = list_tables(d);
	if (status != READ_OK)
		return status;
	mark_tables_of_modules(d);
	for (size_t i = 0; i < d->n; i++)
		if (wanted.p ? same_name(d->tables[i].name, wanted) : d->tables[i].kind == TABLE_ORDINARY)
			found = &d->tables[i];
	if (wanted.p && (!found || found->kind == TABLE_VIEW || found->kind == TABLE_VIRTUAL))
		return no_such_table(d, wanted, found);
	if (!found)
		return read_fails(d->job, READ_UNREADABLE, words_printf(d->job->arena, "the database holds no table"));
	struct words list = say_tables(d, &count);
	if (!wanted.p && count > 1) {
		struct words w = {STR_NONE, STR_NONE};
		WORDS_SAY(&w, d->job->arena, "the database holds several tables: %.*s; name the one to read (--table)",
			  STR_ARG(words_in(list, in)));
		return read_fails(d->job, READ_USAGE, w);
	}
	*out = found->name;
	return READ_OK;
}
