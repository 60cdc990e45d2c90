import Foundation
import Layout
import Pages
import Testing

@testable import Drawing

/// The style and the script of pages: let in by their checksums, and readable in both themes.
@Suite struct PageCodeTests {
  /// After a change, `scripts/page-hashes` writes them anew.
  @Test func theChecksumsFit() {
    #expect(SHA256.base64(of: Array(PageFrame.style.description.utf8)) == PageFrame.styleHash)
    #expect(SHA256.base64(of: Array(PageFrame.script.description.utf8)) == PageFrame.scriptHash)
    #expect(SHA256.base64(of: []) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  @Test func nothingInThemEndsTheirElement() {
    #expect(!PageFrame.style.description.contains("</"))
    #expect(!PageFrame.script.description.contains("</"))
    #expect(!PageFrame.style.description.contains("url("))
    let script = PageFrame.script.description
    #expect(script.firstMatch(of: #/innerHTML|eval|fetch|import|http/#) == nil)
  }

  /// 4.5 to 1, as WCAG 2.2 asks of text; sessions are written on the ground, all else on panels too.
  @Test func everyColourCanBeRead() throws {
    for theme in try Self.themes {
      let (ground, panel) = (try #require(theme["ground"]), try #require(theme["panel"]))
      for name in ["ink", "faint", "alarm", "focus"] {
        let colour = try #require(theme[name])
        #expect(min(colour.contrast(to: ground), colour.contrast(to: panel)) >= 4.5, "\(name)")
      }
      for name in ["wait", "clean", "abort", "alarm"] {
        let (colour, cell) = (try #require(theme[name]), try #require(theme["\(name)-ground"]))
        #expect(min(colour.contrast(to: ground), colour.contrast(to: cell)) >= 4.5, "\(name)")
      }
      for session in Self.sessions(in: theme) { #expect(session.contrast(to: ground) >= 4.5) }
    }
    let light = try Self.themes[0]
    #expect(light["alarm"] == ScreenColour(hex: Ink.alarm))
    #expect(light["faint"] == ScreenColour(hex: Ink.faint))
    #expect(light["wait"] == ScreenColour(hex: Ink.wait))
    // A dark picture is that of a dark page.
    let dark = try Self.themes[1]
    for (name, old) in [
      ("ground", Ink.ground), ("ink", Ink.text), ("faint", Ink.faint), ("alarm", Ink.alarm),
      ("wait", Ink.wait), ("rule", Ink.rule),
    ] {
      let new = try #require(Ink.dark.first { $0.old == old })
      #expect(dark[name] == ScreenColour(hex: new.new), "\(name)")
    }
  }

  @Test func pagesHaveTheColoursOfTheTable() throws {
    let themes = try Self.themes
    let all = SessionColour.all
    #expect(Self.sessions(in: themes[0]) == all.map { ScreenColour(hex: $0.ink) })
    #expect(Self.sessions(in: themes[1]) == all.map { ScreenColour(hex: $0.darkInk) })
    for theme in themes {
      let alarm = try #require(theme["alarm"])
      #expect(ScreenColour.canBeTold(Self.sessions(in: theme), from: [alarm]))
    }
    for number in 1...all.count {
      for part in ["", "-line", "-fill", "-ring"] {
        #expect(PageFrame.style.description.contains(".s\(number)\(part) {"))
      }
    }
    #expect(!PageFrame.style.description.contains("--s\(all.count + 1)"))
  }

  /// Who cannot tell the colours apart has the lines.
  @Test func noTwoSessionsHaveTheSameLine() {
    #expect(Set(SessionColour.all.map { $0.dashes ?? "" }).count == SessionColour.all.count)
  }

  /// The colors of the light and the dark theme, by their names.
  private static var themes: [[String: ScreenColour]] {
    get throws {
      let blocks = PageFrame.style.description.matches(of: #/:root \{([^}]*)\}/#)
      let themes = blocks.map { colours(in: $0.1) }.filter { !$0.isEmpty }
      try #require(themes.count == 2)
      return themes
    }
  }

  private static func sessions(in theme: [String: ScreenColour]) -> [ScreenColour] {
    (1...SessionColour.all.count).compactMap { theme["s\($0)"] }
  }

  private static func colours(in block: Substring) -> [String: ScreenColour] {
    Dictionary(
      block.matches(of: #/--([\w-]+): (#[0-9a-f]{6})/#)
        .map { (String($0.1), ScreenColour(hex: String($0.2))) },
      uniquingKeysWith: { $1 })
  }
}

/// SHA-256 as FIPS 180-4 defines it, for checking two constants.
private enum SHA256 {
  static func base64(of bytes: [UInt8]) -> String { Data(digest(of: bytes)).base64EncodedString() }

  private static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = primes(8).map { fraction(of: Double($0).squareRoot()) }
    let constants = primes(64).map { fraction(of: cbrt(Double($0))) }
    var message = bytes + [0x80]
    while message.count % 64 != 56 { message.append(0) }
    message += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (bytes.count * 8) >> ($0 * 8)) }
    for start in stride(from: 0, to: message.count, by: 64) {
      var words = (0..<16).map { word in
        (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(message[start + word * 4 + $1]) }
      }
      for index in 16..<64 {
        let (a, b) = (words[index - 15], words[index - 2])
        let low = turned(a, 7) ^ turned(a, 18) ^ a >> 3
        let high = turned(b, 17) ^ turned(b, 19) ^ b >> 10
        words.append(words[index - 16] &+ low &+ words[index - 7] &+ high)
      }
      let state = rounds(hash, words, constants)
      hash = zip(hash, state).map { $0 &+ $1 }
    }
    return hash.flatMap { word in (0..<4).reversed().map { UInt8(word >> ($0 * 8) & 255) } }
  }

  private static func rounds(_ hash: [UInt32], _ words: [UInt32], _ keys: [UInt32]) -> [UInt32] {
    var s = hash
    for index in 0..<64 {
      let e = turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let first = s[7] &+ e &+ choice &+ keys[index] &+ words[index]
      let a = turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)
      let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
      s = [first &+ a &+ majority, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    return s
  }

  private static func turned(_ word: UInt32, _ by: UInt32) -> UInt32 {
    word >> by | word << (32 - by)
  }

  private static func fraction(of number: Double) -> UInt32 {
    UInt32((number - number.rounded(.down)) * 4_294_967_296)
  }

  private static func primes(_ count: Int) -> [Int] {
    var found: [Int] = []
    var number = 2
    while found.count < count {
      if found.allSatisfy({ number % $0 != 0 }) { found.append(number) }
      number += 1
    }
    return found
  }
}
