import Vocabulary

/// The waits between transactions. The edges are never stored: they are read off the claims, marks
/// and queues, so that a copy of the database waits exactly as its original does.
extension Database {
  /// The transactions that a request has to wait for, ascending; empty if it can go on.
  ///
  /// A request waits for every conflicting holder and for every earlier conflicting request in the
  /// queue. A transaction that holds something of the key already only strengthens its lock, and
  /// passes the queue: those in it wait for the transaction anyway.
  func blockers(of target: Wait.Target, for id: TransactionID) -> [TransactionID] {
    let found: [TransactionID] =
      switch target {
      case .exclusive(let slot): blockers(at: slot, for: id, isExclusive: true)
      case .shared(let slot): blockers(at: slot, for: id, isExclusive: false)
      case .range(let range):
        keys.ordered(in: range).flatMap { blockers(at: $0, for: id, isExclusive: false) }
      case .safeSnapshot: Array(self[id].antidependencies.possiblyUnsafe)
      case .elsewhere(_, let others): others.filter { transactions[$0]?.isOpen == true }
      }
    return found.isEmpty ? [] : Set(found).sorted()
  }

  /// Whether nobody has claimed the key, read it under a lock or a mark, or waits for it.
  @inline(__always)
  func isAlone(_ slot: SlotID) -> Bool {
    keys[slot].isAlone && rangeReaders.isEmpty && waitingRanges.isEmpty
  }

  private func blockers(
    at slot: SlotID, for id: TransactionID, isExclusive: Bool
  ) -> [TransactionID] {
    if isAlone(slot) { return [] }
    if keys.intent(of: id, on: slot) != nil { return [] }
    return keys.intents(on: slot).map({ $0.transaction })
      + (isExclusive ? readersInTheWay(of: id, at: slot) : [])
      + (holdsReadLock(on: slot, id) ? [] : queued(before: id, at: slot, isExclusive: isExclusive))
  }

  /// Makes a request wait, unless that would close a ring of waits; then it is the victim.
  mutating func suspend(
    _ id: TransactionID, _ request: Request?, for target: Wait.Target
  ) -> Answer {
    if case .exclusive(let slot) = target {
      keys.enterOrder(slot)  // so that those who ask for a range around it meet the request
    }
    self[id].arrival = nextArrival()
    self[id].wait = Wait(request: request, target: target)
    let others = blockers(of: target, for: id)
    if let ring = ring(from: id) {
      self[id].wait = nil
      let abort = Abort(of: id, step: self[id].step, kind: .deadlock, conflicts: ring)
      return end(id, abortedBy: abort)
    }
    switch target {
    case .exclusive(let slot), .shared(let slot): keys.enqueue(id, at: slot)
    case .range(let range): waitingRanges.insert(range, id)
    case .safeSnapshot: self[id].status = .deferred
    case .elsewhere: preconditionFailure("the engine's own requests wait here")
    }
    waitingCount += 1
    register(id, with: others)
    record { .wait(id, step: $0[id].step, on: others) }
    return .waits(for: others)
  }

  mutating func register(_ id: TransactionID, with others: [TransactionID]) {
    for other in others { self[other].waiters.insert(id) }
  }

  mutating func stopWaiting(_ id: TransactionID) {
    guard let wait = self[id].wait else { return }
    self[id].wait = nil
    waitingCount -= 1
    switch wait.target {
    case .exclusive(let slot), .shared(let slot): keys.dequeue(id, at: slot)
    case .range(let range): waitingRanges.remove(range) { $0 == id }
    case .safeSnapshot, .elsewhere: break
    }
    record { .endOfWait(id, step: $0[id].step) }
    awaken(waitersOf: id)
  }

  /// Has those who wait for this transaction looked at again.
  mutating func awaken(waitersOf id: TransactionID) {
    let waiters = self[id].waiters
    self[id].waiters = []
    for waiter in waiters {
      guard let waiting = transactions[waiter], waiting.wait != nil, !ready.contains(waiter) else {
        continue
      }
      let arrival = waiting.arrival ?? 0
      let place = ready.partitioningIndex { transactions[$0]?.arrival ?? .max > arrival }
      ready.insert(waiter, at: place)
    }
  }

  /// Why the transaction waits: an edge to each that it waits for, ascending.
  func waitConflicts(of id: TransactionID) -> [Conflict] {
    blockersOfWait(id).map { waitConflict(of: id, for: $0) }
  }

  // MARK: Rivals

  /// Shared and range locks bind two-phase-locking transactions only.
  private func readersInTheWay(of id: TransactionID, at slot: SlotID) -> [TransactionID] {
    guard self[id].locksReads else { return [] }
    return readers(of: slot).map { $0.transaction }.filter { other in
      other != id && transactions[other]?.locksReads == true
    }
  }

