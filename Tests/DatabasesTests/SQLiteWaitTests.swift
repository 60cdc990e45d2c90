import Stores
import Testing
import Vocabulary

/// SQLite never waits; these are the waits that isolab makes of SQLITE_BUSY.
@Suite struct SQLiteWaitTests {
  private static let stale = StoreAnswer.aborted(
    .concurrentUpdate, report: "SQLITE_BUSY_SNAPSHOT: database is locked")

  @Test func theSecondWriterWaits() throws {
    let bench = try StoreBench()
    try bench.begin(1)
    try bench.begin(2)
    #expect(try bench.put(1, "x", "2") == .done)
    // Another key, too: the lock is on the whole file.
    #expect(try bench.put(2, "y", "2") == .waits(1))
    #expect(try bench.resumed() == [])
    #expect(try bench.ask(1, .rollback) == .done)
    #expect(try bench.resumed() == [Resumed(2, .done)])
    #expect(try bench.ask(2, .commit) == .done)
  }

  @Test func aCommitMakesTheOtherSnapshotsStale() throws {
    let bench = try StoreBench()
    for number in 1...3 { try bench.begin(number) }
    try bench.put(1, "x", "2")
    #expect(try bench.put(2, "y", "2") == .waits(1))
    #expect(try bench.ask(1, .commit) == .done)
    #expect(try bench.resumed() == [Resumed(2, Self.stale)])
    // Without a wait the answer is the same.
    #expect(try bench.put(3, "z", "2") == Self.stale)
    // Both connections are free.
    for number in [2, 3] {
      #expect(try bench.begin(number + 2, in: number) == .done)
      #expect(try bench.ask(number + 2, .get("x")) == .row("x", "2", by: 1))
    }
  }

  @Test func readersWithAnOldSnapshotCommit() throws {
    let bench = try StoreBench()
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(1, "x", "2")
    try bench.ask(1, .commit)
    #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
    #expect(try bench.ask(2, .commit) == .done)
  }

  @Test func immediateTransactionsBeginInTurn() throws {
    let bench = try StoreBench()
    #expect(try bench.begin(1, .twoPhaseLocking) == .done)
    #expect(try bench.begin(2, .twoPhaseLocking) == .waits(1))
    #expect(try bench.begin(3, .twoPhaseLocking) == .waits(1))
    try bench.put(1, "x", "2")
    try bench.ask(1, .commit)
    #expect(try bench.resumed() == [Resumed(2, .done)])
    // The snapshot is that of the time when the wait ended.
    #expect(try bench.ask(2, .get("x")) == .row("x", "2", by: 1))
    try bench.ask(2, .commit)
    #expect(try bench.resumed() == [Resumed(3, .done)])
  }

  @Test func aWaitThatBeganFirstEndsFirst() throws {
    let bench = try StoreBench()
    for number in 1...4 { try bench.begin(number) }
    try bench.put(2, "x", "2")
    for number in [4, 1, 3] { #expect(try bench.put(number, "y", Value("\(number)")) == .waits(2)) }
    try bench.ask(2, .rollback)
    #expect(try bench.resumed() == [Resumed(4, .done)])
    try bench.ask(4, .commit)
    #expect(try bench.resumed() == [Resumed(1, Self.stale), Resumed(3, Self.stale)])
  }

  @Test func aWithdrawnStatementHasDoneNothing() throws {
    let bench = try StoreBench()
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(1, "x", "2")
    #expect(try bench.put(2, "y", "2") == .waits(1))
    #expect(try bench.run.cancel(TransactionID(2)) == nil)
    try bench.ask(1, .rollback)
    #expect(try bench.resumed() == [])
    #expect(try bench.ask(2, .get("y")) == .row("y", "1"))
    #expect(try bench.put(2, "y", "3") == .done)
  }

  @Test func aWithdrawnBeginLeavesNoTransaction() throws {
    let bench = try StoreBench()
    try bench.begin(1, .twoPhaseLocking)
    #expect(try bench.begin(2, .twoPhaseLocking) == .waits(1))
    #expect(
      try bench.run.cancel(TransactionID(2))
        == .aborted(.timeout, report: "SQLITE_BUSY: database is locked"))
    try bench.ask(1, .commit)
    #expect(try bench.resumed() == [])
    #expect(try bench.begin(3, .twoPhaseLocking) == .done)
  }

  /// A statement that is sent again is noted when SQLite is no longer busy.
  @Test func retriesAreNotedAtTheEndOfTheWait() throws {
    let bench = try StoreBench()
    for number in 1...3 { try bench.begin(number) }
    try bench.put(1, "x", "2")
    _ = bench.run.takeStatements()
    try bench.put(2, "y", "2")
    try bench.ask(3, .rollback)
    #expect(try bench.resumed() == [])
    try bench.ask(1, .commit)
    #expect(try bench.resumed() == [Resumed(2, Self.stale)])
    let verbs = bench.run.takeStatements().map { $0.prefix { $0 != " " } }
    #expect(verbs == ["INSERT", "ROLLBACK", "COMMIT", "INSERT", "ROLLBACK"])
  }
}

/// The same in a rollback journal, where COMMIT waits for readers.
@Suite struct SQLiteJournalTests {
  private static let url = "sqlite:?journal=delete"
  private static let ring = StoreAnswer.aborted(
    .deadlock, report: "SQLITE_BUSY: database is locked")

  @Test func commitWaitsForReaders() throws {
    let bench = try StoreBench(Self.url)
    for number in 1...3 { try bench.begin(number) }
    #expect(try bench.put(1, "x", "2") == .done)
    #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
    #expect(try bench.ask(1, .commit) == .waits(for: [TransactionID(2), TransactionID(3)]))
    // Its lock keeps new readers away.
    #expect(try bench.begin(4) == .waits(1))
    try bench.ask(2, .commit)
    #expect(try bench.resumed() == [])
    try bench.ask(3, .commit)
    #expect(try bench.resumed() == [Resumed(1, .done), Resumed(4, .done)])
    #expect(try bench.ask(4, .get("x")) == .row("x", "2", by: 1))
  }

  @Test func theRequestThatClosesARingIsAborted() throws {
    let bench = try StoreBench(Self.url)
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(1, "x", "2")
    #expect(try bench.put(2, "y", "2") == .waits(1))
    #expect(try bench.ask(1, .commit) == Self.ring)
    #expect(try bench.resumed() == [Resumed(2, .done)])
    #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
    #expect(try bench.ask(2, .commit) == .done)
  }

  @Test func aReaderThatWritesClosesTheRing() throws {
    let bench = try StoreBench(Self.url)
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(1, "x", "2")
    #expect(try bench.ask(1, .commit) == .waits(2))
    #expect(try bench.put(2, "y", "2") == Self.ring)
    #expect(try bench.resumed() == [Resumed(1, .done)])
  }
}
