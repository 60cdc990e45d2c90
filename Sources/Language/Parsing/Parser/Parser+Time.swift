package import Vocabulary

/// How long something lasts: `500ms`, `30s`, `1.5m`, `2h`.
extension Parser {
  mutating func timeout() throws(ScriptError) -> Directive {
    let limit = TimeLimit.allCases.first { take($0.rawValue.keyword) }
    if take("OFF") { return limit.map { .timeout($0, nil) } ?? .timeoutsOff }
    guard next != nil || limit != nil else { return .showTimeouts }
    return .timeout(limit ?? .total, try span())
  }

  mutating func span() throws(ScriptError) -> TimeSpan {
    guard let token = next else { throw missing(.span, of: word) }
    guard let span = token.word.flatMap(TimeSpan.init(typed:)) else {
      throw error(.notASpan(typed(token)), at: token)
    }
    advance()
    return span
  }
}

extension TimeLimit {
  /// The word that sets it, as it is typed.
  package func word(for span: TimeSpan) -> String {
    ".timeout \(self == .total ? "" : "\(rawValue) ")\(span)"
  }
}

extension TimeSpan {
  /// The longest that is taken, in hours.
  package static let mostHours: Int64 = 10_000

  /// Reads a number and its unit; nil unless that is from a millisecond to that number of hours,
  /// and whole milliseconds.
  package init?(typed text: String) {
    let units: [(name: String, milliseconds: Int64)] = [
      ("MS", 1), ("S", 1000), ("M", 60_000), ("H", 3_600_000),
    ]
    let keyword = text.keyword
    let number = keyword.prefix { $0.isNumber || $0 == "." }
    guard let unit = units.first(where: { $0.name == keyword.dropFirst(number.count) }) else {
      return nil
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(Self.isDigits), let whole = Int64(parts[0]),
      whole <= Self.mostHours * 3_600_000
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : "0"
    guard let fraction = Int64(decimals) else { return nil }
    let scale = decimals.reduce(Int64(1)) { scale, _ in scale * 10 }
    let product = fraction * unit.milliseconds
    let milliseconds = whole * unit.milliseconds + product / scale
    guard product % scale == 0, (1...Self.mostHours * 3_600_000).contains(milliseconds) else {
      return nil
    }
    self.init(milliseconds: milliseconds)
  }

  /// Few enough ASCII digits to be computed with.
  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 11 && text.unicodeScalars.allSatisfy { $0.isASCIIDigit }
  }
}
