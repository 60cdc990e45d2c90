/// A JSON text whose fields keep their order.
///
/// Own code, because Foundation's encoder sorts fields or shuffles them, and leaves invisible and
/// direction-changing characters as they are.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number as it is written.
  case decimal(String)
  case string(String)
  case array([JSON])
  case object([Field])

  package struct Field: Hashable, Sendable {
    let name: String
    let value: JSON

    package init(name: String, value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// A text, or null.
  package static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  package static func integer(_ number: Int?) -> JSON { number.map { .int($0) } ?? .null }

  /// A number that may need 64 bits; an `Int` has 32 in a web page.
  package static func number(_ number: Int64) -> JSON { .decimal(String(number)) }

  /// A count; from 2^63 on as text.
  ///
  /// Many readers lose digits of numbers from 2^53 on.
  package static func count(_ number: UInt64) -> JSON {
    Int64(exactly: number).map { .number($0) } ?? .string(String(number))
  }

  /// An object of fields in this order.
  package static func fields(_ fields: KeyValuePairs<String, JSON>) -> JSON {
    .object(fields.map { Field(name: $0.key, value: $0.value) })
  }

  /// The object with more fields behind its own.
  package static func + (left: JSON, right: KeyValuePairs<String, JSON>) -> JSON {
    guard case .object(let fields) = left else { return left }
    return .object(fields + right.map { Field(name: $0.key, value: $0.value) })
  }

  /// On one line, in ASCII and printable characters only.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .int(let number): text += String(number)
    case .decimal(let digits): text += digits
    case .string(let content): Self.write(content, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { text += "," }
        Self.write(field.name, to: &text)
        text += ":"
        field.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Writes a text in quotes, with escapes.
  private static func write(_ content: String, to text: inout String) {
    text += "\""
    // Most texts need no escapes.
    if content.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x22 && $0 != 0x5C }) {
      text += content
    } else {
      for scalar in content.unicodeScalars { write(scalar, to: &text) }
    }
    text += "\""
  }

  private static func write(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\t": text += "\\t"
    case "\r": text += "\\r"
    case _ where scalar.isUnprintable:
      for unit in Array(String(scalar).utf16) {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: text.unicodeScalars.append(scalar)
    }
  }
}
