"""Hostile SQLite databases, each made in a folder of its own. The sound one has a table with two furnaces, 380 and 450 m³: one obsolete, one clear."""
import os
import sqlite3
import struct

TABLE = 'CREATE TABLE 设备 ("企业名称" TEXT, "设备名称" TEXT, "有效容积（m³）" REAL)'
TWO = "INSERT INTO 设备 VALUES ('甲厂','高炉',380),('乙厂','高炉',450)"
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS \"企业名称\", '高炉' AS \"设备名称\", x AS \"有效容积（m³）\" FROM c"
PAGE = 4096


def database(path, *statements, before=()):
    made = sqlite3.connect(path)
    for statement in before + (TABLE, TWO) + statements:
        made.execute(*statement) if isinstance(statement, tuple) else made.execute(statement)
    made.commit()
    made.close()


def made(*statements, before=()):
    return lambda path: database(path, *statements, before=before)


def tampered(change, *statements):
    """The bytes of a database, changed."""
    def make(path):
        database(path, *statements)
        with open(path, "rb") as f:
            data = bytearray(f.read())
        data = change(data) or data
        with open(path, "wb") as f:
            f.write(data)
    return make


def put(at, data):
    def change(bytes_):
        bytes_[at:at + len(data)] = data
    return change


MANY = "INSERT INTO 设备 WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x<2000) SELECT '丙厂', '高炉', 450 FROM c"


def without_schema(path, *statements):
    made = sqlite3.connect(path)
    made.execute("PRAGMA writable_schema=ON")
    for statement in (TABLE, TWO) + statements:
        made.execute(statement)
    made.commit()
    made.close()


def wal(path):
    """A row that is in the sidecar only: whoever reads the file alone loses it. The copy keeps the sidecar, which closing would fold in."""
    work = path + ".work"
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(work + suffix):
            os.remove(work + suffix)
    made = sqlite3.connect(work)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA wal_autocheckpoint=0")
    made.execute(TABLE)
    made.execute(TWO)
    made.commit()
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.execute("INSERT INTO 设备 VALUES ('丙厂','高炉',128)")
    made.commit()
    for suffix in ("", "-wal"):
        with open(work + suffix, "rb") as f, open(path + suffix, "wb") as g:
            g.write(f.read())
    made.close()
    os.remove(work)


def wal_empty(path):
    database(path, before=("PRAGMA journal_mode=WAL",))
    open(path + "-wal", "wb").close()


def journal(path):
    """A rollback journal that is hot: the file holds half of a change. Its header has a page count, a nonce, the pages before, the sizes of sector and page."""
    database(path)
    with open(path, "rb") as f:
        pages = len(f.read()) // PAGE
    with open(path + "-journal", "wb") as f:
        f.write(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + struct.pack(">IIIII", 0, 0, pages, 512, PAGE) + b"\0" * 484)


def child_loop(data):
    """Page 2, an inner page of the table, has itself as its last child."""
    assert data[PAGE] == 5
    put(PAGE + 8, struct.pack(">I", 2))(data)


