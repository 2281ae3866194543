#!/bin/sh
# `diff --rules` against two screenings: the items that it lists are those whose verdicts differ, with both verdicts. usage: check-diff.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
exec /usr/bin/python3 -B - "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")" <<'END'
import csv, io, json, subprocess, sys

command = sys.argv[1]


def run(*args):
    done = subprocess.run([command, *args], capture_output=True, encoding="utf-8")
    if done.returncode > 3:
        sys.exit(f"diff: {args}: {done.stderr}")
    return done


def screen(side, registry):
    packs, _, as_of = side.partition("@")
    chosen = [a for pack in packs.split("+") for a in ("-r", pack)]
    lines = run("check", "-q", "-f", "ndjson", "--rules-dir", "rules", *chosen, *(["--as-of", as_of] if as_of else []), registry).stdout.splitlines()
    return {(i["row"], i["item"]): i["verdict"] for i in map(json.loads, lines) if i["type"] == "item"}


compared = changed = 0
for a, b, registry in (
    ("sd-2013@2013-06-30", "cn-2024@2024-06-30", "samples/metallurgy.csv"),
    ("gf-2010-7@2010-12-31", "cn-2011@2015-06-30", "samples/metallurgy.csv"),
    ("sd-2013@2010-06-30", "sd-2013@2026-06-30", "samples/machinery.csv"),
    ("cn-2011+gf-2010-7@2012-06-30", "sd-2013+cn-2011@2012-06-30", "samples/textiles.csv"),
    ("sd-2013@2013-06-30", "sd-2013@2013-06-30", "samples/chemicals.csv"),
):
    done = run("diff", "--rules", "-f", "csv", "--rules-dir", "rules", a, b, registry)
    listed = {(int(r["row"]), int(r["item"])): (r["verdict_a"], r["verdict_b"]) for r in csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff")))}
    first, second = screen(a, registry), screen(b, registry)
    if first.keys() != second.keys():
        sys.exit(f"diff: {registry}: the two screenings have other items")
    wanted = {tuple(map(int, k)): (first[k], second[k]) for k in first if first[k] != second[k]}
    if listed != wanted:
        sys.exit(f"diff: {a} {b} {registry}: {len(listed)} are listed, {len(wanted)} differ")
    if done.returncode != (1 if wanted else 0):
        sys.exit(f"diff: {a} {b}: status {done.returncode}")
    compared += len(first)
    changed += len(wanted)
print(f"diff: {compared} items under five pairs of rules, {changed} change, as two screenings say")
END
