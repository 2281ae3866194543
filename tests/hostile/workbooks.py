"""Hostile XLSX. The sound workbook has a header and two furnaces, 380 and 450 m³: one obsolete, one clear."""
from zipper import Entry, Packed, archive, bomb, deflated

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELS, TYPES, RELS = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXTS = ["企业名称", "设备名称", "有效容积（m³）", "甲厂", "乙厂", "高炉"]
GIB = 1 << 30


def shared(texts):
    return XML + '<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>' % (MAIN, len(texts), len(texts), "".join("<si><t>%s</t></si>" % t for t in texts))


def text(ref, index):
    return '<c r="%s" t="s"><v>%s</v></c>' % (ref, index)


def number(ref, value):
    return '<c r="%s"><v>%s</v></c>' % (ref, value)


HEADER_ROW = '<row r="1">%s%s%s</row>' % (text("A1", 0), text("B1", 1), text("C1", 2))


def furnace(r, who, volume):
    return '<row r="%s">%s%s%s</row>' % (r, text("A%s" % r, who), text("B%s" % r, 5), volume if volume.startswith("<") else number("C%s" % r, volume))


ROWS = HEADER_ROW + furnace(2, 3, "380") + furnace(3, 4, "450")
SHEET_HEAD = XML + '<worksheet xmlns="%s"><sheetData>' % MAIN


def sheet(rows, after=""):
    return SHEET_HEAD + rows + "</sheetData>" + after + "</worksheet>"


def book(sheets):
    return XML + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (
        MAIN, REL, "".join('<sheet name="表%d" sheetId="%d" r:id="rId%d"/>' % (i, i, i) for i in range(1, sheets + 1)))


def book_rels(targets):
    lines = ['<Relationship Id="rId%d" Type="%s/worksheet" %s/>' % (i + 1, REL, t if t.startswith("Target") else 'Target="%s"' % t) for i, t in enumerate(targets)]
    lines += ['<Relationship Id="rId9001" Type="%s/sharedStrings" Target="sharedStrings.xml"/>' % REL, '<Relationship Id="rId9002" Type="%s/styles" Target="styles.xml"/>' % REL]
    return XML + '<Relationships xmlns="%srelationships">%s</Relationships>' % (PACKAGE, "".join(lines))


PARTS = {
    TYPES: XML + '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                 'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                 '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>' % PACKAGE,
    RELS: XML + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PACKAGE, REL),
    BOOK: book(1),
    BOOK_RELS: book_rels(["worksheets/sheet1.xml"]),
    STYLES: XML + '<styleSheet xmlns="%s"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>' % MAIN,
    STRINGS: shared(TEXTS),
    SHEET: sheet(ROWS),
}


def entries(parts, **said):
    """Entries of the sound workbook with some parts replaced (None: left out); said: how the sheet's entry lies."""
    out = []
    for name, data in {**PARTS, **parts}.items():
        if data is not None:
            out.append(Entry(name, data if isinstance(data, (bytes, Packed)) else data.encode(), **(said if name == SHEET else {})))
    return out


def workbook(parts=None, **said):
    return archive(entries(parts or {}, **said))


def rows(inner):
    return workbook({SHEET: sheet(inner)})


def declared(part, dtd, entity):
    """The part with a document type, and an entity where its first text is."""
    whole = PARTS[part]
    name = whole.split("?>\n<")[1].split(" ")[0]
    if part == SHEET:
        whole = whole.replace('<c r="A2" t="s"><v>3</v></c>', '<c r="A2" t="inlineStr"><is><t>%s</t></is></c>' % entity)
    elif part == STRINGS:
        whole = whole.replace("甲厂", entity)
    else:
        whole = whole.replace("><", ">%s<" % entity, 1)
    whole = whole.replace("?>\n", "?>\n<!DOCTYPE %s [%s]>\n" % (name, dtd), 1)
    return workbook({part: whole})


LAUGHS = '<!ENTITY a0 "ha">' + "".join('<!ENTITY a%d "%s">' % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 10))
SECRET = ""  # make.py sets it: the path of a file whose words must never be shown


def overlapping():
    """250 sheets that are the same 40 MiB: 10 GB out of 40 kB."""
    first = Entry("xl/worksheets/sheet1.xml", bomb(SHEET_HEAD.encode(), b" ", 40 << 20, (ROWS + "</sheetData></worksheet>").encode()))
    more = [Entry("xl/worksheets/sheet%d.xml" % i, first.what, same_as=first) for i in range(2, 251)]
    targets = ["worksheets/sheet%d.xml" % i for i in range(1, 251)]
    return archive(entries({SHEET: None, BOOK: book(250), BOOK_RELS: book_rels(targets)}) + [first] + more)


