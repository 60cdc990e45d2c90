#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes all of the bytes; false if that cannot be done, and then `errno` gives the reason.
func writeAll(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Bool {
  var rest = Array(bytes)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count == 0 { errno = ENOSPC }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
