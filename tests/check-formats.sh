#!/bin/sh
# The registry of samples/formats says the same in every format and encoding: the same items with the same findings, and the same totals, but for what
# tests/same_items.py takes away. A format that cannot be read is a failure. usage: check-formats.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here/samples/formats"
bad=0 same=0
run() { # FILE → $work/run.ndjson
	set -- "$1" ""
	case $1 in *.long.csv) set -- "$1" "-m registry.long.mapping.yaml" ;; esac
	status=0
	# shellcheck disable=SC2086 # the option and its value are two words
	"$command" check -q --lang en --rules-dir "$here/rules" --as-of 2013-06-30 -f ndjson $2 "$1" >"$work/run.ndjson" 2>"$work/err" || status=$?
	[ "$status" -le 3 ] || { echo "formats: $1 cannot be read (status $status): $(head -3 "$work/err")" >&2; return 1; }
}
items() { /usr/bin/python3 "$here/tests/same_items.py" "$@" "$work/run.ndjson"; } # [--long]

run registry.utf8.csv
items >"$work/wanted"
items --long >"$work/wanted.long"
n=$(($(wc -l <"$work/wanted") - 1)) # the last line holds the totals
[ "$n" -ge 45 ] || exit 1
sed 's/,400\.001,/,400,/' registry.utf8.csv >"$work/other.csv"
run "$work/other.csv" && items >"$work/got"
! cmp -s "$work/wanted" "$work/got" || { echo "formats: the comparison sees nothing" >&2; exit 1; }
for file in registry.*; do
	long=
	case $file in
	*.mapping.yaml | registry.utf8.csv) continue ;;
	*.long.csv) long=--long ;;
	esac
	run "$file" && items $long >"$work/got" 2>"$work/why" || { bad=1; [ "$status" -gt 3 ] || echo "formats: $file: $(cat "$work/why")" >&2; continue; }
	if cmp -s "$work/wanted${long:+.long}" "$work/got"; then
		same=$((same + 1))
		continue
	fi
	bad=1
	echo "formats: $file says other things ($(($(wc -l <"$work/got") - 1)) items, not $n):" >&2
	diff "$work/wanted${long:+.long}" "$work/got" | cut -c 1-1500 | head -8 >&2
done
[ "$bad" = 0 ] || exit 1
[ "$same" -ge 15 ] || { echo "formats: only $same files were compared" >&2; exit 1; }
echo "formats: $n items the same in $((same + 1)) files"
