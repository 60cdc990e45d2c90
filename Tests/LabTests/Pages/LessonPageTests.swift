import Foundation
import Rendering
import Scripting
import Testing
import Vocabulary

@testable import Lab

/// The pages of lessons, without a browser; `scripts/pages` looks at them in one.
@Suite struct LessonPageTests {
  private static func html(_ name: String, hiding: Bool = false) throws -> String {
    let lesson = try Course.scenario(name)
    let renditions = lesson.modes.map { Rendition(lesson, in: $0) }
    var page = LessonPage(of: renditions, first: lesson.standardMode, neighbours: Lesson.names)
    page.hidesExplanations = hiding
    return page.html
  }

  @Test(arguments: Lesson.names)
  func isWellFormedAndWhole(name: String) throws {
    let check = MarkupCheck(try Self.html(name), isHTML: true)
    #expect(check.fault == nil)
    let names = Set(check.elements.map(\.name))
    #expect(names.isDisjoint(with: ["img", "link", "iframe", "object", "embed", "base", "form"]))
    for (element, attributes) in check.elements {
      #expect(attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "src" && $0 != "style" })
      guard let target = attributes["href"] else { continue }
      #expect(element == "a")
      let isNear = target.hasSuffix(".html") && !target.contains("/")
      #expect(isNear || target.hasPrefix("https://"), "\(target)")
    }
    let ids = check.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
  }

  /// Every step of every mode stands in a table.
  @Test(arguments: Lesson.names)
  func everyStepIsInATable(name: String) throws {
    let lesson = try Course.scenario(name)
    let told = Set(MarkupCheck(try Self.html(name), isHTML: true).texts)
    for mode in lesson.modes {
      for line in Rendition(lesson, in: mode).lines where line.isNews {
        #expect(told.contains(line.transcriptLine), "\(mode.name): \(line.transcriptLine)")
      }
    }
  }

  @Test func framesAreNamedByTheirSteps() throws {
    let lesson = try Course.scenario("write-skew")
    let plan = FramePlan(Rendition(lesson, in: .snapshot))
    let anchors = plan.frames.map(\.anchor)
    #expect(anchors.prefix(5) == ["0", "0a", "0b", "1", "2"])
    #expect(Set(anchors).count == anchors.count)
    #expect(plan.frames.first { $0.anchor == "9a" }?.label == "a question")
    #expect(plan.frames.first { $0.anchor == "10" }?.label == "step 10, bob: COMMIT")
  }

  /// A question stands in a frame of its own, before the command that answers it.
  @Test(arguments: Lesson.names)
  func aQuestionPauses(name: String) throws {
    let lesson = try Course.scenario(name)
    let frames = FramePlan(Rendition(lesson, in: lesson.standardMode)).frames
    let questions = frames.indices.filter { frames[$0].label == "a question" }
    #expect(!questions.isEmpty)
    for question in questions { #expect(frames[question + 1].command != nil) }
  }

  @Test func explanationsCanBeHidden() throws {
    #expect(try Self.html("write-skew").contains("<details open=\"\"><summary>Why"))
    let hiding = try Self.html("write-skew", hiding: true)
    #expect(!hiding.contains("<details open=\"\"><summary>Why"))
    #expect(hiding.contains("<details><summary>Why"))
    #expect(hiding.contains(" data-hiding=\"\">"))
  }

  @Test func linksLeadToOtherLessonsOnlyWhereTheyAre() throws {
    #expect(try Self.html("write-skew").contains("<a href=\"needless-abort.html\""))
    let lesson = try Course.scenario("write-skew")
    let alone = LessonPage(of: [Rendition(lesson, in: .snapshot)]).html
    #expect(!alone.contains("needless-abort.html"))
  }
}
