import Vocabulary

/// What serializable-snapshot remembers of a transaction's place among the others.
struct Antidependencies: Sendable {
  /// An edge to or from another transaction of the mode.
  struct Edge: Sendable {
    let other: TransactionID
    let conflict: Conflict
  }

  /// From those that read what this one replaced, in the order in which they were found.
  var incoming: [Edge] = []
  /// To those that replaced what this one read, in the order in which they were found.
  var outgoing: [Edge] = []
  /// Of the outgoing ones committed before this one: the first to commit.
  ///
  /// Nil if none, or if this one has not committed or not written.
  @Rare var earliestOut: (state: Timestamp, edge: Edge)?
  /// Why it can no longer commit.
  @Rare var doomed: Abort?

  /// READ ONLY: the writers that were open at its BEGIN and are still, and may make it unsafe.
  var possiblyUnsafe: Set<TransactionID> = []
  /// READ ONLY: nothing can harm it or be harmed by it any more, so its reads are not tracked.
  var isSafe = false
  /// The READ ONLY transactions whose safety depends on how this one ends.
  var watchers: [TransactionID] = []
}

/// Finding dangerous structures, by PostgreSQL's rules (predicate.c); see docs/design/modes.md.
///
/// Both chronologies of an antidependency are found here: a reader that ignores a newer write
/// ("stale read"), and a writer that replaces what another has read ("write after read").
extension Database {
  /// Whether the transaction's reads are tracked.
  func tracks(_ id: TransactionID) -> Bool {
    transactions.contains(id) && self[id].memory == .antidependencies
      && !self[id].antidependencies.isSafe
  }

  /// A read of the key ignores the next version its snapshot lacks, or else every open write.
  mutating func comesBefore(
    writersOf slot: SlotID, reader id: TransactionID, through range: KeyRange?
  ) -> Abort? {
    let snapshot = self[id].snapshot
    guard keys[slot].lastCommit > snapshot || !keys[slot].intents.isEmpty else { return nil }
    let read = Access(
      by: id, step: self[id].step, .read(keys.version(of: slot, asOf: snapshot)?.value))
    let newer = keys.firstVersion(of: slot, after: snapshot)
    let writes =
      newer.map { [$0.access] }
      ?? keys.intents(on: slot).filter { $0.isWrite }.map { $0.access }
    for write in writes where tracks(write.transaction) && write.transaction != id {
      if self[id].readOnly, isHarmless(write.transaction, toReadOnlySnapshot: snapshot) { continue }
      let edge = Conflict(
        .antidependency, from: read, to: write, key: keys[slot].key, range: range)
      if let abort = add(edge, isStaleRead: true, by: id) { return abort }
    }
    return nil
  }

  /// A write of the key replaces what concurrent transactions have read of it.
  mutating func comesAfter(readersOf slot: SlotID, writer id: TransactionID) -> Abort? {
    guard hasReaders(slot) else { return nil }
    for mark in readers(of: slot) where mark.transaction != id && tracks(mark.transaction) {
      let reader = self[mark.transaction]
      let isConcurrent = reader.commitState.map { $0 > self[id].snapshot } ?? true
      guard isConcurrent, keys[slot].lastCommit <= reader.snapshot,
        let intent = keys.intent(of: id, on: slot)
      else { continue }
      let read = Access(
        by: reader.id, step: mark.step, .read(keys.version(of: slot, asOf: reader.snapshot)?.value),
        committedAt: reader.committedAt)
      let edge = Conflict(
        .antidependency, from: read, to: intent.access,
        key: keys[slot].key, range: mark.range)
      if let abort = add(edge, isStaleRead: false, by: id) { return abort }
    }
    return nil
  }

