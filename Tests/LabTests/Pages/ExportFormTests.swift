import Foundation
import Language
import Pages
import Sessions
import Testing
import Vocabulary

@testable import Runs

/// Each form of one small run, byte for byte as it is recorded in `Exports`.
///
/// With the variable UPDATE_EXPORTS set, the files are written anew, to be read as a difference.
@Suite struct ExportFormTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Exports")

  private static func scenario() throws -> Scenario {
    let bytes = try Data(contentsOf: folder.appendingPathComponent("run.isolab"))
    return try Scenario.read(bytes: Array(bytes), file: "run.isolab")
  }

  @Test(arguments: Export.allCases.filter { $0 != .html })
  func isAsRecorded(form: Export) throws {
    let run = Run(try Self.scenario(), in: .snapshot)
    #expect(run.failure == nil)
    let text = try #require(run.export(as: form, part: 1))
    let file = Self.folder.appendingPathComponent("run.\(form.rawValue)")
    if ProcessInfo.processInfo.environment["UPDATE_EXPORTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(text == recorded)
  }

  @Test func theEndOfANameTellsTheForm() {
    #expect(Export(file: "a/b.svg") == .svg)
    #expect(Export(file: "b.GRAPH.svg") == .graph)
    #expect(Export(file: "b.versions.svg") == .versions)
    #expect(Export(file: "graph.svg") == .svg)
    #expect(Export(file: "svg") == nil)
    #expect(Export(file: "b.png") == nil)
    #expect(Export(named: "svg-graph") == .graph)
    #expect(Export(named: "mermaid") == .mermaid)
    #expect(Export(named: "mmd") == .mermaid)
    #expect(Export(named: "png") == nil)
  }

  @Test func thereIsNoPartBeyondTheLast() throws {
    let run = Run(try Self.scenario(), in: .snapshot)
    #expect(run.export(as: .svg, part: 2) == nil)
  }

  /// A transcript is a scenario again, whose answers hold.
  @Test func aTranscriptCanBeReplayed() throws {
    for name in Lesson.names {
      let lesson = try Course.scenario(name)
      let text = try #require(
        Run(lesson, in: lesson.standardMode).export(as: .transcript, part: 1))
      let again = try Scenario.read(bytes: Array(text.utf8), file: "\(name).md")
      #expect(again.modes == [lesson.standardMode])
      let test = LessonTest(again, mode: lesson.standardMode)
      #expect(test.mismatches.map(\.line) == [], "\(name)")
      #expect(test.failure == nil, "\(name)")
      #expect(!text.contains("<!--"), "\(name) tells the speaker's notes")
    }
  }

  /// Every step of every lesson has its number in the script, and nobody else's.
  @Test(arguments: Lesson.names)
  func everyCommandIsInTheScripts(name: String) throws {
    let lesson = try Course.scenario(name)
    for mode in lesson.modes {
      let run = Run(lesson, in: mode)
      for part in 1...run.partCount {
        let sql = try #require(run.export(as: .sql, part: part))
        let lab = try #require(run.end(ofPart: part))
        for reply in lab.replies.flatMap({ [$0] + $0.retried }) {
          let step = try #require(reply.step)
          let heading = "\n-- step \(step): \(reply.text)\n"
          #expect(sql.contains(heading), "\(name), \(mode.name): \(heading)")
        }
      }
    }
  }
}

/// The lessons, for tests of what is made of them.
enum Course {
  static func scenario(_ name: String) throws -> Scenario {
    let text = try #require(Lesson.text(named: name))
    return try Scenario.read(bytes: text, file: "\(name).md")
  }
}
