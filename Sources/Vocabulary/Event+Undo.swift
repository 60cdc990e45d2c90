extension Sequence<Event> {
  /// The events without the writes that were undone.
  package var standing: [Event] {
    var undone: Set<Undone> = []
    for case .undo(let id, _, let key, let number) in self {
      undone.insert(Undone(writer: id, key: key, number: number))
    }
    guard !undone.isEmpty else { return Array(self) }
    return filter { event in
      switch event {
      case .write(let id, _, let key, let number, _):
        !undone.contains(Undone(writer: id, key: key, number: number))
      case .undo: false
      default: true
      }
    }
  }
}

private struct Undone: Hashable {
  let writer: TransactionID
  let key: Key
  let number: Int
}
