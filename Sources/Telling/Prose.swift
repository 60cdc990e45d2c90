import Engine
import Language
import Sessions
import Vocabulary

/// The prose after an answer, for people.
extension Narrator {
  /// What a reply means; nil where its answer says it all.
  ///
  /// `namesCommand`: whether the text about a wait begins with the command that waits.
  func prose(of reply: Reply, namesCommand: Bool = true) -> String? {
    let id = reply.transaction
    let me = id.map { "\($0)" } ?? "it"
    if let commit = reply.commit, !commit.changes.isEmpty {
      return "\(me) committed as state \(commit.state): \(told(commit.changes))" + again(reply)
    }
    switch reply.outcome {
    case .begun(let snapshot): return id.map { begun($0, snapshot) }
    case .found: return nil
    case .wrote(_, let new, let was):
      return seenUntilCommit(by: id, was).map { $0 + (new.flatMap(sumInDisguise) ?? "") }
    case .changed(let count): return "\(count) \(count == 1 ? "key" : "keys")"
    case .skipped(.condition(let formula)):
      return "\(typed(formula)) is false, so the command did not run"
        + (textLikeAKey(in: formula) ?? "")
    case .skipped(.aborted): return "\(me) was aborted, so this command did not run"
    case .skipped(.nothingToRetry):
      return "nothing to retry: the last transaction here was not aborted"
    case .held:
      let since = runner.session(reply.session)?.waitingCommand.map { " since step \($0.step)" }
      return "\(reply.session) has been waiting\(since ?? ""); this runs when the wait is over"
    case .waits(let conflicts): return waiting(reply, conflicts, namesCommand)
    case .committed(let state, let changes):
      return "\(me) committed as state \(state): \(told(changes))"
    case .rolledBack(insteadOfCommit: false): return "\(me) left nothing behind"
    case .rolledBack(insteadOfCommit: true): return "\(me) had been aborted"
    case .cancelled(let session):
      return "\(session) no longer waits; \(me) \(id.map(standing) ?? "")"
    case .aborted(let abort): return "\(reason(of: abort)). .why explains it"
    case .failed(let problem):
      let message = problem.message(narrator: self)
      return problem.hint(narrator: self).map { "\(message); \($0)" } ?? message
    }
  }

  /// What `.cancel` has left of a transaction.
  private func standing(of id: TransactionID) -> String {
    let record = runner.records[id.number - 1]
    if case .committed = record.status { return "had just committed" }
    guard record.status == .rolledBack else { return "is still open" }
    return record.isDeferrable ? "has not begun" : "left nothing behind"
  }

  /// That RETRY ends with the reply, and what it has not run; nil if it has run all.
  func endOfRetry(_ reply: Reply) -> String? {
    guard !reply.notRun.isEmpty else { return nil }
    let verb = reply.notRun.count == 1 ? "does" : "do"
    return "RETRY stops here: \(list(reply.notRun.map { typed($0) })) \(verb) not run"
  }

  /// The count of attempts, of a command that RETRY has given again alone.
  private func again(_ reply: Reply) -> String {
    attempt(reply.transaction).map { ", attempt \($0)" } ?? ""
  }

  private func begun(_ id: TransactionID, _ snapshot: Timestamp?) -> String {
    let mode = runner.records[id.number - 1].mode
    let again = attempt(id).map { ", attempt \($0)" } ?? ""
    let other =
      again + (mode == runner.mode ? "" : " in \(mode.name)")
      + (runner.records[id.number - 1].readOnly ? ", read only" : "")
      + (runner.records[id.number - 1].isDeferrable && mode.facts.memory != .antidependencies
        ? "; DEFERRABLE changes nothing in this mode" : "")
    guard let snapshot else {
      return mode.facts.reads == .stateAtCommand
        ? "\(id) begins\(other); each command sees the newest state" : "\(id) begins\(other)"
    }
    return "\(id) sees state \(snapshot)\(other)"
  }

  private func seenUntilCommit(by id: TransactionID?, _ was: Outcome.Knowledge) -> String? {
    guard let id else { return nil }
    let mode = runner.records[id.number - 1].mode
    let seen =
      mode.facts.reads == .newestWrite
      ? "in \(mode.name), others see it at once" : "only \(id) sees it until COMMIT"
    guard case .read(let value) = was else { return seen }
    let isLasting = mode.readsSnapshot || mode.facts.locksReads
    let told = shown(value)
    return isLasting ? "was \(told); \(seen)" : "was \(told) when \(id) last read it; \(seen)"
  }

  /// What `.seed` made: `state 0: x=1 y=2`.
  package var initialState: String {
    let rows = runner.database.committedRows(in: .all)
    return "state 0: "
      + (rows.isEmpty ? "empty" : told(rows.map { .init(key: $0.key, value: $0.value) }))
  }

  /// A bare word that is text here, and also the name of a key; a hint for those who meant the key.
  func textLikeAKey(in formula: String) -> String? {
    let words = formula.split { " ()".contains($0) }.map(String.init)
    let operands = words.filter { word in
      isBareWord(word) && !formula.contains("(\(word))") && !formula.contains("(\(word) ")
    }
    let key = operands.first { !runner.database.versions(of: Key($0)).isEmpty }
    return key.map { "; here \($0) is text, and value(\($0)) reads the key" }
  }

