#!/usr/bin/python3
"""
The registry of samples/formats in every format that is text, JSON or SQLite; samples/formats/make.sh runs it and makes the workbooks from what it dumps.

Always: ROWS is the only source. A number that a workbook holds as a number is written here as a number, a date cell as a date, all else as text, so that every format says
the same. What is made is the same bytes each time. usage: make.py FOLDER CELLS    (CELLS gets the cells of the workbooks: row, column, sort, text, a line each)
"""
import datetime
import html
import json
import os
import sqlite3
import sys

D = datetime.date

HEADER = ["设备编号", "企业名称", "统一社会信用代码", "设备名称", "规格型号", "数量（台）", "用途", "有效容积（m³）", "公称容量（吨）", "幅宽（mm）", "设计车速（米/分）",
          "浴比", "投产日期", "设计产能（万吨/年）", "运行状态", "备注"]
LONG = ["有效容积（m³）", "公称容量（吨）", "幅宽（mm）", "设计车速（米/分）", "浴比", "设计产能（万吨/年）"]  # a row each in the long format


def check_character(first17):
    """GB 32100-2015, 4.6."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return alphabet[(31 - total % 31) % 31]


def organisation(first8):
    """GB 11714-1997: the nine characters of an organisation within its credit code."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = 11 - sum(alphabet.index(c) * w for c, w in zip(first8, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    return first8 + ("X" if rest == 10 else "0" if rest == 11 else str(rest))


def credit_code(region, first8):
    first17 = "91" + region + organisation(first8)
    return first17 + check_character(first17)


# Invented; 𠮷 and 㐂 are four bytes in GB18030, and 𠮷 two units in UTF-16.
JI, XI, NAN, BEI, ZHI, RAN, JI_XIE = (
    ("甲市𠮷祥炼铁厂", credit_code("379901", "00000101")),
    ("甲市㐂来钢铁有限公司", credit_code("379901", "MA000Q02")),
    ("乙市南岭建材有限公司", credit_code("379902", "00000303")),
    ("乙市北渡“老窑”水泥厂", credit_code("379902", "MA000Q04")),
    ("丙市弥河纸业有限公司", credit_code("379903", "00000505")),
    ("丙市沂水印染有限公司", credit_code("379903", "MA000Q06")),
    ("丁市机械动力有限公司", credit_code("379904", "00000707")),
)


class Formula(float):
    """A number that workbooks compute: its formula stands beside it."""
    def __new__(cls, value, formula):
        made = super().__new__(cls, value)
        made.formula = formula
        return made


def row(code, who, name, model=None, count=None, use=None, volume=None, heat=None, width=None, speed=None, ratio=None, date=None, capacity=None, status="在用", remark=None):
    return [code, who[0], who[1], name, model, count, use, volume, heat, width, speed, ratio, date, capacity, status, remark]


