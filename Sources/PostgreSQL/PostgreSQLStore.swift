#if PostgreSQL
  package import Connecting
  package import Stores
  import Vocabulary

  /// A PostgreSQL server, used through its library libpq.
  ///
  /// A session is a connection. Nothing blocks on the server: isolab awaits what it sends and
  /// receives with poll(2), so it can give up on a silent server. While an answer is missing, a
  /// second connection asks the server what the session waits for ([PGBlocking](PGBlocking.swift)),
  /// so a wait is never recognized by its length.
  ///
  /// isolab works only in a schema that it makes itself ([PGSchema](PGSchema.swift)). Each active
  /// run has a table of its own there ([ServerPool](../Connecting/Server/ServerPool.swift)).
  ///
  /// Keys and values have the type text, so the statements are like those of an application. Text
  /// cannot contain the character NUL; such a request is refused.
  typealias PostgreSQLStore = ServerStore<PostgreSQLRun>

  extension PostgreSQLStore {
    /// Tests give a name; otherwise the schema has one that no other store has.
    convenience init(
      _ url: StoreURL, _ options: StoreOptions, schema: String = ServerMaker.newName
    ) throws(StoreFailure) {
      let place = try PGPlace(url, options)
      let schema = try PGSchema(schema, place)
      let identity = StoreIdentity(
        scheme: "postgresql", title: "PostgreSQL \(schema.keeper.version)", url: place.url,
        levels: [
          StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
          // It compares snapshots with those of other runs, too, and may wait for theirs.
          StoreLevel("SERIALIZABLE", .serializableSnapshot, isDisturbed: true),
        ], changesRanges: true)
      self.init(identity, schema)
    }
  }

  extension StoreURL {
    /// The store of a `postgresql:` URL.
    package func openPostgreSQL(_ options: StoreOptions) throws(StoreFailure) -> any Store {
      try PostgreSQLStore(self, options)
    }
  }
#endif
