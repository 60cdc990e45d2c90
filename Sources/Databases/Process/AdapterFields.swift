import FoundationEssentials

/// The name of any field.
struct AdapterField: CodingKey, Hashable {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

/// What is wrong with a line of the protocol, as the end of a sentence that quotes the line.
struct AdapterFlaw: Error, Hashable {
  let message: String

  init(_ message: String) { self.message = message }
}

/// The fields of an object, all of which must be known.
///
/// A misspelled field is an error, because an answer without it would mean something else.
struct AdapterFields {
  private let container: KeyedDecodingContainer<AdapterField>
  let names: Set<String>

  init(_ decoder: any Decoder, known: Set<String>) throws {
    container = try decoder.container(keyedBy: AdapterField.self)
    names = Set(container.allKeys.map(\.stringValue))
    if let stranger = names.subtracting(known).min() {
      let list = known.sorted().joined(separator: ", ")
      throw AdapterFlaw("the field \"\(stranger)\" is unknown; the known fields are \(list)")
    }
  }

  func required<Content: Decodable>(_ name: String, _ type: Content.Type) throws -> Content {
    try container.decode(type, forKey: AdapterField(name))
  }

  /// Nil also if the field is null.
  func optional<Content: Decodable>(_ name: String, _ type: Content.Type) throws -> Content? {
    try container.decodeIfPresent(type, forKey: AdapterField(name))
  }
}

/// A line of an adapter as a value.
enum AdapterLine {
  static let noJSON = AdapterFlaw("it is not JSON")

  /// Reads a line.
  ///
  /// - Throws: an `AdapterFlaw`.
  static func read<Content: Decodable>(
    _ line: [UInt8], as type: Content.Type
  ) throws(AdapterFlaw) -> Content {
    guard String(validating: line, as: UTF8.self) != nil else {
      throw AdapterFlaw("it is not UTF-8")
    }
    guard !line.contains(0) else { throw AdapterFlaw("it contains a NUL byte") }
    guard line.depth <= 6 else { throw AdapterFlaw("it is nested too deeply") }
    do {
      return try JSONDecoder().decode(type, from: Data(line))
    } catch {
      throw flaw(error)
    }
  }

  private static func flaw(_ error: any Error) -> AdapterFlaw {
    let (path, trouble) =
      switch error as? DecodingError {
      case .keyNotFound(let field, let context)?: (context.codingPath + [field], "is missing")
      case .typeMismatch(_, let context)?: (context.codingPath, "is of the wrong type")
      case .valueNotFound(_, let context)?: (context.codingPath, "is null")
      case .dataCorrupted(let context)?: (context.codingPath, "is of the wrong type")
      default: ([any CodingKey](), "")
      }
    if let flaw = error as? AdapterFlaw { return flaw }
    if case .dataCorrupted? = error as? DecodingError, path.isEmpty {
      return noJSON
    }
    guard !path.isEmpty else { return AdapterFlaw("it is not an object") }
    let steps = path.map { field in
      field.intValue.map { "[\($0)]" } ?? ".\(field.stringValue)"
    }
    return AdapterFlaw("the field \(steps.joined().dropFirst()) \(trouble)")
  }
}

extension [UInt8] {
  /// How deeply its brackets are nested, outside of texts.
  fileprivate var depth: Int {
    var (isQuoted, isEscaped, depth, deepest) = (false, false, 0, 0)
    for byte in self {
      switch byte {
      case UInt8(ascii: "\"") where !isEscaped: isQuoted.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if !isQuoted { depth += 1 }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if !isQuoted { depth -= 1 }
      default: break
      }
      isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\")
      deepest = Swift.max(deepest, depth)
    }
    return deepest
  }
}
