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

  func committed(_ key: Key, asOf state: Timestamp) -> Value? {
    chains[key]?.last { $0.state <= state }?.value
  }

  /// Reads a key: the range that holds nothing else.
  mutating func get(_ key: Key, by id: TransactionID) -> Ruling {
    let verdict = scan(.only(key), by: id)
    guard case .rows(let rows) = verdict else { return verdict }
    return .value(rows.first?.value)
  }

  /// Reads, and where writers do not wait writes what was read.
  mutating func getForUpdate(_ key: Key, by id: TransactionID) -> Ruling {
    let answer = get(key, by: id)
    guard case .value(let value) = answer, self[id].promotesReads, self[id].intents[key] == nil
    else { return answer }
    let written = write(value, to: key, by: id)
    self[id].intents[key]?.isPromotedRead = true
    return written == .done ? answer : written
  }

  mutating func scan(_ range: KeyRange, by id: TransactionID) -> Ruling {
    let mode = self[id].mode
    if self[id].remembersReads {
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
  mutating func write(_ value: Value?, to key: Key, by id: TransactionID) -> Ruling {
    clock += 1
    self[id].intents[key] = Intent(value: value, order: clock)
    if self[id].mode == .serializableSnapshot, let role = afterWrite(key, by: id) {
      return abort(id, .dangerousStructure, role)
    }
    return .done
  }
}