  private func holdsReadLock(on slot: SlotID, _ id: TransactionID) -> Bool {
    guard self[id].locksReads else { return false }
    return self[id].reads.contains(slot)
      || self[id].rangeReads.contains { $0.range.contains(keys[slot].key) }
  }

  /// The transactions that have asked for the key earlier, in a way that conflicts.
  ///
  /// Read requests are conflicts only among two-phase-locking writers.
  private func queued(
    before id: TransactionID, at slot: SlotID, isExclusive: Bool
  ) -> [TransactionID] {
    let arrival = self[id].arrival ?? .max
    let meetsReads = isExclusive && self[id].locksReads
    let atKey = keys.queue(at: slot).filter { other in
      guard let wait = self[other].wait, self[other].arrival ?? 0 < arrival else { return false }
      if case .exclusive = wait.target { return true }
      return meetsReads
    }
    guard meetsReads, !waitingRanges.isEmpty else { return atKey }
    return atKey
      + waitingRanges.owners(of: keys[slot].key).filter { other in
        other != id && self[other].arrival ?? 0 < arrival
      }
  }

  // MARK: Deadlock

  /// The ring of waits through this waiting transaction, starting with its own wait.
  func ring(from id: TransactionID) -> [Conflict]? {
    guard waitingCount > 0 else { return nil }
    var seen: Set<TransactionID> = []
    var path = [(waiter: id, others: blockersOfWait(id)[...])]
    while let others = path.last?.others {
      guard let other = others.first else {
        path.removeLast()
        continue
      }
      path[path.count - 1].others = others.dropFirst()
      if other == id {
        let members = path.map { $0.waiter } + [id]
        return zip(members, members.dropFirst()).map { waitConflict(of: $0, for: $1) }
      }
      if seen.insert(other).inserted, !isBefore(other, inTheQueueOf: path[path.count - 1].waiter) {
        path.append((other, blockersOfWait(other)[...]))
      }
    }
    return nil
  }

  /// Whether both ask to write the same key, one earlier: the later one waits for all that the
  /// earlier one waits for, so a search need not go there twice.
  private func isBefore(_ earlier: TransactionID, inTheQueueOf later: TransactionID) -> Bool {
    guard let first = transactions[earlier], let second = transactions[later],
      let target = first.wait?.target, case .exclusive(let slot) = target,
      second.wait?.target == target, first.arrival ?? 0 < second.arrival ?? 0
    else { return false }
    return first.locksReads == second.locksReads
      && !holdsReadLock(on: slot, later)
  }

  func blockersOfWait(_ id: TransactionID) -> [TransactionID] {
    transactions[id]?.wait.map { blockers(of: $0.target, for: id) } ?? []
  }

  /// Why one waits for the other: what the other holds in the way, or has asked for earlier.
  private func waitConflict(of id: TransactionID, for other: TransactionID) -> Conflict {
    let asked = Access(by: id, step: self[id].step, .requested)
    let target = self[id].wait?.target
    var range: KeyRange?
    if case .range(let asked) = target { range = asked }
    let slots = target.map(slots(of:)) ?? []
    var isExclusive = false
    if case .exclusive = target { isExclusive = true }
    if case .elsewhere = target { isExclusive = true }
    let met =
      slots.count == 1
      ? slots[0]
      : slots.first { blockers(at: $0, for: id, isExclusive: isExclusive).contains(other) }
    let held = met.flatMap { hold(of: other, on: $0, against: id, isExclusive: isExclusive) }
    var key = met.map { keys[$0].key }
    // Elsewhere a lock may cover more than the key.
    if case .elsewhere = target, held == nil { key = nil }
    return Conflict(
      .wait, from: asked,
      to: held ?? Access(by: other, step: self[other].step, .requested), key: key, range: range)
  }

  private func slots(of target: Wait.Target) -> [SlotID] {
    switch target {
    case .exclusive(let slot), .shared(let slot): [slot]
    case .range(let range): keys.ordered(in: range)
    case .safeSnapshot, .elsewhere(nil, _): []
    case .elsewhere(let slot?, _): [slot]
    }
  }

  /// What the transaction holds of the key that is in the other's way, nil if nothing.
  private func hold(
    of id: TransactionID, on slot: SlotID, against other: TransactionID, isExclusive: Bool
  ) -> Access? {
    if case .elsewhere? = self[other].wait?.target {
      return keys.intent(of: id, on: slot)?.access(before: self[other].step)
    }
    if let intent = keys.intent(of: id, on: slot) { return intent.access }
    guard isExclusive, readersInTheWay(of: other, at: slot).contains(id),
      let mark = readers(of: slot).first(where: { $0.transaction == id })
    else { return nil }
    return Access(by: id, step: mark.step, mark.range.map { .lockedRange($0) } ?? .locked)
  }
}
