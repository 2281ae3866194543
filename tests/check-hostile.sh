#!/bin/sh
# Files that were made to hang, crash or fool a reader: tests/hostile/table.txt says what each must end in. Prints processor time and memory of each.
# usage: check-hostile.sh COMMAND [SECONDS [MIB [NAME…]]]     a build with ASan: 10 seconds, 0 MiB (not looked at, for its own are more)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
seconds=${2:-1} mib=${3:-256}
shift $(($# < 3 ? $# : 3))
folder=$here/../build/hostile
/usr/bin/python3 -B "$here/hostile/make.py" "$folder"
exec /usr/bin/python3 -B "$here/hostile/run.py" "$command" "$folder" "$seconds" "$mib" "$@"
