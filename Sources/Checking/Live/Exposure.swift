import Vocabulary

/// Tells cheaply which transactions cannot lie on a cycle: those nothing leads away from.
///
/// An edge leads from a transaction to a committed one only if it read what has been replaced, or
/// if what it wrote was read before it ended.
struct Exposure: Sendable {
  private struct Newest {
    let version: VersionID
    let state: Timestamp
  }

  /// The newest version of each key that was written since the forgotten state.
  private var newest: [Key: Newest] = [:]
  /// The keys that were written since then, by commits in their order.
  private var log: [(state: Timestamp, keys: [Key])] = []
  private var state: Timestamp = 0
  private var reads: [TransactionID: [Event]] = [:]
  private var writes: [TransactionID: [Key: Int]] = [:]
  /// The transactions whose writes were read before they ended, and their readers.
  private var writers: Set<TransactionID> = []
  private var readers: Set<TransactionID> = []

  /// Takes what a transaction did before its end.
  mutating func take(_ event: Event) {
    switch event {
    case .begin(let id, _, _, _): (reads[id], writes[id]) = ([], [:])
    case .read(let id, _, _, let version):
      note(version, readBy: id)
      reads[id]?.append(event)
    case .scan(let id, _, let scan):
      for row in scan.rows + scan.absent { note(row.version, readBy: id) }
      reads[id]?.append(event)
    case .write(let id, _, let key, let number, _): writes[id]?[key] = number
    // A write that was undone counts here: that can only expose more transactions.
    case .undo, .wait, .endOfWait, .commit, .abort: return
    }
  }

  private mutating func note(_ version: VersionID, readBy id: TransactionID) {
    guard case .written(let writer, _) = version, writer != id, writes[writer] != nil else {
      return
    }
    writers.insert(writer)
    readers.insert(id)
  }

  /// Whether others read what it had not yet committed.
  func isReadByOthers(_ id: TransactionID) -> Bool { writers.contains(id) }

  /// Whether it may be part of an anomaly: false only if it is not.
  func isExposed(_ id: TransactionID) -> Bool {
    writers.contains(id) || readers.contains(id)
      || reads[id, default: []].contains { hasBeenReplaced($0, by: id) }
  }

  private func hasBeenReplaced(_ event: Event, by id: TransactionID) -> Bool {
    switch event {
    case .read(_, _, let key, let version): return isOld(version, of: key, readBy: id)
    case .scan(_, _, let scan):
      let named = Set(scan.own + (scan.rows + scan.absent).map { $0.key })
      return (scan.rows + scan.absent).contains { isOld($0.version, of: $0.key, readBy: id) }
        || log.reversed().prefix { $0.state > scan.asOf }.contains { commit in
          commit.keys.contains { scan.range.contains($0) && !named.contains($0) }
        }
    default: return false
    }
  }

  private func isOld(_ version: VersionID, of key: Key, readBy id: TransactionID) -> Bool {
    guard let newest = newest[key] else { return false }
    switch version {
    case .written(let writer, _): return writer != id && version != newest.version
    case .absent(let state): return newest.state > state
    }
  }

  mutating func commit(_ id: TransactionID) {
    state += 1
    let written = writes[id, default: [:]]
    for (key, number) in written {
      newest[key] = Newest(version: .written(by: id, number: number), state: state)
    }
    if !written.isEmpty { log.append((state, written.keys.sorted())) }
    end(id)
  }

  mutating func abort(_ id: TransactionID) { end(id) }

  private mutating func end(_ id: TransactionID) {
    (reads[id], writes[id]) = (nil, nil)
    writers.remove(id)
  }

  /// Forgets what was written up to a state that nobody will read any more.
  mutating func forget(upTo state: Timestamp, isEmpty: Bool) {
    if isEmpty { (newest, log, readers) = ([:], [], []) }
    guard let first = log.first, first.state <= state else { return }
    log.removeAll { $0.state <= state }
    newest = newest.filter { $0.value.state > state }
  }
}