def overflow_loop(data):
    """The long text's first overflow page names itself as the next."""
    for page in range(2, len(data) // PAGE):
        at = page * PAGE
        if data[at + 4:at + 24] == b"x" * 20:
            put(at, struct.pack(">I", page + 1))(data)
            return
    raise SystemExit("no overflow page")


def blob_lies(data):
    """A record whose header says that a blob has two thousand million bytes."""
    at = data.rindex("丙厂".encode())
    header = data.rindex(b"\x04", 0, at)
    data[header + 1:header + 4] = b"\xff\xff\x7e"


FILES = {
    "sound.sqlite": made(),
    "sound-utf16.sqlite": made(before=("PRAGMA encoding='UTF-16le'",)),
    "not-database.sqlite": lambda path: open(path, "wb").write(b"SQLite format 3\0" + b"\x5a" * 5000),
    "header-only.sqlite": tampered(lambda d: d[:100]),
    "cut.sqlite": tampered(lambda d: d[:PAGE + 2000], MANY),
    "cut-half.sqlite": tampered(lambda d: d[:len(d) // 2], MANY),
    "page-corrupt.sqlite": tampered(put(PAGE, b"\x5a" * 200)),
    "page-zero.sqlite": tampered(put(PAGE, b"\0" * PAGE)),
    "page-child-loop.sqlite": tampered(child_loop, MANY),
    "page-leaf-corrupt.sqlite": tampered(put(3 * PAGE, b"\x0d\xff\xff\xff\xff\xff\xff\xff" + b"\xff" * 500), MANY),
    "page-size-3.sqlite": tampered(put(16, b"\0\3")),
    "page-size-65536.sqlite": tampered(put(16, b"\0\1")),
    "page-count.sqlite": tampered(put(28, b"\x7f\xff\xff\xff")),
    "schema-corrupt.sqlite": tampered(put(PAGE - 60, b"\xff" * 40)),
    "schema-format.sqlite": tampered(put(44, b"\0\0\0\x63")),
    "write-version.sqlite": tampered(put(18, b"\x63\x63")),
    "overflow-loop.sqlite": tampered(overflow_loop, "INSERT INTO 设备 VALUES (printf('%.*c', 20000, 'x'), '高炉', 380)"),
    "schema-bad-sql.sqlite": lambda path: without_schema(path, "INSERT INTO sqlite_schema VALUES ('table','另表','另表',2,'CREATE TABLE 另表(')"),
    "schema-not-table.sqlite": lambda path: without_schema(path, "UPDATE sqlite_schema SET sql='SELECT 1'"),
    "schema-root-page.sqlite": lambda path: without_schema(path, "UPDATE sqlite_schema SET rootpage=99999"),
    "schema-depth.sqlite": lambda path: without_schema(path, "INSERT INTO sqlite_schema VALUES ('view','v','v',0,'CREATE VIEW v AS SELECT %s1%s')" % ("(" * 5000, ")" * 5000)),
    "view.sqlite": made("CREATE VIEW 全部 AS " + ENDLESS),
    "view-asked.sqlite": made("CREATE VIEW 全部 AS " + ENDLESS),
    "view-only.sqlite": made("CREATE VIEW 全部 AS " + ENDLESS, "DROP TABLE 设备"),
    "view-extension.sqlite": made("CREATE VIEW 全部 AS SELECT load_extension('/tmp/nowhere.so') AS 企业名称"),
    "trigger.sqlite": made("CREATE TRIGGER t AFTER INSERT ON 设备 BEGIN DELETE FROM 设备; END"),
    "virtual.sqlite": lambda path: without_schema(path, "INSERT INTO sqlite_schema VALUES ('table','v','v',0,'CREATE VIRTUAL TABLE v USING no_such_module(x)')"),
    "virtual-asked.sqlite": lambda path: without_schema(path, "INSERT INTO sqlite_schema VALUES ('table','v','v',0,'CREATE VIRTUAL TABLE v USING no_such_module(x)')"),
    "generated.sqlite": made("ALTER TABLE 设备 ADD COLUMN g TEXT AS (hex(zeroblob(400000000)))"),
    "generated-long.sqlite": made("ALTER TABLE 设备 ADD COLUMN g TEXT AS (printf('%.*c', 100000000, 'x'))"),
    "blob-64m.sqlite": made("INSERT INTO 设备 VALUES (zeroblob(67108864), '高炉', 380)"),
    "text-8m.sqlite": made("INSERT INTO 设备 VALUES (printf('%.*c', 8388608, 'x'), '高炉', 380)"),
    "blob-lies.sqlite": tampered(blob_lies, "INSERT INTO 设备 VALUES ('丙厂', '高炉', 380)"),
    "blob.sqlite": made("INSERT INTO 设备 VALUES (x'00ff', '高炉', 380)"),
    "nul.sqlite": made(("INSERT INTO 设备 VALUES (?, '高炉', 380)", ("丙\0厂",))),
    "not-utf8.sqlite": made("INSERT INTO 设备 VALUES (CAST(x'ff41' AS TEXT), '高炉', 380)"),
    "infinity.sqlite": made("INSERT INTO 设备 VALUES ('丙厂', '高炉', 9e999)"),
    "number-20000.sqlite": made("INSERT INTO 设备 VALUES ('丙厂', '高炉', '%s')" % ("3" * 20000 + "x")),
    "columns.sqlite": made("CREATE TABLE 宽 (%s)" % ",".join("c%d" % i for i in range(2000)), "DROP TABLE 设备"),
    "tables-two.sqlite": made("CREATE TABLE 另表 (a)"),
    "tables-2000.sqlite": made(*("CREATE TABLE t%d (a)" % i for i in range(2000))),
    "table-none.sqlite": made("DROP TABLE 设备"),
    "wal.sqlite": wal,
    "wal-empty.sqlite": wal_empty,
    "journal.sqlite": journal,
}
