import Vocabulary

/// How each request is carried out, whatever the mode; the mode is asked where it matters.
extension Database {
  mutating func attempt(_ request: Request, by id: TransactionID) -> Answer {
    if request != .rollback, let abort = self[id].mode.beforeRequest(by: id, in: self) {
      return end(id, abortedBy: abort)
    }
    switch request {
    case .get(let key): return get(key, by: id)
    case .getForUpdate(let key): return getForUpdate(key, by: id)
    case .scan(let range): return scan(range, by: id)
    case .lock(let key):
      guard self[id].waitsToWrite else { return .done }
      return claiming(key, for: request, by: id) { database, slot in
        database.lock(slot, by: id)
        return .done
      }
    case .put(let key, let value): return write(value, to: key, request, by: id)
    case .delete(let key): return write(nil, to: key, request, by: id)
    case .commit: return commit(id)
    case .rollback: return end(id, abortedBy: nil)
    }
  }

  // MARK: Reading

  private mutating func get(_ key: Key, by id: TransactionID) -> Answer {
    let mode = self[id].mode
    let remembersReads = mode.facts.remembersReads
    guard let slot = keys.find(key) ?? (remembersReads ? keys.slot(for: key) : nil) else {
      let asOf = self.asOf(mode.view(of: id, holdsKey: false, in: self))
      record { .read(id, step: $0[id].step, key: key, version: .absent(asOf: asOf)) }
      return .value(nil)
    }
    if let own = ownWrite(of: slot, by: id) {
      record {
        .read(
          id, step: $0[id].step, key: key, version: .written(by: id, number: own.number))
      }
      return .value(own.value)
    }
    switch mode.beforeRead(.shared(slot), by: id, in: self) {
    case .wait: return suspend(id, .get(key), for: .shared(slot))
    case .abort(let abort): return end(id, abortedBy: abort)
    case .proceed: break
    }
    let seen = look(at: slot, by: id)
    readCost.add(seen.visits)
    record { .read(id, step: $0[id].step, key: key, version: seen.identity) }
    if let abort = mode.didRead(slot, by: id, in: &self) { return end(id, abortedBy: abort) }
    return .value(seen.value)
  }

  private mutating func scan(_ range: KeyRange, by id: TransactionID) -> Answer {
    let mode = self[id].mode
    let remembersReads = mode.facts.remembersReads
    switch mode.beforeRead(.range(range), by: id, in: self) {
    case .wait: return suspend(id, .scan(range), for: .range(range))
    case .abort(let abort): return end(id, abortedBy: abort)
    case .proceed: break
    }
    let asOf = asOf(mode.view(of: id, holdsKey: false, in: self))
    var rows: [Answer.Row] = []
    var seen: (rows: [Event.Row], absent: [Event.Row]) = ([], [])
    var own: [SlotID] = []
    var external: [SlotID] = []
    for slot in keys.ordered(in: range) {
      let value: Value?
      let identity: VersionID
      if let write = ownWrite(of: slot, by: id) {
        (value, identity) = (write.value, .written(by: id, number: write.number))
        own.append(slot)
      } else {
        let found = look(at: slot, by: id)
        (value, identity) = (found.value, found.identity)
        readCost.add(found.visits)
        if remembersReads { external.append(slot) }
      }
      if let value { rows.append(Answer.Row(keys[slot].key, value)) }
      guard recordsEvents else { continue }
      let row = Event.Row(keys[slot].key, identity)
      if value != nil {
        seen.rows.append(row)
      } else if identity != .absent(asOf: asOf), own.last != slot {
        seen.absent.append(row)
      }
    }
    let step = self[id].step
    record { database in
      let ownKeys = own.map { database.keys[$0].key }
      return .scan(
        id, step: step,
        Event.Scan(
          range: range, own: ownKeys, rows: seen.rows, absent: seen.absent, asOf: asOf))
    }
    let read = RangeRead(range: range, own: Set(own), step: step)
    if let abort = mode.didScan(read, external, by: id, in: &self) {
      return end(id, abortedBy: abort)
    }
    return .rows(rows)
  }

