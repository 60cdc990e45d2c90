#if PostgreSQL
  import Stores
  import Vocabulary

  /// A PostgreSQL server, used through its library libpq.
  ///
  /// A session is a connection. Nothing blocks on the server: isolab awaits what it sends and
  /// receives with poll(2), so it can give up on a silent server. While an answer is missing, a
  /// second connection asks the server what the session waits for ([PGBlocking](PGBlocking.swift)),
  /// so a wait is never recognized by its length.
  ///
  /// isolab works only in a schema that it makes itself ([PGSchema](PGSchema.swift)). Each active
  /// run has a table of its own there ([PGPool](PGPool.swift)). Tables and connections are reused.
  ///
  /// Keys and values have the type text, so the statements are like those of an application. Text
  /// cannot contain the character NUL; such a request is refused.
  final class PostgreSQLStore: Store {
    let identity: StoreIdentity
    let pool: PGPool

    init(
      _ url: StoreURL, _ options: StoreOptions, schema: PGSchema = PGSchema()
    ) throws(StoreFailure) {
      let place = try PGPlace(url, options)
      pool = try PGPool(place, schema)
      identity = StoreIdentity(
        scheme: "postgresql", title: "PostgreSQL \(pool.version)", url: place.url,
        levels: [
          StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
          // It compares snapshots with those of other runs, too, and may wait for theirs.
          StoreLevel("SERIALIZABLE", .serializableSnapshot, isDisturbed: true),
        ], changesRanges: true)
    }

    func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
      let table = try pool.lend()
      do throws(StoreFailure) {
        try table.fill(rows)
      } catch {
        pool.discard(table)
        throw error
      }
      return PostgreSQLRun(table, of: pool)
    }

    func close() { pool.close() }
  }
#endif
