/// What can be pressed.
extension Demonstration {
  /// What is said at the bottom of the screen, the most important first.
  var keys: [String] {
    switch field {
    case .answer(let typed)?:
      return typed.isEmpty
        ? ["Your answer:", "(Enter alone shows it, Esc: keys)"]
        : ["Your answer: \(typed)", "(Enter)"]
    case .command(let typed)?: return [": \(typed)", "(Enter runs it, Esc: not)"]
    case nil: break
    }
    if panel != nil { return ["Space on", "b back", "q quit"] }
    if fork != nil { return ["b back to the lesson", ": another", "w why", "t timeline", "? keys"] }
    let looks = ["b back", "w why", "m mode", "t timeline", "v versions", "c compare", "? keys"]
    switch stop {
    case .question: return ["Space shows it", "Enter to answer"] + looks
    case .typed: return ["Space runs it"] + looks
    case .narration, .ran: return ["Space next"] + looks
    case .end: return ["q quit"] + looks
    }
  }

  /// All of them.
  static let keyList: [String] = """
    keys
    Space     next: types the command, then runs it (also Enter, right, page down)
    b         back, exactly (also Backspace, left, page up); 3b three times
    5g        to step 5; g to the start, G to the end
    w         why: the reasons behind the last answer
    m         the next mode, at the same step
    t v c     timeline, versions, compare; again, or Space, hides it
    n         the speaker's notes, on or off
    p         the answer to a question that nobody answered
    Enter     at a question: type what you think, Enter
    :         try a command of your own here; b goes back to the lesson
    q         leave (also Ctrl-C)
    """.split(separator: "\n").map(String.init)
}
