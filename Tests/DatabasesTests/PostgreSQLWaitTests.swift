#if PostgreSQL
  import Databases
  import Stores
  import Testing
  import Vocabulary

  /// Waits, and the aborts of PostgreSQL.
  @Suite(.enabled(if: PostgreSQLServer.isInstalled, PostgreSQLServer.isMissing))
  struct PostgreSQLWaitTests {
    private let server: PostgreSQLServer

    init() throws { server = try #require(PostgreSQLServer.shared) }

    private static let concurrentUpdate = StoreAnswer.aborted(
      .concurrentUpdate, report: "40001 could not serialize access due to concurrent update")
    private static let dangerousStructure = StoreAnswer.aborted(
      .dangerousStructure,
      report: "40001 could not serialize access due to read/write dependencies among transactions")
    private static let deadlock = StoreAnswer.aborted(.deadlock, report: "40P01 deadlock detected")

    @Test func theSecondWriterWaitsAndIsAborted() throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.begin(2)
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      #expect(try bench.resumed() == [])
      #expect(try bench.ask(1, .get("y")) == .row("y", "1"))
      #expect(try bench.resumed() == [])
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, Self.concurrentUpdate)])
      #expect(try bench.begin(2) == .done)
      #expect(try bench.ask(2, .get("x")) == .row("x", "2", by: 1))
    }

    @Test func theSecondWriterGoesOnAfterARollback() throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.begin(2)
      #expect(try bench.ask(1, .delete("x")) == .deleted(true))
      #expect(try bench.ask(2, .delete("x")) == .waits(1))
      try bench.ask(1, .rollback)
      #expect(try bench.resumed() == [Resumed(2, .deleted(true))])
      #expect(try bench.ask(2, .commit) == .done)
    }

    @Test func aConcurrentDeleteAborts() throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.begin(2)
      #expect(try bench.ask(2, .getForUpdate("x")) == .row("x", "1"))
      #expect(try bench.ask(1, .delete("x")) == .waits(2))
      #expect(try bench.ask(2, .delete("x")) == .deleted(true))
      try bench.ask(2, .commit)
      #expect(
        try bench.resumed() == [
          Resumed(
            1,
            .aborted(
              .concurrentUpdate,
              report: "40001 could not serialize access due to concurrent delete"))
        ])
    }

    /// The third one waits for the second, which waits as well.
    @Test(arguments: 0..<10) func severalGoOnInTurn(_: Int) throws {
      let bench = try server.bench()
      for number in 1...4 { try bench.begin(number, .readCommitted) }
      try bench.ask(1, .getForUpdate("x"))
      #expect(try bench.ask(2, .getForUpdate("x")) == .waits(1))
      guard case .waits(let blockers) = try bench.ask(3, .getForUpdate("x")) else {
        Issue.record("T3 did not wait")
        return
      }
      #expect(blockers == [TransactionID(2)])
      #expect(try bench.ask(4, .getForUpdate("y")) == .row("y", "1"))
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, .row("x", "1"))])
      try bench.ask(4, .rollback)
      #expect(try bench.resumed() == [])
      try bench.ask(2, .rollback)
      #expect(try bench.resumed() == [Resumed(3, .row("x", "1"))])
    }

    @Test(arguments: 0..<10) func whoClosesARingIsTheVictim(_: Int) throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.begin(2)
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(1, "y", "2") == .waits(2))
      #expect(try bench.put(2, "x", "3") == Self.deadlock)
      #expect(try bench.resumed() == [Resumed(1, .done)])
      #expect(try bench.ask(1, .commit) == .done)
    }

    /// A user who may not set deadlock_timeout: the server looks after its own time, which here is
    /// a third of a second.
    ///
    /// Then whichever it names is the victim.
    @Test func aRingIsBrokenWithoutTheRightToSetTheTime() throws {
      try server.psql("CREATE ROLE plain LOGIN")
      try server.psql("GRANT CREATE ON DATABASE postgres TO plain")
      try server.psql("ALTER ROLE plain SET deadlock_timeout = '300ms'")
      let bench = try StoreBench(server.url(user: "plain"))
      for number in 1...3 { try bench.begin(number, .readCommitted) }
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(1, "y", "2") == .waits(2))
      let closing = try bench.put(2, "x", "3")
      let resumed = try bench.resumed()
      #expect(
        closing == Self.deadlock && resumed == [Resumed(1, .done)]
          || closing == .done && resumed == [Resumed(1, Self.deadlock)])
    }

    @Test func aSerializationFailureIsFoundAtCommit() throws {
      let bench = try server.bench(["a": "1", "b": "1"])
      for number in 1...2 { try bench.begin(number, .serializableSnapshot) }
      for number in 1...2 { try bench.ask(number, .scan(.all)) }
      #expect(try bench.put(1, "a", "2") == .done)
      #expect(try bench.put(2, "b", "2") == .done)
      #expect(try bench.ask(1, .commit) == .done)
      #expect(try bench.ask(2, .commit) == Self.dangerousStructure)
      #expect(try bench.begin(2, .serializableSnapshot) == .done)
      #expect(try bench.ask(2, .get("a")) == .row("a", "2", by: 1))
    }

    @Test func aDeferrableBeginWaitsForASafeSnapshot() throws {
      let bench = try server.bench()
      try bench.begin(1, .serializableSnapshot)
      try bench.ask(1, .get("x"))
      try bench.put(1, "x", "2")
      let id = TransactionID(2)
      #expect(
        try bench.run.begin(
          StoreTransaction(
            id: id, session: "s2", level: bench.store.identity.levels[2], readOnly: true,
            deferrable: true)) == .waits(1))
      #expect(try bench.resumed() == [])
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, .done)])
      guard case .row(let row) = try bench.ask(2, .get("x")) else { return }
      #expect(row?.value == "2" || row?.value == "1")
    }

    @Test func aWaitingRequestCanBeCancelled() throws {
      let bench = try server.bench()
      for number in 1...3 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      guard case .waits = try bench.put(3, "x", "4") else {
        Issue.record("T3 did not wait")
        return
      }
      #expect(
        try bench.run.cancel(TransactionID(2))
          == .aborted(.serverError, report: "57014 canceling statement due to user request"))
      #expect(try bench.resumed() == [])
      #expect(try bench.begin(2) == .done)
      #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
      try bench.ask(1, .rollback)
      #expect(try bench.resumed() == [Resumed(3, .done)])
      #expect(
        bench.run.takeStatements().filter { $0 == "ROLLBACK;" }.count == 2)
    }

    /// PostgreSQL tracks the reads of SERIALIZABLE by page, and the table is used again and again.
    ///
    /// New keys are new in the index: all keys are on one page of it, so there the second commit
    /// fails. Where rows of earlier runs fill a page, an update of an old key is new in the index,
    /// too. The server is the test's own: while others have snapshots there, nothing can be vacuumed.
    @Test func resultsDoNotDependOnEarlierRuns() throws {
      let own = try PostgreSQLServer()
      defer { withExtendedLifetime(own) {} }
      let store = try KnownStores.open(own.url(), StoreOptions())
      var rows: [Key: Value] = [:]
      for number in 10..<22 { rows[Key("k\(number)")] = "1" }
      for number in 0..<400 {
        let isNew = number.isMultiple(of: 2)
        let run = try store.run(from: rows)
        for id in 1...2 {
          _ = try run.begin(
            StoreTransaction(
              id: TransactionID(id), session: SessionName("s\(id)"),
              level: store.identity.levels[2], readOnly: false, deferrable: false))
        }
        // Both read before both write, or there is only one antidependency.
        let keys = [(1, "k10"), (2, "k20")].map { ($0, Key(isNew ? $1 + "new\(number)" : $1)) }
        for (id, key) in keys { _ = try run.perform(.get(key), by: TransactionID(id)) }
        for (id, key) in keys {
          #expect(try run.perform(.put(key, "2", .first(by: id)), by: TransactionID(id)) == .done)
        }
        #expect(try run.perform(.commit, by: TransactionID(1)) == .done)
        let second = try run.perform(.commit, by: TransactionID(2))
        #expect(second == (isNew ? Self.dangerousStructure : .done), "run \(number)")
      }
    }

    /// A run that ends while sessions wait leaves nothing that hangs.
    @Test func aRunMayEndWhileSessionsWait() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      for _ in 0..<5 {
        let run = try store.run(from: ["x": "1"])
        for number in 1...3 {
          _ = try run.begin(
            StoreTransaction(
              id: TransactionID(number), session: SessionName("s\(number)"),
              level: store.identity.levels[1], readOnly: false, deferrable: false))
          _ = try run.perform(.put("x", "2", .first(by: number)), by: TransactionID(number))
        }
      }
      let schema = try server.schemaOf(store)
      let number = try server.psql(
        "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND application_name"
          + " LIKE '\(schema)%'")
      #expect(number == "0")
    }
  }
#endif
