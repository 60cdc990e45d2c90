package import Checking
import Engine
import Scripting
package import Sessions
package import Vocabulary

/// Why a transaction was aborted, or waits: from the data of the abort, and nothing else.
extension Narrator {
  /// The rule in one sentence, without a full stop.
  func reason(of abort: Abort) -> String {
    let victim = name(abort.transaction)
    guard let edge = abort.conflicts.first else { return abort.kind.rawValue }
    let key = subject(of: edge)
    let (first, second) = (name(edge.first.transaction), edge.second)
    switch abort.kind {
    case .concurrentUpdate:
      return "\(first) \(past(edge.first)) \(key) (\(edge.first.step)) and committed"
        + "\(at(edge.first.committedAt)) after \(victim)'s BEGIN: first updater wins"
    case .firstCommitter:
      return "\(first) and \(victim) wrote \(key) (\(edge.first.step), \(second.step)); "
        + "\(first) committed\(at(edge.first.committedAt)) after \(victim)'s BEGIN"
    case .overwrittenRead:
      return "\(told(edge)) and committed\(at(second.committedAt))"
    case .dangerousStructure: return structure(of: abort)
    case .cycle: return path(of: abort)
    case .deadlock:
      return abort.conflicts.map { edge in
        let (waiter, holder) = (name(edge.first.transaction), name(edge.second.transaction))
        return "\(waiter) needs \(holder)'s \(subject(of: edge))"
      }.joined(separator: ", ")
    }
  }

  /// The full explanation: at most a dozen lines.
  ///
  /// `state` is the committed state right after the abort; the need is the judge's, nil where he
  /// is not asked.
  package func explanation(
    of abort: Abort, command: String, state: Timestamp, need: Need?, _ proof: Proof
  ) -> [String] {
    let victim = name(abort.transaction)
    let undone = undone(abort.transaction, since: state)
    var lines = ["ABORTED \(victim) at step \(abort.step) \(typed(command))\(undone)."]
    lines += labelled("why", table(of: abort.conflicts.prefix(6), inCycle: abort.kind == .cycle))
    lines += labelled("rule", [rule(of: abort)])
    lines += labelled("needed", need.map { told($0, of: abort, proof) } ?? [])
    lines += labelled("next", ["\(victim): RETRY \(prospect(of: abort))"])
    return lines
  }

  /// Why a session waits, or waited.
  package func explanation(ofWait reply: Reply, _ conflicts: [Conflict]) -> [String] {
    let waiting = runner.session(reply.session)?.waitingCommand
    let isOver = waiting?.step != reply.step
    let step = reply.step ?? 0
    var lines = [
      isOver
        ? "\(reply.session) waited at step \(step) with \(typed(reply.text)). It is over."
        : "\(reply.session) waits since step \(step) with \(typed(reply.text))."
    ]
    let isForSnapshot = conflicts.allSatisfy { $0.key == nil && $0.range == nil }
    let others = list(conflicts.map { name($0.second.transaction) })
    lines += labelled(
      "why",
      isForSnapshot
        ? ["a snapshot is safe once \(others) cannot spoil it any more"]
        : table(of: conflicts.prefix(6)))
    guard !isOver else { return lines }
    return lines
      + labelled("next", ["\(others): COMMIT or ROLLBACK; or .cancel \(reply.session)"])
  }

  /// Edges below each other: what one did, what the other did, who comes before whom.
  private func table(of edges: some Sequence<Conflict>, inCycle: Bool = false) -> [String] {
    var table = Table()
    for edge in edges {
      let relation = edge.kind == .wait ? "waits for" : "before"
      let (first, second) = (name(edge.first.transaction), name(edge.second.transaction))
      let order = "\(first) \(relation) \(second)"
      switch edge.kind {
      case .writeRead: table.add("\(firstHalf(of: edge)):", "", order)
      case .writeWrite where inCycle:
        table.add("\(firstHalf(of: edge)),", "\(overwriting(edge)):", order)
      default: table.add("\(firstHalf(of: edge)),", "\(secondHalf(of: edge)):", order)
      }
    }
    return table.lines(in: room)
  }

