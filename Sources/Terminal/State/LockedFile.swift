#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file with a lock that ends with the object or its process, however that ends.
final class LockedFile {
  /// Why the system refused, as its error number.
  struct Refusal: Error {
    let code: Int32

    /// Another shell holds the lock.
    var isHeld: Bool { code == EWOULDBLOCK }
    /// The path leads to no file, or to another one by now.
    var isGone: Bool { code == ENOENT || code == ESTALE }

    init(_ code: Int32 = errno) { self.code = code }
  }

  let path: String
  let descriptor: Int32
  /// Bytes after this size are left over from a failed append.
  var wholeSize: off_t = 0

  /// Opens a file and locks it: for reading, shared with other readers; otherwise exclusively.
  ///
  /// It never waits for a FIFO or the like. If another process removed or replaced the file before
  /// the lock was taken, the file is gone. While another shell holds the lock, it tries again for
  /// `patience` milliseconds, and no longer, because a stopped shell keeps its locks.
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
    // Closing is not enough while a process that is just starting has a copy of the descriptor.
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

  /// Its contents, or that many bytes at its end if it holds more.
  ///
  /// An endless file does not block the reader.
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

  /// Removes all permissions of other users, if the file system allows it.
  ///
  /// The target of a link was somebody's choice and keeps its permissions.
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
