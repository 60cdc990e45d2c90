/// How one call of `LineEditor.readLine()` ended.
///
/// On a terminal the cursor is then at the start of an empty row, whatever the result.
package enum ReadResult: Equatable, Sendable {
  /// Return was typed; the text is without its line end.
  case line(String)
  /// Ctrl-C dropped the line, of which this much was typed; the dialogue goes on.
  case interrupted(partial: String)
  /// Ctrl-D on an empty line.
  case endOfFile
  /// The terminal went away, or a signal asks the process to end.
  case closed
  /// Reading failed with this `errno`.
  case failed(Int32)
}
