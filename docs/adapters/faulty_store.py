"""A store with two levels and a switch for each of some faults, to try isolab's suite on.

    isolab survey --on 'exec:python3 docs/adapters/faulty_store.py' --claims all
    isolab survey --on 'exec:python3 docs/adapters/faulty_store.py no-write-check' --claims snapshot

Transactions of both levels read a snapshot, and the second to change a key that a concurrent
transaction has changed is aborted. A serializable one also aborts at COMMIT if a key or a range that
it has read was changed since its snapshot."""
import json
import sys

FAULTS = {
    "no-write-check": "a change of a key that was changed since the snapshot is not noticed",
    "late-check": "the check looks at changes since the first write, not since the snapshot",
    "moving-snapshot": "each read takes a new snapshot",
    "torn-commit": "the second key of a commit is visible one request later than the first",
    "dirty-read": "reads see what others have not committed",
    "kept-rollback": "ROLLBACK leaves the writes of the transaction behind",
    "commit-after-abort": "a transaction that is aborted commits nevertheless",
    "lost-own-write": "a transaction does not see its own writes",
    "deleted-in-scan": "scans return deleted rows",
    "no-read-check": "a serializable transaction does not check the keys that it has read",
    "no-range-check": "nor the ranges, so that phantoms stay unnoticed",
}
fault = sys.argv[1] if len(sys.argv) > 1 else None
if fault and fault not in FAULTS:
    sys.exit(f"unknown fault {fault}; known are {', '.join(FAULTS)}")

versions = {}  # by key: [number of the commit, value or None], the oldest first
clock = 0
late = []  # what torn-commit still has to publish
transactions = {}  # by session


class Transaction:
    def __init__(self, level):
        self.level, self.snapshot, self.first_write = level, clock, None
        self.writes, self.keys, self.ranges = {}, set(), []


def publish(writes):
    for key, value in writes.items():
        versions.setdefault(key, []).append((clock, value))


def committed(key, snapshot):
    return next((value for number, value in reversed(versions.get(key, []))
                 if number <= snapshot), None)


def read(me, key):
    if key in me.writes and fault != "lost-own-write":
        return me.writes[key]
    if fault == "dirty-read":
        for other in transactions.values():
            if key in other.writes and other is not me:
                return other.writes[key]
    return committed(key, clock if fault == "moving-snapshot" else me.snapshot)


def scan(me, low, high):
    keys = {*versions, *(key for other in transactions.values() for key in other.writes)}
    for key in sorted(key for key in keys if low <= key and (high is None or key < high)):
        value = read(me, key)
        if value is None and fault == "deleted-in-scan":
            value = next((old for _, old in reversed(versions.get(key, [])) if old), None)
        if value is not None:
            yield [key, value]


def changed_since(number, keys, ranges=()):
    return any(last > number and (key in keys or any(low <= key and (high is None or key < high)
                                                     for low, high in ranges))
               for key, [*_, (last, _)] in versions.items())


def abort(session, reason):
    me = transactions.pop(session)
    if fault == "commit-after-abort":
        finish(me)
    return {"aborted": reason, "kind": "first-committer"}


def finish(me):
    global clock
    clock += 1
    writes = list(me.writes.items())
    if fault == "torn-commit" and len(writes) > 1:
        late.append(dict(writes[1:]))
        writes = writes[:1]
    publish(dict(writes))


def commit(session):
    me = transactions[session]
    start = me.first_write if fault == "late-check" else me.snapshot
    if me.writes and fault != "no-write-check" and changed_since(start, me.writes):
        return abort(session, "write conflict")
    if me.writes and me.level == "serializable" and changed_since(
            me.snapshot, me.keys if fault != "no-read-check" else (),
            me.ranges if fault != "no-range-check" else ()):
        return abort(session, "a read was overwritten")
    del transactions[session]
    finish(me)
    return {"ok": True}


def answer(request):
    global versions, clock, transactions, late
    do, session = request.get("do"), request.get("session")
    me = transactions.get(session)
    if "isolab" in request:
        return {"store": "faulty 1.0", "levels": ["snapshot", "serializable"]}
    if do != "commit":
        while late:
            publish(late.pop())
    if do == "reset":
        versions = {key: [(0, value)] for key, value in request["rows"]}
        clock, transactions, late = 0, {}, []
    elif do == "begin":
        transactions[session] = Transaction(request["level"])
    elif do == "get":
        me.keys.add(request["key"])
        return {"value": read(me, request["key"])}
    elif do == "scan":
        me.ranges.append((request["low"], request["high"]))
        return {"rows": list(scan(me, request["low"], request["high"]))}
    elif do in ("put", "delete"):
        existed = read(me, request["key"]) is not None
        me.first_write = clock if me.first_write is None else me.first_write
        me.writes[request["key"]] = request.get("value")
        return {"deleted": existed} if do == "delete" else {"ok": True}
    elif do == "commit":
        return commit(session)
    elif do == "rollback":
        transactions.pop(session)
        if fault == "kept-rollback":
            finish(me)
    return {"ok": True}


for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line))), flush=True)
