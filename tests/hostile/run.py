#!/usr/bin/python3
"""
Runs `phaseout check` on each file of table.txt and measures it. Used by tests/check-hostile.sh: run.py COMMAND FOLDER SECONDS MIB [NAME…]

What must hold of each: one of the statuses expected, never a signal or 70, nor a helper that died; the words expected; nothing of a file outside; no summary after trouble, and one after an
answer; no process and no temporary file left behind; processor time of all its processes together within SECONDS (on a busy machine the clock says
nothing; it only ends what hangs); memory of all its processes together within MIB (0: not looked at).
"""
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NEVER = re.compile(rb"nobodys-business|root:[^:]*:0:0:|hahahaha")
DIED = re.compile(rb"\(phaseout-read\) (was )?ended")  # the helper: a crash that is caught is still one
KEPT = 1 << 20  # bytes
TRIES = 3
HANG = 10  # seconds by the clock, or ten times the processor's


def table():
    with open(os.path.join(HERE, "table.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, status, options, words = line.split(None, 3)
                allowed = set()
                for part in status.split(","):
                    first, _, last = part.partition("-")
                    allowed |= set(range(int(first), int(last or first) + 1))
                yield name, allowed, [] if options == "-" else [options], None if words.strip() == "-" else words.strip()


def high_water(pid):
    """KiB that a process had at most so far."""
    try:
        with open("/proc/%d/status" % pid) as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
            return [int(p) for p in f.read().split()]
    except OSError:
        return []


def looked_through(file):
    """The start and the end of what was said, its size, whether a file outside shows in it. Not the whole, for the memory of this process counts as that of
    the next one that it starts, until that has become another program."""
    file.seek(0)
    head, tail = file.read(KEPT), b""
    size, shows, before = len(head), NEVER.search(head) is not None, head[-100:]
    while piece := file.read(KEPT):
        shows = shows or NEVER.search(before + piece) is not None
        before, tail, size = piece[-100:], tail[-KEPT:] + piece, size + len(piece)
    return head + tail, size, shows


class Measured:
    """One run: its status (None: it hung), processor time, KiB of the largest process and of all together, what it said."""
    def __init__(self, command, folder, seconds):
        temporary = tempfile.mkdtemp()
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TMPDIR": temporary,
                       **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, start_new_session=True)
            marks, start, pause, self.status = {}, time.monotonic(), 0.0005, None
            hang = max(HANG, 10 * seconds)
            while True:
                pid, status, used = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    self.status = os.waitstatus_to_exitcode(status)
                    break
                if time.monotonic() - start > hang:
                    os.killpg(child.pid, signal.SIGKILL)
                    _, _, used = os.wait4(child.pid, 0)
                    break
                for p in [child.pid] + children(child.pid):
                    marks[p] = max(marks.get(p, 0), high_water(p))
                time.sleep(pause)
                pause = min(pause * 1.5, 0.01)
            child.returncode = self.status or 0
            self.left = self.left_behind(child.pid) or os.listdir(temporary)
            self.cpu = used.ru_utime + used.ru_stime
            self.largest, self.together = used.ru_maxrss, max(used.ru_maxrss, sum(marks.values()))
            self.out, self.out_size, self.shows = looked_through(out)
            self.err, _, shows = looked_through(err)
            self.shows |= shows
        shutil.rmtree(temporary)

    @staticmethod
    def left_behind(group):
        """A helper that is killed with its parent needs a moment."""
        for _ in range(200):
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return []
            time.sleep(0.005)
        os.killpg(group, signal.SIGKILL)
        return ["a process"]


def complaints(run, allowed, words, seconds, mib, name):
    if run.status is None:
        yield "it hangs"
        return
    if run.status not in allowed or run.status == 70:
        yield "status %d, expected %s: %s" % (run.status, ",".join(map(str, sorted(allowed))), run.err.decode(errors="replace").strip()[-300:] or "it said nothing")
    elif words and (run.status >= 64 or max(allowed) < 64) and not re.search(words, (run.err + run.out).decode(errors="replace"), re.I):
        yield "it does not say /%s/: %s" % (words, run.err.decode(errors="replace").strip()[-300:])
    if run.status >= 64 and name.encode() not in run.err:
        yield "it does not name the file"
    if DIED.search(run.err):
        yield "the helper died: %s" % run.err.decode(errors="replace").strip()[-300:]
    if run.shows:
        yield "it shows what it must not"
    last = run.out[run.out.rfind(b"\n", 0, -1) + 1:]
    if (run.status < 64) != last.startswith(b'{"type":"summary"'):
        yield "the run file is%s whole" % ("" if run.status >= 64 else " not")
    try:
        for line in run.out.decode().splitlines() if run.out_size <= KEPT else []:
            json.loads(line)
    except ValueError as e:
        yield "the run file is no JSON: %s" % e
    if run.left:
        yield "left behind: %s" % run.left
    if run.cpu > seconds:
        yield "%.2f s of processor time, at most %g" % (run.cpu, seconds)
    if mib and run.together > mib * 1024:
        yield "%d MiB, at most %d" % (run.together // 1024, mib)


def main(command, folder, seconds, mib, names):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rows = [row for row in table() if not names or row[0] in names]
    here = {n for n in os.listdir(folder) if not n.endswith(("-wal", "-journal", "-shm"))} - {"made", "secret"}
    listed = [row[0] for row in table()]
    if set(listed) != here or len(listed) != len(here):
        sys.exit("hostile: the table and the files differ: %s" % " ".join(sorted(set(listed) ^ here) or ["a name twice"]))
    bad, slowest, largest = 0, 0.0, 0
    print("status       ms    MiB  together  file")
    for name, allowed, options, words in rows:
        arguments = [command, "check", "-q", "--lang", "en", "--rules-dir", os.path.join(ROOT, "rules"), "--as-of", "2013-06-30", "-f", "ndjson", *options, name]
        run = Measured(arguments, folder, seconds)
        # other jobs on the machine make processor time longer, never shorter: the least of three is what the file takes
        for _ in range(TRIES - 1):
            if run.cpu > seconds:
                run = min(run, Measured(arguments, folder, seconds), key=lambda r: r.cpu)
        slowest, largest = max(slowest, run.cpu), max(largest, run.together)
        print("%6s %8.0f %6d %9d  %s" % (run.status, run.cpu * 1000, run.largest // 1024, run.together // 1024, name))
        for complaint in complaints(run, allowed, words, seconds, mib, name):
            bad += 1
            print("hostile: %s: %s" % (name, complaint), file=sys.stderr, flush=True)
    if bad:
        sys.exit("hostile: %d complaints about %d files" % (bad, len(rows)))
    print("hostile: %d files hold; at most %.0f ms of processor time and %d MiB" % (len(rows), slowest * 1000, largest // 1024))


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
