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
    for place in reads.indices where reads[place].writer != Read.nobody {
      reads[place].write = source(of: reads[place])
    }
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
      expected = isFinal(place) ? 1 : expected + 1
    }
    for read in reads {
      if let problem = problem(with: read) { found(read.event, problem) }
    }
    for scan in scans {
      for key in named[scan.named].prefix(scan.ownCount)
      where !hasWritten(key, scan.transaction, before: scan.event) {
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
    let overlooks =
      read.writer == read.transaction
      ? !isFinal(Int(read.write)) && writes[Int(read.write) + 1].event < read.event
      : hasWritten(read.key, read.transaction, before: read.event)
    return overlooks ? .ownWriteOverlooked(keys[read.key]) : nil
  }

  /// Whether the write that the read names had been made by then.
  private func isWritten(_ read: Read) -> Bool {
    if read.write == Read.initial { return read.number == 1 }
    guard read.write >= 0, Int(read.write) < writes.count else { return false }
    let write = writes[Int(read.write)]
    return write.transaction == read.writer && write.key == read.key && write.event < read.event
  }

  private func hasWritten(_ key: Int32, _ transaction: Int32, before event: Int32) -> Bool {
    guard let first = firstWrite(of: key, by: transaction) else { return false }
    return writes[first].event < event
  }
}
