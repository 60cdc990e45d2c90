// RocksDB with optimistic transactions: rocksdb FOLDER. Without its log.
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <memory>
#include "work.h"

using namespace rocksdb;

static OptimisticTransactionDB *db;
static Transaction *transaction;
static WriteOptions written;

static void transact(char (*gets)[KEY + 1], char (*puts)[KEY + 1], int width, char digit) {
  OptimisticTransactionOptions options;
  options.set_snapshot = true;
  transaction = db->BeginTransaction(written, options, transaction);
  ReadOptions read;
  read.snapshot = transaction->GetSnapshot();
  std::string value;
  for (int i = 0; i < width; i++) {
    must(transaction->Get(read, Slice(gets[i], KEY), &value).ok(), "a get");
    sum += value[0];
  }
  for (int i = 0; i < width; i++) {
    must(transaction->Put(Slice(puts[i], KEY), Slice(&digit, 1)).ok(), "a put");
  }
  must(transaction->Commit().ok(), "a commit");
}

static void scan(const char *low, const char *high) {
  std::unique_ptr<Iterator> rows(db->NewIterator(ReadOptions()));
  for (rows->Seek(Slice(low, KEY)); rows->Valid() && rows->key().compare(Slice(high, KEY)) < 0;
       rows->Next()) {
    sum += rows->value().size();
  }
}

int main(int argc, char **argv) {
  Options options;
  options.create_if_missing = true;
  written.disableWAL = true;
  must(argc == 2 && OptimisticTransactionDB::Open(options, argv[1], &db).ok(), "Open");
  for (int i = 0; i < KEYS; i++) {
    char text[KEY + 1];
    name(text, i);
    must(db->Put(written, Slice(text, KEY), "0").ok(), "Put");
  }
  measure_scans("rocksdb.scan100");
  measure("rocksdb.txn8", 4, 0);
  measure("rocksdb.rmw1", 1, 1);
  return sum == 0;
}
