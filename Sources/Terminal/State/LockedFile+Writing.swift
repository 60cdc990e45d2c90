#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension LockedFile {
  /// Appends all of the bytes, or none.
  ///
  /// If a partial record cannot be cut off either, the next append cuts it off first.
  func append(_ bytes: [UInt8], flush: Bool) throws(Refusal) {
    let status = try status()
    guard status.st_nlink > 0 else { throw Refusal(ENOENT) }
    if status.st_size > wholeSize, status.isRegular { try cut(to: wholeSize) }
    do throws(Refusal) {
      guard writeAll(bytes, to: descriptor) else { throw Refusal() }
      if flush { try self.flush() }
    } catch {
      if status.isRegular { try? cut(to: wholeSize) }
      throw error
    }
    wholeSize += off_t(bytes.count)
  }

  /// Drops everything from this size on.
  func cut(to size: off_t) throws(Refusal) {
    try repeated { ftruncate(descriptor, size) }
    wholeSize = size
  }

  /// Waits until the written bytes are on the disk.
  func flush() throws(Refusal) {
    #if canImport(Glibc)
      try repeated { fdatasync(descriptor) }
    #else
      try repeated { fsync(descriptor) }
    #endif
  }

  /// A signal is no reason to give up.
  private func repeated(_ call: () -> Int32) throws(Refusal) {
    while call() != 0 {
      guard errno == EINTR else { throw Refusal() }
    }
  }
}
