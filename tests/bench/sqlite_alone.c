/*
 * What the library alone needs for a table of a database: every row stepped to, every value asked for, nothing kept. The measure of our reader of SQLite.
 * usage: sqlite_alone write FILE ROWS   a table of 12 columns: integers, a real number, texts of which most are distinct, some NULL
 *        sqlite_alone read FILE
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static void bind_row(sqlite3_stmt *insert, uint64_t *state, long row)
{
	static const char *const kinds[] = {"高炉", "转炉", "电弧炉", "立窑", "焦炉", "纸机"};
	static const char *const states[] = {"在用", "停用", "在建", "已拆除"};
	char text[256];
	sqlite3_bind_int64(insert, 1, row);
	snprintf(text, sizeof text, "91370%013u", next(state));
	sqlite3_bind_text(insert, 2, text, -1, SQLITE_TRANSIENT);
	snprintf(text, sizeof text, "济南市第%u铸造有限责任公司", next(state) % 100000);
	sqlite3_bind_text(insert, 3, text, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(insert, 4, "济南市历城区", -1, SQLITE_STATIC);
	sqlite3_bind_text(insert, 5, kinds[next(state) % 6], -1, SQLITE_STATIC);
	sqlite3_bind_int64(insert, 6, 50 + next(state) % 2000);
	sqlite3_bind_double(insert, 7, (double)(next(state) % 100000) / 100);
	sqlite3_bind_int64(insert, 8, 1 + next(state) % 4);
	snprintf(text, sizeof text, "%u-%02u-%02u", 1985 + next(state) % 30, 1 + next(state) % 12, 1 + next(state) % 28);
	sqlite3_bind_text(insert, 9, text, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(insert, 10, states[next(state) % 4], -1, SQLITE_STATIC);
	sqlite3_bind_null(insert, 11);
	snprintf(text, sizeof text, "原登记表第%u页，编号%u，核查人员%u，现场照片%u张", next(state) % 9000, next(state), next(state) % 500, next(state) % 30);
	sqlite3_bind_text(insert, 12, text, -1, SQLITE_TRANSIENT);
}

static bool write_table(sqlite3 *db, long rows)
{
	sqlite3_stmt *insert = NULL;
	uint64_t state = 1;
	bool good = sqlite3_exec(db, "PRAGMA synchronous = off; BEGIN; CREATE TABLE 设备台账 (序号 INTEGER, 信用代码 TEXT, 企业 TEXT, 地区 TEXT, 设备 TEXT, 有效容积 INTEGER,"
				     " 产能 REAL, 数量 INTEGER, 投产日期 TEXT, 状态 TEXT, 合计 REAL, 备注 TEXT)",
				 NULL, NULL, NULL) == SQLITE_OK &&
		    sqlite3_prepare_v2(db, "INSERT INTO 设备台账 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &insert, NULL) == SQLITE_OK;
	for (long row = 1; good && row <= rows; row++) {
		bind_row(insert, &state, row);
		good = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
	}
	good = sqlite3_finalize(insert) == SQLITE_OK && good;
	return good && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

static bool read_table(sqlite3 *db)
{
	sqlite3_stmt *all = NULL;
	uint64_t rows = 0, bytes = 0;
	int status = sqlite3_prepare_v2(db, "SELECT * FROM 设备台账", -1, &all, NULL);
	while (status == SQLITE_OK || status == SQLITE_ROW) {
		status = sqlite3_step(all);
		for (int i = 0; status == SQLITE_ROW && i < sqlite3_column_count(all); i++)
			bytes += sqlite3_column_text(all, i) ? (uint64_t)sqlite3_column_bytes(all, i) : 0;
		rows += status == SQLITE_ROW;
	}
	sqlite3_finalize(all);
	printf("%" PRIu64 " rows, %" PRIu64 " bytes of text\n", rows, bytes);
	return status == SQLITE_DONE;
}

int main(int argc, char **argv)
{
	const bool writes = argc == 4 && strcmp(argv[1], "write") == 0, reads = argc == 3 && strcmp(argv[1], "read") == 0;
	sqlite3 *db = NULL;
	if (!writes && !reads) {
		fputs("usage: sqlite_alone write FILE ROWS | read FILE\n", stderr);
		return 64;
	}
	if (writes)
		remove(argv[2]);
	bool good = sqlite3_open_v2(argv[2], &db, writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
	good = good && (writes ? write_table(db, strtol(argv[3], NULL, 10)) : read_table(db));
	if (!good)
		fprintf(stderr, "%s: %s\n", argv[2], sqlite3_errmsg(db));
	sqlite3_close(db);
	return good ? 0 : 65;
}
