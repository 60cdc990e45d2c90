import Scripting

/// What `help` alone says.
extension Help {
  /// The form of a line, the words, how to leave, and where to go on.
  package static let overview: [String] =
    [
      "Type a command for the session in the prompt, or bob: COMMAND for bob.",
      "New here? Type help tutorial, or .lesson write-skew. Tab completes words.",
      "",
    ] + forms + [""] + wordsOfLab + [
      "",
      "help WORD tells more: help get. Examples start on a fresh lab: .reset.",
      "Topics: help tutorial, prompt, waits, aborts, modes, anomalies, ranges,",
      "expressions, errors, keys, files, sql; all of them: help topics.",
      "To leave: quit, exit or Ctrl-D.",
    ]

  private static var forms: [String] {
    wrapped(Words.data.map { $0.usage }, after: "  ", separator: "   ")
  }

  /// The words of the lab, by what they are for.
  private static var wordsOfLab: [String] {
    let column = 64
    return Words.purposes.flatMap { purpose in
      var lines = wrapped(
        purpose.words.map { $0.name }, after: "  ", separator: " ", limit: column)
      let last = lines.removeLast()
      let blanks = String(repeating: " ", count: max(1, column - last.count))
      return lines + [last + blanks + purpose.name]
    }
  }
}
