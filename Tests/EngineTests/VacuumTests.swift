import Chance
import Foundation
import Testing
import Vocabulary

@testable import Engine

/// What a vacuum removes, what it leaves, and that nobody notices.
@Suite struct VacuumTests {
  private var step = 0

  /// How many random programs; the long test sets it higher.
  private static let count =
    ProcessInfo.processInfo.environment["ISOLAB_VACUUMS"].flatMap { UInt64($0) } ?? 250

  /// Answers, aborts with their conflicts, events and notices are the same with and without; and
  /// the events are all that the judge reads, so his verdicts are too.
  @Test(arguments: IsolationMode.allCases + [nil])
  func nobodyNotices(_ mode: IsolationMode?) {
    for seed in 0..<Self.count {
      let generator = ProgramGenerator(seed: seed, mode: mode)
      let database = Database(generator.seed)
      var run = PairedRun(generator, database, database)
      var random = Dice(seed: seed ^ 0xDEAD)
      let found = run.difference { run in
        run.vacuum(now: &random, mayForgetKeys: seed.isMultiple(of: 2))
      }
      if let difference = found ?? run.differenceAtTheEnd() {
        return run.record(difference, seed, mode)
      }
    }
  }

  private mutating func commit(_ requests: Request..., in database: inout Database) {
    step += 1
    let (id, _) = database.begin(.snapshot, step: step)
    for request in requests { _ = database.perform(request, by: id, step: step) }
    _ = database.perform(.commit, by: id, step: step)
  }

  @Test mutating func theOldestSnapshotIsTheHorizon() {
    var database = Database(["x": "0"])
    let (old, _) = database.begin(.snapshot, step: 1)
    commit(.put("x", "1"), in: &database)
    commit(.put("x", "2"), in: &database)
    let (young, _) = database.begin(.snapshot, step: 3)
    commit(.put("x", "3"), in: &database)
    commit(.delete("x"), in: &database)
    #expect(database.vacuum().removed.versions == 0)
    #expect(database.pins.map(\.transaction) == [old, young])
    #expect(database.pins.map(\.versions) == [5, 3])
    // Of 0, 1, 2, 3 and the tombstone the two see 0 and 2.
    #expect(database.bloat.unseen == 3)
    _ = database.perform(.rollback, by: old, step: 9)
    let second = database.vacuum()
    #expect((second.removed.versions, second.removed.bytes, second.pinned) == (2, 4, 3))
    #expect(database.versions(of: "x").map(\.value) == ["2", "3", nil])
    _ = database.perform(.rollback, by: young, step: 10)
    #expect(database.bloat.removable.versions == 3)
    #expect(database.vacuum().removed.versions == 3)
    #expect(database.versions(of: "x").isEmpty && database.brokenInvariant == nil)
  }

  /// A command of read-committed that waits goes on with the snapshot it began with.
  @Test mutating func aWaitingCommandOfReadCommittedPins() {
    var database = Database(["x": "0", "y": "0"])
    let (holder, _) = database.begin(.snapshot, step: 1)
    _ = database.perform(.put("x", "1"), by: holder, step: 2)
    let (waiter, _) = database.begin(.readCommitted, step: 3)
    _ = database.perform(.lock("x"), by: waiter, step: 4)
    commit(.put("y", "1"), in: &database)
    _ = database.perform(.rollback, by: holder, step: 5)
    #expect(database.vacuum().pinned == 1)
    #expect(database.resume()?.1.answer == .done)
    #expect(database.perform(.get("y"), by: waiter, step: 4).answer == .value("0"))
    #expect(database.vacuum().removed.versions == 1)
  }

  @Test mutating func tombstonesGoLast() {
    var database = Database()
    commit(.put("x", "1"), in: &database)
    commit(.delete("x"), in: &database)
    commit(.put("x", "2"), in: &database)
    commit(.delete("never"), in: &database)
    #expect(database.storedVersions == 4)
    #expect(database.vacuum().removed.versions == 3)
    #expect(database.versions(of: "x").map(\.value) == ["2"])
    #expect(database.keys(in: .all) == ["x"])
  }

