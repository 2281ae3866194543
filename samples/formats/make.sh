#!/bin/sh
# Makes all of samples/formats again: by make.py, by libxlsxwriter (cells.c, workbook.c) and by LibreOffice. What is made is committed, for LibreOffice is no
# dependency of the tests; a file of LibreOffice's has other bytes each time (it holds the time), the others have the same. usage: make.sh
# needs: apt-get install libxlsxwriter-dev; apt-get install --no-install-recommends libreoffice-calc
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 make.py . "$work/cells.txt"
for program in cells workbook; do
	${CC:-cc} -std=c11 -O1 -Wall -Wextra -Werror -o "$work/$program" "$program.c" $(pkg-config --cflags --libs xlsxwriter)
done
"$work/cells" registry.xlsxwriter.xlsx <"$work/cells.txt"
"$work/workbook" "$work/workbook.xlsx"
/usr/bin/python3 workbook.py "$work/workbook.xlsx" workbook.xlsx
if ! command -v soffice >/dev/null; then
	echo "make.sh: LibreOffice is not here; registry.libreoffice.xlsx and .xls stay as they are" >&2
	exit 0
fi
mkdir "$work/out"
cp registry.xlsxwriter.xlsx "$work/registry.libreoffice.xlsx"
convert() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" --outdir "$work/out" "$work/registry.libreoffice.xlsx" >/dev/null 2>&1; }
convert 'xlsx:Calc MS Excel 2007 XML'
convert 'xls:MS Excel 97'
cp "$work/out/registry.libreoffice.xlsx" "$work/out/registry.libreoffice.xls" .
