import Engine
import Help
import Language
import Layout
import Sessions
import Stores
import Telling
import Vocabulary

/// The words of the lab.
extension Lab {
  mutating func carryOut(_ directive: Directive, _ statement: Statement) -> Entry {
    switch directive {
    case .quit: return Entry(lines: [], json: nil, isQuit: true)
    case .reset: return reset(statement)
    case .mode(let mode?):
      if let problem = runner.place.problem(with: mode) {
        return refused(statement, problem, current)
      }
      runner.mode = mode
      return .done(
        "a BEGIN without a mode now uses \(mode.name)", of: statement,
        header: narrator.header)
    case .sessions(let names) where !names.isEmpty:
      runner.declare(names)
      let all = runner.sessions.map { $0.name.text }.joined(separator: ", ")
      return .done("sessions \(all)", of: statement)
    case .modes: return .done(nil, of: statement)
    case .expect:
      return .notes(
        ["this claim is about every order; isolab test --explore checks it"], of: statement)
    case .seed(let bindings): return seed(bindings, statement)
    case .rule(let name, let formula):
      let finding = runner.watch(name, formula)
      return Entry(
        lines: [narrator.line(for: finding)],
        json: Entry.object(statement, outcome: "ok", rules: runner.rules), effect: .changed)
    case .cancel:
      return entry(for: runner.cancel(statement.actor(or: current), text: statement.text))
    case .retry:
      return entry(for: runner.run(.retry, text: "RETRY", in: statement.actor(or: current)))
    case .timeout(let limit, let span): return set(limit, to: span, statement)
    case .timeoutsOff: return setNoLimits(statement)
    case .advance(let span): return pass(span, statement)
    case .autocommit(let isOn):
      runner.autocommit = isOn
      return .done(
        isOn
          ? "outside BEGIN and COMMIT, each command is a transaction of its own"
          : "every transaction needs BEGIN and COMMIT", of: statement)
    case .vacuum, .autovacuum, .showAutovacuum, .bloat, .conflicts, .showConflicts:
      return ofEngine(directive, statement)
    case .ascii(let isOn):
      display.isASCII = isOn
      return shown(isOn ? "plain characters" : "box drawing", statement)
    case .sql(let isOn):
      display.showsStatements = isOn
      return shown(sqlProse, statement)
    case .versions(let range):
      return .notes(narrator.versions(in: range), of: statement)
        .with(state: runner.database.state, committed: narrator.committed(in: range))
    case .notation:
      return .notes(listing(directive), of: statement).with(history: narrator.historyObjects)
    case .timeline: return .notes(timeline, of: statement)
    case .graph: return .notes(graph, of: statement)
    case .help, .mode(nil), .sessions, .rules, .why, .transactions, .locks, .whySerializable,
      .showTimeouts:
      return .notes(listing(directive), of: statement)
    case .workspace, .shell: return refused(statement, .onlyInShell(statement.word), current)
    }
  }

  /// Carries out a word about isolab's engine.
  ///
  /// A lesson that chooses a policy can still be played on a store, which has its own.
  private mutating func ofEngine(_ directive: Directive, _ statement: Statement) -> Entry {
    let isLesson = runner.manner == .replay
    switch directive {
    case .conflicts(let policy) where store == nil || isLesson:
      runner.conflicts = policy
      return .done(Self.conflictsProse(policy), of: statement)
    case .showConflicts where store == nil || isLesson, .showAutovacuum where store == nil:
      return .notes(listing(directive), of: statement)
    case _ where store != nil: return refused(statement, .onlyInLab(statement.word), current)
    default: return cleanUp(directive, statement)
    }
  }

  /// Answers that things are now shown differently, which does not change the lab.
  private func shown(_ prose: String, _ statement: Statement) -> Entry {
    var entry = Entry.done(prose, of: statement)
    entry.effect = .none
    return entry
  }

  private var sqlProse: String {
    guard display.showsStatements else { return "statements are not shown" }
    return store == nil
      ? "statements are shown once the sessions are on a database (.on)"
      : "each command shows the statements sent to the database"
  }

  private mutating func reset(_ statement: Statement) -> Entry {
    let end = closing
    self = fresh(in: initialMode)
    return .done(
      "a fresh lab without data; \(banner)", of: statement, header: narrator.header
    ).preceded(by: end)
  }

  /// A lab like this one, in which nothing has happened yet.
  func fresh(in mode: IsolationMode) -> Lab { fresh(in: mode, on: store) }

  /// The same in another place.
  func fresh(in mode: IsolationMode, on store: (any Store)?) -> Lab {
    var fresh = Lab(
      mode: mode, conflicts: initialConflicts, manner: runner.manner, on: store)
    fresh.display = display
    fresh.initialMode = initialMode
    fresh.runner.isCancelled = runner.isCancelled
    return fresh
  }

  private mutating func seed(_ bindings: [Directive.Binding], _ statement: Statement) -> Entry {
    do throws(CommandProblem) {
      let changed = try runner.seed(bindings)
      return Entry(
        lines: [AnswerLine("ok", prose: narrator.initialState)]
          + changed.map { narrator.line(for: $0) },
        json: Entry.object(statement, outcome: "ok", rules: runner.rules), effect: .changed)
    } catch {
      return refused(statement, error, current)
    }
  }

  private func listing(_ directive: Directive) -> [String] {
    switch directive {
    case .help(let topic): return HelpIndex.lines(about: topic, Workspace.prompts)
    case .mode: return modes
    case .showConflicts: return [Self.conflictsProse(runner.conflicts)]
    case .sessions: return failureRows + narrator.sessions
    case .rules: return narrator.rules
    case .transactions: return narrator.transactions
    case .locks: return narrator.locks
    case .why(let step): return explanation(of: step)
    case .notation:
      return narrator.notation.isEmpty ? ["nothing has happened yet"] : narrator.notation
    case .whySerializable: return verdict
    case .showAutovacuum: return [narrator.autovacuumSetting]
    case .showTimeouts: return narrator.timeouts
    default: return []
    }
  }

  /// The modes, or the levels of the store; the one that a bare BEGIN uses is marked.
  private var modes: [String] {
    if let identity = store?.identity { return levels(of: identity) }
    return IsolationMode.allCases.map { mode in
      let mark = mode == runner.mode ? "*" : " "
      let name = mode.name + String(repeating: " ", count: 22 - mode.name.count)
      let short = mode.shortName + String(repeating: " ", count: 4 - mode.shortName.count)
      return "\(mark) \(name)\(short)\(mode.facts.summary)"
    }
  }

  private static func conflictsProse(_ policy: ConflictPolicy?) -> String {
    let standards = IsolationMode.allCases.compactMap { mode in
      ConflictPolicy.standard(in: mode).map { (mode: mode.name, policy: $0.rawValue) }
    }
    let modes = standards.map { $0.mode }.joined(separator: " and ")
    return switch policy {
    case .firstUpdater: "first-updater: in \(modes) a second writer waits"
    case .firstCommitter:
      "first-committer: in \(modes) nobody waits, and the later committer is aborted"
    case nil: "by mode: " + standards.map { "\($0.policy) in \($0.mode)" }.joined(separator: ", ")
    }
  }
}

extension Statement {
  /// The first word as typed.
  fileprivate var word: String { String(text.prefix { $0 != " " && $0 != "\t" }) }
}
