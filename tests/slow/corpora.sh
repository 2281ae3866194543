#!/bin/sh
# Every file that others made to break readers goes through `phaseout check`, built with ASan and UBSan: no crash, no hang, nothing that a sanitizer reports, and the
# helper process must not die. What a file holds is told by its own tests (tests/unit). usage: corpora.sh COMMAND [SECONDS]
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
seconds=${2:-20}
corpora=${CORPORA:-$here/../shared/corpora}
[ -d "$corpora" ] || { echo "corpora: skipped, $corpora is not here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# 1 is an answer of check; what a sanitizer says ends with another status
export ASAN_OPTIONS="exitcode=99:${ASAN_OPTIONS-}" UBSAN_OPTIONS="exitcode=99:print_stacktrace=1:${UBSAN_OPTIONS-}"
ran=0 bad=0
complain() { bad=$((bad + 1)); echo "corpora: $file: $1" >&2; head -20 "$work/err" >&2; }
one() { # FILE
	file=$1 status=0
	timeout -k 2 "$seconds" "$command" check -q --lang en --rules-dir "$here/rules" --as-of 2013-06-30 -f ndjson "$file" >"$work/out" 2>"$work/err" </dev/null || status=$?
	ran=$((ran + 1))
	case $status in
	0 | 1 | 2 | 3)
		tail -n 1 "$work/out" | grep -q '^{"type":"summary"' || complain "answered without a summary" ;;
	64 | 65 | 66 | 69)
		grep -q -F "$(basename "$file")" "$work/err" || complain "status $status, and the file is not named" ;;
	124 | 137) complain "hangs" ;;
	*) complain "status $status" ;;
	esac
	if grep -q -e 'Sanitizer' -e 'runtime error:' "$work/err"; then complain "a sanitizer speaks"; fi
	if grep -q -E '\(phaseout-read\) (was )?ended' "$work/err"; then complain "the helper died"; fi
	case $file in
	*/xls-libxls-crashers/*.xls) [ "$status" = 65 ] || complain "status $status, expected 65: its container is damaged" ;;
	esac
}
for folder in csv-spectrum csv-zsv json-nst json-yyjson json-jansson-invalid-unicode xlsx-xls-calamine xls-libxls-crashers blns; do
	before=$ran
	find "$corpora/$folder" -type f ! -name SOURCE.md ! -name 'LICENSE*' ! -name README.md | LC_ALL=C sort >"$work/files"
	while IFS= read -r found; do one "$found"; done <"$work/files"
	echo "corpora: $folder: $((ran - before)) files"
done
[ "$bad" = 0 ] || { echo "corpora: $bad complaints about $ran files" >&2; exit 1; }
[ "$ran" -ge 700 ] || { echo "corpora: only $ran files" >&2; exit 1; }
echo "corpora: $ran files, no crash and no hang"
