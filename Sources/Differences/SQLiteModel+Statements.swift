import Engine
import Language
import Sessions
import Stores
import Vocabulary

/// What each statement reads and writes.
extension SQLiteModel {
  mutating func carryOut(
    _ asked: StoreExchange.Asked, by id: TransactionID
  ) throws(Stop) -> Foreseen {
    switch asked {
    case .begin:
      if open[id]?.isImmediate == true { try write(id) }
      guard !takesSnapshotLate else { return Foreseen(.done, hidden: .lateSnapshot) }
      _ = try read(id)
      return Foreseen(.done)
    case .request(let request, _): return try carryOut(request, by: id)
    case .resumed, .cancel, .rest: return Foreseen(.done)
    }
  }

  private mutating func carryOut(
    _ request: StoreRequest, by id: TransactionID
  ) throws(Stop) -> Foreseen {
    switch request {
    case .get(let key): return Foreseen(.rows(try found(.only(key), by: id)))
    case .getForUpdate(let key):
      return Foreseen(.rows(try found(.only(key), by: id)), hidden: .noRowLocks)
    case .scan(let range): return Foreseen(.rows(try found(range, by: id)))
    case .lock: return Foreseen(.done, hidden: .noRowLocks)
    case .put(let key, let value, _):
      try write(id)
      set(value, at: key, by: id)
      return Foreseen(.done)
    case .delete(let key):
      try write(id)
      let wasThere = open[id]?.rows?[key] != nil
      if wasThere { set(nil, at: key, by: id) }
      return Foreseen(.deleted(wasThere))
    case .change(let change):
      guard change.canBeSent else { return Foreseen(.refused, shown: .ownWords) }
      try write(id)
      return self.change(change, by: id)
    case .commit:
      try commit(id)
      return Foreseen(.done)
    case .rollback:
      end(id)
      return Foreseen(.done)
    }
  }

  /// The data that the transaction sees; its first read takes the snapshot.
  private mutating func read(_ id: TransactionID) throws(Stop) -> [Key: Value] {
    if let own = open[id]?.rows { return own }
    if committer != nil, committer != id { throw .busy }
    open[id]?.rows = rows
    open[id]?.commits = commits
    return rows
  }

  private mutating func found(
    _ range: KeyRange, by id: TransactionID
  ) throws(Stop) -> [Answer.Row] {
    try read(id).filter { range.contains($0.key) }.map { Answer.Row($0.key, $0.value) }
      .sorted { $0.key < $1.key }
  }

  /// Makes it the writer.
  private mutating func write(_ id: TransactionID) throws(Stop) {
    guard open[id]?.isWriting == false else { return }
    if open.contains(where: { $0.key != id && $0.value.isWriting }) { throw .busy }
    _ = try read(id)
    guard open[id]?.commits == commits else { throw .stale }
    open[id]?.isWriting = true
  }

  private mutating func set(_ value: Value?, at key: Key, by id: TransactionID) {
    open[id]?.rows?[key] = value
    open[id]?.hasChanged = true
  }

  private mutating func change(_ change: StoreChange, by id: TransactionID) -> Foreseen {
    let old = (open[id]?.rows ?? [:]).filter {
      change.range.contains($0.key) && change.selects($0.value)
    }
    var new: [Key: Value?] = [:]
    for (key, value) in old.sorted(by: { $0.key < $1.key }) {
      guard let computed = change.newValue(of: value) else {
        // The rows before it have been written and restored, and so have their pages.
        if !new.isEmpty { open[id]?.hasChanged = true }
        return Foreseen(.refused, shown: .ownWords)
      }
      new[key] = computed
    }
    for (key, value) in new { set(value, at: key, by: id) }
    return Foreseen(.changed(new.count))
  }

  private mutating func commit(_ id: TransactionID) throws(Stop) {
    guard let transaction = open[id] else { return }
    if hasJournal, transaction.isWriting,
      open.contains(where: { $0.key != id && $0.value.holdsFile })
    {
      throw .busy
    }
    if transaction.hasChanged, let own = transaction.rows {
      (rows, commits) = (own, commits + 1)
    }
    end(id)
  }
}
