import Chance
import Testing
import Vocabulary

@testable import Engine

/// Serialization-graph where no table of the specification reaches: other modes in the chain,
/// promoted reads, and what is remembered.
@Suite struct SerializationGraphTests {
  /// A database that is asked step by step.
  private struct Play {
    var database = Database(["x": "0", "y": "0"])
    var step = 0

    mutating func begin(_ mode: IsolationMode, readOnly: Bool = false) -> TransactionID {
      step += 1
      return database.begin(mode, readOnly: readOnly, step: step).0
    }

    @discardableResult
    mutating func ask(_ id: TransactionID, _ request: Request) -> Answer {
      step += 1
      return database.perform(request, by: id, step: step).answer
    }

    /// The abort of a COMMIT, as `kind: ww T1 T2, rw T2 T1`; nil if it commits.
    mutating func abortOfCommit(_ id: TransactionID) -> String? {
      guard case .aborted(let abort) = ask(id, .commit) else { return nil }
      let edges = abort.conflicts.map {
        "\($0.kind.rawValue) \($0.key?.text ?? "") \($0.first.transaction) \($0.second.transaction)"
      }
      return "\(abort.kind.rawValue): " + edges.joined(separator: ", ")
    }
  }

  /// The read-only anomaly: the one that only reads comes last to COMMIT.
  @Test func aReaderMayCloseTheCycle() {
    var play = Play()
    let first = play.begin(.serializationGraph)
    let second = play.begin(.serializationGraph)
    play.ask(first, .get("x"))
    play.ask(second, .put("x", "1"))
    play.ask(second, .commit)
    let victim = play.begin(.serializationGraph, readOnly: true)
    play.ask(victim, .get("x"))
    play.ask(victim, .scan(.all))
    play.ask(first, .put("z", "1"))
    play.ask(first, .commit)
    #expect(play.abortOfCommit(victim) == "cycle: rw z T3 T1, rw x T1 T2, wr x T2 T3")
  }

  /// The shortest of two ways back is told.
  @Test func shortestCycleIsTold() {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    let first = play.begin(.serializationGraph)
    play.ask(first, .get("y"))
    play.ask(victim, .get("x"))
    play.ask(first, .put("x", "1"))
    play.ask(first, .commit)
    let second = play.begin(.serializationGraph)
    play.ask(second, .get("x"))
    play.ask(second, .get("y"))
    play.ask(second, .commit)
    play.ask(victim, .put("y", "1"))
    #expect(play.abortOfCommit(victim) == "cycle: rw x T1 T2, rw y T2 T1")
  }

  /// T1 comes before T3, because T2 replaced what T1 read, and T3 has read that.
  @Test func wayLeadsOverAnotherModesVersion() {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    play.ask(victim, .get("x"))
    let other = play.begin(.readCommitted)
    play.ask(other, .put("x", "1"))
    play.ask(other, .commit)
    let reader = play.begin(.serializationGraph)
    play.ask(reader, .get("x"))
    play.ask(reader, .get("y"))
    play.ask(reader, .commit)
    play.ask(victim, .put("y", "1"))
    #expect(play.abortOfCommit(victim) == "cycle: rw x T1 T2, wr x T2 T3, rw y T3 T1")
  }

  /// The same, but it is the reader of the new version that closes the cycle.
  @Test func wayLeadsOverAnotherModesVersionToTheVictim() {
    var play = Play()
    let reader = play.begin(.serializationGraph)
    play.ask(reader, .get("x"))
    let other = play.begin(.readCommitted)
    play.ask(other, .put("x", "1"))
    play.ask(other, .commit)
    let victim = play.begin(.serializationGraph)
    play.ask(victim, .get("x"))
    play.ask(victim, .get("y"))
    play.ask(reader, .put("y", "1"))
    play.ask(reader, .commit)
    #expect(play.abortOfCommit(victim) == "cycle: rw y T3 T1, rw x T1 T2, wr x T2 T3")
  }

