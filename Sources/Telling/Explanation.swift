package import Checking
import Engine
import Language
import Layout
package import Sessions
package import Vocabulary

/// Why a transaction was aborted, or waits: from the data of the abort, and nothing else.
extension Narrator {
  /// The full explanation.
  ///
  /// - Parameters:
  ///   - abort: the abort.
  ///   - command: what was aborted, as it was typed.
  ///   - state: the committed state right after the abort.
  ///   - ghost: the history in which the victim commits; nil where the judge is not asked.
  ///   - proof: what is needed to show a cycle.
  /// - Returns: at most a dozen lines.
  package func explanation(
    of abort: Abort, command: String, state: Timestamp, _ ghost: Counterfactual?, _ proof: Proof
  ) -> [String] {
    let victim = name(abort.transaction)
    let undone = undone(abort.transaction, since: state)
    var lines = ["ABORTED \(victim) at step \(abort.step) \(typed(command))\(undone)."]
    lines += labelled("why", abort.timeout.map(standing) ?? [])
    lines += labelled("why", table(of: abort.conflicts.prefix(6), inCycle: abort.kind == .cycle))
    lines += labelled("rule", [rule(of: abort)])
    lines += labelled("needed", ghost.map { told($0, of: abort, proof) } ?? [])
    return lines + sequel(of: abort)
  }

  /// Why a session waits, or waited.
  ///
  /// `conflicts` are those it began to wait for; a wait that goes on shows the present ones.
  /// `end` is the command that withdrew it, nil if none did.
  package func explanation(
    ofWait reply: Reply, _ conflicts: [Conflict], withdrawnBy end: Reply?
  ) -> [String] {
    let session = runner.session(reply.session)
    let isOver = session?.waitingCommand?.step != reply.step
    let step = reply.step ?? 0
    let present = session?.transaction.flatMap { runner.database.openTransaction($0)?.waits }
    let conflicts = isOver ? conflicts : present ?? conflicts
    let outcome =
      end.map { end in
        let how = end.outcome.isTimeout ? "ended" : "withdrawn"
        return "It was \(how) by \(typed(end.text)) at step \(end.step ?? 0)."
      } ?? "It is over."
    var lines = [
      isOver
        ? "\(reply.session) waited at step \(step) with \(typed(reply.text)). \(outcome)"
        : "\(reply.session) has been waiting since step \(step) with \(typed(reply.text))."
    ]
    let isForSnapshot = conflicts.allSatisfy { $0.key == nil && $0.range == nil }
    let others = list(conflicts.map { name($0.second.transaction) })
    let isElsewhere = runner.place.store != nil
    lines += labelled(
      "why",
      !isForSnapshot
        ? table(of: conflicts.prefix(6))
        : isElsewhere
          ? ["the database says that \(others) must end first"]
          : ["a snapshot is safe once \(others) can no longer spoil it"])
    guard !isOver else { return lines }
    return lines
      + labelled("next", ["\(others): COMMIT or ROLLBACK; or .cancel \(reply.session)"])
  }

  /// Edges below each other: what one did, what the other did, who comes before whom.
  private func table(of edges: some Sequence<Conflict>, inCycle: Bool = false) -> [String] {
    var table = Table()
    for edge in edges { table.add(columns(of: edge, inCycle: inCycle)) }
    return table.lines(in: room)
  }

  /// The verdict on an abort, with the cycle unless it is the reason that was given.
  private func told(
    _ ghost: Counterfactual, of abort: Abort, _ proof: Proof
  ) -> [String] {
    let others = ghost.awaited
    guard others.isEmpty else {
      let open = list(others.map(name))
      return ["not so far: \(open) \(others.count == 1 ? "is" : "are") still open."]
    }
    let victim = name(abort.transaction)
    if verdicts.isUndecided(abort.transaction) {
      return ["not decided: it depends on which versions were read."]
    }
    switch ghost.need {
    case .needed(let finding):
      let isReason = abort.isReason(for: finding)
      let upshot = upshot(of: verdicts.trials[abort.transaction], victim)
      return ["yes\(isReason ? "" : ", a cycle")\(upshot)"]
        + (isReason ? [] : proof.lines(of: finding, room: room, most: 4))
    case .notNeeded(let order?, let apart):
      let named = named(among: order + apart)
      let comes = apart.count == 1 ? "comes" : "come"
      let later = "\(list(apart.map(named))) would have read something else, but \(comes) after "
      return ["no: the order \(order.map(named).joined(separator: ", ")) explains every read."]
        + (apart.isEmpty ? [] : ["\(later)\(named(abort.transaction)) in any case."])
    case .notNeeded(nil, _):
      return ["no: there are cycles, but none goes through \(victim)."]
    case .notDecided(let read): return ["not decided: \(prose(of: read))."]
    }
  }

