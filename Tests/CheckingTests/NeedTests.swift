import Checking
import Testing
import Vocabulary

/// Whether aborts were needed.
@Suite struct NeedTests {
  @Test(arguments: [
    (
      "a lost update was prevented",
      "read 1 x 0; read 2 x 0; write 2 x; commit 2; write 1 x; abort 1 first-committer x",
      "lost-update"
    ),
    (
      "the write that was refused counts",
      "read 1 x 0; write 2 x; commit 2; write 1 x; abort 1 concurrent-update x", "cycle"
    ),
    (
      "no write counts that the history does not tell of",
      "read 1 x 0; write 2 x; commit 2; abort 1 concurrent-update x", "1 2 3"
    ),
    ("a blind overlap", "write 2 x; commit 2; write 1 x; abort 1 concurrent-update x", "2 1 3"),
    (
      "one stale read (H6)",
      "read 1 x 0; write 2 x; write 1 y; commit 2; abort 1 overwritten-read x", "1 2 3"
    ),
    (
      "two in a row and no circle (DS)",
      """
      read 2 x 0; read 1 y 0; write 3 x; commit 3; write 2 y; abort 2 dangerous-structure x
      write 1 z; commit 1
      """, "1 2 3"
    ),
    ("a deadlock is not judged", "write 1 x; write 2 y; abort 1 deadlock y; commit 2", nil),
    ("a rollback is not judged", "write 1 x; abort 1", nil),
    ("what committed is not judged", "write 1 x; commit 1", nil),
    ("what is open is not judged", "write 1 x", nil),
  ])
  func isJudged(name: String, history: String, expected: String?) throws {
    let begins = "begin 1 si; begin 2 si; begin 3 si; "
    let ends = history.contains("commit 3") ? "" : "; commit 3"
    let judgement = try Judgement(of: Sketch(begins + history + ends).events)
    let victim = TransactionID(history.contains("abort 2") ? 2 : 1)
    #expect(judgement.need(of: victim)?.text == expected, "\(name)")
  }

  /// A cycle that closes only later, and a later read that would have been another.
  @Test func verdictsMayChange() throws {
    let before = "begin 1 ssi; begin 2 si; begin 3 rc; read 1 x 0; write 1 y; read 2 y 0; "
    let abort = "abort 1 dangerous-structure x; "
    let open = try Judgement(of: Sketch(before + abort).events)
    #expect(open.need(of: TransactionID(1))?.text == "1")
    let skew = try Judgement(of: Sketch(before + abort + "write 2 x; commit 2").events)
    #expect(skew.need(of: TransactionID(1))?.text == "write-skew")
    let late = abort + "read 3 y 0; write 3 x; commit 3"
    let dropped = try Judgement(of: Sketch(before + late).events)
    #expect(dropped.need(of: TransactionID(1))?.text == "1 3")
    let begunLater = abort + "begin 4 si; read 4 y 0; write 4 x; commit 4"
    let unconcerned = try Judgement(of: Sketch(before + begunLater).events)
    #expect(unconcerned.need(of: TransactionID(1))?.text == "1")
  }

  @Test func agreesWithBruteForce() throws {
    var tally = (needed: 0, not: 0)
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events)
      for case .abort(let victim, _, let reason) in random.events {
        let need = judgement.need(of: victim)
        guard let reason, reason.kind != .deadlock else {
          if need != nil { return random.fail("\(victim) must not be judged") }
          continue
        }
        let ghost = NaiveHistory(events: random.events.letting(victim, commitAt: reason.step))
        let through = NaiveGraph(of: ghost).cycles.filter { $0.nodes.contains(victim) }
        switch need {
        case .needed(let finding)?:
          tally.needed += 1
          if let wrong = finding.problem(among: through) {
            return random.fail("\(victim) \(wrong)")
          }
        case .notNeeded(let order)?:
          tally.not += 1
          if !through.isEmpty { return random.fail("\(victim) was needed") }
          let expected = ghost.dirtyReads.isEmpty ? SerialOrders(of: ghost).explanation : nil
          if order != expected { return random.fail("\(victim): \(order ?? [])") }
        case nil: return random.fail("\(victim) must be judged")
        }
      }
    }
    print("needed: \(tally.needed), not needed: \(tally.not)")
    #expect(tally.needed > 0 && tally.not > 0)
  }
}

extension Need {
  /// The anomaly that was prevented, or the order of those that did not need to be kept apart.
  fileprivate var text: String {
    switch self {
    case .needed(let finding): finding.anomaly.slug
    case .notNeeded(let order):
      order?.map { "\($0.number)" }.joined(separator: " ") ?? "no order"
    }
  }
}
