import Language

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines of standard input, each as soon as it has come.
///
/// Of a line that is too long only the start is handed out, one byte too long, so that the parser
/// refuses it; the rest is passed over. So a line takes at most the memory of the longest legal
/// one, and each byte is looked at once.
package struct InputLines: IteratorProtocol {
  /// The error number where reading has failed, and this is not the end of input; what had come of
  /// a line by then is no line.
  package private(set) var failure: Int32?
  /// What has been read: first what has been handed out, then the present line.
  private var buffer: [UInt8] = []
  /// Where the present line starts, and from where on nobody has looked for its end.
  private var (start, unsearched) = (0, 0)
  /// Whether the start of the present line has been handed out, so that the rest is not.
  private var isPassing = false
  private var isAtEnd = false
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// With the carriage return of its end.
  private static let longest = ScriptError.Limit.lineLength.most + 1

  package init() {}

  package mutating func next() -> [UInt8]? {
    while true {
      if let newline = buffer[unsearched...].firstIndex(of: 0x0A) {
        let line = take(upTo: newline)
        (start, unsearched) = (newline + 1, newline + 1)
        if let line { return line.last == 0x0D ? line.dropLast() : line }
        continue
      }
      unsearched = buffer.count
      if isPassing || buffer.count - start > Self.longest || isAtEnd {
        let line = take(upTo: buffer.count)
        start = buffer.count
        isPassing = !isAtEnd
        if let line { return isAtEnd && line.isEmpty ? nil : line }
        if isAtEnd { return nil }
      }
      read()
    }
  }

  /// The present line as far as that, cut where it is too long; nil if its start is handed out.
  private mutating func take(upTo end: Int) -> [UInt8]? {
    defer { isPassing = false }
    return isPassing ? nil : Array(buffer[start..<end].prefix(Self.longest))
  }

  private mutating func read() {
    buffer.removeFirst(start)
    (start, unsearched) = (0, buffer.count)
    let count = systemRead(STDIN_FILENO, &chunk, chunk.count)
    if count < 0, errno == EINTR { return }
    if count < 0 { (failure, buffer, unsearched) = (errno, [], 0) }
    if count <= 0 { isAtEnd = true } else { buffer += chunk[..<count] }
  }
}
