import Chance
import Testing
import Vocabulary

@testable import Engine

/// The structures below the modes, against the plainest way of doing the same.
@Suite struct StorageTests {
  private func version(_ state: Timestamp) -> Version {
    Version(
      value: nil, creator: TransactionID(state), state: state, number: 1, writtenAt: state,
      committedAt: state)
  }

  /// Long enough for three levels of jumps; a second key's versions lie in between.
  @Test func everyOldVersionIsFound() {
    var past = Past()
    var trail = Past.Trail()
    var other = Past.Trail()
    let states = (0..<5_000).map { $0 * 3 + 1 }
    for state in states {
      past.append(version(state), to: &trail, .init(slot: 0, state: state + 3))
      past.append(version(state + 1), to: &other, .init(slot: 1, state: state + 4))
    }
    for snapshot in stride(from: 0, to: 15_003, by: 7) {
      let found = past.search(trail, asOf: snapshot)
      #expect(found.held?.state == states.last { $0 <= snapshot })
      #expect(found.missed?.state == states.first { $0 > snapshot })
    }
    #expect(past.versions(of: trail).map(\.state) == states)
    #expect(past.versions(of: other).map(\.state) == states.map { $0 + 1 })
  }

  @Test func rangesThatHoldAKeyAreFound() {
    var random = Dice(seed: 7)
    var index = RangeIndex<Int>()
    var plain: [(range: KeyRange, owner: Int)] = []
    for owner in 0..<600 {
      let low = Key(String(random.below(900)))
      let range = KeyRange(
        low: low, high: random.below(5) == 0 ? nil : Key(String(random.below(900))))
      index.insert(range, owner)
      if !range.isEmpty { plain.append((range, owner)) }
      if owner.isMultiple(of: 3), let gone = plain.indices.randomElement(using: &random) {
        let (range, owner) = plain.remove(at: gone)
        index.remove(range) { $0 == owner }
      }
      let key = Key(String(random.below(900)))
      let expected = plain.filter { $0.range.contains(key) }.map(\.owner).sorted()
      #expect(index.owners(of: key).sorted() == expected)
    }
    for (range, owner) in plain { index.remove(range) { $0 == owner } }
    #expect(index.isEmpty)
  }

  @Test func keysStayInOrder() {
    var random = Dice(seed: 11)
    var table = KeyTable()
    var plain: Set<Key> = []
    for _ in 0..<3_000 {
      let key = Key("k\(random.below(5_000))")
      table.enterOrder(table.slot(for: key))
      plain.insert(key)
    }
    #expect(table.isConsistent)
    for _ in 0..<50 {
      let range = KeyRange(
        low: Key("k\(random.below(5_000))"), high: Key("k\(random.below(5_000))"))
      let found = table.ordered(in: range).map { table[$0].key }
      #expect(found == plain.filter(range.contains).sorted())
    }
  }
}
