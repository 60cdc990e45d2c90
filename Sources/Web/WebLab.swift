import Completing
import Language
package import Layout
import Pages
import Runs
import Sessions
import Stores
import Telling
package import Vocabulary

/// The lab of a web page: a line in, an object with its answer out.
///
/// It answers as the shell does. Words about files hand the page a file instead of writing one.
package struct WebLab {
  private var workspace: Workspace
  /// The file that takes the next answer.
  private var nextFile: String?

  /// A fresh lab; nil is the mode of each lesson, and snapshot.
  package init(in mode: IsolationMode? = nil, isInteractive: Bool = true) {
    workspace = Workspace(mode: mode, isInteractive: isInteractive)
  }

  /// The lab after these lines of a lesson.
  init(after lines: [Line], in mode: IsolationMode) {
    self.init(in: mode, isInteractive: false)
    for statement in lines.compactMap({ $0.statement }) { _ = workspace.enter(statement) }
  }

  /// What was done, as the text of a lesson; nil if nothing was.
  func lesson(titled title: String, _ prose: String, modes: [IsolationMode]) -> String? {
    try? workspace.lesson(titled: title, prose: prose, modes: modes)
  }

  /// Runs a line.
  ///
  /// Its answer is broken into rows of that many cells.
  package mutating func enter(_ line: String, columns: Int) -> JSON {
    workspace.display.columns = columns - 4
    workspace.display.limit = nextFile == nil ? 60 : nil
    if line.hasPrefix("  "), !line.allSatisfy({ $0.isWhitespace }) {
      return answer(
        Entry(note: "indented lines are answers from a transcript, so they are not run"), columns)
    }
    switch workspace.lab.read(line) {
    case nil: return answer(Entry(lines: []), columns)
    case .failure(let error)?: return answer(workspace.lab.refuse(error, text: line), columns)
    case .success(let statement)?:
      switch statement.body {
      case .directive(.shell(let word)): return carryOut(word, columns)
      case .directive(.help(let topic)):
        let entry = workspace.enter(statement)
        let differs = topic.flatMap(Self.difference).map { [AnswerLine(note: $0)] } ?? []
        return answer(Entry(lines: entry.lines + differs), columns)
      default: return answer(workspace.enter(statement), columns)
      }
    }
  }

  /// Plays the text of a file that `.open` has asked for.
  package mutating func open(_ text: String, named name: String, columns: Int) -> JSON {
    workspace.display.columns = columns - 4
    do throws(FileError) {
      let scenario = try Scenario.read(bytes: Array(text.utf8), file: name)
      let line = ".open \(name)"
      guard case .success(let statement)? = workspace.lab.read(line) else {
        return answer(Entry(refused: .file, "this cannot be the name of a file"), columns)
      }
      return answer(workspace.open(scenario, as: line, for: statement), columns)
    } catch {
      return answer(
        Entry(refused: .file, error.diagnostic.split(separator: "\n").map { String($0) }), columns)
    }
  }

  /// What Tab offers at the end of the text.
  package func offer(for text: String) -> JSON {
    let offer = workspace.offer(for: text)
    return .fields([
      "replace": .int(offer.replaceCount), "suffix": .string(offer.suffix),
      "usage": .text(offer.usage), "candidates": .array(offer.candidates.map { .string($0) }),
    ])
  }

  /// The prompt of the next line.
  package var prompt: JSON {
    let parts = workspace.lab.promptParts
    return .fields([
      "step": .int(parts.step), "session": .string(parts.session.text),
      "place": .int(parts.index), "sign": .string(parts.sign), "words": .string(parts.words),
    ])
  }

  /// The sessions, each with the sign of its prompt.
  package var sessions: JSON {
    let sessions = workspace.lab.runner.sessions.map { session in
      JSON.fields(["name": .string(session.name.text), "sign": .string(session.sign)])
    }
    return .fields(["sessions": .array(sessions)])
  }

  // MARK: Words about files

  private mutating func carryOut(_ word: Directive.ShellWord, _ columns: Int) -> JSON {
    switch word {
    case .save(let file):
      return download(file, columns) { workspace throws(StoreFailure) in
        try workspace.fileToSave(as: file)
      }
    case .export(let file):
      return download(file, columns) { workspace throws(StoreFailure) in
        try workspace.fileToExport(as: file)
      }
    case .once(let file):
      let entry = answer(Entry(note: "the next answer goes to \(printable(file))"), columns)
      nextFile = file
      return entry
    case .open(let file): return answer(Entry(lines: []), columns) + ["open": .string(file)]
    case .play(let file, _): return played(file, columns)
    case .timing(let isOn):
      let told = isOn ? "each command shows how long it took" : "times are not shown"
      return answer(Entry(note: told), columns) + ["timing": .bool(isOn)]
    case .on, .resume:
      return answer(
        Entry(
          refused: .unavailable,
          "a page cannot reach a database or keep a journal; isolab in a terminal can"), columns)
    }
  }

  /// The lesson of that name, or what was done here, for the page to show.
  private mutating func played(_ file: String?, _ columns: Int) -> JSON {
    var text = file.map { Lesson.text(named: $0).map { String(decoding: $0, as: UTF8.self) } }
    if file == nil { text = try? workspace.lesson(titled: "What was done here") }
    guard let text = text ?? nil else {
      let told =
        file.map { Lesson.unknown($0) }
        ?? "no command has been given yet; .play NAME shows a lesson, .lesson lists them"
      return answer(Entry(refused: .unavailable, told), columns)
    }
    return answer(Entry(lines: []), columns)
      + ["play": .string(text), "name": .text(file)]
  }

  private mutating func download(
    _ file: String, _ columns: Int,
    _ make: (Workspace) throws(StoreFailure) -> Workspace.FileToWrite
  ) -> JSON {
    switch try? make(workspace) {
    case .file(let text, let told)?:
      return answer(
        Entry(lines: [AnswerLine("ok", prose: "\(printable(file)): \(told)")]), columns)
        + Self.file(file, text)
    case .refused(let entry)?: return answer(entry, columns)
    case nil: return answer(Entry(lines: []), columns)
    }
  }

  private static func file(_ name: String, _ text: String) -> KeyValuePairs<String, JSON> {
    ["file": .fields(["name": .string(name), "text": .string(text)])]
  }

  // MARK: Answers

  /// The answer as the page shows it; in the file that `.once` has named, if there is one.
  private mutating func answer(_ entry: Entry, _ columns: Int) -> JSON {
    var presentation = Presentation()
    if let file = nextFile, !entry.lines.isEmpty {
      nextFile = nil
      let text = presentation.lines(entry.lines).map { $0.text + "\n" }.joined()
      let told = "\(printable(file)): \(counted(entry.lines.count, "line"))"
      return answer(Entry(lines: [AnswerLine("ok", prose: told)]), columns)
        + Self.file(file, text)
    }
    presentation.columns = columns
    presentation.isColoured = true
    return .fields([
      "rows": .array(
        presentation.lines(entry.lines).map { .string(TerminalText($0).source) }),
      "changed": .bool(entry.effect == .changed), "quit": .bool(entry.isQuit), "prompt": prompt,
    ])
  }
}
