import Vocabulary

// What sets a mode apart from the others, but for dangerous structures and graphs.

extension ReferenceModel.Transaction {
  /// Whether its writes wait for other writers.
  var waits: Bool {
    switch mode {
    case .readUncommitted, .readCommitted, .twoPhaseLocking: true
    case .snapshot, .serializableSnapshot: policy == .firstUpdater
    case .writeSnapshot, .serializationGraph: false
    }
  }

  /// Whether its reads are noted, for the sake of its own end or of others.
  var remembersReads: Bool {
    switch mode {
    case .readUncommitted, .readCommitted, .snapshot, .twoPhaseLocking: false
    case .serializableSnapshot: !safe
    case .writeSnapshot, .serializationGraph: true
    }
  }

  /// Whether FOR UPDATE means nothing.
  var ignoresForUpdate: Bool { mode == .writeSnapshot }

  /// Whether FOR UPDATE writes back what was read.
  var promotesReads: Bool { !waits && !ignoresForUpdate }
}

extension ReferenceModel {
  /// The value that the transaction sees now.
  func seen(_ key: Key, by id: TransactionID) -> Value? {
    let reader = self[id]
    if let own = reader.intents[key] { return own.value }
    switch reader.mode {
    case .readUncommitted:
      let others = transactions.filter(\.isOpen).compactMap { $0.intents[key] }
      guard let newest = others.max(by: { $0.order < $1.order }) else { return committed(key) }
      return newest.value
    case .readCommitted:
      let locked = reader.held.contains(.exclusive(key))
      return committed(key, asOf: locked ? state : reader.snapshot)
    case .twoPhaseLocking: return committed(key)
    case .snapshot, .writeSnapshot, .serializableSnapshot, .serializationGraph:
      return committed(key, asOf: reader.snapshot)
    }
  }

  /// Why the transaction cannot commit; nil if it can.
  func refusal(of one: Transaction) -> Abort.Kind? {
    let superseded = keys.filter { lastCommit($0) > one.snapshot }
    switch one.mode {
    case .snapshot, .serializableSnapshot:
      return superseded.contains { one.intents[$0] != nil } ? .firstCommitter : nil
    case .writeSnapshot:
      let overwritten = superseded.contains { key in one.reads.contains { $0.covers(key) } }
      return overwritten && !one.intents.isEmpty ? .overwrittenRead : nil
    case .serializationGraph: return graphRefuses(one.id)
    case .readUncommitted, .readCommitted, .twoPhaseLocking: return nil
    }
  }
}
