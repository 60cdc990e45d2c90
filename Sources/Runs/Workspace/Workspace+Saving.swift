import Language
import Layout
import Sessions
package import Stores
import Telling
package import Vocabulary

/// What was done, as a lesson.
extension Workspace {
  /// The mode of such a lesson.
  package var lessonMode: IsolationMode { program.asLesson.mode }

  /// The text of a lesson that does the same in the same mode and records the answers.
  ///
  /// Nil if nothing has been done. `isExplored`: isolab itself has put the steps into this order.
  /// `prose` takes the place of what a teacher would write, and `modes` are those that the lesson is
  /// about, if there are more. If the store is lost, the answers are those that it gave.
  ///
  /// - Throws: a `StoreFailure` if the store is lost and gave none.
  package func lesson(
    titled title: String, isExplored: Bool = false, prose: String? = nil,
    modes: [IsolationMode] = []
  ) throws(StoreFailure) -> String? {
    let program = program.asLesson
    guard program.lines.contains(where: { $0.isStep }) else { return nil }
    let run = try again(program)
    let seen = zip(run.lines, run.recordedAnswers).filter { $0.0.failure?.kind != .store }
    if let failure = run.storeFailure, !seen.contains(where: { $0.0.command != nil }) {
      throw failure
    }
    let lines = seen.flatMap { played, answers in
      let session = played.line.statement?.session.map { "\($0): " } ?? ""
      return [session + printableLine(played.line.text)] + answers.map { "  \($0)" }
    }
    let start =
      isExplored ? "isolab explore ran this order of the steps" : "This was typed in the shell"
    let told =
      prose ?? """
        \(start), in \(place(of: program.mode)). Write here what it shows.

        <!-- note: what the teacher should say or ask -->
        """
    let shown = [program.mode] + modes.filter { $0 != program.mode }
    return """
      # \(title)

      \(told)

      ```isolab
      .modes \(shown.map { $0.name }.joined(separator: " "))
      \(lines.joined(separator: "\n"))
      ```

      """
  }

  /// Such as `snapshot`, or `REPEATABLE READ (snapshot) on PostgreSQL 15.18`.
  private func place(of mode: IsolationMode) -> String {
    guard let store = lab.store?.identity else { return mode.name }
    let level = store.level(for: mode).map { printable($0.name) } ?? mode.name
    let told = level == mode.name ? level : "\(level) (\(mode.name))"
    return "\(told) on \(printable(store.title))"
  }

  /// Plays a program again on the store; if it is lost, with the answers that it has given.
  ///
  /// That run ends with the first line that got no answer.
  private func again(_ program: Program) throws(StoreFailure) -> Run {
    let run = Run(replay(of: program), keepGoing: true)
    guard let failure = run.storeFailure, let store = lab.store else { return run }
    let recorded = RecordedStore(lab.runner.place, of: store, until: failure)
    let seen = Run(replay(of: program, on: recorded), keepGoing: true)
    guard recorded.isAtEnd else { throw failure }
    return seen
  }
}