  /// What would have come of it, had the victim of a needed abort committed.
  private func upshot(of trial: Trial?, _ victim: String) -> String {
    switch trial {
    case .fails: ": had \(victim) committed, no serial order would fit."
    case .fits(let order): ", by versions: the values happen to fit the order \(told(order))."
    case .open, nil: ", by versions: had \(victim) committed, no order would fit."
    }
  }

  /// The transaction that would have read something else, and the key.
  private func prose(of read: Disturbance) -> String {
    let (reader, key) = (name(read.transaction), shown(read.key))
    let otherwise = "\(read.isCertain ? "would" : "might") have read"
    return read.beganLater
      ? "\(reader) began later and \(otherwise) a different value of \(key) (\(read.step))"
      : "without the abort, \(reader) \(otherwise) a different value of \(key) (\(read.step))"
  }

  func labelled(_ label: String, _ texts: [String]) -> [String] {
    texts.enumerated().map { index, text in
      let label = index == 0 ? label : ""
      return "  " + label.padded(to: 7) + text
    }
  }

  /// What RETRY will do, or has done; nothing if the session has begun something else since.
  private func sequel(of abort: Abort) -> [String] {
    let number = abort.transaction.number
    let victim = runner.records[number - 1]
    let later = runner.records.dropFirst(number).first { $0.session == victim.session }
    guard let later else {
      let next = "\(victim.session): RETRY runs the same commands\(prospect(of: abort))."
      return labelled("next", [next])
    }
    guard later.attempt > victim.attempt else { return [] }
    return labelled("then", ["RETRY ran the same commands again, in \(later.id) (\(later.begun))."])
  }

  /// What another try will find.
  private func prospect(of abort: Abort) -> String {
    let changed = abort.conflicts.first {
      $0.kind == .antidependency && $0.first.transaction == abort.transaction && $0.key != nil
    }
    guard let key = changed?.key else { return " on the newest state" }
    return "; they will read \(pair(key, runner.database.committedValue(of: key)))"
  }

  /// What became of the victim's writes; their keys' values unless somebody has written them since.
  private func undone(_ id: TransactionID, since state: Timestamp) -> String {
    var keys: [Key] = []
    for case .write(id, _, let key, _, _) in runner.history where !keys.contains(key) {
      keys.append(key)
    }
    guard !keys.isEmpty else { return "" }
    let isUnchanged = keys.allSatisfy { !isWritten($0, after: state) }
    guard isUnchanged, keys.count <= 3 else { return "; its writes are undone" }
    let kept = keys.map { key in
      let value = runner.database.committedValue(of: key).map { shown($0) } ?? "absent"
      return "\(shown(key)) stays \(value)"
    }
    return "; " + kept.joined(separator: ", ")
  }

  /// Whether a later state has another version of the key; the history knows, also after a vacuum.
  private func isWritten(_ key: Key, after state: Timestamp) -> Bool {
    var later: Set<TransactionID> = []
    for case .commit(let id, _, let made) in runner.history where made > state { later.insert(id) }
    return runner.history.contains { event in
      if case .write(let id, _, key, _, _) = event { later.contains(id) } else { false }
    }
  }
}

extension Abort {
  /// Whether its conflicts are the edges of the cycle.
  fileprivate func isReason(for finding: Finding) -> Bool {
    Set(conflicts.map { [$0.first.transaction, $0.second.transaction] })
      == Set(finding.dependencies.map { [$0.first.transaction, $0.second.transaction] })
  }
}
