extension JSONReader {
  /// Moves past a text.
  package mutating func text() throws(JSONFlaw) -> String {
    guard take("\"") else { throw mismatch }
    let start = place
    var isASCII = true
    while let next, next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw .noJSON }
      if next == UInt8(ascii: "\\") { return try textWithEscapes(from: start) }
      isASCII = isASCII && next < 0x80
      place += 1
    }
    guard place < end else { throw .noJSON }
    place += 1
    let text = bytes[start..<place - 1]
    if isASCII { return String(decoding: text, as: UTF8.self) }
    guard let text = String(validating: text, as: UTF8.self) else { throw .noJSON }
    return text
  }

  private mutating func textWithEscapes(from start: Int) throws(JSONFlaw) -> String {
    var text = Array(bytes[start..<place])
    while let next, next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw .noJSON }
      place += 1
      guard next == UInt8(ascii: "\\") else {
        text.append(next)
        continue
      }
      text += Array(String(try escape()).utf8)
    }
    guard place < end, let text = String(validating: text, as: UTF8.self) else { throw .noJSON }
    place += 1
    return text
  }

  /// The character of an escape after its backslash.
  private mutating func escape() throws(JSONFlaw) -> Unicode.Scalar {
    guard let letter = next else { throw .noJSON }
    place += 1
    switch Unicode.Scalar(letter) {
    case "\"", "\\", "/": return Unicode.Scalar(letter)
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": break
    default: throw .noJSON
    }
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // A scalar beyond U+FFFF is written as two halves.
    guard unit < 0xDC00, next == UInt8(ascii: "\\") else { throw .noJSON }
    place += 1
    guard next == UInt8(ascii: "u") else { throw .noJSON }
    place += 1
    let low = try hexadecimal()
    guard 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw .noJSON }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONFlaw) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let next, let digit = Character(Unicode.Scalar(next)).hexDigitValue else {
        throw .noJSON
      }
      unit = unit << 4 | UInt32(digit)
      place += 1
    }
    return unit
  }
}