  /// The verdict on an abort, with the cycle unless it is the reason that was told.
  private func told(_ need: Need, of abort: Abort, _ proof: Proof) -> [String] {
    guard case .needed(let finding) = need, !abort.isReason(for: finding) else {
      return [verdict(need, of: abort)]
    }
    return ["yes, a circle: had \(name(abort.transaction)) committed, no serial order would fit."]
      + cut(proof.lines(of: finding, room: room), to: 4)
  }

  private func verdict(_ need: Need, of abort: Abort) -> String {
    let victim = name(abort.transaction)
    let others = runner.database.openTransactions.map(\.id).filter { $0 != abort.transaction }
    switch need {
    case .needed: return "yes: had \(victim) committed, no serial order would fit."
    case .notNeeded where !others.isEmpty:
      let open = list(others.map(name))
      return "not so far: \(open) \(others.count == 1 ? "is" : "are") still open."
    case .notNeeded(let order?):
      return "no: the order \(order.map(name).joined(separator: ", ")) explains every read."
    case .notNeeded(nil):
      return "no: there are circles, but none of them goes through \(victim)."
    }
  }

  func labelled(_ label: String, _ texts: [String]) -> [String] {
    texts.enumerated().map { index, text in
      let label = index == 0 ? label : ""
      return "  " + label + String(repeating: " ", count: 7 - label.count) + text
    }
  }

  // MARK: Edges

  /// Both ends of an edge: "alice read x=1 (3), bob changed it (6)".
  private func told(_ edge: Conflict) -> String {
    "\(firstHalf(of: edge)), \(secondHalf(of: edge))"
  }

  private func firstHalf(of edge: Conflict) -> String {
    let key = subject(of: edge)
    let step = "(\(edge.first.step))"
    let first = name(edge.first.transaction)
    switch edge.kind {
    case .wait: return "\(first) wants \(key) \(step)"
    case .writeWrite: return "\(first) \(past(edge.first)) \(key) \(step)"
    case .writeRead:
      let (reader, read) = (name(edge.second.transaction), "(\(edge.second.step))")
      guard case .read(let value?) = edge.second.action, let key = edge.key else {
        return "\(reader) saw that \(first) had deleted \(key) \(read)"
      }
      return "\(reader) read \(first)'s \(pair(key, value)) \(read)"
    case .antidependency:
      guard case .read(let value) = edge.first.action, let key = edge.key else {
        return "\(first) read \(key) \(step)"
      }
      let range = value == nil ? edge.range.map { " in \(written($0))" } ?? "" : ""
      return "\(first) \(value == nil ? "saw" : "read") \(pair(key, value))\(range) \(step)"
    }
  }

  /// The second write of a chain, which commits later but may have been given earlier.
  private func overwriting(_ edge: Conflict) -> String {
    let second = name(edge.second.transaction)
    return edge.second.step > edge.first.step
      ? "\(second) \(past(edge.second)) it after (\(edge.second.step))"
      : "\(second) \(past(edge.second)) it (\(edge.second.step)) and commits after"
  }

  private func secondHalf(of edge: Conflict) -> String {
    let second = name(edge.second.transaction)
    let step = "(\(edge.second.step))"
    switch (edge.kind, edge.second.action) {
    case (.wait, .requested): return "\(second) asked first \(step)"
    case (.wait, .lockedRange(let range)): return "\(second) read \(written(range)) \(step)"
    case (.wait, .locked), (.wait, .read): return "\(second) locked it \(step)"
    case (.writeWrite, _): return "\(second) \(past(edge.second)) it too \(step)"
    case (_, .wrote(nil)): return "\(second) deleted it \(step)"
    case (_, .readForUpdate): return "\(second) read it FOR UPDATE \(step)"
    default:
      if edge.kind == .antidependency, edge.first.action == .read(nil) {
        return "\(second) inserted it \(step)"
      }
      return edge.kind == .wait ? "\(second) wrote it \(step)" : "\(second) changed it \(step)"
    }
  }

