import Drawing
import Language
import Layout
package import Runs
import Telling
import Vocabulary

/// A lesson in the index of the course.
package struct LessonCard: Sendable {
  /// The name of its file, without its suffix.
  let name: String
  let title: String
  /// What it is about.
  let line: String
  let minutes: Int
  let modes: Int
  let thumbnail: Markup

  /// The card of a lesson, run in its usual mode; its picture shows the lesson's finding.
  package init(_ run: Run, named name: String, modes: Int) {
    self.name = name
    self.modes = modes
    let colon = run.title.firstIndex(of: ":")
    title = colon.map { String(run.title[..<$0]) } ?? run.title
    line =
      colon.map { String(run.title[run.title.index(after: $0)...].drop { $0 == " " }) } ?? ""
    minutes = Self.minutes(for: run)
    thumbnail = run.lab(at: run.moment())?.timelinePicture(titled: "").thumbnail ?? Markup()
  }

  /// What a reader needs, who reads 150 words a minute, looks at each command for ten seconds, and
  /// thinks about each question for half a minute.
  private static func minutes(for run: Run) -> Int {
    let blocks = run.passages.flatMap { $0.blocks }.filter { !$0.isComment }
    let lines = run.passages.flatMap { $0.lines }
    let words = lines.reduce(0) { $0 + $1.split(separator: " ").count }
    let questions = blocks.count { $0.isQuestion }
    let seconds = words * 60 / 150 + run.lines.count * 10 + questions * 30
    return max(1, (seconds + 59) / 60)
  }

  var markup: Markup {
    .element(
      "li", ["class": "card", "data-lesson": name],
      .element(
        "a", ["href": name + ".html"], thumbnail,
        .element("strong", text: title), .element("span", ["class": "line"], text: line)),
      .element(
        "p", ["class": "faint"],
        text: "\(counted(minutes, "minute")), \(counted(modes, "mode"))"),
      .element("p", ["class": "progress"])) + .lineBreak
  }
}
