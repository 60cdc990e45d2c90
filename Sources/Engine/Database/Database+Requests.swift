import Vocabulary

/// How each request is carried out, whatever the mode; the mode is asked where it matters.
extension Database {
  mutating func attempt(_ request: Request, by id: TransactionID) -> Answer {
    let mode = self[id].mode
    if case .rollback = request { return end(id, abortedBy: nil) }
    if self[id].antidependencies.doomed != nil, let abort = mode.beforeRequest(by: id, in: self) {
      return end(id, abortedBy: abort)
    }
    switch request {
    case .get(let key): return get(key, by: id)
    case .getForUpdate(let key): return getForUpdate(key, by: id)
    case .scan(let range): return scan(range, by: id)
    case .lock(let key):
      guard self[id].waitsToWrite else { return .done }
      let slot = keys.slot(for: key)
      if let refusal = refusal(of: request, toWrite: slot, by: id) { return refusal }
      lock(slot, by: id)
      return .done
    case .put(let key, let value): return write(value, to: key, request, by: id)
    case .delete(let key): return write(nil, to: key, request, by: id)
    case .commit: return commit(id)
    case .rollback: preconditionFailure("it has been carried out")
    }
  }

  // MARK: Reading

  private mutating func get(_ key: Key, by id: TransactionID) -> Answer {
    guard let slot = keys.find(key) ?? (self[id].remembersReads ? keys.slot(for: key) : nil) else {
      let asOf = asOf(view(of: id, holdsKey: false))
      record { .read(id, step: $0[id].step, key: key, version: .absent(asOf: asOf)) }
      return .value(nil)
    }
    let own = keys.intent(of: id, on: slot)
    if let own, case .write(let value) = own.payload {
      record {
        .read(id, step: $0[id].step, key: key, version: .written(by: id, number: own.number))
      }
      return .value(value)
    }
    if let refusal = refusal(of: .get(key), to: .shared(slot), by: id) { return refusal }
    let seen = keys.look(at: slot, view(of: id, holdsKey: own != nil), now: state)
    readCost.add(seen.visits)
    record { .read(id, step: $0[id].step, key: key, version: seen.identity) }
    if self[id].remembersReads, let abort = self[id].mode.didRead(slot, by: id, in: &self) {
      return end(id, abortedBy: abort)
    }
    return .value(seen.value)
  }

  private mutating func scan(_ range: KeyRange, by id: TransactionID) -> Answer {
    if let refusal = refusal(of: .scan(range), to: .range(range), by: id) { return refusal }
    let view = view(of: id, holdsKey: false)
    var pass = RangePass(
      reader: id, view: view, heldView: self.view(of: id, holdsKey: true), now: state,
      keepsSlots: self[id].remembersReads, keepsEvents: recordsEvents)
    keys.scan(range, &pass)
    readCost.add(pass.cost)
    let step = self[id].step
    record { database in
      .scan(
        id, step: step,
        Event.Scan(
          range: range, own: pass.own.map { database.keys[$0].key }, rows: pass.present,
          absent: pass.absent, asOf: database.asOf(view)))
    }
    guard self[id].remembersReads else { return .rows(pass.rows) }
    let read = RangeRead(range: range, own: Set(pass.own), step: step)
    if let abort = self[id].mode.didScan(read, pass.others, by: id, in: &self) {
      return end(id, abortedBy: abort)
    }
    return .rows(pass.rows)
  }

  /// The answer to a read that may not go on, nil if it may.
  @inline(__always)
  private mutating func refusal(
    of request: Request, to target: Wait.Target, by id: TransactionID
  ) -> Answer? {
    guard self[id].locksReads else { return nil }
    switch self[id].mode.beforeRead(target, by: id, in: self) {
    case .wait: return suspend(id, request, for: target)
    case .abort(let abort): return end(id, abortedBy: abort)
    case .proceed: return nil
    }
  }

