import Language
import Sessions
package import Telling
package import Vocabulary

/// Real time, which a shell measures and reports to the lab.
///
/// Time is a part of what was done: each change knows how much time passed before it, and time that
/// has ended something is a change of its own. So going back, the journal, and saved lessons repeat
/// it.
extension Workspace {
  /// Whether time matters, because there is a limit on how long a transaction may last.
  package var isTimed: Bool { lab.isTimed }

  /// How long until time ends a transaction, if nobody does anything; nil if it ends none.
  package var timeLeft: TimeSpan? {
    lab.runner.nextExpiry.map { max(.zero, $0.due - lab.runner.now) }
  }

  /// Lets time pass, and returns the lines about what it has ended; none if it has ended nothing.
  package mutating func pass(_ span: TimeSpan) -> [AnswerLine] {
    guard isTimed, span > .zero else { return [] }
    guard let left = timeLeft, left <= span else {
      _ = lab.runner.pass(until: lab.runner.now + span)
      elapsed = elapsed + span
      return []
    }
    let statement = Statement(passing: elapsed + span)
    let current = lab.current
    let entry = lab.pass(span, statement)
    elapsed = .zero
    record(Change(kind: .enter(statement), current: current))
    return Array(entry.lines.dropFirst())  // `ok` is for those who have typed it
  }
}
