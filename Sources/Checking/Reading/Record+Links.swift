import Vocabulary

/// Linking each read to the write it has seen, which takes knowing all writes.
extension Record {
  /// Reads a history up to its end, or to an event that cannot be.
  ///
  /// - Parameters:
  ///   - events: the history.
  ///   - start: what was there at first; nil if that is not known.
  ///   - wrong: the first contradiction, nil if there is none; but whether those saw rightly who
  ///     saw nothing is left to the chains.
  init(of events: some Sequence<Event>, from start: Start?, wrong: inout Contradiction?) {
    var reader = Reader()
    for event in events {
      do throws(Contradiction) {
        try reader.take(event)
      } catch {
        wrong = error
        break
      }
    }
    self = reader.record
    self.start = start
    for key in (initial ?? [:]).keys.sorted() { _ = keys.number(of: key) }
    sort()
    link()
    if let found = contradiction(), found.event < wrong?.event ?? .max { wrong = found }
  }

  private mutating func link() {
    for place in undos.indices {
      if let write = write(undoneBy: undos[place]) { writes[write].undone = undos[place].event }
    }
    for place in reads.indices where reads[place].writer != Read.nobody {
      reads[place].write = source(of: reads[place])
    }
  }

  /// The write that is undone, which is the last that still stands; nil if that has another number.
  private func write(undoneBy undo: Undo) -> Int? {
    let last = lastWrite(of: undo.key, by: undo.transaction, at: undo.event)
    return last.flatMap { writes[$0].number == undo.number ? $0 : nil }
  }

  /// The place of the write that the read names, if there is such a write.
  private func source(of read: Read) -> Int32 {
    if read.writer == 0 { return Read.initial }
    guard let first = firstWrite(of: read.key, by: read.writer) else { return Read.absent }
    return Int32(clamping: first + Int(read.number) - 1)
  }

  // MARK: Contradictions

  /// The first event that contradicts the ones before it, as far as links tell; nil if none does.
  private func contradiction() -> Contradiction? {
    var first: Contradiction?
    func found(_ event: Int32, _ problem: Contradiction.Problem) {
      if event < first?.event ?? .max {
        first = Contradiction(event: Int(event), problem: problem)
      }
    }
    var expected: Int32 = 1
    for place in writes.indices {
      let (key, number) = (keys[writes[place].key], writes[place].number)
      if number != expected {
        found(writes[place].event, .wrongNumber(key, Int(number), expected: Int(expected)))
      }
      expected = isLast(place) ? 1 : expected + 1
    }
    for undo in undos where write(undoneBy: undo) == nil {
      let version = VersionID.written(
        by: transactions[Int(undo.transaction)].id, number: Int(undo.number))
      found(undo.event, .notUndone(keys[undo.key], version))
    }
    for read in reads {
      if let problem = problem(with: read) { found(read.event, problem) }
    }
    for scan in scans {
      for key in named[scan.named].prefix(scan.ownCount)
      where lastWrite(of: key, by: scan.transaction, at: scan.event) == nil {
        found(scan.event, .notOwn(keys[key]))
      }
    }
    return first
  }

  /// The fault of a read; only the chains can show what was absent.
  private func problem(with read: Read) -> Contradiction.Problem? {
    if read.writer != Read.nobody {
      guard isWritten(read) else {
        return .neverWritten(keys[read.key], identity(seenBy: read))
      }
      let isDeletion = read.write >= 0 && writes[Int(read.write)].isDeletion
      if read.form == .row, isDeletion {
        return .notThere(keys[read.key], identity(seenBy: read))
      }
      if read.form == .absence, !isDeletion {
        return .notAbsent(keys[read.key], identity(seenBy: read))
      }
    }
    let own = lastWrite(of: read.key, by: read.transaction, at: read.event)
    let overlooks =
      read.writer == read.transaction ? own.map { Int32($0) } != read.write : own != nil
    return overlooks ? .ownWriteOverlooked(keys[read.key]) : nil
  }

  /// Whether the write that the read names had been made by then.
  private func isWritten(_ read: Read) -> Bool {
    if read.write == Read.initial { return read.number == 1 }
    guard read.write >= 0, Int(read.write) < writes.count else { return false }
    let write = writes[Int(read.write)]
    return write.transaction == read.writer && write.key == read.key && write.event < read.event
  }
}
