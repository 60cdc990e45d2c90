import Language
import Layout
import LineEditing
import Runs
import Vocabulary

/// What the shell asks.
extension Shell {
  /// The user's answer after naming a session that does not exist.
  enum SessionAnswer {
    case add(SessionName)
    case instead(SessionName)
    /// No answer at all, but the next line, as in a paste.
    case anotherLine(String)
  }

  /// Asks whether the session is new; nil if it must not be created.
  mutating func answerToUnknown(_ name: SessionName, known: [SessionName]) -> SessionAnswer? {
    let near = nearest(to: name.text, among: known.map(\.text))
    let shown = printable(name.text)
    say("new session \(shown)?" + (near.map { " Did you mean \($0)?" } ?? ""))
    let choices = StyledText(near.map { "y/n/\($0)> " } ?? "y/n> ")
    guard case .line(let line) = readLine(prompt: choices) else { return nil }
    let answer = line.trimmingBlanks
    switch answer.lowercased() {
    case "y", "yes": return .add(name)
    case "", "n", "no": return nil
    default:
      if let near, answer == near || answer == "\(near):" { return .instead(SessionName(near)) }
      return .anotherLine(line)
    }
  }

  /// Names what would be lost; false if nothing would.
  func asksBeforeLeaving() -> Bool {
    guard let open = openTransactions else { return false }
    say("still open: \(open). Leaving again rolls them back.")
    return true
  }

  /// What to do next, after Ctrl-C on an empty line.
  var wayOut: String {
    workspace.lab.waits.first ?? "Ctrl-D or .quit leaves; \"help\" lists what you can do here"
  }
}

extension String {
  /// Without spaces at either end.
  var trimmingBlanks: String {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(start[...$0]) } ?? ""
  }
}
