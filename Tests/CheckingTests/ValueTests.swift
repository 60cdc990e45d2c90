import Checking
import Naive
import Testing
import Vocabulary

/// A history with a cycle may show the same values as a serial order (docs/design/judge.md).
///
/// All orders of all committed transactions are tried.
@Suite struct ValueTests {
  /// What is overwritten without having been read may be put anywhere.
  @Test func aBlindWriteCanHideACycle() throws {
    let lost = "begin 1; begin 2; read 1 x 0; write 2 x b; commit 2; write 1 x a; commit 1"
    let hidden = lost + "; begin 3; write 3 x c; commit 3"
    for (text, expected) in [(lost, "fails T1 T2"), (hidden, "fits T1 T2 T3")] {
      let judgement = try Judgement(of: Sketch(text).events, initial: ["x": "0"])
      #expect(judgement.findings.map(\.phenomenon) == [.singleAntidependency])
      #expect(judgement.trials().map(\.text) == [expected])
    }
  }

  /// Histories worked out by hand; x is 0 at first.
  @Test(arguments: [
    (
      "a write of what was there", "fits T1 T2",
      "begin 1; begin 2; read 2 x 0; write 1 x 0; write 1 y 1; commit 1; read 2 y 1; commit 2"
    ),
    (
      "the same with another value", "fails T1 T2",
      "begin 1; begin 2; read 2 x 0; write 1 x 1; write 1 y 1; commit 1; read 2 y 1; commit 2"
    ),
    (
      "a lost update of equal values", "fails T1 T2",
      "begin 1; begin 2; read 1 x 0; read 2 x 0; write 1 x 1; write 2 x 1; commit 1; commit 2"
    ),
    (
      "a third who puts the old value back helps", "fits T1 T3 T2 T4",
      """
      begin 1; begin 2; read 1 x 0; read 2 x 0; write 1 x 1; write 2 x 2; commit 1; commit 2
      begin 3; write 3 x 0; commit 3; begin 4; write 4 x 2; commit 4
      """
    ),
    (
      "blind deletions of what one has read", "fits T2 T1",
      """
      begin 1; begin 2; read 2 x 0; delete 1 x; write 1 y 1; commit 1; delete 2 x; write 2 y 1
      commit 2
      """
    ),
  ])
  func valuesAreTried(name: String, expected: String, history: String) throws {
    let judgement = try Judgement(of: Sketch(history).events, initial: ["x": "0"])
    #expect(judgement.trials().map(\.text) == [expected], "\(name)")
  }

  /// Of eight transactions not all orders are tried, but what the others have left is looked at.
  @Test(arguments: [("0", "open"), ("9", "fails T1 T2")])
  func aValueOfAnOutsiderHelps(value: String, expected: String) throws {
    let reads = "begin 1; begin 2; read 1 x 0; read 2 x 0"
    let lost = reads + "; write 1 x 1; write 2 x 2; commit 1; commit 2"
    let others = (3...8).map { "begin \($0); write \($0) x \($0 == 5 ? value : "7"); commit \($0)" }
    let history = ([lost] + others).joined(separator: "\n")
    let judgement = try Judgement(of: Sketch(history).events, initial: ["x": "0"])
    #expect(judgement.trials().map(\.text) == [expected])
    #expect(judgement.trialOfAll().text == expected)
  }

  /// Each reads what the next one replaces: more than can be tried, and no word of "no order".
  @Test func ofManyNothingIsSaid() throws {
    let reads = (1...8).map { "begin \($0) si; read \($0) k\($0) 0" }
    let writes = (1...8).map { "write \($0) k\($0 % 8 + 1); commit \($0)" }
    let initial = Dictionary(uniqueKeysWithValues: (1...8).map { (Key("k\($0)"), Value("0")) })
    let history = (reads + writes).joined(separator: "\n")
    let judgement = try Judgement(of: Sketch(history).events, initial: initial)
    #expect(judgement.findings.map(\.transactions.count) == [8])
    #expect(judgement.trials() == [.open])
    let lost = "begin 1; begin 2; read 1 x 0; write 2 x; commit 2; write 1 x; commit 1"
    let unknown = try Judgement(of: Sketch(lost).events)
    #expect(unknown.trials() == [.open] && unknown.trialOfAll() == .open)
  }

