import Language
import Runs
import Vocabulary

extension LecturePlan {
  /// The sessions that a step of a lesson is for, in the order in which a lab has them.
  ///
  /// A session that is declared and never does anything is not among them.
  static func sessions(of scenario: Scenario) -> [SessionName] {
    let lines = Program(scenario).lines
    let acting = Set(lines.filter { $0.isOfSession }.map { $0.session })
    return lines.sessions.filter { acting.contains($0) }
  }
}
