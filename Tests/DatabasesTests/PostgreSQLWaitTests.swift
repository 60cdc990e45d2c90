#if PostgreSQL
  import Databases
  import Stores
  import Testing
  import Vocabulary

  /// Waits, and the aborts of PostgreSQL.
  @Suite(.enabled(if: TestDatabase.postgresql.isInstalled, TestDatabase.postgresql.isMissing))
  struct PostgreSQLWaitTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.postgresql.server() }

    private static let concurrentUpdate = StoreAnswer.aborted(
      .concurrentUpdate, report: "40001 could not serialize access due to concurrent update")
    private static let dangerousStructure = StoreAnswer.aborted(
      .dangerousStructure,
      report: "40001 could not serialize access due to read/write dependencies among transactions")
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

    /// A user who may not set deadlock_timeout: the server looks after its own time, which here is
    /// a third of a second.
    ///
    /// Then whichever it names is the victim.
    @Test func aRingIsBrokenWithoutTheRightToSetTheTime() throws {
      try server.query("CREATE ROLE plain LOGIN")
      try server.query("GRANT CREATE ON DATABASE postgres TO plain")
      try server.query("ALTER ROLE plain SET deadlock_timeout = '300ms'")
      let bench = try StoreBench(server.url("plain"))
      for number in 1...3 { try bench.begin(number, .readCommitted) }
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(1, "y", "2") == .waits(2))
      let closing = try bench.put(2, "x", "3")
      let resumed = try bench.resumed()
      let deadlock = StoreWaitTests.deadlock(on: .postgresql)
      #expect(
        closing == deadlock && resumed == [Resumed(1, .done)]
          || closing == .done && resumed == [Resumed(1, deadlock)])
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
      #expect(
        try bench.begin(2, .serializableSnapshot, readOnly: true, deferrable: true) == .waits(1))
      #expect(try bench.resumed() == [])
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, .done)])
      guard case .row(let row) = try bench.ask(2, .get("x")) else { return }
      #expect(row?.value == "2" || row?.value == "1")
    }

    /// PostgreSQL 15 then answers that nobody blocks it.
    @Test func aDeferrableBeginWaitsAfterAnEarlierTransactionOfItsSession() throws {
      let bench = try server.bench()
      try bench.begin(1, .serializableSnapshot)
      try bench.begin(2, .serializableSnapshot, readOnly: true)
      try bench.begin(3, .snapshot)
      try bench.ask(2, .commit)
      #expect(
        try bench.begin(4, .serializableSnapshot, in: 2, readOnly: true, deferrable: true)
          == .waits(1))
      try bench.ask(1, .rollback)
      #expect(try bench.resumed() == [Resumed(4, .done)])
      #expect(try bench.ask(4, .get("x")) == .row("x", "1"))
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
      let own = try TestServer(.postgresql)
      defer { withExtendedLifetime(own) {} }
      let store = try KnownStores.open(own.url(), StoreOptions())
      var rows: [Key: Value] = [:]
      for number in 10..<22 { rows[Key("k\(number)")] = "1" }
      for number in 0..<400 {
        let isNew = number.isMultiple(of: 2)
        let run = try store.run(from: rows)
        for id in 1...2 {
          _ = try run.begin(
            TransactionID(id), SessionName("s\(id)"), store.identity.levels[2])
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
  }
#endif
