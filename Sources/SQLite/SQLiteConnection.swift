import CSQLite
import Connecting

/// An open connection to a database file, used by one thread at a time.
final class SQLiteConnection {
  /// The locks of a transaction on the file.
  enum Hold {
    case nothing, reading, writing
  }

  /// Nil once it is closed.
  private var handle: OpaquePointer?
  /// Statements that have been compiled, by their text.
  private var prepared: [String: OpaquePointer] = [:]
  private var isSettled = false

  init(_ path: String, creates: Bool) throws(SQLiteError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creates ? SQLITE_OPEN_CREATE : 0)
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened else {
      throw SQLiteError(code: code, text: String(cString: sqlite3_errstr(code)))
    }
    handle = opened
    guard code == SQLITE_OK else {
      let error = Self.error(of: opened)
      sqlite3_close_v2(opened)
      throw error
    }
    sqlite3_extended_result_codes(opened, 1)
    sqlite3_busy_timeout(opened, 0)
  }

  deinit { close() }

  /// Rolls back what is open.
  ///
  /// Statements fail from then on.
  func close() {
    forgetStatements()
    sqlite3_close_v2(handle)
    handle = nil
  }

  /// Applies the settings, unless that is done; no transaction is open.
  ///
  /// The settings read the file. If the file is locked, they stay as they are until the next time,
  /// because they change how fast answers come, but not the answers.
  func settle() throws(SQLiteError) {
    guard !isSettled else { return }
    // With a spill, a large transaction would lock out the readers before its COMMIT.
    for pragma in ["synchronous = OFF", "cache_spill = OFF"] {
      do throws(SQLiteError) {
        _ = try rows(SQLStatement(raw: "PRAGMA \(pragma)"))
      } catch {
        guard error.primary == SQLITE_BUSY else { throw error }
        return
      }
    }
    isSettled = true
  }

  /// Carries out a statement, and returns the cells of its rows.
  func rows(_ statement: SQLStatement) throws(SQLiteError) -> [[String]] {
    let compiled = try compile(statement.sql)
    defer {
      sqlite3_reset(compiled)
      sqlite3_clear_bindings(compiled)
    }
    for (index, argument) in statement.arguments.enumerated() {
      guard bind(argument, to: compiled, at: Int32(index + 1)) == SQLITE_OK else { throw error }
    }
    var rows: [[String]] = []
    while true {
      switch sqlite3_step(compiled) {
      case SQLITE_ROW: rows.append(Self.cells(of: compiled))
      case SQLITE_DONE: return rows
      default: throw error
      }
    }
  }

  var isInTransaction: Bool { handle.map { sqlite3_get_autocommit($0) == 0 } ?? false }

  var hold: Hold {
    guard let handle else { return .nothing }
    return switch sqlite3_txn_state(handle, "main") {
    case SQLITE_TXN_WRITE: .writing
    case SQLITE_TXN_READ: .reading
    default: .nothing
    }
  }

  /// Whether the file is no longer where it was opened.
  var hasMoved: Bool {
    guard let handle else { return true }
    var moved: Int32 = 0
    let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return code == SQLITE_OK && moved != 0
  }

  private func compile(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    if let known = prepared[sql] { return known }
    // The texts of range updates vary.
    if prepared.count >= 100 { forgetStatements() }
    guard let handle else { throw SQLiteError(code: SQLITE_MISUSE, text: "it is closed") }
    var compiled: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let compiled else { throw error }
    prepared[sql] = compiled
    return compiled
  }

  private func forgetStatements() {
    for statement in prepared.values { sqlite3_finalize(statement) }
    prepared = [:]
  }

  private func bind(
    _ argument: SQLArgument, to statement: OpaquePointer, at index: Int32
  ) -> Int32 {
    switch argument {
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      // SQLite makes a copy of its own (SQLITE_TRANSIENT).
      let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      return text.withUTF8 { bytes in
        let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        return sqlite3_bind_text64(
          statement, index, start, UInt64(bytes.count), copies, UInt8(SQLITE_UTF8))
      }
    }
  }

  /// By lengths, because a text may contain NUL.
  private static func cells(of statement: OpaquePointer) -> [String] {
    (0..<sqlite3_column_count(statement)).map { column in
      let start = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }

  private var error: SQLiteError { Self.error(of: handle) }

  private static func error(of handle: OpaquePointer?) -> SQLiteError {
    SQLiteError(
      code: sqlite3_extended_errcode(handle), text: String(cString: sqlite3_errmsg(handle)))
  }
}
