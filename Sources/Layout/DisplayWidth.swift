extension Unicode.Scalar {
  /// How many cells of a terminal it takes: 0 for marks, 2 for East Asian wide scalars, else 1.
  ///
  /// Counted by scalar, so a few emoji sequences are measured wider than they are drawn. Scalars
  /// that `printable` escapes are not its business. Source: Unicode's EastAsianWidth.txt, W and
  /// F, with gaps between neighbouring blocks closed.
  package var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615,
    0x2648...0x2653, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x2705...0x2705, 0x270A...0x270B,
    0x2753...0x2757, 0x2795...0x2797, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2E80...0x303E,
    0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F320, 0x1F32D...0x1F335,
    0x1F337...0x1F393, 0x1F3E0...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F550...0x1F567,
    0x1F5FB...0x1F64F, 0x1F680...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F90C...0x1FAFF,
    0x20000...0x3FFFD,
  ]
}

/// How many cells of a terminal the text takes.
package func displayWidth(of text: some StringProtocol) -> Int {
  text.unicodeScalars.reduce(0) { $0 + $1.displayWidth }
}
