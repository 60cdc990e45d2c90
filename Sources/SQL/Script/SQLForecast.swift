import Engine
import Language
import Sessions
import Telling
import Vocabulary

/// Where PostgreSQL answers differently from isolab, for each step of a script.
struct SQLForecast {
  /// A step's own difference.
  private(set) var own: [StepNumber: SQLDifference] = [:]
  /// The results of resumed steps, by the step that resumed them.
  private(set) var others: [StepNumber: [SQLDifference]] = [:]
  /// The difference between the rows at the end; nil if they are equal.
  private(set) var atTheEnd: SQLDifference?
  /// The rows that PostgreSQL has at the end.
  private var server: Server
  private let narrator: Narrator
  /// The first step whose answers differ.
  private var first: StepNumber?
  /// The first step whose effect differs although its answer does not.
  private var hidden: (step: StepNumber, habit: Habit)?

  /// `resumed` is what isolab says about the steps that a step resumes.
  init(_ narrator: Narrator, _ steps: [SQLStep], resumed: [StepNumber: [Reply]]) {
    self.narrator = narrator
    server = Server(narrator.runner.initial)
    let byNumber = steps.reduce(into: [:]) { $0[$1.number] = $1 }
    // If nothing is typed, there is nothing to expect.
    for step in steps where !step.actions.isEmpty {
      let moment = server.type(step.actions, step: step.number, in: step.session)
      compare(step, moment)
      compare(step, resumed[step.number] ?? [], moment.others, byNumber)
    }
  }

  /// Compares the rows at the end with these.
  mutating func compare(rows: [Answer.Row]) {
    let found = server.committed.map { Answer.Row($0.0, $0.1) }
    if let doubt = server.doubt {
      atTheEnd = SQLDifference("here", reason: told(doubt), isCertain: false)
    } else if found != rows {
      atTheEnd = SQLDifference(narrator.answer(.rows(.all, found)), reason: consequence(nil))
    }
  }

  private mutating func compare(_ step: SQLStep, _ moment: Server.Moment) {
    // A step's own answer was certain before the step resumed others.
    if let doubt = server.doubt, doubt.step != step.number || doubt.reason == .value {
      own[step.number] = SQLDifference("here", reason: told(doubt), isCertain: false)
    } else if !step.outcome.isSame(as: moment.own.answer, narrator) {
      own[step.number] = difference(
        step, step.outcome, moment.own, said: narrator.answer(moment.own.answer), isOwn: true)
      first = first ?? step.number
    } else {
      note(moment.own, at: step.number)
    }
  }

  private mutating func note(_ foretold: Foretold, at step: StepNumber) {
    guard hidden == nil, let habit = foretold.hiddenHabit else { return }
    hidden = (step, habit)
  }

  private mutating func compare(
    _ step: SQLStep, _ resumed: [Reply], _ moments: [StepNumber: Foretold],
    _ steps: [StepNumber: SQLStep]
  ) {
    if let doubt = server.doubt {
      guard own[step.number]?.isCertain ?? true else { return }
      others[step.number] = [
        SQLDifference("other commands may resume here", reason: told(doubt), isCertain: false)
      ]
      return
    }
    let done = resumed.compactMap { reply in reply.step.map { ($0, reply.outcome) } }
    for number in Set(done.map { $0.0 }).union(moments.keys).sorted() {
      guard let other = steps[number], !other.actions.isEmpty else { continue }
      let expected = done.last { $0.0 == number }?.1
      let foretold = moments[number]
      if let foretold, isSame(expected, foretold.answer) {
        note(foretold, at: number)
        continue
      }
      guard !(expected?.isWait ?? false && foretold == nil) else { continue }
      others[step.number, default: []].append(
        difference(
          other, expected ?? other.outcome, foretold,
          said: foretold.map { narrator.answer($0.answer) } ?? "does not resume here"))
      first = first ?? step.number
    }
  }

  /// Ctrl-C ends a command in both systems; isolab says so at the step that ends it.
  private func isSame(_ expected: Outcome?, _ answer: ServerAnswer) -> Bool {
    expected.map { $0.isSame(as: answer, narrator) } ?? (answer == .failed(.interrupted))
  }

  private func difference(
    _ step: SQLStep, _ outcome: Outcome, _ foretold: Foretold?, said: String, isOwn: Bool = false
  ) -> SQLDifference {
    let reason =
      (isOwn ? nil : sinceItsStep(step, foretold)) ?? SQLReason.of(outcome)
      ?? foretold.flatMap(SQLReason.of)
      ?? withoutRow(outcome, step.mode, foretold?.answer)
      ?? SQLReason.of(step, outcome, foretold?.answer, isFirst: first == nil)
      ?? consequence(foretold?.answer)
    return SQLDifference(said, of: isOwn ? nil : step, reason: reason)
  }

