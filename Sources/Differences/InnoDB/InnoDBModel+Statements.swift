import Engine
import Language
import Sessions
import Stores
import Vocabulary

/// What each statement looks at, locks, and writes.
extension InnoDBModel {
  /// Continues the statement of the transaction.
  mutating func carryOut(_ id: TransactionID) throws(Stop) -> Foreseen {
    guard let request = open[id]?.work?.request else { return Foreseen(.done) }
    let locksReads = open[id]?.mode.facts.locksReads == true
    // Such a transaction sees the newest versions, but has a snapshot to compare them with.
    if locksReads, forbidsOldSnapshots { takeSnapshot(id) }
    switch request {
    case .get(let key):
      guard locksReads else { return Foreseen(.rows(view(of: id).filter { $0.key == key })) }
      return told(.rows(try lookUp(key, isExclusive: false, by: id)), by: id)
    case .scan(let range):
      guard locksReads else {
        return Foreseen(.rows(view(of: id).filter { range.contains($0.key) }))
      }
      return try scan(range, by: id)
    case .getForUpdate(let key):
      return told(.rows(try lookUp(key, isExclusive: true, by: id)), by: id)
    case .lock(let key):
      _ = try lookUp(key, isExclusive: true, by: id)
      return told(.done, by: id)
    case .put(let key, let value, _):
      try put(value, at: key, by: id)
      return told(.done, by: id)
    case .delete(let key):
      let found = try lookUp(key, isExclusive: true, by: id)
      if !found.isEmpty { write(nil, at: key, by: id) }
      return told(.deleted(!found.isEmpty), by: id)
    case .change(let change): return try self.change(change, by: id)
    case .commit, .rollback: return Foreseen(.done)
    }
  }

  private func told(_ expected: Foreseen.Expected, by id: TransactionID) -> Foreseen {
    let reason = open[id]?.work?.isBeyondSnapshot == true ? KnownDifference.newestVersion : nil
    return Foreseen(expected, shown: reason, hidden: reason)
  }

  // MARK: Locks

  private mutating func lock(
    _ place: InnoDBLock.Place, _ extent: InnoDBLock.Extent, isExclusive: Bool,
    by id: TransactionID
  ) throws(Stop) {
    if isExclusive {
      open[id]?.announcesWrites = true
    } else if open[id]?.announcesWrites == false {
      open[id]?.announcesReads = true
    }
    if case .row(let key) = place, let last = rows[key]?.last, extent != .insertion {
      if last.writer == id, extent == .row { return }
      if last.writer != id, isOpen(last.writer) {
        locks.makeExplicit(key, of: last.writer)
      } else if extent != .gap, try isBeyondSnapshot(key, by: id) {
        open[id]?.work?.isBeyondSnapshot = true
      }
    }
    let wanted = InnoDBLock(place, extent, isExclusive: isExclusive, of: id)
    if locks.ask(for: wanted) { throw .waits }
  }

  /// Whether the newest version, which is committed, is not in the snapshot.
  private func isBeyondSnapshot(_ key: Key, by id: TransactionID) throws(Stop) -> Bool {
    guard open[id]?.snapshot != nil, let versions = rows[key], let last = versions.last,
      seen(versions, by: id)?.writer != last.writer
    else { return false }
    if forbidsOldSnapshots { throw .changed }
    return true
  }

  // MARK: One key

  /// Locks the row of a key and reads its newest version; if there is no row, locks the gap.
  private mutating func lookUp(
    _ key: Key, isExclusive: Bool, by id: TransactionID
  ) throws(Stop) -> [Answer.Row] {
    guard rows[key] != nil else {
      if open[id]?.locksGaps == true {
        try lock(place(from: key), .gap, isExclusive: isExclusive, by: id)
      } else {
        open[id]?.announcesWrites = true
      }
      return []
    }
    let hadLock = locks.holds(.row(key), by: id)
    try lock(.row(key), .row, isExclusive: isExclusive, by: id)
    guard let value = rows[key]?.last?.value else {
      if open[id]?.locksGaps == false, !hadLock { locks.giveUp(.row(key), by: id) }
      return []
    }
    return [Answer.Row(key, value)]
  }

  private mutating func put(_ value: Value, at key: Key, by id: TransactionID) throws(Stop) {
    if rows[key] != nil {
      try lock(.row(key), .row, isExclusive: true, by: id)
    } else {
      try lock(place(after: key), .insertion, isExclusive: true, by: id)
    }
    write(value, at: key, by: id)
  }

