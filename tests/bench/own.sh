#!/bin/sh
# The harness's work with phaseout: what ../shared/bench/README.md defines. usage: own.sh IN OUT COUNTS
# OUT: id,rules of the rows that some rule finds obsolete, rules joined by ";". COUNTS: "rule count" of each that found some, sorted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command=${PHASEOUT:-$here/../../build/phaseout}
awk=$(command -v mawk || command -v awk)
status=0
# first all findings, then the awk: in a pipe it would take a processor from the threads that look
"$command" check -q --lang en --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f csv --show obsolete --columns key,rule,rule_verdict "$1" >"$2.found" || status=$?
[ $status -le 3 ] || exit $status
LC_ALL=C "$awk" -F, -v counts="$3" '
	NR == 1 { print "id,rules"; next }
	$3 != "obsolete\r" { next }
	{ n[$2]++ }
	$1 == id { line = line ";" $2; next }
	{ if (id != "") print line; id = $1; line = $1 "," $2 }
	END { if (id != "") print line
		printf "" >counts
		for (r in n) print r, n[r] >counts }' "$2.found" >"$2"
rm "$2.found"
LC_ALL=C sort -o "$3" "$3"
