import Chance

/// Lines of a shell by chance, the same for the same seed: all words, and some that are refused.
struct CrashProgram {
  /// Whether scenarios are opened, rather than words used that go back or change the mode.
  let opensFiles: Bool
  private let file: String
  private(set) var dice: Dice

  /// `file` is a scenario that may be opened.
  init(seed: UInt64, file: String) {
    dice = Dice(seed: seed)
    self.file = file
    opensFiles = dice.chance(1, in: 3)
  }

  /// The next line.
  mutating func next() -> String {
    let session = pick(["", "", "alice: ", "bob: ", "bob: "])
    switch dice.below(24) {
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

  mutating func pick(_ texts: [String]) -> String { dice.pick(texts) }

  /// A whole number of at least 0 and less than the limit.
  mutating func below(_ limit: Int) -> Int { dice.below(limit) }
}
