#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension LockedFile {
  /// Appends all of the bytes, or none.
  ///
  /// If even the cutting off of what was written in part fails, the next append begins with it.
  func append(_ bytes: [UInt8], flush: Bool) throws(Refusal) {
    let status = try status()
    guard status.st_nlink > 0 else { throw Refusal(ENOENT) }
    if status.st_size > wholeSize, status.isRegular { try cut(to: wholeSize) }
    do throws(Refusal) {
      try write(bytes)
      if flush { try self.flush() }
    } catch {
      if status.isRegular { try? cut(to: wholeSize) }
      throw error
    }
    wholeSize += off_t(bytes.count)
  }

  private func write(_ bytes: [UInt8]) throws(Refusal) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Refusal(count == 0 ? ENOSPC : errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Drops everything from this size on.
  func cut(to size: off_t) throws(Refusal) {
    try repeated { ftruncate(descriptor, size) }
    wholeSize = size
  }

  /// Waits until the disk has what was written.
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

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
