import Layout
import LineEditing
import Presenting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the speaker reads during a demonstration: a file that grows, a FIFO, or a second terminal.
///
/// The demonstration never waits for it. A failed write is reported once, and is tried again
/// with the next card.
package struct SpeakerNotes {
  private let path: String
  private let title: String
  /// Nil while nobody reads a FIFO.
  private var descriptor: Int32?
  /// What was written last, and at which time.
  private var last: (card: SpeakerCard, clock: String)?
  private var hasComplained = false
  private let start = ContinuousClock.now

  /// The start of what is written, by which a file is known as one for notes.
  private static let heading = "isolab notes: "

  /// Opens it; a file is made where there is none, and notes are added to one that has notes.
  package init(_ path: String, titled title: String) throws(Files.Problem) {
    (self.path, self.title) = (path, title)
    let status = stat.of(path)
    if status?.kind == .socket {
      throw Files.Problem("write notes to", path, because: FileKind.socket.reason)
    }
    if let status, status.isRegular, status.st_size > 0, !Self.beginsAsNotes(path) {
      throw Files.Problem(
        "write notes to", path, because: "it is not a notes file; name a new file")
    }
    signal(SIGPIPE, SIG_IGN)
    descriptor = Self.open(path)
    guard let descriptor else {
      guard errno == ENXIO, status?.kind == .pipe else {
        throw Files.Problem("write notes to", path)
      }
      return
    }
    if tcgetpgrp(descriptor) != -1 {
      close(descriptor)
      throw Files.Problem(
        "write notes to", path, because: "the demonstration is on this terminal; name another one")
    }
  }

  /// For how many milliseconds it can be left alone; negative if until the next key.
  var patience: Int32 { descriptor == nil || columns != nil ? 1_000 : -1 }

  /// Shows the card if it is new; returns what to tell the speaker, if anything.
  mutating func show(_ card: SpeakerCard) -> String? {
    let clock = clock
    if let last, last.card == card, columns == nil || last.clock == clock { return nil }
    descriptor = descriptor ?? Self.open(path)
    guard let descriptor else { return complain() }
    guard writeAll(text(of: card, at: clock).source.utf8, to: descriptor) else { return complain() }
    (last, hasComplained) = ((card, clock), false)
    return nil
  }

  /// A page on a terminal, cleared before; anywhere else lines below each other.
  private func text(of card: SpeakerCard, at clock: String) -> TerminalText {
    let heading = Self.heading + title
    if let columns {
      let rows = broken(heading, to: columns, "  ") + [""] + card.rows(at: clock, columns: columns)
      return .fixed("\u{1B}[H\u{1B}[2J") + rows.map { TerminalText($0) + .fixed("\r\n") }.joined()
    }
    let rows = card.rows(at: clock, columns: 76, after: last?.card)
    let start = last == nil ? "\(heading)\n\n" : "\n"
    return TerminalText("\(start)\(rows.joined(separator: "\n"))\n")
  }

  /// Says once why nothing can be written.
  private mutating func complain() -> String? {
    let code = errno
    if code == EPIPE, let descriptor {
      close(descriptor)
      self.descriptor = nil
    }
    last = nil
    guard !hasComplained else { return nil }
    hasComplained = true
    let name = printable(path)
    return code == ENXIO || code == EPIPE
      ? "nobody reads the notes; try cat \(name)"
      : "cannot write the notes to \(name): \(String(cString: strerror(code)))"
  }

  /// The width of the terminal; nil where it is none.
  private var columns: Int? { descriptor.flatMap(LineEditor.columns) }

  /// The time of day, and how long the demonstration has been shown.
  private var clock: String {
    var (now, parts) = (time(nil), tm())
    localtime_r(&now, &parts)
    let minutes = (ContinuousClock.now - start).components.seconds / 60
    let digits = [parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(digits.joined(separator: ":"))  \(minutes) min"
  }

  /// Without waiting for anybody; nil, with `errno` telling why, if that cannot be done.
  private static func open(_ path: String) -> Int32? {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = openat(AT_FDCWD, path, flags, 0o666)
    return descriptor < 0 ? nil : descriptor
  }

  private static func beginsAsNotes(_ path: String) -> Bool {
    let descriptor = openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: heading.utf8.count)
    let count = read(descriptor, &bytes, bytes.count)
    return count == bytes.count && bytes.elementsEqual(heading.utf8)
  }
}
