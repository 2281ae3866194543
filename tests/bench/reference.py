"""The fifteen rules of tests/bench/pack, written out: the verdicts that phaseout is held against. usage: reference.py REGISTRY.csv
Prints "key,rule" for each rule that finds a row obsolete, in the order of rows and of the pack. Cells must be plain numbers or empty."""
import csv
import re
import sys
from decimal import Decimal

sys.stdout.reconfigure(encoding="utf-8")


def at_most(cell, limit):
    return cell != "" and Decimal(cell) <= limit


MODELS = {"粘胶纺丝机": ("FZ-03", r"R531[A-Z]?"), "挖掘机": ("JX-01", r"WP-?3[A-Z]?"), "机械压力机": ("JX-02", r"J31-315[A-Z]?"),
          "三相异步电动机": ("JX-08", r"JDO3-[0-9][0-9][0-9]?[SML]?(-[0-9]+(/[0-9]+)*)?")}


def rules_of(r):
    kind, use, volume, heat, capacity, width, speed = r[6], r[8], r[9], r[10], r[11], r[12], r[13]
    if r[4] == "纺织" and r[14] and r[14] < "1998-12-31":
        yield "FZ-01"
    if kind in MODELS and re.fullmatch(MODELS[kind][1], r[7]):
        yield MODELS[kind][0]
    tests = {
        "文化用纸生产线": [("QG-03", at_most(width, 1760) and at_most(speed, 200))],
        "包装纸板生产线": [("QG-04", at_most(width, 2000) and at_most(speed, 100))],
        "生活用纸生产线": [("QG-05", at_most(width, 1092))],
        "粘胶短纤生产线": [("FZ-04", at_most(capacity, 2))],
        "合成氨装置": [("HG-02", use == "尿素" and at_most(capacity, 8))],
        "高炉": [("YJ-01", use in ("炼铁", "镍铬生铁") and r[5] != "铸造铁企业" and at_most(volume, 400)),
               ("YJ-02", use in ("铁合金", "铸铁管") and at_most(volume, 200))],
        "转炉": [("YJ-03", use != "铁合金" and at_most(heat, 30))],
        "电炉": [("YJ-04", use != "机械铸造" and at_most(heat, 30))],
        "立窑": [("JC-01", True)],
    }
    for rule, hit in tests.get(kind, []):
        if hit:
            yield rule


with open(sys.argv[1], newline="", encoding="utf-8") as f:
    rows = csv.reader(f)
    next(rows)
    for row in rows:
        for rule in rules_of(row):
            print("%s,%s" % (row[0], rule))
