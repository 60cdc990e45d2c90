#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Something other than a file, at the path of a file.
///
/// Reading it may never end, and writing to it may lose the data, so isolab refuses it unless the
/// user asked for it.
enum FileKind: CaseIterable {
  case folder, pipe, socket, device

  /// The reason for refusing it, in place of the system's message.
  var reason: String {
    switch self {
    case .folder: String(cString: strerror(EISDIR))
    case .pipe: "it is a FIFO, not a file"
    case .socket: "it is a socket, not a file"
    case .device: "it is a device, not a file"
    }
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

  /// Nil for a file.
  var kind: FileKind? {
    switch st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }

  /// Whether it is the null device, which discards all output and has no input.
  var isNullDevice: Bool {
    var null = stat()
    return st_mode & S_IFMT == S_IFCHR && Self.read("/dev/null", into: &null)
      && st_rdev == null.st_rdev
  }

  /// The status of a path; nil if nothing is there.
  static func of(_ path: String) -> stat? {
    var status = stat()
    return read(path, into: &status) ? status : nil
  }

  // In an extension of `stat` the name of the call means the type.
  private static func read(_ path: String, into status: inout stat) -> Bool {
    fstatat(AT_FDCWD, path, &status, 0) == 0
  }
}
