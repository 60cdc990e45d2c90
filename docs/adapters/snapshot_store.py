"""A toy store with snapshot isolation that speaks isolab's adapter protocol (docs/adapters.md).

With --lost-update it has a bug: it never checks whether a row has changed since the snapshot."""
import json
import sys

BUG = "--lost-update" in sys.argv
state, changed, clock = {}, {}, 0  # committed rows, last commit of each key, number of commits
transactions = {}  # by session: its snapshot, the number of commits then, its own writes
waiting = {}  # by session: the put or the delete that waits, the oldest first


def rows(session):
    both = {**transactions[session][0], **transactions[session][2]}
    return {key: value for key, value in both.items() if value is not None}


def holder(request):
    """The other session with an uncommitted write of the key."""
    return next((name for name, (_, _, writes) in transactions.items()
                 if name != request["session"] and request["key"] in writes), None)


def write(request):
    session, key, other = request["session"], request["key"], holder(request)
    last = other
    while last in waiting:
        last = holder(waiting[last])
    if last == session:
        return end(session, {"aborted": "deadlock"})
    if other:
        waiting[session] = request
        return {"waits": [other]}
    waiting.pop(session, None)
    if changed.get(key, 0) > transactions[session][1] and not BUG:
        return end(session, {"aborted": "write conflict", "kind": "concurrent-update"})
    existed = key in rows(session)
    transactions[session][2][key] = request.get("value")  # None: deleted
    return {"deleted": existed} if request["do"] == "delete" else {"ok": True}


def end(session, answer):
    """Ends the transaction and tries the writes that wait, which may end others."""
    del transactions[session]
    waiting.pop(session, None)
    released = []
    for name, waits in list(waiting.items()):
        if name in waiting and "waits" not in (result := write(waits)):
            further = result.pop("released", [])
            released += [{"session": name, **result}, *further]
    return {**answer, "released": released}


def answer(request):
    global state, changed, clock, transactions, waiting
    do, session = request.get("do"), request.get("session")
    if "isolab" in request:
        return {"store": "toy 1.0", "levels": ["snapshot"]}
    elif do == "reset":
        state, changed, clock, transactions, waiting = dict(request["rows"]), {}, 0, {}, {}
    elif do == "begin":
        transactions[session] = (state, clock, {})
    elif do == "get":
        return {"value": rows(session).get(request["key"])}
    elif do == "scan":
        low, high = request["low"], request["high"]
        return {"rows": [[key, value] for key, value in rows(session).items()
                         if low <= key and (high is None or key < high)]}
    elif do in ("put", "delete"):
        return write(request)
    elif do == "commit":
        writes, clock = transactions[session][2], clock + 1
        state, changed = {**state, **writes}, {**changed, **dict.fromkeys(writes, clock)}
    return end(session, {"ok": True}) if do in ("commit", "rollback") else {"ok": True}


for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line))), flush=True)
