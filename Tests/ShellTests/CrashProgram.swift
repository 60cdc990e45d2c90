/// Lines of a shell by chance, the same for the same seed: all words, and some that are refused.
struct CrashProgram {
  /// Whether scenarios are opened, rather than words used that go back or change the mode.
  let opensFiles: Bool
  private let file: String
  private(set) var dice: Dice

  /// `file` is a scenario that may be opened.
  init(seed: UInt64, file: String) {
    dice = Dice(state: seed)
    self.file = file
    opensFiles = Int.random(in: 0..<3, using: &dice) == 0
  }

  /// The next line.
  mutating func next() -> String {
    let session = pick(["", "", "alice: ", "bob: ", "bob: "])
    switch Int.random(in: 0..<24, using: &dice) {
    case 0..<5: return session + "BEGIN" + pick(["", "", "", " ssi", " rc", " READ ONLY"])
    case 5..<8: return session + "COMMIT"
    case 8: return session + pick(["ROLLBACK", "RETRY", ".cancel"])
    case 9: return pick(["bob:", "alice:", "PUTT x 1", "GET", "dave", "# nothing"])
    case 10: return pick([".seed a=1 b=2", ".autocommit on", ".autocommit off", ".conflicts mode"])
    case 11: return pick([".rule few: count(*) < 3", ".rule one: value(a) = 1", ".versions"])
    case 12, 13: return opensFiles ? ".open \(file)" : pick([".undo", ".undo 2", ".redo"])
    case 14 where !opensFiles:
      return pick([
        ".rerun ssi", ".rerun 2pl", ".mode rc", ".reset", ".branches 1", ".lesson retry",
      ])
    default: return session + command
    }
  }

  private var command: String {
    mutating get {
      let key = pick(["a", "b", "é", "\"k ; \\u{1B}\""])
      let value = pick(["1", "2", "日本", "\"two words\"", "value(a) + 1", "count(*)"])
      return pick([
        "GET \(key)", "GET \(key) FOR UPDATE", "SCAN", "PUT \(key) \(value)", "PUT \(key) \(value)",
        "PUT \(key) \(value)", "DELETE \(key)", "UPDATE a..c SET 7", "SUM a..c AS n",
        "IF value(a) = none THEN PUT a \(value)",
      ])
    }
  }

  mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &dice) ?? "" }

  /// A whole number of at least 0 and less than the limit.
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &dice) }
}

/// Chance that a seed repeats (SplitMix64).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
