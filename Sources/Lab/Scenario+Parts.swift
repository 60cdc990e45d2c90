package import Scripting

/// The parts of a lesson.
///
/// Each `.reset` begins the next one, on a fresh lab; so tables and `--part` count them, from 1.
extension Scenario {
  /// The entries of a part without the `.reset` that begins it; nil where there is no such part.
  package func entries(ofPart part: Int) -> Range<Int>? {
    let starts = [0] + resets.map { $0 + 1 }
    let ends = resets + [lastPlayed]
    guard starts.indices ~= part - 1 else { return nil }
    return starts[part - 1]..<max(starts[part - 1], ends[part - 1])
  }

  /// How many parts it has, one at least.
  package var partCount: Int { resets.count + 1 }

  private var resets: [Int] {
    entries[..<lastPlayed].indices.filter { entries[$0].isReset }
  }

  /// Where a `.quit` stands, or the end: what is behind it is not played.
  var lastPlayed: Int { entries.firstIndex { $0.body == .directive(.quit) } ?? entries.count }
}

extension Scenario.Entry {
  /// Whether it begins the next part.
  var isReset: Bool { body == .directive(.reset) }

  fileprivate var body: Statement.Body? { try? statement.get().body }
}
