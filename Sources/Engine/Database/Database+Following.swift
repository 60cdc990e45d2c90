package import Vocabulary

/// Following transactions that run in a store elsewhere: what happened there is entered here as it
/// was, and no mode is asked.
///
/// So everything that looks at a database (its versions, claims, snapshots, and waits) can look at
/// what is known of one elsewhere, and the history is written in the same way. A database that
/// follows is asked for nothing else.
extension Database {
  /// What a transaction elsewhere has done.
  package enum Deed: Sendable {
    case read(Key, VersionID)
    case scanned(Event.Scan)
    case locked(Key)
    /// Nil deletes.
    case wrote(Key, Value?)
    /// Its last write of the key was undone; nil: it has written nothing there before.
    case undid(Key, to: Value?)
    /// Its request waits for these; to get at that key, where one is known.
    case waits(at: Key?, for: [TransactionID])
    /// Its request waits no longer.
    case goesOn
    case committed
    /// Ended without effect; nil: by its own wish.
    case ended(Abort?)
  }

  /// Enters a transaction; with `others` its BEGIN waits for them.
  package mutating func followBegin(
    _ mode: IsolationMode, readOnly: Bool, waitingFor others: [TransactionID]?, step: StepNumber
  ) -> (TransactionID, Step) {
    let id = nextID()
    transactions.insert(
      Transaction(
        id: id, mode: mode, conflicts: nil, readOnly: readOnly, snapshot: state, step: step))
    guard let others else { return (id, closing(began(id))) }
    wait(id, at: nil, for: others)
    self[id].status = .deferred
    return (id, closing(.waits(for: others)))
  }

  /// Enters that a BEGIN waits no longer.
  package mutating func followBegun(_ id: TransactionID) -> Step {
    stopWaiting(id)
    self[id].snapshot = state
    return closing(began(id))
  }

  /// Enters what a command of the transaction has done at that step.
  package mutating func follow(
    _ deeds: [Deed], by id: TransactionID, step: StepNumber, answer: Answer
  ) -> Step {
    if self[id].step != step {
      self[id].step = step
      let (mode, now) = (self[id].mode, state)
      mode.commandBegins(&self[id], state: now)
    }
    for deed in deeds { enter(deed, by: id) }
    return closing(answer)
  }

  private mutating func enter(_ deed: Deed, by id: TransactionID) {
    switch deed {
    case .read(let key, let version):
      record { .read(id, step: $0[id].step, key: key, version: version) }
    case .scanned(let scan): record { .scan(id, step: $0[id].step, scan) }
    case .locked(let key): lock(keys.slot(for: key), by: id)
    case .wrote(let key, let value): write(value, in: keys.slot(for: key), by: id)
    case .undid(let key, let value): undo(keys.slot(for: key), to: value, by: id)
    case .waits(let key, let others): wait(id, at: key, for: others)
    case .goesOn: stopWaiting(id)
    case .committed:
      install(writesOf: id)
      record { .commit(id, step: $0[id].step, state: $0.state) }
      leave(id)
    case .ended(let abort):
      stopWaiting(id)
      if self[id].isOpen { record { .abort(id, step: $0[id].step, reason: abort) } }
      leave(id)
    }
  }

  /// The number stays: the next write of the key is another one.
  private mutating func undo(_ slot: SlotID, to value: Value?, by id: TransactionID) {
    guard let intent = keys.intent(of: id, on: slot) else { return }
    let step = self[id].step
    keys.claim(
      slot,
      Intent(
        transaction: id, payload: value.map { .write($0) } ?? .lock, number: intent.number,
        step: step, since: intent.since))
    record { .undo(id, step: step, key: $0.keys[slot].key, number: intent.number) }
  }

  mutating func wait(_ id: TransactionID, at key: Key?, for others: [TransactionID]) {
    self[id].arrival = nextArrival()
    self[id].wait = Wait(
      request: nil, target: .elsewhere(key.map { keys.slot(for: $0) }, for: others))
    waitingCount += 1
    record { .wait(id, step: $0[id].step, on: others) }
  }

  private mutating func leave(_ id: TransactionID) {
    dropClaims(of: id)
    forget(id)
  }

  // MARK: What a read may have seen

  /// The number that the transaction's next write of the key has.
  package func nextNumber(of key: Key, by id: TransactionID) -> Int {
    (keys.find(key).flatMap { keys.intent(of: id, on: $0)?.number } ?? 0) + 1
  }

  /// Whether the transaction has written the key.
  package func hasWritten(_ key: Key, by id: TransactionID) -> Bool {
    keys.find(key).flatMap { keys.intent(of: id, on: $0)?.isWrite } ?? false
  }

  /// Every absence of the key that the transaction may have seen, the likeliest first; empty: the
  /// key has had a value in every state.
  ///
  /// There are several where the key was absent, had a value, and was deleted. Its own deletion is
  /// the only one that a transaction can see.
  package func absences(of key: Key, by id: TransactionID) -> [VersionID] {
    guard let slot = keys.find(key) else { return [.absent(asOf: likelyState(of: id))] }
    if let own = keys.intent(of: id, on: slot), case .write(let value) = own.payload {
      return value == nil ? [.written(by: id, number: own.number)] : []
    }
    let dirty = keys.intents(on: slot).compactMap { intent -> VersionID? in
      guard case .write(nil) = intent.payload else { return nil }
      return .written(by: intent.transaction, number: intent.number)
    }
    var committed: [ClosedRange<Timestamp>] = []
    var start: Timestamp? = 0
    for version in keys.versions(of: slot) {
      if let absent = start, version.value != nil, version.state > absent {
        committed.append(absent...(version.state - 1))
      }
      if version.value != nil { start = nil } else { start = start ?? version.state }
    }
    if let start { committed.append(start...state) }
    let likely = likelyState(of: id)
    let first = committed.last { $0.contains(likely) }
    let rest = committed.filter { $0 != first }.reversed().map { $0.upperBound }
    return (first == nil ? [] : [.absent(asOf: likely)])
      + rest.map { .absent(asOf: $0) } + dirty
  }

  /// The state that the transaction reads, if it reads one, or else the newest.
  package func likelyState(of id: TransactionID) -> Timestamp {
    self[id].mode.readsSnapshot ? self[id].snapshot : state
  }
}
