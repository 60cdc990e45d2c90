import Vocabulary

/// All locks of a table, in the order in which they were asked for.
struct InnoDBLocks {
  private var all: [InnoDBLock] = []
  private var structures = 0
  /// The structures of each transaction, including those of locks that it has given up.
  private var held: [TransactionID: Set<Int>] = [:]

  /// How many structures the transaction has.
  func weight(of id: TransactionID) -> Int { held[id]?.count ?? 0 }

  /// Enters the lock, unless its owner already has it; the lock waits if another one blocks it.
  ///
  /// - Returns: whether it waits.
  mutating func ask(for wanted: InnoDBLock) -> Bool {
    var lock = wanted
    if wanted.extent != .insertion, all.contains(where: { $0.covers(wanted) }) { return false }
    if wanted.extent == .rowAndGap, all.contains(where: { $0.covers(wanted.ofRow) }) {
      lock = wanted.ofGap
    }
    lock.isWaiting = all.contains { lock.mustWait(for: $0) }
    // An insertion that need not wait leaves no lock.
    if lock.isWaiting || wanted.extent != .insertion { add(lock) }
    return lock.isWaiting
  }

  private mutating func add(_ lock: InnoDBLock) {
    var lock = lock
    let hasQueue = all.contains { $0.place == lock.place && $0.isWaiting }
    let alike = all.first { !$0.isWaiting && $0.isAlike(lock) }
    if let alike, !hasQueue, !lock.isWaiting {
      lock.structure = alike.structure
    } else {
      structures += 1
      lock.structure = structures
      held[lock.owner, default: []].insert(structures)
    }
    all.append(lock)
  }

  /// The writer of a row that has no lock on it gets one when another transaction asks.
  mutating func makeExplicit(_ key: Key, of writer: TransactionID) {
    let lock = InnoDBLock(.row(key), .row, isExclusive: true, of: writer)
    if !all.contains(where: { $0.covers(lock) }) { add(lock) }
  }

  /// Whether the transaction has a lock on the row itself.
  func holds(_ place: InnoDBLock.Place, by id: TransactionID) -> Bool {
    all.contains {
      $0.owner == id && $0.place == place && !$0.isWaiting && $0.extent != .insertion
        && $0.extent != .gap
    }
  }

  /// Whether the lock would have to wait.
  func hasConflict(with wanted: InnoDBLock) -> Bool {
    !all.contains { $0.covers(wanted) } && all.contains { wanted.mustWait(for: $0) }
  }

  /// The lock for which the transaction waits, and the locks that block it, in their order.
  func wait(of id: TransactionID) -> (wanted: InnoDBLock, blockers: [InnoDBLock])? {
    guard let index = all.firstIndex(where: { $0.owner == id && $0.isWaiting }) else {
      return nil
    }
    return (all[index], all[..<index].filter { all[index].mustWait(for: $0) })
  }

  /// Gives up a lock on a row.
  mutating func giveUp(_ place: InnoDBLock.Place, by id: TransactionID) {
    all.removeAll {
      $0.owner == id && $0.place == place && $0.extent != .gap && $0.extent != .insertion
    }
  }

  /// Drops the lock for which the transaction waits.
  mutating func stopWaiting(_ id: TransactionID) {
    guard let index = all.firstIndex(where: { $0.owner == id && $0.isWaiting }) else { return }
    held[id]?.remove(all[index].structure)
    all.remove(at: index)
  }

  mutating func release(_ id: TransactionID) {
    all.removeAll { $0.owner == id }
    held[id] = nil
  }

  /// Grants each lock that no earlier lock blocks, and returns the owners.
  mutating func grant() -> [TransactionID] {
    var granted: [TransactionID] = []
    for index in all.indices where all[index].isWaiting {
      let wanted = all[index]
      guard !all[..<index].contains(where: { wanted.mustWait(for: $0) }) else { continue }
      all[index].isWaiting = false
      granted.append(wanted.owner)
    }
    return granted
  }

  /// A row was inserted into the gap before `next`: a lock of the gap is now one of both parts.
  mutating func split(before next: InnoDBLock.Place, at key: Key) {
    for lock in all where lock.place == next && lock.guardsGap {
      let part = InnoDBLock(
        .row(key), .gap, isExclusive: lock.isExclusive, of: lock.owner)
      if !all.contains(where: { $0.covers(part) }) { add(part) }
    }
  }

  /// A row has been removed: its locks are now locks on the gap, and those that waited for it try
  /// again.
  ///
  /// - Returns: those that try again.
  mutating func merge(
    _ key: Key, into next: InnoDBLock.Place, where inherits: (InnoDBLock) -> Bool
  ) -> [TransactionID] {
    let own = all.filter { $0.place == .row(key) }
    all.removeAll { $0.place == .row(key) }
    for lock in own where lock.extent != .insertion && inherits(lock) {
      let gap = InnoDBLock(next, .gap, isExclusive: lock.isExclusive, of: lock.owner)
      if !all.contains(where: { $0.covers(gap) }) { add(gap) }
    }
    return own.filter { $0.isWaiting }.map { $0.owner }
  }
}
