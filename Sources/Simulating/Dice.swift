/// Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea and Flood 2014).
package struct Dice: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// One of many streams that have nothing to do with one another.
  package init(seed: UInt64, stream: Int) {
    var first = Dice(seed: seed)
    var second = Dice(seed: first.next() ^ UInt64(truncatingIfNeeded: stream))
    state = second.next()
  }

  /// Any number, each as likely as the others.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 on that is less than the limit, which is at least 1.
  ///
  /// By the upper half of a product (Lemire 2019): of 2^64 draws the likeliest number has at most
  /// one more than the others.
  package mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// A number from 0 to less than 1, in steps of 2^-53.
  package mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
