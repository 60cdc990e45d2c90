import CEditline
import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Restores the terminal, whatever ends the process.
///
/// A signal handler can reach only globals. So the mode to restore is in memory that is allocated
/// once and written before a handler is installed. The handler only reads it.
enum TerminalRescue {
  /// The terminal as it was, its descriptor, and what leaves the screen.
  private struct Saved {
    var attributes = termios()
    var descriptor: Int32 = -1
    var leaving: (bytes: UnsafeMutablePointer<UInt8>, count: Int)?
  }

  // Written while no handler is installed; the process has one thread that does so.
  nonisolated(unsafe) private static let saved: UnsafeMutablePointer<Saved> = {
    let place = UnsafeMutablePointer<Saved>.allocate(capacity: 1)
    place.initialize(to: Saved())
    return place
  }()

  /// Signals that end a process: asked for, or for a fault such as a failed precondition.
  ///
  /// A program that catches the first two leaves its keys by itself.
  private static var endings: [Int32] { (Endings.areCaught ? [] : [SIGTERM, SIGHUP]) + faults }

  private static let faults = [
    SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
  ]

  /// Switches to single keys without echo, and to another screen if one is drawn.
  static func take(_ descriptor: Int32, draws: Bool) {
    if saved.pointee.descriptor < 0 {
      guard tcgetattr(descriptor, &saved.pointee.attributes) == 0 else { return }
      let text = draws ? "\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l" : ""
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
      for (index, byte) in text.utf8.enumerated() { bytes[index] = byte }
      saved.pointee.leaving = (bytes, text.utf8.count)
      saved.pointee.descriptor = descriptor
      for number in endings { _ = editline_catch(number, TerminalRescue.end) }
    }
    var raw = saved.pointee.attributes
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    _ = tcsetattr(descriptor, TCSADRAIN, &raw)
    if draws { Terminal().write(.fixed("\u{1B}[?1049h\u{1B}[?25l")) }
  }

  /// Leaves the screen, and switches back.
  static func giveBack() {
    guard saved.pointee.descriptor >= 0 else { return }
    fflush(editline_stdout())
    restore()
    for number in endings { signal(number, SIG_DFL) }
    saved.pointee.leaving?.bytes.deallocate()
    saved.pointee.leaving = nil
    saved.pointee.descriptor = -1
  }

  /// Only calls that a signal handler may make.
  private static func restore() {
    if let leaving = saved.pointee.leaving {
      _ = write(STDOUT_FILENO, leaving.bytes, leaving.count)
    }
    _ = tcsetattr(saved.pointee.descriptor, TCSANOW, &saved.pointee.attributes)
  }

  /// Restores the terminal, and lets the signal take its usual effect.
  private static let end: @convention(c) (Int32) -> Void = { number in
    TerminalRescue.restore()
    signal(number, SIG_DFL)
    raise(number)
  }
}
