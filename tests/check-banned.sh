#!/bin/sh
# Functions that this code does not call (style.md 16), and double in the core, which decides with exact decimals only.
set -eu
cd "$(dirname "$0")/.."

banned='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|strtod|strtof|alloca|gets|setlocale|setjmp|longjmp|abort|exit'
found=$(grep -rnE "(^|[^A-Za-z0-9_.>])($banned)[[:space:]]*\(" src include --include='*.c' --include='*.h' | grep -vE '^src/cli/[^:]*:[0-9]+:.*[^a-z_]exit *\(' || true)
doubles=$(grep -rnE '(^|[^A-Za-z0-9_"])(double|float)([^A-Za-z0-9_]|$)' src --include='*.c' --include='*.h' |
	grep -v '^src/read/' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)' | grep -vE '/\*.*(double|float).*\*/' | grep -vE '"[^"]*(double|float)[^"]*"' || true)
prints=$(grep -rnE '(^|[^A-Za-z0-9_])(printf|fprintf|puts|putchar|perror|getenv)[[:space:]]*\(' src --include='*.c' | grep -v '^src/cli/' || true)
if [ -n "$found$doubles$prints" ]; then
	printf '%s\n' "$found" "$doubles" "$prints" | sed '/^$/d; s/^/banned: /' >&2
	exit 1
fi
echo "banned: nothing found"