  /// Records `reader -> writer`, found by a request of one of them; an abort is that one's.
  private mutating func add(
    _ conflict: Conflict, isStaleRead: Bool, by me: TransactionID
  ) -> Abort? {
    let reader = conflict.first.transaction
    let writer = conflict.second.transaction
    guard self[reader].antidependencies.doomed == nil, self[writer].antidependencies.doomed == nil,
      !self[reader].antidependencies.outgoing.contains(where: { $0.other == writer })
    else { return nil }
    let isMutual = self[writer].antidependencies.outgoing.contains { $0.other == reader }
    notices.append(
      isStaleRead
        ? .staleRead(conflict, isMutual: isMutual) : .writeAfterRead(conflict, isMutual: isMutual))
    if let structure = dangerousStructure(completedBy: conflict) {
      let (pivot, conflicts) = structure
      if me == writer || self[writer].isCommitted {
        return dangerousStructure(
          me, role: pivot == me ? .pivot : .in, conflicts.map(refreshed))
      }
      doom(writer, conflicts)
    }
    self[reader].antidependencies.outgoing.append(.init(other: writer, conflict: conflict))
    self[writer].antidependencies.incoming.append(.init(other: reader, conflict: conflict))
    return nil
  }

  /// The pivot and the two edges of the dangerous structure that a new edge completes.
  private func dangerousStructure(
    completedBy conflict: Conflict
  ) -> (pivot: TransactionID, [Conflict])? {
    let reader = self[conflict.first.transaction]
    let writer = self[conflict.second.transaction]
    if writer.isCommitted, let out = writer.antidependencies.earliestOut {
      return (writer.id, [conflict, out.edge.conflict])
    }
    for edge in writer.antidependencies.outgoing {
      guard let out = transactions[edge.other], let state = out.commitState,
        state <= reader.commitState ?? .max, state <= writer.commitState ?? .max,
        !isReadOnly(reader) || state <= reader.snapshot
      else { continue }
      return (writer.id, [conflict, edge.conflict])
    }
    guard let state = writer.commitState, !isReadOnly(reader) else { return nil }
    for edge in reader.antidependencies.incoming {
      guard let start = transactions[edge.other], start.antidependencies.doomed == nil,
        start.commitState ?? .max >= state,
        !isReadOnly(start) || start.snapshot >= state
      else { continue }
      return (reader.id, [edge.conflict, conflict])
    }
    return nil
  }

  /// After a commit: every open pivot `far -> near -> committer` can no longer commit.
  mutating func doomPivots(before id: TransactionID) {
    for edge in self[id].antidependencies.incoming {
      guard let near = transactions[edge.other], near.isOpen,
        near.antidependencies.doomed == nil
      else { continue }
      for further in near.antidependencies.incoming {
        guard let far = transactions[further.other] else { continue }
        let isOpenWriter =
          far.isOpen && !far.readOnly && far.antidependencies.doomed == nil
        guard far.id == id || isOpenWriter else { continue }
        doom(near.id, [further.conflict, edge.conflict])
        break
      }
    }
  }

  private mutating func doom(_ id: TransactionID, _ conflicts: [Conflict]) {
    let abort = dangerousStructure(id, role: .pivot, conflicts.map(refreshed))
    self[id].antidependencies.doomed = abort
    notices.append(.doomed(abort))
  }

  private func dangerousStructure(
    _ victim: TransactionID, role: Abort.Role, _ conflicts: [Conflict]
  ) -> Abort {
    Abort(
      of: victim, step: self[victim].step, kind: .dangerousStructure, role: role,
      conflicts: conflicts)
  }

  /// The conflict with the commits that have happened since it was found.
  func refreshed(_ conflict: Conflict) -> Conflict {
    func now(_ access: Access) -> Access {
      Access(
        by: access.transaction, step: access.step, access.action,
        committedAt: access.committedAt ?? transactions[access.transaction]?.committedAt)
    }
    return Conflict(
      conflict.kind, from: now(conflict.first), to: now(conflict.second), key: conflict.key,
      range: conflict.range)
  }

  /// Declared so, or known so: an open transaction may still write.
  private func isReadOnly(_ transaction: Transaction) -> Bool {
    transaction.readOnly || transaction.isCommitted && !transaction.hasWritten
  }

  /// A committed writer harms a READ ONLY reader only by an `out` before the reader's snapshot.
  private func isHarmless(
    _ writer: TransactionID, toReadOnlySnapshot snapshot: Timestamp
  ) -> Bool {
    guard self[writer].isCommitted else { return false }
    return self[writer].antidependencies.earliestOut.map { $0.state > snapshot } ?? true
  }
}
