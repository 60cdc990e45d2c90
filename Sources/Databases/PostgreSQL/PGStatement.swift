#if PostgreSQL
  /// A statement and the values of its parameters `$1`, `$2`, and so on.
  struct PGStatement {
    let sql: String
    var arguments: [SQLArgument] = []

    init(_ sql: String, _ arguments: [SQLArgument] = []) {
      (self.sql, self.arguments) = (sql, arguments)
    }

    static let commit = PGStatement("COMMIT")
    static let rollback = PGStatement("ROLLBACK")

    /// Whether a parameter has a NUL, which PostgreSQL's text cannot contain.
    var hasNUL: Bool { arguments.contains { $0.text.utf8.contains(0) } }

    /// With the values in the places of the parameters, as a person would type it.
    var typed: String { sql.filled(at: "$", with: arguments.map(\.typed)) + ";" }
  }

  extension SQLArgument {
    /// As PostgreSQL reads it.
    var text: String {
      switch self {
      case .text(let text): text
      case .integer(let number): String(number)
      }
    }

    /// As a literal.
    ///
    /// A negative number is quoted because a cast binds tighter than the sign.
    fileprivate var typed: String {
      switch self {
      case .integer(let number) where number >= 0: String(number)
      case .integer(let number): "'\(number)'"
      case .text(let text): "'" + text.replacing("'", with: "''") + "'"
      }
    }
  }
#endif
