public import Vocabulary

/// A committed version as people look at it: who made it, and who ended it.
public struct StoredVersion: Hashable, Sendable {
  /// Nil is a tombstone.
  public let value: Value?
  /// The transaction that wrote it.
  public let createdBy: TransactionID
  /// The state that its creator's commit made.
  public let state: Timestamp
  /// The transaction whose commit replaced or deleted it; nil: it is the newest.
  public let deletedBy: TransactionID?
  /// The first state that does not hold it any more; nil: it is the newest.
  public let endState: Timestamp?

  /// What a vacuum does with a version.
  public enum Fate: String, Hashable, Sendable {
    /// It is the newest value of its key, and stays.
    case live
    /// It is dead and goes.
    case removable
    /// It is dead and stays, because a transaction's snapshot is older than its end.
    case pinned
  }

  /// What a vacuum with this horizon does with it.
  public func fate(_ horizon: Horizon) -> Fate {
    guard let endState else {
      return value != nil ? .live : state <= horizon.tombstones ? .removable : .pinned
    }
    return endState <= horizon.replaced ? .removable : .pinned
  }
}

/// What an open transaction has done to a key.
public struct Claim: Hashable, Sendable {
  /// The transaction.
  public let transaction: TransactionID
  /// A lock, or a write of a value or of absence.
  public let action: Access.Action
  /// The step of the lock or of the last write.
  public let step: StepNumber
}

/// A lock, or a write that nobody else may overwrite yet.
public struct Hold: Hashable, Sendable {
  /// What others may not do.
  public enum Kind: String, Hashable, Sendable {
    /// The key has been written, and other writers wait.
    case write
    /// The key has been written, and nobody waits.
    case intent
    /// The key is locked against writers.
    case exclusive
    /// The key or range is locked against writers of two-phase-locking.
    case shared
  }

  /// What others may not do.
  public let kind: Kind
  /// The key, or the range.
  public let range: KeyRange
  /// The step from which on it is held.
  public let step: StepNumber
}

/// A transaction that has not ended.
public struct OpenTransaction: Hashable, Sendable {
  /// The transaction.
  public let id: TransactionID
  /// Its rules.
  public let mode: IsolationMode
  /// First-updater or first-committer; nil where the mode knows no such choice.
  public let conflicts: ConflictPolicy?
  /// Whether it promised not to write.
  public let readOnly: Bool
  /// The state it reads; nil in modes without a snapshot.
  public let snapshot: Timestamp?
  /// What it waits for; empty if it does not wait.
  public let waits: [Conflict]
  /// When its request came, in the order of all requests that waited; nil if it does not wait.
  public let arrival: Int?
  /// Why it can no longer commit; nil if it still can.
  public let doomed: Abort?
}

extension Database {
  /// The keys of the range that have a version or a claim, in key order.
  public func keys(in range: KeyRange) -> [Key] {
    keys.ordered(in: range).filter { keys[$0].newest != nil || !keys[$0].intents.isEmpty }
      .map { keys[$0].key }
  }

  /// The committed versions of the key, oldest first.
  ///
  /// Empty: it has never had a value, or a vacuum has removed the last tombstone.
  public func versions(of key: Key) -> [StoredVersion] {
    keys.find(key).map(storedVersions) ?? []
  }

  func storedVersions(of slot: SlotID) -> [StoredVersion] {
    let chain = keys.versions(of: slot)
    return chain.indices.map { index in
      let next = index + 1 < chain.count ? chain[index + 1] : nil
      return StoredVersion(
        value: chain[index].value, createdBy: chain[index].creator, state: chain[index].state,
        deletedBy: next?.creator, endState: next?.state)
    }
  }

  /// The claims of open transactions on the key, in the order of their last write.
  public func claims(on key: Key) -> [Claim] {
    guard let slot = keys.find(key) else { return [] }
    return keys.intents(on: slot).map {
      Claim(transaction: $0.transaction, action: $0.access.action, step: $0.step)
    }
  }

  /// What the key held in a committed state, and how a history calls that version.
  ///
  /// Costs a search in the key's versions.
  public func look(
    at key: Key, asOf state: Timestamp
  ) -> (value: Value?, version: VersionID) {
    let version = keys.find(key).flatMap { keys.version(of: $0, asOf: state) }
    return (version?.value, version?.identity(asOf: state) ?? .absent(asOf: state))
  }

