#if PostgreSQL
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// The tables of a store, lent to one run each.
  ///
  /// Any thread may ask it; a mutex keeps them apart.
  final class PGPool: @unchecked Sendable {
    let place: PGPlace
    /// The server's number, such as `15.18`.
    let version: String
    let schema: PGSchema
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// Makes and removes the schema, and ends sessions; nil after `close`.
    private var keeper: PGConnection?
    private var idle: [PGTable] = []
    private var made = 0

    init(_ place: PGPlace, _ schema: PGSchema) throws(StoreFailure) {
      let keeper = try PGConnection(place, name: schema.sessionName(0))
      let deadline = SQLDeadline(place)
      try keeper.order(PGStatement("SET lock_timeout = '5s'"), by: deadline)
      (self.place, self.schema, version) = (place, schema, keeper.version)
      mutex.initialize(to: pthread_mutex_t())
      pthread_mutex_init(mutex, nil)
      try PGSchema.dropLeftovers(by: keeper, deadline)
      try schema.make(by: keeper, deadline)
      self.keeper = keeper
    }

    deinit {
      close()
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    /// A table that no other run has.
    func lend() throws(StoreFailure) -> PGTable {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      guard keeper != nil else { throw place.failure("is closed") }
      if let table = idle.popLast() { return table }
      made += 1
      return try PGTable(made, schema, place)
    }

    /// Takes a table back; all of its transactions have ended.
    func takeBack(_ table: PGTable) {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      if keeper != nil { idle.append(table) }
    }

    /// Ends the sessions of a table that cannot be reused.
    func discard(_ table: PGTable) {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      guard let keeper else { return }
      try? schema.endSessions(of: table.number, by: keeper, SQLDeadline(tidying: place))
    }

    /// Removes everything that was made, as far as the server still answers.
    func close() {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      guard let keeper else { return }
      idle = []
      try? schema.drop(by: keeper, SQLDeadline(tidying: place))
      self.keeper = nil
    }
  }
#endif
