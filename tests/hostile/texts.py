"""Hostile CSV, JSON and HTML, and files that are no table at all. What is sound has two furnaces, 380 and 450 m³: one obsolete, one clear."""
import gzip

HEADER = ["企业名称", "设备名称", "有效容积（m³）"]
LINE = "企业名称,设备名称,有效容积（m³）\n"
TWO = LINE + "甲厂,高炉,380\n乙厂,高炉,450\n"
SECRET = ""  # as in workbooks.py


def record(who, volume):
    return '{"企业名称":"%s","设备名称":"高炉","有效容积（m³）":%s}' % (who, volume)


def listed(*records):
    return "[" + ",".join((record("甲厂", "380"), record("乙厂", "450")) + records) + "]"


def lines(*records):
    return "".join(r + "\n" for r in (record("甲厂", "380"), record("乙厂", "450")) + records)


def table(rows="", head="", tag="table"):
    cells = "".join("<th>%s</th>" % h for h in HEADER)
    return ('<!DOCTYPE html><html><head><meta charset="utf-8">%s</head><body><%s><tr>%s</tr><tr><td>甲厂</td><td>高炉</td><td>380</td></tr>'
            '<tr><td>乙厂</td><td>高炉</td><td>450</td></tr>%s</%s></body></html>' % (head, tag, cells, rows, tag))


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
BIG = 1000000

