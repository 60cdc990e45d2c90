import Vocabulary

/// The values that were there before the first event of a history, or of the part that is kept.
struct Start: Sendable {
  /// What was there in state 0.
  let initial: [Key: Value]
  /// What was there before the first event that is kept.
  private(set) var values: [Key: Value]
  /// The value that each forgotten transaction has left at a key; nil is a deletion.
  private(set) var former: [Key: Set<Value?>] = [:]
  /// Keys whose kept reads saw what a forgotten transaction then overwrote: their values are lost.
  private(set) var lost: Set<Key> = []
  /// Whether nothing has been forgotten.
  private(set) var isWhole = true

  init(_ initial: [Key: Value]) {
    self.initial = initial
    values = initial
  }

  /// Forgets the committed transactions of that kind.
  mutating func forget(
    _ isForgotten: (TransactionID) -> Bool, in events: [Event], losing keys: Set<Key> = []
  ) {
    var last: [TransactionID: [Key: Value?]] = [:]
    for event in events.standing {
      switch event {
      case .write(let id, _, let key, _, let value) where isForgotten(id):
        last[id, default: [:]].updateValue(value, forKey: key)
      case .commit(let id, _, _) where isForgotten(id):
        isWhole = false
        for (key, value) in last[id, default: [:]] {
          values[key] = value
          former[key, default: []].insert(value)
        }
      default: break
      }
    }
    lost.formUnion(keys)
  }
}