  @Test func lostUpdateAgainstAnotherModeIsACycle() {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    play.ask(victim, .scan(.all))
    let other = play.begin(.readCommitted)
    play.ask(other, .put("x", "1"))
    play.ask(other, .commit)
    play.ask(victim, .put("x", "2"))
    #expect(play.abortOfCommit(victim) == "cycle: rw x T1 T2, ww x T2 T1")
  }

  /// Reads of other modes are no part of it.
  @Test func readersOfOtherModesDoNotCount() {
    var play = Play()
    let one = play.begin(.serializationGraph)
    let other = play.begin(.snapshot)
    play.ask(one, .get("x"))
    play.ask(other, .get("y"))
    play.ask(one, .put("y", "1"))
    play.ask(other, .put("x", "1"))
    #expect(play.abortOfCommit(other) == nil)
    #expect(play.abortOfCommit(one) == nil)
  }

  @Test(arguments: [Request.getForUpdate("x"), .put("x", "9")])
  func firstCommitterWinsOnlyForAPromotedRead(rival: Request) {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    let other = play.begin(.serializationGraph)
    play.ask(victim, .getForUpdate("x"))
    play.ask(other, rival)
    play.ask(other, .commit)
    #expect(play.abortOfCommit(victim) == "first-committer: ww x T2 T1")
  }

  @Test func aCycleWithoutThePromotedReadIsACycle() {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    let other = play.begin(.serializationGraph)
    play.ask(victim, .getForUpdate("x"))
    play.ask(other, .get("y"))
    play.ask(victim, .put("y", "1"))
    play.ask(other, .put("x", "1"))
    play.ask(other, .commit)
    #expect(play.abortOfCommit(victim) == "cycle: rw x T1 T2, rw y T2 T1")
  }

  /// Write skew, where one of the two has only read FOR UPDATE what the other has read.
  @Test func aPromotedReadIsAWrite() {
    var play = Play()
    let victim = play.begin(.serializationGraph)
    let other = play.begin(.serializationGraph)
    play.ask(victim, .getForUpdate("x"))
    play.ask(victim, .get("y"))
    play.ask(other, .get("x"))
    play.ask(other, .put("y", "1"))
    play.ask(other, .commit)
    #expect(play.abortOfCommit(victim) == "cycle: rw y T1 T2, rw x T2 T1")
  }

  // MARK: What is remembered

  /// Three at a time forever: each begins before the last but one ends.
  @Test func whatIsRememberedStaysBounded() {
    var play = Play()
    var open: [TransactionID] = []
    var most = 0
    var dice = Dice(seed: 7)
    for _ in 0..<3_000 {
      let id = play.begin(.serializationGraph, readOnly: dice.below(4) == 0)
      open.append(id)
      for _ in 0..<2 { play.ask(id, .get(Key("k\(dice.below(200))"))) }
      if !play.database[id].readOnly { play.ask(id, .put(Key("k\(dice.below(200))"), "1")) }
      if dice.below(3) == 0 { play.ask(id, .scan(.prefix("k1"))) }
      if open.count > 3 { play.ask(open.removeFirst(), .commit) }
      most = max(most, play.database.graph.nodes.count)
    }
    #expect(most < 40)
    #expect(play.database.brokenInvariant == nil)
    for id in open { play.ask(id, .rollback) }
    #expect(play.database.graph.nodes.isEmpty)
    #expect(play.database.graph.writers.isEmpty && play.database.graph.readers.isEmpty)
  }

  /// Each reads what the one before it is about to replace, so a path leads from the last to the
  /// first, and whoever has seen the first one's write may yet close it.
  @Test func aRowOfReadersStaysUntilNobodyIsOpen() {
    var play = Play()
    var before = play.begin(.serializationGraph)
    for number in 1...20 {
      let next = play.begin(.serializationGraph)
      play.ask(next, .get(Key("k\(number)")))
      play.ask(before, .put(Key("k\(number)"), "1"))
      play.ask(before, .commit)
      #expect(play.database.graph.nodes.count == number)
      before = next
    }
    play.ask(before, .rollback)
    #expect(play.database.graph.nodes.isEmpty)
  }
}
