#!/usr/bin/python3
"""
What libxlsxwriter cannot write into samples/formats/workbook.xlsx: a formula without a value, an error, a number of 17 digits, a sheet that no menu shows.
usage: workbook.py FROM.xlsx TO.xlsx
"""
import re
import sys
import zipfile

SHEET = "xl/worksheets/sheet2.xml"  # 冶金


def replaced(pattern, by, text):
    text, n = re.subn(pattern, by, text)
    if n != 1:
        sys.exit("workbook.py: %r found %d times" % (pattern, n))
    return text


def mend(name, text):
    if name == SHEET:
        text = replaced(r'(<c r="G8"[^>]*><f>[^<]*</f>)<v>0</v>', r"\1", text)
        text = replaced(r'<c r="H10"><f>NA\(\)</f><v>0</v>', '<c r="H10" t="e"><f>NA()</f><v>#N/A</v>', text)
        text = replaced(r'(<c r="H11"[^>]*>)<v>30</v>', r"\1<v>30.000000000000004</v>", text)
    if name == "xl/workbook.xml":
        text = replaced(r'(name="字典"[^>]*state=)"hidden"', r'\1"veryHidden"', text)
    return text


def main(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            made = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            made.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(made, mend(entry.filename, old.read(entry).decode()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
