import Vocabulary

/// Takes events one by one into a record, and stops at the first that cannot be.
///
/// What a read has seen can be looked up only when all writes are known: `Record.link()`.
struct Reader {
  private(set) var record = Record()
  private var event: Int32 = -1
  /// The deferred transaction whose wait the last event ended: it begins now, or not at all.
  private var lapsing: TransactionID?
  private var state: Timestamp { record.committed.count }

  /// Takes the next event.
  mutating func take(_ next: Event) throws(Contradiction) {
    event += 1
    defer { lapse(after: next) }
    switch next {
    case .begin(let id, let mode, let isReadOnly, let snapshot):
      try begin(id, mode, isReadOnly, snapshot)
    case .read(let id, let step, let key, let version):
      let (reader, key) = (try open(id, at: step), record.keys.number(of: key))
      try add(version, of: key, .point, by: reader, step: UInt32(clamping: step))
    case .scan(let id, let step, let scan):
      try take(scan, by: try open(id, at: step), step: UInt32(clamping: step))
    case .write(let id, let step, let key, let number, let value):
      let writer = try open(id, at: step)
      if record.transactions[Int(writer)].isReadOnly { throw contradiction(.readOnly(id)) }
      let place = value == nil ? Record.Write.deletion : Int32(record.values.count)
      record.writes.append(
        Record.Write(
          transaction: writer, key: record.keys.number(of: key), step: UInt32(clamping: step),
          event: event, value: place, number: Int32(clamping: number)))
      if let value { record.values.append(value) }
    case .undo(let id, let step, let key, let number):
      record.undos.append(
        Record.Undo(
          transaction: try open(id, at: step), key: record.keys.number(of: key),
          number: Int32(clamping: number), event: event))
    case .wait(let id, let step, let others):
      if others.contains(id) { throw contradiction(.waitsForItself(id)) }
      if try isDeferred(id, at: step) { record.deferred[id] = record.deferred[id] ?? event }
    case .endOfWait(let id, let step): _ = try isDeferred(id, at: step)
    case .commit(let id, let step, let state):
      try commit(try open(id, at: step), state)
    case .abort(let id, let step, let reason):
      let place = try open(id, at: step)
      record.transactions[Int(place)].ended = event
      if let reason { record.aborts[place] = reason }
    }
  }

  private func contradiction(_ problem: Contradiction.Problem) -> Contradiction {
    Contradiction(event: Int(event), problem: problem)
  }

  /// The place of a transaction that does something at a step.
  private mutating func open(
    _ id: TransactionID, at step: StepNumber
  ) throws(Contradiction) -> Int32 {
    guard let place = record.place(of: id) else { throw contradiction(.notBegun(id)) }
    guard record.transactions[Int(place)].isOpen else { throw contradiction(.ended(id)) }
    let last = record.transactions[Int(place)].step
    guard step >= last else { throw contradiction(.stepBack(id, from: last, to: step)) }
    record.transactions[Int(place)].step = step
    return place
  }

  /// Whether one who waits has not begun: a deferred BEGIN waits before.
  private mutating func isDeferred(
    _ id: TransactionID, at step: StepNumber
  ) throws(Contradiction) -> Bool {
    guard record.place(of: id) != nil else { return true }
    _ = try open(id, at: step)
    return false
  }

  private func check(_ state: Timestamp) throws(Contradiction) {
    guard 0...self.state ~= state else { throw contradiction(.stateToCome(state)) }
  }

  // MARK: Begins and ends

  private mutating func begin(
    _ id: TransactionID, _ mode: IsolationMode, _ isReadOnly: Bool, _ snapshot: Timestamp?
  ) throws(Contradiction) {
    if let snapshot { try check(snapshot) }
    guard record.place(of: id) == nil else { throw contradiction(.begunTwice(id)) }
    record.deferred[id] = nil
    let unseen = record.committed.dropFirst(snapshot ?? state).first
    let view = unseen.map { record.transactions[Int($0)].ended - 1 } ?? event
    record.add(
      Record.Transaction(
        id: id, mode: mode, isReadOnly: isReadOnly, begun: event, view: view))
  }

  /// The deferred transaction whose wait ended before this event has begun by it, or will not.
  private mutating func lapse(after next: Event) {
    if let gone = lapsing { record.deferred[gone] = nil }
    lapsing = nil
    if case .endOfWait(let id, _) = next, record.deferred[id] != nil { lapsing = id }
  }

  private mutating func commit(
    _ transaction: Int32, _ state: Timestamp
  ) throws(Contradiction) {
    guard state == self.state + 1 else {
      throw contradiction(.wrongState(state, expected: self.state + 1))
    }
    record.committed.append(transaction)
    record.transactions[Int(transaction)].state = Int32(state)
    record.transactions[Int(transaction)].ended = event
  }

  // MARK: Reads

  private mutating func add(
    _ version: VersionID, of key: Int32, _ form: Record.Read.Form, in range: Int32 = -1,
    by reader: Int32, step: UInt32
  ) throws(Contradiction) {
    let writer: Int32
    let count: Int32
    switch version {
    case .absent(let state):
      try check(state)
      if form == .row { throw contradiction(.notThere(record.keys[key], version)) }
      (writer, count) = (Record.Read.nobody, Int32(state))
    case .written(let id, let number):
      guard let place = record.place(of: id), 1...Int(Int32.max) ~= number else {
        throw contradiction(.neverWritten(record.keys[key], version))
      }
      (writer, count) = (place, Int32(number))
    }
    record.reads.append(
      Record.Read(
        transaction: reader, key: key, step: step, event: event, form: form, range: range,
        writer: writer, number: count))
  }

  private mutating func take(
    _ scan: Event.Scan, by reader: Int32, step: UInt32
  ) throws(Contradiction) {
    try check(scan.asOf)
    try check(scan.own, in: scan.range) { $0 }
    try check(scan.rows, in: scan.range) { $0.key }
    try check(scan.absent, in: scan.range) { $0.key }
    let range = record.ranges.number(of: scan.range)
    let start = record.named.count
    for key in scan.own { record.named.append(record.keys.number(of: key)) }
    for (form, rows) in [(Record.Read.Form.row, scan.rows), (.absence, scan.absent)] {
      for row in rows {
        let key = record.keys.number(of: row.key)
        record.named.append(key)
        try add(row.version, of: key, form, in: range, by: reader, step: step)
      }
    }
    record.scans.append(
      Record.Scan(
        transaction: reader, step: step, event: event, range: range, asOf: Int32(scan.asOf),
        named: start..<record.named.count, ownCount: scan.own.count))
  }

  /// Whether the keys lie in the range, each after the one before.
  private func check<Row>(
    _ rows: [Row], in range: KeyRange, _ key: (Row) -> Key
  ) throws(Contradiction) {
    var last: Key?
    for row in rows {
      let key = key(row)
      guard range.contains(key) else { throw contradiction(.outsideRange(key)) }
      if let last, last >= key { throw contradiction(.outOfOrder(key)) }
      last = key
    }
  }
}
