import CEditline
import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys that libedit leaves to the program or to signals, and the one that it does not explain.
extension LineEditor {
  /// Names the functions of the keys, binds them, and frees Ctrl-C and Ctrl-Z from the terminal.
  func addKeys() {
    _ = editline_add_function(editLine, "program-complete", "Complete the word") { editLine, _ in
      LineEditor.owner(of: editLine).completeWord()
    }
    _ = editline_add_function(editLine, "program-interrupt", "Drop the line") { editLine, _ in
      LineEditor.owner(of: editLine).interrupt()
      return UInt8(CC_EOF)
    }
    _ = editline_add_function(editLine, "program-suspend", "Suspend the program") { editLine, _ in
      LineEditor.owner(of: editLine).suspend()
      return UInt8(CC_NORM)
    }
    _ = editline_add_function(editLine, "program-search", "Search back") { editLine, _ in
      LineEditor.owner(of: editLine).explainSearch()
      return UInt8(CC_NORM)
    }
    bindKeys()
    // In edit mode only ("d"). Emptying the interrupt character instead does not last.
    _ = editline_set_tty(editLine, "-d", "-isig")
  }

  /// Binds the keys, for emacs and for both modes of vi; a change of editor unbinds them.
  func bindKeys() {
    _ = editline_bind(editLine, "^I", "program-complete")
    for (key, function) in [("^C", "program-interrupt"), ("^Z", "program-suspend")] {
      _ = editline_bind(editLine, key, function)
      _ = editline_bind_alternate(editLine, key, function)
    }
    bindSearch(explained: false)
    // There letters are commands, which would end the search: it begins by inserting.
    _ = editline_bind_macro_alternate(editLine, "^R", "i^R")
  }

  /// What Ctrl-R does next: begins the search, or explains it first.
  func bindSearch(explained: Bool) {
    _ = editline_bind(editLine, "^R", explained ? "em-inc-search-prev" : "program-search")
  }

  /// The first Ctrl-R in a line: says what libedit's `bck:` means, then searches.
  ///
  /// The search reads its keys itself and knows its own function only, so the key has to be bound
  /// to that from here on, until the next line.
  private func explainSearch() {
    let keys = "bck: search back. Type part of a line. Ctrl-R: older, Esc: edit, Enter: run."
    notify(Notice([StyledText(keys)]))
    bindSearch(explained: true)
    el_wpush(editLine, "\u{12}".wide)
  }

  /// Tab: types what the candidates agree on, lists them when that is nothing more.
  private func completeWord() -> UInt8 {
    let before = editedText.before
    let completion = complete(before)
    guard !completion.candidates.isEmpty || completion.note != nil else { return UInt8(CC_ERROR) }
    let replacement = completion.replacement
    if replacement == nil || completion.note != nil {
      let size = terminal.size
      leaveText()
      if let note = completion.note { terminal.write(TerminalText(note + "\n")) }
      if replacement == nil {
        terminal.write(
          TerminalText(completion.table(columns: size.columns, rows: size.rows - 4)))
      }
      _ = editline_draw(editLine)
    }
    guard let replacement else { return UInt8(CC_NORM) }
    let replaced = min(completion.replaceCount, before.unicodeScalars.count)
    el_deletestr(editLine, Int32(replaced))
    return UInt8(el_winsertstr(editLine, replacement.wide) == 0 ? CC_REFRESH : CC_ERROR)
  }

  /// Ctrl-C: the line ends here and is not read.
  func interrupt() {
    let (before, after) = editedText
    ending = .interrupted(partial: before + after)
    leaveText(with: "^C")
  }

  /// Ctrl-Z: stops the whole job, as the terminal itself would, and draws the line again after fg.
  private func suspend() {
    leaveText(with: "^Z")
    _ = editline_set_raw(editLine, 0)
    kill(0, SIGTSTP)
    SignalPipe.resume.take()
    resume()
  }

  /// Takes the terminal back after a stop, whatever mode it was left in.
  func resume() {
    _ = editline_set_raw(editLine, 0)
    _ = editline_set_raw(editLine, 1)
    adoptSize()
    terminal.write(.fixed("\r"))
    _ = editline_draw(editLine)
  }
}
