import Foundation
import Language
import Pages
import Testing
import Vocabulary

@testable import Runs

/// The arrows of timelines go round the texts.
@Suite struct ArrowTests {
  @Test(arguments: Lesson.names)
  func noArrowCrossesAText(name: String) throws {
    let lesson = try Course.scenario(name)
    for mode in lesson.modes {
      let run = Run(lesson, in: mode)
      for part in 1...run.partCount {
        let sheet = Sheet(try #require(run.export(as: .svg, part: part)))
        #expect(sheet.struckOut == [], "\(name), \(mode.name), part \(part)")
      }
    }
  }

  /// The check finds what it is for.
  @Test func aCrossingIsFound() {
    let text = #"<text class="s1" x="10" y="20">BEGIN</text>"#
    func path(_ way: String) -> String { #"<path class="alarm-line" d="M\#(way)"/>"# }
    #expect(Sheet(text + path("0 15L4 15Q10 15 16 15L90 15")).struckOut == ["BEGIN"])
    #expect(Sheet(text + path("0 25L4 25Q10 25 16 25L90 25")).struckOut == [])
  }

  @Test func thereAreArrowsAtAll() throws {
    let lesson = try Course.scenario("long-fork")
    let picture = try #require(Run(lesson, in: .readCommitted).export(as: .svg, part: 1))
    #expect(Sheet(picture).arrows.count == 4)
  }
}

/// The arrows of a timeline, and its texts.
private struct Sheet {
  typealias Spot = (x: Double, y: Double)

  /// The corners of each arrow; the arms of a cross have no corners.
  let arrows: [[Spot]]
  private let texts: [(left: Double, right: Double, foot: Double, text: String)]

  init(_ source: String) {
    let lines = #/class="(?:alarm|wait|faint)-line" d="([^"]*Q[^"]*)"/#
    arrows = source.matches(of: lines).map { way in
      way.1.matches(of: #/(-?[0-9.]+) (-?[0-9.]+)/#).map {
        (Double($0.1) ?? .nan, Double($0.2) ?? .nan)
      }
    }
    let pattern = #/<text class="[^"]*" x="([0-9.]+)" y="([0-9.]+)"([^>]*)>([^<]*)</#
    texts = source.matches(of: pattern).filter { !$0.3.contains("text-anchor") }.map { found in
      let left = Double(found.1) ?? .nan
      let text = String(found.4).replacing(#/&[^;]*;/#, with: "?")
      return (left, left + Double(text.count) * 9.05, Double(found.2) ?? .nan, text)
    }
  }

  /// The texts that an arrow crosses.
  var struckOut: [String] {
    texts.filter { text in
      arrows.contains { corners in
        zip(corners, corners.dropFirst()).contains { one, other in
          min(one.x, other.x) < text.right && max(one.x, other.x) > text.left
            && min(one.y, other.y) < text.foot + 3 && max(one.y, other.y) > text.foot - 11
        }
      }
    }.map(\.text)
  }
}