FILES = {
    # --- text
    "sound.csv": lambda: TWO,
    "columns.csv": lambda: ",".join("c%d" % i for i in range(BIG)) + "\n" + ",".join(["1"] * BIG) + "\n",
    "columns-empty.csv": lambda: TWO + "丙厂,高炉,380" + "," * BIG + "\n",
    "line-100m.csv": lambda: (TWO + "x" * 100_000_000 + "\n").encode(),
    "quote-open.csv": lambda: (TWO + '丙厂,"高炉,380\n' + "丁厂,高炉,380\n" * 1000000).encode(),
    "quotes.csv": lambda: TWO + '"' * 5_000_000 + "\n",
    "lines-blank.csv": lambda: TWO + "\n" * 300_000,
    "number-200000.csv": lambda: TWO + "丙厂,高炉," + "3" * 200000 + "\n",
    "number-20000.csv": lambda: TWO + "丙厂,高炉," + "3" * 20000 + "\n",
    "number-exponent.csv": lambda: TWO + "丙厂,高炉,1e999999999999\n",
    "nul.csv": lambda: TWO + "丙厂,高\0炉,380\n",
    "nuls.csv": lambda: TWO.encode() + b"\0" * 10_000_000,
    "zeros.csv": lambda: b"\0" * 1_000_000,
    "not-utf8.csv": lambda: TWO.encode() + b"\xff\xfe\xfd,\xe9\x80,380\n" * 1000,
    "empty.csv": lambda: "",
    "bom.csv": lambda: "\ufeff",
    "line-end.csv": lambda: "\n",
    "header-only.csv": lambda: LINE,
    "gzip.csv": lambda: gzip.compress(TWO.encode() * 100, mtime=0),
    "pdf.csv": lambda: PDF,
    "pdf.xlsx": lambda: PDF,
    "pdf.xls": lambda: PDF,
    "rar.xls": lambda: b"Rar!\x1a\x07\x01\x00" + b"\x33" * 100,
    "7z.xlsx": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x33" * 100,
    "rtf.xls": lambda: "{\\rtf1\\ansi 380}",
    "utf16-sound.csv": lambda: ("\ufeff" + TWO).encode("utf-16-le"),
    "utf16-no-bom.csv": lambda: TWO.encode("utf-16-le"),
    "utf16-be-no-bom.csv": lambda: TWO.encode("utf-16-be"),
    "utf16-odd.csv": lambda: ("\ufeff" + TWO).encode("utf-16-le") + b"3",
    "utf16-surrogate.csv": lambda: ("\ufeff" + TWO).encode("utf-16-le") + "丙".encode("utf-16-le") + b"\x00\xd8" + "厂,高炉,380\n".encode("utf-16-le"),
    "utf16-nul.csv": lambda: ("\ufeff" + TWO + "丙\0厂,高炉,380\n").encode("utf-16-be"),
    "utf32.csv": lambda: ("\ufeff" + TWO).encode("utf-32-le"),
    "utf32-be.csv": lambda: ("\ufeff" + TWO).encode("utf-32-be"),
    "gb18030-cut.csv": lambda: TWO.encode("gb18030") + "丙厂,高炉,".encode("gb18030") + b"\x84",
    # --- JSON
    "sound.json": lambda: listed(),
    "sound.ndjson": lambda: lines(),
    "depth-lists.json": lambda: "[" * 100000 + "]" * 100000,
    "depth-objects.json": lambda: '{"a":' * 100000 + "1" + "}" * 100000,
    "depth-open.json": lambda: "[" * 10_000_000,
    "depth-value.json": lambda: listed(record("丙厂", "[" * 100000 + "]" * 100000)),
    "depth-line.ndjson": lambda: lines(record("丙厂", '{"a":' * 100000 + "1" + "}" * 100000)),
    "number-200000.json": lambda: listed(record("丙厂", "3" * 200000)),
    "number-200000.ndjson": lambda: lines(record("丙厂", "3" * 200000)),
    "number-exponent.json": lambda: listed(record("丙厂", "1e999999999999")),
    "number-nan.json": lambda: listed(record("丙厂", "NaN")),
    "number-octal.json": lambda: listed(record("丙厂", "0380")),
    "keys-twice.json": lambda: listed(record("丙厂", '4000,"有效容积（m³）":380')),
    "keys-twice-escaped.json": lambda: listed(record("丙厂", '4000,"有效\\u5bb9积（m³）":380')),
    "keys-twice.ndjson": lambda: lines(record("丙厂", '4000,"有效容积（m³）":380')),
    "keys.json": lambda: listed("{" + ",".join('"k%d":1' % i for i in range(BIG)) + "}"),
    "keys-later.ndjson": lambda: lines(*('{"企业名称":"丙厂","k%d":1}' % i for i in range(30000))),  # each record is a line of output; what must not grow is the work of one
    "surrogate.json": lambda: listed(record("丙\\ud800厂", "380")),
    "surrogate-low.ndjson": lambda: lines(record("丙\\udc00厂", "380")),
    "surrogate-raw.json": lambda: listed().encode().replace("乙".encode(), b"\xed\xa0\x80"),
    "not-utf8.json": lambda: listed().encode().replace("乙".encode(), b"\xff"),
    "nul-escaped.json": lambda: listed(record("丙\\u0000厂", "380")),
    "nul-raw.json": lambda: listed(record("丙\0厂", "380")),
    "cut.json": lambda: listed()[:-12],
    "cut-escape.json": lambda: '[{"企业名称":"\\u00',
    "cut.ndjson": lambda: lines()[:-12],
    "trailing.json": lambda: listed() + "]",
    "trailing-object.json": lambda: listed() + listed(),
    "line-broken.ndjson": lambda: lines() + "{broken\n" + lines(),
    "string-100m.json": lambda: listed(record("a" * 100_000_000, "380")).encode(),
    "list-empty.json": lambda: "[]",
    "object-empty.json": lambda: "{}",
    "number.json": lambda: "[380]",
    "lists.json": lambda: '[["企业名称","设备名称"],["甲厂","高炉"]]',
    "mixed.json": lambda: listed("380", "null", "[]"),
    "objects-empty.json": lambda: "[" + ",".join(["{}"] * 200000) + "]",  # as many lines of output
    "commas.json": lambda: "[" + "," * BIG + "]",
    "two-lists.json": lambda: '{"a":%s,"b":%s}' % (listed(), listed()),
    # --- pages
    "sound.html": lambda: table(),
    "depth-div.html": lambda: table(head="<div>" * BIG),
    "depth-table.html": lambda: "<html><body>" + "<table><tr><td>" * 100000,
    "depth-in-cell.html": lambda: table("<tr><td>" + "<b>" * BIG + "丙厂</td><td>高炉</td><td>380</td></tr>"),
    "rowspan.html": lambda: table("<tr><td rowspan=1000000000>丙厂</td><td>高炉</td><td>380</td></tr>"),
    "colspan.html": lambda: table("<tr><td colspan=1000000000>丙厂</td><td>高炉</td><td>380</td></tr>"),
    "span-negative.html": lambda: table('<tr><td rowspan=-5 colspan="-99999999999999999999">丙厂</td><td colspan=0>高炉</td><td rowspan=0>380</td></tr>'),
    "spans.html": lambda: table("".join("<tr>" + "<td rowspan=65534 colspan=1000>x</td>" * 4 + "</tr>" for _ in range(5000))),
    "no-table.html": lambda: "<!DOCTYPE html><html><body><p>高炉 380</p></body></html>",
    "script.html": lambda: table(head="<script>document.write('<table><tr><td>高炉</td></tr></table>')</script>"),
    "cut.html": lambda: table()[:-60],
    "cut-tag.html": lambda: table()[:-75],
    "comment-open.html": lambda: table("<!--" + "x" * 10_000_000),
    "attribute.html": lambda: table('<tr><td class="%s">丙厂</td><td>高炉</td><td>380</td></tr>' % ("x" * 10_000_000)).encode(),
    "attributes.html": lambda: table("<tr %s></tr>" % " ".join("a%d=1" % i for i in range(30000))),  # each record is a line of output; what must not grow is the work of one
    "cell-10m.html": lambda: table("<tr><td>%s</td><td>高炉</td><td>380</td></tr>" % ("x" * 10_000_000)),
    "tags.html": lambda: table("<tr>" + "<td>" * BIG),
    "rows.html": lambda: table("<tr>" * BIG),
    "tables.html": lambda: table() + "<table></table>" * 100000,
    "nul.html": lambda: table("<tr><td>丙\0厂</td><td>高炉</td><td>380</td></tr>"),
    "not-utf8.html": lambda: table().encode().replace("乙".encode(), b"\xff"),
    "reference.html": lambda: table("<tr><td>丙&#0;&#xD800;&#x110000;&#99999999999;厂</td><td>高炉</td><td>380</td></tr>"),
    "encoding-unknown.html": lambda: table().replace("utf-8", "x-none"),
    "encoding-utf7.html": lambda: table().replace("utf-8", "utf-7"),
    "encoding-other.html": lambda: table().encode("gb18030"),
    "entities.html": lambda: '<!DOCTYPE html [<!ENTITY a "%s"><!ENTITY b "%s">]>' % ("x" * 1000, "&a;" * 1000) + table("<tr><td>&b;</td><td>高炉</td><td>380</td></tr>"),
    "xxe.xhtml": lambda: '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://%s">]>' % SECRET + table("<tr><td>&x;</td><td>高炉</td><td>380</td></tr>")[15:],
    "include.html": lambda: table('<tr><td><iframe src="file://%s"></iframe>丙厂</td><td>高炉</td><td>380</td></tr>' % SECRET,
                                  head='<link rel=stylesheet href="http://127.0.0.1:9/x"><base href="file:///etc/passwd">'),
}
