/// Reads a JSON text from its bytes, forward from a place.
///
/// A reader is also the value that begins at its place: a copy can read that value later. A number
/// or a text is checked only when it is asked for, so that unknown fields may hold `01` or a wrong
/// escape. A comma may follow the last element. Foundation's decoder behaves the same way.
package struct JSONReader {
  let bytes: [UInt8]
  /// The index of the next byte.
  package internal(set) var place: Int
  let end: Int

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
  mutating func skip() throws(JSONFlaw) {
    // For each bracket that is open, whether it is an object's.
    var open: [Bool] = []
    repeat {
      if let isObject = open.last, takeEnd(isObject) {
        open.removeLast()
      } else {
        if open.last == true { try skipName() }
        let isObject = take("{")
        if isObject || take("[") {
          guard open.count < Self.deepest else { throw .tooDeep }
          open.append(isObject)
          continue
        }
        try skipSingle()
      }
      while let isObject = open.last, !take(",") {
        guard takeEnd(isObject) else { throw .noJSON }
        open.removeLast()
      }
    } while !open.isEmpty
  }

  private mutating func takeEnd(_ isObject: Bool) -> Bool { take(isObject ? "}" : "]") }

  private mutating func skipName() throws(JSONFlaw) {
    guard take("\"") else { throw .noJSON }
    try skipText()
    guard take(":") else { throw .noJSON }
  }

  /// Moves past a value without brackets.
  private mutating func skipSingle() throws(JSONFlaw) {
    if take("\"") { return try skipText() }
    if take("null") || take("true") || take("false") { return }
    guard next == UInt8(ascii: "-") || isDigit else { throw .noJSON }
    while let next, Self.isNumeric(next) { place += 1 }
  }

  /// Moves past the rest of a text and its closing quote.
  private mutating func skipText() throws(JSONFlaw) {
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
}
