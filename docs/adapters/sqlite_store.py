"""SQLite behind isolab's adapter protocol (docs/adapters.md), by Python's own module.

Each session is a connection to one temporary file in WAL mode. SQLite says only "busy" to a session
that must wait, so the adapter asks isolab to repeat such requests ("reports": "retry").
It needs Python 3.11 or newer.
"""
import json
import os
import sqlite3
import sys
import tempfile

LEVELS = {"BEGIN DEFERRED": "snapshot", "BEGIN IMMEDIATE": "two-phase-locking"}
UPSERT = "INSERT INTO t (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"


class Store:
    def __init__(self, path):
        self.path = path
        self.connections = {}
        self.writer = None  # the session that last took the write lock
        self.changes = 0  # how many rows the last write has changed
        self.connection("").execute("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID")

    def connection(self, session):
        if session not in self.connections:
            db = sqlite3.connect(self.path, timeout=0, isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")
            self.connections[session] = db
        return self.connections[session]

    def reset(self, rows):
        for db in self.connections.values():
            if db.in_transaction:
                db.execute("ROLLBACK")
        db = self.connection("")
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM t")
        db.executemany(UPSERT, rows)
        db.execute("COMMIT")
        return {"ok": True}

    def begin(self, session, level, read_only=False, late=False):
        db = self.connection(session)
        db.execute("PRAGMA query_only = FALSE")
        if level == "BEGIN IMMEDIATE":
            answer = self.write(session, level)
        else:
            db.execute("BEGIN DEFERRED")
            answer = {"ok": True}
            if not late:
                db.execute("SELECT k FROM t LIMIT 1").fetchall()  # takes the snapshot
        if read_only and "ok" in answer:
            db.execute("PRAGMA query_only = TRUE")
        return answer

    def get(self, session, key):
        row = self.connection(session).execute("SELECT v FROM t WHERE k = ?", (key,)).fetchone()
        return {"value": row and row[0]}

    def scan(self, session, low, high):
        statement = "SELECT k, v FROM t WHERE k >= ? AND (? IS NULL OR k < ?) ORDER BY k"
        rows = self.connection(session).execute(statement, (low, high, high)).fetchall()
        return {"rows": rows}

    def put(self, session, key, value):
        return self.write(session, UPSERT, (key, value))

    def delete(self, session, key):
        answer = self.write(session, "DELETE FROM t WHERE k = ?", (key,))
        return {"deleted": self.changes > 0} if answer == {"ok": True} else answer

    def write(self, session, statement, parameters=()):
        """A statement that needs the write lock."""
        try:
            self.changes = self.connection(session).execute(statement, parameters).rowcount
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return {"waits": [self.writer]}
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY_SNAPSHOT:
                return {"refused": f"{error.sqlite_errorname}: {error}"}
            self.end(session, "ROLLBACK")
            return {"aborted": f"{error.sqlite_errorname}: {error}", "kind": "concurrent-update"}
        self.writer = session
        return {"ok": True}

    def end(self, session, statement):
        db = self.connection(session)
        if db.in_transaction:  # a BEGIN IMMEDIATE that waits has not begun
            db.execute(statement)
        return {"ok": True}


def answer(store, request):
    if "isolab" in request:
        levels = [{"name": name, "like": mode} for name, mode in LEVELS.items()]
        return {"store": f"SQLite {sqlite3.sqlite_version}", "levels": levels, "reports": "retry"}
    do, session = request["do"], request.get("session")
    if do == "reset":
        return store.reset(request["rows"])
    if do == "begin":
        return store.begin(
            session, request["level"], request.get("readOnly", False), request.get("late", False))
    if do == "get":
        return store.get(session, request["key"])
    if do == "scan":
        return store.scan(session, request["low"], request["high"])
    if do == "put":
        return store.put(session, request["key"], request["value"])
    if do == "delete":
        return store.delete(session, request["key"])
    return store.end(session, do.upper())  # commit or rollback


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store(os.path.join(folder, "store.db"))
        for line in sys.stdin.buffer:
            print(json.dumps(answer(store, json.loads(line))), flush=True)


main()
