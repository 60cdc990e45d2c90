import Engine
import Vocabulary

extension ReferenceModel {
  /// The key that a request writes or means to write.
  func claimedKey(_ request: Request) -> Key? {
    switch request {
    case .getForUpdate(let key), .lock(let key), .put(let key, _), .delete(let key): key
    case .get, .scan, .commit, .rollback: nil
    }
  }

  /// The lock that a request needs in its transaction's mode.
  func claim(of request: Request, by id: TransactionID) -> Claim? {
    if let key = claimedKey(request) { return self[id].waits ? .exclusive(key) : nil }
    guard self[id].mode == .twoPhaseLocking else { return nil }
    return switch request {
    case .get(let key): .shared(.only(key))
    case .scan(let range): .shared(range)
    default: nil
    }
  }

  /// For whom a request must wait: holders of what stands against it, and who asked earlier.
  func blockers(of request: Request, by id: TransactionID) -> Set<TransactionID> {
    guard let claim = claim(of: request, by: id), !holdsExclusively(claim, id) else { return [] }
    var blockers: Set<TransactionID> = []
    for other in transactions where other.isOpen && other.id != id {
      let holdings = other.held.union(other.intents.keys.map { .exclusive($0) })
      if holdings.contains(where: { stops(claim, of: id, $0) }) { blockers.insert(other.id) }
    }
    if onlyStrengthens(claim, id) { return blockers }
    for earlier in queue.prefix(while: { $0.id != id }) {
      guard let request = earlier.request,
        let asked = self.claim(of: request, by: earlier.id)
      else { continue }
      if case .exclusive(let key) = asked, holds(key, id) { continue }
      if stops(claim, of: id, asked) { blockers.insert(earlier.id) }
    }
    return blockers
  }

  /// Whether another's claim stands against this one; shared ones bind two-phase locking only.
  private func stops(_ claim: Claim, of id: TransactionID, _ other: Claim) -> Bool {
    switch (claim, other) {
    case (.exclusive(let key), .exclusive(let otherKey)): key == otherKey
    case (.exclusive(let key), .shared(let range)):
      self[id].mode == .twoPhaseLocking && range.contains(key)
    case (.shared(let range), .exclusive(let key)):
      range.contains(key) && !self[id].held.contains(.exclusive(key))
    case (.shared, .shared): false
    }
  }

  /// Whether the transaction has any lock on the key: who asks to write it waits for it anyway.
  private func holds(_ key: Key, _ id: TransactionID) -> Bool {
    self[id].held.contains { held in
      switch held {
      case .exclusive(let own): own == key
      case .shared(let range): range.contains(key)
      }
    }
  }

  /// Whether the transaction has the key for itself already.
  private func holdsExclusively(_ claim: Claim, _ id: TransactionID) -> Bool {
    switch claim {
    case .exclusive: self[id].held.contains(claim)
    case .shared(let range):
      range.singleKey.map { self[id].held.contains(.exclusive($0)) } ?? false
    }
  }

  /// Whether the transaction holds a shared lock on all that it claims.
  private func onlyStrengthens(_ claim: Claim, _ id: TransactionID) -> Bool {
    self[id].held.contains { held in
      switch (claim, held) {
      case (_, .exclusive): false
      case (.exclusive(let key), .shared(let range)): range.contains(key)
      case (.shared(let wanted), .shared(let range)):
        range.low <= wanted.low
          && (range.high.map { high in wanted.high.map { $0 <= high } ?? false } ?? true)
      }
    }
  }

  /// Whether the transaction would wait for itself, by way of others that wait.
  func closesRing(_ id: TransactionID, waitingFor blockers: [TransactionID]) -> Bool {
    var reached = Set(blockers)
    var size = 0
    while size != reached.count {
      size = reached.count
      for waiting in queue where reached.contains(waiting.id) {
        guard let request = waiting.request else { continue }
        reached.formUnion(self.blockers(of: request, by: waiting.id))
      }
    }
    return reached.contains(id)
  }
}
