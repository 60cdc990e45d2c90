package import Layout
import LineEditing
import Telling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stream of text that notices when it cannot be written.
///
/// A terminal only shows what is written to it: control characters do not take effect.
package struct Output {
  package static let standard = Output(descriptor: STDOUT_FILENO)
  package static let error = Output(descriptor: STDERR_FILENO)

  let descriptor: Int32

  /// Writes a line at once.
  package func line(_ line: String) { text(line.hasSuffix("\n") ? line : line + "\n") }

  /// Writes a line for people, broken between words where a terminal is narrower.
  ///
  /// The other lines begin with the continuation. The start of the line may have a look.
  package func prose(
    _ text: String, _ continuation: String = "  ", start: (text: String, style: Style) = ("", .none)
  ) {
    let rows =
      isatty(descriptor) == 1 ? broken(text, to: LineEditor.columns, continuation) : [text]
    let first = StyledText(rows[0], start: start.text, start.style)
    lines([first] + rows.dropFirst().map { StyledText($0) })
  }

  /// Writes a text at once, without ending the line.
  package func text(_ text: String) { send(TerminalText(text)) }

  /// Writes a text in its looks at once, without ending the line.
  func text(_ text: StyledText) { send(TerminalText(text)) }

  /// Writes lines at once.
  package func lines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    text(lines.joined(separator: "\n") + "\n")
  }

  /// Writes lines in their looks at once.
  package func lines(_ lines: some Sequence<StyledText>) {
    send(lines.map { TerminalText($0) + .fixed("\n") }.joined())
  }

  /// Closes the file after everything has been handed to the system, to notice a full disk.
  package func flush() {
    guard descriptor == STDOUT_FILENO, close(descriptor) != 0, errno != EBADF else { return }
    fail()
  }

  /// Writes a line over the one that is there, or nothing; the next text goes there too.
  func overwrite(with line: String = "") {
    send(.fixed("\r") + TerminalText(line) + .fixed("\u{1B}[K"))
  }

  private func send(_ text: TerminalText) {
    if !writeAll(text.source.utf8, to: descriptor) { fail() }
  }

  /// Leaves quietly if nobody reads any more; at once, unless the program first has to clean up
  /// (`Endings`).
  ///
  /// Any other fault is reported on standard error, if that can be written.
  private func fail() {
    let code = errno
    if code == EPIPE, Endings.areCaught { return Endings.noteBrokenPipe() }
    if code != EPIPE, descriptor != STDERR_FILENO {
      Self.error.line("isolab: cannot write: \(String(cString: strerror(code)))")
    }
    if descriptor != STDERR_FILENO { exit(ExitStatus.internal.rawValue) }
  }
}
