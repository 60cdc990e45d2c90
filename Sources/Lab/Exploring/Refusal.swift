package import Scripting
package import Vocabulary

/// Why nothing can be said of a lesson in a mode: a line of it is refused there, and no recorded
/// answer expects that.
package struct Refusal: Error, Sendable {
  package let mode: IsolationMode
  package let failure: Failure
}

extension Scenario {
  /// The first refusal when it is played in each of the modes, up to the end of that part; nil if
  /// there is none.
  package func refusal(
    in modes: [IsolationMode], conflicts: ConflictPolicy? = nil, upToPart part: Int? = nil
  ) -> Refusal? {
    let end = part.flatMap { entries(ofPart: $0)?.upperBound } ?? entries.endIndex
    for mode in modes {
      var replay = Replay(file: file, mode: mode, conflicts: conflicts)
      for entry in entries[..<end] where !entry.isOfAllOrders {
        let played = replay.play(entry)
        if let failure = played.failure { return Refusal(mode: mode, failure: failure) }
        if played.answer.isQuit { break }
      }
    }
    return nil
  }
}

extension Scenario.Entry {
  /// Whether it asks for other runs, and changes nothing in this one.
  fileprivate var isOfAllOrders: Bool {
    guard case .success(let statement) = statement else { return false }
    switch statement.body {
    case .directive(.bench(.explore)), .directive(.bench(.compare)): return true
    default: return false
    }
  }
}
