import Vocabulary

/// A transaction's read or write of a key: its place in the key's chain.
struct Touch: Sendable {
  let transaction: TransactionID
  /// A reader's snapshot; the state that a writer's commit makes.
  let state: Timestamp
  /// The step of a read, and its range; nil: it is a write.
  let read: (step: StepNumber, range: KeyRange?)?

  static func write(by id: TransactionID, _ state: Timestamp) -> Touch {
    Touch(transaction: id, state: state, read: nil)
  }

  static func read(_ read: PointRead, by id: TransactionID, _ snapshot: Timestamp) -> Touch {
    Touch(transaction: id, state: snapshot, read: (read.step, nil))
  }

  static func read(_ read: RangeRead, by id: TransactionID, _ snapshot: Timestamp) -> Touch {
    Touch(transaction: id, state: snapshot, read: (read.step, read.range))
  }
}

/// That one transaction must come before another, because of a key that both have touched.
struct GraphEdge: Sendable {
  let slot: SlotID
  let first: Touch
  let second: Touch
}

/// Telling edges as explanations do.
extension Database {
  /// The dependencies that an edge consists of.
  ///
  /// It is one, unless transactions of other modes have written between the two touches.
  func conflicts(of edge: GraphEdge) -> [Conflict] {
    var stops = [access(of: edge.first, at: edge.slot)]
    if edge.first.read != nil,
      let next = keys.firstVersion(of: edge.slot, after: edge.first.state)
    {
      stops.append(next.access)
    }
    if edge.second.read != nil,
      let seen = keys.version(of: edge.slot, asOf: edge.second.state), seen.access != stops.last
    {
      stops.append(seen.access)
    }
    let end = access(of: edge.second, at: edge.slot)
    if end != stops.last { stops.append(end) }
    return zip(stops, stops.dropFirst()).map { first, second in
      let kind: Conflict.Kind =
        first.isRead ? .antidependency : second.isRead ? .writeRead : .writeWrite
      return Conflict(
        kind, from: first, to: second, key: keys[edge.slot].key,
        range: first.isRead ? edge.first.read?.range : nil)
    }
  }

  private func access(of touch: Touch, at slot: SlotID) -> Access {
    let id = touch.transaction
    let version = keys.version(of: slot, asOf: touch.state)
    if let read = touch.read {
      return Access(
        by: id, step: read.step, .read(version?.value), committedAt: graph.nodes[id]?.committedAt)
    }
    if let version, version.creator == id { return version.access }
    guard let intent = keys.intent(of: id, on: slot) else {
      preconditionFailure("\(id) has not written \(keys[slot].key)")
    }
    return intent.access
  }
}

extension Access {
  fileprivate var isRead: Bool { if case .read = action { true } else { false } }
}