  // MARK: Ranges

  /// Locks and reads the rows of a range; continues where it had to stop.
  private mutating func scan(_ range: KeyRange, by id: TransactionID) throws(Stop) -> Foreseen {
    if let key = range.singleKey {
      return told(.rows(try lookUp(key, isExclusive: false, by: id)), by: id)
    }
    while let row = try nextRow(of: range, isExclusive: false, by: id) {
      open[id]?.work?.found.append(row)
    }
    return told(.rows(open[id]?.work?.found ?? []), by: id)
  }

  private mutating func change(
    _ change: StoreChange, by id: TransactionID
  ) throws(Stop) -> Foreseen {
    if let key = change.range.singleKey {
      let hadLock = locks.holds(.row(key), by: id)
      for row in try lookUp(key, isExclusive: true, by: id) {
        if change.selects(row.value) {
          guard rewrite(row, change, by: id) else { return refused(by: id) }
        } else if open[id]?.locksGaps == false, !hadLock {
          locks.giveUp(.row(key), by: id)
        }
      }
    } else {
      while let row = try nextRow(of: change.range, isExclusive: true, change, by: id) {
        guard rewrite(row, change, by: id) else { return refused(by: id) }
      }
    }
    return told(.changed(open[id]?.work?.written.count ?? 0), by: id)
  }

  /// Whether the new value could be computed.
  private mutating func rewrite(
    _ row: Answer.Row, _ change: StoreChange, by id: TransactionID
  ) -> Bool {
    guard let new = change.newValue(of: row.value) else { return false }
    write(new, at: row.key, by: id)
    return true
  }

  private mutating func refused(by id: TransactionID) -> Foreseen {
    undoStatement(of: id)
    return Foreseen(.refused, shown: .ownWords)
  }

  /// The next row, with a lock on it and on the gap before it; nil if the range has ended and the
  /// row after it is locked.
  ///
  /// Levels that lock no gaps give up the locks that do not belong to the change.
  private mutating func nextRow(
    of range: KeyRange, isExclusive: Bool, _ change: StoreChange? = nil, by id: TransactionID
  ) throws(Stop) -> Answer.Row? {
    let locksGaps = open[id]?.locksGaps == true
    while true {
      let start = open[id]?.work?.next
      let place = place(from: start ?? range.low)
      guard case .row(let key) = place else {
        if locksGaps { try lock(.end, .gap, isExclusive: isExclusive, by: id) }
        return nil
      }
      let isFirst = start == nil && key == range.low
      let extent = locksGaps && !isFirst ? InnoDBLock.Extent.rowAndGap : .row
      let isOver = !range.contains(key)
      if !locksGaps, passesOver(key, isOver: isOver, change, by: id) {
        if isOver { return nil }
        open[id]?.work?.next = key.next
        continue
      }
      let hadLock = locks.holds(place, by: id)
      // After a wait, the statement goes on at the row that it waited for.
      if !isFirst { open[id]?.work?.next = key }
      try lock(place, extent, isExclusive: isExclusive, by: id)
      let value = rows[key]?.last?.value
      if let value, !isOver, change?.selects(value) ?? true {
        open[id]?.work?.next = key.next
        return Answer.Row(key, value)
      }
      if !locksGaps, !hadLock { locks.giveUp(place, by: id) }
      if isOver, value != nil { return nil }
      open[id]?.work?.next = key.next
    }
  }

  /// Whether an UPDATE does not even wait for a locked row: its committed version is not one that
  /// it would change.
  ///
  /// With `innodb_snapshot_isolation`, it always waits in READ COMMITTED.
  private func passesOver(
    _ key: Key, isOver: Bool, _ change: StoreChange?, by id: TransactionID
  ) -> Bool {
    guard !forbidsOldSnapshots || open[id]?.mode.facts.reads == .newestWrite,
      let change, change.formula != nil, let versions = rows[key], let last = versions.last,
      last.writer != id
    else { return false }
    let wanted = InnoDBLock(.row(key), .row, isExclusive: true, of: id)
    guard isOpen(last.writer) || locks.hasConflict(with: wanted) else { return false }
    guard let value = committed(versions)?.value else { return true }
    return isOver || !change.selects(value)
  }
}

extension Key {
  /// The least key after it.
  fileprivate var next: Key { Key(text + "\0") }
}
