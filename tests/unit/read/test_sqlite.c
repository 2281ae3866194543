#include "unit.h"

#include "base/limits.h"
#include "dump.h"

#include <pthread.h>
#include <sqlite3.h>

/* Databases are made here, in memory, and read back from their bytes. */
struct made {
	struct str bytes;
};

static struct made make(const char *sql)
{
	sqlite3 *db;
	sqlite3_int64 size = 0;
	char *error = NULL;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s", error);
	unsigned char *p = sqlite3_serialize(db, "main", &size, 0);
	char *copy = p ? malloc((size_t)size) : NULL; /* not in SQLite's memory, which the reader bounds */
	assert_non_null(copy);
	memcpy(copy, p, (size_t)size);
	sqlite3_free(p);
	sqlite3_close(db);
	return (struct made){{copy, (size_t)size}};
}

static void check_bytes(struct str bytes, const char *table, const char *want)
{
	struct buf out;
	buf_init(&out);
	dump_bytes(&out, read_sqlite, bytes, str_from(table));
	assert_str(buf_str(&out), want);
	buf_release(&out);
}

static void check(const char *sql, const char *table, const char *want)
{
	struct made m = make(sql);
	check_bytes(m.bytes, table, want);
	free((void *)m.bytes.p);
}

/* The same where only the start of the answer is known. */
static void check_start(struct str bytes, const char *want)
{
	struct buf out;
	buf_init(&out);
	dump_bytes(&out, read_sqlite, bytes, STR_NONE);
	if (!str_starts(buf_str(&out), str_from(want)))
		fail_msg("\"%.*s\" does not start with \"%s\"", STR_ARG(buf_str(&out)), want);
	buf_release(&out);
}

static void test_storage_classes(void **state)
{
	(void)state;
	check("CREATE TABLE 设备台账(企业 TEXT, \"有效 \"\"容积\"\"\" REAL, 编号, 照片 BLOB, [a b]);"
	      "INSERT INTO 设备台账 VALUES('甲', 450, 913700001234567890, x'00ff10', NULL);"
	      "INSERT INTO 设备台账 VALUES(NULL, 0.1 + 0.2, -9223372036854775808, zeroblob(0), '');"
	      "INSERT INTO 设备台账 VALUES(NULL, NULL, NULL, NULL, '  ');"
	      "INSERT INTO 设备台账 VALUES('乙', '约400', 1.5, 'jpg', 0.1);"
	      "INSERT INTO 设备台账 VALUES('丙', 9e999, -9e999, 1e300, 1e15);",
	      NULL,
	      "table 设备台账\n"
	      "row 1: 0 text 企业, 1 text 有效 \"容积\", 2 text 编号, 3 text 照片, 4 text a b\n"
	      "row 2: 0 text 甲, 1 number 450, 2 text 913700001234567890, 3 error #BLOB (3 bytes)\n"
	      "row 3: 1 rounded 0.3, 2 text -9223372036854775808, 3 error #BLOB (0 bytes)\n"
	      "row 5: 0 text 乙, 1 text 约400, 2 number 1.5, 3 text jpg, 4 number 0.1\n"
	      "row 6: 0 text 丙, 1 error Inf, 2 error -Inf, 3 rounded 1E+300, 4 number 1000000000000000\n"
	      "complete 5\n");
}

static void test_empty_table(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b)", NULL, "table t\nrow 1: 0 text a, 1 text b\ncomplete 1\n");
}

