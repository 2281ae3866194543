#!/bin/sh
# `rules --sensitivity` against what a changed rule really finds: for each limit that it lists the rule's file gets that limit, and the registry is screened again.
# usage: check-sensitivity.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
exec_python() { /usr/bin/python3 -B - "$command" "$work"; }
exec_python <<'END'
import csv, io, json, re, shutil, subprocess, sys

command, work = sys.argv[1:]
REGISTRY = f"{work}/furnaces.csv"
rows = [("炼铁", v, c) for v in ("380", "400", "400.5", "450立方米", "不详", "380~450", "580", "460以下", "约390", "") for c in ("40", "")]
rows += [("铁合金", "150", "12"), ("", "128", "9"), ("", "900", "")]
with open(REGISTRY, "w", encoding="utf-8", newline="") as f:
    w = csv.writer(f)
    w.writerow(["企业名称", "设备名称", "用途", "有效容积（m³）", "产能（万吨/年）"])
    for i, (use, volume, capacity) in enumerate(rows):
        w.writerow([f"厂{i}", "高炉", use, volume, capacity])


def run(*args):
    done = subprocess.run([command, *args], capture_output=True, encoding="utf-8")
    if done.returncode > 3:
        sys.exit(f"sensitivity: {args}: {done.stderr}")
    return done.stdout


compared = 0
for rule, file, field, limit in (("SD-2013-5.01", "metallurgy.yaml", "effective_volume", "400 立方米"),):
    text = run("rules", "--sensitivity", rule, "-f", "csv", "--rules-dir", "rules", REGISTRY)
    steps = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not [s for s in steps if s["adopted"] == "true"]:
        sys.exit("sensitivity: the rule's own limit is not among them")
    for step in steps:
        shutil.rmtree(f"{work}/rules", ignore_errors=True)
        shutil.copytree("rules", f"{work}/rules")
        path = f"{work}/rules/sd-2013/{file}"
        whole = open(path, encoding="utf-8").read()
        at = whole.index(f"id: {rule}")
        changed = whole[:at] + whole[at:].replace(f"at_most: {limit}", f"at_most: {step['limit']} 立方米", 1)
        if step["adopted"] != "true" and changed == whole:
            sys.exit("sensitivity: the limit was not found in the rule's file")
        open(path, "w", encoding="utf-8").write(changed)
        lines = run("check", "-q", "-f", "ndjson", "--rules-dir", f"{work}/rules", REGISTRY).splitlines()
        found = next(r for r in json.loads(lines[-1])["rules"] if r["rule"] == rule)
        wanted = found.get("obsolete", "0"), str(int(found.get("undetermined", "0")) + int(found.get("manual", "0")))
        if (step["obsolete"], step["not_decided"]) != wanted:
            sys.exit(f"sensitivity: at {step['limit']} {step['obsolete']} and {step['not_decided']}, a rule with that limit finds {wanted}")
        if step["capacity"] and (found["capacity"] or {}).get("value") != step["capacity"]:
            sys.exit(f"sensitivity: at {step['limit']} capacity {step['capacity']}, a rule with that limit has {found['capacity']}")
        compared += 1
print(f"sensitivity: {compared} limits find what a rule with that limit finds")
END