  /// No anomaly claims that there is no serial order where there is one, and none that there is one
  /// where there is none; how often there is one is printed.
  @Test func noAnomalyClaimsTooMuch() throws {
    var tally: [String: (cyclic: Int, fitting: Int)] = [:]
    for number in 0..<RandomHistory.count {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      let history = NaiveHistory(events: random.events, initial: random.initial)
      let orders = SerialOrders(of: history, keeping: .values)
      let order = orders.explanation
      let cycles = zip(judgement.findings, judgement.trials()).filter { !$0.0.isDirtyRead }
      if let wrong = orders.problem(with: judgement.trialOfAll()) { return random.fail(wrong) }
      for (finding, trial) in cycles where trial.isWrong(in: orders, order) {
        return random.fail("\(finding.anomaly.slug): \(trial.text), found \(order ?? [])")
      }
      let allFit = cycles.count == judgement.findings.count && cycles.allSatisfy(\.1.isFitting)
      if allFit != (order != nil), cycles.count == judgement.findings.count {
        return random.fail("\(cycles.map(\.1.text)), found \(order ?? [])")
      }
      guard !cycles.isEmpty, cycles.count == judgement.findings.count else { continue }
      for kind in [random.kind, "all"] {
        tally[kind, default: (0, 0)].cyclic += 1
        if order != nil { tally[kind]?.fitting += 1 }
      }
    }
    for (kind, (cyclic, fitting)) in tally.sorted(by: { $0.key < $1.key }) {
      let share = (1000 * Double(fitting) / Double(cyclic)).rounded() / 10
      print("\(kind): \(cyclic) histories with a cycle, \(fitting) fit by value (\(share) %)")
    }
    let all = try #require(tally["all"])
    #expect(all.fitting > 0 && all.fitting * 2 < all.cyclic)
  }

  /// The same of verdicts: the history is the one in which the victim has committed.
  @Test func noVerdictClaimsTooMuch() throws {
    var tally = (fits: 0, fails: 0)
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      for case .abort(let victim, _, let reason?) in random.events {
        guard let trial = judgement.counterfactual(of: victim)?.trial else { continue }
        let naive = NaiveVerdict(
          on: victim, abortedAt: reason.step, in: random.events, initial: random.initial)
        // A disturbed transaction might have left values that help.
        if trial == .open, !naive.disturbed.isEmpty { continue }
        let orders = SerialOrders(of: naive.ghost, keeping: .values)
        let order = orders.explanation
        if trial.isWrong(in: orders, order) {
          return random.fail("\(victim): \(trial.text), found \(order ?? [])")
        }
        if trial.isFitting { tally.fits += 1 } else { tally.fails += 1 }
      }
    }
    print("needed, and values fit: \(tally.fits); no order: \(tally.fails)")
    #expect(tally.fits > 0 && tally.fails > 0)
  }
}

extension Trial {
  var isFitting: Bool { if case .fits = self { true } else { false } }

  var text: String {
    switch self {
    case .fits(let order): "fits \(order.map { "\($0)" }.joined(separator: " "))"
    case .fails(let ids): "fails \(ids.map { "\($0)" }.joined(separator: " "))"
    case .open: "open"
    }
  }

  /// Whether it contradicts what trying all orders of all has found: nothing is left open that can
  /// be tried, and an order of all that is said to fit does.
  fileprivate func isWrong(in orders: SerialOrders, _ found: [TransactionID]?) -> Bool {
    switch self {
    case .fits(let order): orders.isOfAll(order) && !orders.explains(order)
    case .fails: found != nil
    case .open: true
    }
  }
}

extension SerialOrders {
  /// What is wrong with what is said of all committed transactions.
  fileprivate func problem(with trial: Trial) -> String? {
    switch trial {
    case .fits(let order): isOfAll(order) && explains(order) ? nil : "\(order) does not fit"
    case .fails: explanation.map { "\($0) fits" }
    case .open: committed.isEmpty ? nil : "left open"
    }
  }

  fileprivate func isOfAll(_ order: [TransactionID]) -> Bool { Set(order) == Set(committed) }
}
