#!/bin/bash
# Speed and memory as ratios against what a user would take instead, in paired runs (A B A B), the median of the pairs; verdicts compared: where they differ,
# and only there, it fails. usage: run.sh COMMAND TOOLS   ROWS=1000000 RUNS=3 BENCH_WORK=/tmp/phaseout-bench (for DuckDB from npm)
set -eu
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tools=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
rows=${ROWS:-1000000} runs=${RUNS:-3} npm=${BENCH_WORK:-/tmp/phaseout-bench}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
awk=$(command -v mawk || command -v awk)
bad=0

# --- who runs --------------------------------------------------------------------------------------------------------
measure() { "$tools/measure" "$@" 2>figures >/dev/null; cat figures; } # wall cpu kib status
own() { PHASEOUT=$command sh "$here/own.sh" "$1" own.out own.counts; }
by_mawk() { LC_ALL=C "$awk" -F, -f "$here/rules.awk" "$1" >mawk.out; }
by_wc() { wc -l "$1" >wc.out; }
by_duckdb() { node "$npm/duckdb.mjs" "$PWD/$1" "$PWD/duckdb.out" "$2"; }
export -f own by_mawk by_wc by_duckdb
export command here awk npm
figures() { # a peer that ended before its work was done has no time to be compared
	measure bash -c "$*" >last
	awk '$4 != 0 { exit 1 }' last || { echo "bench: $* ended with $(cut -d' ' -f4 last)" >&2; exit 1; }
	cat last
}
duckdb_there() {
	[ -e "$npm/node_modules/@duckdb/node-api" ] || (mkdir -p "$npm" && cd "$npm" && npm init -y >/dev/null 2>&1 && npm install --silent @duckdb/node-api >/dev/null 2>&1) || return 1
	cp "$here/duckdb.mjs" "$npm/"
}
# krows/s and MB/s of the runs whose wall seconds are in FILE
throughput() { printf '%6.0f krows/s %6.0f MB/s' $(median <"$1" | awk -v n="$2" -v bytes="$(wc -c <"$3")" '{ print n / $1 / 1e3, bytes / $1 / 1e6 }'); }
median() { sort -g | awk '{ v[NR] = $1 } END { printf "%.4g", v[int((NR + 1) / 2)] }'; }

# pair PEER REGISTRY ARGUMENT…: the peer's wall and CPU over ours
pair() {
	local peer=$1 registry=$2 i
	shift 2
	: >walls; : >cpus
	for i in $(seq "$runs"); do
		figures "own $registry" >a
		figures "$peer $registry $*" >b
		paste -d' ' a b | awk '{ print $5 / $1 >"/dev/stderr"; print $6 / $2 }' 2>>walls >>cpus
	done
	printf '  %-34s wall %6s ×   CPU %6s ×\n' "$peer $registry" "$(median <walls)" "$(median <cpus)"
}
verdicts() { # NAME FILE: against ours
	sed 1d own.out | LC_ALL=C sort >want
	LC_ALL=C sort "$2" >got
	cmp -s want got || { echo "bench: $1 finds other rows: $(diff want got | head -2 | tr '\n' ' ')" >&2; bad=1; }
}

# --- the work ------------------------------------------------------------------------------------------------------------
echo "machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(grep -oE 'avx512_vbmi2|avx2' /proc/cpuinfo | sort -u | tr '\n' ' ')"
echo "$rows rows, $runs paired runs; × : how many times ours the peer takes (above 1: phaseout is faster)"
"$tools/generate" plain "$rows" >plain.csv
"$tools/generate" ndjson "$rows" >plain.ndjson

echo "a plain registry of $(wc -c <plain.csv) bytes"
pair by_mawk plain.csv
own plain.csv; by_mawk plain.csv; verdicts mawk mawk.out
pair by_wc plain.csv
if duckdb_there; then
	pair by_duckdb plain.csv csv
	by_duckdb plain.csv csv; verdicts DuckDB duckdb.out
	pair by_duckdb plain.ndjson ndjson
	own plain.ndjson; by_duckdb plain.ndjson ndjson; verdicts 'DuckDB (ndjson)' duckdb.out
else
	echo "  DuckDB: not to be had from npm here; not compared"
fi

