package import Vocabulary

/// A lesson or script: its commands in order, each with the answers recorded under it.
package struct Scenario: Sendable {
  /// A command and the lines under it.
  package struct Entry: Sendable {
    /// The line's number in the file, from 1.
    package let line: Int
    /// The line as it stands, without its end.
    package let text: String
    /// How many blanks may stand before column 0 here, because the block's fence is indented.
    package let indentation: Int
    /// The line parsed, or why it cannot be.
    package let statement: Result<Statement, ScriptError>
    package internal(set) var answers: [RecordedAnswer] = []

    /// Whether an error is a recorded answer, in some mode.
    package var recordsError: Bool { answers.contains(where: { $0.recordsError }) }
  }

  /// What messages call the file.
  package let file: String
  /// The text of the first heading; nil in plain scripts without one.
  package let title: String?
  package let entries: [Entry]
  /// The prose between the blocks of commands; empty in plain scripts.
  package let passages: [Passage]

  /// A stretch of Markdown without commands.
  package struct Passage: Hashable, Sendable {
    /// The number of its first line in the file, from 1.
    package let line: Int
    package let lines: [String]
    /// What the lines say.
    package let blocks: [ProseBlock]

    init(_ lines: ArraySlice<String>, _ blocks: [ProseBlock]) {
      (line, self.lines, self.blocks) = (lines.startIndex + 1, Array(lines), blocks)
    }
  }

  /// The same up to that number of commands.
  package func prefix(_ count: Int) -> Scenario {
    Scenario(
      file: file, title: title, entries: Array(entries.prefix(count)), passages: passages)
  }

  /// The modes of the last `.modes`, or the four of the lab; in the order of all modes.
  package var modes: [IsolationMode] { IsolationMode.allCases.filter(modesAsNamed.contains) }

  /// The same in the order in which its `.modes` names them.
  package var modesAsNamed: [IsolationMode] {
    ofLastModes { $0 ?? IsolationMode.allCases } ?? IsolationMode.lab
  }

  /// Whether it is for all modes: then an answer recorded for some has to be recorded for each.
  package var isForAllModes: Bool { ofLastModes { $0 == nil } ?? false }

  private func ofLastModes<Result>(_ read: ([IsolationMode]?) -> Result) -> Result? {
    for entry in entries.reversed() {
      if case .success(let statement) = entry.statement,
        case .directive(.modes(let modes)) = statement.body
      {
        return read(modes)
      }
    }
    return nil
  }

  /// The mode in which it opens unless another one is asked for: the first that `.modes` names,
  /// because there its subject is seen; else snapshot.
  package var standardMode: IsolationMode { namedMode ?? .snapshot }

  /// The first mode that its `.modes` names; nil if it names none.
  package var namedMode: IsolationMode? { ofLastModes { $0?.first } ?? nil }
}

/// One indented line under a command.
package struct RecordedAnswer: Hashable, Sendable {
  /// The line's number in the file, from 1.
  package let line: Int
  /// The modes it speaks about; nil is all of them.
  package let modes: Set<IsolationMode>?
  /// The answer without tag and without prose; empty for a line that is only a note.
  package let answer: String

  /// Whether the line is only prose (`  ; ...`), which is never compared.
  package var isNote: Bool { answer.isEmpty }
  /// Whether the line asks `test --update` to record the answer here (`  ?`).
  package var isPlaceholder: Bool { answer == "?" }

  /// Whether it is an error, perhaps of a command that was resumed.
  package var recordsError: Bool {
    let words = answer.split(separator: " ")
    return words.first == "error" || words.first == "RESUMED" && words.dropFirst(2).first == "error"
  }

  /// Whether it speaks about the mode.
  package func concerns(_ mode: IsolationMode) -> Bool { modes?.contains(mode) ?? true }
}