  /// The newest committed value of the key, nil if absent.
  public func committedValue(of key: Key) -> Value? {
    keys.find(key).flatMap { keys[$0].newest?.value }
  }

  /// The newest committed values of the range, in key order.
  public func committedRows(in range: KeyRange) -> [Answer.Row] {
    keys.ordered(in: range).compactMap { slot in
      keys[slot].newest?.value.map { Answer.Row(keys[slot].key, $0) }
    }
  }

  /// The open transactions in the order of BEGIN, deferred ones included.
  public var openTransactions: [OpenTransaction] {
    transactions.ids.compactMap(openTransaction)
  }

  /// The transaction, nil once it has ended.
  public func openTransaction(_ id: TransactionID) -> OpenTransaction? {
    guard let transaction = transactions[id], !transaction.isCommitted else { return nil }
    let readsSnapshot = transaction.mode.readsSnapshot && transaction.status != .deferred
    return OpenTransaction(
      id: id, mode: transaction.mode, conflicts: transaction.conflicts,
      readOnly: transaction.readOnly,
      snapshot: readsSnapshot ? transaction.snapshot : nil, waits: waitConflicts(of: id),
      arrival: transaction.wait == nil ? nil : transaction.arrival,
      doomed: transaction.antidependencies.doomed)
  }

  /// The step of the last command that has reached it; nil if it is not open.
  package func lastStep(of id: TransactionID) -> StepNumber? {
    transactions[id].flatMap { $0.isCommitted ? nil : $0.step }
  }

  /// What the open transaction holds: claims first, then under two-phase-locking its read locks,
  /// each in the order in which it was taken.
  public func holds(of id: TransactionID) -> [Hold] {
    guard let transaction = transactions[id], transaction.isOpen else { return [] }
    let claims = transaction.claims.compactMap { slot in
      keys.intent(of: id, on: slot).map { intent in
        Hold(
          kind: !intent.isWrite ? .exclusive : transaction.waitsToWrite ? .write : .intent,
          range: .only(keys[slot].key), step: intent.since)
      }
    }
    guard transaction.locksReads else { return claims }
    return claims
      + transaction.reads.points.map {
        Hold(kind: .shared, range: .only(keys[$0.slot].key), step: $0.step)
      }
      + transaction.rangeReads.map { Hold(kind: .shared, range: $0.range, step: $0.step) }
  }
}

/// Which of the versions that `versions(of:)` and `claims(on:)` list a reader gets.
public enum Sight: Hashable, Sendable {
  /// The version that this state brought, perhaps a tombstone.
  case committed(Timestamp)
  /// What this open transaction has written, its own or, in read-uncommitted, another's.
  case uncommitted(TransactionID)
  /// None: there was no version yet.
  case nothing
}

extension Database {
  /// What the open transaction would see at the key, were it to read it now.
  ///
  /// Under two-phase-locking it may have to wait first. Costs a search in the key's versions.
  public func sight(of key: Key, by id: TransactionID) -> Sight {
    guard let slot = keys.find(key) else { return .nothing }
    if keys.intent(of: id, on: slot)?.isWrite == true { return .uncommitted(id) }
    let transaction = self[id]
    switch transaction.mode.view(at: transaction.snapshot, holdsKey: false) {
    case .newestWrite:
      if let dirty = keys.intents(on: slot).last(where: { $0.isWrite }) {
        return .uncommitted(dirty.transaction)
      }
      return seen(keys[slot].newest)
    case .newestCommit: return seen(keys[slot].newest)
    case .state(let snapshot):
      // A command of read-committed looks at the newest state.
      let now = transaction.mode.readsSnapshot ? snapshot : state
      return seen(keys.version(of: slot, asOf: now))
    }
  }

  private func seen(_ version: Version?) -> Sight {
    version.map { .committed($0.state) } ?? .nothing
  }
}

extension Database {
  /// What the open transaction has written, in key order; a nil value deletes.
  ///
  /// A key that it has only read FOR UPDATE is left out.
  public func writes(of id: TransactionID) -> [(key: Key, value: Value?)] {
    guard let transaction = transactions[id] else { return [] }
    return transaction.claims.compactMap { slot -> (key: Key, value: Value?)? in
      guard let intent = keys.intent(of: id, on: slot), !intent.isPromotedRead,
        case .write(let value) = intent.payload
      else { return nil }
      return (keys[slot].key, value)
    }.sorted { $0.key < $1.key }
  }
}