echo "every sort of registry: wall, and CPU of a row against the plain one's"
for mode in plain dirty wide long kinds distinct ndjson; do
	registry=$mode.csv n=$rows
	[ $mode = distinct ] && n=$((rows / 10)) # nearly all of them are judged each by itself
	[ $mode = ndjson ] && registry=plain.ndjson || [ $mode = plain ] || "$tools/generate" $mode $n >$registry
	: >walls; : >cpus
	for i in $(seq "$runs"); do
		figures "own plain.csv" >a; figures "own $registry" >b
		cut -d' ' -f1 b >>walls
		paste -d' ' a b | awk -v more=$((rows / n)) '{ print $6 * more / $2 }' >>cpus
	done
	printf '  %-34s %s   CPU %6s ×\n' $mode "$(throughput walls $n $registry)" "$(median <cpus)"
	case $mode in wide|long|kinds|distinct) rm $registry ;; esac
done
"$tools/generate" truth "$rows" >truth.csv
own truth.csv; sed 1d own.out >truth.out
own dirty.csv; verdicts 'dirty against what it means' truth.out

"$tools/generate" plain $((rows * 10)) >ten.csv
echo "peak memory, KiB: $rows rows, ten times as many, the same from a pipe"
check() { "$tools/measure" "$command" check -q --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f csv --show obsolete --columns key,rule "$@" 2>&1 >/dev/null; }
printf '  %s %s %s\n' "$(check plain.csv | cut -d' ' -f3)" "$(check ten.csv | cut -d' ' -f3)" "$(cat ten.csv | check - | cut -d' ' -f3)"

echo "one record: wall ms, the median of 15"
head -2 plain.csv >record.csv
start() { # of a command; true is what it costs here to start any
	for i in $(seq 15); do "$tools/measure" "$@" 2>&1 >/dev/null | awk '{ print $1 * 1000 }'; done | median
}
one_record() { start "$command" check -q --as-of 2013-06-30 -f csv "$@" record.csv; }
printf '  true %s, the pack of the benchmark %s, the default pack %s, all packs and the catalogue %s\n' "$(start true)" "$(one_record --rules-dir "$here/pack" -r bench15)" \
	"$(one_record)" "$(one_record -r all)"

# --- how it grows with rules and with models ------------------------------------------------------------------------------
echo "more rules, more models: CPU of the rows (the start taken off) against the fewer"
screen_grown() { # N REGISTRY OUT SHOW: the figures
	"$tools/measure" "$command" check -q --rules-dir "$PWD/$1" -r grown --as-of 2013-12-31 -f csv --show "$4" --columns key,rule,rule_verdict "$2" 2>last >"$3"
	awk '$4 > 3 { exit 1 }' last || { echo "bench: phaseout ended with $(cut -d' ' -f4 last)" >&2; exit 1; }
	cat last
}
grown() { # NAME FEW MANY GENERATOR
	local i n
	"$here/grow.sh" "$4" "$2" "$here/pack" few; "$here/grow.sh" "$4" "$3" "$here/pack" many
	: >cpus; : >starts
	for i in $(seq "$runs"); do
		for n in few many; do
			# a listing names every rule of an item's kind, so that its length, too, grows with the rules: timed is what lists nothing
			screen_grown $n plain.csv none.csv manual >$n.all; screen_grown $n record.csv none.csv manual >$n.start
		done
		paste -d' ' few.all few.start many.all many.start | awk '{ print ($10 - $14) / ($2 - $6); print $13 * 1000 >"/dev/stderr" }' >>cpus 2>>starts
	done
	for n in few many; do
		screen_grown $n plain.csv $n.csv obsolete >/dev/null
		{ echo key,rule; sed -n '1d; s/,obsolete\r$//p' $n.csv; } >own.out
		LC_ALL=C "$awk" -F, -f $n/expected.awk plain.csv >expected
		verdicts "$1, $n" expected
	done
	printf '  %-34s CPU %6s ×   (%s and %s findings; with the more, one record %s ms, peak %s KiB)\n' "$1, $2 to $3" "$(median <cpus)" "$(grep -c ',obsolete' few.csv)" "$(grep -c ',obsolete' many.csv)" \
		"$(median <starts)" "$(cut -d' ' -f3 many.all)"
}
grown thresholds 40 4000 rules
grown "models of one kind" 100 4000 models
exit $bad