  @Test mutating func itComesByItself() {
    var database = Database(["x": "0"])
    for _ in 1...4 { commit(.put("x", "1"), in: &database) }
    #expect(!database.isDue(.after(5)) && database.isDue(.after(4)))
    _ = database.vacuum()
    #expect(!database.isDue(.after(1)))
    commit(.delete("x"), in: &database)
    #expect(database.isDue(.after(2)) && !database.isDue(.after(3)))
    #expect(Autovacuum.standard.limit(live: 1_000) == 250)
  }

  /// Names that are used once and deleted leave nothing behind.
  @Test mutating func keysAreForgotten() {
    var database = Database(["stays": "0"])
    let (reader, _) = database.begin(.writeSnapshot, step: 1)
    _ = database.perform(.get("missing"), by: reader, step: 1)
    for number in 0..<4_000 {
      commit(.put(Key("k\(number)"), "1"), in: &database)
      commit(.delete(Key("k\(number)")), in: &database)
      if number == 2_000 { _ = database.perform(.rollback, by: reader, step: 1) }
      if number.isMultiple(of: 500) { _ = database.vacuum() }
    }
    _ = database.vacuum()
    commit(.put("k7", "again"), in: &database)
    #expect(database.keys.count < 2_500 && database.storedVersions == 2)
    #expect(database.committedRows(in: .all).map(\.key) == ["k7", "stays"])
    #expect(database.brokenInvariant == nil)
  }

  /// Reading costs little at either end of a long chain, and the same after a vacuum of its half.
  @Test mutating func longChainsStayQuick() {
    var database = Database(["x": "0"])
    database.recordsEvents = false
    var readers: [(id: TransactionID, value: Int)] = []
    for number in 1...100_000 {
      commit(.put("x", Value(Int64(number))), in: &database)
      if number.isMultiple(of: 10_000) {
        readers.append((database.begin(.snapshot, step: number).0, number))
      }
    }
    let chain = database.bloat.longestChain
    #expect(chain?.versions == 100_001)
    func cost(_ id: TransactionID) -> (Answer, Int) {
      let before = database.readCost
      let answer = database.perform(.get("x"), by: id, step: 200_000).answer
      return (answer, (database.readCost - before).versions)
    }
    for reader in readers {
      let (answer, visits) = cost(reader.id)
      #expect(answer == .value(Value(Int64(reader.value))) && visits <= 32 * 5, "\(visits)")
    }
    #expect(cost(readers[9].id).1 == 1)
    for reader in readers.prefix(5) {
      _ = database.perform(.rollback, by: reader.id, step: 200_000)
    }
    #expect(database.vacuum().removed.versions == 60_000)
    for reader in readers.dropFirst(5) {
      let (answer, visits) = cost(reader.id)
      #expect(answer == .value(Value(Int64(reader.value))) && visits <= 32 * 5, "\(visits)")
    }
  }

  /// A committed reader that is remembered must see by the tombstone that somebody else replaced
  /// what it read; else the next writer would seem to have done so.
  @Test func aTombstoneOutlivesItsReaders() {
    var database = Database(["x": "0"])
    let (reader, _) = database.begin(.serializableSnapshot, step: 1)
    let (deleter, _) = database.begin(.serializableSnapshot, step: 2)
    _ = database.perform(.scan(.all), by: reader, step: 3)
    _ = database.perform(.delete("x"), by: deleter, step: 4)
    _ = database.perform(.commit, by: deleter, step: 5)
    let (writer, _) = database.begin(.serializableSnapshot, step: 6)
    _ = database.perform(.commit, by: reader, step: 7)
    #expect(database.vacuum() == Vacuum(removed: removed(1, bytes: 2), pinned: 1))
    #expect(database.pins.map(\.transaction) == [reader])
    #expect(database.perform(.put("x", "1"), by: writer, step: 8).notices.isEmpty)
    _ = database.perform(.rollback, by: writer, step: 9)
    #expect(database.vacuum() == Vacuum(removed: removed(1, bytes: 1), pinned: 0))
  }

  private func removed(_ versions: Int, bytes: Int) -> Volume {
    var volume = Volume()
    for _ in 0..<versions { volume.add(bytes > 1 ? "0" : nil, of: "x") }
    return volume
  }

