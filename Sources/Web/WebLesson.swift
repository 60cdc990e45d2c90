import Drawing
import Exploring
package import Language
package import Layout
package import Pages
import Runs
import Telling
package import Vocabulary

/// A lesson as the page shows it: its text in, its markup out.
///
/// The page changes the text (a line more, a step elsewhere) and asks again.
package struct WebLesson {
  private let scenario: Scenario
  private let lines: [Line]

  /// Reads the text of a lesson; the name is that of its file, or of a built-in lesson.
  package init(_ text: String, named name: String) throws(FileError) {
    scenario = try Scenario.read(bytes: Array(text.utf8), file: name)
    lines = scenario.lines
  }

  private var modes: [IsolationMode] { scenario.modes }

  /// The mode in which its subject is seen.
  package var standardMode: IsolationMode { scenario.standardMode }

  /// The page of the lesson in the modes that it is about, one of which is shown first.
  ///
  /// `steps` is what each command answers in that mode.
  package func page(first mode: IsolationMode?) -> JSON {
    let first = mode ?? standardMode
    let runs = runs(first: first)
    for run in runs {
      guard let refusal = run.refusal(of: .html, part: run.firstPart) else { continue }
      return .fields(["error": .string(refusal)])
    }
    let steps = runs.first { $0.mode == first }?.lines.filter { $0.line.isStep } ?? []
    return .fields([
      "title": .text(scenario.title), "mode": .string(first.shortName),
      "steps": .array(steps.map(Self.step)),
      "markup": .string(LessonPage(of: runs, first: first, neighbours: neighbours).player.source),
    ])
  }

  /// The other lessons, if this is one of the course.
  private var neighbours: [String] {
    Lesson.names.contains(scenario.file) ? Lesson.names : []
  }

  /// The lesson in the modes that it is about, and in the one that is shown first.
  private func runs(first mode: IsolationMode) -> [Run] {
    (modes.contains(mode) ? modes : [mode] + modes).map { Run(scenario, in: $0) }
  }

  private static func step(_ played: PlayedLine) -> JSON {
    .fields([
      "line": .int(played.line.number), "part": .int(played.part),
      "session": .string(played.session.text),
      "command": .string(played.line.statement?.text ?? played.line.text),
      "answer": .array(played.answer.lines.map { .string($0.answer) }),
    ])
  }

  // MARK: Branches

  /// The lab after the lines up to that number, in that mode; the numbers are those of the text.
  func lab(after line: Int, in mode: IsolationMode) -> WebLab {
    let part = part(of: line)
    return WebLab(after: lines.filter { $0.part == part && $0.number <= line }, in: mode)
  }

  /// The text of a lesson in which a line of a part stands before another one, or at the end.
  package func moved(_ line: Int, before other: Int, in mode: IsolationMode) -> String? {
    var lines = lines.filter { $0.part == part(of: line) }
    guard let from = lines.firstIndex(where: { $0.number == line }) else { return nil }
    let one = lines.remove(at: from)
    lines.insert(one, at: lines.firstIndex { $0.number == other } ?? lines.count)
    return branch(WebLab(after: lines, in: mode), "The steps are in a different order.")
  }

  /// The text of a lesson of what was done in a lab that began with this one.
  func branch(_ lab: WebLab, _ prose: String) -> String? {
    lab.lesson(titled: scenario.title ?? scenario.file, prose, modes: modes)
  }

  private func part(of line: Int) -> Int {
    lines.last { $0.number <= line }?.part ?? 1
  }

  /// What `isolab export` writes of the lesson in a mode, or in its usual one; nil if it refuses.
  package func export(as form: Export, in mode: IsolationMode?) -> String? {
    let mode = mode ?? standardMode
    let runs = form == .html ? runs(first: mode) : [Run(scenario, in: mode)]
    let look = PictureLook()
    let moment = form.isPicture ? runs[0].moment(ofPart: nil, as: form, look) : nil
    let part = moment?.part ?? runs[0].firstPart
    guard runs.allSatisfy({ $0.failure == nil && $0.refusal(of: form, part: part) == nil })
    else { return nil }
    if form == .html { return LessonPage(of: runs, first: mode).html }
    guard let moment else { return runs[0].export(as: form, part: part) }
    return runs[0].picture(as: form, at: moment, look)?.text
  }

  /// The text of a lesson with a part's steps in another order, each as the place of its lane.
  package func reordered(_ order: [Int], ofPart part: Int, in mode: IsolationMode) -> String? {
    guard let part = explorable(part) else { return nil }
    let lines = part.statements(order, of: part.program(in: mode)).lines
    return branch(WebLab(after: lines, in: mode), "This is one of the possible orders.")
  }

  func explorable(_ part: Int) -> Explorable? {
    Explorable.parts(of: scenario, named: scenario.file).first { $0.part == part }
  }
}