static void test_order(void **state)
{
	(void)state;
	/* an index that covers all columns gives another order */
	check("CREATE TABLE t(a, b); CREATE INDEX i ON t(a, b); INSERT INTO t(rowid, a, b) VALUES(7, 1, 'z'), (5, 2, 'y'), (-6, 3, 'x');", NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text 3, 1 text x\nrow 3: 0 text 2, 1 text y\nrow 4: 0 text 1, 1 text z\ncomplete 4\n");
	check("CREATE TABLE t(a, b PRIMARY KEY) WITHOUT ROWID; CREATE INDEX i ON t(a, b); INSERT INTO t VALUES(1, 'z'), (2, 'y');", NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text 2, 1 text y\nrow 3: 0 text 1, 1 text z\ncomplete 3\n");
	check("CREATE TABLE t(a, b TEXT COLLATE NOCASE, c, PRIMARY KEY(b DESC, c)) WITHOUT ROWID; CREATE INDEX i ON t(c, a, b);"
	      "INSERT INTO t VALUES(1, 'a', 1), (2, 'B', 2), (3, 'b', 1);", NULL,
	      "table t\nrow 1: 0 text a, 1 text b, 2 text c\nrow 2: 0 text 3, 1 text b, 2 text 1\nrow 3: 0 text 2, 1 text B, 2 text 2\n"
	      "row 4: 0 text 1, 1 text a, 2 text 1\ncomplete 4\n");
	check("CREATE TABLE t(a, b PRIMARY KEY); INSERT INTO t VALUES(1, 'z'), (2, 'y');", NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text 1, 1 text z\nrow 3: 0 text 2, 1 text y\ncomplete 3\n");
	/* columns that are called what SQLite calls the row's number */
	check("CREATE TABLE t(rowid, oid, _rowid_); INSERT INTO t VALUES(9, 8, 7), (1, 2, 3);", NULL,
	      "table t\nrow 1: 0 text rowid, 1 text oid, 2 text _rowid_\nrow 2: 0 text 9, 1 text 8, 2 text 7\n"
	      "row 3: 0 text 1, 1 text 2, 2 text 3\ncomplete 3\n");
}

#define TWO "CREATE TABLE 企业(a INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE \"设备 \"\"台账\"\"\"(b);"

static void test_which_table(void **state)
{
	(void)state;
	check("CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b); INSERT INTO t(b) VALUES('x'); CREATE VIEW v AS SELECT * FROM t; ANALYZE;", NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text 1, 1 text x\ncomplete 2\n");
	check(TWO, NULL, "usage the database holds several tables: \"企业\", \"设备 \"台账\"\"; name the one to read (--table)\n");
	check(TWO, "设备 \"台账\"", "table 设备 \"台账\"\nrow 1: 0 text b\ncomplete 1\n");
	check("CREATE TABLE Registry(a)", "rEGISTRY", "table Registry\nrow 1: 0 text a\ncomplete 1\n");
	check(TWO, "设备台账", "usage the database has no table \"设备台账\" (tables: \"企业\", \"设备 \"台账\"\")\n");
	check(TWO, "sqlite_sequence", "usage the database has no table \"sqlite_sequence\" (tables: \"企业\", \"设备 \"台账\"\")\n");
	check(TWO, "", "usage the database has no table \"\" (tables: \"企业\", \"设备 \"台账\"\")\n");
	check("PRAGMA user_version=1", NULL, "unreadable the database holds no table\n");
	check("CREATE TABLE a1(x); CREATE TABLE a2(x); CREATE TABLE a3(x); CREATE TABLE a4(x); CREATE TABLE a5(x); CREATE TABLE a6(x); "
	      "CREATE TABLE a7(x); CREATE TABLE a8(x); CREATE TABLE a9(x); CREATE TABLE b0(x); CREATE TABLE b1(x); CREATE TABLE b2(x)", NULL,
	      "usage the database holds several tables: \"a1\", \"a2\", \"a3\", \"a4\", \"a5\", \"a6\", \"a7\", \"a8\", \"a9\", \"b0\" and 2 more; "
	      "name the one to read (--table)\n");
}

static void test_views_and_modules_are_refused(void **state)
{
	(void)state;
	check("CREATE TABLE t(a); CREATE VIEW v AS SELECT * FROM t;", "V",
	      "usage \"V\" is a view; only a table is read, none of a database's own programs is run (tables: \"t\")\n");
	check("CREATE VIEW v AS SELECT 1;", NULL, "unreadable the database holds no table\n");
	check("CREATE TABLE t(a); CREATE VIRTUAL TABLE f USING fts5(x);", "f",
	      "usage \"f\" is a virtual table; only an ordinary table is read (tables: \"t\")\n");
	/* the tables that keep its content are not the registry */
	check("CREATE VIRTUAL TABLE f USING fts5(x); CREATE TABLE t(a);", NULL, "table t\nrow 1: 0 text a\ncomplete 1\n");
}

static void test_triggers_do_not_run(void **state)
{
	(void)state;
	/* each of them would stop what set it off */
	check("CREATE TABLE t(a); INSERT INTO t VALUES('x');"
	      "CREATE TRIGGER t1 BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'ran'); END;"
	      "CREATE TRIGGER t2 AFTER UPDATE ON t BEGIN SELECT RAISE(ABORT, 'ran'); END;"
	      "CREATE TRIGGER t3 AFTER DELETE ON t BEGIN SELECT RAISE(ABORT, 'ran'); END;"
	      "CREATE VIEW v AS SELECT abs(-9223372036854775807 - 1);"
	      "CREATE TRIGGER t4 INSTEAD OF INSERT ON v BEGIN SELECT RAISE(ABORT, 'ran'); END;",
	      NULL, "table t\nrow 1: 0 text a\nrow 2: 0 text x\ncomplete 2\n");
}

/* A schema that says table and means something else. */
static void test_disguises(void **state)
{
	(void)state;
	check("CREATE TABLE u(a); CREATE TABLE t(a); INSERT INTO t VALUES('x'); PRAGMA writable_schema=ON;"
	      "UPDATE sqlite_master SET sql='CREATE VIEW t AS SELECT abs(-9223372036854775807 - 1)' WHERE name='t';", "t",
	      "unreadable the database cannot be read: malformed database schema (t)\n");
	check("CREATE TABLE u(a); CREATE TABLE t(a); PRAGMA writable_schema=ON;"
	      "UPDATE sqlite_master SET sql='CREATE VIRTUAL TABLE t USING fts5(x)' WHERE name='t';", "t",
	      "unreadable the database cannot be read: no such module: fts5\n");
	check("CREATE TABLE t(a); INSERT INTO t VALUES('x'); PRAGMA writable_schema=ON;"
	      "UPDATE sqlite_master SET sql='CREATE TABLE t(a, b AS (load_extension(''evil.so'')))';", "t",
	      "unreadable the database cannot be read: malformed database schema (t) - non-deterministic functions prohibited in generated "
	      "columns\n");
}

/* Only what is stored is read; a CHECK is not tested. Each of these expressions would fail, or take for ever. */
static void test_generated_columns(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b AS (abs(a)), c AS (a || 'x') STORED, d AS (lower(a)), e); INSERT INTO t(a, e) "
	      "VALUES(1, 2);"
	      "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql=replace(replace(sql, 'abs(a)', "
	      "'abs(-9223372036854775807 - a)'), "
	      "'lower(a)', 'printf(''%.*c'', 1000000000, a)');",
	      NULL,
	      "table t\nrow 1: 0 text a, 1 text b, 2 text c, 3 text d, 4 text e\n"
	      "row 2: 0 text 1, 1 formula =?, 2 text 1x, 3 formula =?, 4 text 2\ncomplete 2\n");
	check("CREATE TABLE t(a CHECK(a < 2)); PRAGMA ignore_check_constraints=ON; INSERT INTO t VALUES(3);", NULL,
	      "table t\nrow 1: 0 text a\nrow 2: 0 text 3\ncomplete 2\n");
}

/* What goes wrong when rows have been sent. */
static void test_trouble_in_a_row(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b); INSERT INTO t VALUES('x', hex(zeroblob(4 * 1024 * 1024))), ('y', hex(zeroblob(4 * "
	      "1024 * 1024)) || 'z');"
	      "UPDATE t SET b=NULL WHERE a='x';",
	      NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text x\nlimit row 3 holds a value of more than 8 MiB\n");
}

/* Takes what the reader sends; once it has begun, the end of the database is gone. */
struct saboteur {
	int pipe, database;
	struct buf taken;
};

static void *sabotage(void *ctx)
{
	struct saboteur *s = ctx;
	char chunk[4096];
	ssize_t n;
	for (bool done = false; (n = read(s->pipe, chunk, sizeof chunk)) > 0; done = true) {
		if (!done && ftruncate(s->database, 1024 * 1024) != 0)
			break;
		buf_add(&s->taken, (struct str){chunk, (size_t)n});
	}
	return NULL;
}

static void test_page_lost_meanwhile(void **state)
{
	struct made m = make(
		"CREATE TABLE t(a, b); WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
		"INSERT INTO t SELECT i, hex(zeroblob(500)) FROM n;");
	struct arena arena;
	struct saboteur s;
	int ends[2];
	pthread_t thread;
	uintmax_t row = 0;
	(void)state;
	arena_init(&arena);
	buf_init(&s.taken);
	s.database = memfd_create("input", 0);
	assert_true(s.database >= 0 && write(s.database, m.bytes.p, m.bytes.n) == (ssize_t)m.bytes.n);
	assert_int_equal(pipe(ends), 0);
	s.pipe = ends[0];
	struct read_job job = {.fd = s.database, .size = m.bytes.n, .spill = -1, .arena = &arena, .out_fd = ends[1]};
	buf_init(&job.out);
	assert_int_equal(pthread_create(&thread, NULL, sabotage, &s), 0);
	assert_int_equal(read_sqlite(&job), READ_UNREADABLE);
	assert_int_equal(read_flush(&job, true), READ_OK);
	close(ends[1]);
	pthread_join(thread, NULL);
	assert_int_equal(sscanf(job.problem.en.p, "the database cannot be read after row %ju: ", &row), 1);
	assert_true(row > 100 && row < 10000);
	/* whole rows up to that one have been sent */
	frame_trouble(&s.taken, TROUBLE_UNREADABLE, job.problem.zh, job.problem.en);
	struct buf out;
	char last[32];
	buf_init(&out);
	dump_frames(&out, buf_str(&s.taken));
	snprintf(last, sizeof last, "\nrow %ju: 0 text %ju,", row, row);
	assert_true(str_has(buf_str(&out), str_from(last)));
	snprintf(last, sizeof last, "\nrow %ju:", row + 1);
	assert_false(str_has(buf_str(&out), str_from(last)));
	buf_release(&out);
	buf_release(&job.out);
	buf_release(&s.taken);
	arena_release(&arena);
	close(ends[0]);
	close(s.database);
	free((void *)m.bytes.p);
}

static void test_other_encodings(void **state)
{
	(void)state;
	check("PRAGMA encoding='UTF-16be'; CREATE TABLE 台账(企业); INSERT INTO 台账 VALUES('甲𠮷');", NULL,
	      "table 台账\nrow 1: 0 text 企业\nrow 2: 0 text 甲𠮷\ncomplete 2\n");
	/* GBK in a text is handed on: whoever reads rejects the row */
	check("CREATE TABLE t(a); INSERT INTO t VALUES(CAST(x'bcd7' AS TEXT));", NULL, "table t\nrow 1: 0 text a\nrow 2: 0 text \xbc\xd7\ncomplete 2\n");
}

static void test_write_ahead_log(void **state)
{
	struct made m = make("CREATE TABLE t(a); INSERT INTO t VALUES('x');");
	char *p = (char *)m.bytes.p;
	(void)state;
	p[18] = p[19] = 2; /* the database has a log, which is not here */
	check_bytes(m.bytes, NULL, "table t\nrow 1: 0 text a\nrow 2: 0 text x\ncomplete 2\n");
	free(p);
}

#define MANY                                                                                                         \
	"CREATE TABLE t(a, b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"         \
	"INSERT INTO t SELECT i, hex(zeroblob(40)) FROM n;"

static void test_damaged(void **state)
{
	struct made m = make(MANY);
	char *p = (char *)m.bytes.p;
	const size_t page = 4096;
	(void)state;
	assert_true(m.bytes.n > 6 * page);
	check_start(m.bytes, "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 text 1, 1 text 0000");

	check_start(str_sub(m.bytes, 0, 3 * page), "unreadable the database cannot be read: database disk image is malformed\n");
	check_start(str_sub(m.bytes, 0, 100), "unreadable ");
	check_start(str_sub(m.bytes, 0, 10), "unreadable this is no SQLite database, or an encrypted one\n");
	check_start(STR(""), "unreadable the database holds no table\n");
	check_start(STR("SQLite format 3 and then something else that is no header at all, and is long enough to be one of a hundred bytes"),
		    "unreadable this is no SQLite database, or an encrypted one\n");

	memset(p + 4 * page, 0xff, 64); /* the head of a leaf */
	check_start(m.bytes, "unreadable the database cannot be read: ");
	memcpy(p + 4 * page, p + 3 * page, page); /* one leaf twice: its rows are out of order */
	check_start(m.bytes, "unreadable the database cannot be read: ");
	free(p);
}

/* Rows of five bytes that have 1,900 columns: what SQLite does for them has nothing to do with the file's size. */
static void test_steps_are_bounded(void **state)
{
	struct buf sql;
	(void)state;
	buf_init(&sql);
	buf_adds(&sql, "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
		       "INSERT INTO t SELECT NULL FROM n; PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql='CREATE TABLE t(a");
	for (int i = 0; i < 1900; i++)
		buf_printf(&sql, ", c%d", i);
	buf_adds(&sql, ")';");
	struct made m = make(sql.p);
	struct buf out;
	buf_init(&out);
	dump_bytes(&out, read_sqlite, m.bytes, STR_NONE);
	assert_true(str_has(buf_str(&out), STR("limit the database takes more steps to read than its size explains")));
	buf_release(&out);
	free((void *)m.bytes.p);
	buf_release(&sql);
}

static void test_memory_is_bounded(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b, c, d, e, f, g, h, i, j, k, l); INSERT INTO t(l) VALUES(hex(zeroblob(4 * 1024 * "
	      "1024)));"
	      "INSERT INTO t SELECT l, l, l, l, l, l, l, l, l, l, l, l FROM t; DELETE FROM t WHERE a IS NULL;",
	      NULL,
	      "table t\nrow 1: 0 text a, 1 text b, 2 text c, 3 text d, 4 text e, 5 text f, 6 text g, 7 text h, 8 text "
	      "i, 9 text j, 10 text k, 11 text l\n"
	      "limit the database takes more than 96 MiB of memory to read\n");
}

/* A photograph beside the row is not loaded, however large. */
static void test_large_blob(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b); INSERT INTO t VALUES(zeroblob(40 * 1024 * 1024), 'x');", NULL,
	      "table t\nrow 1: 0 text a, 1 text b\nrow 2: 0 error #BLOB (41943040 bytes), 1 text x\ncomplete 2\n");
}

/* Nor are the rows around it another's, whichever way they are read: each is there once, with its number. */
static void test_large_rows_among_others(void **state)
{
	(void)state;
	check("CREATE TABLE t(a, b, c); INSERT INTO t VALUES(1, x'00ff', 'x'), (2, zeroblob(3 * 1024 * 1024), 'y'), (3, x'', 'z'), (NULL, NULL, NULL), (4, zeroblob(1024 * 1024), 1.5);", NULL,
	      "table t\nrow 1: 0 text a, 1 text b, 2 text c\nrow 2: 0 text 1, 1 error #BLOB (2 bytes), 2 text x\n"
	      "row 3: 0 text 2, 1 error #BLOB (3145728 bytes), 2 text y\nrow 4: 0 text 3, 1 error #BLOB (0 bytes), 2 text z\n"
	      "row 6: 0 text 4, 1 error #BLOB (1048576 bytes), 2 number 1.5\ncomplete 5\n");
}

#define VIEWS(n)                                                                                                                      \
	"CREATE VIEW v AS SELECT 1; PRAGMA writable_schema=ON; WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < " n ")" \
	"INSERT INTO sqlite_master SELECT 'view', 'v' || i, 'v' || i, 0, 'CREATE VIEW v' || i || ' AS SELECT 1' FROM n;"

static void test_many_tables(void **state)
{
	(void)state;
	assert_int_equal(LIMIT_DATABASE_TABLES, 10000);
	check(VIEWS("10000"), NULL, "unreadable the database holds no table\n");
	check(VIEWS("10001"), NULL, "limit the database holds more than 10000 tables\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_storage_classes),
		cmocka_unit_test(test_empty_table),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_which_table),
		cmocka_unit_test(test_views_and_modules_are_refused),
		cmocka_unit_test(test_triggers_do_not_run),
		cmocka_unit_test(test_disguises),
		cmocka_unit_test(test_generated_columns),
		cmocka_unit_test(test_trouble_in_a_row),
		cmocka_unit_test(test_page_lost_meanwhile),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_write_ahead_log),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_steps_are_bounded),
		cmocka_unit_test(test_memory_is_bounded),
		cmocka_unit_test(test_large_blob),
		cmocka_unit_test(test_large_rows_among_others),
		cmocka_unit_test(test_many_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
