import Engine
import Language
import Layout
package import Sessions
import Telling
import Vocabulary

/// What was done in a lab, as scripts for PostgreSQL: one for each session, to be typed in its own
/// window, step by step.
extension Narrator {
  /// The lines of the file.
  package func sql(_ replies: [Reply], title: String) -> [String] {
    let steps = SQLSteps(runner, replies).steps
    let silent = Set(steps.filter { $0.actions.isEmpty }.map { $0.number })
    let rows = rowsAtTheEnd(replies)
    var forecast = SQLForecast(self, steps, resumed: resumed(replies))
    forecast.compare(rows: rows)
    let sessions = runner.sessions.map { $0.name }.filter { name in
      steps.contains { $0.session == name }
    }
    let notes = notes(replies)
    let resumed = resumed(replies)
    var lines = sqlHeading(steps, title) + sqlPreparation
    for session in sessions {
      lines += ["", "-- ===== window \(typed(session.text)) ====="]
      for step in steps where step.session == session {
        let released = (resumed[step.number] ?? []).filter { !silent.contains($0.step ?? 0) }
        lines += [""] + sqlStep(step, forecast, released)
        lines += notes[step.number] ?? []
      }
    }
    return lines + sqlEnd(rows, forecast)
  }

  private func sqlHeading(_ steps: [SQLStep], _ title: String) -> [String] {
    let used = IsolationMode.allCases.filter { mode in runner.records.contains { $0.mode == mode } }
    let modes = used.map { mode in
      "-- \(mode.name) is \(Level(mode).rawValue)."
        + (mode.differenceInSQL.map { " \($0)" } ?? "")
    }
    // A number stays with its session.
    let order = steps.enumerated().map { index, step in
      "\(step.number) \(step.session)\(index == steps.count - 1 ? "" : ",")"
    }
    return [
      "-- \(printable(title))", "--",
      "-- For PostgreSQL and psql. Run \"prepare\" once. Then open a window with psql for each",
      "-- session, and paste the steps one by one, each into the window of its session, in this",
      "-- order:",
    ]
      + broken(words: order, to: 94).map { "--   \($0)" } + [
        "-- \"expect\" is what isolab answers; instead of ok, PostgreSQL prints its own tags.",
        "-- \"PostgreSQL differs\" marks where PostgreSQL 15 answers differently, and says why.",
        "-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.",
      ] + modes
  }

  private var sqlPreparation: [String] {
    let rows = runner.initial.sorted { $0.key < $1.key }.map { key, value in
      "INSERT INTO kv VALUES (\(SQLText.literal(key.text)), \(SQLText.literal(value.text)));"
    }
    let rules = runner.rules.flatMap { rule in
      [
        "-- .rule \(typed(rule.name)) has no SQL equivalent; between the steps, "
          + "this should print t:",
        "--   SELECT \(printable(SQLText(rule.formula).source));",
      ]
    }
    return [
      "", "-- ===== prepare =====", "", "DROP TABLE IF EXISTS kv;",
      "CREATE TABLE kv (key text COLLATE \"C\" PRIMARY KEY, value text NOT NULL);",
    ] + rows + rules
  }

  /// A command with its number and what is expected of it.
  private func sqlStep(
    _ step: SQLStep, _ forecast: SQLForecast, _ resumed: [Reply]
  ) -> [String] {
    let remark = step.remark.map { ["-- \($0)"] } ?? []
    let heading = ["-- step \(step.number): \(typed(step.text))"] + remark
    guard !step.actions.isEmpty else { return heading }
    let own = "-- expect: " + answer(step.outcome) + postgres(step.outcome)
    let released = resumed.map { reply in
      "-- lets \(typed(reply.session.text)) go on: step \(reply.step ?? 0) "
        + answer(reply.outcome) + postgres(reply.outcome)
    }
    return heading + step.actions.flatMap { SQLCommand($0).lines } + [own]
      + (forecast.own[step.number].map { [told($0)] } ?? []) + released
      + (forecast.others[step.number] ?? []).map(told)
  }

