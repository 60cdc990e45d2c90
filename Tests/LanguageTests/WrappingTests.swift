import Chance
import Layout
import Testing

/// Texts in rows.
@Suite struct WrappingTests {
  /// No word is broken that fits a row, whatever stands before it, and no row is too wide.
  @Test(arguments: 12...120) func wordsThatFitStayWhole(room: Int) {
    var random = Dice(seed: UInt64(room))
    for _ in 0..<50 {
      let words = (0..<random.below(40)).map { _ in
        String(repeating: random.pick(["a", "b", "c"]), count: 1 + random.below(room))
      }
      let inset = String(repeating: " ", count: random.below(room / 3))
      let start = String(repeating: "-", count: random.below(room))
      let rows = broken(
        words: words, to: room, first: 1 + random.below(room), start: start, inset,
        breaksWords: true)
      let shown = Set(rows.flatMap { $0.split { $0 == " " || $0 == "-" } })
      for word in words where inset.count + word.count <= room {
        #expect(shown.contains { $0 == word }, "\(word) in \(rows)")
      }
      #expect(rows.dropFirst().allSatisfy { $0.count <= room }, "\(rows)")
    }
  }
}
