import Language
import Layout
import Telling

/// What can be pressed.
extension Lecture {
  /// What is said at the bottom of the screen, the most important first.
  var keys: [String] {
    switch field {
    case .answer(let typed)?:
      let hint =
        typed.isEmpty
        ? "(Enter alone shows it; q Enter leaves; Esc, then a key)" : "(Enter; Esc, then a key)"
      return [line("Your answer: ", typed), hint]
    case .command(let typed)?: return [line(": ", typed), "(Enter runs it; Esc drops it)"]
    case nil: break
    }
    if let panel {
      let isLast = panel.page + 1 >= pages(of: panel.kind).count
      return [isLast ? "Space closes it" : "Space next page", "b back", "q quit"]
    }
    if fork != nil {
      return ["b back to the lesson", ": another", "w why", "t timeline", "? keys"]
    }
    let looks = [
      "b back", "? keys", "w why", "m mode", "f question", "t timeline", "v versions", "c compare",
    ]
    switch stop {
    case .question: return ["Space shows it", "Enter to answer"] + looks
    case .typed: return ["Space runs it"] + looks
    case .narration, .ran: return ["Space next"] + looks
    case .end: return ["q quit"] + looks
    }
  }

  /// A line that is being typed, its end where not all of it has room.
  private func line(_ label: String, _ typed: String) -> String {
    var shown = printable(typed)[...]
    while displayWidth(of: label + shown + cursor) > room.columns, !shown.isEmpty {
      shown.removeFirst()
    }
    return label + shown + cursor
  }

  /// All of them.
  static let keyList: [String] = """
    Space     next: types a command and runs it (also Enter, right, page down)
    b         undoes one press (also Backspace, left, page up); 3b undoes three
    f         fast forward, to the next question
    5g, 2.5g  to step 5, to step 5 of part 2; g to the start, G to the end
    w         why: the reasons for the last answer
    m         the next mode, at the same step
    t v c     timeline, versions, compare; again, or Space, hides it
    n         the speaker's notes, on or off
    p         the answer to a question that nobody answered
    :         try a command of your own here; b goes back to the lesson
    q         leave (also Ctrl-C)
    Space runs BEGIN and the like on the way. It stops before a surprise.
    At a question, type what you think, then Enter. Enter alone shows the answer.
    What you type there is text: to use a key, or digits, press Esc first. q and
    Enter leave, and Backspace only deletes what you have typed.
    """.split(separator: "\n").map(String.init)
}
