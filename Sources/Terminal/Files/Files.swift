import Language
import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading and rewriting files, with errors that name them.
package enum Files {
  package struct Problem: Error {
    package let text: String

    /// The text for the shell, without the program's name.
    var told: String { String(text.trimmingPrefix("isolab: ")) }

    package init(_ action: String, _ path: String, _ code: Int32 = errno) {
      self.init(action, path, because: String(cString: strerror(code)))
    }

    init(_ action: String, _ path: String, because reason: String) {
      let name = path == "-" ? "standard input" : printable(path)
      text = "isolab: cannot \(action) \(name): \(reason)"
    }
  }

  /// The whole file; `-` is standard input.
  ///
  /// Reading stops at a line that is longer than the bound allows. The code that cuts the bytes
  /// into lines refuses that line.
  ///
  /// - Throws: A `Problem`, also for a file that goes on beyond the bound.
  package static func read(_ path: String, _ bound: Bound = .scenario) throws(Problem) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem("read", path) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var lineStart = 0
    while bytes.count <= bound.bytes, bytes.count - lineStart <= bound.line {
      let count = systemRead(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw Problem("read", path)
      }
      guard count > 0 else { return bytes }
      let newline = buffer[..<count].lastIndex(of: 0x0A)
      lineStart = newline.map { bytes.count + $0 + 1 } ?? lineStart
      bytes += buffer[..<count]
    }
    guard bytes.count > bound.bytes else { return bytes }
    let line = 1 + bytes.prefix(bound.bytes).count { $0 == 0x0A }
    throw Problem(
      "read", path,
      because: "it is longer than \(bound.bytes >> 20) MiB, the most that isolab reads of "
        + "\(bound.name); the limit is reached in line \(line)")
  }

  /// The whole file, if it is a regular one; a FIFO is refused, because it may never be written.
  package static func readAtOnce(_ path: String) throws(Problem) -> [UInt8] {
    if let kind = stat.of(path)?.kind { throw Problem("read", path, because: kind.reason) }
    return try read(path)
  }

  /// Replaces the file as a whole: if that fails, the old file is unchanged.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(Problem) {
    var target = path
    if let real = realpath(path, nil) {
      target = String(cString: real)
      free(real)
    }
    var status = stat()
    guard stat(target, &status) == 0 else { throw Problem("rewrite", path) }
    if let kind = status.kind { throw Problem("rewrite", path, because: kind.reason) }
    guard access(target, W_OK) == 0 else { throw Problem("rewrite", path) }
    let draft = target + ".isolab-\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status.st_mode & 0o7777)
    guard descriptor >= 0 else { throw Problem("rewrite", path) }
    guard writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
      throw abandon(draft, descriptor, path)
    }
    close(descriptor)
    guard rename(draft, target) == 0 else { throw abandon(draft, nil, path) }
  }

  /// Writes a new file as a whole.
  ///
  /// - Throws: A `Problem`, also if such a file already exists.
  package static func create(_ path: String, with bytes: [UInt8]) throws(Problem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Problem("write", path) }
    guard writeAll(bytes, to: descriptor), fsync(descriptor) == 0 || errno == EINVAL else {
      let problem = Problem("write", path)
      close(descriptor)
      unlink(path)
      throw problem
    }
    close(descriptor)
  }

  private static func abandon(_ draft: String, _ descriptor: Int32?, _ path: String) -> Problem {
    let problem = Problem("rewrite", path)
    if let descriptor { close(descriptor) }
    unlink(draft)
    return problem
  }

  /// The names in a folder, in byte order; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func isFolder(_ path: String) -> Bool { stat.of(path)?.kind == .folder }

  /// Whether standard input is a file on disk rather than a pipe or a terminal.
  package static var inputIsFile: Bool {
    var status = stat()
    return fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
