package import Language
package import Layout
package import Sessions
package import Telling
import Vocabulary

/// The result of a statement, ready to be shown.
package struct Entry: Sendable {
  /// The lines of the answer.
  package private(set) var lines: [AnswerLine]
  /// How many of them, at the start, are statements that a store was sent.
  package var statementCount = 0
  /// The object for programs; nil where there is none.
  package private(set) var json: JSON?
  /// The header that follows in `--json`, after `.reset` and `.mode`.
  package var header: JSON?
  /// The last line of the lab that the word has emptied, which comes before all else in `--json`.
  package private(set) var end: JSON?
  /// Why the command was refused; nil if it was not.
  package var problem: CommandProblem?
  /// Why a command that this one resumed or repeated was refused; nil if none was.
  package var laterProblem: CommandProblem?
  /// What it has done to the lab.
  package internal(set) var effect = Effect.none
  /// Whether the user wants to leave.
  package var isQuit = false

  /// The readers of entries.
  package enum Reader: Sendable {
    case anybody
    /// A program, which reads the object; the entry of a command has no lines.
    case program
  }

  /// What a statement can do to a lab.
  package enum Effect: Sendable {
    case none
    /// Another session is the current one now, and nothing else has changed.
    case switched
    case changed
  }

  /// The same, its object naming the line of the file.
  func located(line: Int, column: Int) -> Entry {
    var entry = self
    entry.json = json?.located(line: line, column: column)
    return entry
  }

  /// The same with another line at the end.
  func adding(_ line: AnswerLine) -> Entry {
    var entry = self
    entry.lines.append(line)
    return entry
  }

  /// The same for people alone.
  var withoutObjects: Entry {
    var entry = self
    (entry.json, entry.header, entry.end) = (nil, nil, nil)
    return entry
  }

  /// Everything that a program reads of it, one object per line.
  package var objects: [JSON] { [end, json, header].compactMap { $0 } }

  /// The same, with the last line of the lab before.
  func preceded(by end: JSON) -> Entry {
    var entry = self
    entry.end = end
    return entry
  }

  /// The same, its object with the rows of the newest state.
  func with(state: Int, committed: JSON) -> Entry {
    var entry = self
    entry.json = json?.with(state: state, committed: committed)
    return entry
  }

  /// The same, its object with those of the history.
  func with(history: [JSON]) -> Entry {
    var entry = self
    entry.json = json?.with(history: history)
    return entry
  }

  /// The current session has changed; the next prompt shows it.
  static func switched(to session: SessionName) -> Entry {
    Entry(
      lines: [],
      json: .labObject(command: "\(session):", outcome: "ok", notes: nil, rules: nil),
      effect: .switched)
  }

  /// `ok`, and prose: the lab has changed.
  static func done(_ prose: String?, of statement: Statement, header: JSON? = nil) -> Entry {
    Entry(
      lines: [AnswerLine("ok", prose: prose)], json: object(statement, outcome: "ok"),
      header: header, effect: .changed)
  }

  /// The same, with the transactions that have expired because of it.
  func followed(by expired: [Entry]) -> Entry {
    guard !expired.isEmpty else { return self }
    let objects = expired.compactMap { $0.json }
    var entry = Entry(
      lines: lines + expired.flatMap { $0.lines }, json: json.map { $0.with(expired: objects) },
      header: header, effect: effect)
    entry.laterProblem = expired.lazy.compactMap { $0.laterProblem }.first
    return entry
  }

  /// Lines that are only prose.
  static func notes(_ notes: [String], of statement: Statement, header: JSON? = nil) -> Entry {
    .notes(notes.map { StyledText($0) }, of: statement, header: header)
  }

  /// The same, styled; a program does not read it.
  static func notes(_ notes: [StyledText], of statement: Statement, header: JSON? = nil) -> Entry {
    Entry(
      lines: notes.map { AnswerLine(note: $0) },
      json: object(statement, outcome: "note", notes: notes.map { $0.text }), header: header)
  }

  /// The object of a word of the lab.
  static func object(
    _ statement: Statement, outcome: String, notes: [String]? = nil, rules: [Rule]? = nil
  ) -> JSON {
    JSON.labObject(command: statement.text, outcome: outcome, notes: notes, rules: rules)
  }
}

extension Entry {
  /// Lines about something outside the lab.
  package init(lines: [AnswerLine]) { self.init(lines: lines, json: nil) }

  /// A line of prose about something outside the lab.
  package init(note: String) { self.init(lines: [AnswerLine(note: note)]) }

  /// Something that could not be done, told on one or more lines.
  package init(refused kind: ErrorKind, _ prose: String...) {
    self.init(refused: kind, prose)
  }

  /// Something that could not be done, told on several lines.
  package init(refused kind: ErrorKind, _ prose: [String]) {
    self.init(
      lines: [AnswerLine("error \(kind.rawValue)", prose: prose.first)]
        + prose.dropFirst().map { AnswerLine(note: $0) })
  }
}
