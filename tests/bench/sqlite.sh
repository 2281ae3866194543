#!/bin/bash
# Ratios, never seconds: our reader of SQLite against the library alone, which steps through every row and keeps nothing. CPU seconds of paired runs, the median
# of the pairs; peak memory at N and 4 N rows. usage: sqlite.sh PHASEOUT-READ TOOLS [ROWS] [RUNS]
set -eu
helper=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tools=$(cd "$2" && pwd)
rows=${3-300000} runs=${4-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$tools/sqlite_alone" write one.db "$rows"
"$tools/sqlite_alone" write four.db $((rows * 4))

# as os/helper.c starts it: the file is descriptor 3, a file to spill into 4
ours() { "$tools/measure" "$helper" sqlite 3<"$1" 4<>spill 2>figures >frames; answered; }
alone() { "$tools/measure" "$tools/sqlite_alone" read "$1" 2>figures >counts; answered; }
answered() { awk '$4 != 0 { exit 1 }' figures || { echo "sqlite: a reader ended with $(cut -d' ' -f4 figures)" >&2; exit 1; }; }
cpu() { "$@"; cut -d' ' -f2 figures; }
peak_kib() { ours "$1"; cut -d' ' -f3 figures; }

for i in $(seq "$runs"); do
	a=$(cpu ours one.db); b=$(cpu alone one.db)
	echo "$a $b" | awk '{ printf "%.2f\n", $1 / $2 }'
done | sort -n >ratios
echo "sqlite: $rows rows of 12 columns, $(wc -c <one.db) bytes, $(wc -c <frames) bytes of frames; the library alone read $(cat counts)"
echo "phaseout-read's CPU / that of the library alone:          $(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' ratios)"
echo "peak memory, KiB, at $rows and $((rows * 4)) rows: $(peak_kib one.db) $(peak_kib four.db)"
