import Scripting
package import Sessions
import Vocabulary

/// What was done in a lab as scripts for PostgreSQL: one for each session, to be given in its own
/// window, step by step.
extension Narrator {
  /// The lines of the file.
  package func sql(_ replies: [Reply], title: String) -> [String] {
    let steps = replies.filter { $0.step != nil }
    let sessions = runner.sessions.map(\.name).filter { name in
      steps.contains { $0.session == name }
    }
    return sqlHeading(steps, title) + sqlPreparation
      + sessions.flatMap { sqlWindow(of: $0, steps) }
  }

  private func sqlHeading(_ steps: [Reply], _ title: String) -> [String] {
    let used = IsolationMode.allCases.filter { mode in runner.records.contains { $0.mode == mode } }
    let modes = used.map { mode in
      "-- \(mode.name) is \(mode.sql)." + (mode.differenceInSQL.map { " \($0)" } ?? "")
    }
    let order = steps.map { "\($0.step ?? 0) \($0.session)" }.joined(separator: ", ")
    return [
      "-- \(printable(title))", "--",
      "-- For PostgreSQL and psql. Run \"prepare\" once. Then open a window with psql for each",
      "-- session, and paste the steps one by one, each into the window of its session, in this",
      "-- order:",
    ] + broken(order, to: 94, "").map { "--   \($0.drop { $0 == " " })" } + [
      "-- \"expect\" is what isolab answers; instead of ok, PostgreSQL prints its own tags.",
      "-- SELECT 'snapshot' is there because PostgreSQL takes it then, and not at BEGIN.",
    ] + modes
  }

  private var sqlPreparation: [String] {
    let rows = runner.initial.sorted { $0.key < $1.key }.map { key, value in
      "INSERT INTO kv VALUES (\(SQLText.literal(key.text)), \(SQLText.literal(value.text)));"
    }
    let rules = runner.rules.flatMap { rule in
      [
        "-- .rule \(typed(rule.name)) has no SQL equal; between the steps, this should say t:",
        "--   SELECT \(printable(SQLText(rule.formula).source));",
      ]
    }
    return [
      "", "-- ===== prepare =====", "", "DROP TABLE IF EXISTS kv;",
      "CREATE TABLE kv (key text COLLATE \"C\" PRIMARY KEY, value text NOT NULL);",
    ] + rows + rules
  }

  private func sqlWindow(of session: SessionName, _ steps: [Reply]) -> [String] {
    let isHere = steps.filter { $0.session == session }
    return ["", "-- ===== window \(typed(session.text)) ====="]
      + isHere.flatMap { reply in [""] + sqlStep(reply) }
  }

  /// A command with its number and what is expected of it.
  private func sqlStep(_ reply: Reply) -> [String] {
    var lines = ["-- step \(reply.step ?? 0): \(typed(reply.text))"]
    switch (reply.outcome, command(of: reply)) {
    case (.cancelled(let session), _):
      lines.append("-- no SQL equal: press Ctrl-C in the window of \(typed(session.text))")
    case (.skipped(.nothingToRetry), _):
      return lines + ["-- RETRY has nothing to do here, as nobody was aborted"]
    case (_, .retry?):
      lines += [
        "-- RETRY has no SQL equal: a program would do the same again, like this", "ROLLBACK;",
      ]
      let record = reply.ownTransaction.map { runner.records[$0.number - 1] }
      lines +=
        record.map { record in
          SQLCommand(
            .begin(nil, readOnly: record.readOnly, deferrable: record.isDeferrable),
            mode: record.mode
          ).lines
        } ?? []
    case (_, let command?): lines += sql(of: command, reply)
    case (_, nil): lines.append("-- no SQL equal")
    }
    lines += sqlExpectation(of: reply)
    for again in reply.retried { lines += sqlStep(again) }
    for resumed in reply.resumed {
      lines.append(
        "-- lets \(typed(resumed.session.text)) go on: step \(resumed.step ?? 0) "
          + answer(resumed.outcome) + postgres(resumed.outcome))
    }
    return lines
  }

  private func sql(of command: Command, _ reply: Reply) -> [String] {
    let mode = reply.ownTransaction.map { runner.records[$0.number - 1].mode } ?? runner.mode
    return SQLCommand(command, mode: mode).lines
  }

  private func sqlExpectation(of reply: Reply) -> [String] {
    let own = "-- expect: " + answer(reply.outcome) + postgres(reply.outcome)
    let rest = anomalies(of: reply).map { "-- isolab: \($0.answer); PostgreSQL says nothing" }
    return [own] + rest
      + reply.rules.map { "-- isolab: \(line(for: $0).answer); PostgreSQL says nothing" }
  }

  /// What PostgreSQL says where isolab has a word of its own.
  private func postgres(_ outcome: Outcome) -> String {
    switch outcome {
    case .waits: " (the window hangs)"
    case .held: " (typed while the window hangs; done when it goes on)"
    case .skipped(.aborted): " (ERROR: current transaction is aborted)"
    case .rolledBack(insteadOfCommit: true): " (ROLLBACK)"
    case .aborted(let abort):
      switch abort.kind {
      case .deadlock: " (ERROR 40P01: deadlock detected; it may hit the other session)"
      case .concurrentUpdate, .firstCommitter:
        " (ERROR 40001: could not serialize access due to concurrent update)"
      case .overwrittenRead, .dangerousStructure, .cycle:
        " (ERROR 40001: could not serialize access due to read/write dependencies)"
      case .timeout:
        switch abort.timeout?.limit {
        case .idle: " (there by idle_in_transaction_session_timeout)"
        case .wait: " (there by lock_timeout)"
        case .total, nil: " (there by transaction_timeout)"
        }
      }
    default: ""
    }
  }

  /// The command as it was understood; nil for a word of the lab.
  private func command(of reply: Reply) -> Command? {
    let sessions = runner.sessions.map(\.name)
    guard let statement = try? Statement.parse(line: reply.text, sessions: sessions),
      case .command(let command) = statement.body
    else { return nil }
    return command
  }
}
