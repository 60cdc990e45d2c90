#if PostgreSQL
  import CPostgreSQL

  /// The complete answer of a server to what was sent.
  struct PGReply {
    private(set) var rows: [[String]] = []
    /// The tag of the last statement, such as `COMMIT`.
    private(set) var tag = ""
    /// The first one.
    private(set) var error: PGError?

    /// Adds the result of one statement, and frees it.
    mutating func take(_ result: OpaquePointer) {
      defer { PQclear(result) }
      let status = PQresultStatus(result)
      guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
        error = error ?? PGError(result)
        return
      }
      tag = String(cString: PQcmdStatus(result))
      for row in 0..<PQntuples(result) {
        rows.append((0..<PQnfields(result)).map { Self.text(result, row, $0) })
      }
    }

    private static func text(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> String {
      let bytes = UnsafeRawBufferPointer(
        start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// An error as the server reports it.
  struct PGError: Error, Hashable {
    /// Its five characters: SQLSTATE.
    let state: String
    /// The first line of the message.
    let message: String
    /// The file in PostgreSQL's source that reported it.
    ///
    /// Unlike the message, it has no translations.
    let source: String

    init(_ result: OpaquePointer) {
      func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
      }
      // The letters are PG_DIAG_SQLSTATE and its kin, which are characters in C.
      state = field("C") ?? ""
      let text = field("M") ?? String(cString: PQresultErrorMessage(result))
      message = String(text.prefix { !$0.isNewline })
      source = field("F") ?? ""
    }

    var report: String { state.isEmpty ? message : "\(state) \(message)" }
  }
#endif
