import Checking
import Drawing
import Language
import Pages
import Testing
import Vocabulary

@testable import Runs

/// Pictures of aborts, and the moments that pictures show.
@Suite struct WhyPictureTests {
  private func picture(
    _ name: String, _ mode: IsolationMode? = nil, _ form: Export = .svg, at moment: Moment? = nil,
    _ look: PictureLook = PictureLook()
  ) throws -> String {
    let lesson = try Course.scenario(name)
    let run = Run(lesson, in: mode ?? lesson.standardMode)
    return try #require(run.picture(as: form, at: moment ?? run.moment(), look)).text
  }

  /// The parts of a dangerous structure, each once, and its two dashed arrows in words.
  @Test func aDangerousStructureIsDrawn() throws {
    let picture = try picture("pivot")
    for role in ["in", "pivot", "out"] {
      #expect(picture.matches(of: try Regex(">\(role)</text>")).count == 1, "\(role)")
    }
    #expect(picture.matches(of: #/stroke-dasharray="8 5"/#).count == 3, "two, and the legend's")
    #expect(
      picture.contains(
        "<title>alice read gate/bob=on (4), bob changed it (9): alice before bob</title>"))
    #expect(picture.contains(">led to the abort<"))
  }

  /// What would have come of an abort that was not needed.
  @Test func aNeedlessAbortClosesNoCycle() throws {
    let picture = try picture("needless-abort")
    #expect(picture.contains(">would have closed no cycle: a serial order is alice, bob<"))
  }

  /// From the abort on the lane is struck through, up to what the session does next.
  @Test func aLaneIsStruckThroughAfterAnAbort() throws {
    let strike =
      #/class="alarm-line" d="M(\d+(?:\.\d)?) [0-9.]+L\1 [0-9.]+" [^>]*stroke-width="1.2"/#
    let struck = try picture("hermitage", .snapshot, at: Moment(part: 1, step: 6))
    let over = try picture("hermitage", .snapshot, at: Moment(part: 1, step: 8))
    #expect(struck.matches(of: strike).count == 1)
    #expect(over.matches(of: strike).count == 4)
  }

  /// The ring of waits of a deadlock, in the timeline and in the graph.
  @Test func aDeadlockIsARing() throws {
    for form in [Export.svg, .graph] {
      let picture = try picture("deadlock", .snapshot, form)
      #expect(picture.contains(">waits x<") && picture.contains(">waits y<"), "\(form)")
    }
    #expect(try picture("deadlock", .snapshot, .graph).contains(">T2 bob, aborted<"))
  }

  /// Each lesson's picture shows the anomaly of which the table says that the lesson shows it.
  @Test(arguments: Anomaly.all)
  func theMomentShowsTheSubject(anomaly: Anomaly) throws {
    // No mode lets a dirty write happen; the others are in modes that a lesson does not open in.
    let others: Set = ["dirty-write", "predicate-write-skew", "cycle"]
    guard let lesson = anomaly.lesson, !others.contains(anomaly.slug) else { return }
    #expect(try picture(lesson).contains(">ANOMALY \(anomaly.slug) "), "\(lesson)")
  }

  @Test func bloatShowsItsDeadVersions() throws {
    let picture = try picture("bloat-and-vacuum")
    #expect(picture.contains(">dead versions<"))
    #expect(picture.contains(", up to step 15<"))
    #expect(picture.contains(">dead, kept for a snapshot<"))
    #expect(
      try self.picture("bloat-and-vacuum", nil, .versions)
        .contains(">replaced, but a vacuum must keep it<"))
  }

  /// An author can mark the moment.
  @Test func aMarkSetsTheMoment() throws {
    let lesson = try Course.scenario("one-arrow")
    #expect(Run(lesson, in: .serializableSnapshot).moment() == Moment(part: 1, step: 7))
    #expect(try picture("one-arrow").contains(">must come first; does no harm<"))
    #expect(Run(lesson, in: .serializableSnapshot).moment(inPart: 2).part == 2)
  }

  @Test func thereIsNoPictureBeyondTheEnd() throws {
    let run = Run(try Course.scenario("pivot"), in: .serializableSnapshot)
    let last = run.lastStep(ofPart: 1)
    #expect(run.picture(as: .svg, at: Moment(part: 1, step: last), PictureLook()) != nil)
    #expect(run.picture(as: .svg, at: Moment(part: 1, step: last + 1), PictureLook()) == nil)
    #expect(run.picture(as: .svg, at: Moment(part: 4, step: nil), PictureLook()) == nil)
  }

  /// Long runs lose rows on a slide, but no arrow, and their texts stay large.
  @Test(arguments: Lesson.names) func aSlideIsReadable(name: String) throws {
    let lesson = try Course.scenario(name)
    var look = PictureLook()
    look.isSlide = true
    for mode in lesson.modes {
      let run = Run(lesson, in: mode)
      for part in 1...run.partCount {
        let moment = Moment(part: part, step: nil)
        let slide = try #require(run.picture(as: .svg, at: moment, look))
        #expect(!slide.isSmall, "\(name), \(mode.name), part \(part)")
        #expect(MarkupCheck(slide.text).fault == nil)
      }
    }
  }

  /// Only colors change: what users type does not.
  @Test func theDarkPictureSaysTheSame() throws {
    let bytes = Array(".seed \"=\\\"#ffffff\\\"\"=1\nBEGIN\nGET \"=\\\"#ffffff\\\"\"".utf8)
    let run = Run(try Scenario.read(bytes: bytes, file: "x"), in: .snapshot)
    var look = PictureLook()
    look.isDark = true
    let dark = try #require(run.picture(as: .svg, at: run.moment(), look)).text
    let light = try #require(run.picture(as: .svg, at: run.moment(), PictureLook())).text
    #expect(MarkupCheck(dark).texts == MarkupCheck(light).texts)
    #expect(dark.contains("#ffffff"))
    #expect(!dark.contains("\"#ffffff\""))
  }
}
