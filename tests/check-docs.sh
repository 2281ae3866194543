#!/bin/sh
# The documented examples: every "$ …" line of a ```console block in the READMEs is run at the repository's root and must print what stands under it
# ("…" alone on a line stands for any lines). The same of blocks of a manual page that begin with "$ ", in a folder of their own, where "$ cat FILE" makes the
# file. `make` targets must exist; they are run by CI itself. usage: check-docs.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$command" "$work/bin/phaseout"
cd "$here"
export PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1
unset LANGUAGE || true
ran=0 bad=0
for page in README.md README.zh-CN.md samples/README.md man/phaseout-mapping.5; do
	source=$here/$page before=$ran
	rm -rf "$work"/block.* "$work/own"
	mkdir "$work/own"
	case $page in
	man/*)
		awk '/^\.Bd -literal/ { began = 1; next } /^\.Ed/ { if (inside) print "```"; began = inside = 0; next }
			began && /^\$ / { print "```console"; inside = 1 } { began = 0 }
			inside { sub(/^\\&/, ""); gsub(/\\e/, "\\"); print }' "$here/$page" >"$work/page"
		source=$work/page
		cd "$work/own" ;;
	*) cd "$here" ;;
	esac
	awk -v to="$work/block" '
		/^```console$/ { inside = 1; next }
		/^```/ { inside = 0; next }
		inside && /^\$ / { n++; print substr($0, 3) > (to "." n ".cmd"); printf "" > (to "." n ".out"); next }
		inside { print > (to "." n ".out") }' "$source"
	for cmd in $(ls -v "$work"/block.*.cmd); do
		text=$(cat "$cmd")
		case $text in
		make\ *)
			make -n "${text#make }" >/dev/null || { echo "$page: no target: $text" >&2; bad=1; }
			continue ;;
		cat\ *) [ "$source" = "$here/$page" ] || [ -e "${text#cat }" ] || cp "${cmd%.cmd}.out" "${text#cat }" ;;
		esac
		ran=$((ran + 1))
		sh -c "$text" >"$work/out" 2>&1 </dev/null || [ $? -le 3 ] || { echo "$page: failed: $text" >&2; cat "$work/out" >&2; bad=1; }
		awk '
			NR == FNR { want[++n] = $0; next }
			{ got[++m] = $0 }
			END {
				j = 1
				for (i = 1; i <= n; i++) {
					if (want[i] == "…") {
						if (i == n) exit 0
						while (j <= m && got[j] != want[i + 1]) j++
					} else if (got[j++] != want[i]) { print "  expected: " want[i]; print "  got:      " got[j - 1]; exit 1 }
				}
				if (j <= m) { print "  not expected: " got[j]; exit 1 }
			}' "${cmd%.cmd}.out" "$work/out" || { echo "$page: other output: $text" >&2; bad=1; }
	done
	[ "$ran" -gt "$before" ] || { echo "$page: no command is shown" >&2; bad=1; }
done
[ "$bad" = 0 ] || exit 1
echo "docs: $ran commands print what the pages say"
