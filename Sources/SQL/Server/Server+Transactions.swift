import Language
import Vocabulary

/// How transactions begin and end.
extension Server {
  mutating func begin(_ item: Item, in name: SessionName) throws(Stop) -> ServerAnswer {
    guard case .begin(let level, let readOnly, let deferrable, let takesSnapshot) = item.action
    else { return .done }
    if let id = open(name) {
      let isOther = transactions[id].level != level && transactions[id].snapshot != nil
      if isOther { throw .fails(.openTransaction) }
      return .done
    }
    let id = add(name, level, readOnly: readOnly, deferrable: deferrable)
    clients[name]?.isAlone = false
    guard takesSnapshot else { return .done }
    clients[name]?.work = Work(item: item, kind: .begin)
    try takeSnapshot(id)
    clients[name]?.work = nil
    return .done
  }

  mutating func add(
    _ name: SessionName, _ level: Level, readOnly: Bool = false, deferrable: Bool = false
  ) -> Int {
    transactions.append(
      ServerTransaction(session: name, level: level, readOnly: readOnly, deferrable: deferrable))
    active.insert(transactions.count - 1)
    clients[name]?.transaction = transactions.count - 1
    return transactions.count - 1
  }

  var snapshotNow: ServerSnapshot {
    let writers = active.compactMap { transactions[$0].number }
    return ServerSnapshot(commits: commits, oldestWriter: writers.min() ?? nextNumber)
  }

  /// The snapshot for a statement; taken once above READ COMMITTED.
  @discardableResult
  mutating func takeSnapshot(_ id: Int) throws(Stop) -> ServerSnapshot {
    if let snapshot = transactions[id].snapshot {
      guard transactions[id].deferrable, tracking.isUncertain(id) else { return snapshot }
      throw .waits(.safety)
    }
    let snapshot = snapshotNow
    guard transactions[id].level != .readCommitted else { return snapshot }
    transactions[id].snapshot = snapshot
    guard transactions[id].level == .serializable else { return snapshot }
    tracking.begin(id, snapshot, readOnly: transactions[id].readOnly)
    if transactions[id].deferrable, transactions[id].readOnly, tracking.isUncertain(id) {
      throw .waits(.safety)
    }
    return snapshot
  }

  /// Whether the snapshot that a DEFERRABLE transaction waits for is safe; a new one if it is not.
  mutating func tryAgainForSafety(_ id: Int) throws(Stop) {
    if tracking.isUnsafe(id) {
      tracking.end(id, commits: false, nextNumber: nextNumber)
      transactions[id].snapshot = nil
    }
    try takeSnapshot(id)
  }

  mutating func commit(_ name: SessionName) throws(Stop) -> ServerAnswer {
    guard let id = open(name) else { return .done }
    do throws(Failure) {
      try tracking.prepare(id)
    } catch {
      habits.formUnion(tracking.habits(of: id))
      throw .fails(error)
    }
    end(id, .committed(commits + 1))
    clients[name]?.transaction = nil
    return .done
  }

  mutating func end(_ id: Int, _ status: ServerTransaction.Status) {
    guard transactions[id].isOpen else { return }
    transactions[id].status = status
    active.remove(id)
    var isCommit = false
    if case .committed = status { (commits, isCommit) = (commits + 1, true) }
    tracking.end(id, commits: isCommit, nextNumber: nextNumber)
  }

  /// The number that the first write gives a transaction.
  mutating func number(_ id: Int) {
    guard transactions[id].number == nil else { return }
    transactions[id].number = nextNumber
    nextNumber += 1
  }
}
