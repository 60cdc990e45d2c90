import Checking
import Engine
import Language
import Sessions
import Telling
import Vocabulary

/// The interleaving of a row, played in one column.
struct MatrixRun: Sendable {
  private var runner: SessionRunner
  /// Every reply, those to commands that waited at the moment they went on.
  private var replies: [Reply] = []

  init(of row: MatrixRow, in column: MatrixColumn) throws {
    runner = try row.program.runner(in: column)
    runner.manner = .replay
    let lines = row.interleaving.split(separator: ";").map { $0.drop { $0 == " " } }
    for session in Set(lines.map { $0.prefix(1) }).sorted()
    where !lines.contains(where: { $0.hasPrefix("\(session) begin") }) {
      try run("\(session) begin")
    }
    for line in lines { try run(line) }
  }

  private mutating func run(_ line: Substring) throws {
    let statement = try Statement.parse(
      line: "s" + line.prefix(1) + ":" + line.dropFirst(), sessions: runner.sessions.map(\.name))
    guard let statement, case .command(let command) = statement.body,
      let session = statement.session
    else { return }
    replies += runner.run(command, text: statement.text, in: session).all
  }

  var history: [Event] { Array(runner.history) }

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

  /// Whether the judge would find the anomaly if all that were aborted had committed at the end.
  func wouldHave(_ slug: String?) throws -> Bool {
    var kept: [Event] = []
    var victims: [(id: TransactionID, step: StepNumber)] = []
    for event in history {
      if case .abort(let id, let step, .some) = event {
        victims.append((id, step))
      } else {
        kept.append(event)
      }
    }
    for (offset, victim) in victims.enumerated() {
      let state = runner.database.state + 1 + offset
      kept.append(.commit(victim.id, step: victim.step, state: state))
    }
    return try Judgement(of: kept, initial: runner.initial).findings
      .contains { $0.anomaly.slug == slug }
  }

  /// Commands and answers, one a line.
  var transcript: String {
    replies.map { "  \($0.session): \($0.text)  ->  \(Narrator(runner).answer($0.outcome))" }
      .joined(separator: "\n")
  }
}