  /// The trap: what is remembered of the committed may not go before those who are concurrent.
  @Test(arguments: [IsolationMode.serializableSnapshot, .serializationGraph])
  func marksOutliveAVacuum(_ mode: IsolationMode) {
    for dropsMarks in [false, true] {
      var database = Database()
      let (alice, _) = database.begin(mode, step: 1)
      let (bob, _) = database.begin(mode, step: 2)
      _ = database.perform(.scan(.all), by: alice, step: 3)
      _ = database.perform(.put("a", "1"), by: alice, step: 4)
      _ = database.perform(.commit, by: alice, step: 5)
      _ = database.vacuum()
      #expect(database.bloat.marks.committed == 1 && database.bloat.marks.ofCommitted > 0)
      if dropsMarks { #expect(database.forgetMarks() == 1) }
      _ = database.perform(.scan(.all), by: bob, step: 6)
      for request in [Request.put("b", "1"), .commit] where database.openTransaction(bob) != nil {
        let answer = database.perform(request, by: bob, step: 7).answer
        if case .aborted = answer { #expect(!dropsMarks) }
        if case .committed = answer { #expect(dropsMarks) }
      }
      #expect(database.openTransaction(bob) == nil)
      #expect(database.brokenInvariant == nil)
    }
  }
}

/// One random schedule on two databases, the second of which is vacuumed at random moments.
extension PairedRun<Database> {
  fileprivate mutating func vacuum(now random: inout Dice, mayForgetKeys: Bool) -> String? {
    if let difference = expire(&random) ?? resume() { return difference }
    if engine.openTransactions != other.openTransactions { return "others are open, or wait" }
    guard random.below(3) == 0 else { return nil }
    let (copy, stored) = (other, other.storedVersions)
    trace.append("   \(other.vacuum())")
    if mayForgetKeys { other.forgetUselessKeys() }
    if let broken = other.brokenInvariant ?? copy.brokenInvariant { return broken }
    return copy.storedVersions == stored ? nil : "a copy was cleaned too"
  }

  /// Now and then somebody's time is up, also while it waits.
  private mutating func expire(_ random: inout Dice) -> String? {
    guard random.below(20) == 0, let id = slots.compactMap({ $0 }).first else { return nil }
    let timeout = Abort.Timeout(
      limit: .total, allowed: .zero, open: .zero, begun: step, idle: .zero, last: step,
      wasWaiting: pending[id] != nil)
    pending[id] = nil
    let ends = (
      engine.expire(id, timeout, step: step), other.expire(id, timeout, step: step)
    )
    slots = slots.map { $0 == id ? nil : $0 }
    return compare(ends.0, ends.1)
  }

  /// When all have ended one version a live key is left, and nothing is remembered.
  fileprivate mutating func differenceAtTheEnd() -> String? {
    for id in slots.compactMap({ $0 }) where pending[id] != nil {
      if let difference = compare(engine.cancel(id), other.cancel(id)) { return difference }
      pending[id] = nil
    }
    for id in slots.compactMap({ $0 }) where engine.openTransaction(id) != nil {
      let ends = (
        engine.perform(.rollback, by: id, step: step), other.perform(.rollback, by: id, step: step)
      )
      if let difference = compare(ends.0, ends.1) ?? resume() { return difference }
    }
    let rows = engine.committedRows(in: .all)
    guard other.committedRows(in: .all) == rows else { return "other values at the end" }
    _ = other.vacuum()
    other.forgetUselessKeys()
    guard other.storedVersions == rows.count, other.deadVersions == 0 else {
      return "\(other.storedVersions) versions of \(rows.count) live keys at the end"
    }
    guard other.bloat.marks == Bloat.Marks(), other.keys(in: .all) == rows.map(\.key) else {
      return "something is remembered: \(other.bloat.marks)"
    }
    return other.brokenInvariant
  }
}

extension Database: Rival {
  mutating func begin(
    _ mode: IsolationMode, policy: ConflictPolicy?, readOnly: Bool, deferrable: Bool, step: Int
  ) -> (TransactionID, Step) {
    begin(mode, conflicts: policy, readOnly: readOnly, deferrable: deferrable, step: step)
  }

  mutating func withdraw(_ id: TransactionID) -> Step? { cancel(id) }

  static func difference(of one: Step, from other: Step) -> String? {
    if one.answer != other.answer { return "\(other.answer) instead of \(one.answer)" }
    if one.events != other.events { return "\(other.events) instead of \(one.events)" }
    return one.notices == other.notices ? nil : "\(other.notices) instead of \(one.notices)"
  }
}
