/// Reads a JSON text from its bytes, forward from a place.
///
/// A reader is also the value that begins at its place: whoever keeps a copy can read that value
/// later. Nothing is copied out of the text before it is asked for, and what nobody asks for may
/// be a number like `01` or a text with a wrong escape. A comma may follow the last element.
/// Foundation's decoder behaves the same way.
package struct JSONReader {
  let bytes: [UInt8]
  /// The index of the next byte.
  package internal(set) var place: Int
  private let end: Int

  /// How deeply brackets may be nested.
  private static let deepest = 512

  /// Reads a text that is a part of these bytes.
  package init(_ bytes: [UInt8], in range: Range<Int>) {
    (self.bytes, place, end) = (bytes, range.lowerBound, range.upperBound)
  }

  /// The only value of the text, after its brackets, quotes, and words have been checked.
  package func value() throws(JSONFlaw) -> JSONReader {
    var value = self
    // The mark of UTF-8, which some editors write.
    if bytes[place..<end].starts(with: [0xEF, 0xBB, 0xBF]) { value.place += 3 }
    var rest = value
    try rest.skip()
    guard rest.isAtEnd else { throw .noJSON }
    return value
  }

  // MARK: Bytes

  /// The next byte; nil at the end.
  var next: UInt8? { place < end ? bytes[place] : nil }

  package mutating func skipBlanks() {
    while place < end, Self.isBlank(bytes[place]) { place += 1 }
  }

  /// Whether JSON ignores the byte between values.
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Moves past blanks and these characters, if they are next.
  package mutating func take(_ word: StaticString) -> Bool {
    skipBlanks()
    let count = word.utf8CodeUnitCount
    guard end - place >= count else { return false }
    for index in 0..<count where bytes[place + index] != word.utf8Start[index] { return false }
    place += count
    return true
  }

  /// Whether only blanks are left.
  package var isAtEnd: Bool {
    var rest = self
    rest.skipBlanks()
    return rest.place == end
  }

  // MARK: Values

  /// Moves past a value, of which only the brackets, quotes, and words are checked.
  mutating func skip(_ depth: Int = 0) throws(JSONFlaw) {
    skipBlanks()
    guard let first = next else { throw .noJSON }
    switch first {
    case UInt8(ascii: "\""): try skipText()
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard depth < Self.deepest else { throw .tooDeep }
      try skipElements(depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      while let next, Self.isNumeric(next) { place += 1 }
    default:
      guard take("null") || take("true") || take("false") else { throw .noJSON }
    }
  }

  private mutating func skipElements(_ depth: Int) throws(JSONFlaw) {
    guard next == UInt8(ascii: "{") else {
      return try list("[", "]") { json throws(JSONFlaw) in try json.skip(depth) }
    }
    try list("{", "}") { json throws(JSONFlaw) in
      json.skipBlanks()
      guard json.next == UInt8(ascii: "\"") else { throw .noJSON }
      try json.skipText()
      guard json.take(":") else { throw .noJSON }
      try json.skip(depth)
    }
  }

  private mutating func skipText() throws(JSONFlaw) {
    place += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      place += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      let count = next == UInt8(ascii: "u") ? 5 : 1
      guard end - place >= count, count == 1 || !bytes[place..<place + 5].contains(0x22) else {
        throw .noJSON
      }
      place += count
    }
    guard place < end else { throw .noJSON }
    place += 1
  }

  /// Whether the next value is null.
  var isNull: Bool {
    var rest = self
    return rest.take("null")
  }

  /// What is wrong with the next value, which should have another type.
  var mismatch: JSONFlaw { .value(path: "", trouble: isNull ? .null : .mistyped) }

  /// Moves past brackets, and reads each element between them.
  mutating func list(
    _ open: StaticString, _ close: StaticString,
    element: (inout JSONReader) throws(JSONFlaw) -> Void
  ) throws(JSONFlaw) {
    guard take(open) else { throw mismatch }
    while !take(close) {
      try element(&self)
      guard take(",") else {
        guard take(close) else { throw .noJSON }
        return
      }
    }
  }

  /// Moves past `true` or `false`.
  package mutating func bool() throws(JSONFlaw) -> Bool {
    if take("true") { return true }
    guard take("false") else { throw mismatch }
    return false
  }

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
