import Language
import Layout
import Sessions
import Stores
import Telling
package import Vocabulary

/// What was done, as a lesson.
extension Workspace {
  /// The mode of such a lesson.
  package var lessonMode: IsolationMode { program.asLesson.mode }

  /// The text of a lesson that does the same in the same mode and records the answers.
  ///
  /// Nil if nothing has been done. `isExplored`: isolab itself has put the steps into this order.
  package func lesson(titled title: String, isExplored: Bool = false) -> String? {
    let program = program.asLesson
    guard program.lines.contains(where: { $0.isStep }) else { return nil }
    let run = Run(replay(of: program), keepGoing: true)
    let lines = zip(run.lines, run.recordedAnswers).flatMap { played, answers in
      let session = played.line.statement?.session.map { "\($0): " } ?? ""
      return [session + printableLine(played.line.text)] + answers.map { "  \($0)" }
    }
    let start =
      isExplored ? "isolab explore ran this order of the steps" : "This was typed in the shell"
    return """
      # \(title)

      \(start), in \(place(of: program.mode)). Write here what it shows.

      <!-- note: what the teacher should say or ask -->

      ```isolab
      .modes \(program.mode.name)
      \(lines.joined(separator: "\n"))
      ```

      """
  }

  /// Such as `snapshot`, or `REPEATABLE READ (snapshot) on PostgreSQL 15.18`.
  private func place(of mode: IsolationMode) -> String {
    guard let store = lab.store?.identity else { return mode.name }
    let level = store.level(for: mode).map { "\(printable($0.name)) (\(mode.name))" } ?? mode.name
    return "\(level) on \(printable(store.title))"
  }
}
