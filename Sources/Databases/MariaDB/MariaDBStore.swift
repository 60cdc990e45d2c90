#if MariaDB
  import Stores
  import Vocabulary

  /// A MariaDB or MySQL server, or a Galera cluster, used through the library libmariadb.
  ///
  /// A session is a connection; in a cluster, sessions go to the nodes in turn. Nothing blocks on
  /// the server: libmariadb's calls return when they would have to wait
  /// ([MariaWork](MariaWork.swift)), and poll(2) awaits the socket, so isolab can give up on a
  /// silent server. While an answer is missing, a separate connection asks InnoDB which
  /// transactions wait ([MariaPicture](MariaPicture.swift)), so a wait is never recognized by its
  /// length.
  ///
  /// isolab works only in a database that it makes itself ([MariaDatabase](MariaDatabase.swift)).
  /// Each active run has a table of its own there ([MariaPool](MariaPool.swift)); tables and
  /// connections are reused.
  final class MariaDBStore: Store {
    let identity: StoreIdentity
    let pool: MariaPool

    init(
      _ url: StoreURL, _ options: StoreOptions, database: MariaDatabase = MariaDatabase()
    ) throws(StoreFailure) {
      let place = try MariaPlace(url, options)
      pool = try MariaPool(place, database)
      identity = StoreIdentity(
        scheme: "mariadb",
        title: pool.server.title
          + (place.snapshotIsolation == true ? ", innodb_snapshot_isolation on" : ""),
        url: place.url,
        levels: [
          StoreLevel("READ UNCOMMITTED", .readUncommitted),
          StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
          StoreLevel("SERIALIZABLE", .twoPhaseLocking),
        ],
        // Without versions, or without RETURNING, which MySQL lacks, nothing shows what has
        // changed.
        changesRanges: place.keepsVersions && pool.server.isMariaDB)
    }

    func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
      let table = try pool.lend()
      do throws(StoreFailure) {
        try table.fill(rows)
      } catch {
        pool.discard(table)
        throw error
      }
      return MariaDBRun(table, of: pool)
    }

    func close() { pool.close() }
  }
#endif
