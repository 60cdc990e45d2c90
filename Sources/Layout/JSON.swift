/// A JSON text whose fields keep their order.
///
/// Own code, because Foundation's encoder sorts fields or shuffles them, and leaves invisible and
/// direction-changing characters as they are.
package indirect enum JSON: Hashable, Sendable {
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
    switch self {
    case .null: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .int(let number): String(number)
    case .decimal(let digits): digits
    case .string(let text): Self.escaped(text)
    case .array(let elements): "[" + elements.map { $0.text }.joined(separator: ",") + "]"
    case .object(let fields):
      "{"
        + fields.map { "\(Self.escaped($0.name)):\($0.value.text)" }.joined(separator: ",") + "}"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.isUnprintable {
          for unit in Array(String(scalar).utf16) {
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
