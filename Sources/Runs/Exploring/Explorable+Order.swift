import Exploring
package import Language
import Layout
package import Stores
package import Telling
package import Vocabulary

/// One order of an explorable's steps, replayed.
extension Explorable {
  /// The lines of the order, of which none has been played; on the store, or on isolab's engine.
  ///
  /// Nil if a session would have to act while it waits.
  package func replay(
    of order: [Int], in mode: IsolationMode, _ display: Display = Display(),
    on store: (any Store)? = nil
  ) -> Replay? {
    guard program(in: mode, on: store).run(order) != nil else { return nil }
    return replay(whetherPossible: order, in: mode, display, on: store)
  }

  /// The same where a command is held if its session waits, with questions at the end.
  package func replay(
    whetherPossible order: [Int], in mode: IsolationMode, _ display: Display = Display(),
    on store: (any Store)?, asking questions: [Statement] = []
  ) -> Replay {
    let lines = (statements(order, of: program(in: mode)) + questions).lines
    return Replay(lines, in: mode, display: display, on: store)
  }

  /// The text of a lesson that gives the steps in that order and records the answers.
  package func lesson(
    of order: [Int], in mode: IsolationMode, titled title: String, on store: (any Store)? = nil
  ) throws(StoreFailure) -> String? {
    var workspace = Workspace(mode: mode, isInteractive: false, on: store)
    for statement in statements(order, of: program(in: mode)) { _ = workspace.enter(statement) }
    return try workspace.lesson(titled: title, isExplored: true)
  }
}

extension [Statement] {
  /// The same as lines that can be played.
  package var lines: [Line] {
    enumerated().map { Line($1, number: $0 + 1) }
  }
}
