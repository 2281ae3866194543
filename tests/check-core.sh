#!/bin/sh
# The core's objects (base … judge) import nothing that reaches the machine: no file, clock, environment, locale, thread, setjmp; and
# nothing in the library may be changed at file scope. usage: check-core.sh BUILD-FOLDER
set -eu
build=$1
machine='open|open64|fopen|fopen64|read|write|close|fread|fwrite|printf|fprintf|__printf_chk|__fprintf_chk|puts|stat|lstat|getenv|secure_getenv|time|clock|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|mktime|iconv|iconv_open|setlocale|newlocale|uselocale|nl_langinfo|pthread_[a-z_]*|thrd_[a-z]*|setjmp|_setjmp|__sigsetjmp|longjmp|system|fork|execve?|exit|abort|rand|random|getrandom'
for room in base text value yaml vocabulary rules judge; do
	ls "$build/$room"/*.o >/dev/null
	bad=$(nm -A -u "$build/$room"/*.o | awk '{print $1, $NF}' | grep -E " ($machine)(@.*)?\$" || true)
	[ -z "$bad" ] || { printf 'core: %s\n' "$bad" >&2; exit 1; }
done
# sections that can be written at run time; .data.rel.ro holds the const tables with pointers in them
for object in "$build"/*/*.o; do
	state=$(size -A "$object" | awk '$1 ~ /^\.(data|bss|tdata|tbss)/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 { print $1 }')
	[ -z "$state" ] || { echo "$object: mutable at file scope, in $state" >&2; exit 1; }
done
echo "core: nothing of the machine is imported, nothing in $(ls "$build"/*/*.o | wc -l) objects is mutable at file scope"
