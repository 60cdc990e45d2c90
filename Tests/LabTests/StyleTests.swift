import Drawing
import Language
import Layout
import Presenting
import Runs
import Telling
import Testing
import Vocabulary

/// What the looks of a terminal are: readable on any, and the same for a session everywhere.
@Suite struct StyleTests {
  /// 4.5 to 1, as WCAG 2.2 asks of text: on a ground of its own, or on black and on white.
  @Test(arguments: Style.allCases) func everyColourCanBeReadOnBlackAndOnWhite(_ style: Style) {
    guard let letters = colour(behind: 38, style) else {
      // Bold and nothing else: in the terminal's own colour.
      #expect(["", "1"].contains(style.rawValue))
      return
    }
    for ground in colour(behind: 48, style).map({ [$0] }) ?? [.black, .white] {
      let ratio = letters.contrast(to: ground)
      #expect(ratio >= 4.5, "\(style): \(ratio) on \(ground)")
    }
  }

  /// Letters in color are a session; a ground in color is what became of a command.
  @Test func sessionsDifferFromEachOtherAndFromOutcomes() throws {
    let sessions = try SessionColour.all.map { session in
      #expect(colour(behind: 48, session.style) == nil)
      return try #require(colour(behind: 38, session.style))
    }
    let outcomes = try [Style.bad, .waiting, .good].map { try #require(colour(behind: 48, $0)) }
    #expect(ScreenColour.canBeTold(sessions, from: outcomes))
    #expect(ScreenColour.canBeTold(outcomes, from: []))
    // What was too close before: rust beside red, and a session as green as `Right:`.
    #expect(!ScreenColour.canBeTold([ScreenColour(xterm: 131)], from: outcomes))
    #expect(!ScreenColour.canBeTold([ScreenColour(xterm: 29)], from: [ScreenColour(xterm: 29)]))
  }

  @Test func aSessionLooksTheSameInTerminalAndPicture() throws {
    for session in SessionColour.all {
      let letters = try #require(colour(behind: 38, session.style))
      #expect(ScreenColour(hex: session.ink) == letters)
      #expect(ScreenColour(hex: session.darkInk).turn(to: letters) < 10)
    }
    #expect(SessionColour.of(SessionColour.all.count) == SessionColour.of(0))
  }

  /// The colour of xterm's 256 that `38;5;` or `48;5;` asks for; nil if there is none.
  private func colour(behind code: Int, _ style: Style) -> ScreenColour? {
    let codes = style.rawValue.split(separator: ";").compactMap { Int($0) }
    return codes.indices.first { codes[$0...].starts(with: [code, 5]) }
      .map { ScreenColour(xterm: codes[$0 + 2]) }
  }

  // MARK: Lanes

  private func lecture(_ name: String, mode: String, step: Int) throws -> Lecture {
    var lecture = PlayTests.start(try PlayTests.lesson(name))
    while lecture.mode.shortName != mode { lecture.switchMode() }
    lecture.go(toStep: step)
    return lecture
  }

  /// The looks in which a text is shown.
  private func looks(of text: String, in lecture: Lecture) -> Set<Style> {
    Set(
      lecture.screen.flatMap(\.line.spans).filter { $0.text.contains(text) }.map(\.style))
  }

  @Test func aSessionHasItsColourInLanesAndPrompt() throws {
    let lecture = try lecture("write-skew", mode: "ssi", step: 10)
    #expect(looks(of: "alice", in: lecture).contains(.blue))
    #expect(looks(of: "bob", in: lecture).contains(.green))
    #expect(looks(of: "COMMIT", in: lecture).isSuperset(of: [.blue, .green]))
    let prompt = try #require(lecture.screen.last { $0.text.hasPrefix("10 bob*> ") })
    #expect(prompt.line.spans.map(\.style) == [.bold, .green, .bold])
  }

  @Test func whatStandsOutInAnswersDoesSoInLanes() throws {
    var lecture = try lecture("write-skew", mode: "ssi", step: 10)
    #expect(looks(of: "ABORTED", in: lecture) == [.bad])
    lecture = try self.lecture("write-skew", mode: "si", step: 10)
    #expect(looks(of: "ANOMALY", in: lecture) == [.bad])
    lecture = try self.lecture("lost-update", mode: "si", step: 6)
    #expect(looks(of: "waits", in: lecture) == [.waiting])
    #expect(looks(of: "WAITS", in: lecture) == [.waiting])
  }

  // MARK: Text

  /// Timeline, versions, and graph as text have the colors of prompts and lanes; keys and values
  /// that are called like a session have none.
  @Test func sessionsHaveTheirColoursInPrintedPictures() throws {
    var workspace = Workspace(mode: .snapshot, isInteractive: true)
    workspace.type([
      ".sessions alice bob", ".seed alice=bob bob=alice", "BEGIN", "bob: BEGIN", "GET alice",
      "bob: GET bob", "PUT bob bob", "bob: PUT alice alice",
    ])
    let versions = try spans(of: ".versions", on: &workspace)
    #expect(versions["alice"] == [.none, .blue])
    #expect(versions["bob"] == [.none, .green])
    workspace.type(["COMMIT", "bob: COMMIT"])
    let timeline = try spans(of: ".timeline", on: &workspace)
    #expect(timeline["alice"] == [.blue])
    #expect(timeline["│"] == [.blue, .green])
    #expect(timeline["ANOMALY write-skew T1 T2"] == [.bad])
    let graph = try spans(of: ".graph", on: &workspace)
    #expect(graph["alice"] == [.blue])
    #expect(graph["bob"] == [.green])
    #expect(graph["rw alice"] == [.bad])
  }

  /// The looks in which the notes of an answer have each text; without colors there are none.
  private func spans(of line: String, on workspace: inout Workspace) throws -> [String: Set<Style>]
  {
    let statement = try #require(try workspace.lab.read(line)?.get())
    let lines = workspace.enter(statement).lines
    var presentation = Presentation()
    let plain = presentation.lines(lines)
    #expect(plain.flatMap(\.spans).allSatisfy { $0.style == .none })
    presentation.isColoured = true
    let painted = presentation.lines(lines)
    #expect(painted.flatMap(\.spans).contains { $0.style != .none })
    #expect(painted.map(\.text) == plain.map(\.text))
    return lines.compactMap(\.looks).flatMap(\.spans).reduce(into: [:]) { found, span in
      let start = span.text.trimmingPrefix { $0 == " " }.split(separator: "  ").first ?? ""
      found[String(start), default: []].insert(span.style)
    }
  }

  @Test func aNameIsFoundAsAWhole() {
    let names = ["a", "a b", "", "c,d"]
    func looks(_ text: String) -> [String] {
      let line = StyledText(text, sessions: names)
      #expect(line.text == text)
      return line.spans.filter { $0.style != .none }.map { "\($0.text) \($0.style)" }
    }
    #expect(looks("T1 a, aa, a b,ab") == ["a blue", "a b green"])
    #expect(looks("c,d a a\u{301}") == ["c,d violet", "a blue"])
    #expect(looks("").isEmpty)
  }

  /// What is on the screen does not depend on colours.
  @Test func withoutColourTheTextIsTheSame() throws {
    let lecture = try lecture("write-skew", mode: "ssi", step: 10)
    for row in lecture.screen {
      let painted = TerminalText(row.line).source
      #expect(painted.replacing(#/\x1B\[[0-9;]*m/#, with: "") == row.text)
      #expect(!row.text.contains("\u{1B}"))
    }
  }
}