  @inline(__always)
  private func view(of id: TransactionID, holdsKey: Bool) -> View {
    self[id].mode.view(at: self[id].snapshot, holdsKey: holdsKey)
  }

  /// The committed state that a view amounts to.
  @inline(__always)
  private func asOf(_ view: View) -> Timestamp { view.state(now: state) }

  // MARK: Writing

  private mutating func getForUpdate(_ key: Key, by id: TransactionID) -> Answer {
    // Its reads are checked at COMMIT anyway.
    if self[id].mode.facts.forUpdate == .plainRead { return get(key, by: id) }
    precondition(!self[id].readOnly, "\(id) is read only")
    if self[id].waitsToWrite {
      let slot = keys.slot(for: key)
      if let refusal = refusal(of: .getForUpdate(key), toWrite: slot, by: id) { return refusal }
      lock(slot, by: id)
      return get(key, by: id)
    }
    let answer = get(key, by: id)
    guard case .value(let value) = answer,
      keys.find(key).flatMap({ keys.intent(of: id, on: $0) }) == nil
    else { return answer }
    // A promoted read: the value is written back, so that the later committer is aborted.
    let write = value.map { Request.put(key, $0) } ?? .delete(key)
    let slot = keys.slot(for: key)
    let written =
      refusal(of: write, toWrite: slot, by: id)
      ?? place(value, in: slot, by: id, isPromotedRead: true)
    if case .aborted = written { return written }
    return answer
  }

  private mutating func write(
    _ value: Value?, to key: Key, _ request: Request, by id: TransactionID
  ) -> Answer {
    precondition(!self[id].readOnly, "\(id) is read only")
    let slot = keys.slot(for: key)
    if let refusal = refusal(of: request, toWrite: slot, by: id) { return refusal }
    return place(value, in: slot, by: id)
  }

  /// The answer to a request that may not write the key or lock it, nil if it may.
  @inline(__always)
  private mutating func refusal(
    of request: Request, toWrite slot: SlotID, by id: TransactionID
  ) -> Answer? {
    switch self[id].mode.beforeWrite(slot, by: id, in: self) {
    case .wait: return suspend(id, request, for: .exclusive(slot))
    case .abort(let abort): return end(id, abortedBy: abort)
    case .proceed: return nil
    }
  }

  /// Holds the key without writing it, unless the transaction holds it already.
  mutating func lock(_ slot: SlotID, by id: TransactionID) {
    guard keys.intent(of: id, on: slot) == nil else { return }
    keys.claim(slot, Intent(transaction: id, payload: .lock, number: 0, step: self[id].step))
    addClaim(on: slot, by: id)
  }

  private mutating func addClaim(on slot: SlotID, by id: TransactionID) {
    if self[id].claims.isEmpty { self[id].claims.reserveCapacity(8) }
    self[id].claims.append(slot)
    keys.enterOrder(slot)
  }

  private mutating func place(
    _ value: Value?, in slot: SlotID, by id: TransactionID, isPromotedRead: Bool = false
  ) -> Answer {
    write(value, in: slot, by: id, isPromotedRead: isPromotedRead)
    if let abort = self[id].mode.didWrite(slot, by: id, in: &self) {
      return end(id, abortedBy: abort)
    }
    return .done
  }

  /// Keeps a write as the transaction's own.
  mutating func write(
    _ value: Value?, in slot: SlotID, by id: TransactionID, isPromotedRead: Bool = false
  ) {
    let known = keys.intent(of: id, on: slot)
    if known == nil { addClaim(on: slot, by: id) }
    let number = (known?.number ?? 0) + 1
    let step = self[id].step
    keys.claim(
      slot,
      Intent(
        transaction: id, payload: .write(value), number: number, step: step, since: known?.since,
        isPromotedRead: isPromotedRead))
    self[id].hasWritten = true
    record { .write(id, step: step, key: $0.keys[slot].key, number: number, value: value) }
  }
}
