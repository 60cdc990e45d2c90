import Algorithms
import Vocabulary

/// Who waits for whom. The edges are never stored: they are read off the claims, marks and queues,
/// so that a copy of the database waits exactly as its original does.
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
      }
    return found.isEmpty ? [] : Set(found).sorted()
  }

  private func blockers(
    at slot: SlotID, for id: TransactionID, isExclusive: Bool
  ) -> [TransactionID] {
    let here = keys[slot]
    if here.intents.isEmpty, here.readers.isEmpty, here.queue.isEmpty, rangeReaders.isEmpty,
      waitingRanges.isEmpty
    {
      return []
    }
    if here.intent(of: id) != nil { return [] }
    return here.intents.map(\.transaction)
      + (isExclusive ? readersInTheWay(of: id, at: slot) : [])
      + (holdsReadLock(on: slot, id) ? [] : queued(before: id, at: slot, isExclusive: isExclusive))
  }

  /// Makes a request wait, unless that would close a ring of waits; then it is the victim.
  mutating func suspend(
    _ id: TransactionID, _ request: Request?, for target: Wait.Target
  ) -> Answer {
    self[id].arrival = nextArrival()
    self[id].wait = Wait(request: request, target: target)
    let others = blockers(of: target, for: id)
    if let ring = ring(from: id) {
      self[id].wait = nil
      let abort = Abort(of: id, step: self[id].step, kind: .deadlock, conflicts: ring)
      return end(id, abortedBy: abort)
    }
    switch target {
    case .exclusive(let slot), .shared(let slot):
      keys.enterOrder(slot)  // so that those who ask for a range around it meet the request
      keys[slot].queue.append(id)
    case .range(let range): waitingRanges.insert(range, id)
    case .safeSnapshot: self[id].status = .deferred
    }
    register(id, with: others)
    record { .wait(id, step: $0[id].step, on: others) }
    return .waits(for: others)
  }

  mutating func register(_ id: TransactionID, with others: [TransactionID]) {
    for other in others where !self[other].waiters.contains(id) {
      self[other].waiters.append(id)
    }
  }

  mutating func stopWaiting(_ id: TransactionID) {
    guard let wait = self[id].wait else { return }
    self[id].wait = nil
    switch wait.target {
    case .exclusive(let slot), .shared(let slot): keys[slot].queue.removeAll { $0 == id }
    case .range(let range): waitingRanges.remove(range) { $0 == id }
    case .safeSnapshot: break
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
    guard let wait = self[id].wait else { return [] }
    return blockers(of: wait.target, for: id).map { waitConflict(of: id, wait.target, for: $0) }
  }

  // MARK: Who is in the way

  /// Shared and range locks bind two-phase-locking transactions only.
  private func readersInTheWay(of id: TransactionID, at slot: SlotID) -> [TransactionID] {
    guard self[id].mode == .twoPhaseLocking else { return [] }
    return readers(of: slot).map(\.transaction).filter { other in
      other != id && transactions[other]?.mode == .twoPhaseLocking
    }
  }

  private func holdsReadLock(on slot: SlotID, _ id: TransactionID) -> Bool {
    guard self[id].mode == .twoPhaseLocking else { return false }
    return self[id].readSlots.contains(slot)
      || self[id].rangeReads.contains { $0.range.contains(keys[slot].key) }
  }

  /// Who has asked for the key earlier, in a way that conflicts.
  ///
  /// Read requests are conflicts only among two-phase-locking writers.
  private func queued(
    before id: TransactionID, at slot: SlotID, isExclusive: Bool
  ) -> [TransactionID] {
    let arrival = self[id].arrival ?? .max
    let meetsReads = isExclusive && self[id].mode == .twoPhaseLocking
    let atKey = keys[slot].queue.filter { other in
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
  private func ring(from id: TransactionID) -> [Conflict]? {
    var path: [Conflict] = []
    var seen: Set<TransactionID> = []
    func search(_ waiter: TransactionID) -> Bool {
      guard let target = transactions[waiter]?.wait?.target else { return false }
      for other in blockers(of: target, for: waiter) {
        guard other == id || seen.insert(other).inserted else { continue }
        path.append(waitConflict(of: waiter, target, for: other))
        if other == id || search(other) { return true }
        path.removeLast()
      }
      return false
    }
    return search(id) ? path : nil
  }

  private func waitConflict(
    of id: TransactionID, _ target: Wait.Target, for other: TransactionID
  ) -> Conflict {
    let asked = Access(by: id, step: self[id].step, .requested)
    var range: KeyRange?
    if case .range(let asked) = target { range = asked }
    let slots = slots(of: target)
    for slot in slots {
      guard let held = hold(of: other, on: slot) else { continue }
      return Conflict(.wait, from: asked, to: held, key: keys[slot].key, range: range)
    }
    let earlier = Access(by: other, step: self[other].step, .requested)
    let theirs = Set(self[other].wait.map { self.slots(of: $0.target) } ?? [])
    let met = slots.first { theirs.contains($0) }
    return Conflict(
      .wait, from: asked, to: earlier, key: met.map { keys[$0].key }, range: range)
  }

  private func slots(of target: Wait.Target) -> [SlotID] {
    switch target {
    case .exclusive(let slot), .shared(let slot): [slot]
    case .range(let range): keys.ordered(in: range)
    case .safeSnapshot: []
    }
  }

  /// What the transaction holds of the key, nil if nothing.
  private func hold(of id: TransactionID, on slot: SlotID) -> Access? {
    if let intent = keys[slot].intent(of: id) {
      if case .write(let value) = intent.payload {
        return Access(by: id, step: intent.step, .wrote(value))
      }
      return Access(by: id, step: intent.step, .locked)
    }
    guard let mark = readers(of: slot).first(where: { $0.transaction == id }) else { return nil }
    let range = range(ofReadBy: id, of: slot)
    return Access(by: id, step: mark.step, range.map { .lockedRange($0) } ?? .locked)
  }
}
