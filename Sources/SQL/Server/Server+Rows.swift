import Engine
import Language
import Sessions
import Vocabulary

/// Changing and locking rows, and what prevents it.
extension Server {
  /// The state of a version of a row.
  enum Standing {
    case free
    case taken(by: Int)
    /// Updated to that version, or deleted.
    case gone(Int?)
  }

  func standing(of place: Int, for id: Int) -> Standing {
    guard let mark = tuples[place].mark, mark.transaction != id else { return .free }
    switch transactions[mark.transaction].status {
    case .aborted: return .free
    case .open: return .taken(by: mark.transaction)
    case .committed: return mark.isLock ? .free : .gone(tuples[place].next)
    }
  }

  /// Continues the statement of a window from its current place.
  mutating func advance(_ name: SessionName) throws(Stop) -> ServerAnswer {
    guard let work = clients[name]?.work, let id = open(name) else {
      preconditionFailure("nothing to go on with")
    }
    if work.kind == .begin {
      try tryAgainForSafety(id)
      return .done
    }
    reading = Reading(
      transaction: id, session: name, snapshot: work.snapshot, step: work.item.step)
    defer { reading = nil }
    return try closed(try proceed(name), in: name)
  }

  /// Needs `reading`.
  mutating func proceed(_ name: SessionName) throws(Stop) -> ServerAnswer {
    guard let work = clients[name]?.work, let id = open(name) else {
      preconditionFailure("nothing to go on with")
    }
    if case .upsert(let key, let value) = work.kind {
      try upsert(key, value, name, id)
      return .changed(1)
    }
    while let place = clients[name]?.work?.rows.first {
      try deal(with: place, name, id)
    }
    let done = clients[name]?.work ?? work
    guard work.kind == .lock else { return .changed(done.changed) }
    if done.name != nil, done.read.count > 1 { throw .fails(twoRows()) }
    keep(done.read.first?.value, as: done.name, in: name)
    return .found(.rows(done.key.map(KeyRange.only) ?? .all, done.read))
  }

  private mutating func deal(
    with place: Int, _ name: SessionName, _ id: Int
  ) throws(Stop) {
    guard let work = clients[name]?.work else { return }
    switch standing(of: place, for: id) {
    case .taken(let other): throw .waits(turn(at: place, behind: other, name))
    case .gone(let next):
      guard transactions[id].level == .readCommitted else { throw .fails(.concurrentUpdate) }
      if next == nil { habits.insert(.rowDeletedMeanwhile) }
      clients[name]?.work?.rows[0] = next ?? place
      clients[name]?.work?.isMoved = next != nil
      if next == nil { clients[name]?.work?.rows.removeFirst() }
    case .free:
      if work.isMoved {
        lockRow(place, id)
        if let wanted = work.wanted, tuples[place].value != wanted {
          clients[name]?.work?.rows.removeFirst()
          clients[name]?.work?.isMoved = false
          return
        }
      }
      try act(on: place, work, name, id)
      clients[name]?.work?.rows.removeFirst()
      clients[name]?.work?.isMoved = false
    }
  }

  private mutating func act(
    on place: Int, _ work: Work, _ name: SessionName, _ id: Int
  ) throws(Stop) {
    switch work.kind {
    case .lock:
      lockRow(place, id)
      clients[name]?.work?.read.append(Answer.Row(tuples[place].key, tuples[place].value))
    case .change(nil):
      try willWrite([.tuple(place), .page, .table], id)
      tuples[place].mark = Tuple.Mark(transaction: id, isLock: false)
      tuples[place].next = nil
      number(id)
      clients[name]?.work?.changed += 1
    case .change(let formula?):
      reading?.row = Answer.Row(tuples[place].key, tuples[place].value)
      defer { reading?.row = nil }
      let new = try computed { server throws(Interruption) in try server.plainValue(formula) }
      guard let new else { throw .fails(doubtful()) }
      try update(place, to: new, id)
      clients[name]?.work?.changed += 1
    case .begin, .upsert: preconditionFailure("works on no list of rows")
    }
  }

  private mutating func lockRow(_ place: Int, _ id: Int) {
    number(id)
    guard tuples[place].mark?.transaction != id else { return }
    tuples[place].mark = Tuple.Mark(transaction: id, isLock: true)
  }

  private mutating func update(_ place: Int, to value: Value, _ id: Int) throws(Stop) {
    try willWrite([.tuple(place), .page, .table], id)
    number(id)
    tuples.update(place, to: value, by: id)
  }

  private mutating func willWrite(_ targets: [Tracking.Target], _ id: Int) throws(Stop) {
    do throws(Failure) {
      try tracking.write(targets, by: id, transactions[id].snapshot)
    } catch {
      habits.formUnion(tracking.habits(of: id))
      throw .fails(error)
    }
  }

  // MARK: INSERT ... ON CONFLICT DO UPDATE

  private mutating func upsert(
    _ key: Key, _ value: Value, _ name: SessionName, _ id: Int
  ) throws(Stop) {
    let isSnapshot = transactions[id].level != .readCommitted
    if isSnapshot, let place = clients[name]?.work?.wantedLock,
      case .gone = standing(of: place, for: id)
    {
      throw .fails(.concurrentUpdate)
    }
    guard let place = try living(key, id) else { return try insert(key, value, id) }
    if case .taken(let other) = standing(of: place, for: id) {
      clients[name]?.work?.wantedLock = place
      throw .waits(turn(at: place, behind: other, name))
    }
    guard let snapshot = reading?.snapshot else { preconditionFailure("nobody reads") }
    let isMine = tuples[place].creator == id
    if isSnapshot, !isMine, !isVisible(tuples[place], to: id, in: snapshot) {
      throw .fails(.concurrentUpdate)
    }
    try update(place, to: value, id)
  }

  private mutating func insert(_ key: Key, _ value: Value, _ id: Int) throws(Stop) {
    if let snapshot = reading?.snapshot,
      tuples.versions(of: key).contains(where: { isVisible($0, to: id, in: snapshot) })
    {
      habits.insert(.upsertOfDeletedRow)
    }
    number(id)
    try willWrite([.table], id)
    try willWrite([.indexPage, .index], id)
    tracking.hasIndexPage = true
    tuples.insert(key, value, by: id)
  }

  /// The current row of the key, visible or not; waits for transactions that are changing it.
  private mutating func living(_ key: Key, _ id: Int) throws(Stop) -> Int? {
    for root in tuples.roots[key, default: []] {
      var next: Int? = root
      while let place = next {
        let tuple = tuples[place]
        next = nil
        switch transactions[tuple.creator].status {
        case .aborted: continue
        case .open where tuple.creator != id:
          throw .waits(.end(of: tuple.creator, turnAt: nil))
        case .open, .committed: break
        }
        guard let mark = tuple.mark, !mark.isLock,
          transactions[mark.transaction].status != .aborted
        else { return place }
        if mark.transaction != id, transactions[mark.transaction].isOpen {
          noteOldSnapshot(place, id)
          throw .waits(.end(of: mark.transaction, turnAt: nil))
        }
        next = tuple.next
      }
    }
    return nil
  }

  /// It waits although the row is newer than the snapshot.
  private mutating func noteOldSnapshot(_ place: Int, _ id: Int) {
    guard transactions[id].level != .readCommitted, let snapshot = reading?.snapshot,
      !isVisible(tuples[place], to: id, in: snapshot)
    else { return }
    habits.insert(.upsertWaitsFirst)
  }
}
