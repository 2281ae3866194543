#!/bin/bash
# Ratios, never seconds: the same registry through `phaseout check`, `wc -l` and an awk that knows only the thresholds of plain cells. CPU seconds
# (user + system) of paired runs, the median of the pairs; peak memory at N and 4 N rows. usage: run.sh COMMAND [ROWS] [RUNS]
set -eu
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
rows=${2-200000} runs=${3-5}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
awk=$(command -v mawk || command -v gawk || command -v awk)
"$awk" -v rows="$rows" -f "$here/gen.awk" >one.csv
"$awk" -v rows=$((rows * 4)) -f "$here/gen.awk" >four.csv

screen() { "$command" check -q --as-of 2013-06-30 -f csv --show obsolete "$@" >out.csv || [ $? -le 3 ]; }
by_awk() {
	"$awk" -F, 'NR > 1 && ($3 == "高炉" && ($4 ~ /炼铁|镍铬/ && $5 != "" && $5 + 0 <= 400 || $4 ~ /铁合金|铸铁管/ && $5 != "" && $5 + 0 <= 200) ||
		($3 == "转炉" || $3 == "电弧炉") && $6 != "" && $6 + 0 <= 30 || $3 == "立窑" || $7 ~ /平拉|格法/)' "$1" >out.awk
}
count() { wc -l <"$1" >out.wc; }
# CPU milliseconds, user and system, of a function and what it starts
cpu() {
	local TIMEFORMAT='%3U %3S'
	{ time "$@" 2>/dev/null; } 2>cpu.txt
	awk '{ printf "%d", ($1 + $2) * 1000 }' cpu.txt
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
peak_kib() { # of phaseout alone, by the kernel
	"$command" check -q --as-of 2013-06-30 -f csv --show obsolete "$1" >out.csv & pid=$!
	most=0
	while kill -0 $pid 2>/dev/null; do
		now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || echo 0)
		[ "${now:-0}" -gt "$most" ] && most=$now
	done
	wait $pid || :
	echo "$most"
}
for i in $(seq "$runs"); do
	a=$(cpu screen one.csv); b=$(cpu by_awk one.csv); c=$(cpu count one.csv)
	echo "$a $b $c" | awk '{ printf "%.3f %.3f\n", $2 / ($1 ? $1 : 1), $3 / ($1 ? $1 : 1) }'
done >pairs
hits=$(($(cut -d, -f3 out.csv | sort -u | wc -l) - 1))
echo "machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores; $rows rows, $(wc -c <one.csv) bytes, $runs paired runs"
echo "items listed as obsolete: $hits; awk's lines on plain cells: $(wc -l <out.awk)"
echo "awk's CPU / phaseout's CPU (above 1: phaseout is faster): $(cut -d' ' -f1 pairs | median)"
echo "wc -l's CPU / phaseout's CPU:                             $(cut -d' ' -f2 pairs | median)"
echo "peak memory, KiB, at $rows and $((rows * 4)) rows: $(peak_kib one.csv) $(peak_kib four.csv)"
