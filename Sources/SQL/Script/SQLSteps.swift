import Language
import Sessions
import Telling
import Vocabulary

/// A command of a run, and its equivalent in psql.
struct SQLStep {
  let number: StepNumber
  let session: SessionName
  /// As typed.
  let text: String
  /// What came of it at once.
  let outcome: Outcome
  let mode: IsolationMode?
  let actions: [Action]
  /// Why there is no SQL that does the same.
  let remark: String?
}

/// Turns a run into steps of psql.
struct SQLSteps {
  private let runner: SessionRunner
  private let replies: [Reply]
  /// The final outcome of each step.
  private var ends: [StepNumber: Reply] = [:]
  /// Steps that began something else while their session was still aborted.
  private var clearing: Set<StepNumber> = []
  /// Steps that acted although their session waited.
  private var interrupting: Set<StepNumber> = []
  /// The level of single statements in each window.
  private var levels: [SessionName: Level] = [:]
  /// The last command of each session that was a transaction of its own.
  private var single: [SessionName: Command] = [:]
  private(set) var steps: [SQLStep] = []

  init(_ runner: SessionRunner, _ replies: [Reply]) {
    (self.runner, self.replies) = (runner, replies)
    followSessions()
    for reply in replies where reply.step != nil { add(reply) }
  }

  /// Notes the states of the sessions, in the order of events.
  private mutating func followSessions() {
    var aborted: Set<SessionName> = []
    var waiting: Set<SessionName> = []
    for reply in replies.flatMap({ $0.all }) {
      guard let step = reply.step else { continue }
      if case .rolledBack = reply.outcome, waiting.contains(reply.session) {
        interrupting.insert(step)
      }
      switch reply.outcome {
      case .held: continue
      case .waits: waiting.insert(reply.session)
      case .aborted where !isSingle(reply):
        aborted.insert(reply.session)
        waiting.remove(reply.session)
      case .begun:
        if aborted.remove(reply.session) != nil { clearing.insert(step) }
        waiting.remove(reply.session)
      case .rolledBack, .committed:
        aborted.remove(reply.session)
        waiting.remove(reply.session)
      default: waiting.remove(reply.session)
      }
      if case .waits = reply.outcome { continue }
      ends[step] = reply
    }
  }

  private mutating func add(_ reply: Reply) {
    let end = reply.step.flatMap { ends[$0] }
    let retried = reply.retried.isEmpty ? end?.retried ?? [] : reply.retried
    steps.append(step(reply, end))
    for var again in retried {
      let end = again.step.flatMap { ends[$0] }
      // A RETRY that is held was typed together with all commands that it repeats.
      if reply.outcome == .held { again.outcome = .held }
      steps.append(step(again, end))
    }
  }

  private mutating func step(_ reply: Reply, _ end: Reply?) -> SQLStep {
    let mode = (end?.ownTransaction ?? reply.ownTransaction).map { record($0).mode }
    let (actions, remark) = psql(reply, end)
    return SQLStep(
      number: reply.step ?? 0, session: reply.session, text: reply.text, outcome: reply.outcome,
      mode: mode, actions: actions, remark: remark)
  }

  private func record(_ id: TransactionID) -> TransactionRecord { runner.records[id.number - 1] }

  /// Whether the command is a transaction of its own.
  private func isSingle(_ reply: Reply) -> Bool {
    guard let id = reply.ownTransaction, record(id).begun == reply.step else { return false }
    if case .begun = reply.outcome { return false }
    if case .begin = command(of: reply) { return false }
    return !record(id).isDeferrable
  }

  /// What to do in psql, and why no SQL does the same, if none does.
  private mutating func psql(_ reply: Reply, _ end: Reply?) -> ([Action], String?) {
    if case .cancelled = reply.outcome { return ([.interrupt], nil) }
    if reply.outcome.isTimeout { return ([.interrupt, .fail], nil) }
    let step = reply.step ?? 0
    switch command(of: reply) {
    case nil: return ([], "no SQL equivalent")
    case .retry?: return retry(end ?? reply)
    case .begin?:
      let begin = (end ?? reply).ownTransaction.map { [self.begin($0)] } ?? []
      return ((clearing.contains(step) ? [.clearAway] : []) + begin, nil)
    case .rollback? where interrupting.contains(step): return ([.interrupt, .run(.rollback)], nil)
    case let command?:
      guard isSingle(end ?? reply) else { return ([.run(command)], nil) }
      return (alone(command, end ?? reply), nil)
    }
  }

  private mutating func retry(_ reply: Reply) -> ([Action], String?) {
    if case .skipped(.nothingToRetry) = reply.outcome {
      return ([], "RETRY has nothing to do here, because nothing was aborted")
    }
    let remark = "RETRY has no SQL equivalent: a program would do the same again, like this"
    if isSingle(reply), let command = single[reply.session] {
      return (alone(command, reply), remark)
    }
    return ([.clearAway] + (reply.ownTransaction.map { [self.begin($0)] } ?? []), remark)
  }

  private func begin(_ id: TransactionID) -> Action {
    let record = self.record(id)
    return .begin(
      Level(record.mode), readOnly: record.readOnly, deferrable: record.isDeferrable,
      takesSnapshot: record.mode.readsSnapshot)
  }

  /// A statement outside of transactions, at the level of its mode.
  private mutating func alone(_ command: Command, _ reply: Reply) -> [Action] {
    single[reply.session] = command
    let level = Level(reply.ownTransaction.map { record($0).mode } ?? runner.mode)
    guard level != levels[reply.session] ?? .readCommitted else { return [.run(command)] }
    levels[reply.session] = level
    return [.level(level), .run(command)]
  }

  /// The parsed command; nil for a word of the lab.
  private func command(of reply: Reply) -> Command? {
    let sessions = runner.sessions.map { $0.name }
    guard let statement = try? Statement.parse(line: reply.text, sessions: sessions) else {
      return nil
    }
    switch statement.body {
    case .command(let command): return command
    case .directive(.retry): return .retry
    default: return nil
    }
  }
}
