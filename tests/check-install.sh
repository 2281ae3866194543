#!/bin/sh
# Installs into an empty folder and uses it from there: the command finds its rules, a program builds against the shared and the static library with
# pkg-config alone, the library exports phaseout_* and nothing else, uninstall leaves nothing.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s --no-print-directory install DESTDIR="$work" PREFIX=/usr QUIET=1 >"$work.log" 2>&1 || { cat "$work.log" >&2; exit 1; }
rm -f "$work.log"
status=0
(cd / && "$work/usr/bin/phaseout" check -q --as-of 2013-06-30 -f ndjson "$OLDPWD/samples/six-plants.gb18030.csv" >"$work/run") || status=$?
[ "$status" = 3 ] && grep -q '^{"type":"summary"' "$work/run"

cat >"$work/client.c" <<'END'
#include <phaseout/phaseout.h>
#include <stdio.h>
static bool put(void *ctx, const char *p, size_t n) { return fwrite(p, 1, n, ctx) == n; }
int main(int argc, char **argv)
{
	struct phaseout_engine_options o = {.size = sizeof o, .rules_dir = argc > 1 ? argv[1] : "", .as_of = "2013-06-30"};
	struct phaseout_field f[] = {{"kind", "转炉"}, {"nominal_capacity", "30吨"}};
	phaseout_engine *e;
	int status = phaseout_engine_new(&e, &o);
	if (status == 0)
		status = phaseout_judge(e, f, 2, put, stdout);
	phaseout_engine_free(e);
	return status;
}
END
export PKG_CONFIG_PATH="$work/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$work"
${CC:-cc} -std=c11 -Wall -Werror -o "$work/shared" "$work/client.c" $(pkg-config --cflags --libs phaseout)
${CC:-cc} -std=c11 -Wall -Werror -I"$work/usr/include" -o "$work/static" "$work/client.c" "$work/usr/lib/libphaseout.a" \
	$(PKG_CONFIG_SYSROOT_DIR= pkg-config --libs yaml-0.1 libpcre2-8 libutf8proc nettle)
LD_LIBRARY_PATH="$work/usr/lib" "$work/shared" "$work/usr/share/phaseout" >"$work/a"
"$work/static" "$work/usr/share/phaseout" >"$work/b"
grep -q '"verdict":"obsolete"' "$work/a"
cmp "$work/a" "$work/b"

library=$work/usr/lib/libphaseout.so.0
exported=$(nm -D --defined-only "$library" | awk '{ print $3 }' | grep -v '^phaseout_' || true)
[ -z "$exported" ] || { echo "install: exported, but not public: $exported" >&2; exit 1; }
declared=$(grep -o 'phaseout_[a-z_]*(' include/phaseout/phaseout.h | tr -d '(' | sort -u | grep -vE '_fn$|phaseout_format$' )
for f in $declared phaseout_format; do
	nm -D --defined-only "$library" | grep -q " $f\$" || { echo "install: $f is declared, but not exported" >&2; exit 1; }
done
readelf -d "$library" | grep -q 'SONAME.*libphaseout.so.0'

# the libraries that open untrusted containers are loaded by the helper process alone
helper=$work/usr/libexec/phaseout/phaseout-read
[ -x "$helper" ] || { echo "install: no $helper" >&2; exit 1; }
status=0
(cd / && "$work/usr/bin/phaseout" check -q --as-of 2013-06-30 -f ndjson "$OLDPWD/samples/formats/registry.sqlite" >"$work/run") || status=$?
[ "$status" -le 3 ] && grep -q '"sandbox":' "$work/run" || { echo "install: the helper is not found" >&2; exit 1; }
containers='lib(zip|expat|freexl|sqlite3|xml2)\.so'
for program in "$work/usr/bin/phaseout" "$library"; do
	loaded=$(ldd "$program" | grep -E "$containers" || true)
	[ -z "$loaded" ] || { echo "install: $program loads $loaded" >&2; exit 1; }
done
[ "$(ldd "$helper" | grep -cE "$containers")" -ge 4 ] || { echo "install: the helper does not read every container: $(ldd "$helper")" >&2; exit 1; }

make -s --no-print-directory uninstall DESTDIR="$work" PREFIX=/usr
left=$(find "$work/usr" ! -type d)
[ -z "$left" ] || { echo "install: uninstall leaves $left" >&2; exit 1; }
echo "install: the command and both libraries work from where they were put"
