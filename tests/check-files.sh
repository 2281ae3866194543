#!/bin/sh
# Rule files against their JSON Schemas: rules/schema/NAME.json is what the loader's tables say; every good file is valid, every fixture of tests/cases/shape and
# every good file that was bent is not. `write` instead writes the schemas anew. Needs Debian's python3-jsonschema and python3-yaml.
# usage: check-files.sh SCHEMA-DUMP [write]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dump=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$here"
exec /usr/bin/python3 tests/check_files.py "$dump" "${2-}"
