import Layout
import Rendering
import Scripting
import Sessions
import Vocabulary

/// What was done, as a lesson.
extension Workbench {
  /// The text of a lesson that does the same in the same mode and records the answers.
  ///
  /// Nil if nothing has been done.
  package func lesson(titled title: String) -> String? {
    let program = program
    guard program.lines.contains(where: \.isCommand) else { return nil }
    // `.reset` leads back to the mode that the lesson is played in.
    let isInParts = program.lines.contains { $0.statement.body == .directive(.reset) }
    let mode = isInParts ? program.mode : program.initialMode
    var lab = fresh(in: mode)
    lab.initialMode = mode
    lab.display = Display()
    lab.runner.manner = .replay
    var recording = Recording()
    var commands: [String] = []
    var isSettled = false
    for (index, line) in program.lines.enumerated() {
      if line.isCommand || isInParts && index > 0 { isSettled = true }
      if !isSettled, case .directive(.mode) = line.statement.body { continue }
      recording.prepare(for: line.statement, lab)
      recording.add(lab.enter(line.statement).lines)
      let session = line.statement.session.map { "\($0): " } ?? ""
      commands.append(session + printableLine(line.statement.text))
    }
    recording.settle(lab)
    let lines = zip(commands, recording.answers).flatMap { [$0] + $1.map { "  \($0)" } }
    return """
      # \(title)

      What was done in the shell, in \(mode.name). Say here what it shows.

      <!-- note: what the teacher should say or ask -->

      ```isolab
      .modes \(mode.name)
      \(lines.joined(separator: "\n"))
      ```

      """
  }
}
