import Foundation
import Language
import Layout
import Telling
import Testing
import Vocabulary

@testable import Pages
@testable import Runs

/// The pages of lessons, without a browser; `scripts/pages` looks at them in one.
@Suite struct LessonPageTests {
  private static func html(_ name: String, hiding: Bool = false) throws -> String {
    let lesson = try Course.scenario(name)
    let runs = lesson.modes.map { Run(lesson, in: $0) }
    var page = LessonPage(of: runs, first: lesson.standardMode, neighbours: Lesson.names)
    page.hidesExplanations = hiding
    return page.html
  }

  @Test(arguments: Lesson.names)
  func isWellFormedAndWhole(name: String) throws {
    let check = MarkupCheck(try Self.html(name), isHTML: true)
    #expect(check.fault == nil)
    expectClosed(check)
    let ids = check.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
  }

  /// Every step of every mode stands in a table, and links name it by the number in its prompt.
  @Test(arguments: Lesson.names)
  func everyStepIsInATable(name: String) throws {
    let lesson = try Course.scenario(name)
    let runs = lesson.modes.map { Run(lesson, in: $0) }
    let page = MarkupCheck(LessonPage(of: runs).html, isHTML: true)
    let told = Set(page.texts)
    for run in runs {
      let places = FramePlan(run).places
      let anchors = try Self.anchors(on: page, in: run.mode)
      #expect(Set(anchors.joined()).count == anchors.joined().count)
      for played in run.lines where played.isNews {
        let typed = played.transcriptLine
        #expect(told.contains(typed), "\(run.mode.name): \(typed)")
        guard played.line.statement?.isOfNoSession != true,
          let place = places[played.line.number]
        else { continue }
        let part = played.part == 1 ? "" : "\(played.part)."
        let number = part + typed.prefix { $0 != " " }
        #expect(anchors[place][0] == number, "\(run.mode.name): \(typed)")
      }
    }
  }

  @Test func framesAreNamedByTheirSteps() throws {
    let page = MarkupCheck(try Self.html("write-skew"), isHTML: true)
    let anchors = try Self.anchors(on: page, in: .snapshot)
    #expect(anchors.prefix(5) == [["0"], ["0a"], ["0b"], ["1"], ["2"]])
    #expect(anchors.contains(["14"]))
    #expect(anchors.contains(["2.0a"]))
    #expect(anchors.contains(["2.1"]))
    let retried = try Self.anchors(on: page, in: .serializableSnapshot)
    #expect(retried.contains(["11", "12", "13", "14", "15"]))
  }

  private static func anchors(
    on page: MarkupCheck, in mode: IsolationMode
  ) throws -> [[String]] {
    let run = page.elements.first {
      $0.attributes["class"] == "run" && $0.attributes["data-mode"] == mode.shortName
    }
    let names = try #require(run?.attributes["data-anchors"])
    return names.split(separator: " ").map { $0.split(separator: ",").map(String.init) }
  }

  /// A question stands in a frame of its own, before the command that answers it.
  @Test(arguments: Lesson.names)
  func aQuestionPauses(name: String) throws {
    let lesson = try Course.scenario(name)
    let frames = FramePlan(Run(lesson, in: lesson.standardMode)).frames
    let questions = frames.indices.filter { frames[$0].label == "a question" }
    #expect(!questions.isEmpty)
    for question in questions { #expect(frames[question + 1].command != nil) }
  }

  /// Each question offers answers; in each mode at least one that is right, and one that is not.
  @Test(arguments: Lesson.names)
  func aQuestionCanBeAnsweredByChoice(name: String) throws {
    let lesson = try Course.scenario(name)
    let page = LessonPage(of: lesson.modes.map { Run(lesson, in: $0) })
    for (index, frame) in page.frames.enumerated() where frame.isQuestion {
      for mode in lesson.modes {
        let verdicts = frame.choices.compactMap { choice in
          choice.verdicts.first { $0.mode == mode }
        }
        let place = "\(name), frame \(index), \(mode.name): \(frame.choices.map(\.text))"
        #expect(verdicts.contains { $0.isRight }, "\(place)")
        #expect(verdicts.contains { !$0.isRight }, "\(place)")
        #expect(verdicts.allSatisfy { $0.frame > index }, "\(place)")
      }
    }
  }

  /// A text is judged as `play` judges it.
  @Test func choicesAreOfTheKindThatIsAsked() throws {
    func choices(_ name: String) throws -> [[String]] {
      let lesson = try Course.scenario(name)
      return LessonPage(of: lesson.modes.map { Run(lesson, in: $0) }).frames
        .filter(\.isQuestion).map { $0.choices.map(\.text) }
    }
    #expect(try choices("write-skew") == [["ok", "waits", "aborted"]])
    #expect(try choices("inventory") == [["alice", "bob", "nobody"]])
    #expect(try choices("lost-update")[1].contains("12"))
  }

  /// What the script needs is in the markup, and there are no names that could occur twice.
  @Test func thePlayerStandsByItself() throws {
    let lesson = try Course.scenario("write-skew")
    let page = LessonPage(of: lesson.modes.map { Run(lesson, in: $0) }, first: .snapshot)
    let player = MarkupCheck("<main>\(page.player.source)</main>", isHTML: true)
    #expect(player.fault == nil)
    #expect(page.html.contains(page.player.source))
    #expect(player.elements.allSatisfy { $0.attributes["id"] == nil })
    #expect(player.elements[1].attributes["class"] == "lesson")
    #expect(player.elements[1].attributes["data-mode"] == "si")
    let frames = player.elements.filter { $0.name == "li" && $0.attributes["data-line"] != nil }
    #expect(frames.count == page.frames.count { $0.command != nil })
    let rows = player.elements.filter { $0.attributes["class"] == "row" }
    #expect(rows.contains { $0.attributes["data-from"] == "3" })
    #expect(player.elements.count { $0.attributes["class"] == "prompts" } == 1)
  }

  /// The question sheet asks and answers nothing.
  @Test(arguments: Lesson.names)
  func theSheetHoldsNoAnswer(name: String) throws {
    let lesson = try Course.scenario(name)
    let page = LessonPage(of: lesson.modes.map { Run(lesson, in: $0) })
    let sheet = try #require(page.handOut)
    #expect(MarkupCheck(sheet, isHTML: true).fault == nil)
    let texts = MarkupCheck(sheet, isHTML: true).texts.joined(separator: "\n")
    for word in ["ANOMALY ", "ABORTED ", "What each mode did"] {
      #expect(!texts.contains(word), "\(word)")
    }
    #expect(sheet.contains("class=\"predict\"") && sheet.contains("class=\"line\""))
    for frame in page.frames {
      if let command = frame.command { #expect(texts.contains(command), "\(command)") }
    }
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
    let alone = LessonPage(of: [Run(lesson, in: .snapshot)]).html
    #expect(!alone.contains("needless-abort.html"))
  }
}
