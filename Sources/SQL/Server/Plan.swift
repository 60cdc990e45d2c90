import Language
import Vocabulary

/// The plans that PostgreSQL chooses.
package enum Planner: Hashable, Sendable {
  /// The plans that it prefers for a table that has not been analyzed.
  case usual
  /// Always the index, because all other scans are switched off.
  case index
}

/// How PostgreSQL finds the rows of a table that has not been analyzed.
enum Plan: Hashable, Sendable {
  /// Through the index, one key.
  case key(Key)
  /// Through the index, a range of keys, in the order in which rows lie in the table.
  case range(KeyRange)
  /// Through the index, a range of keys, in the order of keys.
  case index(KeyRange)
  /// The whole table.
  case table

  /// `isOrdered` asks for the rows in the order of their keys.
  init(_ selection: Selection, isOrdered: Bool, by planner: Planner) {
    if let key = selection.range.singleKey {
      self = .key(key)
    } else if planner == .index {
      self = .index(selection.range)
    } else if selection.range == .all {
      self = isOrdered && selection.filter == nil ? .index(.all) : .table
    } else {
      self = .range(selection.range)
    }
  }
}
