import CSQLite
import Stores

/// What SQLite says instead of carrying out a statement.
struct SQLiteError: Error, Hashable {
  /// The extended code.
  let code: Int32
  /// Its sentence, without a full stop.
  let text: String

  /// A commit by another transaction made this transaction's snapshot old, so it cannot write.
  static let staleSnapshot = SQLITE_BUSY | (2 << 8)

  /// Another transaction has a lock that is needed.
  static let busy = SQLiteError(
    code: SQLITE_BUSY, text: String(cString: sqlite3_errstr(SQLITE_BUSY)))

  /// The code without its extension.
  var primary: Int32 { code & 0xFF }

  /// As an application sees it: `SQLITE_BUSY: database is locked`.
  var report: String { "\(name): \(text)" }

  private var name: String {
    if code == Self.staleSnapshot { return "SQLITE_BUSY_SNAPSHOT" }
    return switch primary {
    case SQLITE_ERROR: "SQLITE_ERROR"
    case SQLITE_PERM: "SQLITE_PERM"
    case SQLITE_BUSY: "SQLITE_BUSY"
    case SQLITE_NOMEM: "SQLITE_NOMEM"
    case SQLITE_READONLY: "SQLITE_READONLY"
    case SQLITE_IOERR: "SQLITE_IOERR"
    case SQLITE_CORRUPT: "SQLITE_CORRUPT"
    case SQLITE_FULL: "SQLITE_FULL"
    case SQLITE_CANTOPEN: "SQLITE_CANTOPEN"
    case SQLITE_TOOBIG: "SQLITE_TOOBIG"
    case SQLITE_CONSTRAINT: "SQLITE_CONSTRAINT"
    case SQLITE_NOTADB: "SQLITE_NOTADB"
    default: "SQLite error \(code)"
    }
  }

  /// Why nothing more can be asked of the file.
  func failure(at place: String) -> StoreFailure {
    let sentence =
      switch primary {
      case SQLITE_FULL: "the disk is full"
      case SQLITE_READONLY, SQLITE_PERM: "the file cannot be written"
      case SQLITE_CANTOPEN: "the file cannot be opened or created"
      case SQLITE_IOERR: "the file cannot be read or written"
      case SQLITE_NOTADB: "the file is not an SQLite database"
      case SQLITE_CORRUPT: "the file is damaged"
      case SQLITE_BUSY: "another program has locked the file"
      default: "SQLite cannot continue"
      }
    return StoreFailure("\(place): \(sentence) (\(report))")
  }
}
