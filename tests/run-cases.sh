#!/bin/sh
# Golden cases: tests/cases/GROUP/NAME/ with `cmd` (run by sh in a copy of the folder, `phaseout` on the PATH), `out`, `err`, `status` (absent: empty, 0).
# usage: run-cases.sh COMMAND [--accept] [GROUP/NAME…]     --accept writes what came out instead of comparing
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
accept=
[ "${1-}" = --accept ] && { accept=1; shift; }
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$command" "$work/bin/phaseout"
export PATH="$work/bin:$PATH" REPO="$here" LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1
unset LANGUAGE || true
passed=0 failed=0
if [ $# -gt 0 ]; then set -- $(printf "tests/cases/%s/cmd\n" "$@"); else cd "$here"; set -- tests/cases/*/*/cmd; fi
cd "$here"
for cmd; do
	case=${cmd%/cmd}
	rm -rf "$work/case"
	cp -R "$case" "$work/case"
	status=0
	(cd "$work/case" && rm -f out err status && sh ./cmd >"$work/raw" 2>"$work/err" </dev/null) || status=$?
	# what every new rule changes: the packs' sums (test_packs holds them), how many rules and tests there are, rules that no item met
	sed -E -e 's/[0-9a-f]{64}/<sha256>/g' \
		-e 's/ of [0-9]+ rules met an item/ of <n> rules met an item/; s/，共 [0-9]+ 条$/，共 <n> 条/; s/^[0-9]+( tests run, 0 failed)/<n>\1/' \
		-e 's/\{"rule":"[^"]*"(,"[a-z]*":"0")*,"capacity":null,"layer":null\},//g; s/,\{"rule":"[^"]*"(,"[a-z]*":"0")*,"capacity":null,"layer":null\}//g' \
		"$work/raw" >"$work/out"
	if [ -n "$accept" ]; then
		cp "$work/out" "$case/out"
		[ -s "$work/out" ] || rm -f "$case/out"
		cp "$work/err" "$case/err"
		[ -s "$work/err" ] || rm -f "$case/err"
		rm -f "$case/status"
		[ "$status" = 0 ] || echo "$status" >"$case/status"
		continue
	fi
	good=1
	want=$(cat "$case/status" 2>/dev/null || echo 0)
	[ "$status" = "$want" ] || { good=; echo "$case: status $status, expected $want"; }
	for stream in out err; do
		expected=$case/$stream
		[ -e "$expected" ] || expected=/dev/null
		cmp -s "$expected" "$work/$stream" || { good=; echo "$case: $stream differs:"; diff -u "$expected" "$work/$stream" | head -40 || true; }
	done
	if [ -n "$good" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
[ -z "$accept" ] || exit 0
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
