/// A statement, and the values of its parameters, each of which is a `?` in the text.
///
/// In `"SELECT v FROM \(raw: table) WHERE k = \(key.text)"`, the table becomes a part of the text,
/// and the key becomes a parameter. So no key and no value becomes SQL.
package struct SQLStatement: Hashable, ExpressibleByStringInterpolation {
  package private(set) var sql: String
  package private(set) var arguments: [SQLArgument] = []

  package init(raw sql: String) { self.sql = sql }
  package init(stringLiteral sql: String) { self.init(raw: sql) }
  package init(stringInterpolation parts: StringInterpolation) { self = parts.statement }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var statement = SQLStatement(raw: "")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ sql: String) { statement.sql += sql }
    package mutating func appendInterpolation(raw sql: String) { statement.sql += sql }
    package mutating func appendInterpolation(_ part: SQLStatement) { statement = statement + part }
    package mutating func appendInterpolation(_ text: String) { appendInterpolation(.text(text)) }

    package mutating func appendInterpolation(_ argument: SQLArgument) {
      statement.sql += "?"
      statement.arguments.append(argument)
    }
  }

  package static func + (left: SQLStatement, right: SQLStatement) -> SQLStatement {
    var sum = left
    sum.sql += right.sql
    sum.arguments += right.arguments
    return sum
  }

  /// The text with one of the places instead of each parameter.
  package func filled(with places: [String]) -> String {
    zip(sql.split(separator: "?", omittingEmptySubsequences: false), places + [""])
      .map { $0 + $1 }.joined()
  }
}

/// The value of a statement's parameter.
package enum SQLArgument: Hashable {
  case text(String)
  case integer(Int64)
}

extension [SQLStatement] {
  package func joined(separator: String) -> SQLStatement {
    dropFirst().reduce(first ?? "") { "\($0)\(raw: separator)\($1)" }
  }
}
