#if MariaDB
  /// A statement and the values of its parameters, each of which is a `?`.
  struct MariaStatement: Hashable {
    let sql: String
    var arguments: [SQLArgument] = []

    init(_ sql: String, _ arguments: [SQLArgument] = []) {
      (self.sql, self.arguments) = (sql, arguments)
    }

    static let commit = MariaStatement("COMMIT")
    static let rollback = MariaStatement("ROLLBACK")
    /// Does nothing.
    ///
    /// The answer says whether a transaction is open.
    static let nothing = MariaStatement("DO 0")

    /// With the values in the places of the parameters, as a person would type it.
    var typed: String { sql.filled(at: "?", with: arguments.map(\.typed)) + ";" }
  }

  extension SQLArgument {
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
