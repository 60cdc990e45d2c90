#if MariaDB
  import Foundation
  import Language
  import Stores
  import Testing
  import Vocabulary

  @testable import Connecting
  @testable import MariaDB

  /// Waits, and the aborts of InnoDB.
  @Suite(.enabled(if: TestDatabase.mariadb.isInstalled, TestDatabase.mariadb.isMissing))
  struct MariaDBWaitTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.mariadb.server() }

    static let changed = StoreAnswer.aborted(
      .concurrentUpdate,
      report:
        "1020 Record has changed since last read in table 'isolab'; try restarting transaction"
    )

    /// InnoDB writes the newest version, whatever the snapshot shows: a lost update.
    @Test(arguments: 0..<20) func theSecondWriterWaitsAndGoesOn(_: Int) throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.begin(2)
      #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      #expect(try bench.resumed() == [])
      #expect(try bench.ask(1, .get("y")) == .row("y", "1"))
      #expect(try bench.resumed() == [])
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, .done)])
      #expect(try bench.ask(2, .commit) == .done)
      try bench.begin(3)
      #expect(try bench.ask(3, .get("x")) == .row("x", "3", by: 2))
    }

    @Test func withSnapshotIsolationTheSecondWriterIsAborted() throws {
      let bench = try server.bench(["x": "1"], StoreOptions(), "&snapshot_isolation=on")
      try bench.begin(1)
      try bench.begin(2)
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, Self.changed)])
      // No transaction is left in which anything could be committed.
      #expect(try bench.begin(2) == .done)
      #expect(try bench.ask(2, .get("x")) == .row("x", "2", by: 1))
      try bench.begin(3)
      try bench.put(3, "x", "4")
      try bench.ask(3, .commit)
      #expect(try bench.ask(2, .delete("x")) == Self.changed)
    }

    /// Without an error, a range UPDATE acts on rows that the snapshot does not show.
    @Test(arguments: [false, true]) func anUpdateFindsWhatTheSnapshotHides(isOn: Bool) throws {
      let bench = try server.bench(
        ["x": "1"], StoreOptions(), "&snapshot_isolation=\(isOn ? "on" : "off")")
      try bench.begin(1)
      try bench.begin(2)
      try bench.put(2, "x", "5")
      try bench.ask(2, .commit)
      #expect(try bench.ask(1, .get("x")) == .row("x", "1"))
      let more = Formulas.change(Formulas.binary(Formulas.value, .plus, "1"), filter: "5")
      #expect(
        try bench.ask(1, more)
          == (isOn
            ? Self.changed
            : .changed([ChangedRow("x", "6", found: .first(by: 2), number: 1)])))
    }

    /// The session that waits is aborted by another one's step, which goes on.
    @Test(arguments: 0..<20) func theLighterOneIsTheVictim(_: Int) throws {
      let bench = try server.bench(["x": "1", "y": "1", "z": "1"])
      try bench.begin(1)
      try bench.begin(2)
      for key in ["x", "z", "new"] as [Key] { try bench.put(1, key, "2") }
      try bench.put(2, "y", "3")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      #expect(try bench.put(1, "y", "2") == .done)
      #expect(try bench.resumed() == [Resumed(2, StoreWaitTests.deadlock(on: .mariadb))])
      #expect(try bench.ask(1, .commit) == .done)
    }

    @Test func theBlockerIsNamedAmongSeveral() throws {
      let bench = try server.bench(["x": "1", "y": "1", "z": "1"])
      for number in 1...4 { try bench.begin(number, .twoPhaseLocking) }
      // T1 only reads; InnoDB then has no number for it.
      #expect(try bench.ask(1, .get("x")) == .row("x", "1"))
      try bench.put(2, "y", "2")
      try bench.put(3, "z", "2")
      #expect(try bench.put(4, "x", "2") == .waits(1))
      #expect(try bench.put(3, "y", "2") == .waits(2))
      try bench.ask(2, .commit)
      #expect(try bench.resumed() == [Resumed(3, .done)])
    }

    @Test func aWaitingRequestCanBeWithdrawn() throws {
      let bench = try server.bench()
      for number in 1...3 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      #expect(try bench.run.cancel(TransactionID(2)) == nil)
      #expect(try bench.resumed() == [])
      // The transaction has kept what it wrote before.
      #expect(try bench.ask(2, .get("y")) == .row("y", "3", by: 2))
      #expect(try bench.put(3, "y", "4") == .waits(2))
      try bench.ask(2, .rollback)
      #expect(try bench.resumed() == [Resumed(3, .done)])
      try bench.ask(1, .commit)
      #expect(try bench.run.cancel(TransactionID(1)) == nil)
    }

    /// 1205 undoes the statement only.
    @Test func aLockTimeoutLeavesTheTransactionOpen() throws {
      let bench = try server.bench()
      for number in 1...2 { try bench.begin(number) }
      let run = try #require(bench.run as? MariaDBRun)
      let session = try #require(run.state.open[TransactionID(2)]?.session)
      try session.order(
        "SET SESSION innodb_lock_wait_timeout = 1", by: ServerDeadline(run.place))
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      var resumed: [Resumed] = []
      while resumed.isEmpty { resumed = try bench.resumed() }
      #expect(
        resumed == [
          Resumed(2, .refused("1205 Lock wait timeout exceeded; try restarting transaction"))
        ])
      #expect(try bench.ask(2, .get("y")) == .row("y", "3", by: 2))
      #expect(try bench.ask(2, .commit) == .done)
    }

    /// Who may not see InnoDB's status still learns of each wait.
    @Test(arguments: 0..<5) func waitsAreFoundWithoutTheRightToSeeThem(_: Int) throws {
      try server.query(
        "CREATE USER IF NOT EXISTS plain; GRANT ALL ON `isolab\\_%`.* TO plain")
      let bench = try StoreBench(server.url("plain"))
      for number in 1...3 { try bench.begin(number, .readCommitted) }
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(for: []))
      #expect(try bench.resumed() == [])
      try bench.ask(3, .rollback)
      #expect(try bench.put(1, "y", "3") == .done)
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(2, .done)])
    }
  }
#endif
