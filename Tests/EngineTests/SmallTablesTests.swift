import Chance
import Testing
import Vocabulary

@testable import Engine

/// The tables beneath the modes, beside arrays and sets that do the same naively.
@Suite struct SmallTablesTests {
  @Test func listsKeepTheirOrder() {
    var dice = Dice(seed: 1)
    var lists = Lists<Int>()
    var found = [Lists<Int>.List](repeating: .init(), count: 5)
    var naive = [[Int]](repeating: [], count: 5)
    for number in 0..<2_000 {
      let place = dice.below(5)
      if dice.chance(2, in: 3) {
        lists.append(number, to: &found[place])
        naive[place].append(number)
      } else {
        let divisor = 1 + dice.below(4)
        lists.remove(from: &found[place]) { $0.isMultiple(of: divisor) }
        naive[place].removeAll { $0.isMultiple(of: divisor) }
      }
      #expect(lists.elements(of: found[place]) == naive[place])
      #expect(found[place].isEmpty == naive[place].isEmpty)
      #expect(
        lists.first(in: found[place]) { $0.isMultiple(of: 3) }
          == naive[place].first { $0.isMultiple(of: 3) })
    }
  }

  @Test func readsAreKnownInShortSetsAndLongOnes() {
    var reads = ReadSet()
    for slot in 0..<100 {
      let isNew = reads.insert(PointRead(slot: slot, step: 1))
      let isNewAgain = reads.insert(PointRead(slot: slot / 2, step: 2))
      #expect(isNew && !isNewAgain)
      for other in 0..<100 { #expect(reads.contains(other) == (other <= slot)) }
    }
    #expect(reads.points.map(\.slot) == Array(0..<100) && reads.points.allSatisfy { $0.step == 1 })
  }

  /// Old transactions stay while others come and go, so that the table wraps around.
  @Test func transactionsAreFoundUntilTheyAreForgotten() {
    var dice = Dice(seed: 2)
    var table = TransactionTable()
    var open: [TransactionID] = []
    for number in 1...3_000 {
      let id = TransactionID(number)
      table.insert(
        Transaction(
          id: id, mode: .snapshot, conflicts: nil, readOnly: false, snapshot: 0, step: number))
      open.append(id)
      while open.count > 40 || dice.chance(1, in: 3),
        let gone = open.indices.randomElement(using: &dice)
      {
        let id = open.remove(at: gone)
        table.remove(id)
        #expect(!table.contains(id) && table[id] == nil)
      }
      #expect(table.ids == open && open.allSatisfy { table[known: $0].step == $0.number })
    }
    #expect(!table.contains(.initial))
  }
}
