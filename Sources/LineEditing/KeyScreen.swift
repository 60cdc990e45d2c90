import CEditline
package import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal as a screen that is drawn as a whole, and a keyboard of single keys.
///
/// While one is open, the terminal neither echoes nor makes signals of keys. Closing it, being
/// stopped, and being ended by a signal or a failed precondition leave the terminal as it was.
package final class KeyScreen {
  private let terminal = Terminal()
  private let keyboard: Keyboard
  private let descriptor: Int32
  private let draws: Bool
  /// An event that came right after an Escape and is still to be handled.
  private var held: KeyboardEvent?
  private var isOpen = false

  /// Takes the terminal; nil where standard input and output are none.
  ///
  /// `draws`: whether there is a screen, or lines below each other.
  package init?(draws: Bool) {
    guard terminal.isInteractive else { return nil }
    Terminal.adoptUTF8()
    self.draws = draws
    descriptor = fileno(editline_stdin())
    keyboard = Keyboard(descriptor: descriptor)
    Interrupts.install()  // a SIGINT from elsewhere is a key, too
    keyboard.forgetSignals()
    open()
  }

  deinit { close() }

  /// Rows and columns now.
  package var size: (rows: Int, columns: Int) { terminal.size }

  /// Draws the rows from the top, and clears what is below.
  package func draw(_ rows: [TerminalText]) {
    let lines = rows.map { .fixed("\u{1B}[2K") + $0 }.joined(by: "\r\n")
    terminal.write(.fixed("\u{1B}[H") + lines + .fixed("\u{1B}[J\u{1B}[H"))
  }

  /// Draws the rows that differ from those that are there, which are as many.
  package func draw(_ rows: [TerminalText], over old: [TerminalText]) {
    let changes = rows.indices.filter { rows[$0] != old[$0] }
      .map { .fixed("\u{1B}[", $0 + 1, ";1H\u{1B}[2K") + rows[$0] }
    terminal.write(changes.joined() + .fixed("\u{1B}[H"))
  }

  /// Writes a text below what was written.
  package func write(_ text: TerminalText) { terminal.write(text) }

  /// Waits for the next key or event.
  package func next() -> Key {
    while true {
      if let key = next(within: -1) { return key }
    }
  }

  /// Waits for the next key or event; nil after that number of milliseconds, never when negative.
  package func next(within milliseconds: Int32) -> Key? {
    while true {
      let event = held ?? keyboard.next(idleAfter: milliseconds)
      held = nil
      switch event {
      case .scalar("\u{3}"): return .interrupt
      case .scalar("\u{1A}"):
        suspend()
        return .redraw
      case .scalar("\u{1B}"): if let key = sequence() { return key }
      case .scalar(let scalar): return .scalar(scalar)
      case .interrupted: return .interrupt
      case .resized: return .redraw
      case .resumed:
        isOpen = false
        open()
        return .redraw
      case .idle: return nil
      case .closed, .ending, .failed: return .closed
      }
    }
  }

  /// Gives the terminal back as it was.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    TerminalRescue.giveBack()
  }

  private func open() {
    TerminalRescue.take(descriptor, draws: draws)
    isOpen = true
  }

  /// Ctrl-Z: stops the whole job, as the terminal itself would.
  private func suspend() {
    close()
    kill(0, SIGTSTP)
    SignalPipe.resume.take()
    open()
  }

  /// Reads on after an escape; a lone one is the key Escape, an unknown sequence nothing.
  ///
  /// A key that was pressed right after Escape is a key of its own, however fast both arrive.
  private func sequence() -> Key? {
    let event = keyboard.next(idleAfter: 50)
    guard case .scalar(let first) = event, first == "[" || first == "O" else {
      if case .idle = event {} else { held = event }
      return .escape
    }
    var text = ""
    while case .scalar(let scalar) = keyboard.next(idleAfter: 50), text.count < 16 {
      text.unicodeScalars.append(scalar)
      if (0x40...0x7E).contains(scalar.value) { break }
    }
    switch text {
    case "C", "B", "6~": return .forward
    case "D", "A", "5~": return .back
    case "H", "1~": return .start
    case "F", "4~": return .end
    default: return nil
    }
  }
}

/// What the keyboard of a screen reports.
package enum Key: Hashable, Sendable {
  case scalar(Unicode.Scalar)
  case escape
  /// Right, down, page down: also what a presenter's remote sends.
  case forward
  /// Left, up, page up.
  case back
  case start, end
  /// Ctrl-C.
  case interrupt
  /// The screen has to be drawn again, perhaps in another size.
  case redraw
  /// The terminal is gone.
  case closed
}
