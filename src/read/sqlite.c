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

/* What is loaded of a row before anybody looks at it. */
enum loading {
	LOAD_ALL,   /* every value: rows of more than LOADED_AT_ONCE are SQLITE_TOOBIG */
	LOAD_TEXTS, /* of a BLOB its length only, as a BLOB of its digits: a photograph in a column that nobody needs is not loaded. Takes longer */
};

enum { LOADED_AT_ONCE = 1024 * 1024 };

static void add_column(struct buf *sql, struct str name, enum loading loading)
{
	if (loading == LOAD_ALL) {
		add_quoted(sql, name);
		return;
	}
	buf_adds(sql, "CASE typeof(");
	add_quoted(sql, name);
	buf_adds(sql, ") WHEN 'blob' THEN CAST(length(");
	add_quoted(sql, name);
	buf_adds(sql, ") AS BLOB) ELSE ");
	add_quoted(sql, name);
	buf_adds(sql, " END");
}

/* SELECT of every column by its name; what the database would compute is not asked for. */
static int prepare_select(sqlite3_stmt **out, struct database *d, const struct columns *columns, struct str table, enum loading loading)
{
	struct buf sql;
	int code;
	buf_init(&sql);
	for (size_t i = 0; i < columns->n; i++) {
		struct str name = columns->all[i].name;
		buf_adds(&sql, i ? ", " : "SELECT ");
		if (columns->all[i].computed)
			buf_adds(&sql, "NULL");
		else
			add_column(&sql, name, loading);
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

static void send_integer(struct database *d, struct frame_row *row, uint32_t column, int64_t value)
{
	char text[32], *p = text + sizeof text;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--p = '-';
	read_row_cell(d->job, row, column, CELL_TEXT, (struct str){p, (size_t)(text + sizeof text - p)});
}

/* False where a text could not be had. */
static bool send_blob(struct database *d, struct frame_row *row, sqlite3_stmt *s, int i, enum loading loading)
{
	char text[64], length[32];
	struct str digits;
	if (loading == LOAD_TEXTS)
		digits = database_text(s, i);
	else
		digits = (struct str){length, (size_t)snprintf(length, sizeof length, "%d", sqlite3_column_bytes(s, i))};
	if (!digits.p)
		return false;
	const int n = snprintf(text, sizeof text, "#BLOB (%.*s bytes)", STR_ARG(digits));
	read_row_cell(d->job, row, (uint32_t)i, CELL_ERROR, (struct str){text, (size_t)n});
	return true;
}

static bool send_text(struct database *d, struct frame_row *row, sqlite3_stmt *s, int i)
{
	const struct str text = database_text(s, i);
	if (text.p)
		read_row_cell(d->job, row, (uint32_t)i, CELL_TEXT, text);
	return text.p;
}

/* SQLITE_NOMEM where a text could not be had, else SQLITE_OK. */
static int send_cell(struct database *d, struct frame_row *row, sqlite3_stmt *s, int i, enum loading loading)
{
	bool sent = true;
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_NULL:
		break;
	case SQLITE_INTEGER:
		send_integer(d, row, (uint32_t)i, sqlite3_column_int64(s, i));
		break;
	case SQLITE_FLOAT:
		send_real(d, row, (uint32_t)i, sqlite3_column_double(s, i));
		break;
	case SQLITE_BLOB:
		sent = send_blob(d, row, s, i, loading);
		break;
	default:
		sent = send_text(d, row, s, i);
		break;
	}
	return sent ? SQLITE_OK : SQLITE_NOMEM;
}

/* SQLITE_OK, or what went wrong: then the row is not sent. */
static int send_cells(struct database *d, struct frame_row *row, const struct columns *columns, sqlite3_stmt *s, enum loading loading)
{
	int code = SQLITE_OK;
	for (size_t i = 0; i < columns->n && code == SQLITE_OK; i++)
		if (columns->all[i].computed)
			read_row_cell(d->job, row, (uint32_t)i, CELL_FORMULA, STR("=?"));
		else
			code = send_cell(d, row, s, (int)i, loading);
	return code;
}

/* From the row behind d->row on. *code: SQLITE_DONE where all were sent, else what ended them where it is not the status. */
static enum read_status send_rows(int *code, struct database *d, const struct columns *columns, sqlite3_stmt *s, enum loading loading)
{
	enum read_status status = READ_OK;
	uint64_t passed = 1; /* the header */
	while (status == READ_OK && (*code = sqlite3_step(s)) == SQLITE_ROW) {
		struct frame_row row;
		if (++passed <= d->row)
			continue;
		read_row_begin(d->job, &row, passed);
		*code = send_cells(d, &row, columns, s, loading);
		if (*code != SQLITE_OK) {
			read_row_drop(d->job, &row);
			break;
		}
		status = read_row_end(d->job, &row);
		d->row++;
	}
	return status;
}

static enum read_status send_selected(int *code, struct database *d, const struct columns *columns, struct str table, enum loading loading)
{
	enum read_status status = READ_OK;
	sqlite3_stmt *select = NULL;
	*code = prepare_select(&select, d, columns, table, loading);
	if (*code == SQLITE_OK)
		status = send_rows(code, d, columns, select, loading);
	sqlite3_finalize(select);
	return status;
}

static enum read_status send_table(struct database *d, struct str name)
{
	enum read_status status = READ_OK;
	struct columns columns;
	int code = list_columns(&columns, d, name);
	if (code != SQLITE_OK)
		return database_failed(d, code);
	frame_table(&d->job->out, name, SHEET_VISIBLE);
	status = send_header(d, &columns);
	if (status != READ_OK)
		return status;
	const int most = sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, LOADED_AT_ONCE);
	status = send_selected(&code, d, &columns, name, LOAD_ALL);
	sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, most);
	if (status == READ_OK && code == SQLITE_TOOBIG)
		status = send_selected(&code, d, &columns, name, LOAD_TEXTS);
	return status != READ_OK || code == SQLITE_DONE ? status : database_failed(d, code);
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
