import Foundation
import Language
import Layout
import Pages
import Surveying
import Testing
import Vocabulary

@testable import Runs

/// The index of the course: its map, and its cards.
@Suite struct CourseMapTests {
  /// A cell leads to a lesson in which that happens, or to a page of its own.
  @Test func everyCellLeadsSomewhere() throws {
    let map = try CourseMap { try Course.scenario($0) }
    let index = LessonIndex.html(titled: "t", map: map.html, [])
    let check = MarkupCheck(index, isHTML: true)
    #expect(check.fault == nil)
    let cells = check.elements.filter { $0.name == "td" }
    #expect(cells.count == SurveyRow.matrix.count * IsolationMode.allCases.count)
    let pages = Set(map.pages.map(\.name))
    let links = index.matches(of: #/<td class="([a-z]+)"><a href="([^"]*)"/#)
    #expect(links.count == cells.count)
    for link in links where !pages.contains(String(link.2)) {
      let parts = link.2.split(whereSeparator: { "?=#".contains($0) }).map(String.init)
      try #require(parts.count == 4, "\(link.2)")
      let lesson = try Course.scenario(String(parts[0].dropLast(5)))
      let mode = try #require(IsolationMode(named: parts[2]))
      #expect(lesson.modes.contains(mode))
      let run = Run(lesson, in: mode)
      let step = parts[3].split(separator: ".").compactMap { Int($0) }
      let played = try #require(
        run.lines.first { $0.part == (step.count > 1 ? step[0] : 1) && $0.steps.last == step.last })
      let hasAnomaly = played.answers.contains { $0.hasPrefix("ANOMALY") }
      #expect(!(link.1 == "anomaly") || hasAnomaly, "\(link.2)")
    }
    #expect(links.contains { $0.2 == "write-skew.html?mode=ssi#10" && $0.1 == "aborts" })
    #expect(links.contains { $0.2 == "long-fork.html?mode=rc#14" && $0.1 == "anomaly" })
  }

  /// A card has a picture, and how long the lesson takes.
  @Test(arguments: Lesson.names) func aCardForEachLesson(name: String) throws {
    let lesson = try Course.scenario(name)
    let card = LessonCard(Run(lesson, in: lesson.standardMode), named: name, modes: 3)
    let index = LessonIndex.html(titled: "t", map: Markup(), [("g", [card])])
    let check = MarkupCheck(index, isHTML: true)
    #expect(check.fault == nil)
    #expect(check.elements.contains { $0.name == "circle" }, "the thumbnail shows steps")
    let minutes = try #require(index.firstMatch(of: #/([0-9]+) minutes?, 3 modes/#))
    #expect(1...60 ~= Int(minutes.1) ?? 0)
  }

  @Test func theCourseHoldsEachLessonOnce() {
    #expect(Lesson.course.flatMap(\.lessons) == Lesson.names)
  }
}
