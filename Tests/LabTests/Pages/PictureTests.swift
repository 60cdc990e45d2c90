import Language
import Layout
import Pages
import Testing
import Vocabulary

@testable import Runs

/// Pictures hold together: well-formed, escaped, the same each time.
@Suite struct PictureTests {
  private static let pictures: [Export] = [.svg, .graph, .versions]

  @Test(arguments: Lesson.names)
  func everyPictureOfALessonIsWellFormed(name: String) throws {
    let lesson = try Course.scenario(name)
    for mode in lesson.modes {
      let run = Run(lesson, in: mode)
      for form in Self.pictures {
        for part in 1...run.partCount {
          let text = try #require(run.export(as: form, part: part))
          let check = MarkupCheck(text)
          #expect(check.fault == nil, "\(name) \(mode.name) \(form)")
          #expect(check.elements.first?.name == "svg")
        }
      }
    }
  }

  /// Markup, ends of scripts, control and bidi characters in keys, values and titles are text.
  @Test func whatUsersTypeIsNoMarkup() throws {
    let nasty = #"</script><b x='1'>&amp;]]>\u{202E}\u{7}"#
    let lines = [
      "# </title><img src=x onerror=alert(1)>\u{202E}", ".seed \"\(nasty)\"=\"\(nasty)\"",
      "BEGIN rc",
      "bob: BEGIN rc", "GET \"\(nasty)\"", "bob: PUT \"\(nasty)\" \"\(nasty)2\"", "bob: COMMIT",
      "PUT \"\(nasty)\" 1", "COMMIT",
    ]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let scenario = try Scenario.read(bytes: bytes, file: "nasty")
    let run = Run(scenario, in: .readCommitted)
    for form in Self.pictures {
      let check = MarkupCheck(try #require(run.export(as: form, part: 1)))
      #expect(check.fault == nil, "\(form)")
      let known: Set = ["svg", "title", "rect", "path", "circle", "text", "g"]
      #expect(check.elements.allSatisfy { known.contains($0.name) }, "\(form)")
      #expect(check.texts.joined().contains("</title><img src=x onerror=alert(1)>\\u{202E}"))
    }
    let page = try #require(run.export(as: .html, part: 1))
    let check = MarkupCheck(page, isHTML: true)
    #expect(check.fault == nil)
    #expect(check.elements.allSatisfy { $0.name != "img" && $0.attributes["x"] != "1" })
    #expect(check.elements.count { $0.name == "script" } == 1)
    #expect(check.texts.joined().contains(#"</script><b x='1'>&amp;]]>\u{202E}"#))
    let sql = try #require(run.export(as: .sql, part: 1))
    #expect(sql.contains(#"E'</script><b x=''1''>&amp;]]>\U0000202E\U00000007'"#))
    #expect(!sql.unicodeScalars.contains { $0 != "\n" && $0.isUnprintable })
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let lesson = try Course.scenario("long-fork")
    for form in Export.allCases {
      let texts = (0..<3).map { _ in
        Run(lesson, in: .readCommitted).export(as: form, part: 1)
      }
      #expect(texts[0] != nil)
      #expect(Set(texts).count == 1, "\(form)")
    }
  }

  /// The arrows of the circle, and the cross of an abort.
  @Test func aTimelineShowsTheCircleAndTheAbort() throws {
    let lesson = try Course.scenario("write-skew")
    let wrong = try #require(Run(lesson, in: .snapshot).export(as: .svg, part: 1))
    #expect(wrong.contains(">rw alice_status<"))
    #expect(wrong.contains(">rw bob_status<"))
    #expect(wrong.contains(">ANOMALY write-skew T1 T2<"))
    let right = try #require(
      Run(lesson, in: .serializableSnapshot).export(as: .svg, part: 1))
    #expect(right.contains(">ABORTED, needed<"))
    #expect(right.contains(">would have closed a cycle: bob -&gt; alice -&gt; bob<"))
  }

  @Test func aWaitIsShownUntilItsEnd() throws {
    let lesson = try Course.scenario("long-fork")
    let picture = try #require(Run(lesson, in: .twoPhaseLocking).export(as: .svg, part: 1))
    #expect(picture.contains(">waits dave<"))
    #expect(picture.contains(">(7) goes on  ok<"))
    #expect(
      picture.contains(">a cycle of waits: dave -&gt; bob -&gt; carol -&gt; alice -&gt; dave<"))
  }
}
