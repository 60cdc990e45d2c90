/// Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea and Flood 2014).
///
/// The same seed gives the same numbers with every version of Swift. The standard library does not
/// promise that for its own random numbers.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// One of many streams that have nothing to do with one another.
  package init(seed: UInt64, stream: Int) {
    var first = Dice(seed: seed)
    var second = Dice(seed: first.next() ^ UInt64(truncatingIfNeeded: stream))
    state = second.next()
  }

  /// Any number, all equally likely.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to below the limit, which is at least 1; all equally likely.
  ///
  /// It is the upper half of a product; the few draws that would make some numbers likelier are
  /// repeated (Lemire 2019, "Fast Random Integer Generation in an Interval", section 4).
  package mutating func below(_ limit: Int) -> Int {
    let limit = UInt64(limit)
    var product = next().multipliedFullWidth(by: limit)
    if product.low < limit {
      let uneven = (0 &- limit) % limit
      while product.low < uneven { product = next().multipliedFullWidth(by: limit) }
    }
    return Int(product.high)
  }

  /// True with the probability `count` / `all`.
  package mutating func chance(_ count: Int, in all: Int) -> Bool { below(all) < count }

  /// One of the elements; the collection is not empty.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A number from 0 to below 1, in steps of 2^-53.
  package mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
