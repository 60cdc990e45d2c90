import Exploring
package import Layout
package import Rendering
import Scripting
package import Vocabulary

/// One order of an explorable's steps, replayed.
extension Explorable {
  /// The transcript: each command behind its prompt, its answers below.
  ///
  /// Nil if a session would have to act that waits.
  package func transcript(
    of order: [Int], in mode: IsolationMode, _ display: Display
  ) -> [(command: String, answer: [AnswerLine])]? {
    let program = program(in: mode)
    guard program.run(order) != nil else { return nil }
    return transcript(of: statements(order, of: program), in: mode, display)
  }

  /// The same for programs, as `isolab run --json` prints a scenario.
  package func objects(of order: [Int], in mode: IsolationMode) -> [JSON]? {
    let program = program(in: mode)
    guard program.run(order) != nil else { return nil }
    var bench = Workbench(mode: mode, isInteractive: false)
    let header = bench.laboratory.header
    let steps = statements(order, of: program).flatMap { bench.enter($0).objects }
    return [header] + steps + [bench.laboratory.closing]
  }

  /// The transcript of statements, from a fresh lab on.
  func transcript(
    of statements: [Statement], in mode: IsolationMode, _ display: Display = Display()
  ) -> [(command: String, answer: [AnswerLine])] {
    var bench = Workbench(mode: mode, isInteractive: false)
    bench.display = display
    return statements.map { statement in
      (bench.laboratory.transcriptLine(of: statement), bench.enter(statement).lines)
    }
  }

  /// The text of a lesson that gives the steps in that order and records the answers.
  package func lesson(of order: [Int], in mode: IsolationMode, titled title: String) -> String? {
    var bench = Workbench(mode: mode, isInteractive: false)
    for statement in statements(order, of: program(in: mode)) { _ = bench.enter(statement) }
    return bench.lesson(titled: title)
  }
}
