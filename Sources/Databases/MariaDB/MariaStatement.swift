#if MariaDB
  /// A statement and the values of its parameters, each of which is a `?`.
  struct MariaStatement: Hashable {
    enum Argument: Hashable {
      case text(String)
      case integer(Int64)
    }

    let sql: String
    var arguments: [Argument] = []

    init(_ sql: String, _ arguments: [Argument] = []) {
      (self.sql, self.arguments) = (sql, arguments)
    }

    static let commit = MariaStatement("COMMIT")
    static let rollback = MariaStatement("ROLLBACK")
    /// Does nothing.
    ///
    /// The answer says whether a transaction is open.
    static let nothing = MariaStatement("DO 0")

    /// With the values in the places of the parameters, as a person would type it.
    var typed: String {
      let parts = sql.split(separator: "?", omittingEmptySubsequences: false)
      return zip(parts.dropFirst(), arguments).reduce(into: String(parts[0])) { result, next in
        result += next.1.typed + next.0
      } + ";"
    }
  }

  extension MariaStatement.Argument {
    /// As a literal.
    fileprivate var typed: String {
      switch self {
      case .integer(let number): String(number)
      case .text(let text):
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
      }
    }
  }
#endif
