import Checking
import Testing
import Vocabulary

/// Cycles beside view equivalence: a history with a cycle may show the same reads and the same end
/// as a serial order that puts versions in another order (docs/design/judge.md).
@Suite struct ViewTests {
  /// What is overwritten without having been read may be put anywhere.
  @Test func aBlindWriteCanHideACycle() throws {
    let lost = "begin 1; begin 2; read 1 x 0; write 2 x; commit 2; write 1 x; commit 1"
    let hidden = lost + "; begin 3; write 3 x; commit 3"
    for (text, order) in [(lost, nil), (hidden, [1, 2, 3])] {
      let events = Sketch(text).events
      #expect(try Judgement(of: events).findings.map(\.phenomenon) == [.singleAntidependency])
      let orders = SerialOrders(of: NaiveHistory(events: events), keeping: .view)
      #expect(orders.explanation?.map(\.number) == order)
    }
  }

  /// Where there is no cycle the view is serial too; how often it is with a cycle is printed.
  ///
  /// Histories with dirty reads are left out: no serial order shows such a read.
  @Test func mostCyclesShow() throws {
    var tally: [String: (cyclic: Int, hidden: Int)] = [:]
    for number in 0..<RandomHistory.count {
      let random = RandomHistory(number: number)
      let history = NaiveHistory(events: random.events)
      let findings = try Judgement(of: random.events).findings
      if findings.contains(where: \.isDirtyRead) { continue }
      let order = SerialOrders(of: history, keeping: .view).explanation
      guard !findings.isEmpty else {
        if order == nil { return random.fail("no view in spite of an order") }
        continue
      }
      for kind in [random.kind, "all"] {
        tally[kind, default: (0, 0)].cyclic += 1
        if order != nil { tally[kind]?.hidden += 1 }
      }
    }
    for (kind, (cyclic, hidden)) in tally.sorted(by: { $0.key < $1.key }) {
      let share = (1000 * Double(hidden) / Double(cyclic)).rounded() / 10
      print("\(kind): \(cyclic) histories with a cycle, \(hidden) view-serializable (\(share) %)")
    }
    let all = try #require(tally["all"])
    #expect(all.hidden > 0 && all.hidden * 10 < all.cyclic)
  }
}
