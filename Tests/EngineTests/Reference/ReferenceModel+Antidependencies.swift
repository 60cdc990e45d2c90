import Vocabulary

/// Serializable-snapshot: section 1.6 of the specification, among transactions of that mode.
extension ReferenceModel {
  /// Finds whom a read ignored; the role in which the reader must be aborted, if any.
  mutating func afterRead(_ read: Read, by id: TransactionID) -> Abort.Role? {
    for key in keys where read.covers(key) {
      for writer in ignoredWriters(of: key, by: id) {
        if self[id].readOnly, self[writer].committedAt != nil {
          guard let out = self[writer].earliestOut, out <= self[id].snapshot else { continue }
        }
        if let role = flag(reader: id, writer: writer, me: id) { return role }
      }
    }
    return nil
  }

  /// The writer of the first version that the snapshot lacks, else all who hold an intent.
  private func ignoredWriters(of key: Key, by id: TransactionID) -> [TransactionID] {
    if let next = chains[key]?.first(where: { $0.state > self[id].snapshot }) {
      return self[next.creator].mode == .serializableSnapshot ? [next.creator] : []
    }
    let writers = transactions.filter {
      $0.isOpen && $0.mode == .serializableSnapshot && $0.intents[key] != nil
    }
    return writers.map(\.id)
  }

  /// Finds who read what a write replaces; the role in which the writer must be aborted, if any.
  mutating func afterWrite(_ key: Key, by id: TransactionID) -> Abort.Role? {
    var readers: [(order: Int, id: TransactionID)] = []
    for reader in transactions where reader.mode == .serializableSnapshot && reader.id != id {
      let isConcurrent = reader.isOpen || (reader.committedAt ?? 0) > self[id].snapshot
      guard isConcurrent, !reader.safe, lastCommit(key) <= reader.snapshot,
        let read = reader.reads.first(where: { $0.covers(key) })
      else { continue }
      readers.append((read.order, reader.id))
    }
    for reader in readers.sorted(by: { $0.order < $1.order }) {
      if let role = flag(reader: reader.id, writer: id, me: id) { return role }
    }
    return nil
  }

  /// Records that one read what another replaced, unless a dangerous structure stands complete.
  private mutating func flag(
    reader: TransactionID, writer: TransactionID, me: TransactionID
  ) -> Abort.Role? {
    let (r, w) = (self[reader], self[writer])
    if reader == writer || r.out.contains(writer) || r.doomed || w.doomed { return nil }
    if r.status == .aborted || w.status == .aborted { return nil }
    if writerIsPivot(r, w) {
      if me == writer { return .pivot }
      if w.committedAt != nil { return .in }
      self[writer].doomed = true
    } else if readerIsPivot(r, w) {
      return .pivot
    }
    self[reader].out.append(writer)
    self[writer].in.append(reader)
    return nil
  }

  /// Cases 1 and 2: the writer has an edge to one that committed first of the three.
  private func writerIsPivot(_ reader: Transaction, _ writer: Transaction) -> Bool {
    if writer.committedAt != nil, writer.earliestOut != nil { return true }
    return writer.out.contains { id in
      guard let first = self[id].committedAt else { return false }
      return reader.committedAt.map { first <= $0 } ?? true
        && writer.committedAt.map { first <= $0 } ?? true
        && (!isReadOnly(reader) || first <= reader.snapshot)
    }
  }

  /// Case 3: the writer has committed, before anybody whose read the reader has replaced.
  private func readerIsPivot(_ reader: Transaction, _ writer: Transaction) -> Bool {
    guard let first = writer.committedAt, !isReadOnly(reader) else { return false }
    return reader.in.map { self[$0] }.contains { far in
      !far.doomed && far.committedAt.map { $0 >= first } ?? true
        && (!isReadOnly(far) || far.snapshot >= first)
    }
  }

  /// Declared so, or committed without a write.
  private func isReadOnly(_ one: Transaction) -> Bool {
    one.readOnly || (one.committedAt != nil && !one.wrote)
  }

  /// Dooms each open pivot of a structure that this commit completes.
  mutating func doomPivots(before id: TransactionID) {
    for near in self[id].in where self[near].isOpen && !self[near].doomed {
      self[near].doomed = self[near].in.contains { far in
        far == id || (self[far].isOpen && !self[far].readOnly && !self[far].doomed)
      }
    }
  }

  /// Tells the READ ONLY ones that watched a transaction how it ended.
  mutating func settleReadOnly(after ended: TransactionID) {
    for one in transactions where one.possiblyUnsafe.contains(ended) {
      if let out = self[ended].earliestOut, out <= one.snapshot {
        self[one.id].possiblyUnsafe = []
        if one.status == .deferred { takeSnapshot(one.id) }
      } else {
        self[one.id].possiblyUnsafe.remove(ended)
        guard self[one.id].possiblyUnsafe.isEmpty else { continue }
        self[one.id].safe = true
        forgetReads(one.id)
      }
    }
  }

  /// Removes what a transaction read and all its edges.
  mutating func forgetReads(_ id: TransactionID) {
    self[id].reads = []
    self[id].in = []
    self[id].out = []
    for other in transactions.map(\.id) {
      self[other].in.removeAll { $0 == id }
      self[other].out.removeAll { $0 == id }
    }
  }
}
