import Engine
import Vocabulary

/// The memory of a transaction's client: its variables, and what it has read.
struct Memory: Hashable, Sendable {
  private(set) var variables: [String: Value?] = [:]
  private var values: [Key: Value?] = [:]
  private var ranges: [KeyRange] = []

  mutating func set(_ name: String?, _ value: Value?) {
    if let name { variables[name] = .some(value) }
  }

  mutating func learn(_ value: Value?, at key: Key) { values[key] = .some(value) }

  mutating func learn(_ rows: [Answer.Row], in range: KeyRange) {
    for key in values.keys where range.contains(key) { values[key] = .some(nil) }
    for row in rows { learn(row.value, at: row.key) }
    ranges.append(range)
  }

  /// A key in a range that was read, but not among its rows, is known to be absent.
  func knowledge(of key: Key) -> Outcome.Knowledge {
    if let value = values[key] { return .read(value) }
    return ranges.contains { $0.contains(key) } ? .read(nil) : .unread
  }
}
