/*
 * An SQLite database that is not trusted, opened through one descriptor (read/sqlite_file.h).
 *
 * Always: nothing in the file is run. No view is opened, no module of a virtual table is there, triggers are off (and
 * cannot fire on SELECT anyway), CHECKs are not tested, and an authorizer refuses whatever SQLite would do for a view
 * or trigger. Once it is open its pages have been checked (PRAGMA quick_check); only for that SQLite computes a
 * generated column, where it must not be NULL, with harmless functions and inside the limits on values, steps and
 * memory.
 */
#ifndef PHASEOUT_READ_DATABASE_H
#define PHASEOUT_READ_DATABASE_H

#include "read/reader.h"
#include "read/sqlite_file.h"

enum table_kind { TABLE_ORDINARY, TABLE_OF_MODULE /* keeps the content of a virtual table */, TABLE_VIRTUAL, TABLE_VIEW };

struct table {
	struct str name;
	enum table_kind kind;
};

struct database {
	struct read_job *job;
	struct sqlite_file *file;
	sqlite3 *db;
	sqlite3_int64 heap_before; /* SQLite's limit on memory, which holds for the whole process */
	uint64_t steps;            /* that are left to SQLite's machine, in thousands */
	uint64_t row;              /* the last one sent; 0: none */
	struct table *tables;      /* all but SQLite's own, in the order they were made */
	size_t n, cap;
};

/* READ_OK, or what stopped it, said in job->problem. In both cases it is closed afterwards. */
enum read_status database_open(struct database *out, struct read_job *job);
void database_close(struct database *d);

/* The name of the table that was asked for, or of the only one. READ_USAGE names those there are. */
enum read_status database_choose(struct str *out, struct database *d);

/* Says what SQLite's code means, with the row that was reached, and answers the status. */
enum read_status database_failed(struct database *d, int code);

/* A column of the present row; .p is NULL where it is NULL or memory is exhausted. */
struct str database_text(sqlite3_stmt *s, int column);

#endif
