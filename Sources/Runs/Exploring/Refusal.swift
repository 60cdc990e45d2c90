package import Language
package import Vocabulary

/// Why nothing can be said about a lesson in a mode: one of its lines is refused there, and no
/// recorded answer expects that.
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
    let lines = lines.filter { $0.subject != .otherRuns && $0.part <= part ?? .max }
    for mode in modes {
      var replay = Replay(lines, of: file, in: mode, conflicts: conflicts)
      while let played = replay.next() {
        if let failure = played.failure { return Refusal(mode: mode, failure: failure) }
      }
    }
    return nil
  }
}
