#!/bin/sh
# The harness's work with phaseout: what ../shared/bench/README.md defines. usage: own.sh IN OUT COUNTS
# OUT: id,rules of the rows that some rule finds obsolete, rules joined by ";". COUNTS: "rule count" of each that found some, sorted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command=${PHASEOUT:-$here/../../build/phaseout}
awk=$(command -v mawk || command -v awk)
status=0
# first all lines, then the rest: in a pipe it would take a processor from the threads that look
"$command" check -q --lang en --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f csv --show obsolete --columns key,decided_by "$1" >"$2.found" || status=$?
[ $status -le 3 ] || exit $status
echo id,rules >"$2"
tail -n +2 "$2.found" | tr -d '\r ' | tee -a "$2" | LC_ALL=C "$awk" -F, '
	{ lists[$2]++ }
	END {
		for (list in lists) {
			n = split(list, rules, ";")
			for (i = 1; i <= n; i++) count[rules[i]] += lists[list]
		}
		for (rule in count) print rule, count[rule]
	}' | LC_ALL=C sort >"$3"
rm "$2.found"
