extension JSONReader {
  /// Whether numbers can contain the byte.
  static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Moves past an integer, which may be written as `1.0` or `1e3`.
  package mutating func int() throws(JSONFlaw) -> Int {
    skipBlanks()
    let isNegative = next == UInt8(ascii: "-")
    guard isNegative || isDigit else { throw mismatch }
    if isNegative { place += 1 }
    var number = Decimal(isNegative: isNegative)
    let start = place
    while isDigit { number.append(takeDigit()) }
    guard place > start, place == start + 1 || bytes[start] != UInt8(ascii: "0") else {
      throw .noJSON
    }
    if next == UInt8(ascii: ".") {
      place += 1
      let start = place
      while isDigit { number.append(takeDigit()) }
      guard place > start else { throw .noJSON }
      number.exponent -= place - start
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      number.exponent += try exponent()
    }
    guard next.map(Self.isNumeric) != true, let integer = number.integer else { throw .noJSON }
    return integer
  }

  /// Whether a digit is next.
  var isDigit: Bool {
    next.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }

  private mutating func takeDigit() -> Int {
    defer { place += 1 }
    return Int(bytes[place] - UInt8(ascii: "0"))
  }

  private mutating func exponent() throws(JSONFlaw) -> Int {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { place += 1 }
    guard isDigit else { throw .noJSON }
    var exponent = 0
    // No text has this number of digits.
    while isDigit { exponent = min(exponent * 10 + takeDigit(), 1 << 27) }
    return isNegative ? -exponent : exponent
  }
}

/// A number as its digits are read.
private struct Decimal {
  let isNegative: Bool
  /// The power of ten by which the digits are multiplied.
  var exponent = 0
  /// The digits without the zeros at their end; nil if they are too large.
  private var significand: Int? = 0
  private var zeros = 0

  init(isNegative: Bool) { self.isNegative = isNegative }

  mutating func append(_ digit: Int) {
    zeros += 1
    guard digit > 0 else { return }
    significand = shifted(by: zeros).flatMap { number in
      let (sum, isTooLarge) = number.addingReportingOverflow(isNegative ? -digit : digit)
      return isTooLarge ? nil : sum
    }
    zeros = 0
  }

  /// Nil if it is too large, or not an integer.
  var integer: Int? { shifted(by: zeros + exponent) }

  private func shifted(by places: Int) -> Int? {
    guard var number = significand, number != 0 else { return significand }
    guard places >= 0 else { return nil }
    for _ in 0..<places {
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      number = product
    }
    return number
  }
}
