import Language

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The lines that were typed in any shell, as a plain text file for this user alone.
///
/// Shells that run at the same time share it. Each opens it anew for every line and holds a lock
/// meanwhile, so lines do not mix, and one shell may replace the file while others wait.
struct HistoryFile: Sendable {
  private let directory: StateDirectory
  /// How many lines are read, and left when the file is shortened.
  let limit: Int
  /// For how many milliseconds to wait for another shell.
  let patience: Int
  var path: String { directory.path(of: "history") }

  /// Longer lines, in bytes, are not kept.
  private static let longestLine = 65_536

  /// Only the end of a longer file is read; a file that is twice as long is shortened.
  static let mostBytes = 4 << 20

  init(in directory: StateDirectory, limit: Int = 10_000, patience: Int = 1_000) {
    self.directory = directory
    self.limit = limit
    self.patience = patience
  }

  /// The newest lines, oldest first; none if there is no file or it may not be read.
  ///
  /// Bytes that are not a line of text are skipped.
  ///
  /// - Throws: A `Problem` if the path leads to something other than a file.
  func read() throws(Files.Problem) -> [String] {
    try refuseOtherThanFiles("read")
    guard let bytes = try? newest(of: opened(O_RDONLY)) else { return [] }
    return lines(of: bytes)
  }

  /// The null device counts as a file: a history that is a link to it keeps nothing.
  private func refuseOtherThanFiles(_ action: String) throws(Files.Problem) {
    guard let found = stat.of(path), let kind = found.kind, !found.isNullDevice else { return }
    throw Files.Problem(action, path, because: kind.reason)
  }

  /// Adds a line as the newest.
  ///
  /// A line that could not be read back is skipped. The line survives the end of this process at
  /// once; a failure of the machine may lose the last few.
  func append(_ line: String) throws(Files.Problem) {
    let bytes = Array(line.utf8)
    guard Self.line(of: bytes) != nil else { return }
    try directory.create()
    try refuseOtherThanFiles("write")
    do throws(LockedFile.Refusal) {
      let file = try opened(O_RDWR | O_APPEND | O_CREAT)
      let isCutOff = try file.lastByte().map { $0 != 0x0A } ?? false
      try file.append((isCutOff ? [0x0A] : []) + bytes + [0x0A], flush: false)
      try shorten(file)
    } catch {
      guard error.isHeld else { throw Files.Problem("write", path, error.code) }
      throw Files.Problem("write", path, because: "another shell has locked it")
    }
  }

  /// Another shell may have replaced the file between our opening and locking it.
  ///
  /// Then we hold the old one, and the path leads to the new one.
  private func opened(_ flags: Int32) throws(LockedFile.Refusal) -> LockedFile {
    for _ in 0..<100 {
      do throws(LockedFile.Refusal) {
        let file = try LockedFile(path, flags, patience: patience)
        file.makePrivate()
        return file
      } catch {
        guard error.code == ESTALE else { throw error }
      }
    }
    throw LockedFile.Refusal(ESTALE)
  }

  /// The end of the file, from the start of a line on.
  private func newest(of file: LockedFile) throws(LockedFile.Refusal) -> ArraySlice<UInt8> {
    let bytes = try file.read(last: Self.mostBytes)
    guard try file.status().st_size > Self.mostBytes else { return bytes[...] }
    return bytes.drop { $0 != 0x0A }
  }

  /// Keeps only the newest lines once the file has more than twice as many, or more than twice as
  /// many bytes as are read.
  ///
  /// They go into a new file with the same permissions, which then replaces this one: after a
  /// crash, one of the two is there. All of it happens under the lock of the old file, so no shell
  /// appends to that meanwhile, and every shell can use the same name for the draft.
  private func shorten(_ file: LockedFile) throws(LockedFile.Refusal) {
    // Each line has a character and its end.
    let size = try file.status().st_size
    guard size > 4 * limit else { return }
    let bytes = try newest(of: file)
    guard size > 2 * Self.mostBytes || bytes.count(where: { $0 == 0x0A }) > 2 * limit else {
      return
    }
    let target = realPath
    let draft = try LockedFile(target + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    fchmod(draft.descriptor, try file.status().st_mode & 0o7777)
    try draft.append(lines(of: bytes).flatMap { Array($0.utf8) + [0x0A] }, flush: true)
    guard rename(draft.path, target) == 0 else { throw LockedFile.Refusal() }
  }

  /// The path without symbolic links, which are to stay links.
  private var realPath: String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private func lines(of bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split(separator: 0x0A).compactMap(Self.line).suffix(limit)
  }

  /// The line of these bytes; nil if it is too long or no text that can be typed.
  private static func line(of bytes: some Collection<UInt8>) -> String? {
    guard !bytes.isEmpty, bytes.count <= longestLine,
      let line = String(validating: bytes, as: UTF8.self),
      !line.unicodeScalars.contains(where: { $0.isControl && $0 != "\t" })
    else { return nil }
    return line
  }
}

extension Unicode.Scalar {
  /// Whether it is one of the controls of ASCII or of Latin 1.
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
