"""Prints the table of scripts/benchmark: runs the competitors in turns and divides the medians.

Figures are CPU times by name. A row divides some of them. If a peer is missing, its rows have no
figure, and the last lines say how to install it.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile

PROGRAM, ISOLAB = sys.argv[1:]
TURNS = 3
PEERS = {
    "lmdb": ("lmdb.c", ["cc"], ["-llmdb"], "liblmdb-dev"),
    "rocksdb": ("rocksdb.cc", ["c++"], ["-lrocksdb"], "librocksdb-dev"),
    "sqlite": ("sqlite.c", ["cc"], ["-lsqlite3"], "libsqlite3-dev"),
}
figures, missing = {}, []


def note(name, value):
    figures.setdefault(name, []).append(float(value))


def median(name):
    return statistics.median(figures[name]) if name in figures else None


def take(output):
    for line in output.splitlines():
        words = line.split()
        if len(words) == 2:
            note(*words)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def cpu(command, **options):
    """CPU seconds and the peak memory in MiB of one run of a program."""
    pid = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(pid.pid, 0)
    pid.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build_peers(folder):
    """The commands that run the peers, if they can be compiled."""
    found = {}
    for name, (source, compiler, libraries, package) in PEERS.items():
        program = os.path.join(folder, name)
        command = [*compiler, "-O2", "-o", program, f"scripts/peers/{source}", *libraries]
        try:
            subprocess.run(command, check=True, capture_output=True)
            found[name] = program
        except (OSError, subprocess.CalledProcessError):
            missing.append(f"{name}: apt-get install {package}")
    return found


def run_peer(name, program, folder):
    data = os.path.join(folder, f"{name}-data")
    os.mkdir(data)
    take(run(program, data))
    shutil.rmtree(data)


def measure_engine(folder):
    peers = build_peers(folder)
    for turn in range(TURNS):
        print(f"turn {turn + 1} of {TURNS}", file=sys.stderr)
        take(run(PROGRAM, "engine"))
        for name, program in peers.items():
            run_peer(name, program, folder)
    for part in ["growth", "memory", "orders", "judge"]:
        print(part, file=sys.stderr)
        take(run(PROGRAM, part))


def measure_tester():
    print("isolationtester", file=sys.stderr)
    done = subprocess.run(["scripts/explore-speed", "--tester"], capture_output=True, text=True)
    rates = [line.split() for line in done.stdout.splitlines()]
    if done.returncode != 0 or any(len(rate) != 2 for rate in rates):
        missing.append("isolationtester: apt-get install postgresql postgresql-server-dev-all")
        return
    for name, rate in rates:
        note(f"tester.{name.removeprefix('simple-')}", 1e9 / float(rate))


def measure_program(folder):
    """The cost of the isolab program as a whole."""
    print("isolab", file=sys.stderr)
    for _ in range(60):
        note("isolab.start", cpu([ISOLAB, "-e", ""])[0])
        if shutil.which("sqlite3"):
            note("sqlite3.start", cpu(["sqlite3", ":memory:", ""])[0])
    check = run("scripts/check-speed", "100000", ISOLAB)
    note("check.seconds", check.split()[-4])
    note("export.seconds", cpu([ISOLAB, "export", "--all", "-o", os.path.join(folder, "all")])[0])
    for count in [50_000, 1_000_000]:
        path = os.path.join(folder, "lines")
        with open(path, "w") as lines:
            lines.writelines(
                f"alice: BEGIN\nalice: GET key{i % 100}\nalice: PUT key{i % 100} {i}\n"
                "alice: COMMIT\n" for i in range(count // 4))
        with open(path) as lines:
            seconds, peak = cpu([ISOLAB, "--json"], stdin=lines)
        note(f"json{count}.rate", count / seconds)
        note(f"json{count}.peak", peak)


def ratio(over, under):
    return quotient(median(over), median(under))


def total(*names):
    values = [median(name) for name in names]
    return None if None in values else sum(values)


def quotient(above, below):
    return None if above is None or below is None else above / below


def rows():
    """Name, figure, target, and whether more is better."""
    for mode in ["snapshot", "write-snapshot", "serializable-snapshot", "two-phase-locking",
                 "serialization-graph", "read-committed", "read-uncommitted"]:
        target = 0.5 if mode == "snapshot" else None
        yield f"8 gets and puts, {mode}, over Dictionary", \
            ratio("dictionary.txn8", f"{mode}.txn8"), target, True
    yield "the same, snapshot, over LMDB", ratio("lmdb.txn8", "snapshot.txn8"), 1, True
    yield "the same, over RocksDB optimistic", ratio("rocksdb.txn8", "snapshot.txn8"), 20, True
    yield "the same, over SQLite", ratio("sqlite.txn8", "snapshot.txn8"), None, True
    yield "get and put one key, over Dictionary", \
        ratio("dictionary.rmw1", "snapshot.rmw1"), 0.4, True
    yield "the same, over LMDB", ratio("lmdb.rmw1", "snapshot.rmw1"), None, True
    yield "scan 100 keys, over LMDB", ratio("lmdb.scan100", "snapshot.scan100"), 1, True
    yield "the same, over SQLite", ratio("sqlite.scan100", "snapshot.scan100"), None, True
    yield "serializable-snapshot over snapshot", \
        ratio("snapshot.txn8", "serializable-snapshot.txn8"), 0.9, True
    yield "write-snapshot over snapshot", \
        ratio("snapshot.txn8", "write-snapshot.txn8"), 0.97, True
    yield "time with 10,000 other transactions open", \
        ratio("snapshot.open10000", "snapshot.open0"), 1.1, False
    yield "time with 1,000,000 keys over 1,000", \
        ratio("snapshot.keys1000000", "snapshot.keys1000"), None, False
    yield "time to find 1 of 10,000 versions over 1 of 10", \
        ratio("snapshot.chain10000", "snapshot.chain10"), None, False
    yield "bytes per key (Dictionary: %.0f)" % (median("dictionary.key") or 0), \
        median("engine.key"), None, False
    yield "bytes per version", median("engine.version"), None, False
    classic = ["read-committed", "snapshot", "serializable-snapshot", "two-phase-locking"]
    yield "63,063,000 orders in 4 modes, seconds", \
        quotient(total(*(f"{mode}.ring4.ms" for mode in classic)), 1000), 0.1, False
    yield "orders one by one over isolationtester, write skew", \
        ratio("tester.write-skew", "write-skew.order"), 500, True
    yield "the same, two-ids", ratio("tester.two-ids", "two-ids.order"), 500, True
    yield "the judge, millions of transactions per second", \
        quotient(1000, median("judge.1000000")), 1, True
    yield "the judge, time per transaction, 1,000,000 over 10,000", \
        ratio("judge.1000000", "judge.10000"), 2, False
    yield "check of 100,000 transactions, seconds", median("check.seconds"), 0.7, False
    yield "start over sqlite3", ratio("isolab.start", "sqlite3.start"), 1, False
    yield "export --all, seconds", median("export.seconds"), 3, False
    yield "--json, thousands of lines per second", \
        quotient(median("json50000.rate"), 1000), 60, True
    yield "--json, MiB for 1,000,000 lines", median("json1000000.peak"), 200, False


def print_table():
    print(f"{'':<55}{'figure':>10}{'target':>8}")
    for name, value, target, more in rows():
        shown = "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.2f}"
        met = target is None or value is None or (value >= target if more else value <= target)
        print(f"{name:<55}{shown:>10}{target or '':>8}{'' if met else '  missed'}")
    for line in missing:
        print(f"missing: {line}")


memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
with tempfile.TemporaryDirectory(dir=memory) as folder:
    measure_engine(folder)
    measure_tester()
    measure_program(folder)
print_table()
