#!/bin/sh
# The exported document against the rules that it is made of, read by other hands: every rule, clause, exception, reading and test of the packs stands in
# it, in its place; the page is HTML without an error, with anchors that all lead somewhere and nothing from outside; the Markdown says the same
# words. Every line of a catalogue that rules ask stands in it, too. Needs Debian's python3-yaml, python3-html5lib and python3-markdown-it. usage: check-document.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
make() { # NAME RULES_DIR PACK OVERLAY
	for lang in zh en; do
		for format in html markdown; do
			LC_ALL=C "$command" export document --as-of 2014-06-30 --lang $lang -f $format --rules-dir "$2" -r "$3" ${4:+-r "$4"} >"$work/$1.$lang.$format"
			LC_ALL=C.UTF-8 TZ=Asia/Shanghai LANGUAGE=en "$command" export document --as-of 2014-06-30 --lang $lang -f $format --rules-dir "$2" -r "$3" \
				${4:+-r "$4"} -o "$work/again.$format"
			cmp "$work/again.$format" "$work/$1.$lang.$format"
		done
	done
}
make sd rules sd-2013 ""
make mini tests/cases/export/mini mini ""
make all rules all ""
make over tests/cases/export/mini mini ./tests/cases/export/mini/over
/usr/bin/python3 tests/check_document.py "$work" sd rules/sd-2013 mini tests/cases/export/mini/mini all - over -
