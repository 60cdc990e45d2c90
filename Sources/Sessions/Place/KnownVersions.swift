import Engine
import Vocabulary

/// Everything that was ever written in a store, and which versions a read may have seen.
///
/// A store that keeps version marks names the version of each value. No store names the creator of
/// an absence, and without marks, equal values cannot be distinguished.
struct KnownVersions {
  private struct Write {
    let version: VersionID
    let value: Value?
    var isUndone = false
  }

  /// In their order, including those that had no effect.
  private var writes: [Key: [Write]]
  /// The states that transactions have made.
  private var states: [TransactionID: Timestamp] = [.initial: 0]

  init(from initial: [Key: Value]) {
    writes = initial.mapValues {
      [Write(version: .written(by: .initial, number: 1), value: $0)]
    }
  }

  /// Notes a write; nil deletes.
  mutating func add(_ version: VersionID, _ value: Value?, at key: Key) {
    writes[key, default: []].append(Write(version: version, value: value))
  }

  /// Notes that the transaction's last write of the key was undone, and returns the value that it
  /// had written there before, nil if there is none.
  mutating func undo(_ key: Key, by id: TransactionID) -> Value? {
    if let last = lastWrite(of: key, by: id) { writes[key]?[last].isUndone = true }
    return lastWrite(of: key, by: id).flatMap { writes[key]?[$0].value }
  }

  /// The place of the transaction's last write of the key that stands; nil if there is none.
  private func lastWrite(of key: Key, by id: TransactionID) -> Int? {
    writes[key]?.lastIndex { write in
      if case .written(id, _) = write.version { !write.isUndone } else { false }
    }
  }

  func has(_ version: VersionID, at key: Key) -> Bool {
    (writes[key] ?? []).contains { $0.version == version }
  }

  mutating func commit(_ id: TransactionID, making state: Timestamp) { states[id] = state }

  /// The versions that a transaction may have seen when it found a value, the likeliest first; none
  /// if nobody has written that value, or if the transaction itself has written a different one.
  ///
  /// The mark is the version that the store reports; nil if it reports none.
  func values(
    of key: Key, marked mark: VersionID?, seenBy reader: TransactionID, in database: Database,
    where fits: (Value) -> Bool
  ) -> [VersionID] {
    let known = writes[key] ?? []
    let seen = known.indices.filter { place in
      let write = known[place]
      guard let value = write.value, !write.isUndone, fits(value) else { return false }
      return mark.map { $0 == known[place].version } ?? true
    }
    if let own = ownVersion(of: key, by: reader) {
      return seen.contains { known[$0].version == own } ? [own] : []
    }
    let state = database.likelyState(of: reader)
    return seen.map { (rank: rank(known, $0, asOf: state), place: $0) }
      .sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.place > $1.place }
      .map { known[$0.place].version }
  }

  /// The versions that a transaction may have seen when it found nothing, in the same way.
  func absences(
    of key: Key, seenBy reader: TransactionID, in database: Database
  ) -> [VersionID] {
    let likely = database.absences(of: key, by: reader)
    guard ownVersion(of: key, by: reader) == nil else { return likely }
    let known = writes[key] ?? []
    let inVain = known.indices.filter { place in
      known[place].value == nil && !known[place].isUndone && state(of: known, place) == nil
    }
    return likely + inVain.map { known[$0].version }.filter { !likely.contains($0) }
  }

  /// The last write of the transaction itself to the key that stands; nil if there is none.
  func ownVersion(of key: Key, by id: TransactionID) -> VersionID? {
    lastWrite(of: key, by: id).flatMap { writes[key]?[$0].version }
  }

  /// The value that a write of the transaction finds: its own, or else the newest committed one.
  func current(_ key: Key, for id: TransactionID, in database: Database) -> Value? {
    guard let own = lastWrite(of: key, by: id) else { return database.committedValue(of: key) }
    return writes[key]?[own].value
  }

  /// The state that contains the write; nil if it is not committed, or if the writer has
  /// overwritten it.
  private func state(of known: [Write], _ place: Int) -> Timestamp? {
    guard case .written(let id, _) = known[place].version, let state = states[id] else {
      return nil
    }
    let isReplaced = known[(place + 1)...].contains { later in
      if case .written(id, _) = later.version { !later.isUndone } else { false }
    }
    return isReplaced || known[place].isUndone ? nil : state
  }

  /// The newest version in the state comes first, then later versions, then those in no state.
  private func rank(_ known: [Write], _ place: Int, asOf likely: Timestamp) -> Int {
    guard let state = state(of: known, place) else { return .max }
    return state <= likely ? likely - state : state
  }
}
