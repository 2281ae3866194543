# One-line po entries (msgcat --no-wrap --no-location) in, a C table out, sorted by the bytes of the msgid so that
# message.c can search it. Fuzzy, untranslated, obsolete and plural entries and the header are left out. A po string is
# a C string already; msgcat still breaks one behind \n, so continued lines are joined. Plain POSIX awk, run under
# LC_ALL=C; sorting is done on hexadecimal keys, which compare alike in every locale.

function finish() {
	if (id != "" && str != "" && !fuzzy && !skip) {
		n++
		ids[n] = id
		strs[n] = str
		keys[n] = key(id)
	}
	id = str = ""
	fuzzy = skip = 0
	into = ""
}

# The bytes of the string that the C compiler will see, as hexadecimal digits.
function key(s,    out, c, i) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\") {
			i++
			c = substr(s, i, 1)
			if (!(c in escape)) {
				print "compile.awk: no such escape in a msgid: " s > "/dev/stderr"
				bad = 1
			}
			out = out escape[c]
		} else if (c in hex) {
			out = out hex[c]
		} else {
			print "compile.awk: this awk needs LC_ALL=C for: " s > "/dev/stderr"
			bad = 1
		}
	}
	return out
}

function inside(line) {
	sub(/^[^"]*"/, "", line)
	sub(/"[^"]*$/, "", line)
	return line
}

# Heap sort: hundreds of messages, and awk has no sort of its own.
function sift(from, end,    child, t) {
	while ((child = 2 * from) <= end) {
		if (child < end && keys[order[child]] "" < keys[order[child + 1]] "")
			child++
		if (keys[order[from]] "" >= keys[order[child]] "")
			return
		t = order[from]; order[from] = order[child]; order[child] = t
		from = child
	}
}

BEGIN {
	for (i = 1; i < (length("…") == 3 ? 256 : 128); i++)
		hex[sprintf("%c", i)] = sprintf("%02x", i)
	escape["n"] = "0a"; escape["t"] = "09"; escape["r"] = "0d"
	escape["\\"] = "5c"; escape["\""] = "22"
}

/^#,.*fuzzy/ { finish(); fuzzy = 1; next }
/^#/ { next }
/^[ \t]*$/ { finish(); next }
/^msgctxt/ || /^msgid_plural/ { skip = 1; into = ""; next }
/^msgid / { if (into == "str") finish(); into = "id"; id = inside($0); next }
/^msgstr / { into = "str"; str = inside($0); next }
/^"/ { if (into == "id") id = id inside($0); else if (into == "str") str = str inside($0) }

END {
	finish()
	if (bad)
		exit 1
	for (i = 1; i <= n; i++)
		order[i] = i
	for (i = int(n / 2); i >= 1; i--)
		sift(i, n)
	for (i = n; i > 1; i--) {
		t = order[1]; order[1] = order[i]; order[i] = t
		sift(1, i - 1)
	}
	print "#include \"text/message_table.h\"\n"
	print "const struct message_entry messages_zh[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{\"%s\", \"%s\"},\n", ids[order[i]], strs[order[i]]
	# C knows no empty array.
	print "\t{\"\", \"\"},\n};"
	print "const size_t messages_zh_count = " n + 0 ";"
}
