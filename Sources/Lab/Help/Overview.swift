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

  /// The forms of the words on data, each in as many columns as it needs.
  private static var forms: [String] {
    let column = 13
    let forms = Words.data.map { word in
      let columns = (word.usage.count + 1) / column + 1
      return padded(word.usage, to: columns * column)
    }
    return wrapped(forms, after: "  ", separator: "")
  }

  /// The words of the lab, a line for each purpose.
  private static var wordsOfLab: [String] {
    Words.purposes.map { purpose in
      let words = purpose.words.map { $0.name }.joined(separator: " ")
      return padded("  \(words) ", to: 64) + purpose.name
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
