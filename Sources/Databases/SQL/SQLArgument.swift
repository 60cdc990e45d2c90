import Stores
import Vocabulary

/// The value of a statement's parameter.
enum SQLArgument: Hashable {
  case text(String)
  case integer(Int64)
}

extension String {
  /// A statement with values in the places of its parameters, as a person would type it.
  ///
  /// A parameter begins with the sign. A number may follow, counted from 1. The literals are the
  /// values as the database writes them.
  func filled(at sign: Character, with literals: [String]) -> String {
    let parts = split(separator: sign, omittingEmptySubsequences: false)
    return parts.enumerated().dropFirst().reduce(into: String(parts[0])) { result, part in
      let digits = part.element.prefix { $0.isASCII && $0.isNumber }
      result += literals[(Int(digits) ?? part.offset) - 1] + part.element.dropFirst(digits.count)
    }
  }
}

extension StoreChange {
  /// The mark of the version that the change writes, in SQL: the first version of its key, unless
  /// the change numbers it.
  func mark(in dialect: SQLDialect, adding arguments: inout [SQLArgument]) -> String {
    func add(_ text: String) -> String {
      arguments.append(.text(text))
      return dialect.text(arguments.count)
    }
    func mark(_ number: Int) -> String { add("\(writer.number).\(number)") }
    let numbers = numbers.filter { range.contains($0.key) }
    guard !numbers.isEmpty else { return mark(1) }
    let cases = numbers.sorted { $0.key < $1.key }.map { key, number in
      "WHEN \(add(key.text)) THEN \(mark(number))"
    }
    return "CASE k \(cases.joined(separator: " ")) ELSE \(mark(1)) END"
  }
}
