#!/bin/sh
# The man pages against the program: mandoc finds nothing to complain of; every diagnostic, option, format, command, column of the CSV
# and key of a rule file stands in its page, and no page names an option or diagnostic that is none; every diagnostic has a golden case.
# usage: check-man.sh COMMAND
set -eu
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
bad=0
complain() {
	echo "man: $*" >&2
	bad=1
}

for page in man/*; do
	lint=$(mandoc -T lint -W warning "$page" 2>&1 || true)
	[ -z "$lint" ] || complain "$lint"
done

# diagnostics: id and name as a heading, at least three sentences behind it; none that the program does not have
ids=$(sed -n 's/^[[:space:]]*X([A-Z_]*, "\(PO[0-9]*\)", "\([a-z0-9-]*\)".*/\1 \2/p' src/base/diag_ids.h)
[ -n "$ids" ] || complain "src/base/diag_ids.h: no diagnostics found"
documented=$(sed -n 's/^\.It \(PO[0-9]* [a-z0-9-]*\)$/\1/p' man/phaseout-lint.1)
[ "$ids" = "$documented" ] || complain "phaseout-lint.1 and src/base/diag_ids.h disagree:
$(printf '%s\n---\n%s\n' "$ids" "$documented" | sort | uniq -u)"
short=$(awk '/^\.It PO/ { if (id != "" && n < 3) print id; id = $2; n = 0; next } /^\.El/ { if (id != "" && n < 3) print id; id = "" }
	id != "" { n += gsub(/[.?!]($| )/, "&") }' man/phaseout-lint.1)
[ -z "$short" ] || complain "phaseout-lint.1: cause, effect and remedy are not all there:" $short

# … and a golden case under tests/cases that shows it with the severity it has; no case shows one that is none
want=$(sed -n 's/^[[:space:]]*X([A-Z_]*, "\(PO[0-9]*\)", "\([a-z0-9-]*\)", \([A-Z]*\)).*/\3 \1 \2/p' src/base/diag_ids.h | tr A-Z a-z | sort)
shown=$(grep -rhE '(error|warning): .* \[PO[0-9]+ [a-z0-9-]+\]$' tests/cases |
	sed -E 's/^(.*: )?(error|warning): .* \[(PO[0-9]+) ([a-z0-9-]+)\]$/\2 \3 \4/' | tr A-Z a-z | sort -u)
[ "$want" = "$shown" ] || complain "the golden cases and src/base/diag_ids.h disagree:
$(printf '%s\n---\n%s\n' "$want" "$shown" | sort | uniq -u)"

# commands and their options
commands=$("$command" help --lang en | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || complain "'phaseout help' lists no commands"
for c in $commands; do
	grep -q "^\.It Cm $c\( \|\$\)" man/phaseout.1 || complain "phaseout.1: no command $c"
	page=man/phaseout-$c.1
	[ -e "$page" ] || page=man/phaseout.1
	help=$("$command" "$c" --help --lang en)
	options=$(printf '%s\n' "$help" | sed -n '/^Options:/,/^$/s/^  .*--\([a-z-]*\).*/\1/p' | cut -d' ' -f1)
	[ -n "$options" ] || complain "phaseout $c --help lists no options"
	for o in $options; do
		grep -Eq "^\.It .*Fl -$o( |\$)" "$page" || complain "$page: no option --$o of phaseout $c"
	done
	for o in $(printf '%s\n' "$help" | sed -n '/^Options:/,/^$/s/^  -\([a-z]\), .*/\1/p'); do
		grep -Eq "^\.It Fl $o |^\.It .* Fl $o( |\$)" "$page" || complain "$page: no option -$o of phaseout $c"
	done
	[ "$page" = man/phaseout.1 ] || for o in $(grep '^\.It .*Fl -' "$page" | grep -oE 'Fl -[a-z-]+' | cut -c5-); do
		printf '%s\n' $options | grep -qx -e "$o" || complain "$page: --$o is no option of phaseout $c"
	done
	[ "$(printf '%s\n' "$help" | sed '1,/^Examples:/d' | grep -c '^  phaseout')" = 2 ] || complain "phaseout $c --help: two examples expected"
done

# formats, the columns of csv
formats=$("$command" check --help --lang en | sed -n '/^Formats:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$formats" ] || complain "phaseout check --help lists no formats"
for f in $formats; do
	grep -q "^\.It Cm $f\$" man/phaseout-check.1 || complain "phaseout-check.1: no format $f"
done
columns=$(sed -n 's/^	{"\([a-z_]*\)", cell_.*/\1/p' src/report/csv_columns.c)
listed=$(sed -n '/^Its columns are/,/^\.It/s/^\.Li \([a-z_]*\) .*/\1/p' man/phaseout-check.1)
[ -n "$columns" ] && [ "$columns" = "$listed" ] || complain "phaseout-check.1: the columns of csv are not those of src/report/csv_columns.c"

# keys of rule and vocabulary files
words=$(tr -c 'a-z_0-9\n' '\n' <man/phaseout-rules.5 | sort -u)
for k in $(sed -n 's/.*{\.name = "\([a-z_0-9]*\)".*/\1/p' src/rules/pack_schema.c src/rules/overlay_schema.c src/vocabulary/load*.c | sort -u); do
	printf '%s\n' "$words" | grep -qx "$k" || complain "phaseout-rules.5: no key $k"
done

# keys of mapping files
words=$(grep -o 'Cm .*' man/phaseout-mapping.5 | tr -c 'a-z_0-9\n' '\n' | sort -u)
for k in $(sed -n 's/.*{\.name = "\([a-z_0-9]*\)".*/\1/p' src/registry/mapping*.c src/vocabulary/conversion.c | sort -u); do
	printf '%s\n' "$words" | grep -qx "$k" || complain "phaseout-mapping.5: no key $k"
done

# words of limits
for w in $(grep -oE '(WORD|DISPUTED)\("[^"]+"' src/rules/wording.c | cut -d'"' -f2); do
	sed -n '/^\.It Cm wording/,/^\.El/p' man/phaseout-rules.5 | tr ' ' '\n' | grep -qxF -e "$w" || complain "phaseout-rules.5: no wording $w"
done

# every exit status
for s in $(sed -n 's/^	PHASEOUT_[A-Z_]* = \([0-9]*\),* .*/\1/p' include/phaseout/phaseout.h); do
	grep -qx "\.It $s" man/phaseout-check.1 || complain "phaseout-check.1: no exit status $s"
done
# every function of the library
for f in $(sed -n 's/^PHASEOUT_API .*[ *]\(phaseout_[a-z_]*\)(.*/\1/p' include/phaseout/phaseout.h); do
	grep -q "^\.F[no] $f\( \|\$\)" man/libphaseout.3 || complain "libphaseout.3: no function $f"
done

[ "$bad" = 0 ] || exit 1
echo "man: $(ls man | wc -l) pages agree with the program"