FURNACES = [
    row("A01", JI, "高炉", None, 1, "炼铁", 400, date=D(2003, 6, 30), capacity=45, remark="恰为界限,含本数"),
    row("A02", JI, "高炉", None, 1, "炼铁", 400.001, date=D(2003, 6, 30), capacity=45),
    row("A03", JI, "高炉", None, 1, "炼铁", 450, date="2005年", capacity=55.5),
    row("A04", JI, "高炉", None, "两座", None, 128, date="1998年3月", capacity=12),
    row("A05", JI, "高炉", None, 1, "炼铁", "不详", remark="铭牌缺失，\n待现场核实"),
    row("A06", JI, "高炉", None, 1, "炼铁", "/", "/", "/", "/", "/", "/", "/", "停产", "/"),
    row("A07", JI, "高炉", None, 1, "炼铁", "４５０ m3"),
    row("A08", JI, "高炉", None, 1, "炼铁", "380~450"),
    row("A09", JI, "高炉", None, 1, "铁合金", 200, capacity=Formula(1.1 * 3, "=1.1*3")),
    row("A10", XI, "转炉", None, 3, "炼钢", None, 30, capacity=120),
    row("A11", XI, "转炉", None, 1, "炼钢", None, 30.5, capacity=60),
    row("A12", XI, "电弧炉", None, "两", "炼钢", None, "28~32"),
    row("A13", XI, "电炉", None, 1, None, None, "约30"),
    row("A14", XI, "128立方米高炉两座\n30吨转炉1座"),
    row("A15", XI, "高炉：380立方米1座、450立方米2座", remark="见公告：\"第一批\""),
    row("A16", XI, "炼铁高炉", None, 1, None, 0),
]
KILNS = [
    row("B01", NAN, "立窑", "Φ3×11m", 2, "水泥", date="1996年", capacity=8.8),
    row("B02", NAN, "立窑", None, 1, "石灰", capacity=5),
    row("B03", BEI, "立窑", None, 1),
    row("B04", BEI, "机立窑", None, 4, "水泥", capacity="40万吨/年", status="已拆除"),
    row("B05", BEI, "隧道窑", None, 1, "耐火砖", capacity=3),
]
PAPER = [
    row("C01", ZHI, "文化纸机", None, 1, None, None, None, 1760, 200, date=D(2003, 1, 15), capacity=1.2),
    row("C02", ZHI, "文化纸机", None, 1, None, None, None, 1760.5, 200, date=D(2009, 12, 31), capacity=1.5),
    row("C03", ZHI, "文化纸机", None, 1, None, None, None, "1.76米", 180),
    row("C04", ZHI, "文化纸机", None, 1, None, None, None, 1575),
    row("C05", ZHI, "箱板纸机", None, 1, None, None, None, 2000, 100, capacity=6),
    row("C06", ZHI, "卫生纸机", "1092型", 2),
    row("C07", ZHI, "1092型纸机2条，2400型纸机2条", remark="多台合并填报"),
]
DYEING = [
    row("D01", RAN, "间歇式染色机", "M127-180", 6, ratio="1:12", date=D(1998, 6, 29)),
    row("D02", RAN, "间歇式染色机", None, 2, ratio="1：8", date=D(1998, 6, 30)),
    row("D03", RAN, "间歇式染色机", None, 1, ratio=8, date="2008年5月"),
    row("D04", RAN, "间歇式染色机", None, 1, ratio=0.125),
    row("D05", RAN, "定型机", "TC280", 1, date="1997-06"),
]
MACHINES = [
    row("E01", JI_XIE, "变极多速电动机", "JDO3-140S-4/6", 12, date=D(1985, 10, 1)),
    row("E02", JI_XIE, "电动机", "JO2-41-4", 30, remark="J02与JO2混写"),
    row("E03", JI_XIE, "三相异步电动机", "Y160M1-2", 8, date=D(2010, 2, 28)),
    row("E04", JI_XIE, "高压离心通风机", "9-27-101№4", 1),
    row("E05", JI_XIE, "高压离心通风机", "9-27", 2),
    row("E06", JI_XIE, "离心通风机", "9-19№5A", 1),
    row("E07", JI_XIE, "挖掘机", "ＷＰ－３", 1),
    row("E08", JI_XIE, "四柱液压机", "YJ31-315", 1),
    row(None, JI_XIE, "某专用设备", None, 1, remark="无编号"),
]


def whole_row(text, columns=len(HEADER)):
    return [text] + [None] * (columns - 1)


def label(text, **cells):
    made = [None, text] + [None] * (len(HEADER) - 2)
    for name, value in cells.items():
        made[HEADER.index(name)] = value
    return made


# As it goes from hand to hand: titles, sub-totals, a blank row, a note. ITEMS is the same without them.
ITEMS = FURNACES + KILNS + PAPER + DYEING + MACHINES
SHEET = ([whole_row("某省重点行业主要装备清单（示例，企业均为虚构）"), whole_row("填报日期：2013年6月30日"), HEADER] + FURNACES + [label("小计", **{"数量（台）": 14})] +
         KILNS + [label("小计", **{"数量（台）": 9})] + [[None] * len(HEADER)] + PAPER + DYEING + MACHINES + [label("合计", **{"数量（台）": 96})] +
         [whole_row("注：空格表示没有填报，“/”表示不适用。")])


def plain(value):
    """As it stands in a text file: a number as a spreadsheet shows it, with at most 15 digits."""
    if value is None:
        return ""
    return "%.15g" % value if isinstance(value, float) else str(value)


def separated(rows, separator):
    def quoted(value):
        text = plain(value)
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in separator + '"\n') else text
    return "".join(separator.join(quoted(v) for v in cells) + "\r\n" for cells in rows)


