import Checking
import Foundation
import Testing
import Vocabulary

/// Every anomaly by name, on histories written by hand.
@Suite struct AnomalyTests {
  @Test(arguments: AnomalyRow.section5 + AnomalyRow.closeCalls)
  func isJudged(row: AnomalyRow) throws {
    let judgement = try Judgement(of: Sketch(row.history).events)
    #expect(judgement.findings.map(\.anomaly.slug) == row.findings)
    let edges = judgement.findings.last?.dependencies.map(\.text) ?? []
    #expect(edges.joined(separator: ", ") == row.cycle)
    let broken = Promise.allCases.filter { judgement.violation(of: $0) != nil }
    #expect(broken.map(\.rawValue) == row.breaks)
    if let order = row.order {
      #expect(judgement.serialOrder()?.map(\.number) == order)
    } else {
      #expect((judgement.serialOrder() == nil) == !row.findings.isEmpty)
    }
  }

  @Test func everyAnomalyHasARowButDirtyWrite() {
    let shown = Set((AnomalyRow.section5 + AnomalyRow.closeCalls).flatMap(\.findings))
    #expect(Set(Anomaly.all.map(\.slug)).subtracting(shown) == ["dirty-write"])
  }

  @Test func promisesOfModes() {
    let promises = IsolationMode.allCases.map { "\($0.shortName) \($0.promise.rawValue)" }
    #expect(promises.prefix(3) == ["ru PL-1", "rc PL-2", "si PL-SI"])
    #expect(promises.dropFirst(3).allSatisfy { $0.hasSuffix(" PL-3") })
    #expect(Anomaly.named("write-skew") == .writeSkew)
    #expect(Anomaly.named("write-skaw") == nil)
  }

  /// The weakest modes that the matrix of the README shows without it, but for one: an observed
  /// transaction can vanish under read-committed too, within a command that has waited.
  @Test func weakestModes() {
    let modes = Anomaly.all.map { "\($0.slug) \($0.weakestMode?.shortName ?? "none")" }
    #expect(
      modes == [
        "dirty-write ru", "aborted-read rc", "intermediate-read rc",
        "circular-information-flow rc", "observed-transaction-vanishes si", "fuzzy-read si",
        "phantom si", "read-skew si", "lost-update si", "long-fork si", "write-skew wsi",
        "predicate-write-skew wsi", "read-only-anomaly wsi", "cycle wsi",
      ])
  }

  @Test func theTableIsSound() {
    #expect(Set(Anomaly.all.map(\.slug)).count == Anomaly.all.count)
    let root = URL(fileURLWithPath: #filePath + "/../../..").standardized
    for anomaly in Anomaly.all { #expect(anomaly.lesson != nil, "\(anomaly.slug) has no lesson") }
    for lesson in Anomaly.all.compactMap(\.lesson) {
      let path = root.appendingPathComponent("Scenarios/\(lesson).md").path
      #expect(FileManager.default.fileExists(atPath: path), "there is no \(lesson)")
    }
  }

  @Test func eventsOfVersions() throws {
    let history = "begin 1; write 1 x; write 1 x; commit 1; begin 2; delete 2 x; commit 2"
    let judgement = try Judgement(of: Sketch(history).events)
    let (one, two) = (TransactionID(1), TransactionID(2))
    let events = [
      .written(by: one, number: 1), .written(by: one, number: 2), .written(by: two, number: 1),
      .absent(asOf: 2), .absent(asOf: 0), .absent(asOf: 3), .written(by: .initial, number: 1),
      .written(by: one, number: 3),
    ].map { (version: VersionID) in judgement.event(writing: version, of: "x") }
    #expect(events == [1, 2, 5, 5, nil, nil, nil, nil])
    #expect(judgement.event(writing: .written(by: one, number: 1), of: "y") == nil)
  }

  /// The worst cycle through a transaction may be milder than that of its component.
  @Test func cycleThroughATransaction() throws {
    let history = """
      begin 1 rc; begin 2 rc; begin 3 rc; read 1 x 0; read 2 x 0; read 2 y 0; read 3 z 0
      write 1 x; commit 1; write 2 x; write 2 z; commit 2; write 3 y; commit 3; begin 4; commit 4
      """
    let judgement = try Judgement(of: Sketch(history).events)
    #expect(judgement.findings.map(\.anomaly.slug) == ["lost-update"])
    let names = (1...4).map {
      judgement.worstShortestCycle(through: TransactionID($0))?.anomaly.slug
    }
    #expect(names == ["lost-update", "lost-update", "write-skew", nil])
    #expect(judgement.worstShortestCycle(through: .initial) == nil)
    #expect(judgement.worstShortestCycle(through: TransactionID(9)) == nil)
  }
}

extension Dependency {
  /// As in "T1 rw(x in a..c) T2".
  var text: String {
    let through = range.map { " in \($0.low)..\($0.high?.text ?? "")" } ?? ""
    return "\(first.transaction) \(kind.rawValue)(\(key)\(through)) \(second.transaction)"
  }
}
