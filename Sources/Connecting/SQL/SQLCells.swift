package import Stores
import Vocabulary

/// The meaning of a row's cells: the key, the value, and the mark of the version.
///
/// A mark is `own`, or after an UPDATE of a range `own<found`.
extension StoredRow {
  package init(_ cells: [String]) {
    self.init(Key(cells[0]), Value(cells[1]), VersionID(own: cells))
  }
}

extension StoreChange {
  /// The meaning of the rows that the statement returned.
  package func rows(_ rows: [[String]]) -> [ChangedRow] {
    rows.map { cells in
      let key = Key(cells[0])
      let isDeleted = formula == nil
      return ChangedRow(
        key, isDeleted ? nil : Value(cells[1]),
        found: isDeleted ? VersionID(own: cells) : VersionID(found: cells),
        number: numbers[key] ?? 1)
    }.sorted { $0.key < $1.key }
  }
}

extension VersionID {
  fileprivate init?(own cells: [String]) {
    guard cells.count > 2 else { return nil }
    self.init(mark: cells[2].prefix { $0 != "<" })
  }

  fileprivate init?(found cells: [String]) {
    guard cells.count > 2 else { return nil }
    self.init(mark: cells[2].drop { $0 != "<" }.dropFirst().prefix { $0 != "<" })
  }
}