  /// `5-3` and `10/2` are words; a hint for those who meant to compute.
  private func sumInDisguise(_ value: Value) -> String? {
    guard let sign = value.text.first(where: { $0 == "-" || $0 == "/" }) else { return nil }
    let parts = value.text.split(separator: sign, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Int64($0) != nil }) else { return nil }
    return "; \(value.text) is text, while \(parts[0]) \(sign) \(parts[1]) would be computed"
  }

  private func told(_ changes: [Outcome.Change]) -> String {
    let most = 6
    guard !changes.isEmpty else { return "it changed nothing" }
    let told = changes.prefix(most).map { change in
      change.value.map { pair(change.key, $0) } ?? "\(shown(change.key)) deleted"
    }
    let rest = changes.count > most ? " and \(changes.count - most) more" : ""
    let hasDeletes = changes.contains { $0.value == nil }
    return told.joined(separator: hasDeletes ? ", " : " ") + rest
  }

  // MARK: Waits

  private func waiting(
    _ reply: Reply, _ conflicts: [Conflict], _ namesCommand: Bool
  ) -> String {
    let me = reply.session.text
    let command = "\(me)'s \(typed(reply.text))"
    guard let first = conflicts.first, let id = reply.transaction else { return "" }
    guard first.key != nil || first.range != nil else {
      let what = runner.place.store == nil ? "for a safe snapshot, until" : "until"
      return "\(namesCommand ? command : "it") waits \(what) "
        + list(conflicts.map { name($0.second.transaction) })
        + (conflicts.count == 1 ? " ends" : " end")
    }
    let held = conflicts.map { "\(name($0.second.transaction)) \(holding($0))" }
    let ends =
      conflicts.count == 1
      ? whatThen(id, name(first.second.transaction), me, first) : "They go first, then \(me)."
    let start = namesCommand ? "\(command): " : ""
    return "\(start)\(held.joined(separator: "; ")). \(ends)"
  }

  /// What the second transaction of a wait has done to the thing that is wanted.
  func holding(_ conflict: Conflict) -> String {
    let what = subject(of: conflict)
    let step = "(step \(conflict.second.step))"
    switch conflict.second.action {
    case .wrote(nil): return "deleted \(what) \(step) and is still open"
    case .wrote: return "wrote \(what) \(step) and is still open"
    case .readForUpdate: return "read \(what) FOR UPDATE \(step) and is still open"
    case .read, .locked: return "holds a lock on \(what) \(step) and is still open"
    case .lockedRange(let range):
      return "read \(written(range)) \(step), which covers \(what), and is still open"
    case .requested: return "asked for \(what) before \(step)"
    }
  }

  private func whatThen(
    _ id: TransactionID, _ other: String, _ me: String, _ conflict: Conflict
  ) -> String {
    guard runner.place.store == nil else {
      return "When \(other) ends, \(me) goes on or is aborted."
    }
    let isUpdateRule = runner.records[id.number - 1].mode.readsSnapshot
    guard isUpdateRule else { return "When \(other) ends, \(me) goes on." }
    switch conflict.second.action {
    case .wrote, .readForUpdate:
      return "If \(other) commits, \(me) is aborted; if \(other) rolls back, \(me) goes on."
    case .read, .locked, .lockedRange, .requested:
      return "If \(other) writes it and commits, \(me) is aborted; otherwise \(me) goes on."
    }
  }

  // MARK: Notices

  func prose(of notice: Notice) -> String {
    switch notice {
    case .staleRead(let edge, let isMutual):
      let (reader, writer) = (name(edge.first.transaction), name(edge.second.transaction))
      return "stale read: \(reader) sees \(seen(edge)); \(writer)'s "
        + "\(edge.second.committedAt == nil ? "open " : "")\(deed(edge)) (\(edge.second.step)) is "
        + "ignored. \(arrow(reader, writer, isMutual))"
    case .writeAfterRead(let edge, let isMutual):
      let (reader, writer) = (name(edge.first.transaction), name(edge.second.transaction))
      let what =
        switch (edge.first.action, edge.second.action) {
        case (_, .readForUpdate):
          "reads \(subject(of: edge)) FOR UPDATE, which counts as a write, after \(reader) read it"
        case (.read(nil), .wrote(nil)):
          "deletes \(subject(of: edge)), which \(reader) had found absent"
        case (.read(nil), _): "inserts \(subject(of: edge)), which \(reader) had found absent"
        default: "replaces \(seen(edge)), which \(reader) read"
        }
      return "write after read: \(writer) \(what) (\(edge.first.step)). "
        + arrow(reader, writer, isMutual)
    case .doomed(let abort):
      if let report = abort.report {
        return "\(name(abort.transaction)) \(report). Its next command says so; "
          + "ROLLBACK still works."
      }
      return "\(name(abort.transaction)) can no longer commit: \(structure(of: abort)). "
        + "Its next command is aborted; ROLLBACK still works."
    }
  }

  private func arrow(_ reader: String, _ writer: String, _ isMutual: Bool) -> String {
    isMutual
      ? "Now each comes before the other: only one of them can commit."
      : "One arrow, \(reader) before \(writer): harmless on its own."
  }

  /// What the reader of an antidependency saw.
  private func seen(_ edge: Conflict) -> String {
    guard let key = edge.key, case .read(let value) = edge.first.action else { return "it" }
    return pair(key, value)
  }

  private func deed(_ edge: Conflict) -> String {
    switch edge.second.action {
    case .wrote(nil): "DELETE"
    case .readForUpdate: "GET FOR UPDATE"
    default: "PUT"
    }
  }

  func list(_ names: [String]) -> String { wordedList(names) }
}

/// `alice and bob`; `alice, bob, and carol`.
package func wordedList(_ names: [String]) -> String {
  names.count < 3
    ? names.joined(separator: " and ")
    : names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
}

/// The lines that say something, each with its full stop, for those who listen.
package func spoken(_ lines: [String]) -> [String] {
  lines.filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : "\($0)." }
}

/// `1 step`, `2 steps`.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
