import Chance
import Simulating
import Testing

/// Drawing keys, and counting what came.
@Suite struct DrawingTests {
  @Test(
    arguments: [
      .uniform, .zipfian(skew: 0), .zipfian(skew: 0.99), .zipfian(skew: 2),
    ] as [Distribution])
  func keysComeAsOftenAsTheyShould(distribution: Distribution) {
    let popularity = Popularity(distribution, over: 50)
    var dice = Dice(seed: 7)
    var counts = Array(repeating: 0, count: 50)
    let draws = 100_000
    for _ in 0..<draws { counts[popularity.draw(&dice)] += 1 }
    for key in counts.indices {
      let expected = popularity.share(of: key) * Double(draws)
      let deviation = (expected * (1 - popularity.share(of: key))).squareRoot()
      #expect(abs(Double(counts[key]) - expected) < 5 * deviation + 1, "key \(key)")
    }
  }

  @Test func sharesAreThoseOfZipf() {
    let popularity = Popularity(.zipfian(skew: 1), over: 4)
    // 1 + 1/2 + 1/3 + 1/4 is 25/12.
    for (key, share) in [12.0 / 25, 6.0 / 25, 4.0 / 25, 3.0 / 25].enumerated() {
      #expect(abs(popularity.share(of: key) - share) < 1e-12)
    }
    #expect(Popularity(.uniform, over: 4).share(of: 3) == 0.25)
  }

  @Test(arguments: [.uniform, .zipfian(skew: 5)] as [Distribution])
  func differentKeysAreDifferent(distribution: Distribution) {
    let popularity = Popularity(distribution, over: 30)
    var dice = Dice(seed: 3)
    for _ in 0..<50 {
      #expect(Set(popularity.draw(distinct: 30, &dice)) == Set(0..<30))
      #expect(Set(popularity.draw(distinct: 5, &dice)).count == 5)
    }
  }

  /// So many that most draws hit what is there already.
  @Test(arguments: [.uniform, .zipfian(skew: 5)] as [Distribution])
  func allKeysAreDrawnInBoundedTime(distribution: Distribution) {
    let popularity = Popularity(distribution, over: 20_000)
    var dice = Dice(seed: 3)
    #expect(popularity.draw(distinct: 20_000, &dice).sorted() == Array(0..<20_000))
  }

  @Test func numbersStayBelowTheirLimit() {
    var dice = Dice(seed: 1)
    let numbers = Set((0..<1_000).map { _ in dice.below(7) })
    #expect(numbers == Set(0..<7))
    #expect((0..<100).allSatisfy { _ in dice.below(1) == 0 })
    var (first, second) = (Dice(seed: 1, stream: 0), Dice(seed: 1, stream: 1))
    #expect(first.next() != second.next())
  }

  @Test(arguments: [10, 255, 5_000, 3_000_000])
  func percentilesAreThoseOfTheSortedList(limit: Int) {
    var dice = Dice(seed: UInt64(limit))
    var histogram = Histogram()
    var list: [Int] = []
    #expect(histogram.percentile(50) == nil)
    for count in 1...500 {
      let number = dice.below(limit) * dice.below(limit) / limit
      histogram.add(number)
      list.append(number)
      let sorted = list.sorted()
      for percent in [1, 50, 99, 100] {
        let exact = sorted[max(1, (count * percent + 99) / 100) - 1]
        let told = histogram.percentile(percent) ?? -1
        #expect(told <= exact && exact - told <= exact / 128, "\(percent) % of \(count)")
        if exact < 256 { #expect(told == exact) }
      }
    }
  }

  @Test func quantitiesAreRoundedHalfUp() {
    #expect(Quantity(17).text == "17")
    let texts = [
      (1, 3, 1), (1, 8, 2), (1, 16, 3), (5, 1, 2), (1, 1_000, 1), (0, 5, 1),
    ].map { number, divisor, places in
      Measure.ratio(number, divisor, places)
    }
    #expect(texts == ["0.3", "0.13", "0.063", "5.00", "0.0", "0.0"])
    #expect(Measure.ratio(1, 0, 1) == "-")
  }
}

extension Measure {
  fileprivate static func ratio(_ number: Int, _ divisor: Int, _ places: Int) -> String {
    Quantity(number, per: divisor, places: places)?.text ?? "-"
  }
}
