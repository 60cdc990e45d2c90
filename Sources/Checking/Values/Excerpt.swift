import Vocabulary

/// A few transactions as far as values go, to be run in every order.
struct Excerpt {
  /// A value at one of the places.
  struct Touch {
    let place: Int
    let value: Value?
  }

  /// What a transaction has read of others, and what it leaves.
  struct Transaction {
    var reads: [Touch] = []
    var writes: [Touch] = []
  }

  var transactions: [Transaction] = []
  /// The key of each place.
  var keys: [Int32] = []
  /// What is at each place before them and after them.
  var start: [Value?] = []
  var end: [Value?] = []
  /// The values that others may put at each place at any time.
  var others: [Set<Value?>] = []

  /// The first order in which each transaction reads what it has read, and the end is the same; nil
  /// if there is none.
  var order: [Int]? { order(after: [], start) }

  /// Depth first; a branch ends at the first read that does not fit.
  private func order(after order: [Int], _ state: [Value?]) -> [Int]? {
    if order.count == transactions.count {
      return state.indices.allSatisfy { fits(state, end[$0], at: $0) } ? order : nil
    }
    for next in transactions.indices where !order.contains(next) {
      guard transactions[next].reads.allSatisfy({ fits(state, $0.value, at: $0.place) }) else {
        continue
      }
      var state = state
      for write in transactions[next].writes { state[write.place] = write.value }
      if let whole = self.order(after: order + [next], state) { return whole }
    }
    return nil
  }

  private func fits(_ state: [Value?], _ value: Value?, at place: Int) -> Bool {
    state[place] == value || others[place].contains(value)
  }
}