  /// The reason for a step that goes on, or does not, and already differed when it was typed.
  private func sinceItsStep(_ step: SQLStep, _ foretold: Foretold?) -> String? {
    guard let own = own[step.number], own.isCertain else { return nil }
    if foretold == nil { return "see step \(step.number), where the window does not hang" }
    return step.outcome.isWait ? nil : "see step \(step.number), where the window hangs"
  }

  /// The reason if isolab has a lock or a conflict at a key, but PostgreSQL has no row there.
  private func withoutRow(
    _ outcome: Outcome, _ mode: IsolationMode?, _ answer: ServerAnswer?
  ) -> String? {
    switch (outcome, answer) {
    case (_, .waits?), (_, .failed?): return nil
    case (.waits, _) where mode?.facts.locksReads == true: return nil
    case (.waits(let conflicts), _):
      let isThere = conflicts.contains { conflict in
        guard let name = narrator.runner.session(of: conflict.second.transaction),
          let key = conflict.key
        else { return true }
        return server.claims(key, by: name)
      }
      return isThere ? nil : "PostgreSQL locks rows, not keys, and there was no row to lock"
    case (.aborted(let abort), _)
    where abort.kind == .concurrentUpdate || abort.kind == .firstCommitter:
      let isDeletion = abort.conflicts.contains { $0.first.action == .wrote(nil) }
      return isDeletion ? "if no row is deleted, PostgreSQL sees no conflict" : nil
    default: return nil
    }
  }

  private func consequence(_ answer: ServerAnswer?) -> String {
    if let first { return "the two runs have differed since step \(first)" }
    if let hidden { return "since step \(hidden.step): \(hidden.habit.told)" }
    return answer == .failed(.failedTransaction)
      ? SQLReason.failedBefore
      : SQLReason.hidden(in: narrator.runner.records.map { $0.mode })
  }

  private func told(_ doubt: Server.Doubt) -> String {
    switch doubt.reason {
    case .order(let names):
      "\(names.map { narrator.typed($0.text) }.joined(separator: " and ")) wake up at the same "
        + "time in step \(doubt.step), and chance decides which is first"
    case .value:
      "since step \(doubt.step), a missing value or one that is not a number may be NULL or an "
        + "error"
    }
  }
}

/// A difference, in words.
struct SQLDifference {
  /// What PostgreSQL says, or the place from which its answer cannot be foretold.
  let said: String
  /// The step that differs, if it is not the one at which the script says so.
  let step: SQLStep?
  let reason: String
  let isCertain: Bool

  init(_ said: String, of step: SQLStep? = nil, reason: String, isCertain: Bool = true) {
    (self.said, self.step, self.reason, self.isCertain) = (said, step, reason, isCertain)
  }
}

extension Outcome {
  fileprivate var isWait: Bool {
    if case .waits = self { true } else { false }
  }

  /// Whether psql shows exactly that.
  fileprivate func isSame(as answer: ServerAnswer, _ narrator: Narrator) -> Bool {
    switch (self, answer) {
    case (.begun, .done), (.committed, .done), (.cancelled, .done), (.held, .held),
      (.rolledBack(insteadOfCommit: false), .done),
      (.rolledBack(insteadOfCommit: true), .rolledBack),
      (.skipped(.aborted), .failed(.failedTransaction)), (.skipped(.condition), .skipped),
      (.skipped(.condition), .changed(0)), (.skipped(.nothingToRetry), .done):
      true
    case (.wrote(_, let new, _), .changed(let count)): new == nil ? count < 2 : count == 1
    case (.changed(let own), .changed(let count)): own == count
    case (.found(let own), .found(let found)):
      own.rows.map { $0 == found.rows } ?? (own == found)
    case (.waits(let conflicts), .waits(let names)):
      !names.isEmpty
        && names.allSatisfy { name in
          conflicts.contains { narrator.runner.session(of: $0.second.transaction) == name }
        }
    case (.aborted(let abort), .failed(let failure)): abort.kind.isSame(as: failure)
    case (.failed(let problem), .failed(.readOnly)): problem.kind == .readOnly
    default: false
    }
  }
}

extension Abort.Kind {
  fileprivate func isSame(as failure: Failure) -> Bool {
    switch self {
    case .deadlock: failure == .deadlock
    case .concurrentUpdate, .firstCommitter: failure == .concurrentUpdate
    case .overwrittenRead, .dangerousStructure, .cycle: failure == .dependencies
    case .timeout: failure == .divisionByZero || failure == .failedTransaction
    case .serverError: false
    }
  }
}

extension Narrator {
  /// An answer of PostgreSQL in the words of isolab, or its own tag or error.
  func answer(_ answer: ServerAnswer) -> String {
    switch answer {
    case .done: "ok"
    case .rolledBack: "ROLLBACK"
    case .changed(let count): count == 1 ? "1 row" : "\(count) rows"
    case .skipped: "skipped"
    case .found(let found): self.answer(found)
    case .waits(let names): "hangs, for " + names.map { typed($0.text) }.joined(separator: " ")
    case .held: "still hangs"
    case .failed(let failure): "ERROR \(failure.state)"
    }
  }
}
