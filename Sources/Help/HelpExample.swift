package import Language
import Layout
import Vocabulary

/// A transcript on a page of the help: its block of commands, as the shell shows it in snapshot.
///
/// It is a scenario, so `isolab test` replays it. A `.modes` without an answer is for the test
/// alone, and not shown.
package struct HelpExample: Sendable {
  /// What the prompts before the commands are, which only a lab can tell.
  package typealias Prompts = (HelpExample) -> [String]

  /// One line that is typed, and what comes of it.
  package struct Exchange: Sendable {
    package let command: String
    package let statement: Result<Statement, ScriptError>
    /// The answers, without their prose.
    package let answers: [String]
    /// Lines of nothing but prose, such as a table, as far as the page shows them.
    package let notes: [String]
  }

  package let scenario: Scenario
  package let exchanges: [Exchange]

  /// Nil if the page has no block of commands.
  init?(of page: String) {
    guard let source = try? Scenario.Source(bytes: Array(page.utf8), file: "help.md"),
      let scenario = try? Scenario(source)
    else { return nil }
    self.scenario = scenario
    exchanges = scenario.entries.compactMap { entry in
      if entry.answers.isEmpty, case .success(let statement) = entry.statement,
        case .directive(.modes) = statement.body
      {
        return nil
      }
      let answers = entry.answers.filter { !$0.isNote && $0.concerns(.snapshot) }
      let notes = entry.answers.filter { $0.isNote }
      return Exchange(
        command: entry.text, statement: entry.statement, answers: answers.map { $0.answer },
        notes: notes.map { String(source.lines[$0.line - 1].dropFirst("  ; ".count)) })
    }
  }

  /// What the last line answers in each mode; nil if that is not recorded by mode.
  var byMode: ModeTable? { scenario.entries.last.flatMap { ModeTable(ofAnswersTo: $0) } }

  /// Commands on the left, answers on the right, tables below.
  func lines(_ prompts: [String]) -> [String] {
    let typed = zip(prompts, exchanges).map { $0 + $1.command }
    let width =
      zip(typed, exchanges).filter { !$1.answers.isEmpty }
      .map { displayWidth(of: $0.0) }.max() ?? 0
    return zip(typed, exchanges).flatMap { typed, exchange in
      let first = exchange.answers.first.map { typed.padded(to: width) + "  " + $0 } ?? typed
      // Below the first answer, or further to the left if it is too long for that.
      let below = exchange.answers.dropFirst().map { answer in
        let room = HelpPage.textCells - displayWidth(of: answer)
        return blanks(max(2, min(width + 2, room))) + answer
      }
      let rest = below + exchange.notes.map { "  ; \($0)" }
      return ([first] + rest).map { "  \($0)" }
    }
  }
}
