import Checking
import Testing
import Vocabulary

/// What random histories hold, and what those of a mode never do.
@Suite struct TallyTests {
  @Test func everyAnomalyButDirtyWriteOccurs() throws {
    var tally: [String: Int] = [:]
    for number in stride(from: 0, to: 2 * RandomHistory.count, by: 2) {
      let findings = try Judgement(of: RandomHistory(number: number).events).findings
      for finding in findings { tally[finding.anomaly.slug, default: 0] += 1 }
      if findings.isEmpty { tally["none", default: 0] += 1 }
    }
    for (slug, count) in tally.sorted(by: { $0.key < $1.key }) { print("\(slug): \(count)") }
    let expected = Set(Anomaly.all.map(\.slug)).subtracting(["dirty-write"])
    #expect(expected.subtracting(tally.keys).isEmpty)
  }

  @Test func modesKeepTheirPromises() throws {
    for number in stride(from: 1, to: RandomHistory.count, by: 2) {
      let random = RandomHistory(number: number)
      guard let mode = random.mode else { continue }
      let judgement = try Judgement(of: random.events, initial: random.initial)
      if let broken = judgement.violation(of: mode.promise) { return random.fail("\(broken)") }
    }
  }
}
