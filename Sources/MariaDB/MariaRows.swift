#if MariaDB
  import CMariaDB

  /// Rows as libmariadb has them.
  enum MariaRows {
    /// The rows of a statement without parameters.
    static func texts(_ result: UnsafeMutablePointer<MYSQL_RES>) -> [[String]] {
      let columns = Int(mysql_num_fields(result))
      var rows: [[String]] = []
      while let row = mysql_fetch_row(result), let lengths = mysql_fetch_lengths(result) {
        rows.append(
          (0..<columns).map { text(row[$0].map { UnsafeRawPointer($0) }, Int(lengths[$0])) })
      }
      return rows
    }

    /// Of a prepared statement, whose result is stored.
    static func texts(_ statement: UnsafeMutablePointer<MYSQL_STMT>) -> [[String]] {
      let columns = Int(mysql_stmt_field_count(statement))
      let lengths = UnsafeMutableBufferPointer<UInt>.allocate(capacity: columns)
      lengths.initialize(repeating: 0)
      defer { lengths.deallocate() }
      // Without buffers, each fetch reports only the lengths.
      var binds = (0..<columns).map { column in
        var bind = MYSQL_BIND()
        bind.buffer_type = MYSQL_TYPE_BLOB
        bind.length = lengths.baseAddress.map { $0 + column }
        return bind
      }
      guard
        binds.withUnsafeMutableBufferPointer({
          mysql_stmt_bind_result(statement, $0.baseAddress)
        }) == 0
      else { return [] }
      var rows: [[String]] = []
      while true {
        let code = mysql_stmt_fetch(statement)
        guard code == 0 || code == MYSQL_DATA_TRUNCATED else { return rows }
        rows.append((0..<columns).map { cell(statement, $0, Int(lengths[$0])) })
      }
    }

    private static func cell(
      _ statement: UnsafeMutablePointer<MYSQL_STMT>, _ column: Int, _ count: Int
    ) -> String {
      let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: 1)
      defer { buffer.deallocate() }
      var (length, bind) = (UInt(0), MYSQL_BIND())
      bind.buffer_type = MYSQL_TYPE_BLOB
      bind.buffer = buffer
      bind.buffer_length = UInt(count)
      return withUnsafeMutablePointer(to: &length) {
        bind.length = $0
        mysql_stmt_fetch_column(statement, &bind, UInt32(column), 0)
        return text(UnsafeRawPointer(buffer), count)
      }
    }

    /// NULL is an empty text; no column that isolab reads contains one.
    private static func text(_ start: UnsafeRawPointer?, _ count: Int) -> String {
      String(
        decoding: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count),
        as: UTF8.self)
    }
  }
#endif
