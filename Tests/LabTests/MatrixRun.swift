import Engine
import Rendering
import Scripting
import Sessions
import Testing
import Vocabulary

/// One interleaving, played in one column.
struct MatrixRun: Sendable {
  private var runner: SessionRunner
  /// Every reply, those to commands that waited at the moment they went on.
  private var replies: [Reply] = []

  init(_ interleaving: String, seed: [Directive.Binding], in column: MatrixColumn) {
    let lines = interleaving.split(separator: ";").map { $0.drop { $0 == " " } }
    let sessions = Set(lines.map { $0.prefix(1) }).sorted()
    runner = SessionRunner(
      mode: column.mode, sessions: sessions.map { SessionName("s\($0)") }, manner: .replay)
    runner.conflicts = column.policy
    do {
      _ = try runner.seed(seed)
      for session in sessions where !lines.contains(where: { $0.hasPrefix("\(session) begin") }) {
        try run("\(session) begin")
      }
      for line in lines { try run(line) }
    } catch {
      Issue.record("\(interleaving): \(error)")
    }
  }

  private mutating func run(_ line: Substring) throws {
    let statement = try Statement.parse(
      line: "s" + line.prefix(1) + ":" + line.dropFirst(), sessions: runner.sessions.map(\.name))
    guard let statement, case .command(let command) = statement.body,
      let session = statement.session
    else { return }
    replies += runner.run(command, text: statement.text, in: session).all
  }

  private func replies(of session: Int) -> [Reply] {
    replies.filter { $0.session == SessionName("s\(session)") }
  }

  /// What the session read, in order, as the shell prints it: `x=1`, `(none)`.
  func reads(_ session: Int) -> [String] {
    replies(of: session).compactMap { reply in
      switch reply.outcome {
      case .value, .rows: Narrator(runner).answer(reply.outcome)
      default: nil
      }
    }
  }

  /// Whether all these sessions committed.
  func committed(_ sessions: Int...) -> Bool {
    sessions.allSatisfy { session in
      replies(of: session).contains {
        if case .committed = $0.outcome { true } else { false }
      }
    }
  }

  /// The committed values at the end: `x=1 y=2`.
  var final: String {
    let range = KeyRange.all
    return Narrator(runner).answer(.rows(range, runner.database.committedRows(in: range)))
  }

  var hasWaits: Bool {
    replies.contains { if case .waits = $0.outcome { true } else { false } }
  }

  /// Every abort, and the first word of the command it befell.
  var aborts: [(abort: Abort, word: String)] {
    replies.compactMap { reply in
      guard case .aborted(let abort) = reply.outcome else { return nil }
      return (abort, reply.text.prefix { $0 != " " }.uppercased())
    }
  }

  /// Commands and answers, one a line.
  var transcript: String {
    replies.map { "  \($0.session): \($0.text)  ->  \(Narrator(runner).answer($0.outcome))" }
      .joined(separator: "\n")
  }
}
