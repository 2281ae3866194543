#!/bin/sh
# The benchmark's rules on generated registries, before anybody measures them: what a reference finds, what the same program finds when it judges every row by
# itself, and the same bytes however many threads, from a pipe, in GB18030, with CR LF. usage: check-bench.sh COMMAND GENERATE
set -eu
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
generate=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(cd "$(dirname "$0")" && pwd)/bench
rows=${ROWS:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
bad=0
complain() {
	echo "bench: $*" >&2
	bad=1
}
answered() { [ "$1" -le 3 ] || { echo "bench: phaseout ended with $1" >&2; exit 1; }; }

# screen REGISTRY OPTION…: key,rule of what is obsolete
screen() {
	status=0
	"$command" check -q --lang en --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f csv --show obsolete --columns key,rule,rule_verdict "$@" >out || status=$?
	answered $status
	sed -n '1d; s/,obsolete\r$//p' out
}
# The same from the run file, for which every row is judged and its evidence gathered
every_row() {
	status=0
	"$command" check -q --lang en --rules-dir "$here/pack" -r bench15 --as-of 2013-12-31 -f ndjson "$@" >out || status=$?
	answered $status
	/usr/bin/python3 -c '
import json, sys
for line in open("out", encoding="utf-8"):
    item = json.loads(line)
    if item["type"] == "item":
        for f in item["findings"]:
            if f["verdict"] == "obsolete":
                print("%s,%s" % (item["key"], f["rule"]))'
}
same() { # NAME WANT GOT
	cmp -s "$2" "$3" || complain "$1: $(diff "$2" "$3" | head -3 | tr '\n' ' ')"
}

for mode in plain dirty truth kinds distinct wide long; do
	"$generate" $mode "$rows" >$mode.csv
	screen $mode.csv >$mode.ours
	every_row $mode.csv >$mode.every
	same "$mode, every row by itself" $mode.every $mode.ours
	[ -s $mode.ours ] || complain "$mode: nothing is obsolete"
	for jobs in 1 3; do
		screen -j $jobs $mode.csv >again
		same "$mode, $jobs threads" $mode.ours again
	done
	screen - <$mode.csv >again
	same "$mode, from standard input" $mode.ours again
	cat $mode.csv | screen - >again
	same "$mode, from a pipe" $mode.ours again
done
for mode in plain truth wide; do
	/usr/bin/python3 "$here/reference.py" $mode.csv >want
	same "$mode, the reference" want $mode.ours
done
same "dirty, what it means" truth.ours dirty.ours

# in another encoding, with other line ends; Φ, which GB18030 has, stays
for mode in plain dirty; do
	iconv -f UTF-8 -t GB18030 $mode.csv >gb.csv
	screen gb.csv >again
	same "$mode, GB18030" $mode.ours again
done
sed 's/$/\r/' plain.csv >crlf.csv
screen crlf.csv >again
same "plain, CR LF" plain.ours again
tr '\n' '\r' <plain.csv >cr.csv
screen cr.csv >again
same "plain, CR" plain.ours again
tr ',' '\t' <truth.csv | grep -v '"' >tabs.csv
grep -v '"' truth.csv >commas.csv
screen commas.csv >want
screen tabs.csv >again
same "truth, tabs" want again

# objects: as they are made, and among lines that blocks leave to the reader, some of which bring keys that none had before
"$generate" ndjson "$rows" >n.ndjson
screen n.ndjson >again
same "ndjson" plain.ours again
/usr/bin/python3 -c '
import json
for i, line in enumerate(open("n.ndjson", encoding="utf-8")):
    o = json.loads(line)
    if i % 701 == 0: o["备注%d" % (i // 4000)] = "新"
    if i % 97 == 0: o = dict(reversed(o.items()))
    if i % 1009 == 0: o["单位"] = {"名称": "某厂"}
    text = json.dumps(o, ensure_ascii=i % 89 == 0, separators=(",", ":") if i % 83 else (", ", ": "))
    print(text if i % 503 else text[:-9], end="\r\n" if i % 71 == 0 else "\n\n" if i % 61 == 0 else "\n")' >mixed.ndjson
for name in n mixed; do
	screen $name.ndjson >$name.ours
	every_row $name.ndjson >$name.every
	same "$name.ndjson, every row by itself" $name.every $name.ours
	for jobs in 1 3; do
		screen -j $jobs $name.ndjson >again
		same "$name.ndjson, $jobs threads" $name.ours again
	done
	cat $name.ndjson | screen - >again
	same "$name.ndjson, from a pipe" $name.ours again
done

[ $bad = 0 ] || exit 1
echo "bench: verdicts on $rows rows of eight sorts are the reference's, and the same in any number of threads"
