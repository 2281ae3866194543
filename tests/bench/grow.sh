#!/bin/sh
# A rules-dir with a pack `grown` of many rules over the kinds of the benchmark's vocabulary. usage: grow.sh rules|models N PACK OUT
# rules: thresholds of four fields, few of which any row meets; models: patterns on motors, of which those of the registry meet few.
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
kinds=$(sed -n 's/^  - {id: \([a-z0-9_]*\), words: {zh: [^,]*, en: [^}]*}, is_a: equipment}$/\1/p' "$pack/vocabulary/bench.yaml")
awk -v n="$n" -v what="$what" -v kinds="$kinds" -v out="$out/grown" 'BEGIN {
	k = split(kinds, kind, /[ \n]+/)
	split("volume 立方米,heat_size 吨,width 毫米,speed 米/分", measure, ",")
	for (i = 1; i <= n; i++) {
		file = out "/r" int((i - 1) / 500) ".yaml"
		if ((i - 1) % 500 == 0) print "schema: phaseout/rules-1\nrules:" >file
		split(measure[i % 4 + 1], m, " ")
		printf "  - id: G-%05d\n    revision: \"1\"\n    title: {zh: 规则%d, en: rule %d}\n    clause: {source: text, line: \"%d\", quote: [规则%d]}\n", i, i, i, i, i >file
		printf "    industry: 机械\n    action: eliminate\n    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n" >file
		if (what == "rules")
			printf "    kinds: [%s]\n    obsolete_if: {%s: {at_most: %.3f %s}}\n", kind[i % k + 1], m[1], i / 1000, m[2] >file
		else
			printf "    kinds: [motor]\n    obsolete_if: {model: {matches: \"^M%dX%d[A-Z]?(-[0-9]+)?$\"}}\n", i % 97, i >file
	}
}'
