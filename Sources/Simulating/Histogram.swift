/// How often each number occurred, in bounded memory.
///
/// Numbers below 256 are counted exactly. Larger ones share a counter with those that agree with
/// them in their eight leading binary digits, so a percentile is at most 0.8 % too small. The form
/// is that of HdrHistogram (Tene 2012).
package struct Histogram: Hashable, Sendable {
  private var counts: [Int] = []
  package private(set) var count = 0

  package init() {}

  package mutating func add(_ number: Int) {
    let place = Self.place(of: number)
    if place >= counts.count {
      counts += Array(repeating: 0, count: place + 1 - counts.count)
    }
    counts[place] += 1
    count += 1
  }

  /// The least number such that this percentage of all numbers is not greater; nil if there are
  /// no numbers.
  package func percentile(_ percent: Int) -> Int? {
    guard count > 0 else { return nil }
    var left = max(1, (count * percent + 99) / 100)
    for (place, count) in counts.enumerated() {
      left -= count
      if left <= 0 { return Self.number(at: place) }
    }
    return nil
  }

  private static func place(of number: Int) -> Int {
    guard number >= 256 else { return number }
    let surplus = Int.bitWidth - number.leadingZeroBitCount - 8
    return 128 * surplus + number >> surplus
  }

  /// The least number of that place.
  private static func number(at place: Int) -> Int {
    guard place >= 256 else { return place }
    let surplus = place / 128 - 1
    return (place - 128 * surplus) << surplus
  }
}
