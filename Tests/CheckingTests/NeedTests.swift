import Checking
import Naive
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

  /// T1 wrote y and would have written no more; T2, which read y before, is open at the abort.
  private static let before =
    "begin 1 ssi; begin 2 si; begin 3 rc; read 1 x 0; write 1 y; read 2 y 0; "
    + "abort 1 dangerous-structure x; "

  @Test(arguments: [
    ("nothing has happened yet", "", "1", "2 3"),
    ("a cycle that closes later", "write 2 x; commit 2", "write-skew", ""),
    ("a read in a mode without snapshot", "read 3 y 0; write 3 x; commit 3", "1 apart 3", "2"),
    (
      "the same while one is open who leads to the ghost", "read 3 y 0; commit 3; commit 2",
      "T3 y before", ""
    ),
    (
      "one who had read before what such a one changes",
      "read 3 z 0; write 2 z; commit 2; read 3 y 0; commit 3", "T3 y before", ""
    ),
    (
      "the same when the one who leads to the ghost had ended before",
      "commit 2; read 3 y 0; commit 3", "2 1 apart 3", ""
    ),
    (
      "one who had read a range before that such a one changes",
      "scan 3 z..zz; write 2 z; commit 2; read 3 y 0; commit 3", "T3 y before", ""
    ),
    (
      "it read what came after the ghost",
      "begin 4 si; write 4 y; commit 4; read 3 y 4; commit 3; commit 2", "2 1 4 3", ""
    ),
    (
      "one who began later and read nothing of the ghost's closes the cycle",
      "write 2 z; read 2 w 0; begin 4 si; read 4 z 0; write 4 x; commit 2; commit 4; commit 3",
      "cycle", ""
    ),
    (
      "one who began later and would have read otherwise",
      "begin 4 si; read 4 y 0; write 4 x; commit 4; commit 2", "T4 y later", "3"
    ),
    (
      "the same when nobody leads to the ghost any more but those that had ended before",
      "commit 2; commit 3; begin 4 si; read 4 y 0; write 4 x; commit 4", "2 1 3 apart 4", ""
    ),
    (
      "a range with the key", "begin 4 si; scan 4 x..z x=0 y=0; commit 4; commit 2", "T4 y later",
      "3"
    ),
    ("a range without it", "begin 4 si; scan 4 z..zz; commit 4; commit 2; commit 3", "4 2 1 3", ""),
    (
      "one who read from one who would have read otherwise",
      "begin 4 ru; read 4 y 0; write 4 v; begin 5 ru; read 5 v 4; commit 5; abort 4; commit 2",
      "T5 v perhaps later", "3"
    ),
    (
      "one who read from it before it would have read otherwise",
      "commit 2; commit 3; begin 4 ru; write 4 v; begin 5 ru; read 5 v 4; read 4 y 0; commit 5;"
        + " commit 4", "2 1 3 5 apart 4", ""
    ),
  ])
  func allThatCommittedIsJudged(
    name: String, after: String, expected: String, awaited: String
  ) throws {
    let judgement = try Judgement(of: Sketch(Self.before + after).events)
    #expect(judgement.need(of: TransactionID(1))?.text == expected, "\(name)")
    let others = (judgement.counterfactual(of: TransactionID(1))?.awaited ?? [])
      .map { "\($0.number)" }
    #expect(others.joined(separator: " ") == awaited, "\(name)")
  }

  /// T1 read what T2 had replaced, which T3 had read before.
  @Test func whatADisturbedTransactionDidBeforeStands() throws {
    func need(_ early: String) throws -> String? {
      let text =
        "begin 3 rc; \(early); begin 2 si; write 2 q; commit 2; begin 1 ssi; read 1 q 2; write 1 y;"
        + " abort 1 concurrent-update y; read 3 y 0; commit 3"
      return try Judgement(of: Sketch(text).events).need(of: TransactionID(1))?.text
    }
    #expect(try need("read 3 q 0") == "T3 y before")
    #expect(try need("scan 3 p..r q=0") == "T3 y before")
    #expect(try need("read 3 p 0") == "2 1 apart 3")
  }

  /// A deferred BEGIN may come with a snapshot that is older than the ends of others.
  @Test func oneWhoWaitsToBeginIsAwaited() throws {
    let before = Sketch("begin 1 ssi; write 1 y; abort 1 concurrent-update y; begin 2 ssi").events
    let waiting = before + [.wait(TransactionID(3), step: 9, on: [TransactionID(2)])]
    func check(_ events: [Event], _ expected: [Int]) throws {
      let awaited =
        try Judgement(of: events)
        .counterfactual(of: TransactionID(1))?.awaited ?? []
      #expect(awaited.map(\.number) == expected)
    }
    try check(waiting, [])
    let early =
      [Event.wait(TransactionID(3), step: 9, on: [TransactionID(1)])] + before.prefix(2)
    try check(early + before[2...], [3])
    let over = early + before[2...] + [.endOfWait(TransactionID(3), step: 9)]
    try check(over, [3])
    try check(over + [.commit(TransactionID(2), step: 10, state: 1)], [])
  }

  @Test func agreesWithBruteForce() throws {
    var tally: [Verdict: Int] = [:]
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      for case .abort(let victim, _, let reason) in random.events {
        let need = judgement.need(of: victim)
        guard let reason, reason.kind != .deadlock else {
          if need != nil { return random.fail("\(victim) must not be judged") }
          continue
        }
        let naive = NaiveVerdict(
          on: victim, abortedAt: reason.step, in: random.events, initial: random.initial)
        tally[naive.verdict, default: 0] += 1
        if let wrong = need.problem(beside: naive) { return random.fail("\(victim): \(wrong)") }
        let awaited = judgement.counterfactual(of: victim)?.awaited ?? []
        if Set(awaited) != naive.awaited {
          return random.fail("\(victim): \(awaited) are awaited")
        }
      }
    }
    print("verdicts:", tally.map { "\($0.key.rawValue) \($0.value)" }.sorted())
    #expect(Verdict.allCases.allSatisfy { tally[$0, default: 0] > 0 })
  }
}

extension Need? {
  /// What is wrong with it; nil if it is what follows from the definitions.
  fileprivate func problem(beside naive: NaiveVerdict) -> String? {
    guard self?.verdict == naive.verdict else { return "\(self?.text ?? "") is not so" }
    switch self {
    case .needed(let finding): return finding.problem(among: naive.cycles)
    case .notNeeded(let order, let apart):
      let isClean = naive.ghost.dirtyReads.isEmpty
      let expected = isClean ? SerialOrders(of: naive.ghost).explanation : nil
      return order == expected && apart == naive.disturbed ? nil : "\(order ?? []) \(apart)"
    case .notDecided(let read):
      let look = naive.spoiler
      return look?.reader == read.transaction && look?.key == read.key ? nil : "not by \(read)"
    case nil: return "it must be judged"
    }
  }
}

extension Need {
  /// The anomaly that was prevented, or the order of those that did not need to be kept apart, or
  /// who would have read otherwise.
  fileprivate var text: String {
    switch self {
    case .needed(let finding): return finding.anomaly.slug
    case .notNeeded(let order, let apart):
      let order = order?.map { "\($0.number)" } ?? ["no order"]
      return (order + (apart.isEmpty ? [] : ["apart"]) + apart.map { "\($0.number)" })
        .joined(separator: " ")
    case .notDecided(let read):
      return "\(read.transaction) \(read.key)\(read.isCertain ? "" : " perhaps") "
        + (read.beganLater ? "later" : "before")
    }
  }
}