  /// The key or range that an edge is about.
  func subject(of edge: Conflict) -> String {
    edge.key.map { shown($0) } ?? edge.range.map(written) ?? "it"
  }

  private func past(_ access: Access) -> String {
    switch access.action {
    case .wrote(nil): "deleted"
    case .wrote: "wrote"
    case .readForUpdate: "claimed"
    case .read: "read"
    case .locked, .lockedRange: "locked"
    case .requested: "wants"
    }
  }

  private func at(_ step: StepNumber?) -> String { step.map { " (\($0))" } ?? "" }

  // MARK: Rules

  /// A dangerous structure in short: `alice -> bob -> carol, carol committed (7)`.
  func structure(of abort: Abort) -> String {
    let out = abort.conflicts.last?.second
    let committed = out?.committedAt.map { " committed (\($0))" } ?? " commits first"
    return "\(path(of: abort)), \(out.map { name($0.transaction) } ?? "")\(committed)"
  }

  /// The members of a dangerous structure: in, pivot and out.
  private func path(of abort: Abort) -> String {
    (abort.conflicts.map(\.first.transaction) + abort.conflicts.suffix(1).map(\.second.transaction))
      .map(name).joined(separator: " -> ")
  }

  private func rule(of abort: Abort) -> String {
    let victim = name(abort.transaction)
    switch abort.kind {
    case .concurrentUpdate:
      return "first updater wins: \(victim)'s snapshot is older than this version."
    case .firstCommitter: return "first committer wins."
    case .cycle: return "no serial order: the arrows close a ring through \(victim)."
    case .overwrittenRead:
      return "a writer commits only if nothing it read was replaced since BEGIN."
    case .dangerousStructure:
      let out = abort.conflicts.last.map { name($0.second.transaction) } ?? ""
      let role = abort.role == .in ? "the pivot has committed" : "pivot"
      return "\(role): \(path(of: abort)), and \(out) committed first."
    case .deadlock:
      return "the request that closes the ring loses; need is not judged."
    }
  }

  /// What another try will find.
  private func prospect(of abort: Abort) -> String {
    let changed = abort.conflicts.first {
      $0.kind == .antidependency && $0.first.transaction == abort.transaction && $0.key != nil
    }
    guard let key = changed?.key else { return "runs the same commands on the newest state." }
    return "decides again; it will read \(pair(key, runner.database.committedValue(of: key)))."
  }

  /// What became of the victim's writes; their keys' values unless somebody has written them since.
  private func undone(_ id: TransactionID, since state: Timestamp) -> String {
    var keys: [Key] = []
    for case .write(id, _, let key, _, _) in runner.history where !keys.contains(key) {
      keys.append(key)
    }
    guard !keys.isEmpty else { return "" }
    let isUnchanged = keys.allSatisfy {
      runner.database.versions(of: $0).last?.state ?? 0 <= state
    }
    guard isUnchanged, keys.count <= 3 else { return "; its writes are undone" }
    let kept = keys.map { key in
      let value = runner.database.committedValue(of: key).map { shown($0) } ?? "absent"
      return "\(shown(key)) stays \(value)"
    }
    return "; " + kept.joined(separator: ", ")
  }
}

extension Abort {
  /// Whether the conflicts that are told of it are the edges of the cycle.
  fileprivate func isReason(for finding: Finding) -> Bool {
    Set(conflicts.map { [$0.first.transaction, $0.second.transaction] })
      == Set(finding.dependencies.map { [$0.first.transaction, $0.second.transaction] })
  }
}
