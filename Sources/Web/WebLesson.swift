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

  /// Reads the text of a lesson.
  package init(_ text: String, named name: String) throws(FileError) {
    scenario = try Scenario.read(bytes: Array(text.utf8), file: name + ".md")
    lines = scenario.lines
  }

  /// The page of the lesson in the modes that it is about, one of which is shown first.
  package func page(first mode: IsolationMode?) -> JSON {
    let first = mode ?? scenario.standardMode
    let modes = scenario.modes.contains(first) ? scenario.modes : [first] + scenario.modes
    var runs: [Run] = []
    for mode in modes {
      let run = Run(scenario, in: mode)
      if let refusal = run.refusal(of: .html, part: run.firstPart) {
        return .fields(["error": .string(refusal)])
      }
      runs.append(run)
    }
    let page = LessonPage(of: runs, first: first)
    return .fields([
      "title": .text(scenario.title), "mode": .string(first.shortName),
      "markup": .string(page.html),
    ])
  }

  /// What `isolab export` writes of the lesson.
  package func export(as form: Export) -> String? {
    let run = Run(scenario, in: scenario.standardMode)
    return run.export(as: form, part: run.firstPart)
  }

  /// What every order of a part's steps leads to in a mode; null if there are too many.
  package func orders(ofPart part: Int, in mode: IsolationMode, most: Int) -> JSON {
    let parts = Explorable.parts(of: scenario, named: scenario.file)
    guard let part = parts.first(where: { $0.part == part }) else { return .null }
    let program = part.program(in: mode)
    var exploration = Exploration()
    exploration.limit = most
    guard let orders = exploration.orders(of: program) else { return .null }
    var kinds: [Set<Trait>] = []
    let cells = orders.map { order -> JSON in
      let kind = kinds.firstIndex(of: order.traits) ?? kinds.count
      if kind == kinds.count { kinds.append(order.traits) }
      return .array([.string(order.order.map { "\($0)" }.joined(separator: " ")), .int(kind)])
    }
    return .fields([
      "all": .count(program.orders.count ?? 0),
      "lanes": .array(program.lanes.map { .string($0.session.text) }),
      "kinds": .array(kinds.map { .array($0.sorted().map { .string($0.text) }) }),
      "orders": .array(cells),
    ])
  }

  /// The text of a lesson that gives a part's steps in another order, each as the place of its lane.
  package func reordered(_ order: [Int], ofPart part: Int, in mode: IsolationMode) -> String? {
    let parts = Explorable.parts(of: scenario, named: scenario.file)
    guard let part = parts.first(where: { $0.part == part }) else { return nil }
    return try? part.lesson(of: order, in: mode, titled: scenario.title ?? scenario.file)
  }
}
