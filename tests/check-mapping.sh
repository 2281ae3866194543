#!/bin/sh
# What `phaseout map -o` writes reproduces what was recognised: `check` says the same with it and without it, byte for byte in every
# format, but for the line that names the mapping. usage: check-mapping.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "mapping: $*" >&2; exit 1; }
run() { # NAME ARGUMENT… → NAME.ndjson, NAME.csv, NAME.txt, NAME.err
	name=$1 status=0
	shift
	"$command" check --rules-dir "$here/rules" --as-of 2013-06-30 --lang en --show all -o "$name.ndjson" -o "$name.csv" -o "$name.txt" \
		"$@" 2>"$name.err" || status=$?
	[ "$status" -le 3 ] || { cat "$name.err" >&2; fail "check $* ended with $status"; }
	echo "$status" >>"$name.txt"
	sed -E 's/"mapping":(null|\{[^}]*\})/"mapping":…/' "$name.ndjson" >"$name.ndjson.rest"
	grep -v '^mapping ' "$name.txt" >"$name.txt.rest" || :
}
reproduces() { # WHAT REGISTRY [OPTION…]: with the options for map, and for check without the mapping
	what=$1 registry=$2
	shift 2
	"$command" map -q --rules-dir "$here/rules" "$registry" "$@" -o written.yaml >/dev/null || fail "map $registry"
	run plain "$registry" "$@"
	run mapped "$registry" "$@" -m written.yaml
	for part in ndjson.rest csv txt.rest err; do
		cmp -s "plain.$part" "mapped.$part" || { diff "plain.$part" "mapped.$part" | head -8 >&2; cat written.yaml >&2; fail "$what: $part differs"; }
	done
	grep -q '"mapping":null' plain.ndjson && grep -q '"mapping":{' mapped.ndjson || fail "$what: the mapping was not used"
	echo "mapping: $what: $(grep -c '^{"type":"item"' plain.ndjson) items the same"
}

n=0
for sample in "$here"/samples/*.csv; do
	case $sample in */plain-words.csv) continue ;; esac # nothing is recognised there
	reproduces "${sample##*/}" "$sample"
	n=$((n + 1))
done
[ "$n" -ge 8 ] || fail "only $n samples"

iconv -f UTF-8 -t GB18030 "$here/samples/metallurgy.csv" >gb.csv
reproduces "GB18030" gb.csv
reproduces "GB18030, as said" gb.csv --encoding gb18030 --separator , --header-row 3
sed '1d;2d;s/"[^"]*"/x/g' "$here/samples/metallurgy.csv" | tr , '\t' >tab.csv
reproduces "tabs, no titles" tab.csv

printf '企业名称,有效容积（m³）,用途\n甲厂,380,炼铁\n乙厂,500,炼铁\n' >no-kind.csv
reproduces "a kind for all rows" no-kind.csv --kind 高炉
printf '企业名称,设备（生产线）名称、型号及数量,淘汰产能（万吨）\n甲厂,185立方米高炉1座,12\n乙厂,128立方米高炉两座、30吨转炉3座,\n丙厂,1760毫米长网纸机1条，设计车速180米/分,2\n' >sentences.csv
reproduces "sentences" sentences.csv

# one header twice, two headers of one field and rank, of two ranks, by assumption, of another quantity; no header; characters that YAML or the profile minds
printf '\357\273\277' >odd.csv
cat >>odd.csv <<'END'
企业名称,某公司,设备,填报人
企业名称,设备名称,设备类型,备注,备注,有效容积,炉容(m3),有效容积,设计产能,实际产能（万吨/年）,使用年限,已使用年限,"用途
（""必填""）",产能（千伏安）,: # [\] {},,"设备
编号"
甲厂,高炉,高炉,一,二,380,380,380,20万吨,19,20年,20,炼铁,5,x,,G1
乙厂,高炉,,一,,380,390,,,19,,,,,y,z,G2
丙厂,转炉,高炉,,,,,,,,,,,,,,G3
丁厂,定形机,,,,,,,,,20年,,,,,,G4
END
reproduces "odd headers" odd.csv
# the row above the header holds names of columns too
printf '企业名称,某公司,设备,高炉\n填报,二〇一三年,,\n企业名称,设备名称,有效容积（m³）,用途\n甲厂,高炉,380,炼铁\n' >above.csv
reproduces "a header that was said" above.csv --header-row 3
printf '年度,2013,市,某市\n设备名称,有效容积（m³）\n高炉,380\n' | sed 's/^设备.*/&,,/;s/^高炉.*/&,,/' >titles.csv
reproduces "a title row with a name" titles.csv
# U+200B, U+FFFF and a control character in headers
printf '设备名\342\200\213称,容积\357\277\277,有效容积（m³）,用\001途,\357\277\277\n高炉,x,380,炼铁,\357\277\277\n' >unseen.csv
reproduces "unseen characters" unseen.csv
echo "mapping: everything the same"
