#!/bin/sh
# What must not change an answer: the encoding (the same item lines), line ends, the order of columns and the units they are in
# (the same verdicts). usage: check-invariance.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
run() { # FILE → item lines on stdout; 0 to 3 are answers
	status=0
	"$command" check -q --rules-dir "$here/rules" --as-of 2013-06-30 -f ndjson "$@" >run.ndjson || status=$?
	[ "$status" -le 3 ] || { echo "invariance: $* ended with $status" >&2; exit 1; }
	grep '^{"type":"item"' run.ndjson
}
same() { # WHAT A B
	cmp -s "$2" "$3" || { echo "invariance: $1 changes the answer:" >&2; diff "$2" "$3" | head -10 >&2; exit 1; }
	echo "invariance: $1: $(wc -l <"$2") items the same"
}
verdicts() { sed 's/.*"item":\([0-9]*\),"key":"\([^"]*\)".*"unit_count":[^,]*,"status":.*,"verdict":"\([a-z_]*\)","whatever".*/\2 \1 \3/' "$1"; }

sample=$here/samples/furnaces-and-kilns.csv
cp "$sample" registry.csv
run registry.csv >utf8
[ "$(wc -l <utf8)" -ge 60 ]

iconv -f UTF-8 -t GB18030 "$sample" >registry.csv
run registry.csv >other; same "GB18030" utf8 other
{ printf '\357\273\277'; cat "$sample"; } >registry.csv
run registry.csv >other; same "a byte order mark" utf8 other
tr -d '\r' <"$sample" >registry.csv
run registry.csv >other; same "LF for CR LF" utf8 other
tr -d '\n' <"$sample" >registry.csv
run registry.csv >other; same "CR for CR LF" utf8 other

# a plain table of the sample's rows: no quotes, no title rows, one identity column first
tr -d '\r' <"$sample" | awk -F, 'NR == 3 { n = NF } NR >= 3 && NF == n && !/"/' >plain.csv
run plain.csv >out; verdicts out | sort >plain
[ "$(wc -l <plain)" -ge 55 ]
awk -F, -v OFS=, '{ line = $NF; for (i = NF - 1; i > 0; i--) line = line OFS $i; print line }' plain.csv >other.csv
run other.csv >out; verdicts out | sort >other
same "the order of columns" plain other
# m³ → L and t → kg where the cell is a plain number; the header says so
awk -F, -v OFS=, '
	NR == 1 { for (i = 1; i <= NF; i++) { if (sub(/有效容积（m³）/, "有效容积（升）", $i)) v = i; if (sub(/公称容量\(吨\)/, "公称容量(kg)", $i)) c = i } print; next }
	function thousand(x) { return x ~ /^[0-9.]+$/ ? (x == int(x) ? x * 1000 : sprintf("%.3f", x * 1000)) : x }
	{ $v = thousand($v); $c = thousand($c) }
	$v ~ /[^0-9.]/ || $c ~ /[^0-9.]/ { next }
	{ print }' plain.csv >other.csv
run other.csv >out; verdicts out | sort >other
awk 'NR == FNR { keep[$1] = 1; next } $1 in keep' other plain >wanted
[ "$(wc -l <other)" -ge 40 ]
same "the units of columns" wanted other

# wide format: the machines of a row keep their verdicts; their numbers in the row follow the columns
printf '%s\n' 企业名称,1#高炉容积（m³）,2#高炉容积（m³）,30吨转炉数量,斜交胎产能（万条）,1#高炉产能（万吨） 甲,380,450,2,,40 乙,,0,,60,0 丙,不详,,/,50, >plain.csv
awk -F, -v OFS=, '{ line = $NF; for (i = NF - 1; i > 0; i--) line = line OFS $i; print line }' plain.csv >other.csv
machines() { sed 's/.*"row":\([0-9]*\),.*"kind":"\([a-z_]*\)","column":"[^"]*","text":"\([^"]*\)","unit_count":"\([0-9]*\)".*"verdict":"\([a-z_]*\)","whatever".*/\1 \2 \3 \4 \5/' out | sort; }
run plain.csv >out; machines >plain
[ "$(wc -l <plain)" -eq 6 ]
run other.csv >out; machines >other
same "the order of columns in wide format" plain other

# status has no part in a verdict: blanked in every row of every sample, and said otherwise
[ "$(cat "$here"/samples/*.csv | grep -c ',运行状态')" -ge 6 ]
for sample in "$here"/samples/*.csv; do
	tr -d '\r' <"$sample" >registry.csv
	grep -q ',运行状态' registry.csv || continue
	run registry.csv >out; sed 's/"status":.*,"verdict"/"verdict"/' out >with
	for said in 已拆除 在建 随便 ''; do # blanked last, as nothing is left to change
		awk -F, -v OFS=, -v said="$said" '
			!at { for (i = 1; i <= NF; i++) if ($i == "运行状态") { at = i; n = NF; print; next } print; next }
			/"/ || NF != n || $at == "" { print; next } # a blank row with a status would be no blank row
			{ changed++; $at = said; print }
			END { exit changed < 20 }' registry.csv >other.csv
		mv other.csv registry.csv
		run registry.csv >out; sed 's/"status":.*,"verdict"/"verdict"/' out >other
		same "the status \"$said\" in $(basename "$sample")" with other
	done
done
echo "invariance: everything the same"
