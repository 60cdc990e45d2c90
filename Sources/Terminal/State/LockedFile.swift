#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file with a lock on it, which ends with the object or its process, however that dies.
final class LockedFile {
  /// Why the system refused, as its error number.
  struct Refusal: Error {
    let code: Int32

    /// Another shell holds the lock.
    var isHeld: Bool { code == EWOULDBLOCK }
    /// The path leads to no file, or by now to another one.
    var isGone: Bool { code == ENOENT || code == ESTALE }

    init(_ code: Int32 = errno) { self.code = code }
  }

  let path: String
  let descriptor: Int32
  /// What is behind it is left over from an append that failed.
  var wholeSize: off_t = 0

  /// Opens a file and locks it, for reading shared with other readers, else for this shell alone.
  ///
  /// Nothing is waited for that is no file. Someone may have removed or replaced the file between
  /// its opening and its locking; then it is gone. `patience` is for how many milliseconds to try
  /// while another holds it. It has an end because a shell that was stopped keeps its locks.
  init(_ path: String, _ flags: Int32, patience: Int = 0) throws(Refusal) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw Refusal() }
    let lock = flags & O_ACCMODE == O_RDONLY ? LOCK_SH : LOCK_EX
    var millisecondsLeft = patience
    while flock(descriptor, lock | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK, millisecondsLeft > 0 else { throw Refusal() }
      millisecondsLeft -= 1
      usleep(1_000)
    }
    wholeSize = try status().st_size
    guard try isAtPath() else { throw Refusal(ESTALE) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // Closing is not enough while a process that is just being started has a copy of it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  func status() throws(Refusal) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Refusal() }
    return status
  }

  private func isAtPath() throws(Refusal) -> Bool {
    var found = stat()
    guard stat(path, &found) == 0 else { throw Refusal() }
    let own = try status()
    return (own.st_dev, own.st_ino) == (found.st_dev, found.st_ino)
  }

  /// What is in it, or so many bytes at its end where it holds more; nothing that never ends holds
  /// the reader up.
  func read(last most: Int) throws(Refusal) -> [UInt8] {
    let start = max(0, try status().st_size - off_t(most))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let wanted = min(buffer.count, most - bytes.count)
      let count = pread(descriptor, &buffer, wanted, start + off_t(bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Refusal() }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// The byte at its end; nil if it is empty.
  func lastByte() throws(Refusal) -> UInt8? {
    var byte: UInt8 = 0
    let size = try status().st_size
    guard size > 0, pread(descriptor, &byte, 1, size - 1) == 1 else { return nil }
    return byte
  }

  /// Takes all permissions from others, where there are any and the file system lets it.
  ///
  /// What a link leads to is somebody's choice, and stays as it is.
  func makePrivate() {
    guard !isLink, let status = try? status(), status.isRegular, status.st_mode & 0o077 != 0 else {
      return
    }
    fchmod(descriptor, status.st_mode & 0o600)
  }

  private var isLink: Bool {
    var found = stat()
    return lstat(path, &found) != 0 || found.st_mode & S_IFMT == S_IFLNK
  }

  func remove() throws(Refusal) {
    guard unlink(path) == 0 || errno == ENOENT else { throw Refusal() }
  }
}

extension stat {
  /// When the file was last written to.
  var modified: timespec {
    #if canImport(Glibc)
      st_mtim
    #else
      st_mtimespec
    #endif
  }
}
