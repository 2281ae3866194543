#!/bin/sh
# Random texts, heavy with quotes and line ends, told apart by our scanner and by Python's csv module: the same records and fields, and the lines add up.
# usage: check-csv.sh CSV_DUMP [SEED]
set -eu
/usr/bin/python3 - "$1" "${2-1}" <<'END'
import csv, io, random, re, subprocess, sys

dump, seed = sys.argv[1], int(sys.argv[2])
random.seed(seed)
CASES = 20000


def text(separator):
    pieces = [separator, separator, '"', '""', '"\n', separator + '"', '"' + separator, "\n", "\r", "\r\n", "a", "中", " "]
    return "".join(random.choice(pieces) for _ in range(random.randint(0, 40)))


cases = []
for _ in range(CASES):
    separator = random.choice(",;\t|")
    cases.append((text(separator), separator, random.choice([1, 2, 3, 7, 1000])))
stream = b"".join(b"%d %d %d\n%s" % (len(t.encode()), ord(s), n, t.encode()) for t, s, n in cases)
out = subprocess.run([dump], input=stream, capture_output=True, check=True).stdout.decode()
groups = out.split(".\n")[:-1]
assert len(groups) == CASES, "the dump is cut off"
bad = 0
for (t, separator, _), group in zip(cases, groups):
    ours, next_line = [], 1
    for line in group.splitlines():
        trouble, at, lines, *fields = line.split(" ")
        if int(at) != next_line:
            ours.append("line %s, expected %d" % (at, next_line))
        next_line = int(at) + int(lines)
        cells = [bytes.fromhex(f).decode() for f in fields[0][1:].split(",")] if fields[0] else []
        ours.append(cells if trouble == "good" else trouble)
    theirs = [row or [""] for row in csv.reader(io.StringIO(t, newline=""), delimiter=separator)]
    # where the rules differ on purpose: an open quote takes the rest, and one closed amid text on a later line is told
    for i, row in enumerate(ours):
        several = i < len(theirs) and any(re.search("[\r\n]", cell) for cell in theirs[i])
        if (row == "unclosed" and i == len(theirs) - 1) or (row == "stray" and several):
            theirs[i] = row
    if ours != theirs:
        bad += 1
        print("csv: %r by %r\n  ours   %r\n  python %r" % (t, separator, ours, theirs), file=sys.stderr)
print("csv: %d texts as Python reads them, %d not" % (CASES - bad, bad))
sys.exit(bad > 0)
END
