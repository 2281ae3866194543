#!/bin/sh
# The harness's work with phaseout: what ../shared/bench/README.md defines. usage: own.sh IN OUT COUNTS
# OUT: id,rules of the rows that some rule finds obsolete, rules joined by ";". COUNTS: "rule count" of each that found some, sorted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command=${PHASEOUT:-$here/../../build/phaseout}
awk=$(command -v mawk || command -v awk)
status=0
# first all lines, then the awk: in a pipe it would take a processor from the threads that look
"$command" check -q --lang en --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f csv --show obsolete --columns key,decided_by "$1" >"$2.found" || status=$?
[ $status -le 3 ] || exit $status
LC_ALL=C "$awk" -F '[,\r]' -v counts="$3" '
	NR == 1 { print "id,rules"; next }
	{ rules = $2 }
	index(rules, " ") { gsub(/ /, "", rules) }
	{ print $1 "," rules; n[rules]++ }
	END { printf "" >counts
		for (list in n) {
			k = split(list, rule, ";")
			for (i = 1; i <= k; i++) m[rule[i]] += n[list]
		}
		for (r in m) print r, m[r] >counts }' "$2.found" >"$2"
rm "$2.found"
LC_ALL=C sort -o "$3" "$3"
