import Engine
import Rendering
import Scripting
import Sessions
import Vocabulary

/// The words of the lab.
extension Laboratory {
  mutating func carryOut(_ directive: Directive, _ statement: Statement) -> Entry {
    switch directive {
    case .help(let topic): return .notes(Help.lines(about: topic), of: statement)
    case .quit: return Entry(lines: [], json: nil, isQuit: true)
    case .reset:
      self = Laboratory(mode: initialMode, isInteractive: runner.manner == .interactive)
      return .done(
        "a fresh lab, nothing stored; \(banner)", of: statement, header: Narrator(runner).header)
    case .mode(let mode?):
      runner.mode = mode
      return .done(
        "a bare BEGIN is in \(mode.name) from now on", of: statement,
        header: Narrator(runner).header)
    case .conflicts(let policy):
      runner.conflicts = policy
      return .done(Self.conflictsProse(policy), of: statement)
    case .sessions(let names) where !names.isEmpty:
      runner.declare(names)
      let all = runner.sessions.map(\.name.text).joined(separator: ", ")
      return .done("sessions \(all)", of: statement)
    case .modes: return .done(nil, of: statement)
    case .seed(let bindings): return seed(bindings, statement)
    case .rule(let name, let formula):
      let finding = runner.watch(name, formula)
      return Entry(
        lines: [Narrator(runner).line(for: finding)],
        json: Entry.object(statement, outcome: "ok", rules: runner.rules))
    case .cancel(let session):
      return entry(
        for: runner.cancel(session ?? statement.session ?? current, text: statement.text))
    case .mode(nil), .showConflicts, .sessions, .rules, .why, .versions, .transactions, .locks:
      return .notes(listing(directive), of: statement)
    }
  }

  private mutating func seed(_ bindings: [Directive.Binding], _ statement: Statement) -> Entry {
    do throws(CommandProblem) {
      let changed = try runner.seed(bindings)
      let narrator = Narrator(runner)
      return Entry(
        lines: [AnswerLine("ok", prose: narrator.initialState)]
          + changed.map { narrator.line(for: $0) },
        json: Entry.object(statement, outcome: "ok", rules: runner.rules))
    } catch {
      return refused(statement, error, current)
    }
  }

  private func listing(_ directive: Directive) -> [String] {
    let narrator = Narrator(runner)
    switch directive {
    case .mode: return Help.modes(now: runner.mode)
    case .showConflicts: return [Self.conflictsProse(runner.conflicts)]
    case .sessions: return narrator.sessions
    case .rules: return narrator.rules
    case .versions(let range): return narrator.versions(in: range)
    case .transactions: return narrator.transactions
    case .locks: return narrator.locks
    case .why(let step): return explanation(of: step)
    default: return []
    }
  }

  private static func conflictsProse(_ policy: ConflictPolicy?) -> String {
    switch policy {
    case .firstUpdater:
      "first-updater: in snapshot and serializable-snapshot a second writer waits"
    case .firstCommitter:
      "first-committer: in snapshot and serializable-snapshot nobody waits, the later "
        + "committer is aborted"
    case nil:
      "by mode: first-updater in snapshot, first-committer in serializable-snapshot"
    }
  }
}
