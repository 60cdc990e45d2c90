import Exploring
import Language
import Layout
package import Telling
package import Vocabulary

/// One order of an explorable's steps, replayed.
extension Explorable {
  /// The lines of the order, of which none has been played.
  ///
  /// Nil if a session would have to act that waits.
  package func replay(
    of order: [Int], in mode: IsolationMode, _ display: Display = Display()
  ) -> Replay? {
    let program = program(in: mode)
    guard program.run(order) != nil else { return nil }
    return Replay(statements(order, of: program).lines, in: mode, display: display)
  }

  /// The text of a lesson that gives the steps in that order and records the answers.
  package func lesson(of order: [Int], in mode: IsolationMode, titled title: String) -> String? {
    var workspace = Workspace(mode: mode, isInteractive: false)
    for statement in statements(order, of: program(in: mode)) { _ = workspace.enter(statement) }
    return workspace.lesson(titled: title)
  }
}

extension [Statement] {
  /// The same as lines that can be played.
  var lines: [Line] {
    enumerated().map { Line($1, number: $0 + 1) }
  }
}
