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
  /// Nil if nothing has been done.
  package func lesson(titled title: String) -> String? {
    let program = program.asLesson
    guard program.lines.contains(where: { $0.isStep }) else { return nil }
    let run = Run(replay(of: program), keepGoing: true)
    let lines = zip(run.lines, run.recordedAnswers).flatMap { played, answers in
      let session = played.line.statement?.session.map { "\($0): " } ?? ""
      return [session + printableLine(played.line.text)] + answers.map { "  \($0)" }
    }
    let place = lab.store.map { " on \(printable($0.identity.title))" } ?? ""
    return """
      # \(title)

      This was typed in the shell, in \(program.mode.name)\(place). Write here what it shows.

      <!-- note: what the teacher should say or ask -->

      ```isolab
      .modes \(program.mode.name)
      \(lines.joined(separator: "\n"))
      ```

      """
  }
}