def sheets(count):
    targets = ["worksheets/sheet1.xml"] * count
    return workbook({BOOK: book(count), BOOK_RELS: book_rels(targets)})


def truncated_deflate():
    what = deflated(PARTS[SHEET].encode())
    return workbook({SHEET: Packed(what.packed[:len(what.packed) // 2], what.crc, what.size)})


def flipped():
    """A bit of the packed sheet is another; the CRC was right."""
    what = deflated(PARTS[SHEET].encode())
    packed = bytearray(what.packed)
    packed[len(packed) // 2] ^= 0x10
    return workbook({SHEET: Packed(bytes(packed), what.crc, what.size)})


def two_sheets_of_one_name():
    return archive(entries({}) + [Entry(SHEET, sheet(HEADER_ROW + furnace(2, 3, "4000")).encode())])


def utf16_part():
    return workbook({SHEET: "\ufeff".encode("utf-16-le") + PARTS[SHEET].replace("UTF-8", "UTF-16").encode("utf-16-le")})


def column_name(n):
    """0 → A, 16383 → XFD"""
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def styled(count, columns):
    """A sheet with `count` cells that hold a format and nothing else, from row 4 on, `columns` a row."""
    names = [column_name(i) for i in range(columns)]
    out = [ROWS]
    for r in range(4, 4 + (count + columns - 1) // columns):
        out.append('<row r="%d">%s</row>' % (r, "".join('<c r="%s%d" s="1"/>' % (n, r) for n in names)))
    return rows("".join(out))


def merges(ranges):
    return workbook({SHEET: sheet(ROWS, '<mergeCells count="%d">%s</mergeCells>' % (len(ranges), "".join('<mergeCell ref="%s"/>' % r for r in ranges)))})


def lies(**said):
    return lambda: workbook({}, **said)


def one_row(inner):
    return lambda: rows(ROWS + inner)


def volume(cell):
    return lambda: rows(ROWS + furnace(4, 3, cell))


FILES = {
    "sound.xlsx": workbook,
    "sound-utf16.xlsx": utf16_part,
    # --- bombs
    "bomb-zeros.xlsx": lambda: workbook({SHEET: bomb(SHEET_HEAD.encode(), b"\0", 10 * GIB, b"")}),
    "bomb-spaces.xlsx": lambda: workbook({SHEET: bomb(SHEET_HEAD.encode(), b" ", 10 * GIB, (ROWS + "</sheetData></worksheet>").encode())}),
    "bomb-rows.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + ROWS).encode(), b"<row/>", 10 * GIB, b"</sheetData></worksheet>")}),
    "bomb-one-row.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + ROWS + '<row r="4">').encode(), b"<c/>", GIB, b"</row></sheetData></worksheet>")}),
    "bomb-strings.xlsx": lambda: workbook({STRINGS: bomb((XML + '<sst xmlns="%s">' % MAIN).encode(), b"<si><t/></si>", 10 * GIB, b"</sst>")}),
    "bomb-string.xlsx": lambda: workbook({STRINGS: bomb((XML + '<sst xmlns="%s"><si><t>' % MAIN).encode(), b"a", 10 * GIB, b"</t></si></sst>")}),
    "bomb-inline.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + ROWS + '<row r="4"><c r="A4" t="inlineStr"><is><t>').encode(), b"a", 10 * GIB,
                                                     b"</t></is></c></row></sheetData></worksheet>")}),
    "bomb-styles.xlsx": lambda: workbook({STYLES: bomb((XML + '<styleSheet xmlns="%s"><cellXfs>' % MAIN).encode(), b'<xf numFmtId="0"/>', 10 * GIB, b"</cellXfs></styleSheet>")}),
    "bomb-rels.xlsx": lambda: workbook({BOOK_RELS: bomb((XML + "<Relationships>").encode(), b"<a/>", 10 * GIB, b"</Relationships>")}),
    "bomb-overlap.xlsx": overlapping,
    "bomb-in-zip.xlsx": lambda: workbook({SHEET: workbook({SHEET: bomb(b"", b"\0", 10 * GIB, b"")})}),
    # --- headers that lie, damage
    "size-smaller.xlsx": lies(local={"size": 100}, central={"size": 100}),
    "size-larger.xlsx": lies(local={"size": 1 << 20}, central={"size": 1 << 20}),
    "size-4g.xlsx": lies(central={"size": 0xFFFFFFFE}),
    "size-zip64.xlsx": lies(central={"size": 1 << 62}),
    "size-local.xlsx": lies(local={"size": 77}),
    "packed-past-end.xlsx": lies(central={"packed": 1 << 24}),
    "offset-past-end.xlsx": lies(central={"offset": 1 << 24}),
    "method-local.xlsx": lies(local={"method": 0}),
    "method-unknown.xlsx": lies(local={"method": 97}, central={"method": 97}),
    "entry-encrypted.xlsx": lies(flags=1),
    "entry-encrypted-aes.xlsx": lies(flags=1, local={"method": 99}, central={"method": 99}),
    "crc.xlsx": lies(local={"crc": 1}, central={"crc": 1}),
    "bit-flipped.xlsx": flipped,
    "deflate-cut.xlsx": truncated_deflate,
    "deflate-garbage.xlsx": lambda: workbook({SHEET: Packed(b"\xff" * 500, 0, 2000)}),
    "file-cut.xlsx": lambda: workbook()[:1500],
    "file-cut-late.xlsx": lambda: workbook()[:-30],
    "sheet-cut.xlsx": lambda: workbook({SHEET: PARTS[SHEET][:-40]}),
    "sheet-empty.xlsx": lambda: workbook({SHEET: ""}),
    "strings-cut.xlsx": lambda: workbook({STRINGS: PARTS[STRINGS][:-30]}),
    "book-cut.xlsx": lambda: workbook({BOOK: PARTS[BOOK][:-20]}),
    "directory-count.xlsx": lambda: archive(entries({}), count=3),
    "entry-twice.xlsx": two_sheets_of_one_name,
    "entries.xlsx": lambda: archive(entries({}) + [Entry("x/%d" % i, b"", 0) for i in range(20000)]),
    "zip-empty.xlsx": lambda: archive([]),
    "zip-comment.xlsx": lambda: archive(entries({}), comment=b"PK\5\6" * 1000),
    "zip-other.xlsx": lambda: archive([Entry("word/document.xml", b"<a/>"), Entry("mimetype", b"text", 0)]),
    # --- a package that leads astray
    "sheet-missing.xlsx": lambda: workbook({SHEET: None}),
    "strings-missing.xlsx": lambda: workbook({STRINGS: None}),
    "book-missing.xlsx": lambda: workbook({BOOK: None}),
    "sheets-none.xlsx": lambda: workbook({BOOK: book(0)}),
    "sheets-300.xlsx": lambda: sheets(300),
    "target-outside.xlsx": lambda: workbook({BOOK_RELS: book_rels(["../../../../../../etc/passwd"])}),
    "target-absolute.xlsx": lambda: workbook({BOOK_RELS: book_rels(["file:///etc/passwd"])}),
    "target-external.xlsx": lambda: workbook({BOOK_RELS: book_rels(['Target="http://127.0.0.1:9/x.xml" TargetMode="External"'])}),
    "target-self.xlsx": lambda: workbook({BOOK_RELS: book_rels(["workbook.xml"])}),
    # --- XML
    **{"laughs-%s.xlsx" % short: (lambda part: lambda: declared(part, LAUGHS, "&a9;"))(part)
       for short, part in (("sheet", SHEET), ("strings", STRINGS), ("styles", STYLES), ("book", BOOK), ("book-rels", BOOK_RELS), ("types", TYPES), ("rels", RELS))},
    "laughs-quadratic.xlsx": lambda: declared(SHEET, '<!ENTITY a "%s">' % ("a" * 100000), "&a;" * 10000),
    "xxe-sheet.xlsx": lambda: declared(SHEET, '<!ENTITY x SYSTEM "file://%s">' % SECRET, "&x;"),
    "xxe-strings.xlsx": lambda: declared(STRINGS, '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
    "xxe-book.xlsx": lambda: declared(BOOK, '<!ENTITY x SYSTEM "file://%s">' % SECRET, "&x;"),
    "xxe-parameter.xlsx": lambda: declared(SHEET, '<!ENTITY %% x SYSTEM "file://%s"> %%x;' % SECRET, "甲"),
    "doctype.xlsx": lambda: workbook({SHEET: PARTS[SHEET].replace("?>\n", '?>\n<!DOCTYPE worksheet SYSTEM "file://%s">\n' % SECRET, 1)}),
    "depth.xlsx": lambda: workbook({SHEET: sheet(ROWS + "<x>" * 100000 + "</x>" * 100000)}),
    "depth-inline.xlsx": one_row('<row r="4"><c r="A4" t="inlineStr"><is>%s%s</is></c></row>' % ("<r>" * 50000, "</r>" * 50000)),
    "attribute.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + '<row r="').encode(), b"1", 200 << 20, b'"></row></sheetData></worksheet>')}),
    "attribute-stored.xlsx": lambda: archive([e for e in entries({SHEET: None})] + [Entry(SHEET, (SHEET_HEAD + '<row r="' + "1" * (24 << 20) + '"/></sheetData></worksheet>').encode(), 0)]),
    "attributes.xlsx": lambda: workbook({SHEET: sheet(ROWS + "<row r=\"4\" %s/>" % " ".join('a%d=""' % i for i in range(100000)))}),
    "name.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + "<").encode(), b"x", 200 << 20, b"/></sheetData></worksheet>")}),
    "comment.xlsx": lambda: workbook({SHEET: bomb((SHEET_HEAD + "<!--").encode(), b"x", 200 << 20, b"--></sheetData></worksheet>")}),
    "not-utf8.xlsx": lambda: workbook({STRINGS: PARTS[STRINGS].encode().replace("甲厂".encode(), "甲厂".encode("gbk"))}),
    "encoding-unknown.xlsx": lambda: workbook({SHEET: PARTS[SHEET].replace("UTF-8", "x-none")}),
    "reference-nul.xlsx": lambda: workbook({STRINGS: PARTS[STRINGS].replace("甲厂", "甲&#0;厂")}),
    # --- cells
    "string-index-past.xlsx": lambda: rows(HEADER_ROW + furnace(2, 99, "380")),
    "string-index-negative.xlsx": lambda: rows(HEADER_ROW + furnace(2, -1, "380")),
    "string-index-wraps.xlsx": lambda: rows(HEADER_ROW + furnace(2, (1 << 32) + 3, "380")),
    "string-index-word.xlsx": lambda: rows(HEADER_ROW + furnace(2, "3x", "380")),
    "string-index-none.xlsx": lambda: rows(HEADER_ROW + furnace(2, "", "380")),
    "column-past-last.xlsx": one_row('<row r="4">%s</row>' % number("XFE4", 1)),
    "column-wraps.xlsx": one_row('<row r="4">%s</row>' % number("ZZZZZZZZZZZZ4", 1)),
    "column-none.xlsx": one_row('<row r="4">%s</row>' % number("4", 1)),
    "row-past-last.xlsx": one_row('<row r="1048577">%s</row>' % number("A1048577", 1)),
    "row-wraps.xlsx": one_row('<row r="4294967300">%s</row>' % number("A4294967300", 1)),
    "row-zero.xlsx": one_row('<row r="0">%s</row>' % number("A0", 1)),
    "row-of-another.xlsx": one_row('<row r="4">%s</row>' % number("A9", 1)),
    "rows-decreasing.xlsx": lambda: rows(HEADER_ROW + furnace(3, 3, "380") + furnace(2, 4, "450")),
    "rows-twice.xlsx": lambda: rows(HEADER_ROW + furnace(2, 3, "380") + furnace(2, 4, "450")),
    "cells-decreasing.xlsx": lambda: rows(HEADER_ROW + '<row r="2">%s%s%s</row>' % (number("C2", 380), text("B2", 5), text("A2", 3))),
    "cells-twice.xlsx": lambda: rows(HEADER_ROW + '<row r="2">%s%s%s%s</row>' % (text("A2", 3), text("B2", 5), number("C2", 4000), number("C2", 380))),
    "styled-row.xlsx": one_row('<row r="4">%s</row>' % ('<c s="1"/>' * 1000000)),
    "styled-sheet.xlsx": lambda: styled(1000000, 16384),
    "merges-200000.xlsx": lambda: merges(["D%d:E%d" % (i, i) for i in range(10, 200010)]),
    "merge-everything.xlsx": lambda: merges(["A1:XFD1048576"]),
    "merge-garbage.xlsx": lambda: merges(["A1:", ":", "XFE1:XFE2", "A0:B0", "B2:A1", "A1:B99999999999", ""]),
    "merges-overlap.xlsx": lambda: merges(["A1:C%d" % i for i in range(2, 5000)]),
    "style-past.xlsx": volume('<c r="C4" s="4000000000"><v>380</v></c>'),
    "date-past.xlsx": volume('<c r="C4" s="1"><v>1e300</v></c>'),
    "number-200000.xlsx": volume(number("C4", "3" * 200000)),
    "number-exponent.xlsx": volume(number("C4", "1e999999999999")),
    "number-nan.xlsx": volume(number("C4", "NaN")),
    "number-hex.xlsx": volume(number("C4", "0x17c")),
    "cell-type.xlsx": volume('<c r="C4" t="zz"><v>380</v></c>'),
    "cell-two-values.xlsx": volume('<c r="C4"><v>4000</v><v>380</v></c>'),
    "cell-in-cell.xlsx": volume('<c r="C4"><c r="D4"><v>380</v></c></c>'),
}
