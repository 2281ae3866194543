#!/usr/bin/python3
"""
A run file without what may differ between two formats of one registry, for a comparison of bytes: item lines and the totals, normalised. Used by check-formats.sh.

Taken away, and nothing else:
  * where a thing stood: file, sheet, row, cell; a key that is made of them (FILE:ROW:ITEM, FILE:SHEET!ROW:ITEM);
  * the text as filed: text, as_filed (1.50 in a text file is 1.5 in a workbook);
  * that a number is stored in binary, and that more digits are;
  * with --long, names of columns and the number of rows: a parameter stands in a row, not under a header.
A rejected row, or a run that is cut off, is a failure. usage: same_items.py [--long] RUN.ndjson
"""
import json
import re
import sys

PLACES = {"file", "sheet", "row", "cell"}
FILED = {"text", "as_filed", "stored"}
KEY = re.compile(r".*:[0-9]+:[0-9]+")
BINARY = re.compile(r"a binary number of more digits is stored")
UNIT_OF_HEADER = re.compile(r"（[^）]*）")


def is_binary_note(thing):
    return isinstance(thing, dict) and isinstance(thing.get("en"), str) and BINARY.search(thing["en"]) is not None


def normal(thing, drop, long_format):
    if isinstance(thing, dict):
        return {k: "FILE:ROW:ITEM" if k == "key" and isinstance(v, str) and KEY.fullmatch(v) else normal(v, drop, long_format)
                for k, v in thing.items() if k not in drop}
    if isinstance(thing, list):
        return [normal(v, drop, long_format) for v in thing if not is_binary_note(v)]
    if long_format and isinstance(thing, str):
        return UNIT_OF_HEADER.sub("", thing)
    return thing


def main(arguments):
    long_format = arguments[:1] == ["--long"]
    drop = PLACES | FILED | ({"column"} if long_format else set())
    last = None
    for line in open(arguments[-1], encoding="utf-8"):
        last = json.loads(line)
        if last["type"] == "rejected":
            sys.exit("row %s was rejected: %s" % (last["row"], last["problem"]["en"]))
        if last["type"] == "item":
            print(json.dumps(normal(last, drop, long_format), ensure_ascii=False))
    if not last or last["type"] != "summary":
        sys.exit("the run is cut off")
    judged = last.pop("rows")["judged"]
    del last["inputs"]
    print(json.dumps({"judged": None if long_format else judged, **normal(last, drop, long_format)}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
