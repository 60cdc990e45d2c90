import Chance
import Testing

@testable import Exploring

/// Orders: how many there are, and their numbers.
@Suite struct OrdersTests {
  @Test(
    arguments: [
      ([4, 4], 70), ([5, 5, 5], 756_756), ([4, 4, 4, 4], 63_063_000),
      ([4, 4, 4, 4, 4], 305_540_235_000), ([7], 1), ([], 1), ([0, 3], 1),
      ([6, 6, 6, 6, 6], 1_370_874_167_589_326_400),
    ] as [([Int], UInt64)])
  func areCounted(lengths: [Int], count: UInt64) {
    #expect(Orders(lengths: lengths).count == count)
  }

  @Test func tooManyAreNotCounted() {
    #expect(Orders(lengths: [6, 6, 6, 6, 6, 6]).count == nil)
    #expect(Orders(lengths: [6, 6, 6, 6, 6, 6]).order(1) == nil)
    #expect(Orders(lengths: [30, 30]).count == 118_264_581_564_861_424)
  }

  @Test func haveNumbersAsInADictionary() {
    let orders = Orders(lengths: [2, 3, 1])
    var last: [Int]?
    for number in 1...60 {
      guard let order = orders.order(UInt64(number)) else {
        Issue.record("there are 60")
        return
      }
      #expect(orders.number(of: order) == UInt64(number) && order.number == UInt64(number))
      if let last { #expect(last.lexicographicallyPrecedes(order)) }
      last = order
    }
    #expect(orders.order(0) == nil && orders.order(61) == nil)
  }

  /// Chance is fair: each of the six orders comes about equally often.
  @Test func areDrawnEvenly() {
    var dice = Dice(seed: 7)
    var counts: [[Int]: Int] = [:]
    let orders = Orders(lengths: [2, 2])
    for _ in 0..<6_000 { counts[orders.random(by: &dice), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { 850...1_150 ~= $0 })
  }
}