def page(rows):
    """A page as platforms export it under the name .xls. What gb2312 lacks stands as a character reference."""
    def cell(value):
        if value is None:
            return "<td>&nbsp;</td>"
        style = "" if isinstance(value, (int, float)) else " style=\"mso-number-format:'\\@'\""
        return "<td%s>%s</td>" % (style, html.escape(plain(value)).replace("\n", "<br>"))
    out = ["<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
           "<style>td { border: .5pt solid }</style>", "</head><body><table border=1>"]
    for cells in rows:
        if cells is HEADER:
            out.append("<tr>" + "".join("<th>%s</th>" % html.escape(c) for c in cells) + "</tr>")
        elif cells[0] and not any(cells[1:]):
            out.append("<tr><td colspan=%d align=center>%s</td></tr>" % (len(cells), html.escape(plain(cells[0]))))
        else:
            out.append("<tr>" + "".join(cell(c) for c in cells) + "</tr>")
    return "\r\n".join(out + ["</table></body></html>", ""])


def as_json(value):
    return str(value) if isinstance(value, D) else float(plain(value)) if isinstance(value, float) else value


def records():
    return [dict(zip(HEADER, map(as_json, cells))) for cells in ITEMS]


def object_of_records():
    """As an interface answers: the list within an object; after the first record, what is blank is left out."""
    rows = [r if i == 0 else {k: v for k, v in r.items() if v is not None} for i, r in enumerate(records())]
    return {"code": 0, "message": "成功", "total": len(rows), "data": rows}


def long_rows():
    """A row for each parameter of a machine, as permits list them; a machine without any has a row with / in its place."""
    units = {name: name[name.index("（") + 1:-1] if "（" in name else None for name in LONG}
    fixed = [i for i, name in enumerate(HEADER) if name not in LONG]
    yield [HEADER[i] for i in fixed] + ["参数名称", "设计值", "计量单位"]
    for cells in ITEMS:
        filled = [(name, cells[HEADER.index(name)]) for name in LONG if cells[HEADER.index(name)] is not None]
        for name, value in filled or [("/", "/")]:
            yield [cells[i] for i in fixed] + [name.split("（")[0], value, units.get(name, "/")]


def database(path):
    if os.path.exists(path):
        os.remove(path)
    made = sqlite3.connect(path)
    sorts = {"数量（台）": "INTEGER", "有效容积（m³）": "REAL", "幅宽（mm）": "REAL", "设计产能（万吨/年）": "REAL", "投产日期": "DATE"}
    made.execute("CREATE TABLE 设备 (%s)" % ", ".join('"%s" %s' % (n, sorts.get(n, "TEXT")) for n in HEADER))
    marks = ",".join("?" * len(HEADER))
    for cells in ITEMS:
        made.execute("INSERT INTO 设备 VALUES (%s)" % marks, [str(v) if isinstance(v, D) else float(v) if isinstance(v, Formula) else v for v in cells])
    made.commit()
    made.close()


def dump_cells(path):
    """For cells.c: row and column from 0, sort (T text, N number, D date, F formula and its value), text with \\n for a line break."""
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for r, cells in enumerate(SHEET):
            for c, value in enumerate(cells):
                if value is None:
                    continue
                sort = "F" if isinstance(value, Formula) else "N" if isinstance(value, (int, float)) else "D" if isinstance(value, D) else "T"
                text = "%s %.17g" % (value.formula, value) if sort == "F" else plain(value)
                out.write("%d\t%d\t%s\t%s\n" % (r, c, sort, text.replace("\n", "\\n")))


def main(folder, cells):
    def write(name, text, encoding="utf-8", errors="strict"):
        with open(os.path.join(folder, name), "wb") as out:
            out.write(text.encode(encoding, errors))
    comma, tab = separated(SHEET, ","), separated(SHEET, "\t")
    write("registry.utf8.csv", comma)
    write("registry.utf8-bom.csv", "\ufeff" + comma)
    write("registry.gb18030.csv", comma, "gb18030")
    write("registry.utf16le.csv", "\ufeff" + comma, "utf-16-le")
    write("registry.utf16be.csv", "\ufeff" + comma, "utf-16-be")
    write("registry.tsv", tab)
    write("registry.text.xls", tab, "gb18030")
    write("registry.html.xls", page(SHEET), "gb2312", "xmlcharrefreplace")
    write("registry.ndjson", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records()))
    write("registry.json", json.dumps(records(), ensure_ascii=False, indent=1) + "\n")
    write("registry.object.json", json.dumps(object_of_records(), ensure_ascii=False, separators=(",", ":")))
    write("registry.long.csv", separated(long_rows(), ","))
    database(os.path.join(folder, "registry.sqlite"))
    dump_cells(cells)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
