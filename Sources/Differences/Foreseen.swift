import Engine
import Stores
import Vocabulary

/// The answer that a model of a store expects, and the rules behind it.
struct Foreseen {
  enum Expected {
    case done
    /// The rows that a read finds.
    case rows([Answer.Row])
    case deleted(Bool)
    /// A statement by range changes this number of rows.
    case changed(Int)
    case waits(for: Set<TransactionID>)
    case aborted(Abort.Kind)
    case refused
  }

  let expected: Expected
  /// The rule that appears in the answer itself.
  var shown: KnownDifference?
  /// A rule that changes later answers.
  var hidden: KnownDifference?

  init(
    _ expected: Expected, shown: KnownDifference? = nil, hidden: KnownDifference? = nil
  ) {
    (self.expected, self.shown, self.hidden) = (expected, shown, hidden)
  }

  /// Whether the store gave this answer.
  func isSame(as answer: StoreAnswer) -> Bool {
    switch (expected, answer) {
    case (.done, .done), (.rows, .done), (.refused, .refused): true
    case (.rows(let rows), .row(let row)):
      row.map { row in rows.contains { $0.key == row.key && $0.value == row.value } }
        ?? rows.isEmpty
    case (.rows(let rows), .rows(let found)):
      Set(rows.map { $0.key }) == Set(found.map { $0.key })
        && found.allSatisfy { row in
          rows.contains { $0.key == row.key && $0.value == row.value }
        }
    case (.deleted(let own), .deleted(let other)): own == other
    case (.changed(let count), .changed(let rows)): rows.count == count
    case (.waits(let own), .waits(let others)):
      // A store may name more transactions than those directly ahead, or none.
      others.isEmpty || !own.isDisjoint(with: others)
    case (.aborted(let kind), .aborted(let other, _)): kind == other
    default: false
    }
  }
}
