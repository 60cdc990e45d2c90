#if MariaDB
  import CMariaDB

  /// The complete answer of a server to what was sent.
  struct MariaReply {
    /// Of the last statement.
    var rows: [[String]] = []
    /// How many rows the last statement changed.
    var affected: UInt64 = 0
    /// The first error; the statements after it were not sent.
    var error: MariaError?
  }

  /// An error of the server, or of its library.
  struct MariaError: Error, Hashable {
    let code: UInt32
    /// The first line of the message.
    let message: String

    init(code: UInt32, message: String) { (self.code, self.message) = (code, message) }

    init(_ raw: UnsafeMutablePointer<MYSQL>) {
      self.init(code: mysql_errno(raw), message: String(cString: mysql_error(raw)).firstLine)
    }

    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
      self.init(
        code: mysql_stmt_errno(statement),
        message: String(cString: mysql_stmt_error(statement)).firstLine)
    }

    /// The same in each run: the name of the database is left out, because it is random.
    func withoutName(of database: MariaDatabase) -> MariaError {
      MariaError(code: code, message: message.replacing("`\(database.name)`.", with: ""))
    }

    var report: String { "\(code) \(message)" }

    /// Whether the session is over.
    var endsSession: Bool {
      // The library's own errors, a server that shuts down, and a session that was killed.
      2000..<3000 ~= code || code == 1053 || code == 1927
    }
  }

  extension MariaError {
    static let deadlock: UInt32 = 1213
    static let interrupted: UInt32 = 1317
  }

  extension String {
    fileprivate var firstLine: String { String(prefix { !$0.isNewline }) }
  }
#endif
