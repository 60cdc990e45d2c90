import Language
import LineEditing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines of standard input, each as soon as it arrives.
///
/// If a line is too long, only its start is handed out, one byte too long, so that the parser
/// refuses it; the rest is skipped. So a line takes at most the memory of the longest legal one,
/// and each byte is inspected once.
package struct InputLines: IteratorProtocol {
  /// The error number if reading failed before the end of input; the part of a line that was read
  /// by then is dropped.
  package private(set) var failure: Int32?
  /// The bytes that were read: first those that were handed out, then the current line.
  private var buffer: [UInt8] = []
  /// Where the current line starts, and where the search for its end continues.
  private var (start, unsearched) = (0, 0)
  /// Whether the start of the current line has been handed out, so that the rest is skipped.
  private var isPassing = false
  private var isAtEnd = false
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// With the carriage return of its end.
  private static let longest = ScriptError.Limit.lineLength.most + 1

  /// Whether Ctrl-C ends the input.
  private let endsWhenCancelled: Bool

  package init(endsWhenCancelled: Bool = false) { self.endsWhenCancelled = endsWhenCancelled }

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

  /// The current line up to there, cut if it is too long; nil if its start was handed out.
  private mutating func take(upTo end: Int) -> [UInt8]? {
    defer { isPassing = false }
    return isPassing ? nil : Array(buffer[start..<end].prefix(Self.longest))
  }

  private mutating func read() {
    buffer.removeFirst(start)
    (start, unsearched) = (0, buffer.count)
    if endsWhenCancelled, !Cancellation.isReadable(STDIN_FILENO) {
      isAtEnd = true
      return
    }
    let count = systemRead(STDIN_FILENO, &chunk, chunk.count)
    if count < 0, errno == EINTR { return }
    if count < 0 { (failure, buffer, unsearched) = (errno, [], 0) }
    if count <= 0 { isAtEnd = true } else { buffer += chunk[..<count] }
  }
}
