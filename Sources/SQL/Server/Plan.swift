import Language
import Vocabulary

/// How PostgreSQL gets at the rows of a table that has not been analyzed.
enum Plan: Hashable, Sendable {
  /// Through the index, one key.
  case key(Key)
  /// Through the index, a range of keys, in the order in which rows lie in the table.
  case range(KeyRange)
  /// Through the whole index, in the order of keys.
  case index
  /// The whole table.
  case table

  init(_ range: KeyRange) { self.init(Selection(range)) }

  /// `isOrdered`: the rows are wanted in the order of their keys.
  init(_ selection: Selection, isOrdered: Bool = false) {
    if let key = selection.range.singleKey {
      self = .key(key)
    } else if selection.range == .all {
      self = isOrdered && selection.filter == nil ? .index : .table
    } else {
      self = .range(selection.range)
    }
  }
}
