import Layout
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
  package func line(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n") }

  /// Writes a line for people, broken between words where a terminal is narrower; the other lines
  /// begin with the continuation.
  package func prose(_ text: String, _ continuation: String = "  ") {
    lines(isatty(descriptor) == 1 ? broken(text, to: LineEditor.columns, continuation) : [text])
  }

  /// Writes a text at once, without ending the line.
  package func text(_ text: String) { write(text) }

  /// Writes lines at once.
  package func lines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    write(lines.joined(separator: "\n") + "\n")
  }

  /// Closes the file after everything has been handed to the system, to notice a full disk.
  package func flush() {
    guard descriptor == STDOUT_FILENO, close(descriptor) != 0, errno != EBADF else { return }
    fail()
  }

  /// Writes a line over the one that is there, or nothing; the next text goes there too.
  func overwrite(with line: String = "") { send("\r\(terminalText(line))\u{1B}[K") }

  private func write(_ text: String) { send(terminalText(text)) }

  private func send(_ text: String) {
    if !writeAll(text.utf8, to: descriptor) { fail() }
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
