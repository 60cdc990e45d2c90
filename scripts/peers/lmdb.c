/* LMDB: lmdb FOLDER. Nothing is synced to the disk. */
#include <lmdb.h>
#include "work.h"

static MDB_env *env;
static MDB_dbi table;
static MDB_txn *reader;
static MDB_cursor *cursor;

static void transact(char (*gets)[KEY + 1], char (*puts)[KEY + 1], int width, char digit) {
  MDB_txn *txn;
  must(!mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  for (int i = 0; i < width; i++) {
    MDB_val key = {KEY, gets[i]}, value;
    must(!mdb_get(txn, table, &key, &value), "mdb_get");
    sum += *(char *)value.mv_data;
  }
  for (int i = 0; i < width; i++) {
    MDB_val key = {KEY, puts[i]}, value = {1, &digit};
    must(!mdb_put(txn, table, &key, &value, 0), "mdb_put");
  }
  must(!mdb_txn_commit(txn), "mdb_txn_commit");
}

static void scan(const char *low, const char *high) {
  must(!mdb_txn_renew(reader), "mdb_txn_renew");
  must(!mdb_cursor_renew(reader, cursor), "mdb_cursor_renew");
  MDB_val key = {KEY, (void *)low}, value;
  int result = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  while (!result && memcmp(key.mv_data, high, KEY) < 0) {
    sum += value.mv_size;
    result = mdb_cursor_get(cursor, &key, &value, MDB_NEXT);
  }
  mdb_txn_reset(reader);
}

int main(int argc, char **argv) {
  must(argc == 2 && !mdb_env_create(&env), "mdb_env_create");
  mdb_env_set_mapsize(env, (size_t)1 << 28);
  must(!mdb_env_open(env, argv[1], MDB_NOSYNC | MDB_WRITEMAP, 0600), "mdb_env_open");
  MDB_txn *txn;
  must(!mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  must(!mdb_dbi_open(txn, NULL, 0, &table), "mdb_dbi_open");
  for (int i = 0; i < KEYS; i++) {
    char text[KEY + 1];
    name(text, i);
    MDB_val key = {KEY, text}, value = {1, "0"};
    must(!mdb_put(txn, table, &key, &value, 0), "mdb_put");
  }
  must(!mdb_txn_commit(txn), "mdb_txn_commit");
  must(!mdb_txn_begin(env, NULL, MDB_RDONLY, &reader), "mdb_txn_begin");
  must(!mdb_cursor_open(reader, table, &cursor), "mdb_cursor_open");
  mdb_txn_reset(reader);
  measure_scans("lmdb.scan100");
  measure("lmdb.txn8", 4, 0);
  measure("lmdb.rmw1", 1, 1);
  return sum == 0;
}
