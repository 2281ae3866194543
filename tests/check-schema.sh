#!/bin/sh
# Run files against their published JSON Schema: every line of several runs is valid, and lines that were bent are not. Needs Debian's
# python3-jsonschema. usage: check-schema.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
python=/usr/bin/python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
run() { "$command" check -q -f ndjson --rules-dir rules "$@" >>"$work/runs.ndjson" || [ $? -le 3 ]; }
run --as-of 2013-06-30 samples/furnaces-and-kilns.csv
run --as-of 2014-06-30 --strict samples/furnaces-and-kilns.csv
run --kind 高炉 samples/six-plants.gb18030.csv
run --as-of 2014-06-30 -r ./samples/overlay-example samples/metallurgy.csv
run --as-of 2014-06-30 -r ./tests/cases/overlay/packs/n -r ./tests/cases/overlay/provinces/h tests/cases/overlay/provinces/registry.csv
run -m samples/plain-words.mapping.yaml samples/plain-words.csv
run --as-of 2013-06-30 - <samples/six-plants.gb18030.csv
printf '企业名称,设备编号,设备名称,有效容积（m³）,数量\n甲,1,高炉,380,1\n甲,1,转炉,390,2\n甲,1,高炉,380,1\n甲,2,高炉、转炉,,\n甲,2,高炉,,\n' >"$work/twice.csv"
run --duplicates "$work/twice.csv"
$python - "$work/runs.ndjson" rules/schema/findings.json <<'END'
import copy, json, sys
import jsonschema
schema = json.load(open(sys.argv[2], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
seen, bent = {}, 0
for n, text in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    line = json.loads(text)
    for error in validator.iter_errors(line):
        sys.exit(f"schema: line {n}: {error.message}")
    seen[line["type"]] = seen.get(line["type"], 0) + 1
    for key in line:  # without any one key, or with one more, it is no line of a run file
        if key in ("problem", "duplicates"):
            continue
        short = copy.deepcopy(line)
        del short[key]
        if validator.is_valid(short):
            sys.exit(f"schema: line {n} is valid without \"{key}\"")
        bent += 1
    if validator.is_valid({**line, "more": 1}):
        sys.exit(f"schema: line {n} is valid with a key that is none")
if set(seen) != {"run", "item", "rejected", "skipped", "duplicate", "summary"}:
    sys.exit(f"schema: only {sorted(seen)} were seen")
print(f"schema: {sum(seen.values())} lines are valid, {bent} bent ones are not")
END
