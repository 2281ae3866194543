/*
 * One table of an SQLite database, its rows in the order of the table itself (by rowid; WITHOUT ROWID by primary
 * key). Row 1 is the header, the names of the columns, and the first row of data is row 2, as in the CSV file that
 * one would export. A table with triggers is read like any other: read/database.h says why they cannot run.
 *
 * A column that the database would compute (GENERATED ALWAYS … VIRTUAL) is not computed, as nothing of the database
 * is run: its cells are formulas whose value is not stored. A STORED one is read.
 *
 * A value by its storage class: an INTEGER is exact and so a text, a REAL is a binary number, a TEXT its bytes, a
 * BLOB no text at all: its size is told, as an error, so that whoever needs the cell sees that it cannot be read.
 */
#include "read/database.h"
#include "read/number_text.h"

#include <inttypes.h>
#include <stdio.h>

static void add_quoted(struct buf *sql, struct str name)
{
	buf_addc(sql, '"');
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '"')
			buf_addc(sql, '"');
		buf_addc(sql, name.p[i]);
	}
	buf_addc(sql, '"');
}

static int prepare(sqlite3_stmt **out, struct database *d, const struct buf *sql)
{
	return sql->failed ? SQLITE_NOMEM : sqlite3_prepare_v2(d->db, sql->p, (int)sql->n, out, NULL);
}

/* NOT INDEXED: an index that covers all columns would give the rows in its own order. */
static void add_from(struct buf *sql, struct str table)
{
	buf_adds(sql, " FROM main.");
	add_quoted(sql, table);
	buf_adds(sql, " NOT INDEXED");
}

static int prepare_pragma(sqlite3_stmt **out, struct database *d, const char *pragma, struct str of)
{
	struct buf sql;
	int code;
	buf_init(&sql);
	buf_adds(&sql, pragma);
	add_quoted(&sql, of);
	buf_addc(&sql, ')');
	code = prepare(out, d, &sql);
	buf_release(&sql);
	return code;
}

/* The name of the index that holds the primary key; none where that is the rowid. */
static int primary_key(struct str *out, struct database *d, struct str table)
{
	sqlite3_stmt *s = NULL;
	int code = prepare_pragma(&s, d, "PRAGMA main.index_list(", table);
	*out = STR_NONE;
	if (code == SQLITE_OK)
		while ((code = sqlite3_step(s)) == SQLITE_ROW) /* seq, name, unique, origin */
			if (str_is(database_text(s, 3), "pk"))
				*out = arena_str(d->job->arena, database_text(s, 1));
	sqlite3_finalize(s);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/*
 * ORDER BY the primary key, where the table is WITHOUT ROWID: there NOT INDEXED does not keep SQLite from other
 * indexes. The columns, collations and directions of that index are the table's own order, so that nothing is sorted.
 */
static int add_order(struct buf *sql, struct database *d, struct str table)
{
	struct str key;
	size_t start = sql->n;
	sqlite3_stmt *s = NULL;
	int code = primary_key(&key, d, table);
	if (code != SQLITE_OK || !key.p)
		return code;
	code = prepare_pragma(&s, d, "PRAGMA main.index_xinfo(", key);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s); /* seqno, cid, name, desc, coll, key */
		if (code != SQLITE_ROW)
			break;
		if (sqlite3_column_int(s, 1) < 0) { /* the index leads to a rowid: its table has one */
			sql->n = start;
			code = SQLITE_DONE;
			break;
		}
		if (!sqlite3_column_int(s, 5))
			continue;
		buf_adds(sql, sql->n == start ? " ORDER BY " : ", ");
		add_quoted(sql, database_text(s, 2));
		buf_adds(sql, " COLLATE ");
		add_quoted(sql, database_text(s, 4));
		buf_adds(sql, sqlite3_column_int(s, 3) ? " DESC" : " ASC");
	}
	sqlite3_finalize(s);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

struct column {
	struct str name;
	bool computed; /* by the database, when it is read */
};

struct columns {
	struct column *all;
	size_t n, cap;
};

