import Engine
import Language
import Layout
package import Sessions
import Stores
import Vocabulary

/// Every text that explains why a command was refused; what cannot be parsed has its own file.
extension CommandProblem {
  /// What is wrong, in one sentence without a full stop.
  package func message(narrator: Narrator) -> String {
    switch self {
    case .noTransaction: "no transaction is open here"
    case .inTransaction(let id): "\(id) is open here"
    case .waiting(let conflicts, let since): narrator.wayOut(of: conflicts, since: since)
    case .aborted(let id): "\(id) was aborted"
    case .readOnly(let id, _): "\(id) is READ ONLY"
    case .nothingToRetry: "the last transaction here was not aborted"
    case .notWaiting(let session): "\(narrator.typed(session.text)) is not waiting"
    case .unknownSession(let session, _): "there is no session \(narrator.typed(session.text))"
    case .seedTooLate: ".seed comes before the first BEGIN"
    case .arithmetic(let problem): problem.message(narrator)
    case .cancelled: "interrupted"
    case .nothingToUndo: "there is nothing to undo"
    case .nothingToRedo: "there is nothing to redo"
    case .nothingToRerun: "nothing has been done yet"
    case .unknownBranch(let number): "there is no branch \(number)"
    case .unknownLesson(let name, _): "there is no lesson \(narrator.typed(name))"
    case .onlyInShell(let word): "\(word) works only in the shell"
    case .onlyInLab(let word): "\(word) works only on isolab's own engine"
    case .noSuchLevel(let mode, let store):
      "\(printable(store.title)) has no counterpart for \(mode.name)"
    case .refusedByStore(let report): narrator.refusal(report)
    case .storeFailure(let failure): printable(failure.message)
    case .goesBack(let line, let word):
      "line \(line) has \(word), but a file that is played here counts as one change"
    case .refusedInFile(let file, let line, let message):
      "\(printable(file)):\(line): \(message)"
    }
  }

  /// What to do instead; nil where the message says it all.
  package func hint(narrator: Narrator) -> String? {
    switch self {
    case .noTransaction(standsAlone: true): return "type BEGIN first, or turn on .autocommit"
    case .noTransaction(standsAlone: false): return "type BEGIN first"
    case .inTransaction: return "type COMMIT or ROLLBACK first"
    case .aborted: return "type ROLLBACK, RETRY, or BEGIN"
    case .readOnly(_, locks: true):
      return "in this mode, FOR UPDATE counts as a write; leave it out, or ROLLBACK and BEGIN "
        + "without READ ONLY"
    case .readOnly: return "only reads are allowed; ROLLBACK, then BEGIN without READ ONLY"
    case .nothingToRetry: return "RETRY repeats the commands of an aborted transaction"
    case .waiting, .notWaiting: return nil
    case .unknownSession(let session, let known):
      let names = known.map { $0.text }
      if let near = nearest(to: session.text, among: names) { return "did you mean \(near)?" }
      return ".sessions \(narrator.typed(session.text)) adds it"
    case .seedTooLate: return ".reset starts a fresh lab"
    case .arithmetic(let problem): return problem.hint(narrator)
    case .cancelled: return "nothing has changed"
    case .onlyInShell(let word) where word.lowercased() == ".on":
      return "isolab --on URL starts the shell on a database"
    case .nothingToUndo, .nothingToRedo, .nothingToRerun, .onlyInShell, .onlyInLab,
      .refusedByStore:
      return nil
    case .storeFailure:
      return narrator.runner.manner == .interactive
        ? ".undo connects again and repeats the lines, .on URL begins again, and .on lab continues "
          + "without a database" : nil
    case .noSuchLevel(let mode, let store):
      let nearest = store.nearest(to: mode)
      return "the nearest is \(nearest.mode.name)"
        + (nearest.name == nearest.mode.name ? "" : ", which it calls \(printable(nearest.name))")
    case .goesBack: return "nothing was played; isolab run plays such a file"
    case .refusedInFile: return "fix the file first: without that line, it is a different program"
    case .unknownBranch: return ".branches lists them"
    case .unknownLesson(let name, let known):
      return nearest(to: name, among: known).map { "did you mean \($0)?" }
        ?? ".lesson lists them"
    }
  }
}

extension CommandProblem.Arithmetic {
  fileprivate func message(_ narrator: Narrator) -> String {
    switch self {
    case .notAnInteger(let value, let operand, let operation):
      "\(operation) needs integers, but \(described(operand, value, narrator))"
    case .overflow(let formula): "\(narrator.typed(formula)) does not fit into 64 bits"
    case .divisionByZero(let formula): "\(narrator.typed(formula)) divides by zero"
    case .notACondition(let formula): "\(narrator.typed(formula)) is not a condition"
    case .notAValue(let formula): "\(narrator.typed(formula)) is a condition, not a value"
    case .putNone(let key): "there is nothing to put into \(narrator.shown(key))"
    case .unsetVariable(let name): "$\(narrator.typed(name)) is not set in this transaction"
    case .sumOfText(let key, let value):
      "\(narrator.shown(key)) holds \(narrator.shown(value)), which is not an integer"
    }
  }

  fileprivate func hint(_ narrator: Narrator) -> String? {
    switch self {
    case .notAnInteger(let value, let operand, _):
      value?.text == operand ? "value(\(quoted(operand))) reads a key" : nil
    case .overflow, .divisionByZero, .sumOfText: nil
    case .notACondition: "compare it: = != < <= > >="
    case .notAValue: "IF needs a condition"
    case .putNone: "DELETE removes a key"
    case .unsetVariable: "GET key AS name sets one"
    }
  }

  private func described(
    _ operand: String, _ value: Value?, _ narrator: Narrator
  ) -> String {
    guard let value else { return "\(narrator.typed(operand)) is (none)" }
    return value.text == operand
      ? "\(narrator.shown(value)) is text"
      : "\(narrator.typed(operand)) is \(narrator.shown(value))"
  }
}

extension Narrator {
  /// For each session that waits, first come first, how it gets on.
  package var waysOut: [String] {
    waitingTransactions
      .map { wayOut(of: $0.waits, since: $0.waits.first?.first.step ?? 0) }
  }

  /// How a waiting session gets on.
  ///
  /// `bob waits for alice on x since step 4: type COMMIT or ROLLBACK in alice, or .cancel bob`
  fileprivate func wayOut(of conflicts: [Conflict], since step: StepNumber) -> String {
    guard !conflicts.isEmpty else {
      return "the command waits; the database does not say for whom; .cancel withdraws it"
    }
    let others = list(conflicts.map { name($0.second.transaction) })
    let me = conflicts.first.map { name($0.first.transaction) } ?? "the session"
    let what = conflicts.first.flatMap { edge in
      edge.key.map { shown($0) } ?? edge.range.map(written)
    }
    let start = "\(me) has been waiting for \(others)\(what.map { " on \($0)" } ?? "")"
    return "\(start) since step \(step): type COMMIT or ROLLBACK in \(others), or .cancel \(me)"
  }
}

extension Narrator {
  /// What a store said when it refused a statement; an adapter may say anything, so its name comes
  /// first.
  fileprivate func refusal(_ report: String) -> String {
    guard let store = runner.place.store?.identity, store.scheme == "exec" else {
      return printable(report)
    }
    return "\(printable(store.title)) refused it: \(printable(report))"
  }
}
