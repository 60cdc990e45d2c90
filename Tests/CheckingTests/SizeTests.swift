import Checking
import Testing
import Vocabulary

/// Long histories: nothing recurses, and nothing is quadratic.
///
/// Nor is a failure: long arrays are compared outside of what is expected, for the difference of two
/// is looked for in quadratic time.
@Suite struct SizeTests {
  private static let length = 200_000

  /// Each transaction reads what the next one replaces, and all commit backward.
  @Test func aChainThatLeadsBack() throws {
    let judgement = try Judgement(of: chain())
    #expect(judgement.findings.isEmpty)
    let order = try #require(judgement.serialOrder())
    let isInOrder = order == (1...Self.length).map { TransactionID($0) }
    #expect(isInOrder)
  }

  /// The same, and the last one reads what the first one replaces.
  @Test func aRing() throws {
    let judgement = try Judgement(of: chain(20_000, isClosed: true))
    #expect(judgement.findings.map(\.anomaly.slug) == ["cycle"])
    #expect(judgement.findings.first?.dependencies.count == 20_000)
    #expect(judgement.serialOrder() == nil)
  }

  /// Every transaction scans everything while all keys but one are deleted.
  @Test func scansOfManyTombstones() throws {
    var events: [Event] = []
    let count = 20_000
    for number in 1...count {
      let id = TransactionID(number)
      let scan = Event.Scan(range: .all, own: [], rows: [], absent: [], asOf: number - 1)
      events += [
        .begin(id, mode: .snapshot, readOnly: false, snapshot: number - 1),
        .scan(id, step: number, scan),
        .write(id, step: number, key: Key("k\(number)"), number: 1, value: nil),
        .commit(id, step: number, state: number),
      ]
    }
    #expect(try Judgement(of: events).serialOrder()?.count == count)
  }

  /// Each reads what was there and deletes it: all but one delete what is not there any more.
  @Test func manyDeletionsOfOneKey() throws {
    let count = 5_000
    let ids = (1...count).map { TransactionID($0) }
    var events: [Event] = []
    for id in ids {
      events += [
        .begin(id, mode: .readCommitted, readOnly: false, snapshot: nil),
        .read(id, step: id.number, key: "x", version: .written(by: .initial, number: 1)),
        .write(id, step: id.number, key: "x", number: 1, value: nil),
      ]
    }
    events += ids.map { .commit($0, step: count + $0.number, state: $0.number) }
    let judgement = try Judgement(of: events, initial: ["x": "0"])
    #expect(judgement.findings.map(\.anomaly.slug) == ["lost-update"])
    #expect(judgement.dependencies().count < 12 * count)
  }

  private func chain(_ length: Int = Self.length, isClosed: Bool = false) -> [Event] {
    let ids = (1...length).map { TransactionID($0) }
    var events: [Event] = ids.map { .begin($0, mode: .snapshot, readOnly: false, snapshot: 0) }
    for id in ids {
      let next = isClosed && id == ids.last ? 1 : id.number + 1
      events.append(.read(id, step: id.number, key: Key("k\(next)"), version: .absent(asOf: 0)))
      events.append(
        .write(id, step: id.number, key: Key("k\(id.number)"), number: 1, value: "v"))
    }
    for (state, id) in ids.reversed().enumerated() {
      events.append(.commit(id, step: length + state, state: state + 1))
    }
    return events
  }
}