static int list_columns(struct columns *out, struct database *d, struct str table)
{
	enum { NAME = 1, HIDDEN = 6, COMPUTED = 2 };
	sqlite3_stmt *s = NULL;
	int code = prepare_pragma(&s, d, "PRAGMA main.table_xinfo(", table);
	*out = (struct columns){0};
	if (code == SQLITE_OK)
		while ((code = sqlite3_step(s)) == SQLITE_ROW) {
			struct column *more = arena_grow(d->job->arena, out->all, out->n, &out->cap, sizeof *more);
			struct str name = arena_str(d->job->arena, database_text(s, NAME));
			if (!more || !name.p) {
				code = SQLITE_NOMEM;
				break;
			}
			out->all = more;
			more[out->n++] = (struct column){name, sqlite3_column_int(s, HIDDEN) == COMPUTED};
		}
	sqlite3_finalize(s);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/*
 * SELECT of every column by its name; what the database would compute is not asked for. Of a BLOB it takes the length
 * only, as a BLOB of its digits: a photograph in a column that nobody needs is not loaded.
 */
static int prepare_select(sqlite3_stmt **out, struct database *d, const struct columns *columns, struct str table)
{
	struct buf sql;
	int code;
	buf_init(&sql);
	for (size_t i = 0; i < columns->n; i++) {
		struct str name = columns->all[i].name;
		buf_adds(&sql, i ? ", " : "SELECT ");
		if (columns->all[i].computed) {
			buf_adds(&sql, "NULL");
			continue;
		}
		buf_adds(&sql, "CASE typeof(");
		add_quoted(&sql, name);
		buf_adds(&sql, ") WHEN 'blob' THEN CAST(length(");
		add_quoted(&sql, name);
		buf_adds(&sql, ") AS BLOB) ELSE ");
		add_quoted(&sql, name);
		buf_adds(&sql, " END");
	}
	add_from(&sql, table);
	code = add_order(&sql, d, table);
	if (code == SQLITE_OK)
		code = prepare(out, d, &sql);
	buf_release(&sql);
	return code;
}

static enum read_status send_header(struct database *d, const struct columns *columns)
{
	struct frame_row row;
	read_row_begin(d->job, &row, ++d->row);
	for (size_t i = 0; i < columns->n; i++)
		read_row_cell(d->job, &row, (uint32_t)i, CELL_TEXT, columns->all[i].name);
	return read_row_end(d->job, &row);
}

static void send_real(struct database *d, struct frame_row *row, uint32_t column, double value)
{
	char text[NUMBER_TEXT_BYTES];
	bool rounded;
	struct str number = number_text_binary(text, value, &rounded);
	if (number.n)
		read_row_cell(d->job, row, column, rounded ? CELL_ROUNDED : CELL_NUMBER, number);
	else
		read_row_cell(d->job, row, column, CELL_ERROR, value < 0 ? STR("-Inf") : STR("Inf"));
}

/* SQLITE_NOMEM where a text could not be had, else SQLITE_OK. */
static int send_cell(struct database *d, struct frame_row *row, sqlite3_stmt *s, int i)
{
	char text[64];
	struct str value;
	int n, type = sqlite3_column_type(s, i);
	switch (type) {
	case SQLITE_NULL:
		break;
	case SQLITE_INTEGER:
		n = snprintf(text, sizeof text, "%" PRId64, (int64_t)sqlite3_column_int64(s, i));
		read_row_cell(d->job, row, (uint32_t)i, CELL_TEXT, (struct str){text, (size_t)n});
		break;
	case SQLITE_FLOAT:
		send_real(d, row, (uint32_t)i, sqlite3_column_double(s, i));
		break;
	default:
		value = database_text(s, i);
		if (!value.p)
			return SQLITE_NOMEM;
		if (type == SQLITE_BLOB) {
			n = snprintf(text, sizeof text, "#BLOB (%.*s bytes)", STR_ARG(value));
			read_row_cell(d->job, row, (uint32_t)i, CELL_ERROR, (struct str){text, (size_t)n});
		} else {
			read_row_cell(d->job, row, (uint32_t)i, CELL_TEXT, value);
		}
		break;
	}
	return SQLITE_OK;
}

static enum read_status send_rows(struct database *d, const struct columns *columns, sqlite3_stmt *s)
{
	enum read_status status = READ_OK;
	int code = SQLITE_ROW;
	while (status == READ_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
		struct frame_row row;
		read_row_begin(d->job, &row, d->row + 1);
		code = SQLITE_OK;
		for (size_t i = 0; i < columns->n && code == SQLITE_OK; i++)
			if (columns->all[i].computed)
				read_row_cell(d->job, &row, (uint32_t)i, CELL_FORMULA, STR("=?"));
			else
				code = send_cell(d, &row, s, (int)i);
		if (code != SQLITE_OK) {
			read_row_drop(d->job, &row);
			return database_failed(d, code);
		}
		status = read_row_end(d->job, &row);
		d->row++;
	}
	return status != READ_OK ? status : code == SQLITE_DONE ? READ_OK : database_failed(d, code);
}

static enum read_status send_table(struct database *d, struct str name)
{
	enum read_status status;
	struct columns columns;
	sqlite3_stmt *select = NULL;
	int code = list_columns(&columns, d, name);
	if (code == SQLITE_OK)
		code = prepare_select(&select, d, &columns, name);
	if (code == SQLITE_OK) {
		frame_table(&d->job->out, name, SHEET_VISIBLE);
		status = send_header(d, &columns);
		if (status == READ_OK)
			status = send_rows(d, &columns, select);
	} else {
		status = database_failed(d, code);
	}
	sqlite3_finalize(select);
	return status;
}

enum read_status read_sqlite(struct read_job *job)
{
	struct database d;
	struct str table;
	enum read_status status = database_open(&d, job);
	if (status == READ_OK)
		status = database_choose(&table, &d);
	if (status == READ_OK)
		status = send_table(&d, table);
	database_close(&d);
	return status;
}
