import CEditline

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension LineEditor {
  /// Reads one line; blocks until Return, Ctrl-C, Ctrl-D or the end of input.
  ///
  /// A SIGINT that came before the call is forgotten. The history is the caller's to feed.
  package func readLine() -> ReadResult {
    ending = nil
    isReading = true
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
      if terminal.isInteractive, ending != .closed { terminal.write("\n") }
      return ending ?? .endOfFile
    }
  }

  /// Forgets the lines typed ahead, as after Ctrl-C in the middle of a paste.
  package func discardTypedAhead() {
    keyboard.discard()
  }

  /// Gives libedit its next character and handles the other events meanwhile.
  ///
  /// Returns 1, or 0 at the end of input, or -1 when the line is to be given up.
  func readCharacter(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      switch keyboard.next(idleAfter: tickMilliseconds ?? -1) {
      case .scalar(let scalar):
        character?.pointee = scalar.wide
        return 1
      case .interrupted:
        interrupt()
        errno = EINTR  // libedit then drops what it has, also where it does not edit
        return -1
      case .resized: redrawInNewSize()
      case .resumed: resume()
      case .idle:
        if let text = onTick() { notify(text) }
      case .closed:
        ending = keyboard.isHungUp ? .closed : .endOfFile
        return 0
      case .failed(let code):
        ending = .failed(code)
        return -1
      }
    }
  }
}
