import Vocabulary

extension ReferenceModel {
  /// Fixes what the transaction will read, and who may yet show that to be unsafe.
  mutating func takeSnapshot(_ id: TransactionID) {
    self[id].snapshot = state
    guard self[id].mode == .serializableSnapshot, self[id].readOnly else { return }
    let writers = transactions.filter {
      $0.isOpen && $0.mode == .serializableSnapshot && !$0.readOnly && !$0.doomed
    }
    self[id].possiblyUnsafe = Set(writers.map(\.id))
    self[id].safe = writers.isEmpty
  }

  /// Lets a transaction begin, if it is not deferred or now safe.
  mutating func start(_ id: TransactionID) -> Ruling {
    if self[id].status == .deferred, !self[id].safe {
      return .waits(self[id].possiblyUnsafe.sorted())
    }
    self[id].status = .open
    return .began(self[id].mode.readsSnapshot ? self[id].snapshot : nil)
  }

  /// Checks, then makes the writes the next state.
  mutating func commit(_ id: TransactionID) -> Ruling {
    let one = self[id]
    if let kind = refusal(of: one) { return abort(id, kind) }
    if one.mode == .serializableSnapshot { doomPivots(before: id) }
    state += 1
    for (key, intent) in one.intents {
      let version = Version(value: intent.value, creator: id, state: state)
      chains[key, default: []].append(version)
    }
    self[id].status = .committed(state)
    self[id].wrote = !one.intents.isEmpty
    self[id].intents = [:]
    self[id].held = []
    if self[id].wrote { self[id].earliestOut = one.out.compactMap { self[$0].committedAt }.min() }
    settleReadOnly(after: id)
    return .committed(state)
  }

  mutating func abort(
    _ id: TransactionID, _ kind: Abort.Kind, _ role: Abort.Role? = nil
  ) -> Ruling {
    end(id)
    return .aborted(kind, role)
  }

  /// Ends the transaction without effect.
  mutating func end(_ id: TransactionID) {
    self[id].status = .aborted
    self[id].intents = [:]
    self[id].held = []
    self[id].possiblyUnsafe = []
    forgetReads(id)
    settleReadOnly(after: id)
  }
}
