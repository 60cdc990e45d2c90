import CEditline
import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension LineEditor {
  /// Reads one line; blocks until Return, Ctrl-C, Ctrl-D or the end of input.
  ///
  /// A SIGINT before the call is forgotten. The caller adds the line to the history.
  package func readLine() -> ReadResult {
    ending = nil
    isReading = true
    idleMilliseconds = 0
    bindSearch(explained: false)
    defer { isReading = false }
    keyboard.forgetSignals()
    // Debian's libedit prints the prompt while the terminal is cooked: keys typed on seeing it
    // would be lost.
    _ = editline_set_raw(editLine, 1)
    var count: Int32 = 0
    let characters = el_wgets(editLine, &count)  // not el_gets, which stops at a NUL
    switch (ending, characters) {
    case (.interrupted(let partial)?, _):
      return .interrupted(partial: partial)
    case (_, let characters?) where count > 0:
      var line = String(wide: UnsafeBufferPointer(start: characters, count: Int(count)))
      if line.last?.isNewline == true { line.removeLast() }
      return .line(line)
    default:
      // After the ^D that libedit has printed.
      if terminal.isInteractive, ending != .closed { terminal.write(.fixed("\n")) }
      return ending ?? .endOfFile
    }
  }

  /// Whether more has been typed, or pasted, than was read.
  package var hasTypedAhead: Bool { keyboard.hasMore }

  /// Forgets the lines typed ahead, as after Ctrl-C in the middle of a paste.
  package func discardTypedAhead() {
    keyboard.discard()
  }

  /// Gives libedit its next character and handles the other events meanwhile.
  ///
  /// Returns 1, or 0 at the end of input, or -1 to give up the line.
  func readCharacter(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    repairCursor()
    while true {
      switch keyboard.next(idleAfter: tickMilliseconds ?? -1) {
      case .scalar(let scalar):
        idleMilliseconds = 0
        character?.pointee = scalar.wide
        return 1
      case .interrupted:
        interrupt()
        errno = EINTR  // libedit then drops what it has, also where it does not edit
        return -1
      case .resized: redrawInNewSize()
      case .resumed: resume()
      case .idle:
        idleMilliseconds = idleMilliseconds &+ (tickMilliseconds ?? 0)
        if let notice = onTick() { notify(notice) }
      case .closed:
        ending = keyboard.isHungUp ? .closed : .endOfFile
        return 0
      case .ending:
        ending = .closed
        return 0
      case .failed(let code):
        ending = .failed(code)
        return -1
      }
    }
  }

  /// Corrects what libedit got wrong at the last key.
  ///
  /// On an empty line its vi mode moves to the end (`$`) by stepping before the start, and the next
  /// key would write there. In a line longer than the screen it does not follow the cursor to the
  /// end, and would draw text added there outside of its memory.
  private func repairCursor() {
    guard let line = el_wline(editLine)?.pointee, let start = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return }
    if cursor < start { el_cursor(editLine, Int32(start - cursor)) }
    let last = lastEnd
    lastEnd = cursor == end ? end - start : nil
    guard let length = lastEnd, length > 0, last != length - 1, terminal.isInteractive,
      endIsBelowScreen
    else { return }
    redraw()
  }
}
