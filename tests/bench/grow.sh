#!/bin/sh
# A rules-dir with a pack `grown` of many rules over the kinds of the benchmark's vocabulary. usage: grow.sh rules|models N PACK OUT
# rules: thresholds of four fields, which few rows meet; models: patterns on motors that begin as the registry's models do, of which the first hundred are met.
# OUT/expected.awk prints "key,rule" of what they find in a plain registry, without asking phaseout.
set -eu
what=$1 n=$2 pack=$3 out=$4
rm -rf "$out"
mkdir -p "$out/grown"
cp -r "$pack/vocabulary" "$pack/units.yaml" "$out/"
seq 1 "$n" | sed 's/^/规则/' >"$out/grown/text.txt"
sum=$(sha256sum <"$out/grown/text.txt" | cut -d' ' -f1)
cat >"$out/grown/pack.yaml" <<P
schema: phaseout/rules-1
pack:
  id: grown
  version: "1.0"
  title: {zh: 规则很多的规则包, en: a pack of many rules}
  authority: {zh: 基准测试, en: the benchmark}
  sources:
    text: {file: text.txt, sha256: $sum, section: 一, trust: V~}
files: [$(seq -s, 0 $(((n - 1) / 500)) | sed 's/\([0-9]*\)/r\1.yaml/g')]
P
kinds=$(sed -n 's/^  - {id: \([a-z0-9_]*\), words: {zh: \([^,]*\), en: [^}]*}, is_a: equipment}$/\1 \2/p' "$pack/vocabulary/bench.yaml")
awk -v n="$n" -v what="$what" -v kinds="$kinds" -v out="$out/grown" -v expected="$out/expected.awk" 'BEGIN {
	k = split(kinds, kind, /[ \n]+/) / 2
	split("volume 立方米 10,heat_size 吨 11,width 毫米 13,speed 米/分 14", measure, ",")
	if (what == "rules") print "BEGIN {" >expected
	for (i = 1; i <= n; i++) {
		file = out "/r" int((i - 1) / 500) ".yaml"
		if ((i - 1) % 500 == 0) print "schema: phaseout/rules-1\nrules:" >file
		split(measure[i % 4 + 1], m, " ")
		printf "  - id: G-%05d\n    revision: \"1\"\n    title: {zh: 规则%d, en: rule %d}\n    clause: {source: text, line: \"%d\", quote: [规则%d]}\n", i, i, i, i, i >file
		printf "    industry: 机械\n    action: eliminate\n    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n" >file
		if (what == "rules") {
			printf "    kinds: [%s]\n    obsolete_if: {%s: {at_most: %.5f %s}}\n", kind[i % k * 2 + 1], m[1], i / 100000, m[2] >file
			printf "c[\"%s\", ++n[\"%s\"]] = %d; l[\"%s\", n[\"%s\"]] = %.5f; r[\"%s\", n[\"%s\"]] = \"G-%05d\"\n", kind[i % k * 2 + 2], kind[i % k * 2 + 2], m[3],
				kind[i % k * 2 + 2], kind[i % k * 2 + 2], i / 100000, kind[i % k * 2 + 2], kind[i % k * 2 + 2], i >expected
		} else
			printf "    kinds: [motor]\n    obsolete_if: {model: {matches: \"^%s$\"}}\n", model(i) >file
	}
	if (what == "rules")
		print "}\nNR > 1 { for (i = 1; i <= n[$7]; i++) if ($c[$7, i] != \"\" && $c[$7, i] + 0 <= l[$7, i]) print $1 \",\" r[$7, i] }" >expected
	else
		printf "NR > 1 && $7 == \"三相异步电动机\" && $8 ~ /^Y2-...M-.$/ { i = substr($8, 4, 3) - 100; if (i >= 1 && i <= 100 && i <= %d) printf \"%%s,G-%%05d\\n\", $1, i }\n", n >expected
}
# the first hundred are of the registry; of the others none is, but they begin as its models do
function model(i) {
	if (i <= 100) return sprintf("Y2-%dM-[0-9]", 100 + i)
	if (i % 3 == 0) return sprintf("Y2-%d%s-[0-9]", 100 + i % 900, substr("LKGH", int(i / 900) % 4 + 1, 1))
	if (i % 3 == 1) return sprintf("YE3-%d%s(-[0-9]+)?", 100 + i % 900, substr("LMGH", int(i / 900) % 4 + 1, 1))
	return sprintf("JDO3-%d[X-Z]%d", 100 + i % 900, int(i / 900))
}'
