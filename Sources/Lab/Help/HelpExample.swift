import Layout

/// A transcript on a page of the help.
///
/// It is data: a test types its commands in a fresh lab and compares all that is answered.
package struct HelpExample: Sendable {
  /// One line that is typed, and what comes of it.
  package struct Exchange: Sendable {
    /// As it stands before the command: `3 alice*> `.
    package let prompt: String
    package let command: String
    /// The answers, without their prose.
    package internal(set) var answers: [String] = []
    /// Lines of nothing but prose, such as a table, as far as the page shows them.
    package internal(set) var notes: [String] = []
  }

  package internal(set) var exchanges: [Exchange] = []
  /// False for words about files and the terminal, which a lab alone cannot carry out.
  package let isReplayed: Bool

  /// Reads a transcript: prompts and commands, and below them, two blanks in, their answers.
  init(_ transcript: String, isReplayed: Bool = true) {
    self.isReplayed = isReplayed
    for line in transcript.split(separator: "\n") {
      let last = exchanges.count - 1
      if line.hasPrefix("  ; ") {
        exchanges[last].notes.append(String(line.dropFirst(4)))
      } else if line.hasPrefix("  ") {
        exchanges[last].answers.append(String(line.dropFirst(2)))
      } else {
        let end = line.firstRange(of: "> ")?.upperBound ?? line.startIndex
        exchanges.append(
          Exchange(prompt: String(line[..<end]), command: String(line[end...])))
      }
    }
  }

  /// Lines that are shown and, because of what they would do, only understood.
  static func shown(_ lines: String) -> HelpExample { HelpExample(lines, isReplayed: false) }

  /// Commands on the left, answers on the right, tables below.
  var lines: [String] {
    let width =
      exchanges.filter { !$0.answers.isEmpty }
      .map { displayWidth(of: $0.prompt + $0.command) }.max() ?? 0
    return exchanges.flatMap { exchange in
      let typed = exchange.prompt + exchange.command
      let gap = String(repeating: " ", count: max(0, width - displayWidth(of: typed)) + 2)
      let first = exchange.answers.first.map { typed + gap + $0 } ?? typed
      // Below the first answer, or further to the left if it is too long for that.
      let below = exchange.answers.dropFirst().map { answer in
        let room = HelpPage.limits.cells - 2 - displayWidth(of: answer)
        return String(repeating: " ", count: max(2, min(width + 2, room))) + answer
      }
      let rest = below + exchange.notes.map { "  ; \($0)" }
      return ([first] + rest).map { "  \($0)" }
    }
  }
}
