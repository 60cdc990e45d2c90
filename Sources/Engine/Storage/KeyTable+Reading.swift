import Vocabulary

/// What a reader sees of a key.
struct Seen {
  let value: Value?
  /// What a history calls the version.
  let identity: VersionID
  /// How many versions were looked at to find it.
  let visits: Int
}

/// One pass of a reader over the keys of a range.
struct RangePass {
  let reader: TransactionID
  /// What the reader may see of a key, and of a key that it holds.
  let view: View
  let heldView: View
  /// The newest committed state.
  let now: Timestamp
  let keepsSlots: Bool
  let keepsEvents: Bool

  /// The keys that have a value for the reader.
  var rows: [Answer.Row] = []
  /// The keys that the reader has written, and, if slots are kept, all others.
  var own: [SlotID] = []
  var others: [SlotID] = []
  /// If events are kept: what was seen, and the absences that a state alone does not show.
  var present: [Event.Row] = []
  var absent: [Event.Row] = []
  var cost = ReadCost()
}

extension KeyTable {
  /// What the view shows of a key that the reader has not written.
  @inline(__always)
  func look(at id: SlotID, _ view: View, now: Timestamp) -> Seen {
    if view == .newestWrite, let dirty = intents(on: id).last(where: { $0.isWrite }),
      case .write(let value) = dirty.payload
    {
      return Seen(
        value: value, identity: .written(by: dirty.transaction, number: dirty.number), visits: 1)
    }
    let asOf = view.state(now: now)
    guard slots[id].lastCommit <= asOf else { return search(id, asOf: asOf) }
    return Seen(
      value: slots[id].newest?.value, identity: slots[id].newestIdentity(asOf: asOf),
      visits: slots[id].newest == nil ? 0 : 1)
  }

  private func search(_ id: SlotID, asOf: Timestamp) -> Seen {
    let found = past.search(slots[id].trail, asOf: asOf)
    return Seen(
      value: found.held?.value, identity: found.held?.identity(asOf: asOf) ?? .absent(asOf: asOf),
      visits: found.visits + 1)
  }

  /// Reads every key of the range, in key order.
  func scan(_ range: KeyRange, _ pass: inout RangePass) {
    let (asOf, keepsSlots) = (pass.view.state(now: pass.now), pass.keepsSlots)
    let keepsEvents = pass.keepsEvents
    // The first block is often the only one; an array for more rows grows by itself.
    func reserve(_ count: Int) { if pass.rows.isEmpty { pass.rows.reserveCapacity(count) } }
    order.forEach(in: range, of: slots, announcing: reserve) { id in
      // The usual case: nobody has claimed the key, and the reader sees its newest version.
      let lastCommit = slots[id].lastCommit
      guard !keepsEvents, slots[id].intents.isEmpty, lastCommit <= asOf else {
        return read(id, &pass)
      }
      pass.cost.add(slots[id].newest == nil ? 0 : 1)
      if keepsSlots { pass.others.append(id) }
      if let value = slots[id].newest?.value { pass.rows.append(Answer.Row(slots[id].key, value)) }
    }
  }

  @inline(never)
  private func read(_ id: SlotID, _ pass: inout RangePass) {
    let intent = self.intent(of: pass.reader, on: id)
    if let intent, case .write(let value) = intent.payload {
      let identity = VersionID.written(by: pass.reader, number: intent.number)
      pass.own.append(id)
      return pass.add(slots[id].key, value, identity, isOwn: true)
    }
    let seen = look(at: id, intent == nil ? pass.view : pass.heldView, now: pass.now)
    pass.cost.add(seen.visits)
    if pass.keepsSlots { pass.others.append(id) }
    pass.add(slots[id].key, seen.value, seen.identity, isOwn: false)
  }
}

extension RangePass {
  fileprivate mutating func add(
    _ key: Key, _ value: Value?, _ identity: VersionID, isOwn: Bool
  ) {
    if let value { rows.append(Answer.Row(key, value)) }
    guard keepsEvents else { return }
    if value != nil {
      present.append(Event.Row(key, identity))
    } else if !isOwn, identity != .absent(asOf: view.state(now: now)) {
      absent.append(Event.Row(key, identity))
    }
  }
}
