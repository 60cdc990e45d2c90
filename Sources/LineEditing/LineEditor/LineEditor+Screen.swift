import CEditline
import Layout

/// What is drawn beside libedit, which knows only the prompt and the line.
///
/// Each of these moves the cursor by the layout computed here, then lets libedit draw afresh.
extension LineEditor {
  /// Shows a text above the prompt and the line being typed; between two reads just prints it.
  package func notify(_ notice: Notice) {
    let isDrawn = isReading && terminal.isInteractive
    if isDrawn { erase() }  // the old prompt, before there is another
    if let prompt = notice.prompt { self.prompt = prompt }
    terminal.write(notice.lines.map { TerminalText($0) + .fixed("\n") }.joined())
    if isDrawn { _ = editline_draw(editLine) }
  }

  /// Draws prompt and line in the terminal's new size.
  ///
  /// Terminals rewrap their rows themselves, so the cursor is where the new width puts it.
  func redrawInNewSize() {
    erase()
    adoptSize()
    _ = editline_draw(editLine)
  }

  /// Tells libedit the size of the terminal, unless it is too large for its memory.
  func adoptSize() {
    if terminal.fitsMemory { el_resize(editLine) }
  }

  /// Draws prompt and line afresh where they are.
  func redraw() {
    erase()
    _ = editline_draw(editLine)
  }

  /// Whether the line is longer than the screen.
  var endIsBelowScreen: Bool { layout.end.row >= terminal.size.rows - 1 }

  /// Goes below the text, as Return would, after a mark at its end.
  func leaveText(with mark: StaticString = "") {
    guard terminal.isInteractive else { return }
    let (cursor, end) = layout
    let down = min(end.row - cursor.row, terminal.size.rows - 1)
    let below = down > 0 ? TerminalText.fixed("\u{1b}[", down, "B") : TerminalText()
    let place = below + .fixed("\u{1b}[", end.column + 1, "G")
    terminal.write((movesUp ? place : TerminalText()) + .fixed(mark) + .fixed("\n"))
  }

  /// What is typed, before and after the cursor.
  var editedText: (before: String, after: String) {
    guard let line = el_wline(editLine)?.pointee, let start = line.buffer,
      let cursor = line.cursor, let end = line.lastchar
    else { return ("", "") }
    return (
      String(wide: UnsafeBufferPointer(start: start, count: cursor - start)),
      String(wide: UnsafeBufferPointer(start: cursor, count: end - cursor))
    )
  }

  /// Removes prompt and line from the screen; the cursor is where the prompt began.
  ///
  /// Row by row: tmux takes "clear to the end" in the first row for a reason to scroll.
  private func erase() {
    guard movesUp else { return terminal.write(.fixed("\n")) }
    let (cursor, end) = layout
    let rows = min(end.row, terminal.size.rows - 1)
    let down = repeatElement(TerminalText.fixed("\n"), count: max(0, rows - cursor.row)).joined()
    let up = repeatElement(TerminalText.fixed("\r\u{1b}[K\u{1b}[A"), count: rows).joined()
    terminal.write(down + up + .fixed("\r\u{1b}[K"))
  }

  /// Where the cursor and the end of the text are.
  private var layout: (cursor: CellPosition, end: CellPosition) {
    var position = CellPosition(columns: terminal.size.columns)
    let (before, after) = editedText
    position.advance(over: shownPrompt.visible)
    position.advance(over: before)
    let cursor = position
    position.advance(over: after)
    return (cursor, position)
  }
}
