#if MariaDB
  package import Connecting
  package import Stores
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
  /// Each active run has a table of its own there
  /// ([ServerPool](../Connecting/Server/ServerPool.swift)).
  typealias MariaDBStore = ServerStore<MariaDBRun>

  extension MariaDBStore {
    /// Tests give a name; otherwise the database has one that no other store has.
    convenience init(
      _ url: StoreURL, _ options: StoreOptions, database: String = ServerMaker.newName
    ) throws(StoreFailure) {
      let place = try MariaPlace(url, options)
      let database = try MariaDatabase(database, place)
      let server = database.server
      let identity = StoreIdentity(
        scheme: "mariadb",
        title: server.title
          + (place.snapshotIsolation == true ? ", innodb_snapshot_isolation on" : ""),
        url: place.url,
        levels: [
          StoreLevel("READ UNCOMMITTED", .readUncommitted),
          StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
          StoreLevel("SERIALIZABLE", .twoPhaseLocking),
        ],
        // Without versions, or without RETURNING, which MySQL lacks, nothing shows what has
        // changed.
        changesRanges: place.keepsVersions && server.isMariaDB)
      self.init(identity, database)
    }
  }

  extension StoreURL {
    /// The store of a `mariadb:` URL.
    package func openMariaDB(_ options: StoreOptions) throws(StoreFailure) -> any Store {
      try MariaDBStore(self, options)
    }
  }
#endif
