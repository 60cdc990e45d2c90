/* SQLite, in memory. */
#include <sqlite3.h>
#include "work.h"

static sqlite3 *db;
static sqlite3_stmt *begin, *commit, *get, *put, *range;

static void run(sqlite3_stmt *statement) {
  must(sqlite3_step(statement) == SQLITE_DONE, "sqlite3_step");
  sqlite3_reset(statement);
}

static void transact(char (*gets)[KEY + 1], char (*puts)[KEY + 1], int width, char digit) {
  run(begin);
  for (int i = 0; i < width; i++) {
    sqlite3_bind_text(get, 1, gets[i], KEY, SQLITE_STATIC);
    must(sqlite3_step(get) == SQLITE_ROW, "a get");
    sum += sqlite3_column_text(get, 0)[0];
    sqlite3_reset(get);
  }
  for (int i = 0; i < width; i++) {
    sqlite3_bind_text(put, 1, puts[i], KEY, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, &digit, 1, SQLITE_STATIC);
    run(put);
  }
  run(commit);
}

static void scan(const char *low, const char *high) {
  sqlite3_bind_text(range, 1, low, KEY, SQLITE_STATIC);
  sqlite3_bind_text(range, 2, high, KEY, SQLITE_STATIC);
  while (sqlite3_step(range) == SQLITE_ROW) {
    sum += sqlite3_column_text(range, 0)[0];
    sum += sqlite3_column_bytes(range, 1);
  }
  sqlite3_reset(range);
}

static sqlite3_stmt *prepare(const char *text) {
  sqlite3_stmt *statement;
  must(!sqlite3_prepare_v2(db, text, -1, &statement, NULL), text);
  return statement;
}

int main(void) {
  must(!sqlite3_open(":memory:", &db), "sqlite3_open");
  run(prepare("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID"));
  begin = prepare("BEGIN");
  commit = prepare("COMMIT");
  get = prepare("SELECT v FROM t WHERE k = ?1");
  put = prepare("INSERT INTO t VALUES (?1, ?2) ON CONFLICT (k) DO UPDATE SET v = ?2");
  range = prepare("SELECT k, v FROM t WHERE k >= ?1 AND k < ?2");
  run(begin);
  for (int i = 0; i < KEYS; i++) {
    char text[KEY + 1];
    name(text, i);
    sqlite3_bind_text(put, 1, text, KEY, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, "0", 1, SQLITE_STATIC);
    run(put);
  }
  run(commit);
  measure_scans("sqlite.scan100");
  measure("sqlite.txn8", 4, 0);
  measure("sqlite.rmw1", 1, 1);
  return sum == 0;
}
