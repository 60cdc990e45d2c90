package import Chance

/// The orders in which given numbers of steps of each lane can follow one another, numbered from 1
/// as in a dictionary whose letters are the lanes.
package struct Orders: Sendable {
  /// How many steps each lane has.
  package let lengths: [Int]

  package init(lengths: [Int]) { self.lengths = lengths }

  /// How many there are: the multinomial coefficient; nil if they are more than 64 bits can count.
  package var count: UInt64? { Self.count(lengths) }

  /// The order of that number, from 1; nil if there is none.
  package func order(_ number: UInt64) -> [Int]? {
    guard let count, 1...count ~= number else { return nil }
    var (left, rest) = (lengths, number - 1)
    return (0..<lengths.reduce(0, +)).map { _ in
      for lane in left.indices where left[lane] > 0 {
        left[lane] -= 1
        let with = Self.count(left) ?? .max
        if rest < with { return lane }
        rest -= with
        left[lane] += 1
      }
      preconditionFailure("the number is not greater than the count")
    }
  }

  /// The number of an order; nil if they cannot be counted.
  package func number(of order: [Int]) -> UInt64? {
    guard count != nil else { return nil }
    var left = lengths
    var number: UInt64 = 1
    for lane in order {
      for other in 0..<lane where left[other] > 0 {
        left[other] -= 1
        number += Self.count(left) ?? 0
        left[other] += 1
      }
      left[lane] -= 1
    }
    return number
  }

  /// An order, each as likely as any other.
  package func random(by dice: inout Dice) -> [Int] {
    var left = lengths
    return (0..<lengths.reduce(0, +)).map { _ in
      var pick = dice.below(left.reduce(0, +))
      let lane = left.firstIndex { steps in
        pick -= steps
        return pick < 0
      }
      left[lane ?? 0] -= 1
      return lane ?? 0
    }
  }

  private static func count(_ lengths: [Int]) -> UInt64? {
    var (result, total): (UInt64, UInt64) = (1, 0)
    for length in lengths {
      // A binomial coefficient at a time; each division is exact.
      for step in stride(from: UInt64(1), through: UInt64(length), by: 1) {
        total += 1
        let (high, low) = result.multipliedFullWidth(by: total)
        guard high < step else { return nil }
        result = step.dividingFullWidth((high, low)).quotient
      }
    }
    return result
  }
}
