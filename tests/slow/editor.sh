#!/bin/sh
# The JSON Schemas of rules/schema/ as others read them: ajv finds the good files valid and bent ones not; an editor's yaml-language-server, told where they are as
# README says, shows nothing in a good file and in a bad one the mistake at its line. Needs npm. usage: editor.sh
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
mkdir -p build/editor
cp tests/slow/editor/package.json build/editor/
(cd build/editor && npm install --no-audit --no-fund --silent)
for script in ajv server; do
	NODE_PATH=build/editor/node_modules node tests/slow/editor/$script.js
done
