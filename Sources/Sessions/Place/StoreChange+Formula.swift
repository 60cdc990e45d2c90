import Engine
package import Stores
package import Vocabulary

extension StoreChange {
  /// Whether it changes a row with that value.
  package func selects(_ value: Value) -> Bool { filter.map { $0 == value } ?? true }

  /// The new value of a row with that value, where an inner nil is a deletion; nil if it cannot
  /// be computed.
  package func newValue(of value: Value) -> Value?? {
    guard let formula else { return .some(nil) }
    var row = RowValue(value: value)
    return (try? row.plainValue(formula)).map { .some($0) }
  }
}

/// The value of a row, as a formula reads it.
private struct RowValue: DataSource {
  let value: Value

  func value(of key: Key) -> Value? { nil }
  func rows(in range: KeyRange) -> [Answer.Row] { [] }
  func variable(_ name: String) -> Value?? { name == "value" ? .some(value) : nil }
}
