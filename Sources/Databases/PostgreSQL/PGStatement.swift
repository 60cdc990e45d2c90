#if PostgreSQL
  /// A statement and the values of its parameters `$1`, `$2`, and so on.
  struct PGStatement {
    enum Argument {
      case text(String)
      case integer(Int64)

      var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        }
      }
    }

    let sql: String
    var arguments: [Argument] = []

    init(_ sql: String, _ arguments: [Argument] = []) {
      (self.sql, self.arguments) = (sql, arguments)
    }

    static let commit = PGStatement("COMMIT")
    static let rollback = PGStatement("ROLLBACK")

    /// Whether a parameter has a NUL, which PostgreSQL's text cannot contain.
    var hasNUL: Bool { arguments.contains { $0.text.utf8.contains(0) } }

    /// With the values in the places of the parameters, as a person would type it.
    var typed: String {
      let parts = sql.split(separator: "$", omittingEmptySubsequences: false)
      return parts.dropFirst().reduce(into: String(parts[0])) { result, part in
        let digits = part.prefix { $0.isASCII && $0.isNumber }
        let index = (Int(digits) ?? 0) - 1
        result += arguments[index].typed + part.dropFirst(digits.count)
      } + ";"
    }
  }

  extension PGStatement.Argument {
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
