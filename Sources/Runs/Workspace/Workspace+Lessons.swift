import Language
import Layout
import Lessons
import Sessions
import Stores
import Telling
import Vocabulary

/// Playing scenarios.
extension Workspace {
  mutating func play(
    _ scenario: Scenario, _ name: String, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    if let problem = scenario.goingBack { throw problem }
    let current = lab.current
    var played = lab
    let opening = lab.store?.identity.standardMode(of: scenario) ?? scenario.standardMode
    let mode = chosenMode ?? opening
    let lines = try played.play(scenario, in: mode)
    let replaces = lab.runner.manner == .interactive && !lab.isUntouched
    let note = replaces ? ["This replaces the lab that was here; .undo brings it back."] : []
    lab = played
    record(Change(kind: .play(scenario, name: name, in: mode), current: current))
    return .notes(note + lines, of: statement, header: lab.header)
  }
}

extension Scenario {
  /// The first line with a word about everything that was tried, unless its error is recorded; nil
  /// if there is none.
  ///
  /// The file is played as one change, so there is nothing to which such a word could go back.
  fileprivate var goingBack: CommandProblem? {
    for entry in entries where !entry.recordsError {
      guard case .success(let statement) = entry.statement,
        case .directive(.workspace) = statement.body
      else { continue }
      return .goesBack(line: entry.line, word: String(statement.text.prefix { $0 != " " }))
    }
    return nil
  }
}

extension Lab {
  /// Plays a scenario on a fresh lab, and returns what a reader sees.
  mutating func play(
    _ scenario: Scenario, in mode: IsolationMode
  ) throws(CommandProblem) -> [String] {
    var lab = fresh(in: mode)
    lab.initialMode = mode
    lab.display.columns = display.width - 2  // what is shown here stands two blanks in
    var replay = Replay(scenario.lines, of: scenario.file, in: mode, on: lab)
    var passages = scenario.passages[...]
    let place = lab.placeTold.map { " on \($0)" } ?? ""
    var lines = ["Played in \(mode.name)\(place):", ""]
    while let played = replay.next() {
      try checkCancelled()
      try replay.lab.checkStore()
      while let passage = passages.first, passage.line < played.line.number {
        let gap = lines.last?.isEmpty == true ? [] : [""]
        lines += gap + told(passages.removeFirst(), mode) + [""]
      }
      if case .directive(.modes)? = played.line.statement?.body { continue }
      lines += [played.transcriptLine] + shown(played.answer)
    }
    for passage in passages { lines += [""] + told(passage, mode) }
    goOn(from: replay.lab)
    if !scenario.modes.contains(mode) {
      let modes = scenario.modes.map { $0.name }.joined(separator: ", ")
      lines += ["", "This was \(mode.name). The lesson is about \(modes)."]
    }
    if runner.manner == .interactive {
      let next = ".rerun MODE runs it in another mode, .timeline draws it, .undo takes it back."
      lines += ["", next]
    }
    return lines
  }

  /// The prose of a passage, as wide as it may be.
  private func told(_ passage: Scenario.Passage, _ mode: IsolationMode) -> [String] {
    passage.blocks.said(in: mode).rows(
      columns: display.isPlain ? nil : display.width, lessons: Lesson.names,
      isPlain: display.isPlain)
  }

  /// An answer as a transcript shows it.
  private func shown(_ answer: Entry) -> [String] {
    var presentation = Presentation()
    presentation.isPlain = display.isPlain
    return presentation.lines(answer.lines).map { $0.text }
  }
}

/// The lessons that are part of the program.
package enum Lesson {
  /// The groups of the course, and the names of their lessons, in the order of the course.
  package static var course: [(group: String, lessons: [String])] { BuiltIn.course }

  /// Their names, in the order in which they teach.
  package static var names: [String] { BuiltIn.lessons.map { $0.name } }

  /// The text of a lesson; nil if there is no lesson with that name.
  ///
  /// `.md` behind the name is allowed.
  package static func text(named name: String) -> [UInt8]? {
    lesson(named: name)?.text
  }

  private static func lesson(named name: String) -> BuiltIn.Lesson? {
    let name = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    return BuiltIn.lessons.first { $0.name == name.lowercased() }
  }

  /// Where the course goes on after that lesson, in a sentence with the command that plays the next
  /// one; nil if it is not part of the course.
  package static func sequel(of name: String, playedWith command: String) -> String? {
    guard let lesson = lesson(named: name), let place = names.firstIndex(of: lesson.name) else {
      return nil
    }
    return names.dropFirst(place + 1).first.map { "The next lesson: \(command) \($0)" }
      ?? "This was the last lesson of the course."
  }

  /// Says that there is no lesson with that name, and which one may be meant.
  package static func unknown(_ name: String) -> String {
    let near = nearest(to: name, among: names).map { "; did you mean \($0)?" }
    return "there is no lesson \(printable(name))\(near ?? "; isolab lessons lists them")"
  }

  /// The lesson of that name.
  static func scenario(named name: String) throws(CommandProblem) -> Scenario {
    guard let text = text(named: name),
      let scenario = try? Scenario.read(bytes: text, file: "\(name).md")
    else { throw .unknownLesson(name, known: names) }
    return scenario
  }

  /// Their names, and what their titles say beside that, in lines of at most that number of cells.
  ///
  /// A title is `Name: what it is about`. The name is already shown before it.
  package static func list(columns: Int) -> [String] {
    let width = (names.map { $0.count }.max() ?? 0) + 2
    return BuiltIn.lessons.flatMap { lesson in
      let title = (try? Scenario.read(bytes: lesson.text, file: "\(lesson.name).md"))?.title ?? ""
      let about = title.firstRange(of: ": ").map { title[$0.upperBound...] } ?? title[...]
      return broken(about, to: columns, start: lesson.name.padded(to: width), blanks(width))
    }
  }
}
