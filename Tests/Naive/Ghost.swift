package import Vocabulary

extension [Event] {
  /// The history in which the victim commits where it was aborted, without those of the others.
  package func letting(
    _ victim: TransactionID, commitAt step: StepNumber, without others: Set<TransactionID>
  ) -> [Event] {
    guard
      let cut = firstIndex(where: { if case .abort(victim, _, _) = $0 { true } else { false } })
    else { return self }
    var ghost = Array(self[..<cut])
    ghost.append(.commit(victim, step: step, state: 0))
    ghost += self[(cut + 1)...]
    ghost.removeAll { others.contains($0.transaction) }
    // The states that are left, in the place of the old ones.
    let before = NaiveHistory(events: self).committed
    let after = NaiveHistory(events: ghost).committed
    let atCut = NaiveHistory(events: Array(self[..<cut])).committed.count
    return ghost.map { event in
      event.renumbered { state in
        let kept = before.prefix(state).count { after.contains($0) }
        return state > atCut ? kept + 1 : kept
      } commit: {
        (after.firstIndex(of: $0) ?? -1) + 1
      }
    }
  }
}

extension Event {
  package var transaction: TransactionID {
    switch self {
    case .begin(let id, _, _, _), .read(let id, _, _, _), .scan(let id, _, _),
      .write(let id, _, _, _, _), .undo(let id, _, _, _), .wait(let id, _, _),
      .endOfWait(let id, _), .commit(let id, _, _), .abort(let id, _, _):
      id
    }
  }

  /// With other numbers for the states that were looked at and that were made.
  fileprivate func renumbered(
    _ look: (Timestamp) -> Timestamp, commit: (TransactionID) -> Timestamp
  ) -> Event {
    func renumbered(_ version: VersionID) -> VersionID {
      if case .absent(let asOf) = version { .absent(asOf: look(asOf)) } else { version }
    }
    func renumbered(_ rows: [Row]) -> [Row] { rows.map { Row($0.key, renumbered($0.version)) } }
    switch self {
    case .commit(let id, let step, _): return .commit(id, step: step, state: commit(id))
    case .read(let id, let step, let key, let version):
      return .read(id, step: step, key: key, version: renumbered(version))
    case .scan(let id, let step, let scan):
      let moved = Scan(
        range: scan.range, own: scan.own, rows: renumbered(scan.rows),
        absent: renumbered(scan.absent), asOf: look(scan.asOf))
      return .scan(id, step: step, moved)
    default: return self
    }
  }
}