  private func told(_ difference: SQLDifference) -> String {
    let whose = difference.step.map { "step \($0.number) \(typed($0.session.text)) " } ?? ""
    let verb = difference.isCertain ? "differs" : "may differ"
    return "-- PostgreSQL \(verb): \(whose)\(difference.said) (\(difference.reason))"
  }

  private func sqlEnd(_ rows: [Answer.Row], _ forecast: SQLForecast) -> [String] {
    [
      "", "-- ===== at the end =====", "", "SELECT key, value FROM kv ORDER BY key;",
      "-- expect: \(answer(.rows(.all, rows)))",
    ] + (forecast.atTheEnd.map { [told($0)] } ?? [])
  }

  /// The replies that each step resumed; for a RETRY, by its last step.
  private func resumed(_ replies: [Reply]) -> [StepNumber: [Reply]] {
    var result: [StepNumber: [Reply]] = [:]
    for reply in replies {
      guard let step = reply.retried.last?.step ?? reply.step else { continue }
      let all = reply.retried.flatMap { $0.resumed } + reply.resumed
      result[step, default: []] += all.flatMap { [$0] + $0.retried }
    }
    return result
  }

  /// What isolab has found in addition to the answers.
  private func notes(_ replies: [Reply]) -> [StepNumber: [String]] {
    var result: [StepNumber: [String]] = [:]
    for reply in replies {
      guard let step = reply.step else { continue }
      let found = anomalies(of: reply) + reply.rules.map(line(for:))
      result[step] = found.map { "-- isolab: \($0.answer); PostgreSQL prints nothing" }
    }
    return result
  }

  /// The committed data at the end, in key order.
  private func rowsAtTheEnd(_ replies: [Reply]) -> [Answer.Row] {
    var rows = runner.initial
    for reply in replies.flatMap({ $0.all }) {
      var changes = reply.commit?.changes ?? []
      if case .committed(_, let own) = reply.outcome { changes += own }
      for change in changes { rows[change.key] = change.value }
    }
    return rows.sorted { $0.key < $1.key }.map { Answer.Row($0.key, $0.value) }
  }

  /// PostgreSQL's words for what isolab expresses in its own.
  private func postgres(_ outcome: Outcome) -> String {
    switch outcome {
    case .waits: " (the window hangs)"
    case .held: " (typed while the window hangs; runs after the wait)"
    case .skipped(.aborted): " (ERROR 25P02: current transaction is aborted)"
    case .rolledBack(insteadOfCommit: true): " (ROLLBACK)"
    case .failed(.readOnly): " (ERROR 25006: cannot execute this in a read-only transaction)"
    case .aborted(let abort):
      switch abort.kind {
      case .deadlock: " (ERROR 40P01: deadlock detected; the victim may be the other session)"
      case .concurrentUpdate, .firstCommitter:
        " (ERROR 40001: could not serialize access due to concurrent update)"
      case .overwrittenRead, .dangerousStructure, .cycle:
        " (ERROR 40001: could not serialize access due to read/write dependencies)"
      case .serverError: ""
      case .timeout:
        switch abort.timeout?.limit {
        case .idle: " (in PostgreSQL by idle_in_transaction_session_timeout)"
        case .wait: " (in PostgreSQL by lock_timeout)"
        case .total, nil: " (in PostgreSQL 17 and later by transaction_timeout)"
        }
      }
    default: ""
    }
  }
}

extension IsolationMode {
  /// How PostgreSQL's level differs from the mode.
  fileprivate var differenceInSQL: String? {
    if facts.reads == .newestWrite { return "PostgreSQL has no dirty reads." }
    if facts.locksReads {
      return "PostgreSQL does not lock what is read; the nearest level is SERIALIZABLE, which "
        + "aborts where isolab waits."
    }
    return switch facts.writers {
    case .wait, .follow(.firstUpdater): nil
    case .goOn:
      "PostgreSQL has no \(name); the nearest level is SERIALIZABLE, which may abort other "
        + "transactions."
    case .follow(.firstCommitter):
      "PostgreSQL waits for writers of a key here; .conflicts first-updater does the same."
    }
  }
}
