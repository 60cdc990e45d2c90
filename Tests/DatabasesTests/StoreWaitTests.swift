import Stores
import Testing
import Vocabulary

/// Waits that are the same on each server.
@Suite struct StoreWaitTests {
  static func deadlock(on database: TestDatabase) -> StoreAnswer {
    .aborted(
      .deadlock,
      report: database == .postgresql
        ? "40P01 deadlock detected"
        : "1213 Deadlock found when trying to get lock; try restarting transaction")
  }

  /// A tie: both have written one row.
  @Test(arguments: TestDatabase.servers, 0..<20)
  func whoClosesARingIsTheVictim(database: TestDatabase, _: Int) throws {
    let bench = try database.bench()
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(1, "x", "2")
    try bench.put(2, "y", "3")
    #expect(try bench.put(1, "y", "2") == .waits(2))
    #expect(try bench.put(2, "x", "3") == Self.deadlock(on: database))
    #expect(try bench.resumed() == [Resumed(1, .done)])
    #expect(try bench.ask(1, .commit) == .done)
    #expect(try bench.begin(2) == .done)
    #expect(try bench.ask(2, .get("y")) == .row("y", "2", by: 1))
  }

  /// The third one waits for the second, which waits as well; MariaDB names the first, too.
  @Test(arguments: TestDatabase.servers, 0..<10)
  func severalGoOnInTurn(database: TestDatabase, _: Int) throws {
    let bench = try database.bench()
    for number in 1...4 { try bench.begin(number, .readCommitted) }
    try bench.ask(1, .getForUpdate("x"))
    #expect(try bench.ask(2, .getForUpdate("x")) == .waits(1))
    let blockers = (database == .postgresql ? [2] : [1, 2]).map { TransactionID($0) }
    #expect(try bench.ask(3, .getForUpdate("x")) == .waits(for: blockers))
    #expect(try bench.ask(4, .getForUpdate("y")) == .row("y", "1"))
    try bench.ask(1, .commit)
    #expect(try bench.resumed() == [Resumed(2, .row("x", "1"))])
    try bench.ask(4, .rollback)
    #expect(try bench.resumed() == [])
    try bench.ask(2, .rollback)
    #expect(try bench.resumed() == [Resumed(3, .row("x", "1"))])
  }

  @Test(arguments: TestDatabase.servers)
  func theSecondWriterGoesOnAfterARollback(database: TestDatabase) throws {
    let bench = try database.bench()
    try bench.begin(1)
    try bench.begin(2)
    #expect(try bench.ask(1, .delete("x")) == .deleted(true))
    #expect(try bench.ask(2, .delete("x")) == .waits(1))
    try bench.ask(1, .rollback)
    #expect(try bench.resumed() == [Resumed(2, .deleted(true))])
    #expect(try bench.ask(2, .commit) == .done)
  }

  /// What ends a run with sessions that wait must leave nothing that hangs.
  @Test(arguments: TestDatabase.servers)
  func aRunMayEndWhileSessionsWait(database: TestDatabase) throws {
    let bench = try database.bench()
    for _ in 0..<5 {
      let run = try bench.store.run(from: ["x": "1"])
      for number in 1...3 {
        let (id, level) = (TransactionID(number), bench.store.identity.nearest(to: .snapshot))
        _ = try run.begin(id, SessionName("s\(number)"), level)
        _ = try run.put("x", "2", by: id)
      }
    }
    // The bench's own run has no transaction yet.
    try database.server().expectNoTransaction(in: bench.container)
  }
}
