#!/bin/sh
# Every include of src/ against the table of rooms (architecture.md, repeated in src/README.md). Also: which room may use which library.
set -eu
cd "$(dirname "$0")/.."

# room: rooms it may include | libraries' headers it may include
table='
base|nettle/sha2.h: base
text|utf8proc.h: base
value|: base text
yaml|yaml.h: base text
vocabulary|pcre2.h: base text value yaml
rules|pcre2.h: base text value yaml vocabulary
judge|pcre2.h: base text value vocabulary rules
os|pthread.h: base
read|zip.h expat.h sqlite3.h libxml/HTMLparser.h iconv.h: base text
registry|iconv.h: base text value yaml vocabulary os
screen|: base text value yaml vocabulary rules judge os registry
proof|: base text value yaml vocabulary rules judge os registry screen
report|xlsxwriter.h: base text value vocabulary rules judge screen registry
api|: base text value yaml vocabulary rules judge os registry screen proof report phaseout
cli|: phaseout
'
libraries='nettle/sha2.h utf8proc.h yaml.h pcre2.h pthread.h iconv.h xlsxwriter.h zip.h expat.h freexl.h sqlite3.h libxml/HTMLparser.h'
bad=$(printf '%s\n' "$table" | awk -F'[|:]' -v libraries="$libraries" '
	NF >= 3 { rooms[$1] = " " $1 " " $3 " "; libs[$1] = " " $2 " " }
	END {
		n = split(libraries, l, " ")
		while (("grep -rnE \"^[ \\t]*#[ \\t]*include\" src --include=*.c --include=*.h" | getline line) > 0) {
			split(line, part, ":")
			split(part[1], path, "/")
			room = path[2]
			if (!(room in rooms)) { print part[1] ": no room of that name"; continue }
			if (match(line, /"[^"]+"/)) {
				target = substr(line, RSTART + 1, RLENGTH - 2)
				split(target, to, "/")
				if (index(rooms[room], " " to[1] " ") == 0) print part[1] ":" part[2] ": " room "/ may not include " target
			} else if (match(line, /<[^>]+>/)) {
				target = substr(line, RSTART + 1, RLENGTH - 2)
				for (i = 1; i <= n; i++)
					if (target == l[i] && index(libs[room], " " target " ") == 0)
						print part[1] ":" part[2] ": " room "/ may not use <" target ">"
			}
		}
	}')
if [ -n "$bad" ]; then
	printf '%s\n' "$bad" >&2
	exit 1
fi
# the table in src/README.md names the same rooms
for room in base text value yaml vocabulary rules judge os read registry screen proof report api cli; do
	grep -q "^| \`$room/\`" src/README.md || { echo "src/README.md: no row for $room/" >&2; exit 1; }
done
echo "layers: $(find src -name '*.[ch]' | wc -l) files keep to the table"
