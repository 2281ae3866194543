#!/bin/bash
# Ratios, never seconds: our reader of XLSX against libzip and expat alone, which parse every part and keep nothing. CPU seconds of paired runs, the median
# of the pairs; peak memory at N and 4 N rows. usage: xlsx.sh PHASEOUT-READ TOOLS [ROWS] [RUNS]
set -eu
helper=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tools=$(cd "$2" && pwd)
rows=${3-100000} runs=${4-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$tools/xlsx_gen" one.xlsx "$rows"
"$tools/xlsx_gen" four.xlsx $((rows * 4))

# as os/helper.c starts it: the file is descriptor 3, a file to spill into 4
ours() { "$helper" xlsx 3<"$1" 4<>spill >frames; }
alone() { "$tools/xlsx_alone" "$1" >counts; }
cpu() { # milliseconds, user and system
	local TIMEFORMAT='%3U %3S'
	{ time "$@" 2>/dev/null; } 2>cpu.txt
	awk '{ printf "%d", ($1 + $2) * 1000 }' cpu.txt
}
peak_kib() {
	"$helper" xlsx 3<"$1" 4<>spill >frames & pid=$!
	most=0
	while kill -0 $pid 2>/dev/null; do
		now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || echo 0)
		[ "${now:-0}" -gt "$most" ] && most=$now
	done
	wait $pid
	echo "$most"
}
for i in $(seq "$runs"); do
	a=$(cpu ours one.xlsx); b=$(cpu alone one.xlsx)
	echo "$a $b" | awk '{ printf "%.2f\n", $1 / ($2 ? $2 : 1) }'
done | sort -n >ratios
echo "xlsx: $rows rows of 12 columns, $(wc -c <one.xlsx) bytes, $(wc -c <frames) bytes of frames"
echo "phaseout-read's CPU / that of libzip and expat alone:     $(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' ratios)"
echo "peak memory, KiB, at $rows and $((rows * 4)) rows: $(peak_kib one.xlsx) $(peak_kib four.xlsx)"
