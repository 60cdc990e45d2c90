#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A colour of a screen, measured.
struct ScreenColour: Hashable {
  /// Red, green and blue, from 0 to 255.
  private let parts: [Int]

  static let (black, white) = (ScreenColour(hex: "#000000"), ScreenColour(hex: "#ffffff"))

  /// As pages write it: `#5f5fff`.
  init(hex: String) {
    let number = Int(hex.dropFirst(), radix: 16) ?? 0
    parts = [number >> 16, number >> 8 & 255, number & 255]
  }

  /// One of xterm's 256, from its 256colres.h: a cube of six shades, and 24 shades of grey.
  init(xterm number: Int) {
    precondition(16..<256 ~= number, "the first 16 are the theme's")
    parts =
      number >= 232
      ? .init(repeating: 8 + 10 * (number - 232), count: 3)
      : [36, 6, 1].map { (number - 16) / $0 % 6 }.map { $0 == 0 ? 0 : 55 + 40 * $0 }
  }

  /// The share of full light that each part is.
  private var light: [Double] {
    parts.map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  private var luminance: Double { Self.product([0.2126, 0.7152, 0.0722], light) }

  /// The contrast as WCAG 2.2 defines it, from 1 to 21.
  func contrast(to other: ScreenColour) -> Double {
    let lights = [luminance, other.luminance].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// How different two colours look: the distance in Oklab (Ottosson 2020), 1 from black to white.
  ///
  /// A difference of 0.02 can just be noticed, says CSS Color 4.
  func distance(to other: ScreenColour) -> Double {
    zip(oklab, other.oklab).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// By how many degrees the hues differ.
  func turn(to other: ScreenColour) -> Double {
    let turn = abs(hue - other.hue)
    return min(turn, 360 - turn)
  }

  private var hue: Double { atan2(oklab[2], oklab[1]) * 180 / .pi }

  private var oklab: [Double] {
    let cones = Self.fromLight.map { cbrt(Self.product($0, light)) }
    return Self.fromCones.map { Self.product($0, cones) }
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static let fromLight = [
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ]
  private static let fromCones = [
    [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
  ]
}

extension ScreenColour {
  /// Four and ten times what can just be noticed: between sessions, whose names are beside it, and
  /// from a session to what is wrong.
  static let (least, leastToAlarms) = (0.08, 0.2)

  /// Whether no two of these sessions look alike, and none looks like an alarm.
  static func canBeTold(_ sessions: [ScreenColour], from alarms: [ScreenColour]) -> Bool {
    sessions.indices.allSatisfy { index in
      let session = sessions[index]
      return sessions[..<index].allSatisfy { session.distance(to: $0) >= least }
        && alarms.allSatisfy { session.distance(to: $0) >= leastToAlarms }
    }
  }
}
