#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder for files that outlive a shell, as the XDG Base Directory Specification places it.
struct StateDirectory: Hashable, Sendable {
  let path: String

  /// The folder at that path.
  init(path: String) { self.path = path }

  /// The folder that the environment names, which need not exist yet.
  ///
  /// - Throws: A `Problem` if neither XDG_STATE_HOME nor HOME is an absolute path; relative ones
  ///   do not count.
  init(environment: (String) -> String? = variable) throws(Files.Problem) {
    func folder(_ name: String) -> String? {
      environment(name).flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
    }
    if let state = folder("XDG_STATE_HOME") {
      path = "\(state)/isolab"
    } else if let home = folder("HOME") {
      path = "\(home)/.local/state/isolab"
    } else {
      throw Files.Problem(
        "isolab: there is no place for the journal and the history: HOME is not set")
    }
  }

  /// The path of a file in it.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Creates the folder and its missing parents, for this user only.
  func create() throws(Files.Problem) {
    guard let code = Self.make(path) else { return }
    throw Files.Problem("create", path, code)
  }

  /// The error number; nil if the folder then exists.
  private static func make(_ path: String) -> Int32? {
    if mkdir(path, 0o700) == 0 { return nil }
    let code = errno
    if code == EEXIST { return isFolder(path) ? nil : ENOTDIR }
    guard code == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex
    else { return code }
    return make(String(path[..<slash])) ?? (mkdir(path, 0o700) == 0 || isFolder(path) ? nil : errno)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names of the files in it that begin with this prefix; none if the folder cannot be read.
  func names(startingWith prefix: String) -> [String] {
    Files.names(in: path).filter { $0.hasPrefix(prefix) }
  }

  /// Waits until the list of its files is on the disk, on file systems that can do that.
  ///
  /// It matters only if the machine fails, so a refusal is ignored.
  func flush() {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// A variable of the environment.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

extension Files.Problem {
  /// A problem in words of its own.
  init(_ text: String) { self.text = text }
}
