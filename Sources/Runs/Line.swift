package import Language
import Layout
package import Sessions
import Telling
package import Vocabulary

/// A line that can be played: from a lesson, from a pipe, or typed in a shell.
package struct Line: Sendable {
  /// Its number in the file, or its place among the lines, from 1, if there is no file.
  package let number: Int
  /// As it stands.
  package let text: String
  /// What it says; nil if it cannot be understood.
  package let statement: Statement?
  /// Why it cannot be understood; nil if it can, or if it is not even text.
  let error: ScriptError?
  /// The answers recorded under it.
  package let answers: [RecordedAnswer]
  /// The session that it belongs to; nil stands for the current one.
  package let session: SessionName?
  /// Whether a command that cannot run at once is held or refused.
  let manner: SessionRunner.Manner
  /// Counted from 1; a `.reset` is the first line of the next one.
  package fileprivate(set) var part = 1

  /// A line of a file or a pipe; nil if it is not text.
  package init(
    _ read: Result<Statement, ScriptError>?, text: String, number: Int,
    answers: [RecordedAnswer] = [], _ manner: SessionRunner.Manner = .replay
  ) {
    (self.number, self.answers) = (number, answers)
    (self.manner, session) = (manner, nil)
    self.text = read?.shown(text) ?? text
    switch read {
    case .success(let statement)?: (self.statement, error) = (statement, nil)
    case .failure(let problem)?: (statement, error) = (nil, problem)
    case nil: (statement, error) = (nil, nil)
    }
  }

  /// A line of a session, as it was typed or could have been.
  init(
    _ statement: Statement, number: Int, of session: SessionName? = nil,
    _ manner: SessionRunner.Manner = .replay
  ) {
    (self.statement, self.number, text) = (statement, number, statement.text)
    (self.session, self.manner, answers, error) = (session, manner, [], nil)
  }

  var isReset: Bool { statement?.body == .directive(.reset) }

  /// Whether it is a step, rather than a word that prepares or asks.
  package var isStep: Bool { statement?.isStep ?? false }

  /// Whether it is about isolab's engine, so that it is skipped on a store.
  var isAboutEngine: Bool {
    switch statement?.body {
    case .directive(.conflicts), .directive(.vacuum), .directive(.autovacuum),
      .directive(.bloat):
      true
    default: false
    }
  }

  /// What it claims about all orders after the word `.expect`; nil if it claims nothing.
  package var claim: String? {
    guard case .directive(.expect)? = statement?.body else { return nil }
    return printable(String(text.drop { $0 != " " }.drop { $0 == " " }))
  }

  /// Whether it is a step of a session.
  package var isOfSession: Bool { isStep && statement?.isOfNoSession == false }
}

extension Line {
  /// What a line is about.
  package enum Subject {
    /// The lab on which it is played.
    case lab
    /// The mode of that.
    case mode
    /// How the lesson is tested.
    case tests
    /// What other runs lead to, without changing this one.
    case otherRuns
    /// Another run, which takes the place of this one.
    case rerun
  }

  package var subject: Subject {
    switch statement?.body {
    case .directive(.mode(.some)): .mode
    case .directive(.modes), .directive(.expect): .tests
    case .directive(.workspace(.compare)), .directive(.workspace(.explore)): .otherRuns
    case .directive(.workspace(.rerun)): .rerun
    default: .lab
    }
  }
}

extension [Line] {
  /// Adds a line; a `.reset` begins the next part.
  mutating func add(_ line: Line) {
    var line = line
    line.part = (last?.part ?? 1) + (line.isReset ? 1 : 0)
    append(line)
  }

  /// The sessions that a lab has when it has played them, in its order.
  package var sessions: [SessionName] {
    var sessions = Lab(manner: .replay).runner.sessions.map { $0.name }
    for case .directive(.sessions(let names))? in map({ $0.statement?.body }) {
      sessions += names.filter { !sessions.contains($0) }
    }
    return sessions
  }
}
