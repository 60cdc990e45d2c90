import Drawing
import Language
import Layout
import Presenting
import Telling
import Testing
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the looks of a terminal are: readable on any, and the same for a session everywhere.
@Suite struct StyleTests {
  /// 4.5 to 1, as WCAG 2.2 asks of text: on a ground of its own, or on black and on white.
  @Test(arguments: Style.allCases) func everyColourCanBeReadOnBlackAndOnWhite(_ style: Style) {
    let codes = style.rawValue.split(separator: ";").compactMap { Int($0) }
    guard let letters = colour(behind: 38, codes) else {
      // Bold and nothing else: in the terminal's own colour.
      #expect(codes.allSatisfy { $0 == 1 })
      return
    }
    let grounds = colour(behind: 48, codes).map { [$0] } ?? [[0, 0, 0], [255, 255, 255]]
    for ground in grounds {
      let lights = [luminance(letters), luminance(ground)].sorted()
      let ratio = (lights[1] + 0.05) / (lights[0] + 0.05)
      #expect(ratio >= 4.5, "\(style): \(ratio) on \(ground)")
    }
  }

  @Test func noTwoSessionsLookAlike() {
    #expect(Set(SessionColour.all.map(\.style)).count == SessionColour.all.count)
    let alarms: Set<Style> = [.bad, .waiting]
    #expect(alarms.isDisjoint(with: SessionColour.all.map(\.style)))
  }

  /// Red, green and blue of a colour of xterm's 256, which `38;5;` or `48;5;` asks for.
  ///
  /// From xterm's 256colres.h: a cube of six shades, and 24 shades of grey.
  private func colour(behind code: Int, _ codes: [Int]) -> [Int]? {
    guard let place = codes.indices.first(where: { codes[$0...].starts(with: [code, 5]) }) else {
      return nil
    }
    let number = codes[place + 2]
    precondition(16..<256 ~= number, "the first 16 are the theme's")
    if number >= 232 { return .init(repeating: 8 + 10 * (number - 232), count: 3) }
    return [36, 6, 1].map { (number - 16) / $0 % 6 }.map { $0 == 0 ? 0 : 55 + 40 * $0 }
  }

  private func luminance(_ colour: [Int]) -> Double {
    let parts = colour.map { value -> Double in
      let part = Double(value) / 255
      guard part > 0.04045 else { return part / 12.92 }
      return pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
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
    #expect(looks(of: "bob", in: lecture).contains(.rust))
    #expect(looks(of: "COMMIT", in: lecture).isSuperset(of: [.blue, .rust]))
    let prompt = try #require(lecture.screen.last { $0.text.hasPrefix("10 bob*> ") })
    #expect(prompt.line.spans.map(\.style) == [.bold, .rust, .bold])
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

  /// What is on the screen does not depend on colours.
  @Test func withoutColourTheTextIsTheSame() throws {
    let lecture = try lecture("write-skew", mode: "ssi", step: 10)
    for row in lecture.screen {
      #expect(row.painted.replacing(#/\x1B\[[0-9;]*m/#, with: "") == row.text)
      #expect(!row.text.contains("\u{1B}"))
    }
  }
}
