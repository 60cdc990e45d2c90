import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks at a file before SQLite does, because SQLite may write to a database that it only opens.
enum SQLiteHeader {
  /// The place of the mark of its application in a database, four bytes.
  private static let mark = 68..<72
  private static let magic = Array("SQLite format 3\0".utf8)

  /// Whether there is a file that is not empty; nothing is opened.
  ///
  /// - Throws: a failure if there is something else.
  static func isFile(_ path: String, place: String) throws(StoreFailure) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw unreadable(place) }
      return false
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreFailure("\(place): this is not a regular file")
    }
    return status.st_size > 0
  }

  /// Reads the mark, if there is a file.
  ///
  /// No connection of this process may have the file open: POSIX ends all locks of a process on a
  /// file when it closes the file once.
  ///
  /// - Throws: a failure if isolab did not create the file.
  static func check(_ path: String, place: String) throws(StoreFailure) {
    guard try isFile(path, place: place) else { return }
    let bytes = try first(mark.upperBound, of: path, place)
    guard bytes.starts(with: magic), bytes.count == mark.upperBound else {
      throw StoreFailure("\(place): the file is not an SQLite database")
    }
    let id = bytes[mark].reduce(0) { $0 << 8 | Int32($1) }
    guard id == SQLiteFile.applicationID else {
      throw StoreFailure(
        "\(place): isolab did not create this database and leaves it alone; name a new file")
    }
  }

  /// Whether there is anything at the path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func first(
    _ count: Int, of path: String, _ place: String
  ) throws(StoreFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(place) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = read(descriptor, &bytes, count)
    guard got >= 0 else { throw unreadable(place) }
    return Array(bytes.prefix(got))
  }

  private static func unreadable(_ place: String) -> StoreFailure {
    StoreFailure("\(place): the file cannot be read: \(String(cString: strerror(errno)))")
  }
}
