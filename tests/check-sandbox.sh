#!/bin/sh
# The real helper process is held while it reads each format: looked at from outside while it waits in a full pipe, everything read and nothing sent yet. And what it is held by does not
# kill what reading needs, whatever a file holds: damaged samples end in frames, never by SIGSYS. usage: check-sandbox.sh BUILD-FOLDER
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
helper=$(cd "$1" && pwd)/phaseout-read
cd "$here/samples/formats"
# what it may write to is settled before it reads, and where it lies is not known beforehand
flags=$(readelf -dh "$helper")
for want in BIND_NOW PIE; do
	case $flags in *"$want"*) ;; *) echo "sandbox: $helper is not linked with $want" >&2; exit 1 ;; esac
done
exec /usr/bin/python3 - "$helper" <<'END'
import fcntl, os, random, struct, subprocess, sys, tempfile, time

helper = sys.argv[1]
samples = [("xlsx", "registry.libreoffice.xlsx"), ("xlsx", "registry.xlsxwriter.xlsx"), ("xlsx", "workbook.xlsx"), ("xls", "registry.libreoffice.xls"),
           ("html", "registry.html.xls"), ("sqlite", "registry.sqlite")]
LIMITS, NO_PRIVS, LANDLOCK, SECCOMP = 1, 2, 4, 8
DAMAGED = 60  # of each sample

def start(format, input, out, spill):
    """As os/helper.c does it: five descriptors, no environment."""
    pid = os.fork()
    if pid == 0:
        null = os.open("/dev/null", os.O_RDWR)
        given = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (null, out, null, input, spill)]
        for number, fd in enumerate(given):
            os.dup2(fd, number, inheritable=True)
        os.closerange(5, 1 << 16)
        os.execve(helper, [helper, format], {})
    return pid

def frames(bytes):
    """Types and payloads; the stream must hold whole frames only."""
    at, out = 0, []
    while at < len(bytes):
        kind, length = struct.unpack_from("<cI", bytes, at)
        assert at + 5 + length <= len(bytes), "cut off"
        out.append((kind.decode(), bytes[at + 5:at + 5 + length]))
        at += 5 + length
    return out

def status(pid):
    with open(f"/proc/{pid}/status") as f:
        return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)

def wait_until_blocked(pid, reader):
    """In a write to the pipe that is full: neither running nor ended, for a while."""
    calm = 0
    for _ in range(3000):
        time.sleep(0.01)
        state = status(pid)["State"][0]
        assert state != "Z", "it ended with the pipe full"
        calm = calm + 1 if state == "S" else 0
        if calm == 10:
            return
    raise AssertionError("it does not come to write")

def look(format, path):
    reader, writer = os.pipe()
    fcntl.fcntl(writer, 1031, 4096)  # F_SETPIPE_SZ
    room = fcntl.fcntl(writer, 1032)
    os.write(writer, b"\0" * room)
    with open(path, "rb") as input, tempfile.TemporaryFile() as spill:
        pid = start(format, input.fileno(), writer, spill.fileno())
    os.close(writer)
    try:
        wait_until_blocked(pid, reader)
        seen, limits = status(pid), open(f"/proc/{pid}/limits").read()
        descriptors = sorted(map(int, os.listdir(f"/proc/{pid}/fd"))) if os.geteuid() == 0 else None
        sent = b""
        while piece := os.read(reader, 1 << 16):
            sent += piece
    except BaseException:
        os.kill(pid, 9)
        raise
    finally:
        _, how = os.waitpid(pid, 0)
        os.close(reader)
    assert how == 0, f"it ended with {how:#x}"
    got = frames(sent[room:])
    assert got[0][0] == "S", "the first frame does not tell the sandbox"
    bits = got[0][1][0]
    last = got[-1]
    assert last[0] == "C", f"it is not read: {last[1][5:].decode(errors='replace')}"
    assert struct.unpack("<Q", last[1])[0] == sum(kind == "R" for kind, _ in got) > 0
    assert seen["Seccomp"] == ("2" if bits & SECCOMP else "0"), "seccomp is not what it says"
    assert seen["NoNewPrivs"] == ("1" if bits & NO_PRIVS else "0"), "no_new_privs is not what it says"
    assert seen["Threads"] == "1"
    assert descriptors in (None, [0, 1, 2, 3, 4]), f"descriptors {descriptors}"
    for name in ("Max core file size", "Max processes"):
        line = next(l for l in limits.splitlines() if l.startswith(name))
        assert line.split()[-3 if line.split()[-1].isalpha() else -2] == "0", line
    if bits & LIMITS:
        for name in ("Max address space", "Max data size", "Max cpu time", "Max file size"):
            line = next(l for l in limits.splitlines() if l.startswith(name))
            assert "unlimited" not in line, line
    return bits

def damaged(bytes, seed):
    r = random.Random(seed)
    out = bytearray(bytes)
    for _ in range(r.choice((1, 3, 30))):
        at = r.randrange(len(out))
        how = r.randrange(4)
        if how == 0:
            out[at] ^= 1 << r.randrange(8)
        elif how == 1:
            out[at:at + r.randrange(1, 64)] = bytes_of(r, r.randrange(64))
        elif how == 2:
            del out[at:at + r.randrange(1, 512)]
        else:
            out[at:at] = out[r.randrange(len(out)):][:r.randrange(512)]
        if not out:
            break
    return bytes_cut(out, r)

def bytes_of(r, n):
    return bytearray(r.choice((0, 0xff, r.randrange(256))) for _ in range(n))

def bytes_cut(out, r):
    return bytes(out[:r.randrange(len(out) + 1)]) if r.randrange(5) == 0 else bytes(out)

def survive(format, path, seed):
    with tempfile.TemporaryFile() as input, tempfile.TemporaryFile() as spill, open(path, "rb") as f:
        input.write(damaged(f.read(), seed))
        input.flush()
        input.seek(0)
        reader, writer = os.pipe()
        pid = start(format, input.fileno(), writer, spill.fileno())
    os.close(writer)
    with os.fdopen(reader, "rb") as f:
        sent = f.read()
    _, how = os.waitpid(pid, 0)
    assert how == 0, f"damaged by seed {seed} it ends with {how:#x}"
    got = frames(sent)
    assert got[-1][0] in "CX", f"damaged by seed {seed} it has no last frame"
    return got[-1][0]

held, kinds, bad = 15, {"C": 0, "X": 0}, 0
for format, path in samples:
    try:
        held &= look(format, path)
        for seed in range(DAMAGED):
            kinds[survive(format, path, seed)] += 1
    except AssertionError as e:
        print(f"sandbox: {format}, {path}: {e}", file=sys.stderr)
        bad = 1
if bad:
    sys.exit(1)
assert kinds["C"] and kinds["X"]
names = [name for bit, name in ((LIMITS, "limits"), (NO_PRIVS, "no_new_privs"), (LANDLOCK, "Landlock"), (SECCOMP, "seccomp")) if held & bit]
print(f"sandbox: {len(samples)} samples were read under {', '.join(names) or 'nothing'}; of {sum(kinds.values())} damaged ones {kinds['X']} were refused")
for bit, name in ((LANDLOCK, "Landlock"), (SECCOMP, "seccomp")):
    if not held & bit:
        print(f"sandbox: skipped: this kernel has no {name}")
END
