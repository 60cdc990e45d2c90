package import Chance

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How often each key is wanted.
package enum Distribution: Hashable, Sendable {
  /// All keys equally often.
  case uniform
  /// The i-th key, counted from 1, in proportion to 1 / i^skew (Zipf 1949).
  ///
  /// The skew 0.99 is what YCSB calls zipfian (Cooper et al. 2010).
  case zipfian(skew: Double)
}

/// A distribution over a number of keys, ready to be drawn from.
///
/// The exact distribution, not the approximation of Gray et al. (1994) that many benchmarks use: a
/// table of cumulative weights, eight bytes per key, and a binary search for each draw.
package struct Popularity: Sendable {
  private let count: Int
  /// The weight of the keys up to each; empty if all have the same weight.
  private let cumulative: [Double]

  package init(_ distribution: Distribution, over count: Int) {
    self.count = count
    guard case .zipfian(let skew) = distribution else {
      cumulative = []
      return
    }
    var sum = 0.0
    cumulative = (1...count).map { number in
      sum += pow(Double(number), -skew)
      return sum
    }
  }

  /// The share of draws that give this key, 0 to 1.
  package func share(of key: Int) -> Double {
    guard let all = cumulative.last else { return 1 / Double(count) }
    return (cumulative[key] - (key > 0 ? cumulative[key - 1] : 0)) / all
  }

  /// A key, from 0 on.
  package func draw(_ dice: inout Dice) -> Int {
    guard let all = cumulative.last else { return dice.below(count) }
    let wanted = dice.fraction() * all
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// `wanted` different keys in random order; at most the number of keys.
  ///
  /// If a key has already been drawn, another is drawn; after 64 attempts, the most popular free
  /// key is taken, which limits the cost of the tail of a steep distribution. Then the keys are
  /// shuffled, because popular keys tend to be drawn first.
  package func draw(distinct wanted: Int, _ dice: inout Dice) -> [Int] {
    var keys: [Int] = []
    var drawn: Set<Int> = []
    // No key below this one is free.
    var free = 0
    while keys.count < wanted {
      var key = draw(&dice)
      var attempts = 1
      while drawn.contains(key), attempts < 64 {
        key = draw(&dice)
        attempts += 1
      }
      if drawn.contains(key) {
        while drawn.contains(free) { free += 1 }
        key = free
      }
      drawn.insert(key)
      keys.append(key)
    }
    for last in keys.indices.dropFirst().reversed() { keys.swapAt(last, dice.below(last + 1)) }
    return keys
  }
}
