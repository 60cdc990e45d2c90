import Engine
import Vocabulary

extension ReferenceModel {
  /// Every key with a version or an intent of an open transaction, in order.
  var keys: [Key] {
    let written = transactions.filter(\.isOpen).flatMap(\.intents.keys)
    return Set(chains.keys).union(written).sorted()
  }

  /// The state that made the newest version of the key, 0 if there is none.
  func lastCommit(_ key: Key) -> Timestamp { chains[key]?.last?.state ?? 0 }

  /// The newest committed value.
  func committed(_ key: Key) -> Value? { committed(key, asOf: state) }

  private func committed(_ key: Key, asOf state: Timestamp) -> Value? {
    chains[key]?.last { $0.state <= state }?.value
  }

  /// The value that the transaction sees now.
  private func seen(_ key: Key, by id: TransactionID) -> Value? {
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

  /// Reads a key: the range that holds nothing else.
  mutating func get(_ key: Key, by id: TransactionID) -> Verdict {
    let verdict = scan(.only(key), by: id)
    guard case .rows(let rows) = verdict else { return verdict }
    return .value(rows.first?.value)
  }

  /// Reads, and where writers do not wait writes what was read.
  mutating func getForUpdate(_ key: Key, by id: TransactionID) -> Verdict {
    let answer = get(key, by: id)
    let promotes = self[id].policy == .firstCommitter || self[id].mode == .serializationGraph
    guard case .value(let value) = answer, promotes, self[id].intents[key] == nil
    else { return answer }
    let written = write(value, to: key, by: id)
    self[id].intents[key]?.isPromotedRead = true
    return written == .done ? answer : written
  }

  mutating func scan(_ range: KeyRange, by id: TransactionID) -> Verdict {
    let mode = self[id].mode
    if mode == .writeSnapshot || mode == .serializationGraph
      || (mode == .serializableSnapshot && !self[id].safe)
    {
      clock += 1
      let read = Read(range: range, own: Set(self[id].intents.keys), order: clock)
      self[id].reads.append(read)
      if mode == .serializableSnapshot, let role = afterRead(read, by: id) {
        return abort(id, .dangerousStructure, role)
      }
    }
    let keys = keys.filter { range.contains($0) }
    return .rows(keys.compactMap { key in seen(key, by: id).map { Answer.Row(key, $0) } })
  }

  /// Leaves an intent, a tombstone where the value is nil; the locks have been taken.
  mutating func write(_ value: Value?, to key: Key, by id: TransactionID) -> Verdict {
    clock += 1
    self[id].intents[key] = Intent(value: value, order: clock)
    if self[id].mode == .serializableSnapshot, let role = afterWrite(key, by: id) {
      return abort(id, .dangerousStructure, role)
    }
    return .done
  }
}
