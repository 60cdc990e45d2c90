import CEditline
package import Layout

/// A line of text read from the terminal, with libedit's editing, history and completion.
///
/// One per process, on one thread. While a line is read the terminal is raw and Ctrl-C, Ctrl-Z and
/// Tab are keys of this class; between two reads it is cooked (see `Interrupts`). libedit's own
/// signal handling stays off, because it re-raises what it catches.
///
/// The parts: `Keyboard` gives the events, `LineEditor+Reading` feeds them to libedit,
/// `LineEditor+Keys` holds the three keys, `LineEditor+Screen` what is drawn beside libedit.
package final class LineEditor {
  /// The text before the line.
  package var prompt: StyledText {
    didSet { shownPrompt = Prompt(prompt, coloured: movesUp) }
  }

  /// Answers Tab, given the text before the cursor.
  package var complete: (_ textBeforeCursor: String) -> Completion = { _ in .none }

  /// The pause in typing after which `onTick` is called, and the time until it is called again; nil
  /// for never.
  package var tickMilliseconds: Int32?

  /// The pause in typing so far, measured in ticks.
  package internal(set) var idleMilliseconds: Int32 = 0

  /// Called while a line is read and nothing is typed; what it returns is shown by `notify(_:)`.
  package var onTick: () -> Notice? = { nil }

  /// A text that is shown above the line while it is read, and the new prompt of the line.
  package struct Notice {
    let lines: [StyledText]
    /// Nil: the same as before.
    let prompt: StyledText?

    package init(_ lines: [StyledText], prompt: StyledText? = nil) {
      (self.lines, self.prompt) = (lines, prompt)
    }
  }

  let editLine: OpaquePointer
  let history: OpaquePointer
  let terminal = Terminal()
  let keyboard: Keyboard
  /// Whether the terminal can move the cursor up; otherwise everything is redrawn below.
  let movesUp: Bool
  var shownPrompt: Prompt
  var isReading = false
  /// The length of the line when the cursor was last seen at its end; nil if it was not there.
  var lastEnd: Int?
  /// Why the line being read ends without Return; nil for Ctrl-D.
  var ending: ReadResult?

  /// Starts libedit on the standard streams; nil when it cannot start, as on a screen of a billion
  /// cells.
  ///
  /// `program` is the name that selects lines in `~/.editrc`. Sets the process's LC_CTYPE,
  /// and TERM where that is no name.
  package init?(program: String) {
    Terminal.adoptUTF8()
    Terminal.adoptName()
    let input = editline_stdin()
    guard terminal.fitsMemory,
      let editLine = el_init(program, input, editline_stdout(), editline_stderr())
    else {
      return nil
    }
    guard let history = history_winit() else {
      el_end(editLine)
      return nil
    }
    self.editLine = editLine
    self.history = history
    keyboard = Keyboard(descriptor: fileno(input))
    movesUp = editline_moves_up(editLine) != 0
    prompt = StyledText("> ")
    shownPrompt = Prompt(prompt, coloured: movesUp)
    _ = editline_set_owner(editLine, Unmanaged.passUnretained(self).toOpaque())
    _ = editline_set_editor(editLine, "emacs")
    _ = editline_set_prompt(
      editLine, { LineEditor.owner(of: $0).shownPrompt.characters.baseAddress },
      Prompt.mark.wide)
    _ = editline_set_reader(editLine) { LineEditor.owner(of: $0).readCharacter(into: $1) }
    startHistory()
    addKeys()
  }

  deinit {
    el_end(editLine)
    history_wend(history)
  }

  /// Obeys `~/.editrc`; Tab, Ctrl-C and Ctrl-Z stay as they are.
  package func sourceUserConfiguration() {
    el_source(editLine, nil)
    bindKeys()
  }

  /// The terminal's width in cells, now; 80 where there is none.
  package static var columns: Int { Terminal().size.columns }

  /// The width of another terminal, at least 20 and 80 where it is not known; nil if it is none.
  package static func columns(of descriptor: Int32) -> Int? { Terminal.columns(of: descriptor) }

  /// The terminal's height in lines, now; 24 where there is none.
  package static var rows: Int { Terminal().size.rows }

  /// The editor a callback of libedit belongs to.
  static func owner(of editLine: OpaquePointer?) -> LineEditor {
    guard let owner = editline_owner(editLine) else {
      preconditionFailure("libedit called back without its client data")
    }
    return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }
}
