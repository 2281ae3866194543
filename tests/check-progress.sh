#!/bin/sh
# How far a long run is, on a pseudo-terminal: nothing in the first second, then one line at most five times a second, never wider than the terminal, gone at the end and before
# other words; and nothing at all of a short run, with -q, on a dumb terminal, or where standard error is none. usage: check-progress.sh COMMAND
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
/usr/bin/python3 - "$command" "$here/rules" <<'END'
import fcntl, os, pty, re, select, struct, subprocess, sys, termios, threading, time, unicodedata
from concurrent.futures import ThreadPoolExecutor

command, rules = sys.argv[1:]
CLEAR = "\r\x1b[K"
AT_ONCE = 1200 * 1024  # more than is read before the first row
TEXT = "equipment,volume (m3)\n", "blast furnace,380\n"


def feed(pipe, seconds, late):
    """Rows for so long, a few at a time; then what comes late, and some time for it to be read."""
    try:
        pipe.write((TEXT[0] + TEXT[1] * (AT_ONCE // len(TEXT[1]) if seconds else 3)).encode())
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pipe.write((TEXT[1] * 100).encode())
            pipe.flush()
            time.sleep(0.01)
        pipe.write(late)
        pipe.close()
    except BrokenPipeError:
        pass


def terminal(columns):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    mode = termios.tcgetattr(theirs)
    mode[1] &= ~termios.OPOST  # what was written is what is read
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    return ours, theirs


def run(*options, seconds=1.8, columns=80, term="xterm", pipe=False, late=b""):
    """What came out of standard error, when its first bytes came, and how long it took."""
    ours, theirs = os.pipe() if pipe else terminal(columns)
    start = time.monotonic()
    child = subprocess.Popen([command, "check", "--rules-dir", rules, "-f", "csv", "--show", "exempt", *options, "-"], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, stderr=theirs, env=dict(os.environ, TERM=term, LC_ALL="C.UTF-8"))
    feeder = threading.Thread(target=feed, args=(child.stdin, seconds, late))
    feeder.start()
    said, first, ended = b"", None, False
    while True:
        if select.select([ours], [], [], 0.05)[0]:
            said += os.read(ours, 65536)
            first = first or time.monotonic() - start
        elif ended:
            break
        else:
            ended = child.poll() is not None
    feeder.join()
    took = time.monotonic() - start
    os.close(ours)
    os.close(theirs)
    if child.returncode > 3:
        sys.exit("progress: the run failed with %d: %r" % (child.returncode, said))
    return said.decode(), first, took


def fail(what, said):
    sys.exit("progress: %s: %r" % (what, said[:2000]))


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lines_are_drawn(lang, pattern):
    said, first, took = run("--lang", lang)
    lines = said.split(CLEAR)
    if lines[0] or lines[-1]:
        fail("something stands before the first line, or the last one stays", said)
    lines = lines[1:-1]
    if len(lines) < 3 or any(not re.fullmatch(pattern, line) for line in lines):
        fail("%d lines were drawn" % len(lines), said)
    if first < 1:
        fail("something was drawn in the first second", said)
    if len(lines) > 5 * took:
        fail("%d lines in %.1f seconds" % (len(lines), took), said)
    counts = [[int(n) for n in re.findall(r"\d+", line)] for line in lines]
    if any(later[0] <= before[0] for before, later in zip(counts, counts[1:])) or any(obsolete != rows - 1 for rows, _, obsolete in counts):
        fail("the numbers are wrong", said)


def keeps_to_columns(lang, columns):
    said, _, _ = run("--lang", lang, columns=columns)
    lines = [line for line in said.split(CLEAR) if line]
    if not lines or any(not columns - 3 <= width(line) <= columns - 1 for line in lines):
        fail("%d columns are not kept to" % columns, said)


def gives_way():
    # that the encoding is GB18030 is seen late
    said, _, _ = run("--lang", "en", late="高炉,380\n".encode("gb18030") * 30)
    if not re.search(re.escape("so far: ") + r"\d+" + re.escape(CLEAR) + r"-: read as GB18030[^\r\x1b]*\n", said):
        fail("a notice does not stand alone", said)


def says_nothing(what, **options):
    said, _, _ = run("--lang", "en", *(["-q"] if what == "-q" else []), **options)
    if said:
        fail("%s hears of it" % what, said)


with ThreadPoolExecutor(4) as pool:
    jobs = [
        pool.submit(lines_are_drawn, "en", r"\d+ rows, \d+ a second, obsolete so far: \d+"),
        pool.submit(lines_are_drawn, "zh", r"已读 \d+ 行，每秒 \d+ 行，至此淘汰 \d+ 项"),
        *[pool.submit(keeps_to_columns, lang, columns) for lang in ("en", "zh") for columns in (30, 11)],
        pool.submit(gives_way),
        pool.submit(says_nothing, "-q"),
        pool.submit(says_nothing, "a dumb terminal", term="dumb"),
        pool.submit(says_nothing, "a pipe", pipe=True),
        pool.submit(says_nothing, "a short run", seconds=0),
    ]
    for job in jobs:
        job.result()
print("progress: shown on a terminal of a long run, and nowhere else")
END