  /// What the transaction sees at a key that it has not written, and how many versions were looked
  /// at to find it.
  func look(
    at slot: SlotID, by id: TransactionID
  ) -> (value: Value?, identity: VersionID, visits: Int) {
    let holdsKey = !keys[slot].intents.isEmpty && keys[slot].intent(of: id) != nil
    let view = self[id].mode.view(of: id, holdsKey: holdsKey, in: self)
    if view == .newestWrite,
      let dirty = keys[slot].intents.last(where: { $0.isWrite }),
      case .write(let value) = dirty.payload
    {
      return (value, .written(by: dirty.transaction, number: dirty.number), 1)
    }
    let asOf = self.asOf(view)
    let (version, visits) = keys.look(at: slot, asOf: asOf)
    return (version?.value, version?.identity(asOf: asOf) ?? .absent(asOf: asOf), visits)
  }

  /// The committed state that a view amounts to.
  private func asOf(_ view: View) -> Timestamp {
    if case .state(let snapshot) = view { snapshot } else { state }
  }

  private func ownWrite(
    of slot: SlotID, by id: TransactionID
  ) -> (value: Value?, number: Int)? {
    guard let intent = keys[slot].intent(of: id), case .write(let value) = intent.payload else {
      return nil
    }
    return (value, intent.number)
  }

  // MARK: Writing

  private mutating func getForUpdate(_ key: Key, by id: TransactionID) -> Answer {
    // Its reads are checked at COMMIT anyway.
    if self[id].mode.facts.forUpdate == .plainRead { return get(key, by: id) }
    precondition(!self[id].readOnly, "\(id) is read only")
    if self[id].waitsToWrite {
      return claiming(key, for: .getForUpdate(key), by: id) { database, slot in
        database.lock(slot, by: id)
        return database.get(key, by: id)
      }
    }
    let answer = get(key, by: id)
    guard case .value(let value) = answer,
      keys.find(key).flatMap({ keys[$0].intent(of: id) }) == nil
    else { return answer }
    // A promoted read: the value is written back, so that the later committer is aborted.
    let write = value.map { Request.put(key, $0) } ?? .delete(key)
    let written = claiming(key, for: write, by: id) { database, slot in
      database.place(value, in: slot, by: id, isPromotedRead: true)
    }
    if case .aborted = written { return written }
    return answer
  }

  private mutating func write(
    _ value: Value?, to key: Key, _ request: Request, by id: TransactionID
  ) -> Answer {
    precondition(!self[id].readOnly, "\(id) is read only")
    return claiming(key, for: request, by: id) { database, slot in
      database.place(value, in: slot, by: id)
    }
  }

  /// Asks the mode whether the key may be written, and goes on if it may.
  private mutating func claiming(
    _ key: Key, for request: Request, by id: TransactionID,
    then go: (inout Database, SlotID) -> Answer
  ) -> Answer {
    let slot = keys.slot(for: key)
    switch self[id].mode.beforeWrite(slot, by: id, in: self) {
    case .wait: return suspend(id, request, for: .exclusive(slot))
    case .abort(let abort): return end(id, abortedBy: abort)
    case .proceed: break
    }
    return go(&self, slot)
  }

  /// Holds the key without writing it, unless the transaction holds it already.
  mutating func lock(_ slot: SlotID, by id: TransactionID) {
    guard keys[slot].intent(of: id) == nil else { return }
    keys[slot].claim(Intent(transaction: id, payload: .lock, number: 0, step: self[id].step))
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
    let known = keys[slot].intent(of: id)
    if known == nil { addClaim(on: slot, by: id) }
    let number = (known?.number ?? 0) + 1
    let step = self[id].step
    keys[slot].claim(
      Intent(
        transaction: id, payload: .write(value), number: number, step: step, since: known?.since,
        isPromotedRead: isPromotedRead))
    self[id].hasWritten = true
    record { .write(id, step: step, key: $0.keys[slot].key, number: number, value: value) }
  }
}
